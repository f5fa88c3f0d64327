// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "runtime/readers/column_builder.h"
#include "runtime/readers/row_places.h"
#include "runtime/readers/row_taker.h"
#include "runtime/readers/text_numbers.h"

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
    std::int64_t at = 0;      // 0 where the binding does not say when
    std::int64_t order = 0;   // among events at one instant
    std::uint32_t entry = 0;  // into the column's builder
    std::uint32_t row = 0;
    std::uint32_t column = 0;
    Role role = Role::kValue;
    bool timed = false;
  };
  struct Row {
    std::uint64_t first_event = 0;
    std::uint32_t event_count = 0;
    std::uint32_t key = 0;  // the case
  };
  // The results of the folding, case by case: one of the lists is in use.
  struct FoldedColumn {
    std::vector<std::size_t> entries = {};
    std::vector<std::vector<ColumnBuilder::Step>> histories = {};
    std::vector<spans::SpanSet> spans = {};

    void Truncate(std::size_t cases);
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
  Pending& NextPending(const BoundColumn& bound);
  std::uint32_t CaseOfKey();
  void Commit(const Record& record, std::uint32_t file);
  bool has_text_key() const;

  std::span<const Event> EventsOf(const Row& row) const {
    return {events_.data() + row.first_event, row.event_count};
  }
  std::uint64_t HashOf(const Row& row) const;
  bool SameRow(const Row& a, const Row& b) const;
  std::vector<std::uint32_t> WithoutDuplicates(std::span<const std::uint32_t> rows) const;

  // The rows of each case, case by case, and where each case begins.
  std::vector<std::uint32_t> RowsByCase(std::vector<std::size_t>& begin_of_case) const;
  void GatherEvents(std::span<const std::uint32_t> rows, std::vector<Event>& events) const;
  // The events of each time the case was open.
  std::optional<Problem> SplitAtReopenings(
      std::vector<Event> events,
      const FinishContext& context,
      std::vector<std::vector<Event>>& episodes
  ) const;
  void InheritAttributes(std::vector<std::vector<Event>>& episodes) const;
  // `events` by column and time.
  std::optional<Problem> FoldCase(
      std::uint32_t key, const std::vector<Event>& events, const FinishContext& context
  );
  std::optional<Problem> Fold(
      std::uint32_t key, std::span<const Event> events, const FinishContext& context
  );
  std::optional<Problem> FoldColumn(
      std::size_t index, std::span<const Event> events, const FinishContext& context
  );
  std::optional<Problem> FoldValue(
      const plan::Column& column,
      std::span<const Event> events,
      const FinishContext& context,
      std::vector<std::size_t>& entries
  ) const;
  std::optional<Problem> FoldHistory(
      std::span<const Event> events,
      const FinishContext& context,
      std::vector<ColumnBuilder::Step>& steps
  ) const;
  std::optional<Problem> FoldSpans(
      std::span<const Event> events, const FinishContext& context, spans::SpanSet& set
  ) const;
  std::optional<Problem> RequireSame(const Event& a, const Event& b, const FinishContext& context)
      const;
  const std::string& LabelOfCase(const Event& event) const {
    return cases_.texts()[rows_[event.row].key];
  }
  void RejectCase(
      std::span<const std::uint32_t> rows, const Problem& problem, const FinishContext& context
  ) const;
  data::Column KeyColumn() const;
  data::Column TakeColumn(std::size_t column);

  const plan::Input& input_;
  std::size_t key_column_ = 0;
  std::vector<ColumnBuilder> builders_;
  TextNumbers cases_;  // by their keys as texts
  std::vector<Row> rows_;
  RowPlaces places_{true};
  std::vector<Event> events_;
  std::vector<FoldedColumn> folded_;  // as in the input's columns
  // Of the row at hand.
  Cell key_;
  std::int64_t key_multiple_ = 1;
  std::int64_t order_ = 0;
  std::vector<Pending> pending_;
  std::size_t pending_count_ = 0;
};

}  // namespace slate::readers
