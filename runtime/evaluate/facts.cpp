// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/facts.h"

#include <algorithm>

namespace slate::evaluate {

namespace {

bool Speaks(const std::vector<Label>& keys, const std::vector<Label>& members) {
  return keys.size() <= members.size() && std::equal(keys.begin(), keys.end(), members.begin());
}

}  // namespace

void Facts::State(const std::string& name, std::vector<Label> keys, std::vector<FactStep> steps) {
  std::vector<Statement>& statements = by_name_[name];
  for (Statement& known : statements) {
    if (known.keys == keys) {
      known.steps.insert(known.steps.end(), steps.begin(), steps.end());
      return;
    }
  }
  statements.push_back({std::move(keys), std::move(steps)});
}

std::vector<const std::vector<FactStep>*> Facts::About(
    const std::string& name, const std::vector<Label>& members
) const {
  std::vector<const Statement*> found;
  if (const auto place = by_name_.find(name); place != by_name_.end()) {
    for (const Statement& statement : place->second) {
      if (Speaks(statement.keys, members)) {
        found.push_back(&statement);
      }
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Statement* a, const Statement* b) {
    return a->keys.size() > b->keys.size();
  });
  std::vector<const std::vector<FactStep>*> result;
  for (const Statement* statement : found) {
    result.push_back(&statement->steps);
  }
  return result;
}

std::vector<std::vector<Label>> Facts::KeysOf(const std::string& name) const {
  std::vector<std::vector<Label>> result;
  if (const auto place = by_name_.find(name); place != by_name_.end()) {
    for (const Statement& statement : place->second) {
      result.push_back(statement.keys);
    }
  }
  return result;
}

std::vector<plan::NodeId> Facts::FormulasOf(const std::string& name) const {
  std::vector<plan::NodeId> result;
  if (const auto place = by_name_.find(name); place != by_name_.end()) {
    for (const Statement& statement : place->second) {
      for (const FactStep& step : statement.steps) {
        if (const auto* id = std::get_if<plan::NodeId>(&step.value)) {
          result.push_back(*id);
        }
      }
    }
  }
  return result;
}

std::vector<Label> Facts::MembersNamed(const std::string& name, std::size_t position) const {
  std::vector<Label> result;
  if (const auto place = by_name_.find(name); place != by_name_.end()) {
    for (const Statement& statement : place->second) {
      if (position < statement.keys.size()) {
        result.push_back(statement.keys[position]);
      }
    }
  }
  return result;
}

}  // namespace slate::evaluate
