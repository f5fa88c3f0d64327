// SPDX-License-Identifier: Apache-2.0
#include "compiler/ast/walk.h"

#include "runtime/base/overloaded.h"

namespace slate::ast {

namespace {

using Visit = std::function<void(ExprId)>;

void VisitArguments(const std::vector<Argument>& args, const Visit& visit) {
  for (const Argument& arg : args) {
    visit(arg.source);
    if (arg.where) {
      visit(*arg.where);
    }
    if (arg.body) {
      visit(*arg.body);
    }
  }
}

void VisitLadder(const Ladder& ladder, const Visit& visit) {
  if (ladder.of) {
    visit(*ladder.of);
  }
  for (const Rung& rung : ladder.rungs) {
    for (const Bound& bound : rung.bounds) {
      visit(bound.value);
    }
    visit(rung.value);
  }
}

void VisitTable(const ByTable& table, const Visit& visit) {
  for (const TableRow& row : table.rows) {
    visit(row.value);
  }
}

void VisitIndex(const Index& index, const Visit& visit) {
  visit(index.base);
  for (const ExprId key : index.keys) {
    visit(key);
  }
}

void VisitPair(ExprId first, ExprId second, const Visit& visit) {
  visit(first);
  visit(second);
}

}  // namespace

void ForEachChild(const ExprNode& node, const Visit& visit) {
  std::visit(
      Overloaded{
          [](const BadExpr&) {},
          [](const NumberLit&) {},
          [](const DurationLit&) {},
          [](const QuantityLit&) {},
          [](const InstantLit&) {},
          [](const DateLit&) {},
          [](const MonthLit&) {},
          [](const QuarterLit&) {},
          [](const TimeLit&) {},
          [](const TextLit&) {},
          [](const Ref&) {},
          [&](const Member& e) { visit(e.base); },
          [&](const Index& e) { VisitIndex(e, visit); },
          [&](const Call& e) { VisitArguments(e.args, visit); },
          [&](const MethodCall& e) {
            visit(e.base);
            VisitArguments(e.args, visit);
          },
          [&](const ByTable& e) { VisitTable(e, visit); },
          [&](const Ladder& e) { VisitLadder(e, visit); },
          [&](const Unary& e) { visit(e.operand); },
          [&](const Binary& e) { VisitPair(e.left, e.right, visit); },
          [&](const Compare& e) { VisitPair(e.left, e.right, visit); },
          [&](const If& e) {
            visit(e.condition);
            VisitPair(e.then, e.otherwise, visit);
          },
          [&](const Range& e) { VisitPair(e.from, e.to, visit); },
          [&](const RangeFor& e) { VisitPair(e.from, e.length, visit); },
          [&](const With& e) { VisitPair(e.left, e.right, visit); },
          [&](const In& e) { VisitPair(e.spans, e.bound, visit); },
          [&](const Except& e) { VisitPair(e.spans, e.removed, visit); },
          [&](const Lasting& e) { VisitPair(e.spans, e.length, visit); },
          [&](const Bridging& e) { VisitPair(e.spans, e.length, visit); },
          [&](const Beyond& e) { VisitPair(e.spans, e.length, visit); },
          [&](const Upto& e) { VisitPair(e.spans, e.quota, visit); },
          [&](const PlacedBy& e) { VisitPair(e.source, e.place, visit); },
      },
      node
  );
}

}  // namespace slate::ast
