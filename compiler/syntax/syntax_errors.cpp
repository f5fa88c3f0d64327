// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/syntax_errors.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "compiler/diag/catalog/syntax.h"
#include "compiler/syntax/statements.h"
#include "runtime/base/edit_distance.h"
#include "runtime/diag/limit.h"

namespace slate::syntax {

namespace {

using enum TokenKind;

bool IsOneOf(TokenKind kind, std::initializer_list<TokenKind> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}
bool IsComparison(TokenKind kind) {
  return kind == kCmp || kind == kEqual;
}
bool IsLink(TokenKind kind) {
  return IsOneOf(kind, {kIn, kExcept, kLasting, kBridging, kBeyond, kUpto});
}
bool IsOperator(TokenKind kind) {
  return IsComparison(kind) || IsLink(kind) ||
         IsOneOf(
             kind,
             {kSign,
              kStar,
              kSlash,
              kAnd,
              kOr,
              kNot,
              kWith,
              kRange,
              kOtherwise,
              kWhere,
              kIf,
              kThen,
              kElse}
         );
}
bool BeginsValue(TokenKind kind) {
  return IsName(kind) || IsOneOf(kind, {kLeftParen, kIf, kNot, kLadder, kBy}) ||
         (kind >= kString && kind <= kNumber);
}
// What a part of an expression cannot reach over, looking backwards at one depth.
bool EndsOperand(TokenKind kind) {
  return IsOneOf(kind, {kComma, kColon, kWhere, kIf, kThen, kElse});
}

class SyntaxError {
 public:
  SyntaxError(
      TokenText text, const Failure& failure, const std::vector<Token>& tokens, diag::Sink& sink
  )
      : id_(text.id),
        file_(text.file),
        failure_(failure),
        tokens_(tokens),
        sink_(sink),
        at_(failure.token) {}

  void Report() {
    const bool reported = ReportReserved() || ReportLateComma() || ReportOperators() ||
                          ReportBrokenOff() || ReportStatement() || ReportMissingValue() ||
                          ReportMissingComma() || ReportExpected();
    if (!reported) {
      ReportUnexpected();
    }
  }

 private:
  const Token& Found() const { return tokens_[at_]; }
  TokenKind KindAt(std::size_t i) const { return tokens_[i].kind; }
  TokenKind Before(std::size_t n = 1) const { return at_ < n ? kEnd : KindAt(at_ - n); }
  std::string_view TextOf(const Token& t) const { return file_.TextOf(SpanOf(t)); }
  source::Span SpanOf(const Token& t) const { return {id_, t.begin, t.end}; }
  bool Expects(TokenKind kind) const {
    return std::find(failure_.expected.begin(), failure_.expected.end(), kind) !=
           failure_.expected.end();
  }

  // The source text, shortened; the end of the file has none.
  std::string Quote(const Token& token) const {
    constexpr std::size_t kLongest = 40;
    if (token.kind == kEnd) {
      return "the end of the file";
    }
    std::string_view text = TextOf(token);
    if (text.empty()) {
      return std::string(Describe(token.kind));
    }
    std::size_t size = std::min({text.size(), kLongest, text.find_first_of("\r\n")});
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
      --size;
    }
    return fmt::format("`{}{}`", text.substr(0, size), size < text.size() ? "…" : "");
  }

  // "the target", "objective `uptime`": the innermost open statement, or nothing.
  std::string Statement() const {
    for (const OpenRule& rule : failure_.rules) {
      const Token& first = tokens_[rule.first_token];
      const bool statement =
          IsOneOf(rule.rule, {Rule::kItem, Rule::kPromise, Rule::kStep, Rule::kFact, Rule::kLet}) ||
          BlockOf(rule.rule, first.kind).has_value();
      if (statement && rule.rule != Rule::kFile && rule.first_token < at_) {
        return fmt::format("`{}`", TextOf(first));
      }
    }
    return {};
  }
  static bool IsOneOf(Rule rule, std::initializer_list<Rule> rules) {
    return std::find(rules.begin(), rules.end(), rule) != rules.end();
  }
  static bool IsOneOf(TokenKind kind, std::initializer_list<TokenKind> kinds) {
    return syntax::IsOneOf(kind, kinds);
  }

