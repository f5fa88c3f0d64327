// SPDX-License-Identifier: Apache-2.0
#include "runtime/findings/fingerprint.h"

#include <map>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "runtime/findings/location.h"

namespace slate::findings {

namespace {

// FNV-1a of 64 bits, run forwards and backwards: no secret is kept, only equal things told apart.
std::uint64_t HashOf(std::string_view text, std::uint64_t hash) {
  constexpr std::uint64_t kPrime = 0x100000001b3;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  }
  return hash;
}

std::string HashInHex(const std::string& text) {
  constexpr std::uint64_t kStart = 0xcbf29ce484222325;
  const std::uint64_t forwards = HashOf(text, kStart);
  const std::uint64_t backwards = HashOf(std::string(text.rbegin(), text.rend()), forwards);
  return fmt::format("{:016x}{:016x}", forwards, backwards);
}

// Layout is not meaning: blanks at the ends do not count and others count once.
std::string WordsOf(std::string_view line) {
  std::string words;
  bool blank_before = true;
  for (const char c : line) {
    const bool blank = c == ' ' || c == '\t' || c == '\r';
    if (!blank) {
      words += c;
    } else if (!blank_before) {
      words += ' ';
    }
    blank_before = blank;
  }
  if (!words.empty() && words.back() == ' ') {
    words.pop_back();
  }
  return words;
}

}  // namespace

void AddFingerprints(Report& report) {
  std::map<std::string, std::size_t> seen;
  for (Finding& finding : report.findings) {
    const diag::Place& place = finding.what.where;
    const std::string identity = fmt::format(
        "{}\n{}\n{}",
        finding.what.kind->code,
        ProjectPathOf(PathOf(place, report.files), report),
        WordsOf(LineTextOf(place, report.files))
    );
    const std::size_t earlier = seen[identity]++;
    if (!finding.fingerprint.empty()) {
      continue;
    }
    finding.fingerprint = HashInHex(fmt::format("{}\n{}", identity, earlier));
  }
}

}  // namespace slate::findings
