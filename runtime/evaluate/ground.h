// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/calendar/business_hours.h"
#include "runtime/calendar/time_zone.h"
#include "runtime/calendar/window.h"
#include "runtime/evaluate/dependencies.h"
#include "runtime/evaluate/labels.h"
#include "runtime/evaluate/options.h"
#include "runtime/evaluate/value.h"
#include "runtime/plan/plan.h"

namespace slate::evaluate {

// Positions in a vector of the plan by name.
class NameIndex {
 public:
  template <typename Items>
  explicit NameIndex(const Items& items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      places_.try_emplace(items[i].name, i);
    }
  }
  std::optional<std::size_t> Find(const std::string& name) const {
    const auto found = places_.find(name);
    return found == places_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::unordered_map<std::string, std::size_t> places_;
};

// Whether the value of a node is worth keeping, and the parts of the scope it is kept for.
struct MemoryRule {
  static constexpr std::size_t kMaxKeys = 6;
  bool kept = false;
  bool by_period = false;
  std::vector<std::size_t> keys = {};  // at most kMaxKeys
};

// What can be worked out of a plan before any data is seen: places by name, constants as values,
// dependencies, the zone and the calendars. Immutable; shared by all evaluations of the plan.
class Ground {
 public:
  // Fails where a time zone is not to be had.
  static Result<std::unique_ptr<Ground>> Prepare(const plan::Plan& plan, const Options& options);

  const plan::Plan& plan;
  const calendar::TimeZone zone;
  const NameIndex keys;
  const NameIndex inputs;
  const NameIndex givens;
  const NameIndex attested;
  const NameIndex objectives;
  const NameIndex settles;
  const NameIndex rights;
  const NameIndex calendar_names;
  const IdMap<plan::NodeId, Mask> masks;
  IdMap<plan::NodeId, MemoryRule> memory_rules;
  std::vector<calendar::Calendar> calendars;  // as in plan.calendars
  std::vector<std::string> missing_holidays;  // tables that no option gives
  Labels labels;                              // every label of the plan
  IdMap<plan::NodeId, Value> constants;       // of kConst nodes
  // Of kTable nodes: the labels of each row.
  IdMap<plan::NodeId, std::vector<std::vector<Label>>> table_labels;
  std::vector<std::optional<Label>> bound;  // of each key, the member it is fixed to
  // Later versions of the agreement by date. What has a place in a list of one version has the same
  // place in all later ones, and labels mean the same in all.
  std::vector<std::unique_ptr<Ground>> later;
  std::vector<std::int64_t> later_from = {};  // the instants from which they hold
  std::size_t key_room = 0;                   // keys of all versions

  Ground(const plan::Plan& the_plan, calendar::TimeZone the_zone, Labels known);

 private:
  static Result<std::unique_ptr<Ground>> PrepareOne(
      const plan::Plan& plan, const Options& options, const Labels& known
  );
  std::optional<Error> LoadCalendars(const Options& options);
  calendar::CalendarRules RulesOf(const plan::Calendar& calendar, const Options& options);
  void InternLabels();
  void ChooseWhatToKeep();
  Value ValueOf(const plan::Constant& constant);
};

// The calendar's way to say a rhythm; nothing for `term`.
std::optional<calendar::Rhythm> ToCalendar(const plan::Rhythm& rhythm, std::int32_t term_first);

}  // namespace slate::evaluate
