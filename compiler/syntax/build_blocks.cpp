// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "compiler/syntax/build_ast.h"
#include "runtime/base/check.h"

namespace slate::syntax {

ast::Input Builder::BuildInput(Node node) {
  ast::Input input{
      .name = NameOf(node.Part(Rule::kName)),
      .formerly = NameAfter(node, TokenKind::kFormerly),
      .sampling = {},
      .per = NameAfter(node, TokenKind::kPer),
      .by = NameAfter(node, TokenKind::kBy),
      .by_to = NameAfter(node, TokenKind::kRange),
      .columns = {},
      .lets = {},
      .absences = {},
  };
  if (const auto sampling = node.Find(Rule::kSampling)) {
    input.sampling = SamplingOf(*sampling);
  }
  for (const Node& column : node.All(Rule::kColumn)) {
    input.columns.push_back(ColumnOf(column));
  }
  for (const Node& let : node.All(Rule::kLet)) {
    input.lets.push_back(BuildLet(let));
  }
  for (const Node& absence : node.All(Rule::kAbsence)) {
    input.absences.push_back(AbsenceOf(absence));
  }
  return input;
}

std::optional<ast::Rational> Builder::DurationOf(Node node, const Token& token) {
  return ReadDuration(LiteralOf(node, token));
}

// 'every' DURATION ('good' 'for' DURATION)? ('keeping' name)? | 'holds' ('upto' DURATION)?
ast::Sampling Builder::SamplingOf(Node node) {
  ast::Sampling sampling{
      .every = {}, .good_for = {}, .keeping = NameAfter(node, TokenKind::kKeeping), .upto = {}};
  const std::vector<Token> durations = TokensOf(node, TokenKind::kDuration);
  if (node.Has(TokenKind::kHolds)) {
    sampling.kind = ast::Sampling::Kind::kStateLog;
    sampling.upto = durations.empty() ? std::nullopt : DurationOf(node, durations[0]);
    return sampling;
  }
  sampling.kind = ast::Sampling::Kind::kSlots;
  sampling.every = DurationOf(node, durations[0]);
  sampling.good_for = durations.size() < 2 ? std::nullopt : DurationOf(node, durations[1]);
  return sampling;
}

ast::Column Builder::ColumnOf(Node node) {
  using Fold = ast::Column::Fold;
  ast::Column column{
      .names = NamesOf(node),
      .type = TypeOf(node.Part(Rule::kType)),
      .direction = DirectionOf(node)};
  column.fold = node.Has(TokenKind::kFirst)     ? Fold::kFirst
                : node.Has(TokenKind::kLast)    ? Fold::kLast
                : node.Has(TokenKind::kHistory) ? Fold::kHistory
                                                : Fold::kNone;
  return column;
}

ast::Absence Builder::AbsenceOf(Node node) {
  switch (node.TokenOf(0).kind) {
    case TokenKind::kGaps: {
      const auto record = node.Find(Rule::kRecord);
      return ast::Gaps{
          .rule = NameAfter(node, TokenKind::kGaps),
          .filled = record ? std::optional(RecordOf(*record)) : std::nullopt,
          .span = node.span(),
      };
    }
    case TokenKind::kComplete: return ast::Complete{.except = NamesOf(node), .span = node.span()};
    case TokenKind::kPending:
      return ast::Pending{
          .until = Build(node.Part(Rule::kDue)),
          .otherwise = *NameAfter(node, TokenKind::kOtherwise),
          .span = node.span(),
      };
    default:
      return ast::Reopened{.counts_as = *NameAfter(node, TokenKind::kAs), .span = node.span()};
  }
}

ast::Objective Builder::BuildObjective(Node node) {
  ast::Objective objective{
      .name = NameOf(node.Part(Rule::kName)),
      .formerly = NameAfter(node, TokenKind::kFormerly),
      .title = TitleOf(node),
      .by = NameAfter(node, TokenKind::kBy),
      .each = OverOf(node),
      .promises = {},
  };
  for (const Node& promise : node.All(Rule::kPromise)) {
    objective.promises.push_back(BuildPromise(promise));
  }
  return objective;
}

ast::Promise Builder::BuildPromise(Node node) {
  const auto promise = [&](auto content) {
    return ast::Promise{.node = std::move(content), .span = node.span()};
  };
  const auto value = [&] {
    return Build(node.Part(Rule::kExpr));
  };
  if (!node.IsToken(0)) {
    const Node part = node.NodeOf(0);
    return part.rule() == Rule::kLet ? promise(BuildLet(part)) : promise(BuildChange(part));
  }
  switch (node.TokenOf(0).kind) {
    case TokenKind::kPeriod: return promise(ast::OwnPeriod{RhythmOf(node.Part(Rule::kRhythm))});
    case TokenKind::kOnly: return promise(ast::OnlyWhen{value()});
    case TokenKind::kMeasure: return promise(ast::Measure{value()});
    case TokenKind::kTarget:
      return promise(ast::Target{.op = CompareOpOf(node.Part(Rule::kCmp)), .value = value()});
    case TokenKind::kCredit: return promise(ast::Credit{value()});
    case TokenKind::kBonus: {
      const std::vector<ast::ExprId> parts = ExprsOf(node);
      return promise(ast::Bonus{.value = parts[0], .when = parts[1]});
    }
    case TokenKind::kRelies: return promise(BuildRelies(node));
    default: Unreachable("a promise of the grammar is not built");
  }
}

// 'relies' 'on' ((name | NUMBER) 'of')? figure+ 'independent'?
ast::Relies Builder::BuildRelies(Node node) {
  ast::Relies relies{
      .how = std::nullopt,
      .at_least = std::nullopt,
      .figures = {},
      .independent = node.Has(TokenKind::kIndependent)};
  if (const auto how = node.Find(Rule::kName)) {
    relies.how = NameOf(*how);
  }
  if (const Token* number = node.FindToken(TokenKind::kNumber)) {
    relies.at_least = ReadCount(LiteralOf(node, *number), sink_).value_or(1);
  }
  for (const Node& figure : node.All(Rule::kFigure)) {
    const auto index = figure.Find(Rule::kIndex);
    relies.figures.push_back(
        {.path = PathOf(figure.Part(Rule::kPath)),
         .index = index ? ExprsOf(*index) : std::vector<ast::ExprId>{}}
    );
  }
  return relies;
}

ast::Settle Builder::BuildSettle(Node node) {
  ast::Settle settle{
      .name = std::nullopt,
      .each = OverOf(node),
      .per = NameAfter(node, TokenKind::kPer),
      .for_party = NameAfter(node, TokenKind::kFor),
      .total = std::nullopt,
      .steps = {},
  };
  if (!node.IsToken(1)) {
    settle.name = NameOf(node.NodeOf(1));
  }
  if (const auto total = node.Find(Rule::kTotal)) {
    settle.total = TotalOf(*total);
  }
  for (const Node& step : node.All(Rule::kStep)) {
    settle.steps.push_back(BuildStep(step));
  }
  return settle;
}

ast::Total Builder::TotalOf(Node node) {
  ast::Total total{.how = NameOf(node.Part(Rule::kName)), .parts = {}, .span = node.span()};
  for (const Node& part : node.All(Rule::kPart)) {
    total.parts.push_back(PartOf(part));
  }
  return total;
}

// path | '(' name 'of' path+ ('each' over)? ')'
ast::Part Builder::PartOf(Node node) {
  ast::Part part{
      .path = std::nullopt,
      .how = std::nullopt,
      .paths = {},
      .each = OverOf(node),
      .span = node.span()};
  if (!node.IsToken(0)) {
    part.path = PathOf(node.NodeOf(0));
    return part;
  }
  part.how = NameOf(node.Part(Rule::kName));
  part.paths = PathsOf(node);
  return part;
}

ast::Step Builder::BuildStep(Node node) {
  const auto step = [&](auto content) {
    return ast::Step{.node = std::move(content), .span = node.span()};
  };
  const auto op = [&] {
    return CompareOpOf(node.Part(Rule::kCmp));
  };
  const auto sum = [&] {
    return Build(node.Part(Rule::kSum));
  };
  switch (node.TokenOf(0).kind) {
    case TokenKind::kDrop: return step(ast::DropWhen{.op = op(), .limit = sum()});
    case TokenKind::kHold: return step(ast::HoldWhen{.op = op(), .limit = sum()});
    case TokenKind::kCap: return step(BuildCap(node));
    case TokenKind::kLess: return step(ast::Less{PathOf(node.Part(Rule::kPath))});
    case TokenKind::kRound:
      return step(ast::Round{.mode = NameOf(node.Part(Rule::kName)), .unit = sum()});
    case TokenKind::kClaim:
      return step(ast::Claim{
          .until = Build(node.Part(Rule::kDue)),
          .otherwise = NameAfter(node, TokenKind::kOtherwise)});
    case TokenKind::kUndecided: return step(ast::UndecidedPays{NameOf(node.Part(Rule::kName))});
    default: Unreachable("a step of the grammar is not built");
  }
}

ast::Cap Builder::BuildCap(Node node) {
  ast::Cap cap{
      .limit = Build(node.Part(Rule::kExpr)),
      .per = std::nullopt,
      .by = NameAfter(node, TokenKind::kBy)};
  if (const auto stretch = node.Find(Rule::kStretch)) {
    cap.per = StretchOf(*stretch);
  }
  return cap;
}

}  // namespace slate::syntax
