// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/evaluator.h"

#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/limits.h"
#include "runtime/evaluate/members.h"
#include "runtime/evaluate/objectives.h"
#include "runtime/evaluate/ops.h"
#include "runtime/evaluate/past_figures.h"
#include "runtime/evaluate/rights.h"
#include "runtime/evaluate/rollup.h"
#include "runtime/evaluate/settlement.h"

namespace slate::evaluate {

using plan::NodeId;
using plan::Op;

namespace {

// An operation that only looks at its node.
template <auto Function>
Value OfNode(Evaluator& evaluator, NodeId id, const Scope& scope) {
  return Function(evaluator, evaluator.plan()[id], scope);
}

constexpr std::pair<Op, ops::Handler> kHandlers[] = {
    {Op::kMember, OfNode<ops::Member>},
    {Op::kGiven, OfNode<ops::Given>},
    {Op::kColumn, ops::Column},
    {Op::kHistory, ops::History},
    {Op::kCaseColumn, OfNode<ops::CaseColumn>},
    {Op::kRunFrom, OfNode<ops::RunPart>},
    {Op::kRunTo, OfNode<ops::RunPart>},
    {Op::kRunLength, OfNode<ops::RunPart>},
    {Op::kAttested, OfNode<ops::Attested>},
    {Op::kAdd, OfNode<ops::Arithmetic>},
    {Op::kSubtract, OfNode<ops::Arithmetic>},
    {Op::kMultiply, OfNode<ops::Arithmetic>},
    {Op::kDivide, OfNode<ops::Arithmetic>},
    {Op::kNegate, OfNode<ops::Arithmetic>},
    {Op::kMin, OfNode<ops::Arithmetic>},
    {Op::kMax, OfNode<ops::Arithmetic>},
    {Op::kAbs, OfNode<ops::Arithmetic>},
    {Op::kFloor, OfNode<ops::Rounding>},
    {Op::kCeil, OfNode<ops::Rounding>},
    {Op::kHalfUp, OfNode<ops::Rounding>},
    {Op::kHalfEven, OfNode<ops::Rounding>},
    {Op::kCompare, OfNode<ops::Comparison>},
    {Op::kMeets, OfNode<ops::ClockVerdict>},
    {Op::kWithin, OfNode<ops::Within>},
    {Op::kAnd, OfNode<ops::Logic>},
    {Op::kOr, OfNode<ops::Logic>},
    {Op::kNot, OfNode<ops::Logic>},
    {Op::kIf, OfNode<ops::If>},
    {Op::kOtherwise, OfNode<ops::Otherwise>},
    {Op::kKnown, OfNode<ops::Known>},
    {Op::kTable, ops::Table},
    {Op::kLadder, OfNode<ops::Ladder>},
    {Op::kPeriod, OfNode<ops::PeriodSpans>},
    {Op::kWholePeriod, OfNode<ops::PeriodSpans>},
    {Op::kTerm, OfNode<ops::PeriodSpans>},
    {Op::kWindow, OfNode<ops::PeriodSpans>},
    {Op::kMoment, OfNode<ops::PeriodSpans>},
    {Op::kFromOf, OfNode<ops::EndOf>},
    {Op::kToOf, OfNode<ops::EndOf>},
    {Op::kDateOf, OfNode<ops::DateParts>},
    {Op::kDateStart, OfNode<ops::DateParts>},
    {Op::kDateEnd, OfNode<ops::DateParts>},
    {Op::kRange, OfNode<ops::Range>},
    {Op::kAddTime, OfNode<ops::AddTime>},
    {Op::kAddDates, OfNode<ops::AddDates>},
    {Op::kAddWorkDays, OfNode<ops::AddWorkDays>},
    {Op::kDeadline, OfNode<ops::Deadline>},
    {Op::kLength, OfNode<ops::Length>},
    {Op::kDays, OfNode<ops::Days>},
    {Op::kCalendar, OfNode<ops::CalendarOf>},
    {Op::kSpansOfRows, OfNode<ops::SpansOfInput>},
    {Op::kSpansOfSlots, OfNode<ops::SpansOfInput>},
    {Op::kGaps, OfNode<ops::SpansOfInput>},
    {Op::kCovered, OfNode<ops::SpansOfInput>},
    {Op::kSpansOfBins, OfNode<ops::SpansOfBins>},
    {Op::kUnion, OfNode<ops::SetOperation>},
    {Op::kIntersect, OfNode<ops::SetOperation>},
    {Op::kExcept, OfNode<ops::SetOperation>},
    {Op::kLasting, OfNode<ops::RunOperation>},
    {Op::kBridging, OfNode<ops::RunOperation>},
    {Op::kBeyond, OfNode<ops::RunOperation>},
    {Op::kUpto, OfNode<ops::Upto>},
    {Op::kStartingIn, OfNode<ops::Assigned>},
    {Op::kEndingIn, OfNode<ops::Assigned>},
    {Op::kRollup, OfNode<ops::Rollup>},
    {Op::kAggregate, OfNode<ops::Aggregate>},
    {Op::kResult, OfNode<ops::Result>},
    {Op::kStage, OfNode<ops::Stage>},
    {Op::kPrevious, OfNode<ops::Previous>},
};

// The last operation of plan::Op.
constexpr std::size_t kOpCount = static_cast<std::size_t>(Op::kPrevious) + 1;

constexpr std::array<ops::Handler, kOpCount> Ordered() {
  std::array<ops::Handler, kOpCount> handlers{};
  for (const auto& [op, handler] : kHandlers) {
    handlers[static_cast<std::size_t>(op)] = handler;
  }
  return handlers;
}

constexpr std::array<ops::Handler, kOpCount> kByOp = Ordered();

// Constants and parameters are read, not computed.
static_assert(std::size(kHandlers) == kOpCount - 2, "an operation has no handler");

}  // namespace

Evaluator::Evaluator(const Ground& ground, Setting setting)
    : Evaluator(ground, std::move(setting), nullptr) {
  labels_ = ground.later.empty() ? ground.labels : ground.later.back()->labels;
  for (const std::unique_ptr<Ground>& version : ground.later) {
    later_.push_back(std::unique_ptr<Evaluator>(new Evaluator(*version, setting_, this)));
  }
}

Evaluator::Evaluator(const Ground& ground, Setting setting, Evaluator* root)
    : ground_(ground),
      setting_(std::move(setting)),
      root_(root == nullptr ? this : root),
      as_of_(setting_.as_of.value_or(spans::kForever)),
      rows_(ground.plan.inputs.size()),
      stretches_(ground.plan.inputs.size()),
      calendar_spans_(ground.plan.calendars.size()),
      clocks_(ground.plan.calendars.size()),
      column_places_(ground.plan.nodes.size()),
      members_(std::make_unique<Members>(*this)),
      rollups_(std::make_unique<Rollups>(*this)),
      objectives_(std::make_unique<Objectives>(*this)),
      settlements_(std::make_unique<Settlements>(*this)),
      rights_(std::make_unique<Rights>(*this)) {
  for (const std::string& name : ground.missing_holidays) {
    problems().Report(kHolidaysEnd, fmt::format("there is no holiday table `{}`", name));
  }
}

Evaluator::~Evaluator() = default;

void Evaluator::StartPeriods(Run term, std::int32_t term_first, const std::vector<Run>& wanted) {
  static const Past kNothing;
  const Past& past = setting_.past == nullptr ? kNothing : *setting_.past;
  periods_.emplace(ground_, term, term_first, wanted, RunsOf(past));
  past_ = std::make_unique<PastFigures>(*this, past);
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
  if (what_if_ != nullptr && what_if_->touched[id] != 0) {
    scratch = ReadSupposed(id, scope);
    return scratch;
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
  const auto* number = std::get_if<Rational>(&value);
  if (number != nullptr && number->bits() > kMostBits) {
    Report(kNumberTooLong, "an exact figure grows beyond what can be kept", plan()[id]);
    value = Unknown{};
  }
  return memory_.emplace(key, std::move(value)).first->second;
}

Value Evaluator::ReadSupposed(NodeId id, const Scope& scope) {
  const bool inside = scope.window || scope.run || scope.moment || scope.row != nullptr;
  const bool here = id == what_if_->node && !inside && scope.period == what_if_->period &&
                    scope.members == what_if_->members;
  return here ? what_if_->value : Compute(id, scope);
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
  Scope scope{.period = period, .members = Codes(ground_.key_room, -1)};
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
  const ops::Handler handler = kByOp[static_cast<std::size_t>(plan()[id].op)];
  Check(handler != nullptr, "a node has no operation");
  return handler(*this, id, scope);
}

}  // namespace slate::evaluate
