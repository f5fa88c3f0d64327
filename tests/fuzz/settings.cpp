// SPDX-License-Identifier: Apache-2.0

// Any bytes are settings: what cannot be read is a finding.

#include "runtime/diag/render_text.h"
#include "runtime/settings/check_settings.h"
#include "runtime/settings/read_settings.h"
#include "tests/fuzz/probe.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  slate::source::FileSet files;
  slate::diag::Sink sink;
  const auto id = files.Add("slate.toml", slate::fuzz::TextOf(bytes, size));
  if (const auto settings = slate::settings::ReadSettings(files, id, sink)) {
    slate::settings::CheckSettings(*settings, slate::fuzz::ProbePlan(), sink);
  }
  slate::diag::RenderText(sink.Sorted(), files, {});
  return 0;
}
