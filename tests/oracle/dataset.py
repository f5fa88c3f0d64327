# SPDX-License-Identifier: Apache-2.0
"""Rows of inputs, and what slots and state logs make of them."""

import bisect
import functools
from fractions import Fraction

from spanset import BEGIN, END, Spans, intersect, normal, without
from values import Day, DataError, number


class Row:
    def __init__(self, cells, weight=1, until=None, known=None):
        self.cells = cells
        self.weight = weight
        self.until = until
        self.known = known  # of a statement about a case: when it was made

    def at(self):
        return self.cells["at"]


# A slot that nobody looked at: every column may hold anything.
UNKNOWN_ROW = Row({})


def cell_from_json(json, column):
    """A cell of a data file in JSON; big integers and fractions are texts."""
    kind = column["type"]["kind"]
    if json is None:
        return None
    if column.get("fold") == "history":
        plain = {"type": column["type"]}
        return [(int(at), cell_from_json(value, plain)) for at, value in json]
    if kind == "number":
        return number(Fraction(json))
    if kind == "instant":
        return int(json)
    if kind == "date":
        return Day(int(json))
    if kind == "spans":
        return Spans(normal([(int(a), END if b is None else int(b)) for a, b in json]))
    return json


def rows_from_json(items, columns):
    rows = []
    for item in items:
        cells = {c["name"]: cell_from_json(item.get(c["name"]), c) for c in columns}
        until = item.get("until")
        rows.append(Row(cells, int(item.get("times", 1)), None if until is None else int(until)))
    return rows


def time_of(row, columns):
    """When a row became known: `at`, `from`, else its first instant that is always there."""
    names = [c["name"] for c in columns if c["type"]["kind"] == "instant"]
    for name in ("at", "from"):
        if name in names:
            return row.cells.get(name)
    firm = [c["name"] for c in columns if c["name"] in names and not c["type"].get("optional")]
    return row.cells.get(firm[0]) if firm else None


def visible(row, columns, as_of):
    """The row as known at as_of, or None. Instants from then on have no value yet."""
    at = time_of(row, columns)
    if at is not None and at >= as_of:
        return None
    cells = dict(row.cells)
    for column in columns:
        value = cells.get(column["name"])
        if column.get("fold") == "history":
            cells[column["name"]] = [step for step in value or [] if step[0] < as_of]
        elif column["type"]["kind"] == "spans" and value is not None:
            # A stretch that is not over reaches up to as-of, and one that has not begun is not there.
            cells[column["name"]] = value.intersect(Spans([(BEGIN, as_of)]))
        elif column["type"]["kind"] == "instant" and value is not None and value >= as_of:
            cells[column["name"]] = None
    return Row(cells, row.weight, row.until)


# ---- Slots and states ----


class Stretches:
    """What an input's rows of one key say of time: (from, to, row), sorted, without overlap."""

    def __init__(self, pieces, own):
        self.pieces = pieces
        self.starts = [a for a, _, _ in pieces]
        self.covered = normal([(a, b) for a, b, _ in pieces])
        self.gaps = without(own, self.covered)

    def row_at(self, instant):
        place = bisect.bisect_right(self.starts, instant) - 1
        if place >= 0 and instant < self.pieces[place][1]:
            return self.pieces[place][2]
        return None


def slot_around(zone, every, instant):
    """The slot of the grid that starts anew at each local midnight."""
    day = zone.day_at(instant)
    midnight, end = zone.start_of(day), zone.start_of(day + 1)
    begin = midnight + (instant - midnight) // every * every
    return (begin, min(begin + every, end))


@functools.lru_cache(maxsize=None)
def slots_of_day(zone, every, day):
    begin, end = zone.start_of(day), zone.start_of(day + 1)
    return [(at, min(at + every, end)) for at in range(begin, end, every)]


def slots_in(zone, every, begin, end):
    """All slots that start in [begin, end)."""
    if begin >= end:
        return
    for day in range(zone.day_at(begin), zone.day_at(end - 1) + 1):
        for slot in slots_of_day(zone, every, day):
            if begin <= slot[0] < end:
                yield slot