  void AddStatement(diag::Diagnostic& problem) const {
    if (const std::string statement = Statement(); !statement.empty()) {
      problem.notes.push_back(fmt::format("while reading {}", statement));
    }
  }

  // ---- Words of the language as names ----

  bool ReportReserved() {
    if (!IsReserved(Found().kind) || !StandsAsName()) {
      return false;
    }
    auto& problem = sink_.Report(
        diag::kReservedName,
        SpanOf(Found()),
        fmt::format("{} is a word of the language and cannot be a name", Quote(Found()))
    );
    problem.help = fmt::format("choose another name, such as `the_{}`", TextOf(Found()));
    return true;
  }

  bool StandsAsName() const {
    const TokenKind next = at_ + 1 < tokens_.size() ? KindAt(at_ + 1) : kEnd;
    const bool column = OpenBlock() == Block::kInput && IsOneOf(next, {kColon, kComma});
    const bool member =
        Before() == kComma && Expects(kRightBrace) && IsOneOf(next, {kComma, kRightBrace, kString});
    const bool only_a_name = Expects(kIdent) && !Expects(kNumber) && !Expects(kLeftBrace);
    const bool named = IsOneOf(Before(), {kComma, kDot, kLeftBrace}) || IsWord(Before());
    return column || member || (only_a_name && named && !IsLeftOut());
  }

  // Whether a name is rather missing than wrong: `let = 3`, `as: text`.
  bool IsLeftOut() const {
    const TokenKind next = at_ + 1 < tokens_.size() ? KindAt(at_ + 1) : kEnd;
    return Found().kind == kLet && IsName(next);
  }

  // ---- Operators that do not go together ----

  // The nearest token before the failure that fits, at its depth and within its operand.
  template <typename Fits>
  const Token* FindBefore(Fits fits) const {
    int depth = 0;
    for (std::size_t i = at_; i-- > StatementStart();) {
      const TokenKind kind = KindAt(i);
      depth += IsClosing(kind) ? 1 : (IsOpening(kind) ? -1 : 0);
      if (depth < 0 || (depth == 0 && EndsOperand(kind))) {
        return nullptr;
      }
      if (depth == 0 && fits(kind)) {
        return &tokens_[i];
      }
    }
    return nullptr;
  }

  std::size_t StatementStart() const {
    for (const OpenRule& rule : failure_.rules) {
      if (IsOneOf(rule.rule, {Rule::kPromise, Rule::kStep, Rule::kFact, Rule::kLet, Rule::kItem})) {
        return rule.first_token;
      }
    }
    // The statement is complete and no longer open: it begins with the last statement word of a
    // line.
    for (std::size_t i = at_; i-- > 0;) {
      if (BlockOf(KindAt(i)) && StartsLine(file_, tokens_[i])) {
        return i;
      }
    }
    return 0;
  }

  bool ReportOperators() {
    if (IsComparison(Found().kind)) {
      return ReportChain();
    }
    if (Found().kind == kAnd || Found().kind == kOr) {
      return ReportMixed(Found().kind == kAnd ? kOr : kAnd);
    }
    return Found().kind == kWith && ReportLateUnion();
  }

  bool ReportChain() {
    const Token* other = FindBefore([](TokenKind kind) {
      return IsComparison(kind) || kind == kAnd || kind == kOr;
    });
    const bool defines = other != nullptr && other->kind == kEqual && IsDefinition(*other);
    if (other == nullptr || !IsComparison(other->kind) || defines) {
      return false;
    }
    auto& problem = sink_.Report(
        diag::kChainedComparison, SpanOf(Found()), "a second comparison of the same value"
    );
    problem.secondary.push_back({SpanOf(*other), "the first"});
    problem.help = "write `a < b and b < c`";
    return true;
  }

