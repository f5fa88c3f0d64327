// SPDX-License-Identifier: Apache-2.0
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
  WhyWriter(const Settlement& settlement, JsonText& json) : settlement_(settlement), json_(json) {}

  void Put(const Reason& reason) {
    json_.BeginObject();
    json_.Add("path", reason.path.text);
    json_.Add("period", settlement_.outcome.periods[reason.path.period].label);
    json_.Key("derivation");
    PutStep(reason.derivation);
    json_.Key("changes").BeginArray();
    for (const Change& change : reason.changes) {
      PutChange(change);
    }
    json_.EndArray();
    json_.EndObject();
  }

 private:
  void PutStep(const Derivation& step) {
    json_.BeginObject();
    if (!step.name.empty()) {
      json_.Add("name", step.name);
    }
    if (!step.period.empty()) {
      json_.Add("period", step.period);
    }
    PutFigure(step.figure, settlement_, json_.Key("figure"));
    json_.Add("shown", ShownOf(step, settlement_));
    if (!step.notes.empty()) {
      json_.Key("notes").BeginArray();
      for (const evaluate::Note& note : step.notes) {
        json_.Put(NoteInWords(note, settlement_.words));
      }
      json_.EndArray();
    }
    if (step.node) {
      json_.Add("formula", SymbolsOf(step, EnglishWords()));
      json_.Add("words", FormulaInWords(*step.plan, *step.node));
      if (const std::string clause = ClauseOf(step, settlement_); !clause.empty()) {
        json_.Add("clause", clause);
      }
    }
    if (step.origin) {
      json_.Add("place", settlement_.PlaceOf(*step.origin));
    }
    if (step.explained_above) {
      json_.Add("explained_above", true);
    } else {
      AddReasons(step);
    }
    json_.EndObject();
  }

  void AddReasons(const Derivation& step) {
    if (step.row_count > 0) {
      json_.Add("row_count", step.row_count);
      json_.Key("rows").BeginArray();
      for (const evaluate::RowUse& row : step.rows) {
        PutRow(row);
      }
      json_.EndArray();
    }
    if (!step.because.empty()) {
      json_.Key("because").BeginArray();
      for (const Derivation& part : step.because) {
        PutStep(part);
      }
      json_.EndArray();
    }
    if (step.left_out > 0) {
      json_.Add("left_out", step.left_out);
    }
  }

  void PutRow(const evaluate::RowUse& row) {
    json_.BeginObject();
    json_.Add("file", row.file);
    json_.Add("line", row.line);
    json_.Add("certain", row.certain);
    if (row.part.from < row.part.to) {
      json_.Add("from", InstantToJson(row.part.from));
      json_.Add("to", InstantToJson(row.part.to));
    }
    json_.Key("cells").BeginObject();
    for (const auto& [name, figure] : row.cells) {
      PutFigure(figure, settlement_, json_.Key(name));
    }
    json_.EndObject();
    json_.EndObject();
  }

  void PutChange(const Change& change) {
    const Derivation lever{.plan = change.plan, .node = change.lever};
    json_.BeginObject();
    json_.Add("of", change.of == Change::Of::kVerdict ? "verdict" : "ladder");
    json_.Add("formula", SymbolsOf(lever, EnglishWords()));
    json_.Add("words", ChangeInWords(change, settlement_));
    json_.Add("from", change.from.ToString());
    json_.Add("to", change.to.ToString());
    json_.Add("verdict_before", evaluate::VerdictName(change.verdict_before));
    json_.Add("verdict_after", evaluate::VerdictName(change.verdict_after));
    PutFigure(change.value_after, settlement_, json_.Key("value_after"));
    PutFigure(change.credit_after, settlement_, json_.Key("credit_after"));
    if (change.rows) {
      json_.Add("rows", *change.rows);
      json_.Add("of_rows", change.of_rows);
    }
    json_.EndObject();
  }

  const Settlement& settlement_;
  JsonText& json_;
};

}  // namespace

std::string WhyToJson(const std::vector<Reason>& reasons, const Settlement& settlement) {
  JsonText json;
  json.BeginObject();
  json.Add("slate_why", kWhyVersion);
  json.Key("agreement").BeginObject();
  json.Add("name", settlement.plan.name);
  json.Add("plan", plan::HashOf(settlement.plan));
  json.EndObject();
  json.Key("reasons").BeginArray();
  for (const Reason& reason : reasons) {
    WhyWriter(settlement, json).Put(reason);
  }
  json.EndArray();
  json.EndObject();
  return json.Take() + "\n";
}

}  // namespace slate::report
