# SPDX-License-Identifier: Apache-2.0
"""Settlement and history, worked out by hand."""

import sys
import unittest

from build import BOOL, EUR, MINUTE, TIME, Builder, day, member_type
from helpers import amounts, figure, hosting, instant, outage, row, settled
from oracle import outcome
from session import Scope
from values import number

sys.setrecursionlimit(10_000)


class Settlement(unittest.TestCase):
    def test_a_yearly_cap_counts_what_was_granted(self):
        b = hosting()
        cap = {"kind": "cap", "amount": b.num(1500, EUR), "per": {"unit": "year"}}
        b.settle("uptime", steps=[cap])
        rows = [outage(f"2026-0{m}-05T00:00") for m in (1, 3, 4)]
        self.assertEqual(amounts(b, rows, last="2026-04-30"), ["1000", "0", "500", "0"])

    def test_a_cap_over_the_last_periods(self):
        b = hosting()
        b.settle("uptime", steps=[{"kind": "cap", "amount": b.num(1500, EUR), "last_periods": "2"}])
        rows = [outage(f"2026-0{m}-05T00:00") for m in (1, 2, 3)]
        self.assertEqual(amounts(b, rows, last="2026-03-31"), ["1000", "500", "1000"])

    def test_dropping_compares_before_rounding(self):
        for credit, paid in (("1001/1000", "1"), ("1", "0"), ("2999/2000", "3/2")):
            b = hosting()
            b.json["objectives"][0]["credit"] = b.num(credit, EUR)
            drop = {"kind": "drop", "compare": "<=", "amount": b.num(1, EUR)}
            b.settle("uptime", steps=[drop, {"kind": "round", "amount": b.num("1/100", EUR)}])
            self.assertEqual(amounts(b, [outage("2026-01-05T00:00")], last="2026-01-31"), [paid])

    def test_small_amounts_are_held_until_they_are_enough(self):
        b = hosting(fee=4)
        b.settle("uptime", steps=[{"kind": "hold", "compare": "<", "amount": b.num(10, EUR)}])
        rows = [outage(f"2026-0{m}-05T00:00") for m in (1, 2, 4)]
        self.assertEqual(amounts(b, rows, last="2026-05-31"), ["0", "0", "0", "12", "0"])

    def test_quarters_sum_their_months(self):
        b = hosting()
        b.settle("uptime", per={"unit": "quarter"})
        rows = [outage(f"2026-0{m}-05T00:00") for m in (1, 3, 4)]
        paid = amounts(b, rows)
        self.assertEqual((paid[2], paid[5]), ("2000", "1000"))
        self.assertEqual(paid[3], {"error": "NoData: settlement is not settled in 2026-04"})

    def test_undecided_pays_the_end_that_the_text_says(self):
        for upper, paid in ((False, "0"), (True, "1000")):
            b = hosting()
            unknown = b.node("attested", type=BOOL, name="fault")
            b.json["attested"] = [{"name": "fault", "type": BOOL, "by": "x"}]
            b.json["objectives"][0]["measure"] = b.node(
                "if", unknown, b.time(MINUTE), b.time(0), type=TIME
            )
            b.settle("uptime", steps=[{"kind": "undecided", "pays_upper": upper}])
            e = settled(b, tables={"outage": []})
            first = outcome(e)["periods"][0]
            self.assertEqual(first["objectives"][0]["verdict"], "undecided")
            self.assertEqual(first["stages"][0]["amount"], paid)

    def test_the_highest_of_two_for_each_service(self):
        b = Builder(keys=[{"name": "service", "closed": True, "members": [{"label": "a"}, {"label": "b"}]}])
        service = b.node("member", type=member_type("service"), name="service")
        for name, ours in (("slow", {"a": 1, "b": 5}), ("dead", {"a": 3, "b": 2})):
            rows = [{"labels": [k], "value": b.num(x, EUR)} for k, x in ours.items()]
            table = b.node("table", service, type=EUR, rows=rows)
            b.objective(
                name, keys=["service"], measure=b.num(1), target_compare="<=", target=b.num(0), credit=table
            )
        terms = [{"objective": name, "field": "credit"} for name in ("slow", "dead")]
        part = {"combine": "highest", "of": terms, "keys": ["service"], "grouped": True}
        b.json["settles"] = [{"name": "settlement", "combine": "sum", "parts": [part]}]
        e = settled(b)
        self.assertEqual(outcome(e)["periods"][0]["stages"][0]["amount"], "8")


