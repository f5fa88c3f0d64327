// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/analysis/function.h"
#include "compiler/analysis/range.h"
#include "compiler/diff/comparing.h"
#include "compiler/diff/joint_names.h"
#include "compiler/diff/same_function.h"
#include "compiler/diff/words.h"

namespace slate::diff {

namespace {

using analysis::World;
using plan::Node;
using plan::Objective;
using plan::Op;

// The lines of one objective in one text, as joint nodes.
struct Lines {
  std::optional<NodeId> measure = {};
  std::optional<NodeId> target = {};
  std::optional<NodeId> meets = {};
  std::optional<NodeId> only_when = {};
  std::optional<NodeId> credit = {};  // 0 where the target is met
  std::optional<NodeId> bonus = {};   // 0 where it is not due
};

class ObjectiveComparison {
 public:
  ObjectiveComparison(Comparing& comparing, const Objective& before, const Objective& after)
      : c_(comparing),
        before_(before),
        after_(after),
        old_(LinesOf(Side::kOld, before)),
        new_(LinesOf(Side::kNew, after)) {}

  void Run() {
    sign_ = after_.party == c_.after().customer.name ? Order::kLess : Order::kMore;
    if (!CompareScope()) {
      NothingIsComparable();
      return;
    }
    Worlds();
    Measure();
    Target();
    OnlyWhen();
    Amount("credit", old_.credit, new_.credit);
    Amount("bonus", old_.bonus, new_.bonus);
  }

 private:
  plan::Plan const& nodes() const { return c_.joint.nodes(); }

  Lines LinesOf(Side side, const Objective& objective) {
    Lines lines;
    Joint& joint = c_.joint;
    const auto take = [&](const std::optional<NodeId>& id) {
      return id ? std::optional(joint.Import(side, *id)) : std::nullopt;
    };
    lines.measure = take(objective.measure);
    lines.target = take(objective.target);
    lines.only_when = take(objective.only_when);
    const plan::Type truth{.kind = plan::Type::Kind::kBool};
    if (lines.measure && lines.target) {
      lines.meets = joint.Add(
          {.op = Op::kCompare,
           .type = truth,
           .args = {*lines.measure, *lines.target},
           .compare = *objective.target_compare}
      );
    }
    if (objective.credit && lines.meets) {
      const NodeId credit = joint.Import(side, *objective.credit);
      lines.credit = joint.Add(
          {.op = Op::kIf,
           .type = nodes()[credit].type,
           .args = {*lines.meets, joint.Constant(0, nodes()[credit].type), credit}}
      );
    }
    if (objective.bonus && objective.bonus_when) {
      const NodeId bonus = joint.Import(side, *objective.bonus);
      const NodeId when = joint.Import(side, *objective.bonus_when);
      lines.bonus = joint.Add(
          {.op = Op::kIf,
           .type = nodes()[bonus].type,
           .args = {when, bonus, joint.Constant(0, nodes()[bonus].type)}}
      );
    }
    return lines;
  }

  // Whether figures of both texts are about the same things.
  bool CompareScope() {
    std::vector<std::string> keys;
    for (const std::string& key : before_.keys) {
      keys.push_back(c_.joint.KeyName(Side::kOld, key));
    }
    const auto own = [](const Objective& o, const plan::Plan& plan) {
      return o.period.value_or(plan.period);
    };
    for (const std::string& key : keys) {
      members_ = c_.joint.key_changed(key) ? Join(members_, c_.joint.MembersOrder(key)) : members_;
    }
    const bool members = members_ != Order::kUnknown;
    const bool party = before_.party == c_.before().customer.name
                           ? after_.party == c_.after().customer.name
                           : after_.party == c_.after().provider.name;
    const bool same = keys == after_.keys && party && members &&
                      own(before_, c_.before()) == own(after_, c_.after());
    Finding finding{
        .verdict = same ? Said(members_) : Verdict::kUnclear,
        .witnesses = {},
        .note = {.remark = same ? Remark::kNone : Remark::kOtherScope}};
    if (same && members_ != Order::kSame) {
      finding.witnesses = MembersOfOneText();
      const bool owes = after_.target || after_.credit || before_.target || before_.credit;
      const bool pays_back = after_.bonus || before_.bonus;
      finding.verdict = pays_back ? Verdict::kUnclear : owes ? finding.verdict : Verdict::kSame;
    }
    c_.Put(after_.name, std::move(finding));
    return same;
  }

