// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <span>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/calendar/window.h"
#include "runtime/evaluate/breakpoints.h"
#include "runtime/evaluate/ops.h"
#include "runtime/evaluate/rollup.h"
#include "runtime/evaluate/tally.h"

// Bins, sliding windows and moments (SEMANTICS §4, §10).
namespace slate::evaluate::ops {

namespace {

using plan::NodeId;
using plan::Source;

std::vector<NodeId> RootsOf(const plan::Node& node) {
  std::vector<NodeId> roots;
  for (const std::optional<NodeId>& part : {node.where, node.body}) {
    if (part) {
      roots.push_back(*part);
    }
  }
  return roots;
}

// What a window or moment adds to an aggregate.
struct Item {
  Truth where = Truth::kTrue;
  Value body = Truth::kTrue;
};

Item ItemIn(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Item item{.where = evaluator.EvalTruth(node.where, scope)};
  if (node.body && item.where != Truth::kFalse) {
    item.body = evaluator.Eval(*node.body, scope);
  }
  return item;
}

// Groups of n local days, counted from the first day of the period, that start in the domain.
std::vector<Run> DayBins(
    Evaluator& evaluator, const Scope& scope, const SpanSet& domain, std::int64_t n
) {
  std::vector<Run> bins;
  const calendar::TimeZone& zone = evaluator.zone();
  const calendar::Date origin =
      zone.DayOf(scope.period == kNoPeriod ? 0 : evaluator.periods()[scope.period].whole.from);
  for (const Run& run : domain.runs()) {
    const std::int64_t first = zone.DayOf(run.from - 1).days + 1;
    const std::int64_t group = (first - origin.days + (first > origin.days ? n - 1 : 0)) / n;
    calendar::Date day = origin + static_cast<std::int32_t>(group * n);
    while (zone.StartOfDay(day) < run.to) {
      const calendar::Date next = day + static_cast<std::int32_t>(n);
      bins.push_back({zone.StartOfDay(day), zone.StartOfDay(next)});
      day = next;
    }
  }
  return bins;
}

// The local weeks, months, quarters or years that meet a stretch of time.
std::vector<Run> RhythmBinsMeeting(
    Evaluator& evaluator, const plan::Rhythm& rhythm, const Run& stretch
) {
  const std::optional<calendar::Rhythm> windows =
      ToCalendar(rhythm, evaluator.periods().term_first());
  Check(windows.has_value(), "bins of a rhythm that has no windows");
  return calendar::SpansOf(calendar::WindowsMeeting(*windows, stretch, evaluator.zone()));
}

std::vector<Run> StartingIn(std::span<const Run> runs, const SpanSet& domain) {
  std::vector<Run> bins;
  std::copy_if(runs.begin(), runs.end(), std::back_inserter(bins), [&](const Run& run) {
    return domain.Contains(run.from);
  });
  return bins;
}

std::vector<Run> Meeting(std::span<const Run> runs, const Run& stretch) {
  std::vector<Run> bins;
  std::copy_if(runs.begin(), runs.end(), std::back_inserter(bins), [&](const Run& run) {
    return run.from < stretch.to && stretch.from < run.to;
  });
  return bins;
}

std::vector<Run> RhythmBins(
    Evaluator& evaluator, const plan::Rhythm& rhythm, const SpanSet& domain
) {
  if (domain.runs().empty()) {
    return {};
  }
  const Run hull{domain.runs().front().from, domain.runs().back().to};
  return StartingIn(RhythmBinsMeeting(evaluator, rhythm, hull), domain);
}

// Windows of n local days that end with a day of the domain.
std::vector<Run> SlidingDays(
    Evaluator& evaluator, const Scope& scope, const SpanSet& domain, std::int64_t n
) {
  std::vector<Run> windows = DayBins(evaluator, scope, domain, 1);
  const calendar::TimeZone& zone = evaluator.zone();
  for (Run& window : windows) {
    window.from = zone.StartOfDay(zone.DayOf(window.from) - static_cast<std::int32_t>(n - 1));
  }
  return windows;
}

// Windows [t, t + length) that end in the domain. Between two of these starts they do not differ,
// or a function of the length of runs in them takes no extreme.
std::vector<Run> SlidingWindows(
    Evaluator& evaluator,
    const plan::Node& node,
    const Scope& scope,
    const SpanSet& domain,
    std::int64_t length
) {
  std::vector<std::int64_t> starts;
  for (const std::int64_t t : BreakpointsOf(evaluator, RootsOf(node), scope)) {
    if (t != spans::kForever && t != spans::kBeginning) {
      starts.insert(starts.end(), {t, t + 1, t - length, t - length + 1});
    }
  }
  for (const Run& run : domain.runs()) {
    starts.insert(starts.end(), {run.from - length + 1, run.to - length});
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  std::vector<Run> windows;
  for (const std::int64_t start : starts) {
    if (domain.Contains(start + length - 1)) {
      windows.push_back({start, start + length});
    }
  }
  return windows;
}

Value Tallied(
    Evaluator& evaluator,
    const plan::Node& node,
    const Scope& scope,
    const std::vector<Run>& windows
) {
  Scope inner = scope;
  inner.EnterWindows();
  Tally tally(node.aggregate, node.quantile);
  for (const Run& window : windows) {
    inner.window = window;
    const Item item = ItemIn(evaluator, node, inner);
    tally.Add(item.where, item.body);
    if (tally.settled()) {
      break;
    }
  }
  return tally.Total();
}

void AddBins(
    const Grid& grid,
    const std::vector<std::int64_t>& instants,
    const Run& run,
    std::vector<std::int64_t>& bins
) {
  const auto end = std::lower_bound(instants.begin(), instants.end(), run.to);
  auto at = std::lower_bound(instants.begin(), end, run.from);
  while (at != end) {
    bins.push_back(grid.NumberAt(*at));
    const std::int64_t next = grid.Bin(bins.back()).to;
    at = std::find_if(at, end, [&](std::int64_t t) { return t >= next; });
  }
}

// The numbers of the bins of a run in which one of the instants lies, ascending.
std::vector<std::int64_t> BinsWith(const Grid& grid, const RowInstants& rows, const Run& run) {
  std::vector<std::int64_t> bins;
  AddBins(grid, rows.own, run, bins);
  for (const std::vector<std::int64_t>* instants : rows.kept) {
    AddBins(grid, *instants, run, bins);
  }
  std::sort(bins.begin(), bins.end());
  bins.erase(std::unique(bins.begin(), bins.end()), bins.end());
  return bins;
}

// Bins that are alike, one of them for all.
struct AlikeBins {
  std::int64_t number = 0;
  std::int64_t count = 0;
};

// What the rows of one rollup come to, bin by bin from the first cell on.
class CellCursor {
 public:
  CellCursor(const PlacedRows& cells, std::int64_t from) : cells_(cells) {
    const auto first = std::lower_bound(cells.places.begin(), cells.places.end(), from);
    next_ = static_cast<std::size_t>(first - cells.places.begin());
  }

  std::int64_t next() const {
    return next_ < cells_.places.size() ? cells_.places[next_] : spans::kForever;
  }
  void AddUpTo(std::int64_t end, std::vector<std::int64_t>& totals) {
    const std::size_t from = next_;
    while (next() < end) {
      ++next_;
    }
    for (const auto* before :
         {&cells_.weight_before, &cells_.true_before, &cells_.multiples_before}) {
      totals.push_back(before->empty() ? 0 : (*before)[next_] - (*before)[from]);
    }
  }

 private:
  const PlacedRows& cells_;
  std::size_t next_ = 0;
};

struct HashOfTotals {
  std::size_t operator()(const std::vector<std::int64_t>& totals) const {
    std::size_t hash = 0;
    for (const std::int64_t total : totals) {
      hash = (hash ^ static_cast<std::size_t>(total)) * 0x9E37'79B9'7F4A'7C15U;
      hash ^= hash >> 32U;
    }
    return hash;
  }
};

// The bins of a run that have rows, those together in which every rollup comes to the same. In the
// order in which they are first met.
std::vector<AlikeBins> AlikeBinsWith(
    const Grid& grid, const std::vector<const PlacedRows*>& rollups, const Run& run
) {
  std::vector<CellCursor> cursors;
  for (const PlacedRows* cells : rollups) {
    cursors.emplace_back(*cells, run.from);
  }
  std::vector<AlikeBins> bins;
  std::unordered_map<std::vector<std::int64_t>, std::size_t, HashOfTotals> known;
  std::vector<std::int64_t> totals;
  for (;;) {
    std::int64_t next = spans::kForever;
    for (const CellCursor& cursor : cursors) {
      next = std::min(next, cursor.next());
    }
    if (next >= run.to) {
      return bins;
    }
    const std::int64_t number = grid.NumberAt(next);
    const std::int64_t end = grid.Bin(number).to;
    totals.clear();
    for (CellCursor& cursor : cursors) {
      cursor.AddUpTo(end, totals);
    }
    const auto [place, added] = known.try_emplace(totals, bins.size());
    if (added) {
      bins.push_back({.number = number});
    }
    ++bins[place->second].count;
  }
}

// The same of rows that have to be asked one by one.
std::vector<AlikeBins> BusyBins(const Grid& grid, const RowInstants& rows, const Run& run) {
  if (!rows.cells.empty() && rows.own.empty()) {
    return AlikeBinsWith(grid, rows.cells, run);
  }
  std::vector<AlikeBins> bins;
  for (const std::int64_t number : BinsWith(grid, rows, run)) {
    bins.push_back({.number = number, .count = 1});
  }
  return bins;
}

// A window in which nothing lies and nothing ever will.
Run EmptyWindow(const Evaluator& evaluator, std::int64_t length) {
  return {evaluator.universe().to, evaluator.universe().to + length};
}

// Bins without rows are all alike where only rows matter: one of them is asked for all.
Value OverBins(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const SpanSet domain = evaluator.Domain(scope);
  const std::optional<std::int64_t> step = evaluator.EvalWhole(node.args[0], scope);
  if (!step || *step <= 0) {
    return Unknown{};
  }
  const Grid& grid = evaluator.GridOf(*step);
  const std::optional<RowInstants> rows = OnlyRowsMatter(evaluator, RootsOf(node), scope, *step);
  Scope inner = scope;
  inner.EnterWindows();
  Tally tally(node.aggregate, node.quantile);
  std::int64_t idle = 0;
  const auto add = [&](std::int64_t number, std::int64_t count) {
    inner.window = grid.Bin(number);
    const Item item = ItemIn(evaluator, node, inner);
    tally.Add(item.where, item.body, count);
  };
  for (const Run& run : domain.runs()) {
    const std::int64_t from = grid.FirstFrom(run.from);
    const std::int64_t to = grid.FirstFrom(run.to);
    if (!rows) {
      for (std::int64_t number = from; number < to && !tally.settled(); ++number) {
        add(number, 1);
      }
      continue;
    }
    if (from < to) {
      idle += to - from;
      for (const AlikeBins& busy :
           BusyBins(grid, *rows, {grid.Bin(from).from, grid.Bin(to - 1).to})) {
        add(busy.number, busy.count);
        idle -= busy.count;
      }
    }
  }
  if (idle > 0) {
    inner.window = EmptyWindow(evaluator, *step);
    const Item item = ItemIn(evaluator, node, inner);
    tally.Add(item.where, item.body, idle);
  }
  return tally.Total();
}

// What stands at a moment stands in this window.
Run MomentWindow(std::int64_t moment) {
  return {moment, moment + 1};
}

// Between two of these nothing changes.
std::vector<std::int64_t> ChangesOfMoments(
    Evaluator& evaluator, const plan::Node& node, const Scope& scope
) {
  std::vector<std::int64_t> breakpoints = BreakpointsOf(evaluator, RootsOf(node), scope);
  const std::size_t known = breakpoints.size();
  for (std::size_t i = 0; i < known; ++i) {
    // A comparison with the moment may change at the instant or right after it.
    if (breakpoints[i] != spans::kForever) {
      breakpoints.push_back(breakpoints[i] + 1);
    }
  }
  std::sort(breakpoints.begin(), breakpoints.end());
  return breakpoints;
}

// Stretches between breakpoints weigh by their length: a share is a share of time.
Value OverMoments(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const SpanSet domain = evaluator.Domain(scope);
  const std::vector<std::int64_t> breakpoints = ChangesOfMoments(evaluator, node, scope);
  Scope inner = scope;
  Tally tally(node.aggregate, node.quantile);
  for (const Run& run : domain.runs()) {
    std::int64_t at = run.from;
    while (at < run.to) {
      const auto next = std::upper_bound(breakpoints.begin(), breakpoints.end(), at);
      const std::int64_t end = next == breakpoints.end() ? run.to : std::min(*next, run.to);
      inner.moment = at;
      inner.window = MomentWindow(at);
      const Item item = ItemIn(evaluator, node, inner);
      tally.Add(item.where, item.body, end - at);
      at = end;
    }
  }
  return tally.Total();
}

// Bins anywhere on the time line for which the condition holds.
Spans BinsThatHold(
    Evaluator& evaluator, const plan::Node& node, const Scope& scope, std::int64_t step
) {
  const Grid& grid = evaluator.GridOf(step);
  const std::optional<RowInstants> rows = OnlyRowsMatter(evaluator, RootsOf(node), scope, step);
  Scope inner = scope;
  inner.EnterWindows();
  inner.window = EmptyWindow(evaluator, step);
  const Truth idle = rows ? evaluator.EvalTruth(*node.where, inner) : Truth::kFalse;
  const Run universe = evaluator.universe();
  std::vector<Run> sure;
  std::vector<Run> not_false;
  std::vector<Run> asked;
  const auto ask = [&](std::int64_t number) {
    inner.window = grid.Bin(number);
    const Truth holds = evaluator.EvalTruth(*node.where, inner);
    if (holds == Truth::kTrue) {
      sure.push_back(*inner.window);
    } else if (holds != Truth::kFalse) {
      not_false.push_back(*inner.window);
    }
    asked.push_back(*inner.window);
  };
  if (rows) {
    for (const std::int64_t number : BinsWith(grid, *rows, universe)) {
      ask(number);
    }
  } else {
    const Run hull = evaluator.DataHull();
    for (std::int64_t i = grid.NumberAt(hull.from); i <= grid.NumberAt(hull.to); ++i) {
      ask(i);
    }
  }
  const SpanSet rest = SpanSet::Of(universe).Except(SpanSet::FromRuns(std::move(asked)));
  spans::SpanBounds bounds{SpanSet::FromRuns(std::move(sure)), {}};
  bounds.must = idle == Truth::kTrue ? bounds.must.Union(rest) : bounds.must;
  bounds.may = bounds.must.Union(SpanSet::FromRuns(std::move(not_false)));
  bounds.may = !IsKnown(idle) ? bounds.may.Union(rest) : bounds.may;
  return FromBounds(std::move(bounds));
}

// The instants t for which the condition holds of the window (t − length, t].
Spans InstantsThatHold(
    Evaluator& evaluator, const plan::Node& node, const Scope& scope, std::int64_t length
) {
  std::vector<std::int64_t> ends{evaluator.universe().from};
  for (const std::int64_t t : BreakpointsOf(evaluator, RootsOf(node), scope)) {
    if (t != spans::kForever && t != spans::kBeginning) {
      ends.insert(ends.end(), {t - 1, t, t + length - 1, t + length});
    }
  }
  ends.push_back(evaluator.universe().to);
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  Scope inner = scope;
  inner.EnterWindows();
  std::vector<Run> sure;
  std::vector<Run> possible;
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
    inner.window = Run{ends[i] - length + 1, ends[i] + 1};
    const Truth holds = evaluator.EvalTruth(*node.where, inner);
    if (holds == Truth::kTrue) {
      sure.push_back({ends[i], ends[i + 1]});
    }
    if (holds != Truth::kFalse) {
      possible.push_back({ends[i], ends[i + 1]});
    }
  }
  return FromBounds({SpanSet::FromRuns(std::move(sure)), SpanSet::FromRuns(std::move(possible))});
}

Spans MomentsThatHold(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  const Run universe = evaluator.universe();
  std::vector<std::int64_t> starts = ChangesOfMoments(evaluator, node, scope);
  starts.insert(starts.end(), {universe.from, universe.to});
  std::sort(starts.begin(), starts.end());
  Scope inner = scope;
  std::vector<Run> sure;
  std::vector<Run> possible;
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    const Run stretch{starts[i], starts[i + 1]};
    if (stretch.from == stretch.to || stretch.from < universe.from || stretch.from >= universe.to) {
      continue;
    }
    inner.moment = stretch.from;
    inner.window = MomentWindow(stretch.from);
    const Truth holds = evaluator.EvalTruth(*node.where, inner);
    if (holds == Truth::kTrue) {
      sure.push_back(stretch);
    }
    if (holds != Truth::kFalse) {
      possible.push_back(stretch);
    }
  }
  return FromBounds({SpanSet::FromRuns(std::move(sure)), SpanSet::FromRuns(std::move(possible))});
}

// Each stretch holds if the condition does in its window, which is the stretch itself if there are
// no windows.
Spans BinsThatHold(
    Evaluator& evaluator,
    const plan::Node& node,
    const Scope& scope,
    const std::vector<Run>& bins,
    const std::vector<Run>& windows = {}
) {
  Scope inner = scope;
  inner.EnterWindows();
  std::vector<Run> sure;
  std::vector<Run> possible;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    inner.window = windows.empty() ? bins[i] : windows[i];
    const Truth holds = evaluator.EvalTruth(*node.where, inner);
    if (holds == Truth::kTrue) {
      sure.push_back(bins[i]);
    }
    if (holds != Truth::kFalse) {
      possible.push_back(bins[i]);
    }
  }
  return FromBounds({SpanSet::FromRuns(std::move(sure)), SpanSet::FromRuns(std::move(possible))});
}

}  // namespace

