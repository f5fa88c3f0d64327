// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/emit/docs/document.h"
#include "compiler/emit/docs/speech.h"
#include "compiler/resolve/effective.h"
#include "runtime/plan/plan.h"

namespace slate::emit::docs {

// What the runtime computed for one example of the agreement. Whoever brings compiler and runtime
// together fills it; nothing here is typed by hand.
struct WorkedFigure {
  std::string objective;
  std::vector<std::string> members = {};
  std::string verdict = {};  // met missed pending undecided void, or empty
  std::optional<exact::Rational> value = {};
  std::optional<exact::Rational> target = {};
  std::optional<exact::Rational> credit = {};
  std::optional<exact::Rational> bonus = {};
};
struct WorkedAmount {
  std::string stage;
  std::vector<std::string> members = {};
  std::string period = {};  // 2026-03 · 2026-Q1 · …
  exact::Rational amount = 0;
  plan::Type type = {};
};
struct WorkedPeriod {
  std::string label;
  std::vector<WorkedFigure> figures = {};
  std::vector<WorkedAmount> amounts = {};
};
struct WorkedRun {
  std::vector<WorkedPeriod> periods = {};
  bool of_several = false;  // other periods of the run are settled under other versions
};
struct WorkedExample {
  const ast::Example* example = nullptr;
  const resolve::Module* module = nullptr;
  std::vector<WorkedRun> runs = {};  // one for each tuple of `try`
};

struct FormalText {
  std::string text;
  std::string sha256;
};

struct DocumentInput {
  const resolve::EffectiveAgreement& agreement;  // without findings
  const plan::Plan& plan;
  const Language& language;
  std::vector<WorkedExample> examples = {};
  std::vector<FormalText> texts = {};  // those it stands under first
  // Of an amended agreement: all amendments by date, and the last day of this version.
  std::vector<resolve::Sited<ast::Amendment>> amendments = {};
  std::optional<std::int32_t> reads_to = {};
};

Document BuildDocument(const DocumentInput& input);

}  // namespace slate::emit::docs
