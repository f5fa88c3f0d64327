// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "cli/check_report.h"
#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/findings.h"
#include "cli/print_stages.h"
#include "cli/session.h"
#include "runtime/findings/formats.h"
#include "runtime/settings/check_settings.h"

namespace slate::cli {

namespace {

constexpr std::size_t kMostInText = 100;

// Settings speak of one agreement; where the texts have several, each may use what it knows.
void CheckSettingsToo(const driver::Compilation& compiled, Session& session) {
  const bool sound = session.settings && !session.sink.has_errors();
  if (!sound || compiled.plans.size() != 1) {
    return;
  }
  settings::CheckSettings(*session.settings, compiled.plans.front(), session.sink);
  settings::ReadGivens(*session.settings, compiled.plans.front(), session.sink);
}

// How many findings are written, however many there are.
Result<std::size_t> MostFindings(const Arguments& arguments, const findings::Format* format) {
  const std::optional<std::string> text = arguments.ValueOf("max-findings");
  if (!text) {
    return format != nullptr ? format->most_findings : kMostInText;
  }
  std::size_t most = 0;
  const auto [end, failure] = std::from_chars(text->data(), text->data() + text->size(), most);
  if (failure != std::errc() || end != text->data() + text->size()) {
    return Error{fmt::format("--max-findings: `{}` is no whole number", *text)};
  }
  return most;
}

int Deliver(findings::Report report, const Arguments& arguments) {
  const findings::Format* format = findings::FindFormat(arguments.ValueOr("format", "text"));
  const Result<std::size_t> most = MostFindings(arguments, format);
  if (!most) {
    return Refuse(most.error().message);
  }
  const int code = CodeOfFindings(report);
  if (format == nullptr) {
    SayFindings(std::move(report), *most);
    return code;
  }
  LeaveOutBeyond(*most, report);
  Print(format->write(report));
  if (report.left_out > 0) {
    Complain(fmt::format("{} more findings are left out; see --max-findings", report.left_out));
  }
  return code;
}

}  // namespace

int RunCheck(const Arguments& arguments) {
  Session session;
  if (const std::optional<Error> failure = ReadZones(arguments, session)) {
    return Refuse(failure->message);
  }
  const Result<std::vector<std::string>> paths = FindTexts(arguments, session);
  if (!paths) {
    return Refuse(paths.error().message);
  }
  session.wants_lint = !arguments.ValueOf("print").has_value();
  const driver::Compilation compiled = CompileTexts(*paths, session);
  CheckSettingsToo(compiled, session);
  if (const std::optional<std::string> stage = arguments.ValueOf("print")) {
    Print(PrintStage(*stage, compiled, session));
  }
  return Deliver(MakeReport(*paths, compiled, session), arguments);
}

}  // namespace slate::cli
