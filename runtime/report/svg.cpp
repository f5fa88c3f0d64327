// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/svg.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "runtime/report/html.h"

namespace slate::report {

namespace {

// How a class looks where style sheets do not reach drawings, as in WeasyPrint's PDF; those of a
// page stand above it.
struct Paint {
  std::string_view name;
  std::string_view attributes;
};
constexpr Paint kPaints[] = {
    {"h0", R"( fill="#eaeef2")"},
    {"h1", R"( fill="#fda94f")"},
    {"h2", R"( fill="#e8590c")"},
    {"h3", R"( fill="#c2255c")"},
    {"h4", R"( fill="#7a1042")"},
    {"hg", R"( fill="#868e96")"},
    {"ho", R"( fill="none" stroke="#d0d7de" stroke-width="0.5")"},
    {"rule", R"( fill="none" stroke="#57606a")"},
    {"axis", R"( fill="none" stroke="#57606a")"},
    {"mark", R"( stroke="#1b1f24" stroke-width="2")"},
    {"goal", R"( fill="none" stroke="#1a7f37" stroke-dasharray="5 3")"},
    {"line", R"( fill="none" stroke="#0969da" stroke-width="2")"},
    {"guess", R"( fill="none" stroke="#9a6700" stroke-width="2" stroke-dasharray="2 3")"},
    {"sum", R"( fill="#0969da")"},
    {"bar", R"( fill="#0969da")"},
    {"cut", R"( fill="#1a7f37")"},
    {"rise", R"( fill="#cf222e")"},
    {"dot-good", R"( fill="#1a7f37")"},
    {"dot-bad", R"( fill="#cf222e")"},
    {"dot-open", R"( fill="#9a6700")"},
};

std::string_view PaintOf(std::string_view name) {
  const auto* found = std::find_if(std::begin(kPaints), std::end(kPaints), [&](const Paint& paint) {
    return paint.name == name;
  });
  return found == std::end(kPaints) ? std::string_view() : found->attributes;
}

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
          "viewBox=\"0 0 {1} {2}\" font-size=\"11\" font-family=\"sans-serif\">",
          EscapeHtml(label),
          width,
          height
      )) {}

void Svg::Rect(
    std::string_view name, std::int64_t x, std::int64_t y, std::int64_t width, std::int64_t height
) {
  text_ += fmt::format(
      "<rect class=\"{}\"{} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
      name,
      PaintOf(name),
      x,
      y,
      width,
      height
  );
}

void Svg::Line(
    std::string_view name, std::int64_t x, std::int64_t y, std::int64_t to_x, std::int64_t to_y
) {
  text_ += fmt::format(
      "<path class=\"{}\"{} d=\"M{} {}L{} {}\"/>", name, PaintOf(name), x, y, to_x, to_y
  );
}

void Svg::Dot(std::string_view name, std::int64_t x, std::int64_t y) {
  text_ += fmt::format(
      "<circle class=\"{}\"{} cx=\"{}\" cy=\"{}\" r=\"4\"/>", name, PaintOf(name), x, y
  );
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
