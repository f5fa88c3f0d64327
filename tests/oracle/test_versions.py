# SPDX-License-Identifier: Apache-2.0
"""Versions of an agreement, periods that are split, and the generator's features."""

import sys
import unittest

from build import EUR, MINUTE, SPANS, TIME, Builder, day
from features import counted
from generate import generate
from helpers import figure, hosting, outage, settled
from oracle import outcome
from session import Plan, Session
from evaluate import Evaluator
from values import number

sys.setrecursionlimit(10_000)
FIRST_SEEDS = 5_000  # what CI compares


def amended(old, new, from_day, inside):
    """The later version inside the plan of the earlier one, as plans are written."""
    new.json["amendment"] = {"name": "later", "from_day": day(from_day), "inside": inside}
    return Plan.latest({**old.json, "amended": [new.json]})


def settled_plan(plan, first, last, rows):
    session = Session(plan, {"outage": rows})
    session.settle_periods(plan.zone.start_of(day(first)), plan.zone.start_of(day(last) + 1))
    return Evaluator(session)


class Versions(unittest.TestCase):
    def pair(self, from_day, inside):
        old, new = hosting(fee=10), hosting(fee=200)
        for b in (old, new):
            b.settle("uptime", steps=[{"kind": "cap", "amount": b.num(250, EUR), "per": {"unit": "year"}}])
        return amended(old, new, from_day, inside)

    def paid(self, plan, *starts):
        e = settled_plan(plan, "2026-01-01", "2026-04-30", [outage(start) for start in starts])
        return [p["stages"][0]["amount"] for p in outcome(e)["periods"]]

    def test_a_period_is_settled_under_the_version_in_force_at_its_start(self):
        starts = [f"2026-0{m}-20T00:00" for m in (1, 2, 3, 4)]
        # The cap goes on: 250 less 10 and 10 and 200.
        self.assertEqual(self.paid(self.pair("2026-03-01", "error"), *starts), ["10", "10", "200", "30"])
        self.assertEqual(self.paid(self.pair("2026-02-11", "next period"), *starts), ["10", "10", "200", "30"])

    def test_an_amendment_that_splits_gives_each_piece_its_credit(self):
        plan = self.pair("2026-02-11", "splits")
        self.assertEqual(self.paid(plan, "2026-02-05T00:00", "2026-02-15T00:00")[1], "210")
        self.assertEqual(self.paid(plan, "2026-02-15T00:00")[1], "200")
        e = settled_plan(plan, "2026-02-01", "2026-02-28", [outage("2026-02-15T00:00")])
        verdict = e.verdict(e.plan.objectives["uptime"], (), e.session.periods[0])
        self.assertEqual(verdict, "missed")

    def test_an_objective_goes_on_under_a_new_name(self):
        old, new = hosting(fee=10), hosting(fee=10)
        new.json["objectives"][0].update(name="up", formerly="uptime")
        missed = new.node("result", type={"kind": "bool"}, name="up", field="missed")
        count = new.node("aggregate", source="last_periods", index="3", where=missed)
        e = settled_plan(
            amended(old, new, "2026-03-01", "error"), "2026-01-01", "2026-03-31",
            [outage("2026-01-05T00:00"), outage("2026-03-05T00:00")],
        )
        self.assertEqual(figure(e, count), number(2))


class Splits(unittest.TestCase):
    def test_a_fact_that_splits_gives_each_piece_a_verdict(self):
        b = Builder()
        down = b.node("length", b.node("intersect", b.outages(), b.period(), type=SPANS), type=TIME)
        steps = [{"from_day": day("2026-03-11"), "value": b.time(5 * MINUTE)}, {"value": b.time(MINUTE)}]
        b.json["givens"] = [{"name": "limit", "type": TIME, "dated": True, "timeline": steps}]
        limit = b.node("given", type=TIME, name="limit", reading="split")
        b.objective("uptime", measure=down, target_compare="<=", target=limit, credit=b.num(10, EUR))
        for minutes, verdict, credit in (((1, 5), "met", 0), ((2, 5), "missed", 10), ((2, 6), "missed", 20)):
            rows = [outage("2026-03-05T00:00", minutes[0]), outage("2026-03-15T00:00", minutes[1])]
            e = settled(b, tables={"outage": rows})
            uptime, (period,) = e.plan.objectives["uptime"], e.session.periods
            self.assertEqual(e.verdict(uptime, (), period), verdict)
            self.assertEqual(e.result(uptime, (), period, "credit"), number(credit))


class Features(unittest.TestCase):
    def test_each_occurs_in_what_ci_compares(self):
        texts = (generate(seed) for seed in range(1, FIRST_SEEDS + 1))
        never = [name for name, times in counted(texts).items() if times == 0]
        self.assertEqual(never, [])


if __name__ == "__main__":
    unittest.main()
