// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/facts.h"

#include <utility>

namespace slate::evaluate {

std::vector<std::int32_t> Facts::CodesOf(const std::vector<Label>& keys) {
  std::vector<std::int32_t> codes;
  for (const Label label : keys) {
    codes.push_back(label.code);
  }
  return codes;
}

void Facts::State(const std::string& name, std::vector<Label> keys, std::vector<FactStep> steps) {
  Statements& statements = by_name_[name];
  const auto [place, added] = statements.by_keys.try_emplace(CodesOf(keys), statements.all.size());
  if (added) {
    statements.all.push_back({std::move(keys), std::move(steps)});
    return;
  }
  std::vector<FactStep>& known = statements.all[place->second].steps;
  known.insert(known.end(), steps.begin(), steps.end());
}

std::vector<const std::vector<FactStep>*> Facts::About(
    const std::string& name, const std::vector<Label>& members
) const {
  std::vector<const std::vector<FactStep>*> result;
  const auto place = by_name_.find(name);
  if (place == by_name_.end()) {
    return result;
  }
  const Statements& statements = place->second;
  std::vector<std::int32_t> codes = CodesOf(members);
  for (std::size_t left = codes.size() + 1; left > 0; --left) {
    codes.resize(left - 1);
    if (const auto found = statements.by_keys.find(codes); found != statements.by_keys.end()) {
      result.push_back(&statements.all[found->second].steps);
    }
  }
  return result;
}

std::vector<std::vector<Label>> Facts::KeysOf(const std::string& name) const {
  std::vector<std::vector<Label>> result;
  if (const auto place = by_name_.find(name); place != by_name_.end()) {
    for (const Statement& statement : place->second.all) {
      result.push_back(statement.keys);
    }
  }
  return result;
}

std::vector<plan::NodeId> Facts::FormulasOf(const std::string& name) const {
  std::vector<plan::NodeId> result;
  if (const auto place = by_name_.find(name); place != by_name_.end()) {
    for (const Statement& statement : place->second.all) {
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
    for (const Statement& statement : place->second.all) {
      if (position < statement.keys.size()) {
        result.push_back(statement.keys[position]);
      }
    }
  }
  return result;
}

}  // namespace slate::evaluate
