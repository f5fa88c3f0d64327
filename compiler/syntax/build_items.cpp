// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "compiler/syntax/build_ast.h"
#include "runtime/base/check.h"

namespace slate::syntax {

std::vector<ast::Item> Builder::ItemsOf(Node node) {
  std::vector<ast::Item> items;
  for (const Node& item : node.All(Rule::kItem)) {
    items.push_back(BuildItem(item));
  }
  return items;
}

ast::Item Builder::BuildItem(Node node) {
  const auto item = [&](auto content) {
    return ast::Item{.node = std::move(content), .span = node.span(), .doc = DocOf(node)};
  };
  const auto name = [&] {
    return NameOf(node.Part(Rule::kName));
  };
  if (!node.IsToken(0)) {
    const Node part = node.NodeOf(0);
    return part.rule() == Rule::kLet ? item(BuildLet(part)) : item(BuildChange(part));
  }
  switch (node.TokenOf(0).kind) {
    case TokenKind::kVersion: return item(BuildVersion(node));
    case TokenKind::kProvider: return item(ast::Provider{.name = name(), .title = TitleOf(node)});
    case TokenKind::kCustomer: return item(BuildCustomer(node));
    case TokenKind::kTerm: return item(TermOf(node));
    case TokenKind::kZone: return item(ast::Zone{*TitleOf(node)});
    case TokenKind::kCurrency: {
      const Token& code = node.TokenOf(1);
      return item(ast::Currency{{std::string(node.TextOf(code)), node.SpanOf(code)}});
    }
    case TokenKind::kPeriod: return item(ast::PeriodDecl{RhythmOf(node.Part(Rule::kRhythm))});
    case TokenKind::kPartial: return item(ast::Partial{name()});
    case TokenKind::kUnit: return item(ast::UnitDecl{.name = name(), .title = TitleOf(node)});
    case TokenKind::kKey: return item(BuildKey(node));
    case TokenKind::kCalendar: return item(BuildCalendar(node));
    case TokenKind::kInput: return item(BuildInput(node));
    case TokenKind::kGiven: return item(BuildGiven(node));
    case TokenKind::kAttested: return item(BuildAttested(node));
    case TokenKind::kObjective: return item(BuildObjective(node));
    case TokenKind::kSettle: return item(BuildSettle(node));
    case TokenKind::kRight: return item(BuildRight(node));
    case TokenKind::kDuty: return item(BuildDuty(node));
    case TokenKind::kOpening: return item(BuildOpening(node));
    case TokenKind::kTitles: return item(BuildTitles(node));
    case TokenKind::kClause:
      return item(ast::Clause{.title = *TitleOf(node), .wordings = WordingsOf(node)});
    default: Unreachable("an item of the grammar is not built");
  }
}

ast::Version Builder::BuildVersion(Node node) {
  ast::Version version{.label = *TitleOf(node), .at = std::nullopt};
  if (const auto path = node.Find(Rule::kPath)) {
    version.at = PathOf(*path);
  }
  return version;
}

ast::Customer Builder::BuildCustomer(Node node) {
  ast::Customer customer{
      .name = std::nullopt,
      .title = TitleOf(node),
      .on_member = NameAfter(node, TokenKind::kOn),
      .each_key = NameAfter(node, TokenKind::kEach),
  };
  if (!node.IsToken(1)) {
    customer.name = NameOf(node.NodeOf(1));
  }
  return customer;
}

ast::KeyDecl Builder::BuildKey(Node node) {
  ast::KeyDecl key{
      .name = NameOf(node.Part(Rule::kName)),
      .formerly = NameAfter(node, TokenKind::kFormerly),
      .closed = node.Has(TokenKind::kLeftBrace),
      .members = {},
      .during = NameAfter(node, TokenKind::kDuring),
  };
  for (const Node& member : node.All(Rule::kMember)) {
    key.members.push_back({.name = NameOf(member.Part(Rule::kName)), .title = TitleOf(member)});
  }
  return key;
}

// 'calendar' name '=' hours+ ('in' STRING)? ('except' days+)? ('also' days+ (TIME '..' TIME)?)?
ast::CalendarDecl Builder::BuildCalendar(Node node) {
  ast::CalendarDecl calendar{
      .name = NameOf(node.Part(Rule::kName)),
      .hours = {},
      .zone = TitleOf(node),
      .except = {},
      .also = {},
      .also_hours = {}};
  for (const Node& hours : node.All(Rule::kHours)) {
    calendar.hours.push_back(HoursOf(hours));
  }
  const std::size_t also = node.IndexOf(TokenKind::kAlso);
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (!node.IsToken(i) && node.NodeOf(i).rule() == Rule::kDays) {
      (i < also ? calendar.except : calendar.also).push_back(DaysOf(node.NodeOf(i)));
    }
  }
  const std::vector<Token> times = TokensOf(node, TokenKind::kTime);
  if (times.size() == 2) {
    calendar.also_hours = {TimeOf(node, times[0]), TimeOf(node, times[1])};
  }
  return calendar;
}

std::int64_t Builder::TimeOf(Node node, const Token& token) {
  return ReadTime(LiteralOf(node, token), sink_).value_or(0);
}

