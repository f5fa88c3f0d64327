// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/diag/diagnostic.h"

// What becomes of findings once all are known: told apart, held back, counted, written.
namespace slate::findings {

enum class HeldBackBy : std::uint8_t { kText, kBaseline };

// Why a finding is not one to act on.
struct Suppression {
  HeldBackBy by = HeldBackBy::kText;
  std::string reason;
  std::optional<source::Span> where = {};  // of the silence; none in a baseline
};

struct Finding {
  diag::Diagnostic what;
  std::string fingerprint = {};
  std::optional<Suppression> suppression = {};
};

// Everything that one call found, in the order of files and places.
struct Report {
  const source::FileSet& files;
  std::vector<std::string> checked = {};  // the texts that were looked at
  std::vector<Finding> findings = {};
  // The working folder as seen from the project's, so that findings have one name wherever the
  // check is called.
  std::string folder = {};
  std::size_t left_out = 0;  // open findings beyond the most that are written
  std::string version = {};  // of the tool
  bool could_run = true;
};

// How many findings of this severity are open, those left out not counted.
std::size_t CountOpen(const Report& report, diag::Severity severity);

// Keeps `most` open findings, errors before warnings before remarks, and counts the others.
void LeaveOutBeyond(std::size_t most, Report& report);

// Message, notes and help, a line each.
std::string WholeMessage(const diag::Diagnostic& finding);

}  // namespace slate::findings
