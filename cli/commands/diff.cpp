// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/diff_report.h"
#include "cli/diff_texts.h"
#include "cli/findings.h"
#include "cli/plans.h"
#include "cli/replay.h"

namespace slate::cli {

namespace {

// A comparison on its way from arguments to a report. Each step returns an exit code; kClean goes
// on to the next.
class Diffing {
 public:
  explicit Diffing(const Arguments& arguments) : arguments_(arguments) {}

  int Run() {
    using Step = int (Diffing::*)();
    for (const Step step :
         {&Diffing::ReadTexts, &Diffing::Compare, &Diffing::ReplayPeriods, &Diffing::Deliver}) {
      if (const int code = (this->*step)(); code != kClean) {
        return code;
      }
    }
    return Judge();
  }

 private:
  int StopAtErrors() {
    int code = kClean;
    for (const DiffSide* side : {&before_, &after_}) {
      if (side->session.sink.has_errors()) {
        SayFindings(side->session);
        code = side->session.could_not_run ? kCouldNotRun : std::max(code, kFindings);
      }
    }
    return code;
  }

  int ReadTexts() {
    for (DiffSide* side : {&before_, &after_}) {
      if (const std::optional<Error> failure = ReadLimits(arguments_, side->session)) {
        return Refuse(failure->message);
      }
      if (const std::optional<Error> failure = ReadZones(arguments_, side->session)) {
        return Refuse(failure->message);
      }
    }
    const Result<bool> found = FindSides(arguments_, before_, after_);
    if (!found) {
      return Refuse(found.error().message);
    }
    if (!*found) {
      SayFindings(before_.session);
      return kCouldNotRun;
    }
    CompileSide(before_);
    CompileSide(after_);
    return StopAtErrors();
  }

  int Compare() {
    report_.comparison = diff::Compare(before_.Texts(), after_.Texts());
    return kClean;
  }

  int ReplayPeriods() {
    if (!arguments_.Has("data")) {
      return arguments_.Has("period") ? Refuse("--period says what to settle with --data") : kClean;
    }
    const std::optional<std::string> named = arguments_.ValueOf("settings");
    const std::optional<std::string> path = named ? named : FindSettings();
    if (!path) {
      return Refuse(
          "there is no slate.toml here or above that says where the data lie; see --settings"
      );
    }
    for (DiffSide* side : {&before_, &after_}) {
      if (const std::optional<Error> failure = ReadSettingsFile(*path, side->session)) {
        return Refuse(failure->message);
      }
      if (const int code = StopAtErrors(); code != kClean) {
        return code;
      }
    }
    report_.replay.emplace();
    for (const plan::Plan& before : before_.compiled.plans) {
      for (const plan::Plan& after : after_.compiled.plans) {
        const int code = before.name == after.name ? ReplayOne(before, after) : kClean;
        if (code != kClean) {
          return code;
        }
      }
    }
    return kClean;
  }

  int ReplayOne(const plan::Plan& before, const plan::Plan& after) {
    ReplayedText old_text{before, before_.session, HolidaysOf(before_.compiled)};
    ReplayedText new_text{after, after_.session, HolidaysOf(after_.compiled)};
    const Result<bool> replayed = Replay(arguments_, old_text, new_text, *report_.replay);
    if (!replayed) {
      return Refuse(replayed.error().message);
    }
    return StopAtErrors();
  }

  int Deliver() {
    const std::string format = arguments_.ValueOr("format", "text");
    Print(
        format == "json"       ? DiffToJson(report_)
        : format == "markdown" ? DiffToMarkdown(report_)
                               : DiffToText(report_)
    );
    return kClean;
  }

  int Judge() const {
    using diff::Verdict;
    const std::string fails = arguments_.ValueOr("fail-on", "");
    const Verdict verdict = report_.comparison.verdict;
    const bool is_pass = fails.empty() || verdict == Verdict::kSame ||
                         (fails == "loosened" && verdict == Verdict::kCustomerGains) ||
                         (fails == "tightened" && verdict == Verdict::kProviderGains);
    return is_pass ? kClean : kFindings;
  }

  const Arguments& arguments_;
  DiffSide before_ = {};
  DiffSide after_ = {};
  DiffReport report_ = {};
};

}  // namespace

int RunDiff(const Arguments& arguments) {
  return Diffing(arguments).Run();
}

}  // namespace slate::cli
