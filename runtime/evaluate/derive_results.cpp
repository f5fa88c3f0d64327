// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/derive.h"
#include "runtime/evaluate/members.h"
#include "runtime/evaluate/objectives.h"
#include "runtime/evaluate/rollup.h"
#include "runtime/plan/formula.h"
#include "runtime/plan/names.h"

// Derivations of what has a name in the agreement, and the rows at the end of all of them.
namespace slate::evaluate {

namespace {

using plan::Aggregate;
using plan::NodeId;

constexpr std::size_t kTermsTold = 12;

std::optional<NodeId> FormulaOfField(const plan::Objective& objective, const std::string& field) {
  if (field == "value") {
    return objective.measure;
  }
  if (field == "target") {
    return objective.target;
  }
  if (field == "credit") {
    return objective.credit;
  }
  if (field == "bonus") {
    return objective.bonus;
  }
  for (const plan::Objective::Let& let : objective.lets) {
    if (field == "let:" + let.name) {
      return let.value;
    }
  }
  return std::nullopt;
}

Rational Magnitude(const Value& value) {
  const std::optional<Interval> interval = AsInterval(value);
  return interval ? exact::Max(interval->lo.Abs(), interval->hi.Abs()) : Rational(0);
}

// How much a row tells of the figure; more comes first, of equals the earlier row.
class Telling {
 public:
  Telling(const plan::Node& node, const plan::Plan& plan, const Value& total, bool mostly_true)
      : spans_(node.op != plan::Op::kRollup),
        aggregate_(node.rollup ? plan[*node.rollup].aggregate : Aggregate::kCount),
        total_(total),
        mostly_true_(mostly_true) {}

  bool operator()(const RowBehind& a, const RowBehind& b) const {
    const Rational left = Weight(a);
    const Rational right = Weight(b);
    return left != right ? left > right : a.part.from < b.part.from;
  }

 private:
  Rational Weight(const RowBehind& row) const {
    if (spans_) {
      return Rational(row.part.to) - Rational(row.part.from);
    }
    switch (aggregate_) {
      case Aggregate::kShare:
      case Aggregate::kAll: {
        const Truth truth = AsTruth(row.body);
        return IsKnown(truth) ? Rational((truth == Truth::kTrue) != mostly_true_ ? 2 : 0)
                              : Rational(1);
      }
      case Aggregate::kAny: return AsTruth(row.body) == Truth::kTrue ? 1 : 0;
      case Aggregate::kSum:
      case Aggregate::kMean:
      case Aggregate::kMax: return Magnitude(row.body);
      case Aggregate::kMin: return -Magnitude(row.body);
      case Aggregate::kPercentile: return -(Magnitude(row.body) - Magnitude(total_)).Abs();
      case Aggregate::kCount:
      case Aggregate::kDistinct: return 0;
    }
    return 0;
  }

