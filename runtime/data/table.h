// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "runtime/exact/rational.h"
#include "runtime/plan/plan.h"
#include "runtime/spans/span_set.h"

// Rows of measurement data, column by column, as readers and examples hand them to the evaluator.
namespace slate::data {

// A value that changes: from `at` on it is `value`, coded like the column's values; a place in
// `wide` where that is used.
struct Change {
  std::int64_t at = 0;
  std::int64_t value = 0;
};

// One column. What an entry of `values` means follows from `type`: instants ns, dates days since
// 1970-01-01, bools 0 or 1, texts and members a code into `dictionary`, numbers a multiple of
// `scale` (in the type's base unit: ns, bytes, currency units). Where a number does not fit, `wide`
// holds all numbers of the column instead. Entries that are not `valid` have no value.
struct Column {
  std::string name;
  plan::Type type;
  std::vector<std::int64_t> values = {};
  std::vector<std::uint8_t> valid = {};  // empty = all rows have a value
  exact::Rational scale = 1;
  std::vector<exact::Rational> wide = {};
  std::vector<std::string> dictionary = {};
  std::vector<spans::SpanSet> spans = {};         // type spans
  std::vector<std::vector<Change>> history = {};  // fold history, by time
  std::vector<std::int64_t> bounds = {};  // of instants that are not here: the first and the last
};

// Where a row came from.
struct RowOrigin {
  std::uint32_t file = 0;  // into Table::files
  std::uint64_t line = 0;  // from 1

  bool operator==(const RowOrigin&) const = default;
};

// The origins of many rows. Rows that follow each other line by line take no room of their own.
class RowOrigins {
 public:
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  void push_back(RowOrigin origin) {
    const bool follows = !stretches_.empty() && stretches_.back().At(size_) == origin;
    if (!follows) {
      stretches_.push_back({.first_row = size_, .origin = origin});
    }
    ++size_;
  }

  RowOrigin operator[](std::size_t row) const {
    const auto after = std::upper_bound(
        stretches_.begin(),
        stretches_.end(),
        row,
        [](std::size_t wanted, const Stretch& stretch) { return wanted < stretch.first_row; }
    );
    return std::prev(after)->At(row);
  }

 private:
  struct Stretch {
    std::size_t first_row = 0;
    RowOrigin origin;

    RowOrigin At(std::size_t row) const {
      return {.file = origin.file, .line = origin.line + (row - first_row)};
    }
  };
  std::vector<Stretch> stretches_;
  std::size_t size_ = 0;
};

// A finite multiset of rows.
struct Table {
  std::string input;
  std::size_t row_count = 0;
  std::vector<Column> columns = {};       // as in plan::Input::columns
  std::vector<std::int64_t> weight = {};  // times each row counts; empty = once
  std::vector<std::int64_t> until =
      {};                   // slots, state logs: the row stands until here, 0 = by the input's rule
  RowOrigins origins = {};  // empty for examples
  std::vector<std::string> files = {};
  std::uint64_t rejected = 0;    // rows read but not accepted
  std::uint64_t duplicates = 0;  // identical rows merged (cases, slots)
  // The rows went to a RowSink. Here are their number, their dictionaries and bounds.
  bool counted = false;
};

// Everything a settlement reads. Givens and attested facts from settings come as plan constants.
struct GivenValue {
  std::string name;
  std::vector<std::string> keys = {};  // member labels, in the order of the given's keys
  std::int64_t from = INT64_MIN;       // dated: holds from here on
  plan::Constant value = plan::Undefined{};
};

struct Dataset {
  std::vector<Table> tables = {};
  std::vector<GivenValue> givens = {};
};

}  // namespace slate::data
