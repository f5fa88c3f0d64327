// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "compiler/emit/docs/document.h"

namespace slate::emit::docs {

// CommonMark with tables. Text of users is escaped: nothing of it becomes markup.
std::string ToMarkdown(const Document& document);

}  // namespace slate::emit::docs
