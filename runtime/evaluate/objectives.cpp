// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/objectives.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/additive.h"
#include "runtime/evaluate/arithmetic.h"
#include "runtime/evaluate/members.h"
#include "runtime/evaluate/ops.h"
#include "runtime/evaluate/past_figures.h"
#include "runtime/evaluate/rights.h"

namespace slate::evaluate {

namespace {

constexpr std::string_view kLetPrefix = "let:";

std::optional<Verdict> VerdictNamed(std::string_view name) {
  for (const Verdict verdict :
       {Verdict::kMet, Verdict::kMissed, Verdict::kPending, Verdict::kUndecided, Verdict::kVoid}) {
    if (VerdictName(verdict) == name) {
      return verdict;
    }
  }
  return std::nullopt;
}

Verdict FromTruth(Truth met) {
  switch (met) {
    case Truth::kTrue: return Verdict::kMet;
    case Truth::kFalse: return Verdict::kMissed;
    case Truth::kPending: return Verdict::kPending;
    case Truth::kUndecided: return Verdict::kUndecided;
  }
  return Verdict::kUndecided;
}

// Whether a verdict is the one asked for: `met` of a pending objective is pending itself.
Truth Is(Verdict verdict, Verdict asked) {
  if (asked == Verdict::kMet || asked == Verdict::kMissed) {
    if (verdict == Verdict::kPending) {
      return Truth::kPending;
    }
    if (verdict == Verdict::kUndecided) {
      return Truth::kUndecided;
    }
  }
  return ToTruth(verdict == asked);
}

bool Owes(const Value& amount) {
  const std::optional<Interval> interval = AsInterval(amount);
  return interval && interval->hi.sign() > 0;
}

}  // namespace

std::string_view VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNone: return "none";
    case Verdict::kMet: return "met";
    case Verdict::kMissed: return "missed";
    case Verdict::kPending: return "pending";
    case Verdict::kUndecided: return "undecided";
    case Verdict::kVoid: return "void";
  }
  return "none";
}

PeriodId Objectives::OwnPeriod(std::size_t objective, PeriodId period) const {
  Periods& periods = evaluator_.periods();
  return periods.On(periods.TrackOf(evaluator_.plan().objectives[objective].period), period);
}

Codes Objectives::OwnMembers(std::size_t objective, const Codes& members) const {
  Codes own = evaluator_.PeriodScope(kNoPeriod).members;
  for (const std::string& name : evaluator_.plan().objectives[objective].keys) {
    if (const std::optional<std::size_t> key = evaluator_.ground().keys.Find(name)) {
      own[*key] = members[*key];
    }
  }
  return own;
}

bool Objectives::Exists(std::size_t objective, const Codes& members) {
  return evaluator_.members().IsOfObjective(objective, members);
}

Value Objectives::Field(
    std::size_t objective, const Codes& members, PeriodId period, const std::string& field
) {
  const Instance instance{
      .objective = objective,
      .members = OwnMembers(objective, members),
      .period = OwnPeriod(objective, period)};
  if (instance.period != kNoPeriod && evaluator_.periods()[instance.period].opening) {
    return Opening(instance, field);
  }
  return Keep(instance, field);
}

Verdict Objectives::VerdictOf(std::size_t objective, const Codes& members, PeriodId period) {
  return VerdictOf(
      {.objective = objective,
       .members = OwnMembers(objective, members),
       .period = OwnPeriod(objective, period)}
  );
}

PeriodId Objectives::Before(std::size_t objective, const Codes& members, PeriodId period) {
  const Codes own = OwnMembers(objective, members);
  const PeriodId here = OwnPeriod(objective, period);
  PeriodId before = here == kNoPeriod ? kNoPeriod : evaluator_.periods()[here].before;
  while (before != kNoPeriod && !Counts({objective, own, before})) {
    before = evaluator_.periods()[before].before;
  }
  return before;
}

Objectives& Objectives::InVersion(const Instance& instance) {
  return evaluator_.InVersion(instance.period, instance.members).objectives();
}

bool Objectives::Counts(const Instance& instance) {
  if (!IsRecorded(instance)) {
    return evaluator_.Counts(instance.period, instance.members);
  }
  return Recorded(instance, "counted") == Value(Truth::kTrue);
}

