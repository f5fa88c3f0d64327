// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/base/result.h"
#include "runtime/calendar/time_zone.h"
#include "runtime/spans/span_set.h"

namespace slate::cli {

// `2026-03`, `2026-Q1`, `2026`, `2026-05-10` or two of them with `..` between, both included, as
// whole local days of the zone.
Result<spans::Run> ReadPeriod(std::string_view text, const calendar::TimeZone& zone);

// `2026-03-01T10:00Z`; without an offset a reading of the zone, `2026-03-01` its midnight.
Result<std::int64_t> ReadInstant(std::string_view text, const calendar::TimeZone& zone);

}  // namespace slate::cli
