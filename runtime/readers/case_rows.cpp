// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/case_rows.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/data/episodes.h"
#include "runtime/plan/case_columns.h"
#include "runtime/readers/kinds.h"
#include "runtime/settings/words.h"

namespace slate::readers {

namespace {

using Fold = plan::Column::Fold;

bool Holds(const std::vector<BoundCondition>& conditions, const Record& record) {
  return std::all_of(conditions.begin(), conditions.end(), [&](const BoundCondition& condition) {
    const Field& field = record.fields[condition.wanted];
    return field.present &&
           std::find(condition.values.begin(), condition.values.end(), field.text) !=
               condition.values.end();
  });
}

// The key as text: cases are told apart by it.
std::string LabelOf(const Cell& key, const plan::Type& type) {
  if (type.kind == plan::Type::Kind::kText || type.kind == plan::Type::Kind::kMember) {
    return std::string(key.text);
  }
  if (type.kind != plan::Type::Kind::kNumber) {
    return std::to_string(key.value);
  }
  return key.number.wide
             ? key.number.wide->ToString()
             : exact::Rational::Of(key.number.mantissa, PowerOfTen(key.number.places)).ToString();
}

}  // namespace

CaseRows::CaseRows(const plan::Input& input, const std::vector<exact::Rational>& factors)
    : input_(input) {
  for (std::size_t i = 0; i < input.columns.size(); ++i) {
    builders_.emplace_back(input.columns[i], factors[i]);
    if (input.columns[i].name == input.per) {
      key_column_ = i;
    }
  }
}

// ---- Taking ----

std::optional<RowProblem> CaseRows::ReadKey(const Record& record, BoundSource& source) {
  for (BoundColumn& bound : source.columns) {
    if (bound.column != key_column_) {
      continue;
    }
    RowProblem problem{.problem = {}, .wanted = bound.wanted};
    const Field field = bound.wanted ? record.fields[*bound.wanted] : Field{};
    key_multiple_ = bound.multiple;
    if (!bound.reader.Read(field, key_, problem.problem)) {
      return problem;
    }
    if (!key_.valid) {
      problem.problem = {&kValueMissing, "the row does not say which case it belongs to"};
      return problem;
    }
    return std::nullopt;
  }
  Unreachable("the key of a case is bound to nothing");
}

std::optional<RowProblem> CaseRows::ReadOrder(const Record& record, const BoundSource& source) {
  order_ = 0;
  if (!source.sequence) {
    return std::nullopt;
  }
  const Field& field = record.fields[*source.sequence];
  Decimal number;
  const auto reason = ParseNumber(field.text, number);
  if (reason || number.wide || number.places != 0) {
    return RowProblem{
        .problem =
            {&kNotANumber,
             fmt::format("{} is no whole number to order events by", settings::Quoted(field.text))},
        .wanted = source.sequence};
  }
  order_ = number.mantissa;
  return std::nullopt;
}

// Fills when the event was: said by the binding, or by the value itself if that is an instant.
std::optional<RowProblem> CaseRows::ReadMoment(
    const Record& record, BoundColumn& bound, Pending& pending
) {
  pending.event.order = order_;
  if (!bound.at) {
    const bool instant = input_.columns[bound.column].type.kind == plan::Type::Kind::kInstant;
    pending.event.at = instant ? pending.cell.value : 0;
    pending.event.timed = instant;
    return std::nullopt;
  }
  pending.event.timed = true;
  RowProblem problem{.problem = {}, .wanted = bound.at->wanted};
  const Field& field = record.fields[bound.at->wanted];
  const std::vector<std::string>& missing = bound.reader.form().missing;
  if (!field.present || std::find(missing.begin(), missing.end(), field.text) != missing.end()) {
    problem.problem = {&kValueMissing, "the row does not say when its event was"};
    return problem;
  }
  if (!bound.at->reader.ReadInstant(field.text, pending.event.at, problem.problem)) {
    return problem;
  }
  return std::nullopt;
}

std::optional<RowProblem> CaseRows::ReadEvent(const Record& record, BoundColumn& bound) {
  Pending pending{.event = {.column = bound.column}, .cell = {}, .multiple = bound.multiple};
  if (input_.columns[bound.column].type.kind == plan::Type::Kind::kSpans) {
    for (const Role role : {Role::kOpens, Role::kCloses}) {
      if (Holds(role == Role::kOpens ? bound.from : bound.to, record)) {
        pending.event.role = role;
        if (auto problem = ReadMoment(record, bound, pending)) {
          return problem;
        }
        pending_.push_back(pending);
      }
    }
    return std::nullopt;
  }
  if (!Holds(bound.when, record)) {
    return std::nullopt;
  }
  RowProblem problem{.problem = {}, .wanted = bound.wanted};
  const Field field = bound.wanted ? record.fields[*bound.wanted] : Field{};
  if (!bound.reader.Read(field, pending.cell, problem.problem)) {
    return problem;
  }
  if (!pending.cell.valid) {
    return std::nullopt;
  }
  if (auto moment_problem = ReadMoment(record, bound, pending)) {
    return moment_problem;
  }
  pending_.push_back(std::move(pending));
  return std::nullopt;
}

std::optional<RowProblem> CaseRows::ReadEvents(const Record& record, BoundSource& source) {
  pending_.clear();
  for (BoundColumn& bound : source.columns) {
    if (bound.column == key_column_) {
      continue;
    }
    if (auto problem = ReadEvent(record, bound)) {
      return problem;
    }
  }
  return std::nullopt;
}

std::size_t CaseRows::CaseOfKey() {
  const plan::Type& type = input_.columns[key_column_].type;
  const bool is_text =
      type.kind == plan::Type::Kind::kText || type.kind == plan::Type::Kind::kMember;
  const std::string made = is_text ? std::string() : LabelOf(key_, type);
  const std::string_view label = is_text ? key_.text : std::string_view(made);
  if (const auto found = cases_.find(label); found != cases_.end()) {
    return found->second;
  }
  cases_.emplace(std::string(label), labels_.size());
  labels_.emplace_back(label);
  builders_[key_column_].Append(key_, key_multiple_);
  return labels_.size() - 1;
}

void CaseRows::Commit(const Record& record, std::uint32_t file) {
  rows_.push_back(
      {.key = CaseOfKey(),
       .first_event = events_.size(),
       .event_count = pending_.size(),
       .place = {.file = file, .line = record.line, .offset = record.offset}}
  );
  for (Pending& pending : pending_) {
    pending.event.row = rows_.size() - 1;
    if (pending.event.role == Role::kValue) {
      ColumnBuilder& builder = builders_[pending.event.column];
      pending.event.entry = builder.size();
      builder.Append(pending.cell, pending.multiple);
    }
    events_.push_back(pending.event);
  }
}

std::optional<RowProblem> CaseRows::Take(
    const Record& record, BoundSource& source, std::uint32_t file
) {
  if (auto problem = ReadKey(record, source)) {
    return problem;
  }
  if (auto problem = ReadOrder(record, source)) {
    return problem;
  }
  if (auto problem = ReadEvents(record, source)) {
    return problem;
  }
  Commit(record, file);
  return std::nullopt;
}

// ---- Duplicates ----

std::uint64_t CaseRows::HashOf(const Row& row) const {
  constexpr std::uint64_t kOdd = 0x9E37'79B9'7F4A'7C15U;
  std::uint64_t hash = row.event_count;
  const auto mix = [&](std::uint64_t value) {
    hash = (hash ^ value) * kOdd + (hash >> 29U);
  };
  for (const Event& event : EventsOf(row)) {
    mix(event.column);
    mix(static_cast<std::uint64_t>(event.at));
    mix(static_cast<std::uint64_t>(event.order));
    if (event.role == Role::kValue) {
      mix(static_cast<std::uint64_t>(builders_[event.column].value(event.entry)));
    }
  }
  return hash;
}

bool CaseRows::SameRow(const Row& a, const Row& b) const {
  const auto left = EventsOf(a);
  const auto right = EventsOf(b);
  return std::equal(
      left.begin(),
      left.end(),
      right.begin(),
      right.end(),
      [&](const Event& x, const Event& y) {
        return std::tie(x.column, x.role, x.at, x.order) ==
                   std::tie(y.column, y.role, y.at, y.order) &&
               (x.role != Role::kValue || builders_[x.column].Same(x.entry, y.entry));
      }
  );
}

// Rows that say nothing are not alike, just silent.
std::vector<std::size_t> CaseRows::WithoutDuplicates(std::span<const std::size_t> rows) const {
  std::vector<std::pair<std::uint64_t, std::size_t>> hashed;
  for (const std::size_t row : rows) {
    hashed.emplace_back(HashOf(rows_[row]), row);
  }
  std::sort(hashed.begin(), hashed.end());
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < hashed.size(); ++i) {
    const Row& row = rows_[hashed[i].second];
    const bool repeated = i > 0 && row.event_count > 0 && hashed[i - 1].first == hashed[i].first &&
                          SameRow(rows_[hashed[i - 1].second], row);
    if (!repeated) {
      kept.push_back(hashed[i].second);
    }
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

// ---- Folding ----

std::optional<Problem> CaseRows::RequireSame(
    const Event& a, const Event& b, const FinishContext& context
) const {
  const ColumnBuilder& builder = builders_[a.column];
  if (builder.Same(a.entry, b.entry)) {
    return std::nullopt;
  }
  return Problem{
      &kCaseConflict,
      fmt::format(
          "case {}: `{}` is {} at {} and {} at {}",
          settings::Quoted(labels_[rows_[a.row].key]),
          input_.columns[a.column].name,
          builder.Show(a.entry),
          ShowPlace(rows_[a.row].place, context),
          builder.Show(b.entry),
          ShowPlace(rows_[b.row].place, context)
      )};
}

std::optional<Problem> CaseRows::FoldHistory(
    std::vector<Event>& events,
    const FinishContext& context,
    std::vector<ColumnBuilder::Step>& steps
) const {
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i];
    if (i > 0 && events[i - 1].at == event.at && events[i - 1].order == event.order) {
      if (auto problem = RequireSame(events[i - 1], event, context)) {
        return problem;
      }
    }
    if (!steps.empty() && steps.back().at == event.at) {
      steps.back().entry = event.entry;
    } else {
      steps.push_back({.at = event.at, .entry = event.entry});
    }
  }
  const ColumnBuilder& builder = builders_[events.front().column];
  const auto same = [&](const ColumnBuilder::Step& a, const ColumnBuilder::Step& b) {
    return builder.Same(a.entry, b.entry);
  };
  steps.erase(std::unique(steps.begin(), steps.end(), same), steps.end());
  return std::nullopt;
}

