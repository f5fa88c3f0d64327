// SPDX-License-Identifier: Apache-2.0
#include "cli/redlining.h"

#include <utility>

#include "cli/console.h"
#include "cli/findings.h"
#include "compiler/diff/compare_versions.h"
#include "compiler/emit/docs/changes_page.h"
#include "compiler/emit/docs/redline.h"

namespace slate::cli {

namespace {

namespace docs = emit::docs;
using Stored = std::optional<std::vector<docs::StoredAmount>>;

// The old text stands for the operands, the old day for the new one; everything else is as in the
// call.
Arguments OfOld(const Arguments& arguments) {
  Arguments old_one = arguments;
  if (arguments.Has("redline")) {
    old_one.operands = {*arguments.ValueOf("redline")};
  }
  old_one.options.erase("at");
  if (const auto day = arguments.ValueOf("redline-at")) {
    old_one.options["at"] = {*day};
  }
  return old_one;
}

class Redlining {
 public:
  Redlining(const Arguments& arguments, Documenting& before, Documenting& after)
      : arguments_(arguments), before_(before), after_(after) {}

  std::variant<docs::Document, int> Run() {
    Stored stored;
    if (const int code = Replayed(stored); code != kClean) {
      return code;
    }
    docs::Document document = docs::Redline(before_.document(), after_.document());
    const diff::AgreementChanges changes = Compared();
    document.front = docs::ChangesPage({
        .changes = changes,
        .before = {before_.input(), before_.document()},
        .after = {after_.input(), after_.document()},
        .stored = std::move(stored),
    });
    return document;
  }

 private:
  // Two days are compared as they are; else all versions, each from its day on.
  diff::AgreementChanges Compared() const {
    const bool two_days = arguments_.Has("redline-at") || arguments_.Has("at");
    return two_days ? diff::CompareAgreements(before_.ThisVersion(), after_.ThisVersion())
                    : diff::CompareVersions(before_.AllVersions(), after_.AllVersions());
  }

  int StopAtErrors() {
    for (Documenting* side : {&before_, &after_}) {
      if (side->session().sink.has_errors()) {
        SayFindings(side->session());
        return side->session().could_not_run ? kCouldNotRun : kFindings;
      }
    }
    return kClean;
  }

  int Replayed(Stored& stored) {
    if (!arguments_.Has("data")) {
      return kClean;
    }
    const std::optional<std::string> named = arguments_.ValueOf("settings");
    const std::optional<std::string> path = named ? named : FindSettings();
    if (!path) {
      return Refuse(
          "there is no slate.toml here or above that says where the data lie; see --settings"
      );
    }
    for (Documenting* side : {&before_, &after_}) {
      if (const std::optional<Error> failure = ReadSettingsFile(*path, side->session())) {
        return Refuse(failure->message);
      }
    }
    if (const int code = StopAtErrors(); code != kClean) {
      return code;
    }
    std::vector<ReplayedAmount> amounts;
    ReplayedText old_text = before_.ForReplay();
    ReplayedText new_text = after_.ForReplay();
    const Result<bool> replayed = Replay(arguments_, old_text, new_text, amounts);
    if (!replayed) {
      return Refuse(replayed.error().message);
    }
    Keep(amounts, stored.emplace());
    return StopAtErrors();
  }

  static void Keep(
      const std::vector<ReplayedAmount>& amounts, std::vector<docs::StoredAmount>& stored
  ) {
    for (const ReplayedAmount& amount : amounts) {
      if (amount.is_settlement) {
        stored.push_back(
            {.period = amount.window.empty() ? amount.period : amount.window,
             .stage = amount.stage,
             .members = amount.members,
             .before = amount.before,
             .after = amount.after,
             .type = amount.type,
             .open = amount.open}
        );
      }
    }
  }

  const Arguments& arguments_;
  Documenting& before_;
  Documenting& after_;
};

}  // namespace

std::variant<docs::Document, int> Redlined(const Arguments& arguments, Documenting& now) {
  const Arguments of_old = OfOld(arguments);
  Documenting before(of_old);
  if (const int code = before.Build(); code != kClean) {
    return code;
  }
  return Redlining(arguments, before, now).Run();
}

}  // namespace slate::cli
