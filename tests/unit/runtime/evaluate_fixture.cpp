// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/runtime/evaluate_fixture.h"

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/calendar/window.h"

namespace slate::evaluate {

namespace {

using Kind = plan::Type::Kind;

const calendar::TimeZone& Utc() {
  static const calendar::TimeZone kUtc = calendar::TimeZone::Utc();
  return kUtc;
}

}  // namespace

std::int64_t At(std::string_view reading) {
  const calendar::Reading parsed = calendar::ParseReading(reading).value();
  return calendar::InstantOf(parsed.date, parsed.time_of_day, 0);
}

std::int32_t Day(std::string_view date) {
  return calendar::ParseDate(date).value().days;
}

Run Month(std::string_view month) {
  const calendar::Date first = calendar::ParseDate(std::string(month) + "-01").value();
  return calendar::WindowOn({}, first, Utc()).span;
}

plan::Type NumberType(plan::Unit unit) {
  return {.unit = std::move(unit)};
}
plan::Type Share() {
  return {.range = plan::Type::Range::kShare};
}
plan::Type Duration() {
  return {.unit = {{"time", 1}}};
}
plan::Type Euros() {
  return {.unit = {{"EUR", 1}}};
}
plan::Type Bool() {
  return {.kind = Kind::kBool};
}
plan::Type SpansType() {
  return {.kind = Kind::kSpans};
}
plan::Type InstantType() {
  return {.kind = Kind::kInstant};
}
plan::Type MemberType(std::string key) {
  return {.kind = Kind::kMember, .key = std::move(key)};
}

PlanBuilder::PlanBuilder() {
  plan.name = "hosting";
  plan.provider = {.name = "acme"};
  plan.customer = {.name = "globex"};
  plan.term_first = Day("2026-01-01");
  plan.term_last = Day("2026-12-31");
  plan.zone = "UTC";
  plan.currency = "EUR";
  plan.partial = plan::PartialRule::kCut;
}

NodeId PlanBuilder::Make(Op op, std::vector<NodeId> args, plan::Type type) {
  return Add({.op = op, .type = std::move(type), .args = std::move(args)});
}

NodeId PlanBuilder::Number(Rational value, plan::Type type) {
  return Add({.type = std::move(type), .constant = std::move(value)});
}

NodeId PlanBuilder::Text(std::string text) {
  return Add({.type = {.kind = Kind::kText}, .constant = std::move(text)});
}

NodeId PlanBuilder::Label(std::string label) {
  return Add({.type = {.kind = Kind::kMember}, .constant = plan::Member{std::move(label)}});
}

NodeId PlanBuilder::Time(std::string_view reading) {
  return Add({.type = InstantType(), .constant = plan::Instant{At(reading)}});
}

NodeId PlanBuilder::Truth(bool value) {
  return Add({.type = Bool(), .constant = value});
}

NodeId PlanBuilder::Column(std::string name, plan::Type type) {
  return Add({.op = Op::kColumn, .type = std::move(type), .name = std::move(name)});
}

NodeId PlanBuilder::Member(std::string key) {
  return Add({.op = Op::kMember, .type = MemberType(key), .name = key});
}

NodeId PlanBuilder::Compare(NodeId a, plan::Compare compare, NodeId b) {
  return Add({.op = Op::kCompare, .type = Bool(), .args = {a, b}, .compare = compare});
}

NodeId PlanBuilder::Result(std::string objective, std::string field, std::vector<NodeId> keys) {
  return Add(
      {.op = Op::kResult,
       .args = std::move(keys),
       .name = std::move(objective),
       .field = std::move(field)}
  );
}

NodeId PlanBuilder::Previous(std::string objective, std::string field) {
  return Make(Op::kPrevious, {Result(std::move(objective), std::move(field))});
}

NodeId PlanBuilder::Stage(std::string name) {
  return Add({.op = Op::kStage, .name = std::move(name)});
}

NodeId PlanBuilder::Given(std::string name, std::vector<NodeId> keys) {
  return Add({.op = Op::kGiven, .type = Euros(), .args = std::move(keys), .name = std::move(name)});
}

NodeId PlanBuilder::Availability(NodeId down, NodeId base) {
  const NodeId lost = Length(Make(Op::kIntersect, {down, base}, SpansType()));
  const NodeId ratio = Make(Op::kDivide, {lost, Length(base)});
  return Make(Op::kSubtract, {Number(1), ratio}, Share());
}

NodeId PlanBuilder::Ladder(
    NodeId x,
    plan::Compare compare,
    std::vector<std::pair<NodeId, NodeId>> rungs,
    std::optional<NodeId> fallback
) {
  plan::Node node{.op = Op::kLadder, .args = {x}, .fallback = fallback};
  for (const auto& [bound, value] : rungs) {
    node.rungs.push_back({.bounds = {{.compare = compare, .value = bound}}, .value = value});
  }
  return Add(std::move(node));
}

NodeId PlanBuilder::Total(plan::Rollup rollup, plan::Type type) {
  return Add({.op = Op::kRollup, .type = std::move(type), .rollup = Rollup(std::move(rollup))});
}

NodeId PlanBuilder::SpansOfRows(std::string input, std::vector<plan::Rollup::Scope> scope) {
  return Add(
      {.op = Op::kSpansOfRows,
       .type = SpansType(),
       .args = {Column("from", InstantType()), Column("to", InstantType())},
       .rollup = Rollup({.input = std::move(input), .scope = std::move(scope)})}
  );
}

NodeId PlanBuilder::SpansOfSlots(
    std::string input, std::optional<NodeId> where, std::vector<plan::Rollup::Scope> scope
) {
  return Add(
      {.op = Op::kSpansOfSlots,
       .type = SpansType(),
       .rollup = Rollup({.input = std::move(input), .scope = std::move(scope), .where = where})}
  );
}

plan::Input& PlanBuilder::Input(std::string name, std::vector<plan::Column> columns) {
  plan.inputs.push_back({.name = std::move(name), .columns = std::move(columns), .complete = true});
  return plan.inputs.back();
}

plan::Input& PlanBuilder::Intervals(std::string name) {
  plan::Input& input = Input(
      std::move(name),
      {{.name = "from", .type = InstantType()}, {.name = "to", .type = InstantType()}}
  );
  input.interval = true;
  return input;
}

plan::Input& PlanBuilder::Probe(plan::Input::Gaps gaps) {
  plan::Input& input =
      Input("probe", {{.name = "at", .type = InstantType()}, {.name = "up", .type = Bool()}});
  input.kind = plan::Input::Kind::kSlots;
  input.every = Rational(kMinute);
  input.gaps = gaps;
  return input;
}

plan::Objective& PlanBuilder::Objective(std::string name, NodeId measure) {
  plan.objectives.push_back({.name = std::move(name), .party = "acme", .measure = measure});
  return plan.objectives.back();
}

plan::Objective& PlanBuilder::Promise(
    std::string name, NodeId measure, plan::Compare compare, NodeId target, NodeId credit
) {
  plan::Objective& objective = Objective(std::move(name), measure);
  objective.target_compare = compare;
  objective.target = target;
  objective.credit = credit;
  return objective;
}

plan::Settle& PlanBuilder::Settle(std::string objective) {
  plan::Settle settle{.name = "settlement"};
  settle.parts = {{.of = {{.objective = std::move(objective), .field = "credit"}}}};
  plan.settles.push_back(std::move(settle));
  return plan.settles.back();
}

Rows::Rows(const plan::Input& input) {
  table.input = input.name;
  for (const plan::Column& column : input.columns) {
    table.columns.push_back({.name = column.name, .type = column.type});
  }
}

Rows& Rows::Add(
    std::initializer_list<std::pair<const char*, Cell>> cells,
    std::int64_t weight,
    std::int64_t until
) {
  for (data::Column& column : table.columns) {
    Cell cell;
    for (const auto& [name, value] : cells) {
      cell = column.name == name ? value : cell;
    }
    const bool numbers = column.type.kind == Kind::kNumber;
    column.valid.push_back(std::holds_alternative<std::monostate>(cell) ? 0 : 1);
    std::int64_t code = 0;
    if (const auto* text = std::get_if<std::string>(&cell)) {
      const auto found = std::find(column.dictionary.begin(), column.dictionary.end(), *text);
      code = found - column.dictionary.begin();
      if (found == column.dictionary.end()) {
        column.dictionary.push_back(*text);
      }
    } else if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
      code = *whole;
    }
    column.values.push_back(code);
    if (numbers) {
      const auto* exact = std::get_if<Rational>(&cell);
      column.wide.push_back(exact == nullptr ? Rational(code) : *exact);
    }
    if (column.type.kind == Kind::kSpans) {
      const auto* spans = std::get_if<SpanSet>(&cell);
      column.spans.push_back(spans == nullptr ? SpanSet() : *spans);
      column.valid.back() = 1;
    }
  }
  table.weight.push_back(weight);
  table.until.push_back(until);
  ++table.row_count;
  return *this;
}

Outcome SettleAll(
    const plan::Plan& plan,
    std::vector<data::Table> tables,
    std::vector<Run> periods,
    std::optional<std::int64_t> as_of
) {
  const data::Dataset dataset{.tables = std::move(tables)};
  return Settle(plan, dataset, {.periods = std::move(periods), .as_of = as_of}).value();
}

const ObjectiveResult& Find(
    const PeriodResult& period, std::string_view objective, const std::vector<std::string>& members
) {
  for (const ObjectiveResult& result : period.objectives) {
    if (result.objective == objective && (members.empty() || result.members == members)) {
      return result;
    }
  }
  Unreachable("no such result");
}

Rational Point(const Value& value) {
  const auto* number = std::get_if<Rational>(&value);
  Check(number != nullptr, "the value is not a decided number");
  return *number;
}

}  // namespace slate::evaluate
