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
  std::string name;
};

// `10 read = 5 taken + 3 duplicates + 2 rejected`, parts of nothing left out.
std::string SumInWords(
    const Rational& whole,
    std::string_view name,
    const std::vector<Part>& parts,
    const plan::Type& type
) {
  Rational together = 0;
  std::vector<std::string> words;
  for (const Part& part : parts) {
    together += part.amount;
    if (!part.amount.is_zero()) {
      words.push_back(fmt::format("{} {}", QuantityInWords(part.amount, type), part.name));
    }
  }
  Check(together == whole, "the parts of a sum are not the whole");
  if (words.empty()) {
    words.emplace_back("nothing");
  }
  return fmt::format("{} {} = {}", QuantityInWords(whole, type), name, fmt::join(words, " + "));
}

Rational Count(std::uint64_t count) {
  return static_cast<std::int64_t>(count);
}

void AddRowSums(const Settlement& settlement, Table& table) {
  const plan::Type count{.range = plan::Type::Range::kCount};
  for (const Source& source : settlement.sources) {
    const readers::RowCounts& rows = source.counts;
    table.rows.push_back(
        {{source.input},
         {SumInWords(
             Count(rows.rows),
             "rows read",
             {{Count(rows.accepted), "taken"},
              {Count(rows.duplicates), "duplicates"},
              {Count(rows.rejected), "rejected"}},
             count
         )}}
    );
  }
  for (const evaluate::InputResult& input : settlement.outcome.inputs) {
    if (input.supplied) {
      table.rows.push_back(
          {{input.input},
           {SumInWords(
               Count(input.rows),
               "rows settled",
               {{Count(input.rows) - Count(input.outside), "within the periods"},
                {Count(input.outside), "outside"}},
               count
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
             whole.Length(),
             "of the period",
             {{told.Length(), let.name},
              {unknown.Length(), "unknown"},
              {other.Intersect(past).Length(), "otherwise"},
              {other.Except(past).Length(), "to come"},
              {whole.Except(in_force).Length(), "not in force"}},
             time
         )}}
    );
  }
}

void AddMoneySum(const evaluate::StageResult& stage, Table& table) {
  std::vector<Part> parts = {{stage.amount, "payable"}};
  for (const evaluate::StepResult& step : stage.steps) {
    const Rational off = step.before - step.after;
    const bool held = step.kind == plan::Step::Kind::kHold;
    parts.push_back({off, held ? "held" : "by " + std::string(plan::NameOf(step.kind))});
  }
  table.rows.push_back(
      {{fmt::format("{} {}", stage.stage, stage.window)},
       {SumInWords(
           stage.gross + stage.carried_in,
           stage.carried_in.is_zero() ? "gross" : "gross and held before",
           parts,
           stage.type
       )}}
  );
}

}  // namespace

Table Sums(const Settlement& settlement) {
  Table table{.caption = "Sums that hold", .columns = {{"of"}, {"sum"}}};
  AddRowSums(settlement, table);
  for (const evaluate::PeriodResult& period : settlement.outcome.periods) {
    for (const evaluate::ObjectiveResult& result : period.objectives) {
      AddTimeSums(result, period, settlement, table);
    }
    for (const evaluate::StageResult& stage : period.stages) {
      AddMoneySum(stage, table);
    }
  }
  return table;
}

}  // namespace slate::report
