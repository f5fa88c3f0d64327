// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "runtime/calendar/civil_time.h"
#include "runtime/report/pictures.h"
#include "runtime/report/svg.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

using exact::Rational;

constexpr std::int64_t kLineWidth = 620;
constexpr std::int64_t kLineHeight = 160;
constexpr std::int64_t kLeft = 10;
constexpr std::int64_t kTop = 32;

// At the pace up to now, what there will be at the end; nothing once the period is over.
std::optional<Rational> Forecast(
    const Rational& so_far, spans::Run whole, std::optional<std::int64_t> as_of
) {
  if (!as_of || *as_of <= whole.from || *as_of >= whole.to) {
    return std::nullopt;
  }
  return so_far * (Rational(whole.to) - Rational(whole.from)) /
         (Rational(*as_of) - Rational(whole.from));
}

}  // namespace

std::optional<Picture> ProgressPicture(
    const Progress& progress, spans::Run whole, const Settlement& settlement
) {
  if (progress.by_day.empty() || progress.goal.sign() <= 0 || !whole.bounded()) {
    return std::nullopt;
  }
  Rational total = 0;
  for (const auto& [day, added] : progress.by_day) {
    total += added;
  }
  const std::optional<Rational> forecast = Forecast(total, whole, settlement.outcome.as_of);
  const Rational high = exact::Max(progress.goal, exact::Max(total, forecast.value_or(total)));
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  const bool allowance = progress.is_allowance;
  Picture picture{
      .caption =
          words.Say(allowance ? p.against_allowance : p.against_goal, {{"name", progress.label}})};
  picture.table = {
      .caption = picture.caption,
      .columns = {
          {words.Say(p.day)},
          {words.Say(p.that_day), true},
          {words.Say(p.together), true},
          {words.Say(p.left), true}}};
  const std::string goal = words.Say(
      allowance ? p.allowance_amount : p.goal_amount,
      {{"x", words.Quantity(progress.goal, progress.type)}}
  );
  const auto x = [&](std::int64_t at) {
    return kLeft + PlaceOn(kLineWidth, Rational(at), Rational(whole.from), Rational(whole.to));
  };
  const auto y = [&](const Rational& amount) {
    return kTop + kLineHeight - PlaceOn(kLineHeight, amount, Rational(0), high);
  };
  Svg svg(picture.caption, kLeft + kLineWidth + 10, kTop + kLineHeight + 24);
  svg.Line("axis", kLeft, y(0), kLeft + kLineWidth, y(0));
  const std::int64_t start = progress.is_allowance ? y(progress.goal) : y(0);
  svg.Line("goal", kLeft, start, kLeft + kLineWidth, y(progress.goal));
  svg.Line("goal", kLeft, kTop - 14, kLeft + 24, kTop - 14);
  svg.Text(kLeft + 30, kTop - 10, Svg::Anchor::kStart, goal);
  Rational together = 0;
  std::int64_t last_x = kLeft;
  std::int64_t last_y = y(0);
  for (const auto& [day, added] : progress.by_day) {
    together += added;
    const std::int64_t end = settlement.zone.StartOfDay(settlement.zone.DayOf(day) + 1);
    svg.Line("line", last_x, last_y, x(std::min(end, whole.to)), y(together));
    last_x = x(std::min(end, whole.to));
    last_y = y(together);
    if (!added.is_zero()) {
      picture.table.rows.push_back(
          {{calendar::FormatDate(settlement.zone.DayOf(day))},
           {words.Quantity(added, progress.type)},
           {words.Quantity(together, progress.type)},
           {words.Quantity(progress.goal - together, progress.type)}}
      );
    }
  }
  if (forecast) {
    svg.Line("guess", last_x, last_y, kLeft + kLineWidth, y(*forecast));
    picture.notes.push_back(words.Say(p.pace, {{"x", words.Quantity(*forecast, progress.type)}}));
  }
  svg.Text(
      kLeft,
      kTop + kLineHeight + 16,
      Svg::Anchor::kStart,
      calendar::FormatDate(settlement.zone.DayOf(whole.from))
  );
  svg.Text(
      kLeft + kLineWidth,
      kTop + kLineHeight + 16,
      Svg::Anchor::kEnd,
      calendar::FormatDate(settlement.zone.DayOf(whole.to - 1))
  );
  picture.notes.push_back(
      words.Say(p.so_far, {{"x", words.Quantity(total, progress.type)}, {"goal", goal}})
  );
  picture.svg = svg.Finish();
  return picture;
}

}  // namespace slate::report
