// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/evaluate/counting.h"
#include "runtime/evaluate/evaluator.h"
#include "runtime/evaluate/given_ops.h"
#include "runtime/evaluate/limits.h"
#include "runtime/evaluate/members.h"

// What the evaluator knows of time, data and membership.
namespace slate::evaluate {

namespace {

constexpr std::int64_t kDay = calendar::kNsPerDay;
constexpr std::int64_t kYear = 366 * kDay;

// The smallest stretch that holds everything it is shown.
struct Extent {
  std::int64_t from = std::numeric_limits<std::int64_t>::max();
  std::int64_t to = std::numeric_limits<std::int64_t>::min();

  void Add(std::int64_t t) {
    if (t == spans::kForever || t == spans::kBeginning) {
      return;
    }
    from = std::min(from, t);
    to = std::max(to, t);
  }
  void Add(const SpanSet& spans) {
    for (const Run& run : spans.runs()) {
      Add(run.from);
      Add(run.to);
    }
  }
};

void AddColumn(const data::Column& column, Extent& hull) {
  const bool instants = column.type.kind == plan::Type::Kind::kInstant;
  const bool dates = column.type.kind == plan::Type::Kind::kDate;
  for (std::size_t row = 0; (instants || dates) && row < column.values.size(); ++row) {
    if (column.valid.empty() || column.valid[row] != 0) {
      hull.Add(instants ? column.values[row] : column.values[row] * kDay);
    }
  }
  for (const std::int64_t bound : column.bounds) {
    hull.Add(bound);
  }
  for (const SpanSet& spans : column.spans) {
    hull.Add(spans);
  }
  for (const std::vector<data::Change>& changes : column.history) {
    for (const data::Change& change : changes) {
      hull.Add(change.at);
    }
  }
}

}  // namespace

void Evaluator::StartUniverse() {
  Extent hull;
  for (const data::Table& table : dataset_->tables) {
    for (const data::Column& column : table.columns) {
      AddColumn(column, hull);
    }
    for (const std::int64_t until : table.until) {
      hull.Add(until == 0 ? spans::kForever : until);
    }
  }
  const Run periods = root_->periods_->hull();
  hull.Add(periods.from);
  hull.Add(periods.to);
  hull.Add(setting_.as_of.value_or(spans::kForever));
  hull_ = {std::max<std::int64_t>(hull.from, 0), std::min(hull.to, kUniverseLimit)};
  universe_ = {
      std::clamp<std::int64_t>(hull.from - kYear, -kYear, kUniverseLimit),
      std::clamp<std::int64_t>(hull.to, 0, kUniverseLimit) + kYear};
  as_of_ = setting_.as_of.value_or(universe_.to);
}

void Evaluator::StartData(const data::Dataset& dataset) {
  Check(root_->periods_.has_value(), "data starts before the periods");
  dataset_ = &dataset;
  StartUniverse();
  memory_.clear();
  StartRows();
  for (const std::unique_ptr<Evaluator>& version : later_) {
    version->dataset_ = dataset_;
    version->hull_ = hull_;
    version->universe_ = universe_;
    version->as_of_ = as_of_;
    version->StartRows();
  }
  for (const data::GivenValue& given : dataset.givens) {
    std::vector<Label> keys;
    for (const std::string& key : given.keys) {
      keys.push_back(labels().Intern(key));
    }
    Value value = ValueOfConstant(given.value);
    facts().State(given.name, std::move(keys), {{.from = given.from, .value = std::move(value)}});
  }
}

// A renamed input may still be supplied under its old name.
void Evaluator::StartRows() {
  for (std::size_t i = 0; i < plan().inputs.size(); ++i) {
    const plan::Input& input = plan().inputs[i];
    const data::Table* table = TableNamed(input.name);
    if (table == nullptr && !input.formerly.empty()) {
      table = TableNamed(input.formerly);
    }
    for (std::size_t later = 0; table == nullptr && later < ground_.later.size(); ++later) {
      table = TableNamed(ground_.later[later]->plan.inputs[i].name);
    }
    rows_[i] = std::make_unique<InputRows>(input, table, as_of_, labels());
  }
}

Evaluator& Evaluator::InVersion(PeriodId period, const Codes& members) {
  const std::vector<std::unique_ptr<Evaluator>>& versions = root_->later_;
  if (versions.empty() || period == kNoPeriod) {
    return *this;
  }
  const std::int64_t at = root_->VersionInstant(period, members);
  Evaluator* found = root_;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    found = root_->ground_.later_from[i] <= at ? versions[i].get() : found;
  }
  return *found;
}

