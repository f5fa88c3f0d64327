// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/prediction.h"

#include <algorithm>
#include <set>

#include "runtime/base/id_map.h"

namespace slate::syntax {

std::optional<std::size_t> Prediction::Choose(std::size_t choice, std::span<const Token> tokens) {
  std::uint32_t at = begins_[choice] == kUnknown ? Begin(choice) : begins_[choice];
  for (const Token& token : tokens) {
    const std::uint32_t known = lookaheads_[at - kFirstLookahead].by_kind[Index(token.kind)];
    at = known == kUnknown ? After(at, token.kind) : known;
    if (at < kFirstLookahead) {
      return at == kNone ? std::nullopt : std::optional<std::size_t>(at - kFirstAlternative);
    }
  }
  return std::nullopt;
}

std::uint32_t Prediction::Begin(std::size_t choice) {
  Ways open;
  for (std::uint16_t i = 0; i < grammar_.choices[choice].size(); ++i) {
    open.push_back({.state = grammar_.choices[choice][i], .alternative = i, .callers = kNobody});
  }
  begins_[choice] = Intern(Closure(std::move(open)));
  return begins_[choice];
}

std::uint32_t Prediction::After(std::uint32_t lookahead, TokenKind kind) {
  const std::size_t from = lookahead - kFirstLookahead;
  Ways open;
  bool is_sure = true;
  for (const Way& way : lookaheads_[from].ways) {
    const GrammarState& state = grammar_.states[way.state];
    if (grammar_.sets[state.detail].test(Index(kind))) {
      open.push_back({state.next, way.alternative, way.callers});
      is_sure = is_sure && open.front().alternative == way.alternative;
    }
  }
  const std::uint32_t found = open.empty() ? kNone
                              : is_sure    ? open.front().alternative + kFirstAlternative
                                           : Intern(Closure(std::move(open)));
  lookaheads_[from].by_kind[Index(kind)] = found;
  return found;
}

std::uint32_t Prediction::Intern(Ways ways) {
  const auto next = static_cast<std::uint32_t>(lookaheads_.size()) + kFirstLookahead;
  const auto [known, is_new] = known_.emplace(std::move(ways), next);
  if (is_new) {
    lookaheads_.push_back({.by_kind = {}, .ways = known->first});
  }
  return known->second;
}

// All ways that come before a token.
Prediction::Ways Prediction::Closure(Ways open) {
  std::set<Way> seen;
  Ways before_tokens;
  while (!open.empty()) {
    const Way way = open.back();
    open.pop_back();
    if (!seen.insert(way).second) {
      continue;
    }
    if (grammar_.states[way.state].kind == GrammarState::Kind::kToken) {
      before_tokens.push_back(way);
    } else {
      Follow(way, open);
    }
  }
  std::sort(before_tokens.begin(), before_tokens.end());
  return before_tokens;
}

void Prediction::Follow(const Way& way, Ways& open) {
  const GrammarState& state = grammar_.states[way.state];
  const auto go = [&](std::uint16_t to, std::uint32_t callers) {
    open.push_back({to, way.alternative, callers});
  };
  switch (state.kind) {
    case GrammarState::Kind::kToken: return;
    case GrammarState::Kind::kRule:
      return go(grammar_.starts[Index(state.part)], Call({state.next, way.callers}));
    case GrammarState::Kind::kChoice:
      for (const std::uint16_t begin : grammar_.choices[state.detail]) {
        go(begin, way.callers);
      }
      return;
    case GrammarState::Kind::kStop:
      if (way.callers != kNobody) {
        return go(callers_[way.callers].back, callers_[way.callers].callers);
      }
      for (const std::uint16_t behind : grammar_.follows[Index(state.rule)]) {
        go(behind, kNobody);
      }
      return;
  }
}

std::uint32_t Prediction::Call(Caller caller) {
  const auto [known, is_new] =
      known_callers_.emplace(caller, static_cast<std::uint32_t>(callers_.size()));
  if (is_new) {
    callers_.push_back(caller);
  }
  return known->second;
}

}  // namespace slate::syntax
