# SPDX-License-Identifier: Apache-2.0
"""Examples of a plan as sessions: their rows, facts and periods."""

from cases import cases
from dataset import Row
from evaluate import Evaluator, one_run
from session import NodeOf, Scope, Session, Timeline
from spanset import END, Spans, normal
from values import DataError, point, whole
from walk import below


class Stage:
    """Builds the session of one example and one tuple of its `try`."""

    def __init__(self, plan, example, params):
        self.plan = plan
        self.example = example
        self.params = params
        # Literals of an example need a zone and a term, and no data.
        blank = Session(plan, {}, term=self.term())
        blank.params = params
        self.literals = Evaluator(blank)
        self.run = self.settled_run()

    def settled_run(self):
        """What `period` says; without it the first period of the term."""
        if "periods" in self.example:
            return one_run(self.literal(self.example["periods"]))
        begin = self.literals.session.term_run()[0]
        return (begin, begin + 1)

    def literal(self, node, **keys):
        return self.literals.value(node, Scope(None).bind(**keys))

    def term(self):
        term = self.example.get("term")
        if term is None:
            return None
        return (term[0], term[1] if len(term) > 1 else None)

    def span(self):
        """From the start of the first period to the end of the last."""
        session = self.literals.session
        numbers = session.rhythm.numbers_meeting(*self.run)
        return (session.rhythm.run(numbers[0])[0], session.rhythm.run(numbers[-1])[1])

    def session(self):
        self.members = {}
        tables, attested = {}, {}
        for data in self.example.get("data", []):
            keys = [self.literal(key) for key in data.get("keys", [])]
            if data["input"] in self.plan.inputs:
                tables.setdefault(data["input"], []).extend(self.rows(data, keys))
            else:
                attested.setdefault(data["input"], {})[tuple(keys)] = self.attested(data)
        for name, rows in tables.items():
            if self.plan.inputs[name]["kind"] == "cases":
                tables[name] = cases(rows, self.plan.inputs[name])
        facts = {}
        for fact in self.example.get("givens", []):
            self.state(fact, attested if fact["name"] in self.plan.attested else facts)
        as_of = self.literal(self.example["now"]) if "now" in self.example else END
        session = Session(self.plan, tables, facts, attested, as_of, self.term())
        session.params = self.params
        session.supposes = self.example.get("supposes", [])
        self.note_supposed()
        session.extra_members = self.members
        session.settle_periods(*self.run)
        return session

    # ---- Facts ----

    def note(self, key, label):
        self.members.setdefault(key, set()).add(label)

    def note_supposed(self):
        for fact in self.example.get("supposes", []):
            names = self.plan.objectives[fact["name"]].get("keys", [])
            for name, key in zip(names, fact.get("keys", [])):
                self.note(name, self.literal(key))

    def state(self, fact, facts):
        keys = tuple(self.literal(key) for key in fact.get("keys", []))
        roots = [step["value"] for step in fact.get("timeline", [])]
        roots += [fact["value"]] if "value" in fact else []
        for _, node in below(self.plan.nodes, self.plan.rollups, roots):
            self.note_labels(node)
        timeline = fact.get("timeline")
        stated = Timeline(timeline) if timeline else NodeOf(fact["value"])
        facts.setdefault(fact["name"], {})[keys] = stated

    def note_labels(self, node):
        """`by database { a: …, b: … }` names members of an open key."""
        selectors = [self.plan.nodes[arg] for arg in node.get("args", [])]
        for row in node.get("rows", []):
            for selector, label in zip(selectors, row["labels"]):
                if selector["op"] == "member":
                    self.note(selector["name"], label)

    def attested(self, data):
        if self.plan.attested[data["input"]]["type"]["kind"] != "spans":
            (row,) = data["rows"]
            return self.literal(row["fields"][0]["value"])
        return Spans(normal([run for row in data.get("rows", []) for run in self.runs(row)]))

    # ---- Rows ----

    def rows(self, data, keys):
        source = self.plan.inputs[data["input"]]
        columns = source.get("columns", [])
        fixed = self.key_cells(source, keys)
        for column in columns:
            if column["type"]["kind"] == "member" and column["name"] in fixed:
                self.note(column["type"]["key"], fixed[column["name"]])
        rows = []
        for item in data.get("rows", []):
            cells = dict(fixed)
            for field in item.get("fields", []):
                cells[field["name"]] = self.literal(field["value"])
            weight = whole(self.literal(item["times"])) if "times" in item else 1
            for begin, end in self.places(item, source):
                if weight > 0:
                    rows.append(self.placed(cells, weight, begin, end, source, "at" in item or "range" in item))
        return rows

    @staticmethod
    def key_cells(source, keys):
        """Keys in brackets fill the key columns in their order, of cases the column of the key."""
        if source["kind"] == "cases":
            return {source["per"]: keys[0]} if keys else {}
        names = [c["name"] for c in source["columns"] if c["type"]["kind"] == "member"]
        return dict(zip(names, keys))

    def places(self, item, source):
        """(from, to) of each row that an item stands for; to = None for an instant."""
        if "at" in item:
            return [(self.literal(item["at"]), None)]
        if "range" in item:
            return self.runs(item)
        begin, end = self.span()
        fills = source.get("interval") or source["kind"] in ("slots", "state_log")
        return [(begin, end if fills else None)]

    def runs(self, item):
        begin, end = one_run(self.literal(item["range"]))
        if "every" not in item:
            return [(begin, end)]
        each_for = point(self.literal(item["each_for"])) if "each_for" in item else None
        starts = []
        at = begin
        while at < end:
            starts.append(at)
            at = self.next_start(item, begin, len(starts))
        return [(at, None if each_for is None else at + int(each_for)) for at in starts]

    def next_start(self, item, begin, count):
        step = whole(self.literal(item["every"]))
        if not item.get("every_days"):
            return begin + count * step
        day, time_of_day = self.plan.zone.local(begin)
        return self.plan.zone.at_reading(day + count * step, time_of_day)

    @staticmethod
    def placed(cells, weight, begin, end, source, stated):
        cells = dict(cells)
        names = {column["name"] for column in source.get("columns", [])}
        until = None
        if source.get("interval"):
            if end is None:
                raise DataError("an interval without an end")
            cells.setdefault("from", begin)
            cells.setdefault("to", end)
        elif source["kind"] == "cases":
            return Row(cells, weight, None, known=begin if stated else None)
        elif "at" in names:
            if source["kind"] in ("slots", "state_log"):
                until = end
            cells.setdefault("at", begin)
        return Row(cells, weight, until)


def stages(plan, example):
    """The example once for each tuple of its `try`."""
    tuples = example.get("tuples", []) or [[]]
    for values in tuples:
        blank = Evaluator(Session(plan, {}))
        yield Stage(plan, example, [blank.value(node, Scope(None)) for node in values])


def period_of(evaluator, expectation):
    """The period an expectation speaks of: the last that meets its stretch, or the last of all."""
    periods = evaluator.session.periods
    if "in" not in expectation:
        return periods[-1]
    begin, end = one_run(evaluator.value(expectation["in"], Scope(periods[-1])))
    return [p for p in periods if p.run[0] < end and begin < p.run[1]][-1]
