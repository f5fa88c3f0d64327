// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "runtime/exact/rational.h"

namespace slate::plan {

// A number of bytes in the unit in which people say it, 1.5 GB or 2 GiB: the figure to write before
// the unit, and the unit.
std::pair<exact::Rational, std::string> InByteUnit(const exact::Rational& bytes);

}  // namespace slate::plan
