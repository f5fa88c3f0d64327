// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include <fmt/format.h>

#include "compiler/ast/print.h"
#include "compiler/syntax/parser.h"

namespace slate {

// A text read for a test, with what was found.
struct ParsedText {
  source::FileSet files;
  diag::Sink sink;
  ast::File file;

  explicit ParsedText(std::string text, const syntax::ParseOptions& options = {}) {
    const source::FileId id = files.Add("a.slate", std::move(text));
    file = syntax::ParseFile(id, files, sink, options);
  }

  // "SL1003@2:7 SL1020@3:1": every finding with its place.
  std::string Findings() const {
    std::string all;
    for (const diag::Diagnostic* d : sink.Sorted()) {
      const auto& span = std::get<source::Span>(d->where);
      const source::Position at = files[span.file].PositionOf(span.begin);
      all += fmt::format("{}{}@{}:{}", all.empty() ? "" : " ", d->kind->code, at.line, at.column);
    }
    return all;
  }

  std::string Tree() const { return ast::Print(file, files); }
};

}  // namespace slate
