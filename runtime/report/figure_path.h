// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/report/settlement.h"

namespace slate::report {

// A figure of a settlement as a reader names it: `uptime[web].credit`, `settlement`.
struct FigurePath {
  enum class Kind : std::uint8_t { kField, kStage, kRight } kind = Kind::kField;
  std::string text = {};
  std::string base = {};   // without the field
  std::size_t period = 0;  // into the outcome's periods
  std::size_t item = 0;    // into the period's objectives, stages or rights
  std::string field = {};  // of objectives; `met` for the verdict, which the bare name means
};

// Every figure there is, period by period.
// `uptime.credit` of `uptime[web].credit`.
std::string WithoutMembers(const std::string& text);

std::vector<FigurePath> PathsOf(const Settlement& settlement);

// Those that a reader means; blanks do not matter.
std::vector<FigurePath> FindPaths(const std::vector<FigurePath>& all, std::string_view words);

// Why there is none, and what there is instead: near names, members, fields.
std::string NoSuchPath(const std::vector<FigurePath>& all, std::string_view words);

}  // namespace slate::report
