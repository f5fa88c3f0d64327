// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/to_json.h"

#include "runtime/plan/hash.h"
#include "runtime/plan/names.h"
#include "runtime/report/figure_to_json.h"

namespace slate::report {

namespace {

using exact::Rational;

constexpr int kSettlementVersion = 1;

class Writer {
 public:
  explicit Writer(const Settlement& settlement) : settlement_(settlement) {}

  std::string Write() {
    const plan::Plan& plan = settlement_.plan;
    const evaluate::Outcome& outcome = settlement_.outcome;
    json_.BeginObject();
    json_.Add("slate_settlement", kSettlementVersion);
    json_.Key("agreement").BeginObject();
    json_.Add("name", plan.name);
    json_.Add("title", plan.title);
    json_.Add("version", plan.version);
    json_.Add("plan", plan::HashOf(plan));
    json_.EndObject();
    json_.Add("zone", plan.zone);
    json_.Add("zone_edition", outcome.zone_edition);
    AddInstant("as_of", outcome.as_of);
    AddList("periods", outcome.periods, [&](const auto& period) { PutPeriod(period); });
    AddList("inputs", outcome.inputs, [&](const auto& input) { PutInput(input); });
    AddList("problems", outcome.problems, [&](const auto& problem) {
      json_.BeginObject();
      json_.Add("code", problem.kind->code);
      json_.Add("message", problem.message);
      json_.EndObject();
    });
    json_.EndObject();
    return json_.Take() + "\n";
  }

 private:
  template <typename Items, typename PutOne>
  void AddList(std::string_view name, const Items& items, PutOne put_one) {
    json_.Key(name).BeginArray();
    for (const auto& item : items) {
      put_one(item);
    }
    json_.EndArray();
  }

  // Members that have nothing to say are left out.
  void AddInstant(std::string_view name, const std::optional<std::int64_t>& instant) {
    if (instant) {
      json_.Add(name, InstantToJson(*instant));
    }
  }
  void AddNumber(std::string_view name, const std::optional<Rational>& number) {
    if (number) {
      json_.Add(name, number->ToString());
    }
  }
  void AddFigure(std::string_view name, const evaluate::Figure& figure) {
    PutFigure(figure, settlement_, json_.Key(name));
  }

  void PutPeriod(const evaluate::PeriodResult& period) {
    json_.BeginObject();
    json_.Add("period", period.label);
    json_.Add("from", InstantToJson(period.whole.from));
    json_.Add("to", InstantToJson(period.whole.to));
    PutSpans(period.in_term, json_.Key("in_term"));
    json_.Add("final", period.final);
    AddList("objectives", period.objectives, [&](const auto& result) { PutObjective(result); });
    AddList("settlements", period.stages, [&](const auto& stage) { PutStage(stage); });
    AddList("rights", period.rights, [&](const auto& right) { PutRight(right); });
    AddList("duties", period.duties, [&](const auto& duty) { PutDuty(duty); });
    json_.EndObject();
  }

  void PutObjective(const evaluate::ObjectiveResult& result) {
    json_.BeginObject();
    json_.Add("objective", result.objective);
    json_.Add("members", result.members);
    PutSpans(result.in_force, json_.Key("in_force"));
    json_.Add("counted", result.counted);
    json_.Add("verdict", evaluate::VerdictName(result.verdict));
    AddFigure("value", result.value);
    AddFigure("target", result.target);
    AddFigure("credit", result.credit);
    AddFigure("bonus", result.bonus);
    json_.Key("lets").BeginObject();
    for (const evaluate::LetResult& let : result.lets) {
      AddFigure(let.name, let.figure);
    }
    json_.EndObject();
    AddList("coverage", result.coverage, [&](const auto& coverage) { PutCoverage(coverage); });
    AddCompare(result.objective);
    if (!result.period.empty()) {
      json_.Add("own_period", result.period);
    }
    json_.EndObject();
  }

  void PutCoverage(const evaluate::Coverage& coverage) {
    json_.BeginObject();
    json_.Add("input", coverage.input);
    json_.Add("covered_ns", coverage.covered.ToString());
    json_.Add("gaps_ns", coverage.gaps.ToString());
    json_.Add("gaps", coverage.gap_count);
    json_.EndObject();
  }

