// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/read_facts.h"

#include <algorithm>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/settings/fact_rows.h"

namespace slate::readers {

namespace {

using plan::Type;

bool HasValue(const data::Column& column, std::size_t row) {
  return column.valid.empty() || column.valid[row] != 0;
}

const std::string& TextAt(const data::Column& column, std::size_t row) {
  return column.dictionary[static_cast<std::size_t>(column.values[row])];
}

plan::Constant ConstantAt(const data::Column& column, std::size_t row) {
  switch (column.type.kind) {
    case Type::Kind::kNumber:
      return column.wide.empty() ? exact::Rational(column.values[row]) * column.scale
                                 : column.wide[row];
    case Type::Kind::kBool: return column.values[row] != 0;
    case Type::Kind::kInstant: return plan::Instant{column.values[row]};
    case Type::Kind::kDate: return plan::Date{static_cast<std::int32_t>(column.values[row])};
    case Type::Kind::kText: return TextAt(column, row);
    case Type::Kind::kMember: return plan::Member{TextAt(column, row)};
    case Type::Kind::kSpans: break;
  }
  Unreachable("a fact in rows has no constant");
}

// A row states the fact for its members, from its date on if it has one.
void AddValues(
    const data::Table& table, const calendar::TimeZone& zone, std::vector<data::GivenValue>& givens
) {
  for (std::size_t row = 0; row < table.row_count; ++row) {
    data::GivenValue value{.name = table.input};
    for (const data::Column& column : table.columns) {
      if (column.name == "value") {
        value.value = HasValue(column, row) ? ConstantAt(column, row) : plan::Undefined{};
      } else if (column.name == "from" && column.type.kind == Type::Kind::kDate) {
        const bool dated = HasValue(column, row);
        value.from =
            dated ? zone.StartOfDay({static_cast<std::int32_t>(column.values[row])}) : value.from;
      } else {
        value.keys.push_back(TextAt(column, row));
      }
    }
    givens.push_back(std::move(value));
  }
}

bool AreSpans(const plan::Plan& plan, const std::string& name) {
  return std::any_of(plan.attested.begin(), plan.attested.end(), [&](const plan::Attested& fact) {
    return fact.name == name && fact.type.kind == Type::Kind::kSpans;
  });
}

}  // namespace

std::vector<InputRead> ReadFacts(
    const ReadContext& context, data::Dataset& dataset, RejectList& rejects, diag::Sink& sink
) {
  settings::Settings tables = context.settings;
  tables.inputs = std::move(tables.facts);
  const ReadContext inner{
      .plan = context.plan,
      .settings = tables,
      .zones = context.zones,
      .zone = context.zone,
      .limits = context.limits,
      .watch = context.watch,
      .hashes = context.hashes};
  std::vector<std::string> names;
  for (const settings::InputBinding& binding : tables.inputs) {
    if (std::find(names.begin(), names.end(), binding.input.value) == names.end()) {
      names.push_back(binding.input.value);
    }
  }
  std::vector<InputRead> reads;
  for (const std::string& name : names) {
    const std::optional<plan::Input> rows = settings::RowsOfFact(context.plan, name);
    Check(rows.has_value(), "a table of facts was accepted that the agreement does not have");
    reads.push_back(ReadInput(*rows, inner, rejects, sink));
    if (AreSpans(context.plan, name)) {
      dataset.tables.push_back(reads.back().table);
    } else {
      AddValues(reads.back().table, context.zone, dataset.givens);
    }
  }
  return reads;
}

}  // namespace slate::readers
