// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "runtime/report/pictures.h"
#include "runtime/report/svg.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

using exact::Rational;

constexpr std::size_t kBins = 24;
constexpr std::int64_t kBinWidth = 26;
constexpr std::int64_t kBinHeight = 120;
constexpr std::int64_t kBinTop = 28;

}  // namespace

// The last bin takes everything beyond four times the target, so that one hour of waiting does not
// flatten all the seconds.
std::optional<Picture> Distribution(Values values, const Words& words) {
  if (values.all.size() < 2) {
    return std::nullopt;
  }
  std::sort(values.all.begin(), values.all.end());
  const Rational low = exact::Min(Rational(0), values.all.front().first);
  Rational high = values.all.back().first;
  if (values.target && values.target->sign() > 0) {
    high = exact::Min(high, *values.target * Rational(4));
  }
  if (high <= low) {
    return std::nullopt;
  }
  const bool all_shown = high == values.all.back().first;
  const Rational step = (high - low) / Rational(static_cast<std::int64_t>(kBins));
  std::vector<std::int64_t> counts(kBins, 0);
  for (const auto& [value, times] : values.all) {
    const auto at = ((value - low) / step).Floor().ToInt64().value_or(kBins);
    counts[std::min(static_cast<std::size_t>(std::max<std::int64_t>(at, 0)), kBins - 1)] += times;
  }
  const std::int64_t most = *std::max_element(counts.begin(), counts.end());
  const speech::Reports& p = words.p;
  Picture picture{.caption = values.label};
  picture.table = {
      .caption = values.label,
      .columns = {{words.Say(p.from), true}, {words.Say(p.to), true}, {words.Say(p.rows), true}}};
  const auto width = static_cast<std::int64_t>(kBins) * kBinWidth;
  Svg svg(values.label, width + 20, kBinTop + kBinHeight + 24);
  for (std::size_t i = 0; i < kBins; ++i) {
    const std::int64_t height =
        PlaceOn(kBinHeight, Rational(counts[i]), Rational(0), Rational(most));
    const std::int64_t shown = counts[i] > 0 ? std::max<std::int64_t>(height, 2) : 0;
    const auto x = static_cast<std::int64_t>(i) * kBinWidth + 10;
    svg.Rect("bar", x, kBinTop + kBinHeight - shown, kBinWidth - 2, shown);
    const Rational from = low + step * Rational(static_cast<std::int64_t>(i));
    if (counts[i] > 0) {
      picture.table.rows.push_back(
          {{words.Quantity(from, values.type)},
           {i + 1 == kBins && !all_shown ? words.Say(p.all_above)
                                         : words.Quantity(from + step, values.type)},
           {words.Count(static_cast<std::uint64_t>(counts[i]))}}
      );
    }
  }
  svg.Line("axis", 10, kBinTop + kBinHeight, width + 10, kBinTop + kBinHeight);
  svg.Text(10, kBinTop + kBinHeight + 18, Svg::Anchor::kStart, words.Quantity(low, values.type));
  svg.Text(
      width + 10,
      kBinTop + kBinHeight + 18,
      Svg::Anchor::kEnd,
      all_shown ? words.Quantity(high, values.type)
                : words.Say(p.and_above, {{"x", words.Quantity(high, values.type)}})
  );
  if (values.target && low <= *values.target && *values.target <= high) {
    const std::int64_t at = 10 + PlaceOn(width, *values.target, low, high);
    svg.Line("goal", at, kBinTop - 8, at, kBinTop + kBinHeight);
    svg.Text(
        at + 4,
        kBinTop - 12,
        Svg::Anchor::kStart,
        words.Say(p.target_amount, {{"x", words.Quantity(*values.target, values.type)}})
    );
  }
  picture.svg = svg.Finish();
  return picture;
}

}  // namespace slate::report
