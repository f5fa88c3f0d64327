// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/calendar/time_zone.h"
#include "runtime/plan/plan.h"
#include "runtime/spans/span_set.h"

namespace slate::cli {

// `2026-03`, `2026-Q1`, `2026`, `2026-05-10` or two of them with `..` between, both included, as
// whole local days of the zone.
Result<spans::Run> ReadPeriod(std::string_view text, const calendar::TimeZone& zone);

// `2026-03-01T10:00Z`; without an offset a reading of the zone, `2026-03-01` its midnight.
Result<std::int64_t> ReadInstant(std::string_view text, const calendar::TimeZone& zone);

// The periods of an agreement so written; without any, its term, which without an end lasts until
// `as_of`.
Result<std::vector<spans::Run>> ReadPeriods(
    const std::vector<std::string>& texts,
    const plan::Plan& plan,
    const calendar::TimeZone& zone,
    std::optional<std::int64_t> as_of
);

}  // namespace slate::cli
