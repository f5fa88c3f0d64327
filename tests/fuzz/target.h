// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

// What a fuzzer calls with bytes of its own making. It must return whatever they are: a crash, an
// invariant that does not hold and a time without end are the findings.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace slate::fuzz {

inline std::string TextOf(const std::uint8_t* bytes, std::size_t size) {
  return {bytes, bytes + size};
}

}  // namespace slate::fuzz
