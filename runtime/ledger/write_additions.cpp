// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "runtime/ledger/book.h"
#include "runtime/ledger/kinds.h"
#include "runtime/ledger/value_json.h"
#include "runtime/plan/hash.h"
#include "runtime/plan/walk.h"

namespace slate::ledger {

namespace {

using evaluate::ObjectiveResult;
using evaluate::PastEntry;
using evaluate::PastFigure;
using evaluate::PastPeriod;
using evaluate::PastRight;
using evaluate::PastValue;
using evaluate::PeriodResult;
using evaluate::StageResult;
using exact::Rational;

Json RunToJson(const spans::Run& run) {
  return Json::array({run.from, run.to});
}

Json UnitToJson(const plan::Unit& unit) {
  Json json = Json::object();
  for (const auto& [name, exponent] : unit) {
    json[name] = exponent;
  }
  return json;
}

void AddInstant(std::string_view name, const std::optional<std::int64_t>& instant, Json& json) {
  if (instant) {
    json[std::string(name)] = *instant;
  }
}

// What all steps of one kind took off.
Rational TakenBy(const StageResult& stage, plan::Step::Kind kind) {
  Rational taken = 0;
  for (const evaluate::StepResult& step : stage.steps) {
    if (step.kind == kind) {
      taken += step.before - step.after;
    }
  }
  return taken;
}

PastEntry EntryOf(const StageResult& stage) {
  return {
      .stage = stage.stage,
      .members = stage.members,
      .window = stage.window,
      .span = stage.span,
      .gross = stage.gross,
      .lanes = stage.lanes,
      .claim = stage.claim,
      .claim_until = stage.claim_until,
      .claimed_at = stage.claimed_at};
}

Json EntryToJson(const PastEntry& entry) {
  Json json{
      {"entry", entry.stage},
      {"members", entry.members},
      {"window", entry.window},
      {"span", RunToJson(entry.span)},
      {"gross", entry.gross.ToString()}};
  json["lanes"] = Json::array({ToJson(entry.lanes[0]), ToJson(entry.lanes[1])});
  if (entry.claim_until) {
    json["claim_until"] = *entry.claim_until;
    json["state"] = NameOf(entry.claim);
    AddInstant("claimed_at", entry.claimed_at, json);
  }
  return json;
}

PastRight RightOf(const evaluate::RightResult& right) {
  return {
      .right = right.right,
      .members = right.members,
      .holds = right.granted == evaluate::Truth::kTrue,
      .state = right.state,
      .since = right.since,
      .until = right.until,
      .exercised = right.exercised};
}

Json RightToJson(const PastRight& right) {
  Json json{
      {"right", right.right},
      {"members", right.members},
      {"holds", right.holds},
      {"state", NameOf(right.state)}};
  AddInstant("since", right.since, json);
  AddInstant("until", right.until, json);
  AddInstant("exercised", right.exercised, json);
  return json;
}

// Fields that some formula of some version reads; spans are kept for no other.
std::set<std::string> FieldsRead(const plan::Plan& plan) {
  std::set<std::string> fields;
  for (const plan::Node& node : plan.nodes) {
    if (node.op == plan::Op::kResult) {
      fields.insert(node.field);
    }
  }
  for (const plan::Plan& version : plan.amended) {
    fields.merge(FieldsRead(version));
  }
  return fields;
}

template <typename T, typename Same>
const T* Find(const std::vector<T>& list, Same&& same) {
  const auto found = std::find_if(list.begin(), list.end(), same);
  return found == list.end() ? nullptr : &*found;
}

class Writer {
 public:
  Writer(
      const Book& book,
      const plan::Plan& plan,
      const evaluate::Outcome& outcome,
      const std::vector<InputFile>& files
  )
      : book_(book),
        plan_(plan),
        outcome_(outcome),
        files_(files),
        read_(FieldsRead(plan)),
        hash_(book.last_hash) {}

  Additions Write() {
    for (const PeriodResult& period : outcome_.periods) {
      if (outcome_.as_of && *outcome_.as_of < period.whole.to) {
        additions_.open.push_back(period.label);
        continue;
      }
      AddPeriod(period);
    }
    for (const evaluate::ClaimResult& claim : outcome_.claims) {
      AddClaim(claim);
    }
    AddAdjustments();
    if (!lines_.empty()) {
      Seal();
    }
    return std::move(additions_);
  }

 private:
  void Seal() {
    if (book_.bytes.empty()) {
      additions_.bytes += Sealed(
          {{"ledger", 1},
           {"agreement", plan_.name},
           {"zone", plan_.zone},
           {"currency", plan_.currency}},
          hash_
      );
    }
    additions_.bytes += Sealed(RunLine(), hash_);
    for (const Json& line : lines_) {
      additions_.bytes += Sealed(line, hash_);
    }
  }

