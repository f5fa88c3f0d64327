// SPDX-License-Identifier: Apache-2.0
#include "runtime/ledger/value_json.h"

#include <array>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/base/overloaded.h"
#include "runtime/readers/sha256.h"

namespace slate::ledger {

namespace {

using evaluate::PastLane;
using evaluate::PastValue;
using evaluate::Truth;
using exact::Rational;

constexpr std::string_view kSeal = ",\"hash\":\"";
constexpr std::size_t kHashLength = 64;

struct TruthName {
  Truth value;
  std::string_view text;
};
constexpr std::array kTruths = {
    TruthName{Truth::kTrue, "true"},
    TruthName{Truth::kFalse, "false"},
    TruthName{Truth::kPending, "pending"},
    TruthName{Truth::kUndecided, "undecided"}};

std::string_view NameOf(Truth truth) {
  for (const TruthName& name : kTruths) {
    if (name.value == truth) {
      return name.text;
    }
  }
  Unreachable("a truth has no name");
}

std::optional<Truth> TruthFrom(const Json& json, std::string_view name) {
  const std::optional<std::string> text = TextFrom(json, name);
  for (const TruthName& known : kTruths) {
    if (text == known.text) {
      return known.value;
    }
  }
  return std::nullopt;
}

const Json* Member(const Json& json, std::string_view name) {
  const auto found = json.is_object() ? json.find(std::string(name)) : json.end();
  return found == json.end() ? nullptr : &*found;
}

std::optional<spans::SpanSet> SpansFrom(const Json& json, std::string_view name) {
  const Json* list = Member(json, name);
  if (list == nullptr || !list->is_array()) {
    return std::nullopt;
  }
  std::vector<spans::Run> runs;
  for (const Json& run : *list) {
    const bool whole = run.is_array() && run.size() == 2 && run[0].is_number_integer() &&
                       run[1].is_number_integer() &&
                       run[0].get<std::int64_t>() < run[1].get<std::int64_t>();
    if (!whole) {
      return std::nullopt;
    }
    runs.push_back({run[0].get<std::int64_t>(), run[1].get<std::int64_t>()});
  }
  return spans::SpanSet::FromRuns(std::move(runs));
}

std::optional<evaluate::Value> IntervalFrom(const Json& json) {
  const Json* ends = Member(json, "between");
  const auto why = TruthFrom(json, "why");
  const bool pair = ends != nullptr && ends->is_array() && ends->size() == 2 &&
                    (*ends)[0].is_string() && (*ends)[1].is_string();
  if (!pair || !why) {
    return std::nullopt;
  }
  const auto low = Rational::FromFraction((*ends)[0].get<std::string>());
  const auto high = Rational::FromFraction((*ends)[1].get<std::string>());
  if (!low || !high) {
    return std::nullopt;
  }
  const Json* none = Member(json, "maybe_none");
  return evaluate::Interval{
      .lo = *low,
      .hi = *high,
      .maybe_none = none != nullptr && none->is_boolean() && none->get<bool>(),
      .why = *why};
}

}  // namespace

Json ToJson(const spans::SpanSet& spans) {
  Json list = Json::array();
  for (const spans::Run& run : spans.runs()) {
    list.push_back({run.from, run.to});
  }
  return list;
}

Json ToJson(const PastValue& past) {
  return std::visit(
      Overloaded{
          [](const evaluate::Undefined&) { return Json(nullptr); },
          [](const Rational& x) {
            return Json{{"number", x.ToString()}};
          },
          [](Truth x) {
            return Json{{"truth", NameOf(x)}};
          },
          [](const evaluate::Instant& x) {
            return Json{{"instant", x.ns}};
          },
          [](const evaluate::Date& x) {
            return Json{{"date", x.day}};
          },
          [&](const evaluate::Label&) {
            return Json{{"text", past.text}};
          },
          [](const evaluate::Spans& x) {
            Json json{{"spans", ToJson(x.must)}};
            if (!x.certain()) {
              json["may"] = ToJson(x.upper());
            }
            return json;
          },
          [](const evaluate::Interval& x) {
            Json json;
            json["between"] = Json::array({x.lo.ToString(), x.hi.ToString()});
            json["maybe_none"] = x.maybe_none;
            json["why"] = NameOf(x.why);
            return json;
          },
          [](const evaluate::Unknown& x) {
            return Json{{"unknown", NameOf(x.why)}};
          },
      },
      past.value
  );
}

Json ToJson(const PastLane& lane) {
  return {
      {"amount", lane.amount.ToString()},
      {"counted", lane.counted.ToString()},
      {"claimed", lane.claimed.ToString()},
      {"held", lane.held.ToString()}};
}

std::optional<PastValue> ValueFrom(const Json& json) {
  if (json.is_null()) {
    return PastValue{};
  }
  if (const auto number = NumberFrom(json, "number")) {
    return PastValue{*number};
  }
  if (const auto truth = TruthFrom(json, "truth")) {
    return PastValue{*truth};
  }
  if (const auto instant = InstantFrom(json, "instant")) {
    return PastValue{evaluate::Instant{*instant}};
  }
  if (const auto day = InstantFrom(json, "date")) {
    return PastValue{evaluate::Date{static_cast<std::int32_t>(*day)}};
  }
  if (const auto text = TextFrom(json, "text")) {
    return PastValue{evaluate::Label{}, *text};
  }
  if (const auto why = TruthFrom(json, "unknown")) {
    return PastValue{evaluate::Unknown{*why}};
  }
  if (const auto must = SpansFrom(json, "spans")) {
    return PastValue{evaluate::Spans{.must = *must, .may = SpansFrom(json, "may")}};
  }
  const auto interval = IntervalFrom(json);
  return interval ? std::optional(PastValue{*interval}) : std::nullopt;
}

std::optional<PastLane> LaneFrom(const Json& json) {
  const auto amount = NumberFrom(json, "amount");
  const auto counted = NumberFrom(json, "counted");
  const auto claimed = NumberFrom(json, "claimed");
  const auto held = NumberFrom(json, "held");
  if (!amount || !counted || !claimed || !held) {
    return std::nullopt;
  }
  return PastLane{*amount, *counted, *claimed, *held};
}

std::optional<Rational> NumberFrom(const Json& json, std::string_view name) {
  const auto text = TextFrom(json, name);
  return text ? Rational::FromFraction(*text) : std::nullopt;
}

std::optional<std::int64_t> InstantFrom(const Json& json, std::string_view name) {
  const Json* number = Member(json, name);
  return number != nullptr && number->is_number_integer()
             ? std::optional(number->get<std::int64_t>())
             : std::nullopt;
}

std::optional<spans::Run> RunFrom(const Json& json, std::string_view name) {
  const Json* run = Member(json, name);
  const bool pair = run != nullptr && run->is_array() && run->size() == 2 &&
                    (*run)[0].is_number_integer() && (*run)[1].is_number_integer();
  if (!pair) {
    return std::nullopt;
  }
  return spans::Run{(*run)[0].get<std::int64_t>(), (*run)[1].get<std::int64_t>()};
}

std::optional<std::string> TextFrom(const Json& json, std::string_view name) {
  const Json* text = Member(json, name);
  return text != nullptr && text->is_string() ? std::optional(text->get<std::string>())
                                              : std::nullopt;
}

std::optional<std::vector<std::string>> TextsFrom(const Json& json, std::string_view name) {
  const Json* list = Member(json, name);
  if (list == nullptr || !list->is_array()) {
    return std::nullopt;
  }
  std::vector<std::string> texts;
  for (const Json& item : *list) {
    if (!item.is_string()) {
      return std::nullopt;
    }
    texts.push_back(item.get<std::string>());
  }
  return texts;
}

std::string Sealed(const Json& line, std::string& last_hash) {
  std::string body = line.dump(-1, ' ', false, Json::error_handler_t::replace);
  body.pop_back();
  readers::Sha256 hash;
  hash.Add(last_hash);
  hash.Add(body);
  last_hash = hash.Finish();
  return fmt::format("{}{}{}\"}}\n", body, kSeal, last_hash);
}

bool IsWhole(std::string_view line, std::string& last_hash) {
  const std::size_t seal = kSeal.size() + kHashLength + 2;
  if (line.size() < seal || line.substr(line.size() - seal, kSeal.size()) != kSeal ||
      !line.ends_with("\"}")) {
    return false;
  }
  readers::Sha256 hash;
  hash.Add(last_hash);
  hash.Add(line.substr(0, line.size() - seal));
  last_hash = hash.Finish();
  return line.substr(line.size() - kHashLength - 2, kHashLength) == last_hash;
}

}  // namespace slate::ledger
