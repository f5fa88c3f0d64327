// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "runtime/data/episodes.h"
#include "runtime/plan/case_columns.h"
#include "runtime/readers/case_rows.h"
#include "runtime/readers/kinds.h"
#include "runtime/settings/words.h"

// What becomes of the events of a case.
namespace slate::readers {

namespace {

using Fold = plan::Column::Fold;

// Mostly a handful, and nearly in order.
template <typename Event, typename Before>
void SortEvents(std::vector<Event>& events, Before before) {
  constexpr std::size_t kFew = 24;
  if (events.size() > kFew) {
    std::stable_sort(events.begin(), events.end(), before);
    return;
  }
  for (std::size_t i = 1; i < events.size(); ++i) {
    const Event moved = events[i];
    std::size_t to = i;
    for (; to > 0 && before(moved, events[to - 1]); --to) {
      events[to] = events[to - 1];
    }
    events[to] = moved;
  }
}

template <typename Event>
void SortByColumn(std::vector<Event>& events) {
  SortEvents(events, [](const Event& a, const Event& b) {
    return std::tie(a.column, a.at, a.order, a.row) < std::tie(b.column, b.at, b.order, b.row);
  });
}

// Whether two rows say something of one column at one instant: rows that are alike do. Of events by
// column and time.
template <typename Event>
bool HasRivals(const std::vector<Event>& events) {
  const auto rivals = [](const Event& a, const Event& b) {
    return a.column == b.column && a.at == b.at && a.order == b.order && a.row != b.row;
  };
  return std::adjacent_find(events.begin(), events.end(), rivals) != events.end();
}

}  // namespace

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
std::vector<std::uint32_t> CaseRows::WithoutDuplicates(std::span<const std::uint32_t> rows) const {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> hashed;
  for (const std::uint32_t row : rows) {
    hashed.emplace_back(HashOf(rows_[row]), row);
  }
  std::sort(hashed.begin(), hashed.end());
  std::vector<std::uint32_t> kept;
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
          settings::Quoted(LabelOfCase(a)),
          input_.columns[a.column].name,
          builder.Show(a.entry),
          ShowPlace(places_[a.row], context),
          builder.Show(b.entry),
          ShowPlace(places_[b.row], context)
      )};
}

