// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "runtime/evaluate/outcome.h"
#include "runtime/report/json_text.h"
#include "runtime/report/settlement.h"

// Figures in the JSON forms of settlements and derivations: every number as an exact fraction.
namespace slate::report {

std::string InstantToJson(std::int64_t instant);
void PutTruth(evaluate::Truth truth, JsonText& json);
void PutSpans(const spans::SpanSet& set, JsonText& json);
void PutUnit(const plan::Unit& unit, JsonText& json);
void PutFigure(const evaluate::Figure& figure, const Settlement& settlement, JsonText& json);

}  // namespace slate::report