// From each opening event to the next closing one; what is still open has no end.
std::optional<Problem> CaseRows::FoldSpans(
    const std::vector<Event>& events, const FinishContext& context, spans::SpanSet& set
) const {
  std::vector<spans::Run> runs;
  std::optional<std::int64_t> open;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i];
    const bool tie = i > 0 && events[i - 1].at == event.at && events[i - 1].order == event.order;
    if (tie && events[i - 1].role != event.role) {
      return Problem{
          &kCaseConflict,
          fmt::format(
              "case {}: `{}` opens and closes at one instant, at {} and {}",
              settings::Quoted(labels_[rows_[event.row].key]),
              input_.columns[event.column].name,
              ShowPlace(rows_[events[i - 1].row].place, context),
              ShowPlace(rows_[event.row].place, context)
          )};
    }
    if (event.role == Role::kOpens) {
      open = open.value_or(event.at);
    } else if (open) {
      runs.push_back({*std::exchange(open, std::nullopt), event.at});
    }
  }
  if (open) {
    runs.push_back({*open, spans::kForever});
  }
  set = spans::SpanSet::FromRuns(std::move(runs));
  return std::nullopt;
}

std::optional<Problem> CaseRows::FoldColumn(
    std::size_t index, std::vector<Event>& events, const FinishContext& context, Folded& folded
) const {
  const plan::Column& column = input_.columns[index];
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return std::tie(a.at, a.order, a.row) < std::tie(b.at, b.order, b.row);
  });
  if (column.type.kind == plan::Type::Kind::kSpans) {
    return FoldSpans(events, context, folded.spans[index]);
  }
  if (events.empty()) {
    return column.type.optional
               ? std::nullopt
               : std::optional(Problem{
                     &kCaseIncomplete, fmt::format("no row gives `{}`", column.name)});
  }
  if (column.fold == Fold::kHistory) {
    return FoldHistory(events, context, folded.histories[index]);
  }
  const Event& chosen = column.fold == Fold::kLast ? events.back() : events.front();
  folded.entries[index] = chosen.entry;
  for (const Event& event : events) {
    const bool rivals =
        column.fold == Fold::kNone || (event.at == chosen.at && event.order == chosen.order);
    if (!rivals) {
      continue;
    }
    if (auto problem = RequireSame(chosen, event, context)) {
      return problem;
    }
  }
  return std::nullopt;
}

