// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/parser.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "compiler/syntax/antlr_parse.h"
#include "compiler/syntax/build_ast.h"
#include "compiler/syntax/check_text.h"
#include "compiler/syntax/descent.h"
#include "compiler/syntax/lexer.h"
#include "compiler/syntax/repair.h"
#include "compiler/syntax/syntax_errors.h"
#include "runtime/base/own_stack.h"
#include "runtime/base/side_by_side.h"

namespace slate::syntax {

namespace {

// Tokens that the parser may look at again after mistakes; a file of eight mebibytes has two
// million.
constexpr std::size_t kMaxReread = 4'000'000;

// What one worker reads tokens with. Only what is not sound comes before ANTLR, which says why.
class TokenReader {
 public:
  explicit TokenReader(bool is_alone) : is_alone_(is_alone), descent_(StatesOfGrammar()) {}

  ParseResult Read(std::span<const Token> tokens, std::uint32_t max_depth) {
    if (std::optional<ParseTree> tree = descent_.Read(tokens, max_depth)) {
      return {.tree = std::move(*tree), .failure = std::nullopt};
    }
    // A worker alone takes the tables of the process, which are there anyway.
    if (!is_alone_ && tables_ == nullptr) {
      tables_ = std::make_unique<PredictionTables>();
    }
    return ParseTokens(tokens, max_depth, tables_.get());
  }

 private:
  bool is_alone_;
  Descent descent_;
  std::unique_ptr<PredictionTables> tables_;
};

class FileParser {
 public:
  FileParser(
      ast::File& file,
      TokenText text,
      const ParseOptions& options,
      TokenReader& reader,
      diag::Sink& sink
  )
      : file_(file), text_(text), options_(options), reader_(reader), sink_(sink) {}

  void Run() {
    if (!CheckText(text_.id, text_.file, options_.max_file_bytes, sink_)) {
      return;
    }
    TokenList list = Tokenize(text_.file.text());
    comments_ = std::move(list.comments);
    AddSilences(file_, text_.file.text(), comments_, sink_);
    std::vector<Token> tokens = RepairTokens(text_, list.tokens, options_, sink_);
    if (!tokens.empty()) {
      tokens = RepairBrackets(text_, std::move(tokens), options_, sink_);
    }
    if (!tokens.empty()) {
      Parse(tokens);
    }
  }

 private:
  void Parse(const std::vector<Token>& tokens) {
    const ParseResult whole = reader_.Read(tokens, options_.max_depth);
    if (!whole.failure) {
      return Build(whole.tree, tokens);
    }
    const std::size_t before = mistakes_;
    for (std::vector<Token>& part : SplitDeclarations(text_.file, tokens)) {
      ParsePart(std::move(part));
    }
    // Declarations that are sound alone but not in this order.
    if (mistakes_ == before) {
      Report(*whole.failure, tokens);
    }
  }

  // Reads a declaration; as long as there is a mistake, reports it and reads again without the
  // statement it stands in. So a mistake is reported once and hides nothing but its statement.
  void ParsePart(std::vector<Token> tokens) {
    while (tokens.size() > 1 && mistakes_ < options_.max_mistakes && reread_ < kMaxReread) {
      reread_ += tokens.size();
      const ParseResult result = reader_.Read(tokens, options_.max_depth);
      if (!result.failure) {
        return Build(result.tree, tokens);
      }
      const TokenRange broken = BrokenStatement(text_.file, *result.failure, tokens);
      if (ContainsRepair(tokens, broken)) {
        ++mistakes_;
      } else {
        Report(*result.failure, tokens);
      }

      tokens.erase(tokens.begin() + broken.begin, tokens.begin() + broken.end);
    }
  }

  // Whether a bracket was added in the statement: that is reported, and what follows from it is
  // not.
  static bool ContainsRepair(const std::vector<Token>& tokens, TokenRange range) {
    return std::any_of(
        tokens.begin() + range.begin,
        tokens.begin() + range.end,
        [](const Token& token) { return token.begin == token.end; }
    );
  }

  void Report(const Failure& failure, const std::vector<Token>& tokens) {
    ++mistakes_;
    ReportSyntaxError({text_.id, text_.file}, failure, tokens, options_, sink_);
  }

  void Build(const ParseTree& tree, const std::vector<Token>& tokens) {
    Builder(file_, comments_, options_, sink_)
        .AddDeclarations({.tree = tree, .tokens = tokens, .id = text_.id, .text = text_.file.text()}
        );
  }

  ast::File& file_;
  TokenText text_;
  const ParseOptions& options_;
  TokenReader& reader_;
  diag::Sink& sink_;
  std::vector<Token> comments_;
  std::size_t mistakes_ = 0;
  std::size_t reread_ = 0;
};

// The grammar descends through some ten functions for every nested expression.
constexpr std::size_t kStack = std::size_t{128} << 20U;

}  // namespace

ast::File ParseFile(
    source::FileId id, const source::FileSet& files, diag::Sink& sink, const ParseOptions& options
) {
  ast::File file;
  file.id = id;
  TokenReader reader(true);
  RunOnOwnStack(kStack, [&] { FileParser(file, {id, files[id]}, options, reader, sink).Run(); });
  return file;
}

std::vector<ParsedText> ParseFiles(
    std::span<const source::FileId> ids,
    const source::FileSet& files,
    std::size_t threads,
    const ParseOptions& options
) {
  std::vector<ParsedText> texts(ids.size());
  const bool is_alone = std::min(threads, ids.size()) <= 1;
  std::vector<std::unique_ptr<TokenReader>> readers(threads);
  WorkSideBySide(ids.size(), threads, kStack, [&](std::size_t worker, std::size_t i) {
    if (readers[worker] == nullptr) {
      readers[worker] = std::make_unique<TokenReader>(is_alone);
    }
    texts[i].file.id = ids[i];
    FileParser(texts[i].file, {ids[i], files[ids[i]]}, options, *readers[worker], texts[i].sink)
        .Run();
  });
  return texts;
}

}  // namespace slate::syntax
