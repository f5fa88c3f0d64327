# SPDX-License-Identifier: Apache-2.0
"""Aggregates over runs, members, bins, sliding windows, periods and moments; spans of bins."""

import bisect
from fractions import Fraction

import values as v
from aggregate import aggregate
from dataset import slots_in
from spanset import BEGIN, END, Spans, length, normal
from values import Range, Unsupported, whole
from walk import below, children
from zone import DAY

BIN_MARGIN = 2 * DAY
# Spans that stand on the whole time line, whatever window is in scope.
FIXED_SPANS = {
    "spans_of_rows",
    "spans_of_slots",
    "spans_of_bins",
    "gaps",
    "covered",
    "period",
    "whole_period",
    "term",
    "attested",
}


class Windows:
    def op_aggregate(self, node, scope):
        source = node.get("source", "runs")
        if source == "runs":
            spans = self.value(node["args"][0], scope)
            if not spans.certain():
                return self.over_uncertain_runs(node, spans)
        elements = getattr(self, "over_" + source)(node, scope)
        binned = source in ("bins", "day_bins", "rhythm_bins", "run_bins")
        entries = (self.entries_of_bins if binned else self.entries)(node, elements, scope)
        quantile = Fraction(node.get("quantile", "0"))
        return aggregate(node.get("aggregate", "count"), entries, quantile)

    def entries(self, node, weighted, _):
        return [(weight, *self.entry_of(node, inner)) for weight, inner in weighted]

    def over_uncertain_runs(self, node, spans):
        """Bounds that hold of every set between the two; runs that may be cut up are any number."""
        kind = node.get("aggregate", "count")
        body = self.plan.nodes[node["body"]] if "body" in node else {}
        by_length = body.get("op") == "run_length"
        if kind == "sum" and by_length and "where" not in node:
            return Range(Fraction(length(spans.must)), Fraction(length(spans.may)))
        if kind == "max" and by_length and "where" not in node:
            longest = [max((b - a for a, b in runs), default=0) for runs in (spans.must, spans.may)]
            return Range(*map(Fraction, longest), maybe=not spans.must)
        raise v.NoBounds(f"{kind} over runs that are not certain")

    def over_runs(self, node, scope):
        spans = self.value(node["args"][0], scope)
        return [(1, scope.enter_run(run)) for run in spans.must]

    def over_members(self, node, scope):
        members = self.session.members(node["name"])
        return [(1, scope.bind(**{node["name"]: member})) for member in members]

    # ---- Bins ----

    def over_bins(self, node, scope):
        every = whole(self.value(node["args"][0], scope))
        for begin, end in self.bounds(scope):
            yield from slots_in(self.zone, every, begin, end)

    def bounds(self, scope):
        return [scope.window] if scope.window is not None else self.session.domain(scope)

    def over_day_bins(self, node, scope):
        args = self.args(node, scope)
        step = whole(args[0]) if args else int(node["index"])
        return self.day_bins(step, scope.period.run, self.bounds(scope))

    def over_rhythm_bins(self, node, scope):
        """Local weeks, months, … that start in the domain."""
        return self.windows_of_rhythm(node, self.bounds(scope))

    def windows_of_rhythm(self, node, domain):
        rhythm = self.session.rhythm_of(node["rhythm"])
        for begin, end in domain:
            for n in rhythm.numbers_meeting(begin, end):
                run = rhythm.run(n)
                if begin <= run[0] < end:
                    yield run

    def over_run_bins(self, node, scope):
        return self.runs_starting(node, scope, self.bounds(scope))

    def runs_starting(self, node, scope, domain):
        spans = self.value(node["args"][0], scope)
        if not spans.certain():
            raise Unsupported("bins that are not certain")
        return [run for run in spans.must if any(a <= run[0] < b for a, b in domain)]

    def day_bins(self, step, whole_run, domain):
        day = self.zone.day_at(whole_run[0])
        while self.zone.start_of(day) < whole_run[1]:
            run = self.zone.run_of_days(day, day + step)
            if any(begin <= run[0] < end for begin, end in domain):
                yield run
            day += step

    def entries_of_bins(self, node, bins, scope):
        """Entries that are the same one count together."""
        times, entries = {}, {}
        for _, entry in self.judged_bins(node, bins, scope):
            times[id(entry)] = times.get(id(entry), 0) + 1
            entries[id(entry)] = entry
        return [(times[of], *entry) for of, entry in entries.items()]

    def judged_bins(self, node, bins, scope):
        """(bin, entry); bins without rows are looked at once if they all look the same."""
        quiet, empty = self.quiet_test(node, scope), None
        for run in bins:
            if not quiet(run):
                yield run, self.entry_of(node, scope.enter_window(run))
                continue
            if empty is None:
                empty = self.entry_of(node, scope.enter_window(run))
            yield run, empty

    def quiet_test(self, node, scope):
        """Tells of a bin whether it is sure to look as all others without rows."""
        parts = [node[name] for name in ("where", "body") if name in node]
        nodes = [n for _, n in below(self.plan.nodes, self.plan.rollups, parts)]
        uses_time = any(n["op"] in ("window", "moment", "aggregate", "previous") for n in nodes)
        rollups = {n["rollup"] for n in nodes if n["op"] == "rollup"}
        if uses_time or not all(self.plainly_placed(self.plan.rollups[r]) for r in rollups):
            return lambda run: False
        places = sorted(at for rollup in rollups for at in self.placed(rollup, scope)[0])

        def quiet(run):
            low = bisect.bisect_left(places, run[0])
            return low == len(places) or places[low] >= run[1]

        return quiet

    def plainly_placed(self, rollup):
        by_row = rollup["place"] in ("column", "expression", "decided")
        return by_row and not self.plan.inputs[rollup["input"]].get("complete_except")

    def op_spans_of_bins(self, node, scope):
        source = node.get("source", "bins")
        scope = scope.but(window=None, windows_around=())
        if source == "sliding":
            return self.spans_of_sliding(node, scope)
        if source == "sliding_days":
            return self.spans_of_sliding_days(node, scope)
        if source == "moment":
            return self.spans_of_moments(node, scope)
        must, may = [], []
        bins = self.bins_of_all_time(node, scope)
        for run, (holds, _) in self.judged_bins({"where": node["where"]}, bins, scope):
            must += [run] if holds is True else []
            may += [run] if holds is not False else []
        return Spans(normal(must), normal(may))

    def bins_of_all_time(self, node, scope):
        begin, end = self.extent()
        if node.get("source", "bins") == "bins":
            every = whole(self.value(node["args"][0], scope))
            return slots_in(self.zone, every, begin, end)
        if node["source"] == "rhythm_bins":
            rhythm = self.session.rhythm_of(node["rhythm"])
            return [rhythm.run(n) for n in rhythm.numbers_meeting(begin, end)]
        if node["source"] == "run_bins":
            runs = self.runs_starting(node, scope, [(BEGIN, END)])
            return [run for run in runs if run[0] < end and begin < run[1]]
        args = self.args(node, scope)
        step = whole(args[0]) if args else int(node["index"])
        return self.day_bins(step, scope.period.run, [(begin, end)])

    def extent(self):
        """All settled periods, the windows that end in them, and a little more."""
        begin, end = self.session.extent
        return (begin - BIN_MARGIN, end + BIN_MARGIN)

    # ---- Sliding windows and moments ----

    def edges(self, roots, scope):
        """All instants at which something below the roots begins, ends or happens."""
        scope = scope.but(window=None, moment=None)
        found = set()
        stack, seen = list(roots), set()
        while stack:
            node_id = stack.pop()
            node = self.plan.nodes[node_id]
            if node_id in seen:
                continue
            seen.add(node_id)
            if node["op"] in FIXED_SPANS and node["type"]["kind"] == "spans":
                spans = self.value(node_id, scope)
                found.update(edge for run in spans.must + spans.may for edge in run)
                continue
            if node["op"] == "rollup":
                found.update(self.edges_of_rollup(node["rollup"], scope))
            stack += children(node)
        return sorted(found)

    def edges_of_rollup(self, rollup_id, scope):
        rollup = self.plan.rollups[rollup_id]
        if rollup["place"] not in ("column", "expression", "decided", "interval"):
            raise Unsupported("slots in sliding windows")
        for row, inner in self.rows_in_scope(rollup, scope, loose=True):
            if rollup["place"] == "interval":
                yield row.cells["from"]
                yield self.session.as_of if row.cells.get("to") is None else row.cells["to"]
            else:
                at = self.place(rollup, inner)
                yield from [] if at is None else [at]

    def only_extremes(self, node):
        if node.get("aggregate", "count") not in ("any", "all", "min", "max"):
            raise Unsupported("a sum over windows without number")

    def over_sliding(self, node, scope):
        """Windows [t - D, t) that end in the period: enough to try t where something changes."""
        self.only_extremes(node)
        size = whole(self.value(node["args"][0], scope))
        roots = [node[name] for name in ("where", "body") if name in node]
        tries = set()
        for edge in self.edges(roots, scope):
            tries.update((edge, edge + 1, edge + size, edge + size + 1))
        for begin, end in self.bounds(scope):
            inside = {begin + 1, end} | {t for t in tries if begin < t <= end}
            for t in sorted(inside):
                yield 1, scope.enter_window((t - size, t))

    def over_sliding_days(self, node, scope):
        """Windows of whole local days of which the last starts in the period."""
        size = whole(self.value(node["args"][0], scope))
        for begin, end in self.bounds(scope):
            for day in range(self.zone.day_at(begin), self.zone.day_at(end - 1) + 1):
                if begin <= self.zone.start_of(day) < end:
                    yield 1, scope.enter_window(self.zone.run_of_days(day - size + 1, day + 1))

    def spans_of_sliding_days(self, node, scope):
        """The local days for which the window of days that ends with them satisfies it."""
        size = whole(self.value(node["args"][0], scope))
        begin, end = self.extent()
        must, may = [], []
        for day in range(self.zone.day_at(begin), self.zone.day_at(end)):
            window = self.zone.run_of_days(day - size + 1, day + 1)
            holds = self.holds(node["where"], scope.but(window=window))
            must += [self.zone.run_of_days(day, day + 1)] if holds is True else []
            may += [self.zone.run_of_days(day, day + 1)] if holds is not False else []
        return Spans(normal(must), normal(may))

    def spans_of_moments(self, node, scope):
        edges = self.edges([node["where"]], scope)
        begin, end = self.extent()
        cuts = sorted({begin, end} | {t for e in edges for t in (e, e + 1) if begin < t < end})
        must, may = [], []
        for a, b in zip(cuts, cuts[1:]):
            holds = self.holds(node["where"], scope.but(moment=a, window=(a, a + 1)))
            must += [(a, b)] if holds is True else []
            may += [(a, b)] if holds is not False else []
        return Spans(normal(must), normal(may))

    def spans_of_sliding(self, node, scope):
        """The instants t for which the window (t - D, t] satisfies the condition."""
        size = whole(self.value(node["args"][0], scope))
        edges = self.edges([node["where"]], scope)
        begin, end = self.extent()
        cuts = {begin, end}
        for edge in edges:
            cuts.update(t for t in (edge, edge + 1, edge + size, edge + size + 1) if begin < t < end)
        cuts = sorted(cuts)

        def holds(t):
            return self.holds(node["where"], scope.but(window=(t - size + 1, t + 1)))

        must, may = [], []
        for a, b in zip(cuts, cuts[1:]):
            for low, high, value in self.constant_parts(a, b, holds):
                must += [(low, high)] if value is True else []
                may += [(low, high)] if value is not False else []
        return Spans(normal(must), normal(may))

    @staticmethod
    def constant_parts(a, b, holds):
        """Between two edges lengths grow evenly, so a condition changes at most once."""
        first, last = holds(a), holds(b - 1)
        if first == last:
            return [(a, b, first)]
        low, high = a, b - 1
        while high - low > 1:
            middle = (low + high) // 2
            if holds(middle) == first:
                low = middle
            else:
                high = middle
        return [(a, high, first), (high, b, last)]

    def over_moment(self, node, scope):
        """Every instant of the period: pieces between edges, weighted by their length."""
        if node.get("aggregate", "count") not in ("any", "all", "min", "max", "mean", "share"):
            raise Unsupported("a sum over instants")
        roots = [node[name] for name in ("where", "body") if name in node]
        edges = self.edges(roots, scope)
        for begin, end in self.bounds(scope):
            cuts = [begin] + [edge for edge in edges if begin < edge < end] + [end]
            for a, b in zip(cuts, cuts[1:]):
                yield b - a, scope.but(moment=a, window=(a, a + 1))

    # ---- Periods ----

    def over_last_periods(self, node, scope):
        counted = [p for p in self.session.earlier(scope.period) if self.session.counts(p, scope.keys)]
        return [(1, scope.but(period=p)) for p in counted[: int(node["index"])]]

