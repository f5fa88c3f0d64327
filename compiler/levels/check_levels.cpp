// SPDX-License-Identifier: Apache-2.0
#include "compiler/levels/check_levels.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "compiler/diag/catalog/agreement.h"
#include "compiler/diff/compare.h"

namespace slate::levels {

namespace {

using diff::Verdict;

class LevelCheck {
 public:
  LevelCheck(
      const resolve::EffectiveAgreement& agreement,
      const plan::Plan& plan,
      const resolve::Program& program,
      const source::FileSet& files,
      const calendar::TimeZoneSource& zones,
      diag::Sink& sink
  )
      : agreement_(agreement),
        plan_(plan),
        program_(program),
        files_(files),
        zones_(zones),
        sink_(sink) {}

  void Check() {
    for (const resolve::Restated& restated : agreement_.restated) {
      const diff::AgreementChanges changes = Compare(restated);
      if (changes.verdict != Verdict::kSame && changes.verdict != Verdict::kCustomerGains) {
        Require(restated, changes);
      }
    }
    for (const auto& change : agreement_.own_changes) {
      for (const ast::Path& path : change->paths) {
        if (!used_.contains(path.Text())) {
          ReportUnused(path, change->loosens);
        }
      }
    }
  }

 private:
  // With the agreement in which this one line is as above.
  diff::AgreementChanges Compare(const resolve::Restated& restated) const {
    const diff::AgreementChanges unclear{
        .name = agreement_.agreement->name.text, .verdict = Verdict::kUnclear};
    const auto without = resolve::Without(*agreement_.module, *agreement_.agreement, restated.span);
    if (!without) {
      return unclear;
    }
    diag::Sink unheard;
    const plan::Plan above = check::CheckAgreement(*without, program_, files_, zones_, unheard);
    if (unheard.has_errors()) {
      return unclear;
    }
    return diff::CompareAgreements({&*without, &above, &files_}, {&agreement_, &plan_, &files_});
  }

  bool IsNamed(const std::string& path) {
    for (const auto& change : agreement_.own_changes) {
      for (const ast::Path& named : change->paths) {
        if (named.Text() == path) {
          used_.insert(path);
          return true;
        }
      }
    }
    return false;
  }

  void Require(const resolve::Restated& restated, const diff::AgreementChanges& changes) {
    if (IsNamed(restated.path)) {
      return;
    }
    const std::string& above = agreement_.chain[agreement_.chain.size() - 2]->name.text;
    const bool looser = changes.verdict != Verdict::kUnclear;
    auto& problem = sink_.Report(
        diag::kNotTighter,
        restated.span,
        looser ? fmt::format("`{}` is looser than in `{}`", restated.path, above)
               : fmt::format(
                     "`{}` differs from `{}` and is not provably tighter", restated.path, above
                 )
    );
    AddWitnesses(restated, changes, problem);
    problem.help = fmt::format(
        "if it is meant, say why: `{} {} because \"…\"`",
        looser ? "loosens" : "changes",
        restated.path
    );
  }

  // Where it gives less: in its own figures, or in the first that shows it.
  static void AddWitnesses(
      const resolve::Restated& restated,
      const diff::AgreementChanges& changes,
      diag::Diagnostic& problem
  ) {
    const diff::Change* shown = nullptr;
    for (const diff::Change& change : changes.changes) {
      const bool own = change.term == restated.path;
      if (!change.witnesses.empty() && (shown == nullptr || own)) {
        shown = &change;
      }
    }
    if (shown == nullptr) {
      return;
    }
    for (const diff::Witness& witness : shown->witnesses) {
      const std::string at = diff::PlaceInEnglish(witness);
      problem.notes.push_back(fmt::format(
          "{}{}: above {}, here {}",
          at.empty() ? "" : "at ",
          at.empty() ? shown->term : at,
          diff::InEnglish(witness.before),
          diff::InEnglish(witness.after)
      ));
    }
  }

  void ReportUnused(const ast::Path& path, bool loosens) {
    const bool restated = std::any_of(
        agreement_.restated.begin(),
        agreement_.restated.end(),
        [&](const resolve::Restated& r) { return r.path == path.Text(); }
    );
    auto& problem = sink_.Report(
        diag::kNothingLoosened,
        path.span,
        fmt::format(
            "`{}` is {} here",
            path.Text(),
            restated ? "as strict as above, or stricter," : "not said again"
        )
    );
    problem.help = fmt::format("take `{} {}` out", loosens ? "loosens" : "changes", path.Text());
  }

  const resolve::EffectiveAgreement& agreement_;
  const plan::Plan& plan_;
  const resolve::Program& program_;
  const source::FileSet& files_;
  const calendar::TimeZoneSource& zones_;
  diag::Sink& sink_;
  std::set<std::string> used_;
};

}  // namespace

void CheckLevels(
    const resolve::EffectiveAgreement& agreement,
    const plan::Plan& plan,
    const resolve::Program& program,
    const source::FileSet& files,
    const calendar::TimeZoneSource& zones,
    diag::Sink& sink
) {
  if (agreement.chain.size() > 1) {
    LevelCheck(agreement, plan, program, files, zones, sink).Check();
  }
}

}  // namespace slate::levels
