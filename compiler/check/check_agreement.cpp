// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/check_agreement.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/check/declarations.h"
#include "compiler/check/period_edges.h"
#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"

namespace slate::check {

namespace {

// Whether the term cuts a period is a matter of dates; then the text must say what that is worth.
void CheckPartial(Context& context) {
  const plan::Plan& plan = context.plan;
  if (plan.partial != plan::PartialRule::kUnstated || !context.agreement.term ||
      !context.agreement.period) {
    return;
  }
  const bool at_start = CutsPeriod(plan, plan.term_first);
  if (at_start || (plan.term_last && CutsPeriod(plan, *plan.term_last + 1)) || plan.customer_key) {
    auto& problem = context.sink.Report(
        diag::kPartialUnstated,
        context.agreement.term->span,
        plan.customer_key ? "customers join and leave inside a period" : "the term cuts a period"
    );
    problem.help = "`partial cut`, `partial whole`, `partial skip` or `partial extrapolate`";
  }
}

// `version "2" at subscribed`: a date of the contract that does not change.
void CheckVersionFact(Context& context) {
  if (!context.agreement.version || !context.agreement.version->node->at) {
    return;
  }
  const ast::Path& at = *context.agreement.version->node->at;
  const auto given = context.givens.find(at.Text());
  if (given == context.givens.end()) {
    context.sink.Report(diag::kUnknownName, at.span, fmt::format("no given `{}`", at.Text())).help =
        fmt::format("`given {}: date by ACCOUNT`", at.Text());
    return;
  }
  const plan::Given& fact = context.plan.givens[given->second];
  const bool by_customer =
      std::all_of(fact.keys.begin(), fact.keys.end(), [&](const std::string& key) {
        return key == context.plan.customer_key;
      });
  if (fact.type.kind != plan::Type::Kind::kDate || !by_customer) {
    context.sink
        .Report(
            diag::kTypeMismatch,
            at.span,
            fmt::format("`{}` is not one date of each customer", at.Text())
        )
        .help = "a version is fixed by the date of a contract, such as `given subscribed: date`";
    return;
  }
  context.plan.version_at = fact.name;
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
  AddBuiltInInputs(context);
  CheckVersionFact(context);
  if (agreement.speaks_in_examples) {
    CheckExamples(context, expressions, files);
  }
  return plan;
}

}  // namespace slate::check
