// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "compiler/syntax/rule.h"
#include "compiler/syntax/token.h"

namespace slate::syntax {

inline constexpr std::size_t kTokenKinds = static_cast<std::size_t>(TokenKind::kStray) + 1;
using TokenSet = std::bitset<kTokenKinds>;

// The grammar as the generated parser knows it: a transition network whose states are numbered.
struct GrammarState {
  enum class Kind : std::uint8_t { kToken, kRule, kChoice, kStop };
  Kind kind = Kind::kStop;
  Rule rule = Rule::kFile;   // the rule that it stands in
  Rule part = Rule::kFile;   // of a kRule: what is read before `next`
  std::uint16_t next = 0;    // of a kToken or kRule: behind it
  std::uint16_t detail = 0;  // of a kToken its set, of a kChoice its number
};

struct GrammarStates {
  std::vector<GrammarState> states;
  std::vector<TokenSet> sets;
  std::vector<std::vector<std::uint16_t>> choices;  // where each alternative begins
  std::vector<std::uint16_t> starts;                // by rule
  std::vector<std::vector<std::uint16_t>> follows;  // by rule: the states behind each use of it
};

}  // namespace slate::syntax
