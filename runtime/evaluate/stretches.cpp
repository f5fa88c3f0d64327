// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/stretches.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/words.h"

namespace slate::evaluate {

namespace {

std::int64_t Whole(const std::optional<Rational>& ns) {
  return ns ? ns->Floor().ToInt64().value_or(spans::kForever) : 0;
}

}  // namespace

void Painter::Paint(Stretch stretch) {
  if (stretch.from >= stretch.to) {
    return;
  }
  if (pieces_.empty() && (appended_.empty() || appended_.back().to <= stretch.from)) {
    appended_.push_back(stretch);
    return;
  }
  for (const Stretch& early : std::exchange(appended_, {})) {
    pieces_.emplace_hint(pieces_.end(), early.from, Piece{early.to, early.row});
  }
  Clear(stretch.from, stretch.to);
  pieces_.emplace(stretch.from, Piece{stretch.to, stretch.row});
}

void Painter::Clear(std::int64_t from, std::int64_t to) {
  auto piece = pieces_.upper_bound(from);
  if (piece != pieces_.begin() && std::prev(piece)->second.to > from) {
    --piece;
  }
  while (piece != pieces_.end() && piece->first < to) {
    const std::int64_t start = piece->first;
    const Piece old = piece->second;
    piece = pieces_.erase(piece);
    if (start < from) {
      pieces_.emplace(start, Piece{from, old.row});
    }
    if (old.to > to) {
      pieces_.emplace(to, old);
    }
  }
}

std::vector<Stretch> Painter::Take() {
  std::vector<Stretch> result = std::exchange(appended_, {});
  for (const auto& [from, piece] : pieces_) {
    result.push_back({from, piece.to, piece.row});
  }
  pieces_.clear();
  return result;
}

StretchTable::StretchTable(
    InputRows& rows, const Grid* grid, std::int64_t as_of, Problems& problems
)
    : rows_(rows),
      grid_(grid),
      as_of_(as_of),
      problems_(problems),
      at_column_(rows.ColumnOf("at")) {
  if (rows.size() == 0) {
    return;
  }
  Check(at_column_ >= 0, "a slots input or state log has no column `at`");
  for (const Codes& keys : rows.Combinations(rows.key_columns())) {
    by_keys_[keys] = Lay(rows.Group(rows.key_columns(), keys));
  }
}

std::span<const Stretch> StretchTable::Of(const Codes& keys) const {
  const auto found = by_keys_.find(keys);
  return found == by_keys_.end() ? std::span<const Stretch>() : found->second;
}

std::int64_t StretchTable::AtOf(std::uint32_t row) const {
  const Value at = rows_.Read(row, at_column_);
  const auto* instant = std::get_if<Instant>(&at);
  return instant == nullptr ? spans::kForever : instant->ns;
}

// Rows with a stretch of their own (of examples) keep the order of the text, as painted over.
std::vector<Stretch> StretchTable::Lay(std::vector<std::uint32_t> rows) {
  std::erase_if(rows, [&](std::uint32_t row) { return AtOf(row) == spans::kForever; });
  const bool painted =
      std::any_of(rows.begin(), rows.end(), [&](auto row) { return rows_.UntilOf(row) != 0; });
  if (!painted) {
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
      return AtOf(a) < AtOf(b);
    });
    rows = OneRowPerSlot(rows);
  }
  Painter painter;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool last = painted || i + 1 == rows.size();
    painter.Paint(StretchOf(rows[i], last ? spans::kForever : AtOf(rows[i + 1])));
  }
  return painter.Take();
}

Stretch StretchTable::StretchOf(std::uint32_t row, std::int64_t next_at) const {
  const std::int64_t at = AtOf(row);
  const std::int64_t until = rows_.UntilOf(row);
  if (grid_ == nullptr) {
    if (until != 0) {
      return {at, std::min(until, as_of_), row};
    }
    const std::int64_t upto = Whole(rows_.input().upto);
    const std::int64_t limit = upto > 0 && at < spans::kForever - upto ? at + upto : as_of_;
    return {at, std::min({next_at, limit, as_of_}), row};
  }
  if (until != 0) {
    const Run whole{grid_->BinAt(at).from, grid_->BinAt(until - 1).to};
    // Readers join the slots of a file in which nothing changes.
    const bool stated = rows_.table()->origins.empty();
    if (stated && (whole.from != at || whole.to != until)) {
      problems_.Report(
          kSampleCutsSlot,
          fmt::format(
              "a sample of `{}` does not begin and end with a slot of {}",
              rows_.input().name,
              DurationInWords(*rows_.input().every)
          )
      );
    }
    return {whole.from, std::min(whole.to, as_of_), row};
  }
  const Run slot = grid_->BinAt(at);
  const std::int64_t good_for = Whole(rows_.input().good_for);
  const std::int64_t to = std::max(slot.to, grid_->BinAt(at + good_for).from);
  return {slot.from, std::min(to, as_of_), row};
}

// States with equal `at` are treated like rows of one slot.
std::vector<std::uint32_t> StretchTable::OneRowPerSlot(const std::vector<std::uint32_t>& rows) {
  std::vector<std::uint32_t> kept;
  for (const std::uint32_t row : rows) {
    const bool same = !kept.empty() && (grid_ == nullptr ? AtOf(kept.back()) == AtOf(row)
                                                         : grid_->NumberAt(AtOf(kept.back())) ==
                                                               grid_->NumberAt(AtOf(row)));
    if (same) {
      kept.back() = Keep(kept.back(), row);
      ++merged_rows_;
    } else {
      kept.push_back(row);
    }
  }
  return kept;
}

// Of two rows in one slot, `b` being the later.
std::uint32_t StretchTable::Keep(std::uint32_t a, std::uint32_t b) {
  using Keeping = plan::Input::Keeping;
  switch (rows_.input().keeping) {
    case Keeping::kLast: return b;
    case Keeping::kBest: return Better(b, a) ? b : a;
    case Keeping::kWorst: return Better(a, b) ? b : a;
    case Keeping::kNone: break;
  }
  if (!SameCells(a, b)) {
    const std::string where = rows_.table()->origins.size() > b
                                  ? fmt::format(" (line {})", rows_.table()->origins[b].line)
                                  : "";
    problems_.Report(
        kTwoRowsInSlot,
        fmt::format("two rows of `{}` that differ fall into one slot{}", rows_.input().name, where)
    );
  }
  return b;
}

bool StretchTable::Better(std::uint32_t a, std::uint32_t b) const {
  using Direction = plan::Column::Direction;
  for (std::size_t i = 0; i < rows_.input().columns.size(); ++i) {
    const Direction direction = rows_.input().columns[i].direction;
    const Value x = rows_.Read(a, static_cast<int>(i));
    const Value y = rows_.Read(b, static_cast<int>(i));
    if (direction == Direction::kNone || x == y) {
      continue;
    }
    if (const auto* truth = std::get_if<Truth>(&x)) {
      return (*truth == Truth::kTrue) == (direction == Direction::kGood);
    }
    const plan::Compare better =
        direction == Direction::kGood ? plan::Compare::kGreater : plan::Compare::kLess;
    return IsUndefined(y) || CompareValues(x, better, y) == Truth::kTrue;
  }
  return false;
}

bool StretchTable::SameCells(std::uint32_t a, std::uint32_t b) const {
  for (std::size_t i = 0; i < rows_.input().columns.size(); ++i) {
    const auto column = static_cast<int>(i);
    if (column != at_column_ && rows_.Read(a, column) != rows_.Read(b, column)) {
      return false;
    }
  }
  return true;
}

}  // namespace slate::evaluate
