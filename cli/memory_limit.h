// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "runtime/base/result.h"

namespace slate::cli {

// 512MB, 1.5 GB, 2GiB.
Result<std::uint64_t> ReadMemorySize(const std::string& text);

// From now on std::bad_alloc is thrown where the process would take more than this, beside the
// stacks of so many threads.
void LimitMemory(std::uint64_t bytes, int threads);
void LiftMemoryLimit();

}  // namespace slate::cli
