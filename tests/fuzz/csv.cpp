// SPDX-License-Identifier: Apache-2.0

// Any bytes are rows of CSV, in the dialect that the first byte chooses.

#include <array>

#include "tests/fuzz/probe.h"
#include "tests/fuzz/target.h"

namespace {

constexpr std::array<const char*, 4> kDialects = {
    "format = \"csv\"",
    "format = \"csv\"\ndelimiter = \";\"",
    "format = \"csv\"\nencoding = \"latin-1\"",
    "format = \"csv\"\nmissing = [\"\", \"-\"]"};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text = slate::fuzz::TextOf(bytes, size);
  const std::size_t dialect = text.empty() ? 0 : bytes[0] % kDialects.size();
  slate::fuzz::ReadProbe(text.empty() ? text : text.substr(1), kDialects[dialect]);
  return 0;
}
