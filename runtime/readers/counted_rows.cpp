// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/counted_rows.h"

#include <algorithm>
#include <set>
#include <utility>

namespace slate::readers {

namespace {

// Rows of the general path wait until there are so many.
constexpr std::size_t kRowsTogether = 2'048;

void AddBound(std::int64_t at, std::vector<std::int64_t>& bounds) {
  if (bounds.empty()) {
    bounds = {at, at};
  }
  bounds.front() = std::min(bounds.front(), at);
  bounds.back() = std::max(bounds.back(), at);
}

}  // namespace

CountedRows::CountedRows(
    const plan::Input& input,
    const std::vector<exact::Rational>& factors,
    std::size_t lanes,
    data::RowSink& sink
)
    : input_(input), sink_(sink), cells_(input), lanes_(lanes) {
  for (Lane& lane : lanes_) {
    lane.rows.input = input.name;
    for (std::size_t i = 0; i < input.columns.size(); ++i) {
      lane.builders.emplace_back(input.columns[i], factors[i]);
      lane.rows.columns.push_back(lane.builders.back().Empty());
    }
  }
}

std::optional<RowProblem> CountedRows::Take(
    const Record& record, BoundSource& source, std::uint32_t /*file*/
) {
  if (auto problem = cells_.Read(record, source)) {
    return problem;
  }
  Lane& first = lanes_.front();
  cells_.AppendTo(first.builders);
  ++first.rows.row_count;
  if (first.rows.row_count >= kRowsTogether) {
    Count(0);
  }
  return std::nullopt;
}

void CountedRows::TakeBlock(
    const RowRange& rows, const BoundSource& source, std::uint32_t /*file*/
) {
  Lane& lane = lanes_[rows.lane];
  AppendBlock(rows, source, lane.builders);
  lane.rows.row_count += rows.size();
  Count(rows.lane);
}

bool CountedRows::gave_up() const {
  return std::any_of(lanes_.begin(), lanes_.end(), [](const Lane& lane) { return lane.gave_up; });
}

void CountedRows::NoteBounds(data::Column& column) {
  if (column.type.kind != plan::Type::Kind::kInstant) {
    return;
  }
  std::int64_t first = INT64_MAX;
  std::int64_t last = INT64_MIN;
  for (std::size_t row = 0; row < column.values.size(); ++row) {
    const bool there = column.valid.empty() || column.valid[row] != 0;
    first = there ? std::min(first, column.values[row]) : first;
    last = there ? std::max(last, column.values[row]) : last;
  }
  if (first <= last) {
    AddBound(first, column.bounds);
    AddBound(last, column.bounds);
  }
}

void CountedRows::Count(std::size_t number) {
  Lane& lane = lanes_[number];
  for (std::size_t i = 0; i < lane.builders.size(); ++i) {
    lane.builders[i].Lend(lane.rows.columns[i]);
    NoteBounds(lane.rows.columns[i]);
  }
  lane.gave_up = lane.gave_up || !sink_.Take(number, lane.rows);
  for (std::size_t i = 0; i < lane.builders.size(); ++i) {
    lane.builders[i].Resume(lane.rows.columns[i]);
  }
  lane.counted += std::exchange(lane.rows.row_count, 0);
}

data::Table CountedRows::Finish(const FinishContext& /*context*/) {
  data::Table table{.input = input_.name};
  if (lanes_.front().rows.row_count > 0) {
    Count(0);
  }
  for (std::size_t i = 0; i < input_.columns.size(); ++i) {
    data::Column column = lanes_.front().builders[i].Empty();
    std::set<std::string_view> known;
    for (const Lane& lane : lanes_) {
      for (const std::string& text : lane.rows.columns[i].dictionary) {
        if (known.insert(text).second) {
          column.dictionary.push_back(text);
        }
      }
      for (const std::int64_t bound : lane.rows.columns[i].bounds) {
        AddBound(bound, column.bounds);
      }
    }
    table.columns.push_back(std::move(column));
  }
  for (const Lane& lane : lanes_) {
    table.row_count += lane.counted;
  }
  table.counted = table.row_count > 0;
  return table;
}

}  // namespace slate::readers
