// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/json_shape.h"

#include <bit>
#include <cstring>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "runtime/readers/utf8.h"
#include "runtime/readers/window.h"

namespace slate::readers {

namespace {

constexpr std::size_t kWord = sizeof(std::uint64_t);
constexpr int kDeepest = 64;

std::uint64_t WordAt(const char* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, kWord);
  return word;
}

// Both sides may be read to the next whole word.
bool SameBytes(const char* a, const char* b, std::size_t size) {
  for (; size >= kWord; size -= kWord, a += kWord, b += kWord) {
    if (WordAt(a) != WordAt(b)) {
      return false;
    }
  }
  if constexpr (std::endian::native == std::endian::little) {
    constexpr unsigned kBits = 8;
    const std::uint64_t differing = WordAt(a) ^ WordAt(b);
    return size == 0 || differing << (kBits * static_cast<unsigned>(kWord - size)) == 0;
  }
  return std::memcmp(a, b, size) == 0;
}

#if !defined(__SSE2__)
bool EndsText(char c) {
  return c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' ';
}
#endif

// Reads from the front of a window; `end` is never passed by what is given out.
class Cursor {
 public:
  Cursor(const char* at, const char* end) : at_(at), end_(end) {}

  const char* at() const { return at_; }
  bool is_inside() const { return at_ < end_; }
  bool beyond_ascii() const { return beyond_ascii_; }
  char Peek() const { return *at_; }
  void Skip(std::size_t count) { at_ += count; }

  // Up to a quote, a backslash or a control character.
  void SkipPlainText() {
#if defined(__SSE2__)
    constexpr std::size_t kStep = sizeof(__m128i);
    for (; at_ < end_; at_ += kStep) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at_));
      const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
      const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
      const __m128i slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
      const auto stops =
          static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(low, _mm_or_si128(quote, slash))
          ));
      const auto high = static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
      if (stops != 0) {
        const std::uint32_t before = stops ^ (stops - 1U);
        beyond_ascii_ = beyond_ascii_ || (high & before) != 0;
        at_ += std::countr_zero(stops);
        return;
      }
      beyond_ascii_ = beyond_ascii_ || high != 0;
    }
#else
    for (; at_ < end_ && !EndsText(*at_); ++at_) {
      beyond_ascii_ = beyond_ascii_ || static_cast<unsigned char>(*at_) > 0x7F;
    }
#endif
  }

  // Behind the closing quote of a text whose inside is of no interest.
  bool SkipText() {
    for (;;) {
      SkipPlainText();
      if (!is_inside() || (*at_ != '"' && *at_ != '\\')) {
        return false;
      }
      if (*at_ == '"') {
        ++at_;
        return true;
      }
      if (at_ + 1 >= end_ || static_cast<unsigned char>(at_[1]) < ' ') {
        return false;
      }
      at_ += 1;  // what is escaped is skipped with what follows
      beyond_ascii_ = beyond_ascii_ || static_cast<unsigned char>(*at_) > 0x7F;
      ++at_;
    }
  }

  // From an opening bracket behind the one that closes it.
  bool SkipNested() {
    int depth = 0;
    while (is_inside() && static_cast<unsigned char>(*at_) >= ' ') {
      const char c = *at_++;
      beyond_ascii_ = beyond_ascii_ || static_cast<unsigned char>(c) > 0x7F;
      if (c == '"' && !SkipText()) {
        return false;
      }
      depth += c == '[' || c == '{' ? 1 : 0;
      depth -= c == ']' || c == '}' ? 1 : 0;
      if (depth == 0) {
        return true;
      }
    }
    return false;
  }

  // A number, true, false or null as a whole; empty for anything else.
  std::string_view TakeToken() {
    const char* begin = at_;
    while (at_ < end_ && *at_ != ',' && *at_ != '}' && *at_ != ']' && *at_ > ' ') {
      ++at_;
    }
    const std::string_view token(begin, static_cast<std::size_t>(at_ - begin));
    return IsDigits(token) || IsJsonNumber(token) || IsWord(token) ? token : std::string_view();
  }

 private:
  static bool IsWord(std::string_view token) {
    return token == "true" || token == "false" || token == "null";
  }
  // Most numbers by far.
  static bool IsDigits(std::string_view token) {
    if (token.empty() || token.front() == '0') {
      return false;
    }
    bool all = true;
    for (const char c : token) {
      all = all && c >= '0' && c <= '9';
    }
    return all;
  }

  const char* at_;
  const char* end_;
  bool beyond_ascii_ = false;
};

// The value at the cursor into the field.
bool TakeField(Cursor& cursor, Field& field) {
  if (cursor.Peek() != '"') {
    field.text = cursor.TakeToken();
    field.present = field.text != "null";
    field.text = field.present ? field.text : std::string_view();
    return !field.present || !field.text.empty();
  }
  cursor.Skip(1);
  const char* begin = cursor.at();
  cursor.SkipPlainText();
  if (!cursor.is_inside() || cursor.Peek() != '"') {
    return false;
  }
  field = {{begin, static_cast<std::size_t>(cursor.at() - begin)}, true};
  cursor.Skip(1);
  return true;
}

bool SkipValue(Cursor& cursor, bool is_array) {
  const char first = cursor.Peek();
  if (is_array) {
    return first == '[' && cursor.SkipNested();
  }
  if (first == '"') {
    cursor.Skip(1);
    return cursor.SkipText();
  }
  return !cursor.TakeToken().empty();
}

}  // namespace

// ---- Finding a shape ----

class JsonShape::Finder {
 public:
  explicit Finder(std::string_view row) : row_(row), padded_(row) {
    padded_.append(Window::kPadding, '\0');
  }

