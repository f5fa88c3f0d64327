// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/cell_totals.h"

#include <algorithm>
#include <utility>

#include "runtime/evaluate/limits.h"

namespace slate::evaluate {

namespace {

bool HasValue(const data::Column& column, std::size_t row) {
  return column.valid.empty() || column.valid[row] != 0;
}

}  // namespace

// ---- Cells ----

RowCells::RowCells(
    const calendar::TimeZone& zone,
    std::int64_t step,
    int place_column,
    std::vector<int> columns,
    const Labels& labels
)
    : zone_(&zone),
      step_(step),
      place_column_(place_column),
      columns_(std::move(columns)),
      labels_(&labels) {}

std::size_t RowCells::CellsIn(const Day& day) const {
  return static_cast<std::size_t>((day.to - day.from + step_ - 1) / step_);
}

bool RowCells::EnterDay(std::int64_t at) {
  if (at < 0 || at >= kUniverseLimit) {
    return false;
  }
  const auto after = day_at_.upper_bound(at);
  if (after != day_at_.begin() && at < days_[std::prev(after)->second].to) {
    day_ = std::prev(after)->second;
    return true;
  }
  const calendar::Date day = zone_->DayOf(at);
  const LocalDay entered{.from = zone_->StartOfDay(day), .to = zone_->StartOfDay(day + 1)};
  day_ = days_.size();
  day_at_.emplace(entered.from, day_);
  days_.push_back(entered);
  return true;
}

std::uint32_t RowCells::GroupNamed(Codes codes) {
  const auto [place, added] = groups_.try_emplace(std::move(codes), groups_.size());
  if (added) {
    days_of_group_.emplace_back();
  }
  return static_cast<std::uint32_t>(place->second);
}

Codes RowCells::CodesOf(const InputRows& rows, std::size_t row) const {
  Codes codes;
  for (const int column : columns_) {
    codes.push_back(rows.CodeAt(row, column));
  }
  return codes;
}

std::uint32_t RowCells::GroupOf(const InputRows& rows, std::size_t row) {
  switch (columns_.size()) {
    case 0: return groups_.empty() ? GroupNamed({}) : 0;
    case 1: return GroupOfOne(rows, row);
    default: return GroupOfMany(rows, row);
  }
}

std::uint32_t RowCells::GroupOfOne(const InputRows& rows, std::size_t row) {
  const data::Column& column = *data_.front();
  const std::size_t entry =
      HasValue(column, row) ? static_cast<std::size_t>(column.values[row]) + 1 : 0;
  if (entry >= group_of_entry_.size()) {
    group_of_entry_.resize(std::max(2 * entry, column.dictionary.size() + 1), kNowhere);
  }
  std::uint32_t& group = group_of_entry_[entry];
  if (group == kNowhere) {
    group = GroupNamed(CodesOf(rows, row));
  }
  return group;
}

std::uint32_t RowCells::GroupOfMany(const InputRows& rows, std::size_t row) {
  constexpr std::size_t kRecent = 1'024;
  constexpr std::uint64_t kOdd = 0x9E37'79B9'7F4A'7C15U;
  std::uint64_t entries = 0;
  for (const data::Column* column : data_) {
    const std::uint64_t entry =
        HasValue(*column, row) ? static_cast<std::uint64_t>(column->values[row]) + 1 : 0;
    entries = (entries << (64U / columns_.size())) + entry;
  }
  recent_.resize(kRecent);
  Recent& recent = recent_[(entries * kOdd) >> 54U];
  if (recent.entries != entries) {
    const auto [place, added] = group_of_entries_.try_emplace(entries);
    if (added) {
      place->second = GroupNamed(CodesOf(rows, row));
    }
    recent = {.entries = entries, .group = place->second};
  }
  return recent.group;
}

std::uint32_t RowCells::NewCells(std::size_t group) {
  constexpr std::size_t kAlways = std::size_t{1} << 20U;
  LocalDay& day = days_[day_];
  const Day cells{.from = day.from, .to = day.to, .first = size_};
  if (size_ + CellsIn(cells) > std::min<std::size_t>(4 * rows_ + kAlways, kNowhere)) {
    return kNowhere;
  }
  size_ += CellsIn(cells);
  days_of_group_[group].push_back(cells);
  day.first_of_group.resize(std::max(day.first_of_group.size(), group + 1), kNowhere);
  day.first_of_group[group] = static_cast<std::uint32_t>(cells.first);
  return day.first_of_group[group];
}

std::uint32_t RowCells::FirstOf(std::size_t group) {
  const std::vector<std::uint32_t>& first = days_[day_].first_of_group;
  return group < first.size() && first[group] != kNowhere ? first[group] : NewCells(group);
}

bool RowCells::Place(
    const InputRows& rows, std::size_t from, std::size_t count, std::uint32_t* cells
) {
  const data::Column& at = *rows.Data(place_column_);
  data_.clear();
  for (const int column : columns_) {
    data_.push_back(rows.Data(column));
  }
  rows_ += count;
  // Neighbouring rows mostly share a cell of time.
  std::int64_t cell_from = 0;
  std::int64_t cell_to = 0;
  std::size_t number = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t row = from + i;
    const std::uint32_t group = GroupOf(rows, row);
    const std::int64_t t = at.values[row];
    if (!HasValue(at, row) || t >= rows.as_of()) {
      cells[i] = kNowhere;
      continue;
    }
    if (t < cell_from || t >= cell_to) {
      if ((days_.empty() || t < days_[day_].from || t >= days_[day_].to) && !EnterDay(t)) {
        return false;
      }
      const LocalDay& day = days_[day_];
      number = static_cast<std::size_t>((t - day.from) / step_);
      cell_from = day.from + static_cast<std::int64_t>(number) * step_;
      cell_to = std::min(cell_from + step_, day.to);
    }
    const std::uint32_t first = FirstOf(group);
    if (first == kNowhere) {
      return false;
    }
    cells[i] = first + static_cast<std::uint32_t>(number);
  }
  return true;
}

