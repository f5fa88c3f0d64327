// SPDX-License-Identifier: Apache-2.0

// Prints what the tests in Python read: `plan_sample schema` the JSON Schema of plans, `plan_sample
// plan` the plan of the unit tests.

#include <cstdio>
#include <string_view>

#include "runtime/plan/json.h"
#include "runtime/plan/schema.h"
#include "tests/unit/runtime/plan_fixture.h"

int main(int argc, char** argv) {
  const std::string_view what = argc == 2 ? argv[1] : "";
  if (what != "schema" && what != "plan") {
    std::fputs("usage: plan_sample schema|plan\n", stderr);
    return 2;
  }
  const std::string text = what == "schema" ? slate::plan::JsonSchema()
                                            : slate::plan::ToJson(slate::plan::HostingPlan());
  std::fputs(text.c_str(), stdout);
  return 0;
}
