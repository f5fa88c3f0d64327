// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "runtime/evaluate/past.h"

namespace slate::ledger {

using Json = nlohmann::ordered_json;

Json ToJson(const spans::SpanSet& spans);
Json ToJson(const evaluate::PastValue& value);
Json ToJson(const evaluate::PastLane& lane);
std::optional<evaluate::PastValue> ValueFrom(const Json& json);
std::optional<evaluate::PastLane> LaneFrom(const Json& json);
std::optional<exact::Rational> NumberFrom(const Json& json, std::string_view name);
std::optional<std::int64_t> InstantFrom(const Json& json, std::string_view name);
std::optional<spans::Run> RunFrom(const Json& json, std::string_view name);
std::optional<std::string> TextFrom(const Json& json, std::string_view name);
std::optional<std::vector<std::string>> TextsFrom(const Json& json, std::string_view name);

// The bytes of a line with its hash, line feed included.
std::string Sealed(const Json& line, std::string& last_hash);
// Whether the line is what was sealed on top of the hash; moves it on.
bool IsWhole(std::string_view line, std::string& last_hash);

}  // namespace slate::ledger
