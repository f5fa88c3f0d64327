// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/payment.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"

namespace slate::lint::rules {

namespace {

bool IsPaidUncapped(const plan::Plan& plan, const std::string& objective) {
  const auto payments = PaymentsOf(plan, objective);
  return std::any_of(payments.begin(), payments.end(), [](const Payment& p) {
    return !p.is_capped();
  });
}

// A credit that is a share of one fee, for a figure that is a share or a time.
bool IsShareOfFee(const Promise& promise, const analysis::PiecewiseLinear& credit) {
  const plan::Plan& plan = promise.subject->plan;
  const bool measured = promise.value_type.range == plan::Type::Range::kShare ||
                        promise.value_type.unit == plan::Unit{{"time", 1}};
  return measured && credit.factor.size() == 1 && credit.factor.begin()->second == 1 &&
         plan[credit.factor.begin()->first].type.unit == plan[*promise.objective->credit].type.unit;
}

void Look(const Promise& promise) {
  const plan::Plan& plan = promise.subject->plan;
  const auto& credit = promise.credit;
  const auto missed = promise.Missed();
  const auto range = credit && missed && IsShareOfFee(promise, *credit)
                         ? analysis::RangeOn(*credit, *missed)
                         : std::nullopt;
  if (!range || (range->high && range->high->value <= Rational(1))) {
    return;
  }
  const std::string reach =
      range->high
          ? fmt::format("can reach {}", ShowAmount(plan, range->high->value, credit->factor, {}))
          : fmt::format("grows beyond {}", ShowAmount(plan, Rational(1), credit->factor, {}));
  auto& problem = promise.subject->sink.Report(
      diag::kUnlimitedSettlement,
      SpanOf<ast::Credit>(*promise.source),
      fmt::format("this credit {}, and no `cap` limits it{}", reach, promise.For())
  );
  problem.help = "say in `settle` what the most is: `cap fee`";
}

void Run(const Subject& subject) {
  for (const Promise& promise : subject.open) {
    if (promise.objective->credit && promise.HasVerdict() &&
        IsPaidUncapped(subject.plan, promise.objective->name)) {
      Look(promise);
    }
  }
}

}  // namespace

const Rule kUnlimitedSettlement{
    .kind = &diag::kUnlimitedSettlement,
    .bad_example =
        "input outage { from, to: instant } complete\n"
        "given fee: money\n"
        "objective network {\n"
        "  measure length(spans(outage) in period)\n"
        "  target <= 0min\n"
        "  credit fee * 5% * ceil(value / 30min)\n"
        "}\n"
        "settle { sum of network  round half_up to 0.01 EUR }",
    .good_example =
        "input outage { from, to: instant } complete\n"
        "given fee: money\n"
        "objective network {\n"
        "  measure length(spans(outage) in period)\n"
        "  target <= 0min\n"
        "  credit fee * 5% * ceil(value / 30min)\n"
        "}\n"
        "settle { sum of network  cap fee  round half_up to 0.01 EUR }",
    .run = Run,
};

}  // namespace slate::lint::rules
