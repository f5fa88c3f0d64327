// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings/fact_rows.h"

#include <utility>
#include <vector>

namespace slate::settings {

namespace {

using plan::Type;

plan::Input WithKeys(const std::string& name, const std::vector<std::string>& keys) {
  plan::Input rows{.name = name};
  rows.complete = true;
  for (const std::string& key : keys) {
    rows.columns.push_back({.name = key, .type = {.kind = Type::Kind::kMember, .key = key}});
  }
  return rows;
}

plan::Column Optional(std::string name, Type::Kind kind) {
  return {.name = std::move(name), .type = {.kind = kind, .optional = true}};
}

}  // namespace

std::optional<plan::Input> RowsOfFact(const plan::Plan& plan, const std::string& name) {
  for (const plan::Given& given : plan.givens) {
    if (given.name != name) {
      continue;
    }
    plan::Input rows = WithKeys(name, given.keys);
    if (given.dated) {
      rows.columns.push_back(Optional("from", Type::Kind::kDate));
    }
    rows.columns.push_back({.name = "value", .type = given.type});
    return rows;
  }
  for (const plan::Attested& fact : plan.attested) {
    if (fact.name != name) {
      continue;
    }
    plan::Input rows = WithKeys(name, fact.keys);
    if (fact.type.kind == Type::Kind::kSpans) {
      rows.columns.push_back({.name = "from", .type = {.kind = Type::Kind::kInstant}});
      rows.columns.push_back(Optional("to", Type::Kind::kInstant));
    } else {
      rows.columns.push_back({.name = "value", .type = fact.type});
    }
    return rows;
  }
  return std::nullopt;
}

}  // namespace slate::settings
