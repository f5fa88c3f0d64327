// SPDX-License-Identifier: Apache-2.0

// Any bytes are refused as a plan or are one, which is written as it was read.

#include "runtime/base/check.h"
#include "runtime/plan/hash.h"
#include "runtime/plan/json.h"
#include "runtime/plan/print.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto plans = slate::plan::AllFromJson(slate::fuzz::TextOf(bytes, size));
  if (!plans) {
    return 0;
  }
  const std::string json = slate::plan::ToJson(*plans);
  const auto again = slate::plan::AllFromJson(json);
  slate::Check(again.has_value(), "a plan that was written is not a plan");
  slate::Check(slate::plan::ToJson(*again) == json, "a plan read back is another plan");
  for (const slate::plan::Plan& plan : *plans) {
    slate::plan::Explain(plan);
    slate::plan::HashOf(plan);
  }
  return 0;
}
