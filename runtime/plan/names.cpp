// SPDX-License-Identifier: Apache-2.0
#include "runtime/plan/names.h"

#include <array>

namespace slate::plan {

namespace {

// A new enumerator in the middle of an enum must not shift the names of those behind it.
template <typename E, std::size_t n>
constexpr bool InOrder(const std::array<Name<E>, n>& names, E last) {
  for (std::size_t i = 0; i < n; ++i) {
    if (static_cast<std::size_t>(names[i].value) != i) {
      return false;
    }
  }
  return static_cast<std::size_t>(last) + 1 == n;
}

constexpr std::array kOpNames = {
    Name<Op>{Op::kConst, "const"},
    Name<Op>{Op::kParam, "param"},
    Name<Op>{Op::kMember, "member"},
    Name<Op>{Op::kGiven, "given"},
    Name<Op>{Op::kColumn, "column"},
    Name<Op>{Op::kHistory, "history"},
    Name<Op>{Op::kCaseColumn, "case_column"},
    Name<Op>{Op::kRunFrom, "run_from"},
    Name<Op>{Op::kRunTo, "run_to"},
    Name<Op>{Op::kRunLength, "run_length"},
    Name<Op>{Op::kAttested, "attested"},
    Name<Op>{Op::kAdd, "add"},
    Name<Op>{Op::kSubtract, "subtract"},
    Name<Op>{Op::kMultiply, "multiply"},
    Name<Op>{Op::kDivide, "divide"},
    Name<Op>{Op::kNegate, "negate"},
    Name<Op>{Op::kMin, "min"},
    Name<Op>{Op::kMax, "max"},
    Name<Op>{Op::kAbs, "abs"},
    Name<Op>{Op::kFloor, "floor"},
    Name<Op>{Op::kCeil, "ceil"},
    Name<Op>{Op::kHalfUp, "half_up"},
    Name<Op>{Op::kHalfEven, "half_even"},
    Name<Op>{Op::kCompare, "compare"},
    Name<Op>{Op::kMeets, "meets"},
    Name<Op>{Op::kWithin, "within"},
    Name<Op>{Op::kAnd, "and"},
    Name<Op>{Op::kOr, "or"},
    Name<Op>{Op::kNot, "not"},
    Name<Op>{Op::kIf, "if"},
    Name<Op>{Op::kOtherwise, "otherwise"},
    Name<Op>{Op::kKnown, "known"},
    Name<Op>{Op::kTable, "table"},
    Name<Op>{Op::kLadder, "ladder"},
    Name<Op>{Op::kPeriod, "period"},
    Name<Op>{Op::kWholePeriod, "whole_period"},
    Name<Op>{Op::kTerm, "term"},
    Name<Op>{Op::kWindow, "window"},
    Name<Op>{Op::kMoment, "moment"},
    Name<Op>{Op::kFromOf, "from_of"},
    Name<Op>{Op::kToOf, "to_of"},
    Name<Op>{Op::kDateOf, "date_of"},
    Name<Op>{Op::kDateStart, "date_start"},
    Name<Op>{Op::kDateEnd, "date_end"},
    Name<Op>{Op::kRange, "range"},
    Name<Op>{Op::kAddTime, "add_time"},
    Name<Op>{Op::kAddDates, "add_dates"},
    Name<Op>{Op::kAddWorkDays, "add_work_days"},
    Name<Op>{Op::kDeadline, "deadline"},
    Name<Op>{Op::kLength, "length"},
    Name<Op>{Op::kDays, "days"},
    Name<Op>{Op::kCalendar, "calendar"},
    Name<Op>{Op::kSpansOfRows, "spans_of_rows"},
    Name<Op>{Op::kSpansOfSlots, "spans_of_slots"},
    Name<Op>{Op::kGaps, "gaps"},
    Name<Op>{Op::kCovered, "covered"},
    Name<Op>{Op::kSpansOfBins, "spans_of_bins"},
    Name<Op>{Op::kUnion, "union"},
    Name<Op>{Op::kIntersect, "intersect"},
    Name<Op>{Op::kExcept, "except"},
    Name<Op>{Op::kLasting, "lasting"},
    Name<Op>{Op::kBridging, "bridging"},
    Name<Op>{Op::kBeyond, "beyond"},
    Name<Op>{Op::kUpto, "upto"},
    Name<Op>{Op::kStartingIn, "starting_in"},
    Name<Op>{Op::kEndingIn, "ending_in"},
    Name<Op>{Op::kRollup, "rollup"},
    Name<Op>{Op::kAggregate, "aggregate"},
    Name<Op>{Op::kResult, "result"},
    Name<Op>{Op::kStage, "stage"},
    Name<Op>{Op::kPrevious, "previous"},
};
static_assert(InOrder(kOpNames, Op::kPrevious));

constexpr std::array kTypeKindNames = {
    Name<Type::Kind>{Type::Kind::kNumber, "number"},
    Name<Type::Kind>{Type::Kind::kBool, "bool"},
    Name<Type::Kind>{Type::Kind::kInstant, "instant"},
    Name<Type::Kind>{Type::Kind::kDate, "date"},
    Name<Type::Kind>{Type::Kind::kText, "text"},
    Name<Type::Kind>{Type::Kind::kMember, "member"},
    Name<Type::Kind>{Type::Kind::kSpans, "spans"},
};
static_assert(InOrder(kTypeKindNames, Type::Kind::kSpans));

constexpr std::array kTypeRangeNames = {
    Name<Type::Range>{Type::Range::kAny, "any"},
    Name<Type::Range>{Type::Range::kShare, "share"},
    Name<Type::Range>{Type::Range::kCount, "count"},
};
static_assert(InOrder(kTypeRangeNames, Type::Range::kCount));

constexpr std::array kCompareNames = {
    Name<Compare>{Compare::kEqual, "="},
    Name<Compare>{Compare::kNotEqual, "!="},
    Name<Compare>{Compare::kLess, "<"},
    Name<Compare>{Compare::kLessEqual, "<="},
    Name<Compare>{Compare::kGreater, ">"},
    Name<Compare>{Compare::kGreaterEqual, ">="},
};
static_assert(InOrder(kCompareNames, Compare::kGreaterEqual));

constexpr std::array kAggregateNames = {
    Name<Aggregate>{Aggregate::kCount, "count"},
    Name<Aggregate>{Aggregate::kSum, "sum"},
    Name<Aggregate>{Aggregate::kMean, "mean"},
    Name<Aggregate>{Aggregate::kMin, "min"},
    Name<Aggregate>{Aggregate::kMax, "max"},
    Name<Aggregate>{Aggregate::kShare, "share"},
    Name<Aggregate>{Aggregate::kAny, "any"},
    Name<Aggregate>{Aggregate::kAll, "all"},
    Name<Aggregate>{Aggregate::kPercentile, "percentile"},
    Name<Aggregate>{Aggregate::kDistinct, "distinct"},
};
static_assert(InOrder(kAggregateNames, Aggregate::kDistinct));

constexpr std::array kSourceNames = {
    Name<Source>{Source::kRuns, "runs"},
    Name<Source>{Source::kMembers, "members"},
    Name<Source>{Source::kBins, "bins"},
    Name<Source>{Source::kDayBins, "day_bins"},
    Name<Source>{Source::kRhythmBins, "rhythm_bins"},
    Name<Source>{Source::kRunBins, "run_bins"},
    Name<Source>{Source::kSliding, "sliding"},
    Name<Source>{Source::kSlidingDays, "sliding_days"},
    Name<Source>{Source::kLastPeriods, "last_periods"},
    Name<Source>{Source::kMoment, "moment"},
};
static_assert(InOrder(kSourceNames, Source::kMoment));

constexpr std::array kReadingNames = {
    Name<Reading>{Reading::kPlain, "plain"},
    Name<Reading>{Reading::kAt, "at"},
    Name<Reading>{Reading::kAtStart, "at_start"},
    Name<Reading>{Reading::kAtEnd, "at_end"},
    Name<Reading>{Reading::kHighest, "highest"},
    Name<Reading>{Reading::kLowest, "lowest"},
    Name<Reading>{Reading::kProratedByDay, "prorated_by_day"},
    Name<Reading>{Reading::kProratedByTime, "prorated_by_time"},
    Name<Reading>{Reading::kSplit, "split"},
};
static_assert(InOrder(kReadingNames, Reading::kSplit));

constexpr std::array kRoundingNames = {
    Name<Rounding>{Rounding::kHalfUp, "half_up"},
    Name<Rounding>{Rounding::kHalfEven, "half_even"},
    Name<Rounding>{Rounding::kUp, "up"},
    Name<Rounding>{Rounding::kDown, "down"},
    Name<Rounding>{Rounding::kFloor, "floor"},
    Name<Rounding>{Rounding::kCeil, "ceil"},
};
static_assert(InOrder(kRoundingNames, Rounding::kCeil));

constexpr std::array kRhythmUnitNames = {
    Name<Rhythm::Unit>{Rhythm::Unit::kDay, "day"},
    Name<Rhythm::Unit>{Rhythm::Unit::kWeek, "week"},
    Name<Rhythm::Unit>{Rhythm::Unit::kMonth, "month"},
    Name<Rhythm::Unit>{Rhythm::Unit::kQuarter, "quarter"},
    Name<Rhythm::Unit>{Rhythm::Unit::kYear, "year"},
    Name<Rhythm::Unit>{Rhythm::Unit::kDays, "days"},
    Name<Rhythm::Unit>{Rhythm::Unit::kTerm, "term"},
};
static_assert(InOrder(kRhythmUnitNames, Rhythm::Unit::kTerm));

constexpr std::array kRollupPlaceNames = {
    Name<Rollup::Place>{Rollup::Place::kNone, "none"},
    Name<Rollup::Place>{Rollup::Place::kColumn, "column"},
    Name<Rollup::Place>{Rollup::Place::kExpression, "expression"},
    Name<Rollup::Place>{Rollup::Place::kDecided, "decided"},
    Name<Rollup::Place>{Rollup::Place::kInterval, "interval"},
    Name<Rollup::Place>{Rollup::Place::kSlots, "slots"},
};
static_assert(InOrder(kRollupPlaceNames, Rollup::Place::kSlots));

constexpr std::array kColumnFoldNames = {
    Name<Column::Fold>{Column::Fold::kNone, "none"},
    Name<Column::Fold>{Column::Fold::kFirst, "first"},
    Name<Column::Fold>{Column::Fold::kLast, "last"},
    Name<Column::Fold>{Column::Fold::kHistory, "history"},
};
static_assert(InOrder(kColumnFoldNames, Column::Fold::kHistory));

constexpr std::array kColumnDirectionNames = {
    Name<Column::Direction>{Column::Direction::kNone, "none"},
    Name<Column::Direction>{Column::Direction::kGood, "good"},
    Name<Column::Direction>{Column::Direction::kBad, "bad"},
};
static_assert(InOrder(kColumnDirectionNames, Column::Direction::kBad));

constexpr std::array kInputKindNames = {
    Name<Input::Kind>{Input::Kind::kEvents, "events"},
    Name<Input::Kind>{Input::Kind::kSlots, "slots"},
    Name<Input::Kind>{Input::Kind::kStateLog, "state_log"},
    Name<Input::Kind>{Input::Kind::kCases, "cases"},
};
static_assert(InOrder(kInputKindNames, Input::Kind::kCases));

constexpr std::array kInputKeepingNames = {
    Name<Input::Keeping>{Input::Keeping::kNone, "none"},
    Name<Input::Keeping>{Input::Keeping::kWorst, "worst"},
    Name<Input::Keeping>{Input::Keeping::kBest, "best"},
    Name<Input::Keeping>{Input::Keeping::kLast, "last"},
};
static_assert(InOrder(kInputKeepingNames, Input::Keeping::kLast));

constexpr std::array kInputGapsNames = {
    Name<Input::Gaps>{Input::Gaps::kNone, "none"},
    Name<Input::Gaps>{Input::Gaps::kFill, "fill"},
    Name<Input::Gaps>{Input::Gaps::kAbsent, "absent"},
    Name<Input::Gaps>{Input::Gaps::kUnknown, "unknown"},
};
static_assert(InOrder(kInputGapsNames, Input::Gaps::kUnknown));

constexpr std::array kStepKindNames = {
    Name<Step::Kind>{Step::Kind::kDrop, "drop"},
    Name<Step::Kind>{Step::Kind::kHold, "hold"},
    Name<Step::Kind>{Step::Kind::kCap, "cap"},
    Name<Step::Kind>{Step::Kind::kLess, "less"},
    Name<Step::Kind>{Step::Kind::kRound, "round"},
    Name<Step::Kind>{Step::Kind::kClaim, "claim"},
    Name<Step::Kind>{Step::Kind::kUndecided, "undecided"},
};
static_assert(InOrder(kStepKindNames, Step::Kind::kUndecided));

constexpr std::array kCombineNames = {
    Name<Combine>{Combine::kSum, "sum"},
    Name<Combine>{Combine::kHighest, "highest"},
    Name<Combine>{Combine::kLowest, "lowest"},
};
static_assert(InOrder(kCombineNames, Combine::kLowest));

constexpr std::array kPartialRuleNames = {
    Name<PartialRule>{PartialRule::kUnstated, "unstated"},
    Name<PartialRule>{PartialRule::kCut, "cut"},
    Name<PartialRule>{PartialRule::kWhole, "whole"},
    Name<PartialRule>{PartialRule::kSkip, "skip"},
    Name<PartialRule>{PartialRule::kExtrapolate, "extrapolate"},
};
static_assert(InOrder(kPartialRuleNames, PartialRule::kExtrapolate));

constexpr std::array kInsideNames = {
    Name<Amendment::Inside>{Amendment::Inside::kError, "error"},
    Name<Amendment::Inside>{Amendment::Inside::kNext, "next period"},
    Name<Amendment::Inside>{Amendment::Inside::kSplits, "splits"},
};
static_assert(InOrder(kInsideNames, Amendment::Inside::kSplits));

}  // namespace

template <>
std::span<const Name<Op>> NamesOf<Op>() {
  return kOpNames;
}
template <>
std::span<const Name<Type::Kind>> NamesOf<Type::Kind>() {
  return kTypeKindNames;
}
template <>
std::span<const Name<Type::Range>> NamesOf<Type::Range>() {
  return kTypeRangeNames;
}
template <>
std::span<const Name<Compare>> NamesOf<Compare>() {
  return kCompareNames;
}
template <>
std::span<const Name<Aggregate>> NamesOf<Aggregate>() {
  return kAggregateNames;
}
template <>
std::span<const Name<Source>> NamesOf<Source>() {
  return kSourceNames;
}
template <>
std::span<const Name<Reading>> NamesOf<Reading>() {
  return kReadingNames;
}
template <>
std::span<const Name<Rounding>> NamesOf<Rounding>() {
  return kRoundingNames;
}
template <>
std::span<const Name<Rhythm::Unit>> NamesOf<Rhythm::Unit>() {
  return kRhythmUnitNames;
}
template <>
std::span<const Name<Rollup::Place>> NamesOf<Rollup::Place>() {
  return kRollupPlaceNames;
}
template <>
std::span<const Name<Column::Fold>> NamesOf<Column::Fold>() {
  return kColumnFoldNames;
}
template <>
std::span<const Name<Column::Direction>> NamesOf<Column::Direction>() {
  return kColumnDirectionNames;
}
template <>
std::span<const Name<Input::Kind>> NamesOf<Input::Kind>() {
  return kInputKindNames;
}
template <>
std::span<const Name<Input::Keeping>> NamesOf<Input::Keeping>() {
  return kInputKeepingNames;
}
template <>
std::span<const Name<Input::Gaps>> NamesOf<Input::Gaps>() {
  return kInputGapsNames;
}
template <>
std::span<const Name<Step::Kind>> NamesOf<Step::Kind>() {
  return kStepKindNames;
}
template <>
std::span<const Name<Combine>> NamesOf<Combine>() {
  return kCombineNames;
}
template <>
std::span<const Name<PartialRule>> NamesOf<PartialRule>() {
  return kPartialRuleNames;
}
template <>
std::span<const Name<Amendment::Inside>> NamesOf<Amendment::Inside>() {
  return kInsideNames;
}

}  // namespace slate::plan
