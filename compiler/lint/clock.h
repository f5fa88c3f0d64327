// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "compiler/analysis/world.h"
#include "runtime/plan/plan.h"

namespace slate::lint {

using exact::Rational;

// How long something may take: elapsed time, or time of a calendar.
struct Allowed {
  Rational ns;
  std::string calendar = {};  // empty = elapsed time
  bool pauses = false;        // `except` spans stop the clock
};

// A promise of the form END <= START + ALLOWED on the cases of an input.
struct Clock {
  std::string input;
  std::string start;
  std::string end;
  std::map<std::string, Allowed> allowed = {};  // by the labels of a table; "" = for all
};

// The clock whose verdicts a measure counts, if it is a share of cases in time.
std::optional<Clock> ClockOf(const plan::Plan& plan, const plan::Objective& objective);

std::string Show(const Allowed& allowed);

}  // namespace slate::lint
