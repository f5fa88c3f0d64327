// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/given_ops.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/arithmetic.h"
#include "runtime/evaluate/ops.h"

namespace slate::evaluate {

namespace {

using plan::Reading;

std::int64_t StartOf(
    const Evaluator& evaluator, std::optional<std::int32_t> day, std::int64_t none
) {
  return day ? evaluator.zone().StartOfDay({*day}) : none;
}

// The statement in force at an instant: of those that cover it the one that began last.
const FactStep* InForceAt(const std::vector<FactStep>& steps, std::int64_t at) {
  const FactStep* found = nullptr;
  for (const FactStep& step : steps) {
    const bool covers = step.from <= at && at < step.to;
    if (covers && (found == nullptr || step.from >= found->from)) {
      found = &step;
    }
  }
  return found;
}

std::vector<FactStep> TextSteps(const Evaluator& evaluator, const plan::Given& given) {
  std::vector<FactStep> steps;
  if (given.value) {
    steps.push_back({.value = *given.value});
  }
  for (const plan::TimelineStep& step : given.timeline) {
    steps.push_back(
        {.from = StartOf(evaluator, step.from_day, spans::kBeginning),
         .to = StartOf(evaluator, step.to_day, spans::kForever),
         .value = step.value}
    );
  }
  return steps;
}

// What was supplied, under the name that the fact has or had.
std::vector<const std::vector<FactStep>*> StatementsAbout(
    Evaluator& evaluator, const plan::Given& given, const std::vector<Label>& members
) {
  std::vector<const std::vector<FactStep>*> found = evaluator.facts().About(given.name, members);
  if (found.empty() && !given.formerly.empty()) {
    found = evaluator.facts().About(given.formerly, members);
  }
  return found;
}

std::string NameOf(
    Evaluator& evaluator, const std::string& name, const std::vector<Label>& members
) {
  std::string text = name;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::string label = members[i].code < 0 ? "?" : evaluator.labels().TextOf(members[i]);
    text += (i == 0 ? "[" : ", ") + label;
  }
  return members.empty() ? text : text + "]";
}

Scope ScopeOfGiven(
    Evaluator& evaluator,
    const plan::Given& given,
    const std::vector<Label>& members,
    const Scope& scope
) {
  Scope inner = evaluator.PeriodScope(scope.period);
  for (std::size_t i = 0; i < given.keys.size() && i < members.size(); ++i) {
    const std::optional<std::size_t> key = evaluator.ground().keys.Find(given.keys[i]);
    Check(key.has_value(), "a given is by a key that the plan does not declare");
    inner.members[*key] = members[i].code;
  }
  return inner;
}

// g read at each of its stretches of the run.
template <typename F>
void ForEachStretch(
    Evaluator& evaluator,
    const plan::Given& given,
    const std::vector<Label>& members,
    const Scope& scope,
    const Run& run,
    F&& f
) {
  std::vector<std::int64_t> ends = ChangesOf(evaluator, given, members, run);
  ends.push_back(run.to);
  std::int64_t from = run.from;
  for (const std::int64_t end : ends) {
    f(Run{from, end}, GivenAt(evaluator, given, members, from, scope));
    from = end;
  }
}

Value Extreme(
    Evaluator& evaluator,
    const plan::Given& given,
    const std::vector<Label>& members,
    const Scope& scope,
    bool highest
) {
  Value result = Undefined{};
  for (const Run& run : evaluator.InForce(scope).runs()) {
    ForEachStretch(evaluator, given, members, scope, run, [&](const Run&, const Value& value) {
      if (IsUndefined(result)) {
        result = value;
      } else {
        result = highest ? Larger(result, value) : Smaller(result, value);
      }
    });
  }
  return result;
}

Value ProratedByTime(
    Evaluator& evaluator,
    const plan::Given& given,
    const std::vector<Label>& members,
    const Scope& scope
) {
  const Rational whole = SpanSet::Of(evaluator.periods()[scope.period].whole).Length();
  Value total = Rational(0);
  for (const Run& run : evaluator.InForce(scope).runs()) {
    ForEachStretch(evaluator, given, members, scope, run, [&](const Run& part, const Value& value) {
      total = Add(total, Multiply(value, Rational(part.to - part.from) / whole));
    });
  }
  return total;
}

// Each local day that begins in U counts with what holds when it begins.
Value ProratedByDay(
    Evaluator& evaluator,
    const plan::Given& given,
    const std::vector<Label>& members,
    const Scope& scope,
    const Rational& days_of
) {
  const Run whole = evaluator.periods()[scope.period].whole;
  const calendar::TimeZone& zone = evaluator.zone();
  const std::int64_t days = zone.DayOf(whole.to - 1).days - zone.DayOf(whole.from).days + 1;
  const Rational divisor = days_of.is_zero() ? Rational(days) : days_of;
  Value total = Rational(0);
  for (const Run& run : evaluator.InForce(scope).runs()) {
    ForEachStretch(evaluator, given, members, scope, run, [&](const Run& part, const Value& value) {
      // Days that begin in the stretch; the first one may begin earlier.
      const std::int32_t first = zone.DayOf(part.from - 1).days + 1;
      const std::int32_t after = zone.DayOf(part.to - 1).days + 1;
      total = Add(total, Multiply(value, Rational(std::int64_t{after} - first) / divisor));
    });
  }
  return total;
}

Value ReadAt(
    Evaluator& evaluator,
    const plan::Given& given,
    const std::vector<Label>& members,
    const Scope& scope,
    bool end
) {
  const bool inside = scope.period != kNoPeriod && !evaluator.InForce(scope).empty();
  if (!inside) {
    return GivenAt(evaluator, given, members, evaluator.universe().from, scope);
  }
  const SpanSet& in_force = evaluator.InForce(scope);
  const std::int64_t at = end ? in_force.runs().back().to - 1 : in_force.runs().front().from;
  return GivenAt(evaluator, given, members, at, scope);
}

}  // namespace

