// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/calendar/clock.h"
#include "runtime/data/table.h"
#include "runtime/evaluate/facts.h"
#include "runtime/evaluate/grid.h"
#include "runtime/evaluate/ground.h"
#include "runtime/evaluate/input_rows.h"
#include "runtime/evaluate/periods.h"
#include "runtime/evaluate/problem.h"
#include "runtime/evaluate/scope.h"
#include "runtime/evaluate/stretches.h"
#include "runtime/evaluate/value.h"

namespace slate::evaluate {

class Rollups;
class Objectives;
class Settlements;
class Members;
class PastFigures;
class Rights;
class CountedInput;
class Counting;
struct Past;

// What an evaluation is about, beside the plan.
struct Setting {
  std::vector<Value> parameters = {};  // of an example's `try`
  std::optional<std::int64_t> as_of = {};
  bool only_mentioned = false;  // examples: inputs without data are an error, not empty
  const Past* past = nullptr;   // what was settled before
  const Counting* counting = nullptr;
};

// What a node is taken to be in one period and for some members, whatever the data say: for asking
// what would have to be different. `touched` are the nodes that may depend on it.
struct WhatIf {
  plan::NodeId node{};
  PeriodId period = kNoPeriod;
  Codes members = {};
  Value value = {};
  IdMap<plan::NodeId, std::uint8_t> touched = {};
};

// Reads the nodes of one plan against one set of data. Everything is read on demand and kept; the
// order of questions never changes an answer. Setup: StartPeriods, then StartData, then questions.
// The evaluator of an agreement has one more for each later version of it; they share periods,
// labels, facts and problems, and a figure is asked of the version in force.
class Evaluator {
 public:
  Evaluator(const Ground& ground, Setting setting);
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  void StartPeriods(Run term, std::int32_t term_first, const std::vector<Run>& wanted);
  // The data set outlives the evaluator.
  void StartData(const data::Dataset& dataset);

  // The value of a node. The reference lives in `scratch` or in what the evaluator keeps.
  const Value& Read(plan::NodeId id, const Scope& scope, Value& scratch);
  Value Eval(plan::NodeId id, const Scope& scope);
  Truth EvalTruth(plan::NodeId id, const Scope& scope);
  // True where there is no condition.
  Truth EvalTruth(const std::optional<plan::NodeId>& id, const Scope& scope);
  // The spans a node stands for; anything where they are unknown, none where there is no value.
  Spans EvalSpans(plan::NodeId id, const Scope& scope);
  // Whole ns or a whole count; reports what is not.
  std::optional<std::int64_t> EvalWhole(plan::NodeId id, const Scope& scope);

  // The scope of figures of one period: only the keys that the agreement fixes are bound.
  Scope PeriodScope(PeriodId period) const;

  // From now on; null ends it. Nothing is remembered of what is read meanwhile.
  void Suppose(const WhatIf* what_if) {
    what_if_ = what_if;
    root_->supposing_ = what_if != nullptr;
  }
  bool supposes() const { return root_->supposing_; }

  // Where rows count and bins stand: the window in scope, else U.
  SpanSet Domain(const Scope& scope);
  // U = P ∩ term ∩ the memberships of the keys bound.
  const SpanSet& InForce(const Scope& scope);
  // Whether the period counts for these members (SEMANTICS §10).
  bool Counts(PeriodId period, const Codes& members);

  // Rows of an input. Reports an input of which an example says nothing.
  InputRows& RowsOf(std::size_t input);
  // Of rows that are not here.
  const CountedInput& CountedOf(std::size_t input) const;
  // Whether a row was asked for that is not here: what was worked out is then worth nothing.
  bool missed_rows() const;
  const StretchTable& StretchesOf(std::size_t input);
  const Grid& GridOf(std::int64_t step);
  // The calendar over the universe; years it does not know may or may not have holidays.
  const Spans& CalendarSpans(std::size_t calendar);
  calendar::Clock& ClockOf(std::size_t calendar);
  bool IsMentioned(std::size_t input) const;
  const data::Table* TableNamed(const std::string& name) const;

