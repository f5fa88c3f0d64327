// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "runtime/report/pictures.h"
#include "runtime/report/why.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

using evaluate::ObjectiveResult;
using evaluate::PeriodResult;
using exact::Rational;

constexpr std::size_t kMostPictures = 60;
constexpr std::size_t kMostAsides = 60;

class Details {
 public:
  Details(std::size_t at, const Settlement& settlement, Section& section)
      : at_(at),
        settlement_(settlement),
        period_(settlement.outcome.periods[at]),
        section_(section) {}

  void Add() {
    for (std::size_t i = 0; i < period_.stages.size(); ++i) {
      Take(Waterfall(period_.stages[i], settlement_.words));
    }
    for (std::size_t i = 0; i < period_.objectives.size(); ++i) {
      const ObjectiveResult& result = period_.objectives[i];
      Take(LadderPicture(result, settlement_));
      if (settlement_.evaluation == nullptr || !result.counted) {
        continue;
      }
      AddTimes(i, result);
      AddSamples(i, result);
    }
    if (settlement_.evaluation != nullptr) {
      AddAsides();
    }
  }

 private:
  void Take(std::optional<Picture> picture) {
    if (picture && section_.pictures.size() < kMostPictures) {
      section_.pictures.push_back(std::move(*picture));
    }
  }

  void AddTimes(std::size_t at, const ObjectiveResult& result) {
    const spans::SpanSet gaps = settlement_.evaluation->GapsOf(at_, at);
    std::vector<evaluate::Change> changes;
    for (const evaluate::LetResult& let : result.lets) {
      Take(HeatStrip(result, let, gaps, period_, settlement_));
      const auto* spans = std::get_if<evaluate::Spans>(&let.figure.value);
      if (spans == nullptr || spans->must.empty()) {
        continue;
      }
      if (changes.empty()) {
        changes = settlement_.evaluation->ChangesOf(at_, at);
      }
      AddBudget(result, let.name, spans->must.Intersect(result.in_force), changes);
    }
  }

  // The allowance is what the verdict allows: the length at which it turns.
  void AddBudget(
      const ObjectiveResult& result,
      const std::string& let,
      const spans::SpanSet& spans,
      const std::vector<evaluate::Change>& changes
  ) {
    const plan::Type time{.unit = {{"time", 1}}};
    for (const evaluate::Change& change : changes) {
      const bool of_length = change.of == evaluate::Change::Of::kVerdict && !change.rows &&
                             change.type.unit == time.unit && change.from == spans.Length();
      if (!of_length) {
        continue;
      }
      const bool missed = change.verdict_before == evaluate::Verdict::kMissed;
      const bool fewer = change.to < change.from;
      if (missed != fewer) {
        return;  // more of it is better: no budget to be used up
      }
      Progress progress{
          .label = WithTitle(result, NameOfResult(result) + "." + let, settlement_),
          .goal = missed ? change.to : change.to - Rational(1),
          .is_allowance = true,
          .type = time};
      const calendar::TimeZone& zone = settlement_.zone;
      for (calendar::Date day = zone.DayOf(period_.whole.from);
           zone.StartOfDay(day) < period_.whole.to;
           day = day + 1) {
        const std::int64_t start = zone.StartOfDay(day);
        if (settlement_.outcome.as_of && start >= *settlement_.outcome.as_of) {
          break;
        }
        progress.by_day.emplace_back(
            start, spans.Intersect(spans::SpanSet::Of({start, zone.StartOfDay(day + 1)})).Length()
        );
      }
      Take(ProgressPicture(progress, period_.whole, settlement_));
      return;
    }
  }

  void AddSamples(std::size_t at, const ObjectiveResult& result) {
    const evaluate::Samples samples = settlement_.evaluation->SamplesOf(at_, at);
    const auto* target = std::get_if<Rational>(&result.target.value);
    switch (samples.aggregate) {
      case plan::Aggregate::kSum:
      case plan::Aggregate::kCount:
        if (target != nullptr && samples.is_whole_measure) {
          AddGoal(result, samples, *target);
        }
        return;
      case plan::Aggregate::kMean:
      case plan::Aggregate::kPercentile:
      case plan::Aggregate::kMin:
      case plan::Aggregate::kMax: AddDistribution(result, samples, target); return;
      case plan::Aggregate::kShare:
      case plan::Aggregate::kAny:
      case plan::Aggregate::kAll:
      case plan::Aggregate::kDistinct: return;
    }
  }

  bool IsAllowance(const ObjectiveResult& result) const {
    for (const plan::Objective& objective : settlement_.PlanOf(result).objectives) {
      if (objective.name == result.objective && objective.target_compare) {
        return *objective.target_compare == plan::Compare::kLess ||
               *objective.target_compare == plan::Compare::kLessEqual;
      }
    }
    return false;
  }

  void AddGoal(
      const ObjectiveResult& result, const evaluate::Samples& samples, const Rational& target
  ) {
    if (!period_.whole.bounded()) {
      return;
    }
    std::map<std::int64_t, Rational> by_day;
    const calendar::TimeZone& zone = settlement_.zone;
    for (const evaluate::Sample& sample : samples.all) {
      by_day[zone.StartOfDay(zone.DayOf(sample.at))] += sample.value * Rational(sample.weight);
    }
    Progress progress{
        .label = WithTitle(result, NameOfResult(result), settlement_),
        .goal = target,
        .is_allowance = IsAllowance(result),
        .type = result.value.type};
    for (calendar::Date day = zone.DayOf(period_.whole.from);
         zone.StartOfDay(day) < period_.whole.to;
         day = day + 1) {
      const auto found = by_day.find(zone.StartOfDay(day));
      progress.by_day.emplace_back(
          zone.StartOfDay(day), found == by_day.end() ? Rational(0) : found->second
      );
    }
    Take(ProgressPicture(progress, period_.whole, settlement_));
  }

  void AddDistribution(
      const ObjectiveResult& result, const evaluate::Samples& samples, const Rational* target
  ) {
    const Words& words = settlement_.words;
    Values values{
        .label = words.Say(
            words.p.single_values, {{"name", WithTitle(result, NameOfResult(result), settlement_)}}
        )};
    values.type = samples.type;
    if (target != nullptr && samples.is_whole_measure) {
      values.target = *target;
    }
    for (const evaluate::Sample& sample : samples.all) {
      values.all.emplace_back(sample.value, sample.weight);
    }
    Take(Distribution(std::move(values), words));
  }

  void AddAsides() {
    for (const FigurePath& path : PathsOf(settlement_)) {
      const bool bare = path.text == path.base;
      if (path.period != at_ || !bare || section_.asides.size() >= kMostAsides) {
        continue;
      }
      FigurePath asked = path;
      if (path.kind == FigurePath::Kind::kField &&
          period_.objectives[path.item].verdict == evaluate::Verdict::kMissed &&
          !evaluate::IsUndefined(period_.objectives[path.item].credit.value)) {
        asked.field = "credit";
      }
      section_.asides.push_back(
          {.title = settlement_.words.Say(settlement_.words.p.why_figure, {{"name", path.text}}),
           .text = WhyToText({ReasonOf(*settlement_.evaluation, asked)}, settlement_)}
      );
    }
  }

  std::size_t at_;
  const Settlement& settlement_;
  const PeriodResult& period_;
  Section& section_;
};

}  // namespace

void AddDetails(std::size_t period, const Settlement& settlement, Section& section) {
  Details(period, settlement, section).Add();
}

}  // namespace slate::report
