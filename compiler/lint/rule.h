// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "compiler/lint/lint.h"

namespace slate::lint {

struct Promise;

// One agreement as the rules look at it, among all that were compiled with it.
struct Subject {
  const resolve::Program& program;
  const source::FileSet& files;
  std::span<const CheckedAgreement> all;
  const resolve::EffectiveAgreement& effective;
  const plan::Plan& plan;
  diag::Sink& sink;
  std::vector<Counterexample>& shown;
  // What it promises, with facts such as fees left open, and with those in the text read.
  std::span<const Promise> open = {};
  std::span<const Promise> read = {};
};

// One text as the rules look at it.
struct Text {
  const resolve::Program& program;
  const source::FileSet& files;
  const resolve::Module& module;
  const Readers& readers;
  diag::Sink& sink;
};

// What is looked for. The examples are lines of an objective, of an agreement, or whole texts; the
// bad one must fire this rule alone, the good one none. Tests complete and run them.
struct Rule {
  const diag::Kind* kind = nullptr;
  std::string_view bad_example;
  std::string_view good_example;
  void (*run)(const Subject&) = nullptr;
  void (*run_on_text)(const Text&) = nullptr;
};

}  // namespace slate::lint
