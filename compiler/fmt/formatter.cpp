// SPDX-License-Identifier: Apache-2.0
#include "compiler/fmt/formatter.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/fmt/spacing.h"
#include "compiler/fmt/statement_starts.h"
#include "compiler/syntax/lexer.h"

namespace slate::layout {

namespace {

using syntax::Token;
using syntax::TokenKind;

constexpr std::size_t kWidth = 100;
constexpr std::size_t kStep = 2;

// A token or a comment, in the order of the text.
struct Element {
  Token token;
  std::size_t index = 0;        // among the tokens; of the next one for a comment
  std::uint32_t line_ends = 0;  // before it
  bool is_comment = false;
};

struct Bracket {
  std::size_t close = 0;  // index of the closing token
  bool is_block = false;  // holds statements
  bool broken = false;    // what it holds begins on a line of its own
  bool by_rows = false;   // … and so does what follows each comma
};

std::uint32_t CountLineEnds(std::string_view text) {
  return static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

class Formatter {
 public:
  Formatter(const ast::File& file, std::string_view text) : text_(text), starts_(FindStarts(file)) {
    syntax::TokenList list = syntax::Tokenize(text);
    tokens_ = std::move(list.tokens);
    FindElements(list.comments);
    FindBrackets();
  }

  std::string Run() {
    // Every round breaks the outermost brackets of lines that are too long; brackets are nested at
    // most 200 deep, so this ends.
    do {
      Lay();
    } while (BreakLongLines());
    return std::move(out_);
  }

 private:
  struct Open {
    std::size_t token = 0;
    std::size_t outer = 0;  // how far its line is set in
  };
  // A statement of an example, whose rows may be parted.
  struct Rows {
    std::size_t start = 0;
    std::size_t first_line = 0;
    std::size_t last_line = 0;
    bool has_commas = false;
    bool parted = false;
  };
  // A bracket by the line of the output it opens on, for breaking.
  struct Opened {
    std::size_t token = 0;
    std::size_t line = 0;
  };

  // ---- What there is ----

  void FindElements(const std::vector<Token>& comments) {
    std::size_t comment = 0;
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      while (comment < comments.size() && comments[comment].begin < tokens_[i].begin) {
        Add(comments[comment++], i, before, true);
      }
      Add(tokens_[i], i, before, false);
    }
  }

  void Add(const Token& token, std::size_t index, std::uint32_t& before, bool is_comment) {
    const std::uint32_t line_ends = CountLineEnds(text_.substr(before, token.begin - before));
    elements_.push_back({token, index, line_ends, is_comment});
    before = token.end;
  }

  void FindBrackets() {
    brackets_.resize(tokens_.size());
    std::vector<std::size_t> open;
    for (const Element& element : elements_) {
      const std::size_t i = element.index;
      if (!open.empty() && i == open.back() + 1 && element.line_ends > 0) {
        brackets_[open.back()].broken = true;
      }
      if (element.is_comment) {
        continue;
      }
      if (IsClosing(element.token.kind)) {
        brackets_[open.back()].close = i;
        open.pop_back();
      } else if (!open.empty() && starts_.contains(element.token.begin)) {
        brackets_[open.back()].is_block = true;
        brackets_[open.back()].broken |= element.line_ends > 0;
      }
      if (IsOpening(element.token.kind)) {
        open.push_back(i);
      }
    }
  }

  // ---- Lines ----

  void Lay() {
    out_.clear();
    open_.clear();
    opened_.clear();
    for (Rows& rows : rows_) {
      rows.has_commas = false;
    }
    statement_ = nullptr;
    widths_.assign(1, 0);
    indent_ = 0;
    bool after_comment = false;
    for (const Element& element : elements_) {
      if (element.is_comment) {
        LayComment(element);
        after_comment = true;
      } else if (element.token.kind != TokenKind::kEnd) {
        LayToken(element, after_comment);
        after_comment = false;
      }
    }
    if (!out_.empty()) {
      out_ += '\n';
    }
  }

  std::size_t Inner() const { return open_.empty() ? 0 : open_.back().outer + kStep; }
  bool InBlock() const { return open_.empty() || brackets_[open_.back().token].is_block; }
  bool AfterOpening(std::size_t i) const { return i > 0 && IsOpening(tokens_[i - 1].kind); }

  void NewLine(std::size_t indent, std::uint32_t blank_lines) {
    indent_ = indent;
    if (out_.empty()) {
      return;
    }
    out_.append(1 + blank_lines, '\n');
    widths_.resize(widths_.size() + 1 + blank_lines, 0);
    out_.append(indent, ' ');
  }

  std::uint32_t BlankLines(const Element& element) const {
    const std::uint32_t most = open_.empty() ? 2 : 1;
    const bool first = AfterOpening(element.index) && &element == FirstAt(element.index);
    const bool last = !element.is_comment && IsClosing(element.token.kind);
    return element.line_ends < 2 || first || last ? 0 : std::min(element.line_ends - 1, most);
  }

  // The first element between two tokens.
  const Element* FirstAt(std::size_t index) const {
    return &*std::lower_bound(
        elements_.begin(),
        elements_.end(),
        index,
        [](const Element& e, std::size_t i) { return e.index < i; }
    );
  }

  void Write(const Token& token) {
    out_ += text_.substr(token.begin, token.end - token.begin);
    widths_.back() = LineWidth();
    if (statement_ != nullptr) {
      statement_->last_line = widths_.size() - 1;
    }
  }

  std::size_t LineWidth() const {
    const std::size_t start = out_.rfind('\n') + 1;
    return source::CountCodePoints(std::string_view(out_).substr(start == 0 ? 0 : start));
  }

  void LayComment(const Element& element) {
    if (element.line_ends == 0 && !out_.empty()) {
      out_ += "  ";
    } else {
      const Token& next = tokens_[element.index];
      const bool goes_on = InBlock() && !starts_.contains(next.begin) && !IsClosing(next.kind) &&
                           next.kind != TokenKind::kEnd && !AtEdition(element.index);
      NewLine(Inner() + (goes_on ? kStep : 0), BlankLines(element));
    }
    std::string_view comment =
        text_.substr(element.token.begin, element.token.end - element.token.begin);
    comment = comment.substr(0, comment.find_last_not_of(" \t") + 1);
    out_ += comment;
  }

  static bool AtEdition(std::size_t index) { return index == 0; }

  void LayToken(const Element& element, bool after_comment) {
    const std::size_t i = element.index;
    if (IsClosing(element.token.kind)) {
      return LayClosing(element, after_comment);
    }
    if (statement_ != nullptr && InBlock() && element.token.kind == TokenKind::kComma) {
      statement_->has_commas = true;
    }
    const auto start = starts_.find(element.token.begin);
    if (start != starts_.end()) {
      LayStart(element, start->second, after_comment);
    } else if (after_comment || BreaksBefore(element)) {
      NewLine(IndentOfRest(i), 0);
    } else if (i > 0 && PaddedBefore(i) == 0 && HasBlankBefore(tokens_, i, starts_)) {
      out_ += ' ';
    }
    Write(element.token);
    if (IsOpening(element.token.kind)) {
      open_.push_back({i, indent_});
      opened_.push_back({i, widths_.size() - 1});
    }
  }

  // A statement on a line of its own is padded behind its first word; the number of blanks written.
  std::size_t PaddedBefore(std::size_t i) {
    const auto start = starts_.find(tokens_[i - 1].begin);
    if (start == starts_.end() || !InBlock() ||
        (!open_.empty() && !brackets_[open_.back().token].broken)) {
      return 0;
    }
    const std::size_t size = tokens_[i - 1].end - tokens_[i - 1].begin;
    const std::size_t width = PaddedWidth(start->second, tokens_[i - 1].kind);
    const std::size_t blanks = width < size ? 0 : width - size + 1;
    out_.append(blanks, ' ');
    return blanks;
  }

  void LayStart(const Element& element, Start start, bool after_comment) {
    const bool own_line = open_.empty() || brackets_[open_.back().token].broken;
    const bool first = AfterOpening(element.index);
    const bool joins = start == Start::kColumn && element.line_ends == 0 && !first;
    if (after_comment || (own_line && !joins)) {
      NewLine(Inner(), BlankLines(element));
    } else {
      out_ += first ? " " : "  ";
    }
    statement_ = start == Start::kFact ? &RowsOf(element.index) : nullptr;
  }

  // The statement's entry, made in the first round. A deque keeps the places of its entries.
  Rows& RowsOf(std::size_t start) {
    const auto found = std::find_if(rows_.begin(), rows_.end(), [start](const Rows& r) {
      return r.start == start;
    });
    Rows& rows = found == rows_.end() ? rows_.emplace_back() : *found;
    rows.start = start;
    rows.first_line = widths_.size() - 1;
    return rows;
  }

  // In a statement whose rows are parted: behind its commas, and before the first row of data.
  bool PartsRows(std::size_t i) const {
    if (statement_ == nullptr || !statement_->parted || !InBlock()) {
      return false;
    }
    return tokens_[i - 1].kind == TokenKind::kComma || i == FirstRowOfData(statement_->start);
  }

  std::size_t FirstRowOfData(std::size_t start) const {
    if (tokens_[start].kind != TokenKind::kData) {
      return start;
    }
    const bool indexed = tokens_[start + 2].kind == TokenKind::kLeftBracket;
    return indexed ? brackets_[start + 2].close + 1 : start + 2;
  }

  void LayClosing(const Element& element, bool after_comment) {
    const Open open = open_.back();
    const Bracket& bracket = brackets_[open.token];
    statement_ = bracket.is_block ? nullptr : statement_;
    if (after_comment || bracket.broken) {
      NewLine(open.outer, 0);
    } else if (HasBlankBefore(tokens_, element.index, starts_)) {
      out_ += ' ';
    }
    open_.pop_back();
    Write(element.token);
  }

  // Inside a statement: where its author broke it, and behind the commas of a bracket laid out by
  // rows.
  bool BreaksBefore(const Element& element) const {
    const std::size_t i = element.index;
    if (i == 0) {
      return false;
    }
    if (PartsRows(i)) {
      return true;
    }
    if (!open_.empty()) {
      const Bracket& bracket = brackets_[open_.back().token];
      if (open_.back().token + 1 == i) {
        return bracket.broken;
      }
      if (bracket.by_rows && tokens_[i - 1].kind == TokenKind::kComma) {
        return true;
      }
    }
    const bool opens_block = element.token.kind == TokenKind::kLeftBrace && brackets_[i].is_block;
    return element.line_ends > 0 && !opens_block;
  }

  std::size_t IndentOfRest(std::size_t i) const {
    if (InBlock()) {
      return Inner() + kStep;
    }
    const TokenKind before = tokens_[i - 1].kind;
    const bool row = before == TokenKind::kComma || IsOpening(before);
    return Inner() + (row || !brackets_[open_.back().token].broken ? 0 : kStep);
  }

  // ---- Width ----

  bool BreakLongLines() {
    bool changed = PartLongRows();
    if (changed) {
      return true;
    }
    std::optional<std::size_t> done;
    for (const Opened& opened : opened_) {
      Bracket& bracket = brackets_[opened.token];
      const bool breakable = tokens_[opened.token].kind == TokenKind::kLeftBrace &&
                             !bracket.broken && bracket.close > opened.token + 1;
      if (widths_[opened.line] <= kWidth || done == opened.line || !breakable) {
        continue;
      }
      bracket.broken = true;
      bracket.by_rows = !bracket.is_block;
      done = opened.line;
      changed = true;
    }
    return changed;
  }

  // Rows are parted before the records in them are broken.
  bool PartLongRows() {
    bool changed = false;
    for (Rows& rows : rows_) {
      const bool too_long = std::any_of(
          widths_.begin() + static_cast<std::ptrdiff_t>(rows.first_line),
          widths_.begin() + static_cast<std::ptrdiff_t>(rows.last_line + 1),
          [](std::size_t width) { return width > kWidth; }
      );
      if (too_long && rows.has_commas && !rows.parted) {
        rows.parted = true;
        changed = true;
      }
    }
    return changed;
  }

  std::string_view text_;
  Starts starts_;
  std::vector<Token> tokens_;
  std::vector<Element> elements_;
  std::vector<Bracket> brackets_;  // by opening token
  std::string out_;
  std::vector<Open> open_;
  std::vector<Opened> opened_;
  std::deque<Rows> rows_;
  Rows* statement_ = nullptr;
  std::vector<std::size_t> widths_;  // of the output's lines, without comments
  std::size_t indent_ = 0;
};

bool SameTokens(std::string_view a, std::string_view b) {
  const std::vector<Token> left = syntax::Tokenize(a).tokens;
  const std::vector<Token> right = syntax::Tokenize(b).tokens;
  return std::equal(
      left.begin(),
      left.end(),
      right.begin(),
      right.end(),
      [&](const Token& x, const Token& y) {
        return x.kind == y.kind &&
               a.substr(x.begin, x.end - x.begin) == b.substr(y.begin, y.end - y.begin);
      }
  );
}

}  // namespace

std::string Format(const ast::File& file, const source::FileSet& files) {
  const std::string_view text = files[file.id].text();
  std::string formatted = Formatter(file, text).Run();
  Check(SameTokens(text, formatted), "formatting changed more than blanks");
  return formatted;
}

}  // namespace slate::layout