ast::Hours Builder::HoursOf(Node node) {
  const std::vector<ast::Name> weekdays = NamesOf(node);
  const std::vector<Token> times = TokensOf(node, TokenKind::kTime);
  ast::Hours hours{
      .first_weekday = std::nullopt,
      .last_weekday = std::nullopt,
      .from = TimeOf(node, times[0]),
      .to = TimeOf(node, times[1]),
      .span = node.span(),
  };
  if (!weekdays.empty()) {
    hours.first_weekday = weekdays.front();
  }
  if (weekdays.size() > 1) {
    hours.last_weekday = weekdays.back();
  }
  return hours;
}

ast::Days Builder::DaysOf(Node node) {
  ast::Days days{
      .first_day = std::nullopt,
      .last_day = std::nullopt,
      .table = std::nullopt,
      .span = node.span()};
  if (const auto path = node.Find(Rule::kPath)) {
    days.table = PathOf(*path);
    return days;
  }
  const std::vector<Token> dates = TokensOf(node, TokenKind::kDate);
  days.first_day = DateOf(node, dates.front());
  if (dates.size() > 1) {
    days.last_day = DateOf(node, dates.back());
  }
  return days;
}

ast::Given Builder::BuildGiven(Node node) {
  ast::Given given{
      .name = NameOf(node.Part(Rule::kName)),
      .formerly = NameAfter(node, TokenKind::kFormerly),
      .type = TypeOf(node.Part(Rule::kType)),
      .by = {},
      .dated = node.Has(TokenKind::kDated),
      .reading = std::nullopt,
      .value = MaybeExpr(node, Rule::kExpr),
      .timeline = MaybeTimeline(node),
  };
  if (const auto names = node.Find(Rule::kNames)) {
    given.by = NamesOf(*names);
  }
  if (const auto reading = node.Find(Rule::kReading)) {
    given.reading = ReadingOf(*reading);
  }
  return given;
}

// 'prorated' 'by' name ('of' NUMBER)? | 'at' IDENT | IDENT
ast::Reading Builder::ReadingOf(Node node) {
  const auto word = [&](const Token& token) {
    return ast::Name{std::string(node.TextOf(token)), node.SpanOf(token)};
  };
  ast::Reading reading{
      .word = word(node.TokenOf(0)), .detail = NameAfter(node, TokenKind::kBy), .of = std::nullopt};
  if (node.TokenOf(0).kind == TokenKind::kAt) {
    reading.detail = word(node.TokenOf(1));
  }
  if (const Token* number = node.FindToken(TokenKind::kNumber)) {
    if (auto value = ReadNumber(LiteralOf(node, *number))) {
      reading.of = std::move(value->value);
    }
  }
  return reading;
}

ast::Attested Builder::BuildAttested(Node node) {
  return {
      .name = NameOf(node.Part(Rule::kName)),
      .type = TypeOf(node.Part(Rule::kType)),
      .each = OverOf(node),
      .by = *NameAfter(node, TokenKind::kBy),
  };
}

ast::Right Builder::BuildRight(Node node) {
  return {
      .name = NameOf(node.Part(Rule::kName)),
      .title = TitleOf(node),
      .by = *NameAfter(node, TokenKind::kBy),
      .each = OverOf(node),
      .until = MaybeExpr(node, Rule::kDue),
      .when = MaybeExpr(node, Rule::kExpr),
  };
}

// 'duty' name+ STRING ('per' name)? ('until' due)? ('when' expr)? ('done' 'by' path)?
ast::Duty Builder::BuildDuty(Node node) {
  ast::Duty duty{
      .parties = {},
      .title = *TitleOf(node),
      .per = NameAfter(node, TokenKind::kPer),
      .until = MaybeExpr(node, Rule::kDue),
      .when = MaybeExpr(node, Rule::kExpr),
      .done_by = std::nullopt,
  };
  for (std::size_t i = 0; i < node.IndexOf(TokenKind::kString); ++i) {
    if (!node.IsToken(i)) {
      duty.parties.push_back(NameOf(node.NodeOf(i)));
    }
  }
  if (const auto path = node.Find(Rule::kPath)) {
    duty.done_by = PathOf(*path);
  }
  return duty;
}

ast::Opening Builder::BuildOpening(Node node) {
  ast::Opening opening{
      .path = PathOf(node.Part(Rule::kPath)),
      .index = {},
      .value = MaybeExpr(node, Rule::kExpr),
      .timeline = MaybeTimeline(node),
  };
  if (const auto index = node.Find(Rule::kIndex)) {
    opening.index = ExprsOf(*index);
  }
  return opening;
}

ast::Titles Builder::BuildTitles(Node node) {
  ast::Titles titles{.language = LabelOf(node.Part(Rule::kLabel)).name, .entries = {}};
  const std::vector<Node> paths = node.All(Rule::kPath);
  const std::vector<Token> texts = TokensOf(node, TokenKind::kString);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    titles.entries.push_back({.path = PathOf(paths[i]), .title = TextOf(node, texts[i])});
  }
  return titles;
}

ast::Change Builder::BuildChange(Node node) {
  return {
      .loosens = node.Has(TokenKind::kLoosens), .paths = PathsOf(node), .reason = *TitleOf(node)};
}

ast::Let Builder::BuildLet(Node node) {
  return {
      .name = NameOf(node.Part(Rule::kName)),
      .each = OverOf(node),
      .value = Build(node.Part(Rule::kExpr)),
      .doc = DocOf(node),
      .span = node.span(),
  };
}

}  // namespace slate::syntax