class History(unittest.TestCase):
    def test_the_second_failure_in_three_months_pays(self):
        b = hosting()
        missed = b.node("result", type=BOOL, name="uptime", field="missed")
        nth = b.node("aggregate", source="last_periods", index="3", where=missed)
        rungs = [{"bounds": [{"compare": ">=", "value": b.num(2)}], "value": b.num(100, EUR)}]
        b.json["objectives"][0]["credit"] = b.node("ladder", nth, type=EUR, rungs=rungs, fallback=b.num(0, EUR))
        b.settle("uptime")
        rows = [outage(f"2026-0{m}-05T00:00") for m in (1, 3, 6)]
        paid = amounts(b, rows)
        self.assertEqual(paid, ["0", "0", "100", "0", "0", "0"])

    def test_a_streak_reads_the_period_before(self):
        b = hosting()
        before = b.node("result", name="uptime", field="let:good")
        last = b.node("otherwise", b.node("previous", before), b.num(0))
        met = b.node("result", type=BOOL, name="uptime", field="met")
        good = b.node("if", met, b.node("add", last, b.num(1)), b.num(0))
        b.json["objectives"][0]["lets"] = [{"name": "good", "value": good}]
        e = settled(b, "2026-01-01", "2026-05-31", tables={"outage": [outage("2026-02-01T00:00")]})
        self.assertEqual(figure(e, before), number(3))

    def test_a_period_cut_by_the_term_is_skipped(self):
        b = hosting(term="2026-01-15")
        b.json["partial"] = "skip"
        rows = [outage("2026-01-20T00:00")]
        b.settle("uptime")
        self.assertEqual(amounts(b, rows, last="2026-02-28"), ["0", "0"])


class OwnRhythm(unittest.TestCase):
    def weekly(self, term_last=None):
        b = hosting(fee=10)
        b.json["objectives"][0]["period"] = {"unit": "week"}
        if term_last:
            b.json["term_last"] = day(term_last)
        b.settle("uptime")
        return b

    def test_all_weeks_that_end_in_the_month_are_booked_in_it(self):
        # The weeks of 2026 begin on 29 December, 5 January, …; the last of March ends on 30 March.
        rows = [outage(f"2026-0{m}-{d}T00:00") for m, d in ((1, "06"), (1, "13"), (2, "24"), (3, "31"))]
        self.assertEqual(amounts(self.weekly(), rows, last="2026-04-30"), ["20", "0", "10", "10"])

    def test_the_last_week_ends_with_the_term(self):
        rows = [outage("2026-04-29T00:00")]
        self.assertEqual(amounts(self.weekly("2026-04-30"), rows, "2026-04-01", "2026-04-30"), ["10"])
        self.assertEqual(amounts(self.weekly(), rows, "2026-04-01", "2026-04-30"), ["0"])

    def test_a_month_asks_for_its_last_week(self):
        e = settled(self.weekly(), "2026-03-01", "2026-03-31", tables={"outage": [outage("2026-03-25T00:00")]})
        (uptime,) = outcome(e)["periods"][0]["objectives"]
        self.assertEqual((uptime["value"], uptime["verdict"]), (str(MINUTE), "missed"))


class Openings(unittest.TestCase):
    def test_what_was_granted_before_uses_up_the_years_cap(self):
        b = hosting(fee=100)
        said = {"from_day": day("2026-01-01"), "to_day": day("2026-02-01"), "value": b.num(30, EUR)}
        b.json["openings"] = [{"objective": "settlement", "field": "amount", "steps": [said]}]
        year = {"kind": "cap", "amount": b.num(150, EUR), "per": {"unit": "year"}}
        b.settle("uptime", steps=[year])
        rows = [outage("2026-02-05T00:00"), outage("2026-03-05T00:00")]
        self.assertEqual(amounts(b, rows, "2026-02-01", "2026-03-31"), ["100", "20"])

    def test_the_period_before_is_read_where_it_begins(self):
        b = Builder(period="month", term="2026-01-01")
        before = b.node("result", name="x", field="let:n")
        b.objective("x", lets=[{"name": "n", "value": b.node("previous", before)}])
        said = {"from_day": day("2026-02-01"), "to_day": day("2026-03-01"), "value": b.num(7)}
        b.json["openings"] = [{"objective": "x", "field": "let:n", "steps": [said]}]
        e = settled(b, "2026-03-01")
        self.assertEqual(figure(e, before), number(7))


