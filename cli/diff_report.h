// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/diff/compare.h"
#include "runtime/exact/rational.h"
#include "runtime/plan/plan.h"

namespace slate::cli {

// One amount in one settled period under both texts.
struct ReplayedAmount {
  std::string agreement;
  std::string period;
  std::string line;  // settlement, uptime.credit[web]
  bool is_settlement = false;
  // Of a settlement: its name, for whom, and the periods it covers.
  std::string stage = {};
  std::vector<std::string> members = {};
  std::string window = {};
  exact::Rational before = 0;
  exact::Rational after = 0;
  plan::Type type = {};
  bool open = false;  // data are missing: the lower end is shown
};

struct DiffReport {
  diff::Comparison comparison = {};
  // Of stored periods, where --data asks for them.
  std::optional<std::vector<ReplayedAmount>> replay = {};
};

std::string DiffToText(const DiffReport& report);
std::string DiffToMarkdown(const DiffReport& report);
std::string DiffToJson(const DiffReport& report);

// The sums of the settlements that pay in one unit, by agreement.
std::vector<ReplayedAmount> TotalsOf(const std::vector<ReplayedAmount>& replay);
// `+500.00 EUR`
std::string DifferenceInWords(const ReplayedAmount& amount);

}  // namespace slate::cli
