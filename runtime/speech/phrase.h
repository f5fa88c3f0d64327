// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <string_view>

// What contracts and reports say, in one language. A phrase is a pattern of ICU's
// MessageFormat. `{x}` is what stands there; `{x_gen}`, `_dat`, `_acc`, `_ins`, `_pre` the same in
// that case, `{x_same}` in the case of the whole, `{x_bare}` without article, `{x_each}` with
// the word for each. `{n_plural}` is the plural category of a number. A phrase that is a noun
// chooses its own form by `{case, select, …}`. `‸` ends a relative clause: it becomes a comma
// unless another sign follows.
namespace slate::speech {

struct Phrase {
  Phrase() = delete;  // a phrase that a language lacks does not compile
  consteval Phrase(const char* text) : pattern(text) {}  // NOLINT(google-explicit-constructor)

  std::string_view pattern;
};

// All phrases of one, in the order of the struct, for tests.
template <typename T>
constexpr auto AllPhrases(const T& book) {
  return std::bit_cast<std::array<Phrase, sizeof(T) / sizeof(Phrase)>>(book);
}

}  // namespace slate::speech