std::optional<Problem> CaseRows::FoldHistory(
    std::span<const Event> events,
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
    std::span<const Event> events, const FinishContext& context, spans::SpanSet& set
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
              settings::Quoted(LabelOfCase(event)),
              input_.columns[event.column].name,
              ShowPlace(places_[events[i - 1].row], context),
              ShowPlace(places_[event.row], context)
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

std::optional<Problem> CaseRows::FoldValue(
    const plan::Column& column,
    std::span<const Event> events,
    const FinishContext& context,
    std::vector<std::size_t>& entries
) const {
  const Event& chosen = column.fold == Fold::kLast ? events.back() : events.front();
  entries.push_back(chosen.entry);
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

std::optional<Problem> CaseRows::FoldColumn(
    std::size_t index, std::span<const Event> events, const FinishContext& context
) {
  const plan::Column& column = input_.columns[index];
  FoldedColumn& folded = folded_[index];
  if (column.type.kind == plan::Type::Kind::kSpans) {
    return FoldSpans(events, context, folded.spans.emplace_back());
  }
  if (events.empty() && !column.type.optional) {
    return Problem{&kCaseIncomplete, fmt::format("no row gives `{}`", column.name)};
  }
  if (column.fold == Fold::kHistory) {
    std::vector<ColumnBuilder::Step>& steps = folded.histories.emplace_back();
    return events.empty() ? std::nullopt : FoldHistory(events, context, steps);
  }
  if (events.empty()) {
    folded.entries.push_back(ColumnBuilder::kNoValue);
    return std::nullopt;
  }
  return FoldValue(column, events, context, folded.entries);
}

std::optional<Problem> CaseRows::Fold(
    std::uint32_t key, std::span<const Event> events, const FinishContext& context
) {
  std::size_t begin = 0;
  for (std::size_t column = 0; column < input_.columns.size(); ++column) {
    if (column == key_column_) {
      continue;
    }
    std::size_t end = begin;
    while (end < events.size() && events[end].column == column) {
      ++end;
    }
    if (auto problem = FoldColumn(column, events.subspan(begin, end - begin), context)) {
      return problem;
    }
    begin = end;
  }
  folded_[key_column_].entries.push_back(key);
  return std::nullopt;
}

// What a row says without a time is said with the last of what it says with one.
void CaseRows::GatherEvents(std::span<const std::uint32_t> rows, std::vector<Event>& events) const {
  events.clear();
  for (const std::uint32_t row : rows) {
    const std::span<const Event> own = EventsOf(rows_[row]);
    events.insert(events.end(), own.begin(), own.end());
    if (!input_.reopened_counts_as_new) {
      continue;
    }
    std::int64_t last = spans::kBeginning;
    for (const Event& event : own) {
      last = event.timed ? std::max(last, event.at) : last;
    }
    for (auto event = events.end() - static_cast<std::ptrdiff_t>(own.size()); event != events.end();
         ++event) {
      event->at = event->timed ? event->at : last;
    }
  }
}

std::optional<Problem> CaseRows::SplitAtReopenings(
    std::vector<Event> events,
    const FinishContext& context,
    std::vector<std::vector<Event>>& episodes
) const {
  SortEvents(events, [](const Event& a, const Event& b) {
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
    const Event& first = events.front();
    return Problem{
        &kCaseConflict,
        fmt::format(
            "case {} of {} closes and is reopened at one instant",
            settings::Quoted(LabelOfCase(first)),
            ShowPlace(places_[first.row], context)
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
    std::uint32_t key, const std::vector<Event>& events, const FinishContext& context
) {
  if (!input_.reopened_counts_as_new) {
    return Fold(key, events, context);
  }
  std::vector<std::vector<Event>> episodes;
  if (auto problem = SplitAtReopenings(events, context, episodes)) {
    return problem;
  }
  for (std::vector<Event>& episode : episodes) {
    SortByColumn(episode);
    if (auto problem = Fold(key, episode, context)) {
      return problem;
    }
  }
  return std::nullopt;
}

// ---- Finishing ----

void CaseRows::FoldedColumn::Truncate(std::size_t cases) {
  entries.resize(std::min(entries.size(), cases));
  histories.resize(std::min(histories.size(), cases));
  spans.resize(std::min(spans.size(), cases));
}

void CaseRows::RejectCase(
    std::span<const std::uint32_t> rows, const Problem& problem, const FinishContext& context
) const {
  for (const std::uint32_t row : rows) {
    RejectRow(places_[row], *problem.kind, problem.reason, context);
  }
}

// Keys of rejected rows must not look like members.
data::Column CaseRows::KeyColumn() const {
  const plan::Column& declared = input_.columns[key_column_];
  const std::vector<std::size_t>& keys = folded_[key_column_].entries;
  if (!has_text_key()) {
    return builders_[key_column_].Gather(keys);
  }
  data::Column column{.name = declared.name, .type = declared.type};
  std::size_t last = ColumnBuilder::kNoValue;
  for (const std::size_t key : keys) {
    if (key != last) {
      column.dictionary.push_back(cases_.texts()[key]);
    }
    column.values.push_back(static_cast<std::int64_t>(column.dictionary.size()) - 1);
    last = key;
  }
  return column;
}

data::Column CaseRows::TakeColumn(std::size_t index) {
  if (index == key_column_) {
    return KeyColumn();
  }
  const plan::Column& declared = input_.columns[index];
  FoldedColumn folded = std::move(folded_[index]);
  if (declared.type.kind == plan::Type::Kind::kSpans) {
    return {.name = declared.name, .type = declared.type, .spans = std::move(folded.spans)};
  }
  return declared.fold == Fold::kHistory ? builders_[index].GatherHistory(folded.histories)
                                         : builders_[index].Gather(folded.entries);
}

std::vector<std::uint32_t> CaseRows::RowsByCase(std::vector<std::size_t>& begin_of_case) const {
  begin_of_case.assign(cases_.texts().size() + 1, 0);
  for (const Row& row : rows_) {
    ++begin_of_case[row.key + 1];
  }
  for (std::size_t i = 1; i < begin_of_case.size(); ++i) {
    begin_of_case[i] += begin_of_case[i - 1];
  }
  std::vector<std::size_t> next(begin_of_case.begin(), begin_of_case.end());
  std::vector<std::uint32_t> ordered(rows_.size());
  for (std::uint32_t row = 0; row < rows_.size(); ++row) {
    ordered[next[rows_[row].key]++] = row;
  }
  return ordered;
}

data::Table CaseRows::Finish(const FinishContext& context) {
  data::Table table{.input = input_.name};
  folded_.resize(input_.columns.size());
  std::vector<std::size_t> begin_of_case;
  const std::vector<std::uint32_t> by_case = RowsByCase(begin_of_case);
  const std::vector<std::size_t>& keys = folded_[key_column_].entries;
  std::vector<Event> events;
  std::vector<std::uint32_t> kept;
  for (std::uint32_t key = 0; key + 1 < begin_of_case.size(); ++key) {
    std::span<const std::uint32_t> rows(
        by_case.data() + begin_of_case[key], begin_of_case[key + 1] - begin_of_case[key]
    );
    GatherEvents(rows, events);
    SortByColumn(events);
    if (HasRivals(events)) {
      kept = WithoutDuplicates(rows);
      table.duplicates += rows.size() - kept.size();
      rows = kept;
      GatherEvents(rows, events);
      SortByColumn(events);
    }
    const std::size_t before = keys.size();
    if (const auto problem = FoldCase(key, events, context)) {
      for (FoldedColumn& column : folded_) {
        column.Truncate(before);
      }
      RejectCase(rows, *problem, context);
      table.rejected += rows.size();
      continue;
    }
    const RowPlace first = places_[rows.front()];
    for (std::size_t i = before; i < keys.size(); ++i) {
      table.origins.push_back({.file = first.file, .line = first.line});
    }
  }
  table.row_count = keys.size();
  for (std::size_t i = 0; i < input_.columns.size(); ++i) {
    table.columns.push_back(TakeColumn(i));
  }
  return table;
}

}  // namespace slate::readers
