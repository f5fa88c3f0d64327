// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "compiler/check/declarations.h"

namespace slate::check {

namespace {

plan::Column Optional(std::string name, plan::Type type) {
  type.optional = true;
  return {.name = std::move(name), .type = std::move(type)};
}

void AddKeys(const std::vector<std::string>& keys, plan::Input& input) {
  for (const std::string& key : keys) {
    const bool known =
        std::any_of(input.columns.begin(), input.columns.end(), [&](const plan::Column& column) {
          return column.name == key;
        });
    if (!known) {
      input.columns.push_back(Optional(key, types::MemberOf(key)));
    }
  }
}

plan::Input Rows(std::string name, std::string doc, std::string what) {
  plan::Input input{.name = std::move(name), .doc = std::move(doc)};
  input.columns.push_back({.name = "at", .type = types::Instant()});
  input.columns.push_back(Optional(std::move(what), types::Text()));
  input.complete = true;
  input.built_in = true;
  return input;
}

bool SettlesClaims(const plan::Settle& settle) {
  return std::any_of(settle.steps.begin(), settle.steps.end(), [](const plan::Step& step) {
    return step.kind == plan::Step::Kind::kClaim;
  });
}

// A name that the text gives to something else stays that.
void Add(Context& context, plan::Input input) {
  if (!context.names.contains(input.name)) {
    context.inputs[input.name].index = context.plan.inputs.size();
    context.plan.inputs.push_back(std::move(input));
  }
}

}  // namespace

void AddBuiltInInputs(Context& context) {
  plan::Input claims = Rows("claims", "Amounts that were claimed, and when.", "settlement");
  claims.columns.push_back({.name = "period", .type = types::Text()});
  bool claimed = false;
  for (const plan::Settle& settle : context.plan.settles) {
    if (SettlesClaims(settle)) {
      claimed = true;
      AddKeys(settle.keys, claims);
    }
  }
  if (claimed) {
    Add(context, std::move(claims));
  }
  plan::Input exercises = Rows("exercises", "Rights that were used, and when.", "right");
  for (const plan::Right& right : context.plan.rights) {
    AddKeys(right.keys, exercises);
  }
  if (!context.plan.rights.empty()) {
    Add(context, std::move(exercises));
  }
}

}  // namespace slate::check
