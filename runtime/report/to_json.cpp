// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/to_json.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "runtime/plan/hash.h"
#include "runtime/plan/names.h"
#include "runtime/report/figure_to_json.h"

namespace slate::report {

namespace {

using exact::Rational;
using Json = OrderedJson;

constexpr int kSettlementVersion = 1;
constexpr int kIndent = 1;

// Members that have nothing to say are left out.
void AddInstant(const char* name, const std::optional<std::int64_t>& instant, Json& json) {
  if (instant) {
    json[name] = InstantToJson(*instant);
  }
}

void AddNumber(const char* name, const std::optional<Rational>& number, Json& json) {
  if (number) {
    json[name] = number->ToString();
  }
}

class Writer {
 public:
  explicit Writer(const Settlement& settlement) : settlement_(settlement) {}

  Json Write() const {
    const plan::Plan& plan = settlement_.plan;
    const evaluate::Outcome& outcome = settlement_.outcome;
    Json json = {
        {"slate_settlement", kSettlementVersion},
        {"agreement",
         {{"name", plan.name},
          {"title", plan.title},
          {"version", plan.version},
          {"plan", plan::HashOf(plan)}}},
        {"zone", plan.zone},
        {"zone_edition", outcome.zone_edition},
    };
    AddInstant("as_of", outcome.as_of, json);
    json["periods"] = Json::array();
    json["inputs"] = Json::array();
    json["problems"] = Json::array();
    for (const evaluate::PeriodResult& period : outcome.periods) {
      json["periods"].push_back(Period(period));
    }
    for (const evaluate::InputResult& input : outcome.inputs) {
      json["inputs"].push_back(Input(input));
    }
    for (const evaluate::Problem& problem : outcome.problems) {
      json["problems"].push_back({{"code", problem.kind->code}, {"message", problem.message}});
    }
    return json;
  }

 private:
  Json Period(const evaluate::PeriodResult& period) const {
    Json json = {
        {"period", period.label},
        {"from", InstantToJson(period.whole.from)},
        {"to", InstantToJson(period.whole.to)},
        {"in_term", SpansToJson(period.in_term)},
        {"final", period.final},
        {"objectives", Json::array()},
        {"settlements", Json::array()},
        {"rights", Json::array()},
        {"duties", Json::array()},
    };
    for (const evaluate::ObjectiveResult& result : period.objectives) {
      json["objectives"].push_back(Objective(result));
    }
    for (const evaluate::StageResult& stage : period.stages) {
      json["settlements"].push_back(Stage(stage));
    }
    for (const evaluate::RightResult& right : period.rights) {
      json["rights"].push_back(Right(right));
    }
    for (const evaluate::DutyResult& duty : period.duties) {
      json["duties"].push_back(Duty(duty));
    }
    return json;
  }

  Json Objective(const evaluate::ObjectiveResult& result) const {
    Json json = {
        {"objective", result.objective},
        {"members", result.members},
        {"in_force", SpansToJson(result.in_force)},
        {"counted", result.counted},
        {"verdict", evaluate::VerdictName(result.verdict)},
        {"value", FigureToJson(result.value, settlement_)},
        {"target", FigureToJson(result.target, settlement_)},
        {"credit", FigureToJson(result.credit, settlement_)},
        {"bonus", FigureToJson(result.bonus, settlement_)},
        {"lets", Json::object()},
        {"coverage", Json::array()},
    };
    AddCompare(result.objective, json);
    if (!result.period.empty()) {
      json["own_period"] = result.period;
    }
    for (const evaluate::LetResult& let : result.lets) {
      json["lets"][let.name] = FigureToJson(let.figure, settlement_);
    }
    for (const evaluate::Coverage& coverage : result.coverage) {
      json["coverage"].push_back(
          {{"input", coverage.input},
           {"covered_ns", coverage.covered.ToString()},
           {"gaps_ns", coverage.gaps.ToString()},
           {"gaps", coverage.gap_count}}
      );
    }
    return json;
  }

  void AddCompare(const std::string& objective, Json& json) const {
    for (const plan::Objective& known : settlement_.plan.objectives) {
      if (known.name == objective && known.target_compare) {
        json["compare"] = plan::NameOf(*known.target_compare);
      }
    }
  }

  static Json Stage(const evaluate::StageResult& stage) {
    Json json = {
        {"settlement", stage.stage},
        {"members", stage.members},
        {"window", stage.window},
        {"from", InstantToJson(stage.span.from)},
        {"to", InstantToJson(stage.span.to)},
        {"pays_to", stage.pays_to},
        {"unit", UnitToJson(stage.type.unit)},
        {"gross", stage.gross.ToString()},
        {"carried_in", stage.carried_in.ToString()},
        {"steps", Json::array()},
        {"amount", stage.amount.ToString()},
        {"held", stage.held.ToString()},
    };
    AddNumber("other_end", stage.other_end, json);
    AddInstant("claim_until", stage.claim_until, json);
    AddInstant("claimed_at", stage.claimed_at, json);
    if (stage.claim != evaluate::ClaimState::kNone) {
      json["claim"] = NameOf(stage.claim);
      json["payable"] = stage.payable().ToString();
    }
    for (const evaluate::StepResult& step : stage.steps) {
      json["steps"].push_back(StepToJson(step));
    }
    return json;
  }

  static Json StepToJson(const evaluate::StepResult& step) {
    Json json = {
        {"step", plan::NameOf(step.kind)},
        {"before", step.before.ToString()},
        {"after", step.after.ToString()},
        {"used", step.used.ToString()},
    };
    AddNumber("limit", step.limit, json);
    return json;
  }

  static Json Right(const evaluate::RightResult& right) {
    Json json = {
        {"right", right.right},
        {"members", right.members},
        {"party", right.party},
        {"granted", TruthToJson(right.granted)},
        {"arises", right.arises},
    };
    if (right.state != evaluate::RightState::kNone) {
      json["state"] = NameOf(right.state);
    }
    AddInstant("since", right.since, json);
    AddInstant("until", right.until, json);
    AddInstant("exercised", right.exercised, json);
    return json;
  }

  static Json Duty(const evaluate::DutyResult& duty) {
    Json json = {
        {"duty", duty.title},
        {"parties", duty.parties},
        {"window", duty.window},
        {"applies", TruthToJson(duty.applies)},
    };
    AddInstant("due", duty.due, json);
    if (duty.state != evaluate::DutyState::kUnstated) {
      json["state"] = NameOf(duty.state);
    }
    AddInstant("done", duty.done, json);
    return json;
  }

  Json Input(const evaluate::InputResult& input) const {
    Json json = {
        {"input", input.input},
        {"supplied", input.supplied},
        {"rows", input.rows},
        {"outside", input.outside},
        {"rejected", input.rejected},
        {"duplicates", input.duplicates},
        {"files", Json::array()},
    };
    for (const Source& source : settlement_.sources) {
      if (source.input == input.input) {
        AddFiles(source, json);
      }
    }
    return json;
  }

  static void AddFiles(const Source& source, Json& json) {
    json["read"] = source.counts.rows;
    for (const readers::FileRecord& file : source.files) {
      json["files"].push_back(
          {{"path", file.path}, {"bytes", file.size}, {"sha256", file.sha256}, {"rows", file.rows}}
      );
    }
  }

  const Settlement& settlement_;
};

}  // namespace

std::string ToJson(const Settlement& settlement) {
  return Writer(settlement).Write().dump(kIndent, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace slate::report
