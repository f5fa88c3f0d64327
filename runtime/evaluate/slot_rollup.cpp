// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/evaluate/members.h"
#include "runtime/evaluate/rollup.h"

// Rollups over slots and state logs: their rows are stretches of time, and so are their gaps.
namespace slate::evaluate {

namespace {

using plan::RollupId;
using GapRule = plan::Input::Gaps;

// The stretches that meet a run.
std::span<const Stretch> Meeting(std::span<const Stretch> all, const Run& run) {
  const auto from = std::partition_point(all.begin(), all.end(), [&](const Stretch& s) {
    return s.to <= run.from;
  });
  const auto to =
      std::partition_point(from, all.end(), [&](const Stretch& s) { return s.from < run.to; });
  return {from, to};
}

}  // namespace

bool Rollups::ReadsGaps(std::size_t input) const {
  const GapRule gaps = evaluator_.plan().inputs[input].gaps;
  return gaps == GapRule::kUnknown || gaps == GapRule::kFill;
}

RowRef Rollups::GapRow(std::size_t input, const Codes& keys, const RowRef* outer) {
  const bool filled = evaluator_.plan().inputs[input].gaps == GapRule::kFill;
  return {
      .kind = filled ? RowRef::Kind::kFilledGap : RowRef::Kind::kUnknownGap,
      .rows = &evaluator_.RowsOf(input),
      .keys = &keys,
      .outer = outer,
  };
}

// Combinations of the input's keys from which rows are expected: what the scope binds, every member
// of closed keys, and of open keys what the data shows.
std::vector<Codes> Rollups::ExpectedKeys(const Frame& frame, const Scope& scope) {
  InputRows& rows = evaluator_.RowsOf(frame.input);
  const std::vector<int>& columns = rows.key_columns();
  Codes fixed(columns.size(), -1);
  std::vector<std::size_t> closed;
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    for (const ScopeColumn& bound : frame.scope) {
      fixed[i] = bound.column == columns[i] ? scope.members[bound.key] : fixed[i];
    }
    if (fixed[i] < 0) {
      const plan::Column& column = rows.input().columns[static_cast<std::size_t>(columns[i])];
      const std::optional<std::size_t> key = evaluator_.ground().keys.Find(column.type.key);
      (key && evaluator_.plan().keys[*key].closed ? closed : open).push_back(i);
    }
  }
  std::set<Codes> result;
  if (open.empty()) {
    result.insert(fixed);
  } else {
    for (Codes seen : rows.Combinations(columns)) {
      bool fits = true;
      for (std::size_t i = 0; i < seen.size(); ++i) {
        fits = fits && (fixed[i] < 0 || fixed[i] == seen[i]);
      }
      for (const std::size_t i : closed) {
        seen[i] = -1;
      }
      if (fits) {
        result.insert(std::move(seen));
      }
    }
  }
  for (const std::size_t i : closed) {
    const plan::Column& column = rows.input().columns[static_cast<std::size_t>(columns[i])];
    std::set<Codes> longer;
    for (Codes codes : result) {
      for (const Label member :
           evaluator_.members().Of(*evaluator_.ground().keys.Find(column.type.key))) {
        codes[i] = member.code;
        longer.insert(codes);
      }
    }
    result = std::move(longer);
  }
  return {result.begin(), result.end()};
}

// Null where the answers depend on more than the row.
Rollups::RowAnswers* Rollups::AnswersFor(RollupId id) {
  const Frame& frame = FrameOf(id);
  if ((frame.row_mask & (kBeyondRow | kOnAnyKey)) != 0) {
    return nullptr;
  }
  RowAnswers& answers = answers_[id];
  if (answers.known.empty()) {
    const std::size_t size = evaluator_.RowsOf(frame.input).size();
    answers.known.resize(size);
    answers.where.resize(size);
    answers.body.resize(size);
  }
  return &answers;
}

Rollups::Answer Rollups::Ask(RollupId id, const Scope& scope) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  Answer answer{.where = evaluator_.EvalTruth(rollup.where, scope), .body = kPresent};
  if (rollup.body && answer.where != Truth::kFalse) {
    answer.body = evaluator_.Eval(*rollup.body, scope);
  }
  return answer;
}

