// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "cli/clauses.h"
#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/example_run.h"
#include "cli/files.h"
#include "cli/findings.h"
#include "cli/made_at.h"
#include "cli/plans.h"
#include "cli/print_pdf.h"
#include "cli/session.h"
#include "cli/worked_examples.h"
#include "compiler/emit/docs/redline.h"
#include "compiler/emit/docs/to_docx.h"
#include "compiler/emit/docs/to_html.h"
#include "compiler/emit/docs/to_markdown.h"
#include "compiler/resolve/effective.h"
#include "runtime/evaluate/examples.h"
#include "runtime/readers/sha256.h"
#include "runtime/report/html.h"

namespace slate::cli {

namespace {

namespace docs = emit::docs;

// One agreement on its way to a document.
class Documenting {
 public:
  explicit Documenting(const Arguments& arguments) : arguments_(arguments) {}

  // The document of the agreement in these texts, or the exit code if there is none.
  std::variant<docs::Document, int> Build() {
    if (const std::optional<Error> failure = ReadZones(arguments_, session_)) {
      return Refuse(failure->message);
    }
    const Result<std::vector<std::string>> paths = FindTexts(arguments_, session_);
    if (!paths) {
      return Refuse(paths.error().message);
    }
    compiled_ = CompileTexts(*paths, session_);
    SayFindings(session_);
    if (session_.sink.has_errors()) {
      return session_.could_not_run ? kCouldNotRun : kFindings;
    }
    const Result<std::size_t> chosen = Choose();
    if (!chosen) {
      return Refuse(chosen.error().message);
    }
    return BuildOne(*chosen);
  }

 private:
  Result<std::size_t> Choose() const {
    std::string names;
    for (std::size_t i = 0; i < compiled_.plans.size(); ++i) {
      const std::string& name = compiled_.plans[i].name;
      if (arguments_.ValueOr("agreement", compiled_.plans.size() == 1 ? name : "") == name) {
        return i;
      }
      names += (names.empty() ? "" : " or ") + name;
    }
    if (names.empty()) {
      return Error{"the texts have no agreement"};
    }
    if (const std::optional<std::string> wanted = arguments_.ValueOf("agreement")) {
      return Error{fmt::format("there is no agreement `{}`; there is {}", *wanted, names)};
    }
    return Error{fmt::format("say which agreement: --agreement {}", names)};
  }

  // A contract whose examples do not hold would contradict itself.
  bool ExamplesHold(const plan::Plan& plan, const evaluate::Options& options) const {
    std::vector<ExampleRun> failed;
    for (const plan::Example& example : plan.examples) {
      ExampleRun run{&plan, &example, evaluate::RunExample(plan, example, options)};
      if (!run.report.passed()) {
        failed.push_back(std::move(run));
      }
    }
    if (!failed.empty()) {
      Say(ExamplesToText(failed, session_));
      Complain("a worked example does not hold, so the contract would contradict itself");
    }
    return failed.empty();
  }

  std::vector<docs::FormalText> TextsOf(const resolve::EffectiveAgreement& agreement) const {
    std::vector<docs::FormalText> texts;
    std::vector<source::FileId> seen;
    for (const ast::Agreement* part : agreement.chain) {
      const source::FileId file = part->span.file;
      if (std::find(seen.begin(), seen.end(), file) != seen.end()) {
        continue;
      }
      seen.push_back(file);
      const std::string text(session_.files[file].text());
      readers::Sha256 hash;
      hash.Add(text);
      texts.push_back({.text = text, .sha256 = hash.Finish()});
    }
    return texts;
  }

  std::variant<docs::Document, int> BuildOne(std::size_t chosen) {
    const plan::Plan& plan = compiled_.plans[chosen];
    const auto [module, agreement] = AgreementsOf(compiled_.program)[chosen];
    diag::Sink known;  // reported when it was compiled
    const auto versions = resolve::Versions(compiled_.program, *module, *agreement, known);
    const std::vector<calendar::HolidayTable> holidays = HolidaysOf(compiled_);
    const evaluate::Options options{.zones = session_.zones, .holidays = holidays};
    if (versions.empty() || !ExamplesHold(plan, options)) {
      return kFindings;
    }
    const resolve::EffectiveAgreement& effective = versions.front();
    return docs::BuildDocument({
        .agreement = effective,
        .plan = plan,
        .language = *speech::FindLanguage(arguments_.ValueOr("language", "en")),
        .examples = WorkExamples(effective, plan, options),
        .texts = TextsOf(effective),
    });
  }

  const Arguments& arguments_;
  Session session_;
  driver::Compilation compiled_;
};

// What is done with the document.
class Delivering {
 public:
  explicit Delivering(const Arguments& arguments) : arguments_(arguments) {}

  int Deliver(const docs::Document& document) const {
    if (arguments_.Has("redline") && Format() != "html" && Format() != "docx") {
      return Refuse("--redline needs --format html or docx");
    }
    const Result<std::string> bytes = Render(document);
    return bytes ? Write(*bytes) : Refuse(bytes.error().message);
  }

 private:
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
      return docs::ToMarkdown(document);
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

// The old text stands for the operands, everything else is as in the call.
Arguments OfOld(const Arguments& arguments) {
  Arguments old_one = arguments;
  old_one.operands = {*arguments.ValueOf("redline")};
  return old_one;
}

}  // namespace

int RunDoc(const Arguments& arguments) {
  std::variant<docs::Document, int> built = Documenting(arguments).Build();
  if (const int* code = std::get_if<int>(&built)) {
    return *code;
  }
  docs::Document document = std::get<docs::Document>(std::move(built));
  if (arguments.Has("redline")) {
    const Arguments of_old = OfOld(arguments);
    const std::variant<docs::Document, int> old_one = Documenting(of_old).Build();
    if (const int* code = std::get_if<int>(&old_one)) {
      return *code;
    }
    document = docs::Redline(std::get<docs::Document>(old_one), document);
  }
  return Delivering(arguments).Deliver(document);
}

}  // namespace slate::cli
