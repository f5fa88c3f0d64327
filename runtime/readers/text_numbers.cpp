// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/text_numbers.h"

#include <cstring>

#include "runtime/base/check.h"

namespace slate::readers {

namespace {

constexpr std::size_t kFirstPlaces = 1'024;

// Eight bytes at a time.
std::uint32_t HashOf(std::string_view text) {
  constexpr std::uint64_t kOdd = 0x9E37'79B9'7F4A'7C15U;
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  std::uint64_t hash = text.size() * kOdd;
  while (!text.empty()) {
    std::uint64_t word = 0;
    const std::size_t count = text.size() < kWord ? text.size() : kWord;
    std::memcpy(&word, text.data(), count);
    hash = (hash ^ word) * kOdd;
    hash ^= hash >> 32U;
    text.remove_prefix(count);
  }
  return static_cast<std::uint32_t>(hash);
}

}  // namespace

void TextNumbers::Grow() {
  const std::vector<Place> before = std::move(places_);
  places_.assign(before.empty() ? kFirstPlaces : 2 * before.size(), Place{});
  for (const Place& place : before) {
    if (place.number != kNone) {
      std::size_t at = place.hash & (places_.size() - 1);
      while (places_[at].number != kNone) {
        at = (at + 1) & (places_.size() - 1);
      }
      places_[at] = place;
    }
  }
}

std::uint32_t TextNumbers::NumberOf(std::string_view text) {
  if (2 * texts_.size() >= places_.size()) {
    Grow();
  }
  const std::uint32_t hash = HashOf(text);
  std::size_t at = hash & (places_.size() - 1);
  while (places_[at].number != kNone) {
    if (places_[at].hash == hash && texts_[places_[at].number] == text) {
      return places_[at].number;
    }
    at = (at + 1) & (places_.size() - 1);
  }
  Check(texts_.size() < kNone, "more texts than have numbers");
  places_[at] = {.hash = hash, .number = static_cast<std::uint32_t>(texts_.size())};
  texts_.emplace_back(text);
  return places_[at].number;
}

}  // namespace slate::readers
