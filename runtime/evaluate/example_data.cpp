// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/example_data.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/example_cases.h"

namespace slate::evaluate {

namespace {

using plan::DataRow;
using Kind = plan::Type::Kind;

// Builds one table row by row. Numbers are kept exact, texts by dictionary.
class TableBuilder {
 public:
  TableBuilder(const plan::Input& input, Evaluator& evaluator)
      : input_(input), evaluator_(evaluator) {
    table_.input = input.name;
    for (const plan::Column& column : input.columns) {
      table_.columns.push_back({.name = column.name, .type = column.type});
    }
  }

  void State(StatedCase stated) { cases_.push_back(std::move(stated)); }

  void Add(const Cells& cells, std::int64_t weight, std::int64_t until) {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      data::Column& column = table_.columns[i];
      if (input_.columns[i].fold == plan::Column::Fold::kHistory) {
        continue;
      }
      const auto cell = cells.find(column.name);
      Append(column, cell == cells.end() ? Value(Undefined{}) : cell->second);
    }
    table_.weight.push_back(weight);
    table_.until.push_back(until);
    ++table_.row_count;
  }

  data::Table Take() {
    for (const FoldedCase& folded : FoldCases(input_, cases_)) {
      Add(folded.cells, folded.weight, 0);
      for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        if (input_.columns[i].fold == plan::Column::Fold::kHistory) {
          const auto steps = folded.histories.find(input_.columns[i].name);
          AppendHistory(
              table_.columns[i],
              steps == folded.histories.end() ? decltype(steps->second)() : steps->second
          );
        }
      }
    }
    return std::move(table_);
  }
  const plan::Input& input() const { return input_; }

 private:
  void Append(data::Column& column, const Value& value) {
    column.valid.push_back(IsUndefined(value) ? 0 : 1);
    column.values.push_back(0);
    std::int64_t& cell = column.values.back();
    const auto* number = std::get_if<Rational>(&value);
    const auto* label = std::get_if<Label>(&value);
    const auto* set = std::get_if<Spans>(&value);
    if (column.type.kind == Kind::kNumber) {
      column.wide.push_back(number == nullptr ? Rational(0) : *number);
    }
    if (column.type.kind == Kind::kSpans) {
      column.spans.push_back(set == nullptr ? SpanSet() : set->must);
      column.valid.back() = 1;
    }
    if (const auto* instant = std::get_if<Instant>(&value)) {
      cell = instant->ns;
    } else if (const auto* date = std::get_if<Date>(&value)) {
      cell = date->day;
    } else if (const auto* truth = std::get_if<Truth>(&value)) {
      cell = *truth == Truth::kTrue ? 1 : 0;
    } else if (label != nullptr) {
      cell = CodeOf(column, evaluator_.labels().TextOf(*label));
    }
  }

  // A cell alone is coded as one of the column would be.
  void AppendHistory(
      data::Column& column, const std::vector<std::pair<std::int64_t, Value>>& steps
  ) {
    data::Column coded{.name = column.name, .type = column.type, .dictionary = column.dictionary};
    std::vector<data::Change>& changes = column.history.emplace_back();
    for (const auto& [at, value] : steps) {
      Append(coded, value);
      const bool number = column.type.kind == Kind::kNumber;
      const auto place = static_cast<std::int64_t>(column.wide.size());
      changes.push_back({.at = at, .value = number ? place : coded.values.back()});
      if (number) {
        column.wide.push_back(coded.wide.back());
      }
    }
    column.dictionary = std::move(coded.dictionary);
  }

  static std::int64_t CodeOf(data::Column& column, const std::string& text) {
    const auto found = std::find(column.dictionary.begin(), column.dictionary.end(), text);
    if (found != column.dictionary.end()) {
      return found - column.dictionary.begin();
    }
    column.dictionary.push_back(text);
    return static_cast<std::int64_t>(column.dictionary.size()) - 1;
  }

  const plan::Input& input_;
  Evaluator& evaluator_;
  data::Table table_;
  std::vector<StatedCase> cases_;
};

// One stretch or instant at which a stated row stands.
struct Standing {
  std::int64_t from = 0;
  std::optional<std::int64_t> to = {};
  bool stated = true;  // the example says it
};

class DataBuilder {
 public:
  DataBuilder(Evaluator& evaluator, const plan::Example& example, const Run& filled)
      : evaluator_(evaluator),
        example_(example),
        filled_(filled),
        scope_(evaluator.PeriodScope(
            evaluator.periods().settled().empty() ? kNoPeriod : evaluator.periods().settled()[0]
        )) {}

  data::Dataset Build() {
    std::vector<TableBuilder> builders;
    data::Dataset dataset;
    for (const plan::ExampleData& data : example_.data) {
      if (const auto place = evaluator_.ground().inputs.Find(data.input)) {
        const plan::Input& input = evaluator_.plan().inputs[*place];
        AddRows(data, BuilderFor(input, builders));
      } else {
        AddAttested(data, dataset);
      }
    }
    for (TableBuilder& builder : builders) {
      dataset.tables.push_back(builder.Take());
    }
    return dataset;
  }

 private:
  TableBuilder& BuilderFor(const plan::Input& input, std::vector<TableBuilder>& builders) {
    for (TableBuilder& builder : builders) {
      if (builder.input().name == input.name) {
        return builder;
      }
    }
    return builders.emplace_back(input, evaluator_);
  }

