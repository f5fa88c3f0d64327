// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/ink.h"
#include "compiler/emit/docs/writer.h"
#include "runtime/base/overloaded.h"

namespace slate::emit::docs {

namespace {

bool IsArithmetic(const ast::ExprNode& node) {
  const auto* binary = std::get_if<ast::Binary>(&node);
  return binary != nullptr &&
         (binary->op == ast::BinaryOp::kAdd || binary->op == ast::BinaryOp::kSubtract ||
          binary->op == ast::BinaryOp::kMultiply || binary->op == ast::BinaryOp::kDivide);
}

// One word, or a number with its unit: needs no parentheses beside a sign.
bool IsShort(const ast::ExprNode& node) {
  return std::visit(
      Overloaded{
          [](const ast::NumberLit&) { return true; },
          [](const ast::DurationLit&) { return true; },
          [](const ast::QuantityLit&) { return true; },
          [](const ast::Ref&) { return true; },
          [](const ast::Member&) { return true; },
          [](const ast::Index&) { return true; },
          [](const ast::Ladder&) { return true; },
          [](const auto&) { return false; },
      },
      node
  );
}

// Neither a number nor a product: 5% of the amount, but 15% × 12.
bool IsNamed(const ast::ExprNode& node) {
  return !IsArithmetic(node) && !std::holds_alternative<ast::NumberLit>(node) &&
         !std::holds_alternative<ast::Ladder>(node);
}

bool IsPercent(const ast::ExprNode& node) {
  const auto* number = std::get_if<ast::NumberLit>(&node);
  return number != nullptr && number->mark != ast::NumberLit::Mark::kNone;
}

bool IsOutcomeWord(ast::ExprId id, const Site& site, std::string_view word) {
  const auto* ref = std::get_if<ast::Ref>(&site[id].node);
  return ref != nullptr && ref->name.text == word;
}

}  // namespace

// What stands beside a sign: without article, in parentheses if it is more than a word.
Noun Writer::Operand(ast::ExprId id, const Site& site) {
  if (const auto* ref = std::get_if<ast::Ref>(&site[id].node); ref != nullptr && site.arguments) {
    const auto argument = site.arguments->find(ref->name.text);
    if (argument != site.arguments->end()) {
      const Placed& placed = argument->second;
      const Noun bare = Value(placed.expr, *placed.site).In(Case::kBare);
      return IsShort((*placed.site)[placed.expr].node) ? bare
                                                       : speaker_.Np(f_.in_parens, {{"a", bare}});
    }
  }
  const ast::Expr& expr = site[id];
  const Noun bare = Value(id, site).In(Case::kBare);
  const bool plain = IsArithmetic(expr.node) ? !expr.in_parens : IsShort(expr.node);
  return plain ? bare : speaker_.Np(f_.in_parens, {{"a", bare}});
}

Noun Writer::Symbols(const Phrase& phrase, const ast::Binary& binary, const Site& site) {
  return speaker_.Np(
      phrase, {{"a", Operand(binary.left, site)}, {"b", Operand(binary.right, site)}}
  );
}

Noun Writer::BinaryValue(const ast::Binary& binary, const Site& site) {
  const Kind kind = KindAt(binary.left, site);
  const bool moment = kind == Kind::kInstant || kind == Kind::kDate;
  switch (binary.op) {
    case ast::BinaryOp::kAdd:
    case ast::BinaryOp::kSubtract: {
      const bool add = binary.op == ast::BinaryOp::kAdd;
      if (moment && KindAt(binary.right, site) != kind) {
        const Slots slots{{"t", Value(binary.left, site)}, {"d", Value(binary.right, site)}};
        return speaker_.Np(add ? f_.after : f_.before, slots);
      }
      return Symbols(add ? f_.plus : f_.minus, binary, site);
    }
    case ast::BinaryOp::kMultiply:
      if (IsPercent(site[binary.left].node) && IsNamed(site[binary.right].node)) {
        return speaker_.Np(
            f_.percent_of, {{"a", Value(binary.left, site)}, {"b", Value(binary.right, site)}}
        );
      }
      return Symbols(f_.times, binary, site);
    case ast::BinaryOp::kDivide: return Symbols(f_.divided, binary, site);
    case ast::BinaryOp::kOtherwise:
      if (IsOutcomeWord(binary.right, site, "void")) {
        return Value(binary.left, site);
      }
      if (IsOutcomeWord(binary.right, site, "skip")) {
        return speaker_.Np(f_.otherwise_skip, {{"a", Value(binary.left, site)}});
      }
      return speaker_.Np(
          f_.otherwise, {{"a", Value(binary.left, site)}, {"b", Value(binary.right, site)}}
      );
    case ast::BinaryOp::kOf: return WorkingTime(binary, site);
    case ast::BinaryOp::kAt:
      return speaker_.Np(
          f_.at_place, {{"a", Value(binary.left, site)}, {"t", Value(binary.right, site)}}
      );
    case ast::BinaryOp::kAnd:
    case ast::BinaryOp::kOr: break;
  }
  return speaker_.Np(f_.named_text, {{"x", "?"}});
}

// A choice of two stands in the sentence, a longer one in a table below it.
Noun Writer::Choice(const ast::ByTable& table, const Site& site) {
  constexpr std::size_t kInSentence = 2;
  if (table.rows.size() > kInSentence) {
    tables_.push_back(ByTable(table, site, p_.value));
    return speaker_.Np(p_.below_table);
  }
  std::vector<Noun> choices;
  for (const ast::TableRow& row : table.rows) {
    std::vector<std::string> members;
    for (std::size_t i = 0; i < row.labels.size(); ++i) {
      members.push_back(Member(table.keys[i].Text(), row.labels[i].name.text));
    }
    const std::string whose =
        members.empty() ? speaker_.Say(p_.otherwise_word) : speaker_.And(members);
    choices.push_back(speaker_.Np(f_.choice, {{"a", Value(row.value, site)}, {"members", whose}}));
  }
  return speaker_.And(std::move(choices));
}

Noun Writer::LadderValue(const ast::Ladder& ladder, const Site& site) {
  tables_.push_back(LadderTable(ladder, site, p_.value));
  return speaker_.Np(p_.below_table);
}

Noun Writer::LadderArgument(const ast::Ladder& ladder, const Site& site) {
  return ladder.of ? Value(*ladder.of, site) : speaker_.Np(f_.the_value);
}

Table Writer::LadderTable(const ast::Ladder& ladder, const Site& site, const Phrase& value_title) {
  Table table{
      .header =
          {ToLine(speaker_.Say(ladder.of ? p_.ladder_range : p_.ladder_value)),
           ToLine(speaker_.Say(value_title))},
      .rows = {}};
  for (const ast::Rung& rung : ladder.rungs) {
    std::vector<std::string> bounds;
    for (const ast::Bound& bound : rung.bounds) {
      bounds.push_back(Bound(bound.op, Value(bound.value, site)));
    }
    std::string range = bounds.empty() ? speaker_.Say(p_.otherwise_word) : speaker_.And(bounds);
    if (rung.printed) {
      range = speaker_.Say(
          p_.as_printed, {{"bound", range}, {"printed", speaker_.Quoted(Plain(*rung.printed))}}
      );
    }
    table.rows.push_back({ToLine(range), ToLine(Value(rung.value, site).In(Case::kBare))});
  }
  return table;
}

Table Writer::ByTable(const ast::ByTable& table, const Site& site, const Phrase& value_title) {
  return ByTable(table, value_title, [&](ast::ExprId id) {
    return Value(id, site).In(Case::kBare);
  });
}

Table Writer::ByTable(
    const ast::ByTable& table,
    const Phrase& value_title,
    const std::function<std::string(ast::ExprId)>& write
) {
  Table result;
  for (const ast::Path& key : table.keys) {
    result.header.push_back(ToLine(WithLink(terms_.Shown(key.Text()), key.Text())));
  }
  result.header.push_back(ToLine(speaker_.Say(value_title)));
  for (const ast::TableRow& row : table.rows) {
    std::vector<Line> cells;
    for (std::size_t i = 0; i < table.keys.size(); ++i) {
      cells.push_back(ToLine(
          i < row.labels.size() ? terms_.Shown(table.keys[i].Text() + "." + row.labels[i].name.text)
          : i == 0              ? speaker_.Say(p_.otherwise_word)
                                : std::string()
      ));
    }
    cells.push_back(ToLine(write(row.value)));
    result.rows.push_back(std::move(cells));
  }
  return result;
}

std::string Writer::Bound(ast::CompareOp op, const Noun& limit) const {
  const Slots slots{{"x", limit}};
  switch (op) {
    case ast::CompareOp::kEqual: return speaker_.Say(p_.bound_equal, slots);
    case ast::CompareOp::kNotEqual: return speaker_.Say(p_.bound_other, slots);
    case ast::CompareOp::kLess: return speaker_.Say(p_.bound_less, slots);
    case ast::CompareOp::kLessEqual: return speaker_.Say(p_.bound_most, slots);
    case ast::CompareOp::kGreater: return speaker_.Say(p_.bound_more, slots);
    case ast::CompareOp::kGreaterEqual: return speaker_.Say(p_.bound_least, slots);
  }
  return limit.Text();
}

}  // namespace slate::emit::docs
