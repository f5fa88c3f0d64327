// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "runtime/evaluate/row_vectors.h"

// What a plan asks of rows, in blocks of them. The layer has other blocks, ranges and truths.
namespace slate::evaluate::row_kernels {

inline constexpr std::size_t kBlock = kRowsAtOnce;

// The truth of a row, or that the row must be asked itself.
inline constexpr std::uint8_t kAsk = 4;
inline constexpr std::size_t kStates = 5;
// The states of numbers.
inline constexpr std::uint8_t kNumber = 0;
inline constexpr std::uint8_t kNone = 1;

constexpr std::uint8_t StateOf(Truth t) {
  return static_cast<std::uint8_t>(t);
}
inline constexpr std::uint8_t kFalse = StateOf(Truth::kFalse);
inline constexpr std::uint8_t kTrue = StateOf(Truth::kTrue);
inline constexpr std::uint8_t kPending = StateOf(Truth::kPending);

struct Block {
  std::size_t from = 0;
  std::size_t count = 0;
  // By row, whether its answer matters; null: of all rows.
  const std::uint8_t* counts = nullptr;
};

class TruthKernel {
 public:
  TruthKernel() = default;
  TruthKernel(const TruthKernel&) = delete;
  TruthKernel& operator=(const TruthKernel&) = delete;
  virtual ~TruthKernel() = default;
  virtual void Run(Block block, std::uint8_t* states) = 0;
};
using Truths = std::unique_ptr<TruthKernel>;

class NumberKernel {
 public:
  explicit NumberKernel(Rational scale_of_values) : scale(std::move(scale_of_values)) {}
  NumberKernel(const NumberKernel&) = delete;
  NumberKernel& operator=(const NumberKernel&) = delete;
  virtual ~NumberKernel() = default;
  virtual void Run(Block block, std::int64_t* values, std::uint8_t* states) = 0;

  const Rational scale;
};
using Numbers = std::unique_ptr<NumberKernel>;

// A block's worth of operands.
struct Operand {
  std::array<std::int64_t, kBlock> values{};
  std::array<std::uint8_t, kBlock> states{};
};

// A number within, or outside of, two bounds, both included.
struct Range {
  std::int64_t low = INT64_MIN;
  std::int64_t high = INT64_MAX;
  bool inside = true;

  bool Holds(std::int64_t value) const { return ((value >= low) & (value <= high)) == inside; }
};

// Whole multiples that compare with a bound as asked; nothing where the bound is too large.
std::optional<Range> RangeOf(plan::Compare compare, const Rational& bound);

}  // namespace slate::evaluate::row_kernels
