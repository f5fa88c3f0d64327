// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>

#include "compiler/syntax/grammar_states.h"
#include "compiler/syntax/parse_tree.h"

namespace slate::syntax {

// What ANTLR knows of the grammar and learns of it as it reads. Texts that are read at the same
// time need one each.
class PredictionTables {
 public:
  PredictionTables();
  ~PredictionTables();
  PredictionTables(const PredictionTables&) = delete;
  PredictionTables& operator=(const PredictionTables&) = delete;

  struct Tables;
  Tables& operator*() const { return *tables_; }

 private:
  std::unique_ptr<Tables> tables_;
};

// The network of the grammar that the generated parser carries.
const GrammarStates& StatesOfGrammar();

// Parses whole declarations; `tokens` ends with kEnd. The first mistake ends it. `max_depth` bounds
// expressions within expressions. Without tables the one set of the process serves.
ParseResult ParseTokens(
    std::span<const Token> tokens, std::uint32_t max_depth, const PredictionTables* tables = nullptr
);

}  // namespace slate::syntax
