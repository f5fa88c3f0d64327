// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "runtime/data/row_sink.h"
#include "runtime/data/table.h"
#include "runtime/evaluate/cell_totals.h"
#include "runtime/evaluate/options.h"
#include "runtime/spans/span_set.h"

namespace slate::evaluate {

class Ground;

// What rollups ask of rows: where and body.
using Question = std::pair<std::optional<plan::NodeId>, std::optional<plan::NodeId>>;

// The cells of which all windows of a plan over rows are made, unless they say otherwise; nothing
// where their length is not known.
std::optional<std::int64_t> CellStep(const plan::Plan& plan);

// Aggregates that running totals, or the values of each cell, are enough for.
bool HasVectorForm(plan::Aggregate aggregate);

// The rows of one input, counted.
class CountedInput {
 public:
  struct Asked {
    Question question = {};
    bool keeps_values = false;
    std::size_t cells = 0;
    CellTotals totals = {};
  };

  explicit CountedInput(const Labels& the_labels) : labels(&the_labels) {}

  // By the columns that a rollup may be asked for members of. Null: nobody asked.
  const Asked* Find(const Question& question, bool keeps_values, const std::vector<int>& columns)
      const;
  // How many rows stand in each of the runs, which are in order and disjoint; in the end, how many
  // in none. Nothing where a run is not made of whole days.
  std::optional<std::vector<std::uint64_t>> CountInRuns(
      std::span<const Run> runs, std::uint64_t all
  ) const;

  // The members that rows name together in these columns, by our labels; nothing where nobody
  // asked.
  std::optional<std::set<Codes>> CombinationsOf(const std::vector<int>& columns, Labels& ours)
      const;
  Codes InLabels(const Codes& codes, Labels& ours) const;

  std::vector<RowCells> cells = {};  // those of days without members first
  std::vector<Asked> asked = {};     // what counts the rows of days first
  const Labels* labels;
};

// Counts the rows of a run's inputs while they are read, where the plan needs no more of them.
// Its threads have all of their own.
class Counting {
 public:
  // `givens` as the settlement will have them. The plan and what the options point to outlive it.
  Counting(
      const plan::Plan& plan, const Options& options, const std::vector<data::GivenValue>& givens
  );
  ~Counting();
  Counting(const Counting&) = delete;
  Counting& operator=(const Counting&) = delete;

  // Who counts the rows of an input; null where they are needed one by one.
  data::RowSink* SinkFor(const plan::Input& input, std::size_t lanes);
  // Puts together what the lanes counted. False where something does not fit.
  bool Finish();
  const CountedInput* Of(const std::string& input) const;

 private:
  class Sink;
  const plan::Plan& plan_;
  const Options& options_;
  data::Dataset givens_;
  std::unique_ptr<Ground> ground_;  // null: no input is counted
  std::map<std::string, std::unique_ptr<Sink>> sinks_;
};

}  // namespace slate::evaluate
