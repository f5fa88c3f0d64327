// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/emit/docs/document.h"
#include "compiler/emit/docs/terms.h"
#include "compiler/resolve/modules.h"

namespace slate::emit::docs {

struct Site;

// An expression where it stands.
struct Placed {
  const Site* site = nullptr;
  ast::ExprId expr{};
};

// What names mean at a place: in whose text, in which objective, beside which rows.
struct Site {
  const resolve::Module* module = nullptr;
  const plan::Objective* objective = nullptr;
  const resolve::EffectiveObjective* promises = nullptr;
  const ast::Input* rows = nullptr;
  const plan::Input* input = nullptr;
  bool in_run = false;  // from, to and length are those of a stretch
  const std::map<std::string, Placed>* arguments = nullptr;  // of a metric

  const ast::Expr& operator[](ast::ExprId id) const { return module->file[id]; }
};

// Formulas as words: values and spans are nouns, truths are clauses.
class Writer {
 public:
  Writer(const Speaker& speaker, const Terms& terms)
      : speaker_(speaker), p_(speaker.phrases), f_(speaker.formulas), terms_(terms) {}

  Noun Value(ast::ExprId id, const Site& site);
  std::string Condition(ast::ExprId id, const Site& site);
  bool IsCondition(ast::ExprId id, const Site& site) const;
  Kind KindAt(ast::ExprId id, const Site& site) const;

  // `at least 99 %`
  std::string Bound(ast::CompareOp op, const Noun& limit) const;
  // The tables that stand for ladders inside the values written since the last call.
  std::vector<Table> TakeTables() { return std::exchange(tables_, {}); }
  Table LadderTable(const ast::Ladder& ladder, const Site& site, const Phrase& value_title);
  Table ByTable(const ast::ByTable& table, const Site& site, const Phrase& value_title);
  // The same with `write` saying each value.
  Table ByTable(
      const ast::ByTable& table,
      const Phrase& value_title,
      const std::function<std::string(ast::ExprId)>& write
  );
  Noun LadderArgument(const ast::Ladder& ladder, const Site& site);
  Noun Stretch(const ast::Stretch& stretch) const;
  Noun Rhythm(const ast::Rhythm& rhythm) const;
  std::string Member(const std::string& key, const std::string& label) const;
  std::string Keys(const std::vector<ast::Over>& each) const;
  std::string Keys(const std::vector<std::string>& keys) const;

 private:
  // write_values.cpp
  Noun Literal(const ast::ExprNode& node) const;
  Noun Quantity(const ast::QuantityLit& amount) const;
  Noun Name(const ast::Name& name, const Site& site);
  Noun Named(Kind kind, const std::string& path) const;
  std::optional<Noun> Word(const std::string& name, const Site& site) const;
  std::optional<Kind> KindOfName(const std::string& name, const Site& site) const;
  std::string PathOf(const std::string& name, const Site& site) const;
  Noun MemberOf(const ast::Member& member, const Site& site);
  Noun Indexed(const ast::Index& index, const Site& site);
  std::string Figure(ast::ExprId id, const Site& site);
  std::vector<std::string> MemberWords(const std::vector<ast::ExprId>& keys, const Site& site);

  // write_arithmetic.cpp
  Noun BinaryValue(const ast::Binary& binary, const Site& site);
  Noun Symbols(const Phrase& phrase, const ast::Binary& binary, const Site& site);
  Noun Operand(ast::ExprId id, const Site& site);
  Noun Choice(const ast::ByTable& table, const Site& site);
  Noun LadderValue(const ast::Ladder& ladder, const Site& site);

  // write_times.cpp
  Noun WorkingTime(const ast::Binary& of, const Site& site);
  Noun CalendarName(ast::ExprId id, const Site& site);

  // write_calls.cpp
  Noun CallValue(const ast::Call& call, const Site& site);
  std::optional<Noun> FunctionValue(const ast::Call& call, const Site& site);
  std::optional<Noun> AggregateValue(const ast::Call& call, const Site& site);
  Noun MetricValue(
      const std::string& name, const std::vector<ast::Argument>& arguments, const Site& site
  );
  Noun SpansCall(const ast::Call& call, const Site& site);
  Noun SpansOfInput(const ast::Argument& argument, const plan::Input& input, const Site& site);
  Noun Argument(const ast::Call& call, std::size_t place, const Site& site);

  // write_rows.cpp: the rows of an aggregate, and what names mean beside them
  Noun Rows(const ast::Argument& argument, const Site& site);
  Noun RowsBare(const ast::Argument& argument, const Site& site);
  Noun PlacedRows(const Noun& rows, const ast::Argument& argument, const Site& site);
  Site Beside(const ast::Argument& argument, const Site& site) const;
  const ast::Name* InputName(ast::ExprId id, const Site& site) const;

  // write_spans.cpp
  std::optional<Noun> LinkValue(const ast::ExprNode& node, const Site& site);

  // write_conditions.cpp
  std::string CompareWords(const ast::Compare& compare, const Site& site, bool negated);
  std::optional<std::string> PeriodsHold(const ast::Compare& compare, const Site& site);
  std::string Not(ast::ExprId id, const Site& site);
  std::string Lies(const Phrase& phrase, const ast::In& node, const Site& site);
  std::string NameHolds(const ast::Name& name, const Site& site, bool negated);
  std::optional<std::string> VerdictWords(const ast::Member& member, const Site& site);
  std::optional<std::string> CallHolds(const ast::Call& call, const Site& site);
  void Flatten(ast::ExprId id, ast::BinaryOp op, const Site& site, std::vector<std::string>& parts);

  const Speaker& speaker_;
  const Phrasebook& p_;
  const Formulas& f_;
  const Terms& terms_;
  std::vector<Table> tables_;
};

// `metric.name` of a call such as `mttr.working(…)`.
std::string DottedName(const ast::MethodCall& call, const ast::File& file);

}  // namespace slate::emit::docs
