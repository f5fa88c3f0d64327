// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace slate::data {

// What an event says of whether its case is open.
struct CaseEvent {
  std::int64_t at = 0;
  std::int64_t order = 0;  // among events at one instant
  bool opens = false;
  bool closes = false;
};

// For each of the events, sorted by time and order, the number of its episode: a case that opens
// again after it closed begins a new one. Nothing where an open case both opens and closes at one
// instant, so that it is not known whether it ends open.
std::optional<std::vector<std::size_t>> EpisodesOf(std::span<const CaseEvent> events);

}  // namespace slate::data
