// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "compiler/syntax/build_ast.h"
#include "runtime/base/check.h"

namespace slate::syntax {

ast::Example Builder::BuildExample(Node node) {
  ast::Example example{
      .title = *TitleOf(node),
      .title_span = node.SpanOf(*node.FindToken(TokenKind::kString)),
      .of = NameOf(node.Part(Rule::kName)),
      .facts = {},
      .span = node.span(),
  };
  for (const Node& fact : node.All(Rule::kFact)) {
    example.facts.push_back(BuildFact(fact));
  }
  return example;
}

// The expressions between `[` and `]`.
std::vector<ast::ExprId> Builder::KeysOf(Node node) {
  std::vector<ast::ExprId> keys;
  for (std::size_t i = node.IndexOf(TokenKind::kLeftBracket);
       i < node.IndexOf(TokenKind::kRightBracket);
       ++i) {
    if (!node.IsToken(i)) {
      keys.push_back(Build(node.NodeOf(i)));
    }
  }
  return keys;
}

ast::Fact Builder::BuildFact(Node node) {
  const auto fact = [&](auto content) {
    return ast::Fact{.node = std::move(content), .span = node.span()};
  };
  const auto value = [&] {
    return node.Has(TokenKind::kEqual) ? ExprAfter(node, TokenKind::kEqual, Rule::kExpr)
                                       : std::nullopt;
  };
  switch (node.TokenOf(0).kind) {
    case TokenKind::kPeriod: return fact(ast::ExPeriod{Build(node.Part(Rule::kRange))});
    case TokenKind::kTerm: return fact(ast::ExTerm{TermOf(node)});
    case TokenKind::kNow: return fact(ast::ExNow{Build(node.Part(Rule::kSum))});
    case TokenKind::kTry: return fact(BuildTry(node));
    case TokenKind::kGiven:
      return fact(ast::ExGiven{
          .name = NameOf(node.Part(Rule::kName)),
          .index = KeysOf(node),
          .value = value(),
          .timeline = MaybeTimeline(node)});
    case TokenKind::kSuppose:
      return fact(ast::ExSuppose{
          .path = PathOf(node.Part(Rule::kPath)),
          .index = KeysOf(node),
          .value = value(),
          .timeline = MaybeTimeline(node)});
    case TokenKind::kData: return fact(BuildData(node));
    case TokenKind::kExpect: return fact(BuildExpect(node));
    default: Unreachable("a fact of the grammar is not built");
  }
}

ast::ExTry Builder::BuildTry(Node node) {
  ast::ExTry attempt{.names = NamesOf(node), .tuples = {}};
  for (const Node& tuple : node.All(Rule::kTuple)) {
    attempt.tuples.push_back(ExprsOf(tuple));
  }
  return attempt;
}

ast::ExData Builder::BuildData(Node node) {
  ast::ExData data{
      .input = NameOf(node.Part(Rule::kName)),
      .index = KeysOf(node),
      .none = node.Has(TokenKind::kNone),
      .rows = {},
  };
  for (const Node& rows : node.All(Rule::kRows)) {
    data.rows.push_back(RowOf(rows));
  }
  return data;
}

// record (sum 'times')? place? | sum 'times' place? | place
ast::ExRow Builder::RowOf(Node node) {
  ast::ExRow row{
      .record = std::nullopt,
      .times = MaybeExpr(node, Rule::kSum),
      .place = std::nullopt,
      .span = node.span()};
  if (const auto record = node.Find(Rule::kRecord)) {
    row.record = RecordOf(*record);
  }
  if (const auto place = node.Find(Rule::kPlace)) {
    row.place = PlaceOf(*place);
  }
  return row;
}

// 'at' sum | ('every' sum ('for' sum)? 'in')? range
ast::RowPlace Builder::PlaceOf(Node node) {
  const auto after = [&](TokenKind kind) {
    return node.Has(kind) ? ExprAfter(node, kind, Rule::kSum) : std::nullopt;
  };
  return {
      .at = after(TokenKind::kAt),
      .every = after(TokenKind::kEvery),
      .each_for = after(TokenKind::kFor),
      .range = MaybeExpr(node, Rule::kRange),
      .span = node.span(),
  };
}

ast::ExExpect Builder::BuildExpect(Node node) {
  return {.in = MaybeExpr(node, Rule::kRange), .claims = ExprsOf(node)};
}

}  // namespace slate::syntax
