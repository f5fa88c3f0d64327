// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace slate::evaluate {

// Whole numbers, in half the room while all of them are small.
class PackedNumbers {
 public:
  std::size_t size() const { return is_wide_ ? wide_.size() : narrow_.size(); }
  std::int64_t operator[](std::size_t i) const { return is_wide_ ? wide_[i] : narrow_[i]; }

  void push_back(std::int64_t number) {
    if (!is_wide_ && !IsSmall(number)) {
      Widen();
    }
    if (is_wide_) {
      wide_.push_back(number);
    } else {
      narrow_.push_back(static_cast<std::int32_t>(number));
    }
  }
  void Set(std::size_t i, std::int64_t number) {
    if (!is_wide_ && !IsSmall(number)) {
      Widen();
    }
    if (is_wide_) {
      wide_[i] = number;
    } else {
      narrow_[i] = static_cast<std::int32_t>(number);
    }
  }
  void Resize(std::size_t size) { is_wide_ ? wide_.resize(size) : narrow_.resize(size); }
  void Reserve(std::size_t size) { is_wide_ ? wide_.reserve(size) : narrow_.reserve(size); }
  void AppendTo(std::size_t from, std::size_t to, std::vector<std::int64_t>& numbers) const {
    const auto copy = [&](const auto& all) {
      numbers.insert(
          numbers.end(),
          all.begin() + static_cast<std::ptrdiff_t>(from),
          all.begin() + static_cast<std::ptrdiff_t>(to)
      );
    };
    is_wide_ ? copy(wide_) : copy(narrow_);
  }

 private:
  static bool IsSmall(std::int64_t number) { return number == static_cast<std::int32_t>(number); }
  void Widen() {
    wide_.reserve(narrow_.capacity());
    wide_.assign(narrow_.begin(), narrow_.end());
    narrow_ = {};
    is_wide_ = true;
  }

  std::vector<std::int32_t> narrow_;
  std::vector<std::int64_t> wide_;
  bool is_wide_ = false;
};

// Numbers that belong to cells: first as they come, then cell by cell.
class PlacedNumbers {
 public:
  void Add(std::uint32_t cell, std::int64_t number) {
    if (chunks_.empty() || chunks_.back().cells.size() == kInChunk) {
      Chunk& chunk = chunks_.emplace_back();
      chunk.cells.reserve(kInChunk);
      chunk.numbers.Reserve(kInChunk);
    }
    chunks_.back().cells.push_back(cell);
    chunks_.back().numbers.push_back(number);
  }
  template <typename Function>
  void ForEach(Function function) const {
    for (const Chunk& chunk : chunks_) {
      for (std::size_t i = 0; i < chunk.cells.size(); ++i) {
        function(chunk.cells[i], chunk.numbers[i]);
      }
    }
  }
  // False where a product does not fit.
  bool Multiply(std::int64_t factor) {
    bool fits = true;
    for (Chunk& chunk : chunks_) {
      for (std::size_t i = 0; i < chunk.cells.size(); ++i) {
        std::int64_t product = 0;
        fits = !__builtin_mul_overflow(chunk.numbers[i], factor, &product) && fits;
        chunk.numbers.Set(i, product);
      }
    }
    return fits;
  }

  // `counts`: how many belong to each cell.
  void SortByCell(const std::vector<std::uint32_t>& counts) {
    before_.assign(counts.size() + 1, 0);
    for (std::size_t cell = 0; cell < counts.size(); ++cell) {
      before_[cell + 1] = before_[cell] + counts[cell];
    }
    std::vector<std::size_t> next(before_.begin(), before_.end() - 1);
    sorted_.Resize(before_.back());
    for (Chunk& chunk : chunks_) {
      for (std::size_t i = 0; i < chunk.cells.size(); ++i) {
        sorted_.Set(next[chunk.cells[i]]++, chunk.numbers[i]);
      }
      chunk = {};
    }
    chunks_.clear();
  }
  // Those of all cells from the first to the last.
  void AppendCells(std::size_t first, std::size_t last, std::vector<std::int64_t>& numbers) const {
    sorted_.AppendTo(before_[first], before_[last + 1], numbers);
  }

 private:
  static constexpr std::size_t kInChunk = std::size_t{1} << 15U;
  struct Chunk {
    std::vector<std::uint32_t> cells = {};
    PackedNumbers numbers = {};
  };
  std::vector<Chunk> chunks_;
  PackedNumbers sorted_;
  std::vector<std::size_t> before_;  // one more than there are cells
};

}  // namespace slate::evaluate
