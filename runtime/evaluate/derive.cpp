// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/derive.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/members.h"
#include "runtime/evaluate/objectives.h"
#include "runtime/evaluate/ops.h"
#include "runtime/evaluate/rollup.h"
#include "runtime/evaluate/settlement.h"
#include "runtime/plan/names.h"
#include "runtime/plan/walk.h"

namespace slate::evaluate {

namespace {

using plan::NodeId;
using plan::Op;
using plan::Source;

constexpr int kDeepestReason = 24;
constexpr std::size_t kMostReasons = 400;
constexpr std::size_t kMembersTold = 8;
constexpr std::size_t kPeriodsTold = 12;

// Says nothing that the formula above does not say already.
bool IsPlain(Op op) {
  switch (op) {
    case Op::kConst:
    case Op::kParam:
    case Op::kMember:
    case Op::kPeriod:
    case Op::kWholePeriod:
    case Op::kTerm:
    case Op::kWindow:
    case Op::kMoment:
    case Op::kRunFrom:
    case Op::kRunTo:
    case Op::kRunLength:
    case Op::kColumn:
    case Op::kCaseColumn: return true;
    default: return false;
  }
}

bool SeesRows(const plan::Node& node) {
  return node.rollup.has_value();
}

}  // namespace

std::optional<std::size_t> RungOf(
    Evaluator& evaluator, const plan::Node& ladder, const Scope& scope
) {
  const Value x = evaluator.Eval(ladder.args[0], scope);
  for (std::size_t at = ladder.rungs.size(); at > 0; --at) {
    Truth holds = Truth::kTrue;
    for (const plan::Bound& bound : ladder.rungs[at - 1].bounds) {
      holds = And(holds, CompareValues(x, bound.compare, evaluator.Eval(bound.value, scope)));
    }
    if (holds != Truth::kFalse) {
      return holds == Truth::kTrue ? std::optional(at - 1) : std::nullopt;
    }
  }
  return std::nullopt;
}

Derivation Deriver::OfNode(NodeId id, const Scope& scope) {
  return OfNode(id, scope, nullptr);
}

Derivation Deriver::OfNode(NodeId id, const Scope& scope, const SpanSet* within) {
  const plan::Node& node = evaluator_.plan()[id];
  Derivation result{
      .name = node.label,
      .plan = &evaluator_.plan(),
      .node = id,
      .origin = node.origin,
      .figure = {.type = node.type, .value = evaluator_.Eval(id, scope)}};
  Seen seen{
      .node = static_cast<std::uint32_t>(id),
      .period = scope.period,
      .members = scope.members,
      .window = scope.window ? scope.window->from : 0};
  if (!seen_.insert(std::move(seen)).second) {
    result.explained_above = !IsPlain(node.op);
    return result;
  }
  if (depth_ >= kDeepestReason || steps_ >= kMostReasons) {
    return result;
  }
  ++depth_;
  ++steps_;
  const SpanSet* const outer = std::exchange(within_, within);
  AddParts(node, id, scope, result);
  within_ = outer;
  --depth_;
  return result;
}

void Deriver::AddChild(NodeId id, const Scope& scope, const SpanSet* within, Derivation& result) {
  if (!IsPlain(evaluator_.plan()[id].op)) {
    result.because.push_back(OfNode(id, scope, within));
  }
}

void Deriver::AddArgs(
    const plan::Node& node, const Scope& scope, const SpanSet* within, Derivation& result
) {
  for (const NodeId arg : node.args) {
    AddChild(arg, scope, within, result);
  }
}

void Deriver::AddParts(const plan::Node& node, NodeId id, const Scope& scope, Derivation& result) {
  switch (node.op) {
    case Op::kIf: AddIf(node, scope, result); return;
    case Op::kTable: AddTable(id, scope, result); return;
    case Op::kLadder: AddLadder(node, scope, result); return;
    case Op::kAggregate: AddAggregate(node, scope, result); return;
    case Op::kResult: AddResult(node, scope, false, result); return;
    case Op::kPrevious: AddResult(evaluator_.plan()[node.args[0]], scope, true, result); return;
    case Op::kGiven:
    case Op::kAttested:
    case Op::kStage: return;
    case Op::kRollup: AddRows(node, scope, evaluator_.Domain(scope), result); return;
    case Op::kSpansOfRows:
    case Op::kSpansOfSlots:
    case Op::kCovered:
    case Op::kGaps:
      AddRows(node, scope, within_ != nullptr ? *within_ : evaluator_.Domain(scope), result);
      return;
    case Op::kSpansOfBins: AddRollupsBelow(id, scope, result); return;
    case Op::kUnion:
    case Op::kIntersect:
    case Op::kExcept:
    case Op::kLasting:
    case Op::kBridging:
    case Op::kBeyond:
    case Op::kUpto:
    case Op::kStartingIn:
    case Op::kEndingIn: AddSpanArgs(node, scope, result); return;
    default: AddArgs(node, scope, nullptr, result);
  }
}

// Rows count as far as they reach into what came of them; those of a set taken away as far as there
// was something to take.
void Deriver::AddSpanArgs(const plan::Node& node, const Scope& scope, Derivation& result) {
  const auto* spans = std::get_if<Spans>(&result.figure.value);
  const SpanSet kept = spans != nullptr ? spans->upper() : SpanSet();
  const SpanSet* within = spans != nullptr ? &kept : within_;
  if (node.op != Op::kExcept) {
    AddArgs(node, scope, node.op == Op::kBridging ? within_ : within, result);
    return;
  }
  AddChild(node.args[0], scope, within, result);
  SpanSet before = evaluator_.EvalSpans(node.args[0], scope).upper();
  before = before.Intersect(within_ != nullptr ? *within_ : evaluator_.Domain(scope));
  AddChild(node.args[1], scope, &before, result);
}

void Deriver::AddIf(const plan::Node& node, const Scope& scope, Derivation& result) {
  AddChild(node.args[0], scope, nullptr, result);
  const Truth truth = evaluator_.EvalTruth(node.args[0], scope);
  if (truth != Truth::kFalse) {
    AddChild(node.args[1], scope, within_, result);
  }
  if (truth != Truth::kTrue) {
    AddChild(node.args[2], scope, within_, result);
  }
  if (IsKnown(truth)) {
    result.notes.push_back({.kind = truth == Truth::kTrue ? Note::Kind::kThen : Note::Kind::kElse});
  }
}

void Deriver::AddTable(NodeId id, const Scope& scope, Derivation& result) {
  const plan::Node& node = evaluator_.plan()[id];
  AddArgs(node, scope, nullptr, result);
  const ops::Choice choice = ops::Chosen(evaluator_, id, scope);
  if (!choice.node) {
    return;
  }
  Note note{.kind = Note::Kind::kElse};
  for (const plan::TableRow& row : node.rows) {
    if (row.value == *choice.node) {
      note = {.kind = Note::Kind::kLabels, .text = fmt::format("{}", fmt::join(row.labels, ", "))};
      break;
    }
  }
  result.notes.push_back(std::move(note));
  AddChild(*choice.node, scope, within_, result);
}

void Deriver::AddLadder(const plan::Node& node, const Scope& scope, Derivation& result) {
  AddArgs(node, scope, nullptr, result);
  const std::optional<std::size_t> rung = RungOf(evaluator_, node, scope);
  if (!rung) {
    result.notes.push_back({.kind = Note::Kind::kNoRow});
    if (node.fallback) {
      AddChild(*node.fallback, scope, nullptr, result);
    }
    return;
  }
  result.notes.push_back({.kind = Note::Kind::kRow, .n = *rung + 1, .of = node.rungs.size()});
  for (const plan::Bound& bound : node.rungs[*rung].bounds) {
    AddChild(bound.value, scope, nullptr, result);
  }
  AddChild(node.rungs[*rung].value, scope, nullptr, result);
}

void Deriver::AddAggregate(const plan::Node& node, const Scope& scope, Derivation& result) {
  switch (node.source) {
    case Source::kRuns: AddArgs(node, scope, within_, result); return;
    case Source::kMembers: AddMembers(node, scope, result); return;
    case Source::kLastPeriods: AddLastPeriods(node, scope, result); return;
    case Source::kBins:
    case Source::kDayBins:
    case Source::kRhythmBins:
    case Source::kRunBins:
    case Source::kSliding:
    case Source::kSlidingDays:
    case Source::kMoment: break;
  }
  for (const std::optional<NodeId>& part : {node.where, node.body}) {
    if (part) {
      AddRollupsBelow(*part, scope, result);
    }
  }
}

void Deriver::AddItem(
    const plan::Node& node, const Scope& scope, const std::string& name, Derivation& result
) {
  if (evaluator_.EvalTruth(node.where, scope) == Truth::kFalse) {
    return;
  }
  const std::optional<NodeId>& shown = node.body ? node.body : node.where;
  if (!shown) {
    return;
  }
  Derivation item = OfNode(*shown, scope);
  item.name = name;
  result.because.push_back(std::move(item));
}

void Deriver::AddMembers(const plan::Node& node, const Scope& scope, Derivation& result) {
  const std::optional<std::size_t> key = evaluator_.ground().keys.Find(node.name);
  Check(key.has_value(), "an aggregate over the members of a key that is not declared");
  Scope inner = scope;
  std::size_t told = 0;
  const std::vector<Label> members = evaluator_.members().In(*key, evaluator_.Domain(scope));
  for (const Label member : members) {
    if (told == kMembersTold) {
      result.left_out = members.size() - kMembersTold;
      return;
    }
    inner.members[*key] = member.code;
    AddItem(node, inner, evaluator_.labels().TextOf(member), result);
    ++told;
  }
}

void Deriver::AddLastPeriods(const plan::Node& node, const Scope& scope, Derivation& result) {
  Scope inner = scope;
  inner.window = std::nullopt;
  std::int64_t left = node.index;
  PeriodId period = scope.period;
  while (period != kNoPeriod && left > 0) {
    if (evaluator_.Counts(period, scope.members)) {
      inner.period = period;
      if (result.because.size() < kPeriodsTold) {
        AddItem(node, inner, evaluator_.periods()[period].label, result);
      } else {
        ++result.left_out;
      }
      --left;
    }
    period = evaluator_.periods()[period].before;
  }
}

// Of windows there are too many to tell: the rows that all of them see together.
void Deriver::AddRollupsBelow(NodeId id, const Scope& scope, Derivation& result) {
  const plan::Node& node = evaluator_.plan()[id];
  if (SeesRows(node) && !scope.window) {
    AddRows(node, scope, evaluator_.Domain(scope), result);
    return;
  }
  plan::ForEachId(node, [&](auto part) {
    if constexpr (std::is_same_v<decltype(part), NodeId>) {
      AddRollupsBelow(part, scope, result);
    }
  });
}

void Deriver::AddResult(
    const plan::Node& node, const Scope& scope, bool before, Derivation& result
) {
  const std::optional<std::size_t> right = evaluator_.ground().rights.Find(node.name);
  if (right && !evaluator_.ground().objectives.Find(node.name)) {
    const plan::Right& declared = evaluator_.plan().rights[*right];
    const std::optional<Codes> members = MembersNamed(evaluator_, declared.keys, node.args, scope);
    if (members && declared.when) {
      result.name = node.name;
      AddChild(*declared.when, {.period = scope.period, .members = *members}, nullptr, result);
    }
    return;
  }
  const std::optional<std::size_t> objective = evaluator_.ground().objectives.Find(node.name);
  Check(objective.has_value(), "a result of an objective that the plan does not declare");
  const std::optional<Codes> members =
      MembersNamed(evaluator_, evaluator_.plan().objectives[*objective].keys, node.args, scope);
  if (!members) {
    return;
  }
  const PeriodId period =
      before ? evaluator_.objectives().Before(*objective, *members, scope.period) : scope.period;
  if (period == kNoPeriod) {
    result.notes.push_back({.kind = Note::Kind::kNoPeriodBefore});
    return;
  }
  Derivation field = OfField(*objective, *members, period, node.field);
  result.name = std::move(field.name);
  result.period = std::move(field.period);
  result.notes = std::move(field.notes);
  result.held = std::move(field.held);
  result.because = std::move(field.because);
  result.rows = std::move(field.rows);
  result.row_count = field.row_count;
  result.rows_true = field.rows_true;
  result.explained_above = field.explained_above;
  result.plan = field.node ? field.plan : result.plan;
  result.node = field.node ? field.node : result.node;
  result.origin = field.origin ? field.origin : result.origin;
}

}  // namespace slate::evaluate