  void AddCompare(const std::string& objective) {
    for (const plan::Objective& known : settlement_.plan.objectives) {
      if (known.name == objective && known.target_compare) {
        json_.Add("compare", plan::NameOf(*known.target_compare));
        return;
      }
    }
  }

  void PutStage(const evaluate::StageResult& stage) {
    json_.BeginObject();
    json_.Add("settlement", stage.stage);
    json_.Add("members", stage.members);
    json_.Add("window", stage.window);
    json_.Add("from", InstantToJson(stage.span.from));
    json_.Add("to", InstantToJson(stage.span.to));
    json_.Add("pays_to", stage.pays_to);
    PutUnit(stage.type.unit, json_.Key("unit"));
    json_.Add("gross", stage.gross.ToString());
    json_.Add("carried_in", stage.carried_in.ToString());
    AddList("steps", stage.steps, [&](const auto& step) { PutStep(step); });
    json_.Add("amount", stage.amount.ToString());
    json_.Add("held", stage.held.ToString());
    AddNumber("other_end", stage.other_end);
    AddInstant("claim_until", stage.claim_until);
    AddInstant("claimed_at", stage.claimed_at);
    if (stage.claim != evaluate::ClaimState::kNone) {
      json_.Add("claim", NameOf(stage.claim));
      json_.Add("payable", stage.payable().ToString());
    }
    json_.EndObject();
  }

  void PutStep(const evaluate::StepResult& step) {
    json_.BeginObject();
    json_.Add("step", plan::NameOf(step.kind));
    json_.Add("before", step.before.ToString());
    json_.Add("after", step.after.ToString());
    json_.Add("used", step.used.ToString());
    AddNumber("limit", step.limit);
    json_.EndObject();
  }

  void PutRight(const evaluate::RightResult& right) {
    json_.BeginObject();
    json_.Add("right", right.right);
    json_.Add("members", right.members);
    json_.Add("party", right.party);
    PutTruth(right.granted, json_.Key("granted"));
    json_.Add("arises", right.arises);
    if (right.state != evaluate::RightState::kNone) {
      json_.Add("state", NameOf(right.state));
    }
    AddInstant("since", right.since);
    AddInstant("until", right.until);
    AddInstant("exercised", right.exercised);
    json_.EndObject();
  }

  void PutDuty(const evaluate::DutyResult& duty) {
    json_.BeginObject();
    json_.Add("duty", duty.title);
    json_.Add("parties", duty.parties);
    json_.Add("window", duty.window);
    PutTruth(duty.applies, json_.Key("applies"));
    AddInstant("due", duty.due);
    if (duty.state != evaluate::DutyState::kUnstated) {
      json_.Add("state", NameOf(duty.state));
    }
    AddInstant("done", duty.done);
    json_.EndObject();
  }

  void PutInput(const evaluate::InputResult& input) {
    json_.BeginObject();
    json_.Add("input", input.input);
    json_.Add("supplied", input.supplied);
    json_.Add("rows", input.rows);
    json_.Add("outside", input.outside);
    json_.Add("rejected", input.rejected);
    json_.Add("duplicates", input.duplicates);
    std::optional<std::uint64_t> read;
    json_.Key("files").BeginArray();
    for (const Source& source : settlement_.sources) {
      if (source.input == input.input) {
        read = source.counts.rows;
        PutFiles(source);
      }
    }
    json_.EndArray();
    if (read) {
      json_.Add("read", *read);
    }
    json_.EndObject();
  }

  void PutFiles(const Source& source) {
    for (const readers::FileRecord& file : source.files) {
      json_.BeginObject();
      json_.Add("path", file.path);
      json_.Add("bytes", file.size);
      json_.Add("sha256", file.sha256);
      json_.Add("rows", file.rows);
      json_.EndObject();
    }
  }

  const Settlement& settlement_;
  JsonText json_;
};

}  // namespace

std::string ToJson(const Settlement& settlement) {
  return Writer(settlement).Write();
}

}  // namespace slate::report
