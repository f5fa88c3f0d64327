// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/node.h"

#include <algorithm>

#include "runtime/base/check.h"

namespace slate::syntax {

source::Span Node::span() const {
  const std::uint32_t begin = parsed_->tokens[Raw().first_token].begin;
  return {parsed_->id, begin, std::max(begin, parsed_->tokens[Raw().last_token].end)};
}

std::string_view Node::text() const {
  const source::Span at = span();
  return parsed_->text.substr(at.begin, at.end - at.begin);
}

const Token& Node::TokenOf(std::size_t child) const {
  Check(IsToken(child), "a part of a parse is not a token");
  return parsed_->tokens[At(child).id];
}

Node Node::NodeOf(std::size_t child) const {
  Check(!IsToken(child), "a part of a parse is a token");
  return {*parsed_, At(child).id};
}

std::string_view Node::TextOf(const Token& token) const {
  return parsed_->text.substr(token.begin, token.end - token.begin);
}

source::Span Node::SpanOf(const Token& token) const {
  return {parsed_->id, token.begin, token.end};
}

std::optional<Node> Node::Find(Rule rule) const {
  for (std::size_t i = 0; i < size(); ++i) {
    if (!IsToken(i) && NodeOf(i).rule() == rule) {
      return NodeOf(i);
    }
  }
  return std::nullopt;
}

Node Node::Part(Rule rule) const {
  const std::optional<Node> found = Find(rule);
  Check(found.has_value(), "a part of a parse is missing");
  return *found;
}

std::vector<Node> Node::All(Rule rule) const {
  std::vector<Node> all;
  for (std::size_t i = 0; i < size(); ++i) {
    if (!IsToken(i) && NodeOf(i).rule() == rule) {
      all.push_back(NodeOf(i));
    }
  }
  return all;
}

const Token* Node::FindToken(TokenKind kind) const {
  const std::size_t at = IndexOf(kind);
  return at == size() ? nullptr : &TokenOf(at);
}

std::optional<Node> Node::FindAfter(TokenKind kind, Rule rule) const {
  for (std::size_t i = IndexOf(kind); i < size(); ++i) {
    if (!IsToken(i) && NodeOf(i).rule() == rule) {
      return NodeOf(i);
    }
  }
  return std::nullopt;
}

std::size_t Node::IndexOf(TokenKind kind) const {
  for (std::size_t i = 0; i < size(); ++i) {
    if (IsToken(i) && TokenOf(i).kind == kind) {
      return i;
    }
  }
  return size();
}

}  // namespace slate::syntax
