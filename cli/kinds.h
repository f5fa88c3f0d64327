// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "runtime/diag/diagnostic.h"

namespace slate::cli {

// Every kind of finding of compiler and runtime, by code.
std::vector<const diag::Kind*> AllKindsOfFindings();

}  // namespace slate::cli
