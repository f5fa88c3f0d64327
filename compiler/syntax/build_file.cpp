// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "compiler/diag/catalog/syntax.h"
#include "compiler/syntax/build_ast.h"

namespace slate::syntax {

Builder::Builder(
    ast::File& file,
    const std::vector<Token>& comments,
    const ParseOptions& options,
    diag::Sink& sink
)
    : file_(file),
      comments_(comments),
      options_(options),
      sink_(sink),
      depths_(file.exprs.size()) {}

void Builder::AddDeclarations(const Parsed& parsed) {
  parsed_ = &parsed;
  const Node root(parsed, 0);
  if (root.Has(TokenKind::kSlate)) {
    AddEdition(root);
  }
  for (std::size_t i = 0; i < root.size(); ++i) {
    if (!root.IsToken(i)) {
      Add(root.NodeOf(i));
    }
  }
}

void Builder::AddEdition(Node file) {
  const Token& number = *file.FindToken(TokenKind::kNumber);
  const source::Span span = file.SpanOf(number);
  file_.edition = ReadCount(LiteralOf(file, number), sink_);
  file_.edition_span = span;
  if (file_.edition && *file_.edition != 1) {
    sink_
        .Report(diag::kUnknownEdition, span, fmt::format("edition {} is not known", *file_.edition))
        .help = "write `slate 1`";
  }
}

void Builder::Add(Node declaration) {
  switch (declaration.rule()) {
    case Rule::kUse:
      file_.uses.push_back(
          {.path = PathOf(declaration.Part(Rule::kPath)), .span = declaration.span()}
      );
      return;
    case Rule::kMetric: file_.metrics.push_back(BuildMetric(declaration)); return;
    case Rule::kAgreement: file_.agreements.push_back(BuildAgreement(declaration)); return;
    case Rule::kAmendment: file_.amendments.push_back(BuildAmendment(declaration)); return;
    default: file_.examples.push_back(BuildExample(declaration)); return;
  }
}

ast::Metric Builder::BuildMetric(Node node) {
  ast::Metric metric{
      .name = PathOf(node.Part(Rule::kPath)),
      .parameters = {},
      .result = TypeOf(node.Part(Rule::kType)),
      .best =
          node.Has(TokenKind::kBest) ? ExprAfter(node, TokenKind::kBest, Rule::kSum) : std::nullopt,
      .value = Build(node.Part(Rule::kExpr)),
      .reads = {},
      .doc = DocOf(node),
      .span = node.span(),
  };
  for (const Node& param : node.All(Rule::kParam)) {
    metric.parameters.push_back(
        {.name = NameOf(param.Part(Rule::kName)),
         .type = TypeOf(param.Part(Rule::kType)),
         .direction = DirectionOf(param)}
    );
  }
  if (const auto words = node.Find(Rule::kWords)) {
    metric.reads = WordingsOf(*words);
  }
  return metric;
}

ast::Agreement Builder::BuildAgreement(Node node) {
  std::vector<ast::Narrow> narrows;
  for (const Node& narrow : node.All(Rule::kNarrow)) {
    narrows.push_back({NameOf(narrow.Part(Rule::kName)), LabelOf(narrow.Part(Rule::kLabel))});
  }
  return {
      .name = NameOf(node.Part(Rule::kName)),
      .title = TitleOf(node),
      .under = NameAfter(node, TokenKind::kUnder),
      .narrows = std::move(narrows),
      .items = ItemsOf(node),
      .doc = DocOf(node),
      .span = node.span(),
  };
}

ast::Amendment Builder::BuildAmendment(Node node) {
  std::optional<ast::Name> how;
  for (const TokenKind kind : {TokenKind::kNext, TokenKind::kSplits}) {
    if (const Token* word = node.FindToken(kind)) {
      how = ast::Name{std::string(node.TextOf(*word)), node.SpanOf(*word)};
    }
  }
  return {
      .name = NameOf(node.Part(Rule::kName)),
      .title = TitleOf(node),
      .of = *NameAfter(node, TokenKind::kOf),
      .from_day = DateOf(node, *node.FindToken(TokenKind::kDate)),
      .how = std::move(how),
      .items = ItemsOf(node),
      .doc = DocOf(node),
      .span = node.span(),
  };
}

// The `///` lines right before a declaration: only comments and blanks stand between. What could
// not be read has no tokens, so the text itself says where the lines belong.
ast::Doc Builder::DocOf(Node node) const {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::uint32_t begin = node.span().begin;
  const auto behind = std::lower_bound(
      comments_.begin(),
      comments_.end(),
      begin,
      [](const Token& t, std::uint32_t at) { return t.begin < at; }
  );
  auto first = behind;
  while (first != comments_.begin()) {
    const Token& before = *std::prev(first);
    const std::string_view between = parsed_->text.substr(before.end, begin - before.end);
    if (between.find_first_not_of(kBlanks) != std::string_view::npos) {
      break;
    }
    begin = before.begin;
    --first;
  }
  ast::Doc doc;
  for (auto at = first; at != behind; ++at) {
    if (at->kind != TokenKind::kDoc) {
      continue;
    }
    std::string_view line = parsed_->text.substr(at->begin, at->end - at->begin);
    line.remove_prefix(std::min(line.find_first_not_of('/'), line.size()));
    line.remove_prefix(!line.empty() && line.front() == ' ' ? 1 : 0);
    doc.text += (doc.text.empty() ? "" : "\n") + std::string(line);
  }
  return doc;
}

ast::Name Builder::NameOf(Node node) {
  return {std::string(node.text()), node.span()};
}

ast::Label Builder::LabelOf(Node node) {
  if (!node.IsToken(0)) {
    return {NameOf(node)};
  }
  diag::Sink quiet;  // a label has no escapes worth a second report
  return {{ReadText({node.text(), node.span()}, quiet), node.span()}};
}

ast::Path Builder::PathOf(Node node) {
  return {NamesOf(node), node.span()};
}

std::optional<ast::Name> Builder::NameAfter(Node node, TokenKind kind) {
  const auto name = node.FindAfter(kind, Rule::kName);
  return name ? std::optional(NameOf(*name)) : std::nullopt;
}

std::vector<ast::Name> Builder::NamesOf(Node node) {
  std::vector<ast::Name> names;
  for (const Node& name : node.All(Rule::kName)) {
    names.push_back(NameOf(name));
  }
  return names;
}

std::vector<ast::Path> Builder::PathsOf(Node node) {
  std::vector<ast::Path> paths;
  for (const Node& path : node.All(Rule::kPath)) {
    paths.push_back(PathOf(path));
  }
  return paths;
}

Literal Builder::LiteralOf(Node node, const Token& token) {
  return {node.TextOf(token), node.SpanOf(token)};
}

std::optional<std::string> Builder::TitleOf(Node node) {
  const Token* title = node.FindToken(TokenKind::kString);
  return title == nullptr ? std::nullopt : std::optional(TextOf(node, *title));
}

std::int32_t Builder::DateOf(Node node, const Token& token) {
  return ReadDate(LiteralOf(node, token), sink_).value_or(0);
}

std::vector<Token> Builder::TokensOf(Node node, TokenKind kind) const {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (node.IsToken(i) && node.TokenOf(i).kind == kind) {
      tokens.push_back(node.TokenOf(i));
    }
  }
  return tokens;
}

