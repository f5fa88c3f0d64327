// SPDX-License-Identifier: Apache-2.0

// Any bytes are rows of JSON, one a line.

#include "tests/fuzz/probe.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  slate::fuzz::ReadProbe(slate::fuzz::TextOf(bytes, size), "format = \"ndjson\"");
  return 0;
}
