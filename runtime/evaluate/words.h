// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "runtime/calendar/time_zone.h"
#include "runtime/evaluate/labels.h"
#include "runtime/evaluate/value.h"

namespace slate::evaluate {

// Values as a person writes them in an agreement: `500.00 EUR`, `43min30s`, `99.85%`. Exact:
// what has no finite decimal form is written as a fraction.
std::string InWords(
    const Value& value, const plan::Type& type, const Labels& labels, const calendar::TimeZone& zone
);
std::string DurationInWords(const Rational& ns);

}  // namespace slate::evaluate