def badness(row, columns):
    """Sorts rows from best to worst by their marked columns."""
    marks = []
    for column in columns:
        value = row.cells.get(column["name"])
        value = value.low if isinstance(value, tuple) else value
        if column.get("direction") == "good":
            marks.append(-Fraction(value))
        elif column.get("direction") == "bad":
            marks.append(Fraction(value))
    return marks


def pick(rows, source):
    """The one row of a slot."""
    keeping = source.get("keeping", "none")
    columns = source["columns"]
    if all(row.cells == rows[0].cells for row in rows):
        return rows[0]
    if keeping == "worst":
        return max(rows, key=lambda row: badness(row, columns))
    if keeping == "best":
        return min(rows, key=lambda row: badness(row, columns))
    latest = max(row.at() for row in rows)
    last = [row for row in rows if row.at() == latest]
    said = [{k: v for k, v in row.cells.items() if k != "at"} for row in rows]
    if keeping == "last" and all(row.cells == last[0].cells for row in last):
        return last[0]
    if all(cells == said[0] for cells in said):
        return rows[0]
    raise DataError("rows of one slot differ")


def slot_pieces(rows, source, zone):
    every = int(Fraction(source["every"]))
    good_for = int(Fraction(source["good_for"])) if "good_for" in source else 0
    slots = {}
    for row in rows:
        slots.setdefault(slot_around(zone, every, row.at()), []).append(row)
    order = sorted(slots)
    pieces = []
    for i, slot in enumerate(order):
        row = pick(slots[slot], source)
        pieces.append((*slot, row))
        latest = max(slots[slot], key=lambda r: r.at())
        following = order[i + 1][0] if i + 1 < len(order) else END
        # A slot without a row takes the latest one that is not older than good_for at its end.
        slot = slot_around(zone, every, slot[1])
        while slot[0] < following and latest.at() >= slot[1] - good_for:
            pieces.append((*slot, latest))
            slot = slot_around(zone, every, slot[1])
    return pieces


def state_pieces(rows, source):
    upto = int(Fraction(source["upto"])) if "upto" in source else None
    moments = {}
    for row in rows:
        moments.setdefault(row.at(), []).append(row)
    order = sorted(moments)
    pieces = []
    for at, following in zip(order, order[1:] + [END]):
        end = following if upto is None else min(following, at + upto)
        pieces.append((at, end, pick(moments[at], source)))
    return pieces


def painted_pieces(rows, source, zone):
    """Rows of an example: each stands over its stretch, later ones paint over earlier ones."""
    stretches = []
    for row in rows:
        if row.until is not None:
            stretches.append((row.at(), row.until, row))
        elif source["kind"] == "slots":
            stretches.append((*slot_around(zone, int(Fraction(source["every"])), row.at()), row))
        else:
            upto = int(Fraction(source["upto"])) if "upto" in source else END
            stretches.append((row.at(), min(END, row.at() + upto), row))
    edges = sorted({edge for a, b, _ in stretches for edge in (a, b)})
    pieces = []
    for a, b in zip(edges, edges[1:]):
        over = [row for begin, end, row in stretches if begin <= a and b <= end]
        if over:
            pieces.append((a, b, over[-1]))
    return pieces


def stretches(rows, source, zone, own, as_of):
    """The stretches of each group of rows that agree on all key columns; `own`: where rows are due."""
    keys = [c["name"] for c in source["columns"] if c["type"]["kind"] == "member"]
    groups = {}
    for row in rows:
        groups.setdefault(tuple(str(row.cells.get(key)) for key in keys), []).append(row)
    if not groups:
        groups[()] = []
    result = []
    for _, group in sorted(groups.items()):
        if any(row.until is not None for row in group):
            pieces = painted_pieces(group, source, zone)
        elif source["kind"] == "slots":
            pieces = slot_pieces(group, source, zone)
        else:
            pieces = state_pieces(group, source)
        pieces = [(a, min(b, as_of), row) for a, b, row in pieces if a < as_of]
        result.append(Stretches(pieces, intersect(own, [(-(2**63), as_of)])))
    return result
