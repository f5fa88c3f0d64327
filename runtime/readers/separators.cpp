// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/separators.h"

#include <algorithm>
#include <array>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace slate::readers {

namespace {

constexpr std::size_t kMarkedBytes = 64;

// One bit for each byte of a block.
struct Marks {
  std::uint64_t separators = 0;
  std::uint64_t line_feeds = 0;
  std::uint64_t returns = 0;
  std::uint64_t odd = 0;  // carriage returns are not among them
};

bool IsOdd(char c) {
  return c < ' ' || c == '\x7F' || c == '"';  // char is signed or the byte is above 0x7F
}

Marks MarkPlainly(const char* block, char delimiter) {
  Marks marks;
  for (std::size_t i = 0; i < kMarkedBytes; ++i) {
    const char c = block[i];
    const std::uint64_t bit = std::uint64_t{1} << i;
    const bool separates = c == delimiter || c == '\n';
    marks.separators |= separates ? bit : 0;
    marks.line_feeds |= c == '\n' ? bit : 0;
    marks.returns |= c == '\r' ? bit : 0;
    const bool odd = IsOdd(c) || static_cast<unsigned char>(c) > 0x7F;
    marks.odd |= odd && !separates && c != '\r' ? bit : 0;
  }
  return marks;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) std::uint64_t BitsOf(__m256i low, __m256i high) {
  const auto a = static_cast<std::uint32_t>(_mm256_movemask_epi8(low));
  const auto b = static_cast<std::uint32_t>(_mm256_movemask_epi8(high));
  return a | (static_cast<std::uint64_t>(b) << 32U);
}

__attribute__((target("avx2"))) std::uint64_t BytesEqual(__m256i low, __m256i high, char c) {
  const __m256i wanted = _mm256_set1_epi8(c);
  return BitsOf(_mm256_cmpeq_epi8(low, wanted), _mm256_cmpeq_epi8(high, wanted));
}

// Signed comparison: bytes beyond ASCII are below the blank too.
__attribute__((target("avx2"))) Marks MarkWithAvx2(const char* block, char delimiter) {
  const auto* from = reinterpret_cast<const __m256i*>(block);
  const __m256i low = _mm256_loadu_si256(from);
  const __m256i high = _mm256_loadu_si256(from + 1);
  const __m256i blank = _mm256_set1_epi8(' ');
  Marks marks;
  marks.line_feeds = BytesEqual(low, high, '\n');
  marks.separators = BytesEqual(low, high, delimiter) | marks.line_feeds;
  marks.returns = BytesEqual(low, high, '\r');
  marks.odd = BitsOf(_mm256_cmpgt_epi8(blank, low), _mm256_cmpgt_epi8(blank, high)) |
              BytesEqual(low, high, '"') | BytesEqual(low, high, '\x7F');
  marks.odd &= ~(marks.separators | marks.returns);
  return marks;
}

constexpr std::size_t kParts = 4;
using Parts = __m128i[kParts];

std::uint64_t BytesEqual(const Parts& parts, char c) {
  const __m128i wanted = _mm_set1_epi8(c);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kParts; ++i) {
    const auto part =
        static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(parts[i], wanted)));
    bits |= static_cast<std::uint64_t>(part) << (16U * i);
  }
  return bits;
}

Marks MarkWithSse2(const char* block, char delimiter) {
  Parts parts{};
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < kParts; ++i) {
    parts[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block) + i);
    const auto part =
        static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmplt_epi8(parts[i], _mm_set1_epi8(' '))));
    below |= static_cast<std::uint64_t>(part) << (16U * i);
  }
  Marks marks;
  marks.line_feeds = BytesEqual(parts, '\n');
  marks.separators = BytesEqual(parts, delimiter) | marks.line_feeds;
  marks.returns = BytesEqual(parts, '\r');
  marks.odd = below | BytesEqual(parts, '"') | BytesEqual(parts, '\x7F');
  marks.odd &= ~(marks.separators | marks.returns);
  return marks;
}
#endif

// Carriage returns that no line feed follows.
std::uint64_t LoneReturns(const Marks& marks, std::string_view bytes, std::size_t at) {
  const bool fed = at + kMarkedBytes < bytes.size() && bytes[at + kMarkedBytes] == '\n';
  const std::uint64_t before_feed = (marks.line_feeds >> 1U) | (fed ? std::uint64_t{1} << 63U : 0);
  return marks.returns & ~before_feed;
}

void CutAfterLastLine(
    std::string_view bytes, std::size_t keep, std::vector<std::uint32_t>& places
) {
  while (places.size() > keep && bytes[places.back()] != '\n') {
    places.pop_back();
  }
}

// Writes the places of the bits from `out` on; as many as there are bits are meant.
[[gnu::always_inline]] inline void Spell(
    std::uint64_t bits, std::uint32_t base, std::uint32_t* out
) {
  for (; bits != 0; bits &= bits - 1) {
    *out++ = base + static_cast<std::uint32_t>(std::countr_zero(bits));
  }
}

// Inlined where the marking is, so that it has its instructions.
template <typename Mark>
[[gnu::always_inline]] inline void FindWith(
    Mark mark, std::string_view bytes, char delimiter, std::vector<std::uint32_t>& places
) {
  const std::size_t before = places.size();
  std::size_t count = before;
  std::array<char, kMarkedBytes> last{};
  for (std::size_t at = 0; at < bytes.size(); at += kMarkedBytes) {
    const char* block = bytes.data() + at;
    if (at + kMarkedBytes > bytes.size()) {
      last.fill(' ');
      std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), last.begin());
      block = last.data();
    }
    const Marks marks = mark(block, delimiter);
    const std::uint64_t odd = marks.odd | (marks.returns == 0 ? 0 : LoneReturns(marks, bytes, at));
    std::uint64_t plain = marks.separators;
    plain &= odd == 0 ? ~std::uint64_t{0} : (odd & -odd) - 1;
    if (count + kMarkedBytes > places.size()) {
      places.resize(std::max(2 * places.size(), count + 16 * kMarkedBytes));
    }
    Spell(plain, static_cast<std::uint32_t>(at), places.data() + count);
    count += static_cast<std::size_t>(std::popcount(plain));
    if (odd != 0) {
      break;
    }
  }
  places.resize(count);
  CutAfterLastLine(bytes, before, places);
}

using Finding = void (*)(std::string_view, char, std::vector<std::uint32_t>&);

void FindPlainly(std::string_view bytes, char delimiter, std::vector<std::uint32_t>& places) {
  FindWith(MarkPlainly, bytes, delimiter, places);
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi,popcnt"))) void FindWithAvx2(
    std::string_view bytes, char delimiter, std::vector<std::uint32_t>& places
) {
  FindWith(MarkWithAvx2, bytes, delimiter, places);
}

void FindWithSse2(std::string_view bytes, char delimiter, std::vector<std::uint32_t>& places) {
  FindWith(MarkWithSse2, bytes, delimiter, places);
}
#endif

Finding FastestFinding() {
#if defined(__x86_64__)
  const bool has_all = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                       __builtin_cpu_supports("popcnt");
  return has_all ? FindWithAvx2 : FindWithSse2;
#else
  return FindPlainly;
#endif
}

}  // namespace

void FindSeparators(std::string_view bytes, char delimiter, std::vector<std::uint32_t>& places) {
  static const Finding kFinding = FastestFinding();
  kFinding(bytes, delimiter, places);
}

void FindSeparatorsPlainly(
    std::string_view bytes, char delimiter, std::vector<std::uint32_t>& places
) {
  FindPlainly(bytes, delimiter, places);
}

}  // namespace slate::readers