  bool spans_;
  Aggregate aggregate_;
  const Value& total_;
  bool mostly_true_;
};

}  // namespace

RowUse Deriver::Describe(const RowBehind& behind, InputRows& rows) const {
  RowUse use{.part = behind.part, .certain = behind.where == Truth::kTrue};
  const data::Table* table = rows.table();
  if (table != nullptr && behind.row < table->origins.size()) {
    const data::RowOrigin& origin = table->origins[behind.row];
    use.line = origin.line;
    use.file = origin.file < table->files.size() ? table->files[origin.file] : std::string();
  }
  for (std::size_t i = 0; i < rows.input().columns.size(); ++i) {
    const plan::Column& column = rows.input().columns[i];
    Value value = rows.Read(behind.row, static_cast<int>(i));
    if (!IsUndefined(value)) {
      use.cells.emplace_back(column.name, Figure{.type = column.type, .value = std::move(value)});
    }
  }
  return use;
}

void Deriver::AddRows(
    const plan::Node& node, const Scope& scope, const SpanSet& within, Derivation& result
) {
  Rollups& rollups = evaluator_.rollups();
  std::vector<RowBehind> all = rollups.RowsBehind(node, scope, within);
  const auto holds =
      static_cast<std::uint64_t>(std::count_if(all.begin(), all.end(), [](const RowBehind& row) {
        return AsTruth(row.body) == Truth::kTrue;
      }));
  result.row_count += all.size();
  result.rows_true += holds;
  const std::size_t told = std::min(all.size(), kRowsTold);
  std::partial_sort(
      all.begin(),
      all.begin() + static_cast<std::ptrdiff_t>(told),
      all.end(),
      Telling(node, evaluator_.plan(), result.figure.value, 2 * holds > all.size())
  );
  InputRows& rows = rollups.RowsOf(*node.rollup);
  for (std::size_t i = 0; i < told && result.rows.size() < kRowsTold; ++i) {
    result.rows.push_back(Describe(all[i], rows));
  }
}

std::string Deriver::NameOfField(
    std::size_t objective, const Codes& members, const std::string& field
) const {
  const plan::Objective& declared = evaluator_.plan().objectives[objective];
  std::vector<std::string> labels;
  for (const std::string& name : declared.keys) {
    const std::optional<std::size_t> key = evaluator_.ground().keys.Find(name);
    labels.push_back(
        key && members[*key] >= 0 ? evaluator_.labels().TextOf(Label{members[*key]}) : "?"
    );
  }
  std::string name = declared.name;
  name += labels.empty() ? "" : fmt::format("[{}]", fmt::join(labels, ", "));
  name += "." + (field.starts_with("let:") ? field.substr(4) : field);
  return name;
}

Held HeldAgainst(
    Evaluator& evaluator, std::size_t objective, const Codes& members, PeriodId period
) {
  const plan::Objective& declared = evaluator.plan().objectives[objective];
  return {
      .target =
          {.type = declared.target ? evaluator.plan()[*declared.target].type : plan::Type(),
           .value = evaluator.objectives().Field(objective, members, period, "target")},
      .compare = declared.target_compare};
}

Derivation Deriver::OfField(
    std::size_t objective, const Codes& members, PeriodId period, const std::string& field
) {
  Objectives& objectives = evaluator_.objectives();
  const PeriodId own = objectives.OwnPeriod(objective, period);
  Evaluator& version = evaluator_.InVersion(own, objectives.OwnMembers(objective, members));
  const bool declares = objective < version.plan().objectives.size();
  if (&version != &evaluator_ && declares) {
    return Deriver(version).OfField(objective, members, period, field);
  }
  const plan::Objective& declared = evaluator_.plan().objectives[objective];
  Derivation result{
      .name = NameOfField(objective, members, field),
      .period = own == kNoPeriod ? std::string() : evaluator_.periods()[own].label,
      .plan = &evaluator_.plan()};
  result.node = FormulaOfField(declared, field);
  result.figure.value = objectives.Field(objective, members, period, field);
  if (result.node) {
    const plan::Node& node = evaluator_.plan()[*result.node];
    result.figure.type = node.type;
    result.origin = node.origin;
  } else {
    result.figure.type = {.kind = plan::Type::Kind::kBool};
  }
  if (declared.target && own != kNoPeriod && (field == "value" || field == "target")) {
    result.held = HeldAgainst(evaluator_, objective, members, own);
  }
  if (own == kNoPeriod || evaluator_.periods()[own].opening) {
    result.notes.push_back({.kind = Note::Kind::kOpening});
    return result;
  }
  if (evaluator_.periods()[own].recorded) {
    result.notes.push_back({.kind = Note::Kind::kRecorded});
    return result;
  }
  if (!declares) {
    return result;
  }
  if (!result.node) {
    AddVerdict(objective, members, own, result);
    return result;
  }
  if (field == "credit" || field == "bonus") {
    const Verdict verdict = objectives.VerdictOf(objective, members, own);
    result.notes.push_back({.kind = Note::Kind::kVerdict, .verdict = verdict});
    if (verdict == Verdict::kMet || verdict == Verdict::kVoid) {
      AddVerdict(objective, members, own, result);
      return result;
    }
  }
  const std::vector<PeriodId> pieces = objectives.PiecesOf(objective, members, own);
  if (pieces.size() > 1) {
    for (const PeriodId piece : pieces) {
      Derivation part = OfNode(
          *result.node, {.period = piece, .members = objectives.OwnMembers(objective, members)}
      );
      part.name = evaluator_.periods()[piece].label;
      result.because.push_back(std::move(part));
    }
    return result;
  }
  const Scope scope{.period = own, .members = objectives.OwnMembers(objective, members)};
  Derivation formula = OfNode(*result.node, scope);
  std::move(formula.notes.begin(), formula.notes.end(), std::back_inserter(result.notes));
  result.because = std::move(formula.because);
  result.rows = std::move(formula.rows);
  result.row_count = formula.row_count;
  result.rows_true = formula.rows_true;
  result.explained_above = formula.explained_above;
  return result;
}

void Deriver::AddVerdict(
    std::size_t objective, const Codes& members, PeriodId period, Derivation& result
) {
  const plan::Objective& declared = evaluator_.plan().objectives[objective];
  const Scope scope{
      .period = period, .members = evaluator_.objectives().OwnMembers(objective, members)};
  if (declared.only_when) {
    AddChild(*declared.only_when, scope, nullptr, result);
  }
  if (declared.measure) {
    result.because.push_back(OfField(objective, members, period, "value"));
  }
  if (declared.target) {
    result.because.push_back(OfField(objective, members, period, "target"));
  }
}

// The amounts of the entry's terms, what is owed first.
void Deriver::AddTerms(
    const plan::Settle& settle,
    const StageResult& stage,
    std::span<const PeriodId> periods,
    Derivation& result
) {
  std::vector<Label> line;
  for (const std::string& member : stage.members) {
    line.push_back(evaluator_.labels().Intern(member));
  }
  const auto belongs = [&](const Codes& members) {
    for (std::size_t i = 0; i < settle.keys.size() && i < line.size(); ++i) {
      const std::optional<std::size_t> key = evaluator_.ground().keys.Find(settle.keys[i]);
      if (key && members[*key] >= 0 && members[*key] != line[i].code) {
        return false;
      }
    }
    return true;
  };
  struct Owed {
    std::size_t objective;
    Codes members;
    PeriodId period;
    std::string field;
    Rational amount;
  };
  std::vector<Owed> all;
  for (const plan::Settle::Part& part : settle.parts) {
    for (const plan::Settle::Part::Term& term : part.of) {
      const std::optional<std::size_t> objective =
          evaluator_.ground().objectives.Find(term.objective);
      Check(objective.has_value(), "a settlement of an objective that the plan does not declare");
      for (const Codes& members : evaluator_.members().OfObjective(*objective)) {
        for (const PeriodId period : periods) {
          if (belongs(members)) {
            const Value value =
                evaluator_.objectives().Field(*objective, members, period, term.field);
            all.push_back({*objective, members, period, term.field, Magnitude(value)});
          }
        }
      }
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Owed& a, const Owed& b) {
    return a.amount > b.amount;
  });
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i >= kTermsTold || (all[i].amount.is_zero() && i > 0)) {
      result.left_out = all.size() - i;
      return;
    }
    result.because.push_back(OfField(all[i].objective, all[i].members, all[i].period, all[i].field)
    );
  }
}

