// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "compiler/diag/catalog/syntax.h"
#include "compiler/syntax/check_text.h"
#include "compiler/syntax/glued.h"
#include "compiler/syntax/repair.h"
#include "compiler/syntax/utf8.h"
#include "runtime/diag/limit.h"

namespace slate::syntax {

namespace {

// A spelling from elsewhere and what Slate says instead; kEnd means it is left out.
struct Foreign {
  std::string_view text;
  TokenKind kind;
  std::string_view help;
};

constexpr auto kForeign = std::to_array<Foreign>({
    {"==", TokenKind::kEqual, "write `=`"},
    {"=<", TokenKind::kCmp, "write `<=`"},
    {"=>", TokenKind::kCmp, "write `>=`"},
    {"<>", TokenKind::kCmp, "write `!=`"},
    {":=", TokenKind::kEqual, "write `=`"},
    {"&&", TokenKind::kAnd, "write `and`"},
    {"||", TokenKind::kOr, "write `or`"},
    {"&", TokenKind::kAnd, "write `and`"},
    {"|", TokenKind::kOr, "write `or`"},
    {"!", TokenKind::kNot, "write `not`"},
    {"...", TokenKind::kRange, "write `..`"},
    {"…", TokenKind::kRange, "write `..`"},
    {"–", TokenKind::kSign, "write `-`, or `..` between two ends"},
    {"—", TokenKind::kSign, "write `-`, or `..` between two ends"},
    {"−", TokenKind::kSign, "write `-`"},
    {"×", TokenKind::kStar, "write `*`"},
    {"·", TokenKind::kStar, "write `*`"},
    {"÷", TokenKind::kSlash, "write `/`"},
    {"≤", TokenKind::kCmp, "write `<=`"},
    {"≥", TokenKind::kCmp, "write `>=`"},
    {"≠", TokenKind::kCmp, "write `!=`"},
    {"→", TokenKind::kArrow, "write `->`"},
    {";", TokenKind::kEnd, "leave it out: each statement begins with its own word"},
    {"$", TokenKind::kEnd, "amounts are written with a currency, `500 USD`"},
    {"€", TokenKind::kEnd, "amounts are written with a currency, `500 EUR`"},
    {"£", TokenKind::kEnd, "amounts are written with a currency, `500 GBP`"},
    {"¥", TokenKind::kEnd, "amounts are written with a currency, `500 JPY`"},
});

constexpr std::array<std::string_view, 9> kForeignQuotes{
    "“", "”", "„", "«", "»", "‘", "’", "‚", "'"};

bool IsSpecialBlank(char32_t c) {
  return c == 0xA0 || c == 0x3000 || c == 0x202F || (c >= 0x2000 && c <= 0x200A);
}

class TokenRepair {
 public:
  TokenRepair(
      TokenText text,
      const std::vector<Token>& tokens,
      const ParseOptions& options,
      diag::Sink& sink
  )
      : id_(text.id), text_(text.file.text()), tokens_(tokens), options_(options), sink_(sink) {}

  std::vector<Token> Run() {
    out_.reserve(tokens_.size());
    while (at_ < tokens_.size()) {
      const Token& token = tokens_[at_];
      CheckSize(token);
      if (token.begin < skip_until_) {
        ++at_;
      } else if (!RepairForeign(token)) {
        Take(token);
      }
    }
    return unreadable_ ? std::vector<Token>{} : std::move(out_);
  }

 private:
  std::string_view TextOf(const Token& t) const { return text_.substr(t.begin, t.end - t.begin); }
  source::Span SpanOf(std::uint32_t begin, std::uint32_t end) const { return {id_, begin, end}; }
  source::Span SpanOf(const Token& t) const { return SpanOf(t.begin, t.end); }

  void Take(const Token& token) {
    ++at_;
    if (token.kind == TokenKind::kGlued) {
      ReportGlued(id_, token, TextOf(token), sink_);
      out_.push_back({TokenKind::kDuration, token.begin, token.end});
    } else if (token.kind == TokenKind::kStray) {
      RepairStray(token);
    } else {
      out_.push_back(token);
    }
  }

  // ---- Limits ----

