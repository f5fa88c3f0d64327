// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/figure_to_json.h"

#include "runtime/base/overloaded.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/plan/names.h"

namespace slate::report {

namespace {

void AddSpans(const evaluate::Spans& spans, JsonText& json) {
  PutSpans(spans.must, json.Key("value"));
  if (!spans.certain()) {
    PutSpans(spans.upper(), json.Key("possible"));
  }
}

void AddInterval(const evaluate::Interval& between, JsonText& json) {
  json.Add("low", between.lo.ToString());
  json.Add("high", between.hi.ToString());
  json.Add("may_be_absent", between.maybe_none);
  PutTruth(between.why, json.Key("open"));
}

}  // namespace

std::string InstantToJson(std::int64_t instant) {
  if (instant == spans::kForever) {
    return "forever";
  }
  return instant == spans::kBeginning ? "beginning" : calendar::FormatUtc(instant);
}

void PutSpans(const spans::SpanSet& set, JsonText& json) {
  json.BeginArray();
  for (const spans::Run& run : set.runs()) {
    json.BeginArray();
    json.Put(InstantToJson(run.from));
    json.Put(InstantToJson(run.to));
    json.EndArray();
  }
  json.EndArray();
}

void PutTruth(evaluate::Truth truth, JsonText& json) {
  switch (truth) {
    case evaluate::Truth::kFalse: return json.Put(false);
    case evaluate::Truth::kTrue: return json.Put(true);
    case evaluate::Truth::kPending: return json.Put("pending");
    case evaluate::Truth::kUndecided: return json.Put("undecided");
  }
  Unreachable("a truth without a name");
}

void PutUnit(const plan::Unit& unit, JsonText& json) {
  json.BeginObject();
  for (const auto& [name, exponent] : unit) {
    json.Add(name, exponent);
  }
  json.EndObject();
}

void PutFigure(const evaluate::Figure& figure, const Settlement& settlement, JsonText& json) {
  json.BeginObject();
  json.Add("type", plan::NameOf(figure.type.kind));
  if (figure.type.kind == plan::Type::Kind::kNumber) {
    json.Add("range", plan::NameOf(figure.type.range));
    PutUnit(figure.type.unit, json.Key("unit"));
  }
  std::visit(
      Overloaded{
          [](const evaluate::Undefined&) {},
          [&](const exact::Rational& value) { json.Add("value", value.ToString()); },
          [&](evaluate::Truth truth) { PutTruth(truth, json.Key("value")); },
          [&](const evaluate::Instant& instant) { json.Add("value", InstantToJson(instant.ns)); },
          [&](const evaluate::Date& date) {
            json.Add("value", calendar::FormatDate(calendar::Date{date.day}));
          },
          [&](const evaluate::Label& label) {
            json.Add("value", settlement.outcome.labels.TextOf(label));
          },
          [&](const evaluate::Spans& spans) { AddSpans(spans, json); },
          [&](const evaluate::Interval& between) { AddInterval(between, json); },
          [&](const evaluate::Unknown& unknown) { PutTruth(unknown.why, json.Key("open")); },
      },
      figure.value
  );
  json.EndObject();
}

}  // namespace slate::report