  std::vector<Witness> MembersOfOneText() const {
    std::vector<Witness> witnesses;
    const auto tell = [&](const plan::Plan& of, const plan::Plan& other, bool is_new) {
      for (const std::string& name : after_.keys) {
        const auto* key = Named(of.keys, name);
        const auto* against = Named(other.keys, name);
        for (const auto& member : key != nullptr ? key->members : std::vector<plan::Key::Entry>{}) {
          const bool common = against == nullptr || HasMember(*against, member.label);
          if (!common) {
            witnesses.push_back(
                {.at = {.saying = Saying::kMember, .names = {name, member.label}},
                 .before = {.saying = is_new ? Saying::kPromisedNothing : Saying::kPromised},
                 .after = {.saying = is_new ? Saying::kPromised : Saying::kPromisedNothing}}
            );
          }
        }
      }
    };
    tell(c_.before(), c_.after(), false);
    tell(c_.after(), c_.before(), true);
    return witnesses;
  }
  static bool HasMember(const plan::Key& key, const std::string& label) {
    return std::any_of(key.members.begin(), key.members.end(), [&](const auto& entry) {
      return entry.label == label;
    });
  }

  void NothingIsComparable() {
    const auto put = [&](const char* line, bool has) {
      if (has) {
        c_.Put(after_.name + '.' + line, {.verdict = Verdict::kUnclear});
      }
    };
    put("measure", old_.measure || new_.measure);
    put("target", old_.target || new_.target);
    put("only_when", old_.only_when || new_.only_when);
    for (const char* field : {"credit", "bonus"}) {
      const bool credit = std::string_view(field) == "credit";
      put(field, credit ? old_.credit || new_.credit : old_.bonus || new_.bonus);
      c_.amounts[{after_.name, field}] = {.order = Order::kUnknown, .most = {}};
    }
  }

  void Worlds() {
    World base;
    base.period = after_.period.value_or(c_.after().period);
    std::vector<NodeId> roots;
    for (const Lines* lines : {&old_, &new_}) {
      for (const auto& line :
           {lines->measure, lines->meets, lines->credit, lines->bonus, lines->only_when}) {
        if (line) {
          roots.push_back(*line);
        }
      }
    }
    worlds_ = analysis::WorldsFor(nodes(), roots, base);
  }

  // Its owner's promise: what is more for whom it is owed to.
  Verdict Said(Order order) const {
    return ForCustomer(sign_ == Order::kMore ? order : Flip(order));
  }

  // The order of a line over all worlds.
  Ordered InAllWorlds(std::optional<NodeId> a, std::optional<NodeId> b) const {
    Ordered all;
    if (!a || !b) {
      return all;
    }
    for (const World& world : worlds_) {
      Ordered one = OrderOf(c_, *a, *b, world);
      all.order = Join(all.order, one.order);
      AddWitnesses(all.witnesses, std::move(one.witnesses), world);
    }
    return all;
  }

  void AddWitnesses(std::vector<Witness>& to, std::vector<Witness> more, const World& world) const {
    constexpr std::size_t kMost = 6;
    for (Witness& witness : more) {
      if (worlds_.size() > 1) {
        for (const auto& [node, member] : world.members) {
          witness.members.push_back(member);
        }
      }
      if (to.size() < kMost && std::find(to.begin(), to.end(), witness) == to.end()) {
        to.push_back(std::move(witness));
      }
    }
  }

