// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/descent.h"

#include <utility>

#include "runtime/base/id_map.h"

namespace slate::syntax {

std::optional<ParseTree> Descent::Read(std::span<const Token> tokens, std::uint32_t max_depth) {
  tokens_ = tokens;
  max_depth_ = max_depth;
  Start(tokens.size());
  std::uint16_t at = grammar_.starts[Index(Rule::kFile)];
  while (!open_.empty()) {
    const GrammarState& state = grammar_.states[at];
    switch (state.kind) {
      case GrammarState::Kind::kToken:
        if (!ReadToken(grammar_.sets[state.detail])) {
          return std::nullopt;
        }
        at = state.next;
        break;
      case GrammarState::Kind::kRule:
        if (!Enter(state.part, state.next)) {
          return std::nullopt;
        }
        at = grammar_.starts[Index(state.part)];
        break;
      case GrammarState::Kind::kChoice: {
        if (at_ == tokens_.size()) {
          return std::nullopt;
        }
        const auto chosen = prediction_.Choose(state.detail, tokens_.subspan(at_));
        if (!chosen) {
          return std::nullopt;
        }
        at = grammar_.choices[state.detail][*chosen];
        break;
      }
      case GrammarState::Kind::kStop: at = Leave(); break;
    }
  }
  return std::move(tree_);
}

void Descent::Start(std::size_t tokens) {
  constexpr std::size_t kNodesPerToken = 4;
  at_ = 0;
  depth_ = 0;
  tree_ = {};
  tree_.nodes.reserve(tokens * kNodesPerToken);
  tree_.children.reserve(tokens * kNodesPerToken);
  open_.clear();
  children_.clear();
  Enter(Rule::kFile, 0);
}

// `expr` counts always; `truth` and `factor` only within themselves (`not not a`, `- - a`).
bool Descent::IsCounted(Rule rule) const {
  if (rule != Rule::kTruth && rule != Rule::kFactor) {
    return rule == Rule::kExpr;
  }
  return tree_.nodes[open_.back().node].rule == rule;
}

bool Descent::Enter(Rule rule, std::uint16_t behind) {
  const bool is_counted = IsCounted(rule);
  depth_ += is_counted ? 1U : 0U;
  open_.push_back(
      {.node = static_cast<std::uint32_t>(tree_.nodes.size()),
       .first_child = children_.size(),
       .behind = behind,
       .is_counted = is_counted}
  );
  tree_.nodes.push_back({.rule = rule, .first_token = at_});
  return depth_ <= max_depth_;
}

std::uint16_t Descent::Leave() {
  const Open closed = open_.back();
  open_.pop_back();
  depth_ -= closed.is_counted ? 1U : 0U;
  ParseTree::Node& node = tree_.nodes[closed.node];
  // A rule that read nothing ends before it starts.
  node.last_token = at_ == 0 ? 0 : at_ - 1;
  const bool is_name = node.rule == Rule::kName || node.rule == Rule::kWord;
  if (is_name) {
    tree_.nodes.resize(closed.node + 1);
  } else {
    node.child_count = static_cast<std::uint32_t>(children_.size() - closed.first_child);
    const auto first = children_.begin() + static_cast<std::ptrdiff_t>(closed.first_child);
    node.first_child = static_cast<std::uint32_t>(tree_.children.size());
    tree_.children.insert(tree_.children.end(), first, children_.end());
  }
  children_.resize(closed.first_child);
  children_.push_back({false, closed.node});
  return closed.behind;
}

bool Descent::ReadToken(const TokenSet& wanted) {
  if (at_ == tokens_.size() || !wanted.test(Index(tokens_[at_].kind))) {
    return false;
  }
  children_.push_back({true, at_++});
  return true;
}

}  // namespace slate::syntax
