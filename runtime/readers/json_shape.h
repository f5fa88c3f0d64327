// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/readers/json_names.h"
#include "runtime/readers/record.h"

namespace slate::readers {

// How a row of JSON is written around its values: {"at":"…","up":…}. What one writer writes has few
// shapes, and to follow one is much cheaper than to parse.
class JsonShape {
 public:
  // Of a row that was read without a problem. Nothing for a row whose names are written with
  // escapes or beyond ASCII.
  static std::optional<JsonShape> Of(std::string_view row, const JsonName& names);

  // If `bytes` begin with a row of this shape, where it ends, and its fields in `record`. Nothing
  // is said of a row that is of another shape, is not all there or has any oddity: it may still be
  // a good row. A row that is followed would be read the same way by a parser.
  // Window::kPadding bytes behind `bytes` may be read.
  std::optional<std::size_t> Follow(std::string_view bytes, Record& record) const;

 private:
  class Finder;
  // The bytes between the value before and this value.
  struct Slot {
    std::size_t begin = 0;
    std::size_t size = 0;
    std::size_t wanted = JsonName::kNotWanted;
    bool is_array = false;
  };

  std::string fixed_;  // of all slots, then what is behind the last; padded
  std::vector<Slot> slots_;
  Slot end_;
};

// The shapes of the rows so far.
class JsonShapes {
 public:
  explicit JsonShapes(const std::vector<WantedColumn>& wanted)
      : names_(NamesOf(wanted)), wanted_count_(wanted.size()) {}

  // As JsonShape::Follow, by any of them.
  std::optional<std::size_t> Follow(std::string_view bytes, Record& record);
  // Takes note of a row that was followed by none and then read without a problem.
  void Learn(std::string_view row);

 private:
  static constexpr std::size_t kMost = 8;

  JsonName names_;
  std::size_t wanted_count_;
  std::vector<JsonShape> shapes_;
  std::size_t last_ = 0;       // the one that served
  std::size_t oldest_ = 0;     // the next to be replaced
  std::uint64_t credit_ = 64;  // so that rows of which no two are alike are not studied for ever
  std::uint64_t followed_ = 0;
};

}  // namespace slate::readers
