// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/calendar/window.h"
#include "runtime/evaluate/ops.h"
#include "runtime/spans/span_bounds.h"

// The algebra of spans (SEMANTICS §3), on certain sets and on must/may pairs (§2).
namespace slate::evaluate::ops {

namespace {

using plan::Op;
using Relation = spans::Comparison;
using spans::SpanBounds;

Relation ToComparison(plan::Compare compare) {
  switch (compare) {
    case plan::Compare::kEqual: return Relation::kEqual;
    case plan::Compare::kNotEqual: return Relation::kNotEqual;
    case plan::Compare::kLess: return Relation::kLess;
    case plan::Compare::kLessEqual: return Relation::kAtMost;
    case plan::Compare::kGreater: return Relation::kMore;
    case plan::Compare::kGreaterEqual: return Relation::kAtLeast;
  }
  Unreachable("a comparison has no relation");
}

SpanSet Combined(Op op, const SpanSet& a, const SpanSet& b) {
  switch (op) {
    case Op::kUnion: return a.Union(b);
    case Op::kIntersect: return a.Intersect(b);
    default: return a.Except(b);
  }
}

SpanBounds Combined(Op op, const SpanBounds& a, const SpanBounds& b) {
  switch (op) {
    case Op::kUnion: return spans::Union(a, b);
    case Op::kIntersect: return spans::Intersect(a, b);
    default: return spans::Except(a, b);
  }
}

SpanSet OfCertain(Op op, const SpanSet& s, Relation comparison, std::int64_t length) {
  switch (op) {
    case Op::kLasting: return s.Lasting(comparison, length);
    case Op::kBridging: return s.Bridging(comparison, length);
    default: return s.Beyond(length);
  }
}

// Nothing where the operator is not monotone in the set.
std::optional<SpanBounds> OfBounds(
    Op op, const SpanBounds& s, Relation comparison, std::int64_t length
) {
  const bool growing = comparison == Relation::kAtLeast || comparison == Relation::kMore;
  switch (op) {
    case Op::kLasting:
      return growing ? std::optional(spans::Lasting(s, comparison, length)) : std::nullopt;
    case Op::kBridging: return spans::Bridging(s, comparison, length);
    default: return spans::Beyond(s, length);
  }
}

Value NoRule(Evaluator& evaluator, const plan::Node& node, std::string_view what) {
  evaluator.Report(
      kUndecidedNoRule, fmt::format("{} over data with gaps has no bounds", what), node
  );
  return AnySpans();
}

// The windows of a quota: they cover every instant of the set.
std::vector<Run> WindowsOf(Evaluator& evaluator, const plan::Rhythm& rhythm, const SpanSet& set) {
  const std::optional<calendar::Rhythm> windows =
      ToCalendar(rhythm, evaluator.periods().term_first());
  if (!windows) {
    return {{spans::kBeginning, spans::kForever}};
  }
  if (set.empty()) {
    return {};
  }
  const Run universe = evaluator.universe();
  const Run hull{
      std::max(set.runs().front().from, universe.from),
      std::min(set.runs().back().to, universe.to)};
  if (hull.from >= hull.to) {
    return {};
  }
  return calendar::SpansOf(calendar::WindowsMeeting(*windows, hull, evaluator.zone()));
}

const Spans* AsSpans(const Value& value) {
  return std::get_if<Spans>(&value);
}

}  // namespace

Value SetOperation(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Value first;
  Value second;
  const Value& a = evaluator.Read(node.args[0], scope, first);
  const Value& b = evaluator.Read(node.args[1], scope, second);
  const Spans* x = AsSpans(a);
  const Spans* y = AsSpans(b);
  if (x != nullptr && y != nullptr && x->certain() && y->certain()) {
    return Spans{Combined(node.op, x->must, y->must)};
  }
  const Spans left = x != nullptr ? *x : evaluator.EvalSpans(node.args[0], scope);
  const Spans right = y != nullptr ? *y : evaluator.EvalSpans(node.args[1], scope);
  return FromBounds(Combined(node.op, ToBounds(left), ToBounds(right)));
}

Value RunOperation(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const Spans s = evaluator.EvalSpans(node.args[0], scope);
  const std::optional<std::int64_t> length = evaluator.EvalWhole(node.args[1], scope);
  if (!length) {
    return AnySpans();
  }
  const Relation comparison = ToComparison(node.compare);
  if (s.certain()) {
    return Spans{OfCertain(node.op, s.must, comparison, *length)};
  }
  std::optional<SpanBounds> bounds = OfBounds(node.op, ToBounds(s), comparison, *length);
  return bounds ? FromBounds(std::move(*bounds))
                : NoRule(evaluator, node, "`lasting` with an upper limit");
}

Value Upto(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const Spans s = evaluator.EvalSpans(node.args[0], scope);
  Value scratch;
  const Value& quota = evaluator.Read(node.args[1], scope, scratch);
  const auto* number = std::get_if<Rational>(&quota);
  if (number == nullptr) {
    // Any part of the set may be within a quota that is not known.
    return FromBounds({{}, s.upper()});
  }
  const std::optional<std::int64_t> length = evaluator.EvalWhole(node.args[1], scope);
  Check(node.rhythm.has_value(), "a quota has no windows");
  const std::vector<Run> windows = WindowsOf(evaluator, *node.rhythm, s.upper());
  if (!length) {
    return AnySpans();
  }
  return s.certain() ? Spans{s.must.Upto(*length, windows)}
                     : FromBounds(spans::Upto(ToBounds(s), *length, windows));
}

Value Assigned(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const Spans s = evaluator.EvalSpans(node.args[0], scope);
  const Spans bound = evaluator.EvalSpans(node.args[1], scope);
  if (!bound.certain()) {
    return NoRule(evaluator, node, "`by` an uncertain stretch");
  }
  const bool starting = node.op == Op::kStartingIn;
  Spans result;
  for (const Run& run : bound.must.runs()) {
    const Spans part = s.certain() ? Spans{starting ? s.must.StartingIn(run) : s.must.EndingIn(run)}
                                   : FromBounds(
                                         starting ? spans::StartingIn(ToBounds(s), run)
                                                  : spans::EndingIn(ToBounds(s), run)
                                     );
    result = FromBounds(spans::Union(ToBounds(result), ToBounds(part)));
  }
  return result;
}

}  // namespace slate::evaluate::ops
