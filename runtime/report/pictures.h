// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/report/page.h"

// The pictures of a report, one file each. Every one has its figures in a table as well; nothing
// where there is nothing to draw.
namespace slate::report {

// Day by hour: how much of each hour the stretches take, gaps of the data, hours outside.
std::optional<Picture> HeatStrip(
    const evaluate::ObjectiveResult& result,
    const evaluate::LetResult& let,
    const spans::SpanSet& gaps,
    const evaluate::PeriodResult& period,
    const Settlement& settlement
);

// The rows of a credit's ladder as bands, with the value on them.
std::optional<Picture> LadderPicture(
    const evaluate::ObjectiveResult& result, const Settlement& settlement
);

// From the gross amount to what is payable.
std::optional<Picture> Waterfall(const evaluate::StageResult& stage, const Words& words);

// What has come together by each day, against the goal or the allowance.
struct Progress {
  std::string label = {};
  std::vector<std::pair<std::int64_t, exact::Rational>> by_day = {};  // start of day, added on it
  exact::Rational goal = 0;
  bool is_allowance = false;  // not to be passed; else to be reached
  plan::Type type = {};
};
std::optional<Picture> ProgressPicture(
    const Progress& progress, spans::Run whole, const Settlement& settlement
);

// How the single values lie, with the target among them.
struct Values {
  std::string label = {};
  std::vector<std::pair<exact::Rational, std::int64_t>> all = {};  // value, times
  std::optional<exact::Rational> target = {};
  plan::Type type = {};
};
std::optional<Picture> Distribution(Values values, const Words& words);

// One objective over several periods.
std::optional<Picture> HistoryPicture(
    const evaluate::ObjectiveResult& like, const Settlement& settlement
);

}  // namespace slate::report
