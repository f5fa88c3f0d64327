// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "runtime/report/page.h"

namespace slate::report {

// One strip as an SVG element: the period from left to right, its days as ticks, the stretches as
// bars. No stretch is too short to be seen; those that would touch are drawn as one.
std::string DayStrip(const Strip& strip, std::span<const std::int64_t> day_starts);

}  // namespace slate::report