  void Measure() {
    measure_ = InAllWorlds(old_.measure, new_.measure);
    if (old_.measure.has_value() != new_.measure.has_value()) {
      measure_.order = Order::kUnknown;
    }
    c_.Put(
        after_.name + ".measure",
        {.verdict = ByValue(measure_.order), .witnesses = measure_.witnesses}
    );
  }

  // A measure that is higher throughout meets `>=` more often.
  Verdict ByValue(Order order) const {
    using plan::Compare;
    if (order == Order::kSame) {
      return Verdict::kSame;
    }
    const auto compare = after_.target_compare;
    if (!compare || compare != before_.target_compare) {
      return order == Order::kEither ? Verdict::kMixed : Verdict::kUnclear;
    }
    const bool upward = *compare == Compare::kGreater || *compare == Compare::kGreaterEqual;
    const bool downward = *compare == Compare::kLess || *compare == Compare::kLessEqual;
    return upward ? Said(Flip(order)) : downward ? Said(order) : Verdict::kUnclear;
  }

  void Target() {
    if (!old_.meets && !new_.meets) {
      return;
    }
    const std::string term = after_.name + ".target";
    if (!old_.meets || !new_.meets) {
      c_.Put(term, {.verdict = Said(new_.meets ? Order::kMore : Order::kLess)});
      return;
    }
    Finding finding;
    Order all = Order::kSame;
    for (const World& world : worlds_) {
      std::vector<Witness> witnesses;
      all = Join(all, TargetIn(world, witnesses));
      AddWitnesses(finding.witnesses, std::move(witnesses), world);
    }
    finding.verdict = Said(Flip(all));
    c_.Put(term, std::move(finding));
  }

  // Of a common measure: on which stretches of the value it is met.
  Order TargetIn(const World& world, std::vector<Witness>& witnesses) const {
    if (old_.measure == new_.measure) {
      const analysis::Variable value{
          .nodes = {*new_.measure}, .domain = analysis::RangeOf(nodes(), *new_.measure, world)};
      const auto f = analysis::TruthOf(nodes(), *old_.meets, value, world);
      const auto g = analysis::TruthOf(nodes(), *new_.meets, value, world);
      if (f && g) {
        return ByStretches(*f, *g, witnesses);
      }
    }
    Ordered order = OrderOf(c_, *old_.meets, *new_.meets, world);
    witnesses = std::move(order.witnesses);
    return order.order;
  }

  bool Counts() const { return nodes()[*new_.measure].type.range == plan::Type::Range::kCount; }
  diff::Said At(const Rational& value) const { return Says(Saying::kValue, value, MeasureType()); }
  plan::Type MeasureType() const {
    plan::Type type = nodes()[*new_.measure].type;
    const auto range = analysis::RangeOf(nodes(), *new_.measure, worlds_.front());
    const bool share = range.low && range.high && range.high->value == Rational(1);
    if (type.unit.empty() && share && type.range == plan::Type::Range::kAny) {
      type.range = plan::Type::Range::kShare;
    }
    return type;
  }

  Order ByStretches(
      const analysis::Cells<bool>& f,
      const analysis::Cells<bool>& g,
      std::vector<Witness>& witnesses
  ) const {
    Order all = Order::kSame;
    analysis::ForEachPair(f, g, [&](const analysis::Interval& where, bool a, bool b) {
      const auto at = a == b ? std::nullopt : ShortIn(where, Counts());
      if (!at) {
        return;
      }
      const Order order = b ? Order::kMore : Order::kLess;
      if (Join(all, order) != all) {
        witnesses.push_back(
            {.at = At(*at),
             .before = {.saying = a ? Saying::kMet : Saying::kMissed},
             .after = {.saying = b ? Saying::kMet : Saying::kMissed}}
        );
      }
      all = Join(all, order);
    });
    return all;
  }

  void OnlyWhen() {
    if (!old_.only_when && !new_.only_when) {
      return;
    }
    Ordered order = InAllWorlds(old_.only_when, new_.only_when);
    if (!old_.only_when || !new_.only_when) {
      order.order = new_.only_when ? Order::kLess : Order::kMore;
    }
    judged_ = order.order;
    c_.Put(
        after_.name + ".only_when",
        {.verdict = Said(judged_), .witnesses = std::move(order.witnesses)}
    );
  }