std::optional<Problem> CaseRows::Fold(
    std::size_t key, const std::vector<Event>& events, const FinishContext& context, Folded& folded
) const {
  const std::size_t count = input_.columns.size();
  folded.entries.assign(count, ColumnBuilder::kNoValue);
  folded.histories.resize(count);
  folded.spans.resize(count);
  std::vector<std::vector<Event>> by_column(count);
  for (const Event& event : events) {
    by_column[event.column].push_back(event);
  }
  folded.entries[key_column_] = key;
  for (std::size_t i = 0; i < count; ++i) {
    if (i == key_column_) {
      continue;
    }
    if (auto problem = FoldColumn(i, by_column[i], context, folded)) {
      return problem;
    }
  }
  return std::nullopt;
}

// What a row says without a time is said with the last of what it says with one.
std::vector<CaseRows::Event> CaseRows::EventsOfCase(std::span<const std::size_t> rows) const {
  std::vector<Event> events;
  for (const std::size_t row : rows) {
    const std::span<const Event> own = EventsOf(rows_[row]);
    std::int64_t last = spans::kBeginning;
    for (const Event& event : own) {
      last = event.timed ? std::max(last, event.at) : last;
    }
    for (const Event& event : own) {
      events.push_back(event);
      events.back().at = event.timed || !input_.reopened_counts_as_new ? event.at : last;
    }
  }
  return events;
}

