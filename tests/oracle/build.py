# SPDX-License-Identifier: Apache-2.0
"""Writes plans by hand, for the tests of the oracle."""

import datetime

from session import Plan
from zone import day_of

SECOND = 10**9
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

NUMBER = {"kind": "number"}
SHARE = {"kind": "number", "range": "share"}
TIME = {"kind": "number", "unit": {"time": 1}}
EUR = {"kind": "number", "unit": {"EUR": 1}}
BOOL = {"kind": "bool"}
INSTANT = {"kind": "instant"}
DATE = {"kind": "date"}
SPANS = {"kind": "spans"}
TEXT = {"kind": "text"}


def day(text):
    return day_of(datetime.date.fromisoformat(text))


def member_type(key):
    return {"kind": "member", "key": key}


class Builder:
    """Methods named after ops add a node and return its id."""

    def __init__(self, zone="UTC", period="month", term="2026-01-01", **more):
        self.json = {
            "name": "test",
            "term_first": day(term),
            "zone": zone,
            "period": {"unit": period},
            "partial": "cut",
            "nodes": [],
            "rollups": [],
            "objectives": [],
            "settles": [],
            "examples": [],
            **more,
        }
        for table in ("keys", "calendars", "inputs", "givens", "attested"):
            self.json.setdefault(table, [])

    def plan(self):
        return Plan(self.json)

    def node(self, op, *args, type=NUMBER, **more):
        nodes = self.json["nodes"]
        nodes.append({"id": len(nodes), "op": op, "args": list(args), "type": type, **more})
        return len(nodes) - 1

    def rollup(self, input, place, aggregate, **more):
        rollups = self.json["rollups"]
        rollups.append(
            {"id": len(rollups), "input": input, "place": place, "aggregate": aggregate, **more}
        )
        return len(rollups) - 1

    # ---- Literals ----

    def num(self, value, type=NUMBER):
        return self.node("const", type=type, constant={"number": str(value)})

    def time(self, ns):
        return self.num(ns, TIME)

    def at(self, text):
        date, clock = text.split("T")
        ns = sum(int(n) * unit for n, unit in zip(clock.split(":"), (HOUR, MINUTE, SECOND)))
        return self.node(
            "const", type=INSTANT, constant={"local": {"day": day(date), "time_of_day": str(ns)}}
        )

    def text(self, value):
        return self.node("const", type=TEXT, constant={"text": value})

    def member(self, key, label):
        return self.node("const", type=member_type(key), constant={"member": label})

    def run(self, begin, end):
        return self.node("range", self.at(begin), self.at(end), type=SPANS)

    # ---- Declarations ----

    def input(self, name, kind="events", columns=(), **more):
        columns = [{"name": n, "type": t, **dict(marks)} for n, t, *marks in columns]
        self.json["inputs"].append({"name": name, "kind": kind, "columns": columns, **more})

    def outages(self, *keys):
        """An interval input `outage` and its spans."""
        columns = [(key, member_type(key)) for key in keys]
        self.input(
            "outage", columns=columns + [("from", INSTANT), ("to", INSTANT)], interval=True
        )
        return self.spans_of("outage", *keys)

    def spans_of(self, name, *keys, **rollup):
        scope = [{"key": key, "column": key} for key in keys]
        return self.node(
            "spans_of_rows",
            self.column("from", INSTANT),
            self.column("to", INSTANT),
            type=SPANS,
            rollup=self.rollup(name, "none", "count", scope=scope, **rollup),
        )

    def column(self, name, type):
        return self.node("column", type=type, name=name)

    def period(self):
        return self.node("period", type=SPANS)

    def objective(self, name, **fields):
        self.json["objectives"].append({"name": name, **fields})

    def settle(self, *objectives, combine="sum", steps=(), **more):
        parts = [{"of": [{"objective": o, "field": "credit"}]} for o in objectives]
        self.json["settles"].append(
            {"name": "settlement", "combine": combine, "parts": parts, "steps": list(steps), **more}
        )

    def example(self, first, last=None, **fields):
        """Settles the periods that meet the stretch of instants."""
        periods = self.run(first, last)
        self.json["examples"].append({"title": "example", "periods": periods, **fields})
