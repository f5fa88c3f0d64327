// SPDX-License-Identifier: Apache-2.0
#include "runtime/parquet/column_texts.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <type_traits>
#include <utility>

namespace slate::parquet {

namespace {

using arrow::Type;

constexpr std::int64_t kSecondsPerDay = 86'400;

// A negative number has a sign and as many digits.
void AppendPadded(std::int64_t number, std::size_t digits, std::string& text) {
  text += number < 0 ? "-" : "";
  std::uint64_t left =
      number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  std::array<char, 20> buffer{};
  std::size_t begin = buffer.size();
  for (; left > 0 || buffer.size() - begin < digits; left /= 10) {
    buffer[--begin] = static_cast<char>('0' + left % 10);
  }
  text.append(buffer.data() + begin, buffer.size() - begin);
}

void AppendDate(std::int64_t day, std::string& text) {
  const std::chrono::sys_days date{std::chrono::days(day)};
  const std::chrono::year_month_day parts{date};
  constexpr std::size_t kYearDigits = 4;
  AppendPadded(static_cast<int>(parts.year()), kYearDigits, text);
  text += '-';
  AppendPadded(static_cast<unsigned>(parts.month()), 2, text);
  text += '-';
  AppendPadded(static_cast<unsigned>(parts.day()), 2, text);
}

std::int64_t FloorDivide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

// How many of the unit make a second, and with how many digits parts of a second are written.
std::pair<std::int64_t, std::size_t> PerSecond(arrow::TimeUnit::type unit) {
  switch (unit) {
    case arrow::TimeUnit::SECOND: return {1, 0};
    case arrow::TimeUnit::MILLI: return {1'000, 3};
    case arrow::TimeUnit::MICRO: return {1'000'000, 6};
    case arrow::TimeUnit::NANO: return {1'000'000'000, 9};
  }
  return {1, 0};
}

// The calendar of chrono ends far beyond years that anybody writes.
bool HasYear(std::int64_t day) {
  constexpr std::int64_t kMost = 10'000'000;
  return day > -kMost && day < kMost;
}

void AppendInstant(std::int64_t count, const arrow::TimestampType& type, std::string& text) {
  const auto [per_second, digits] = PerSecond(type.unit());
  const std::int64_t seconds = FloorDivide(count, per_second);
  const std::int64_t day = FloorDivide(seconds, kSecondsPerDay);
  if (!HasYear(day)) {
    text += "an instant beyond all calendars";
    return;
  }
  constexpr std::int64_t kMinute = 60;
  const std::int64_t time = seconds - day * kSecondsPerDay;
  AppendDate(day, text);
  text += 'T';
  AppendPadded(time / kMinute / kMinute, 2, text);
  text += ':';
  AppendPadded(time / kMinute % kMinute, 2, text);
  text += ':';
  AppendPadded(time % kMinute, 2, text);
  if (digits > 0) {
    text += '.';
    AppendPadded(count - seconds * per_second, digits, text);
  }
  text += type.timezone().empty() ? "" : "Z";
}

// Whole numbers as they are. Binary fractions as the shortest decimal that stands for them, which
// is what was written into the file in nearly every case: 0.1 and not 0.1000000000000000055….
template <typename Number>
void AppendNumber(Number number, std::string& text) {
  if constexpr (!std::is_integral_v<Number>) {
    if (std::isnan(number)) {  // of either sign
      text += "nan";
      return;
    }
  }
  std::array<char, 64> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  text.append(buffer.data(), result.ptr);
}

}  // namespace

// Writes the values of one array, of whatever type.
class ColumnTexts::Writer : public arrow::ArrayVisitor {
 public:
  explicit Writer(ColumnTexts& texts) : texts_(texts) {}

  using arrow::ArrayVisitor::Visit;
  arrow::Status Visit(const arrow::NullArray& array) override {
    return Write(array, [](std::int64_t, std::string&) {});
  }
  arrow::Status Visit(const arrow::BooleanArray& array) override {
    return Write(array, [&](std::int64_t i, std::string& text) {
      text += array.Value(i) ? "true" : "false";
    });
  }
  arrow::Status Visit(const arrow::Int8Array& array) override { return Numbers(array); }
  arrow::Status Visit(const arrow::Int16Array& array) override { return Numbers(array); }
  arrow::Status Visit(const arrow::Int32Array& array) override { return Numbers(array); }
  arrow::Status Visit(const arrow::Int64Array& array) override { return Numbers(array); }
  arrow::Status Visit(const arrow::UInt8Array& array) override { return Numbers(array); }
  arrow::Status Visit(const arrow::UInt16Array& array) override { return Numbers(array); }
  arrow::Status Visit(const arrow::UInt32Array& array) override { return Numbers(array); }
  arrow::Status Visit(const arrow::UInt64Array& array) override { return Numbers(array); }
  arrow::Status Visit(const arrow::FloatArray& array) override { return Numbers(array); }
  arrow::Status Visit(const arrow::DoubleArray& array) override { return Numbers(array); }
  arrow::Status Visit(const arrow::Decimal32Array& array) override { return Decimals(array); }
  arrow::Status Visit(const arrow::Decimal64Array& array) override { return Decimals(array); }
  arrow::Status Visit(const arrow::Decimal128Array& array) override { return Decimals(array); }
  arrow::Status Visit(const arrow::Decimal256Array& array) override { return Decimals(array); }
  arrow::Status Visit(const arrow::StringArray& array) override { return Texts(array); }
  arrow::Status Visit(const arrow::LargeStringArray& array) override { return Texts(array); }
  arrow::Status Visit(const arrow::StringViewArray& array) override { return Texts(array); }
  arrow::Status Visit(const arrow::Date32Array& array) override {
    return Write(array, [&](std::int64_t i, std::string& text) {
      HasYear(array.Value(i)) ? AppendDate(array.Value(i), text) : void(text += "no date");
    });
  }
  arrow::Status Visit(const arrow::Date64Array& array) override {
    constexpr std::int64_t kMsPerDay = kSecondsPerDay * 1'000;
    return Write(array, [&](std::int64_t i, std::string& text) {
      const std::int64_t day = FloorDivide(array.Value(i), kMsPerDay);
      HasYear(day) ? AppendDate(day, text) : void(text += "no date");
    });
  }
  arrow::Status Visit(const arrow::TimestampArray& array) override {
    const auto& type = static_cast<const arrow::TimestampType&>(*array.type());
    return Write(array, [&](std::int64_t i, std::string& text) {
      AppendInstant(array.Value(i), type, text);
    });
  }
  arrow::Status Visit(const arrow::DictionaryArray& array) override {
    ColumnTexts words;
    words.Read(*array.dictionary());
    for (std::int64_t i = 0; i < array.length(); ++i) {
      const readers::Field word =
          array.IsNull(i) ? readers::Field{}
                          : words.FieldAt(static_cast<std::size_t>(array.GetValueIndex(i)));
      texts_.bytes_ += word.text;
      texts_.ends_.push_back(texts_.bytes_.size());
      texts_.present_.push_back(word.present);
    }
    return arrow::Status::OK();
  }
  arrow::Status Visit(const arrow::ExtensionArray& array) override {
    return array.storage()->Accept(this);
  }

 private:
  template <typename Append>
  arrow::Status Write(const arrow::Array& array, const Append& append) {
    for (std::int64_t i = 0; i < array.length(); ++i) {
      const bool present = !array.IsNull(i);
      if (present) {
        append(i, texts_.bytes_);
      }
      texts_.ends_.push_back(texts_.bytes_.size());
      texts_.present_.push_back(present);
    }
    return arrow::Status::OK();
  }
  template <typename Array>
  arrow::Status Numbers(const Array& array) {
    return Write(array, [&](std::int64_t i, std::string& text) {
      AppendNumber(array.Value(i), text);
    });
  }
  template <typename Array>
  arrow::Status Decimals(const Array& array) {
    return Write(array, [&](std::int64_t i, std::string& text) { text += array.FormatValue(i); });
  }
  template <typename Array>
  arrow::Status Texts(const Array& array) {
    return Write(array, [&](std::int64_t i, std::string& text) { text += array.GetView(i); });
  }

  ColumnTexts& texts_;
};

bool HasTexts(const arrow::DataType& type) {
  switch (type.id()) {
    case Type::NA:
    case Type::BOOL:
    case Type::INT8:
    case Type::INT16:
    case Type::INT32:
    case Type::INT64:
    case Type::UINT8:
    case Type::UINT16:
    case Type::UINT32:
    case Type::UINT64:
    case Type::FLOAT:
    case Type::DOUBLE:
    case Type::DECIMAL32:
    case Type::DECIMAL64:
    case Type::DECIMAL128:
    case Type::DECIMAL256:
    case Type::STRING:
    case Type::LARGE_STRING:
    case Type::STRING_VIEW:
    case Type::DATE32:
    case Type::DATE64:
    case Type::TIMESTAMP: return true;
    case Type::DICTIONARY:
      return HasTexts(*static_cast<const arrow::DictionaryType&>(type).value_type());
    case Type::EXTENSION:
      return HasTexts(*static_cast<const arrow::ExtensionType&>(type).storage_type());
    default: return false;  // Arrow's list of types grows
  }
}

void ColumnTexts::Read(const arrow::Array& array) {
  bytes_.clear();
  ends_.clear();
  present_.clear();
  Writer writer(*this);
  // Every type with texts has a Visit of its own.
  if (!array.Accept(&writer).ok()) {
    ends_.assign(static_cast<std::size_t>(array.length()), 0);
    present_.assign(ends_.size(), false);
  }
}

readers::Field ColumnTexts::FieldAt(std::size_t row) const {
  const std::size_t begin = row == 0 ? 0 : ends_[row - 1];
  return {std::string_view(bytes_).substr(begin, ends_[row] - begin), present_[row]};
}

}  // namespace slate::parquet