class Claims(unittest.TestCase):
    def claimed(self, cap_behind):
        b = hosting(fee=100)
        b.input("claims", columns=[("at", {"kind": "instant"}), ("period", {"kind": "text"})])
        ten = b.node("add_dates", b.node("to_of", b.period()), b.num(10), name="day")
        claim = {"kind": "claim", "until": ten, "otherwise": "forfeited"}
        cap = {"kind": "cap", "amount": b.num(150, EUR), "per": {"unit": "year"}}
        b.settle("uptime", steps=[claim, cap] if cap_behind else [cap, claim])
        return b

    def entries(self, cap_behind, as_of="2026-12-01T00:00"):
        claims = [row(at="2026-02-11T00:00", period="2026-01"), row(at="2026-03-12T00:00", period="2026-02")]
        rows = [outage(f"2026-0{m}-05T00:00") for m in (1, 2, 3)]
        e = settled(
            self.claimed(cap_behind), "2026-01-01", "2026-03-31",
            tables={"outage": rows, "claims": claims}, as_of=instant(as_of),
        )
        settle = e.plan.settles["settlement"]
        return [e.entry_in(settle, (), p) for p in e.session.periods]

    def test_at_the_deadline_is_in_time_and_what_is_forfeited_uses_no_room_behind_the_claim(self):
        entries = self.entries(cap_behind=True)
        self.assertEqual([e.claim for e in entries], ["claimed", "forfeited", "forfeited"])
        self.assertEqual([e.amount for e in entries], [100, 50, 50])
        self.assertEqual([e.payable for e in entries], [100, 0, 0])
        self.assertEqual([e.amount for e in self.entries(cap_behind=False)], [100, 50, 0])

    def test_a_claim_is_open_until_its_time_is_over(self):
        self.assertIsNone(self.entries(True, as_of="2026-04-05T00:00")[2].claim)


class Rights(unittest.TestCase):
    def states(self, missed, exercises, as_of="2026-12-01T00:00"):
        b = hosting()
        b.input("exercises", columns=[("at", {"kind": "instant"}), ("right", {"kind": "text"})])
        forty = b.node("add_dates", b.node("to_of", b.period()), b.num(40), name="day")
        bad = b.node("result", type=BOOL, name="uptime", field="missed")
        b.json["rights"] = [{"name": "leave", "until": forty, "when": bad}]
        rows = [outage(f"2026-0{m}-05T00:00") for m in missed]
        used = [row(at=at, right="leave") for at in exercises]
        e = settled(
            b, "2026-01-01", "2026-05-31", tables={"outage": rows, "exercises": used}, as_of=instant(as_of)
        )
        return [e.right_state(e.plan.rights["leave"], (), p) for p in e.session.periods]

    def test_one_that_is_used_rises_again_after_its_condition_failed(self):
        states = self.states((1, 2, 4), ["2026-02-10T10:00"])
        self.assertEqual(states, ["exercised", "exercised", "exercised", "lapsed", "lapsed"])

    def test_one_cannot_be_used_before_it_arose_or_after_its_last_day(self):
        self.assertEqual(self.states((1,), ["2026-01-20T10:00"])[0], "lapsed")
        self.assertEqual(self.states((1,), ["2026-03-13T00:00"])[0], "exercised")
        self.assertEqual(self.states((1,), ["2026-03-13T00:01"])[0], "lapsed")

    def test_it_stands_until_then(self):
        self.assertEqual(self.states((4,), [], as_of="2026-05-20T00:00")[3:], ["standing"] * 2)


if __name__ == "__main__":
    unittest.main()
