// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/diag/sink.h"
#include "runtime/settings/settings.h"

namespace slate::settings {

struct LimitSetting {
  Text name;
  Located<std::uint64_t> number;
};

// [limits] of slate.toml: how much texts and data may ask for. Which limits there are is not known
// here.
std::vector<LimitSetting> ReadLimitsTable(
    const source::FileSet& files, source::FileId file, diag::Sink& sink
);

}  // namespace slate::settings
