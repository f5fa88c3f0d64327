// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "cli/example_run.h"
#include "cli/problems.h"

namespace slate::cli {

namespace {

using Json = nlohmann::ordered_json;

void AddText(const char* name, const std::optional<std::string>& text, Json& json) {
  if (text) {
    json[name] = *text;
  }
}

Json ClaimToJson(
    const evaluate::ClaimOutcome& claim, const ExampleRun& run, const Session& session
) {
  Json tuple = Json::object();
  for (const auto& [name, value] : claim.tuple) {
    tuple[name] = value;
  }
  Json json = {
      {"claim", claim.text},
      {"at", PlaceInWords(claim.origin ? claim.origin : run.example->origin, *run.plan, session)},
      {"period", claim.period},
      {"with", std::move(tuple)},
      {"is", claim.verdict},
  };
  AddText("got", claim.got, json);
  AddText("expected", claim.expected, json);
  return json;
}

Json RunToJson(const ExampleRun& run, const Session& session) {
  Json json = {
      {"agreement", run.plan->name},
      {"example", run.example->title},
      {"passed", run.report.passed()},
      {"runs", run.report.runs},
      {"claims", run.report.claims},
      {"outcomes", Json::array()},
      {"failures", Json::array()},
      {"problems", Json::array()},
  };
  for (const evaluate::ClaimOutcome& claim : run.report.outcomes) {
    json["outcomes"].push_back(ClaimToJson(claim, run, session));
  }
  for (const evaluate::ClaimOutcome& claim : run.report.failures) {
    json["failures"].push_back(ClaimToJson(claim, run, session));
  }
  for (const evaluate::Problem& problem : run.report.problems) {
    json["problems"].push_back(
        {{"code", problem.kind->code},
         {"message", problem.message},
         {"at", PlaceInWords(problem.origin, *run.plan, session)}}
    );
  }
  return json;
}

}  // namespace

std::string ExamplesToJson(const std::vector<ExampleRun>& runs, const Session& session) {
  Json list = Json::array();
  for (const ExampleRun& run : runs) {
    list.push_back(RunToJson(run, session));
  }
  constexpr int kIndent = 1;
  const Json json = {{"slate_examples", 1}, {"examples", std::move(list)}};
  return json.dump(kIndent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace slate::cli