  // Whether the `=` belongs to `let x =` rather than to an expression.
  bool IsDefinition(const Token& equal) const {
    const TokenKind first = KindAt(StatementStart());
    const Token* earlier = nullptr;
    for (std::size_t i = StatementStart(); i < at_ && earlier == nullptr; ++i) {
      earlier = KindAt(i) == kEqual ? &tokens_[i] : nullptr;
    }
    return IsOneOf(first, {kLet, kGiven, kOpening, kSuppose, kMetric, kCalendar}) &&
           earlier == &equal;
  }

  bool ReportMixed(TokenKind other_kind) {
    const Token* other = FindBefore([other_kind](TokenKind kind) { return kind == other_kind; });
    if (other == nullptr) {
      return false;
    }
    auto& problem =
        sink_.Report(diag::kMixedAndOr, SpanOf(Found()), "`and` and `or` without parentheses");
    problem.secondary.push_back({SpanOf(*other), {}});
    problem.help = "put one of them in parentheses";
    return true;
  }

  bool ReportLateUnion() {
    const Token* link = FindBefore(IsLink);
    if (link == nullptr) {
      return false;
    }
    auto& problem = sink_.Report(
        diag::kUnionNotFirst, SpanOf(Found()), fmt::format("`with` stands behind {}", Quote(*link))
    );
    problem.secondary.push_back({SpanOf(*link), {}});
    problem.help = "put the union first, or in parentheses";
    return true;
  }

  // ---- Statements ----

  // The block whose next statement should begin at the failure.
  std::optional<Block> OpenBlock() const {
    if (failure_.rules.empty()) {
      return std::nullopt;
    }
    const OpenRule& rule = failure_.rules.front();
    const auto block = BlockOf(rule.rule, KindAt(rule.first_token));
    const bool open =
        rule.rule == Rule::kFile ||
        std::find(rule.tokens.begin(), rule.tokens.end(), kLeftBrace) != rule.tokens.end();
    const bool closed =
        std::find(rule.tokens.begin(), rule.tokens.end(), kRightBrace) != rule.tokens.end();
    return open && !closed ? block : std::nullopt;
  }

  bool ReportStatement() {
    const auto block = OpenBlock();
    const TokenKind kind = Found().kind;
    const bool begins = at_ == 0 || StartsLine(file_, Found()) || Before() == kLeftBrace;
    if (!block || !begins || !(IsWord(kind) || kind == kIdent)) {
      return false;
    }
    const auto home = BlockOf(kind);
    if (home && *home != *block) {
      auto& problem = sink_.Report(
          diag::kUnknownStatement,
          SpanOf(Found()),
          fmt::format("{} does not belong into {}", Quote(Found()), Describe(*block))
      );
      problem.help = fmt::format("it is a statement of {}", Describe(*home));
      return true;
    }
    if (home) {
      auto& problem = sink_.Report(
          diag::kUnknownStatement, SpanOf(Found()), fmt::format("{} comes too late", Quote(Found()))
      );
      problem.help = "`slate` and `use` stand before all declarations";
      return true;
    }
    return ReportMisspelt(*block);
  }

  bool ReportMisspelt(Block block) {
    auto& problem = sink_.Report(
        diag::kUnknownStatement,
        SpanOf(Found()),
        fmt::format("{} does not begin a statement of {}", Quote(Found()), Describe(block))
    );
    std::vector<std::string_view> words;
    for (const TokenKind word : StatementWords(block)) {
      words.push_back(Spelling(word));
    }
    for (const TokenKind link : {kExcept, kLasting, kBridging, kBeyond, kUpto}) {
      words.push_back(Spelling(link));
    }
    if (block == Block::kInput) {
      words.clear();
    }
    if (const std::string_view closest = ClosestWord(TextOf(Found()), words); !closest.empty()) {
      problem.help = fmt::format("did you mean `{}`?", closest);
      problem.fixes.push_back(
          {fmt::format("write `{}`", closest),
           diag::Safety::kUnsafe,
           {{SpanOf(Found()), std::string(closest)}}}
      );
    }
    return true;
  }

