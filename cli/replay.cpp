// SPDX-License-Identifier: Apache-2.0
#include "cli/replay.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/problems.h"
#include "cli/read_period.h"
#include "cli/read_rows.h"
#include "runtime/evaluate/evaluate.h"
#include "runtime/plan/formula.h"
#include "runtime/settings/check_settings.h"

namespace slate::cli {

namespace {

constexpr std::size_t kRejectsTold = 10;

struct Amount {
  exact::Rational value = 0;
  plan::Type type = {};
  bool open = false;
  // Of a settlement.
  std::string stage = {};
  std::vector<std::string> members = {};
  std::string window = {};
};
// Settlements before the lines they are made of.
struct LineName {
  int rank = 0;
  std::string name;
  auto operator<=>(const LineName&) const = default;
};
// By the start of the period.
using Amounts = std::map<std::pair<std::int64_t, std::string>, std::map<LineName, Amount>>;

std::string Indexed(const std::string& name, const std::vector<std::string>& members) {
  return members.empty() ? name : fmt::format("{}[{}]", name, fmt::join(members, ", "));
}

void AddFigure(
    const evaluate::ObjectiveResult& result,
    const std::string& field,
    const evaluate::Figure& figure,
    std::map<LineName, Amount>& lines
) {
  const auto interval = evaluate::AsInterval(figure.value);
  if (!interval || figure.type.unit.empty()) {
    return;
  }
  const std::string own = result.period.empty() ? "" : " " + result.period;
  const LineName name{1, Indexed(result.objective + '.' + field, result.members) + own};
  lines[name] = {
      .value = interval->lo,
      .type = figure.type,
      .open = interval->lo != interval->hi || interval->maybe_none};
}

Amounts AmountsIn(const evaluate::Outcome& outcome) {
  Amounts amounts;
  for (const evaluate::PeriodResult& period : outcome.periods) {
    std::map<LineName, Amount>& lines = amounts[{period.whole.from, period.label}];
    for (const evaluate::StageResult& stage : period.stages) {
      const std::string window = stage.window == period.label ? "" : " " + stage.window;
      lines[{0, Indexed(stage.stage, stage.members) + window}] = {
          .value = stage.amount,
          .type = stage.type,
          .open = stage.other_end.has_value(),
          .stage = stage.stage,
          .members = stage.members,
          .window = stage.window};
    }
    for (const evaluate::ObjectiveResult& result : period.objectives) {
      AddFigure(result, "credit", result.credit, lines);
      AddFigure(result, "bonus", result.bonus, lines);
    }
  }
  return amounts;
}

// One text on the stored data; nothing if its session has errors now.
class Replaying {
 public:
  Replaying(const Arguments& arguments, ReplayedText& text)
      : arguments_(arguments), settings_(*text.session.settings), text_(text) {}

  Result<std::optional<Amounts>> Run() {
    Result<calendar::TimeZone> zone =
        calendar::TimeZone::Load(text_.plan.zone, text_.session.zones);
    if (!zone) {
      return zone.error();
    }
    const Result<std::vector<spans::Run>> periods =
        ReadPeriods(arguments_.ValuesOf("period"), text_.plan, *zone, std::nullopt);
    if (!periods) {
      return periods.error();
    }
    settings::CheckSettings(settings_, text_.plan, text_.session.sink);
    data::Dataset dataset;
    dataset.givens = settings::ReadGivens(settings_, text_.plan, text_.session.sink);
    if (text_.session.sink.has_errors() || !ReadData(*zone, dataset)) {
      return std::optional<Amounts>();
    }
    const evaluate::Options options{
        .periods = *periods, .zones = text_.session.zones, .holidays = text_.holidays};
    const Result<evaluate::Outcome> outcome = evaluate::Settle(text_.plan, dataset, options);
    if (!outcome) {
      return outcome.error();
    }
    ReportProblems(outcome->problems, text_.plan, text_.session);
    return text_.session.sink.has_errors() ? std::optional<Amounts>()
                                           : std::optional(AmountsIn(*outcome));
  }

 private:
  bool ReadData(const calendar::TimeZone& zone, data::Dataset& dataset) {
    readers::RejectList rejects(readers::RejectList::kKept);
    const readers::ReadContext context{
        .plan = text_.plan,
        .settings = settings_,
        .zones = text_.session.zones,
        .zone = zone,
        .limits = text_.session.limits.rows};
    ReadRows(context, rejects, text_.session.sink, dataset);
    if (rejects.total() > settings_.max_rejects) {
      rejects.Report(text_.session.sink, kRejectsTold);
    }
    return !text_.session.sink.has_errors();
  }

  const Arguments& arguments_;
  const settings::Settings& settings_;
  ReplayedText& text_;
};

template <typename Map>
typename Map::mapped_type At(const Map& map, const typename Map::key_type& key) {
  const auto found = map.find(key);
  return found == map.end() ? typename Map::mapped_type() : found->second;
}

void PutSideBySide(
    const std::string& agreement,
    const Amounts& before,
    const Amounts& after,
    std::vector<ReplayedAmount>& amounts
) {
  Amounts all = before;
  for (const auto& [period, lines] : after) {
    all[period].insert(lines.begin(), lines.end());
  }
  for (const auto& [period, lines] : all) {
    for (const auto& [name, amount] : lines) {
      const Amount a = At(At(before, period), name);
      const Amount b = At(At(after, period), name);
      const bool is_settlement = name.rank == 0;
      if (is_settlement || a.value != b.value) {
        amounts.push_back(
            {.agreement = agreement,
             .period = period.second,
             .line = name.name,
             .is_settlement = is_settlement,
             .stage = amount.stage,
             .members = amount.members,
             .window = amount.window,
             .before = a.value,
             .after = b.value,
             .type = amount.type,
             .open = a.open || b.open}
        );
      }
    }
  }
}

}  // namespace

Result<bool> Replay(
    const Arguments& arguments,
    ReplayedText& before,
    ReplayedText& after,
    std::vector<ReplayedAmount>& amounts
) {
  const auto old_amounts = Replaying(arguments, before).Run();
  if (!old_amounts) {
    return old_amounts.error();
  }
  const auto new_amounts = Replaying(arguments, after).Run();
  if (!new_amounts) {
    return new_amounts.error();
  }
  if (!*old_amounts || !*new_amounts) {
    return false;
  }
  PutSideBySide(after.plan.name, **old_amounts, **new_amounts, amounts);
  return true;
}

}  // namespace slate::cli
