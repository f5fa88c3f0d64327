// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "compiler/diff/normal_form.h"

namespace slate::diff {

namespace {

using exact::Rational;
using plan::Node;
using plan::NodeId;
using plan::Op;

std::optional<Rational> NumberOf(const plan::Plan& nodes, NodeId id) {
  const auto* value = std::get_if<Rational>(&nodes[id].constant);
  return nodes[id].op == Op::kConst && value != nullptr ? std::optional(*value) : std::nullopt;
}

std::optional<bool> TruthOf(const plan::Plan& nodes, NodeId id) {
  const auto* value = std::get_if<bool>(&nodes[id].constant);
  return nodes[id].op == Op::kConst && value != nullptr ? std::optional(*value) : std::nullopt;
}

bool IsNumber(const plan::Plan& nodes, NodeId id) {
  return nodes[id].type.kind == plan::Type::Kind::kNumber;
}

Node NumberNode(const Rational& value, const plan::Type& type) {
  plan::Type plain{.kind = plan::Type::Kind::kNumber, .unit = type.unit};
  return {.op = Op::kConst, .type = std::move(plain), .constant = value};
}

// Operands of the same op lie in one row.
std::vector<NodeId> Flattened(const plan::Plan& nodes, const Node& node) {
  std::vector<NodeId> args;
  for (const NodeId arg : node.args) {
    const Node& inner = nodes[arg];
    if (inner.op == node.op && inner.type.kind == node.type.kind) {
      args.insert(args.end(), inner.args.begin(), inner.args.end());
    } else {
      args.push_back(arg);
    }
  }
  std::sort(args.begin(), args.end());
  return args;
}

bool IsRepeatable(Op op) {
  return op == Op::kMin || op == Op::kMax || op == Op::kAnd || op == Op::kOr || op == Op::kUnion ||
         op == Op::kIntersect;
}

// min, max, and, or, with, in: order and repetition say nothing.
Simpler Gathered(const plan::Plan& nodes, Node node) {
  node.args = Flattened(nodes, node);
  node.args.erase(std::unique(node.args.begin(), node.args.end()), node.args.end());
  if (node.op == Op::kAnd || node.op == Op::kOr) {
    const bool neutral = node.op == Op::kAnd;
    for (const NodeId arg : node.args) {
      if (TruthOf(nodes, arg) == !neutral) {
        return arg;
      }
    }
    if (node.args.size() > 1) {
      std::erase_if(node.args, [&](NodeId arg) { return TruthOf(nodes, arg) == neutral; });
    }
  }
  return node.args.size() == 1 ? Simpler(node.args.front()) : Simpler(std::move(node));
}

// A sum or product: its constants are one number, which stands in `index` order first.
Simpler Folded(const plan::Plan& nodes, Node node) {
  if (!std::all_of(node.args.begin(), node.args.end(), [&](NodeId arg) {
        return IsNumber(nodes, arg);
      })) {
    return node;
  }
  std::vector<NodeId> open;
  std::vector<NodeId> constants;
  for (const NodeId arg : Flattened(nodes, node)) {
    (NumberOf(nodes, arg) ? constants : open).push_back(arg);
  }
  if (open.empty()) {
    Rational all = node.op == Op::kAdd ? 0 : 1;
    for (const NodeId arg : constants) {
      const Rational value = *NumberOf(nodes, arg);
      all = node.op == Op::kAdd ? all + value : all * value;
    }
    return NumberNode(all, node.type);
  }
  node.args = std::move(open);
  node.args.insert(node.args.end(), constants.begin(), constants.end());
  if (constants.empty() && node.args.size() == 1) {
    return node.args.front();
  }
  return node;
}

Simpler Compared(Node node) {
  using plan::Compare;
  if (node.compare == Compare::kGreater || node.compare == Compare::kGreaterEqual) {
    std::swap(node.args[0], node.args[1]);
    node.compare = node.compare == Compare::kGreater ? Compare::kLess : Compare::kLessEqual;
  } else if (node.compare == Compare::kEqual || node.compare == Compare::kNotEqual) {
    std::sort(node.args.begin(), node.args.end());
  }
  return node;
}

std::optional<plan::Compare> Opposite(plan::Compare compare) {
  using plan::Compare;
  switch (compare) {
    case Compare::kLess: return Compare::kGreaterEqual;
    case Compare::kLessEqual: return Compare::kGreater;
    case Compare::kGreater: return Compare::kLessEqual;
    case Compare::kGreaterEqual: return Compare::kLess;
    case Compare::kEqual: return Compare::kNotEqual;
    case Compare::kNotEqual: return Compare::kEqual;
  }
  return std::nullopt;
}

Simpler Denied(const plan::Plan& nodes, Node node) {
  const Node& inner = nodes[node.args[0]];
  if (inner.op == Op::kNot) {
    return inner.args[0];
  }
  if (const auto truth = TruthOf(nodes, node.args[0])) {
    return Node{.op = Op::kConst, .type = node.type, .constant = !*truth};
  }
  if (inner.op == Op::kCompare) {
    Node compared = inner;
    compared.compare = *Opposite(inner.compare);
    return Compared(std::move(compared));
  }
  return node;
}

Simpler Chosen(const plan::Plan& nodes, Node node) {
  std::vector<std::string> labels;
  for (const NodeId arg : node.args) {
    const auto* member = std::get_if<plan::Member>(&nodes[arg].constant);
    if (nodes[arg].op != Op::kConst || member == nullptr) {
      std::sort(node.rows.begin(), node.rows.end(), [](const auto& a, const auto& b) {
        return a.labels < b.labels;
      });
      return node;
    }
    labels.push_back(member->label);
  }
  for (const plan::TableRow& row : node.rows) {
    if (row.labels == labels) {
      return row.value;
    }
  }
  return node.fallback ? Simpler(*node.fallback) : Simpler(std::move(node));
}

Simpler Divided(const plan::Plan& nodes, Node node) {
  const auto above = NumberOf(nodes, node.args[0]);
  const auto below = NumberOf(nodes, node.args[1]);
  if (above && below && !below->is_zero()) {
    return NumberNode(*above / *below, node.type);
  }
  return node;
}

}  // namespace

Simpler Simplify(const plan::Plan& nodes, Node node) {
  if (IsRepeatable(node.op)) {
    return Gathered(nodes, std::move(node));
  }
  switch (node.op) {
    case Op::kAdd:
    case Op::kMultiply: return Folded(nodes, std::move(node));
    case Op::kDivide: return Divided(nodes, std::move(node));
    case Op::kCompare: return Compared(std::move(node));
    case Op::kNot: return Denied(nodes, std::move(node));
    case Op::kTable: return Chosen(nodes, std::move(node));
    case Op::kNegate:
      if (const auto value = NumberOf(nodes, node.args[0])) {
        return NumberNode(-*value, node.type);
      }
      return node;
    case Op::kSubtract: {
      const auto a = NumberOf(nodes, node.args[0]);
      const auto b = NumberOf(nodes, node.args[1]);
      return a && b ? Simpler(NumberNode(*a - *b, node.type)) : Simpler(std::move(node));
    }
    case Op::kIf:
      if (const auto truth = TruthOf(nodes, node.args[0])) {
        return node.args[*truth ? 1 : 2];
      }
      return node.args[1] == node.args[2] ? Simpler(node.args[1]) : Simpler(std::move(node));
    default: return node;
  }
}

}  // namespace slate::diff
