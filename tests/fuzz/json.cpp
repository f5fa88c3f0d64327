// SPDX-License-Identifier: Apache-2.0

// Any bytes are a JSON array of rows.

#include "tests/fuzz/probe.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  slate::fuzz::ReadProbe(slate::fuzz::TextOf(bytes, size), "format = \"json\"");
  return 0;
}
