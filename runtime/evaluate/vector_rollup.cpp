// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "runtime/evaluate/rollup.h"

// Rollups of rows whose answers come as vectors.
namespace slate::evaluate {

namespace {

using plan::Aggregate;
using plan::RollupId;
using Place = plan::Rollup::Place;

constexpr Mask kBeyondRowAlone = kBeyondRow | kOnAnyKey;

struct PlacedRow {
  std::int64_t place = 0;
  std::uint32_t row = 0;
};

// The rows that count, by place; rows at one place in the order of their files.
std::vector<PlacedRow> OrderedRows(
    const data::Column& at,
    std::int64_t as_of,
    const std::vector<std::uint32_t>& rows,
    const RowVectors& vectors
) {
  std::vector<PlacedRow> order;
  order.reserve(rows.size());
  for (const std::uint32_t row : rows) {
    const bool placed = (at.valid.empty() || at.valid[row] != 0) && at.values[row] < as_of;
    if (placed && vectors.counts[row] != 0) {
      order.push_back({at.values[row], row});
    }
  }
  const auto before = [](const PlacedRow& a, const PlacedRow& b) {
    return a.place < b.place;
  };
  if (!std::is_sorted(order.begin(), order.end(), before)) {
    std::stable_sort(order.begin(), order.end(), before);
  }
  return order;
}

// One more than there are rows; nothing where a sum does not fit.
template <typename Summand>
std::optional<std::vector<std::int64_t>> SumsBefore(
    const std::vector<PlacedRow>& order, const std::vector<Summand>& summands
) {
  std::vector<std::int64_t> sums;
  sums.reserve(order.size() + 1);
  sums.push_back(0);
  std::int64_t sum = 0;
  for (const PlacedRow& placed : order) {
    if (__builtin_add_overflow(sum, static_cast<std::int64_t>(summands[placed.row]), &sum)) {
      return std::nullopt;
    }
    sums.push_back(sum);
  }
  return sums;
}

// The values of cells, those of neighbours together.
void AppendValues(
    const PlacedRows& placed, std::size_t from, std::size_t to, std::vector<std::int64_t>& values
) {
  for (std::size_t begin = from, end = from; begin < to; begin = end) {
    end = begin + 1;
    while (end < to && placed.cells[end] == placed.cells[end - 1] + 1) {
      ++end;
    }
    placed.totals->values.AppendCells(placed.cells[begin], placed.cells[end - 1], values);
  }
}

}  // namespace

bool Rollups::HasVectors(const plan::Rollup& rollup, const Frame& frame) const {
  const data::Table* table = evaluator_.RowsOf(frame.input).table();
  return (frame.row_mask & kBeyondRowAlone) == 0 && table != nullptr && table->weight.empty() &&
         HasVectorForm(rollup.aggregate);
}

const RowVectors* Rollups::VectorsFor(RollupId id, const Scope& scope) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const Frame& frame = FrameOf(id);
  InputRows& rows = evaluator_.RowsOf(frame.input);
  if (!HasVectors(rollup, frame)) {
    return nullptr;
  }
  const std::pair key{frame.input, Question{rollup.where, rollup.body}};
  auto found = vectors_.find(key);
  if (found == vectors_.end()) {
    found = vectors_.emplace(key, VectorsOf(evaluator_, rows, rollup, scope)).first;
  }
  return found->second ? &*found->second : nullptr;
}

std::optional<PlacedRows> Rollups::PrepareFast(RollupId id, const Scope& scope) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const Frame& frame = FrameOf(id);
  InputRows& rows = evaluator_.RowsOf(frame.input);
  if (rollup.place_kind != Place::kColumn || frame.place_column < 0 || rows.table() == nullptr) {
    return std::nullopt;
  }
  const data::Column* at = rows.Data(frame.place_column);
  if (at == nullptr || at->type.kind != plan::Type::Kind::kInstant ||
      at->values.size() != rows.size()) {
    return std::nullopt;
  }
  const RowVectors* vectors = VectorsFor(id, scope);
  if (vectors == nullptr) {
    return std::nullopt;
  }
  PlacedRows placed{.evaluated = true, .from_vectors = true, .scale = vectors->scale};
  const std::vector<PlacedRow> order =
      OrderedRows(*at, evaluator_.as_of(), RowsInScope(frame, scope), *vectors);
  placed.places.reserve(order.size());
  for (const PlacedRow& row : order) {
    placed.places.push_back(row.place);
  }
  placed.summed = rollup.aggregate != Aggregate::kPercentile;
  if (!placed.summed) {
    placed.multiples.reserve(order.size());
    for (const PlacedRow& row : order) {
      placed.multiples.push_back(vectors->number[row.row]);
    }
    return placed;
  }
  const bool numbers = !vectors->number.empty();
  if (!rollup.body) {
    return placed;
  }
  auto sums = numbers ? SumsBefore(order, vectors->number) : SumsBefore(order, vectors->truth);
  if (!sums) {
    return std::nullopt;
  }
  (numbers ? placed.multiples_before : placed.true_before) = *std::move(sums);
  return placed;
}

// Nearest rank: the k-th of the ascending values, k = max(1, ⌈q·n⌉).
Value Rollups::TotalOfMultiples(
    const plan::Rollup& rollup, const PlacedRows& placed, const SpanSet& domain
) {
  std::vector<std::int64_t> values;
  for (const Run& run : domain.runs()) {
    const auto begin = placed.places.begin();
    std::int64_t from = std::lower_bound(begin, placed.places.end(), run.from) - begin;
    std::int64_t to = std::lower_bound(begin + from, placed.places.end(), run.to) - begin;
    if (placed.totals != nullptr) {
      AppendValues(placed, static_cast<std::size_t>(from), static_cast<std::size_t>(to), values);
      continue;
    }
    if (!placed.weight_before.empty()) {
      from = placed.weight_before[static_cast<std::size_t>(from)];
      to = placed.weight_before[static_cast<std::size_t>(to)];
    }
    values.insert(values.end(), placed.multiples.begin() + from, placed.multiples.begin() + to);
  }
  if (values.empty()) {
    return Undefined{};
  }
  const auto n = static_cast<std::int64_t>(values.size());
  const std::int64_t rank = (rollup.quantile * Rational(n)).Ceil().ToInt64().value_or(n);
  const auto kth = values.begin() + (std::max<std::int64_t>(rank, 1) - 1);
  std::nth_element(values.begin(), kth, values.end());
  return Rational(*kth) * placed.scale;
}

const std::vector<std::int64_t>* Rollups::SortedPlaces(RollupId id, const Scope& scope) {
  const Frame& frame = FrameOf(id);
  const bool by_row_alone = ((frame.place_mask | frame.row_mask) & kBeyondRowAlone) == 0;
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const bool complete = evaluator_.plan().inputs[frame.input].complete_except.empty();
  if (!by_row_alone || !complete || rollup.place_kind != Place::kColumn) {
    return nullptr;
  }
  PlacedRows scratch;
  return &Prepared(id, scope, scratch).places;
}

}  // namespace slate::evaluate