Derivation Deriver::OfStage(const StageResult& stage, std::span<const PeriodId> periods) {
  std::string members;
  members = stage.members.empty() ? "" : fmt::format("[{}]", fmt::join(stage.members, ", "));
  Derivation result{
      .name = stage.stage + members,
      .period = stage.window,
      .figure = {.type = stage.type, .value = stage.amount}};
  for (const plan::Settle& settle : evaluator_.plan().settles) {
    if (settle.name != stage.stage) {
      continue;
    }
    Derivation gross{.name = "gross", .figure = {.type = stage.type, .value = stage.gross}};
    gross.notes.push_back(
        {.kind = Note::Kind::kCombined, .text = std::string(plan::NameOf(settle.combine))}
    );
    AddTerms(settle, stage, periods, gross);
    result.because.push_back(std::move(gross));
    for (std::size_t i = 0; i < stage.steps.size() && i < settle.steps.size(); ++i) {
      Derivation step{
          .name = std::string(plan::NameOf(stage.steps[i].kind)),
          .origin = settle.steps[i].origin,
          .figure = {.type = stage.type, .value = stage.steps[i].after}};
      if (settle.steps[i].amount && stage.steps[i].limit) {
        step.plan = &evaluator_.plan();
        step.node = settle.steps[i].amount;
      }
      result.because.push_back(std::move(step));
    }
  }
  return result;
}

}  // namespace slate::evaluate
