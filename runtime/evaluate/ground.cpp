// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/ground.h"

#include <algorithm>
#include <utility>

#include "runtime/base/overloaded.h"

namespace slate::evaluate {

namespace {

calendar::DateRange ToRange(const plan::Calendar::Days& days) {
  return {.first = {days.first}, .last = {days.last}};
}

void AppendTable(
    const std::string& name,
    const Options& options,
    std::vector<calendar::HolidayTable>& tables,
    std::vector<std::string>& missing
) {
  const auto found = std::find_if(
      options.holidays.begin(),
      options.holidays.end(),
      [&](const calendar::HolidayTable& table) { return table.name == name; }
  );
  if (found != options.holidays.end()) {
    tables.push_back(*found);
    return;
  }
  missing.push_back(name);
  // A table that speaks of no year: nothing that needs it is known.
  tables.push_back({.name = name, .first_year = 1, .last_year = 0, .off = {}, .work = {}});
}

}  // namespace

Ground::Ground(const plan::Plan& the_plan, calendar::TimeZone the_zone, Labels known)
    : plan(the_plan),
      zone(std::move(the_zone)),
      keys(plan.keys),
      inputs(plan.inputs),
      givens(plan.givens),
      attested(plan.attested),
      objectives(plan.objectives),
      settles(plan.settles),
      rights(plan.rights),
      calendar_names(plan.calendars),
      masks(FindDependencies(plan)),
      memory_rules(plan.nodes.size()),
      labels(std::move(known)),
      constants(plan.nodes.size()),
      table_labels(plan.nodes.size()),
      bound(plan.keys.size()),
      key_room(plan.keys.size()) {
  InternLabels();
  ChooseWhatToKeep();
}

Result<std::unique_ptr<Ground>> Ground::Prepare(const plan::Plan& plan, const Options& options) {
  Result<std::unique_ptr<Ground>> first = PrepareOne(plan, options, {});
  if (!first) {
    return first;
  }
  Ground& ground = **first;
  for (const plan::Plan& version : plan.amended) {
    const Ground& before = ground.later.empty() ? ground : *ground.later.back();
    Result<std::unique_ptr<Ground>> next = PrepareOne(version, options, before.labels);
    if (!next) {
      return next;
    }
    ground.later.push_back(std::move(next).value());
    ground.later_from.push_back(ground.zone.StartOfDay({version.amendment->from_day}));
    ground.key_room = std::max(ground.key_room, version.keys.size());
  }
  for (const std::unique_ptr<Ground>& version : ground.later) {
    version->key_room = ground.key_room;
  }
  return first;
}

Result<std::unique_ptr<Ground>> Ground::PrepareOne(
    const plan::Plan& plan, const Options& options, const Labels& known
) {
  Result<calendar::TimeZone> zone = calendar::TimeZone::Load(plan.zone, options.zones);
  if (!zone) {
    return zone.error();
  }
  auto ground = std::make_unique<Ground>(plan, std::move(zone).value(), known);
  if (std::optional<Error> error = ground->LoadCalendars(options)) {
    return *error;
  }
  return ground;
}

std::optional<Error> Ground::LoadCalendars(const Options& options) {
  for (const plan::Calendar& calendar : plan.calendars) {
    calendar::TimeZone own = zone;
    if (calendar.zone && *calendar.zone != plan.zone) {
      Result<calendar::TimeZone> loaded = calendar::TimeZone::Load(*calendar.zone, options.zones);
      if (!loaded) {
        return loaded.error();
      }
      own = std::move(loaded).value();
    }
    calendars.emplace_back(RulesOf(calendar, options), std::move(own));
  }
  return std::nullopt;
}

calendar::CalendarRules Ground::RulesOf(const plan::Calendar& calendar, const Options& options) {
  calendar::CalendarRules rules;
  for (const plan::Calendar::Hours& hours : calendar.hours) {
    rules.hours.push_back({.weekdays = hours.weekdays, .hours = {hours.from, hours.to}});
  }
  for (const plan::Calendar::Days& days : calendar.except) {
    rules.except.push_back(ToRange(days));
  }
  for (const std::string& name : calendar.except_tables) {
    AppendTable(name, options, rules.holidays, missing_holidays);
  }
  for (const plan::Calendar::Days& days : calendar.also) {
    rules.also.push_back(ToRange(days));
  }
  if (calendar.also_hours) {
    rules.also_hours.push_back({calendar.also_hours->first, calendar.also_hours->second});
  }
  return rules;
}

// Values that depend on a row, run or window are needed once; the rest many times.
void Ground::ChooseWhatToKeep() {
  for (std::uint32_t i = 0; i < plan.nodes.size(); ++i) {
    const plan::NodeId id{i};
    const plan::Op op = plan[id].op;
    MemoryRule& rule = memory_rules[id];
    for (std::size_t key = 0; key < std::min(plan.keys.size(), kKeyLimit); ++key) {
      if ((masks[id] & OnKey(key)) != 0) {
        rule.keys.push_back(key);
      }
    }
    rule.by_period = (masks[id] & kOnPeriod) != 0;
    rule.kept = (masks[id] & kFleeting) == 0 && rule.keys.size() <= MemoryRule::kMaxKeys &&
                plan.keys.size() < kKeyLimit && op != plan::Op::kConst && op != plan::Op::kParam &&
                op != plan::Op::kMember;
  }
}

void Ground::InternLabels() {
  for (const plan::Key& key : plan.keys) {
    for (const plan::Key::Entry& entry : key.members) {
      labels.Intern(entry.label);
    }
  }
  for (const auto& [key, member] : plan.bound) {
    if (const std::optional<std::size_t> place = keys.Find(key)) {
      bound[*place] = labels.Intern(member);
    }
  }
  for (std::uint32_t i = 0; i < plan.nodes.size(); ++i) {
    const plan::NodeId id{i};
    if (plan[id].op == plan::Op::kConst) {
      constants[id] = ValueOf(plan[id].constant);
    }
    for (const plan::TableRow& row : plan[id].rows) {
      std::vector<Label>& codes = table_labels[id].emplace_back();
      for (const std::string& label : row.labels) {
        codes.push_back(labels.Intern(label));
      }
    }
  }
}

Value Ground::ValueOf(const plan::Constant& constant) {
  return std::visit(
      Overloaded{
          [](const plan::Undefined&) -> Value { return Undefined{}; },
          [](const exact::Rational& number) -> Value { return number; },
          [](bool truth) -> Value { return ToTruth(truth); },
          [](const plan::Instant& instant) -> Value { return instant; },
          [&](const plan::LocalInstant& local) -> Value {
            return Instant{zone.FromLocal({local.day}, local.time_of_day).earlier};
          },
          [](const plan::Date& date) -> Value { return date; },
          [&](const std::string& text) -> Value { return labels.Intern(text); },
          [&](const plan::Member& member) -> Value { return labels.Intern(member.label); },
      },
      constant
  );
}

std::optional<calendar::Rhythm> ToCalendar(const plan::Rhythm& rhythm, std::int32_t term_first) {
  using From = plan::Rhythm::Unit;
  using To = calendar::Rhythm::Unit;
  calendar::Rhythm result;
  switch (rhythm.unit) {
    case From::kDay: result.unit = To::kDay; break;
    case From::kWeek: result.unit = To::kWeek; break;
    case From::kMonth: result.unit = To::kMonth; break;
    case From::kQuarter: result.unit = To::kQuarter; break;
    case From::kYear: result.unit = To::kYear; break;
    case From::kDays: result.unit = To::kDay; break;
    case From::kTerm: return std::nullopt;
  }
  result.count = rhythm.unit == From::kDays ? rhythm.count : 1;
  result.day = rhythm.day_of_month;
  result.month = rhythm.first_month;
  if (rhythm.anchor_day) {
    result.anchor = calendar::Date{*rhythm.anchor_day};
  }
  if (rhythm.contract) {
    result.anchor = calendar::Date{term_first};
  }
  return result;
}

}  // namespace slate::evaluate
