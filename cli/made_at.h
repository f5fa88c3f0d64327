// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace slate::cli {

// The second that stands in documents: told by the environment, never the clock.
std::int64_t MadeAt();

}  // namespace slate::cli