ast::Type Builder::TypeOf(Node node) {
  ast::Type type{.factors = {}, .optional = node.Has(TokenKind::kQuestion), .span = node.span()};
  bool divided = false;
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (node.IsToken(i)) {
      divided = node.TokenOf(i).kind == TokenKind::kSlash;
    } else {
      type.factors.push_back({.name = NameOf(node.NodeOf(i)), .divided = divided});
    }
  }
  return type;
}

ast::Direction Builder::DirectionOf(Node node) {
  const auto direction = node.Find(Rule::kDirection);
  if (!direction) {
    return ast::Direction::kNone;
  }
  return direction->Has(TokenKind::kGood) ? ast::Direction::kGood : ast::Direction::kBad;
}

// name as path, name as path
std::vector<ast::Over> Builder::OverOf(Node node) {
  std::vector<ast::Over> overs;
  const auto over = node.Find(Rule::kOver);
  for (std::size_t i = 0; over && i < over->size(); ++i) {
    if (over->IsToken(i)) {
      continue;
    }
    const Node part = over->NodeOf(i);
    if (part.rule() == Rule::kName) {
      overs.push_back({.key = NameOf(part), .as = std::nullopt});
    } else {
      overs.back().as = PathOf(part);
    }
  }
  return overs;
}

// (name | NUMBER name) ('from' (NUMBER | name | DATE))?
ast::Rhythm Builder::RhythmOf(Node node) {
  ast::Rhythm rhythm{
      .count = std::nullopt,
      .unit = NameOf(node.Part(Rule::kName)),
      .from_name = std::nullopt,
      .from_number = std::nullopt,
      .from_day = std::nullopt,
      .span = node.span()};
  if (node.IsToken(0)) {
    rhythm.count = ReadCount(LiteralOf(node, node.TokenOf(0)), sink_).value_or(1);
  }
  const std::size_t anchor = node.IndexOf(TokenKind::kFrom) + 1;
  if (anchor >= node.size()) {
    return rhythm;
  }
  if (!node.IsToken(anchor)) {
    rhythm.from_name = NameOf(node.NodeOf(anchor));
  } else if (node.TokenOf(anchor).kind == TokenKind::kDate) {
    rhythm.from_day = DateOf(node, node.TokenOf(anchor));
  } else {
    rhythm.from_number = ReadCount(LiteralOf(node, node.TokenOf(anchor)), sink_).value_or(1);
  }
  return rhythm;
}

