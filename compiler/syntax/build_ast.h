// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/syntax/literals.h"
#include "compiler/syntax/node.h"
#include "compiler/syntax/options.h"
#include "runtime/diag/sink.h"

namespace slate::syntax {

// Makes the tree of a file from parses of its declarations. Literals that cannot be become BadExpr
// or the first value of their type, with a finding.
class Builder {
 public:
  // `comments` by place; `///` among them go to the declaration that follows.
  Builder(
      ast::File& file,
      const std::vector<Token>& comments,
      const ParseOptions& options,
      diag::Sink& sink
  );

  void AddDeclarations(const Parsed& parsed);

 private:
  // ---- build_file.cpp ----
  void AddEdition(Node file);
  void Add(Node declaration);
  ast::Metric BuildMetric(Node node);
  ast::Agreement BuildAgreement(Node node);
  ast::Amendment BuildAmendment(Node node);
  ast::Doc DocOf(Node node) const;

  // Small parts that many statements share.
  static ast::Name NameOf(Node node);
  static ast::Label LabelOf(Node node);
  static ast::Path PathOf(Node node);
  static std::optional<ast::Name> NameAfter(Node node, TokenKind kind);
  static std::vector<ast::Name> NamesOf(Node node);
  static std::vector<ast::Path> PathsOf(Node node);
  static Literal LiteralOf(Node node, const Token& token);
  std::string TextOf(Node node, const Token& token) {
    return ReadText(LiteralOf(node, token), sink_);
  }
  std::optional<std::string> TitleOf(Node node);
  std::int32_t DateOf(Node node, const Token& token);
  std::vector<Token> TokensOf(Node node, TokenKind kind) const;
  static ast::Type TypeOf(Node node);
  static ast::Direction DirectionOf(Node node);
  static std::vector<ast::Over> OverOf(Node node);
  ast::Rhythm RhythmOf(Node node);
  ast::Term TermOf(Node node);
  ast::Timeline TimelineOf(Node node);
  std::optional<ast::Timeline> MaybeTimeline(Node node);
  ast::Past PastOf(Node node);
  ast::Record RecordOf(Node node);
  ast::Stretch StretchOf(Node node);
  std::vector<ast::Wording> WordingsOf(Node node);

  // ---- build_items.cpp ----
  std::vector<ast::Item> ItemsOf(Node node);
  ast::Item BuildItem(Node node);
  ast::Version BuildVersion(Node node);
  ast::Customer BuildCustomer(Node node);
  ast::KeyDecl BuildKey(Node node);
  ast::CalendarDecl BuildCalendar(Node node);
  ast::Hours HoursOf(Node node);
  ast::Days DaysOf(Node node);
  std::int64_t TimeOf(Node node, const Token& token);
  ast::Given BuildGiven(Node node);
  static ast::Reading ReadingOf(Node node);
  static ast::Attested BuildAttested(Node node);
  ast::Right BuildRight(Node node);
  ast::Duty BuildDuty(Node node);
  ast::Opening BuildOpening(Node node);
  ast::Titles BuildTitles(Node node);
  ast::Change BuildChange(Node node);
  ast::Let BuildLet(Node node);

  // ---- build_blocks.cpp ----
  ast::Input BuildInput(Node node);
  ast::Sampling SamplingOf(Node node);
  ast::Column ColumnOf(Node node);
  ast::Absence AbsenceOf(Node node);
  ast::Objective BuildObjective(Node node);
  ast::Promise BuildPromise(Node node);
  ast::Relies BuildRelies(Node node);
  ast::Settle BuildSettle(Node node);
  ast::Total TotalOf(Node node);
  ast::Part PartOf(Node node);
  ast::Step BuildStep(Node node);
  ast::Cap BuildCap(Node node);
  std::optional<ast::Rational> DurationOf(Node node, const Token& token);

  // ---- build_examples.cpp ----
  ast::Example BuildExample(Node node);
  ast::Fact BuildFact(Node node);
  ast::ExTry BuildTry(Node node);
  ast::ExData BuildData(Node node);
  ast::ExRow RowOf(Node node);
  ast::RowPlace PlaceOf(Node node);
  ast::ExExpect BuildExpect(Node node);
  std::vector<ast::ExprId> KeysOf(Node node);

  // ---- build_expressions.cpp ----
  ast::ExprId Build(Node node);
  std::optional<ast::ExprId> MaybeExpr(Node node, Rule rule);
  std::optional<ast::ExprId> ExprAfter(Node node, TokenKind kind, Rule rule);
  std::vector<ast::ExprId> ExprsOf(Node node);
  static ast::CompareOp CompareOpOf(Node node);
  ast::ExprId New(ast::ExprNode node, source::Span span);
  ast::ExprId BuildLeftToRight(Node node);
  ast::ExprId BuildIf(Node node);
  ast::ExprId BuildTruth(Node node);
  ast::ExprId BuildChain(Node node);
  ast::ExprId BuildLink(Node node, ast::ExprId spans, source::Span span);
  ast::ExprId BuildRange(Node node);
  ast::ExprId BuildFactor(Node node);
  ast::ExprId BuildAtom(Node node);
  ast::ExprId BuildMember(Node node, std::size_t& child, ast::ExprId base);
  ast::ExprId BuildIndex(Node node, std::size_t& child, ast::ExprId base);
  ast::ExprId BuildPrimary(Node node);
  ast::ExprId BuildLiteral(Node node, const Token& token);
  ast::ExprNode ReadLiteral(const Token& token, Literal literal);
  ast::ExprId BuildQuantity(Node node);
  ast::ExprId BuildTable(Node node);
  ast::ExprId BuildLadder(Node node);
  ast::TableRow TableRowOf(Node node);
  ast::Rung RungOf(Node node);
  std::vector<ast::Argument> ArgumentsOf(Node node, std::size_t& child);
  ast::Argument ArgumentOf(Node node);

  ast::File& file_;
  const std::vector<Token>& comments_;
  const ParseOptions& options_;
  diag::Sink& sink_;
  const Parsed* parsed_ = nullptr;
  IdMap<ast::ExprId, std::uint32_t> depths_;  // of the tree under each expression
  bool too_deep_reported_ = false;
};

// `// slate: allow(CODE, …) because …` among the comments.
void AddSilences(
    ast::File& file, std::string_view text, const std::vector<Token>& comments, diag::Sink& sink
);

}  // namespace slate::syntax
