// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/cell_totals.h"

#include <algorithm>
#include <utility>

namespace slate::evaluate {

namespace {

bool HasValue(const data::Column& column, std::size_t row) {
  return column.valid.empty() || column.valid[row] != 0;
}

// Numbers of cells; neighbouring rows mostly share one.
class CellNumbers {
 public:
  explicit CellNumbers(const Grid& grid) : grid_(grid) {}

  std::int64_t Of(std::int64_t at) {
    if (at < cell_.from || at >= cell_.to) {
      number_ = grid_.NumberAt(at);
      cell_ = grid_.Bin(number_);
    }
    return number_;
  }

 private:
  const Grid& grid_;
  std::int64_t number_ = 0;
  spans::Run cell_{0, 0};
};

}  // namespace

std::unique_ptr<RowCells> RowCells::Of(
    const InputRows& rows, int place_column, std::vector<int> columns, const Grid& grid
) {
  const data::Column* at = place_column < 0 ? nullptr : rows.Data(place_column);
  if (at == nullptr || at->type.kind != plan::Type::Kind::kInstant ||
      at->values.size() != rows.size() || rows.size() == 0) {
    return nullptr;
  }
  std::unique_ptr<RowCells> cells(new RowCells(std::move(columns), grid));
  if (!cells->CountGroups(rows) || !cells->FindWidth(rows, *at)) {
    return nullptr;
  }
  cells->Place(rows, *at);
  return cells;
}

bool RowCells::CountGroups(const InputRows& rows) {
  constexpr std::size_t kMost = std::size_t{1} << 24U;
  for (const int column : columns_) {
    const data::Column* data = rows.Data(column);
    if (data == nullptr || data->values.size() != rows.size()) {
      return false;
    }
    entries_.push_back(data->dictionary.size() + 1);
    group_count_ *= entries_.back();
    if (group_count_ > kMost) {
      return false;
    }
  }
  return true;
}

bool RowCells::FindWidth(const InputRows& rows, const data::Column& at) {
  std::int64_t first = INT64_MAX;
  std::int64_t last = INT64_MIN;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const bool there = HasValue(at, row) && at.values[row] < rows.as_of();
    first = there ? std::min(first, at.values[row]) : first;
    last = there ? std::max(last, at.values[row]) : last;
  }
  if (first > last) {
    return false;
  }
  first_number_ = grid_->NumberAt(first);
  width_ = static_cast<std::size_t>(grid_->NumberAt(last) - first_number_) + 1;
  const std::size_t most = std::min<std::size_t>(4 * rows.size() + (1U << 16U), kNowhere);
  return width_ <= most / group_count_;
}

std::size_t RowCells::GroupOf(const InputRows& rows, std::size_t row) const {
  std::size_t group = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const data::Column& column = *rows.Data(columns_[i]);
    const std::size_t entry =
        HasValue(column, row) ? static_cast<std::size_t>(column.values[row]) + 1 : 0;
    group = group * entries_[i] + entry;
  }
  return group;
}

void RowCells::Place(const InputRows& rows, const data::Column& at) {
  CellNumbers numbers(*grid_);
  std::vector<bool> met(group_count_);
  of_row_.resize(rows.size(), kNowhere);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (!HasValue(at, row) || at.values[row] >= rows.as_of()) {
      continue;
    }
    const std::size_t group = GroupOf(rows, row);
    const std::int64_t number = numbers.Of(at.values[row]);
    of_row_[row] = static_cast<std::uint32_t>(
        group * width_ + static_cast<std::size_t>(number - first_number_)
    );
    if (!met[group]) {
      met[group] = true;
      Codes codes;
      for (const int column : columns_) {
        codes.push_back(rows.CodeAt(row, column));
      }
      groups_.emplace(std::move(codes), group);
    }
  }
}

std::optional<std::size_t> RowCells::FirstOf(const Codes& codes) const {
  const auto found = groups_.find(codes);
  return found == groups_.end() ? std::nullopt : std::optional(found->second * width_);
}

namespace {

class Adding {
 public:
  Adding(const RowQuestion& question, const RowCells& cells, bool keeps_values)
      : totals_{.cells = &cells, .scale = question.scale()}, keeps_values_(keeps_values) {
    totals_.rows.resize(cells.size());
    totals_.true_rows.resize(question.has_truth() ? cells.size() : 0);
    totals_.sums.resize(question.has_number() && !keeps_values ? cells.size() : 0);
  }

  // False where a sum does not fit.
  bool Add(const BlockAnswers& answers, std::size_t from) {
    const std::uint32_t* cells = totals_.cells->of_row().data() + from;
    bool fits = true;
    for (std::size_t i = 0; i < answers.count; ++i) {
      if (answers.counts[i] == 0 || cells[i] == RowCells::kNowhere) {
        continue;
      }
      ++totals_.rows[cells[i]];
      if (!totals_.true_rows.empty()) {
        totals_.true_rows[cells[i]] += answers.truth[i];
      } else if (!totals_.sums.empty()) {
        std::int64_t& sum = totals_.sums[cells[i]];
        fits = !__builtin_add_overflow(sum, answers.number[i], &sum) && fits;
      } else if (keeps_values_) {
        placed_.push_back({cells[i], answers.number[i]});
      }
    }
    return fits;
  }

  CellTotals Take() {
    if (keeps_values_) {
      SortValues();
    }
    return std::move(totals_);
  }

 private:
  struct Placed {
    std::uint32_t cell = 0;
    std::int64_t value = 0;
  };

  void SortValues() {
    std::vector<std::size_t>& before = totals_.values_before;
    before.resize(totals_.rows.size() + 1);
    for (std::size_t cell = 0; cell < totals_.rows.size(); ++cell) {
      before[cell + 1] = before[cell] + totals_.rows[cell];
    }
    std::vector<std::size_t> next(before.begin(), before.end() - 1);
    totals_.values.resize(placed_.size());
    for (const Placed& placed : placed_) {
      totals_.values[next[placed.cell]++] = placed.value;
    }
  }

  CellTotals totals_;
  bool keeps_values_;
  std::vector<Placed> placed_;
};

}  // namespace

std::optional<CellTotals> TotalsOf(
    RowQuestion& question, const RowCells& cells, bool keeps_values
) {
  Adding adding(question, cells, keeps_values);
  BlockAnswers answers;
  for (std::size_t from = 0; from < cells.of_row().size(); from += kRowsAtOnce) {
    if (!question.Answer(from, answers) || !adding.Add(answers, from)) {
      return std::nullopt;
    }
  }
  return adding.Take();
}

}  // namespace slate::evaluate
