// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/syntax/parse_tree.h"

namespace slate::syntax {

class Node;

// What a node needs to be read: the parse, its tokens and the bytes under them.
struct Parsed {
  const ParseTree& tree;
  std::span<const Token> tokens;
  source::FileId id{};
  std::string_view text;
};

// A node of a parse. The parts of a statement are found by their rule, its words by their kind.
class Node {
 public:
  Node(const Parsed& parsed, std::uint32_t id) : parsed_(&parsed), id_(id) {}

  Rule rule() const { return Raw().rule; }
  source::Span span() const;
  std::string_view text() const;
  std::uint32_t first_token() const { return Raw().first_token; }
  std::uint32_t last_token() const { return Raw().last_token; }

  std::size_t size() const { return Raw().child_count; }
  bool IsToken(std::size_t child) const { return At(child).is_token; }
  // The token or the node at a child; the other is a broken invariant.
  const Token& TokenOf(std::size_t child) const;
  Node NodeOf(std::size_t child) const;
  std::string_view TextOf(const Token& token) const;
  source::Span SpanOf(const Token& token) const;

  // The first child that is a node of the rule; Part insists that there is one.
  std::optional<Node> Find(Rule rule) const;
  Node Part(Rule rule) const;
  std::vector<Node> All(Rule rule) const;

  // The first child that is a token of the kind.
  const Token* FindToken(TokenKind kind) const;
  bool Has(TokenKind kind) const { return FindToken(kind) != nullptr; }
  // The first node of the rule behind the first token of the kind: NameAfter(kUnder, kName).
  std::optional<Node> FindAfter(TokenKind kind, Rule rule) const;
  std::size_t IndexOf(TokenKind kind) const;  // size() if there is none

 private:
  const ParseTree::Node& Raw() const { return parsed_->tree.nodes[id_]; }
  const ParseTree::Child& At(std::size_t child) const {
    return parsed_->tree.children[Raw().first_child + child];
  }

  const Parsed* parsed_;
  std::uint32_t id_;
};

}  // namespace slate::syntax
