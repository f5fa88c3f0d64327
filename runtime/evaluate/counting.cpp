// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/counting.h"

#include <algorithm>
#include <numeric>

#include "runtime/base/check.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/evaluate/evaluator.h"
#include "runtime/evaluate/ground.h"
#include "runtime/evaluate/periods.h"

namespace slate::evaluate {

namespace {

using plan::Aggregate;
using plan::Op;
using Place = plan::Rollup::Place;

constexpr std::int64_t kWholeDays = 2 * calendar::kNsPerDay;  // longer than any day

// One thing to be counted.
struct Task {
  plan::Rollup rollup = {};
  bool keeps_values = false;
  std::size_t cells = 0;
};
struct CellsTask {
  std::int64_t step = kWholeDays;
  int place_column = -1;
  std::vector<int> columns = {};

  bool operator==(const CellsTask&) const = default;
};
struct Tasks {
  std::vector<CellsTask> cells = {};
  std::vector<Task> tasks = {};
};

// Whether something beside rollups looks at the rows.
bool IsReadOtherwise(const plan::Plan& plan, const plan::Input& input) {
  const bool as_membership = std::any_of(plan.keys.begin(), plan.keys.end(), [&](const auto& key) {
    return key.during && *key.during == input.name;
  });
  const bool as_collector =
      std::any_of(plan.inputs.begin(), plan.inputs.end(), [&](const plan::Input& other) {
        const std::vector<std::string>& names = other.complete_except;
        return std::find(names.begin(), names.end(), input.name) != names.end();
      });
  const bool as_spans = std::any_of(plan.nodes.begin(), plan.nodes.end(), [&](const auto& node) {
    return node.rollup && plan[*node.rollup].input == input.name && node.op != Op::kRollup;
  });
  return as_membership || as_collector || as_spans;
}

// What all rollups over an input need of its rows.
class TaskList {
 public:
  TaskList(const Ground& ground, const plan::Input& input)
      : ground_(ground),
        plan_(ground.plan),
        rows_(input, nullptr, spans::kForever, labels_),
        input_(input) {}

  // Nothing where rows are needed one by one.
  std::optional<Tasks> Make() {
    const std::optional<std::int64_t> step = CellStep(plan_);
    const int place = PlaceColumn(rows_);
    const bool possible = step && input_.kind == plan::Input::Kind::kEvents && !input_.interval &&
                          !input_.built_in && input_.complete_except.empty() && IsInstant(place) &&
                          plan_.amended.empty() && !IsReadOtherwise(plan_, input_);
    if (!possible) {
      return std::nullopt;
    }
    tasks_.cells.push_back({.place_column = place});
    tasks_.tasks.push_back({});
    for (const plan::Rollup& rollup : plan_.rollups) {
      if (rollup.input == input_.name && !Add(rollup, *step)) {
        return std::nullopt;
      }
    }
    return tasks_.tasks.size() > 1 ? std::optional(std::move(tasks_)) : std::nullopt;
  }

 private:
  bool IsInstant(int column) const {
    return column >= 0 &&
           input_.columns[static_cast<std::size_t>(column)].type.kind == plan::Type::Kind::kInstant;
  }

  bool DependsOnRowAlone(const std::optional<plan::NodeId>& node) const {
    return !node || (ground_.masks[*node] & (kBeyondRow | kOnAnyKey)) == 0;
  }

  bool Add(const plan::Rollup& rollup, std::int64_t step) {
    CellsTask cells{.step = step, .place_column = rows_.ColumnOf(rollup.column)};
    for (const plan::Rollup::Scope& scope : rollup.scope) {
      cells.columns.push_back(rows_.ColumnOf(scope.column));
    }
    const bool columns_there =
        std::find(cells.columns.begin(), cells.columns.end(), -1) == cells.columns.end();
    if (rollup.place_kind != Place::kColumn || !IsInstant(cells.place_column) || !columns_there ||
        !HasVectorForm(rollup.aggregate) || !DependsOnRowAlone(rollup.where) ||
        !DependsOnRowAlone(rollup.body)) {
      return false;
    }
    const auto found = std::find(tasks_.cells.begin() + 1, tasks_.cells.end(), cells);
    const auto number = static_cast<std::size_t>(found - tasks_.cells.begin());
    if (found == tasks_.cells.end()) {
      tasks_.cells.push_back(std::move(cells));
    }
    const Task task{
        .rollup = rollup,
        .keeps_values = rollup.aggregate == Aggregate::kPercentile,
        .cells = number};
    const bool known =
        std::any_of(tasks_.tasks.begin(), tasks_.tasks.end(), [&](const Task& other) {
          return other.cells == task.cells && other.keeps_values == task.keeps_values &&
                 other.rollup.where == rollup.where && other.rollup.body == rollup.body;
        });
    if (!known) {
      tasks_.tasks.push_back(task);
    }
    return true;
  }

