// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "runtime/base/result.h"

namespace slate::cli {

// A page of HTML as PDF, through WeasyPrint. The same page and second give the same bytes.
Result<std::string> PrintPdf(const std::string& html, std::int64_t made_at);

}  // namespace slate::cli