  void CheckSize(const Token& token) {
    const std::uint32_t size = token.end - token.begin;
    if (token.kind == TokenKind::kIdent && size > options_.max_name_bytes) {
      ReportSize(token, "name", "bytes", size, options_.max_name_bytes);
    } else if ((token.kind == TokenKind::kString || token.kind == TokenKind::kText) && size > options_.max_text_bytes) {
      ReportSize(token, "text", "bytes", size, options_.max_text_bytes);
    } else if (token.kind >= TokenKind::kInstant && token.kind <= TokenKind::kNumber && size > options_.max_digits) {
      CheckDigits(token);
    } else if (token.kind == TokenKind::kString) {
      CheckMarks(token);
    }
  }

  void CheckDigits(const Token& token) {
    const std::string_view text = TextOf(token);
    const auto digits =
        std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (static_cast<std::uint64_t>(digits) > options_.max_digits) {
      ReportSize(
          token, "number", "digits", static_cast<std::uint64_t>(digits), options_.max_digits
      );
    }
  }

  // The excerpt of a huge token would hide the rest: the first bytes stand for it.
  void ReportSize(
      const Token& token,
      std::string_view what,
      std::string_view counted,
      std::uint64_t size,
      std::uint64_t limit
  ) {
    const std::uint32_t shown = std::min(token.end, token.begin + 8);
    sink_
        .Report(
            diag::kTooLarge,
            SpanOf(token.begin, shown),
            fmt::format("a {} of {} {}; the limit is {}", what, size, counted, limit)
        )
        .help = diag::HowToRaise(counted == "digits" ? counted : what);
  }

  // Texts name members of keys too, so they are compared like names.
  void CheckMarks(const Token& token) {
    const std::string_view text = TextOf(token);
    for (std::size_t at = 1; at < text.size();) {
      const auto point = DecodeAt(text, at);
      if (!point) {
        return;
      }
      if (IsCombiningMark(point->value)) {
        return ReportMark(token.begin + static_cast<std::uint32_t>(at));
      }
      at += point->length;
    }
  }

  void ReportMark(std::uint32_t at) {
    std::uint32_t begin = at - 1;
    while (begin > 0 && (static_cast<unsigned char>(text_[begin]) & 0xC0U) == 0x80U) {
      --begin;
    }
    auto& problem = sink_.Report(
        diag::kUncomposedLetter,
        SpanOf(begin, at + 2),
        fmt::format(
            "the letter `{}` is written as two characters", text_.substr(begin, at + 2 - begin)
        )
    );
    problem.help = "write it composed, as one character (Unicode NFC)";
  }

  // ---- Signs of other languages ----

  bool RepairForeign(const Token& token) {
    const std::string_view rest = text_.substr(token.begin, 16);
    if (rest.substr(0, 2) == "/*") {
      SkipForeignComment(token.begin, "*/");
      return true;
    }
    if (token.kind == TokenKind::kStray && rest.front() == '#') {
      SkipForeignComment(token.begin, "\n");
      return true;
    }
    const auto* foreign = std::find_if(kForeign.begin(), kForeign.end(), [&](const Foreign& f) {
      return rest.substr(0, f.text.size()) == f.text && IsForeignAt(token, f);
    });
    if (foreign == kForeign.end()) {
      return false;
    }
    Replace(token, *foreign);
    return true;
  }

  bool IsForeignAt(const Token& token, const Foreign& foreign) const {
    return token.kind == TokenKind::kStray || TextOf(token).size() < foreign.text.size();
  }

  void Replace(const Token& token, const Foreign& foreign) {
    skip_until_ = token.begin + static_cast<std::uint32_t>(foreign.text.size());
    const Token whole{foreign.kind, token.begin, skip_until_};
    auto& problem = sink_.Report(
        diag::kStrayCharacter, SpanOf(whole), fmt::format("`{}` has no meaning here", foreign.text)
    );
    problem.help = foreign.help;
    if (const std::optional<std::string> spelling = SpellingOf(whole, foreign)) {
      problem.fixes.push_back(
          {"write it as Slate does", diag::Safety::kSafe, {{SpanOf(whole), *spelling}}}
      );
    }
    if (foreign.kind != TokenKind::kEnd) {
      out_.push_back(whole);
    }
  }

