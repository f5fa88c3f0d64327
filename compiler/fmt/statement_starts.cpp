// SPDX-License-Identifier: Apache-2.0
#include "compiler/fmt/statement_starts.h"

#include "runtime/base/overloaded.h"

namespace slate::layout {

namespace {

template <typename Nodes>
void AddAll(const Nodes& nodes, Start start, Starts& starts) {
  for (const auto& node : nodes) {
    starts.emplace(node.span.begin, start);
  }
}

void AddInput(const ast::Input& input, Starts& starts) {
  for (const ast::Column& column : input.columns) {
    starts.emplace(column.names.front().span.begin, Start::kColumn);
  }
  AddAll(input.lets, Start::kLet, starts);
}

void AddSettle(const ast::Settle& settle, Starts& starts) {
  if (settle.total) {
    starts.emplace(settle.total->span.begin, Start::kStep);
  }
  AddAll(settle.steps, Start::kStep, starts);
}

void AddItems(const std::vector<ast::Item>& items, Starts& starts) {
  AddAll(items, Start::kItem, starts);
  for (const ast::Item& item : items) {
    std::visit(
        Overloaded{
            [&](const ast::Input& input) { AddInput(input, starts); },
            [&](const ast::Objective& objective) {
              AddAll(objective.promises, Start::kPromise, starts);
            },
            [&](const ast::Settle& settle) { AddSettle(settle, starts); },
            [&](const ast::Clause& clause) { AddAll(clause.wordings, Start::kWording, starts); },
            [](const auto&) {},
        },
        item.node
    );
  }
}

}  // namespace

Starts FindStarts(const ast::File& file) {
  Starts starts;
  AddAll(file.uses, Start::kDeclaration, starts);
  AddAll(file.metrics, Start::kDeclaration, starts);
  AddAll(file.agreements, Start::kDeclaration, starts);
  AddAll(file.amendments, Start::kDeclaration, starts);
  AddAll(file.examples, Start::kDeclaration, starts);
  for (const ast::Metric& metric : file.metrics) {
    AddAll(metric.reads, Start::kWording, starts);
  }
  for (const ast::Agreement& agreement : file.agreements) {
    AddItems(agreement.items, starts);
  }
  for (const ast::Amendment& amendment : file.amendments) {
    AddItems(amendment.items, starts);
  }
  for (const ast::Example& example : file.examples) {
    AddAll(example.facts, Start::kFact, starts);
  }
  return starts;
}

}  // namespace slate::layout