  // The version under which a period is settled for these members (SEMANTICS §12).
  Evaluator& InVersion(PeriodId period, const Codes& members);
  Evaluator& root() { return *root_; }
  // The version in whose text facts and suppositions are written.
  Evaluator& writer() { return root_->writer_ == nullptr ? *root_ : *root_->writer_; }
  void WriteFactsIn(Evaluator& version) { root_->writer_ = &version; }
  // When versions begin that may begin inside a period, which is then cut there.
  std::vector<std::int64_t> SplittingChanges() const;
  // This one's later versions, if it is the root.
  const std::vector<std::unique_ptr<Evaluator>>& later() const { return later_; }
  const PastFigures& past() const { return *root_->past_; }
  // The latest instant of which something is known.
  std::int64_t now() const { return has_as_of() ? as_of_ : hull_.to; }

  void Report(const diag::Kind& kind, std::string message, const plan::Node& node) {
    problems().Report(kind, std::move(message), node.origin);
  }

  const plan::Plan& plan() const { return ground_.plan; }
  const Ground& ground() const { return ground_; }
  const calendar::TimeZone& zone() const { return ground_.zone; }
  std::int64_t as_of() const { return as_of_; }
  bool keeps_books() const { return setting_.past != nullptr; }
  bool has_as_of() const { return setting_.as_of.has_value(); }
  Run universe() const { return universe_; }
  // From the first to the last instant of data and periods.
  Run DataHull() const { return hull_; }
  Periods& periods() { return *root_->periods_; }
  Labels& labels() { return root_->labels_; }
  Problems& problems() { return root_->problems_; }
  Facts& facts() { return root_->facts_; }  // their formulas are the writer's
  Facts& supposed() { return root_->supposed_; }
  Rollups& rollups() { return *rollups_; }
  Objectives& objectives() { return *objectives_; }
  Settlements& settlements() { return *settlements_; }
  Members& members() { return *members_; }
  Rights& rights() { return *root_->rights_; }
  const data::Dataset* dataset() const { return dataset_; }

  // The column a kColumn node means in the input of the row in scope.
  int ColumnOf(plan::NodeId id, const InputRows& rows);

 private:
  struct MemoryKey {
    std::uint32_t node = 0;
    PeriodId period = kNoPeriod;
    std::array<std::int32_t, MemoryRule::kMaxKeys> members{};
    bool operator==(const MemoryKey&) const = default;
  };
  struct MemoryHash {
    std::size_t operator()(const MemoryKey& key) const;
  };

  Evaluator(const Ground& ground, Setting setting, Evaluator* root);
  void StartRows();
  std::int64_t VersionInstant(PeriodId period, const Codes& members);
  Value Compute(plan::NodeId id, const Scope& scope);
  Value ReadSupposed(plan::NodeId id, const Scope& scope);
  MemoryKey KeyFor(plan::NodeId id, const MemoryRule& rule, const Scope& scope) const;
  void StartUniverse();
  Value ValueOfConstant(const plan::Constant& constant);
  void ReportUnknownYear(std::size_t calendar, int year, Run span);

  const Ground& ground_;
  Setting setting_;
  Evaluator* root_;
  Evaluator* writer_ = nullptr;
  std::vector<std::unique_ptr<Evaluator>> later_;
  std::unique_ptr<PastFigures> past_;
  Labels labels_;
  Problems problems_;
  Facts facts_;
  Facts supposed_;
  const WhatIf* what_if_ = nullptr;
  bool supposing_ = false;  // of the root: whether any version does
  std::optional<Periods> periods_;
  const data::Dataset* dataset_ = nullptr;
  std::int64_t as_of_ = 0;
  Run universe_;
  Run hull_;
  std::unordered_map<MemoryKey, Value, MemoryHash> memory_;
  std::map<std::pair<PeriodId, Codes>, SpanSet> in_force_;
  std::vector<std::unique_ptr<InputRows>> rows_;
  std::vector<std::unique_ptr<StretchTable>> stretches_;
  std::map<std::int64_t, Grid> grids_;
  std::vector<std::optional<Spans>> calendar_spans_;
  std::vector<std::unique_ptr<calendar::Clock>> clocks_;
  struct ColumnPlace {
    const InputRows* rows = nullptr;
    int column = -1;
  };
  IdMap<plan::NodeId, ColumnPlace> column_places_;
  std::unique_ptr<Members> members_;
  std::unique_ptr<Rollups> rollups_;
  std::unique_ptr<Objectives> objectives_;
  std::unique_ptr<Settlements> settlements_;
  std::unique_ptr<Rights> rights_;
};

}  // namespace slate::evaluate
