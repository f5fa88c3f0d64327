// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/evaluator.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/members.h"
#include "runtime/evaluate/objectives.h"
#include "runtime/evaluate/ops.h"
#include "runtime/evaluate/rollup.h"
#include "runtime/evaluate/settlement.h"

namespace slate::evaluate {

using plan::NodeId;
using plan::Op;

Evaluator::Evaluator(const Ground& ground, Setting setting)
    : ground_(ground),
      setting_(std::move(setting)),
      labels_(ground.labels),
      as_of_(setting_.as_of.value_or(spans::kForever)),
      rows_(ground.plan.inputs.size()),
      stretches_(ground.plan.inputs.size()),
      calendar_spans_(ground.plan.calendars.size()),
      clocks_(ground.plan.calendars.size()),
      column_places_(ground.plan.nodes.size()),
      members_(std::make_unique<Members>(*this)),
      rollups_(std::make_unique<Rollups>(*this)),
      objectives_(std::make_unique<Objectives>(*this)),
      settlements_(std::make_unique<Settlements>(*this)) {
  for (const std::string& name : ground.missing_holidays) {
    problems_.Report(kHolidaysEnd, fmt::format("there is no holiday table `{}`", name));
  }
}

Evaluator::~Evaluator() = default;

void Evaluator::StartPeriods(Run term, std::int32_t term_first, const std::vector<Run>& wanted) {
  periods_.emplace(ground_, term, term_first, wanted);
}

std::size_t Evaluator::MemoryHash::operator()(const MemoryKey& key) const {
  std::uint64_t hash = key.node * 0x9E3779B97F4A7C15ULL + static_cast<std::uint32_t>(key.period);
  for (const std::int32_t member : key.members) {
    hash = (hash ^ static_cast<std::uint32_t>(member)) * 0xBF58476D1CE4E5B9ULL;
    hash ^= hash >> 29U;
  }
  return hash;
}

Evaluator::MemoryKey Evaluator::KeyFor(NodeId id, const MemoryRule& rule, const Scope& scope)
    const {
  MemoryKey key{.node = static_cast<std::uint32_t>(id)};
  key.period = rule.by_period ? scope.period : kNoPeriod;
  for (std::size_t i = 0; i < rule.keys.size(); ++i) {
    key.members[i] = scope.members[rule.keys[i]];
  }
  return key;
}

const Value& Evaluator::Read(NodeId id, const Scope& scope, Value& scratch) {
  const plan::Node& node = plan()[id];
  if (node.op == Op::kConst) {
    return ground_.constants[id];
  }
  if (node.op == Op::kParam) {
    Check(
        static_cast<std::size_t>(node.index) < setting_.parameters.size(),
        "an example's variable is read outside the example"
    );
    return setting_.parameters[static_cast<std::size_t>(node.index)];
  }
  const MemoryRule& rule = ground_.memory_rules[id];
  if (!rule.kept) {
    scratch = Compute(id, scope);
    return scratch;
  }
  const MemoryKey key = KeyFor(id, rule, scope);
  if (const auto found = memory_.find(key); found != memory_.end()) {
    return found->second;
  }
  Value value = Compute(id, scope);
  return memory_.emplace(key, std::move(value)).first->second;
}

Value Evaluator::Eval(NodeId id, const Scope& scope) {
  Value scratch;
  const Value& value = Read(id, scope, scratch);
  if (&value == &scratch) {
    return scratch;
  }
  return value;
}

Truth Evaluator::EvalTruth(NodeId id, const Scope& scope) {
  Value scratch;
  return AsTruth(Read(id, scope, scratch));
}

Truth Evaluator::EvalTruth(const std::optional<NodeId>& id, const Scope& scope) {
  return id ? EvalTruth(*id, scope) : Truth::kTrue;
}

Spans Evaluator::EvalSpans(NodeId id, const Scope& scope) {
  Value value = Eval(id, scope);
  if (auto* spans = std::get_if<Spans>(&value)) {
    return std::move(*spans);
  }
  return IsUndefined(value) ? Spans{} : AnySpans();
}

std::optional<std::int64_t> Evaluator::EvalWhole(NodeId id, const Scope& scope) {
  Value scratch;
  const Value& value = Read(id, scope, scratch);
  const auto* number = std::get_if<Rational>(&value);
  const std::optional<std::int64_t> whole = number != nullptr ? number->ToInt64() : std::nullopt;
  if (number != nullptr && !whole) {
    const std::string text = number->ToString();
    Report(kNotWhole, fmt::format("{} is not a whole number", text), plan()[id]);
  }
  return whole;
}

Scope Evaluator::PeriodScope(PeriodId period) const {
  Scope scope{.period = period, .members = Codes(plan().keys.size(), -1)};
  for (std::size_t i = 0; i < ground_.bound.size(); ++i) {
    if (ground_.bound[i]) {
      scope.members[i] = ground_.bound[i]->code;
    }
  }
  return scope;
}

int Evaluator::ColumnOf(NodeId id, const InputRows& rows) {
  ColumnPlace& place = column_places_[id];
  if (place.rows != &rows) {
    place = {.rows = &rows, .column = rows.ColumnOf(plan()[id].name)};
  }
  return place.column;
}

Value Evaluator::Compute(NodeId id, const Scope& scope) {
  const plan::Node& node = plan()[id];
  switch (node.op) {
    case Op::kConst:
    case Op::kParam: Unreachable("constants are not computed");
    case Op::kMember: {
      const std::optional<std::size_t> key = ground_.keys.Find(node.name);
      Check(key.has_value(), "a member of a key that the plan does not declare");
      const std::int32_t code = scope.members[*key];
      return code < 0 ? Value(Undefined{}) : Label{code};
    }
    case Op::kGiven: return ops::Given(*this, node, scope);
    case Op::kColumn: return ops::Column(*this, id, scope);
    case Op::kCaseColumn: return ops::CaseColumn(*this, node, scope);
    case Op::kRunFrom: return Instant{scope.run->from};
    case Op::kRunTo: return Instant{scope.run->to};
    case Op::kRunLength: return Rational(scope.run->to) - Rational(scope.run->from);
    case Op::kAttested: return ops::Attested(*this, node, scope);
    case Op::kAdd:
    case Op::kSubtract:
    case Op::kMultiply:
    case Op::kDivide:
    case Op::kNegate:
    case Op::kMin:
    case Op::kMax:
    case Op::kAbs: return ops::Arithmetic(*this, node, scope);
    case Op::kFloor:
    case Op::kCeil:
    case Op::kHalfUp:
    case Op::kHalfEven: return ops::Rounding(*this, node, scope);
    case Op::kCompare: return ops::Comparison(*this, node, scope);
    case Op::kMeets: return ops::ClockVerdict(*this, node, scope);
    case Op::kAnd:
    case Op::kOr:
    case Op::kNot: return ops::Logic(*this, node, scope);
    case Op::kIf: return ops::If(*this, node, scope);
    case Op::kOtherwise: return ops::Otherwise(*this, node, scope);
    case Op::kKnown: return ops::Known(*this, node, scope);
    case Op::kTable: return ops::Table(*this, id, scope);
    case Op::kLadder: return ops::Ladder(*this, node, scope);
    case Op::kPeriod:
    case Op::kWholePeriod:
    case Op::kTerm:
    case Op::kWindow:
    case Op::kMoment: return ops::PeriodSpans(*this, node, scope);
    case Op::kFromOf:
    case Op::kToOf: return ops::EndOf(*this, node, scope);
    case Op::kDateOf:
    case Op::kDateStart:
    case Op::kDateEnd: return ops::DateParts(*this, node, scope);
    case Op::kRange: return ops::Range(*this, node, scope);
    case Op::kAddTime: return ops::AddTime(*this, node, scope);
    case Op::kAddDates: return ops::AddDates(*this, node, scope);
    case Op::kAddWorkDays: return ops::AddWorkDays(*this, node, scope);
    case Op::kDeadline: return ops::Deadline(*this, node, scope);
    case Op::kLength: return ops::Length(*this, node, scope);
    case Op::kDays: return ops::Days(*this, node, scope);
    case Op::kCalendar: return ops::CalendarOf(*this, node, scope);
    case Op::kSpansOfRows: return rollups_->SpansOfRows(node, scope);
    case Op::kSpansOfSlots: return rollups_->SpansOfSlots(node, scope);
    case Op::kGaps: return rollups_->Gaps(node, scope);
    case Op::kCovered: return rollups_->Covered(node, scope);
    case Op::kSpansOfBins: return ops::SpansOfBins(*this, node, scope);
    case Op::kUnion:
    case Op::kIntersect:
    case Op::kExcept: return ops::SetOperation(*this, node, scope);
    case Op::kLasting:
    case Op::kBridging:
    case Op::kBeyond: return ops::RunOperation(*this, node, scope);
    case Op::kUpto: return ops::Upto(*this, node, scope);
    case Op::kStartingIn:
    case Op::kEndingIn: return ops::Assigned(*this, node, scope);
    case Op::kRollup: return rollups_->Total(*node.rollup, scope);
    case Op::kAggregate: return ops::Aggregate(*this, node, scope);
    case Op::kResult: return ops::Result(*this, node, scope);
    case Op::kStage: return ops::Stage(*this, node, scope);
    case Op::kPrevious: return ops::Previous(*this, node, scope);
  }
  Unreachable("a node has no operation");
}

}  // namespace slate::evaluate
