// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/examples.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/build_outcome.h"
#include "runtime/evaluate/evaluator.h"
#include "runtime/evaluate/example_data.h"
#include "runtime/evaluate/ground.h"
#include "runtime/evaluate/objectives.h"
#include "runtime/evaluate/words.h"

namespace slate::evaluate {

namespace {

using plan::NodeId;
using plan::Op;

std::optional<Run> HullOf(const Value& value) {
  const auto* spans = std::get_if<Spans>(&value);
  if (spans == nullptr || spans->must.empty()) {
    return std::nullopt;
  }
  return Run{spans->must.runs().front().from, spans->must.runs().back().to};
}

// The version of an agreement in whose words an example speaks; 0 is the first.
const Ground& SpeakingGround(const Ground& root, std::size_t version) {
  return version == 0 ? root : *root.later[version - 1];
}

// One run of an example, with the values of its variables.
class ExampleRun {
 public:
  ExampleRun(
      const Ground& root,
      std::size_t version,
      const plan::Example& example,
      std::vector<Value> parameters,
      ExampleReport& report
  )
      : ground_(SpeakingGround(root, version)),
        example_(example),
        parameters_(std::move(parameters)),
        report_(report),
        root_(root, SettingOf()),
        evaluator_(version == 0 ? root_ : *root_.later()[version - 1]) {
    root_.WriteFactsIn(evaluator_);
  }

  void Check() {
    StateFacts();
    const data::Dataset dataset =
        BuildExampleData(evaluator_, example_, evaluator_.periods().hull());
    root_.StartData(dataset);
    for (const plan::Expectation& expectation : example_.expectations) {
      CheckClaim(expectation);
    }
    for (const Problem& problem : evaluator_.problems().items()) {
      const auto& known = report_.problems;
      if (std::find(known.begin(), known.end(), problem) == known.end()) {
        report_.problems.push_back(problem);
      }
    }
  }

  Outcome Settle() {
    StateFacts();
    const data::Dataset dataset =
        BuildExampleData(evaluator_, example_, evaluator_.periods().hull());
    root_.StartData(dataset);
    return BuildOutcome(evaluator_);
  }

 private:
  void StateFacts() {
    StartPeriods();
    for (const plan::Fact& fact : example_.givens) {
      StateGiven(fact);
    }
    for (const plan::Fact& fact : example_.supposes) {
      Suppose(fact);
    }
  }

  Setting SettingOf() const {
    Setting setting{.parameters = parameters_, .only_mentioned = true};
    if (example_.now) {
      Evaluator bare(ground_, {.parameters = parameters_});
      const Value now = bare.Eval(*example_.now, bare.PeriodScope(kNoPeriod));
      const auto* instant = std::get_if<Instant>(&now);
      setting.as_of = instant == nullptr ? std::nullopt : std::optional(instant->ns);
    }
    return setting;
  }

  void StartPeriods() {
    std::int32_t first = ground_.plan.term_first;
    std::optional<std::int32_t> last = ground_.plan.term_last;
    if (example_.term) {
      first = example_.term->first;
      last = example_.term->second;
    }
    const Run term = TermOf(evaluator_.zone(), first, last);
    std::vector<Run> wanted{{term.from, term.from + 1}};
    if (example_.periods) {
      Evaluator bare(ground_, {.parameters = parameters_});
      wanted.clear();
      const Value periods = bare.Eval(*example_.periods, bare.PeriodScope(kNoPeriod));
      if (const std::optional<Run> run = HullOf(periods)) {
        wanted.push_back(*run);
      }
    }
    root_.StartPeriods(term, first, wanted);
  }

  std::vector<Label> KeysOf(const plan::Fact& fact) {
    std::vector<Label> keys;
    for (const NodeId id : fact.keys) {
      const Value key = evaluator_.Eval(id, evaluator_.PeriodScope(kNoPeriod));
      const auto* label = std::get_if<Label>(&key);
      keys.push_back(label == nullptr ? Label{} : *label);
    }
    return keys;
  }

  std::vector<FactStep> StepsOf(const plan::Fact& fact) const {
    std::vector<FactStep> steps;
    if (fact.value) {
      steps.push_back({.value = *fact.value});
    }
    const auto instant_of = [&](std::optional<std::int32_t> day, std::int64_t none) {
      return day ? ground_.zone.StartOfDay({*day}) : none;
    };
    for (const plan::TimelineStep& step : fact.timeline) {
      steps.push_back(
          {.from = instant_of(step.from_day, spans::kBeginning),
           .to = instant_of(step.to_day, spans::kForever),
           .value = step.value}
      );
    }
    return steps;
  }

