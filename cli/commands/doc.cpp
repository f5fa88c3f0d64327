// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/documenting.h"
#include "cli/files.h"
#include "cli/made_at.h"
#include "cli/print_pdf.h"
#include "cli/redlining.h"
#include "compiler/emit/docs/links.h"
#include "compiler/emit/docs/to_docx.h"
#include "compiler/emit/docs/to_html.h"
#include "compiler/emit/docs/to_markdown.h"
#include "runtime/report/html.h"

namespace slate::cli {

namespace {

namespace docs = emit::docs;

// What is done with the document.
class Delivering {
 public:
  explicit Delivering(const Arguments& arguments) : arguments_(arguments) {}

  int Deliver(const docs::Document& document) const {
    const Result<std::string> bytes = Render(document);
    return bytes ? Write(*bytes) : Refuse(bytes.error().message);
  }

 private:
  // Markdown has no tracked changes: of a redline it has the page of changes alone.
  static docs::Document Overview(docs::Document document) {
    document.blocks.clear();
    for (auto& [name, value] : document.cover) {
      std::erase_if(value, [](const docs::Ink& ink) { return ink.mark == docs::Mark::kRemoved; });
    }
    std::erase_if(document.cover, [](const auto& row) {
      return docs::LineMark(row.first) == docs::Mark::kRemoved;
    });
    docs::FinishLinks(document, document.front);
    return document;
  }

  // Named, or told by the ending of the file.
  std::string Format() const {
    const std::string file = arguments_.ValueOr("output", "");
    constexpr std::pair<std::string_view, std::string_view> kEndings[] = {
        {".html", "html"}, {".docx", "docx"}, {".pdf", "pdf"}};
    std::string format = "markdown";
    for (const auto& [ending, name] : kEndings) {
      if (file.size() > ending.size() && file.ends_with(ending)) {
        format = name;
      }
    }
    return arguments_.ValueOr("format", format);
  }

  Result<std::string> Render(const docs::Document& document) const {
    const std::string format = Format();
    if (format == "markdown") {
      return docs::ToMarkdown(document.front.empty() ? document : Overview(document));
    }
    const std::string html = docs::ToHtml(document, report::PolicyHash(docs::HtmlStyle()));
    if (format == "html") {
      return html;
    }
    return format == "docx" ? docs::ToDocx(document, MadeAt()) : PrintPdf(html, MadeAt());
  }

  int Write(const std::string& bytes) const {
    const std::optional<std::string> file = arguments_.ValueOf("output");
    if (arguments_.Has("check")) {
      return file ? Compare(*file, bytes)
                  : Refuse("--check compares with the file that --output names");
    }
    if (!file) {
      Print(bytes);
      return kClean;
    }
    const std::optional<Error> failure = WriteWholeFile(*file, bytes);
    return failure ? Refuse(failure->message) : kClean;
  }

  int Compare(const std::string& file, const std::string& bytes) const {
    const Result<std::string> there = ReadWholeFile(file);
    if (!there) {
      return Refuse(there.error().message);
    }
    if (*there == bytes) {
      return kClean;
    }
    const auto differs = std::mismatch(there->begin(), there->end(), bytes.begin(), bytes.end());
    const auto line = std::count(there->begin(), differs.first, '\n') + 1;
    const bool text = Format() == "markdown" || Format() == "html";
    Complain(fmt::format(
        "{} is not what the agreement says now{}; write it again with `slate doc` and without "
        "--check",
        file,
        text ? fmt::format(": they part in line {}", line) : std::string()
    ));
    return kFindings;
  }

  const Arguments& arguments_;
};

}  // namespace

int RunDoc(const Arguments& arguments) {
  const bool redlines = arguments.Has("redline") || arguments.Has("redline-at");
  if (arguments.Has("data") && !redlines) {
    return Refuse("--data says what a change would have cost; it needs --redline");
  }
  if (arguments.Has("period") && !arguments.Has("data")) {
    return Refuse("--period says what to settle with --data");
  }
  Documenting now(arguments);
  if (const int code = now.Build(); code != kClean) {
    return code;
  }
  if (!redlines) {
    return Delivering(arguments).Deliver(now.document());
  }
  const std::variant<docs::Document, int> document = Redlined(arguments, now);
  const int* code = std::get_if<int>(&document);
  return code != nullptr ? *code
                         : Delivering(arguments).Deliver(std::get<docs::Document>(document));
}

}  // namespace slate::cli