  const Ground& ground_;
  const plan::Plan& plan_;
  Labels labels_;
  InputRows rows_;
  const plan::Input& input_;
  Tasks tasks_;
};

// Counts the rows of one lane, with an evaluator that knows no other rows.
class CountingLane {
 public:
  CountingLane(
      const Ground& ground,
      const Options& options,
      const data::Dataset& givens,
      const plan::Input& input,
      const Tasks& tasks
  )
      : evaluator_(ground, Setting{.as_of = options.as_of, .past = options.past}),
        as_of_(options.as_of.value_or(spans::kForever)),
        input_(input),
        tasks_(tasks),
        counted_(evaluator_.labels()) {
    const plan::Plan& plan = ground.plan;
    const Run term = TermOf(ground.zone, plan.term_first, plan.term_last);
    evaluator_.StartPeriods(term, plan.term_first, options.periods);
    evaluator_.StartData(givens);
    for (const CellsTask& cells : tasks.cells) {
      counted_.cells.emplace_back(
          ground.zone, cells.step, cells.place_column, cells.columns, evaluator_.labels()
      );
    }
    places_.resize(tasks.cells.size() * kRowsAtOnce);
  }

  bool Take(const data::Table& rows) {
    gave_up_ = gave_up_ || !Count(rows) || !evaluator_.problems().empty();
    return !gave_up_;
  }

  // Adds what another lane counted.
  bool Join(CountingLane& other) {
    if (other.counted_.asked.empty()) {
      return true;
    }
    if (counted_.asked.empty()) {
      StartTotals(other);
    }
    std::vector<std::vector<std::uint32_t>> cells;
    for (std::size_t i = 0; i < counted_.cells.size(); ++i) {
      auto adopted = counted_.cells[i].Adopt(other.counted_.cells[i], evaluator_.labels());
      if (!adopted) {
        return false;
      }
      cells.push_back(*std::move(adopted));
    }
    for (std::size_t i = 0; i < counted_.asked.size(); ++i) {
      CountedInput::Asked& own = counted_.asked[i];
      CellTotals& theirs = other.counted_.asked[i].totals;
      const Rational finer = std::min(own.totals.scale, theirs.scale);
      if (!own.totals.ScaleTo(finer) || !theirs.ScaleTo(finer) ||
          !own.totals.Add(theirs, cells[own.cells], counted_.cells[own.cells].size())) {
        return false;
      }
    }
    return true;
  }

  bool gave_up() const { return gave_up_; }
  CountedInput& counted() { return counted_; }

 private:
  void StartTotals(const CountingLane& like) {
    for (const CountedInput::Asked& asked : like.counted_.asked) {
      counted_.asked.push_back(
          {.question = asked.question,
           .keeps_values = asked.keeps_values,
           .cells = asked.cells,
           .totals =
               {.scale = asked.totals.scale,
                .counts_truth = asked.totals.counts_truth,
                .adds_up = asked.totals.adds_up,
                .keeps_values = asked.totals.keeps_values}}
      );
    }
  }

  bool HasNewScale(const data::Table& rows) const {
    for (std::size_t i = 0; i < scales_.size(); ++i) {
      if (scales_[i] != rows.columns[i].scale) {
        return true;
      }
    }
    return scales_.empty();
  }