std::vector<std::int64_t> Evaluator::SplittingChanges() const {
  std::vector<std::int64_t> changes;
  for (std::size_t i = 0; plan().version_at.empty() && i < ground_.later.size(); ++i) {
    if (ground_.later[i]->plan.amendment->inside == plan::Amendment::Inside::kSplits) {
      changes.push_back(ground_.later_from[i]);
    }
  }
  return changes;
}

// The start of the period or of its piece; for a customer who keeps a version, when that began.
std::int64_t Evaluator::VersionInstant(PeriodId period, const Codes& members) {
  const Period& here = periods()[period];
  const bool piece = here.split_from != kNoPeriod && !here.in_term.empty();
  const std::int64_t start = piece ? here.in_term.runs().front().from : here.whole.from;
  const std::optional<std::size_t> place = ground_.givens.Find(plan().version_at);
  if (plan().version_at.empty() || !place) {
    return start;
  }
  const plan::Given& given = plan().givens[*place];
  std::vector<Label> labels;
  for (const std::string& key : given.keys) {
    labels.push_back(Label{members[*ground_.keys.Find(key)]});
  }
  const Value since = GivenAt(*this, given, labels, start, {.period = period, .members = members});
  const auto* date = std::get_if<Date>(&since);
  const auto* instant = std::get_if<Instant>(&since);
  return date != nullptr      ? zone().StartOfDay({date->day})
         : instant != nullptr ? instant->ns
                              : start;
}

Value Evaluator::ValueOfConstant(const plan::Constant& constant) {
  if (const auto* text = std::get_if<std::string>(&constant)) {
    return labels().Intern(*text);
  }
  if (const auto* member = std::get_if<plan::Member>(&constant)) {
    return labels().Intern(member->label);
  }
  if (const auto* local = std::get_if<plan::LocalInstant>(&constant)) {
    return Instant{zone().FromLocal({local->day}, local->time_of_day).earlier};
  }
  if (const auto* number = std::get_if<Rational>(&constant)) {
    return *number;
  }
  if (const auto* truth = std::get_if<bool>(&constant)) {
    return ToTruth(*truth);
  }
  if (const auto* instant = std::get_if<Instant>(&constant)) {
    return *instant;
  }
  const auto* date = std::get_if<Date>(&constant);
  return date != nullptr ? Value(*date) : Undefined{};
}

const data::Table* Evaluator::TableNamed(const std::string& name) const {
  for (const data::Table& table : dataset_->tables) {
    if (table.input == name) {
      return &table;
    }
  }
  return nullptr;
}

bool Evaluator::IsMentioned(std::size_t input) const {
  return rows_[input]->table() != nullptr;
}

InputRows& Evaluator::RowsOf(std::size_t input) {
  Check(rows_[input] != nullptr, "rows are read before there is data");
  if (!IsMentioned(input)) {
    problems().Report(
        kMissingInput,
        fmt::format(
            "{} the input `{}`",
            setting_.only_mentioned ? "the example says nothing of" : "there is no data for",
            plan().inputs[input].name
        )
    );
  }
  return *rows_[input];
}

const CountedInput& Evaluator::CountedOf(std::size_t input) const {
  const CountedInput* counted =
      setting_.counting == nullptr ? nullptr : setting_.counting->Of(rows_[input]->table()->input);
  Check(counted != nullptr, "rows are neither here nor counted");
  return *counted;
}

