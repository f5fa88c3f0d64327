// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/example_rows.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "compiler/analysis/reach.h"
#include "compiler/analysis/world.h"
#include "compiler/lint/backing.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/plan/formula.h"

namespace slate::lint {

namespace {

// A place says these, or they may be left out of a row.
bool IsLeftOut(const plan::Input& input, const plan::Column& column) {
  const bool is_place = input.kind != plan::Input::Kind::kCases &&
                        (column.name == "at" || column.name == "from" || column.name == "to");
  return is_place || column.type.optional || column.type.kind == plan::Type::Kind::kSpans;
}

std::optional<std::string> ValueFor(const plan::Plan& plan, const plan::Column& column) {
  switch (column.type.kind) {
    case plan::Type::Kind::kText: return "\"1\"";
    case plan::Type::Kind::kBool:
      return column.direction == plan::Column::Direction::kGood ? "true" : "false";
    case plan::Type::Kind::kNumber:
      return column.type.unit.empty() ? std::optional<std::string>("1") : std::nullopt;
    case plan::Type::Kind::kMember: {
      const auto key = std::find_if(plan.keys.begin(), plan.keys.end(), [&](const plan::Key& k) {
        return k.name == column.type.key;
      });
      const bool has_members = key != plan.keys.end() && key->closed && !key->members.empty();
      return has_members ? std::optional(key->members.front().label) : std::nullopt;
    }
    case plan::Type::Kind::kInstant:
    case plan::Type::Kind::kDate:
    case plan::Type::Kind::kSpans: return std::nullopt;
  }
  return std::nullopt;
}

// The one column that says whether a sample is good.
const plan::Column* JudgedBy(const plan::Input& input) {
  const plan::Column* judged = nullptr;
  for (const plan::Column& column : input.columns) {
    if (column.type.kind == plan::Type::Kind::kBool &&
        column.direction != plan::Column::Direction::kNone) {
      if (judged != nullptr) {
        return nullptr;
      }
      judged = &column;
    }
  }
  return judged;
}

// The members of the row that tell which figure of an objective it is.
std::vector<std::string> MembersIn(
    const plan::Input& input, const plan::Objective& objective, const Said& said
) {
  std::vector<std::string> members;
  for (const plan::Column& column : input.columns) {
    const auto known = said.find(column.name);
    const bool is_key = column.type.kind == plan::Type::Kind::kMember &&
                        std::find(objective.keys.begin(), objective.keys.end(), column.type.key) !=
                            objective.keys.end();
    if (is_key && known != said.end()) {
      members.push_back(known->second);
    }
  }
  return members;
}

}  // namespace

std::optional<std::string> RecordOf(const plan::Plan& plan, const plan::Input& input, Said said) {
  std::string fields;
  for (const plan::Column& column : input.columns) {
    const auto known = said.find(column.name);
    if (known == said.end() && IsLeftOut(input, column)) {
      continue;
    }
    const auto value = known != said.end() ? std::optional(known->second) : ValueFor(plan, column);
    if (!value) {
      return std::nullopt;
    }
    fields += fmt::format("{}{}: {}", fields.empty() ? "" : ", ", column.name, *value);
  }
  return fields.empty() ? fields : fmt::format("{{ {} }} ", fields);
}

std::optional<std::string> FailureOf(
    const plan::Plan& plan,
    const plan::Input& input,
    const Said& said,
    std::int32_t day,
    const exact::Rational& ns
) {
  const std::string place =
      fmt::format("{} for {}", MomentAfter(day, 0), plan::Show(ns, {.unit = {{"time", 1}}}));
  const auto record = RecordOf(plan, input, said);
  if (!record) {
    return std::nullopt;
  }
  switch (input.kind) {
    case plan::Input::Kind::kSlots: {
      const plan::Column* judged = JudgedBy(input);
      if (judged == nullptr) {
        return std::nullopt;
      }
      Said failed = said;
      failed[judged->name] = judged->direction == plan::Column::Direction::kGood ? "false" : "true";
      const std::string well = record->substr(0, record->size() - 1);
      return fmt::format("{}, {}{}", well, *RecordOf(plan, input, failed), place);
    }
    case plan::Input::Kind::kEvents:
      return *record + (input.interval ? place : "at " + MomentAfter(day, 0));
    case plan::Input::Kind::kStateLog:
    case plan::Input::Kind::kCases: return std::nullopt;
  }
  return std::nullopt;
}

std::string MomentAfter(std::int32_t day, std::int64_t ns) {
  const auto days = static_cast<std::int32_t>(ns / calendar::kNsPerDay);
  return fmt::format(
      "{}T{}",
      calendar::FormatDate({day + days}),
      calendar::FormatTimeOfDay(ns % calendar::kNsPerDay)
  );
}

std::int32_t FirstMondayOf(const plan::Plan& plan) {
  const calendar::Date first{plan.term_first};
  const calendar::Date month =
      first.day() == 1 ? first : calendar::AddMonths(first - (first.day() - 1), 1);
  const auto weekday = static_cast<std::int32_t>(month.weekday());
  return (month + (7 - weekday) % 7).days;
}

std::optional<std::int32_t> LongestPeriodOf(
    const plan::Plan& plan, const plan::Objective& objective
) {
  const DayRange term = TermOf(plan);
  std::optional<DayRange> longest;
  for (const DayRange& period : PeriodsOf(plan, objective.period.value_or(plan.period), term)) {
    const bool is_whole = term.first <= period.first && period.end <= term.end;
    if (is_whole && (!longest || longest->count() < period.count())) {
      longest = period;
    }
  }
  return longest ? std::optional(longest->first) : std::nullopt;
}

Said MembersOf(
    const plan::Plan& plan, const plan::Input& input, const std::vector<std::string>& wanted
) {
  Said said;
  for (const plan::Column& column : input.columns) {
    for (const plan::Key& key : plan.keys) {
      if (column.type.kind != plan::Type::Kind::kMember || column.type.key != key.name ||
          key.members.empty()) {
        continue;
      }
      const auto member =
          std::find_if(key.members.begin(), key.members.end(), [&](const plan::Key::Entry& entry) {
            return std::find(wanted.begin(), wanted.end(), entry.label) != wanted.end();
          });
      said[column.name] = member == key.members.end() ? key.members.front().label : member->label;
    }
  }
  return said;
}

std::vector<const plan::Input*> InputsOf(const plan::Plan& plan, const plan::Objective& objective) {
  std::set<std::string> names;
  const std::array roots = {*objective.measure};
  analysis::ForEachReached(
      plan,
      roots,
      [&](plan::NodeId, const plan::Node& node) {
        if (node.rollup) {
          names.insert(plan[*node.rollup].input);
        }
      },
      analysis::Through::kResults
  );
  std::vector<const plan::Input*> inputs;
  for (const std::string& name : names) {
    if (const plan::Input* input = analysis::FindInput(plan, name)) {
      inputs.push_back(input);
    }
  }
  return inputs;
}

void ShowByRows(const Subject& subject, const RowsCase& shown) {
  if (subject.effective.amendment || !subject.effective.speaks_in_examples) {
    return;
  }
  std::set<std::string> quiet;
  for (const plan::Objective* objective : {shown.missed, shown.met}) {
    if (objective == nullptr) {
      continue;
    }
    for (const plan::Input* input : InputsOf(subject.plan, *objective)) {
      quiet.insert(input->name);
    }
  }
  quiet.erase(shown.input->name);
  std::string data = fmt::format("{} {}", shown.input->name, shown.rows);
  for (const std::string& name : quiet) {
    data += fmt::format("\n  data {} none", name);
  }
  Counterexample example{
      .kind = shown.kind,
      .span = shown.span,
      .text = subject.effective.module->file.id,
      .agreement = subject.plan.name,
      .schedule =
          Counterexample::Schedule{
              .objective = shown.missed->name,
              .first_day = shown.first_day,
              .data = std::move(data)},
      .members = MembersIn(*shown.input, *shown.missed, shown.said)};
  if (shown.met != nullptr) {
    example.supposed.push_back({shown.met->name, {}});
  }
  subject.shown.push_back(std::move(example));
}

}  // namespace slate::lint
