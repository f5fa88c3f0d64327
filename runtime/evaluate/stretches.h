// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "runtime/evaluate/grid.h"
#include "runtime/evaluate/input_rows.h"
#include "runtime/evaluate/problem.h"

namespace slate::evaluate {

// For how long one row of a slots input or a state log stands.
struct Stretch {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::uint32_t row = 0;
};

// Lays rows over time; later ones cover earlier ones.
class Painter {
 public:
  void Paint(Stretch stretch);
  std::vector<Stretch> Take();

 private:
  struct Piece {
    std::int64_t to = 0;
    std::uint32_t row = 0;
  };
  void Clear(std::int64_t from, std::int64_t to);

  std::vector<Stretch> appended_;         // while everything comes in order
  std::map<std::int64_t, Piece> pieces_;  // by start, as soon as something is covered
};

// The rows of one slots input or state log as stretches of time, for each combination of its keys.
// What no stretch covers is a gap.
class StretchTable {
 public:
  // `grid` is set for slots. No stretch reaches beyond `as_of`.
  StretchTable(InputRows& rows, const Grid* grid, std::int64_t as_of, Problems& problems);

  const Grid* grid() const { return grid_; }
  // Sorted and disjoint. A combination without rows has none.
  std::span<const Stretch> Of(const Codes& keys) const;
  std::uint64_t merged_rows() const { return merged_rows_; }

 private:
  std::vector<Stretch> Lay(std::vector<std::uint32_t> rows);
  std::vector<std::uint32_t> OneRowPerSlot(const std::vector<std::uint32_t>& rows);
  std::uint32_t Keep(std::uint32_t a, std::uint32_t b);
  bool Better(std::uint32_t a, std::uint32_t b) const;
  bool SameCells(std::uint32_t a, std::uint32_t b) const;
  Stretch StretchOf(std::uint32_t row, std::int64_t next_at) const;
  std::int64_t AtOf(std::uint32_t row) const;

  InputRows& rows_;
  const Grid* grid_;
  std::int64_t as_of_;
  Problems& problems_;
  int at_column_;
  std::map<Codes, std::vector<Stretch>> by_keys_;
  std::uint64_t merged_rows_ = 0;
};

}  // namespace slate::evaluate
