// SPDX-License-Identifier: Apache-2.0
#include "cli/documenting.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "cli/console.h"
#include "cli/example_run.h"
#include "cli/findings.h"
#include "cli/plans.h"
#include "cli/worked_examples.h"
#include "compiler/resolve/amendments.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/evaluate/examples.h"
#include "runtime/readers/sha256.h"
#include "runtime/speech/all_languages.h"

namespace slate::cli {

namespace {

namespace docs = emit::docs;

// Plans and agreements of the texts stand in the same order.
std::vector<std::pair<const resolve::Module*, const ast::Agreement*>> AgreementsIn(
    const driver::Compilation& compiled
) {
  std::vector<std::pair<const resolve::Module*, const ast::Agreement*>> all;
  for (const resolve::Module& module : compiled.program.modules) {
    for (const ast::Agreement& agreement : module.file.agreements) {
      if (module.is_root) {
        all.emplace_back(&module, &agreement);
      }
    }
  }
  return all;
}

Result<std::size_t> ChooseIn(const driver::Compilation& compiled, const Arguments& arguments) {
  std::string names;
  for (std::size_t i = 0; i < compiled.plans.size(); ++i) {
    const std::string& name = compiled.plans[i].name;
    if (arguments.ValueOr("agreement", compiled.plans.size() == 1 ? name : "") == name) {
      return i;
    }
    names += (names.empty() ? "" : " or ") + name;
  }
  if (names.empty()) {
    return Error{"the texts have no agreement"};
  }
  if (const std::optional<std::string> wanted = arguments.ValueOf("agreement")) {
    return Error{fmt::format("there is no agreement `{}`; there is {}", *wanted, names)};
  }
  return Error{fmt::format("say which agreement: --agreement {}", names)};
}

}  // namespace

int Documenting::Build() {
  using Step = int (Documenting::*)();
  for (const Step step :
       {&Documenting::Compile, &Documenting::ChooseVersion, &Documenting::BuildChosen}) {
    if (const int code = (this->*step)(); code != kClean) {
      return code;
    }
  }
  return kClean;
}

int Documenting::Compile() {
  if (const std::optional<Error> failure = ReadLimits(arguments_, session_)) {
    return Refuse(failure->message);
  }
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
  const Result<std::size_t> chosen = ChooseIn(compiled_, arguments_);
  if (!chosen) {
    return Refuse(chosen.error().message);
  }
  chosen_ = *chosen;
  return kClean;
}

int Documenting::ChooseVersion() {
  const auto [module, agreement] = AgreementsIn(compiled_)[chosen_];
  diag::Sink known;  // reported when it was compiled
  versions_ = resolve::Versions(compiled_.program, *module, *agreement, known);
  if (versions_.empty()) {
    return kFindings;
  }
  version_ = versions_.size() - 1;
  const std::optional<std::string> at = arguments_.ValueOf("at");
  if (!at) {
    return kClean;
  }
  const Result<calendar::Date> day = calendar::ParseDate(*at);
  if (!day) {
    return Refuse(fmt::format("--at {}: a day is written 2026-07-01", *at));
  }
  const plan::Plan& last = plan().amended.empty() ? plan() : plan().amended.back();
  const bool is_over = last.term_last && day->days > *last.term_last;
  if (day->days < plan().term_first || is_over) {
    return Refuse(fmt::format(
        "--at {}: the agreement {}",
        *at,
        is_over ? "ends on " + calendar::FormatDate({*last.term_last})
                : "begins on " + calendar::FormatDate({plan().term_first})
    ));
  }
  while (version_ > 0 && VersionPlan().amendment->from_day > day->days) {
    --version_;
  }
  return kClean;
}

const plan::Plan& Documenting::VersionPlan() const {
  return version_ == 0 ? plan() : plan().amended[version_ - 1];
}

// A contract whose examples do not hold would contradict itself.
bool Documenting::ExamplesHold() const {
  const evaluate::Options options{.zones = session_.zones, .holidays = holidays_};
  std::vector<ExampleRun> failed;
  for (const plan::Example& example : plan().examples) {
    ExampleRun run{&plan(), &example, evaluate::RunExample(plan(), example, options)};
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

std::vector<docs::FormalText> Documenting::Texts() const {
  std::vector<source::FileId> files;
  const auto add = [&](const source::Span& span) {
    if (std::find(files.begin(), files.end(), span.file) == files.end()) {
      files.push_back(span.file);
    }
  };
  for (const ast::Agreement* part : versions_[version_].chain) {
    add(part->span);
  }
  for (const auto& amendment : amendments_) {
    add(amendment.span);
  }
  std::vector<docs::FormalText> texts;
  for (const source::FileId file : files) {
    const std::string text(session_.files[file].text());
    readers::Sha256 hash;
    hash.Add(text);
    texts.push_back({.text = text, .sha256 = hash.Finish()});
  }
  return texts;
}

int Documenting::BuildChosen() {
  holidays_ = HolidaysOf(compiled_);
  if (!ExamplesHold()) {
    return kFindings;
  }
  const resolve::EffectiveAgreement& version = versions_[version_];
  amendments_ = resolve::AllAmendments(compiled_.program, version);
  const evaluate::Options options{.zones = session_.zones, .holidays = holidays_};
  input_.emplace(docs::DocumentInput{
      .agreement = version,
      .plan = VersionPlan(),
      .language = *speech::FindLanguage(arguments_.ValueOr("language", "en")),
      .examples = WorkExamples(version, plan(), options),
      .texts = Texts(),
      .amendments = amendments_,
  });
  if (version_ + 1 < versions_.size()) {
    input_->reads_to = plan().amended[version_].amendment->from_day - 1;
  }
  document_ = docs::BuildDocument(*input_);
  return kClean;
}

diff::Text Documenting::AllVersions() const {
  diff::Text text{&versions_.front(), &plan(), &session_.files};
  for (std::size_t later = 1; later < versions_.size(); ++later) {
    text.later.push_back(&versions_[later]);
  }
  return text;
}

diff::Text Documenting::ThisVersion() const {
  return {&versions_[version_], &VersionPlan(), &session_.files};
}

ReplayedText Documenting::ForReplay() {
  return {plan(), session_, holidays_};
}

}  // namespace slate::cli
