// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/facts.h"

#include <utility>

namespace slate::evaluate {

namespace {

std::vector<std::int32_t> CodesOf(const std::vector<Label>& keys) {
  std::vector<std::int32_t> codes;
  for (const Label key : keys) {
    codes.push_back(key.code);
  }
  return codes;
}

}  // namespace

void Facts::State(const std::string& name, std::vector<Label> keys, std::vector<FactStep> steps) {
  Statements& statements = by_name_[name];
  const auto [place, added] = statements.places.try_emplace(CodesOf(keys), statements.all.size());
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
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) {
    return result;
  }
  std::vector<std::int32_t> codes = CodesOf(members);
  while (true) {
    const auto place = found->second.places.find(codes);
    if (place != found->second.places.end()) {
      result.push_back(&found->second.all[place->second].steps);
    }
    if (codes.empty()) {
      return result;
    }
    codes.pop_back();
  }
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
