// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "runtime/base/id_map.h"
#include "runtime/exact/rational.h"

// The typed expression graph of a plan. A node is evaluated in a scope: a period, a member for each
// bound key, and inside aggregates a window, a row or a run. Only rollups see rows.
namespace slate::plan {

using exact::Rational;

enum class NodeId : std::uint32_t {};
enum class RollupId : std::uint32_t {};

// ---- Types ----

// Exponents by dimension, never zero: {"time": 1} counts ns, {"bytes": 1} bytes, {"EUR": 1} euros,
// {"service_days": 1} a declared unit. Empty = a plain number.
using Unit = std::map<std::string, int>;

struct Type {
  enum class Kind : std::uint8_t {
    kNumber,   // exact quantity in `unit`
    kBool,     // true, false, or unknown (pending or undecided)
    kInstant,  // ns since 1970-01-01T00:00Z
    kDate,     // days since 1970-01-01, a local day of the agreement's zone
    kText,
    kMember,  // a member of the key `key`
    kSpans,
  } kind = Kind::kNumber;
  Unit unit = {};
  std::string key = {};
  bool optional = false;  // may have no value (⊥)
  enum class Range : std::uint8_t {
    kAny,
    kShare,
    kCount
  } range = Range::kAny;  // what is promised of a number

  bool operator==(const Type&) const = default;
};

// ---- Constants ----

struct Instant {
  std::int64_t ns = 0;
  bool operator==(const Instant&) const = default;
};
struct Date {
  std::int32_t day = 0;
  bool operator==(const Date&) const = default;
};
struct Member {
  std::string label;
  bool operator==(const Member&) const = default;
};
struct Undefined {
  bool operator==(const Undefined&) const = default;
};
// Local readings stay readings in the plan, so that the runtime's time zone edition decides.
struct LocalInstant {
  std::int32_t day = 0;
  std::int64_t time_of_day = 0;
  bool operator==(const LocalInstant&) const = default;
};
using Constant =
    std::variant<Undefined, Rational, bool, Instant, LocalInstant, Date, std::string, Member>;

// ---- Nodes ----

enum class Compare : std::uint8_t { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };

enum class Op : std::uint8_t {
  // values
  kConst,   // `constant`
  kParam,   // the `index`-th variable of an example's `try`
  kMember,  // the member bound to key `name` in the scope
  kGiven,   // fact `name`; args: one member for each key of the given, in order. Dated: `reading`;
            // with reading kAt one more argument, the instant
  kColumn,  // column `name` of the row in scope; ⊥ where the row has none. Type spans: `waiting`.
            // `index`: 0 = the innermost row, 1 = the row around it, and so on; so for runs
  kHistory,     // column `name` of the row in scope as it changed; `field` at (args: the instant),
                // first, last, max, min
  kCaseColumn,  // column `name` of the case of input `input` whose key is args[0] (examples)
  kRunFrom,
  kRunTo,
  kRunLength,  // of the run in scope
  kAttested,   // stated fact `name`; args: its key members. bool or spans; unknown until given

  // arithmetic on exact quantities; args in reading order
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kNegate,  // x / 0 is ⊥
  kMin,
  kMax,
  kAbs,
  kFloor,
  kCeil,
  kHalfUp,
  kHalfEven,  // args x, step: multiple of step; half_up is away from zero

  // truth (Kleene)
  kCompare,  // `compare`; args a, b. A ⊥ side gives unknown, except below. Members and texts: = and
             // != only
  kMeets,    // clock verdict: args end, deadline, `compare` kLess or kLessEqual. ⊥ end: unknown
             // (pending)
             // until as-of is past the deadline, then false. ⊥/infinite deadline: pending
  kWithin,  // args instant, spans: whether it lies in them. ⊥ instant: unknown
  kAnd,
  kOr,
  kNot,        // n-ary
  kIf,         // args condition, then, else
  kOtherwise,  // args a, b: a unless ⊥
  kKnown,      // args a: has a value
  kTable,      // args selectors (members); `rows` by their labels, `fallback` = else
  kLadder,     // args x; `rungs`: the last one whose bounds all hold; else `fallback`; else ⊥

