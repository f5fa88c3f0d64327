// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/rollup.h"

#include <algorithm>
#include <numeric>

#include "runtime/base/check.h"
#include "runtime/evaluate/arithmetic.h"
#include "runtime/evaluate/decision.h"
#include "runtime/evaluate/place_bounds.h"

namespace slate::evaluate {

namespace {

using plan::Aggregate;
using plan::RollupId;
using Place = plan::Rollup::Place;

// Items of counts are true by being there.
bool SumsUp(Aggregate aggregate) {
  switch (aggregate) {
    case Aggregate::kCount:
    case Aggregate::kShare:
    case Aggregate::kAny:
    case Aggregate::kAll:
    case Aggregate::kSum:
    case Aggregate::kMean: return true;
    case Aggregate::kMin:
    case Aggregate::kMax:
    case Aggregate::kPercentile:
    case Aggregate::kDistinct: return false;
  }
  return false;
}

// The rows placed in one run of the domain, as positions.
std::pair<std::size_t, std::size_t> PositionsIn(const PlacedRows& placed, const Run& run) {
  const auto begin = placed.places.begin();
  const auto from = std::lower_bound(begin, placed.places.end(), run.from);
  const auto to = std::lower_bound(from, placed.places.end(), run.to);
  return {static_cast<std::size_t>(from - begin), static_cast<std::size_t>(to - begin)};
}

}  // namespace

std::optional<std::int64_t> AsPlace(const Value& value, const calendar::TimeZone& zone) {
  if (const auto* instant = std::get_if<Instant>(&value)) {
    return instant->ns;
  }
  if (const auto* date = std::get_if<Date>(&value)) {
    return zone.StartOfDay({date->day});
  }
  return std::nullopt;
}

Rollups::Frame& Rollups::FrameOf(RollupId id) {
  if (const auto found = frames_.find(id); found != frames_.end()) {
    return found->second;
  }
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const std::optional<std::size_t> input = evaluator_.ground().inputs.Find(rollup.input);
  Check(input.has_value(), "a rollup of an input that the plan does not declare");
  Frame frame{.input = *input};
  const InputRows& rows = evaluator_.RowsOf(*input);
  Mask mask = 0;
  for (const plan::Rollup::Scope& scope : rollup.scope) {
    const std::optional<std::size_t> key = evaluator_.ground().keys.Find(scope.key);
    Check(key.has_value(), "a rollup's scope names a key that is not declared");
    frame.scope.push_back({*key, rows.ColumnOf(scope.column)});
    mask |= OnKey(*key);
  }
  frame.place_column = rollup.column.empty() ? -1 : rows.ColumnOf(rollup.column);
  const auto mask_of = [&](const std::optional<plan::NodeId>& node) {
    return node ? evaluator_.ground().masks[*node] : 0;
  };
  frame.row_mask = mask_of(rollup.where) | mask_of(rollup.body);
  const bool decided = rollup.place_kind == Place::kDecided;
  frame.place_mask = mask_of(rollup.place) | (decided ? frame.row_mask : 0);
  mask |= frame.row_mask | frame.place_mask;
  for (std::size_t key = 0; key < evaluator_.plan().keys.size(); ++key) {
    if ((mask & OnKey(key)) != 0) {
      frame.keys.push_back(key);
    }
  }
  return frames_.emplace(id, std::move(frame)).first->second;
}

Codes Rollups::KeyCodes(const Frame& frame, const Scope& scope) const {
  Codes codes;
  for (const std::size_t key : frame.keys) {
    codes.push_back(scope.members[key]);
  }
  return codes;
}

// The columns of keys that the scope binds, and the members it binds them to.
std::pair<std::vector<int>, Codes> Rollups::BoundColumns(const Frame& frame, const Scope& scope)
    const {
  std::vector<int> columns;
  Codes codes;
  for (const ScopeColumn& column : frame.scope) {
    if (scope.members[column.key] >= 0 && column.column >= 0) {
      columns.push_back(column.column);
      codes.push_back(scope.members[column.key]);
    }
  }
  return {std::move(columns), std::move(codes)};
}

const std::vector<std::uint32_t>& Rollups::RowsInScope(const Frame& frame, const Scope& scope) {
  const auto [columns, codes] = BoundColumns(frame, scope);
  return evaluator_.RowsOf(frame.input).Group(columns, codes);
}

Value Rollups::Total(RollupId id, const Scope& scope) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  switch (rollup.place_kind) {
    case Place::kNone: return TotalOfAll(id, scope);
    case Place::kInterval: return TotalOfClipped(id, scope);
    case Place::kSlots: return TotalOfSlots(id, scope);
    case Place::kColumn:
    case Place::kExpression:
    case Place::kDecided: return TotalOfPlaced(id, scope);
  }
  Unreachable("a rollup has no place");
}

