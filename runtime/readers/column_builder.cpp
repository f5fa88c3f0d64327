// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/column_builder.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/settings/words.h"

namespace slate::readers {

namespace {

using plan::Type;

constexpr int kMostPlaces = 18;

bool IsCoded(const Type& type) {
  return type.kind == Type::Kind::kText || type.kind == Type::Kind::kMember;
}

// Of the first and last eight bytes and the length.
std::size_t HashOfEnds(std::string_view text) {
  constexpr std::uint64_t kOdd = 0x9E37'79B9'7F4A'7C15U;
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  const std::size_t count = std::min(text.size(), kWord);
  std::memcpy(&first, text.data(), count);
  std::memcpy(&last, text.data() + (text.size() - count), count);
  const std::uint64_t mixed = (first ^ (last * kOdd) ^ text.size()) * kOdd;
  return static_cast<std::size_t>(mixed >> 40U);
}

}  // namespace

ColumnBuilder::ColumnBuilder(const plan::Column& column, exact::Rational factor)
    : name_(column.name), type_(column.type), factor_(std::move(factor)) {}

void ColumnBuilder::Append(const Cell& cell, std::int64_t multiple) {
  if (!valid_.empty()) {
    valid_.push_back(1);
  }
  if (!cell.valid) {
    NoteMissing(values_.size());
  }
  if (is_number()) {
    AppendNumber(cell.valid ? cell.number : Decimal{}, multiple);
  } else if (cell.valid && IsCoded(type_)) {
    values_.push_back(CodeOf(cell.text));
  } else {
    values_.push_back(cell.valid ? cell.value : 0);
  }
}

void ColumnBuilder::NoteMissing(std::size_t index) {
  valid_.resize(std::max(valid_.size(), index + 1), 1);
  valid_[index] = 0;
}

void ColumnBuilder::AppendMissing(std::size_t count) {
  valid_.resize(values_.size(), 1);
  for (std::size_t i = 0; i < count; ++i) {
    Append(Cell{}, 1);
  }
}

void ColumnBuilder::AppendBlock(
    const CellBlock& block,
    std::size_t from,
    std::size_t to,
    std::int64_t multiple,
    TextCodes& codes
) {
  const std::size_t first = values_.size();
  const std::span<const std::int64_t> values(block.values.data() + from, to - from);
  if (!valid_.empty()) {
    valid_.resize(first + values.size(), 1);
  }
  for (std::size_t row = from; row < to && !block.valid.empty(); ++row) {
    if (block.valid[row] == 0) {
      NoteMissing(first + row - from);
    }
  }
  if (!valid_.empty()) {
    valid_.resize(first + values.size(), 1);
  }
  if (is_number()) {
    if (is_wide_ || !AppendNarrowBlock(values, block.places, multiple)) {
      for (const std::int64_t value : values) {
        AppendNumber({.mantissa = value, .places = block.places}, multiple);
      }
    }
    return;
  }
  values_.insert(values_.end(), values.begin(), values.end());
  if (!IsCoded(type_)) {
    return;
  }
  for (std::size_t i = first; i < values_.size(); ++i) {
    if (valid(i)) {
      const auto text = static_cast<std::size_t>(values_[i]);
      std::int64_t& code = codes.taken[text];
      code = code < 0 ? FindCode(codes.texts[text]) : code;
      values_[i] = code;
    }
  }
}

// False, and nothing appended, where a value does not fit.
bool ColumnBuilder::AppendNarrowBlock(
    std::span<const std::int64_t> values, int places, std::int64_t multiple
) {
  if (places > places_ && !Refine(places)) {
    return false;
  }
  const std::size_t first = values_.size();
  std::int64_t factor = 1;
  if (__builtin_mul_overflow(multiple, PowerOfTen(places_ - places), &factor)) {
    return false;
  }
  values_.insert(values_.end(), values.begin(), values.end());
  bool fits = true;
  for (std::size_t i = first; i < values_.size() && factor != 1; ++i) {
    fits = !__builtin_mul_overflow(values_[i], factor, &values_[i]) && fits;
  }
  if (!fits) {
    values_.resize(first);
  }
  return fits;
}

std::int64_t ColumnBuilder::CodeOf(std::string_view text) {
  recent_codes_.resize(kRecentCodes, -1);
  std::int32_t& recent = recent_codes_[HashOfEnds(text) % kRecentCodes];
  if (recent >= 0 && dictionary_[static_cast<std::size_t>(recent)] == text) {
    return recent;
  }
  const std::int64_t code = FindCode(text);
  recent = code <= INT32_MAX ? static_cast<std::int32_t>(code) : -1;
  return code;
}

std::int64_t ColumnBuilder::FindCode(std::string_view text) {
  if (const auto found = codes_.find(text); found != codes_.end()) {
    return found->second;
  }
  const auto code = static_cast<std::int64_t>(dictionary_.size());
  codes_.emplace(std::string(text), code);
  dictionary_.emplace_back(text);
  return code;
}

// ---- Numbers ----

exact::Rational ColumnBuilder::ScaleOf() const {
  return factor_ / exact::Rational(PowerOfTen(places_));
}

void ColumnBuilder::AppendNumber(const Decimal& number, std::int64_t multiple) {
  if (!is_wide_ && AppendNarrow(number, multiple)) {
    return;
  }
  if (!is_wide_) {
    GoWide();
  }
  const exact::Rational value =
      number.wide ? *number.wide : exact::Rational::Of(number.mantissa, PowerOfTen(number.places));
  values_.push_back(0);
  wide_.push_back(value * exact::Rational(multiple) * factor_);
}

bool ColumnBuilder::AppendNarrow(const Decimal& number, std::int64_t multiple) {
  if (number.wide || (number.places > places_ && !Refine(number.places))) {
    return false;
  }
  std::int64_t value = 0;
  if (__builtin_mul_overflow(number.mantissa, multiple, &value) ||
      __builtin_mul_overflow(value, PowerOfTen(places_ - number.places), &value)) {
    return false;
  }
  values_.push_back(value);
  return true;
}

// Makes the scale finer; false, and nothing changed, if a value would not fit.
bool ColumnBuilder::Refine(int places) {
  if (places > kMostPlaces) {
    return false;
  }
  const std::int64_t power = PowerOfTen(places - places_);
  const std::int64_t largest = INT64_MAX / power;
  const bool fits = std::all_of(values_.begin(), values_.end(), [&](std::int64_t value) {
    return value <= largest && value >= -largest;
  });
  if (!fits) {
    return false;
  }
  for (std::int64_t& value : values_) {
    value *= power;
  }
  places_ = places;
  return true;
}

void ColumnBuilder::GoWide() {
  const exact::Rational scale = ScaleOf();
  wide_.reserve(values_.size());
  for (const std::int64_t value : values_) {
    wide_.push_back(exact::Rational(value) * scale);
  }
  is_wide_ = true;
}

// ---- Reading back ----

bool ColumnBuilder::Same(std::size_t a, std::size_t b) const {
  if (!valid(a) || !valid(b)) {
    return valid(a) == valid(b);
  }
  return is_wide_ ? wide_[a] == wide_[b] : values_[a] == values_[b];
}

std::string ColumnBuilder::Show(std::size_t index) const {
  if (!valid(index)) {
    return "no value";
  }
  switch (type_.kind) {
    case Type::Kind::kNumber:
      return (is_wide_ ? wide_[index] : exact::Rational(values_[index]) * ScaleOf()).ToString();
    case Type::Kind::kBool: return values_[index] != 0 ? "true" : "false";
    case Type::Kind::kInstant: return calendar::FormatUtc(values_[index]);
    case Type::Kind::kDate:
      return calendar::FormatDate({static_cast<std::int32_t>(values_[index])});
    case Type::Kind::kText:
    case Type::Kind::kMember:
      return settings::Quoted(dictionary_[static_cast<std::size_t>(values_[index])]);
    case Type::Kind::kSpans: break;
  }
  Unreachable("spans have no cells");
}

data::Column ColumnBuilder::Empty() const {
  return {
      .name = name_,
      .type = type_,
      .scale = is_number() && !is_wide_ ? ScaleOf() : exact::Rational(1)};
}

data::Column ColumnBuilder::TakeAll() {
  data::Column column = Empty();
  column.values = std::move(values_);
  column.wide = std::move(wide_);
  column.valid = std::move(valid_);
  column.dictionary = std::move(dictionary_);
  return column;
}

void ColumnBuilder::Lend(data::Column& column) {
  column.values.swap(values_);
  column.valid.swap(valid_);
  column.wide.swap(wide_);
  column.scale = is_number() && !is_wide_ ? ScaleOf() : exact::Rational(1);
  column.dictionary.insert(
      column.dictionary.end(),
      dictionary_.begin() + static_cast<std::ptrdiff_t>(column.dictionary.size()),
      dictionary_.end()
  );
}

void ColumnBuilder::Resume(data::Column& column) {
  column.values.swap(values_);
  column.valid.swap(valid_);
  column.wide.swap(wide_);
  values_.clear();
  valid_.clear();
  wide_.clear();
}

data::Column ColumnBuilder::Gather(std::span<const std::size_t> entries) const {
  data::Column column = Empty();
  bool all_there = true;
  for (const std::size_t entry : entries) {
    const bool there = entry != kNoValue && valid(entry);
    all_there = all_there && there;
    column.valid.push_back(there ? 1 : 0);
    column.values.push_back(there ? values_[entry] : 0);
    if (is_wide_) {
      column.wide.push_back(there ? wide_[entry] : exact::Rational(0));
    }
  }
  DropUnusedTexts(column);
  if (all_there) {
    column.valid.clear();
  }
  return column;
}

data::Column ColumnBuilder::GatherHistory(std::span<const std::vector<Step>> rows) const {
  data::Column column = Empty();
  column.dictionary = dictionary_;
  column.wide = wide_;
  for (const std::vector<Step>& row : rows) {
    std::vector<data::Change>& changes = column.history.emplace_back();
    for (const Step& step : row) {
      const auto place = static_cast<std::int64_t>(step.entry);
      changes.push_back({.at = step.at, .value = is_wide_ ? place : values_[step.entry]});
    }
  }
  return column;
}

// Texts of rejected rows must not look like members. Codes keep their order.
void ColumnBuilder::DropUnusedTexts(data::Column& column) const {
  if (!IsCoded(type_)) {
    return;
  }
  std::vector<std::int64_t> new_code(dictionary_.size(), -1);
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    if (column.valid[i] != 0) {
      new_code[static_cast<std::size_t>(column.values[i])] = 0;
    }
  }
  for (std::size_t code = 0; code < dictionary_.size(); ++code) {
    if (new_code[code] == 0) {
      new_code[code] = static_cast<std::int64_t>(column.dictionary.size());
      column.dictionary.push_back(dictionary_[code]);
    }
  }
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    if (column.valid[i] != 0) {
      column.values[i] = new_code[static_cast<std::size_t>(column.values[i])];
    }
  }
}

}  // namespace slate::readers