  void Amount(const std::string& field, std::optional<NodeId> a, std::optional<NodeId> b) {
    if (!a && !b) {
      return;
    }
    const plan::Type type = nodes()[b ? *b : *a].type;
    const NodeId none = c_.joint.Constant(0, type);
    AmountChange change;
    Finding finding;
    change.most = Rational(0);
    for (const World& world : worlds_) {
      std::vector<Witness> witnesses;
      change.order =
          Join(change.order, AmountIn(a.value_or(none), b.value_or(none), world, witnesses));
      AddMost(change, a.value_or(none), b.value_or(none), world);
      AddWitnesses(finding.witnesses, std::move(witnesses), world);
    }
    if (judged_ != Order::kSame) {
      change.order = Join(
          change.order, NotNegative(a.value_or(none), b.value_or(none)) ? judged_ : Order::kUnknown
      );
    }
    FanOut(change);
    change.members = members_;
    const bool good = field == "credit";
    finding.verdict = Said(good ? change.order : Flip(change.order));
    c_.Put(after_.name + '.' + field, std::move(finding));
    c_.amounts[{after_.name, field}] = std::move(change);
  }

  bool NotNegative(NodeId a, NodeId b) const {
    return std::all_of(worlds_.begin(), worlds_.end(), [&](const World& world) {
      return analysis::IsNotNegative(analysis::RangeOf(nodes(), a, world)) &&
             analysis::IsNotNegative(analysis::RangeOf(nodes(), b, world));
    });
  }

  void AddMost(AmountChange& change, NodeId a, NodeId b, const World& world) const {
    for (const NodeId line : {a, b}) {
      const auto range = LineRange(line, world);
      if (!range || !range->high || !change.most) {
        change.most.reset();
        return;
      }
      change.most = exact::Max(*change.most, range->high->value);
    }
  }
  // As a function of the value it is bounded more closely than by its parts alone.
  std::optional<analysis::Interval> LineRange(NodeId line, const World& world) const {
    const auto measure = new_.measure ? new_.measure : old_.measure;
    if (measure && old_.measure == new_.measure) {
      const analysis::Variable value{
          .nodes = {*measure}, .domain = analysis::RangeOf(nodes(), *measure, world)};
      const auto f = analysis::FunctionOf(nodes(), line, value, world);
      if (f && f->factor.empty()) {
        return analysis::RangeOn(*f, value.domain);
      }
    }
    return analysis::RangeOf(nodes(), line, world);
  }

  // Of all members together.
  void FanOut(AmountChange& change) const {
    if (members_ != Order::kSame) {
      change.most.reset();
      return;
    }
    for (const std::string& name : after_.keys) {
      const auto key = std::find_if(nodes().keys.begin(), nodes().keys.end(), [&](const auto& k) {
        return k.name == name;
      });
      if (!change.most || key == nodes().keys.end() || !key->closed) {
        change.most.reset();
        return;
      }
      *change.most *= Rational(static_cast<std::int64_t>(key->members.size()));
    }
  }

  Order AmountIn(NodeId a, NodeId b, const World& world, std::vector<Witness>& witnesses) const {
    if (a == b && measure_.order == Order::kSame) {
      return Order::kSame;
    }
    if (const auto order = AsFunctions(a, b, world, witnesses)) {
      return *order;
    }
    Ordered order = OrderOf(c_, a, b, world);
    witnesses = std::move(order.witnesses);
    return order.order;
  }

