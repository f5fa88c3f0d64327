// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/entry_bounds.h"

#include <vector>

namespace slate::evaluate::row_kernels {

namespace {

class EntryKernel : public TruthKernel {
 public:
  EntryKernel(
      Numbers number,
      plan::Compare compare,
      const data::Column& column,
      std::function<Value(std::uint32_t row)> bound_of_row
  )
      : number_(std::move(number)),
        compare_(compare),
        column_(column),
        bound_of_row_(std::move(bound_of_row)) {}

  void Run(Block block, std::uint8_t* states) override {
    entries_.resize(column_.dictionary.size());
    number_->Run(block, a_.values.data(), a_.states.data());
    for (std::size_t i = 0; i < block.count; ++i) {
      const bool matters = block.counts == nullptr || block.counts[i] != 0;
      states[i] = matters && a_.states[i] == kNumber ? Compare(block.from + i, a_.values[i]) : kAsk;
    }
  }

 private:
  struct Entry {
    bool asked = false;
    std::optional<Range> range = {};
  };

  std::uint8_t Compare(std::size_t row, std::int64_t value) {
    if (!column_.valid.empty() && column_.valid[row] == 0) {
      return kAsk;
    }
    Entry& entry = entries_[static_cast<std::size_t>(column_.values[row])];
    if (!entry.asked) {
      entry = {.asked = true, .range = Ask(static_cast<std::uint32_t>(row))};
    }
    if (!entry.range) {
      return kAsk;
    }
    return entry.range->Holds(value) ? kTrue : kFalse;
  }

  std::optional<Range> Ask(std::uint32_t row) const {
    const Value bound = bound_of_row_(row);
    const auto* number = std::get_if<Rational>(&bound);
    return number != nullptr ? RangeOf(compare_, *number / number_->scale) : std::nullopt;
  }

  Numbers number_;
  plan::Compare compare_;
  const data::Column& column_;
  std::function<Value(std::uint32_t row)> bound_of_row_;
  std::vector<Entry> entries_;  // as in the column's dictionary
  Operand a_;
};

}  // namespace

Truths ComparedByEntry(
    Numbers number,
    plan::Compare compare,
    const data::Column& column,
    std::function<Value(std::uint32_t row)> bound_of_row
) {
  return std::make_unique<EntryKernel>(std::move(number), compare, column, std::move(bound_of_row));
}

}  // namespace slate::evaluate::row_kernels
