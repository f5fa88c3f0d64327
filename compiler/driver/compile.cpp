// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/compile.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "compiler/check/check_metrics.h"
#include "compiler/check/check_versions.h"
#include "compiler/levels/check_levels.h"
#include "compiler/lint/lint.h"
#include "compiler/resolve/effective.h"

namespace slate::driver {

namespace {

// Origins count the texts of the whole run while plans are made; a plan names only its own, the
// same for all versions of an agreement.
class TextsOfPlan {
 public:
  explicit TextsOfPlan(const source::FileSet& files) : files_(files) {}

  void Number(plan::Plan& plan) {
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
      Number(plan.nodes[static_cast<plan::NodeId>(i)].origin);
    }
    for (plan::Settle& settle : plan.settles) {
      for (plan::Step& step : settle.steps) {
        Number(step.origin);
      }
    }
    for (plan::Example& example : plan.examples) {
      Number(example.origin);
    }
    for (plan::Plan& amended : plan.amended) {
      Number(amended);
    }
  }

  void Name(plan::Plan& plan) const {
    plan.source_files = paths_;
    for (plan::Plan& amended : plan.amended) {
      Name(amended);
    }
  }

 private:
  void Number(std::optional<plan::Origin>& origin) {
    if (!origin) {
      return;
    }
    const auto [it, is_new] =
        numbers_.emplace(origin->file, static_cast<std::uint32_t>(paths_.size()));
    if (is_new) {
      paths_.push_back(files_[static_cast<source::FileId>(origin->file)].path());
    }
    origin->file = it->second;
  }

  const source::FileSet& files_;
  std::map<std::uint32_t, std::uint32_t> numbers_;
  std::vector<std::string> paths_;
};

std::vector<lint::Silenced> LintAll(
    const Compilation& compiled,
    const std::vector<std::vector<resolve::EffectiveAgreement>>& agreements,
    const source::FileSet& files,
    diag::Sink& sink
) {
  std::vector<lint::CheckedAgreement> checked;
  for (std::size_t i = 0; i < agreements.size(); ++i) {
    const std::vector<resolve::EffectiveAgreement>& versions = agreements[i];
    checked.push_back({&versions[0], &compiled.plans[i]});
    for (std::size_t later = 1; later < versions.size(); ++later) {
      checked.push_back({&versions[later], &compiled.plans[i].amended[later - 1]});
    }
  }
  return lint::Lint(compiled.program, files, checked, sink);
}

}  // namespace

Compilation Compile(const Options& options, source::FileSet& files, diag::Sink& sink) {
  Compilation result;
  result.program = resolve::LoadProgram(options.paths, options.modules, files, sink);
  resolve::CheckDuplicates(result.program, sink);
  check::CheckExampleNames(result.program, sink);
  resolve::CheckAmendedNames(result.program, sink);
  std::vector<std::vector<resolve::EffectiveAgreement>> agreements;
  for (const resolve::Module& module : result.program.modules) {
    if (!module.is_root) {
      continue;
    }
    for (const ast::Agreement& agreement : module.file.agreements) {
      auto versions = resolve::Versions(result.program, module, agreement, sink);
      if (!versions.empty()) {
        result.plans.push_back(
            check::CheckVersions(versions, result.program, files, options.zones, sink)
        );
        agreements.push_back(std::move(versions));
      }
    }
    check::CheckMetrics(module, result.program, sink);
  }
  for (plan::Plan& plan : result.plans) {
    TextsOfPlan texts(files);
    texts.Number(plan);
    texts.Name(plan);
  }
  if (!sink.has_errors()) {
    for (std::size_t i = 0; i < agreements.size(); ++i) {
      levels::CheckLevels(
          agreements[i].front(), result.plans[i], result.program, files, options.zones, sink
      );
    }
  }
  // Everything above copes with broken input and reports all it can; what follows needs sound
  // plans.
  if (options.wants_lint && !sink.has_errors()) {
    result.silenced = LintAll(result, agreements, files, sink);
  }
  return result;
}

}  // namespace slate::driver
