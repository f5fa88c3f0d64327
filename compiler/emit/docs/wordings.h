// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/emit/docs/document.h"

namespace slate::emit::docs {

// How what stands in several lines of a document is read in one.
struct WordingPhrases {
  std::function<std::string(const std::string&, const std::string&)> pair;  // cells of a row
  std::string between;                                                      // rows, steps
  std::string blank;                                                        // sentences
};

// What a document says under an anchor, in one line without links: a clause with its table or
// steps, all clauses of a part, or the steps of that name. Nothing if it says nothing.
Line WordingOf(const Document& document, const std::string& anchor, const WordingPhrases& joints);

// The anchor of the clause or heading where a document speaks of it.
std::optional<std::string> PlaceOf(const Document& document, const std::string& anchor);

}  // namespace slate::emit::docs