bool Objectives::IsRecorded(const Instance& instance) const {
  return instance.period != kNoPeriod && evaluator_.periods()[instance.period].recorded;
}

// What was not recorded was not there.
Value Objectives::Recorded(const Instance& instance, const std::string& field) {
  if (const std::optional<Verdict> asked = VerdictNamed(field)) {
    return Is(RecordedVerdict(instance), *asked);
  }
  const std::optional<Value> value =
      evaluator_.past().Field(instance.objective, instance.members, instance.period, field);
  if (value) {
    return *value;
  }
  const bool amount = field == "credit" || field == "bonus";
  return amount ? Value(Rational(0)) : Value(Undefined{});
}

Verdict Objectives::RecordedVerdict(const Instance& instance) {
  const std::optional<Value> name =
      evaluator_.past().Field(instance.objective, instance.members, instance.period, "verdict");
  const auto* label = name ? std::get_if<Label>(&*name) : nullptr;
  return label == nullptr
             ? Verdict::kVoid
             : VerdictNamed(evaluator_.labels().TextOf(*label)).value_or(Verdict::kNone);
}

std::vector<PeriodId> Objectives::PiecesOf(
    std::size_t objective, const Codes& members, PeriodId period
) {
  return PiecesOf(
      {.objective = objective,
       .members = OwnMembers(objective, members),
       .period = OwnPeriod(objective, period)}
  );
}

Scope Objectives::ScopeOf(const Instance& instance) const {
  return {.period = instance.period, .members = instance.members};
}

std::size_t Objectives::Hash::operator()(const Instance& instance) const {
  constexpr std::size_t kOdd = 0x9E37'79B9'7F4A'7C15U;
  std::size_t hash = instance.objective * kOdd + static_cast<std::size_t>(instance.period);
  for (const std::int32_t member : instance.members) {
    hash = (hash ^ static_cast<std::size_t>(member)) * kOdd;
    hash ^= hash >> 32U;
  }
  return hash;
}

Value Objectives::Keep(const Instance& instance, const std::string& field) {
  if (IsRecorded(instance)) {
    return Recorded(instance, field);
  }
  if (Objectives& there = InVersion(instance); &there != this) {
    return there.Keep(instance, field);
  }
  if (instance.objective >= evaluator_.plan().objectives.size()) {
    return VerdictNamed(field) ? Value(Truth::kFalse) : Undefined{};
  }
  FieldKey key{instance, field};
  if (const auto found = fields_.find(key); found != fields_.end() && !evaluator_.supposes()) {
    return found->second;
  }
  if (!in_work_.insert(key).second) {
    const std::string& name = evaluator_.plan().objectives[instance.objective].name;
    evaluator_.problems().Report(kCircular, fmt::format("`{}.{}` needs itself", name, field));
    return Unknown{};
  }
  Value value = Compute(instance, field);
  in_work_.erase(key);
  if (evaluator_.supposes()) {
    return value;
  }
  return fields_.emplace(std::move(key), std::move(value)).first->second;
}

Value Objectives::Compute(const Instance& instance, const std::string& field) {
  if (std::optional<Value> supposed = Supposed(instance, field)) {
    return std::move(*supposed);
  }
  if (const std::optional<Verdict> asked = VerdictNamed(field)) {
    return Is(VerdictOf(instance), *asked);
  }
  const std::vector<PeriodId>& pieces = PiecesOf(instance);
  if (pieces.size() > 1) {
    return OverPieces(instance, pieces, field);
  }
  if (field == "value") {
    return Measured(instance);
  }
  if (field == "target") {
    return Target(instance);
  }
  if (field == "credit") {
    return Credit(instance);
  }
  if (field == "bonus") {
    return Bonus(instance);
  }
  Check(field.starts_with(kLetPrefix), "a field of an objective that there is not");
  return Let(instance, field.substr(kLetPrefix.size()));
}

