// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "compiler/analysis/range.h"
#include "compiler/diff/comparing.h"
#include "compiler/diff/joint_names.h"
#include "compiler/diff/settle_steps.h"
#include "runtime/plan/names.h"

namespace slate::diff {

namespace {

using analysis::Interval;
using analysis::World;
using plan::Combine;
using plan::Node;
using plan::Op;
using plan::Settle;
using plan::Step;

using Line = std::pair<std::string, std::string>;  // objective by its new name, field

// A settlement in both texts: how its lines relate, then how its steps do.
class SettleComparison {
 public:
  SettleComparison(Comparing& comparing, const Settle& before, const Settle& after)
      : c_(comparing), before_(before), after_(after) {
    world_.period = after.per.value_or(c_.after().period);
  }

  void Run() {
    const bool same_frame = before_.per == after_.per && c_.before().period == c_.after().period &&
                            SameKeys() && SameSide();
    const Order lines = same_frame ? Lines() : Order::kUnknown;
    StepChanges steps =
        CompareSteps(c_, {before_, after_, world_, FirstDomain(), AmountType()}, lines);
    Total(lines);
    witnesses_.insert(witnesses_.end(), steps.witnesses.begin(), steps.witnesses.end());
    for (auto& [kind, ordered] : steps.by_kind) {
      c_.Put(
          fmt::format("{}.{}", after_.name, plan::NameOf(kind)),
          {.verdict = Said(ordered.order), .witnesses = std::move(ordered.witnesses)}
      );
    }
    Finding finding{.verdict = Said(Join(lines, steps.order)), .witnesses = std::move(witnesses_)};
    if (!same_frame) {
      finding.note = {.remark = Remark::kOtherWindows};
    } else if (finding.verdict != Verdict::kSame && Spreads(before_, after_)) {
      finding.note = {.remark = Remark::kRunningTotal};
    }
    c_.Put(after_.name, std::move(finding));
  }

 private:
  const plan::Plan& nodes() const { return c_.joint.nodes(); }
  const plan::Plan& of(Side side) const { return c_.joint.of(side); }

  bool PaysCustomer(Side side) const {
    const Settle& settle = side == Side::kOld ? before_ : after_;
    return settle.for_party.empty() || settle.for_party == "customer" ||
           settle.for_party == of(side).customer.name;
  }
  bool SameSide() const { return PaysCustomer(Side::kOld) == PaysCustomer(Side::kNew); }
  Verdict Said(Order order) const {
    return ForCustomer(PaysCustomer(Side::kNew) ? order : Flip(order));
  }

  bool SameKeys() const {
    std::vector<std::string> keys;
    for (const std::string& key : before_.keys) {
      keys.push_back(c_.joint.KeyName(Side::kOld, key));
    }
    return keys == after_.keys && std::none_of(keys.begin(), keys.end(), [&](const auto& key) {
             return c_.joint.key_changed(key) && c_.joint.MembersOrder(key) == Order::kUnknown;
           });
  }

  static bool Spreads(const Settle& a, const Settle& b) {
    const auto spreads = [](const Step& step) {
      return step.kind == Step::Kind::kCap && (step.per || step.last_periods);
    };
    return std::any_of(a.steps.begin(), a.steps.end(), spreads) ||
           std::any_of(b.steps.begin(), b.steps.end(), spreads);
  }

  // Which lines are taken and how, whatever they come to.
  void Total(Order lines) {
    const bool same = SameParts() && Combination() == Order::kSame;
    c_.Put(
        after_.name + ".total",
        {.verdict = same ? Verdict::kSame : Said(lines), .witnesses = witnesses_}
    );
  }

  // ---- What it adds up ----

  std::string NowNamed(Side side, const std::string& objective) const {
    return Bare(c_.joint.ObjectiveName(side, objective));
  }

  std::vector<std::set<Line>> Groups(Side side) const {
    std::vector<std::set<Line>> groups;
    for (const Settle::Part& part : (side == Side::kOld ? before_ : after_).parts) {
      std::set<Line> group;
      for (const auto& term : part.of) {
        group.insert({NowNamed(side, term.objective), term.field});
      }
      groups.push_back(std::move(group));
    }
    return groups;
  }

  bool SameParts() const {
    if (before_.parts.size() != after_.parts.size()) {
      return false;
    }
    for (std::size_t i = 0; i < before_.parts.size(); ++i) {
      const Settle::Part& a = before_.parts[i];
      const Settle::Part& b = after_.parts[i];
      if (a.grouped != b.grouped || a.keys != b.keys || (a.grouped && a.combine != b.combine)) {
        return false;
      }
    }
    return Groups(Side::kOld) == Groups(Side::kNew);
  }

