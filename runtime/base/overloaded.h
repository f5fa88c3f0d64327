// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace slate {

// Takes a std::variant apart: std::visit(Overloaded{[](A) {…}, [](B) {…}}, v).
template <typename... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <typename... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

}  // namespace slate
