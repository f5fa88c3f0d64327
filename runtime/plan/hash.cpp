// SPDX-License-Identifier: Apache-2.0
#include "runtime/plan/hash.h"

#include <cstdint>

#include <fmt/format.h>

#include "runtime/plan/write_json.h"

namespace slate::plan {

namespace {

__extension__ using UInt128 = unsigned __int128;

constexpr UInt128 Wide(std::uint64_t high, std::uint64_t low) {
  return (static_cast<UInt128>(high) << 64U) | low;
}

}  // namespace

std::string HashOf(const Plan& plan) {
  constexpr UInt128 kPrime = Wide(0x0000000001000000U, 0x000000000000013BU);
  UInt128 hash = Wide(0x6C62272E07BB0142U, 0x62B821756295C58DU);
  for (const char c : AgreementJson(plan, Origins::kDrop)) {
    hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  }
  return fmt::format(
      "{:016x}{:016x}", static_cast<std::uint64_t>(hash >> 64U), static_cast<std::uint64_t>(hash)
  );
}

}  // namespace slate::plan
