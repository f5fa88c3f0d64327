# SPDX-License-Identifier: Apache-2.0
"""Rows, sessions and a small agreement for the tests of the oracle."""

from fractions import Fraction

from build import EUR, MINUTE, SPANS, TIME, Builder, day
from dataset import Row
from evaluate import Evaluator
from oracle import outcome
from session import Scope, Session
from values import number
from zone import Zone


def instant(text, zone="UTC"):
    date, clock = text.split("T")
    hours, minutes = (int(part) for part in clock.split(":"))
    return Zone(zone).at_reading(day(date), (hours * 60 + minutes) * MINUTE)


def row(weight=1, until=None, **cells):
    for name, value in cells.items():
        if isinstance(value, str) and "T" in value:
            cells[name] = instant(value)
        elif isinstance(value, (int, Fraction)) and not isinstance(value, bool):
            cells[name] = number(value)
    if until is not None:
        until = instant(until)
    return Row(cells, weight, until)


def settled(builder, first="2026-03-10", last=None, tables=None, **session):
    """An evaluator over the periods that meet the days."""
    plan = builder.plan()
    given = Session(plan, tables or {}, **session)
    begin = plan.zone.start_of(day(first))
    end = plan.zone.start_of(day(last or first) + 1)
    given.settle_periods(begin, end)
    return Evaluator(given)


def figure(evaluator, node, **scope):
    return evaluator.value(node, Scope(evaluator.session.periods[-1]).but(**scope))


def hosting(fee=1000, **more):
    """Outages in minutes, a target of none, a fee for each, and a settlement."""
    b = Builder(**more)
    down = b.node("intersect", b.outages(), b.period(), type=SPANS)
    b.objective(
        "uptime",
        measure=b.node("length", down, type=TIME),
        target_compare="<=",
        target=b.time(0),
        credit=b.num(fee, EUR),
    )
    return b


def outage(start, minutes=1):
    return Row({"from": instant(start), "to": instant(start) + minutes * MINUTE})


def amounts(b, rows, first="2026-01-01", last="2026-06-30", **tables):
    e = settled(b, first, last, tables={"outage": rows, **tables})
    return [p["stages"][0]["amount"] for p in outcome(e)["periods"]]
