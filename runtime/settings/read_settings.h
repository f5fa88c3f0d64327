// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "runtime/diag/sink.h"
#include "runtime/settings/settings.h"

namespace slate::settings {

// What slate.toml says, checked for its form alone. Nothing if the text is no TOML; otherwise all
// that could be read, with a finding for the rest.
std::optional<Settings> ReadSettings(
    const source::FileSet& files, source::FileId file, diag::Sink& sink
);

}  // namespace slate::settings
