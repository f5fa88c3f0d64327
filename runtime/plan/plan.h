// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/plan/example.h"
#include "runtime/plan/node.h"

// The contract between compiler and runtime: everything needed to settle one agreement against
// data, and nothing else. Plain data; its JSON form is docs/schemas/plan.schema.json.
//
// A plan is a typed expression graph (`nodes`) with roots in objectives, settlements, rights,
// duties and examples.
namespace slate::plan {

inline constexpr int kPlanVersion = 1;

// ---- Declarations ----

struct Key {
  std::string name;
  std::string formerly = {};  // its name in earlier versions; so for inputs, givens, objectives
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
  std::string formerly = {};
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
  // `claims` and `exercises`: what the parties declare. Every agreement that settles claims or
  // grants rights has them, and none needs to be supplied.
  bool built_in = false;
};
struct Given {
  std::string name;
  std::string formerly = {};
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
  std::string formerly = {};
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

enum class PartialRule : std::uint8_t { kUnstated, kCut, kWhole, kSkip, kExtrapolate };

// What made a version of an agreement: `amendment NAME of A from DATE [next period | splits]`.
struct Amendment {
  std::string name;
  std::string title = {};
  std::int32_t from_day = 0;
  enum class Inside : std::uint8_t {
    kError,
    kNext,
    kSplits
  } inside = Inside::kError;  // a date inside a period
};

struct Plan {
  std::string name;
  std::string title = {};
  std::string doc = {};
  std::string version = {};
  // The dated fact that fixes a customer's version: `version "…" at subscribed`.
  std::string version_at = {};
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
  // Later versions by date, each with everything that then holds and none of its own.
  std::vector<Plan> amended = {};
  std::optional<Amendment> amendment = {};  // of the plans in `amended`

  const Node& operator[](NodeId id) const { return nodes[id]; }
  const Rollup& operator[](RollupId id) const { return rollups[id]; }
};

}  // namespace slate::plan
