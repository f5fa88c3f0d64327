// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "runtime/evaluate/derivation.h"
#include "runtime/evaluate/evaluate.h"
#include "runtime/report/figure_path.h"
#include "runtime/report/settlement.h"
#include "runtime/report/words.h"

namespace slate::report {

// Why a figure is what it is: how it was made, and what would have to be different.
struct Reason {
  FigurePath path = {};
  evaluate::Derivation derivation = {};
  std::vector<evaluate::Change> changes = {};
};

Reason ReasonOf(evaluate::Evaluation& evaluation, const FigurePath& path);

std::string WhyToText(const std::vector<Reason>& reasons, const Settlement& settlement);
std::string WhyToJson(const std::vector<Reason>& reasons, const Settlement& settlement);

// The figure of a step, an objective's value on its own side of the target.
std::string ShownOf(const evaluate::Derivation& step, const Settlement& settlement);

// What is said of a step beside its value.
std::string NoteInWords(const evaluate::Note& note, const Words& words);
// The clause of the contract that says the same, with its number; empty where no contract is at
// hand.
std::string ClauseOf(const evaluate::Derivation& step, const Settlement& settlement);
// The clause; without it, in English, the formula in words.
std::string SentenceOf(const evaluate::Derivation& step, const Settlement& settlement);

// The formula of a step in symbols, what its own objective means said without its name. Empty where
// there is none.
std::string SymbolsOf(const evaluate::Derivation& step, const Words& words);

// `3 min 12 s less of length(down), 1 h 3 min 12 s instead of 1 h, gives met`.
std::string ChangeInWords(const evaluate::Change& change, const Settlement& settlement);

// `data/probes.csv:12`, then what the row says.
std::string RowInWords(const evaluate::RowUse& row, const Settlement& settlement);

}  // namespace slate::report