  Json RunLine() const {
    Json json{
        {"run", book_.runs + 1},
        {"version", plan_.version},
        {"plan", plan::HashOf(plan_)},
        {"zone_edition", outcome_.zone_edition}};
    AddInstant("as_of", outcome_.as_of, json);
    json["inputs"] = Json::array();
    for (const InputFile& file : files_) {
      json["inputs"].push_back(
          {{"input", file.input}, {"file", file.path}, {"sha256", file.sha256}, {"rows", file.rows}}
      );
    }
    return json;
  }

  const PastPeriod* Known(const spans::Run& whole) const {
    return Find(book_.past.periods, [&](const PastPeriod& p) {
      return p.whole.from == whole.from;
    });
  }

  void Line(Json json, const std::string& label, const spans::Run& whole) {
    json["period"] = label;
    json["of"] = RunToJson(whole);
    lines_.push_back(std::move(json));
  }

  void AddPeriod(const PeriodResult& period) {
    newest_ = std::max(newest_, std::pair(period.whole.from, period.label));
    static const PastPeriod kNothing;
    const PastPeriod* known = Known(period.whole);
    const PastPeriod& before = known == nullptr ? kNothing : *known;
    const std::size_t lines = lines_.size();
    for (const ObjectiveResult& result : period.objectives) {
      AddFigure(result, period, before);
    }
    for (const StageResult& stage : period.stages) {
      AddStage(stage, period, before);
    }
    for (const evaluate::RightResult& right : period.rights) {
      const PastRight now = RightOf(right);
      const PastRight* then = Find(before.rights, [&](const PastRight& r) {
        return r.right == now.right && r.members == now.members;
      });
      if (then == nullptr || !(*then == now)) {
        Line(RightToJson(now), period.label, period.whole);
      }
    }
    const bool changed = lines_.size() > lines || adjusted_in_.contains(period.label);
    if (changed || known == nullptr) {
      AddRows(period);
    }
  }

  // What the period was settled on.
  void AddRows(const PeriodResult& period) {
    Json rows = Json::object();
    for (const auto& [input, count] : period.rows) {
      rows[input] = count;
    }
    Line({{"rows", rows}}, period.label, period.whole);
  }

  PastValue ValueOf(const evaluate::Value& value) const {
    PastValue past{value};
    if (const auto* label = std::get_if<evaluate::Label>(&value)) {
      past.text = label->code < 0 ? "" : outcome_.labels.TextOf(*label);
      past.value = evaluate::Label{};
    }
    return past;
  }

  PastFigure FigureOf(const ObjectiveResult& result) const {
    PastFigure figure{
        .objective = result.objective, .members = result.members, .span = result.whole};
    const auto add = [&](const std::string& name, const evaluate::Value& value) {
      const bool spans = std::holds_alternative<evaluate::Spans>(value);
      if (!spans || read_.contains(name)) {
        figure.fields.emplace_back(name, ValueOf(value));
      }
    };
    figure.fields.emplace_back(
        "verdict", PastValue{evaluate::Label{}, std::string(evaluate::VerdictName(result.verdict))}
    );
    add("counted", evaluate::ToTruth(result.counted));
    add("value", result.value.value);
    add("target", result.target.value);
    add("credit", result.credit.value);
    add("bonus", result.bonus.value);
    for (const evaluate::LetResult& let : result.lets) {
      add("let:" + let.name, let.figure.value);
    }
    return figure;
  }

  void AddFigure(
      const ObjectiveResult& result, const PeriodResult& period, const PastPeriod& before
  ) {
    const PastFigure now = FigureOf(result);
    const PastFigure* then = Find(before.figures, [&](const PastFigure& f) {
      return f.objective == now.objective && f.members == now.members && f.span == now.span;
    });
    if (then != nullptr && *then == now) {
      return;
    }
    Json json{{"figures", now.objective}, {"members", now.members}, {"own", RunToJson(now.span)}};
    json["fields"] = Json::object();
    for (const auto& [name, value] : now.fields) {
      json["fields"][name] = ToJson(value);
    }
    Line(std::move(json), period.label, period.whole);
  }