  // time
  kPeriod,       // spans of one run: U, the part of the period in which the agreement is in force
                 // (partial cut | extrapolate), or the whole period P (partial whole)
  kWholePeriod,  // P, never cut
  kTerm,         // spans of one run, maybe open
  kWindow,       // spans of the bin or sliding window in scope; `index` as for columns
  kMoment,       // instant in scope of a `moment` aggregate
  kFromOf,
  kToOf,    // args spans of one run: its ends as instants. kToOf of an open run: ⊥
  kDateOf,  // args instant: its local date
  kDateStart,
  kDateEnd,  // args date: first instant of the local day; first instant after it
  kRange,    // args from, to instants: spans [from, to). ⊥ to: until as-of, open. ⊥ from: empty
  kAddTime,  // args instant, duration
  kAddDates,  // args instant or date, count; `name` = day | week | month | quarter | year. A date
              // keeps its
              // kind; an instant keeps its local time of day. Months keep the day, clamped
  kAddWorkDays,  // args instant or date, count, calendar spans (a kCalendar node): the n-th date
                 // that meets the
  // calendar among the dates that begin at or after the instant / after the date. Result: date
  kDeadline,  // args instant, duration, working spans (kCalendar or spans), [excluded spans]:
  // min { t ≥ a : |[a,t) ∩ (W∖X)| ≥ D }. ⊥ when the excluded spans are open at as-of
  kLength,    // args bounded spans: total duration
  kDays,      // args spans of one run: number of local dates it meets
  kCalendar,  // spans of the calendar `name`

  // span sets
  kSpansOfRows,   // ∪ of [args[0], args[1]) over the rows of `rollup` (its scope and where; no
                  // aggregate, no
                  // place), all time. ⊥ end: open until as-of
  kSpansOfSlots,  // stretches of a slots or state-log input (`rollup`) whose row satisfies where
  kGaps,
  kCovered,      // of the input of `rollup` in its scope
  kSpansOfBins,  // `source` bins, kSliding or kMoment, args as there; `where`: ∪ of the bins for
                 // which it is true. Sliding: the instants t for which it holds of the window
                 // (t − length, t]. Moment: the instants for which it holds
  kUnion,
  kIntersect,
  kExcept,    // args a, b
  kLasting,   // args spans, length; `compare`
  kBridging,  // args spans, length; `compare`
  kBeyond,    // args spans, length
  kUpto,      // args spans, quota; `rhythm` = the windows (term: the whole line)
  kStartingIn,
  kEndingIn,  // args spans, bound (one run): whole runs by where they start / end

  // aggregates
  kRollup,     // value of rollups[`rollup`]
  kAggregate,  // `aggregate` over `source`; args by source, see Source; `where`, `body`, `quantile`

  // results and history
  kResult,    // field `field` of objective `name`; args: one member for each key of the objective
  kStage,     // amount of settlement `name`; args: its key members
  kPrevious,  // args[0] a kResult: its value in the counted period before; ⊥ in the first
};
enum class Aggregate : std::uint8_t {
  kCount,
  kSum,
  kMean,
  kMin,
  kMax,
  kShare,
  kAny,
  kAll,
  kPercentile,
  kDistinct
};

// What a kAggregate ranges over. Several levels nest through `body`.
enum class Source : std::uint8_t {
  kRuns,     // args[0] bounded spans; run_from, run_to, run_length in scope
  kMembers,  // members of key `name`, bound in scope
  kBins,  // every D ≤ 1h: args[0] duration; grid from each local midnight, last bin of a day cut
          // short
  kDayBins,      // every `index` days: args[0] count of days; local days from the period's start
  kRhythmBins,   // every week, month, quarter or year: the windows of `rhythm`
  kRunBins,      // args[0] spans: each run of it is a bin
  kSliding,      // args[0] duration: windows that end in the period; see docs/semantics.md
  kSlidingDays,  // args[0] number of local days
  kLastPeriods,  // `index` counted periods, this one included; body and where read their results
  kMoment,       // every instant of the period
};
enum class Reading : std::uint8_t {
  kPlain,
  kAt,
  kAtStart,
  kAtEnd,
  kHighest,
  kLowest,
  kProratedByDay,
  kProratedByTime,
  kSplit
};
enum class Rounding : std::uint8_t { kHalfUp, kHalfEven, kUp, kDown, kFloor, kCeil };

// month from 10 · quarter from Feb · 30 days from 2018-01-01 · contract_year · term
struct Rhythm {
  enum class Unit : std::uint8_t {
    kDay,
    kWeek,
    kMonth,
    kQuarter,
    kYear,
    kDays,
    kTerm
  } unit = Unit::kMonth;
  std::int32_t count = 1;                       // kDays: how many
  std::int32_t day_of_month = 1;                // kMonth
  std::int32_t first_month = 1;                 // kQuarter, kYear
  std::optional<std::int32_t> anchor_day = {};  // kDays, contract years: days since 1970-01-01
  bool contract = false;                        // contract_year: anchored at the term's first day