Value GivenAt(
    Evaluator& evaluator,
    const plan::Given& given,
    const std::vector<Label>& members,
    std::int64_t at,
    const Scope& scope
) {
  const auto value_of = [&](const FactStep& step, Evaluator& writer) {
    if (const auto* value = std::get_if<Value>(&step.value)) {
      return *value;
    }
    return writer.Eval(
        std::get<plan::NodeId>(step.value), ScopeOfGiven(evaluator, given, members, scope)
    );
  };
  for (const std::vector<FactStep>* steps : StatementsAbout(evaluator, given, members)) {
    if (const FactStep* step = InForceAt(*steps, at)) {
      return value_of(*step, evaluator.writer());
    }
  }
  const std::vector<FactStep> text = TextSteps(evaluator, given);
  if (const FactStep* step = InForceAt(text, at)) {
    return value_of(*step, evaluator);
  }
  if (given.type.optional) {
    return Undefined{};
  }
  evaluator.problems().Report(
      kMissingGiven, fmt::format("`{}` is not given", NameOf(evaluator, given.name, members))
  );
  return Unknown{};
}

std::vector<std::int64_t> ChangesOf(
    Evaluator& evaluator, const plan::Given& given, const std::vector<Label>& members, Run run
) {
  std::set<std::int64_t> changes;
  const auto add = [&](const std::vector<FactStep>& steps) {
    for (const FactStep& step : steps) {
      for (const std::int64_t t : {step.from, step.to}) {
        if (run.from < t && t < run.to) {
          changes.insert(t);
        }
      }
    }
  };
  add(TextSteps(evaluator, given));
  for (const std::vector<FactStep>* steps : StatementsAbout(evaluator, given, members)) {
    add(*steps);
  }
  return {changes.begin(), changes.end()};
}