  // What to write instead, if that is sure; a word stands apart from its neighbours.
  std::optional<std::string> SpellingOf(const Token& whole, const Foreign& foreign) const {
    constexpr std::string_view kStart = "write `";
    if (foreign.text == ";") {
      return "";
    }
    if (!foreign.help.starts_with(kStart) || !foreign.help.ends_with('`')) {
      return std::nullopt;
    }
    std::string spelling(foreign.help.substr(kStart.size()));
    spelling.pop_back();
    const bool is_word = spelling.front() >= 'a' && spelling.front() <= 'z';
    const bool glued_before = whole.begin > 0 && text_[whole.begin - 1] != ' ';
    const bool glued_behind = whole.end < text_.size() && text_[whole.end] != ' ';
    return (is_word && glued_before && spelling != "not" ? " " : "") + spelling +
           (is_word && glued_behind ? " " : "");
  }

  void SkipForeignComment(std::uint32_t begin, std::string_view close) {
    const std::size_t found = text_.find(close, begin + 1);
    const std::size_t end = found == std::string_view::npos ? text_.size() : found + close.size();
    skip_until_ = static_cast<std::uint32_t>(end);
    const std::uint32_t mark = close == "\n" ? 1 : 2;
    auto& problem = sink_.Report(
        diag::kStrayCharacter,
        SpanOf(begin, begin + mark),
        fmt::format("`{}` does not begin a comment", text_.substr(begin, mark))
    );
    problem.help = "comments begin with `//` and end with the line";
    while (tokens_[at_].begin < skip_until_ && tokens_[at_].kind != TokenKind::kEnd) {
      ++at_;
    }
    if (tokens_[at_].kind == TokenKind::kEnd) {
      out_.push_back(tokens_[at_++]);
    }
  }

  // ---- Stray characters ----

  void RepairStray(const Token& token) {
    const char first = text_[token.begin];
    const auto point = DecodeAt(text_, token.begin);
    const char32_t c = point ? point->value : 0;
    if (first == '"') {
      RepairUnclosed(token);
    } else if (c == U'%' || c == U'\u2030') {
      RepairPercent(token);
    } else if (IsForbidden(c)) {
      // Reported with the text.
    } else if (IsCombiningMark(c)) {
      RepairMark(token);
    } else if (IsSpecialBlank(c)) {
      auto& problem = sink_.Report(
          diag::kStrayCharacter,
          SpanOf(token),
          fmt::format("a special blank (U+{:04X})", static_cast<std::uint32_t>(c))
      );
      problem.fixes.push_back({"write a blank", diag::Safety::kSafe, {{SpanOf(token), " "}}});
    } else if (!RepairQuotes(token)) {
      ReportUnknown(token);
    }
  }

