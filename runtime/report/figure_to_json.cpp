// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/figure_to_json.h"

#include "runtime/base/overloaded.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/plan/names.h"

namespace slate::report {

namespace {

void AddSpans(const evaluate::Spans& spans, OrderedJson& json) {
  json["value"] = SpansToJson(spans.must);
  if (!spans.certain()) {
    json["possible"] = SpansToJson(spans.upper());
  }
}

void AddInterval(const evaluate::Interval& between, OrderedJson& json) {
  json["low"] = between.lo.ToString();
  json["high"] = between.hi.ToString();
  json["may_be_absent"] = between.maybe_none;
  json["open"] = TruthToJson(between.why);
}

}  // namespace

std::string InstantToJson(std::int64_t instant) {
  if (instant == spans::kForever) {
    return "forever";
  }
  return instant == spans::kBeginning ? "beginning" : calendar::FormatUtc(instant);
}

OrderedJson SpansToJson(const spans::SpanSet& set) {
  OrderedJson list = OrderedJson::array();
  for (const spans::Run& run : set.runs()) {
    list.push_back(OrderedJson::array({InstantToJson(run.from), InstantToJson(run.to)}));
  }
  return list;
}

OrderedJson TruthToJson(evaluate::Truth truth) {
  switch (truth) {
    case evaluate::Truth::kFalse: return false;
    case evaluate::Truth::kTrue: return true;
    case evaluate::Truth::kPending: return "pending";
    case evaluate::Truth::kUndecided: return "undecided";
  }
  Unreachable("a truth without a name");
}

OrderedJson UnitToJson(const plan::Unit& unit) {
  OrderedJson object = OrderedJson::object();
  for (const auto& [name, exponent] : unit) {
    object[name] = exponent;
  }
  return object;
}

OrderedJson FigureToJson(const evaluate::Figure& figure, const Settlement& settlement) {
  OrderedJson json = {{"type", plan::NameOf(figure.type.kind)}};
  if (figure.type.kind == plan::Type::Kind::kNumber) {
    json["range"] = plan::NameOf(figure.type.range);
    json["unit"] = UnitToJson(figure.type.unit);
  }
  std::visit(
      Overloaded{
          [](const evaluate::Undefined&) {},
          [&](const exact::Rational& value) { json["value"] = value.ToString(); },
          [&](evaluate::Truth truth) { json["value"] = TruthToJson(truth); },
          [&](const evaluate::Instant& instant) { json["value"] = InstantToJson(instant.ns); },
          [&](const evaluate::Date& date) {
            json["value"] = calendar::FormatDate(calendar::Date{date.day});
          },
          [&](const evaluate::Label& label) {
            json["value"] = settlement.outcome.labels.TextOf(label);
          },
          [&](const evaluate::Spans& spans) { AddSpans(spans, json); },
          [&](const evaluate::Interval& between) { AddInterval(between, json); },
          [&](const evaluate::Unknown& unknown) { json["open"] = TruthToJson(unknown.why); },
      },
      figure.value
  );
  return json;
}

}  // namespace slate::report
