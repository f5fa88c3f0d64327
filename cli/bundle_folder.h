// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/session.h"
#include "runtime/plan/plan.h"

// The folder of a bundle, which may stand where texts would: it is settled again as it was.
namespace slate::cli {

inline constexpr std::string_view kManifest = "MANIFEST";
inline constexpr std::string_view kSignature = "MANIFEST.minisig";
inline constexpr std::string_view kPlanFile = "plan.json";
inline constexpr std::string_view kRunFile = "run.json";
inline constexpr std::string_view kContractFile = "contract.json";
inline constexpr std::string_view kTextFolder = "texts";

// The options that decide figures or the words that they are said in.
inline constexpr std::string_view kDecidingOptions[] = {
    "period", "as-of", "agreement", "max-rejects", "settings", "tzdata", "language"};

// The bundle that is the only operand.
std::optional<std::string> BundleAmong(const Arguments& arguments);

// Its plan with what its run was asked for, but for what is asked otherwise now.
Arguments AskedAgain(const Arguments& arguments, const std::string& bundle);

// The texts of the plan, as the bundle has them, under the names that they had.
void AddTextsOfBundle(const std::string& bundle, const plan::Plan& plan, Session& session);

// What ClausesToJson made; empty if it has none.
std::string ContractOfBundle(const std::string& bundle);

}  // namespace slate::cli
