// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/step_trial.h"

#include <algorithm>
#include <set>
#include <string>

#include "compiler/diff/rounding_order.h"
#include "compiler/diff/words.h"

namespace slate::diff {

namespace {

using plan::Compare;
using plan::Step;

bool Holds(const Rational& a, Compare compare, const Rational& b) {
  switch (compare) {
    case Compare::kEqual: return a == b;
    case Compare::kNotEqual: return a != b;
    case Compare::kLess: return a < b;
    case Compare::kLessEqual: return a <= b;
    case Compare::kGreater: return a > b;
    case Compare::kGreaterEqual: return a >= b;
  }
  return false;
}

class Settling {
 public:
  explicit Settling(const std::vector<TrialStep>& steps) : steps_(steps) {}

  void Settle(Rational amount) {
    amount += held_;
    held_ = 0;
    for (const TrialStep& step : steps_) {
      amount = After(step, amount);
    }
    entries_.push_back(amount);
  }
  const std::vector<Rational>& entries() const { return entries_; }

 private:
  Rational After(const TrialStep& step, const Rational& amount) {
    switch (step.kind) {
      case Step::Kind::kDrop:
        return Holds(amount, step.compare, step.amount) ? Rational(0) : amount;
      case Step::Kind::kHold:
        if (Holds(amount, step.compare, step.amount)) {
          held_ = amount;
          return 0;
        }
        return amount;
      case Step::Kind::kCap:
        return exact::Min(amount, exact::Max(Rational(0), step.amount - Used(step.window)));
      case Step::Kind::kRound: return Rounding{step.amount, step.rounding}.Of(amount);
      case Step::Kind::kLess:
      case Step::Kind::kClaim:
      case Step::Kind::kUndecided: return amount;
    }
    return amount;
  }

  Rational Used(std::size_t window) const {
    const std::size_t earlier =
        window == 0 ? entries_.size() : std::min(entries_.size(), window - 1);
    Rational used = 0;
    for (std::size_t i = entries_.size() - earlier; i < entries_.size(); ++i) {
      used += entries_[i];
    }
    return used;
  }

  const std::vector<TrialStep>& steps_;
  std::vector<Rational> entries_;
  Rational held_ = 0;
};

// Amounts at and about the limits, and what is just off a multiple of the rounding.
std::vector<Rational> Candidates(
    const std::vector<TrialStep>& before,
    const std::vector<TrialStep>& after,
    const analysis::Interval& within
) {
  std::set<Rational> found;
  for (const std::vector<TrialStep>* steps : {&before, &after}) {
    for (const TrialStep& step : *steps) {
      const bool rounds = step.kind == Step::Kind::kRound;
      for (const Rational& part : {Rational::Of(1, 2), Rational::Of(3, 4), Rational(1)}) {
        found.insert(step.amount * (rounds ? part + Rational(1) : part));
      }
    }
  }
  std::vector<Rational> amounts;
  for (const Rational& amount : found) {
    if (amount.sign() > 0 && within.Contains(amount)) {
      amounts.push_back(amount);
    }
  }
  constexpr std::size_t kMost = 9;
  if (amounts.size() > kMost) {
    // Limits are larger than what is left over by rounding.
    amounts.erase(amounts.begin(), amounts.end() - kMost);
  }
  amounts.insert(amounts.begin(), Rational(0));
  return amounts;
}

class Search {
 public:
  Search(
      const std::vector<TrialStep>& before,
      const std::vector<TrialStep>& after,
      Order lines,
      std::vector<Rational> amounts
  )
      : before_(before), after_(after), lines_(lines), amounts_(std::move(amounts)) {}

  Trials Run() {
    for (std::size_t length = 1; length <= 3 && !(found_.more && found_.less); ++length) {
      Trial trial;
      Extend(trial, length);
    }
    return std::move(found_);
  }

 private:
  void Extend(Trial& trial, std::size_t length) {
    if (tried_ > kMostTried || (found_.more && found_.less)) {
      return;
    }
    if (trial.before.size() == length) {
      return Judge(trial);
    }
    for (const Rational& x : amounts_) {
      for (const Rational& y : amounts_) {
        if (!AreRelated(x, y)) {
          continue;
        }
        trial.before.push_back(x);
        trial.after.push_back(y);
        Extend(trial, length);
        trial.before.pop_back();
        trial.after.pop_back();
      }
    }
  }

  bool AreRelated(const Rational& x, const Rational& y) const {
    switch (lines_) {
      case Order::kSame: return x == y;
      case Order::kMore: return x <= y;
      case Order::kLess: return x >= y;
      case Order::kEither:
      case Order::kUnknown: return false;
    }
    return false;
  }

  void Judge(Trial& trial) {
    ++tried_;
    trial.paid_before = RunningTotals(before_, trial.before).back();
    trial.paid_after = RunningTotals(after_, trial.after).back();
    std::optional<Trial>& place = trial.paid_before < trial.paid_after ? found_.more : found_.less;
    if (trial.paid_before != trial.paid_after && !place) {
      place = trial;
    }
  }

  static constexpr std::size_t kMostTried = 100'000;
  const std::vector<TrialStep>& before_;
  const std::vector<TrialStep>& after_;
  Order lines_;
  std::vector<Rational> amounts_;
  std::size_t tried_ = 0;
  Trials found_ = {};
};

std::vector<Quantity> InARow(const std::vector<Rational>& amounts, const plan::Type& type) {
  std::vector<Quantity> row;
  for (const Rational& amount : amounts) {
    row.push_back({.value = amount, .type = type});
  }
  return row;
}

}  // namespace

std::vector<Rational> RunningTotals(
    const std::vector<TrialStep>& steps, const std::vector<Rational>& amounts
) {
  Settling settling(steps);
  std::vector<Rational> totals;
  for (const Rational& amount : amounts) {
    settling.Settle(amount);
    totals.push_back(settling.entries().back() + (totals.empty() ? Rational(0) : totals.back()));
  }
  return totals;
}

Trials TrySteps(
    const std::vector<TrialStep>& before,
    const std::vector<TrialStep>& after,
    Order lines,
    const analysis::Interval& amounts
) {
  return Search(before, after, lines, Candidates(before, after, amounts)).Run();
}

std::vector<Witness> WitnessesOf(const Trials& trials, const plan::Type& type) {
  std::vector<Witness> witnesses;
  for (const std::optional<Trial>& trial : {trials.more, trials.less}) {
    Said amounts{.saying = Saying::kAmounts, .amounts = InARow(trial->before, type)};
    if (trial->before != trial->after) {
      amounts.become = InARow(trial->after, type);
    }
    witnesses.push_back(
        {.at = std::move(amounts),
         .before = Says(Saying::kInAll, trial->paid_before, type),
         .after = Says(Saying::kInAll, trial->paid_after, type)}
    );
  }
  return witnesses;
}

}  // namespace slate::diff
