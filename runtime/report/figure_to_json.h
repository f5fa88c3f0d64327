// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "runtime/evaluate/outcome.h"
#include "runtime/report/settlement.h"

// Figures in the JSON forms of settlements and derivations: every number as an exact fraction.
namespace slate::report {

using OrderedJson = nlohmann::ordered_json;

std::string InstantToJson(std::int64_t instant);
OrderedJson TruthToJson(evaluate::Truth truth);
OrderedJson SpansToJson(const spans::SpanSet& set);
OrderedJson UnitToJson(const plan::Unit& unit);
OrderedJson FigureToJson(const evaluate::Figure& figure, const Settlement& settlement);

}  // namespace slate::report
