// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "compiler/analysis/range.h"
#include "compiler/diff/joint_names.h"
#include "compiler/diff/order.h"

namespace slate::diff {

namespace {

using plan::Node;
using plan::Op;
using plan::Rollup;

bool IsAtLeast(plan::Compare compare) {
  return compare == plan::Compare::kGreater || compare == plan::Compare::kGreaterEqual;
}

}  // namespace

Order Orders::SpanLink(NodeId before, NodeId after) {
  const Node& a = nodes_[before];
  const Node& b = nodes_[after];
  const Order base = Arg(a, b, 0);
  const Order limit = Arg(a, b, 1);
  if (limit != Order::kSame && pivots_.size() > 0 && pivots_.back().before == a.args[1]) {
    pivots_.back().in = after;
  }
  switch (a.op) {
    case Op::kExcept: return Against(base, limit);
    case Op::kBridging:
    case Op::kLasting: {
      Order sign = Order::kSame;
      if (a.compare != b.compare) {
        const bool grows =
            b.compare == plan::Compare::kGreaterEqual || b.compare == plan::Compare::kLessEqual;
        if (IsAtLeast(a.compare) != IsAtLeast(b.compare)) {
          return Order::kUnknown;
        }
        sign = grows ? Order::kMore : Order::kLess;
        pivots_.push_back({.in = after, .before = a.args[1], .after = b.args[1]});
      }
      if (a.op == Op::kBridging) {
        return Join(sign, Join(base, limit));
      }
      if (IsAtLeast(a.compare)) {
        return Join(sign, Against(base, limit));
      }
      // Stretches that grow are too long in the end.
      return base == Order::kSame ? Join(sign, limit) : Order::kEither;
    }
    case Op::kBeyond: return Against(base, limit);
    case Op::kUpto:
      if (a.rhythm != b.rhythm) {
        return Order::kUnknown;
      }
      // What comes first uses the quota up.
      return base == Order::kSame ? limit : Order::kEither;
    case Op::kStartingIn:
    case Op::kEndingIn: return a.args[1] == b.args[1] ? Order::kEither : Order::kUnknown;
    default: return Order::kUnknown;
  }
}

bool Orders::SameRows(const Rollup& a, const Rollup& b) const {
  return a.input == b.input && a.scope == b.scope && a.place_kind == b.place_kind &&
         a.column == b.column && a.place == b.place;
}

// How a value over selected things moves with which are selected, and with what is taken of each.
Order Orders::Selected(
    plan::Aggregate aggregate, Order selection, Order value, std::optional<NodeId> body
) const {
  using A = plan::Aggregate;
  const Order either = selection == Order::kSame ? Order::kSame : Order::kEither;
  switch (aggregate) {
    case A::kCount:
    case A::kDistinct: return Join(selection, value == Order::kSame ? value : Order::kUnknown);
    case A::kSum: {
      const bool adds = body && analysis::IsNotNegative(analysis::RangeOf(nodes_, *body, world_));
      return Join(adds ? selection : either, value);
    }
    case A::kAny: return Join(selection, value);
    case A::kAll: return Join(Flip(selection), value);
    case A::kShare: return Join(either, value);
    case A::kMean:
    case A::kMin:
    case A::kMax:
    case A::kPercentile:
      // Whether there is anything to take it of changes too.
      return Join(either, value);
  }
  return Order::kUnknown;
}

Order Orders::Rows(const Node& a, const Node& b) {
  if (!a.rollup || !b.rollup) {
    return Order::kUnknown;
  }
  const Rollup& x = nodes_[*a.rollup];
  const Rollup& y = nodes_[*b.rollup];
  if (!SameRows(x, y)) {
    return Order::kUnknown;
  }
  const Order selection = Maybe(x.where, y.where, Order::kLess);
  if (a.op != Op::kRollup) {
    return Join(selection, Args(a, b, 0) == Order::kSame ? Order::kSame : Order::kUnknown);
  }
  const Order value = Maybe(x.body, y.body, Order::kUnknown);
  if (x.place_kind == Rollup::Place::kDecided &&
      (selection != Order::kSame || value != Order::kSame)) {
    return Order::kUnknown;  // a case may fall into another period
  }
  if (x.aggregate != y.aggregate) {
    return Order::kUnknown;
  }
  if (x.aggregate == plan::Aggregate::kPercentile && x.quantile != y.quantile) {
    return Join(
        x.quantile < y.quantile ? Order::kMore : Order::kLess,
        selection == Order::kSame ? value : Order::kUnknown
    );
  }
  return Selected(x.aggregate, selection, value, x.body);
}

Order Orders::Spans(const Node& a, const Node& b) {
  const bool same =
      a.source == b.source && a.args == b.args && a.index == b.index && a.name == b.name;
  return same ? Maybe(a.where, b.where, Order::kLess) : Order::kUnknown;
}

Order Orders::Aggregated(const Node& a, const Node& b) {
  using plan::Source;
  const std::string over = Bare(a.name);
  if (a.source != b.source || a.aggregate != b.aggregate || over != Bare(b.name) ||
      a.quantile != b.quantile) {
    return Order::kUnknown;
  }
  const Order members = a.name == b.name ? Order::kSame : joint_.MembersOrder(over);
  const Order selection = Join(members, Maybe(a.where, b.where, Order::kLess));
  const Order value = Maybe(a.body, b.body, Order::kUnknown);
  const Order inside = Selected(a.aggregate, selection, value, b.body);
  if (a.source == Source::kRuns) {
    if (a.args == b.args) {
      return inside;
    }
    const Order runs = Arg(a, b, 0);
    const bool length = a.body && a.body == b.body && nodes_[*a.body].op == Op::kRunLength;
    if (a.aggregate == plan::Aggregate::kSum && length && !a.where && !b.where) {
      return runs;
    }
    return runs == Order::kUnknown ? runs : Order::kEither;  // runs join and part
  }
  if (a.source == Source::kLastPeriods && a.index != b.index) {
    pivots_.push_back({.in = {}, .before = {}, .after = {}});
    return Join(
        Selected(
            a.aggregate, a.index < b.index ? Order::kMore : Order::kLess, Order::kSame, b.body
        ),
        inside
    );
  }
  return a.index == b.index && Args(a, b, 0) == Order::kSame ? inside : Order::kUnknown;
}

// Ends of clocks, and dates counted on.
Order Orders::Clock(const Node& a, const Node& b) {
  if (a.name != b.name || a.args.size() != b.args.size()) {
    return Order::kUnknown;
  }
  const Order start = Arg(a, b, 0);
  const Order amount = Arg(a, b, 1);
  Order all = Join(start, amount);
  if (a.op == Op::kDeadline || a.op == Op::kAddWorkDays) {
    all = Join(all, Flip(Arg(a, b, 2)));  // more working time, an earlier end
  }
  // What is excluded may be open, and then there is no end yet.
  const bool same_pauses = a.args.size() < 4 || a.args[3] == b.args[3];
  return same_pauses ? all : Order::kUnknown;
}

// ---- Calendars ----

namespace {

using plan::Calendar;
constexpr std::int64_t kDay = 86'400'000'000'000;

// The open stretches of a week in ns from Monday 00:00, in order and apart.
std::vector<std::pair<std::int64_t, std::int64_t>> WeekOf(const Calendar& calendar) {
  std::vector<std::pair<std::int64_t, std::int64_t>> open;
  for (const Calendar::Hours& hours : calendar.hours) {
    for (int day = 0; day < 7; ++day) {
      if ((hours.weekdays >> day & 1U) == 0) {
        continue;
      }
      const std::int64_t start = day * kDay;
      if (hours.from < hours.to) {
        open.emplace_back(start + hours.from, start + hours.to);
        continue;
      }
      open.emplace_back(start + hours.from, start + kDay);
      open.emplace_back((day + 1) % 7 * kDay, (day + 1) % 7 * kDay + hours.to);
    }
  }
  std::sort(open.begin(), open.end());
  std::vector<std::pair<std::int64_t, std::int64_t>> joined;
  for (const auto& [from, to] : open) {
    if (from == to) {
      continue;
    }
    if (!joined.empty() && from <= joined.back().second) {
      joined.back().second = std::max(joined.back().second, to);
    } else {
      joined.emplace_back(from, to);
    }
  }
  return joined;
}

bool RunsOverMidnight(const Calendar& calendar) {
  return std::any_of(calendar.hours.begin(), calendar.hours.end(), [](const auto& hours) {
    return hours.from >= hours.to;
  });
}

template <typename Inside, typename Items>
Order ByInclusion(const Items& before, const Items& after, Inside inside) {
  const auto all = [&](const Items& some, const Items& others) {
    return std::all_of(some.begin(), some.end(), [&](const auto& item) {
      return std::any_of(others.begin(), others.end(), [&](const auto& other) {
        return inside(item, other);
      });
    });
  };
  const bool kept = all(before, after);
  const bool known = all(after, before);
  if (kept) {
    return known ? Order::kSame : Order::kMore;
  }
  return known ? Order::kLess : Order::kEither;
}

Order DayOrder(
    const std::vector<Calendar::Days>& days_before,
    const std::vector<Calendar::Days>& days_after,
    const std::vector<std::string>& tables_before,
    const std::vector<std::string>& tables_after
) {
  const Order days = ByInclusion(days_before, days_after, [](const auto& a, const auto& b) {
    return b.first <= a.first && a.last <= b.last;
  });
  const Order tables =
      ByInclusion(tables_before, tables_after, [](const auto& a, const auto& b) { return a == b; });
  return Join(days, tables);
}

}  // namespace

Order CompareCalendars(const Calendar& before, const Calendar& after) {
  if (before.zone != after.zone || before.also_hours != after.also_hours) {
    return Order::kUnknown;
  }
  const Order hours = ByInclusion(WeekOf(before), WeekOf(after), [](const auto& a, const auto& b) {
    return b.first <= a.first && a.second <= b.second;
  });
  const Order without =
      DayOrder(before.except, after.except, before.except_tables, after.except_tables);
  const Order also = DayOrder(before.also, after.also, before.also_tables, after.also_tables);
  const bool has_also = !before.also.empty() || !after.also.empty() ||
                        !before.also_tables.empty() || !after.also_tables.empty();
  // Extra days take the first group's hours, and a night belongs to the day on which it starts.
  const bool tangled = hours != Order::kSame &&
                       (has_also || RunsOverMidnight(before) || RunsOverMidnight(after)) &&
                       (has_also || !before.except.empty() || !after.except.empty() ||
                        !before.except_tables.empty() || !after.except_tables.empty());
  if (tangled || (has_also && without != Order::kSame)) {
    return Order::kUnknown;
  }
  return Join(Join(hours, Flip(without)), also);
}

Order Orders::CalendarOrder(const Node& a, const Node& b) const {
  const Calendar* x = joint_.FindCalendar(a.name);
  const Calendar* y = joint_.FindCalendar(b.name);
  return x != nullptr && y != nullptr ? CompareCalendars(*x, *y) : Order::kUnknown;
}

}  // namespace slate::diff
