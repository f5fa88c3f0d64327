// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/declared.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "runtime/evaluate/evaluator.h"

namespace slate::evaluate {

namespace {

// Texts that a row must have in columns that the input has; an empty cell speaks of all.
using Filter = std::vector<std::pair<std::string, std::string>>;

bool Passes(Evaluator& evaluator, InputRows& rows, std::uint32_t row, const Filter& filter) {
  return std::all_of(filter.begin(), filter.end(), [&](const auto& wanted) {
    const int column = rows.ColumnOf(wanted.first);
    const Value cell = column < 0 ? Value(Undefined{}) : rows.Read(row, column);
    const auto* label = std::get_if<Label>(&cell);
    return label == nullptr || evaluator.labels().TextOf(*label) == wanted.second;
  });
}

std::optional<std::vector<Declared>> RowsOf(
    Evaluator& evaluator, std::string_view input, const Filter& filter
) {
  const std::optional<std::size_t> place = evaluator.ground().inputs.Find(std::string(input));
  if (!place || !evaluator.IsMentioned(*place)) {
    return std::nullopt;
  }
  InputRows& rows = evaluator.RowsOf(*place);
  const int column = PlaceColumn(rows);
  std::vector<Declared> result;
  for (std::uint32_t row = 0; column >= 0 && row < rows.size(); ++row) {
    const Value place_of_row = rows.Read(row, column);
    const auto* at = std::get_if<Instant>(&place_of_row);
    const auto* date = std::get_if<Date>(&place_of_row);
    if ((at != nullptr || date != nullptr) && Passes(evaluator, rows, row, filter)) {
      result.push_back({at != nullptr ? at->ns : evaluator.zone().StartOfDay({date->day})});
    }
  }
  std::sort(result.begin(), result.end(), [](const Declared& a, const Declared& b) {
    return a.at < b.at;
  });
  return result;
}

bool IsBuiltIn(const Evaluator& evaluator, const std::string& input) {
  const std::optional<std::size_t> place = evaluator.ground().inputs.Find(input);
  return place && evaluator.plan().inputs[*place].built_in;
}

void AddMembers(
    const std::vector<std::string>& keys, const std::vector<std::string>& members, Filter& filter
) {
  for (std::size_t i = 0; i < keys.size() && i < members.size(); ++i) {
    filter.emplace_back(keys[i], members[i]);
  }
}

}  // namespace

std::optional<std::vector<Declared>> ClaimsOf(Evaluator& evaluator, const StageResult& entry) {
  if (!IsBuiltIn(evaluator, "claims")) {
    return std::nullopt;
  }
  Filter filter{{"period", entry.window}, {"settlement", entry.stage}};
  if (const auto settle = evaluator.ground().settles.Find(entry.stage)) {
    AddMembers(evaluator.plan().settles[*settle].keys, entry.members, filter);
  }
  return RowsOf(evaluator, "claims", filter);
}

std::optional<std::vector<Declared>> ExercisesOf(
    Evaluator& evaluator, const plan::Right& right, const std::vector<std::string>& members
) {
  if (!IsBuiltIn(evaluator, "exercises")) {
    return std::nullopt;
  }
  Filter filter{{"right", right.name}};
  AddMembers(right.keys, members, filter);
  return RowsOf(evaluator, "exercises", filter);
}

std::optional<std::vector<Declared>> EvidenceOf(
    Evaluator& evaluator, const std::string& input, const std::string& period
) {
  return RowsOf(evaluator, input, {{"period", period}});
}

}  // namespace slate::evaluate
