# SPDX-License-Identifier: Apache-2.0
"""One settlement of one agreement: plan, data, facts, periods, as-of, and the scopes of evaluation."""

import copy
import itertools
from typing import NamedTuple, Optional

from dataset import Row, visible
from spanset import ALL, END, intersect, normal
from zone import DAY, rhythm, zone_named

MARGIN = 40 * DAY


class Plan:
    """An agreement of a plan's JSON, with its tables by name."""

    def __init__(self, json):
        self.json = json
        self.nodes = json.get("nodes", [])
        self.rollups = json.get("rollups", [])
        self.zone = zone_named(json["zone"])
        for table in (
            "keys calendars inputs givens attested objectives settles rights".split()
        ):
            setattr(self, table, {item["name"]: item for item in json.get(table, [])})
        self.bound = {item["name"]: item["value"] for item in json.get("bound", [])}
        self.partial = json.get("partial", "unstated")
        self.examples = json.get("examples", [])
        self.versions = [self]

    @staticmethod
    def latest(json):
        """The last version of an agreement; examples speak in its words."""
        versions = [Plan(version) for version in [json, *json.get("amended", [])]]
        for plan in versions:
            plan.versions = versions
        return versions[-1]


class NodeOf(NamedTuple):
    """A value that an example states as a node, read in the scope that asks for it."""

    node: int


class Timeline(NamedTuple):
    """Values that an example states by date."""

    steps: list


class Period(NamedTuple):
    rhythm_of: str  # "" for the agreement's, else the objective's name
    number: int
    run: tuple
    label: str
    part: Optional[tuple] = None  # the piece that is looked at, of a period that is split

    def span(self):
        return self.part or self.run


class Scope(NamedTuple):
    period: Optional[Period]
    keys: tuple = ()  # pairs (key, member), sorted
    window: Optional[tuple] = None
    moment: Optional[int] = None
    row: Optional[Row] = None
    row_input: Optional[str] = None
    run: Optional[tuple] = None
    clock: Optional[int] = None  # verdicts that fall later are pending
    # What stands around the innermost row, run and window, that first.
    rows_around: tuple = ()
    runs_around: tuple = ()
    windows_around: tuple = ()

    def but(self, **changes):
        return self._replace(**changes)

    def enter_row(self, row, name):
        around = (self.row, *self.rows_around)
        return self._replace(row=row, row_input=name, rows_around=around)

    def enter_run(self, run):
        return self._replace(run=run, runs_around=(self.run, *self.runs_around))

    def enter_window(self, window):
        around = (self.window, *self.windows_around)
        return self._replace(window=window, windows_around=around)

    def element(self, kind, index):
        """The innermost `row`, `run` or `window`, or one further out."""
        return getattr(self, kind) if index == 0 else getattr(self, kind + "s_around")[index - 1]

    def bind(self, **members):
        return self._replace(keys=tuple(sorted({**dict(self.keys), **members}.items())))

    def outer(self):
        """Without what aggregates bring into scope."""
        return Scope(self.period, self.keys)


