// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/readers/bound_source.h"
#include "runtime/readers/cell.h"

namespace slate::readers {

// Plain rows of a stretch of text: printable ASCII without quotes, each with as many fields as the
// file has columns. `ends` has for each field where its delimiter or line feed stands.
struct FieldBlock {
  const char* bytes = nullptr;  // Window::kPadding more may be read behind them
  std::size_t rows = 0;
  std::size_t columns = 0;  // of the file
  std::vector<std::uint32_t> ends = {};

  std::size_t EndOfRow(std::size_t row) const { return ends[(row + 1) * columns - 1] + 1; }
};

// The texts of one column as numbers, by the order in which this reader met them. The taker of the
// rows notes its own numbers for them.
struct TextCodes {
  std::vector<std::string> texts = {};
  std::vector<std::int64_t> taken = {};  // -1: not met by the taker
};

// One column of a block: instants ns, bools 0 or 1, texts and members as TextCodes, numbers as
// multiples of 10^-places.
struct CellBlock {
  std::vector<std::int64_t> values = {};
  std::vector<std::uint8_t> valid = {};  // empty: all
  int places = 0;
};

// Instants in UTC to the second or millisecond, `2026-03-01T10:00:07Z`. The reading of a day serves
// all rows of that day.
class UtcInstants {
 public:
  // False for every other text, and where the day is not the one learnt last.
  bool Read(std::string_view text, std::int64_t& ns) const;
  // What a day's text means is learnt from an instant in it.
  void Learn(std::string_view text, std::int64_t ns);

 private:
  std::array<char, 16> day_ = {};
  std::int64_t day_from_ = 0;
};

// Reads one column, a block of rows at a time. It has the answers of CellReader: what it cannot
// tell at a glance it asks it, and rows that are to be rejected, or do not fit into a block, are
// marked as odd.
class CellBlockReader {
 public:
  // `position` is the number of the column in the file; absent: a constant.
  CellBlockReader(const BoundColumn& bound, std::optional<std::size_t> position);

  void Read(const FieldBlock& fields, CellBlock& cells, std::vector<std::uint8_t>& odd);
  TextCodes& codes() { return codes_; }

 private:
  enum class Way : std::uint8_t { kConstant, kByText, kNumbers, kInstants, kOneByOne };
  static constexpr std::uint32_t kFree = (1U << 30U) - 1;
  // A text that was met before and what it stands for; two in a line of the cache.
  struct Known {
    std::uint64_t first = 0;  // its first eight bytes
    std::uint64_t second = 0;
    std::int64_t value = 0;
    std::uint32_t long_text = 0;  // place in `long_texts_` of more than sixteen bytes
    std::uint32_t size : 30 = kFree;
    bool valid : 1 = false;
    bool odd : 1 = false;
  };

  Way WayOf() const;
  template <typename ReadOne>
  void ForFields(const FieldBlock& fields, ReadOne read_one) const;
  // One field by CellReader. False: the row is odd.
  bool Ask(const Field& field, std::size_t row, CellBlock& cells);
  static bool StoreNumber(std::size_t row, const Decimal& number, CellBlock& cells);
  static void SetMissing(std::size_t row, CellBlock& cells);
  const Known& KnownOf(std::string_view text);
  Known Learn(std::string_view text);
  void MakeRoom();
  std::int64_t CodeOf(std::string_view text);

  CellReader reader_;
  std::optional<std::size_t> position_;
  bool is_coded_;
  bool blank_is_missing_;
  Way way_;
  UtcInstants instants_;
  std::vector<Known> known_;  // by hash
  std::size_t known_count_ = 0;
  std::vector<std::string> long_texts_;
  TextMap<std::int64_t> code_of_;
  TextCodes codes_;
};

}  // namespace slate::readers