std::optional<Value> Objectives::Supposed(const Instance& instance, const std::string& field) {
  const plan::Objective& objective = evaluator_.plan().objectives[instance.objective];
  if (instance.period == kNoPeriod) {
    return std::nullopt;
  }
  std::vector<Label> members;
  for (const std::string& name : objective.keys) {
    const std::optional<std::size_t> key = evaluator_.ground().keys.Find(name);
    members.push_back(Label{key ? instance.members[*key] : -1});
  }
  const std::int64_t at = evaluator_.periods()[instance.period].whole.from;
  const std::string fact = WrittenName(evaluator_.writer(), instance.objective) + "." + field;
  for (const std::vector<FactStep>* steps : evaluator_.supposed().About(fact, members)) {
    // Of several statements about one period, the first goes before a general one.
    for (const FactStep& step : *steps) {
      if (step.from <= at && at < step.to) {
        const auto* value = std::get_if<Value>(&step.value);
        return value != nullptr
                   ? *value
                   : evaluator_.root().Eval(std::get<plan::NodeId>(step.value), ScopeOf(instance));
      }
    }
  }
  return std::nullopt;
}

std::optional<Verdict> Objectives::SupposedVerdict(const Instance& instance) {
  if (const std::optional<Value> name = Supposed(instance, "verdict")) {
    const auto* label = std::get_if<Label>(&*name);
    return label != nullptr ? VerdictNamed(evaluator_.labels().TextOf(*label)) : std::nullopt;
  }
  // Credit is owed only where a promise was missed.
  const plan::Objective& objective = evaluator_.plan().objectives[instance.objective];
  const bool promises = objective.target.has_value() && !Supposed(instance, "value");
  if (const std::optional<Value> credit = Supposed(instance, "credit"); promises && credit) {
    return Owes(*credit) ? Verdict::kMissed : Verdict::kMet;
  }
  return std::nullopt;
}

Verdict Objectives::VerdictOf(const Instance& instance) {
  if (IsRecorded(instance)) {
    return RecordedVerdict(instance);
  }
  if (Objectives& there = InVersion(instance); &there != this) {
    return there.VerdictOf(instance);
  }
  if (instance.objective >= evaluator_.plan().objectives.size()) {
    return Verdict::kVoid;
  }
  if (evaluator_.supposes()) {
    return Judge(instance);
  }
  if (const auto found = verdicts_.find(instance); found != verdicts_.end()) {
    return found->second;
  }
  const Verdict verdict = Judge(instance);
  verdicts_.emplace(instance, verdict);
  return verdict;
}

Verdict Objectives::Judge(const Instance& instance) {
  const plan::Objective& objective = evaluator_.plan().objectives[instance.objective];
  if (instance.period == kNoPeriod) {
    return Verdict::kVoid;
  }
  if (const std::optional<Verdict> supposed = SupposedVerdict(instance)) {
    return *supposed;
  }
  if (!Exists(instance.objective, instance.members) ||
      !evaluator_.Counts(instance.period, instance.members)) {
    return Verdict::kVoid;
  }
  const Truth applies = evaluator_.EvalTruth(objective.only_when, ScopeOf(instance));
  if (applies == Truth::kFalse) {
    return Verdict::kVoid;
  }
  const std::vector<PeriodId>& pieces = PiecesOf(instance);
  if (pieces.size() < 2) {
    const Verdict verdict = JudgeValue(instance);
    const bool open = !IsKnown(applies) && verdict != Verdict::kVoid;
    return open ? FromTruth(applies) : verdict;
  }
  // Missed if any piece is, met if all that have a verdict are.
  Truth met = Truth::kTrue;
  bool judged = false;
  for (const PeriodId piece : pieces) {
    Instance part = instance;
    part.period = piece;
    const Verdict verdict = VerdictOf(part);
    if (verdict != Verdict::kVoid && verdict != Verdict::kNone) {
      judged = true;
      met = And(met, Is(verdict, Verdict::kMet));
    }
  }
  return judged ? FromTruth(met) : Verdict::kVoid;
}

Verdict Objectives::JudgeValue(const Instance& instance) {
  const plan::Objective& objective = evaluator_.plan().objectives[instance.objective];
  if (!objective.measure && !Supposed(instance, "value")) {
    return Verdict::kNone;
  }
  const Value value = Keep(instance, "value");
  if (IsUndefined(value)) {
    return Verdict::kVoid;
  }
  if (!objective.target) {
    return Verdict::kNone;
  }
  return FromTruth(CompareValues(value, *objective.target_compare, Keep(instance, "target")));
}

