// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "runtime/plan/hash.h"
#include "runtime/report/figure_to_json.h"
#include "runtime/report/formula_words.h"
#include "runtime/report/why.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

using evaluate::Change;
using evaluate::Derivation;

constexpr int kWhyVersion = 1;

class WhyWriter {
 public:
  explicit WhyWriter(const Settlement& settlement) : settlement_(settlement) {}

  OrderedJson Write(const Reason& reason) const {
    OrderedJson json = {
        {"path", reason.path.text},
        {"period", settlement_.outcome.periods[reason.path.period].label},
        {"derivation", Step(reason.derivation)},
        {"changes", OrderedJson::array()},
    };
    for (const Change& change : reason.changes) {
      json["changes"].push_back(OfChange(change));
    }
    return json;
  }

 private:
  OrderedJson Step(const Derivation& step) const {
    OrderedJson json = OrderedJson::object();
    if (!step.name.empty()) {
      json["name"] = step.name;
    }
    if (!step.period.empty()) {
      json["period"] = step.period;
    }
    json["figure"] = FigureToJson(step.figure, settlement_);
    json["shown"] = ShownOf(step, settlement_);
    for (const evaluate::Note& note : step.notes) {
      json["notes"].push_back(NoteInWords(note, settlement_.words));
    }
    if (step.node) {
      json["formula"] = SymbolsOf(step);
      json["words"] = SentenceOf(step, settlement_);
    }
    if (step.origin) {
      json["place"] = settlement_.PlaceOf(*step.origin);
    }
    if (step.explained_above) {
      json["explained_above"] = true;
      return json;
    }
    if (step.row_count > 0) {
      json["row_count"] = step.row_count;
      json["rows"] = OrderedJson::array();
      for (const evaluate::RowUse& row : step.rows) {
        json["rows"].push_back(Row(row));
      }
    }
    for (const Derivation& part : step.because) {
      json["because"].push_back(Step(part));
    }
    if (step.left_out > 0) {
      json["left_out"] = step.left_out;
    }
    return json;
  }

  OrderedJson Row(const evaluate::RowUse& row) const {
    OrderedJson json = {{"file", row.file}, {"line", row.line}, {"certain", row.certain}};
    if (row.part.from < row.part.to) {
      json["from"] = InstantToJson(row.part.from);
      json["to"] = InstantToJson(row.part.to);
    }
    json["cells"] = OrderedJson::object();
    for (const auto& [name, figure] : row.cells) {
      json["cells"][name] = FigureToJson(figure, settlement_);
    }
    return json;
  }

  OrderedJson OfChange(const Change& change) const {
    const Derivation lever{.plan = change.plan, .node = change.lever};
    OrderedJson json = {
        {"of", change.of == Change::Of::kVerdict ? "verdict" : "ladder"},
        {"formula", SymbolsOf(lever)},
        {"words", ChangeInWords(change, settlement_)},
        {"from", change.from.ToString()},
        {"to", change.to.ToString()},
        {"verdict_before", evaluate::VerdictName(change.verdict_before)},
        {"verdict_after", evaluate::VerdictName(change.verdict_after)},
        {"value_after", FigureToJson(change.value_after, settlement_)},
        {"credit_after", FigureToJson(change.credit_after, settlement_)},
    };
    if (change.rows) {
      json["rows"] = *change.rows;
      json["of_rows"] = change.of_rows;
    }
    return json;
  }

  const Settlement& settlement_;
};

}  // namespace

std::string WhyToJson(const std::vector<Reason>& reasons, const Settlement& settlement) {
  OrderedJson json = {
      {"slate_why", kWhyVersion},
      {"agreement", {{"name", settlement.plan.name}, {"plan", plan::HashOf(settlement.plan)}}},
      {"reasons", OrderedJson::array()},
  };
  for (const Reason& reason : reasons) {
    json["reasons"].push_back(WhyWriter(settlement).Write(reason));
  }
  return json.dump(1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

}  // namespace slate::report
