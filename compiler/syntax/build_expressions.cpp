// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "compiler/ast/walk.h"
#include "compiler/diag/catalog/syntax.h"
#include "compiler/syntax/build_ast.h"
#include "runtime/diag/limit.h"

namespace slate::syntax {

namespace {

source::Span Join(source::Span from, source::Span to) {
  return {from.file, from.begin, to.end};
}

// Rules that only stand between an expression and its operand when they have one part.
bool IsLevel(Rule rule) {
  return (rule >= Rule::kExpr && rule <= Rule::kAtom) || rule == Rule::kDue;
}

template <typename T>
ast::ExprNode OrBad(std::optional<T> literal) {
  return literal ? ast::ExprNode(std::move(*literal)) : ast::ExprNode(ast::BadExpr{});
}

ast::BinaryOp BinaryOpOf(const Token& token, std::string_view text) {
  switch (token.kind) {
    case TokenKind::kAnd: return ast::BinaryOp::kAnd;
    case TokenKind::kOr: return ast::BinaryOp::kOr;
    case TokenKind::kStar: return ast::BinaryOp::kMultiply;
    case TokenKind::kSlash: return ast::BinaryOp::kDivide;
    case TokenKind::kOtherwise: return ast::BinaryOp::kOtherwise;
    case TokenKind::kOf: return ast::BinaryOp::kOf;
    case TokenKind::kAt: return ast::BinaryOp::kAt;
    default: return text == "+" ? ast::BinaryOp::kAdd : ast::BinaryOp::kSubtract;
  }
}

}  // namespace

ast::ExprId Builder::New(ast::ExprNode node, source::Span span) {
  std::uint32_t depth = 0;
  ast::ForEachChild(node, [&](ast::ExprId child) { depth = std::max(depth, depths_[child]); });
  if (++depth > options_.max_depth) {
    if (!too_deep_reported_) {
      sink_
          .Report(
              diag::kTooDeep, span, fmt::format("more than {} operators deep", options_.max_depth)
          )
          .help = "name parts with `let`; " + diag::HowToRaise("nesting");
    }
    too_deep_reported_ = true;
    node = ast::BadExpr{};
    depth = 1;
  }
  depths_.Add(depth);
  return file_.exprs.Add({.node = std::move(node), .span = span});
}

ast::ExprId Builder::Build(Node node) {
  while (IsLevel(node.rule()) && node.size() == 1) {
    node = node.NodeOf(0);
  }
  switch (node.rule()) {
    case Rule::kExpr: return node.IsToken(0) ? BuildIf(node) : BuildLeftToRight(node);
    case Rule::kTruth: return BuildTruth(node);
    case Rule::kChain: return BuildChain(node);
    case Rule::kRange: return BuildRange(node);
    case Rule::kFactor: return BuildFactor(node);
    case Rule::kAtom: return BuildAtom(node);
    case Rule::kPrimary: return BuildPrimary(node);
    default: return BuildLeftToRight(node);
  }
}

std::optional<ast::ExprId> Builder::MaybeExpr(Node node, Rule rule) {
  const auto part = node.Find(rule);
  return part ? std::optional(Build(*part)) : std::nullopt;
}

std::optional<ast::ExprId> Builder::ExprAfter(Node node, TokenKind kind, Rule rule) {
  const auto part = node.FindAfter(kind, rule);
  return part ? std::optional(Build(*part)) : std::nullopt;
}

std::vector<ast::ExprId> Builder::ExprsOf(Node node) {
  std::vector<ast::ExprId> exprs;
  for (const Node& part : node.All(Rule::kExpr)) {
    exprs.push_back(Build(part));
  }
  return exprs;
}

ast::CompareOp Builder::CompareOpOf(Node node) {
  const std::string_view text = node.text();
  if (text == "<") {
    return ast::CompareOp::kLess;
  }
  if (text == "<=" || text == "≤" || text == "=<") {
    return ast::CompareOp::kLessEqual;
  }
  if (text == ">") {
    return ast::CompareOp::kGreater;
  }
  if (text == ">=" || text == "≥" || text == "=>") {
    return ast::CompareOp::kGreaterEqual;
  }
  return text == "!=" || text == "≠" || text == "<>" ? ast::CompareOp::kNotEqual
                                                     : ast::CompareOp::kEqual;
}

// a op b op c …, without recursion over the operators.
ast::ExprId Builder::BuildLeftToRight(Node node) {
  ast::ExprId left = Build(node.NodeOf(0));
  for (std::size_t i = 1; i + 1 < node.size(); i += 2) {
    const Token& op = node.TokenOf(i);
    const Node operand = node.NodeOf(i + 1);
    const ast::ExprId right = Build(operand);
    left = New(
        ast::Binary{
            .op = BinaryOpOf(op, node.TextOf(op)),
            .left = left,
            .right = right,
            .op_span = node.SpanOf(op)},
        Join(node.span(), operand.span())
    );
  }
  return left;
}

ast::ExprId Builder::BuildIf(Node node) {
  const std::vector<ast::ExprId> parts = ExprsOf(node);
  return New(ast::If{.condition = parts[0], .then = parts[1], .otherwise = parts[2]}, node.span());
}

ast::ExprId Builder::BuildTruth(Node node) {
  if (node.IsToken(0)) {
    return New(ast::Unary{.op = ast::UnaryOp::kNot, .operand = Build(node.NodeOf(1))}, node.span());
  }
  const Node op = node.Part(Rule::kCmp);
  const ast::ExprId left = Build(node.NodeOf(0));
  const ast::ExprId right = Build(node.NodeOf(2));
  return New(
      ast::Compare{.op = CompareOpOf(op), .left = left, .right = right, .op_span = op.span()},
      node.span()
  );
}

ast::ExprId Builder::BuildChain(Node node) {
  ast::ExprId spans = Build(node.NodeOf(0));
  for (std::size_t i = 1; i < node.size(); ++i) {
    if (node.IsToken(i)) {
      continue;
    }
    const Node part = node.NodeOf(i);
    const source::Span span = Join(node.span(), part.span());
    spans = part.rule() == Rule::kLink ? BuildLink(part, spans, span)
                                       : New(ast::With{.left = spans, .right = Build(part)}, span);
  }
  return spans;
}

ast::ExprId Builder::BuildLink(Node node, ast::ExprId spans, source::Span span) {
  const TokenKind word = node.TokenOf(0).kind;
  const auto range = MaybeExpr(node, Rule::kRange);
  if (range) {
    switch (word) {
      case TokenKind::kIn: return New(ast::In{.spans = spans, .bound = *range}, span);
      case TokenKind::kExcept: return New(ast::Except{.spans = spans, .removed = *range}, span);
      default: return New(ast::PlacedBy{.source = spans, .place = *range}, span);
    }
  }
  const ast::ExprId length = Build(node.Part(Rule::kSum));
  switch (word) {
    case TokenKind::kLasting:
      return New(
          ast::Lasting{.spans = spans, .op = CompareOpOf(node.Part(Rule::kCmp)), .length = length},
          span
      );
    case TokenKind::kBridging:
      return New(
          ast::Bridging{.spans = spans, .op = CompareOpOf(node.Part(Rule::kCmp)), .length = length},
          span
      );
    case TokenKind::kBeyond: return New(ast::Beyond{.spans = spans, .length = length}, span);
    default:
      return New(
          ast::Upto{.spans = spans, .quota = length, .per = StretchOf(node.Part(Rule::kStretch))},
          span
      );
  }
}

ast::ExprId Builder::BuildRange(Node node) {
  const ast::ExprId from = Build(node.NodeOf(0));
  const ast::ExprId to = Build(node.NodeOf(2));
  if (node.TokenOf(1).kind == TokenKind::kFor) {
    return New(ast::RangeFor{.from = from, .length = to}, node.span());
  }
  return New(ast::Range{.from = from, .to = to}, node.span());
}

ast::ExprId Builder::BuildFactor(Node node) {
  if (!node.IsToken(0)) {
    return BuildLeftToRight(node);
  }
  const auto op = node.TextOf(node.TokenOf(0)) == "+" ? ast::UnaryOp::kPlus : ast::UnaryOp::kMinus;
  return New(ast::Unary{.op = op, .operand = Build(node.NodeOf(1))}, node.span());
}

// primary, then `.name`, `.name(…)` and `[…]` in any number.
ast::ExprId Builder::BuildAtom(Node node) {
  ast::ExprId base = Build(node.NodeOf(0));
  std::size_t i = 1;
  while (i < node.size()) {
    const bool dot = node.TokenOf(i).kind == TokenKind::kDot;
    base = dot ? BuildMember(node, i, base) : BuildIndex(node, i, base);
  }
  return base;
}

// From the dot at `child`; leaves `child` behind the name or its arguments.
ast::ExprId Builder::BuildMember(Node node, std::size_t& child, ast::ExprId base) {
  const Node name = node.NodeOf(child + 1);
  child += 2;
  const bool call = child < node.size() && node.TokenOf(child).kind == TokenKind::kLeftParen;
  if (!call) {
    return New(ast::Member{.base = base, .name = NameOf(name)}, Join(node.span(), name.span()));
  }
  std::vector<ast::Argument> args = ArgumentsOf(node, child);
  return New(
      ast::MethodCall{.base = base, .name = NameOf(name), .args = std::move(args)},
      Join(node.span(), node.SpanOf(node.TokenOf(child - 1)))
  );
}

// From the opening bracket at `child`; leaves `child` behind the closing one.
ast::ExprId Builder::BuildIndex(Node node, std::size_t& child, ast::ExprId base) {
  ast::Index index{.base = base, .keys = {}};
  for (++child; !node.IsToken(child) || node.TokenOf(child).kind != TokenKind::kRightBracket;
       ++child) {
    if (!node.IsToken(child)) {
      index.keys.push_back(Build(node.NodeOf(child)));
    }
  }
  const source::Span end = node.SpanOf(node.TokenOf(child++));
  return New(std::move(index), Join(node.span(), end));
}

ast::ExprId Builder::BuildPrimary(Node node) {
  if (!node.IsToken(0)) {
    std::size_t i = 1;
    ast::Name name = NameOf(node.NodeOf(0));
    if (node.size() == 1) {
      return New(ast::Ref{std::move(name)}, node.span());
    }
    std::vector<ast::Argument> args = ArgumentsOf(node, i);
    return New(ast::Call{.name = std::move(name), .args = std::move(args)}, node.span());
  }
  switch (node.TokenOf(0).kind) {
    case TokenKind::kBy: return BuildTable(node);
    case TokenKind::kLadder: return BuildLadder(node);
    case TokenKind::kLeftParen: {
      const ast::ExprId inner = Build(node.NodeOf(1));
      file_.exprs[inner].in_parens = true;
      return inner;
    }
    default: return node.size() == 2 ? BuildQuantity(node) : BuildLiteral(node, node.TokenOf(0));
  }
}

ast::ExprId Builder::BuildQuantity(Node node) {
  const Token& unit = node.TokenOf(1);
  auto number = ReadNumber(LiteralOf(node, node.TokenOf(0)));
  if (!number) {
    return New(ast::BadExpr{}, node.span());
  }
  return New(
      ast::QuantityLit{
          .value = std::move(number->value),
          .unit = {std::string(node.TextOf(unit)), node.SpanOf(unit)}},
      node.span()
  );
}

ast::ExprId Builder::BuildLiteral(Node node, const Token& token) {
  return New(ReadLiteral(token, LiteralOf(node, token)), node.SpanOf(token));
}

ast::ExprNode Builder::ReadLiteral(const Token& token, Literal literal) {
  switch (token.kind) {
    case TokenKind::kString: return ast::TextLit{ReadText(literal, sink_)};
    case TokenKind::kInstant: return OrBad(ReadInstant(literal, sink_));
    case TokenKind::kMonth: return OrBad(ReadMonth(literal, sink_));
    case TokenKind::kQuarter: return OrBad(ReadQuarter(literal, sink_));
    case TokenKind::kDate: {
      const auto day = ReadDate(literal, sink_);
      return OrBad(day ? std::optional(ast::DateLit{*day}) : std::nullopt);
    }
    case TokenKind::kTime: {
      const auto time = ReadTime(literal, sink_);
      return OrBad(time ? std::optional(ast::TimeLit{*time}) : std::nullopt);
    }
    case TokenKind::kDuration: {
      auto length = ReadDuration(literal);
      return OrBad(length ? std::optional(ast::DurationLit{std::move(*length)}) : std::nullopt);
    }
    default: return OrBad(ReadNumber(literal));
  }
}

// by key { … } · by (key, key) { … }
ast::ExprId Builder::BuildTable(Node node) {
  ast::ByTable table{.keys = PathsOf(node), .rows = {}};
  for (const Node& row : node.All(Rule::kRow)) {
    table.rows.push_back(TableRowOf(row));
  }
  return New(std::move(table), node.span());
}

ast::TableRow Builder::TableRowOf(Node node) {
  std::vector<ast::Label> labels;
  for (const Node& label : node.All(Rule::kLabel)) {
    labels.push_back(LabelOf(label));
  }
  return {.labels = std::move(labels), .value = Build(node.Part(Rule::kExpr)), .span = node.span()};
}

ast::ExprId Builder::BuildLadder(Node node) {
  ast::Ladder ladder;
  ladder.of = MaybeExpr(node, Rule::kExpr);
  for (const Node& rung : node.All(Rule::kRung)) {
    ladder.rungs.push_back(RungOf(rung));
  }
  return New(std::move(ladder), node.span());
}

ast::Rung Builder::RungOf(Node node) {
  std::vector<ast::Bound> bounds;
  const std::vector<Node> limits = node.All(Rule::kSum);
  const std::vector<Node> ops = node.All(Rule::kCmp);
  for (std::size_t i = 0; i < limits.size(); ++i) {
    bounds.push_back({.op = CompareOpOf(ops[i]), .value = Build(limits[i])});
  }
  ast::Rung rung{
      .bounds = std::move(bounds),
      .printed = std::nullopt,
      .printed_span = {},
      .value = Build(node.Part(Rule::kExpr)),
      .span = node.span()};
  if (const Token* printed = node.FindToken(TokenKind::kString)) {
    rung.printed = TextOf(node, *printed);
    rung.printed_span = node.SpanOf(*printed);
  }
  return rung;
}

// From the opening parenthesis at `child`; leaves `child` behind the closing one.
std::vector<ast::Argument> Builder::ArgumentsOf(Node node, std::size_t& child) {
  std::vector<ast::Argument> args;
  for (++child; !node.IsToken(child) || node.TokenOf(child).kind != TokenKind::kRightParen;
       ++child) {
    if (!node.IsToken(child)) {
      args.push_back(ArgumentOf(node.NodeOf(child)));
    }
  }
  ++child;
  return args;
}

ast::Argument Builder::ArgumentOf(Node node) {
  ast::Argument arg{
      .as = NameAfter(node, TokenKind::kAs),
      .where = std::nullopt,
      .body = std::nullopt,
      .span = node.span()};
  const Node source = node.Part(Rule::kSource);
  if (!source.IsToken(0)) {
    arg.source = Build(source.NodeOf(0));
  } else if (source.TokenOf(0).kind == TokenKind::kLast) {
    arg.source_kind = ast::Argument::Source::kLastPeriods;
    arg.source = BuildLiteral(source, source.TokenOf(1));
  } else {
    const bool every = source.TokenOf(0).kind == TokenKind::kEvery;
    arg.source_kind = every ? ast::Argument::Source::kEvery : ast::Argument::Source::kSliding;
    arg.source = Build(source.NodeOf(1));
  }
  if (node.Has(TokenKind::kWhere)) {
    arg.where = ExprAfter(node, TokenKind::kWhere, Rule::kExpr);
  }
  if (node.Has(TokenKind::kColon)) {
    arg.body = ExprAfter(node, TokenKind::kColon, Rule::kExpr);
  }
  return arg;
}

}  // namespace slate::syntax