Value Objectives::Measured(const Instance& instance) {
  const plan::Objective& objective = evaluator_.plan().objectives[instance.objective];
  const bool there = instance.period != kNoPeriod && objective.measure &&
                     Exists(instance.objective, instance.members) &&
                     evaluator_.Counts(instance.period, instance.members);
  if (!there) {
    return Undefined{};
  }
  const Scope scope = ScopeOf(instance);
  const Truth applies = evaluator_.EvalTruth(objective.only_when, scope);
  if (applies == Truth::kFalse) {
    return Undefined{};
  }
  return evaluator_.Eval(*objective.measure, scope);
}

// `extrapolate`: an absolute allowance shrinks with the part of the period that is in force.
Value Objectives::Target(const Instance& instance) {
  const plan::Objective& objective = evaluator_.plan().objectives[instance.objective];
  if (!objective.target || instance.period == kNoPeriod) {
    return Undefined{};
  }
  Value target = evaluator_.Eval(*objective.target, ScopeOf(instance));
  const bool extrapolates = evaluator_.plan().partial == plan::PartialRule::kExtrapolate;
  if (!extrapolates || !objective.measure) {
    return target;
  }
  if (!IsAdditive(evaluator_.plan(), objective, *objective.measure)) {
    return target;
  }
  const Rational in_force = evaluator_.InForce(ScopeOf(instance)).Length();
  const Rational whole = SpanSet::Of(evaluator_.periods()[instance.period].whole).Length();
  return Multiply(target, in_force / whole);
}

// Owed when missed; where that is open, anything from nothing to what would be owed.
Value Objectives::Credit(const Instance& instance) {
  const plan::Objective& objective = evaluator_.plan().objectives[instance.objective];
  const Value nothing = Rational(0);
  const Verdict verdict = VerdictOf(instance);
  const bool promises = objective.target.has_value();
  const bool owed = verdict == Verdict::kMissed || (!promises && verdict == Verdict::kNone);
  const bool open = verdict == Verdict::kPending || verdict == Verdict::kUndecided;
  if (!objective.credit || (!owed && !open)) {
    return nothing;
  }
  Value credit = evaluator_.Eval(*objective.credit, ScopeOf(instance));
  if (!open) {
    if (IsUndefined(credit)) {
      evaluator_.problems().Report(
          kNoValue,
          fmt::format("the credit of `{}` has no value", objective.name),
          evaluator_.plan()[*objective.credit].origin
      );
    }
    return credit;
  }
  if (IsUndefined(credit)) {
    return nothing;
  }
  if (auto* interval = std::get_if<Interval>(&credit)) {
    interval->maybe_none = false;
  }
  const Truth why = verdict == Verdict::kPending ? Truth::kPending : Truth::kUndecided;
  return Hull(nothing, credit, why);
}

Value Objectives::Bonus(const Instance& instance) {
  const plan::Objective& objective = evaluator_.plan().objectives[instance.objective];
  const Value nothing = Rational(0);
  if (!objective.bonus || VerdictOf(instance) == Verdict::kVoid) {
    return nothing;
  }
  const Scope scope = ScopeOf(instance);
  const Truth earned = evaluator_.EvalTruth(objective.bonus_when, scope);
  if (earned == Truth::kFalse) {
    return nothing;
  }
  Value bonus = evaluator_.Eval(*objective.bonus, scope);
  return IsKnown(earned) ? bonus : Hull(nothing, bonus, earned);
}

Value Objectives::Let(const Instance& instance, const std::string& name) {
  const plan::Objective& objective = evaluator_.plan().objectives[instance.objective];
  for (const plan::Objective::Let& let : objective.lets) {
    if (let.name == name) {
      return instance.period == kNoPeriod ? Value(Undefined{})
                                          : evaluator_.Eval(let.value, ScopeOf(instance));
    }
  }
  return Undefined{};  // another version has it
}

