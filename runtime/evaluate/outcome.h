// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/evaluate/labels.h"
#include "runtime/evaluate/past.h"
#include "runtime/evaluate/problem.h"
#include "runtime/evaluate/value.h"
#include "runtime/plan/plan.h"

// What a settlement says: plain data for reports and for `why`. Texts and members in values are
// numbers of `Outcome::labels`.
namespace slate::evaluate {

enum class Verdict : std::uint8_t {
  kNone,  // nothing was promised
  kMet,
  kMissed,
  kPending,    // time will tell
  kUndecided,  // data is missing
  kVoid,       // there is nothing to judge
};

std::string_view VerdictName(Verdict verdict);

std::string_view NameOf(ClaimState state);
std::string_view NameOf(RightState state);
enum class DutyState : std::uint8_t { kUnstated, kOpen, kDone, kLate, kOverdue };
std::string_view NameOf(DutyState state);

// A value with the type that says how to read it.
struct Figure {
  plan::Type type;
  Value value = Undefined{};
};

struct LetResult {
  std::string name = {};
  Figure figure = {};
};

// How much of U one slots input or state log covers for the members in question.
struct Coverage {
  std::string input = {};
  Rational covered = 0;  // ns
  Rational gaps = 0;     // ns
  std::uint64_t gap_count = 0;
};

// One promise for one combination of its members in one period.
struct ObjectiveResult {
  std::string objective = {};
  std::vector<std::string> members = {};  // in the order of the objective's keys
  std::string period = {};                // its own, if that differs from the settled one
  Run whole = {};                         // its period
  SpanSet in_force = {};                  // U
  bool counted = true;                    // false: `partial skip`, or no membership
  Verdict verdict = Verdict::kNone;
  Figure value = {};
  Figure target = {};
  Figure credit = {};
  Figure bonus = {};
  std::vector<LetResult> lets = {};
  std::vector<Coverage> coverage = {};
  const plan::Plan* plan = nullptr;  // the version it was settled under
};

// What one step of a settlement did, in both replays of the ledger.
struct StepResult {
  plan::Step::Kind kind = plan::Step::Kind::kRound;
  Rational before = 0;
  Rational after = 0;
  std::optional<Rational> limit = {};  // the cap, threshold or unit
  Rational used = 0;                   // caps: by earlier entries of the line
  std::optional<plan::Origin> origin = {};
};

// An entry of the ledger. `amount` is definite; where figures are undecided, `other_end` is what a
// replay with the other ends gives.
struct StageResult {
  std::string stage = {};
  std::vector<std::string> members = {};
  std::string window = {};  // 2026-Q1, or the period
  Run span = {};
  std::string pays_to = {};
  plan::Type type;
  Rational gross = 0;
  Rational carried_in = 0;  // held back earlier
  std::vector<StepResult> steps = {};
  Rational amount = 0;
  std::optional<Rational> other_end = {};
  Rational held = 0;  // carried to the next entry
  std::array<PastLane, 2> lanes = {};
  ClaimState claim = ClaimState::kNone;
  std::optional<std::int64_t> claim_until = {};
  std::optional<std::int64_t> claimed_at = {};

  // What is to be paid as far as is known: what was claimed where a claim is needed.
  Rational payable() const {
    const bool due = claim == ClaimState::kNone || claim == ClaimState::kClaimed;
    return due ? amount : Rational(0);
  }
};

struct RightResult {
  std::string right = {};
  std::vector<std::string> members = {};
  std::string party = {};
  Truth granted = Truth::kFalse;  // its condition
  bool arises = false;            // at the end of this period
  RightState state = RightState::kNone;
  std::optional<std::int64_t> since = {};
  std::optional<std::int64_t> until = {};
  std::optional<std::int64_t> exercised = {};
};

struct DutyResult {
  std::size_t duty = 0;  // its place in the plan
  std::string title = {};
  std::vector<std::string> parties = {};
  std::string window = {};
  Truth applies = Truth::kTrue;
  std::optional<std::int64_t> due = {};
  DutyState state = DutyState::kUnstated;  // where the text says what is evidence
  std::optional<std::int64_t> done = {};
};

// An amount settled earlier that has been claimed or lost since.
struct ClaimResult {
  std::string stage = {};
  std::vector<std::string> members = {};
  Run period = {};  // the settled one it stands with
  std::string window = {};
  ClaimState claim = ClaimState::kNone;
  std::optional<std::int64_t> claimed_at = {};
};

struct PeriodResult {
  std::string label = {};
  Run whole = {};                                  // P
  SpanSet in_term = {};                            // P within the term
  bool final = true;                               // no later data can change it
  std::map<std::string, std::uint64_t> rows = {};  // by input, those placed in it; for ledgers
  std::vector<ObjectiveResult> objectives = {};
  std::vector<StageResult> stages = {};
  std::vector<RightResult> rights = {};
  std::vector<DutyResult> duties = {};
};

// What became of the rows of one input; nothing disappears silently.
struct InputResult {
  std::string input = {};
  std::uint64_t rows = 0;
  std::uint64_t outside = 0;  // placed in no settled period
  std::uint64_t rejected = 0;
  std::uint64_t duplicates = 0;
  bool supplied = true;
};

struct Outcome {
  std::optional<std::int64_t> as_of = {};
  std::string zone_edition = {};
  std::vector<PeriodResult> periods = {};
  std::vector<ClaimResult> claims = {};
  std::vector<InputResult> inputs = {};
  std::vector<Problem> problems = {};
  Labels labels = {};
};

}  // namespace slate::evaluate
