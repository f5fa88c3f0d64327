// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/svg.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/report/html.h"

namespace slate::report {

namespace {

std::string_view AnchorName(Svg::Anchor anchor) {
  switch (anchor) {
    case Svg::Anchor::kStart: return "start";
    case Svg::Anchor::kMiddle: return "middle";
    case Svg::Anchor::kEnd: return "end";
  }
  return "start";
}

}  // namespace

Svg::Svg(std::string_view label, std::int64_t width, std::int64_t height)
    : text_(fmt::format(
          "<svg class=\"picture\" role=\"img\" aria-label=\"{0}\" width=\"{1}\" height=\"{2}\" "
          "viewBox=\"0 0 {1} {2}\">",
          EscapeHtml(label),
          width,
          height
      )) {}

void Svg::Rect(
    std::string_view name, std::int64_t x, std::int64_t y, std::int64_t width, std::int64_t height
) {
  text_ += fmt::format(
      "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>", name, x, y, width, height
  );
}

void Svg::Line(
    std::string_view name, std::int64_t x, std::int64_t y, std::int64_t to_x, std::int64_t to_y
) {
  text_ += fmt::format("<path class=\"{}\" d=\"M{} {}L{} {}\"/>", name, x, y, to_x, to_y);
}

void Svg::Dot(std::string_view name, std::int64_t x, std::int64_t y) {
  text_ += fmt::format("<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"4\"/>", name, x, y);
}

void Svg::Text(std::int64_t x, std::int64_t y, Anchor anchor, std::string_view words) {
  text_ += fmt::format(
      "<text x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>",
      x,
      y,
      AnchorName(anchor),
      EscapeHtml(words)
  );
}

std::int64_t PlaceOn(
    std::int64_t length,
    const exact::Rational& value,
    const exact::Rational& low,
    const exact::Rational& high
) {
  if (high <= low) {
    return 0;
  }
  const exact::Rational place = (value - low) * exact::Rational(length) / (high - low);
  return std::clamp<std::int64_t>(place.Floor().ToInt64().value_or(0), 0, length);
}

}  // namespace slate::report
