// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "runtime/evaluate/agreeing.h"
#include "runtime/evaluate/evaluator.h"
#include "runtime/evaluate/outcome.h"

namespace slate::evaluate {

// The ledger: a fold over the settled periods in order (SEMANTICS §10). Every entry is worked out
// twice, once with the ends of undecided figures that the agreement pays, once with the others.
class Settlements {
 public:
  explicit Settlements(Evaluator& evaluator) : evaluator_(evaluator) {}

  // The entries of a line whose windows end in a settled period, oldest first.
  std::vector<const StageResult*> Entries(
      std::size_t settle, const Codes& members, PeriodId period
  );
  // What has become of claims to amounts settled earlier.
  const std::vector<ClaimResult>& claims() const { return claims_; }
  // The members for which a settlement has lines.
  std::vector<Codes> LinesOf(std::size_t settle);

 private:
  struct Window {
    Run span = {};
    std::string label = {};
    std::vector<PeriodId> periods = {};  // settled ones that start in it
  };
  // One of the two replays of an entry.
  struct Lane {
    bool upper = false;
    Rational amount = 0;
    Rational counted = 0;   // what uses up the room under caps
    Rational claimed = 0;   // the same for caps after `claim`
    Rational returned = 0;  // taken off by `less`, which gives no room back
    Rational held = 0;
  };
  struct Entry {
    StageResult result = {};
    PeriodId period = kNoPeriod;
    std::array<Lane, 2> lanes = {};
  };
  struct Line {
    std::vector<Entry> entries = {};
    std::size_t next = 0;  // known periods that are done
    bool in_work = false;
  };
  // What a step may look at.
  struct StepScope {
    const Line& line;
    const Window& window;
    Scope scope = {};
    bool after_claim = false;
    bool pays = true;  // the replay with the ends that the agreement pays
  };

  bool SpeaksOf(const plan::Opening& opening, const plan::Settle& settle, const Codes& members);
  Run SpanOfOpening(const plan::TimelineStep& step) const;
  void TakeOpenings(std::size_t settle, const Codes& members, Line& line);
  void Advance(std::size_t settle, const Codes& members, Line& line);
  void TakeRecorded(std::size_t settle, const Codes& members, PeriodId period, Line& line);
  void ReviewClaim(const PastEntry& past, PeriodId period, Entry& entry);
  std::vector<const PastEntry*> PastOf(const plan::Settle& settle, const StepScope& scope) const;
  void JudgeClaim(const plan::Settle& settle, const StepScope& scope, StageResult& result);
  std::vector<Window> WindowsEndingIn(const plan::Settle& settle, PeriodId period) const;
  Entry Settle(
      const plan::Settle& settle,
      const Codes& members,
      const Line& line,
      const Window& window,
      PeriodId period
  );
  void Replay(
      const plan::Settle& settle, const StepScope& scope, Lane& lane, std::vector<StepResult>* steps
  );
  StepResult Apply(const plan::Step& step, const StepScope& scope, Lane& lane);
  void ApplyCap(const plan::Step& step, const StepScope& scope, Lane& lane, StepResult& result);

  Rational Gross(
      const plan::Settle& settle, const Codes& members, const Window& window, bool upper
  );
  std::vector<Rational> AmountsOf(
      const plan::Settle& settle,
      const plan::Settle::Part& part,
      const Codes& members,
      PeriodId period,
      bool upper
  );
  std::vector<std::pair<Codes, Rational>> TermAmounts(
      const plan::Settle& settle,
      const plan::Settle::Part::Term& term,
      const Codes& members,
      PeriodId period,
      bool upper
  );
  std::vector<std::pair<Codes, Rational>> StageAmounts(
      const std::string& stage, const Codes& members, PeriodId period, bool upper
  );
  Rational Less(const plan::Step& step, const StepScope& scope, bool upper);
  Rational UsedBefore(const plan::Step& step, const StepScope& scope) const;
  std::optional<Rational> LimitOf(const plan::Step& step, const StepScope& scope, bool upper);
  Rational EndOf(const Value& value, bool upper, const plan::Node* node);
  std::string BeneficiaryOf(const plan::Settle& settle) const;
  plan::Type TypeOf(const plan::Settle& settle) const;

  Evaluator& evaluator_;
  std::map<std::pair<std::size_t, Codes>, Line> lines_;
  std::vector<ClaimResult> claims_;
  std::map<std::size_t, Agreeing> instances_;    // of objectives
  std::map<std::size_t, Agreeing> stage_lines_;  // of settlements
};

}  // namespace slate::evaluate