  // An amount owed by whom it is settled for counts against them.
  Order Signed(const Line& line, Order order) const {
    const auto& objectives = c_.after().objectives;
    const auto found = std::find_if(objectives.begin(), objectives.end(), [&](const auto& o) {
      return o.name == line.first;
    });
    const std::string owes = found == objectives.end() ? "" : found->party;
    const bool by_customer = owes == c_.after().customer.name;
    return by_customer == PaysCustomer(Side::kNew) ? Flip(order) : order;
  }

  std::set<Line> All(Side side) const {
    std::set<Line> all;
    for (const std::set<Line>& group : Groups(side)) {
      all.insert(group.begin(), group.end());
    }
    return all;
  }

  // The amount before the first step.
  Order Lines() {
    const std::set<Line> olds = All(Side::kOld);
    const std::set<Line> news = All(Side::kNew);
    Order order = Order::kSame;
    for (const Line& line : news) {
      const auto change = c_.amounts.find(line);
      if (olds.count(line) > 0 && change != c_.amounts.end()) {
        order = Join(order, Signed(line, change->second.order));
        order = Join(order, OfMembers(line, change->second.members));
      }
    }
    if (SameParts()) {
      return Join(order, Combination());
    }
    const bool plain = before_.combine == after_.combine && !Grouped(before_) && !Grouped(after_);
    return plain ? Join(order, Added(olds, news)) : Order::kUnknown;
  }

  // Members that only one text has add what is owed for them.
  Order OfMembers(const Line& line, Order members) {
    const auto takes_lowest = [](const Settle& settle) {
      return settle.combine == Combine::kLowest ||
             std::any_of(settle.parts.begin(), settle.parts.end(), [](const auto& part) {
               return part.grouped && part.combine == Combine::kLowest;
             });
    };
    const bool adds = NotNegative(Side::kOld, line) && NotNegative(Side::kNew, line) &&
                      !takes_lowest(before_) && !takes_lowest(after_);
    return members == Order::kSame || adds ? members : Order::kUnknown;
  }

  static bool Grouped(const Settle& settle) {
    return std::any_of(settle.parts.begin(), settle.parts.end(), [](const auto& part) {
      return part.grouped;
    });
  }

  // One amount is its own sum, highest and lowest.
  bool TakesOne(Side side) const {
    const Settle& settle = side == Side::kOld ? before_ : after_;
    if (settle.parts.size() != 1 || settle.parts[0].of.size() != 1) {
      return false;
    }
    const plan::Plan& plan = of(side);
    const std::string& name = settle.parts[0].of[0].objective;
    const auto objective =
        std::find_if(plan.objectives.begin(), plan.objectives.end(), [&](const auto& o) {
          return o.name == name;
        });
    return objective != plan.objectives.end() &&
           objective->period.value_or(plan.period) == settle.per.value_or(plan.period) &&
           std::all_of(objective->keys.begin(), objective->keys.end(), [&](const auto& key) {
             return IsOneMember(plan, settle, key);
           });
  }
  static bool IsOneMember(const plan::Plan& plan, const Settle& settle, const std::string& key) {
    const auto bound = [&](const auto& member) {
      return member.first == key;
    };
    const auto alone = [&](const plan::Key& k) {
      return k.name == key && k.closed && k.members.size() == 1;
    };
    return std::find(settle.keys.begin(), settle.keys.end(), key) != settle.keys.end() ||
           std::any_of(plan.bound.begin(), plan.bound.end(), bound) ||
           std::any_of(plan.keys.begin(), plan.keys.end(), alone);
  }

  // The sum is never less than the highest, that never less than the lowest, of what is not
  // negative.
  Order Combination() const {
    if (before_.combine == after_.combine || (TakesOne(Side::kOld) && TakesOne(Side::kNew))) {
      return Order::kSame;
    }
    for (const Line& line : All(Side::kNew)) {
      if (!NotNegative(Side::kOld, line) || !NotNegative(Side::kNew, line)) {
        return Order::kUnknown;
      }
    }
    const auto rank = [](Combine combine) {
      switch (combine) {
        case Combine::kSum: return 2;
        case Combine::kHighest: return 1;
        case Combine::kLowest: return 0;
      }
      Unreachable("a combination has no rank");
    };
    return rank(before_.combine) < rank(after_.combine) ? Order::kMore : Order::kLess;
  }