std::optional<std::vector<std::uint32_t>> RowCells::Adopt(const RowCells& other, Labels& own) {
  std::vector<std::uint32_t> cells(other.size());
  rows_ += other.rows_;
  for (const auto& [codes, group] : other.groups_) {
    Codes here;
    for (const std::int32_t code : codes) {
      here.push_back(code < 0 ? -1 : own.Intern(other.labels().TextOf({code})).code);
    }
    const std::uint32_t own_group = GroupNamed(std::move(here));
    for (const Day& day : other.DaysOf(group)) {
      if (!EnterDay(day.from)) {
        return std::nullopt;
      }
      const std::uint32_t first = FirstOf(own_group);
      if (first == kNowhere) {
        return std::nullopt;
      }
      for (std::size_t i = 0; i < CellsIn(day); ++i) {
        cells[day.first + i] = first + static_cast<std::uint32_t>(i);
      }
    }
  }
  return cells;
}

// ---- Totals ----

CellTotals CellTotals::For(const RowQuestion& question, bool keeps_values) {
  return {
      .scale = question.scale(),
      .counts_truth = question.has_truth(),
      .adds_up = question.has_number() && !keeps_values,
      .keeps_values = keeps_values};
}

void CellTotals::Finish(std::size_t size) {
  rows.resize(size);
  true_rows.resize(counts_truth ? size : 0);
  sums.resize(adds_up ? size : 0);
  if (keeps_values) {
    values.SortByCell(rows);
  }
}

bool CellTotals::Add(const BlockAnswers& answers, const std::uint32_t* cells, std::size_t size) {
  rows.resize(std::max(rows.size(), size));
  true_rows.resize(counts_truth ? rows.size() : 0);
  sums.resize(adds_up ? rows.size() : 0);
  bool fits = true;
  for (std::size_t i = 0; i < answers.count; ++i) {
    const std::uint32_t cell = cells[i];
    if (answers.counts[i] == 0 || cell == RowCells::kNowhere) {
      continue;
    }
    ++rows[cell];
    if (counts_truth) {
      true_rows[cell] += answers.truth[i];
    } else if (adds_up) {
      fits = !__builtin_add_overflow(sums[cell], answers.number[i], &sums[cell]) && fits;
    } else if (keeps_values) {
      values.Add(cell, answers.number[i]);
    }
  }
  return fits;
}

bool CellTotals::Add(
    const CellTotals& other, const std::vector<std::uint32_t>& cells, std::size_t size
) {
  rows.resize(std::max(rows.size(), size));
  true_rows.resize(counts_truth ? rows.size() : 0);
  sums.resize(adds_up ? rows.size() : 0);
  bool fits = true;
  for (std::size_t i = 0; i < other.rows.size(); ++i) {
    const std::uint32_t cell = cells[i];
    rows[cell] += other.rows[i];
    if (counts_truth) {
      true_rows[cell] += other.true_rows[i];
    } else if (adds_up) {
      fits = !__builtin_add_overflow(sums[cell], other.sums[i], &sums[cell]) && fits;
    }
  }
  other.values.ForEach([&](std::uint32_t cell, std::int64_t value) {
    values.Add(cells[cell], value);
  });
  return fits;
}

bool CellTotals::ScaleTo(const Rational& finer) {
  const std::optional<std::int64_t> factor = (scale / finer).ToInt64();
  if (!factor) {
    return false;
  }
  scale = finer;
  bool fits = true;
  for (std::int64_t& sum : sums) {
    fits = !__builtin_mul_overflow(sum, *factor, &sum) && fits;
  }
  return values.Multiply(*factor) && fits;
}

}  // namespace slate::evaluate
