// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/compile.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "compiler/check/check_metrics.h"
#include "compiler/check/check_versions.h"
#include "compiler/levels/check_levels.h"
#include "compiler/lint/lint.h"
#include "compiler/lint/used_names.h"
#include "compiler/resolve/effective.h"
#include "runtime/base/side_by_side.h"
#include "runtime/diag/forward.h"

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

// One text that the user named, and what becomes of it.
struct CheckedText {
  const resolve::Module* module = nullptr;
  // Errors of reading it or what it uses.
  bool is_broken = false;
  std::vector<std::vector<resolve::EffectiveAgreement>> agreements = {};  // their versions
  std::vector<plan::Plan> plans = {};
  diag::Sink sink = {};
  enum class Lint : std::uint8_t { kNotYet, kNever, kDone } lint = Lint::kNotYet;
  lint::Found found = {};  // by lint
};

// The texts that have errors, or use one that has.
class BrokenTexts {
 public:
  explicit BrokenTexts(const diag::Sink& sink) {
    for (const diag::Diagnostic& found : sink.items()) {
      const auto* span = std::get_if<source::Span>(&found.where);
      if (span != nullptr && found.kind->severity == diag::Severity::kError) {
        files_.insert(span->file);
      }
    }
  }

  bool Reaches(const resolve::Module& module) const {
    std::set<const resolve::Module*> seen;
    std::vector<const resolve::Module*> open{&module};
    while (!open.empty()) {
      const resolve::Module* next = open.back();
      open.pop_back();
      if (next->incomplete || files_.contains(next->file.id)) {
        return true;
      }
      for (const resolve::Module* used : next->uses) {
        if (seen.insert(used).second) {
          open.push_back(used);
        }
      }
    }
    return false;
  }

 private:
  std::set<source::FileId> files_;
};

std::vector<lint::CheckedAgreement> AgreementsOf(const CheckedText& text) {
  std::vector<lint::CheckedAgreement> checked;
  for (std::size_t i = 0; i < text.agreements.size(); ++i) {
    const std::vector<resolve::EffectiveAgreement>& versions = text.agreements[i];
    checked.push_back({&versions[0], &text.plans[i]});
    for (std::size_t later = 1; later < versions.size(); ++later) {
      checked.push_back({&versions[later], &text.plans[i].amended[later - 1]});
    }
  }
  return checked;
}

bool ReliesOnOthers(const plan::Plan& plan) {
  const auto relies = [](const plan::Objective& objective) {
    return !objective.relies_on.empty();
  };
  return std::any_of(plan.objectives.begin(), plan.objectives.end(), relies) ||
         std::any_of(plan.amended.begin(), plan.amended.end(), ReliesOnOthers);
}

// The passes over texts that have been read. Texts are checked side by side; each keeps what it
// finds to itself, and what nobody asks for any more is let go.
class TextsCheck {
 public:
  TextsCheck(const Options& options, const resolve::Program& program, const source::FileSet& files)
      : options_(options),
        program_(program),
        files_(files),
        readers_(program),
        relied_on_(resolve::NamesReliedOn(program)) {}

  std::vector<CheckedText> Check(const diag::Sink& so_far) {
    const BrokenTexts broken(so_far);
    std::vector<CheckedText> texts;
    for (const resolve::Module& module : program_.modules) {
      if (module.is_root) {
        texts.push_back({.module = &module, .is_broken = broken.Reaches(module)});
      }
    }
    constexpr std::size_t kStack = std::size_t{256} << 20U;
    WorkSideBySide(texts.size(), options_.threads, kStack, [&](std::size_t, std::size_t i) {
      CheckOne(texts[i]);
    });
    LintReliant(texts);
    return texts;
  }

