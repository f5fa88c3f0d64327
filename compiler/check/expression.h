// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/check/context.h"

namespace slate::check {

// The words for how a promise can end.
inline constexpr std::array<std::string_view, 5> kVerdicts = {
    "met", "missed", "pending", "undecided", "void"};
bool IsVerdict(std::string_view word);

// Turns expressions into typed nodes. Every problem is reported where it is found; what depends on
// it is kBad and silent.
class ExpressionChecker {
 public:
  explicit ExpressionChecker(Context& context) : c_(context) {}

  Checked Check(ast::ExprId id, const Scope& scope);

  // As Check, then: a value of this type without ⊥. `what` says in the message what needs it.
  Checked CheckAs(ast::ExprId id, const Scope& scope, const Type& type, std::string_view what);
  // A value without ⊥ of any type.
  Checked CheckDefined(ast::ExprId id, const Scope& scope, std::string_view what);
  Checked CheckTruth(ast::ExprId id, const Scope& scope, std::string_view what);
  // An instant: a date stands for its first instant.
  Checked CheckInstant(ast::ExprId id, const Scope& scope, std::string_view what);
  // A member of a key: a word of the key, a text, or a value of that type.
  NodeId CheckMember(ast::ExprId id, const Scope& scope, const std::string& key);

  // The let `name` of an objective as its result in the objective's own scope.
  const Checked& CheckLet(ObjectiveEntry& objective, const std::string& name);
  const Checked& CheckMeasure(ObjectiveEntry& objective);
  const Checked& CheckCredit(ObjectiveEntry& objective);
  const Checked& CheckBonus(ObjectiveEntry& objective);
  Scope ScopeOf(ObjectiveEntry& objective) const;
  Type TypeOfStage(const plan::Settle& settle);

  std::optional<Type> ResolveType(const ast::Type& type);
  std::optional<plan::Rhythm> ResolveRhythm(const ast::Name& word, const Scope& scope);
  std::optional<plan::Rhythm> ResolveRhythm(const ast::Rhythm& rhythm);
  std::optional<plan::Rhythm> ResolveStretch(const ast::Stretch& stretch, const Scope& scope);

  // Reports unless a is defined (or its ⊥ is resolved); then gives it back, else kBad.
  Checked Defined(Checked a, Span span, std::string_view what);
  Checked AsValue(Checked a, Span span);
  Checked Coerce(Checked a, const Type& type, Span span, std::string_view what);
  bool IsColumnOf(const Element& row, const std::string& name, const Type& type) const;
  // An unknown word as a member of the key that the place expects.
  std::optional<Checked> AsMember(ast::ExprId id, const Scope& scope, const Type& type);

  Checked Bad() const { return {}; }
  diag::Diagnostic& Report(const diag::Kind& kind, Span span, std::string message) {
    return c_.sink.Report(kind, span, std::move(message));
  }
  Context& context() { return c_; }

  // The key members a figure needs, from the index or the scope.
  std::optional<std::vector<NodeId>> Members(
      const std::vector<std::string>& keys,
      const std::vector<ast::ExprId>& index,
      const Scope& scope,
      Span span,
      std::string_view what
  );

 private:
  struct Branch {
    Checked value;
    Span span;
  };
  Checked UnfoldsTooFar(Span span, const Scope& scope);
  // literals.cpp
  Checked Literal(const ast::NumberLit& n, Span span);
  Checked Literal(const ast::QuantityLit& n, Span span);
  Checked Literal(const ast::InstantLit& n, Span span);
  Checked DateStretch(std::int32_t first, std::int32_t end);
  Checked Value(NodeId node) const;
  Checked NumberValue(Rational value, plan::Unit unit);

