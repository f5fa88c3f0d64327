// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "compiler/emit/docs/document.h"
#include "runtime/base/result.h"

namespace slate::emit::docs {

// A DOCX with automatic numbers, heading styles, a table of contents and cross references as
// fields. `made_at` is the second that stands in it as its time (SOURCE_DATE_EPOCH); the same
// document and second give the same bytes.
Result<std::string> ToDocx(const Document& document, std::int64_t made_at);

}  // namespace slate::emit::docs
