// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/working_length.h"

#include <algorithm>

#include "runtime/spans/running_length.h"

namespace slate::evaluate::row_kernels {

namespace {

using plan::Op;

class WorkingKernel : public NumberKernel {
 public:
  WorkingKernel(
      Numbers from,
      Numbers to,
      std::optional<spans::RunningLength> working,
      const data::Column* pauses
  )
      : NumberKernel(1),
        from_(std::move(from)),
        to_(std::move(to)),
        working_(std::move(working)),
        pauses_(pauses) {}

  void Run(Block block, std::int64_t* values, std::uint8_t* states) override {
    from_->Run(block, a_.values.data(), a_.states.data());
    to_->Run(block, values, states);
    for (std::size_t i = 0; i < block.count; ++i) {
      const bool there = a_.states[i] == kNumber && states[i] == kNumber;
      states[i] = there ? kNumber : kAsk;
      values[i] =
          there && a_.values[i] < values[i] ? Length(block.from + i, a_.values[i], values[i]) : 0;
    }
  }

 private:
  std::int64_t Before(std::int64_t t) const { return working_ ? working_->Before(t) : t; }

  std::int64_t Length(std::size_t row, std::int64_t from, std::int64_t to) const {
    std::int64_t length = Before(to) - Before(from);
    if (pauses_ == nullptr) {
      return length;
    }
    for (const spans::Run& pause : pauses_->spans[row].runs()) {
      if (from < pause.to && pause.from < to) {
        length -= Before(std::min(to, pause.to)) - Before(std::max(from, pause.from));
      }
    }
    return length;
  }

  Numbers from_;
  Numbers to_;
  std::optional<spans::RunningLength> working_;
  const data::Column* pauses_;
  Operand a_;
};

// Null for other things, and where a year is not known: that is only to be said when it is needed.
// The calendar is kept for the time that the tables of the settlement span; rows that are not among
// them may lie beyond it.
const SpanSet* KnownCalendar(plan::NodeId id, Evaluator& evaluator, const InputRows& rows) {
  const plan::Node& node = evaluator.plan()[id];
  const Ground& ground = evaluator.ground();
  const bool within = evaluator.TableNamed(rows.input().name) == rows.table();
  const auto place =
      within && node.op == Op::kCalendar ? ground.calendar_names.Find(node.name) : std::nullopt;
  if (!place) {
    return nullptr;
  }
  const calendar::Calendar& its = ground.calendars[*place];
  const int last = its.zone().DayOf(evaluator.universe().to).year();
  for (int year = its.zone().DayOf(evaluator.universe().from).year(); year <= last; ++year) {
    if (!its.Knows(year)) {
      return nullptr;
    }
  }
  return &evaluator.CalendarSpans(*place).must;
}

bool Narrow(const plan::Node& node, Evaluator& evaluator, InputRows& rows, Stretch& stretch) {
  if (const SpanSet* calendar = KnownCalendar(node.args[1], evaluator, rows)) {
    const SpanSet all = SpanSet::Of({spans::kBeginning, spans::kForever});
    const SpanSet& before = stretch.working ? *stretch.working : all;
    stretch.working =
        node.op == Op::kIntersect ? before.Intersect(*calendar) : before.Except(*calendar);
    return true;
  }
  const bool is_column = evaluator.plan()[node.args[1]].op == Op::kColumn;
  const int column = is_column ? evaluator.ColumnOf(node.args[1], rows) : -1;
  const data::Column* pauses = column < 0 ? nullptr : rows.Data(column);
  const bool possible = node.op == Op::kExcept && pauses != nullptr && stretch.pauses == nullptr &&
                        pauses->spans.size() == rows.size();
  stretch.pauses = pauses;
  return possible;
}

}  // namespace

std::optional<Stretch> StretchOf(plan::NodeId id, Evaluator& evaluator, InputRows& rows) {
  const plan::Node& node = evaluator.plan()[id];
  if (node.op == Op::kRange) {
    return Stretch{.range = &node};
  }
  if (node.op != Op::kIntersect && node.op != Op::kExcept) {
    return std::nullopt;
  }
  std::optional<Stretch> stretch = StretchOf(node.args[0], evaluator, rows);
  const bool possible = stretch && Narrow(node, evaluator, rows, *stretch);
  return possible ? std::move(stretch) : std::nullopt;
}

Numbers WorkingLength(Numbers from, Numbers to, const Stretch& stretch) {
  std::optional<spans::RunningLength> working;
  if (stretch.working) {
    if (!stretch.working->bounded() || !stretch.working->Length().ToInt64()) {
      return nullptr;
    }
    working.emplace(*stretch.working);
  }
  return std::make_unique<WorkingKernel>(
      std::move(from), std::move(to), std::move(working), stretch.pauses
  );
}

}  // namespace slate::evaluate::row_kernels