  // names.cpp
  Checked Reference(const ast::Ref& ref, const Scope& scope, Span span);
  Checked ReadArgument(const ArgumentText& text, const Checked& at_call, const Scope& scope);
  std::optional<Checked> RowWord(const std::string& name, const Scope& scope, Span span);
  bool HasField(const Element& element, const std::string& name) const;
  std::optional<Checked> ElementField(
      const Element& element, const std::string& name, const Scope& scope, Span span
  );
  std::optional<Checked> RunField(const Element& run, const std::string& name, const Scope& scope);
  Checked ElementValue(const Element& element, const Scope& scope);
  Checked FieldOfElement(const Checked& base, const ast::Name& field, const Scope& scope);
  std::optional<Checked> ObjectiveWord(const std::string& name, const Scope& scope, Span span);
  std::optional<Checked> AgreementWord(const std::string& name, const Scope& scope, Span span);
  std::optional<Checked> BuiltInWord(const std::string& name, const Scope& scope);
  Checked UnknownName(const std::string& name, const Scope& scope, Span span);
  std::vector<std::string> NamesInReach(const Scope& scope) const;
  Checked ColumnValue(
      const Element& row, const plan::Column& column, const Scope& scope, Span span
  );
  Checked InputLet(const Element& row, const Sited<ast::Let>& let, const Scope& scope, Span span);
  Checked AgreementLet(const Sited<ast::Let>& let, const Scope& scope, Span span);
  bool SetReading(
      plan::Node& node, const std::optional<ast::Reading>& reading, const Scope& scope, Span span
  );
  Checked GivenValue(
      std::size_t index, const std::vector<ast::ExprId>& keys, const Scope& scope, Span span
  );
  Checked AttestedValue(
      std::size_t index, const std::vector<ast::ExprId>& keys, const Scope& scope, Span span
  );
  Checked StageValue(
      std::size_t index, const std::vector<ast::ExprId>& keys, const Scope& scope, Span span
  );
  Checked ResultOf(
      ObjectiveEntry& objective, std::vector<NodeId> members, const std::string& field, Span span
  );
  Checked Field(const ast::Member& member, const Scope& scope, Span span);
  Checked FieldOfObjective(const Checked& base, const ast::Name& field, const Scope& scope);
  Checked FieldOfPrevious(const ast::Name& field, const Scope& scope);
  Checked FieldOfRight(const Checked& base, const ast::Name& field, const Scope& scope);
  Checked FieldOfStage(const Checked& base, const ast::Name& field);
  Checked FieldOfCase(const Checked& base, const ast::Name& field);
  Checked EndsOf(const Checked& base, const ast::Name& field);
  std::optional<Checked> FieldOfHistory(const ast::Member& member, const Scope& scope);
  bool IsHistory(const Checked& value) const;
  Checked Indexed(const ast::Index& index, const Scope& scope, Span span);
  Checked UnknownField(const ast::Name& field, std::vector<std::string> names);

  // arithmetic.cpp
  Checked Operation(const ast::Binary& op, const Scope& scope, Span span);
  Checked Sum(const ast::Binary& op, const Checked& a, const Checked& b);
  Checked MoveInTime(const ast::Binary& op, const Checked& a, const Checked& b);
  bool IsPartOf(NodeId part, NodeId whole) const;
  Checked Product(const ast::Binary& op, const Checked& a, const Checked& b);
  Checked Logic(const ast::Binary& op, const Scope& scope);
  Checked Otherwise(const ast::Binary& op, const Scope& scope, Span span);
  Checked OfWorkingTime(const ast::Binary& op, const Scope& scope);
  Checked AtInstant(ast::ExprId fact, ast::ExprId at, const Scope& scope, Span span);
  Checked Negated(const ast::Unary& op, const Scope& scope);
  Checked Condition(const ast::If& node, const Scope& scope, Span span);
  Checked Comparison(const ast::Compare& op, const Scope& scope);
  Checked CompareValues(const ast::Compare& op, Checked a, Checked b, const Scope& scope);

  // chains.cpp
  Checked MakeRange(const ast::Range& range, const Scope& scope, Span span);
  Checked MakeRangeFor(const ast::RangeFor& range, const Scope& scope);
  Checked ChainOperand(ast::ExprId id, const Scope& scope);
  Checked AsSpans(const Checked& a, Span span, std::string_view what);
  Checked SpansOperand(ast::ExprId id, const Scope& scope, std::string_view what);
  Checked Inside(const ast::In& node, const Scope& scope);
  Checked Combine(plan::Op op, ast::ExprId left, ast::ExprId right, const Scope& scope);
  Checked Combined(plan::Op op, const Checked& a, const Checked& b);
  Checked ByLength(
      plan::Op op, ast::ExprId spans, ast::CompareOp compare, ast::ExprId length, const Scope& scope
  );
  Checked Quota(const ast::Upto& node, const Scope& scope);
  Checked Assigned(const ast::PlacedBy& node, const Scope& scope, Span span);

  // calls.cpp
  Checked CallFunction(const ast::Call& call, const Scope& scope, Span span);
  bool ReadsInPlace(const ast::MethodCall& call, const Scope& scope) const;
  Checked CallMethod(const ast::MethodCall& call, const Scope& scope, Span span);
  Checked CallMetric(
      const std::string& name, const std::vector<ast::Argument>& args, const Scope& scope, Span span
  );
  std::optional<std::vector<Checked>> PlainArguments(
      const std::vector<ast::Argument>& args,
      std::size_t least,
      std::size_t most,
      const Scope& scope,
      std::string_view name,
      Span span
  );
  Checked Length(const ast::Call& call, const Scope& scope, Span span);
  Checked Days(const ast::Call& call, const Scope& scope, Span span);
  Checked DateOf(const ast::Call& call, const Scope& scope, Span span);
  Checked Stepwise(const ast::Call& call, plan::Op op, const Scope& scope, Span span);
  Checked Extreme(const ast::Call& call, plan::Op op, const Scope& scope, Span span);
  Checked Absolute(const ast::Call& call, const Scope& scope, Span span);
  Checked Known(const ast::Call& call, const Scope& scope, Span span);
  Checked SpansOf(const ast::Call& call, const Scope& scope, Span span);
  Checked SpansOfInput(
      const InputEntry& input, const ast::Argument& arg, const Scope& scope, Span span
  );
  Checked SpansOfBins(const ast::Argument& arg, const Scope& scope);
  Checked Coverage(const ast::Call& call, plan::Op op, const Scope& scope, Span span);

