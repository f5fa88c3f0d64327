// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/cell_block.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "runtime/calendar/civil_time.h"

namespace slate::readers {

namespace {

using plan::Type;

constexpr std::size_t kWord = sizeof(std::uint64_t);
constexpr std::size_t kFirstKnown = 64;  // a power of two

std::uint64_t WordAt(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, kWord);
  return word;
}

// The first `size` bytes of a word, zeros behind them.
std::uint64_t Cut(std::uint64_t word, std::size_t size) {
  return size >= kWord ? word : word & ((std::uint64_t{1} << (8U * size)) - 1);
}

std::size_t HashOf(std::uint64_t first, std::uint64_t second, std::size_t size) {
  constexpr std::uint64_t kOdd = 0x9E37'79B9'7F4A'7C15U;
  const std::uint64_t mixed = (first ^ ((second ^ size) * kOdd)) * kOdd;
  return static_cast<std::size_t>(mixed ^ (mixed >> 32U));
}

// One to eight digits; -1 where there is something else among them.
std::int64_t FewDigits(const char* text, std::size_t size) {
  constexpr std::uint64_t kZeros = 0x3030'3030'3030'3030U;
  constexpr std::uint64_t kSixes = 0x0606'0606'0606'0606U;
  constexpr std::uint64_t kHighHalves = 0xF0F0'F0F0'F0F0'F0F0U;
  const std::size_t missing = 8U * (kWord - size);
  std::uint64_t word = WordAt(text) << missing;
  word |= kZeros & ((std::uint64_t{1} << missing) - 1);
  if ((word & kHighHalves) != kZeros || ((word + kSixes) & kHighHalves) != kZeros) {
    return -1;
  }
  // Two, four and eight digits at a time: 10 a + b, 100 a + b, 10,000 a + b.
  word = ((word & 0x0F0F'0F0F'0F0F'0F0FU) * 2'561U) >> 8U;
  word = ((word & 0x00FF'00FF'00FF'00FFU) * 6'553'601U) >> 16U;
  word = ((word & 0x0000'FFFF'0000'FFFFU) * 42'949'672'960'001U) >> 32U;
  return static_cast<std::int64_t>(word);
}

// A run of digits that surely fits; -1 for anything else.
std::int64_t Digits(std::string_view text) {
  constexpr std::size_t kMost = 18;
  if (text.empty() || text.size() > kMost) {
    return -1;
  }
  std::int64_t value = 0;
  while (text.size() > kWord) {
    const std::int64_t eight = FewDigits(text.data(), kWord);
    if (eight < 0) {
      return -1;
    }
    value = value * 100'000'000 + eight;
    text.remove_prefix(kWord);
  }
  const std::int64_t rest = FewDigits(text.data(), text.size());
  return rest < 0 ? -1 : value * PowerOfTen(static_cast<int>(text.size())) + rest;
}

// `10:00:07` as seconds; -1 where it is not a time of day before midnight.
std::int64_t SecondsOfDay(const char* text) {
  constexpr std::uint64_t kShape = 0x3030'3A30'303A'3030U;  // 00:00:00
  constexpr std::uint64_t kLimits = 0x7676'7F76'767F'7676U;
  constexpr std::uint64_t kHighBits = 0x8080'8080'8080'8080U;
  const std::uint64_t digits = WordAt(text) ^ kShape;
  if (((digits | (digits + kLimits)) & kHighBits) != 0) {
    return -1;
  }
  const auto two_at = [&](unsigned place) {
    return static_cast<std::int64_t>(
        ((digits >> (8U * place)) & 0xFFU) * 10 + ((digits >> (8U * place + 8U)) & 0xFFU)
    );
  };
  const std::int64_t hours = two_at(0);
  const std::int64_t minutes = two_at(3);
  const std::int64_t seconds = two_at(6);
  const bool fits = (hours < 24) & (minutes < 60) & (seconds < 60);
  return fits ? (hours * 60 + minutes) * 60 + seconds : -1;
}

constexpr std::size_t kDayText = 11;  // 2026-03-01T

bool LooksLikeDigits(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

// ---- Instants ----

bool UtcInstants::Read(std::string_view text, std::int64_t& ns) const {
  constexpr std::size_t kSeconds = 20;
  constexpr std::size_t kMillis = 24;
  constexpr std::size_t kRestOfDay = kDayText - kWord;
  const bool millis = text.size() == kMillis;
  const char* bytes = text.data();
  if ((!millis && text.size() != kSeconds) || text.back() != 'Z' ||
      WordAt(bytes) != WordAt(day_.data()) ||
      WordAt(bytes + kRestOfDay) != WordAt(day_.data() + kRestOfDay)) {
    return false;
  }
  const std::int64_t seconds = SecondsOfDay(bytes + kDayText);
  const std::int64_t thousandths = millis ? FewDigits(bytes + kSeconds, 3) : 0;
  if (seconds < 0 || thousandths < 0 || (millis && bytes[kSeconds - 1] != '.')) {
    return false;
  }
  ns = day_from_ + seconds * calendar::kNsPerSecond + thousandths * 1'000'000;
  return true;
}

void UtcInstants::Learn(std::string_view text, std::int64_t ns) {
  if (text.size() < kDayText + kWord || text.back() != 'Z' ||
      SecondsOfDay(text.data() + kDayText) < 0) {
    return;
  }
  day_from_ = ns - ns % calendar::kNsPerDay;
  std::memcpy(day_.data(), text.data(), kDayText);
}

// ---- Columns ----

CellBlockReader::CellBlockReader(const BoundColumn& bound, std::optional<std::size_t> position)
    : reader_(bound.reader), position_(position), known_(kFirstKnown) {
  const CellForm& form = reader_.form();
  is_coded_ = form.type.kind == Type::Kind::kText || form.type.kind == Type::Kind::kMember;
  blank_is_missing_ = std::find(form.missing.begin(), form.missing.end(), "") != form.missing.end();
  way_ = WayOf();
}

CellBlockReader::Way CellBlockReader::WayOf() const {
  const CellForm& form = reader_.form();
  if (!position_) {
    return Way::kConstant;
  }
  if (is_coded_ || reader_.translates() || form.type.kind == Type::Kind::kBool) {
    return form.type.kind == Type::Kind::kNumber ? Way::kOneByOne : Way::kByText;
  }
  const bool digits_may_be_missing =
      std::any_of(form.missing.begin(), form.missing.end(), LooksLikeDigits);
  if (form.type.kind == Type::Kind::kNumber && reader_.takes_digits() && !digits_may_be_missing) {
    return Way::kNumbers;
  }
  const bool iso = form.type.kind == Type::Kind::kInstant && form.time->is_iso();
  const bool only_blank_is_missing = form.missing.size() == (blank_is_missing_ ? 1U : 0U);
  return iso && only_blank_is_missing ? Way::kInstants : Way::kOneByOne;
}

template <typename ReadOne>
void CellBlockReader::ForFields(const FieldBlock& fields, ReadOne read_one) const {
  const std::size_t stride = fields.columns;
  const bool is_last = *position_ + 1 == stride;
  const std::uint32_t* ends = fields.ends.data();
  for (std::size_t row = 0, field = *position_; row < fields.rows; ++row, field += stride) {
    const std::size_t from = field == 0 ? 0 : ends[field - 1] + std::size_t{1};
    std::size_t to = ends[field];
    if (is_last && to > from && fields.bytes[to - 1] == '\r') {
      --to;
    }
    read_one(row, std::string_view(fields.bytes + from, to - from));
  }
}

void CellBlockReader::Read(
    const FieldBlock& fields, CellBlock& cells, std::vector<std::uint8_t>& odd
) {
  cells.values.resize(fields.rows);
  cells.valid.clear();
  cells.places = 0;
  const auto ask = [&](std::size_t row, std::string_view text) {
    odd[row] = Ask({text, true}, row, cells) ? odd[row] : 1;
  };
  switch (way_) {
    case Way::kConstant:
      for (std::size_t row = 0; row < fields.rows; ++row) {
        odd[row] = Ask({}, row, cells) ? odd[row] : 1;
      }
      return;
    case Way::kByText:
      ForFields(fields, [&](std::size_t row, std::string_view text) {
        const Known& known = KnownOf(text);
        cells.values[row] = known.value;
        odd[row] = known.odd ? 1 : odd[row];
        if (!known.valid) {
          SetMissing(row, cells);
        }
      });
      return;
    case Way::kNumbers:
      ForFields(fields, [&](std::size_t row, std::string_view text) {
        const std::int64_t digits = Digits(text);
        cells.values[row] = digits;
        if (digits < 0 || cells.places != 0) {
          ask(row, text);
        }
      });
      return;
    case Way::kInstants:
      ForFields(fields, [&](std::size_t row, std::string_view text) {
        if (instants_.Read(text, cells.values[row])) {
          return;
        }
        if (text.empty() && blank_is_missing_) {
          cells.values[row] = 0;
          odd[row] = reader_.form().type.optional ? odd[row] : 1;
          SetMissing(row, cells);
        } else if (Ask({text, true}, row, cells)) {
          instants_.Learn(text, cells.values[row]);
        } else {
          odd[row] = 1;
        }
      });
      return;
    case Way::kOneByOne: ForFields(fields, ask); return;
  }
}

bool CellBlockReader::Ask(const Field& field, std::size_t row, CellBlock& cells) {
  Cell cell;
  Problem problem;
  cells.values[row] = 0;
  if (!reader_.Read(field, cell, problem)) {
    return false;
  }
  const Type& type = reader_.form().type;
  if (!cell.valid) {
    SetMissing(row, cells);
    return type.optional;
  }
  if (type.kind == Type::Kind::kNumber) {
    return StoreNumber(row, cell.number, cells);
  }
  cells.values[row] = is_coded_ ? CodeOf(cell.text) : cell.value;
  return true;
}

void CellBlockReader::SetMissing(std::size_t row, CellBlock& cells) {
  cells.valid.resize(cells.values.size(), 1);
  cells.valid[row] = 0;
}

// All numbers of a block have the places of the finest.
bool CellBlockReader::StoreNumber(std::size_t row, const Decimal& number, CellBlock& cells) {
  if (number.wide) {
    return false;
  }
  std::int64_t value = number.mantissa;
  if (number.places > cells.places) {
    const std::int64_t power = PowerOfTen(number.places - cells.places);
    std::vector<std::int64_t> finer(cells.values.data(), cells.values.data() + row);
    for (std::int64_t& before : finer) {
      if (__builtin_mul_overflow(before, power, &before)) {
        return false;
      }
    }
    std::copy(finer.begin(), finer.end(), cells.values.begin());
    cells.places = number.places;
  } else if (__builtin_mul_overflow(value, PowerOfTen(cells.places - number.places), &value)) {
    return false;
  }
  cells.values[row] = value;
  return true;
}

// ---- Texts met before ----

const CellBlockReader::Known& CellBlockReader::KnownOf(std::string_view text) {
  const std::size_t size = text.size();
  const std::uint64_t first = Cut(WordAt(text.data()), size);
  const std::uint64_t second = size > kWord ? Cut(WordAt(text.data() + kWord), size - kWord) : 0;
  const std::size_t mask = known_.size() - 1;
  for (std::size_t at = HashOf(first, second, size) & mask;; at = (at + 1) & mask) {
    Known& known = known_[at];
    if (known.size == size && known.first == first && known.second == second &&
        (size <= 2 * kWord || long_texts_[known.long_text] == text)) {
      return known;
    }
    if (known.size == kFree) {
      known = Learn(text);
      known.first = first;
      known.second = second;
      known.size = static_cast<std::uint32_t>(size) & kFree;
      if (++known_count_ * 2 <= known_.size()) {
        return known;
      }
      MakeRoom();
      return KnownOf(text);
    }
  }
}

CellBlockReader::Known CellBlockReader::Learn(std::string_view text) {
  Known known;
  Cell cell;
  Problem problem;
  known.odd = !reader_.Read({text, true}, cell, problem);
  known.valid = cell.valid && !known.odd;
  known.odd = known.odd || (!cell.valid && !reader_.form().type.optional);
  if (known.valid) {
    known.value = is_coded_ ? CodeOf(cell.text) : cell.value;
  }
  if (text.size() > 2 * kWord) {
    known.long_text = static_cast<std::uint32_t>(long_texts_.size());
    long_texts_.emplace_back(text);
  }
  return known;
}

void CellBlockReader::MakeRoom() {
  std::vector<Known> all(known_.size() * 2);
  std::swap(all, known_);
  const std::size_t mask = known_.size() - 1;
  for (Known& known : all) {
    if (known.size == kFree) {
      continue;
    }
    std::size_t at = HashOf(known.first, known.second, known.size) & mask;
    while (known_[at].size != kFree) {
      at = (at + 1) & mask;
    }
    known_[at] = known;
  }
}

std::int64_t CellBlockReader::CodeOf(std::string_view text) {
  const auto found = code_of_.find(text);
  if (found != code_of_.end()) {
    return found->second;
  }
  const auto code = static_cast<std::int64_t>(codes_.texts.size());
  code_of_.emplace(std::string(text), code);
  codes_.texts.emplace_back(text);
  codes_.taken.push_back(-1);
  return code;
}

}  // namespace slate::readers