Rollups::Answer Rollups::AnswerOf(RollupId id, const Scope& scope, RowAnswers* answers) {
  if (answers == nullptr) {
    return Ask(id, scope);
  }
  const std::uint32_t row = scope.row->row;
  if (answers->known[row] == 0) {
    Answer answer = Ask(id, scope);
    answers->where[row] = answer.where;
    answers->body[row] = std::move(answer.body);
    answers->known[row] = 1;
  }
  return {answers->where[row], answers->body[row]};
}

Value Rollups::TotalOfSlots(RollupId id, const Scope& scope) {
  const plan::Rollup& rollup = evaluator_.plan()[id];
  Tally tally(rollup.aggregate, rollup.quantile);
  const SpanSet domain = evaluator_.Domain(scope);
  for (const Codes& keys : ExpectedKeys(FrameOf(id), scope)) {
    for (const Run& run : domain.runs()) {
      AddSlots(id, keys, run, scope, tally);
    }
  }
  return tally.Total();
}

void Rollups::AddSlots(RollupId id, const Codes& keys, Run run, const Scope& scope, Tally& tally) {
  const std::size_t input = FrameOf(id).input;
  const StretchTable& table = evaluator_.StretchesOf(input);
  RowRef row{.rows = &evaluator_.RowsOf(input), .outer = scope.row};
  Scope inner = scope;
  inner.row = &row;
  RowAnswers* answers = AnswersFor(id);
  run.to = std::min(run.to, evaluator_.as_of());
  const std::span<const Stretch> all = table.Of(keys);
  const std::span<const Stretch> meeting = Meeting(all, run);
  std::int64_t covered_to = run.from;
  // Whether a gap at the start of the window starts there.
  bool starts = meeting.data() != all.data() && std::prev(meeting.data())->to == run.from;
  for (const Stretch& stretch : meeting) {
    const Part part{
        .run = {std::max(stretch.from, run.from), std::min(stretch.to, run.to)},
        .starts = stretch.from >= run.from};
    if (part.run.from > covered_to) {
      AddGap(id, keys, {.run = {covered_to, part.run.from}, .starts = starts}, scope, tally);
    }
    covered_to = part.run.to;
    starts = true;
    row.row = stretch.row;
    const Answer answer = AnswerOf(id, inner, answers);
    tally.Add(answer.where, answer.body, part.Weight(table.grid()));
  }
  if (covered_to < run.to) {
    AddGap(id, keys, {.run = {covered_to, run.to}, .starts = starts}, scope, tally);
  }
}

void Rollups::AddGap(
    RollupId id, const Codes& keys, const Part& gap, const Scope& scope, Tally& tally
) {
  const std::size_t input = FrameOf(id).input;
  if (!ReadsGaps(input)) {
    return;
  }
  const RowRef row = GapRow(input, keys, scope.row);
  Scope inner = scope;
  inner.row = &row;
  const Answer answer = Ask(id, inner);
  tally.Add(answer.where, answer.body, gap.Weight(evaluator_.StretchesOf(input).grid()));
}

// Rows are expected while the agreement is in force and the members exist, until now.
SpanSet Rollups::GapsOfKeys(std::size_t input, const Codes& keys) {
  std::vector<Run> covered;
  for (const Stretch& stretch : evaluator_.StretchesOf(input).Of(keys)) {
    covered.push_back({stretch.from, stretch.to});
  }
  const Run past{evaluator_.universe().from, evaluator_.as_of()};
  SpanSet expected = SpanSet::Of(past).Intersect(SpanSet::Of(evaluator_.periods().term()));
  const InputRows& rows = evaluator_.RowsOf(input);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto column = static_cast<std::size_t>(rows.key_columns()[i]);
    const auto key = evaluator_.ground().keys.Find(rows.input().columns[column].type.key);
    if (key && keys[i] >= 0 && evaluator_.plan().keys[*key].during) {
      expected = expected.Intersect(evaluator_.members().Membership(*key, Label{keys[i]}));
    }
  }
  return expected.Except(SpanSet::FromRuns(std::move(covered)));
}