  bool operator==(const Rhythm&) const = default;
};
struct Bound {
  Compare compare = Compare::kLess;
  NodeId value{};
};
struct Rung {
  std::vector<Bound> bounds;
  NodeId value{};
  std::optional<std::string> printed = {};
};
struct TableRow {
  std::vector<std::string> labels;
  NodeId value{};
};

// Where a node comes from: a stretch of a source file, for `why` and for errors at run time.
struct Origin {
  std::uint32_t file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Origin&) const = default;
};

// One operation. Which attributes an op uses is said at the op; the others stay empty.
struct Node {
  Op op = Op::kConst;
  Type type = {};
  std::vector<NodeId> args = {};
  Constant constant = Undefined{};
  std::string name = {};
  std::string input = {};
  std::string field =
      {};  // value target met missed pending undecided void credit bonus granted, or let:NAME
  std::int64_t index = 0;
  Compare compare = Compare::kEqual;
  Aggregate aggregate = Aggregate::kCount;
  Source source = Source::kRuns;
  Reading reading = Reading::kPlain;
  Rational reading_of = 0;  // prorated by day of 30; 0 = the days of the period
  Rational quantile = 0;    // kPercentile, in (0, 1]
  std::optional<NodeId> where = {};
  std::optional<NodeId> body = {};
  std::optional<RollupId> rollup = {};
  std::optional<Rhythm> rhythm = {};
  std::vector<TableRow> rows = {};
  std::vector<Rung> rungs = {};
  std::optional<NodeId> fallback = {};
  std::optional<Origin> origin = {};
  std::string label = {};  // the `let` or metric it stands for, if any
};

// The rows of one input: which count, where they stand in time, what is computed of them. The only
// stage that sees rows; partials are commutative monoids (SEMANTICS §15).
struct Rollup {
  std::string input;
  // Rows whose `column` equals the member bound to `key`.
  struct Scope {
    std::string key;
    std::string column;
    bool operator==(const Scope&) const = default;
  };
  std::vector<Scope> scope = {};
  enum class Place : std::uint8_t {
    kNone,        // spans: rows of all time
    kColumn,      // the instant or date column `column`
    kExpression,  // `place`
    kDecided,     // the instant at which the clocks of where and body are decided
    kInterval,    // clipped from .. to: `by from .. to`
    kSlots,       // the slots or state stretches themselves
  } place_kind = Place::kNone;
  std::string column = {};
  std::optional<NodeId> place = {};
  // Rows are those placed in the window in scope: the bin or sliding window if there is one, else
  // U.
  std::optional<NodeId> where = {};
  Aggregate aggregate = Aggregate::kCount;
  std::optional<NodeId> body = {};
  Rational quantile = 0;
};

// One value of a fact that changes.
struct TimelineStep {
  std::optional<std::int32_t> from_day = {};
  std::optional<std::int32_t> to_day = {};
  NodeId value{};
};  // to excluded; both absent = else

}  // namespace slate::plan
