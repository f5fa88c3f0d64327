// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "compiler/check/declarations.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"

namespace slate::check {

namespace {

// What stood before the first period, of an objective or of a settlement.
class OpeningReader {
 public:
  OpeningReader(
      Context& context, ExpressionChecker& expressions, const Sited<ast::Opening>& opening
  )
      : c_(context), expressions_(expressions), opening_(opening) {}

  void Read() {
    const std::string& name = opening_->path.names[0].text;
    plan::Opening added{.objective = name, .field = {}};
    const auto objective = c_.objectives.find(name);
    const auto settle = c_.settles.find(name);
    std::optional<Type> type;
    const std::vector<std::string>* keys = nullptr;
    if (objective != c_.objectives.end()) {
      keys = &c_.plan.objectives[objective->second.index].keys;
      type = OfObjective(objective->second, added.field);
    } else if (settle != c_.settles.end() && opening_->path.names.size() == 1) {
      keys = &c_.plan.settles[settle->second].keys;
      type = expressions_.TypeOfStage(c_.plan.settles[settle->second]);
      added.field = "amount";
    } else {
      c_.sink.Report(
          diag::kUnknownName,
          opening_->path.span,
          fmt::format("no objective and no settlement `{}`", name)
      );
    }
    if (type) {
      Values(*type, *keys, added);
      c_.plan.openings.push_back(std::move(added));
    }
  }

 private:
  std::optional<Type> OfObjective(ObjectiveEntry& objective, std::string& field) {
    field = opening_->path.names.size() == 2 ? opening_->path.names[1].text : "value";
    if (objective.lets.contains(field)) {
      const Type type = expressions_.CheckLet(objective, field).type;
      field = "let:" + field;
      return types::Required(type);
    }
    if (IsVerdict(field)) {
      return types::Bool();
    }
    if (field == "value" || field == "target") {
      return types::Required(expressions_.CheckMeasure(objective).type);
    }
    if (field == "credit" || field == "bonus") {
      const Checked& amount = field == "credit" ? expressions_.CheckCredit(objective)
                                                : expressions_.CheckBonus(objective);
      return amount.is_value() ? types::Required(amount.type)
                               : types::Quantity({{c_.plan.currency, 1}});
    }
    c_.sink
        .Report(
            diag::kUnknownField,
            opening_->path.names[1].span,
            fmt::format("no `{}` that an objective had before", field)
        )
        .help = "`value`, `credit`, `bonus`, a verdict or a `let` of the objective";
    return std::nullopt;
  }

  void Values(const Type& type, const std::vector<std::string>& keys, plan::Opening& added) {
    const Scope scope = AgreementScope(c_, *opening_.module);
    for (std::size_t i = 0; i < opening_->index.size() && i < keys.size(); ++i) {
      added.keys.push_back(expressions_.CheckMember(opening_->index[i], scope, keys[i]));
    }
    if (opening_->value) {
      added.steps.push_back(
          {.value = expressions_.CheckAs(*opening_->value, scope, type, "`opening`").node}
      );
    }
    if (opening_->timeline) {
      added.steps = CheckTimeline(expressions_, *opening_->timeline, scope, type, "`opening`");
    }
  }

  Context& c_;
  ExpressionChecker& expressions_;
  const Sited<ast::Opening>& opening_;
};

}  // namespace

void CheckOpenings(Context& context, ExpressionChecker& expressions) {
  for (const auto& opening : context.agreement.openings) {
    OpeningReader(context, expressions, opening).Read();
  }
}

}  // namespace slate::check