Spans Rollups::SpansOfSlots(const plan::Node& node, const Scope& scope) {
  const RollupId id = *node.rollup;
  const std::size_t input = FrameOf(id).input;
  const StretchTable& table = evaluator_.StretchesOf(input);
  RowAnswers* answers = AnswersFor(id);
  std::vector<Run> sure;
  SpanSet gaps_sure;
  std::vector<Run> possible;
  SpanSet gaps_possible;
  for (const Codes& keys : ExpectedKeys(FrameOf(id), scope)) {
    RowRef row{.rows = &evaluator_.RowsOf(input), .outer = scope.row};
    Scope inner = scope;
    inner.row = &row;
    for (const Stretch& stretch : table.Of(keys)) {
      row.row = stretch.row;
      const Truth where = AnswerOf(id, inner, answers).where;
      if (where == Truth::kTrue) {
        sure.push_back({stretch.from, stretch.to});
      } else if (where != Truth::kFalse) {
        possible.push_back({stretch.from, stretch.to});
      }
    }
    if (!ReadsGaps(input)) {
      continue;
    }
    row = GapRow(input, keys, scope.row);
    const Truth where = evaluator_.EvalTruth(evaluator_.plan()[id].where, inner);
    if (where == Truth::kTrue) {
      gaps_sure = gaps_sure.Union(GapsOfKeys(input, keys));
    } else if (where != Truth::kFalse) {
      gaps_possible = gaps_possible.Union(GapsOfKeys(input, keys));
    }
  }
  spans::SpanBounds bounds{SpanSet::FromRuns(std::move(sure)).Union(gaps_sure), {}};
  bounds.may = bounds.must.Union(SpanSet::FromRuns(std::move(possible))).Union(gaps_possible);
  return FromBounds(std::move(bounds));
}

Spans Rollups::Gaps(const plan::Node& node, const Scope& scope) {
  const Frame& frame = FrameOf(*node.rollup);
  const plan::Input& input = evaluator_.plan().inputs[frame.input];
  const bool slots =
      input.kind == plan::Input::Kind::kSlots || input.kind == plan::Input::Kind::kStateLog;
  if (!slots) {
    return {.must = CollectorGaps(frame.input, scope)};
  }
  SpanSet gaps;
  for (const Codes& keys : ExpectedKeys(frame, scope)) {
    gaps = gaps.Union(GapsOfKeys(frame.input, keys));
  }
  return {.must = std::move(gaps)};
}

// Where rows of all keys stand. Outside the term and memberships none is expected, so there is
// neither a gap nor a row.
Spans Rollups::Covered(const plan::Node& node, const Scope& scope) {
  const Frame& frame = FrameOf(*node.rollup);
  const plan::Input& input = evaluator_.plan().inputs[frame.input];
  const SpanSet all = SpanSet::Of(evaluator_.universe());
  if (input.kind != plan::Input::Kind::kSlots && input.kind != plan::Input::Kind::kStateLog) {
    return {.must = all.Except(Gaps(node, scope).must)};
  }
  SpanSet covered = all;
  for (const Codes& keys : ExpectedKeys(frame, scope)) {
    std::vector<Run> stood;
    for (const Stretch& stretch : evaluator_.StretchesOf(frame.input).Of(keys)) {
      stood.push_back({stretch.from, stretch.to});
    }
    covered = covered.Intersect(SpanSet::FromRuns(std::move(stood)));
  }
  return {.must = std::move(covered)};
}

SpanSet Rollups::GapsOf(std::size_t input, const Scope& scope) {
  Frame frame{.input = input};
  const InputRows& rows = evaluator_.RowsOf(input);
  for (const int column : rows.key_columns()) {
    const plan::Column& declared = rows.input().columns[static_cast<std::size_t>(column)];
    const std::optional<std::size_t> key = evaluator_.ground().keys.Find(declared.type.key);
    if (key) {
      frame.scope.push_back({*key, column});
    }
  }
  SpanSet gaps;
  for (const Codes& keys : ExpectedKeys(frame, scope)) {
    gaps = gaps.Union(GapsOfKeys(input, keys));
  }
  return gaps;
}

}  // namespace slate::evaluate