std::optional<Problem> CaseRows::SplitAtReopenings(
    std::vector<Event> events,
    const FinishContext& context,
    std::vector<std::vector<Event>>& episodes
) const {
  if (!input_.reopened_counts_as_new) {
    episodes.push_back(std::move(events));
    return std::nullopt;
  }
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return std::tie(a.at, a.order, a.row) < std::tie(b.at, b.order, b.row);
  });
  const plan::CaseColumns columns = plan::CaseColumnsOf(input_);
  std::vector<data::CaseEvent> moves;
  for (const Event& event : events) {
    moves.push_back(
        {.at = event.at,
         .order = event.order,
         .opens = event.column == columns.opens,
         .closes = event.column == columns.closes}
    );
  }
  const auto numbers = data::EpisodesOf(moves);
  if (!numbers) {
    const Row& first = rows_[events.front().row];
    return Problem{
        &kCaseConflict,
        fmt::format(
            "case {} of {} closes and is reopened at one instant",
            settings::Quoted(labels_[first.key]),
            ShowPlace(first.place, context)
        )};
  }
  for (std::size_t i = 0; i < events.size(); ++i) {
    episodes.resize(std::max(episodes.size(), (*numbers)[i] + 1));
    episodes[(*numbers)[i]].push_back(events[i]);
  }
  episodes.resize(std::max<std::size_t>(episodes.size(), 1));
  InheritAttributes(episodes);
  return std::nullopt;
}

