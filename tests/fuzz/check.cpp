// SPDX-License-Identifier: Apache-2.0

// Any text is checked and linted; the plan of a sound one survives its JSON form.

#include "runtime/base/check.h"

#include "runtime/diag/render_text.h"
#include "runtime/plan/json.h"
#include "runtime/plan/print.h"
#include "tests/fuzz/compiled.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const slate::fuzz::Compiled compiled(slate::fuzz::TextOf(bytes, size));
  slate::diag::RenderText(compiled.sink.Sorted(), compiled.files, {});
  if (compiled.sink.has_errors()) {
    return 0;
  }
  for (const slate::plan::Plan& plan : compiled.result.plans) {
    slate::plan::Explain(plan);
    const std::string json = slate::plan::ToJson(plan);
    const auto again = slate::plan::FromJson(json);
    slate::Check(again.has_value(), "the plan of a checked text is not a plan");
    slate::Check(slate::plan::ToJson(*again) == json, "a plan read back is another plan");
  }
  return 0;
}
