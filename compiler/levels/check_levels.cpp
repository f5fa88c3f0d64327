// SPDX-License-Identifier: Apache-2.0
#include "compiler/levels/check_levels.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "compiler/diag/catalog/agreement.h"
#include "compiler/levels/compare_promises.h"

namespace slate::levels {

namespace {

using Outcome = Comparison::Outcome;

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
      const Comparison comparison = Compare(restated);
      if (comparison.outcome == Outcome::kLooser || comparison.outcome == Outcome::kUnclear) {
        Require(restated, comparison);
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
  // With the plan of the agreement in which this one line is as above.
  Comparison Compare(const resolve::Restated& restated) const {
    const auto without = resolve::Without(*agreement_.module, *agreement_.agreement, restated.span);
    if (!without) {
      return {};
    }
    diag::Sink unheard;
    const plan::Plan above = check::CheckAgreement(*without, program_, files_, zones_, unheard);
    if (unheard.has_errors()) {
      return {};
    }
    const std::size_t dot = restated.path.find('.');
    if (dot == std::string::npos) {
      return CompareRest(above, plan_);
    }
    return CompareLine(above, plan_, restated.path.substr(0, dot), restated.path.substr(dot + 1));
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

  void Require(const resolve::Restated& restated, const Comparison& comparison) {
    if (IsNamed(restated.path)) {
      return;
    }
    const std::string& above = agreement_.chain[agreement_.chain.size() - 2]->name.text;
    const bool looser = comparison.outcome == Outcome::kLooser;
    auto& problem = sink_.Report(
        diag::kNotTighter,
        restated.span,
        fmt::format(
            "`{}` is {} than in `{}`",
            restated.path,
            looser ? "looser" : "not provably tighter",
            above
        )
    );
    if (!looser) {
      problem.message =
          fmt::format("`{}` differs from `{}` and is not provably tighter", restated.path, above);
    }
    if (!comparison.witness.empty()) {
      problem.notes.push_back(comparison.witness);
    }
    problem.help = fmt::format(
        "if it is meant, say why: `{} {} because \"…\"`",
        looser ? "loosens" : "changes",
        restated.path
    );
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
