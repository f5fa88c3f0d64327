// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/past_figures.h"

#include "runtime/evaluate/evaluator.h"

namespace slate::evaluate {

namespace {

std::string FormerName(const plan::Objective& objective) {
  return objective.formerly;
}
std::string FormerName(const plan::Settle& /*settle*/) {
  return {};
}
std::string FormerName(const plan::Right& /*right*/) {
  return {};
}

}  // namespace

std::vector<Run> RunsOf(const Past& past) {
  std::vector<Run> runs;
  for (const PastPeriod& period : past.periods) {
    runs.push_back(period.whole);
  }
  return runs;
}

PastFigures::PastFigures(Evaluator& root, const Past& past) : root_(root) {
  for (const PastPeriod& period : past.periods) {
    Add(period);
  }
}

// The place of what has this name in some version, or had it before.
template <typename Items>
std::optional<std::size_t> PastFigures::PlaceOf(const std::string& name, Items&& items) const {
  std::vector<const plan::Plan*> versions{&root_.plan()};
  for (const std::unique_ptr<Evaluator>& later : root_.later()) {
    versions.push_back(&later->plan());
  }
  for (const plan::Plan* version : versions) {
    const auto& list = items(*version);
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list[i].name == name || (!name.empty() && FormerName(list[i]) == name)) {
        return i;
      }
    }
  }
  return std::nullopt;
}

std::optional<Codes> PastFigures::CodesOf(
    const std::vector<std::string>& keys, const std::vector<std::string>& members
) {
  Codes codes = root_.PeriodScope(kNoPeriod).members;
  for (std::size_t i = 0; i < keys.size() && i < members.size(); ++i) {
    std::optional<std::size_t> key = root_.ground().keys.Find(keys[i]);
    for (const std::unique_ptr<Evaluator>& later : root_.later()) {
      key = key ? key : later->ground().keys.Find(keys[i]);
    }
    if (!key) {
      return std::nullopt;
    }
    codes[*key] = root_.labels().Intern(members[i]).code;
    members_[*key].insert(members[i]);
  }
  return codes;
}

void PastFigures::Add(const PastPeriod& period) {
  // The keys of what stands at a place, in the version that has it.
  const auto keys_at = [&](std::size_t place, auto items) {
    if (place < items(root_.plan()).size()) {
      return items(root_.plan())[place].keys;
    }
    for (const std::unique_ptr<Evaluator>& later : root_.later()) {
      if (place < items(later->plan()).size()) {
        return items(later->plan())[place].keys;
      }
    }
    return std::vector<std::string>();
  };
  const auto objectives = [](const plan::Plan& plan) -> const auto& {
    return plan.objectives;
  };
  const auto settles = [](const plan::Plan& plan) -> const auto& {
    return plan.settles;
  };
  const auto rights = [](const plan::Plan& plan) -> const auto& {
    return plan.rights;
  };
  for (const PastFigure& figure : period.figures) {
    const std::optional<std::size_t> place = PlaceOf(figure.objective, objectives);
    const auto codes =
        place ? CodesOf(keys_at(*place, objectives), figure.members) : std::optional<Codes>();
    if (codes) {
      figures_[{*place, figure.span.from, *codes}] = &figure;
    }
  }
  for (const PastEntry& entry : period.entries) {
    const std::optional<std::size_t> place = PlaceOf(entry.stage, settles);
    const auto codes =
        place ? CodesOf(keys_at(*place, settles), entry.members) : std::optional<Codes>();
    if (codes) {
      entries_[{*place, period.whole.from, *codes}].push_back(&entry);
    }
  }
  for (const PastRight& right : period.rights) {
    const std::optional<std::size_t> place = PlaceOf(right.right, rights);
    const auto codes =
        place ? CodesOf(keys_at(*place, rights), right.members) : std::optional<Codes>();
    if (codes) {
      rights_[{*place, period.whole.from, *codes}] = &right;
    }
  }
}

std::optional<Value> PastFigures::Field(
    std::size_t objective, const Codes& members, PeriodId period, const std::string& field
) const {
  const auto found = figures_.find({objective, root_.periods()[period].whole.from, members});
  if (found == figures_.end()) {
    return std::nullopt;
  }
  for (const auto& [name, past] : found->second->fields) {
    if (name == field) {
      return std::holds_alternative<Label>(past.value) ? Value(root_.labels().Intern(past.text))
                                                       : past.value;
    }
  }
  return std::nullopt;
}

std::vector<const PastEntry*> PastFigures::Entries(
    std::size_t settle, const Codes& members, PeriodId period
) const {
  const auto found = entries_.find({settle, root_.periods()[period].whole.from, members});
  return found == entries_.end() ? std::vector<const PastEntry*>() : found->second;
}

const PastRight* PastFigures::Right(std::size_t right, const Codes& members, PeriodId period)
    const {
  const auto found = rights_.find({right, root_.periods()[period].whole.from, members});
  return found == rights_.end() ? nullptr : found->second;
}

std::set<std::string> PastFigures::MembersOf(std::size_t key) const {
  const auto found = members_.find(key);
  return found == members_.end() ? std::set<std::string>() : found->second;
}

}  // namespace slate::evaluate
