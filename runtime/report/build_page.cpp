// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/calendar/civil_time.h"
#include "runtime/plan/formula.h"
#include "runtime/plan/hash.h"
#include "runtime/report/page.h"
#include "runtime/report/pictures.h"
#include "runtime/report/sums.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

constexpr std::size_t kMostDaysDrawn = 400;

std::string PartyWithName(const plan::Party& party) {
  return party.title.empty() ? party.name : fmt::format("{} ({})", party.title, party.name);
}

std::string TermInWords(const plan::Plan& plan) {
  return fmt::format(
      "{} .. {}",
      plan::ShowDay(plan.term_first),
      plan.term_last ? plan::ShowDay(*plan.term_last) : ""
  );
}

std::vector<std::pair<std::string, std::string>> Facts(const Settlement& settlement) {
  const plan::Plan& plan = settlement.plan;
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  const std::string edition = settlement.outcome.zone_edition;
  std::vector<std::pair<std::string, std::string>> facts = {
      {words.Say(p.fact_agreement),
       plan.version.empty()
           ? plan.name
           : words.Say(p.named_version, {{"name", plan.name}, {"version", plan.version}})},
      {words.Say(p.fact_provider), PartyWithName(plan.provider)},
      {words.Say(p.fact_customer), PartyWithName(plan.customer)},
      {words.Say(p.fact_term), TermInWords(plan)},
      {words.Say(p.fact_zone),
       words.Say(p.zone_edition, {{"zone", plan.zone}, {"edition", edition}})},
  };
  if (settlement.outcome.as_of) {
    facts.emplace_back(
        words.Say(p.fact_as_of),
        settlement.words.Instant(*settlement.outcome.as_of, settlement.zone)
    );
  }
  facts.emplace_back(words.Say(p.fact_plan), plan::HashOf(plan));
  return facts;
}

std::vector<std::int64_t> DayStarts(const Settlement& settlement) {
  std::vector<std::int64_t> starts;
  for (const evaluate::PeriodResult& period : settlement.outcome.periods) {
    if (!period.whole.bounded()) {
      continue;
    }
    const calendar::Date last = settlement.zone.DayOf(period.whole.to - 1);
    for (calendar::Date day = settlement.zone.DayOf(period.whole.from); day <= last;
         day = day + 1) {
      starts.push_back(settlement.zone.StartOfDay(day));
    }
  }
  return starts.size() <=
                 kMostDaysDrawn * std::max<std::size_t>(settlement.outcome.periods.size(), 1)
             ? starts
             : std::vector<std::int64_t>();
}

// How many of the verdicts of the periods that a settlement covers are misses.
std::string MissedIn(const spans::Run& window, const Settlement& settlement) {
  std::ptrdiff_t missed = 0;
  std::size_t all = 0;
  for (const evaluate::PeriodResult& period : settlement.outcome.periods) {
    if (period.whole.from < window.from || period.whole.from >= window.to) {
      continue;
    }
    all += period.objectives.size();
    missed += std::count_if(
        period.objectives.begin(),
        period.objectives.end(),
        [](const evaluate::ObjectiveResult& result) {
          return result.verdict == evaluate::Verdict::kMissed;
        }
    );
  }
  return settlement.words.Say(
      settlement.words.p.n_of_all, {{"n", std::to_string(missed)}, {"all", std::to_string(all)}}
  );
}

// What each settlement comes to, in one look.
Section Summary(const Settlement& settlement) {
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  Section section{.heading = words.Say(p.summary)};
  Table table{
      .caption = words.Say(p.amounts),
      .columns = {
          {words.Say(p.period)},
          {words.Say(p.settlement)},
          {words.Say(p.of)},
          {words.Say(p.paid_to)},
          {words.Say(p.missed), true},
          {words.Say(p.amount), true}}};
  for (const evaluate::PeriodResult& period : settlement.outcome.periods) {
    for (const evaluate::StageResult& stage : period.stages) {
      table.rows.push_back(
          {{stage.window},
           {StageInWords(stage, words)},
           {fmt::format("{}", fmt::join(stage.members, ", "))},
           {PartyInWords(stage.pays_to, settlement.plan)},
           {MissedIn(stage.span, settlement)},
           {words.Quantity(stage.amount, stage.type),
            stage.amount.is_zero() ? Mood::kGood : Mood::kBad}}
      );
    }
  }
  section.tables.push_back(std::move(table));
  return section;
}

// Columns that are empty all the way down say nothing.
void DropEmptyColumns(Table& table) {
  for (std::size_t column = table.columns.size(); column-- > 0;) {
    const bool empty =
        std::all_of(table.rows.begin(), table.rows.end(), [&](const std::vector<Cell>& row) {
          return row[column].text.empty();
        });
    if (!empty) {
      continue;
    }
    const auto at = static_cast<std::ptrdiff_t>(column);
    table.columns.erase(table.columns.begin() + at);
    for (std::vector<Cell>& row : table.rows) {
      row.erase(row.begin() + at);
    }
  }
}

constexpr std::size_t kMostHistories = 40;

Section History(const Settlement& settlement) {
  Section section{.heading = settlement.words.Say(settlement.words.p.history)};
  for (const evaluate::ObjectiveResult& result : settlement.outcome.periods.back().objectives) {
    std::optional<Picture> picture = HistoryPicture(result, settlement);
    if (picture && section.pictures.size() < kMostHistories) {
      section.pictures.push_back(std::move(*picture));
    }
  }
  return section;
}

}  // namespace

Page BuildPage(const Settlement& settlement, Detail detail) {
  const plan::Plan& plan = settlement.plan;
  Page page{
      .title = plan.title.empty() ? plan.name : plan.title,
      .facts = Facts(settlement),
      .sections = {},
      .language = std::string(settlement.words.tag()),
      .figures_word = settlement.words.Say(settlement.words.p.the_figures),
      .day_starts = DayStarts(settlement)};
  if (Section summary = Summary(settlement); !summary.tables.front().rows.empty()) {
    page.sections.push_back(std::move(summary));
  }
  if (detail == Detail::kAll && settlement.outcome.periods.size() > 1) {
    page.sections.push_back(History(settlement));
  }
  for (std::size_t i = 0; i < settlement.outcome.periods.size(); ++i) {
    page.sections.push_back(PeriodSection(settlement.outcome.periods[i], settlement));
    if (detail == Detail::kAll) {
      AddDetails(i, settlement, page.sections.back());
    }
  }
  page.sections.push_back(DataSection(settlement));
  if (detail == Detail::kAll) {
    for (Table table : {Rejects(settlement), Sums(settlement)}) {
      if (!table.rows.empty()) {
        page.sections.back().tables.push_back(std::move(table));
      }
    }
  }
  for (Section& section : page.sections) {
    for (Table& table : section.tables) {
      DropEmptyColumns(table);
    }
  }
  return page;
}

}  // namespace slate::report
