// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "compiler/syntax/grammar_states.h"
#include "compiler/syntax/parse_tree.h"
#include "compiler/syntax/prediction.h"

namespace slate::syntax {

// Reads sound declarations several times as fast as the generated parser: it walks the states of
// the same grammar and writes the tree straight down. The grammar has no ambiguities, so a tree
// that it finds is the one. Texts that are read at the same time need one each.
class Descent {
 public:
  explicit Descent(const GrammarStates& grammar) : grammar_(grammar), prediction_(grammar) {}

  // Nothing if there is a mistake, or expressions stand deeper within one another than `max_depth`;
  // ANTLR says then what is wrong. `tokens` ends with kEnd.
  std::optional<ParseTree> Read(std::span<const Token> tokens, std::uint32_t max_depth);

 private:
  // A rule that is being read.
  struct Open {
    std::uint32_t node = 0;
    std::size_t first_child = 0;  // in `children_`
    std::uint16_t behind = 0;     // the state to go on from
    bool is_counted = false;      // for the depth of expressions
  };

  void Start(std::size_t tokens);
  bool IsCounted(Rule rule) const;
  bool Enter(Rule rule, std::uint16_t behind);
  std::uint16_t Leave();
  bool ReadToken(const TokenSet& wanted);

  const GrammarStates& grammar_;
  Prediction prediction_;
  std::span<const Token> tokens_;
  std::uint32_t at_ = 0;
  std::uint32_t depth_ = 0;
  std::uint32_t max_depth_ = 0;
  ParseTree tree_;
  std::vector<Open> open_;
  std::vector<ParseTree::Child> children_;  // of the rules that are open
};

}  // namespace slate::syntax
