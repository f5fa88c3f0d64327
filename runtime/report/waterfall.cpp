// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "runtime/plan/names.h"
#include "runtime/report/pictures.h"
#include "runtime/report/svg.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

using exact::Rational;

constexpr std::int64_t kBarWidth = 110;
constexpr std::int64_t kBarHeight = 120;
constexpr std::int64_t kAbove = 24;

struct FallBar {
  std::string name;
  Rational from;
  Rational to;
  bool is_sum = false;
};

std::vector<FallBar> FallBarsOf(const evaluate::StageResult& stage, const Words& words) {
  const speech::Reports& p = words.p;
  std::vector<FallBar> bars = {{words.Say(p.gross), 0, stage.gross, true}};
  if (!stage.carried_in.is_zero()) {
    bars.push_back({words.Say(p.held_bar), stage.gross, stage.gross + stage.carried_in});
  }
  for (const evaluate::StepResult& step : stage.steps) {
    if (step.before != step.after) {
      const std::string kind(plan::NameOf(step.kind));
      bars.push_back({words.Say(p.step_kind, {{"kind", kind}}), step.before, step.after});
    }
  }
  bars.push_back({words.Say(p.payable), 0, stage.amount, true});
  return bars;
}

}  // namespace

std::optional<Picture> Waterfall(const evaluate::StageResult& stage, const Words& words) {
  const std::vector<FallBar> bars = FallBarsOf(stage, words);
  Rational low = 0;
  Rational high = 0;
  for (const FallBar& bar : bars) {
    low = exact::Min(low, exact::Min(bar.from, bar.to));
    high = exact::Max(high, exact::Max(bar.from, bar.to));
  }
  // From the gross amount straight to the same amount there is nothing to see.
  if (low == high || bars.size() == 2) {
    return std::nullopt;
  }
  std::string name = StageInWords(stage, words);
  for (const std::string& member : stage.members) {
    name += " " + member;
  }
  const speech::Reports& p = words.p;
  Picture picture{.caption = words.Say(p.gross_to_payable, {{"name", name + " " + stage.window}})};
  picture.table = {
      .caption = picture.caption,
      .columns = {{words.Say(p.step)}, {words.Say(p.change), true}, {words.Say(p.then), true}}};
  const auto y = [&](const Rational& amount) {
    return kAbove + kBarHeight - PlaceOn(kBarHeight, amount, low, high);
  };
  Svg svg(
      picture.caption, static_cast<std::int64_t>(bars.size()) * kBarWidth, kAbove + kBarHeight + 24
  );
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const FallBar& bar = bars[i];
    const std::int64_t x = static_cast<std::int64_t>(i) * kBarWidth;
    const std::int64_t top = std::min(y(bar.from), y(bar.to));
    const std::int64_t height = std::max<std::int64_t>(std::max(y(bar.from), y(bar.to)) - top, 1);
    const bool cut = bar.to < bar.from;
    svg.Rect(bar.is_sum ? "sum" : cut ? "cut" : "rise", x + 20, top, kBarWidth - 40, height);
    if (i + 1 < bars.size()) {
      svg.Line("rule", x + kBarWidth - 20, y(bar.to), x + kBarWidth + 20, y(bar.to));
    }
    const Rational change = bar.is_sum ? bar.to : bar.to - bar.from;
    const std::string moved =
        (!bar.is_sum && change.sign() > 0 ? "+" : "") + words.Quantity(change, stage.type);
    svg.Text(x + kBarWidth / 2, top - 6, Svg::Anchor::kMiddle, moved);
    svg.Text(x + kBarWidth / 2, kAbove + kBarHeight + 18, Svg::Anchor::kMiddle, bar.name);
    picture.table.rows.push_back({{bar.name}, {moved}, {words.Quantity(bar.to, stage.type)}});
  }
  picture.svg = svg.Finish();
  return picture;
}

}  // namespace slate::report