Value OverWindows(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  if (node.source == Source::kBins) {
    return OverBins(evaluator, node, scope);
  }
  if (node.source == Source::kMoment) {
    return OverMoments(evaluator, node, scope);
  }
  const SpanSet domain = evaluator.Domain(scope);
  if (node.source == Source::kDayBins) {
    const std::int64_t n = std::max<std::int64_t>(
        node.args.empty() ? node.index : evaluator.EvalWhole(node.args[0], scope).value_or(1), 1
    );
    return Tallied(evaluator, node, scope, DayBins(evaluator, scope, domain, n));
  }
  if (node.source == Source::kRhythmBins) {
    return Tallied(evaluator, node, scope, RhythmBins(evaluator, *node.rhythm, domain));
  }
  if (node.source == Source::kRunBins) {
    const Spans runs = evaluator.EvalSpans(node.args[0], scope);
    return runs.certain() ? Tallied(evaluator, node, scope, StartingIn(runs.must.runs(), domain))
                          : Unknown{};
  }
  const std::optional<std::int64_t> length = evaluator.EvalWhole(node.args[0], scope);
  if (!length || *length <= 0) {
    return Unknown{};
  }
  const std::vector<Run> windows = node.source == Source::kSlidingDays
                                       ? SlidingDays(evaluator, scope, domain, *length)
                                       : SlidingWindows(evaluator, node, scope, domain, *length);
  return Tallied(evaluator, node, scope, windows);
}