  void StateGiven(const plan::Fact& fact) {
    evaluator_.facts().State(fact.name, KeysOf(fact), StepsOf(fact));
  }

  // A text sets the verdict, anything else the field that is named: the value if none is.
  void Suppose(const plan::Fact& fact) {
    const std::vector<Label> keys = KeysOf(fact);
    evaluator_.supposed().State(fact.name, keys, {});
    for (const FactStep& step : StepsOf(fact)) {
      const plan::Node& node = ground_.plan[std::get<NodeId>(step.value)];
      const bool is_verdict = node.type.kind == plan::Type::Kind::kText;
      const bool bare = fact.field.empty() || fact.field == "value";
      const std::string field = bare ? (is_verdict ? "verdict" : "value") : fact.field;
      evaluator_.supposed().State(fact.name + "." + field, keys, {step});
    }
  }

  std::optional<PeriodId> PeriodOf(const plan::Expectation& expectation) {
    const std::vector<PeriodId>& settled = evaluator_.periods().settled();
    if (settled.empty()) {
      return std::nullopt;
    }
    if (!expectation.in) {
      return settled.back();
    }
    const Scope scope = evaluator_.PeriodScope(settled.back());
    const std::optional<Run> run = HullOf(evaluator_.Eval(*expectation.in, scope));
    const auto first_that = [&](auto holds) -> std::optional<PeriodId> {
      for (const PeriodId period : settled) {
        if (run && holds(evaluator_.periods()[period].whole)) {
          return period;
        }
      }
      return std::nullopt;
    };
    if (auto same = first_that([&](const Run& whole) { return whole == *run; })) {
      return same;
    }
    // A longer window is spoken of in the period in which it ends.
    if (auto ends = first_that([&](const Run& whole) { return whole.to == run->to; })) {
      return ends;
    }
    return first_that([&](const Run& whole) {
      return whole.from <= run->from && run->to <= whole.to;
    });
  }

  void CheckClaim(const plan::Expectation& expectation) {
    ++report_.claims;
    const std::optional<PeriodId> period = PeriodOf(expectation);
    if (!period) {
      evaluator_.problems().Report(
          kNoSuchPeriod,
          fmt::format("`{}` speaks of a period that the example does not settle", expectation.text),
          ground_.plan[expectation.claim].origin
      );
      return;
    }
    const Scope scope = evaluator_.PeriodScope(*period);
    const Truth holds = evaluator_.EvalTruth(expectation.claim, scope);
    report_.outcomes.push_back(Explain(expectation, *period, scope, holds));
    if (holds != Truth::kTrue) {
      report_.failures.push_back(report_.outcomes.back());
    }
  }

  ClaimOutcome Explain(
      const plan::Expectation& expectation, PeriodId period, const Scope& scope, Truth holds
  ) {
    const plan::Node& claim = ground_.plan[expectation.claim];
    ClaimOutcome outcome{
        .text = expectation.text,
        .period = evaluator_.periods()[period].label,
        .tuple = TupleInWords(),
        .verdict = InWords(holds, claim.type, evaluator_.labels(), evaluator_.zone()),
        .origin = claim.origin,
    };
    const plan::Node& inner = claim.op == Op::kNot ? ground_.plan[claim.args[0]] : claim;
    if (inner.op == Op::kCompare || inner.op == Op::kMeets) {
      outcome.got = SideInWords(inner.args[0], inner.args[1], scope);
      outcome.expected = SideInWords(inner.args[1], inner.args[0], scope);
    } else if (inner.op == Op::kResult) {
      outcome.got = ResultInWords(inner, scope, holds);
    }
    return outcome;
  }

  // A plain number beside a share is read as a share.
  std::string SideInWords(NodeId side, NodeId other, const Scope& scope) {
    plan::Type type = ground_.plan[side].type;
    if (type.range == plan::Type::Range::kAny && type.unit.empty()) {
      type.range = ground_.plan[other].type.range;
    }
    return InWords(evaluator_.Eval(side, scope), type, evaluator_.labels(), evaluator_.zone());
  }

