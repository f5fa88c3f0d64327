// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/dependencies.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace slate::evaluate {

namespace {

using plan::NodeId;
using plan::Op;

class Finder {
 public:
  explicit Finder(const plan::Plan& plan)
      : plan_(plan), masks_(plan.nodes.size()), known_(plan.nodes.size()) {
    for (std::size_t i = 0; i < plan.keys.size(); ++i) {
      key_bits_[plan.keys[i].name] = OnKey(i);
      during_ |= plan.keys[i].during ? OnKey(i) : 0;
    }
  }

  IdMap<NodeId, Mask> Run() {
    for (std::uint32_t i = 0; i < plan_.nodes.size(); ++i) {
      Of(NodeId{i});
    }
    return std::move(masks_);
  }

 private:
  Mask Of(NodeId id) {
    if (!known_[Index(id)]) {
      known_[Index(id)] = true;
      masks_[id] = Compute(plan_[id]);
    }
    return masks_[id];
  }

  Mask Of(const std::optional<NodeId>& id) { return id ? Of(*id) : 0; }

  Mask KeyBit(const std::string& key) const {
    const auto found = key_bits_.find(key);
    return found == key_bits_.end() ? 0 : found->second;
  }

  // The domain U is the period cut to the membership of the keys bound.
  Mask Domain() const { return kOnPeriod | during_; }

  Mask OfParts(const plan::Node& node) {
    Mask mask = Of(node.fallback);
    for (const NodeId arg : node.args) {
      mask |= Of(arg);
    }
    for (const plan::TableRow& row : node.rows) {
      mask |= Of(row.value);
    }
    for (const plan::Rung& rung : node.rungs) {
      mask |= Of(rung.value);
      for (const plan::Bound& bound : rung.bounds) {
        mask |= Of(bound.value);
      }
    }
    return mask;
  }

  // What is left of a mask outside the row, or the run, that an aggregate binds.
  static Mask OutOfRow(Mask mask) {
    const Mask outer =
        ((mask & kOnOuterRow) != 0 ? kOnRow : 0) | ((mask & kOnFarRow) != 0 ? kOnOuterRow : 0);
    return (mask & ~kOnAnyRow) | outer;
  }
  static Mask OutOfRun(Mask mask) {
    return (mask & ~kOnAnyRun) | ((mask & kOnOuterRun) != 0 ? kOnRun : 0);
  }

  Mask OfRollup(const plan::Node& node) {
    const plan::Rollup& rollup = plan_[*node.rollup];
    Mask mask = OutOfRow(Of(rollup.where) | Of(rollup.body) | Of(rollup.place));
    if (rollup.place_kind == plan::Rollup::Place::kInterval) {
      mask = OutOfRun(mask);
    }
    for (const plan::Rollup::Scope& scope : rollup.scope) {
      mask |= KeyBit(scope.key);
    }
    const bool placed = node.op == Op::kRollup && rollup.place_kind != plan::Rollup::Place::kNone;
    return placed ? mask | kOnWindow | Domain() : mask;
  }

  Mask OfAggregate(const plan::Node& node) {
    const Mask inner = Of(node.body) | Of(node.where);
    switch (node.source) {
      case plan::Source::kRuns: return OutOfRun(inner);
      case plan::Source::kMembers: return (inner & ~KeyBit(node.name)) | kOnWindow | Domain();
      case plan::Source::kBins:
      case plan::Source::kDayBins:
      case plan::Source::kRhythmBins:
      case plan::Source::kRunBins:
      case plan::Source::kSliding:
      case plan::Source::kSlidingDays: return inner | kOnWindow | Domain();
      case plan::Source::kLastPeriods: return inner | Domain();
      case plan::Source::kMoment: return (inner & ~kOnMoment) | kOnWindow | Domain();
    }
    return inner;
  }

  // Facts that never change are the same in every period.
  bool MayChange(const plan::Given& given) const {
    bool changes = given.dated || !given.timeline.empty();
    for (const plan::Example& example : plan_.examples) {
      for (const plan::Fact& fact : example.givens) {
        changes = changes || (fact.name == given.name && !fact.timeline.empty());
      }
    }
    return changes;
  }

  Mask OfGiven(const plan::Node& node) {
    for (const plan::Given& given : plan_.givens) {
      if (given.name != node.name) {
        continue;
      }
      Mask inner = Of(given.value);
      for (const plan::TimelineStep& step : given.timeline) {
        inner |= Of(step.value);
      }
      for (const std::string& key : given.keys) {
        inner &= ~KeyBit(key);
      }
      const bool by_period = MayChange(given) && node.reading != plan::Reading::kAt;
      return by_period ? inner | Domain() : inner;
    }
    return 0;
  }

  static Mask Nested(const plan::Node& node, std::initializer_list<Mask> by_index) {
    const auto at = std::min(static_cast<std::size_t>(node.index), by_index.size() - 1);
    return by_index.begin()[at];
  }

  Mask Own(const plan::Node& node) {
    switch (node.op) {
      case Op::kMember: return KeyBit(node.name);
      case Op::kGiven: return OfGiven(node);
      case Op::kColumn:
      case Op::kHistory: return Nested(node, {kOnRow, kOnOuterRow, kOnFarRow});
      case Op::kRunFrom:
      case Op::kRunTo:
      case Op::kRunLength: return Nested(node, {kOnRun, kOnOuterRun});
      case Op::kPeriod: return Domain();
      case Op::kWholePeriod:
      case Op::kResult:
      case Op::kStage:
      case Op::kPrevious: return kOnPeriod;
      case Op::kWindow: return Nested(node, {kOnWindow, kOnOuterWindow});
      case Op::kMoment: return kOnMoment;
      case Op::kSpansOfRows:
      case Op::kSpansOfSlots:
      case Op::kGaps:
      case Op::kCovered:
      case Op::kRollup: return OfRollup(node);
      case Op::kSpansOfBins: {
        const bool moments = node.source == plan::Source::kMoment;
        return (Of(node.where) & ~(moments ? kOnMoment : kOnAnyWindow)) | kOnPeriod;
      }
      case Op::kAggregate: return OfAggregate(node);
      default: return 0;
    }
  }

  // The ends of spans made of rows are cells of those rows, not of the row in scope.
  Mask Compute(const plan::Node& node) {
    const bool binds_row = node.op == Op::kSpansOfRows;
    return (binds_row ? OutOfRow(OfParts(node)) : OfParts(node)) | Own(node);
  }

  const plan::Plan& plan_;
  IdMap<NodeId, Mask> masks_;
  std::vector<bool> known_;
  std::unordered_map<std::string, Mask> key_bits_;
  Mask during_ = 0;
};

}  // namespace

IdMap<plan::NodeId, Mask> FindDependencies(const plan::Plan& plan) {
  return Finder(plan).Run();
}

}  // namespace slate::evaluate