Value SpansOfBins(Evaluator& evaluator, const plan::Node& node, const Scope& scope) {
  Check(node.where.has_value(), "spans of bins without a condition");
  const Run hull = evaluator.DataHull();
  const SpanSet all = SpanSet::Of(hull);
  if (node.source == Source::kMoment) {
    return MomentsThatHold(evaluator, node, scope);
  }
  if (node.source == Source::kRhythmBins) {
    return BinsThatHold(evaluator, node, scope, RhythmBinsMeeting(evaluator, *node.rhythm, hull));
  }
  if (node.source == Source::kRunBins) {
    const Spans runs = evaluator.EvalSpans(node.args[0], scope);
    return runs.certain() ? BinsThatHold(evaluator, node, scope, Meeting(runs.must.runs(), hull))
                          : AnySpans();
  }
  const std::optional<std::int64_t> length =
      node.args.empty() ? std::optional(node.index) : evaluator.EvalWhole(node.args[0], scope);
  if (!length || *length <= 0) {
    return AnySpans();
  }
  switch (node.source) {
    case Source::kBins: return BinsThatHold(evaluator, node, scope, *length);
    case Source::kSliding: return InstantsThatHold(evaluator, node, scope, *length);
    case Source::kDayBins:
      return BinsThatHold(evaluator, node, scope, DayBins(evaluator, scope, all, *length));
    case Source::kSlidingDays:
      return BinsThatHold(
          evaluator,
          node,
          scope,
          DayBins(evaluator, scope, all, 1),
          SlidingDays(evaluator, scope, all, *length)
      );
    case Source::kRhythmBins:
    case Source::kRunBins:
    case Source::kRuns:
    case Source::kMembers:
    case Source::kLastPeriods:
    case Source::kMoment: break;
  }
  Unreachable("spans of something that is not bins");
}

}  // namespace slate::evaluate::ops
