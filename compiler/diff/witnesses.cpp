// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "compiler/analysis/function.h"
#include "compiler/analysis/range.h"
#include "compiler/diff/comparing.h"
#include "compiler/diff/same_function.h"
#include "compiler/diff/words.h"
#include "runtime/plan/formula.h"

namespace slate::diff {

namespace {

using plan::Node;
using plan::Op;

constexpr std::size_t kMostWitnesses = 4;

// Cases that show where formulas differ: one for each innermost difference.
class Showing {
 public:
  Showing(const plan::Plan& nodes, const analysis::World& world) : nodes_(nodes), world_(world) {}

  std::optional<Witness> Of(const Pivot& pivot) const {
    if (pivot.before && pivot.after) {
      return Between(pivot, *pivot.before, *pivot.after);
    }
    if (!pivot.before && !pivot.after) {
      return std::nullopt;
    }
    const bool come = pivot.after.has_value();
    return Witness{
        .at = Formula(come ? *pivot.after : *pivot.before),
        .before = {.saying = come ? Saying::kMattersNot : Saying::kMatters},
        .after = {.saying = come ? Saying::kMatters : Saying::kMattersNot}};
  }

 private:
  Said Formula(NodeId id) const { return SaysFormula(FormulaInWords(nodes_, id)); }

  std::optional<Witness> Between(const Pivot& pivot, NodeId before, NodeId after) const {
    const auto x = analysis::ConstantOf(nodes_, before, world_);
    const auto y = analysis::ConstantOf(nodes_, after, world_);
    plan::Type type = nodes_[after].type;
    if (nodes_[after].op == Op::kCalendar) {
      return std::nullopt;  // its own row shows it
    }
    if (!x || !y || type.kind != plan::Type::Kind::kNumber) {
      return Witness{.before = Formula(before), .after = Formula(after)};
    }
    if (type.unit.empty() && IsPart(*x) && IsPart(*y)) {
      type.range = plan::Type::Range::kShare;
    }
    const bool is_limit = pivot.in.has_value();
    const auto inside = *x == *y ? x : ShortBetween(*x, *y);
    if (is_limit && inside) {
      if (const auto shown = AtLimit(nodes_[*pivot.in], *inside, {*x, *y}, type)) {
        return shown;
      }
    }
    return Witness{
        .before = Says(Saying::kQuantity, *x, type), .after = Says(Saying::kQuantity, *y, type)};
  }

  // A plain number that is most likely a share.
  static bool IsPart(const Rational& x) {
    return x.sign() >= 0 && x <= Rational(1) && (!x.is_integer() || x == Rational(1));
  }

  static std::optional<Rational> ShortBetween(const Rational& x, const Rational& y) {
    const Rational low = exact::Min(x, y);
    const Rational high = exact::Max(x, y);
    return ShortIn({analysis::End{low, false}, analysis::End{high, false}}, false);
  }

  struct AtLink {
    Saying what;
    Saying yes;
    Saying no;
  };
  static std::optional<Witness> AtLimit(
      const Node& link,
      const Rational& inside,
      const std::pair<Rational, Rational>& limits,
      const plan::Type& type
  ) {
    const bool open =
        link.compare == plan::Compare::kLess || link.compare == plan::Compare::kGreater;
    const auto holds = [&](const Rational& limit) {
      switch (link.op) {
        case Op::kLasting:
          return link.compare == plan::Compare::kLess || link.compare == plan::Compare::kLessEqual
                     ? inside <= limit && !(open && inside == limit)
                     : inside >= limit && !(open && inside == limit);
        case Op::kBridging:
        case Op::kUpto: return inside <= limit;
        default: return inside > limit;
      }
    };
    const auto words = [&]() -> std::optional<AtLink> {
      switch (link.op) {
        case Op::kLasting: return AtLink{Saying::kStretch, Saying::kCounts, Saying::kCountsNot};
        case Op::kBridging: return AtLink{Saying::kApart, Saying::kOne, Saying::kTwo};
        case Op::kUpto: return AtLink{Saying::kAfterQuota, Saying::kInQuota, Saying::kBeyondQuota};
        case Op::kBeyond: return AtLink{Saying::kIntoStretch, Saying::kCounts, Saying::kCountsNot};
        default: return std::nullopt;
      }
    }();
    if (!words || limits.first == limits.second) {
      return std::nullopt;
    }
    const auto say = [&](const Rational& limit) {
      return Said{.saying = holds(limit) ? words->yes : words->no};
    };
    return Witness{
        .at = Says(words->what, inside, type),
        .before = say(limits.first),
        .after = say(limits.second)};
  }

  const plan::Plan& nodes_;
  const analysis::World& world_;
};

}  // namespace

Ordered OrderOf(
    const Comparing& comparing, NodeId before, NodeId after, const analysis::World& world
) {
  Orders orders(comparing.joint, world);
  Ordered result{.order = orders.Of(before, after), .witnesses = {}};
  if (result.order == Order::kSame) {
    return result;
  }
  const Showing showing(comparing.joint.nodes(), world);
  for (const Pivot& pivot : orders.pivots()) {
    const auto witness = showing.Of(pivot);
    const bool fresh =
        witness && std::find(result.witnesses.begin(), result.witnesses.end(), *witness) ==
                       result.witnesses.end();
    if (fresh && witness->before != witness->after && result.witnesses.size() < kMostWitnesses) {
      result.witnesses.push_back(*witness);
    }
  }
  return result;
}

Ordered OrderOf(
    Comparing& comparing, std::optional<NodeId> before, std::optional<NodeId> after, Order if_added
) {
  if (!before || !after) {
    return {.order = before ? Flip(if_added) : after ? if_added : Order::kSame, .witnesses = {}};
  }
  analysis::World world;
  world.period = comparing.after().period;
  return OrderOf(
      comparing,
      comparing.joint.Import(Side::kOld, *before),
      comparing.joint.Import(Side::kNew, *after),
      world
  );
}

}  // namespace slate::diff