// Before the first period only what the text says of it is known.
Value Objectives::Opening(const Instance& instance, const std::string& field) {
  Evaluator& root = evaluator_.root();
  const std::int64_t at = root.periods()[instance.period].whole.from;
  const std::int32_t day = root.zone().DayOf(at).days;
  const Scope scope = ScopeOf(instance);
  for (const plan::Opening& opening : root.plan().openings) {
    const bool named = opening.objective == WrittenName(root, instance.objective) &&
                       (opening.field == field || "let:" + opening.field == field);
    bool speaks = named;
    for (std::size_t i = 0; speaks && i < opening.keys.size(); ++i) {
      const plan::Objective& objective = root.plan().objectives[instance.objective];
      const std::optional<std::size_t> key = root.ground().keys.Find(objective.keys[i]);
      const Value member = root.Eval(opening.keys[i], scope);
      speaks = key && member == Value(Label{instance.members[*key]});
    }
    for (const plan::TimelineStep& step : opening.steps) {
      const bool covers =
          (!step.from_day || *step.from_day <= day) && (!step.to_day || day < *step.to_day);
      if (speaks && covers) {
        return root.Eval(step.value, scope);
      }
    }
  }
  return VerdictNamed(field) ? Value(Truth::kFalse) : Undefined{};
}

// Its name in one version of the text.
const std::string& Objectives::WrittenName(Evaluator& version, std::size_t objective) const {
  const auto& there = version.plan().objectives;
  return objective < there.size() ? there[objective].name
                                  : evaluator_.plan().objectives[objective].name;
}

std::optional<Codes> MembersNamed(
    Evaluator& evaluator,
    const std::vector<std::string>& keys,
    const std::vector<plan::NodeId>& args,
    const Scope& scope
) {
  Codes members = evaluator.PeriodScope(kNoPeriod).members;
  for (std::size_t i = 0; i < keys.size() && i < args.size(); ++i) {
    const Value value = evaluator.Eval(args[i], scope);
    const std::optional<std::size_t> key = evaluator.ground().keys.Find(keys[i]);
    const auto* label = std::get_if<Label>(&value);
    if (!key || label == nullptr) {
      return std::nullopt;
    }
    members[*key] = label->code;
  }
  return members;
}

namespace ops {

namespace {

std::size_t ObjectiveOf(const Evaluator& evaluator, const plan::Node& node) {
  const std::optional<std::size_t> objective = evaluator.ground().objectives.Find(node.name);
  Check(objective.has_value(), "a result of an objective that the plan does not declare");
  return *objective;
}

Value ResultOfRight(
    Evaluator& evaluator, std::size_t right, const plan::Node& node, const Scope& scope
) {
  const plan::Right& declared = evaluator.plan().rights[right];
  const std::optional<Codes> members = MembersNamed(evaluator, declared.keys, node.args, scope);
  if (!members) {
    return Truth::kPending;
  }
  const PeriodId period = evaluator.periods().On(0, scope.period);
  const RightResult result = evaluator.rights().At(right, *members, period);
  if (node.field == "granted") {
    return result.granted;
  }
  const RightState asked = node.field == "exercised" ? RightState::kExercised
                           : node.field == "lapsed"  ? RightState::kLapsed
                                                     : RightState::kStanding;
  return ToTruth(result.state == asked);
}

}  // namespace

Value Result(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  if (const std::optional<std::size_t> right = evaluator.ground().rights.Find(node.name);
      right && !evaluator.ground().objectives.Find(node.name)) {
    return ResultOfRight(evaluator, *right, node, scope);
  }
  const std::size_t objective = ObjectiveOf(evaluator, node);
  const std::optional<Codes> members =
      MembersNamed(evaluator, evaluator.plan().objectives[objective].keys, node.args, scope);
  if (!members) {
    return Undefined{};
  }
  return evaluator.objectives().Field(objective, *members, scope.period, node.field);
}

Value Previous(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const plan::Node& result = evaluator.plan()[node.args[0]];
  Check(result.op == plan::Op::kResult, "`previous` of something that is not a result");
  const std::size_t objective = ObjectiveOf(evaluator, result);
  const std::optional<Codes> members =
      MembersNamed(evaluator, evaluator.plan().objectives[objective].keys, result.args, scope);
  if (!members) {
    return Undefined{};
  }
  const PeriodId before = evaluator.objectives().Before(objective, *members, scope.period);
  return before == kNoPeriod
             ? Value(Undefined{})
             : evaluator.objectives().Field(objective, *members, before, result.field);
}

}  // namespace ops

}  // namespace slate::evaluate
