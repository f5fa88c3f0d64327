// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/plans.h"
#include "compiler/resolve/modules.h"
#include "runtime/speech/all_languages.h"

namespace slate::cli {

// The agreements of the texts, in the order of their plans.
std::vector<std::pair<const resolve::Module*, const ast::Agreement*>> AgreementsOf(
    const resolve::Program& program
);

// `uptime.value` -> `6.1.2 Measured is …`: the clauses of a plan's contract by the names of what
// they say. Empty where the texts are not at hand.
using Clauses = std::map<std::string, std::string>;
Clauses ClausesOf(const Plans& plans, const plan::Plan& plan, const speech::Language& language);

// The clauses in every language, as a bundle keeps them; empty where the texts are not at hand.
std::string ClausesToJson(const Plans& plans, const plan::Plan& plan);
Clauses ClausesFromJson(std::string_view json, const speech::Language& language);

}  // namespace slate::cli
