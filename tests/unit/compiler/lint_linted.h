// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "compiler/check/check_agreement.h"
#include "compiler/check/check_metrics.h"
#include "compiler/lint/lint.h"
#include "compiler/lint/silences.h"
#include "compiler/resolve/effective.h"

namespace slate {

// A text compiled and linted for a test.
struct Linted {
  source::FileSet files;
  diag::Sink sink;
  resolve::Program program;
  std::deque<resolve::EffectiveAgreement> effective;
  std::deque<plan::Plan> plans;
  std::vector<lint::Silenced> silenced;

  explicit Linted(const std::string& text) : Linted("a.slate", text) {}
  Linted(const std::string& path, std::optional<std::string> text) {
    const resolve::ModuleOptions options{
        .stdlib = "stdlib", .read = [path, text](const std::string& name) -> Result<std::string> {
          return name == path && text ? Result<std::string>(*text) : Read(name);
        }};
    program = resolve::LoadProgram({path}, options, files, sink);
    for (const resolve::Module& module : program.modules) {
      Compile(module);
    }
    if (sink.has_errors()) {
      return;
    }
    Lint();
  }

  // "SL4008", each code once.
  std::set<std::string> Codes() const {
    std::set<std::string> codes;
    for (const diag::Diagnostic& item : sink.items()) {
      codes.insert(std::string(item.kind->code));
    }
    return codes;
  }

  // One line for each finding: place, code, message.
  std::string Text() const {
    std::string all;
    for (const diag::Diagnostic* d : sink.Sorted()) {
      const auto& span = std::get<source::Span>(d->where);
      const source::Position at = files[span.file].PositionOf(span.begin);
      all += fmt::format("{}:{}: {} {}\n", at.line, at.column, d->kind->code, d->message);
      for (const diag::Label& label : d->secondary) {
        all += fmt::format(
            "    {}: {}\n", files[label.span.file].PositionOf(label.span.begin).line, label.text
        );
      }
    }
    return all;
  }

 private:
  void Lint() {
    std::vector<lint::CheckedAgreement> checked;
    for (std::size_t i = 0; i < plans.size(); ++i) {
      checked.push_back({&effective[i], &plans[i]});
    }
    const lint::Readers readers(program);
    for (const resolve::Module& module : program.modules) {
      if (module.is_root) {
        lint::Found found;
        lint::LintText({program, files, readers, checked}, module, checked, found);
        const lint::LintedText text{&module, &found.sink};
        silenced = lint::ApplySilences(program, files, {&text, 1}, sink);
      }
    }
  }

  static Result<std::string> Read(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
      return Error{"no such file"};
    }
    return std::string{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }

  void Compile(const resolve::Module& module) {
    for (const ast::Agreement& agreement : module.file.agreements) {
      if (!module.is_root) {
        continue;
      }
      for (auto& version : resolve::Versions(program, module, agreement, sink)) {
        effective.push_back(std::move(version));
        plans.push_back(check::CheckAgreement(effective.back(), program, files, {}, sink));
      }
    }
    if (module.is_root) {
      check::CheckMetrics(module, program, sink);
    }
  }
};

}  // namespace slate
