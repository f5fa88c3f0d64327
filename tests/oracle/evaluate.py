# SPDX-License-Identifier: Apache-2.0
"""The value of a plan's node in a scope, written from SEMANTICS.md by the shortest way."""

import math
from fractions import Fraction

import values as v
from calendars import Calendar
from dataset import UNKNOWN_ROW
from duties import Duties
from results import Results
from rights import Rights
from rows import Rows
from settle import Settlement
from versions import Family
from spanset import ALL, BEGIN, END, Spans, beyond, bridging, intersect, lasting, length, normal, run_of
from values import INFINITY, Day, Range, Unknown, Unsupported, number, point, whole
from session import NodeOf, Timeline
from walk import step_on
from windows import FIXED_SPANS, Windows
from zone import add_months


def one_run(spans):
    if not spans.certain() or len(spans.must) != 1:
        raise Unsupported("spans that are not one run")
    return spans.must[0]


class Evaluator(Rows, Windows, Results, Settlement, Rights, Duties):
    def __init__(self, session, family=None):
        self.session = session
        self.plan = session.plan
        self.zone = session.plan.zone
        self.memo = {}
        self.placed_memo = {}
        self.stretch_memo = {}
        self.calendars = {}
        self.split_memo = {}
        self.in_progress = set()
        self.family = family or Family(self)

    def value(self, node_id, scope):
        node = self.plan.nodes[node_id]
        if scope.window is not None and node["op"] in FIXED_SPANS and node["type"]["kind"] == "spans":
            scope = scope.but(window=None, moment=None, windows_around=())
        if scope.row is not None or scope.run is not None or scope.window is not None:
            return getattr(self, "op_" + node["op"])(node, scope)
        key = (node_id, scope)
        if key not in self.memo:
            self.memo[key] = getattr(self, "op_" + node["op"])(node, scope)
        return self.memo[key]

    def args(self, node, scope):
        return [self.value(arg, scope) for arg in node.get("args", [])]

    def holds(self, node_id, scope):
        return True if node_id is None else v.truth_of(self.value(node_id, scope))

    # ---- Values ----

    def op_const(self, node, _):
        constant = node.get("constant", {})
        if not constant:
            return None
        (kind, value), = constant.items()
        if kind == "number":
            return number(value)
        if kind == "instant":
            return int(value)
        if kind == "local":
            return self.zone.at_reading(value["day"], int(value["time_of_day"]))
        return Day(value) if kind == "date" else value

    def op_param(self, node, _):
        return self.session.params[int(node.get("index", 0))]

    def op_member(self, node, scope):
        keys = {**self.plan.bound, **dict(scope.keys)}
        return keys[node["name"]]

    def op_column(self, node, scope):
        row = scope.element("row", int(node.get("index", 0)))
        if row is UNKNOWN_ROW:
            kind = node["type"]["kind"]
            if kind == "number":
                return v.ANY_NUMBER
            if kind == "bool":
                return v.UNDECIDED
            raise Unsupported("a column of a gap that is neither number nor truth value")
        value = row.cells.get(node["name"])
        if value is None and node["type"]["kind"] == "spans":
            return Spans([])
        return value

    def op_history(self, node, scope):
        row = scope.element("row", int(node.get("index", 0)))
        steps = row.cells.get(node["name"]) or []
        field = node["field"]
        if field == "at":
            (at,) = self.args(node, scope)
            steps = [] if at is None else [step for step in steps if step[0] <= at]
        if not steps:
            return None
        values = [value for _, value in steps]
        if field in ("max", "min"):
            return self.extreme({"max": max, "min": min}[field], values)
        return values[0 if field == "first" else -1]

    def op_case_column(self, node, scope):
        (key,) = self.args(node, scope)
        per = self.plan.inputs[node["input"]]["per"]
        rows = [r for r in self.session.tables[node["input"]] if r.cells.get(per) == key]
        if len(rows) != 1:
            raise v.DataError(f"{len(rows)} cases {key}")
        return self.op_column(node, scope.but(row=rows[0]))

    def op_run_from(self, node, scope):
        return scope.element("run", int(node.get("index", 0)))[0]

    def op_run_to(self, node, scope):
        end = scope.element("run", int(node.get("index", 0)))[1]
        return None if end == END else end

    def op_run_length(self, node, scope):
        begin, end = scope.element("run", int(node.get("index", 0)))
        return number(end - begin)

    def op_given(self, node, scope):
        given = self.plan.givens[node["name"]]
        args = self.args(node, scope)
        keys = tuple(args[: len(given.get("keys", []))])
        reading = node.get("reading", "plain")
        if reading == "split":  # the piece that is looked at is one in which the fact does not change
            return self.fact(given, keys, scope.period.span()[0], scope)
        if reading == "plain":
            at = scope.period.run[0] if given.get("dated") and scope.period else None
            return self.fact(given, keys, at, scope)
        if reading == "at":
            return self.fact(given, keys, args[-1], scope)
        return self.read_over_period(node, given, keys, scope)

    def read_over_period(self, node, given, keys, scope):
        domain = self.session.domain(scope)
        if not domain:
            return None
        begin, end = domain[0][0], domain[-1][1]
        reading = node["reading"]
        if reading == "at_start":
            return self.fact(given, keys, begin, scope)
        if reading == "at_end":
            return self.fact(given, keys, end - 1, scope)
        if reading in ("highest", "lowest"):
            days = self.days_of(domain)
            at = [begin] + [self.zone.start_of(day) for day in days[1:]]
            pick = max if reading == "highest" else min
            return number(pick(point(self.fact(given, keys, t, scope)) for t in at))
        if reading == "prorated_by_day":
            return self.prorated_by_day(node, given, keys, scope)
        if reading == "prorated_by_time":
            total = Fraction(0)
            for a, b in self.cut_at_midnights(domain):
                total += (b - a) * point(self.fact(given, keys, a, scope))
            return number(total / length([scope.period.run]))
        raise Unsupported(f"the reading {reading}")

    def prorated_by_day(self, node, given, keys, scope):
        domain = self.session.domain(scope)
        # As bins do, a day counts where it starts.
        days = [d for d in self.days_of(domain) if intersect([self.first_ns(d)], domain)]
        values = [point(self.fact(given, keys, self.zone.start_of(d), scope)) for d in days]
        of = Fraction(node.get("reading_of", "0")) or len(self.days_of([scope.period.run]))
        return number(sum(values) / of)

    def first_ns(self, day):
        start = self.zone.start_of(day)
        return (start, start + 1)

    def cut_at_midnights(self, runs):
        for a, b in runs:
            days = range(self.zone.day_at(a) + 1, self.zone.day_at(b - 1) + 1)
            edges = [a] + [self.zone.start_of(day) for day in days] + [b]
            yield from zip(edges, edges[1:])

    def days_of(self, runs):
        """The local dates that the runs meet."""
        days = set()
        for a, b in runs:
            days.update(range(self.zone.day_at(a), self.zone.day_at(b - 1) + 1))
        return sorted(days)

    def fact(self, given, keys, at, scope):
        """The value of a given: of the example or data, else of the text."""
        stated = self.session.facts.get(given["name"], {})
        inner = scope.outer().bind(**dict(zip(given.get("keys", []), keys)))
        for count in range(len(keys), -1, -1):
            if keys[:count] in stated:
                return self.pick(stated[keys[:count]], at, inner)
        if "timeline" in given:
            step = step_on(given["timeline"], self.zone.day_at(at))
            if step is not None:
                return self.value(step["value"], inner)
        if "value" not in given:
            raise v.DataError(f"{given['name']} of {keys} is not given")
        return self.value(given["value"], inner)

    def pick(self, stated, at, scope):
        """What is stated: a value, a node of an example, a list of (from, value), or a timeline."""
        if isinstance(stated, Timeline):
            step = step_on(stated.steps, self.zone.day_at(at))
            stated = None if step is None else NodeOf(step["value"])
        elif isinstance(stated, list):
            stated = next((value for since, value in reversed(stated) if since <= at), None)
        if stated is None:
            raise v.DataError("nothing is given for this time")
        return self.family.words.value(stated.node, scope) if isinstance(stated, NodeOf) else stated

    def op_attested(self, node, scope):
        keys = tuple(self.args(node, scope))
        stated = self.session.attested.get(node["name"], {})
        for count in range(len(keys), -1, -1):
            if keys[:count] in stated:
                return self.pick(stated[keys[:count]], None, scope)
        return Spans([], ALL) if node["type"]["kind"] == "spans" else v.UNDECIDED

    # ---- Arithmetic ----

    def strict(self, node, scope, f):
        """No value if an argument has none."""
        args = self.args(node, scope)
        return None if any(arg is None for arg in args) else f(*args)

    def op_add(self, node, scope):
        return self.strict(node, scope, lambda *a: v.spread(lambda *x: sum(x), *a))

    def op_subtract(self, node, scope):
        return self.strict(node, scope, lambda a, b: v.spread(lambda x, y: x - y, a, b))

    def op_multiply(self, node, scope):
        return self.strict(node, scope, lambda *a: v.spread(lambda *x: math.prod(x), *a))

    def op_divide(self, node, scope):
        return self.strict(node, scope, v.divide)

    def op_negate(self, node, scope):
        return self.strict(node, scope, lambda a: Range(-a.high, -a.low, a.maybe))

    def op_min(self, node, scope):
        return self.strict(node, scope, lambda *a: self.extreme(min, a))

    def op_max(self, node, scope):
        return self.strict(node, scope, lambda *a: self.extreme(max, a))

    @staticmethod
    def extreme(pick, args):
        if isinstance(args[0], Range):
            return v.spread(lambda *x: pick(x), *args)
        return pick(args)

    def op_abs(self, node, scope):
        def absolute(a):
            low = 0 if a.low <= 0 <= a.high else min(abs(a.low), abs(a.high))
            return Range(Fraction(low), max(abs(a.low), abs(a.high)), a.maybe)

        return self.strict(node, scope, absolute)

    def rounded(self, node, scope, rounding):
        def f(x, step):
            return v.spread(lambda a: v.round_to(a, point(step), rounding), x)

        return self.strict(node, scope, f)

    def op_floor(self, node, scope):
        return self.rounded(node, scope, "floor")

    def op_ceil(self, node, scope):
        return self.rounded(node, scope, "ceil")

    def op_half_up(self, node, scope):
        return self.rounded(node, scope, "half_up")

    def op_half_even(self, node, scope):
        return self.rounded(node, scope, "half_even")

    # ---- Truth ----

    def op_compare(self, node, scope):
        a, b = self.args(node, scope)
        return v.compare(node.get("compare", "="), a, b)

    def op_meets(self, node, scope):
        verdict, decided = self.clock(node, scope)
        if scope.clock is not None and (decided is None or decided > scope.clock):
            return v.PENDING
        return verdict

    def op_within(self, node, scope):
        instant, spans = self.args(node, scope)
        if instant is None or isinstance(instant, Unknown):
            return v.UNDECIDED
        if run_of(spans.must, instant):
            return True
        return v.UNDECIDED if run_of(spans.may, instant) else False

    def clock(self, node, scope):
        """The verdict of a clock and the instant at which it falls."""
        end, deadline = self.args(node, scope)
        strictly = node.get("compare", "=") == "<"
        if deadline is None:
            return v.PENDING, None
        late = deadline if strictly else deadline + 1
        if end is not None and (end < late):
            return True, end
        if end is not None or self.session.as_of >= late:
            return False, late
        return self.closed_by_limit(scope)

    def closed_by_limit(self, scope):
        """Cases that the input says are missed after some time although nothing ended them."""
        source = self.plan.inputs.get(scope.row_input, {})
        if "pending_until" in source:
            limit = self.value(source["pending_until"], scope)
            if limit is not None and self.session.as_of >= limit:
                return False, limit
        return v.PENDING, None

    def op_and(self, node, scope):
        return v.conjunction([v.truth_of(a) for a in self.args(node, scope)])

    def op_or(self, node, scope):
        return v.disjunction([v.truth_of(a) for a in self.args(node, scope)])

    def op_not(self, node, scope):
        return v.negate(v.truth_of(self.args(node, scope)[0]))

    def op_if(self, node, scope):
        condition, then, other = node["args"]
        holds = v.truth_of(self.value(condition, scope))
        if isinstance(holds, Unknown):
            return v.join(self.value(then, scope), self.value(other, scope))
        return self.value(then if holds else other, scope)

    def op_otherwise(self, node, scope):
        value = self.value(node["args"][0], scope)
        if value is None:
            return self.value(node["args"][1], scope)
        if isinstance(value, Range) and value.maybe:
            return v.join(value._replace(maybe=False), self.value(node["args"][1], scope))
        return value

    def op_known(self, node, scope):
        (value,) = self.args(node, scope)
        if isinstance(value, Range) and value.maybe:
            return v.UNDECIDED
        return value is not None

    def op_table(self, node, scope):
        labels = self.args(node, scope)
        for row in node.get("rows", []):
            if row["labels"] == labels:
                return self.value(row["value"], scope)
        if "fallback" not in node:
            raise v.DataError(f"no row for {labels}")
        return self.value(node["fallback"], scope)

    def op_ladder(self, node, scope):
        (x,) = self.args(node, scope)
        if x is None:
            return None
        possible = []
        for rung in reversed(node.get("rungs", [])):
            holds = v.conjunction(
                [v.compare(b["compare"], x, self.value(b["value"], scope)) for b in rung["bounds"]]
            )
            if holds is not False:
                possible.append(self.value(rung["value"], scope))
            if holds is True:
                break
        else:
            fallback = node.get("fallback")
            if fallback is not None:
                possible.append(self.value(fallback, scope))
            elif not self.is_covered(node, x, scope):
                possible.append(None)
        result = possible[0]
        for other in possible[1:]:
            result = v.join(result, other)
        return result

    def is_covered(self, node, x, scope):
        """Whether some row holds of every number in the range: of its ends, the bounds, and between."""
        rows = [[(b["compare"], self.value(b["value"], scope)) for b in r["bounds"]] for r in node["rungs"]]
        edges = {end for row in rows for _, b in row for end in (b.low, b.high) if x.low <= end <= x.high}
        edges = sorted(edges | {x.low, x.high})
        if INFINITY in (abs(x.low), abs(x.high)):
            return False
        tries = edges + [(a + b) / 2 for a, b in zip(edges, edges[1:])]
        return all(
            any(all(v.compare(sign, number(t), bound) is True for sign, bound in row) for row in rows)
            for t in tries
        )

    # ---- Time ----

    def op_period(self, _, scope):
        if self.plan.partial == "whole":
            return Spans([scope.period.run])
        return Spans(self.session.domain(scope))

    def op_whole_period(self, _, scope):
        return Spans([scope.period.run])

    def op_term(self, _, __):
        return Spans([self.session.term_run()])

    def op_window(self, node, scope):
        return Spans([scope.element("window", int(node.get("index", 0)))])

    def op_moment(self, _, scope):
        return scope.moment

    def op_from_of(self, node, scope):
        (spans,) = self.args(node, scope)
        return self.hull(spans)[0] if spans.must else None

    def op_to_of(self, node, scope):
        (spans,) = self.args(node, scope)
        end = self.hull(spans)[1] if spans.must else None
        return None if end == END else end

    @staticmethod
    def hull(spans):
        if not spans.certain():
            raise Unsupported("the ends of spans that are not certain")
        return (spans.must[0][0], spans.must[-1][1])

    def op_date_of(self, node, scope):
        return self.strict(node, scope, lambda t: Day(self.zone.day_at(t)))

    def op_date_start(self, node, scope):
        return self.strict(node, scope, lambda d: self.zone.start_of(d.number))

    def op_date_end(self, node, scope):
        return self.strict(node, scope, lambda d: self.zone.start_of(d.number + 1))

    def op_range(self, node, scope):
        begin, end = self.args(node, scope)
        if begin is None:
            return Spans([])
        return Spans(normal([(begin, self.session.as_of if end is None else end)]))

    def op_add_time(self, node, scope):
        return self.strict(node, scope, lambda t, d: t + whole(d))

    def op_add_dates(self, node, scope):
        def add(when, count):
            n = whole(count)
            if isinstance(when, Day):
                return Day(self.shift(when.number, n, node["name"]))
            day, time_of_day = self.zone.local(when)
            return self.zone.at_reading(self.shift(day, n, node["name"]), time_of_day)

        return self.strict(node, scope, add)

    @staticmethod
    def shift(day, n, unit):
        if unit in ("day", "week"):
            return day + n * (7 if unit == "week" else 1)
        return add_months(day, n * {"month": 1, "quarter": 3, "year": 12}[unit])

    def op_add_work_days(self, node, scope):
        def add(when, count, _):
            working = self.calendar_of(node["args"][2])
            if isinstance(when, Day):
                day = when.number + 1
            else:
                day = self.zone.day_at(when)
                day += 0 if self.zone.start_of(day) == when else 1
            left = whole(count)
            while True:
                run = self.zone.run_of_days(day, day + 1)
                left -= 1 if working.runs(*run) else 0
                if left <= 0:
                    return Day(day)
                day += 1

        return self.strict(node, scope, add)

    def calendar_of(self, node_id):
        node = self.plan.nodes[node_id]
        if node["op"] != "calendar":
            raise Unsupported("working days of computed spans")
        return self.calendar_named(node["name"])

    def calendar_named(self, name):
        if name not in self.calendars:
            self.calendars[name] = Calendar(self.plan.calendars[name], self.zone)
        return self.calendars[name]

    def op_deadline(self, node, scope):
        """Adds up working time day by day until the duration is used up."""
        args = self.args(node, scope)
        start, duration = args[:2]
        if start is None or duration is None:
            return None
        excluded = args[3] if len(args) > 3 else Spans([])
        if not excluded.certain():
            raise Unsupported("a deadline with excluded spans that are not certain")
        # A pause that is still open at as-of may go on: what it would move is not known yet.
        if excluded.must and excluded.must[-1][1] >= self.session.as_of:
            excluded = Spans(normal([*excluded.must, (excluded.must[-1][0], END)]))
        left = point(duration)
        day = self.zone.day_at(start)
        for _ in range(400 * 30):
            run = (max(start, self.zone.start_of(day)), self.zone.start_of(day + 1))
            for a, b in Spans(self.working_runs(node["args"][2], run, scope)).without(excluded).must:
                if b - a >= left:
                    return a + math.ceil(left)
                left -= b - a
            day += 1
        return None

    def working_runs(self, node_id, run, scope):
        if self.plan.nodes[node_id]["op"] == "calendar":
            return self.calendar_of(node_id).runs(*run)
        return intersect(self.value(node_id, scope).must, [run])

    def op_length(self, node, scope):
        (spans,) = self.args(node, scope)
        return Range(Fraction(length(spans.must)), Fraction(length(spans.may)))

    def op_days(self, node, scope):
        (spans,) = self.args(node, scope)
        if not spans.may:
            return number(0)
        return number(len(self.days_of([one_run(spans)])))

    def op_calendar(self, node, _):
        return Spans(self.calendar_named(node["name"]).runs(*self.session.horizon))

    # ---- Span sets ----

    def op_union(self, node, scope):
        a, b = self.args(node, scope)
        return a.union(b)

    def op_intersect(self, node, scope):
        a, b = self.args(node, scope)
        return a.intersect(b)

    def op_except(self, node, scope):
        a, b = self.args(node, scope)
        return a.without(b)

    def run_test(self, node, scope, monotone):
        """The comparison of a run's length; only some keep the bounds of a set bounds."""
        spans, limit = self.args(node, scope)
        sign = node.get("compare", "=")
        if sign not in monotone and not spans.certain():
            raise Unsupported("a test of runs that is not monotone")
        bound = point(limit)
        return spans, lambda n: v.COMPARISONS[sign](n, bound)

    def op_lasting(self, node, scope):
        spans, holds = self.run_test(node, scope, (">=", ">"))
        return spans.monotone(lambda s: lasting(s, holds))

    def op_bridging(self, node, scope):
        spans, holds = self.run_test(node, scope, ("<=", "<"))
        return spans.monotone(lambda s: bridging(s, holds))

    def op_beyond(self, node, scope):
        spans, limit = self.args(node, scope)
        amount = whole(limit)
        return spans.monotone(lambda s: beyond(s, amount))

    def op_upto(self, node, scope):
        spans, quota = self.args(node, scope)
        rhythm = self.session.rhythm_of(node["rhythm"])
        if rhythm.unit == "term":
            windows = [(BEGIN, END)]
        else:
            begin, end = self.session.horizon
            windows = [rhythm.run(n) for n in rhythm.numbers_meeting(begin, end)]
        return spans.upto(whole(quota), windows)

    def op_starting_in(self, node, scope):
        spans, bound = self.args(node, scope)
        return self.assigned(Spans.starting_in, spans, bound)

    def op_ending_in(self, node, scope):
        spans, bound = self.args(node, scope)
        return self.assigned(Spans.ending_in, spans, bound)

    @staticmethod
    def assigned(by, spans, bound):
        """A member that left and came back is there in several runs."""
        if not bound.certain():
            raise Unsupported("runs assigned to what is not certain")
        found = Spans([])
        for run in bound.must:
            found = Spans.union(found, by(spans, run))
        return found
