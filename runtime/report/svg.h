// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/exact/rational.h"

namespace slate::report {

// A drawing in whole units: the same figures, the same bytes.
class Svg {
 public:
  // `label` says what is drawn to those who do not see it.
  Svg(std::string_view label, std::int64_t width, std::int64_t height);

  // `name` is a class of the page's style.
  void Rect(
      std::string_view name, std::int64_t x, std::int64_t y, std::int64_t width, std::int64_t height
  );
  void Line(
      std::string_view name, std::int64_t x, std::int64_t y, std::int64_t to_x, std::int64_t to_y
  );
  void Dot(std::string_view name, std::int64_t x, std::int64_t y);
  enum class Anchor : std::uint8_t { kStart, kMiddle, kEnd };
  void Text(std::int64_t x, std::int64_t y, Anchor anchor, std::string_view words);

  std::string Finish() const { return text_ + "</svg>"; }

 private:
  std::string text_;
};

// Where a value stands on a length that goes from `low` to `high`, rounded down, within its ends.
std::int64_t PlaceOn(
    std::int64_t length,
    const exact::Rational& value,
    const exact::Rational& low,
    const exact::Rational& high
);

}  // namespace slate::report
