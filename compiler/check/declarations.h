// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/check/expression.h"

// The passes over one agreement, in order. Each fills its part of the plan.
namespace slate::check {

// Parties, term, zone, currency, period, partial; keys and units.
void CheckHeader(
    Context& context, ExpressionChecker& expressions, const calendar::TimeZoneSource& zones
);
void CheckCalendars(Context& context, ExpressionChecker& expressions);
void DeclareInputs(Context& context, ExpressionChecker& expressions);
void DeclareFacts(Context& context, ExpressionChecker& expressions);
void DeclareObjectives(Context& context, ExpressionChecker& expressions);
void DeclareSettles(Context& context, ExpressionChecker& expressions);
// Everything is declared: now what has values.
void CheckInputs(Context& context, ExpressionChecker& expressions);
void CheckFacts(Context& context, ExpressionChecker& expressions);
void CheckDefinitions(Context& context, ExpressionChecker& expressions);
void CheckObjectives(Context& context, ExpressionChecker& expressions);
void CheckSettles(Context& context, ExpressionChecker& expressions);
void CheckRights(Context& context, ExpressionChecker& expressions);
void CheckDuties(Context& context, ExpressionChecker& expressions);
void CheckOpenings(Context& context, ExpressionChecker& expressions);
// `claims` and `exercises`, which parties may declare without the text saying so.
void AddBuiltInInputs(Context& context);
void CheckExamples(Context& context, ExpressionChecker& expressions, const source::FileSet& files);

// ---- shared by them ----

// The scope of the agreement itself: keys that are fixed for all of it are bound.
Scope AgreementScope(Context& context, const resolve::Module& module);
// Binds a key, so that figures of one member can be read.
void BindKey(Context& context, Scope& scope, const ast::Name& key);
// Puts a name among those of the agreement; reports a second use.
void Declare(Context& context, const ast::Name& name);
std::string FormerName(const std::optional<ast::Name>& formerly);
plan::Origin OriginOf(Span span);
std::vector<plan::TimelineStep> CheckTimeline(
    ExpressionChecker& expressions,
    const ast::Timeline& timeline,
    const Scope& scope,
    const plan::Type& type,
    std::string_view what
);

}  // namespace slate::check