 private:
  void CheckOne(CheckedText& text) const {
    for (const ast::Agreement& agreement : text.module->file.agreements) {
      auto versions = resolve::Versions(program_, *text.module, agreement, text.sink);
      if (!versions.empty()) {
        text.plans.push_back(
            check::CheckVersions(versions, program_, files_, options_.zones, text.sink)
        );
        text.agreements.push_back(std::move(versions));
      }
    }
    check::CheckMetrics(*text.module, program_, text.sink);
    if (!text.is_broken && !text.sink.has_errors()) {
      LookFurther(text);
    } else {
      text.lint = CheckedText::Lint::kNever;
    }
    LetGo(text);
  }

  // Everything before copes with broken input and reports all it can; this needs sound plans.
  void LookFurther(CheckedText& text) const {
    for (std::size_t i = 0; i < text.plans.size(); ++i) {
      levels::CheckLevels(
          text.agreements[i].front(), text.plans[i], program_, files_, options_.zones, text.sink
      );
    }
    if (!options_.wants_lint || text.sink.has_errors()) {
      text.lint = CheckedText::Lint::kNever;
    } else if (std::none_of(text.plans.begin(), text.plans.end(), ReliesOnOthers)) {
      const std::vector<lint::CheckedAgreement> own = AgreementsOf(text);
      lint::LintText({program_, files_, readers_, own}, *text.module, own, text.found);
      text.lint = CheckedText::Lint::kDone;
    }
  }

  void LetGo(CheckedText& text) const {
    const bool is_awaited =
        options_.wants_plans || text.lint == CheckedText::Lint::kNotYet ||
        std::any_of(text.plans.begin(), text.plans.end(), [this](const plan::Plan& plan) {
          return relied_on_.contains(plan.name);
        });
    if (!is_awaited) {
      text.plans = {};
      text.agreements = {};
    }
  }

  // Those that rely on others are looked at when the others are known, if all of them are sound.
  void LintReliant(std::vector<CheckedText>& texts) const {
    std::vector<lint::CheckedAgreement> all;
    bool are_sound = true;
    for (const CheckedText& text : texts) {
      are_sound = are_sound && !text.sink.has_errors();
      const std::vector<lint::CheckedAgreement> own = AgreementsOf(text);
      all.insert(all.end(), own.begin(), own.end());
    }
    for (CheckedText& text : texts) {
      if (are_sound && text.lint == CheckedText::Lint::kNotYet) {
        lint::LintText(
            {program_, files_, readers_, all}, *text.module, AgreementsOf(text), text.found
        );
        text.lint = CheckedText::Lint::kDone;
      }
    }
  }

  const Options& options_;
  const resolve::Program& program_;
  const source::FileSet& files_;
  lint::Readers readers_;
  std::set<std::string> relied_on_;
};

}  // namespace

Compilation Compile(const Options& options, source::FileSet& files, diag::Sink& sink) {
  Compilation result;
  resolve::ModuleOptions modules = options.modules;
  modules.threads = options.threads;
  result.program = resolve::LoadProgram(options.paths, modules, files, sink);
  resolve::CheckDuplicates(result.program, sink);
  check::CheckExampleNames(result.program, sink);
  resolve::CheckAmendedNames(result.program, sink);
  std::vector<CheckedText> texts = TextsCheck(options, result.program, files).Check(sink);
  std::vector<lint::LintedText> linted;
  for (CheckedText& text : texts) {
    for (const diag::Diagnostic& found : text.sink.items()) {
      diag::Forward(found, sink);
    }
    for (plan::Plan& plan : text.plans) {
      TextsOfPlan names(files);
      names.Number(plan);
      names.Name(plan);
      result.plans.push_back(std::move(plan));
    }
    if (text.lint == CheckedText::Lint::kDone) {
      linted.push_back({text.module, &text.found.sink});
      result.counterexamples.insert(
          result.counterexamples.end(), text.found.shown.begin(), text.found.shown.end()
      );
    }
  }
  result.silenced = lint::ApplySilences(result.program, files, linted, sink);
  return result;
}

}  // namespace slate::driver
