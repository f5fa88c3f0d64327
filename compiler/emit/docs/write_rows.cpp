// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/ink.h"
#include "compiler/emit/docs/writer.h"

namespace slate::emit::docs {

using Source = ast::Argument::Source;

// The input whose rows an expression names; nothing if it names none.
const ast::Name* Writer::InputName(ast::ExprId id, const Site& site) const {
  const ast::ExprNode& node = site[id].node;
  if (const auto* placed = std::get_if<ast::PlacedBy>(&node)) {
    return InputName(placed->source, site);
  }
  const auto* ref = std::get_if<ast::Ref>(&node);
  const bool is_argument =
      ref != nullptr && site.arguments != nullptr && site.arguments->contains(ref->name.text);
  return ref != nullptr && !is_argument && terms_.FindInput(ref->name.text) != nullptr ? &ref->name
                                                                                       : nullptr;
}

// What names mean in the condition and the body of an aggregate.
Site Writer::Beside(const ast::Argument& argument, const Site& site) const {
  Site inner = site;
  if (argument.source_kind != Source::kExpr) {
    return inner;
  }
  if (const ast::Name* name = InputName(argument.source, site)) {
    inner.input = terms_.FindInput(name->text);
    inner.in_run = false;
    for (const auto& input : terms_.agreement().inputs) {
      if (input->name.text == name->text) {
        inner.rows = input.node;
      }
    }
    return inner;
  }
  const auto* ref = std::get_if<ast::Ref>(&site[argument.source].node);
  inner.in_run = ref == nullptr || terms_.FindKey(ref->name.text) == nullptr;
  return inner;
}

Noun Writer::RowsBare(const ast::Argument& argument, const Site& site) {
  switch (argument.source_kind) {
    case Source::kEvery: {
      const bool days = std::holds_alternative<ast::QuantityLit>(site[argument.source].node);
      return days ? speaker_.Np(f_.intervals_days)
                  : speaker_.Np(f_.intervals, {{"d", Value(argument.source, site)}});
    }
    case Source::kSliding: return speaker_.Np(f_.sliding, {{"d", Value(argument.source, site)}});
    case Source::kLastPeriods: {
      const auto* number = std::get_if<ast::NumberLit>(&site[argument.source].node);
      const Noun count = speaker_.Number(number == nullptr ? Rational(1) : number->value);
      return speaker_.Np(
          f_.last_periods, {{"periods", speaker_.Np(f_.periods_count, {{"n", count}})}}
      );
    }
    case Source::kExpr: break;
  }
  if (const ast::Name* input = InputName(argument.source, site)) {
    return speaker_.Np(f_.records, {{"input", terms_.Linked(input->text)}});
  }
  const auto* ref = std::get_if<ast::Ref>(&site[argument.source].node);
  if (ref != nullptr && ref->name.text == "moment") {
    return speaker_.Np(f_.moments);
  }
  if (ref != nullptr && terms_.FindKey(ref->name.text) != nullptr) {
    return speaker_.Np(f_.members_of, {{"key", terms_.Linked(ref->name.text)}});
  }
  return Value(argument.source, site);
}

// Rows placed in time by a column, or by the instant at which their outcome is certain.
Noun Writer::PlacedRows(const Noun& rows, const ast::Argument& argument, const Site& site) {
  const auto* placed = std::get_if<ast::PlacedBy>(&site[argument.source].node);
  if (placed == nullptr) {
    return rows;
  }
  const auto* word = std::get_if<ast::Ref>(&site[placed->place].node);
  if (word != nullptr && word->name.text == "decided") {
    return speaker_.Np(f_.by_decided, {{"a", rows}});
  }
  const Site beside = Beside(argument, site);
  return speaker_.Np(f_.by_column, {{"a", rows}, {"column", Value(placed->place, beside)}});
}

Noun Writer::Rows(const ast::Argument& argument, const Site& site) {
  const ast::Name* input =
      argument.source_kind == Source::kExpr ? InputName(argument.source, site) : nullptr;
  if (!argument.where) {
    const Noun rows = RowsBare(argument, site);
    return input == nullptr ? rows : PlacedRows(rows, argument, site);
  }
  const std::string cond = Condition(*argument.where, Beside(argument, site));
  if (argument.source_kind == Source::kLastPeriods) {
    const auto* number = std::get_if<ast::NumberLit>(&site[argument.source].node);
    const Noun count = speaker_.Number(number == nullptr ? Rational(1) : number->value);
    return speaker_.Np(
        f_.last_periods_where,
        {{"periods", speaker_.Np(f_.periods_count, {{"n", count}})}, {"cond", cond}}
    );
  }
  if (input != nullptr) {
    const Noun rows =
        speaker_.Np(f_.records_where, {{"input", terms_.Linked(input->text)}, {"cond", cond}});
    return PlacedRows(rows, argument, site);
  }
  return speaker_.Np(f_.those_where, {{"a", RowsBare(argument, site)}, {"cond", cond}});
}

}  // namespace slate::emit::docs
