// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/plain_rows.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/readers/kinds.h"

namespace slate::readers {

namespace {

using plan::Type;

std::optional<std::size_t> ColumnNamed(const plan::Input& input, std::string_view name) {
  for (std::size_t i = 0; i < input.columns.size(); ++i) {
    if (input.columns[i].name == name) {
      return i;
    }
  }
  return std::nullopt;
}

}  // namespace

PlainRows::PlainRows(const plan::Input& input, const std::vector<exact::Rational>& factors)
    : input_(input),
      cells_(input),
      places_(input.kind != plan::Input::Kind::kEvents),
      at_(ColumnNamed(input, "at")) {
  for (std::size_t i = 0; i < input.columns.size(); ++i) {
    builders_.emplace_back(input.columns[i], factors[i]);
    if (input.columns[i].type.kind == Type::Kind::kMember) {
      keys_.push_back(i);
    }
  }
  if (input.interval) {
    from_ = ColumnNamed(input, "from");
    to_ = ColumnNamed(input, "to");
  }
}

// ---- Taking ----

std::optional<Problem> PlainRows::CheckInterval() const {
  if (!from_ || !to_ || !cells_[*from_].valid || !cells_[*to_].valid ||
      cells_[*to_].value >= cells_[*from_].value) {
    return std::nullopt;
  }
  return Problem{&kEndBeforeStart, "`to` lies before `from`"};
}

std::optional<RowProblem> PlainRows::Take(
    const Record& record, BoundSource& source, std::uint32_t file
) {
  if (auto problem = cells_.Read(record, source)) {
    return problem;
  }
  if (auto problem = CheckInterval()) {
    return RowProblem{.problem = *std::move(problem)};
  }
  cells_.AppendTo(builders_);
  places_.Append({.file = file, .line = record.line, .offset = record.offset});
  return std::nullopt;
}

void PlainRows::Expect(std::size_t rows) {
  places_.Reserve(rows);
  for (ColumnBuilder& builder : builders_) {
    builder.Reserve(rows);
  }
}

void PlainRows::TakeBlock(const RowRange& rows, const BoundSource& source, std::uint32_t file) {
  AppendBlock(rows, source, builders_);
  for (std::size_t row = rows.from; row < rows.to; ++row) {
    places_.Append(
        {.file = file, .line = rows.line + (row - rows.from), .offset = rows.OffsetOf(row)}
    );
  }
}

// ---- Rows that share a slot ----

// Members as digits of one number, with 0 for none.
exact::Int128 PlainRows::KeyOf(std::size_t row) const {
  constexpr int kBitsOfMember = 32;
  exact::Int128 key = 0;
  for (const std::size_t column : keys_) {
    const std::int64_t code = builders_[column].valid(row) ? builders_[column].value(row) + 1 : 0;
    key = (key << kBitsOfMember) + code;
  }
  return key;
}

// Slots are cut from each local midnight on. A state log has a slot for each instant.
std::int64_t PlainRows::SlotOf(std::int64_t at, const calendar::TimeZone& zone) const {
  if (input_.kind != plan::Input::Kind::kSlots || !input_.every) {
    return at;
  }
  const std::int64_t start = zone.StartOfDay(zone.DayOf(at));
  if (const auto length = input_.every->ToInt64()) {
    return at - (at - start) % *length;
  }
  const exact::Rational number = (exact::Rational(at - start) / *input_.every).Floor();
  return start + (number * *input_.every).Floor().ToInt64().value_or(0);
}

std::vector<PlainRows::Rival> PlainRows::FindRivals(const calendar::TimeZone& zone) const {
  std::vector<Rival> rivals(places_.size());
  for (std::size_t row = 0; row < places_.size(); ++row) {
    rivals[row] = {.key = KeyOf(row), .slot = SlotOf(builders_[*at_].value(row), zone), .row = row};
  }
  std::sort(rivals.begin(), rivals.end(), [](const Rival& a, const Rival& b) {
    return std::tie(a.key, a.slot, a.row) < std::tie(b.key, b.slot, b.row);
  });
  return rivals;
}

std::optional<std::size_t> PlainRows::Difference(std::size_t a, std::size_t b, bool with_time)
    const {
  for (std::size_t i = 0; i < builders_.size(); ++i) {
    if ((with_time || i != *at_) && !builders_[i].Same(a, b)) {
      return i;
    }
  }
  return std::nullopt;
}

// All say the same: the latest stands for them, as `good for` counts from it. Where the agreement
// chooses among rows, only rows that are alike down to their time are merged.
void PlainRows::Merge(std::vector<Rival>& group, data::Table& table) {
  const bool with_time = input_.keeping != plan::Input::Keeping::kNone;
  std::stable_sort(group.begin(), group.end(), [&](const Rival& a, const Rival& b) {
    return builders_[*at_].value(a.row) < builders_[*at_].value(b.row);
  });
  for (std::size_t i = 0; i < group.size(); ++i) {
    const bool repeated =
        i + 1 < group.size() && !Difference(group[i].row, group[i + 1].row, with_time);
    if (repeated) {
      ++table.duplicates;
    } else {
      kept_.push_back(group[i].row);
    }
  }
}

void PlainRows::RejectAll(
    const std::vector<Rival>& group, const FinishContext& context, data::Table& table
) {
  const auto differs_from_first = [&](const Rival& rival) {
    return Difference(group.front().row, rival.row, false).has_value();
  };
  const auto odd = std::find_if(group.begin(), group.end(), differs_from_first);
  Check(odd != group.end(), "rows contradict each other and none differs");
  for (const Rival& rival : group) {
    const Rival* other = differs_from_first(rival) ? &group.front() : &*odd;
    const std::size_t column = *Difference(rival.row, other->row, false);
    RejectRow(
        places_[rival.row],
        kSlotConflict,
        fmt::format(
            "`{}` is {} here and {} at {}, for the same {} {}",
            input_.columns[column].name,
            builders_[column].Show(rival.row),
            builders_[column].Show(other->row),
            ShowPlace(places_[other->row], context),
            input_.kind == plan::Input::Kind::kSlots ? "slot from" : "instant",
            calendar::FormatUtc(rival.slot)
        ),
        context
    );
    ++table.rejected;
  }
}

void PlainRows::Settle(
    std::vector<Rival>& group, const FinishContext& context, data::Table& table
) {
  const bool contradict = input_.keeping == plan::Input::Keeping::kNone &&
                          std::any_of(group.begin(), group.end(), [&](const Rival& rival) {
                            return Difference(group.front().row, rival.row, false).has_value();
                          });
  if (contradict) {
    RejectAll(group, context, table);
  } else {
    Merge(group, table);
  }
}

// ---- Finishing ----

data::Table PlainRows::Finish(const FinishContext& context) {
  data::Table table{.input = input_.name};
  if (context.merge_slots && FinishAsRuns(context, table)) {
    return table;
  }
  const bool merges = input_.kind != plan::Input::Kind::kEvents && at_.has_value();
  if (merges) {
    const std::vector<Rival> rivals = FindRivals(context.zone);
    std::vector<Rival> group;
    for (std::size_t i = 0; i < rivals.size(); ++i) {
      group.push_back(rivals[i]);
      const bool last = i + 1 == rivals.size() || rivals[i + 1].key != rivals[i].key ||
                        rivals[i + 1].slot != rivals[i].slot;
      if (last) {
        Settle(group, context, table);
        group.clear();
      }
    }
    std::sort(kept_.begin(), kept_.end());
  }
  const bool all = !merges || kept_.size() == places_.size();
  for (ColumnBuilder& builder : builders_) {
    table.columns.push_back(all ? builder.TakeAll() : builder.Gather(kept_));
  }
  table.row_count = all ? places_.size() : kept_.size();
  if (all) {
    table.origins = places_.origins();
    return table;
  }
  for (const std::size_t row : kept_) {
    table.origins.push_back(places_.origins()[row]);
  }
  return table;
}

}  // namespace slate::readers
