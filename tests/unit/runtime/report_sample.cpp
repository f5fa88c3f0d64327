// SPDX-License-Identifier: Apache-2.0

// Prints a settlement as JSON, to be held against its schema.

#include <cstdio>
#include <string>

#include "runtime/report/to_json.h"
#include "tests/unit/runtime/report_fixture.h"

int main() {
  const slate::report::Case sample;
  const std::string json = slate::report::ToJson(sample.settlement);
  return std::fputs(json.c_str(), stdout) < 0 ? 1 : 0;
}