const PlacedRows& Rollups::Prepared(RollupId id, const Scope& scope, PlacedRows& scratch) {
  const Frame& frame = FrameOf(id);
  if ((frame.place_mask & kBeyondRow) != 0) {
    scratch = Prepare(id, scope);
    return scratch;
  }
  Key key{id, KeyCodes(frame, scope)};
  if (const auto found = prepared_.find(key); found != prepared_.end()) {
    return found->second;
  }
  PlacedRows placed = Prepare(id, scope);
  return prepared_.emplace(std::move(key), std::move(placed)).first->second;
}

std::optional<std::int64_t> Rollups::PlaceOf(
    const plan::Rollup& rollup, const Frame& frame, const Scope& scope
) {
  if (rollup.place_kind == Place::kColumn) {
    const RowRef& row = *scope.row;
    return frame.place_column < 0
               ? std::nullopt
               : AsPlace(row.rows->Read(row.row, frame.place_column), evaluator_.zone());
  }
  if (rollup.place_kind == Place::kExpression) {
    return AsPlace(evaluator_.Eval(*rollup.place, scope), evaluator_.zone());
  }
  std::optional<std::int64_t> at = spans::kBeginning;
  for (const std::optional<plan::NodeId>& part : {rollup.where, rollup.body}) {
    if (part) {
      const std::optional<std::int64_t> decided = Decide(evaluator_, *part, scope).at;
      at = at && decided ? std::optional(std::max(*at, *decided)) : std::nullopt;
    }
  }
  return at;
}

PlacedRows Rollups::Prepare(RollupId id, const Scope& scope) {
  if (std::optional<PlacedRows> fast = PrepareFast(id, scope)) {
    return *std::move(fast);
  }
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const Frame& frame = FrameOf(id);
  InputRows& rows = evaluator_.RowsOf(frame.input);
  PlacedRows placed{.evaluated = (frame.row_mask & kBeyondRow) == 0};
  RowRef row{.rows = &rows, .outer = scope.row};
  Scope inner = scope;
  inner.row = &row;
  std::vector<std::pair<std::int64_t, std::uint32_t>> order;
  for (const std::uint32_t number : RowsInScope(frame, scope)) {
    row.row = number;
    if (placed.evaluated && evaluator_.EvalTruth(rollup.where, inner) == Truth::kFalse) {
      continue;
    }
    if (const std::optional<std::int64_t> at = PlaceOf(rollup, frame, inner)) {
      order.emplace_back(*at, number);
    }
  }
  std::sort(order.begin(), order.end());
  for (const auto& [at, number] : order) {
    placed.places.push_back(at);
    placed.rows.push_back(number);
    if (placed.evaluated) {
      row.row = number;
      placed.where.push_back(evaluator_.EvalTruth(rollup.where, inner));
      placed.body.push_back(rollup.body ? evaluator_.Eval(*rollup.body, inner) : kPresent);
    }
  }
  if (placed.evaluated && SumsUp(rollup.aggregate)) {
    AddRunningTotals(rollup, rows, placed);
  }
  return placed;
}

// Only where nothing is open; otherwise every window is tallied row by row.
void Rollups::AddRunningTotals(const plan::Rollup& rollup, InputRows& rows, PlacedRows& placed)
    const {
  const bool numbers = rollup.aggregate == Aggregate::kSum || rollup.aggregate == Aggregate::kMean;
  std::int64_t weight = 0;
  std::int64_t is_true = 0;
  Rational sum = 0;
  placed.weight_before = {0};
  placed.true_before = {0};
  placed.sum_before = {Rational(0)};
  for (std::size_t i = 0; i < placed.rows.size(); ++i) {
    const Value& body = placed.body[i];
    if (placed.where[i] != Truth::kTrue || !IsDecided(body)) {
      return;
    }
    const bool counts = !IsUndefined(body);
    const std::int64_t times = counts ? rows.WeightOf(placed.rows[i]) : 0;
    weight += times;
    if (numbers && counts) {
      sum += std::get<Rational>(body) * Rational(times);
    } else {
      is_true += counts && AsTruth(body) == Truth::kTrue ? times : 0;
    }
    placed.weight_before.push_back(weight);
    placed.true_before.push_back(is_true);
    placed.sum_before.push_back(sum);
  }
  placed.summed = true;
  placed.body.clear();
  placed.where.clear();
}

