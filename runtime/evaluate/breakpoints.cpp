// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/breakpoints.h"

#include <algorithm>
#include <set>
#include <utility>

#include "runtime/evaluate/given_ops.h"
#include "runtime/evaluate/rollup.h"
#include "runtime/plan/walk.h"

namespace slate::evaluate {

namespace {

using plan::NodeId;
using plan::Op;

constexpr Mask kMoving = kOnWindow | kOnMoment;

void SortUnique(std::vector<std::int64_t>& instants) {
  std::sort(instants.begin(), instants.end());
  instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
}

// Walks the part of a formula that moves with the window or moment.
class MovingPart {
 public:
  MovingPart(Evaluator& evaluator, const Scope& scope, std::optional<std::int64_t> step = {})
      : evaluator_(evaluator), scope_(scope), step_(step) {}

  void Visit(NodeId id) {
    if (!seen_.insert(id).second) {
      return;
    }
    const plan::Node& node = evaluator_.plan()[id];
    if ((evaluator_.ground().masks[id] & kMoving) == 0) {
      VisitFixed(id, node);
      return;
    }
    only_rows_ = only_rows_ && node.op != Op::kWindow && node.op != Op::kMoment && !Nests(node);
    only_cells_ = only_cells_ && node.op != Op::kAggregate;  // over members: of other scopes
    if (node.rollup) {
      AddRows(*node.rollup);
    }
    if (node.op == Op::kGiven) {
      AddChanges(node);
    }
    plan::ForEachArg(evaluator_.plan(), node, [&](auto child) {
      if constexpr (std::is_same_v<decltype(child), NodeId>) {
        Visit(child);
      }
    });
  }

  std::vector<std::int64_t>& instants() { return instants_; }
  std::vector<const std::vector<std::int64_t>*>& kept() { return kept_; }
  bool only_rows() const { return only_rows_; }
  std::vector<const PlacedRows*> cells() const {
    return only_cells_ ? cells_ : std::vector<const PlacedRows*>();
  }

 private:
  // Windows within windows, or members that come and go.
  bool Nests(const plan::Node& node) const {
    if (node.op != Op::kAggregate || node.source != plan::Source::kMembers) {
      return node.op == Op::kAggregate;
    }
    const auto key = evaluator_.ground().keys.Find(node.name);
    return key && evaluator_.plan().keys[*key].during.has_value();
  }

  // Whatever stays the same still has ends, if it is spans that something moving is laid over.
  void VisitFixed(NodeId id, const plan::Node& node) {
    const Mask mask = evaluator_.ground().masks[id];
    if (node.type.kind != plan::Type::Kind::kSpans || (mask & (kOnAnyRow | kOnAnyRun)) != 0) {
      return;
    }
    const Spans spans = evaluator_.EvalSpans(id, scope_);
    for (const SpanSet* set : {&spans.must, &spans.upper()}) {
      for (const Run& run : set->runs()) {
        instants_.push_back(run.from);
        instants_.push_back(run.to);
      }
    }
  }

  void AddRows(plan::RollupId id) {
    const auto* cells = step_ ? evaluator_.rollups().CellsForBins(id, scope_, *step_) : nullptr;
    if (cells != nullptr) {
      kept_.push_back(&cells->places);
      cells_.push_back(cells);
      only_cells_ = only_cells_ && cells->summed;  // else bins with as many rows may differ
      return;
    }
    only_cells_ = false;
    if (const auto* places = evaluator_.rollups().SortedPlaces(id, scope_)) {
      kept_.push_back(places);
      return;
    }
    std::optional<std::vector<std::int64_t>> places = evaluator_.rollups().Places(id, scope_);
    if (!places || NeedsInstants(id)) {
      only_rows_ = false;
      AddEveryInstant(id);
    }
    if (places) {
      instants_.insert(instants_.end(), places->begin(), places->end());
    }
  }

  // A fact that is read where the window or moment stands.
  void AddChanges(const plan::Node& node) {
    const auto place = evaluator_.ground().givens.Find(node.name);
    const plan::Given& given = evaluator_.plan().givens[*place];
    std::vector<Label> members;
    for (std::size_t i = 0; i < given.keys.size() && i < node.args.size(); ++i) {
      const bool fixed = (evaluator_.ground().masks[node.args[i]] & kFleeting) == 0;
      const Value member = fixed ? evaluator_.Eval(node.args[i], scope_) : Undefined{};
      const auto* label = std::get_if<Label>(&member);
      members.push_back(label == nullptr ? Label{} : *label);
    }
    const std::vector<std::int64_t> changes =
        ChangesOf(evaluator_, given, members, evaluator_.universe());
    instants_.insert(instants_.end(), changes.begin(), changes.end());
  }

  // Rows whose where or body looks at the moment or window.
  bool NeedsInstants(plan::RollupId id) const {
    bool moves = false;
    const plan::Rollup& rollup = evaluator_.plan()[id];
    for (const std::optional<NodeId>& part : {rollup.where, rollup.body}) {
      moves = moves || (part && (evaluator_.ground().masks[*part] & kMoving) != 0);
    }
    return moves;
  }

  void AddEveryInstant(plan::RollupId id) {
    const auto input = evaluator_.ground().inputs.Find(evaluator_.plan()[id].input);
    InputRows& rows = evaluator_.RowsOf(*input);
    const auto columns = static_cast<int>(rows.input().columns.size());
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
      for (int column = 0; column < columns; ++column) {
        const Value value = rows.Read(row, column);
        if (const auto* instant = std::get_if<Instant>(&value)) {
          instants_.push_back(instant->ns);
        }
      }
      if (rows.UntilOf(row) != 0) {
        instants_.push_back(rows.UntilOf(row));
      }
    }
  }

  Evaluator& evaluator_;
  const Scope& scope_;
  std::optional<std::int64_t> step_;  // of bins
  std::set<NodeId> seen_;
  std::vector<std::int64_t> instants_;
  std::vector<const std::vector<std::int64_t>*> kept_;
  std::vector<const PlacedRows*> cells_;
  bool only_rows_ = true;
  bool only_cells_ = true;
};

}  // namespace

std::vector<std::int64_t> BreakpointsOf(
    Evaluator& evaluator, const std::vector<NodeId>& roots, const Scope& scope
) {
  MovingPart part(evaluator, scope);
  for (const NodeId root : roots) {
    part.Visit(root);
  }
  for (const std::vector<std::int64_t>* places : part.kept()) {
    part.instants().insert(part.instants().end(), places->begin(), places->end());
  }
  SortUnique(part.instants());
  return std::move(part.instants());
}

std::optional<RowInstants> OnlyRowsMatter(
    Evaluator& evaluator, const std::vector<NodeId>& roots, const Scope& scope, std::int64_t step
) {
  MovingPart part(evaluator, scope, step);
  for (const NodeId root : roots) {
    part.Visit(root);
  }
  if (!part.only_rows()) {
    return std::nullopt;
  }
  SortUnique(part.instants());
  return RowInstants{
      .own = std::move(part.instants()), .kept = std::move(part.kept()), .cells = part.cells()};
}

}  // namespace slate::evaluate
