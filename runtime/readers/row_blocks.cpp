// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/row_blocks.h"

#include <algorithm>
#include <utility>

namespace slate::readers {

namespace {

constexpr std::size_t kStretchBytes = std::size_t{256} << 10U;

}  // namespace

RowBlocks::RowBlocks(
    BlockReader& reader, const BoundSource& source, Workers& workers, TakeRows take_rows
)
    : reader_(reader),
      workers_(workers),
      take_rows_(std::move(take_rows)),
      stretches_(workers.threads()) {
  for (Stretch& stretch : stretches_) {
    stretch.block.cells.resize(source.columns.size());
    stretch.readers.reserve(source.columns.size());
    for (const BoundColumn& bound : source.columns) {
      std::optional<std::size_t> position;
      if (bound.wanted) {
        position = reader.PositionOf(*bound.wanted);
      }
      stretch.readers.emplace_back(bound, position);
    }
    for (CellBlockReader& column : stretch.readers) {
      stretch.block.codes.push_back(&column.codes());
    }
  }
}

std::optional<RowRange> RowBlocks::Next() {
  if (!FindPlace() && !(ReadAhead() && FindPlace())) {
    return std::nullopt;
  }
  const RowBlock& block = stretches_[stretch_].block;
  const auto begin = block.odd.begin() + static_cast<std::ptrdiff_t>(row_);
  const auto end = block.odd.begin() + static_cast<std::ptrdiff_t>(block.fields.rows);
  const std::size_t to = row_ + static_cast<std::size_t>(std::find(begin, end, 1) - begin);
  const RowRange range{block, row_, to, reader_.line(), stretch_};
  if (range.size() == 0) {
    ++row_;  // the general path takes it
    return std::nullopt;
  }
  reader_.Skip(static_cast<std::size_t>(range.OffsetOf(to) - range.OffsetOf(row_)), range.size());
  row_ = to;
  return range;
}

void RowBlocks::Defer(const RowRange& rows) {
  stretches_[rows.lane].waiting.push_back({.from = rows.from, .to = rows.to, .line = rows.line});
}

void RowBlocks::TakeWaiting() {
  workers_.ForEach(stretches_.size(), [&](std::size_t lane) { TakeWaitingOf(lane); });
}

void RowBlocks::TakeWaitingOf(std::size_t lane) {
  Stretch& stretch = stretches_[lane];
  for (const Part& part : stretch.waiting) {
    take_rows_({stretch.block, part.from, part.to, part.line, lane});
  }
  stretch.waiting.clear();
}

bool RowBlocks::FindPlace() {
  for (; stretch_ < ready_; ++stretch_, row_ = 0) {
    const RowBlock& block = stretches_[stretch_].block;
    if (row_ >= block.fields.rows) {
      continue;
    }
    const std::uint64_t begin = block.offset + (row_ == 0 ? 0 : block.EndOfRow(row_ - 1));
    if (begin == reader_.offset()) {
      return true;
    }
    usable_ = 1;
    ready_ = 0;
  }
  return false;
}

bool RowBlocks::ReadAhead() {
  const std::string_view all = reader_.Ahead(usable_ * kStretchBytes);
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  while (begin < all.size() && parts.size() < usable_) {
    const std::size_t wanted = begin + all.size() / usable_;
    const std::size_t feed = all.find('\n', std::min(wanted, all.size() - 1));
    const bool last = parts.size() + 1 == usable_ || feed == std::string_view::npos;
    const std::size_t end = last ? all.size() : feed + 1;
    parts.push_back(all.substr(begin, end - begin));
    begin = end;
  }
  workers_.ForEach(parts.size(), [&](std::size_t i) {
    TakeWaitingOf(i);
    ReadStretch(parts[i], stretches_[i]);
  });
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto skipped = static_cast<std::size_t>(parts[i].data() - all.data());
    stretches_[i].block.offset = reader_.offset() + skipped;
  }
  ready_ = parts.size();
  stretch_ = 0;
  row_ = 0;
  usable_ = std::min(2 * usable_, stretches_.size());
  return ready_ > 0;
}

void RowBlocks::ReadStretch(std::string_view bytes, Stretch& stretch) const {
  RowBlock& block = stretch.block;
  reader_.SplitRows(bytes, block);
  for (std::size_t i = 0; i < stretch.readers.size(); ++i) {
    stretch.readers[i].Read(block.fields, block.cells[i], block.odd);
  }
}

}  // namespace slate::readers
