// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/counting.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "compiler/analysis/world.h"

namespace slate::diff {

namespace {

using plan::Node;
using plan::NodeId;
using plan::Op;

class Counting {
 public:
  explicit Counting(const plan::Plan& plan) : plan_(plan) {}

  // What is asked again on the way is taken to hold: an earlier period, in the end the first.
  bool OfResult(const Node& result) {
    if (!assumed_.emplace(result.name, result.field).second) {
      return true;
    }
    const auto line = analysis::LineOf(plan_, result);
    return line && Of(*line);
  }

 private:
  bool Of(NodeId id) {
    const Node& node = plan_[id];
    if (node.type.range == plan::Type::Range::kCount) {
      return true;
    }
    if (depth_ >= analysis::kDeepest) {
      return false;
    }
    ++depth_;
    const bool counts = ByOp(node);
    --depth_;
    return counts;
  }

  bool ByOp(const Node& node) {
    switch (node.op) {
      case Op::kConst: return IsCount(node.constant);
      case Op::kAdd:
      case Op::kMultiply:
      case Op::kMin:
      case Op::kMax:
      case Op::kOtherwise: return All(node, 0);
      case Op::kIf: return All(node, 1);
      case Op::kPrevious: return OfResult(plan_[node.args[0]]);
      case Op::kResult: return OfResult(node);
      default: return false;
    }
  }

  static bool IsCount(const plan::Constant& constant) {
    const auto* value = std::get_if<plan::Rational>(&constant);
    return value != nullptr && value->is_integer() && value->sign() >= 0;
  }

  bool All(const Node& node, std::size_t from) {
    return std::all_of(
        node.args.begin() + static_cast<std::ptrdiff_t>(from),
        node.args.end(),
        [this](NodeId arg) { return Of(arg); }
    );
  }

  const plan::Plan& plan_;
  std::set<std::pair<std::string, std::string>> assumed_;
  int depth_ = 0;
};

}  // namespace

bool CountsUp(const plan::Plan& plan, const Node& result) {
  return Counting(plan).OfResult(result);
}

}  // namespace slate::diff
