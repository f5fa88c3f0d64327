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

constexpr int kHours = 24;
constexpr std::int64_t kCell = 24;
constexpr std::int64_t kRow = 12;
constexpr std::int64_t kMargin = 92;
constexpr std::int64_t kHead = 16;
constexpr std::int32_t kMostDays = 93;

// One hour of a day; the last one of a day of 25 hours has two.
spans::SpanSet HourOf(calendar::Date day, int hour, const calendar::TimeZone& zone) {
  const std::int64_t start = zone.StartOfDay(day);
  const std::int64_t end = zone.StartOfDay(day + 1);
  const std::int64_t from = std::min(start + hour * calendar::kNsPerHour, end);
  const std::int64_t to = hour + 1 == kHours ? end : std::min(from + calendar::kNsPerHour, end);
  return spans::SpanSet::Of({from, to});
}

// A quarter of an hour is a step of the colour; the shortest stretch is seen.
std::string_view ClassOfHour(
    const spans::SpanSet& hour,
    const spans::SpanSet& stretches,
    const spans::SpanSet& gaps,
    const spans::SpanSet& in_force
) {
  constexpr std::string_view kLevels[] = {"h1", "h2", "h3", "h4"};
  const Rational taken = hour.Intersect(stretches).Length();
  if (taken.sign() > 0) {
    const Rational level = (taken * Rational(4) / hour.Length()).Ceil() - Rational(1);
    return kLevels[static_cast<std::size_t>(std::clamp<std::int64_t>(*level.ToInt64(), 0, 3))];
  }
  if (hour.Intersect(in_force).empty()) {
    return "ho";
  }
  return hour.Intersect(gaps).empty() ? "h0" : "hg";
}

constexpr std::int64_t kLegendStep = 88;

void AddLegend(std::int64_t y, const Words& words, Svg& svg) {
  const speech::Reports& p = words.p;
  const std::pair<std::string_view, const speech::Phrase*> shades[] = {
      {"h0", &p.legend_none},
      {"h1", &p.legend_quarter},
      {"h2", &p.legend_half},
      {"h3", &p.legend_most},
      {"h4", &p.legend_hour},
      {"hg", &p.not_measured},
  };
  std::int64_t x = kMargin;
  for (const auto& [name, phrase] : shades) {
    svg.Rect(name, x, y, kRow - 1, kRow - 1);
    svg.Text(x + kRow + 4, y + kRow - 2, Svg::Anchor::kStart, words.Say(*phrase));
    x += kLegendStep;
  }
}

void AddDay(
    calendar::Date day,
    const spans::SpanSet& stretches,
    const spans::SpanSet& gaps,
    const Settlement& settlement,
    Table& table
) {
  const calendar::TimeZone& zone = settlement.zone;
  const spans::SpanSet whole = spans::SpanSet::Of({zone.StartOfDay(day), zone.StartOfDay(day + 1)});
  const Rational taken = whole.Intersect(stretches).Length();
  const Rational missing = whole.Intersect(gaps).Length();
  if (taken.sign() > 0 || missing.sign() > 0) {
    table.rows.push_back(
        {{calendar::FormatDate(day)},
         {settlement.words.Duration(taken)},
         {settlement.words.Duration(missing)}}
    );
  }
}

}  // namespace

std::optional<Picture> HeatStrip(
    const evaluate::ObjectiveResult& result,
    const evaluate::LetResult& let,
    const spans::SpanSet& gaps,
    const evaluate::PeriodResult& period,
    const Settlement& settlement
) {
  const auto* spans = std::get_if<evaluate::Spans>(&let.figure.value);
  if (spans == nullptr || !period.whole.bounded()) {
    return std::nullopt;
  }
  const spans::SpanSet stretches = spans->upper().Intersect(result.in_force);
  // What holds most of the time is no exception that a picture would have to point at.
  if (stretches.empty() || stretches.Length() * Rational(2) > result.in_force.Length()) {
    return std::nullopt;
  }
  const calendar::TimeZone& zone = settlement.zone;
  const calendar::Date first = zone.DayOf(period.whole.from);
  const calendar::Date last = zone.DayOf(period.whole.to - 1);
  const std::int32_t days = last.days - first.days + 1;
  if (days > kMostDays) {
    return std::nullopt;
  }
  const std::string name = WithTitle(result, NameOfResult(result) + "." + let.name, settlement);
  const Words& words = settlement.words;
  Picture picture{.caption = words.Say(words.p.by_day_and_hour, {{"name", name}})};
  picture.table = {
      .caption = picture.caption,
      .columns = {
          {words.Say(words.p.day)}, {let.name, true}, {words.Say(words.p.not_measured), true}}};
  Svg svg(picture.caption, kMargin + kHours * kCell, kHead + days * kRow + 2 * kRow);
  for (int hour = 0; hour < kHours; hour += 6) {
    svg.Text(kMargin + hour * kCell, kHead - 4, Svg::Anchor::kStart, fmt::format("{:02}:00", hour));
  }
  for (std::int32_t at = 0; at < days; ++at) {
    const calendar::Date day = first + at;
    const std::int64_t y = kHead + at * kRow;
    if (at % 7 == 0 || days <= 10) {
      svg.Text(kMargin - 6, y + kRow - 2, Svg::Anchor::kEnd, calendar::FormatDate(day));
    }
    for (int hour = 0; hour < kHours; ++hour) {
      const spans::SpanSet cell = HourOf(day, hour, zone);
      const std::string_view shade =
          cell.empty() ? "ho" : ClassOfHour(cell, stretches, gaps, result.in_force);
      svg.Rect(shade, kMargin + hour * kCell, y, kCell - 1, kRow - 1);
    }
    AddDay(day, stretches, gaps, settlement, picture.table);
  }
  AddLegend(kHead + days * kRow + kRow / 2, words, svg);
  picture.svg = svg.Finish();
  return picture;
}

}  // namespace slate::report