class Session:
    """What a node may read. Facts: {name: {key labels: value or timeline}}."""

    def __init__(self, plan, tables, facts=None, attested=None, as_of=END, term=None):
        self.plan = plan
        self.as_of = as_of
        json = plan.json
        self.term = term or (json["term_first"], json.get("term_last"))
        self.facts = facts or {}
        self.attested = attested or {}
        self.supposes = []
        self.params = []
        self.tables = {}
        for name, rows in tables.items():
            columns = plan.inputs[name].get("columns", [])
            seen = (visible(row, columns, as_of) for row in rows)
            self.tables[name] = [row for row in seen if row is not None]
        self.rhythm = self.rhythm_of(json["period"])
        self.periods = []
        self.horizon = self.extent = ALL[0]
        self.extra_members = {}
        self._members = {}
        self._own = {}

    def under(self, plan):
        """The same settlement in the words of another version."""
        other = copy.copy(self)
        other.plan = plan
        other.rhythm = other.rhythm_of(plan.json["period"])
        return other

    def rhythm_of(self, json):
        return rhythm(self.plan.zone, self.term, tuple(sorted(json.items())))

    def term_run(self):
        first, last = self.term
        end = END if last is None else self.plan.zone.start_of(last + 1)
        return (self.plan.zone.start_of(first), end)

    # ---- Periods ----

    def settle_periods(self, begin, end):
        """The periods that meet [begin, end) and the term are those that are settled."""
        term = self.term_run()
        numbers = self.rhythm.numbers_meeting(begin, end)
        periods = [self.period("", self.rhythm, n) for n in numbers]
        self.periods = [p for p in periods if intersect([p.run], [term])]
        own = [w for o in self.plan.objectives.values() for p in periods for w in self.windows_of(o, p)]
        edges = [edge for p in periods + own for edge in p.run]
        self.extent = (min(edges), max(edges))
        times = [begin, end] + edges
        times += [t for rows in self.tables.values() for r in rows for t in times_of(r)]
        self.horizon = (min(times) - MARGIN, max(times) + MARGIN)

    @staticmethod
    def period(rhythm_of, own, number):
        return Period(rhythm_of, number, own.run(number), own.label(number))

    def period_for(self, objective, period):
        """What an objective is asked of in a period: the last of its own windows that ends in it."""
        if "period" not in objective and period.rhythm_of != "":
            return self.period("", self.rhythm, self.rhythm.number_at(period.run[0]))
        windows = self.windows_of(objective, period)
        return windows[-1] if windows else None

    def windows_of(self, objective, period):
        """The objective's own windows that end in a period; the period itself if it has none."""
        if "period" not in objective or period.rhythm_of == objective["name"]:
            return [period]
        own = self.rhythm_of(objective["period"])
        begin, end = period.run
        first, last = self.term_run()
        windows = [self.period(objective["name"], own, n) for n in own.numbers_meeting(begin, end)]
        # The last one ends with the term.
        return [w for w in windows if w.run[0] < last and begin < min(w.run[1], last) <= end]

    def earlier(self, period):
        """The settled periods up to this one, latest first."""
        if period.rhythm_of == "":
            return [p for p in reversed(self.periods) if p.number <= period.number]
        own = self.rhythm_of(self.plan.objectives[period.rhythm_of]["period"])
        first = own.number_at(self.periods[0].run[0])
        return [self.period(period.rhythm_of, own, n) for n in range(period.number, first - 1, -1)]

    def before(self, period):
        """The period in front of all that are settled."""
        own = self.rhythm
        if period.rhythm_of != "":
            own = self.rhythm_of(self.plan.objectives[period.rhythm_of]["period"])
        settled = [p.number for p in self.earlier(period)]
        return self.period(period.rhythm_of, own, min([*settled, period.number]) - 1)

    # ---- Keys ----

    def members(self, key):
        if key not in self._members:
            self._members[key] = self.find_members(key)
        return self._members[key]

    def find_members(self, key):
        if key in self.plan.bound:
            return [self.plan.bound[key]]
        declared = self.plan.keys[key]
        if declared.get("closed"):
            return [entry["label"] for entry in declared.get("members", [])]
        labels = set(self.extra_members.get(key, ()))
        for name, rows in self.tables.items():
            for column in self.plan.inputs[name].get("columns", []):
                if column["type"]["kind"] == "member" and column["type"].get("key") == key:
                    labels.update(row.cells.get(column["name"]) for row in rows)
        for given in self.plan.givens.values():
            for at, given_key in enumerate(given.get("keys", [])):
                if given_key == key:
                    labels.update(k[at] for k in self.facts.get(given["name"], {}) if len(k) > at)
        return sorted(label for label in labels if label is not None)

    def instances(self, keys):
        """All combinations of members of the keys, as tuples."""
        return list(itertools.product(*(self.members(key) for key in keys)))

    def own(self, keys):
        """The term within the membership of the bound members."""
        if keys not in self._own:
            self._own[keys] = self.find_own(keys)
        return self._own[keys]

    def find_own(self, keys):
        own = [self.term_run()]
        for key, member in keys:
            during = self.plan.keys[key].get("during") if key in self.plan.keys else None
            if during is not None:
                own = intersect(own, self.membership(during, key, member))
        return own

    def membership(self, during, key, member):
        columns = self.plan.inputs[during]["columns"]
        named = [
            c["name"]
            for c in columns
            if c["type"]["kind"] == "member" and c["type"].get("key") == key
        ]
        runs = []
        for row in self.tables.get(during, []):
            if all(row.cells.get(name) == member for name in named):
                end = row.cells.get("to")
                runs.append((row.cells["from"], END if end is None else end))
        return normal(runs)

    def domain(self, scope):
        """U: the part of the period in which the agreement is in force for the bound members."""
        return intersect([scope.period.span()], self.own(scope.keys))

    def counts(self, period, keys):
        """Whether the period stands in the history of the bound members."""
        own = self.own(keys)
        if self.plan.partial == "skip" and intersect([period.run], own) != [period.run]:
            return False
        return bool(intersect([period.span()], own))


def times_of(row):
    for value in row.cells.values():
        if isinstance(value, int) and not isinstance(value, bool):
            yield value
    if row.until is not None:
        yield row.until

