// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "compiler/syntax/grammar_states.h"
#include "compiler/syntax/token.h"

namespace slate::syntax {

// Which alternative of a choice the next tokens belong to, by as many of them as it takes. Whoever
// called the rule of the choice is not looked at (SLL). What it learns of the grammar it keeps.
class Prediction {
 public:
  explicit Prediction(const GrammarStates& grammar)
      : grammar_(grammar), begins_(grammar.choices.size(), kUnknown) {}

  // Counted from 0; nothing if no alternative fits, or several do to the end. `tokens` is not
  // empty.
  std::optional<std::size_t> Choose(std::size_t choice, std::span<const Token> tokens);

 private:
  // A way through the grammar that the tokens so far allow; it stands before a token.
  struct Way {
    std::uint16_t state = 0;
    std::uint16_t alternative = 0;
    std::uint32_t callers = kNobody;

    auto operator<=>(const Way&) const = default;
  };
  using Ways = std::vector<Way>;  // sorted

  // Where to return to; lists of them share their ends.
  struct Caller {
    std::uint16_t back = 0;
    std::uint32_t callers = kNobody;

    auto operator<=>(const Caller&) const = default;
  };

  // What is known after some tokens: by the next one, the alternative or where to look further.
  struct Lookahead {
    std::array<std::uint32_t, kTokenKinds> by_kind = {};
    Ways ways;
  };

  static constexpr std::uint32_t kNobody = UINT32_MAX;
  static constexpr std::uint32_t kUnknown = 0;
  static constexpr std::uint32_t kNone = 1;
  static constexpr std::uint32_t kFirstAlternative = 2;
  static constexpr std::uint32_t kFirstLookahead = 1U << 16U;

  std::uint32_t Begin(std::size_t choice);
  std::uint32_t After(std::uint32_t lookahead, TokenKind kind);
  std::uint32_t Intern(Ways ways);
  Ways Closure(Ways open);
  void Follow(const Way& way, Ways& open);
  std::uint32_t Call(Caller caller);

  const GrammarStates& grammar_;
  std::vector<std::uint32_t> begins_;  // by choice
  std::vector<Lookahead> lookaheads_;
  std::map<Ways, std::uint32_t> known_;
  std::vector<Caller> callers_;
  std::map<Caller, std::uint32_t> known_callers_;
};

}  // namespace slate::syntax
