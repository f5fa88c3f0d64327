// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/analysis/function.h"
#include "compiler/check/expression.h"
#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"
#include "runtime/plan/formula.h"

namespace slate::lint::rules {

namespace {

// One argument of a metric as a number to try.
struct Trial {
  std::vector<Rational> arguments;
  std::string words;
};

// A metric read by itself: its parameters are nodes.
class Formula {
 public:
  Formula(const resolve::Program& program, const resolve::Module& module, const ast::Metric& metric)
      : metric_(metric),
        context_{
            .agreement = nothing_,
            .program = program,
            .plan = plan_,
            .builder = check::Builder(plan_),
            .sink = unheard_},
        expressions_(context_) {
    check::Scope scope{.module = &module};
    scope.open.push_back("metric " + metric.name.Text());
    for (const ast::Parameter& parameter : metric.parameters) {
      AddParameter(parameter, scope);
    }
    const check::Checked value = expressions_.Check(metric.value, scope);
    const check::Checked best = expressions_.Check(*metric.best, scope);
    sound_ = sound_ && value.is_number() && best.is_number();
    value_ = value.node;
    best_ = best.node;
    type_ = value.type;
    type_.range = metric.result.factors.front().name.text == "share" ? plan::Type::Range::kShare
                                                                     : type_.range;
  }

  bool is_sound() const { return sound_; }
  const std::vector<plan::Type>& types() const { return types_; }
  std::optional<Rational> Best() const { return analysis::ConstantOf(plan_, best_, {}); }
  std::optional<Rational> At(const Trial& trial) const {
    analysis::World world;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      world.numbers[parameters_[i]] = trial.arguments[i];
    }
    return analysis::ConstantOf(plan_, value_, world);
  }
  std::string Show(const Rational& value) const {
    return type_.range == plan::Type::Range::kShare ? ShowPercent(value) : plan::Show(value, type_);
  }

 private:
  void AddParameter(const ast::Parameter& parameter, check::Scope& scope) {
    const auto type = expressions_.ResolveType(parameter.type);
    sound_ = sound_ && type && type->kind == plan::Type::Kind::kNumber;
    if (!sound_) {
      return;
    }
    check::Checked argument{.form = check::Checked::Form::kValue, .type = *type};
    argument.node = context_.builder.Add(
        {.op = plan::Op::kParam,
         .type = *type,
         .index = static_cast<std::int64_t>(parameters_.size())}
    );
    argument.nonzero = true;
    scope.locals[parameter.name.text] = argument;
    parameters_.push_back(argument.node);
    types_.push_back(*type);
  }

  const ast::Metric& metric_;
  plan::Plan plan_{.name = {}, .currency = "XXX"};
  diag::Sink unheard_;
  const resolve::EffectiveAgreement nothing_{};
  check::Context context_;
  check::ExpressionChecker expressions_;
  bool sound_ = true;
  plan::NodeId value_{};
  plan::NodeId best_{};
  plan::Type type_;
  std::vector<plan::NodeId> parameters_;
  std::vector<plan::Type> types_;
};

// Perfect arguments: nothing bad, everything good; what is neither is a whole, or 0.
Rational Perfect(const ast::Parameter& parameter, const plan::Type& type, bool whole) {
  constexpr std::int64_t kHour = 3'600'000'000'000;
  if (parameter.direction == ast::Direction::kBad ||
      (parameter.direction == ast::Direction::kNone && !whole)) {
    return 0;
  }
  if (type.range == plan::Type::Range::kShare) {
    return 1;
  }
  return type.unit == plan::Unit{{"time", 1}} ? Rational(720) * kHour : Rational(720);
}

// All ways to take the unmarked parameters as the whole or as nothing, the whole first.
std::vector<Trial> TrialsOf(const ast::Metric& metric, const Formula& formula) {
  const std::size_t count = metric.parameters.size();
  std::vector<Trial> trials;
  for (std::uint32_t zeros = 0; zeros < 1U << std::min<std::size_t>(count, 6); ++zeros) {
    Trial trial;
    bool repeated = false;
    for (std::size_t i = 0; i < count; ++i) {
      const bool zero = (zeros >> i & 1U) != 0;
      const ast::Parameter& parameter = metric.parameters[i];
      repeated = repeated || (zero && parameter.direction != ast::Direction::kNone);
      trial.arguments.push_back(Perfect(parameter, formula.types()[i], !zero));
      trial.words += fmt::format(
          "{}{} = {}",
          i == 0 ? "" : ", ",
          parameter.name.text,
          plan::Show(trial.arguments.back(), formula.types()[i])
      );
    }
    if (!repeated) {
      trials.push_back(std::move(trial));
    }
  }
  return trials;
}

void Look(const Text& text, const ast::Metric& metric) {
  const bool marked =
      std::any_of(metric.parameters.begin(), metric.parameters.end(), [](const auto& p) {
        return p.direction != ast::Direction::kNone;
      });
  if (!metric.best || !marked) {
    return;
  }
  const Formula formula(text.program, text.module, metric);
  const auto best = formula.is_sound() ? formula.Best() : std::nullopt;
  if (!best) {
    return;
  }
  std::optional<std::pair<std::string, Rational>> other;
  for (const Trial& trial : TrialsOf(metric, formula)) {
    const auto value = formula.At(trial);
    if (value && *value == *best) {
      return;
    }
    if (value && !other) {
      other = {trial.words, *value};
    }
  }
  if (!other) {
    return;
  }
  auto& problem = text.sink.Report(
      diag::kMetricNotBest,
      text.module.file[metric.value].span,
      fmt::format(
          "with {} this is {}, not {}",
          other->first,
          formula.Show(other->second),
          formula.Show(*best)
      )
  );
  problem.secondary.push_back({text.module.file[*metric.best].span, "the best value, as stated"});
  problem.help = "check the formula for a misplaced factor or parenthesis";
}

void Run(const Text& text) {
  for (const ast::Metric& metric : text.module.file.metrics) {
    Look(text, metric);
  }
}

}  // namespace

const Rule kMetricNotBest{
    .kind = &diag::kMetricNotBest,
    .bad_example =
        "metric uptime(errors: number bad, hours: number) -> number? best 100 = (100 - errors) / "
        "hours * 100",
    .good_example =
        "metric uptime(errors: number bad, hours: number) -> number? best 100 = 100 - errors / "
        "hours * 100",
    .run_on_text = Run,
};

}  // namespace slate::lint::rules
