// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "runtime/readers/row_taker.h"

namespace slate::readers {

// Where accepted rows stand. Rows that follow each other line by line take little room.
class RowPlaces {
 public:
  // Offsets are needed where rows may be found wrong after all are read.
  explicit RowPlaces(bool with_offsets) : with_offsets_(with_offsets) {}

  std::size_t size() const { return origins_.size(); }
  const data::RowOrigins& origins() const { return origins_; }

  void Reserve(std::size_t rows) {
    if (with_offsets_) {
      offsets_.reserve(offsets_.size() + rows);
    }
  }

  void Append(const RowPlace& place) {
    origins_.push_back({.file = place.file, .line = place.line});
    if (!with_offsets_) {
      return;
    }
    if (bases_.empty() || place.offset - bases_.back().offset > UINT32_MAX ||
        bases_.back().file != place.file) {
      bases_.push_back({.first_row = offsets_.size(), .file = place.file, .offset = place.offset});
    }
    offsets_.push_back(static_cast<std::uint32_t>(place.offset - bases_.back().offset));
  }

  RowPlace operator[](std::size_t row) const {
    const data::RowOrigin origin = origins_[row];
    const auto after = std::upper_bound(
        bases_.begin(),
        bases_.end(),
        row,
        [](std::size_t wanted, const Base& base) { return wanted < base.first_row; }
    );
    return {
        .file = origin.file,
        .line = origin.line,
        .offset = std::prev(after)->offset + offsets_[row]};
  }

 private:
  // What the offsets of the rows from here on count from.
  struct Base {
    std::size_t first_row = 0;
    std::uint32_t file = 0;
    std::uint64_t offset = 0;
  };

  bool with_offsets_;
  data::RowOrigins origins_;
  std::vector<Base> bases_;
  std::vector<std::uint32_t> offsets_;
};

}  // namespace slate::readers
