// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/sums.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/base/check.h"
#include "runtime/plan/names.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

using exact::Rational;

struct Part {
  Rational amount;
  const speech::Phrase* phrase;
  std::string name = {};
};

// `10 read = 5 taken + 3 duplicates + 2 rejected`, parts of nothing left out.
std::string SumInWords(
    const Part& whole, const std::vector<Part>& parts, const plan::Type& type, const Words& words
) {
  const auto say = [&](const Part& part) {
    const bool count = type.range == plan::Type::Range::kCount;
    const speech::Noun amount =
        count ? words.Counted(static_cast<std::uint64_t>(part.amount.ToInt64().value_or(0)))
              : speech::Noun(words.Quantity(part.amount, type));
    return words.Say(*part.phrase, {{"n", amount}, {"name", part.name}});
  };
  Rational together = 0;
  std::vector<std::string> said;
  for (const Part& part : parts) {
    together += part.amount;
    if (!part.amount.is_zero()) {
      said.push_back(say(part));
    }
  }
  Check(together == whole.amount, "the parts of a sum are not the whole");
  if (said.empty()) {
    said.push_back(words.Say(words.p.nothing));
  }
  return fmt::format("{} = {}", say(whole), fmt::join(said, " + "));
}

Rational Count(std::uint64_t count) {
  return static_cast<std::int64_t>(count);
}

void AddRowSums(const Settlement& settlement, Table& table) {
  const plan::Type count{.range = plan::Type::Range::kCount};
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  for (const Source& source : settlement.sources) {
    const readers::RowCounts& rows = source.counts;
    table.rows.push_back(
        {{source.input},
         {SumInWords(
             {Count(rows.rows), &p.sum_read},
             {{Count(rows.accepted), &p.sum_taken},
              {Count(rows.duplicates), &p.sum_duplicates},
              {Count(rows.rejected), &p.sum_rejected}},
             count,
             words
         )}}
    );
  }
  for (const evaluate::InputResult& input : settlement.outcome.inputs) {
    if (input.supplied) {
      table.rows.push_back(
          {{input.input},
           {SumInWords(
               {Count(input.rows), &p.sum_settled},
               {{Count(input.rows) - Count(input.outside), &p.sum_within},
                {Count(input.outside), &p.sum_outside}},
               count,
               words
           )}}
      );
    }
  }
}

// Up is what is neither down, nor unknown, nor still to come; of unknown stretches the possible
// ones count as unknown.
void AddTimeSums(
    const evaluate::ObjectiveResult& result,
    const evaluate::PeriodResult& period,
    const Settlement& settlement,
    Table& table
) {
  const plan::Type time{.unit = {{"time", 1}}};
  const speech::Reports& p = settlement.words.p;
  if (!period.whole.bounded()) {
    return;
  }
  const spans::SpanSet whole = spans::SpanSet::Of(period.whole);
  const spans::SpanSet past =
      spans::SpanSet::Of({spans::kBeginning, settlement.outcome.as_of.value_or(spans::kForever)});
  for (const evaluate::LetResult& let : result.lets) {
    const auto* stretches = std::get_if<evaluate::Spans>(&let.figure.value);
    if (stretches == nullptr || !result.period.empty()) {
      continue;
    }
    const spans::SpanSet in_force = result.in_force.Intersect(whole);
    const spans::SpanSet told = stretches->must.Intersect(in_force);
    const spans::SpanSet unknown = stretches->upper().Intersect(in_force).Except(told);
    const spans::SpanSet other = in_force.Except(told).Except(unknown);
    table.rows.push_back(
        {{NameOfResult(result) + "." + let.name},
         {SumInWords(
             {whole.Length(), &p.sum_period},
             {{told.Length(), &p.sum_let, let.name},
              {unknown.Length(), &p.sum_unknown},
              {other.Intersect(past).Length(), &p.sum_otherwise},
              {other.Except(past).Length(), &p.sum_to_come},
              {whole.Except(in_force).Length(), &p.sum_not_in_force}},
             time,
             settlement.words
         )}}
    );
  }
}

void AddMoneySum(const evaluate::StageResult& stage, const Words& words, Table& table) {
  const speech::Reports& p = words.p;
  std::vector<Part> parts = {{stage.amount, &p.sum_payable}};
  for (const evaluate::StepResult& step : stage.steps) {
    const Rational off = step.before - step.after;
    const bool held = step.kind == plan::Step::Kind::kHold;
    const std::string kind(plan::NameOf(step.kind));
    parts.push_back(
        {off, held ? &p.sum_held : &p.sum_by_step, words.Say(p.step_kind, {{"kind", kind}})}
    );
  }
  table.rows.push_back(
      {{fmt::format("{} {}", StageInWords(stage, words), stage.window)},
       {SumInWords(
           {stage.gross + stage.carried_in,
            stage.carried_in.is_zero() ? &p.sum_gross : &p.sum_gross_and_held},
           parts,
           stage.type,
           words
       )}}
  );
}

}  // namespace

Table Sums(const Settlement& settlement) {
  const Words& words = settlement.words;
  Table table{
      .caption = words.Say(words.p.sums),
      .columns = {{words.Say(words.p.of)}, {words.Say(words.p.sum)}}};
  AddRowSums(settlement, table);
  for (const evaluate::PeriodResult& period : settlement.outcome.periods) {
    for (const evaluate::ObjectiveResult& result : period.objectives) {
      AddTimeSums(result, period, settlement, table);
    }
    for (const evaluate::StageResult& stage : period.stages) {
      AddMoneySum(stage, words, table);
    }
  }
  return table;
}

}  // namespace slate::report