  // Keys fill the columns of members, and of cases the column by which they are told apart.
  Cells KeyCells(const plan::ExampleData& data, const plan::Input& input) {
    Cells cells;
    std::size_t next = 0;
    for (const plan::Column& column : input.columns) {
      const bool is_key = column.type.kind == Kind::kMember || column.name == input.per;
      if (is_key && next < data.keys.size()) {
        cells[column.name] = evaluator_.Eval(data.keys[next++], scope_);
        continue;
      }
      const std::optional<std::size_t> key = evaluator_.ground().keys.Find(column.type.key);
      if (column.type.kind == Kind::kMember && key && evaluator_.ground().bound[*key]) {
        cells[column.name] = *evaluator_.ground().bound[*key];
      }
    }
    return cells;
  }

  void AddRows(const plan::ExampleData& data, TableBuilder& builder) {
    const plan::Input& input = builder.input();
    const Cells keys = KeyCells(data, input);
    for (const DataRow& row : data.rows) {
      Cells cells = keys;
      for (const auto& [name, value] : row.fields) {
        cells[name] = evaluator_.Eval(value, scope_);
      }
      const std::int64_t weight =
          row.times ? evaluator_.EvalWhole(*row.times, scope_).value_or(0) : 1;
      for (const Standing& standing : StandingsOf(row, input)) {
        AddStanding(cells, weight, standing, builder);
      }
    }
  }

  void AddStanding(
      const Cells& stated, std::int64_t weight, const Standing& standing, TableBuilder& builder
  ) {
    const plan::Input& input = builder.input();
    Cells cells = stated;
    const bool stretches =
        input.kind == plan::Input::Kind::kSlots || input.kind == plan::Input::Kind::kStateLog;
    if (input.per && !cells.contains(*input.per)) {
      cells[*input.per] = evaluator_.labels().Intern(fmt::format("case {}", ++unnamed_));
    }
    if (input.interval) {
      cells.try_emplace("from", Instant{standing.from});
      cells.try_emplace("to", Instant{standing.to.value_or(standing.from)});
    } else if (HasColumn(input, "at")) {
      cells.try_emplace("at", Instant{standing.from});
    }
    const std::int64_t until = stretches && standing.to ? *standing.to : 0;
    if (weight > 0 && input.kind == plan::Input::Kind::kCases) {
      builder.State(
          {.cells = std::move(cells),
           .at = standing.stated ? std::optional(standing.from) : std::nullopt,
           .weight = weight}
      );
    } else if (weight > 0) {
      builder.Add(cells, weight, until);
    }
  }

  static bool HasColumn(const plan::Input& input, const std::string& name) {
    return std::any_of(input.columns.begin(), input.columns.end(), [&](const plan::Column& c) {
      return c.name == name;
    });
  }

  std::vector<Standing> StandingsOf(const DataRow& row, const plan::Input& input) {
    const bool instants = input.kind == plan::Input::Kind::kEvents && !input.interval;
    if (row.at) {
      const Value at = evaluator_.Eval(*row.at, scope_);
      const auto* instant = std::get_if<Instant>(&at);
      return {{.from = instant == nullptr ? filled_.from : instant->ns}};
    }
    if (!row.range) {
      return {
          instants ? Standing{.from = filled_.from, .stated = false}
                   : Standing{.from = filled_.from, .to = filled_.to, .stated = false}};
    }
    const Spans range = evaluator_.EvalSpans(*row.range, scope_);
    if (range.must.empty()) {
      return {};
    }
    const Run run{range.must.runs().front().from, range.must.runs().back().to};
    if (row.every) {
      return Steps(row, run);
    }
    return {instants ? Standing{run.from} : Standing{run.from, run.to}};
  }

  // One at each step in the range; of a stretch without a length of its own, up to the next step.
  std::vector<Standing> Steps(const DataRow& row, const Run& run) {
    const std::int64_t step = evaluator_.EvalWhole(*row.every, scope_).value_or(0);
    const std::int64_t length =
        row.each_for ? evaluator_.EvalWhole(*row.each_for, scope_).value_or(0) : 0;
    std::vector<Standing> result;
    std::int64_t at = run.from;
    for (std::int64_t n = 1; step > 0 && at < run.to; ++n) {
      const std::int64_t next =
          row.every_days ? DaysAfter(run.from, n * step) : run.from + n * step;
      result.push_back(
          length > 0 ? Standing{at, at + length} : Standing{at, std::min(next, run.to)}
      );
      at = next;
    }
    return result;
  }

  std::int64_t DaysAfter(std::int64_t start, std::int64_t days) {
    const calendar::LocalTime local = evaluator_.zone().ToLocal(start);
    return evaluator_.zone()
        .FromLocal(local.date + static_cast<std::int32_t>(days), local.time_of_day)
        .earlier;
  }

  void AddAttested(const plan::ExampleData& data, data::Dataset& dataset) {
    const std::optional<std::size_t> place = evaluator_.ground().attested.Find(data.input);
    Check(place.has_value(), "an example states rows of something that is no input");
    std::vector<Label> keys;
    for (const plan::NodeId id : data.keys) {
      const Value key = evaluator_.Eval(id, scope_);
      const auto* label = std::get_if<Label>(&key);
      keys.push_back(label == nullptr ? Label{} : *label);
    }
    SpanSet spans;
    for (const DataRow& row : data.rows) {
      if (row.range) {
        spans = spans.Union(evaluator_.EvalSpans(*row.range, scope_).must);
      }
    }
    static_cast<void>(dataset);
    evaluator_.facts().State(data.input, std::move(keys), {{.value = Value(Spans{spans})}});
  }

  Evaluator& evaluator_;
  const plan::Example& example_;
  Run filled_;
  Scope scope_;
  std::int64_t unnamed_ = 0;
};

}  // namespace

data::Dataset BuildExampleData(
    Evaluator& evaluator, const plan::Example& example, const Run& filled
) {
  return DataBuilder(evaluator, example, filled).Build();
}

}  // namespace slate::evaluate