// What was said of the case and is no event of it, such as its priority, still holds.
void CaseRows::InheritAttributes(std::vector<std::vector<Event>>& episodes) const {
  std::vector<std::optional<Event>> latest(input_.columns.size());
  for (std::vector<Event>& events : episodes) {
    std::vector<bool> said(input_.columns.size());
    for (const Event& event : events) {
      said[event.column] = true;
    }
    for (std::size_t i = 0; i < latest.size(); ++i) {
      const plan::Type::Kind kind = input_.columns[i].type.kind;
      const bool attribute = kind != plan::Type::Kind::kInstant && kind != plan::Type::Kind::kSpans;
      if (attribute && !said[i] && latest[i]) {
        events.push_back(*latest[i]);
      }
    }
    for (const Event& event : events) {
      latest[event.column] = event;
    }
  }
}

std::optional<Problem> CaseRows::FoldCase(
    std::span<const std::size_t> rows, const FinishContext& context, std::vector<Folded>& cases
) const {
  std::vector<std::vector<Event>> episodes;
  if (auto problem = SplitAtReopenings(EventsOfCase(rows), context, episodes)) {
    return problem;
  }
  for (const std::vector<Event>& events : episodes) {
    Folded folded;
    if (auto problem = Fold(rows_[rows.front()].key, events, context, folded)) {
      return problem;
    }
    cases.push_back(std::move(folded));
  }
  return std::nullopt;
}

// ---- Finishing ----

void CaseRows::RejectCase(
    std::span<const std::size_t> rows, const Problem& problem, const FinishContext& context
) const {
  for (const std::size_t row : rows) {
    RejectRow(rows_[row].place, *problem.kind, problem.reason, context);
  }
}

data::Column CaseRows::GatherColumn(std::size_t column, const std::vector<Folded>& cases) const {
  const plan::Column& declared = input_.columns[column];
  if (declared.type.kind == plan::Type::Kind::kSpans) {
    data::Column spans{.name = declared.name, .type = declared.type};
    for (const Folded& one : cases) {
      spans.spans.push_back(one.spans[column]);
    }
    return spans;
  }
  if (declared.fold == Fold::kHistory) {
    std::vector<std::vector<ColumnBuilder::Step>> histories;
    for (const Folded& one : cases) {
      histories.push_back(one.histories[column]);
    }
    return builders_[column].GatherHistory(histories);
  }
  std::vector<std::size_t> entries;
  for (const Folded& one : cases) {
    entries.push_back(one.entries[column]);
  }
  return builders_[column].Gather(entries);
}

data::Table CaseRows::Finish(const FinishContext& context) {
  data::Table table{.input = input_.name};
  std::vector<std::vector<std::size_t>> rows_of(labels_.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    rows_of[rows_[row].key].push_back(row);
  }
  std::vector<Folded> cases;
  for (const std::vector<std::size_t>& all : rows_of) {
    const std::vector<std::size_t> rows = WithoutDuplicates(all);
    table.duplicates += all.size() - rows.size();
    std::vector<Folded> folded;
    if (const auto problem = FoldCase(rows, context, folded)) {
      RejectCase(rows, *problem, context);
      table.rejected += rows.size();
      continue;
    }
    const RowPlace& first = rows_[rows.front()].place;
    for (Folded& one : folded) {
      table.origins.push_back({.file = first.file, .line = first.line});
      cases.push_back(std::move(one));
    }
  }
  table.row_count = cases.size();
  for (std::size_t i = 0; i < input_.columns.size(); ++i) {
    table.columns.push_back(GatherColumn(i, cases));
  }
  return table;
}

}  // namespace slate::readers
