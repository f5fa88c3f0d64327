// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "compiler/diag/catalog/syntax.h"
#include "compiler/syntax/repair.h"
#include "runtime/diag/limit.h"

namespace slate::syntax {

namespace {

TokenKind ClosingOf(TokenKind opening) {
  if (opening == TokenKind::kLeftParen) {
    return TokenKind::kRightParen;
  }
  return opening == TokenKind::kLeftBracket ? TokenKind::kRightBracket : TokenKind::kRightBrace;
}

// The first opening bracket that is too deep, or nothing.
const Token* FindTooDeep(const std::vector<Token>& tokens, std::uint32_t max_depth) {
  std::uint32_t depth = 0;
  for (const Token& token : tokens) {
    depth += IsOpening(token.kind) ? 1U : 0U;
    depth -= IsClosing(token.kind) && depth > 0 ? 1U : 0U;
    if (depth > max_depth) {
      return &token;
    }
  }
  return nullptr;
}

// Takes the innermost open bracket off if the token closes it.
bool TakeMatching(std::vector<TokenKind>& open, TokenKind closing) {
  if (open.empty() || ClosingOf(open.back()) != closing) {
    return false;
  }
  open.pop_back();
  return true;
}

bool IsBalanced(const std::vector<Token>& tokens) {
  std::vector<TokenKind> open;
  for (const Token& token : tokens) {
    if (IsOpening(token.kind)) {
      open.push_back(token.kind);
    } else if (IsClosing(token.kind) && !TakeMatching(open, token.kind)) {
      return false;
    }
  }
  return open.empty();
}

// Closes what is open and drops what closes nothing. How far lines are set in tells which bracket
// was forgotten; it is looked at only in texts whose brackets do not match.
class BracketRepair {
 public:
  BracketRepair(TokenText text, const std::vector<Token>& tokens, diag::Sink& sink)
      : id_(text.id), file_(text.file), tokens_(tokens), sink_(sink) {}

  std::vector<Token> Run() {
    for (const Token& token : tokens_) {
      if (token.kind != TokenKind::kEnd && StartsLine(token)) {
        CloseForgotten(token);
      }
      if (IsClosing(token.kind)) {
        Close(token);
        continue;
      }
      if (token.kind == TokenKind::kEnd) {
        CloseDownTo(0, token);
      }
      if (IsOpening(token.kind)) {
        open_.push_back({token, IndentOf(token), file_.PositionOf(token.begin).line});
      }
      out_.push_back(token);
    }
    return std::move(out_);
  }

 private:
  struct Open {
    Token token;
    std::uint32_t indent = 0;  // of the line it stands on
    std::uint32_t line = 0;
  };

  std::string_view TextOf(const Token& t) const { return file_.TextOf({id_, t.begin, t.end}); }

  std::uint32_t LineStartOf(const Token& token) const {
    return file_.LineStart(file_.PositionOf(token.begin).line);
  }

  bool StartsLine(const Token& token) const {
    const std::uint32_t start = LineStartOf(token);
    const std::string_view before = file_.text().substr(start, token.begin - start);
    return before.find_first_not_of(" \t") == std::string_view::npos;
  }

  std::uint32_t IndentOf(const Token& token) const {
    const std::uint32_t start = LineStartOf(token);
    const std::size_t first = file_.text().find_first_not_of(" \t", start);
    return static_cast<std::uint32_t>(std::min<std::size_t>(first, token.begin)) - start;
  }

  // A line that is set in no further than the line of an open bracket is not inside it, unless it
  // begins with the closing bracket.
  void CloseForgotten(const Token& token) {
    const std::uint32_t indent = IndentOf(token);
    const std::uint32_t line = file_.PositionOf(token.begin).line;
    while (!open_.empty() && open_.back().line < line) {
      const Open& last = open_.back();
      const bool closes = ClosingOf(last.token.kind) == token.kind;
      const bool outside =
          closes ? indent < last.indent && HasOuter(token.kind, indent) : indent <= last.indent;
      if (!outside) {
        return;
      }
      CloseDownTo(open_.size() - 1, token);
    }
  }

  bool HasOuter(TokenKind closing, std::uint32_t indent) const {
    return std::any_of(open_.begin(), open_.end() - 1, [&](const Open& open) {
      return ClosingOf(open.token.kind) == closing && open.indent == indent;
    });
  }

  void Close(const Token& token) {
    std::size_t depth = open_.size();
    while (depth > 0 && ClosingOf(open_[depth - 1].token.kind) != token.kind) {
      --depth;
    }
    if (depth == 0) {
      sink_.Report(
          diag::kUnopenedBracket,
          source::Span{id_, token.begin, token.end},
          fmt::format("`{}` closes nothing", TextOf(token))
      );
      return;
    }
    CloseDownTo(depth, token);
    open_.pop_back();
    out_.push_back(token);
  }

  void CloseDownTo(std::size_t depth, const Token& where) {
    diag::Diagnostic* problem = nullptr;
    while (open_.size() > depth) {
      const Token token = open_.back().token;
      open_.pop_back();
      const std::uint32_t end = out_.back().end;
      out_.push_back({ClosingOf(token.kind), end, end});
      const source::Span span{id_, token.begin, token.end};
      if (problem == nullptr) {
        problem = &sink_.Report(
            diag::kUnclosedBracket, span, fmt::format("`{}` is not closed", TextOf(token))
        );
        AddWhere(*problem, token, where);
      } else {
        problem->secondary.push_back({span, "nor is this"});
      }
    }
  }

  void AddWhere(diag::Diagnostic& problem, const Token& open, const Token& where) {
    const std::string_view closing = Describe(ClosingOf(open.kind));
    if (where.kind == TokenKind::kEnd) {
      problem.help = fmt::format("the file ends without its {}", closing);
    } else {
      problem.secondary.push_back(
          {{id_, where.begin, where.end}, fmt::format("{} should stand before this", closing)}
      );
    }
  }

  source::FileId id_;
  const source::File& file_;
  const std::vector<Token>& tokens_;
  diag::Sink& sink_;
  std::vector<Token> out_;
  std::vector<Open> open_;
};

}  // namespace

std::vector<Token> RepairBrackets(
    TokenText text, std::vector<Token> tokens, const ParseOptions& options, diag::Sink& sink
) {
  if (const Token* deep = FindTooDeep(tokens, options.max_depth)) {
    auto& problem = sink.Report(
        diag::kTooDeep,
        source::Span{text.id, deep->begin, deep->end},
        fmt::format("brackets nested deeper than {}", options.max_depth)
    );
    problem.help = "name inner parts with `let`; " + diag::HowToRaise("nesting");
    return {};
  }
  return IsBalanced(tokens) ? std::move(tokens) : BracketRepair(text, tokens, sink).Run();
}

}  // namespace slate::syntax
