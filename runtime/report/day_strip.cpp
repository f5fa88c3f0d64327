// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/day_strip.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "runtime/exact/rational.h"
#include "runtime/report/html.h"

namespace slate::report {

namespace {

constexpr std::int64_t kWidth = 1440;
constexpr std::int64_t kHeight = 24;

// A stretch in the units of the drawing.
struct Bar {
  std::int64_t from = 0;
  std::int64_t to = 0;
};

// Where an instant of the period stands, rounded down or up.
std::int64_t PlaceOf(std::int64_t instant, spans::Run whole, bool up) {
  const exact::Int128 length = static_cast<exact::Int128>(whole.to) - whole.from;
  const exact::Int128 scaled = (static_cast<exact::Int128>(instant) - whole.from) * kWidth;
  return static_cast<std::int64_t>((scaled + (up ? length - 1 : 0)) / length);
}

std::vector<Bar> BarsOf(const spans::SpanSet& set, spans::Run whole) {
  std::vector<Bar> bars;
  const spans::SpanSet inside = set.Intersect(spans::SpanSet::Of(whole));
  for (const spans::Run& run : inside.runs()) {
    const Bar bar{PlaceOf(run.from, whole, false), PlaceOf(run.to, whole, true)};
    if (!bars.empty() && bar.from <= bars.back().to) {
      bars.back().to = std::max(bars.back().to, bar.to);
    } else {
      bars.push_back(bar);
    }
  }
  return bars;
}

// A class of the page's style, and the same where style sheets do not reach drawings.
struct Look {
  std::string_view name;
  std::string_view fill;
};

void Draw(const spans::SpanSet& set, spans::Run whole, const Look& look, std::string& svg) {
  for (const Bar& bar : BarsOf(set, whole)) {
    svg += fmt::format(
        "<rect class=\"{}\" fill=\"{}\" x=\"{}\" y=\"0\" width=\"{}\" height=\"{}\"/>",
        look.name,
        look.fill,
        bar.from,
        bar.to - bar.from,
        kHeight
    );
  }
}

}  // namespace

std::string DayStrip(const Strip& strip, std::span<const std::int64_t> day_starts) {
  std::string svg = fmt::format(
      "<svg class=\"strip\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {}\" "
      "preserveAspectRatio=\"none\">",
      EscapeHtml(strip.label + ": " + strip.words),
      kWidth,
      kHeight
  );
  svg += fmt::format(
      "<rect class=\"outside\" fill=\"none\" x=\"0\" y=\"0\" width=\"{}\" height=\"{}\"/>",
      kWidth,
      kHeight
  );
  Draw(strip.in_force, strip.whole, {"inside", "#eaeef2"}, svg);
  Draw(strip.possible, strip.whole, {"possible", "#9a6700"}, svg);
  Draw(strip.certain, strip.whole, {"certain", "#0969da"}, svg);
  for (const std::int64_t start : day_starts) {
    if (strip.whole.from < start && start < strip.whole.to) {
      const std::int64_t x = PlaceOf(start, strip.whole, false);
      svg += fmt::format(
          "<path class=\"day\" stroke=\"#fff\" stroke-width=\"2\" d=\"M{} 0V{}\"/>", x, kHeight
      );
    }
  }
  return svg + "</svg>";
}

}  // namespace slate::report
