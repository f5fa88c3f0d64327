// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "runtime/readers/column_builder.h"
#include "runtime/readers/row_taker.h"

namespace slate::readers {

// Cases folded from their rows: an event log, in any order, or one wide row a case. A row says
// something of a column when its `when` holds and the field has a value.
class CaseRows : public RowTaker {
 public:
  CaseRows(const plan::Input& input, const std::vector<exact::Rational>& factors);

  std::optional<RowProblem> Take(const Record& record, BoundSource& source, std::uint32_t file)
      override;
  data::Table Finish(const FinishContext& context) override;

 private:
  enum class Role : std::uint8_t { kValue, kOpens, kCloses };

  // What one row says of one column.
  struct Event {
    std::size_t column = 0;
    Role role = Role::kValue;
    std::int64_t at = 0;  // 0 where the binding does not say when
    bool timed = false;
    std::int64_t order = 0;  // among events at one instant
    std::size_t entry = 0;   // into the column's builder
    std::size_t row = 0;
  };
  struct Row {
    std::size_t key = 0;  // the case
    std::size_t first_event = 0;
    std::size_t event_count = 0;
    RowPlace place;
  };
  // A case while it is folded, and its result.
  struct Folded {
    std::vector<std::size_t> entries;  // by column
    std::vector<std::vector<ColumnBuilder::Step>> histories;
    std::vector<spans::SpanSet> spans;
  };

  // An event of the row at hand, its cell not yet in the builder.
  struct Pending {
    Event event;
    Cell cell;
    std::int64_t multiple = 1;
  };

  std::optional<RowProblem> ReadKey(const Record& record, BoundSource& source);
  std::optional<RowProblem> ReadOrder(const Record& record, const BoundSource& source);
  std::optional<RowProblem> ReadEvents(const Record& record, BoundSource& source);
  std::optional<RowProblem> ReadEvent(const Record& record, BoundColumn& bound);
  std::optional<RowProblem> ReadMoment(const Record& record, BoundColumn& bound, Pending& pending);
  std::size_t CaseOfKey();
  void Commit(const Record& record, std::uint32_t file);

  std::span<const Event> EventsOf(const Row& row) const {
    return {events_.data() + row.first_event, row.event_count};
  }
  std::uint64_t HashOf(const Row& row) const;
  bool SameRow(const Row& a, const Row& b) const;
  std::vector<std::size_t> WithoutDuplicates(std::span<const std::size_t> rows) const;

  std::vector<Event> EventsOfCase(std::span<const std::size_t> rows) const;
  // The events of each time the case was open; one list where it stays the same case.
  std::optional<Problem> SplitAtReopenings(
      std::vector<Event> events,
      const FinishContext& context,
      std::vector<std::vector<Event>>& episodes
  ) const;
  void InheritAttributes(std::vector<std::vector<Event>>& episodes) const;
  std::optional<Problem> Fold(
      std::size_t key,
      const std::vector<Event>& events,
      const FinishContext& context,
      Folded& folded
  ) const;
  std::optional<Problem> FoldCase(
      std::span<const std::size_t> rows, const FinishContext& context, std::vector<Folded>& cases
  ) const;
  std::optional<Problem> FoldColumn(
      std::size_t column, std::vector<Event>& events, const FinishContext& context, Folded& folded
  ) const;
  std::optional<Problem> FoldHistory(
      std::vector<Event>& events,
      const FinishContext& context,
      std::vector<ColumnBuilder::Step>& steps
  ) const;
  std::optional<Problem> FoldSpans(
      const std::vector<Event>& events, const FinishContext& context, spans::SpanSet& set
  ) const;
  std::optional<Problem> RequireSame(const Event& a, const Event& b, const FinishContext& context)
      const;
  void RejectCase(
      std::span<const std::size_t> rows, const Problem& problem, const FinishContext& context
  ) const;
  data::Column GatherColumn(std::size_t column, const std::vector<Folded>& cases) const;

  const plan::Input& input_;
  std::size_t key_column_ = 0;
  std::vector<ColumnBuilder> builders_;
  TextMap<std::size_t> cases_;
  std::vector<std::string> labels_;  // of the cases, for messages
  std::vector<Row> rows_;
  std::vector<Event> events_;
  // Of the row at hand.
  Cell key_;
  std::int64_t key_multiple_ = 1;
  std::int64_t order_ = 0;
  std::vector<Pending> pending_;
};

}  // namespace slate::readers
