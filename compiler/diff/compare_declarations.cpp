// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "compiler/analysis/reach.h"
#include "compiler/diff/comparing.h"
#include "compiler/diff/joint_names.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/plan/formula.h"

namespace slate::diff {

namespace {

using plan::Node;
using plan::Op;

// A term that someone gains or loses by, with what it is computed from in one text.
struct Effect {
  std::string term;  // by its new name
  std::vector<NodeId> roots;
};

std::vector<NodeId> Roots(std::initializer_list<std::optional<NodeId>> ids) {
  std::vector<NodeId> roots;
  for (const auto& id : ids) {
    if (id) {
      roots.push_back(*id);
    }
  }
  return roots;
}

std::vector<Effect> EffectsOf(const Comparing& comparing, Side side) {
  const plan::Plan& plan = comparing.joint.of(side);
  std::vector<Effect> effects;
  for (const plan::Objective& o : plan.objectives) {
    const std::string name = Bare(comparing.joint.ObjectiveName(side, o.name));
    effects.push_back({name + ".measure", Roots({o.measure})});
    effects.push_back({name + ".target", Roots({o.measure, o.target})});
    effects.push_back({name + ".credit", Roots({o.measure, o.target, o.credit, o.only_when})});
    effects.push_back({name + ".bonus", Roots({o.bonus, o.bonus_when})});
    effects.push_back({name + ".only_when", Roots({o.only_when})});
  }
  for (const plan::Settle& settle : plan.settles) {
    Effect effect{.term = settle.name, .roots = {}};
    for (const plan::Step& step : settle.steps) {
      const auto some = Roots({step.amount, step.until});
      effect.roots.insert(effect.roots.end(), some.begin(), some.end());
    }
    effects.push_back(std::move(effect));
  }
  for (const plan::Right& right : plan.rights) {
    effects.push_back({"right " + right.name, Roots({right.when, right.until})});
  }
  for (const plan::Duty& duty : plan.duties) {
    effects.push_back({fmt::format("duty \"{}\"", duty.title), Roots({duty.when, duty.until})});
  }
  return effects;
}

// The terms in either text that stand on nodes of which `is_meant` is true.
template <typename F>
std::set<std::string> TermsOn(Comparing& comparing, const F& is_meant) {
  std::set<std::string> terms;
  for (const Side side : {Side::kOld, Side::kNew}) {
    const plan::Plan& plan = comparing.joint.of(side);
    for (const Effect& effect : EffectsOf(comparing, side)) {
      bool reached = false;
      analysis::ForEachReached(
          plan,
          effect.roots,
          [&](NodeId id, const Node&) { reached = reached || is_meant(side, id); },
          analysis::Through::kResults
      );
      if (reached) {
        terms.insert(effect.term);
      }
    }
  }
  return terms;
}

// Who gains by a declaration: whoever gains by the terms that stand on it.
template <typename F>
Finding ByEffects(Comparing& comparing, const F& is_meant) {
  Finding finding;
  std::vector<std::string> on;
  for (const std::string& term : TermsOn(comparing, is_meant)) {
    const auto found = comparing.findings.find(term);
    if (found == comparing.findings.end() || found->second.verdict == Verdict::kSame) {
      continue;
    }
    finding.verdict = Join(finding.verdict, found->second.verdict);
    on.push_back(term);
  }
  finding.note.remark = on.empty() ? Remark::kNothingStandsOnIt : Remark::kThrough;
  finding.note.terms = std::move(on);
  return finding;
}

std::string InputNow(const Comparing& comparing, Side side, const std::string& name) {
  return Bare(comparing.joint.InputName(side, name));
}

void Inputs(Comparing& comparing) {
  std::set<std::string> names;
  for (const Side side : {Side::kOld, Side::kNew}) {
    for (const plan::Input& input : comparing.joint.of(side).inputs) {
      names.insert(InputNow(comparing, side, input.name));
    }
  }
  for (const std::string& name : names) {
    if (!comparing.joint.input_changed(name)) {
      comparing.Put("input " + name, {});
      continue;
    }
    comparing.Put("input " + name, ByEffects(comparing, [&](Side side, NodeId id) {
                    const plan::Plan& plan = comparing.joint.of(side);
                    const Node& node = plan[id];
                    const std::string& read = node.rollup ? plan[*node.rollup].input : node.input;
                    return !read.empty() && InputNow(comparing, side, read) == name;
                  }));
  }
}

void Givens(Comparing& comparing, const Renames& renames) {
  const auto now = [&](Side side, const std::string& name) {
    const auto renamed = renames.givens.find(name);
    return side == Side::kOld && renamed != renames.givens.end() ? renamed->second : name;
  };
  std::set<std::string> names;
  for (const Side side : {Side::kOld, Side::kNew}) {
    for (const plan::Given& given : comparing.joint.of(side).givens) {
      names.insert(now(side, given.name));
    }
  }
  for (const std::string& name : names) {
    comparing.Put("given " + name, ByEffects(comparing, [&](Side side, NodeId id) {
                    const Node& node = comparing.joint.of(side)[id];
                    return node.op == Op::kGiven && now(side, node.name) == name;
                  }));
  }
}

void Calendars(Comparing& comparing) {
  std::set<std::string> names;
  for (const Side side : {Side::kOld, Side::kNew}) {
    for (const plan::Calendar& calendar : comparing.joint.of(side).calendars) {
      names.insert(calendar.name);
    }
  }
  for (const std::string& name : names) {
    if (!comparing.joint.calendar_changed(name)) {
      comparing.Put("calendar " + name, {});
      continue;
    }
    comparing.Put("calendar " + name, ByEffects(comparing, [&](Side side, NodeId id) {
                    const Node& node = comparing.joint.of(side)[id];
                    return node.op == Op::kCalendar && node.name == name;
                  }));
  }
}

void Lets(Comparing& comparing) {
  const auto order_of =
      [&](const std::string& term, std::optional<NodeId> before, std::optional<NodeId> after) {
        Ordered order = OrderOf(comparing, before, after, Order::kUnknown);
        const auto is_meant = [&](Side side, NodeId id) {
          const std::optional<NodeId>& value = side == Side::kOld ? before : after;
          return value && comparing.joint.Import(side, id) == comparing.joint.Import(side, *value);
        };
        Finding finding = order.order == Order::kSame && before && after
                              ? Finding{}
                              : ByEffects(comparing, is_meant);
        finding.witnesses = std::move(order.witnesses);
        comparing.Put(term, std::move(finding));
      };
  const auto value_in = [](const plan::Plan& plan, const std::string& name) {
    for (const plan::Definition& definition : plan.definitions) {
      if (definition.name == name) {
        return std::optional(definition.value);
      }
    }
    return std::optional<NodeId>();
  };
  for (const Side side : {Side::kOld, Side::kNew}) {
    for (const plan::Definition& definition : comparing.joint.of(side).definitions) {
      const std::string& name = definition.name;
      order_of(
          "let " + name, value_in(comparing.before(), name), value_in(comparing.after(), name)
      );
    }
  }
  for (const plan::Objective& after : comparing.after().objectives) {
    for (const plan::Objective& before : comparing.before().objectives) {
      if (Bare(comparing.joint.ObjectiveName(Side::kOld, before.name)) != after.name) {
        continue;
      }
      const auto line = [](const plan::Objective& o, const std::string& name) {
        return analysis::LineBehind(o, "let:" + name);
      };
      for (const plan::Objective* objective : {&before, &after}) {
        for (const plan::Objective::Let& let : objective->lets) {
          order_of(
              fmt::format("{}.{}", after.name, let.name),
              line(before, let.name),
              line(after, let.name)
          );
        }
      }
    }
  }
}

Verdict UnclearUnless(bool same) {
  return same ? Verdict::kSame : Verdict::kUnclear;
}

void Keys(Comparing& comparing) {
  for (const Side side : {Side::kOld, Side::kNew}) {
    for (const plan::Key& key : comparing.joint.of(side).keys) {
      const std::string name = comparing.joint.KeyName(side, key.name);
      if (!comparing.joint.key_changed(name)) {
        comparing.Put("key " + name, {});
        continue;
      }
      Finding finding = ByEffects(comparing, [&](Side at, NodeId id) {
        return comparing.joint.KeyName(at, comparing.joint.of(at)[id].type.key) == name;
      });
      for (const plan::Objective& objective : comparing.after().objectives) {
        const bool each =
            std::find(objective.keys.begin(), objective.keys.end(), name) != objective.keys.end();
        const auto scope = comparing.findings.find(objective.name);
        if (each && scope != comparing.findings.end()) {
          finding.verdict = Join(finding.verdict, scope->second.verdict);
          finding.note = {.remark = Remark::kJudgedForEach, .terms = {objective.name}};
        }
      }
      comparing.Put("key " + name, std::move(finding));
    }
  }
}

}  // namespace

void CompareDeclarations(Comparing& comparing, const Renames& renames) {
  Inputs(comparing);
  Givens(comparing, renames);
  Calendars(comparing);
  Lets(comparing);
  Keys(comparing);
}

namespace {

bool StartsAPeriod(const plan::Plan& plan) {
  using Unit = plan::Rhythm::Unit;
  const auto civil = calendar::ToYmd(calendar::Date{plan.term_first});
  const plan::Rhythm& rhythm = plan.period;
  const bool plain =
      rhythm.day_of_month == 1 && rhythm.first_month == 1 && !rhythm.anchor_day && !rhythm.contract;
  if (!plain || civil.day != 1) {
    return false;
  }
  return rhythm.unit == Unit::kMonth || (rhythm.unit == Unit::kQuarter && civil.month % 3 == 1) ||
         (rhythm.unit == Unit::kYear && civil.month == 1);
}

// The term begins and ends with whole periods, and so does every member.
bool NothingIsCut(const plan::Plan& plan) {
  plan::Plan next = {};
  next.period = plan.period;
  next.term_first = plan.term_last.value_or(plan.term_first - 1) + 1;
  const bool ends = !plan.term_last || StartsAPeriod(next);
  const bool own_periods =
      std::any_of(plan.objectives.begin(), plan.objectives.end(), [](const auto& o) {
        return o.period.has_value();
      });
  const bool comes_and_goes = std::any_of(plan.keys.begin(), plan.keys.end(), [](const auto& key) {
    return key.during.has_value();
  });
  return StartsAPeriod(plan) && ends && !own_periods && !comes_and_goes && !plan.customer_key;
}

}  // namespace

void CompareHeader(Comparing& comparing) {
  const plan::Plan& a = comparing.before();
  const plan::Plan& b = comparing.after();
  const auto put = [&](const std::string& term, bool same, Remark remark) {
    comparing.Put(
        term,
        {.verdict = UnclearUnless(same),
         .witnesses = {},
         .note = {.remark = same ? Remark::kNone : remark}}
    );
  };
  put("period", a.period == b.period, Remark::kLongerPeriod);
  const bool uncut = a.period == b.period && a.term_first == b.term_first &&
                     a.term_last == b.term_last && NothingIsCut(a) && NothingIsCut(b);
  put("partial", a.partial == b.partial || uncut, Remark::kTermCuts);
  put("term", a.term_first == b.term_first && a.term_last == b.term_last, Remark::kBoundOtherwise);
  put("zone", a.zone == b.zone, Remark::kEdgesMove);
  put("currency", a.currency == b.currency, Remark::kOtherCurrency);
  put("provider", a.provider.name == b.provider.name, Remark::kOtherParty);
  put("customer",
      a.customer.name == b.customer.name && a.customer_key == b.customer_key && a.bound == b.bound,
      Remark::kOtherPartyOrPlan);
  put("under", a.bound == b.bound, Remark::kNone);
}

}  // namespace slate::diff
