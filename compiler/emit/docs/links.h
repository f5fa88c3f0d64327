// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "compiler/emit/docs/document.h"

namespace slate::emit::docs {

// Links to what the document does not have are taken away, numbers are filled in.
void FinishLinks(const Document& document, std::vector<Block>& blocks);
// The same for the values on its cover.
void FinishCover(Document& document);

}  // namespace slate::emit::docs
