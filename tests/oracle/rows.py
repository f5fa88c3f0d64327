# SPDX-License-Identifier: Apache-2.0
"""Rollups: which rows count, where they stand in time, what is computed of them."""

import bisect
from fractions import Fraction

import values as v
from aggregate import aggregate
from dataset import UNKNOWN_ROW, Row, slots_in, stretches
from spanset import ALL, Spans, intersect, normal
from values import Day, Unknown, Unsupported
from walk import children


class Rows:
    # ---- Spans of inputs ----

    def op_spans_of_rows(self, node, scope):
        rollup = self.plan.rollups[node["rollup"]]
        begin, end = node["args"]
        must, may = [], []
        for row, inner in self.rows_in_scope(rollup, scope):
            holds = self.holds(rollup.get("where"), inner)
            a, b = self.value(begin, inner), self.value(end, inner)
            if a is None or holds is False:
                continue
            run = (self.instant(a), self.session.as_of if b is None else self.instant(b))
            may.append(run)
            if holds is True:
                must.append(run)
        return Spans(normal(must), normal(may + self.collector_gaps(rollup["input"], scope)))

    def instant(self, when):
        return self.zone.start_of(when.number) if isinstance(when, Day) else when

    def op_spans_of_slots(self, node, scope):
        rollup = self.plan.rollups[node["rollup"]]
        source = self.plan.inputs[rollup["input"]]
        wheres = [w for w in (rollup.get("where"), node.get("where")) if w is not None]
        must, may = [], []
        for group in self.stretches_in_scope(rollup, scope):
            pieces = list(group.pieces)
            filler = self.filler(source, scope)
            pieces += [(a, b, filler) for a, b in group.gaps if filler is not None]
            for a, b, row in pieces:
                inner = scope.enter_row(row, source["name"])
                holds = v.conjunction([self.holds(where, inner) for where in wheres])
                must += [(a, b)] if holds is True else []
                may += [(a, b)] if holds is not False else []
        return Spans(normal(must), normal(may))

    def filler(self, source, scope):
        """The row that stands in a gap, if one does."""
        gaps = source.get("gaps", "none")
        if gaps == "fill":
            cells = {f["name"]: self.value(f["value"], scope) for f in source.get("filled", [])}
            return Row(cells)
        return UNKNOWN_ROW if gaps == "unknown" else None

    def op_gaps(self, node, scope):
        groups = self.stretches_in_scope(self.plan.rollups[node["rollup"]], scope)
        return Spans(normal([run for group in groups for run in group.gaps]))

    def op_covered(self, node, scope):
        groups = self.stretches_in_scope(self.plan.rollups[node["rollup"]], scope)
        covered = ALL
        for group in groups:
            covered = intersect(covered, group.covered)
        return Spans(covered)

    # ---- Rows ----

    def rows_in_scope(self, rollup, scope, loose=False):
        """The rows of the input that agree with the bound members, each with its scope.

        `loose` passes over keys that are not bound (yet)."""
        name = rollup["input"]
        if name not in self.session.tables:
            raise v.NoData(f"no data of {name}")
        keys = {**self.plan.bound, **dict(scope.keys)}
        pairs = [(s["column"], s["key"]) for s in rollup.get("scope", [])]
        wanted = [(column, keys[key]) for column, key in pairs if not loose or key in keys]
        for row in self.session.tables[name]:
            if all(row.cells.get(column) == member for column, member in wanted):
                yield row, scope.enter_row(row, name)

    def stretches_in_scope(self, rollup, scope):
        name = rollup["input"]
        keys = {**self.plan.bound, **dict(scope.keys)}
        wanted = tuple((s["column"], keys[s["key"]]) for s in rollup.get("scope", []))
        memo = (name, wanted, scope.keys)
        if memo not in self.stretch_memo:
            rows = [row for row, _ in self.rows_in_scope(rollup, scope)]
            own = intersect(self.session.own(scope.keys), [self.session.horizon])
            source = self.plan.inputs[name]
            self.stretch_memo[memo] = stretches(rows, source, self.zone, own, self.session.as_of)
        return self.stretch_memo[memo]

    def collector_gaps(self, name, scope):
        """When nobody looked, by the inputs that `complete except` names."""
        gaps = []
        keys = {**self.plan.bound, **dict(scope.keys)}
        for collector in self.plan.inputs[name].get("complete_except", []):
            if collector not in self.session.tables:
                raise v.NoData(f"no data of {collector}")
            columns = self.plan.inputs[collector]["columns"]
            bound = [c for c in columns if c["type"]["kind"] == "member" and c["type"]["key"] in keys]
            for row in self.session.tables[collector]:
                if all(row.cells.get(c["name"]) == keys[c["type"]["key"]] for c in bound):
                    end = row.cells.get("to")
                    gaps.append((row.cells["from"], self.session.as_of if end is None else end))
        return normal(gaps)

    def op_rollup(self, node, scope):
        rollup = self.plan.rollups[node["rollup"]]
        domain = [scope.window] if scope.window is not None else self.session.domain(scope)
        if intersect(self.collector_gaps(rollup["input"], scope), domain):
            return v.UNDECIDED if node["type"]["kind"] == "bool" else v.ANY_NUMBER._replace(maybe=True)
        entries = self.entries_of_rows(rollup, self.rows_placed(node["rollup"], domain, scope))
        return aggregate(rollup["aggregate"], entries, Fraction(rollup.get("quantile", "0")))

    def entries_of_rows(self, rollup, placed):
        """A row that stands in many slots is looked at once."""
        if rollup["place"] != "slots":
            return [(row.weight, *self.entry_of(rollup, inner)) for row, inner in placed]
        times, scopes = {}, {}
        for row, inner in placed:
            times[id(row)] = times.get(id(row), 0) + row.weight
            scopes.setdefault(id(row), inner)
        return [(times[row], *self.entry_of(rollup, inner)) for row, inner in scopes.items()]

    def entry_of(self, rollup, inner):
        holds = self.holds(rollup.get("where"), inner)
        counts = holds is not False and "body" in rollup
        return holds, self.value(rollup["body"], inner) if counts else True

    def rows_placed(self, rollup_id, domain, scope):
        rollup = self.plan.rollups[rollup_id]
        kind = rollup["place"]
        if kind == "interval":
            return self.rows_clipped(rollup, domain, scope)
        if kind == "slots":
            return self.rows_of_slots(rollup, domain, scope)
        if kind == "none":
            return self.rows_in_scope(rollup, scope)
        return self.rows_at(rollup_id, domain, scope)

    def rows_at(self, rollup_id, domain, scope):
        places, placed = self.placed(rollup_id, scope)
        rollup = self.plan.rollups[rollup_id]
        # What is placed where it is decided stays out until then: `pending until` has no say.
        name = None if rollup["place"] == "decided" else rollup["input"]
        for begin, end in domain:
            low, high = bisect.bisect_left(places, begin), bisect.bisect_left(places, end)
            for _, row in placed[low:high]:
                yield row, scope.enter_row(row, name)

    def placed(self, rollup_id, scope):
        """The places of the rows in scope, sorted, and (place, row) in this order."""
        memo = (rollup_id, scope.keys, scope.period)
        if memo not in self.placed_memo:
            rollup = self.plan.rollups[rollup_id]
            placed = [
                (self.place(rollup, inner), row) for row, inner in self.rows_in_scope(rollup, scope)
            ]
            placed = sorted((p for p in placed if p[0] is not None), key=lambda p: p[0])
            self.placed_memo[memo] = ([p[0] for p in placed], placed)
        return self.placed_memo[memo]

    def rows_clipped(self, rollup, domain, scope):
        for row, inner in self.rows_in_scope(rollup, scope):
            end = row.cells.get("to")
            run = (row.cells["from"], self.session.as_of if end is None else end)
            for part in intersect([run], domain):
                yield row, inner.enter_run(part)

    def rows_of_slots(self, rollup, domain, scope):
        """Slots or states by where they start; a gap is its filled or unknown row."""
        source = self.plan.inputs[rollup["input"]]
        filler = self.filler(source, scope)
        scopes = {}
        for group in self.stretches_in_scope(rollup, scope):
            for a, row in self.pieces_starting(group, source, domain):
                row = filler if row is None else row
                if row is not None and a < self.session.as_of:
                    if id(row) not in scopes:
                        scopes[id(row)] = scope.enter_row(row, source["name"])
                    yield row, scopes[id(row)]

    def pieces_starting(self, group, source, domain):
        if source["kind"] == "slots":
            every = int(Fraction(source["every"]))
            for begin, end in domain:
                for a, _ in slots_in(self.zone, every, begin, end):
                    yield a, group.row_at(a)
            return
        pieces = group.pieces + [(a, b, None) for a, b in group.gaps]
        for a, _, row in sorted(pieces, key=lambda piece: piece[:2]):
            if any(begin <= a < end for begin, end in domain):
                yield a, row

    def place(self, rollup, inner):
        kind = rollup["place"]
        if kind == "column":
            when = inner.row.cells.get(rollup["place_column"])
        elif kind == "expression":
            when = self.value(rollup["place_value"], inner)
        else:
            return self.decided(rollup, inner)
        return None if when is None else self.instant(when)

    def decided(self, rollup, inner):
        """The first instant at which it is known whether the row counts and what it adds."""
        parts = [part for part in (rollup.get("where"), rollup.get("body")) if part is not None]
        inner = inner.but(row_input=None)
        falls = [self.clock(node, inner)[1] for node in self.clocks_below(parts)]
        for at in sorted(t for t in falls if t is not None):
            known = inner.but(clock=at)
            where = self.holds(rollup.get("where"), known)
            if where is False or (where is True and self.settled(rollup.get("body"), known)):
                return at
        return None

    def settled(self, body, scope):
        return body is None or not isinstance(self.value(body, scope), Unknown)

    def clocks_below(self, node_ids):
        found, seen, stack = [], set(), list(node_ids)
        while stack:
            node_id = stack.pop()
            node = self.plan.nodes[node_id]
            if node_id not in seen:
                seen.add(node_id)
                found += [node] if node["op"] == "meets" else []
                stack += children(node)
        return found
