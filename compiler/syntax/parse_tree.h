// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/syntax/rule.h"
#include "compiler/syntax/token.h"

namespace slate::syntax {

// A parse without ANTLR's types. Node 0 is the root; children of a node stand together in
// `children`, in the order of the text. Names and words have no children, only their token.
struct ParseTree {
  struct Child {
    bool is_token = false;
    std::uint32_t id = 0;  // a token or a node
  };
  struct Node {
    Rule rule = Rule::kFile;
    std::uint32_t first_child = 0;
    std::uint32_t child_count = 0;
    std::uint32_t first_token = 0;
    std::uint32_t last_token = 0;  // included
  };
  std::vector<Node> nodes;
  std::vector<Child> children;
};

// A rule that was being read when the parse stopped, with what it had read.
struct OpenRule {
  Rule rule = Rule::kFile;
  std::uint32_t first_token = 0;
  std::vector<TokenKind> tokens;  // its own, not those of its parts
};

// Where a parse stopped.
struct Failure {
  std::uint32_t token = 0;
  bool too_deep = false;
  std::vector<OpenRule> rules;      // innermost first
  std::vector<TokenKind> expected;  // may be long: nearly every word is a name
};

struct ParseResult {
  ParseTree tree;
  std::optional<Failure> failure;
};

}  // namespace slate::syntax
