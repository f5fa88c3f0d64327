// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/example_cases.h"

#include <algorithm>
#include <tuple>

#include "runtime/data/episodes.h"
#include "runtime/plan/case_columns.h"
#include "runtime/spans/span_set.h"

namespace slate::evaluate {

namespace {

using Kind = plan::Type::Kind;
using Fold = plan::Column::Fold;

// One cell and when it was known; `number` is its place in the example.
struct Statement {
  std::size_t column = 0;
  Value value;
  std::int64_t at = 0;
  std::int64_t number = 0;
};

// Without a time of its own a row was known when its case began.
std::int64_t TimeOf(const StatedCase& row) {
  std::optional<std::int64_t> earliest;
  for (const auto& [name, value] : row.cells) {
    if (const auto* instant = std::get_if<Instant>(&value)) {
      earliest = std::min(earliest.value_or(instant->ns), instant->ns);
    }
  }
  return row.at ? *row.at : earliest.value_or(spans::kBeginning);
}

class CaseFolder {
 public:
  explicit CaseFolder(const plan::Input& input)
      : input_(input), columns_(plan::CaseColumnsOf(input)) {}

  std::vector<FoldedCase> Fold(const std::vector<const StatedCase*>& rows) const {
    std::vector<Statement> statements = StatementsOf(rows);
    std::vector<FoldedCase> cases;
    for (const std::vector<Statement>& episode : Episodes(std::move(statements))) {
      FoldedCase folded{.cells = {}, .weight = rows.front()->weight};
      for (std::size_t i = 0; i < input_.columns.size(); ++i) {
        FoldColumn(i, episode, folded);
      }
      cases.push_back(std::move(folded));
    }
    return cases;
  }

 private:
  std::vector<Statement> StatementsOf(const std::vector<const StatedCase*>& rows) const {
    std::vector<Statement> statements;
    for (const StatedCase* row : rows) {
      const std::int64_t known = TimeOf(*row);
      for (std::size_t i = 0; i < input_.columns.size(); ++i) {
        const auto cell = row->cells.find(input_.columns[i].name);
        if (cell == row->cells.end() || IsUndefined(cell->second)) {
          continue;
        }
        const auto* instant = std::get_if<Instant>(&cell->second);
        statements.push_back(
            {.column = i,
             .value = cell->second,
             .at = instant == nullptr ? known : instant->ns,
             .number = static_cast<std::int64_t>(statements.size())}
        );
      }
    }
    std::stable_sort(
        statements.begin(),
        statements.end(),
        [](const Statement& a, const Statement& b) { return a.at < b.at; }
    );
    return statements;
  }

  // In an example the order of what is written decides at one instant.
  std::vector<std::vector<Statement>> Episodes(std::vector<Statement> statements) const {
    if (!input_.reopened_counts_as_new) {
      return {std::move(statements)};
    }
    std::vector<data::CaseEvent> moves;
    for (const Statement& statement : statements) {
      moves.push_back(
          {.at = statement.at,
           .order = statement.number,
           .opens = statement.column == columns_.opens,
           .closes = statement.column == columns_.closes}
      );
    }
    const auto numbers = data::EpisodesOf(moves);
    std::vector<std::vector<Statement>> episodes(1);
    for (std::size_t i = 0; numbers && i < statements.size(); ++i) {
      episodes.resize(std::max(episodes.size(), (*numbers)[i] + 1));
      episodes[(*numbers)[i]].push_back(std::move(statements[i]));
    }
    Inherit(episodes);
    return episodes;
  }

  void Inherit(std::vector<std::vector<Statement>>& episodes) const {
    for (std::size_t i = 1; i < episodes.size(); ++i) {
      for (const Statement& before : episodes[i - 1]) {
        const Kind kind = input_.columns[before.column].type.kind;
        if (kind != Kind::kInstant && kind != Kind::kSpans) {
          episodes[i].insert(episodes[i].begin(), before);
        }
      }
      std::stable_sort(
          episodes[i].begin(),
          episodes[i].end(),
          [](const Statement& a, const Statement& b) { return a.at < b.at; }
      );
    }
  }

  void FoldColumn(std::size_t index, const std::vector<Statement>& episode, FoldedCase& folded)
      const {
    const plan::Column& column = input_.columns[index];
    for (const Statement& statement : episode) {
      if (statement.column != index) {
        continue;
      }
      if (column.fold == Fold::kHistory) {
        AddStep(statement, folded.histories[column.name]);
        continue;
      }
      const auto [place, added] = folded.cells.try_emplace(column.name, statement.value);
      if (added) {
        continue;
      }
      if (column.type.kind == Kind::kSpans) {
        auto& all = std::get<Spans>(place->second);
        all.must = all.must.Union(std::get<Spans>(statement.value).must);
      } else if (column.fold != Fold::kFirst) {
        place->second = statement.value;
      }
    }
  }

  static void AddStep(
      const Statement& statement, std::vector<std::pair<std::int64_t, Value>>& steps
  ) {
    if (!steps.empty() && steps.back().first == statement.at) {
      steps.back().second = statement.value;
    } else {
      steps.emplace_back(statement.at, statement.value);
    }
  }

  const plan::Input& input_;
  plan::CaseColumns columns_;
};

}  // namespace

std::vector<FoldedCase> FoldCases(const plan::Input& input, const std::vector<StatedCase>& stated) {
  std::vector<std::vector<const StatedCase*>> by_key;
  std::map<std::int32_t, std::size_t> places;
  for (const StatedCase& row : stated) {
    const auto key = row.cells.find(input.per.value_or(""));
    const auto* label = key == row.cells.end() ? nullptr : std::get_if<Label>(&key->second);
    if (label == nullptr) {
      by_key.push_back({&row});
      continue;
    }
    const auto [place, added] = places.try_emplace(label->code, by_key.size());
    if (added) {
      by_key.emplace_back();
    }
    by_key[place->second].push_back(&row);
  }
  const CaseFolder folder(input);
  std::vector<FoldedCase> cases;
  for (const std::vector<const StatedCase*>& rows : by_key) {
    for (FoldedCase& folded : folder.Fold(rows)) {
      cases.push_back(std::move(folded));
    }
  }
  return cases;
}

}  // namespace slate::evaluate