  void AddStage(const StageResult& stage, const PeriodResult& period, const PastPeriod& before) {
    const PastEntry now = EntryOf(stage);
    const PastEntry* then = Find(before.entries, [&](const PastEntry& e) {
      return e.stage == now.stage && e.members == now.members && e.window == now.window;
    });
    if (then == nullptr) {
      AddEntry(stage, now, period);
      return;
    }
    if (*then == now) {
      return;
    }
    Json window = EntryToJson(now);
    window["period"] = period.label;
    window["of"] = RunToJson(period.whole);
    window["was"] = then->lanes[0].amount.ToString();
    window["is"] = now.lanes[0].amount.ToString();
    adjusted_in_.insert(period.label);
    Change& change = ChangeOf(stage);
    change.amount += now.lanes[0].amount - then->lanes[0].amount;
    change.windows.push_back(std::move(window));
  }

  void AddEntry(const StageResult& stage, const PastEntry& now, const PeriodResult& period) {
    Json json = EntryToJson(now);
    json["pays_to"] = stage.pays_to;
    json["unit"] = UnitToJson(stage.type.unit);
    json["carried_in"] = stage.carried_in.ToString();
    json["cut"] = TakenBy(stage, plan::Step::Kind::kCap).ToString();
    json["dropped"] = TakenBy(stage, plan::Step::Kind::kDrop).ToString();
    json["held"] = stage.held.ToString();
    json["amount"] = stage.amount.ToString();
    json["paid"] = stage.payable().ToString();
    Line(std::move(json), period.label, period.whole);
    ++additions_.entries;
  }

  struct Change {
    std::string stage;
    std::vector<std::string> members;
    plan::Type type;
    Rational amount = 0;
    std::vector<Json> windows = {};
  };

  Change& ChangeOf(const StageResult& stage) {
    for (Change& change : changes_) {
      if (change.stage == stage.stage && change.members == stage.members) {
        return change;
      }
    }
    changes_.push_back({.stage = stage.stage, .members = stage.members, .type = stage.type});
    return changes_.back();
  }

  // One for each line, in the newest period.
  void AddAdjustments() {
    for (const PastPeriod& period : book_.past.periods) {
      newest_ = std::max(newest_, std::pair(period.whole.from, period.label));
    }
    for (const Change& change : changes_) {
      Json json{
          {"adjustment", change.stage},
          {"members", change.members},
          {"in", newest_.second},
          {"unit", UnitToJson(change.type.unit)},
          {"amount", change.amount.ToString()}};
      json["windows"] = change.windows;
      lines_.push_back(std::move(json));
      additions_.adjustments.push_back(
          {.period = newest_.second,
           .stage = change.stage,
           .members = change.members,
           .type = change.type,
           .amount = change.amount}
      );
    }
  }

  void AddClaim(const evaluate::ClaimResult& claim) {
    const PastPeriod* period = Known(claim.period);
    if (period == nullptr) {
      return;
    }
    Json json{
        {"claim", claim.stage},
        {"members", claim.members},
        {"window", claim.window},
        {"state", NameOf(claim.claim)}};
    AddInstant("claimed_at", claim.claimed_at, json);
    Line(std::move(json), period->label, period->whole);
  }

  const Book& book_;
  const plan::Plan& plan_;
  const evaluate::Outcome& outcome_;
  const std::vector<InputFile>& files_;
  std::set<std::string> read_;
  std::string hash_;
  Additions additions_;
  std::vector<Json> lines_;
  std::vector<Change> changes_;
  std::set<std::string> adjusted_in_;
  std::pair<std::int64_t, std::string> newest_ = {spans::kBeginning, ""};
};

// A period worked out again only because an earlier one was, on data that is no longer there.
bool HasItsData(
    const Book& book, const evaluate::Outcome& outcome, const std::string& path, diag::Sink& sink
) {
  for (const PeriodResult& period : outcome.periods) {
    const auto known = book.rows.find(period.label);
    if (known == book.rows.end()) {
      continue;
    }
    for (const auto& [input, count] : known->second) {
      const auto now = period.rows.find(input);
      if (count > 0 && (now == period.rows.end() || now->second == 0)) {
        auto& problem = sink.Report(
            kDataGone,
            diag::DataPlace{.path = path},
            fmt::format(
                "{} was settled on {} rows of `{}`, of which the data has none",
                period.label,
                count,
                input
            )
        );
        problem.help = fmt::format("supply the rows of `{}` in {} again", input, period.label);
        return false;
      }
    }
  }
  return true;
}

}  // namespace

std::optional<Additions> AdditionsTo(
    const Book& book,
    const plan::Plan& plan,
    const evaluate::Outcome& outcome,
    const std::vector<InputFile>& files,
    const std::string& path,
    diag::Sink& sink
) {
  if (!HasItsData(book, outcome, path, sink)) {
    return std::nullopt;
  }
  return Writer(book, plan, outcome, files).Write();
}

}  // namespace slate::ledger