  // f(old value) against g(new value): g against f at any one value, then along f or g from the
  // old value to the new one.
  std::optional<Order> AsFunctions(
      NodeId a, NodeId b, const World& world, std::vector<Witness>& witnesses
  ) const {
    if (!old_.measure || !new_.measure) {
      return std::nullopt;
    }
    const auto range = Hull(
        analysis::RangeOf(nodes(), *old_.measure, world),
        analysis::RangeOf(nodes(), *new_.measure, world)
    );
    const auto f = analysis::FunctionOf(nodes(), a, {{*old_.measure}, range}, world);
    const auto g = analysis::FunctionOf(nodes(), b, {{*new_.measure}, range}, world);
    const auto change = f && g ? CompareFunctions(*f, *g, Counts()) : std::nullopt;
    if (!change) {
      return std::nullopt;
    }
    const analysis::Factor& factor = f->factor.empty() ? g->factor : f->factor;
    for (const auto& found : {change->more, change->less}) {
      if (found) {
        const plan::Type& type = nodes()[b].type;
        witnesses.push_back(
            {.at = At(found->at),
             .before =
                 {.saying = Saying::kQuantity,
                  .amounts = {Times(found->before, type, nodes(), factor)}},
             .after =
                 {.saying = Saying::kQuantity,
                  .amounts = {Times(found->after, type, nodes(), factor)}}}
        );
      }
    }
    if (old_.measure == new_.measure) {
      return change->order();
    }
    const Order moved = OrderOf(c_, *old_.measure, *new_.measure, world).order;
    return Join(change->order(), Along(*f, *g, range, moved));
  }

  static Order Along(
      const analysis::PiecewiseLinear& f,
      const analysis::PiecewiseLinear& g,
      const analysis::Interval& range,
      Order moved
  ) {
    if (moved == Order::kSame || moved == Order::kUnknown || moved == Order::kEither) {
      return moved;
    }
    const auto goes = [&](const analysis::PiecewiseLinear& h) {
      if (!analysis::FirstFall(h, range, analysis::Going::kUp)) {
        return moved;
      }
      return analysis::FirstFall(h, range, analysis::Going::kDown) ? Order::kUnknown : Flip(moved);
    };
    const Order by_new = goes(g);
    return by_new == Order::kUnknown ? goes(f) : by_new;
  }

  Comparing& c_;
  const Objective& before_;
  const Objective& after_;
  Lines old_;
  Lines new_;
  std::vector<World> worlds_ = {};
  Ordered measure_ = {};
  Order judged_ = Order::kSame;
  Order sign_ = Order::kMore;
  Order members_ = Order::kSame;
};

// An objective of one text alone: everything it promises, by whom it is owed.
void OneSided(Comparing& comparing, const Objective& objective, Side side) {
  const plan::Plan& plan = comparing.joint.of(side);
  const bool by_customer = objective.party == plan.customer.name;
  Order order = side == Side::kNew ? Order::kMore : Order::kLess;
  order = by_customer ? Flip(order) : order;
  const bool owes_nothing = !objective.target && !objective.credit && !objective.bonus;
  Finding finding{
      .verdict = owes_nothing      ? Verdict::kSame
                 : objective.bonus ? Verdict::kUnclear
                                   : ForCustomer(order),
      .witnesses = {},
      .note = {.remark = objective.bonus ? Remark::kHasBonus : Remark::kNone}};
  comparing.Put(objective.name, finding);
}

}  // namespace

void CompareObjectives(Comparing& comparing) {
  const Joint& joint = comparing.joint;
  const auto name_now = [&](const Objective& objective) {
    return Bare(joint.ObjectiveName(Side::kOld, objective.name));
  };
  for (const Objective& after : comparing.after().objectives) {
    const auto& olds = comparing.before().objectives;
    const auto before = std::find_if(olds.begin(), olds.end(), [&](const Objective& o) {
      return name_now(o) == after.name;
    });
    if (before == olds.end()) {
      OneSided(comparing, after, Side::kNew);
    } else {
      ObjectiveComparison(comparing, *before, after).Run();
    }
  }
  for (const Objective& before : comparing.before().objectives) {
    const auto& news = comparing.after().objectives;
    const bool kept = std::any_of(news.begin(), news.end(), [&](const Objective& o) {
      return o.name == name_now(before);
    });
    if (!kept) {
      OneSided(comparing, before, Side::kOld);
    }
  }
}

}  // namespace slate::diff
