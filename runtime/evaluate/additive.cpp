// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/additive.h"

#include <algorithm>

namespace slate::evaluate {

namespace {

using plan::Aggregate;
using plan::NodeId;
using plan::Op;

bool AddsUp(Aggregate aggregate) {
  return aggregate == Aggregate::kCount || aggregate == Aggregate::kSum;
}

class Additivity {
 public:
  Additivity(const plan::Plan& plan, const plan::Objective& objective)
      : plan_(plan), objective_(objective) {}

  bool Of(NodeId id) const {
    const plan::Node& node = plan_[id];
    switch (node.op) {
      case Op::kLength:
      case Op::kDays: return true;
      case Op::kRollup: return AddsUp(plan_[*node.rollup].aggregate);
      case Op::kAggregate: return AddsUp(node.aggregate);
      case Op::kAdd:
      case Op::kSubtract:
      case Op::kMin:
      case Op::kMax: return All(node.args);
      case Op::kNegate:
      case Op::kAbs:
      case Op::kFloor:
      case Op::kCeil:
      case Op::kHalfUp:
      case Op::kHalfEven:
      case Op::kOtherwise: return Of(node.args[0]);
      case Op::kMultiply: return HasOne(node.args);
      case Op::kDivide: return Of(node.args[0]) && !Of(node.args[1]);
      case Op::kIf: return Of(node.args[1]) || Of(node.args[2]);
      case Op::kResult: return OfLet(node);
      default: return false;
    }
  }

 private:
  bool All(const std::vector<NodeId>& args) const {
    return std::all_of(args.begin(), args.end(), [&](NodeId arg) { return Of(arg); });
  }
  bool HasOne(const std::vector<NodeId>& args) const {
    return std::count_if(args.begin(), args.end(), [&](NodeId arg) { return Of(arg); }) == 1;
  }
  bool OfLet(const plan::Node& result) const {
    return result.name == objective_.name && std::any_of(
                                                 objective_.lets.begin(),
                                                 objective_.lets.end(),
                                                 [&](const plan::Objective::Let& let) {
                                                   return result.field == "let:" + let.name &&
                                                          Of(let.value);
                                                 }
                                             );
  }

  const plan::Plan& plan_;
  const plan::Objective& objective_;
};

}  // namespace

bool IsAdditive(const plan::Plan& plan, const plan::Objective& objective, NodeId figure) {
  return Additivity(plan, objective).Of(figure);
}

}  // namespace slate::evaluate