  bool NotNegative(Side side, const Line& line) const {
    const plan::Plan& plan = of(side);
    for (const plan::Objective& objective : plan.objectives) {
      if (NowNamed(side, objective.name) != line.first) {
        continue;
      }
      const auto amount = line.second == "bonus" ? objective.bonus : objective.credit;
      const bool against = (objective.party == plan.customer.name) == PaysCustomer(side);
      if (against) {
        return false;
      }
      return !amount || analysis::IsNotNegative(analysis::RangeOf(plan, *amount, world_)) ||
             FactorsArePositive(plan, *amount);
    }
    return true;
  }
  // `fee * …` of a fee that is not in the text.
  bool FactorsArePositive(const plan::Plan& plan, NodeId amount) const {
    const Node& node = plan[amount];
    return node.op == Op::kMultiply &&
           std::all_of(node.args.begin(), node.args.end(), [&](NodeId arg) {
             return plan[arg].op == Op::kGiven ||
                    analysis::IsNotNegative(analysis::RangeOf(plan, arg, world_));
           });
  }

  Order Added(const std::set<Line>& olds, const std::set<Line>& news) {
    Order order = Order::kSame;
    const auto take = [&](const std::set<Line>& from, const std::set<Line>& to, Side side) {
      for (const Line& line : from) {
        if (to.count(line) > 0) {
          continue;
        }
        const bool raises = after_.combine != Combine::kLowest;
        Order effect =
            NotNegative(side, line) ? (raises ? Order::kMore : Order::kLess) : Order::kUnknown;
        order = Join(order, side == Side::kNew ? effect : Flip(effect));
        const bool is_new = side == Side::kNew;
        witnesses_.push_back(
            {.at = {.saying = Saying::kLine, .names = {line.first, line.second}},
             .before = {.saying = is_new ? Saying::kNotTaken : Saying::kTaken},
             .after = {.saying = is_new ? Saying::kTaken : Saying::kNotTaken}}
        );
      }
    };
    take(news, olds, Side::kNew);
    take(olds, news, Side::kOld);
    return order;
  }

  // The amounts that the lines can add up to.
  Interval FirstDomain() const {
    std::optional<Rational> most = Rational(0);
    bool not_negative = true;
    for (const Line& line : All(Side::kNew)) {
      const auto amount = c_.amounts.find(line);
      not_negative = not_negative && NotNegative(Side::kNew, line) && NotNegative(Side::kOld, line);
      if (amount == c_.amounts.end() || !amount->second.most || Periods() != 1) {
        most.reset();
      } else if (most) {
        most = *most + *amount->second.most;
      }
    }
    if (!not_negative || !SameParts()) {
      return not_negative ? Interval::AtLeast(0) : Interval::All();
    }
    return most ? Interval::Closed(0, *most) : Interval::AtLeast(0);
  }
  // How many periods one amount is made of; 0 = not known.
  int Periods() const { return after_.per && *after_.per != c_.after().period ? 0 : 1; }

  plan::Type AmountType() const {
    for (const plan::Objective& objective : c_.after().objectives) {
      for (const Line& line : All(Side::kNew)) {
        const auto amount = line.second == "bonus" ? objective.bonus : objective.credit;
        if (objective.name == line.first && amount) {
          return {.unit = c_.after()[*amount].type.unit};
        }
      }
    }
    return {.unit = {{c_.after().currency, 1}}};
  }

  Comparing& c_;
  const Settle& before_;
  const Settle& after_;
  World world_ = {};
  std::vector<Witness> witnesses_ = {};
};

void OneSided(Comparing& comparing, const Settle& settle, Side side) {
  const plan::Plan& plan = comparing.joint.of(side);
  const bool for_customer = settle.for_party.empty() || settle.for_party == "customer" ||
                            settle.for_party == plan.customer.name;
  const bool gains = (side == Side::kNew) == for_customer;
  const bool nets = std::any_of(settle.steps.begin(), settle.steps.end(), [](const Step& step) {
    return step.kind == Step::Kind::kLess;
  });
  comparing.Put(
      settle.name,
      {.verdict =
           nets ? Verdict::kUnclear : (gains ? Verdict::kCustomerGains : Verdict::kProviderGains)}
  );
}

}  // namespace

void CompareSettlements(Comparing& comparing) {
  const auto find = [](const std::vector<Settle>& settles, const std::string& name) {
    const auto found = std::find_if(settles.begin(), settles.end(), [&](const Settle& settle) {
      return settle.name == name;
    });
    return found == settles.end() ? nullptr : &*found;
  };
  for (const Settle& after : comparing.after().settles) {
    if (const Settle* before = find(comparing.before().settles, after.name)) {
      SettleComparison(comparing, *before, after).Run();
    } else {
      OneSided(comparing, after, Side::kNew);
    }
  }
  for (const Settle& before : comparing.before().settles) {
    if (find(comparing.after().settles, before.name) == nullptr) {
      OneSided(comparing, before, Side::kOld);
    }
  }
}

}  // namespace slate::diff