  void RepairUnclosed(const Token& token) {
    const bool long_text = text_.substr(token.begin, 3) == R"(""")";
    const std::uint32_t quotes = long_text ? 3 : 1;
    auto& problem = sink_.Report(
        diag::kUnclosedText,
        SpanOf(token.begin, token.begin + quotes),
        long_text ? R"(this `"""` is never closed)" : R"(this `"` is not closed on its line)"
    );
    problem.label = "the text begins here";
    unreadable_ = unreadable_ || long_text;
    if (!long_text) {
      problem.help = R"(close it with `"`; a text over several lines stands between `"""`)";
      TakeUnclosed(token);
    }
  }

  // What looks like the end of the line's statement was not meant as text.
  void TakeUnclosed(const Token& token) {
    std::uint32_t end = token.end;
    std::vector<Token> behind;
    while (end > token.begin + 1) {
      const char last = text_[end - 1];
      if (last == '{' || last == '}' || last == ',') {
        const TokenKind kind = last == '{'   ? TokenKind::kLeftBrace
                               : last == '}' ? TokenKind::kRightBrace
                                             : TokenKind::kComma;
        behind.insert(behind.begin(), {kind, end - 1, end});
      } else if (last != ' ' && last != '\t') {
        break;
      }
      --end;
    }
    out_.push_back({TokenKind::kString, token.begin, end});
    out_.insert(out_.end(), behind.begin(), behind.end());
  }

  // Whether an operand stands at `at`, on the same line as the token before it.
  bool StartsValue(std::size_t at) const {
    const std::uint32_t before = tokens_[at - 1].end;
    if (text_.substr(before, tokens_[at].begin - before).find_first_of("\r\n") !=
        std::string_view::npos) {
      return false;
    }
    const TokenKind kind = tokens_[at].kind;
    return IsName(kind) || kind == TokenKind::kLeftParen ||
           (kind >= TokenKind::kString && kind <= TokenKind::kNumber);
  }

  void RepairPercent(const Token& token) {
    const bool after_number = !out_.empty() && out_.back().kind == TokenKind::kNumber;
    if (after_number && !StartsValue(at_)) {
      Token& number = out_.back();
      auto& problem = sink_.Report(
          diag::kPercentSign,
          SpanOf(number.end, token.end),
          fmt::format("a blank before `{}`", TextOf(token))
      );
      const std::string joined = std::string(TextOf(number)) + std::string(TextOf(token));
      problem.help = fmt::format("write `{}`", joined);
      problem.fixes.push_back(
          {"remove the blank", diag::Safety::kSafe, {{SpanOf(number.end, token.begin), ""}}}
      );
      number = {TokenKind::kPercent, number.begin, token.end};
      return;
    }
    auto& problem = sink_.Report(
        diag::kPercentSign,
        SpanOf(token),
        fmt::format("`{}` does not follow a number", TextOf(token))
    );
    problem.help = "there is no remainder operator; a percentage is written `99.95%`";
    if (!out_.empty() && StartsValue(at_)) {
      out_.push_back({TokenKind::kStar, token.begin, token.end});
    }
  }

  // The mark becomes part of the name around it.
  void RepairMark(const Token& token) {
    if (token.begin > 0) {
      ReportMark(token.begin);
    }
    if (out_.empty() || out_.back().end != token.begin) {
      return;
    }
    Token& before = out_.back();
    before.end = token.end;
    if (tokens_[at_].begin == before.end &&
        (IsName(tokens_[at_].kind) || IsReserved(tokens_[at_].kind))) {
      before.end = tokens_[at_++].end;
    }
    before.kind = TokenKind::kIdent;
  }

  bool RepairQuotes(const Token& token) {
    const std::string_view quote = TextOf(token);
    if (std::find(kForeignQuotes.begin(), kForeignQuotes.end(), quote) == kForeignQuotes.end()) {
      return false;
    }
    const std::size_t line_end = std::min(text_.find_first_of("\r\n", token.begin), text_.size());
    std::size_t close = std::string_view::npos;
    for (const std::string_view other : kForeignQuotes) {
      const std::size_t found = text_.find(other, token.end);
      close = found < line_end ? std::min(close, found + other.size()) : close;
    }
    auto& problem = sink_.Report(
        diag::kStrayCharacter, SpanOf(token), fmt::format("`{}` does not begin a text", quote)
    );
    problem.help = R"(texts stand between straight quotation marks, `"`)";
    if (close != std::string_view::npos) {
      skip_until_ = static_cast<std::uint32_t>(close);
      out_.push_back({TokenKind::kString, token.begin, skip_until_});
    }
    return true;
  }

  // A run of stray characters (an emoji is often several) is one mistake.
  void ReportUnknown(const Token& token) {
    std::uint32_t end = token.end;
    while (tokens_[at_].kind == TokenKind::kStray && tokens_[at_].begin == end && text_[end] != '"'
    ) {
      end = tokens_[at_++].end;
    }
    const auto point = DecodeAt(text_, token.begin);
    sink_.Report(
        diag::kStrayCharacter,
        SpanOf(token.begin, end),
        fmt::format(
            "`{}` (U+{:04X}) has no meaning here",
            text_.substr(token.begin, end - token.begin),
            point ? static_cast<std::uint32_t>(point->value) : 0U
        )
    );
  }

  source::FileId id_;
  std::string_view text_;
  const std::vector<Token>& tokens_;
  const ParseOptions& options_;
  diag::Sink& sink_;
  std::vector<Token> out_;
  std::size_t at_ = 0;
  std::uint32_t skip_until_ = 0;  // tokens before this byte are part of a repaired one
  bool unreadable_ = false;
};

}  // namespace

std::vector<Token> RepairTokens(
    TokenText text, const std::vector<Token>& tokens, const ParseOptions& options, diag::Sink& sink
) {
  return TokenRepair(text, tokens, options, sink).Run();
}

}  // namespace slate::syntax
