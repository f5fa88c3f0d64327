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

// The contract between compiler and runtime: everything needed to settle one agreement against
// data, and nothing else. Plain data; its JSON form is docs/schemas/plan.schema.json.
//
// A plan is a typed expression graph (`nodes`) with roots in objectives, settlements, rights,
// duties and examples. A node is evaluated in a scope: a period, a member for each bound key, and
// inside aggregates a window, a row or a run. Only rollups see rows.
namespace slate::plan {

using exact::Rational;

inline constexpr int kPlanVersion = 1;

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
  kColumn,  // column `name` of the row in scope; ⊥ where the row has none. Type spans: `waiting`
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
  kWindow,       // spans of the bin or sliding window in scope
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
  kSpansOfBins,  // `source` kBins or kDays or kSliding, args[0] = length; `where`: ∪ of the bins
                 // for which it is true.
                 // Sliding: the instants t for which it holds of the window (t − length, t]
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
  kDayBins,  // every `index` days: args[0] count of days; local days from the period's start
  kSliding,  // args[0] duration: windows [t, t + D) that start in the period; see SEMANTICS §10
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

// ---- Declarations ----

struct Key {
  std::string name;
  std::string title = {};
  bool closed = false;
  struct Entry {
    std::string label;
    std::string title = {};
  };
  std::vector<Entry> members = {};         // of a closed key, in the order written
  std::optional<std::string> during = {};  // interval input whose rows make a member exist
};
struct Calendar {
  std::string name;
  struct Hours {
    std::uint8_t weekdays = 0x7F;  // bit 0 = Monday
    std::int64_t from = 0;         // ns of day; from > to runs over midnight
    std::int64_t to = 0;
  };
  std::vector<Hours> hours = {};
  std::optional<std::string> zone = {};  // absent = the agreement's
  struct Days {
    std::int32_t first = 0;
    std::int32_t last = 0;
  };  // both included
  std::vector<Days> except = {};
  std::vector<std::string> except_tables = {};  // holiday tables, `de.be`
  std::vector<Days> also = {};
  std::vector<std::string> also_tables = {};
  std::optional<std::pair<std::int64_t, std::int64_t>> also_hours =
      {};  // absent = the first group's
};
struct Column {
  std::string name;
  Type type = {};
  enum class Fold : std::uint8_t { kNone, kFirst, kLast, kHistory } fold = Fold::kNone;
  enum class Direction : std::uint8_t { kNone, kGood, kBad } direction = Direction::kNone;
};
struct Input {
  std::string name;
  std::string doc = {};
  enum class Kind : std::uint8_t { kEvents, kSlots, kStateLog, kCases } kind = Kind::kEvents;
  std::vector<Column> columns = {};
  std::optional<std::string> per = {};    // kCases: the key column
  bool interval = false;                  // has columns from, to
  std::optional<Rational> every = {};     // ns, kSlots
  std::optional<Rational> good_for = {};  // ns, kSlots
  enum class Keeping : std::uint8_t { kNone, kWorst, kBest, kLast } keeping = Keeping::kNone;
  std::optional<Rational> upto = {};  // ns, kStateLog
  enum class Gaps : std::uint8_t { kNone, kFill, kAbsent, kUnknown } gaps = Gaps::kNone;
  std::vector<std::pair<std::string, NodeId>> filled =
      {};  // kFill: column values of the row that fills a gap
  bool complete = false;
  std::vector<std::string> complete_except = {};  // collector-down inputs
  // Cases placed by an opening column: when an unanswered one is `otherwise` (missed).
  std::optional<NodeId> pending_until = {};
  std::string pending_otherwise = {};
  bool reopened_counts_as_new = false;
};
struct TimelineStep {
  std::optional<std::int32_t> from_day = {};
  std::optional<std::int32_t> to_day = {};
  NodeId value{};
};  // to excluded; both absent = else
struct Given {
  std::string name;
  std::string doc = {};
  Type type = {};
  std::vector<std::string> keys = {};
  bool dated = false;
  std::optional<NodeId> value = {};
  std::vector<TimelineStep> timeline = {};
};
struct Attested {
  std::string name;
  Type type = {};
  std::vector<std::string> keys = {};
  std::string by;
};

// A named formula of the agreement, for display; uses have it inlined.
struct Definition {
  std::string name;
  std::string doc = {};
  std::vector<std::string> keys = {};
  NodeId value{};
};
struct Objective {
  std::string name;
  std::string title = {};
  std::string doc = {};
  std::string party;  // who owes it
  std::vector<std::string> keys = {};
  std::optional<Rhythm> period = {};  // absent = the agreement's
  std::optional<NodeId> only_when = {};
  std::optional<NodeId> measure = {};
  std::optional<Compare> target_compare = {};
  std::optional<NodeId> target = {};
  std::optional<NodeId> credit = {};
  std::optional<NodeId> bonus = {};
  std::optional<NodeId> bonus_when = {};
  struct Let {
    std::string name;
    NodeId value{};
  };
  std::vector<Let> lets = {};  // read through kResult let:NAME
  struct Reliance {
    std::string how;  // all | any | at_least
    std::int64_t at_least = 0;
    bool independent = false;
    struct Figure {
      std::string agreement;
      std::string objective;
      std::vector<std::string> members = {};
    };
    std::vector<Figure> figures = {};
  };
  std::vector<Reliance> relies_on = {};
};
struct Step {
  enum class Kind : std::uint8_t {
    kDrop,
    kHold,
    kCap,
    kLess,
    kRound,
    kClaim,
    kUndecided
  } kind = Kind::kRound;
  Compare compare = Compare::kLess;   // kDrop, kHold
  std::optional<NodeId> amount = {};  // limit, cap or rounding unit; kLess: a kResult or kStage
  std::optional<Rhythm> per = {};     // kCap; absent = this amount alone
  std::optional<std::int64_t> last_periods = {};  // kCap per last N periods
  std::string by = {};  // kCap: start | end, for windows that cut a period
  Rounding rounding = Rounding::kHalfUp;
  std::optional<NodeId> until = {};  // kClaim
  std::string otherwise = {};        // kClaim: forfeited
  bool pays_upper = false;           // kUndecided
  std::optional<Origin> origin = {};
};
enum class Combine : std::uint8_t { kSum, kHighest, kLowest };

struct Settle {
  std::string name;  // "settlement" when unnamed
  std::vector<std::string> keys = {};
  std::optional<Rhythm> per = {};  // absent = every period
  std::string for_party = {};      // empty = the customer
  Combine combine = Combine::kSum;
  struct Part {
    Combine combine = Combine::kSum;  // over `of`, for each value of `keys`
    struct Term {
      std::string objective;
      std::string field;
    };  // field credit or bonus
    std::vector<Term> of = {};
    std::vector<std::string> keys = {};
    bool grouped = false;  // (highest of a, b each k)
  };
  std::vector<Part> parts = {};
  std::vector<Step> steps = {};
};
struct Right {
  std::string name;
  std::string title = {};
  std::string party;
  std::vector<std::string> keys = {};
  std::optional<NodeId> until = {};
  std::optional<NodeId> when = {};
};
struct Duty {
  std::vector<std::string> parties;
  std::string title;
  std::optional<Rhythm> per = {};
  std::optional<NodeId> until = {};
  std::optional<NodeId> when = {};
  std::optional<std::string> done_by = {};
};
struct Opening {
  std::string objective;
  std::string field;
  std::vector<NodeId> keys = {};
  std::vector<TimelineStep> steps = {};
};
struct Party {
  std::string name;
  std::string title = {};
};

// ---- Examples: tests and worked cases. Their nodes may use kParam. ----

struct Fact {        // given or suppose
  std::string name;  // given, attested input, or objective
  std::string field =
      {};  // suppose: value, credit, bonus, let:NAME; verdict when the value is a text
  std::vector<NodeId> keys = {};  // members or texts; fewer than the keys = all members
  std::optional<NodeId> value =
      {};  // a text node met | missed | pending | undecided | void sets the verdict
  std::vector<TimelineStep> timeline = {};
};
struct DataRow {
  std::vector<std::pair<std::string, NodeId>> fields = {};
  std::optional<NodeId> times = {};
  // The place of the row. None: an instant stands at the start of the period, an interval, sample
  // or state fills it.
  std::optional<NodeId> at = {};     // instant
  std::optional<NodeId> range = {};  // spans of one run
  std::optional<NodeId> every =
      {};  // duration or number of days (`every_days`): one row at each step in range
  bool every_days = false;
  std::optional<NodeId> each_for = {};  // length of each of those
};
struct ExampleData {
  std::string input;               // or an attested fact
  std::vector<NodeId> keys = {};   // fills the columns of the input's keys, in column order
  std::vector<DataRow> rows = {};  // empty = none
};
struct Expectation {
  std::optional<NodeId> in = {};  // spans: the period it speaks of; absent = the last
  NodeId claim{};                 // bool
  std::string text;               // as written
};
struct Example {
  std::string title;
  std::vector<std::string> try_names = {};
  std::vector<std::vector<NodeId>> tuples = {};
  std::optional<NodeId> periods =
      {};  // spans of one run; every period that meets it is settled in turn
  std::optional<NodeId> now = {};  // as-of; absent = after everything
  std::optional<std::pair<std::int32_t, std::optional<std::int32_t>>> term =
      {};  // first and last day
  std::vector<Fact> givens = {};
  std::vector<Fact> supposes = {};
  std::vector<ExampleData> data = {};
  std::vector<Expectation> expectations = {};
  std::optional<Origin> origin = {};
};
enum class PartialRule : std::uint8_t { kUnstated, kCut, kWhole, kSkip, kExtrapolate };

struct Plan {
  std::string name;
  std::string title = {};
  std::string doc = {};
  std::string version = {};
  std::string source_hash = {};                // of the texts it was made of
  std::vector<std::string> source_files = {};  // Origin::file indexes these
  Party provider = {};
  Party customer = {};
  std::optional<std::string> customer_key = {};  // customer each account
  std::int32_t term_first = 0;                   // days since 1970-01-01
  std::optional<std::int32_t> term_last = {};    // included
  std::string zone = {};
  std::string currency = {};
  Rhythm period = {};
  PartialRule partial = PartialRule::kUnstated;
  std::vector<std::pair<std::string, std::string>> units = {};  // declared units and their titles
  std::vector<std::pair<std::string, std::string>> bound =
      {};  // keys fixed to a member: `customer … on gold`, `for department finance`
  std::vector<Key> keys = {};
  std::vector<Calendar> calendars = {};
  std::vector<Input> inputs = {};
  std::vector<Given> givens = {};
  std::vector<Attested> attested = {};
  std::vector<Definition> definitions = {};
  std::vector<Objective> objectives = {};
  std::vector<Settle> settles = {};
  std::vector<Right> rights = {};
  std::vector<Duty> duties = {};
  std::vector<Opening> openings = {};
  std::vector<Example> examples = {};
  IdMap<NodeId, Node> nodes = {};
  IdMap<RollupId, Rollup> rollups = {};

  const Node& operator[](NodeId id) const { return nodes[id]; }
  const Rollup& operator[](RollupId id) const { return rollups[id]; }
};

}  // namespace slate::plan