Value Rollups::TotalOfSums(
    const plan::Rollup& rollup, const PlacedRows& placed, const SpanSet& domain
) {
  std::int64_t weight = 0;
  std::int64_t is_true = 0;
  Rational sum = 0;
  for (const Run& run : domain.runs()) {
    const auto [from, to] = PositionsIn(placed, run);
    weight += placed.weight_before.empty() ? static_cast<std::int64_t>(to - from)
                                           : placed.weight_before[to] - placed.weight_before[from];
    is_true += placed.true_before.empty() ? static_cast<std::int64_t>(to - from)
                                          : placed.true_before[to] - placed.true_before[from];
    if (!placed.sum_before.empty()) {
      sum += placed.sum_before[to] - placed.sum_before[from];
    } else if (!placed.multiples_before.empty()) {
      sum += Rational(placed.multiples_before[to] - placed.multiples_before[from]) * placed.scale;
    }
  }
  switch (rollup.aggregate) {
    case Aggregate::kCount: return Rational(weight);
    case Aggregate::kShare: return weight == 0 ? Value(Undefined{}) : Rational::Of(is_true, weight);
    case Aggregate::kAny: return ToTruth(is_true > 0);
    case Aggregate::kAll: return ToTruth(is_true == weight);
    case Aggregate::kSum: return sum;
    case Aggregate::kMean: return weight == 0 ? Value(Undefined{}) : Value(sum / Rational(weight));
    case Aggregate::kMin:
    case Aggregate::kMax:
    case Aggregate::kPercentile:
    case Aggregate::kDistinct: break;
  }
  Unreachable("an aggregate without running totals");
}

Value Rollups::TotalOfPlaced(RollupId id, const Scope& scope) {
  const SpanSet domain = evaluator_.Domain(scope);
  if (MeetsCollectorGap(FrameOf(id), scope, domain)) {
    return Unknown{};
  }
  if (const PlacedRows* cells = InCells(id, scope, domain)) {
    return TotalOfRows(id, *cells, scope, domain);
  }
  PlacedRows scratch;
  return TotalOfRows(id, Prepared(id, scope, scratch), scope, domain);
}

Value Rollups::TotalOfRows(
    RollupId id, const PlacedRows& placed, const Scope& scope, const SpanSet& domain
) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const Frame& frame = FrameOf(id);
  if (placed.summed) {
    return TotalOfSums(rollup, placed, domain);
  }
  if (placed.from_vectors) {
    return TotalOfMultiples(rollup, placed, domain);
  }
  InputRows& rows = evaluator_.RowsOf(frame.input);
  RowRef row{.rows = &rows, .outer = scope.row};
  Scope inner = scope;
  inner.row = &row;
  Tally tally(rollup.aggregate, rollup.quantile);
  const bool bounded = !placed.evaluated && !placed.rows.empty();
  row.row = bounded ? placed.rows.front() : 0;
  const Run bounds =
      bounded ? BoundsOfPlace(evaluator_, rollup, inner) : Run{spans::kBeginning, spans::kForever};
  for (const Run& run : domain.runs()) {
    const Run part{std::max(run.from, bounds.from), std::min(run.to, bounds.to)};
    const auto [from, to] = PositionsIn(placed, part);
    for (std::size_t i = from; i < to && !tally.settled(); ++i) {
      row.row = placed.rows[i];
      const std::int64_t weight = rows.WeightOf(row.row);
      if (placed.evaluated) {
        tally.Add(placed.where[i], placed.body[i], weight);
        continue;
      }
      const Answer answer = Ask(id, inner);
      tally.Add(answer.where, answer.body, weight);
    }
  }
  return tally.Total();
}

Value Rollups::TotalOfAll(RollupId id, const Scope& scope) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const Frame& frame = FrameOf(id);
  InputRows& rows = evaluator_.RowsOf(frame.input);
  RowRef row{.rows = &rows, .outer = scope.row};
  Scope inner = scope;
  inner.row = &row;
  Tally tally(rollup.aggregate, rollup.quantile);
  for (const std::uint32_t number : RowsInScope(frame, scope)) {
    row.row = number;
    const Answer answer = Ask(id, inner);
    tally.Add(answer.where, answer.body, rows.WeightOf(number));
  }
  return tally.Total();
}

// `by from .. to`: each row stands wherever its interval meets the domain, with that part as run.
Value Rollups::TotalOfClipped(RollupId id, const Scope& scope) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const Frame& frame = FrameOf(id);
  const SpanSet domain = evaluator_.Domain(scope);
  if (MeetsCollectorGap(frame, scope, domain)) {
    return Unknown{};
  }
  InputRows& rows = evaluator_.RowsOf(frame.input);
  const int from = rows.ColumnOf("from");
  const int to = rows.ColumnOf("to");
  Check(from >= 0 && to >= 0, "rows are clipped that have no interval");
  RowRef row{.rows = &rows, .outer = scope.row};
  Scope inner = scope;
  inner.EnterRuns();
  inner.row = &row;
  Tally tally(rollup.aggregate, rollup.quantile);
  for (const std::uint32_t number : RowsInScope(frame, scope)) {
    row.row = number;
    const std::optional<std::int64_t> start = AsPlace(rows.Read(number, from), evaluator_.zone());
    const std::optional<std::int64_t> end = AsPlace(rows.Read(number, to), evaluator_.zone());
    if (!start) {
      continue;
    }
    const SpanSet parts = SpanSet::Of({*start, end.value_or(evaluator_.as_of())}).Intersect(domain);
    for (const Run& part : parts.runs()) {
      inner.run = part;
      const Answer answer = Ask(id, inner);
      tally.Add(answer.where, answer.body, rows.WeightOf(number));
    }
  }
  return tally.Total();
}

