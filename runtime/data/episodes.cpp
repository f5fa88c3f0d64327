// SPDX-License-Identifier: Apache-2.0
#include "runtime/data/episodes.h"

namespace slate::data {

std::optional<std::vector<std::size_t>> EpisodesOf(std::span<const CaseEvent> events) {
  enum class State : std::uint8_t { kNew, kOpen, kClosed } state = State::kNew;
  std::vector<std::size_t> episodes;
  std::size_t episode = 0;
  std::size_t begin = 0;
  while (begin < events.size()) {
    std::size_t end = begin;
    bool opens = false;
    bool closes = false;
    for (; end < events.size() && events[end].at == events[begin].at &&
           events[end].order == events[begin].order;
         ++end) {
      opens = opens || events[end].opens;
      closes = closes || events[end].closes;
    }
    if (opens && closes && state == State::kOpen) {
      return std::nullopt;
    }
    episode += opens && state == State::kClosed ? 1 : 0;
    if (opens || closes) {
      state = closes ? State::kClosed : State::kOpen;
    }
    episodes.resize(end, episode);
    begin = end;
  }
  return episodes;
}

}  // namespace slate::data
