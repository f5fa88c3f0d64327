// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/emit/docs/document.h"

namespace slate::emit::docs {

// One document that holds both: what only the old one says is marked removed, what only the new one
// says is marked added. Without the removed it says what the new one says, without the added what
// the old one says. Numbers and anchors are those of the new document.
Document Redline(const Document& old_one, const Document& new_one);

}  // namespace slate::emit::docs