  static std::string_view Spelling(TokenKind word) {
    const std::string_view quoted = Describe(word);
    return quoted.substr(1, quoted.size() - 2);
  }

  // ---- Missing pieces ----

  // `target >=` at a line's end reads the next statement's word as its value: the failure is then
  // one token late.
  bool ReportBrokenOff() {
    const bool late = at_ >= 2 && BlockOf(Before()) && StartsLine(file_, tokens_[at_ - 1]) &&
                      !StartsStatement(at_ - 1);
    if (!late) {
      return false;
    }
    if (IsOperator(Before(2))) {
      return ReportMissingAfter(tokens_[at_ - 2], tokens_[at_ - 1]);
    }
    auto& problem = sink_.Report(
        diag::kMissingExpression,
        SpanOf(tokens_[at_ - 2]),
        fmt::format("the statement breaks off after {}", Quote(tokens_[at_ - 2]))
    );
    problem.secondary.push_back({SpanOf(tokens_[at_ - 1]), "the next begins here"});
    return true;
  }

  bool StartsStatement(std::size_t token) const {
    return std::any_of(failure_.rules.begin(), failure_.rules.end(), [token](const OpenRule& rule) {
      return rule.first_token == token;
    });
  }

  bool ReportMissingValue() {
    const bool wanted = Expects(kNumber) && Expects(kIdent) && at_ > 0;
    const bool ends = IsClosing(Found().kind) || IsOneOf(Found().kind, {kComma, kColon, kEnd}) ||
                      IsOperator(Found().kind) ||
                      (IsWord(Found().kind) && StartsLine(file_, Found()));
    const bool opened = IsOperator(Before()) || IsOpening(Before()) ||
                        IsOneOf(Before(), {kComma, kColon}) || IsWord(Before());
    return wanted && ends && opened && !Expects(kComma) &&
           ReportMissingAfter(tokens_[at_ - 1], Found());
  }

  bool ReportMissingAfter(const Token& before, const Token& found) {
    auto& problem = sink_.Report(
        diag::kMissingExpression,
        SpanOf(before),
        fmt::format("a value is missing after {}", Quote(before))
    );
    if (found.kind != kEnd && found.begin != found.end) {
      problem.secondary.push_back({SpanOf(found), "found instead"});
    }
    return true;
  }

  bool ReportMissingComma() {
    const bool begins = BeginsValue(Found().kind) || IsComparison(Found().kind) ||
                        Found().kind == kLeftBrace || Found().kind == kElse;
    const bool possible =
        Expects(kComma) || (failure_.expected.size() == 1 && IsClosing(failure_.expected[0]));
    return possible && begins && IsListed() && (ReportMisspeltLadder() || ReportNoComma(at_));
  }

  // `fee * lader { … }`: rows follow a word that is nearly `ladder`.
  bool ReportMisspeltLadder() {
    const std::vector<std::string_view> words = {Spelling(kLadder)};
    if (Found().kind != kLeftBrace || Before() != kIdent ||
        ClosestWord(TextOf(tokens_[at_ - 1]), words).empty()) {
      return false;
    }
    const Token& word = tokens_[at_ - 1];
    auto& problem = sink_.Report(
        diag::kUnexpectedToken, SpanOf(word), fmt::format("rows follow {}", Quote(word))
    );
    AddStatement(problem);
    problem.help = "did you mean `ladder`?";
    problem.fixes.push_back({"write `ladder`", diag::Safety::kUnsafe, {{SpanOf(word), "ladder"}}});
    return true;
  }