SpanSet Rollups::CollectorGaps(std::size_t input, const Scope& scope) {
  SpanSet gaps;
  for (const std::string& name : evaluator_.plan().inputs[input].complete_except) {
    const std::optional<std::size_t> collector = evaluator_.ground().inputs.Find(name);
    Check(collector.has_value(), "rows are complete except in an input that is not declared");
    InputRows& rows = evaluator_.RowsOf(*collector);
    std::vector<int> columns;
    Codes codes;
    for (const int column : rows.key_columns()) {
      const plan::Column& declared = rows.input().columns[static_cast<std::size_t>(column)];
      const std::optional<std::size_t> key = evaluator_.ground().keys.Find(declared.type.key);
      if (key && scope.members[*key] >= 0) {
        columns.push_back(column);
        codes.push_back(scope.members[*key]);
      }
    }
    std::vector<Run> runs;
    for (const std::uint32_t row : rows.Group(columns, codes)) {
      const auto from = AsPlace(rows.Read(row, rows.ColumnOf("from")), evaluator_.zone());
      const auto to = AsPlace(rows.Read(row, rows.ColumnOf("to")), evaluator_.zone());
      if (from) {
        runs.push_back({*from, to.value_or(evaluator_.as_of())});
      }
    }
    gaps = gaps.Union(SpanSet::FromRuns(std::move(runs)));
  }
  return gaps;
}

bool Rollups::MeetsCollectorGap(const Frame& frame, const Scope& scope, const SpanSet& domain) {
  if (evaluator_.plan().inputs[frame.input].complete_except.empty()) {
    return false;
  }
  return !CollectorGaps(frame.input, scope).Intersect(domain).empty();
}

Spans Rollups::SpansOfRows(const plan::Node& node, const Scope& scope) {
  const plan::Rollup& rollup = evaluator_.plan()[*node.rollup];
  const Frame& frame = FrameOf(*node.rollup);
  RowRef row{.rows = &evaluator_.RowsOf(frame.input), .outer = scope.row};
  Scope inner = scope;
  inner.row = &row;
  std::vector<Run> sure;
  std::vector<Run> possible;
  bool open = false;
  for (const std::uint32_t number : RowsInScope(frame, scope)) {
    row.row = number;
    const Truth where = evaluator_.EvalTruth(rollup.where, inner);
    if (where == Truth::kFalse) {
      continue;
    }
    const Value from = evaluator_.Eval(node.args[0], inner);
    const Value to = evaluator_.Eval(node.args[1], inner);
    open = open || !IsDecided(from) || !IsDecided(to);
    const std::optional<std::int64_t> start = AsPlace(from, evaluator_.zone());
    if (!start) {
      continue;
    }
    const Run run{*start, AsPlace(to, evaluator_.zone()).value_or(evaluator_.as_of())};
    possible.push_back(run);
    if (where == Truth::kTrue) {
      sure.push_back(run);
    }
  }
  const SpanSet gaps = CollectorGaps(frame.input, scope);
  spans::SpanBounds bounds{SpanSet::FromRuns(std::move(sure)), {}};
  bounds.may = SpanSet::FromRuns(std::move(possible)).Union(gaps);
  return open ? AnySpans() : FromBounds(std::move(bounds));
}

std::optional<std::vector<std::int64_t>> Rollups::Places(RollupId id, const Scope& scope) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  const Frame& frame = FrameOf(id);
  const bool placed = rollup.place_kind == Place::kColumn ||
                      rollup.place_kind == Place::kExpression ||
                      rollup.place_kind == Place::kDecided;
  // Inside, more keys may be bound than in this scope: the place must not depend on them.
  const bool by_row_alone = (frame.place_mask & (kBeyondRow | kOnAnyKey)) == 0;
  const bool complete = evaluator_.plan().inputs[frame.input].complete_except.empty();
  if (!placed || !by_row_alone || !complete) {
    return std::nullopt;
  }
  RowRef row{.rows = &evaluator_.RowsOf(frame.input), .outer = scope.row};
  Scope inner = scope;
  inner.row = &row;
  std::vector<std::int64_t> places;
  for (const std::uint32_t number : RowsInScope(frame, scope)) {
    row.row = number;
    if (const std::optional<std::int64_t> at = PlaceOf(rollup, frame, inner)) {
      places.push_back(*at);
    }
  }
  return places;
}

}  // namespace slate::evaluate
