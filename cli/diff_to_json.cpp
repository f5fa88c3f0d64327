// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "cli/diff_report.h"

namespace slate::cli {

namespace {

using Json = nlohmann::ordered_json;

Json WitnessesToJson(const diff::Change& change) {
  Json witnesses = Json::array();
  for (const diff::Witness& witness : change.witnesses) {
    witnesses.push_back(
        {{"at", diff::PlaceInEnglish(witness)},
         {"old", diff::InEnglish(witness.before)},
         {"new", diff::InEnglish(witness.after)}}
    );
  }
  return witnesses;
}

Json ChangeToJson(const diff::Change& change) {
  const diff::KindOfChange& kind = diff::Describe(change.kind);
  return {
      {"code", kind.kind.code},
      {"kind", kind.kind.name},
      {"term", change.term},
      {"verdict", diff::NameOf(change.verdict)},
      {"wording", kind.is_wording},
      {"old", change.before},
      {"new", change.after},
      {"old_at", change.place_before},
      {"new_at", change.place_after},
      {"witnesses", WitnessesToJson(change)},
      {"note", diff::InEnglish(change.note)},
      {"since", change.since},
  };
}

Json AgreementToJson(const diff::AgreementChanges& agreement) {
  Json changes = Json::array();
  for (const diff::Change& change : agreement.changes) {
    changes.push_back(ChangeToJson(change));
  }
  return {
      {"name", agreement.name},
      {"title", agreement.title},
      {"verdict", diff::NameOf(agreement.verdict)},
      {"same_terms", agreement.same_terms},
      {"changes", std::move(changes)},
  };
}

Json AmountToJson(const ReplayedAmount& amount) {
  Json unit = Json::object();
  for (const auto& [name, exponent] : amount.type.unit) {
    unit[name] = exponent;
  }
  return {
      {"agreement", amount.agreement},
      {"period", amount.period},
      {"line", amount.line},
      {"settlement", amount.is_settlement},
      {"unit", std::move(unit)},
      {"old", amount.before.ToString()},
      {"new", amount.after.ToString()},
      {"difference", (amount.after - amount.before).ToString()},
      {"decided", !amount.open},
  };
}

Json AmountsToJson(const std::vector<ReplayedAmount>& amounts) {
  Json list = Json::array();
  for (const ReplayedAmount& amount : amounts) {
    list.push_back(AmountToJson(amount));
  }
  return list;
}

}  // namespace

std::string DiffToJson(const DiffReport& report) {
  Json agreements = Json::array();
  for (const diff::AgreementChanges& agreement : report.comparison.agreements) {
    agreements.push_back(AgreementToJson(agreement));
  }
  Json json = {
      {"slate_diff", 1},
      {"verdict", diff::NameOf(report.comparison.verdict)},
      {"agreements", std::move(agreements)},
  };
  if (report.replay) {
    json["replay"] = AmountsToJson(*report.replay);
    json["totals"] = AmountsToJson(TotalsOf(*report.replay));
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace slate::cli