  std::optional<JsonShape> Run(const JsonName& names) {
    SkipSpace();
    if (!IsAscii(row_) || !FindObject(names, 0)) {
      return std::nullopt;
    }
    SkipSpace();
    if (at_ != row_.size()) {
      return std::nullopt;
    }
    shape_.end_ = TakeFixed(JsonName::kNotWanted);
    shape_.fixed_.append(kWord, '\0');
    return std::move(shape_);
  }

 private:
  char Peek() const { return at_ < row_.size() ? row_[at_] : '\0'; }
  bool Take(char c) {
    const bool found = Peek() == c;
    at_ += found ? 1 : 0;
    return found;
  }
  void SkipSpace() {
    while (at_ < row_.size() && std::string_view(" \t\r\n").find(row_[at_]) != std::string::npos) {
      ++at_;
    }
  }

  Slot TakeFixed(std::size_t wanted) {
    const Slot slot{
        .begin = shape_.fixed_.size(),
        .size = at_ - value_end_,
        .wanted = wanted,
        .is_array = false};
    shape_.fixed_ += row_.substr(value_end_, slot.size);
    return slot;
  }

  // Nothing for a name with escapes.
  std::optional<std::string_view> TakeName() {
    const std::size_t end = Take('"') ? row_.find_first_of("\"\\", at_) : std::string::npos;
    if (end == std::string::npos || row_[end] == '\\') {
      return std::nullopt;
    }
    const std::string_view name = row_.substr(at_, end - at_);
    at_ = end + 1;
    return name;
  }

  bool FindObject(const JsonName& names, int depth) {
    if (depth > kDeepest || !Take('{')) {
      return false;
    }
    SkipSpace();
    if (Take('}')) {
      return true;
    }
    static const JsonName kNoNames;
    do {
      SkipSpace();
      const auto name = TakeName();
      SkipSpace();
      if (!name || !Take(':')) {
        return false;
      }
      SkipSpace();
      const JsonName* known = names.Find(*name);
      if (!FindValue(known == nullptr ? kNoNames : *known, depth)) {
        return false;
      }
      SkipSpace();
    } while (Take(','));
    return Take('}');
  }

  bool FindValue(const JsonName& name, int depth) {
    if (Peek() == '{') {
      return FindObject(name, depth + 1);
    }
    Slot slot = TakeFixed(name.wanted);
    slot.is_array = Peek() == '[';
    for (const Slot& other : shape_.slots_) {
      if (slot.wanted != JsonName::kNotWanted && other.wanted == slot.wanted) {
        return false;  // whether a value is there twice depends on the row
      }
    }
    Cursor cursor(padded_.data() + at_, padded_.data() + row_.size());
    if (!SkipValue(cursor, slot.is_array)) {
      return false;
    }
    at_ = value_end_ = static_cast<std::size_t>(cursor.at() - padded_.data());
    shape_.slots_.push_back(slot);
    return true;
  }

  std::string_view row_;
  std::string padded_;
  std::size_t at_ = 0;
  std::size_t value_end_ = 0;  // of the last value
  JsonShape shape_;
};

std::optional<JsonShape> JsonShape::Of(std::string_view row, const JsonName& names) {
  return Finder(row).Run(names);
}

// ---- Following it ----

std::optional<std::size_t> JsonShape::Follow(std::string_view bytes, Record& record) const {
  Cursor cursor(bytes.data(), bytes.data() + bytes.size());
  const auto take_fixed = [&](const Slot& slot) {
    const auto left = static_cast<std::size_t>(bytes.data() + bytes.size() - cursor.at());
    const bool same =
        slot.size <= left && SameBytes(cursor.at(), fixed_.data() + slot.begin, slot.size);
    cursor.Skip(same ? slot.size : 0);
    return same;
  };
  for (const Slot& slot : slots_) {
    if (!take_fixed(slot) || !cursor.is_inside()) {
      return std::nullopt;
    }
    const bool taken = slot.wanted == JsonName::kNotWanted
                           ? SkipValue(cursor, slot.is_array)
                           : TakeField(cursor, record.fields[slot.wanted]);
    if (!taken) {
      return std::nullopt;
    }
  }
  if (!take_fixed(end_)) {
    return std::nullopt;
  }
  const auto size = static_cast<std::size_t>(cursor.at() - bytes.data());
  record.ascii = !cursor.beyond_ascii();
  if (!record.ascii && FindMalformedUtf8(bytes.substr(0, size))) {
    return std::nullopt;
  }
  return size;
}

std::optional<std::size_t> JsonShapes::Follow(std::string_view bytes, Record& record) {
  for (std::size_t i = 0; i < shapes_.size(); ++i) {
    const std::size_t index = last_ + i < shapes_.size() ? last_ + i : last_ + i - shapes_.size();
    record.fields.assign(wanted_count_, Field{});
    if (const auto size = shapes_[index].Follow(bytes, record)) {
      constexpr std::uint64_t kRowsForOneMore = 256;
      last_ = index;
      credit_ += ++followed_ % kRowsForOneMore == 0 ? 1U : 0U;
      return size;
    }
  }
  return std::nullopt;
}

void JsonShapes::Learn(std::string_view row) {
  if (credit_ == 0) {
    return;
  }
  --credit_;
  auto shape = JsonShape::Of(row, names_);
  if (!shape) {
    return;
  }
  if (shapes_.size() < kMost) {
    shapes_.push_back(*std::move(shape));
  } else {
    shapes_[oldest_] = *std::move(shape);
    oldest_ = (oldest_ + 1) % kMost;
  }
}

}  // namespace slate::readers