  // `{ gold: 1 silver: 2 }` and `expect a = 1 b = 2` fail one token late: `1 silver` is a quantity.
  bool ReportLateComma() {
    const TokenKind kind = Found().kind;
    if (kind == kColon && Expects(kComma) && InBrackets()) {
      const Token* bound = FindBefore(IsComparison);
      return ReportNoComma(
          bound == nullptr ? at_ - 1 : static_cast<std::size_t>(bound - tokens_.data())
      );
    }
    const bool quantity = Before() == kIdent && Before(2) == kNumber;
    return IsComparison(kind) && quantity && KindAt(StatementStart()) == kExpect &&
           ReportNoComma(at_ - 1);
  }

  bool ReportNoComma(std::size_t token) {
    auto& problem = sink_.Report(
        diag::kMissingSeparator,
        SpanOf(tokens_[token]),
        fmt::format("no comma before {}", Quote(tokens_[token]))
    );
    AddStatement(problem);
    const std::uint32_t end = tokens_[token - 1].end;
    problem.fixes.push_back({"add a comma", diag::Safety::kUnsafe, {{{id_, end, end}, ","}}});
    return true;
  }

  // Whether the failure stands where a list could go on: in brackets that are no block, or in rows.
  bool IsListed() const {
    return InBrackets() || IsOneOf(KindAt(StatementStart()), {kData, kExpect, kTry});
  }

  bool InBrackets() const {
    int depth = 0;
    for (std::size_t i = at_; i-- > StatementStart();) {
      depth += IsClosing(KindAt(i)) ? 1 : (IsOpening(KindAt(i)) ? -1 : 0);
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }

  bool ReportExpected() {
    constexpr std::size_t kMost = 3;
    const bool only_closing =
        failure_.expected.size() == 1 && IsClosing(failure_.expected[0]) && !InBrackets();
    if (failure_.expected.empty() || failure_.expected.size() > kMost || only_closing) {
      return OnlyAName() && ReportWanted("a name");
    }
    std::string wanted;
    for (const TokenKind kind : failure_.expected) {
      wanted += fmt::format("{}{}", wanted.empty() ? "" : " or ", Describe(kind));
    }
    return ReportWanted(wanted);
  }

  bool OnlyAName() const {
    return Expects(kIdent) && !Expects(kNumber) && !Expects(kRightBrace) && !Expects(kComma);
  }

  bool ReportWanted(std::string_view wanted) {
    auto& problem = sink_.Report(
        diag::kUnexpectedToken,
        SpanOf(Found()),
        fmt::format("found {} where {} should stand", Quote(Found()), wanted)
    );
    AddStatement(problem);
    return true;
  }

  void ReportUnexpected() {
    const std::string after = at_ > 0 ? fmt::format(" after {}", Quote(tokens_[at_ - 1])) : "";
    auto& problem = sink_.Report(
        diag::kUnexpectedToken,
        SpanOf(Found()),
        fmt::format("{} does not fit{}", Quote(Found()), after)
    );
    AddStatement(problem);
  }

  source::FileId id_;
  const source::File& file_;
  const Failure& failure_;
  const std::vector<Token>& tokens_;
  diag::Sink& sink_;
  std::size_t at_;
};

}  // namespace

void ReportSyntaxError(
    TokenText text,
    const Failure& failure,
    const std::vector<Token>& tokens,
    const ParseOptions& options,
    diag::Sink& sink
) {
  if (!failure.too_deep) {
    return SyntaxError(text, failure, tokens, sink).Report();
  }
  const Token& token = tokens[failure.token];
  auto& problem = sink.Report(
      diag::kTooDeep,
      source::Span{text.id, token.begin, token.end},
      fmt::format("expressions nested deeper than {}", options.max_depth)
  );
  problem.help = "name inner parts with `let`; " + diag::HowToRaise("nesting");
}

}  // namespace slate::syntax
