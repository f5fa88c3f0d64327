// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include "runtime/plan/plan.h"

namespace slate::plan {

// What an op asks of its node. `args` has a letter for each argument:
//   n number  b bool  i instant  d date  t instant or date  m member or text  s spans  a anything
// The letter before `?` may be missing; the one before `*` stands any number of times, the last one
// only. `needs` has a letter for each attribute that must be given:
//   n name  i input  f field  b body  r rollup  y rhythm  w where
struct Signature {
  Op op;
  std::string_view args;
  std::string_view needs = {};
};

const Signature& SignatureOf(Op op);
// The same for the sources of kAggregate and kSpansOfBins.
std::string_view ArgsOf(Source source);

struct ArgRange {
  std::size_t least = 0;
  std::size_t most = 0;  // SIZE_MAX = any number
};
ArgRange RangeOf(std::string_view args);
// The letter of an argument within the range.
char LetterOf(std::string_view args, std::size_t at);
bool Fits(char letter, Type::Kind kind);
// `n` is "a number".
std::string_view WordsOf(char letter);

}  // namespace slate::plan
