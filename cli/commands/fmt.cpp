// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/findings.h"
#include "cli/line_diff.h"
#include "cli/session.h"
#include "compiler/ast/print.h"
#include "compiler/fmt/formatter.h"
#include "compiler/syntax/parser.h"

namespace slate::cli {

namespace {

enum class Mode : std::uint8_t { kInPlace, kCheck, kDiff, kPrint };

Mode ModeOf(const Arguments& arguments) {
  if (arguments.Has("stdout")) {
    return Mode::kPrint;
  }
  if (arguments.Has("diff")) {
    return Mode::kDiff;
  }
  return arguments.Has("check") ? Mode::kCheck : Mode::kInPlace;
}

// Layout must not change what a text says; if it would, nothing is written.
bool MeansTheSame(
    const ast::File& before,
    const std::string& after,
    const syntax::ParseOptions& options,
    Session& session
) {
  diag::Sink problems;
  const source::FileId id = session.files.Add("laid out", after);
  const ast::File again = syntax::ParseFile(id, session.files, problems, options);
  return !problems.has_errors() &&
         ast::Print(before, session.files) == ast::Print(again, session.files);
}

int Deliver(const std::string& path, std::string_view before, const std::string& after, Mode mode) {
  const bool same = before == after;
  switch (mode) {
    case Mode::kPrint: Print(after); return kClean;
    case Mode::kDiff: Print(UnifiedDiff(path, before, after)); return same ? kClean : kFindings;
    case Mode::kCheck: Print(same ? "" : path + "\n"); return same ? kClean : kFindings;
    case Mode::kInPlace: break;
  }
  if (path == "-") {
    Print(after);
    return kClean;
  }
  const std::optional<Error> failure = same ? std::nullopt : WriteWholeFile(path, after);
  return failure ? Refuse(failure->message) : kClean;
}

int Layout(const std::string& path, Mode mode, const syntax::ParseOptions& options) {
  Session session;
  Result<std::string> text = ReadWholeFile(path);
  if (!text) {
    return Refuse(text.error().message);
  }
  const source::FileId id = session.files.Add(path, std::move(text).value());
  const ast::File file = syntax::ParseFile(id, session.files, session.sink, options);
  if (session.sink.has_errors()) {
    SayFindings(session);
    return kFindings;
  }
  const std::string after = layout::Format(file, session.files);
  if (!MeansTheSame(file, after, options, session)) {
    Complain(fmt::format("{} would mean something else when laid out; it stays as it is", path));
    return kOurBug;
  }
  return Deliver(path, session.files[id].text(), after, mode);
}

}  // namespace

int RunFmt(const Arguments& arguments) {
  Session session;
  const Result<std::vector<std::string>> paths = FindTexts(arguments, session);
  if (!paths) {
    return Refuse(paths.error().message);
  }
  int code = kClean;
  for (const std::string& path : *paths) {
    code = std::max(code, Layout(path, ModeOf(arguments), session.limits.texts.text));
  }
  return code;
}

}  // namespace slate::cli
