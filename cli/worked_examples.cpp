// SPDX-License-Identifier: Apache-2.0
#include "cli/worked_examples.h"

#include <algorithm>
#include <set>
#include <string>
#include <type_traits>

#include "runtime/evaluate/examples.h"
#include "runtime/plan/walk.h"

namespace slate::cli {

namespace {

using emit::docs::WorkedAmount;
using emit::docs::WorkedExample;
using emit::docs::WorkedFigure;
using emit::docs::WorkedPeriod;
using emit::docs::WorkedRun;

std::optional<exact::Rational> NumberOf(const evaluate::Figure& figure) {
  const auto* number = std::get_if<exact::Rational>(&figure.value);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

WorkedFigure FigureOf(const evaluate::ObjectiveResult& result) {
  const bool judged = result.verdict != evaluate::Verdict::kNone;
  return {
      .objective = result.objective,
      .members = result.members,
      .verdict = judged ? std::string(evaluate::VerdictName(result.verdict)) : std::string(),
      .value = NumberOf(result.value),
      .target = NumberOf(result.target),
      .credit = NumberOf(result.credit),
      .bonus = NumberOf(result.bonus),
  };
}

// What an example says nothing of is no figure of it: the objectives that need other inputs.
class Mentioned {
 public:
  Mentioned(const plan::Plan& plan, const plan::Example& example) : plan_(plan) {
    for (const plan::ExampleData& data : example.data) {
      inputs_.insert(data.input);
    }
    for (const plan::Fact& fact : example.supposes) {
      supposed_.insert(fact.name);
    }
  }

  bool Has(const std::string& name) const {
    for (const plan::Objective& objective : plan_.objectives) {
      if (objective.name == name) {
        return supposed_.contains(name) || Needs(objective);
      }
    }
    return false;
  }
  bool HasAll() const {
    return std::all_of(
        plan_.objectives.begin(),
        plan_.objectives.end(),
        [&](const plan::Objective& objective) { return Has(objective.name); }
    );
  }

 private:
  bool Needs(const plan::Objective& objective) const {
    std::vector<plan::NodeId> roots;
    for (const auto& root : {objective.measure, objective.target, objective.credit}) {
      if (root) {
        roots.push_back(*root);
      }
    }
    bool all = true;
    std::set<plan::NodeId> seen;
    while (!roots.empty()) {
      const plan::NodeId id = roots.back();
      roots.pop_back();
      if (!seen.insert(id).second) {
        continue;
      }
      const plan::Node& node = plan_[id];
      all = all && (node.input.empty() || inputs_.contains(node.input));
      all = all && (!node.rollup || inputs_.contains(plan_[*node.rollup].input));
      plan::ForEachArg(plan_, node, [&](auto child) {
        if constexpr (std::is_same_v<decltype(child), plan::NodeId>) {
          roots.push_back(child);
        }
      });
    }
    return all;
  }

  const plan::Plan& plan_;
  std::set<std::string> inputs_;
  std::set<std::string> supposed_;
};

// The day from which a version holds; the first one has none.
std::optional<std::int32_t> StartOf(const resolve::EffectiveAgreement& version) {
  return version.amendment ? std::optional((*version.amendment)->from_day) : std::nullopt;
}
std::optional<std::int32_t> StartOf(const plan::Plan* plan) {
  return plan != nullptr && plan->amendment ? std::optional(plan->amendment->from_day)
                                            : std::nullopt;
}

WorkedPeriod PeriodOf(
    const evaluate::PeriodResult& result,
    const Mentioned& mentioned,
    const std::optional<std::int32_t>& version
) {
  WorkedPeriod period{.label = result.label};
  for (const evaluate::ObjectiveResult& figure : result.objectives) {
    if (figure.counted && StartOf(figure.plan) == version && mentioned.Has(figure.objective)) {
      period.figures.push_back(FigureOf(figure));
    }
  }
  if (mentioned.HasAll()) {
    for (const evaluate::StageResult& stage : result.stages) {
      period.amounts.push_back(
          {.stage = stage.stage,
           .members = stage.members,
           .period = stage.window.empty() ? result.label : stage.window,
           .amount = stage.amount,
           .type = stage.type}
      );
    }
  }
  return period;
}

const plan::Plan& PlanOf(const plan::Plan& plan, const resolve::EffectiveAgreement& version) {
  for (const plan::Plan& later : plan.amended) {
    if (StartOf(&later) == StartOf(version)) {
      return later;
    }
  }
  return plan;
}

bool IsSettledUnder(
    const resolve::EffectiveAgreement& version, const evaluate::PeriodResult& period
) {
  return std::any_of(
      period.objectives.begin(),
      period.objectives.end(),
      [&](const evaluate::ObjectiveResult& result) {
        return StartOf(result.plan) == StartOf(version);
      }
  );
}

}  // namespace

std::vector<WorkedExample> WorkExamples(
    const resolve::EffectiveAgreement& version,
    const plan::Plan& plan,
    const evaluate::Options& options
) {
  std::vector<WorkedExample> worked;
  for (const plan::Example& example : plan.examples) {
    const auto& texts = version.module->file.examples;
    const auto text = std::find_if(texts.begin(), texts.end(), [&](const ast::Example& one) {
      return one.title == example.title && one.of.text == plan.name;
    });
    if (text == texts.end()) {
      continue;
    }
    WorkedExample result{.example = &*text, .module = version.module};
    const Mentioned mentioned(PlanOf(plan, version), example);
    bool any = false;
    for (const evaluate::Outcome& outcome : evaluate::SettleExample(plan, example, options)) {
      WorkedRun run;
      for (const evaluate::PeriodResult& period : outcome.periods) {
        if (IsSettledUnder(version, period)) {
          run.periods.push_back(PeriodOf(period, mentioned, StartOf(version)));
        }
      }
      run.of_several = outcome.periods.size() > 1;
      any = any || !run.periods.empty();
      result.runs.push_back(std::move(run));
    }
    if (any || plan.amended.empty()) {
      worked.push_back(std::move(result));
    }
  }
  return worked;
}

}  // namespace slate::cli