  // Chooses the kernels; bounds are multiples of the columns' scales.
  bool Start(const data::Table& rows) {
    scales_.clear();
    for (const data::Column& column : rows.columns) {
      scales_.push_back(column.scale);
    }
    questions_.clear();
    rows_ = std::make_unique<InputRows>(input_, &rows, as_of_, evaluator_.labels());
    const bool first = counted_.asked.empty();
    for (std::size_t i = 0; i < tasks_.tasks.size(); ++i) {
      const Task& task = tasks_.tasks[i];
      const Scope scope{.members = Codes(evaluator_.ground().key_room, -1)};
      questions_.push_back(RowQuestion::Of(evaluator_, *rows_, task.rollup, scope));
      if (questions_.back() == nullptr) {
        return false;
      }
      if (first) {
        counted_.asked.push_back(
            {.question = {task.rollup.where, task.rollup.body},
             .keeps_values = task.keeps_values,
             .cells = task.cells,
             .totals = CellTotals::For(*questions_.back(), task.keeps_values)}
        );
      } else if (!counted_.asked[i].totals.ScaleTo(questions_.back()->scale())) {
        return false;
      }
    }
    return true;
  }

  bool Count(const data::Table& rows) {
    const bool wide =
        std::any_of(rows.columns.begin(), rows.columns.end(), [](const data::Column& column) {
          return !column.wide.empty();
        });
    if (wide || (HasNewScale(rows) && !Start(rows))) {
      return false;
    }
    rows_->NoticeTexts(evaluator_.labels());
    for (std::size_t from = 0; from < rows.row_count; from += kRowsAtOnce) {
      if (!CountBlock(from, std::min(kRowsAtOnce, rows.row_count - from))) {
        return false;
      }
    }
    return true;
  }

  bool CountBlock(std::size_t from, std::size_t count) {
    for (std::size_t i = 0; i < counted_.cells.size(); ++i) {
      if (!counted_.cells[i].Place(*rows_, from, count, &places_[i * kRowsAtOnce])) {
        return false;
      }
    }
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      CountedInput::Asked& asked = counted_.asked[i];
      const std::uint32_t* places = &places_[asked.cells * kRowsAtOnce];
      if (!questions_[i]->Answer(from, answers_) ||
          !asked.totals.Add(answers_, places, counted_.cells[asked.cells].size())) {
        return false;
      }
    }
    return true;
  }

  Evaluator evaluator_;
  std::int64_t as_of_;
  const plan::Input& input_;
  const Tasks& tasks_;
  CountedInput counted_;
  std::unique_ptr<InputRows> rows_;
  std::vector<exact::Rational> scales_;
  std::vector<std::unique_ptr<RowQuestion>> questions_;
  std::vector<std::uint32_t> places_;  // cells of a block of rows
  BlockAnswers answers_;
  bool gave_up_ = false;
};

}  // namespace

// ---- What is asked ----

std::optional<std::int64_t> CellStep(const plan::Plan& plan) {
  std::int64_t common = 0;
  for (const plan::Node& node : plan.nodes) {
    const bool over_bins = (node.op == Op::kAggregate || node.op == Op::kSpansOfBins) &&
                           node.source == plan::Source::kBins && !node.args.empty();
    if (!over_bins) {
      continue;
    }
    const auto* length = std::get_if<Rational>(&plan[node.args[0]].constant);
    const std::optional<std::int64_t> step = length ? length->ToInt64() : std::nullopt;
    if (!step || *step <= 0) {
      return std::nullopt;
    }
    common = std::gcd(common, *step);
  }
  return common == 0 ? kWholeDays : common;
}

bool HasVectorForm(Aggregate aggregate) {
  switch (aggregate) {
    case Aggregate::kCount:
    case Aggregate::kShare:
    case Aggregate::kAny:
    case Aggregate::kAll:
    case Aggregate::kSum:
    case Aggregate::kMean:
    case Aggregate::kPercentile: return true;
    case Aggregate::kMin:
    case Aggregate::kMax:
    case Aggregate::kDistinct: return false;
  }
  return false;
}

// ---- What was counted ----

const CountedInput::Asked* CountedInput::Find(
    const Question& question, bool keeps_values, const std::vector<int>& columns
) const {
  const auto found = std::find_if(asked.begin() + 1, asked.end(), [&](const Asked& one) {
    return one.question == question && one.keeps_values == keeps_values &&
           cells[one.cells].columns() == columns;
  });
  return found == asked.end() ? nullptr : &*found;
}