  // Of a verdict: what it is, and if it is not the expected one, of which value. A claim that holds
  // does not ask for data that its example leaves out.
  std::optional<std::string> ResultInWords(
      const plan::Node& node, const Scope& scope, Truth holds
  ) {
    const std::optional<std::size_t> place = ground_.objectives.Find(node.name);
    if (!place) {
      return std::nullopt;
    }
    const plan::Objective& objective = ground_.plan.objectives[*place];
    Codes members = scope.members;
    for (std::size_t i = 0; i < node.args.size() && i < objective.keys.size(); ++i) {
      const Value member = evaluator_.Eval(node.args[i], scope);
      const auto* label = std::get_if<Label>(&member);
      members[*ground_.keys.Find(objective.keys[i])] = label == nullptr ? -1 : label->code;
    }
    const Verdict verdict = evaluator_.objectives().VerdictOf(*place, members, scope.period);
    std::string text = std::string(VerdictName(verdict));
    if (objective.measure && verdict != Verdict::kVoid && holds != Truth::kTrue) {
      const Value value = evaluator_.objectives().Field(*place, members, scope.period, "value");
      const plan::Type& type = ground_.plan[*objective.measure].type;
      text += ", value " + InWords(value, type, evaluator_.labels(), evaluator_.zone());
    }
    return text;
  }

  std::vector<std::pair<std::string, std::string>> TupleInWords() {
    std::vector<std::pair<std::string, std::string>> result;
    for (std::size_t i = 0; i < parameters_.size() && i < example_.try_names.size(); ++i) {
      // Every node that reads the variable knows its type.
      plan::Type type;
      for (const plan::Node& node : ground_.plan.nodes) {
        if (node.op == Op::kParam && node.index == static_cast<std::int64_t>(i)) {
          type = node.type;
        }
      }
      result.emplace_back(
          example_.try_names[i], InWords(parameters_[i], type, evaluator_.labels(), ground_.zone)
      );
    }
    return result;
  }

  const Ground& ground_;  // of that version
  const plan::Example& example_;
  std::vector<Value> parameters_;
  ExampleReport& report_;
  Evaluator root_;
  Evaluator& evaluator_;  // of the version in whose words the example speaks
};

// 0 for the agreement itself, else the place of a later version that has the example.
std::size_t VersionOf(const plan::Plan& plan, const plan::Example& example) {
  for (std::size_t i = 0; i < plan.amended.size(); ++i) {
    for (const plan::Example& known : plan.amended[i].examples) {
      if (&known == &example) {
        return i + 1;
      }
    }
  }
  return 0;
}

// The values of the variables for each run; one run without variables if there is no `try`.
std::vector<std::vector<Value>> TuplesOf(const Ground& ground, const plan::Example& example) {
  std::vector<std::vector<Value>> tuples;
  for (const std::vector<NodeId>& tuple : example.tuples) {
    Evaluator bare(ground, {});
    std::vector<Value>& values = tuples.emplace_back();
    for (const NodeId id : tuple) {
      values.push_back(bare.Eval(id, bare.PeriodScope(kNoPeriod)));
    }
  }
  if (tuples.empty()) {
    tuples.emplace_back();
  }
  return tuples;
}

}  // namespace

ExampleReport RunExample(
    const plan::Plan& plan, const plan::Example& example, const Options& options
) {
  ExampleReport report{.title = example.title};
  const Result<std::unique_ptr<Ground>> ground = Ground::Prepare(plan, options);
  if (!ground) {
    report.problems.push_back({.kind = &kZoneUnknown, .message = ground.error().message});
    return report;
  }
  const std::size_t version = VersionOf(plan, example);
  for (std::vector<Value>& parameters : TuplesOf(SpeakingGround(**ground, version), example)) {
    ExampleRun(**ground, version, example, std::move(parameters), report).Check();
    ++report.runs;
  }
  return report;
}

std::vector<Outcome> SettleExample(
    const plan::Plan& plan, const plan::Example& example, const Options& options
) {
  std::vector<Outcome> outcomes;
  const Result<std::unique_ptr<Ground>> ground = Ground::Prepare(plan, options);
  if (!ground) {
    return outcomes;
  }
  ExampleReport report{.title = example.title};
  const std::size_t version = VersionOf(plan, example);
  for (std::vector<Value>& parameters : TuplesOf(SpeakingGround(**ground, version), example)) {
    outcomes.push_back(
        ExampleRun(**ground, version, example, std::move(parameters), report).Settle()
    );
  }
  return outcomes;
}

}  // namespace slate::evaluate