namespace ops {

Value Given(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const std::optional<std::size_t> place = evaluator.ground().givens.Find(node.name);
  Check(place.has_value(), "a given that the plan does not declare");
  const plan::Given& given = evaluator.plan().givens[*place];
  std::vector<Label> members;
  for (std::size_t i = 0; i < given.keys.size() && i < node.args.size(); ++i) {
    const Value member = evaluator.Eval(node.args[i], scope);
    if (!IsDecided(member)) {
      return Unknown{WhyOpen(member)};
    }
    const auto* label = std::get_if<Label>(&member);
    members.push_back(label == nullptr ? Label{} : *label);
  }
  switch (node.reading) {
    case Reading::kAt: {
      const Value at = evaluator.Eval(node.args.back(), scope);
      const auto* instant = std::get_if<Instant>(&at);
      return instant == nullptr ? Value(Undefined{})
                                : GivenAt(evaluator, given, members, instant->ns, scope);
    }
    case Reading::kPlain:
    case Reading::kSplit:
    case Reading::kAtStart: return ReadAt(evaluator, given, members, scope, false);
    case Reading::kAtEnd: return ReadAt(evaluator, given, members, scope, true);
    case Reading::kHighest: return Extreme(evaluator, given, members, scope, true);
    case Reading::kLowest: return Extreme(evaluator, given, members, scope, false);
    case Reading::kProratedByDay:
      return ProratedByDay(evaluator, given, members, scope, node.reading_of);
    case Reading::kProratedByTime: return ProratedByTime(evaluator, given, members, scope);
  }
  Unreachable("a given has no reading");
}

namespace {

// Attested spans come as rows of a table of the fact's name, one column for each key.
Spans AttestedRows(
    Evaluator& evaluator,
    const data::Table& table,
    const plan::Attested& fact,
    const std::vector<Label>& members
) {
  const auto column_named = [&](const std::string& name) -> const data::Column* {
    for (const data::Column& column : table.columns) {
      if (column.name == name) {
        return &column;
      }
    }
    return nullptr;
  };
  const data::Column* from = column_named("from");
  const data::Column* to = column_named("to");
  std::vector<Run> runs;
  for (std::size_t row = 0; row < table.row_count; ++row) {
    bool concerns = from != nullptr && to != nullptr;
    for (std::size_t i = 0; concerns && i < members.size(); ++i) {
      const data::Column* key = column_named(fact.keys[i]);
      const bool valid = key != nullptr && (key->valid.empty() || key->valid[row] != 0);
      concerns = !valid || evaluator.labels().Intern(
                               key->dictionary[static_cast<std::size_t>(key->values[row])]
                           ) == members[i];
    }
    if (concerns) {
      const bool ended = to->valid.empty() || to->valid[row] != 0;
      runs.push_back({from->values[row], ended ? to->values[row] : evaluator.as_of()});
    }
  }
  return {.must = SpanSet::FromRuns(std::move(runs))};
}

}  // namespace

Value Attested(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const std::optional<std::size_t> place = evaluator.ground().attested.Find(node.name);
  Check(place.has_value(), "an attested fact that the plan does not declare");
  const plan::Attested& fact = evaluator.plan().attested[*place];
  std::vector<Label> members;
  for (const plan::NodeId arg : node.args) {
    const Value member = evaluator.Eval(arg, scope);
    const auto* label = std::get_if<Label>(&member);
    members.push_back(label == nullptr ? Label{} : *label);
  }
  for (const std::vector<FactStep>* steps : evaluator.facts().About(fact.name, members)) {
    if (const FactStep* step = InForceAt(*steps, evaluator.as_of() - 1)) {
      const auto* value = std::get_if<Value>(&step->value);
      return value != nullptr ? *value
                              : evaluator.writer().Eval(std::get<plan::NodeId>(step->value), scope);
    }
  }
  const bool is_spans = fact.type.kind == plan::Type::Kind::kSpans;
  const data::Table* table = is_spans ? evaluator.TableNamed(fact.name) : nullptr;
  if (table != nullptr) {
    return AttestedRows(evaluator, *table, fact, members);
  }
  return is_spans ? Value(AnySpans()) : Truth::kPending;
}

}  // namespace ops

}  // namespace slate::evaluate