std::optional<std::vector<std::uint64_t>> CountedInput::CountInRuns(
    std::span<const Run> runs, std::uint64_t all
) const {
  std::vector<std::uint64_t> counts(runs.size() + 1);
  counts.back() = all;
  const RowCells& days = cells.front();
  for (const auto& [codes, group] : days.groups()) {
    for (const RowCells::Day& day : days.DaysOf(group)) {
      const auto run = std::find_if(runs.begin(), runs.end(), [&](const Run& one) {
        return one.from < day.to && day.from < one.to;
      });
      if (run == runs.end()) {
        continue;
      }
      if (run->from > day.from || run->to < day.to) {
        return std::nullopt;
      }
      const std::uint32_t rows = asked.front().totals.rows[day.first];
      counts[static_cast<std::size_t>(run - runs.begin())] += rows;
      counts.back() -= rows;
    }
  }
  return counts;
}

Codes CountedInput::InLabels(const Codes& codes, Labels& ours) const {
  Codes translated;
  for (const std::int32_t code : codes) {
    translated.push_back(code < 0 ? -1 : ours.Intern(labels->TextOf({code})).code);
  }
  return translated;
}

std::optional<std::set<Codes>> CountedInput::CombinationsOf(
    const std::vector<int>& columns, Labels& ours
) const {
  for (const RowCells& by : cells) {
    std::vector<std::size_t> places;
    for (const int column : columns) {
      const auto found = std::find(by.columns().begin(), by.columns().end(), column);
      if (found != by.columns().end()) {
        places.push_back(static_cast<std::size_t>(found - by.columns().begin()));
      }
    }
    if (places.size() != columns.size()) {
      continue;
    }
    std::set<Codes> combinations;
    for (const auto& [codes, group] : by.groups()) {
      Codes chosen;
      for (const std::size_t place : places) {
        chosen.push_back(codes[place]);
      }
      combinations.insert(InLabels(chosen, ours));
    }
    return combinations;
  }
  return std::nullopt;
}

// ---- Counting ----

class Counting::Sink : public data::RowSink {
 public:
  Sink(
      const Ground& ground,
      const Options& options,
      const data::Dataset& givens,
      const plan::Input& input,
      Tasks tasks,
      std::size_t lanes
  )
      : tasks_(std::move(tasks)) {
    for (std::size_t i = 0; i < lanes; ++i) {
      lanes_.push_back(std::make_unique<CountingLane>(ground, options, givens, input, tasks_));
    }
  }

  bool Take(std::size_t lane, const data::Table& rows) override { return lanes_[lane]->Take(rows); }

  // Then the rows were read again and kept.
  bool gave_up() const {
    return std::any_of(lanes_.begin(), lanes_.end(), [](const auto& lane) {
      return lane->gave_up();
    });
  }

  bool Finish() {
    for (std::size_t i = 1; i < lanes_.size(); ++i) {
      if (!lanes_.front()->Join(*lanes_[i])) {
        return false;
      }
      lanes_[i].reset();
    }
    lanes_.resize(1);
    CountedInput& counted = lanes_.front()->counted();
    for (CountedInput::Asked& asked : counted.asked) {
      asked.totals.Finish(counted.cells[asked.cells].size());
    }
    return true;
  }

  const CountedInput& counted() const { return lanes_.front()->counted(); }

 private:
  Tasks tasks_;
  std::vector<std::unique_ptr<CountingLane>> lanes_;
};

Counting::Counting(
    const plan::Plan& plan, const Options& options, const std::vector<data::GivenValue>& givens
)
    : plan_(plan), options_(options), givens_{.givens = givens} {
  if (Result<std::unique_ptr<Ground>> ground = Ground::Prepare(plan, options)) {
    ground_ = std::move(ground).value();
  }
}

Counting::~Counting() = default;

data::RowSink* Counting::SinkFor(const plan::Input& input, std::size_t lanes) {
  sinks_.erase(input.name);
  std::optional<Tasks> tasks = ground_ ? TaskList(*ground_, input).Make() : std::nullopt;
  if (!tasks) {
    return nullptr;
  }
  auto sink = std::make_unique<Sink>(*ground_, options_, givens_, input, *std::move(tasks), lanes);
  return sinks_.emplace(input.name, std::move(sink)).first->second.get();
}

bool Counting::Finish() {
  std::erase_if(sinks_, [](const auto& sink) { return sink.second->gave_up(); });
  return std::all_of(sinks_.begin(), sinks_.end(), [](const auto& sink) {
    return sink.second->Finish();
  });
}

const CountedInput* Counting::Of(const std::string& input) const {
  const auto found = sinks_.find(input);
  return found == sinks_.end() || found->second->counted().asked.empty()
             ? nullptr
             : &found->second->counted();
}

}  // namespace slate::evaluate