bool Evaluator::missed_rows() const {
  const auto missed = [](const std::unique_ptr<InputRows>& rows) {
    return rows != nullptr && rows->missed();
  };
  return std::any_of(rows_.begin(), rows_.end(), missed) ||
         std::any_of(later_.begin(), later_.end(), [](const auto& version) {
           return version->missed_rows();
         });
}

const StretchTable& Evaluator::StretchesOf(std::size_t input) {
  InputRows& rows = RowsOf(input);
  if (stretches_[input] == nullptr) {
    const std::optional<Rational>& every = plan().inputs[input].every;
    const std::int64_t step = every ? every->ToInt64().value_or(0) : 0;
    const Grid* grid = step > 0 ? &GridOf(step) : nullptr;
    stretches_[input] = std::make_unique<StretchTable>(rows, grid, as_of_, problems());
  }
  return *stretches_[input];
}

const Grid& Evaluator::GridOf(std::int64_t step) {
  const auto found = grids_.find(step);
  return found != grids_.end() ? found->second
                               : grids_.try_emplace(step, zone(), step, universe_).first->second;
}

const Spans& Evaluator::CalendarSpans(std::size_t index) {
  std::optional<Spans>& kept = calendar_spans_[index];
  if (kept) {
    return *kept;
  }
  const calendar::Calendar& calendar = ground_.calendars[index];
  const SpanSet all = calendar.Materialise(universe_);
  SpanSet sure = all;
  const calendar::TimeZone& its_zone = calendar.zone();
  const int last = its_zone.DayOf(universe_.to).year();
  for (int year = its_zone.DayOf(universe_.from).year(); year <= last; ++year) {
    if (calendar.Knows(year)) {
      continue;
    }
    const Run span = its_zone.SpanOf(
        calendar::Date::FromYmd(year, 1, 1), calendar::Date::FromYmd(year + 1, 1, 1)
    );
    sure = sure.Except(SpanSet::Of(span));
    ReportUnknownYear(index, year, span);
  }
  kept = FromBounds({std::move(sure), all});
  return *kept;
}

void Evaluator::ReportUnknownYear(std::size_t calendar, int year, Run span) {
  const Run settled = periods().hull();
  if (span.from < settled.to && settled.from < span.to) {
    const std::string& name = plan().calendars[calendar].name;
    problems().Report(
        kHolidaysEnd, fmt::format("the holidays of {} in `{}` are not known", year, name)
    );
  }
}

calendar::Clock& Evaluator::ClockOf(std::size_t calendar) {
  if (clocks_[calendar] == nullptr) {
    clocks_[calendar] = std::make_unique<calendar::Clock>(ground_.calendars[calendar]);
  }
  return *clocks_[calendar];
}

const SpanSet& Evaluator::InForce(const Scope& scope) {
  Codes during(scope.members.size(), -1);
  for (std::size_t i = 0; i < plan().keys.size(); ++i) {
    during[i] = plan().keys[i].during ? scope.members[i] : -1;
  }
  const auto [place, added] = in_force_.try_emplace({scope.period, during});
  if (!added) {
    return place->second;
  }
  SpanSet spans = periods()[scope.period].in_term;
  for (std::size_t i = 0; i < during.size(); ++i) {
    if (during[i] >= 0) {
      spans = spans.Intersect(members_->Membership(i, Label{during[i]}));
    }
  }
  return in_force_.insert_or_assign({scope.period, during}, std::move(spans)).first->second;
}

SpanSet Evaluator::Domain(const Scope& scope) {
  return scope.window ? SpanSet::Of(*scope.window) : InForce(scope);
}

bool Evaluator::Counts(PeriodId period, const Codes& members) {
  if (periods()[period].opening) {
    return true;
  }
  if (periods()[period].split_from != kNoPeriod) {
    return Counts(periods()[period].split_from, members);
  }
  const SpanSet& in_force = InForce({.period = period, .members = members});
  const bool whole = in_force == SpanSet::Of(periods()[period].whole);
  return !in_force.empty() && (whole || plan().partial != plan::PartialRule::kSkip);
}

}  // namespace slate::evaluate
