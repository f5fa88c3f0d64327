// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>

#include <fmt/format.h>

#include "cli/bundle.h"
#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/made_at.h"
#include "cli/print_pdf.h"
#include "cli/problems.h"
#include "cli/settling.h"
#include "runtime/report/to_csv.h"
#include "runtime/report/to_html.h"
#include "runtime/report/to_json.h"
#include "runtime/report/to_markdown.h"
#include "runtime/report/to_text.h"

namespace slate::cli {

namespace {

using settings::OutputFormat;

Result<std::string> WriteSettlement(OutputFormat format, const report::Settlement& settlement) {
  switch (format) {
    case OutputFormat::kTable: return report::ToText(settlement);
    case OutputFormat::kJson: return report::ToJson(settlement);
    case OutputFormat::kHtml: return report::ToHtml(settlement);
    case OutputFormat::kMarkdown: return report::ToMarkdown(settlement);
    case OutputFormat::kCsv: return report::ToCsv(settlement);
    case OutputFormat::kPdf: return PrintPdf(report::ToHtml(settlement), MadeAt());
  }
  Unreachable("a format without a writer");
}

int DeliverSettlement(
    const Arguments& arguments, const Settling& settling, const std::string& bytes
) {
  const std::optional<std::string> named = arguments.ValueOf("output");
  const std::optional<settings::Text>& set = settling.session().settings->output.file;
  if (!named && !set) {
    Print(bytes);
    return kClean;
  }
  const std::optional<Error> failure =
      WriteWholeFile(named ? *named : settling.InFolder(set->value), bytes);
  return failure ? Refuse(failure->message) : kClean;
}

// Programs read what was wrong from the result; figures are not to be relied on and left out.
int DeliverProblems(const Arguments& arguments, Settling& settling) {
  evaluate::Outcome outcome = settling.outcome();
  outcome.periods.clear();
  const report::Settlement whole = settling.settlement();
  const int failed = DeliverSettlement(
      arguments,
      settling,
      report::ToJson(
          {.plan = whole.plan, .outcome = outcome, .zone = whole.zone, .sources = whole.sources}
      )
  );
  return failed == kClean ? kFindings : failed;
}

int DeliverAll(const Arguments& arguments, Settling& settling) {
  if (const std::optional<std::string> folder = arguments.ValueOf("bundle")) {
    const std::optional<Error> failure = WriteBundle(
        *folder,
        BundleFiles(DecidedBy(settling.arguments(), settling), settling),
        arguments.ValueOf("sign")
    );
    if (failure) {
      return Refuse(failure->message);
    }
  }
  report::Settlement settlement = settling.settlement();
  settlement.place = [&](const plan::Origin& origin) {
    return PlaceInWords(origin, settling.plan(), settling.session());
  };
  if (settling.format() == OutputFormat::kHtml || settling.format() == OutputFormat::kPdf) {
    settlement.sentence = settling.Contract();
  }
  const Result<std::string> bytes = WriteSettlement(settling.format(), settlement);
  if (!bytes) {
    return Refuse(bytes.error().message);
  }
  const int entered = settling.WriteLedger();
  return entered == kClean ? DeliverSettlement(arguments, settling, *bytes) : entered;
}

}  // namespace

int RunRun(const Arguments& arguments) {
  if (arguments.Has("sign") && !arguments.Has("bundle")) {
    return Refuse("--sign signs a bundle; say where with --bundle FOLDER");
  }
  if (arguments.Has("ledger") && arguments.Has("bundle")) {
    return Refuse(
        "a bundle is settled again from texts and data alone, without a ledger; take --bundle or "
        "--ledger"
    );
  }
  Settling settling(arguments);
  const int code = settling.Run();
  if (code == kFindings && settling.has_outcome() && settling.format() == OutputFormat::kJson) {
    return settling.Within([&] { return DeliverProblems(arguments, settling); });
  }
  return code == kClean ? settling.Within([&] { return DeliverAll(arguments, settling); }) : code;
}

}  // namespace slate::cli
