// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "runtime/report/pictures.h"
#include "runtime/report/svg.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

using exact::Rational;

constexpr std::int64_t kStep = 64;
constexpr std::int64_t kScaleOfHistory = 120;
constexpr std::int64_t kHistoryHeight = 72;
constexpr std::int64_t kHistoryTop = 12;
constexpr std::size_t kMostPeriodsDrawn = 36;

std::string_view DotClass(evaluate::Verdict verdict) {
  switch (verdict) {
    case evaluate::Verdict::kMet: return "dot-good";
    case evaluate::Verdict::kMissed: return "dot-bad";
    case evaluate::Verdict::kNone:
    case evaluate::Verdict::kPending:
    case evaluate::Verdict::kUndecided:
    case evaluate::Verdict::kVoid: return "dot-open";
  }
  return "dot-open";
}

struct HistoryPoint {
  const evaluate::PeriodResult* period = nullptr;
  const evaluate::ObjectiveResult* result = nullptr;
};

std::vector<HistoryPoint> PointsLike(
    const evaluate::ObjectiveResult& like, const Settlement& settlement
) {
  std::vector<HistoryPoint> points;
  for (const evaluate::PeriodResult& period : settlement.outcome.periods) {
    for (const evaluate::ObjectiveResult& result : period.objectives) {
      if (result.objective == like.objective && result.members == like.members) {
        points.push_back({&period, &result});
      }
    }
  }
  return points;
}

}  // namespace

std::optional<Picture> HistoryPicture(
    const evaluate::ObjectiveResult& like, const Settlement& settlement
) {
  const std::vector<HistoryPoint> points = PointsLike(like, settlement);
  if (points.size() < 2 || points.size() > kMostPeriodsDrawn) {
    return std::nullopt;
  }
  std::optional<Rational> low;
  std::optional<Rational> high;
  for (const HistoryPoint& point : points) {
    for (const evaluate::Figure* figure : {&point.result->value, &point.result->target}) {
      if (const std::optional<evaluate::Interval> ends = evaluate::AsInterval(figure->value)) {
        low = low ? exact::Min(*low, ends->lo) : ends->lo;
        high = high ? exact::Max(*high, ends->hi) : ends->hi;
      }
    }
  }
  if (!low || *low == *high) {
    return std::nullopt;
  }
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  Picture picture{
      .caption =
          words.Say(p.by_period, {{"name", WithTitle(like, NameOfResult(like), settlement)}})};
  picture.table = {
      .caption = picture.caption,
      .columns = {
          {words.Say(p.period)},
          {words.Say(p.value), true},
          {words.Say(p.target), true},
          {words.Say(p.verdict)}}};
  const auto y = [&](const Rational& number) {
    return kHistoryTop + kHistoryHeight - PlaceOn(kHistoryHeight, number, *low, *high);
  };
  const auto drawn = static_cast<std::int64_t>(points.size()) * kStep;
  Svg svg(picture.caption, drawn + kScaleOfHistory, kHistoryTop + kHistoryHeight + 24);
  for (const Rational* end : {&*low, &*high}) {
    const evaluate::Figure figure{.type = like.value.type, .value = *end};
    svg.Text(drawn + 6, y(*end) + 4, Svg::Anchor::kStart, LikeValue(figure, like, settlement));
  }
  std::optional<std::int64_t> last;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const evaluate::ObjectiveResult& result = *points[i].result;
    const std::int64_t x = static_cast<std::int64_t>(i) * kStep + kStep / 2;
    if (const auto* target = std::get_if<Rational>(&result.target.value)) {
      svg.Line("goal", x - kStep / 2, y(*target), x + kStep / 2, y(*target));
    }
    const auto* value = std::get_if<Rational>(&result.value.value);
    if (value != nullptr && last) {
      svg.Line("line", x - kStep, *last, x, y(*value));
    }
    if (value != nullptr) {
      svg.Dot(DotClass(result.verdict), x, y(*value));
    } else if (const auto* open = std::get_if<evaluate::Interval>(&result.value.value)) {
      svg.Line("line", x, y(open->lo), x, y(open->hi));
      svg.Dot(DotClass(result.verdict), x, y(open->lo));
      svg.Dot(DotClass(result.verdict), x, y(open->hi));
    }
    last = value == nullptr ? std::nullopt : std::optional(y(*value));
    svg.Text(x, kHistoryTop + kHistoryHeight + 18, Svg::Anchor::kMiddle, points[i].period->label);
    picture.table.rows.push_back(
        {{points[i].period->label},
         {FigureBesideTarget(result, settlement)},
         {LikeValue(result.target, result, settlement)},
         {settlement.words.Verdict(result.verdict)}}
    );
  }
  picture.svg = svg.Finish();
  return picture;
}

}  // namespace slate::report
