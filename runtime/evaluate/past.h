// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/evaluate/value.h"

// What was settled before, as a ledger hands it to an evaluation: plain data, members and texts by
// name. Figures come before the money in it; both are read by later periods.
namespace slate::evaluate {

struct PastValue {
  Value value = Undefined{};
  std::string text = {};  // of a Label

  bool operator==(const PastValue&) const = default;
};

// The fields of an objective for one combination of its members: verdict (a text), counted (a
// truth), value, target, credit, bonus and let:NAME.
struct PastFigure {
  std::string objective = {};
  std::vector<std::string> members = {};
  Run span = {};  // of its own period
  std::vector<std::pair<std::string, PastValue>> fields = {};

  bool operator==(const PastFigure&) const = default;
};

// One of the two replays of an entry: with the ends that the agreement pays, and with the others.
struct PastLane {
  Rational amount = 0;
  Rational counted = 0;  // what uses up the room under caps
  Rational claimed = 0;  // the same after `claim`
  Rational held = 0;

  bool operator==(const PastLane&) const = default;
};

// What became of an amount that has to be claimed: nothing says so, still to be claimed, claimed in
// time, or lost.
enum class ClaimState : std::uint8_t { kNone, kOpen, kClaimed, kForfeited };

struct PastEntry {
  std::string stage = {};
  std::vector<std::string> members = {};
  std::string window = {};
  Run span = {};
  Rational gross = 0;
  std::array<PastLane, 2> lanes = {};
  ClaimState claim = ClaimState::kNone;
  std::optional<std::int64_t> claim_until = {};
  std::optional<std::int64_t> claimed_at = {};

  bool operator==(const PastEntry&) const = default;
};

enum class RightState : std::uint8_t { kNone, kStanding, kExercised, kLapsed };

struct PastRight {
  std::string right = {};
  std::vector<std::string> members = {};
  bool holds = false;  // its condition
  RightState state = RightState::kNone;
  std::optional<std::int64_t> since = {};
  std::optional<std::int64_t> until = {};
  std::optional<std::int64_t> exercised = {};

  bool operator==(const PastRight&) const = default;
};

struct PastPeriod {
  std::string label = {};
  Run whole = {};
  std::vector<PastFigure> figures = {};
  std::vector<PastEntry> entries = {};
  std::vector<PastRight> rights = {};

  bool operator==(const PastPeriod&) const = default;
};

struct Past {
  std::vector<PastPeriod> periods = {};  // in order
};

std::vector<Run> RunsOf(const Past& past);

}  // namespace slate::evaluate