  // aggregates.cpp
  Checked AggregateCall(
      const ast::Call& call, plan::Aggregate aggregate, const Scope& scope, Span span
  );
  struct Body {
    plan::Aggregate aggregate = plan::Aggregate::kCount;
    Rational quantile = 0;
    const ast::Argument* arg = nullptr;
    Span span;
    bool present = false;
    bool wants_truth() const;
  };
  Checked OverSources(
      const std::vector<const ast::Argument*>& sources,
      std::size_t level,
      const Body& body,
      const Scope& scope
  );
  bool CanBeNamed(const ast::Name& name, const Scope& scope);
  bool IsNamed(const ast::Argument& arg, std::string_view what);
  bool TooDeep(const Scope& scope, Span span);
  Checked OverRows(
      const InputEntry& input, const ast::PlacedBy* placed, const Body& body, const Scope& scope
  );
  bool PlaceRows(
      const InputEntry& input,
      const ast::PlacedBy* placed,
      const Scope& row_scope,
      plan::Rollup& rollup,
      Span span
  );
  void StandAt(const plan::Rollup& rollup, const InputEntry& entry, Scope& row);
  bool PlaceByName(const InputEntry& input, const std::string& word, plan::Rollup& rollup);
  Checked OverRuns(Checked spans, const Body& body, const Scope& scope, Span span);
  Checked OverMembers(
      const std::string& key,
      const std::vector<const ast::Argument*>& sources,
      std::size_t level,
      const Body& body,
      const Scope& scope
  );
  Checked OverWindows(
      const std::vector<const ast::Argument*>& sources,
      std::size_t level,
      const Body& body,
      const Scope& scope
  );
  Checked OverPeriods(const Body& body, const Scope& scope);

  // windows_of.cpp
  bool SetWindows(plan::Node& node, const ast::Argument& arg, const Scope& scope);
  bool DividesTheDay(const Rational& step, Span span);
  bool ListsMoments(plan::Aggregate aggregate, bool sliding, Span span);
  void EnterWindow(const ast::Argument& arg, Scope& scope);
  void EnterMoment(Scope& scope);
  // Fills where and body of the innermost level.
  struct Inner {
    bool ok = false;
    std::optional<NodeId> where = {};
    std::optional<NodeId> body = {};
    Checked value = {};
  };
  Inner CheckInner(const Body& body, Scope scope);
  static void SetAggregateType(
      Checked& result, plan::Aggregate aggregate, const Checked& body, bool never_empty
  );
  Checked Aggregated(plan::Node node, const Body& body, const Inner& inner, bool never_empty);
  void AddKnownColumns(ast::ExprId where, Scope& scope) const;
  std::vector<plan::Rollup::Scope> RowScope(const InputEntry& input, const Scope& scope, Span span);

  // tables.cpp
  Checked Table(const ast::ByTable& table, const Scope& scope, Span span);
  struct Selector {
    NodeId node{};
    std::string key;
  };
  std::optional<Selector> SelectBy(const ast::Path& path, const Scope& scope);
  void CheckExhaustive(
      const ast::ByTable& table,
      const std::vector<Selector>& by,
      const plan::Node& node,
      const Scope& scope,
      Span span
  );
  void CheckLabel(const ast::Name& label, const std::string& key);
  void AddRow(plan::Node& node, const ast::TableRow& row, NodeId value);
  Checked ClockTable(
      const ast::ByTable& table,
      plan::Node node,
      const std::vector<Branch>& branches,
      const std::vector<Selector>& by,
      const Scope& scope,
      Span span
  );
  Checked MoveByTable(const ast::Binary& op, const Checked& a, const Checked& clock);
  Checked LadderOf(const ast::Ladder& ladder, const Scope& scope, Span span);
  // One type for all branches, or a report.
  std::optional<Checked> Unify(std::vector<Branch>& branches);

  bool IsDeeper(const Scope& scope) const;
  void Retype(Checked& value);

  Context& c_;
};

plan::Compare ToPlan(ast::CompareOp op);
std::string_view Spelled(ast::CompareOp op);

}  // namespace slate::check