ast::Term Builder::TermOf(Node node) {
  const std::vector<Token> dates = TokensOf(node, TokenKind::kDate);
  ast::Term term{.first_day = DateOf(node, dates[0]), .last_day = std::nullopt};
  if (dates.size() > 1) {
    term.last_day = DateOf(node, dates[1]);
  }
  return term;
}

std::optional<ast::Timeline> Builder::MaybeTimeline(Node node) {
  const auto timeline = node.Find(Rule::kTimeline);
  return timeline ? std::optional(TimelineOf(*timeline)) : std::nullopt;
}

ast::Timeline Builder::TimelineOf(Node node) {
  ast::Timeline timeline{.steps = {}, .span = node.span()};
  for (const Node& past : node.All(Rule::kPast)) {
    timeline.steps.push_back(PastOf(past));
  }
  return timeline;
}

ast::Past Builder::PastOf(Node node) {
  using When = ast::Past::When;
  ast::Past past{.value = Build(node.Part(Rule::kExpr)), .span = node.span()};
  const Token& token = node.TokenOf(0);
  const Literal literal = LiteralOf(node, token);
  if (token.kind == TokenKind::kMonth) {
    const auto month = ReadMonth(literal, sink_).value_or(ast::MonthLit{1970, 1});
    past.when = When::kMonth;
    past.year = month.year;
    past.part = month.month;
  } else if (token.kind == TokenKind::kQuarter) {
    const auto quarter = ReadQuarter(literal, sink_).value_or(ast::QuarterLit{1970, 1});
    past.when = When::kQuarter;
    past.year = quarter.year;
    past.part = quarter.quarter;
  } else if (token.kind == TokenKind::kDate) {
    past.when = When::kDate;
    past.day = DateOf(node, token);
  } else if (token.kind == TokenKind::kNumber) {
    past.when = When::kYear;
    past.year = ReadYear(literal, sink_).value_or(1970);
  }
  return past;
}

ast::Record Builder::RecordOf(Node node) {
  ast::Record record{.fields = {}, .span = node.span()};
  for (const Node& field : node.All(Rule::kField)) {
    record.fields.push_back(
        {.name = NameOf(field.Part(Rule::kName)), .value = Build(field.Part(Rule::kExpr))}
    );
  }
  return record;
}

// 'last' NUMBER 'periods' | name
ast::Stretch Builder::StretchOf(Node node) {
  ast::Stretch stretch{.last_periods = std::nullopt, .name = std::nullopt, .span = node.span()};
  if (node.IsToken(0)) {
    stretch.last_periods = ReadCount(LiteralOf(node, node.TokenOf(1)), sink_).value_or(1);
  } else {
    stretch.name = NameOf(node.NodeOf(0));
  }
  return stretch;
}

std::vector<ast::Wording> Builder::WordingsOf(Node node) {
  std::vector<ast::Wording> wordings;
  for (const Node& wording : node.All(Rule::kWording)) {
    wordings.push_back(
        {.language = LabelOf(wording.Part(Rule::kLabel)).name,
         .text = TextOf(wording, wording.TokenOf(wording.size() - 1)),
         .span = wording.span()}
    );
  }
  return wordings;
}

}  // namespace slate::syntax
