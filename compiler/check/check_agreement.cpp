// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/check_agreement.h"

#include <fmt/format.h>

#include "compiler/check/declarations.h"
#include "compiler/diag/catalog/agreement.h"

namespace slate::check {

namespace {

// Whether the term cuts a period is a matter of dates; then the text must say what that is worth.
void CheckPartial(Context& context) {
  const plan::Plan& plan = context.plan;
  if (plan.partial != plan::PartialRule::kUnstated || !context.agreement.term ||
      !context.agreement.period) {
    return;
  }
  const auto cuts = [&](std::int32_t day) {
    const auto ymd = calendar::ToYmd({day});
    switch (plan.period.unit) {
      case plan::Rhythm::Unit::kMonth: return ymd.day != plan.period.day_of_month;
      case plan::Rhythm::Unit::kQuarter:
        return ymd.day != 1 || (ymd.month - plan.period.first_month + 12) % 3 != 0;
      case plan::Rhythm::Unit::kYear:
        return !plan.period.contract && (ymd.day != 1 || ymd.month != plan.period.first_month);
      case plan::Rhythm::Unit::kWeek:
        return calendar::Date{day}.weekday() != calendar::Weekday::kMon;
      case plan::Rhythm::Unit::kDays:
        return plan.period.anchor_day && (day - *plan.period.anchor_day) % plan.period.count != 0;
      case plan::Rhythm::Unit::kDay:
      case plan::Rhythm::Unit::kTerm: return false;
    }
    return false;
  };
  const bool at_start = cuts(plan.term_first);
  if (at_start || (plan.term_last && cuts(*plan.term_last + 1)) || plan.customer_key) {
    auto& problem = context.sink.Report(
        diag::kPartialUnstated,
        context.agreement.term->span,
        plan.customer_key ? "customers join and leave inside a period" : "the term cuts a period"
    );
    problem.help = "`partial cut`, `partial whole`, `partial skip` or `partial extrapolate`";
  }
}

}  // namespace

plan::Plan CheckAgreement(
    const resolve::EffectiveAgreement& agreement,
    const resolve::Program& program,
    const source::FileSet& files,
    const calendar::TimeZoneSource& zones,
    diag::Sink& sink
) {
  plan::Plan plan;
  Context context{
      .agreement = agreement,
      .program = program,
      .plan = plan,
      .builder = Builder(plan),
      .sink = sink};
  ExpressionChecker expressions(context);
  CheckHeader(context, expressions, zones);
  CheckPartial(context);
  CheckCalendars(context, expressions);
  DeclareInputs(context, expressions);
  DeclareFacts(context, expressions);
  for (const auto& let : agreement.lets) {
    Declare(context, let->name);
  }
  DeclareObjectives(context, expressions);
  DeclareSettles(context, expressions);
  for (const auto& let : agreement.lets) {
    context.lets[let->name.text] = let;
  }
  CheckInputs(context, expressions);
  CheckFacts(context, expressions);
  CheckObjectives(context, expressions);
  CheckDefinitions(context, expressions);
  CheckSettles(context, expressions);
  CheckRights(context, expressions);
  CheckDuties(context, expressions);
  CheckOpenings(context, expressions);
  CheckExamples(context, expressions, files);
  return plan;
}

}  // namespace slate::check
