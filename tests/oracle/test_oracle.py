# SPDX-License-Identifier: Apache-2.0
"""Figures worked out by hand, for plans built by hand."""

import sys
import unittest
from fractions import Fraction

import values as v
from build import BOOL, DATE, EUR, HOUR, INSTANT, MINUTE, SPANS, TIME, Builder, day, member_type
from helpers import figure, hosting, instant, outage, row, settled
from dataset import Row
from oracle import test_example
from spanset import END, Spans, upto
from values import Day, Range, number
from zone import Zone

sys.setrecursionlimit(10_000)
DAY = 24 * HOUR


class Time(unittest.TestCase):
    def test_days_of_clock_changes_have_other_lengths(self):
        berlin = Zone("Europe/Berlin")
        spring = berlin.run_of_days(day("2026-03-29"), day("2026-03-30"))
        autumn = berlin.run_of_days(day("2026-10-25"), day("2026-10-26"))
        self.assertEqual([(b - a) // HOUR for a, b in (spring, autumn)], [23, 25])

    def test_a_skipped_midnight_starts_the_day_after_the_gap(self):
        # Beirut went from 2024-03-31T00:00 to 01:00.
        beirut = Zone("Asia/Beirut")
        start = beirut.start_of(day("2024-03-31"))
        self.assertEqual(beirut.local(start), (day("2024-03-31"), HOUR))

    def test_months_and_quarters(self):
        b = Builder(zone="Europe/Berlin")
        node = b.node("length", b.period(), type=TIME)
        self.assertEqual(figure(settled(b), node), number(743 * HOUR))
        labels = [p.label for p in settled(b, "2026-01-31", "2026-02-01").session.periods]
        self.assertEqual(labels, ["2026-01", "2026-02"])
        quarters = Builder(period="quarter")
        self.assertEqual(settled(quarters).session.periods[0].label, "2026-Q1")

    def test_thirty_days_from_an_anchor(self):
        rhythm = {"unit": "days", "count": 30, "anchor_day": day("2018-01-01")}
        b = Builder(period="month")
        b.json["period"] = rhythm
        self.assertEqual(settled(b).session.periods[0].label, "2026-02-18")

    def test_a_term_cuts_the_period(self):
        b = Builder(term="2026-03-11")
        self.assertEqual(
            figure(settled(b), b.node("days", b.period())), number(21)
        )
        b.json["partial"] = "whole"
        self.assertEqual(figure(settled(b), b.node("days", b.period())), number(31))

    def test_dates(self):
        b = Builder(zone="Europe/Berlin")
        at = b.at("2026-01-31T10:00:00")
        month = b.node("add_dates", at, b.num(1), type=INSTANT, name="month")
        date = b.node("add_dates", b.node("date_of", at, type=DATE), b.num(-1), type=DATE, name="day")
        e = settled(b)
        self.assertEqual(figure(e, month), instant("2026-02-28T10:00", "Europe/Berlin"))
        self.assertEqual(figure(e, date), Day(day("2026-01-30")))


OFFICE = {
    "name": "office",
    "hours": [{"weekdays": 0x1F, "from": str(9 * HOUR), "to": str(17 * HOUR)}],
    "except_tables": ["gb.eng"],
}


class WorkingTime(unittest.TestCase):
    def deadline(self, start, hours, waiting=None):
        b = Builder(zone="Europe/London", calendars=[OFFICE], term="2024-01-01")
        args = [b.at(start), b.time(hours * HOUR), b.node("calendar", type=SPANS, name="office")]
        args += [b.run(*waiting)] if waiting else []
        return figure(settled(b, "2024-04-10"), b.node("deadline", *args, type=INSTANT))

    def test_easter_and_a_pause(self):
        # Case 36: 1.5 h on Thursday, 1 h on Tuesday, 3 h on Wednesday, 8 h on Thursday, 2.5 h on Friday.
        due = self.deadline(
            "2024-03-28T15:30:00", 16, ("2024-04-02T10:00:00", "2024-04-03T14:00:00")
        )
        self.assertEqual(due, instant("2024-04-05T11:30", "Europe/London"))

    def test_the_end_of_the_day_is_not_the_next_morning(self):
        self.assertEqual(
            self.deadline("2024-04-05T16:00:00", 1), instant("2024-04-05T17:00", "Europe/London")
        )

    def test_work_days_skip_holidays(self):
        b = Builder(zone="Europe/London", calendars=[OFFICE])
        office = b.node("calendar", type=SPANS, name="office")
        reported = b.node("date_of", b.at("2026-04-02T10:00:00"), type=DATE)
        two = b.node("add_work_days", reported, b.num(2), office, type=DATE)
        self.assertEqual(figure(settled(b), two), Day(day("2026-04-08")))

    def test_hours_over_midnight_belong_to_two_dates(self):
        rule = {"weekdays": 0x20, "from": str(22 * HOUR), "to": str(2 * HOUR)}
        b = Builder(calendars=[{"name": "weekend", "hours": [rule]}])
        weekend = b.node("calendar", type=SPANS, name="weekend")
        week = b.run("2026-03-07T00:00:00", "2026-03-14T00:00:00")
        runs = figure(settled(b), b.node("intersect", weekend, week, type=SPANS)).must
        self.assertEqual(runs, [(instant("2026-03-07T22:00"), instant("2026-03-08T02:00"))])


class SpanAlgebra(unittest.TestCase):
    def test_operators(self):
        b = Builder()
        down = b.outages()
        e = settled(
            b,
            tables={
                "outage": [
                    row(**{"from": "2026-03-01T00:00", "to": "2026-03-01T00:04"}),
                    row(**{"from": "2026-03-01T00:04", "to": "2026-03-01T00:05"}),
                    row(**{"from": "2026-03-01T00:07", "to": "2026-03-01T00:10"}),
                ]
            },
        )
        five = b.node("lasting", down, b.time(5 * MINUTE), type=SPANS, compare=">=")
        more = b.node("lasting", down, b.time(5 * MINUTE), type=SPANS, compare=">")
        bridged = b.node("bridging", down, b.time(2 * MINUTE), type=SPANS, compare="<=")
        excess = b.node("beyond", down, b.time(2 * MINUTE), type=SPANS)
        quota = b.node("upto", down, b.time(6 * MINUTE), type=SPANS, rhythm={"unit": "day"})
        self.assertEqual([self.minutes(e, n) for n in (five, more)], [5, 0])
        self.assertEqual([self.minutes(e, n) for n in (bridged, excess, quota)], [10, 4, 6])

    @staticmethod
    def minutes(e, node):
        return sum(b - a for a, b in figure(e, node).must) / MINUTE

    def test_whole_runs_by_where_they_start_and_end(self):
        w = (10, 20)
        s = Spans([(5, 10), (12, 25), (26, 30)])
        self.assertEqual(s.starting_in(w).must, [(12, 25)])
        self.assertEqual(s.ending_in(w).must, [])
        self.assertEqual(Spans([(5, 11), (12, 20)]).ending_in(w).must, [(5, 11), (12, 20)])
        over = Spans([(5, 14)], [(5, 14), (50, 60)])  # what else is not known does not matter
        self.assertEqual(over.starting_in(w), Spans([]))
        self.assertEqual(over.ending_in((0, 10)), Spans([]))
        torn = Spans([(5, 14), (16, 19)], [(5, 19)])
        self.assertEqual(torn.starting_in(w), Spans([], [(14, 19)]))

    def test_bounds_of_a_quota_against_all_worlds(self):
        # Slots of one: good, bad, unknown, bad, unknown; quota of two.
        must, may = [(1, 2), (3, 4)], [(1, 5)]
        bounds = Spans(must, may).upto(2, [(0, 10)])
        worlds = [must + extra for extra in ([], [(2, 3)], [(4, 5)], [(2, 3), (4, 5)])]
        worlds = [Spans(sorted(w)).union(Spans([])).must for w in worlds]
        results = [upto(w, w, 2, [(0, 10)]) for w in worlds]
        for result in results:
            self.assertEqual(Spans(result).without(Spans(bounds.may)).must, [])
            self.assertEqual(Spans(bounds.must).without(Spans(result)).must, [])


class Slots(unittest.TestCase):
    def probe(self, **more):
        b = Builder()
        b.input(
            "probe",
            "slots",
            [("at", INSTANT), ("up", BOOL, ("direction", "good"))],
            every=str(5 * MINUTE),
            **more,
        )
        rollup = b.rollup("probe", "slots", "count")
        up = b.column("up", BOOL)
        where = b.node("not", up, type=BOOL)
        down = b.node("spans_of_slots", type=SPANS, rollup=rollup, where=where)
        return b, b.node("length", b.node("intersect", down, b.period(), type=SPANS), type=TIME)

    def test_a_row_stands_for_its_slot_whatever_its_second(self):
        b, down = self.probe(gaps="absent")
        rows = [row(at="2026-03-01T00:07", up=False), row(at="2026-03-01T00:14", up=False)]
        self.assertEqual(figure(settled(b, tables={"probe": rows}), down), number(10 * MINUTE))

    def test_gaps(self):
        month = 31 * DAY
        rows = [row(at="2026-03-01T00:00", up=False), row(at="2026-03-01T00:05", up=True)]
        for gaps, low, high in (
            ("absent", 5 * MINUTE, 5 * MINUTE),
            ("unknown", 5 * MINUTE, month - 5 * MINUTE),
        ):
            b, down = self.probe(gaps=gaps)
            value = figure(settled(b, tables={"probe": rows}), down)
            self.assertEqual((value.low, value.high), (low, high))

    def test_filled_gaps(self):
        b, down = self.probe(gaps="fill")
        false = b.node("const", type=BOOL, constant={"bool": False})
        b.json["inputs"][0]["filled"] = [{"name": "up", "value": false}]
        rows = [row(at="2026-03-01T00:05", up=True)]
        value = figure(settled(b, tables={"probe": rows}), down)
        self.assertEqual(value, number(31 * DAY - 5 * MINUTE))

    def test_good_for_bridges_missing_samples(self):
        b, down = self.probe(gaps="absent", good_for=str(12 * MINUTE))
        rows = [row(at="2026-03-01T00:03", up=False)]
        # Ends of slots: 00:05, 00:10, 00:15; the row is 12 minutes old at 00:15.
        self.assertEqual(figure(settled(b, tables={"probe": rows}), down), number(15 * MINUTE))

    def test_two_rows_in_one_slot(self):
        rows = [row(at="2026-03-01T00:00", up=False), row(at="2026-03-01T00:01", up=True)]
        for keeping, minutes in (("worst", 5), ("best", 0), ("last", 0)):
            b, down = self.probe(gaps="absent", keeping=keeping)
            value = figure(settled(b, tables={"probe": rows}), down)
            self.assertEqual(value, number(minutes * MINUTE))
        b, down = self.probe(gaps="absent")
        with self.assertRaises(v.DataError):
            figure(settled(b, tables={"probe": rows}), down)

    def test_a_state_holds_until_the_next_or_its_limit(self):
        b = Builder()
        columns = [("at", INSTANT), ("up", BOOL)]
        b.input("link", "state_log", columns, upto=str(2 * HOUR), gaps="absent")
        where = b.node("not", b.column("up", BOOL), type=BOOL)
        rollup = b.rollup("link", "slots", "count")
        down = b.node("spans_of_slots", type=SPANS, rollup=rollup, where=where)
        covered = b.node("covered", type=SPANS, rollup=rollup)
        rows = [row(at="2026-03-01T00:00", up=False), row(at="2026-03-01T01:00", up=True)]
        e = settled(b, tables={"link": rows})
        self.assertEqual(figure(e, b.node("length", down, type=TIME)), number(HOUR))
        self.assertEqual(figure(e, b.node("length", covered, type=TIME)), number(3 * HOUR))

    def test_later_samples_of_an_example_paint_over_earlier_ones(self):
        b, down = self.probe(gaps="unknown")
        rows = [
            row(at="2026-03-01T00:00", until="2026-04-01T00:00", up=True),
            row(at="2026-03-02T00:00", until="2026-03-02T01:00", up=False),
        ]
        self.assertEqual(figure(settled(b, tables={"probe": rows}), down), number(HOUR))

    def test_a_share_of_slots_that_are_not_all_known(self):
        b, _ = self.probe(gaps="unknown")
        share = b.rollup("probe", "slots", "share", body=b.column("up", BOOL))
        rows = [row(at="2026-03-01T00:00", up=False), row(at="2026-03-01T00:05", up=True)]
        window = (instant("2026-03-01T00:00"), instant("2026-03-01T00:20"))
        value = figure(settled(b, tables={"probe": rows}), b.node("rollup", rollup=share), window=window)
        self.assertEqual(value, Range(Fraction(1, 4), Fraction(3, 4)))


def requests():
    b = Builder()
    b.input("request", columns=[("at", INSTANT), ("failed", BOOL), ("took", TIME)])
    return b


class RowAggregates(unittest.TestCase):
    def rolled(self, b, rows, aggregate, **more):
        rollup = b.rollup("request", "column", aggregate, place_column="at", **more)
        return figure(settled(b, tables={"request": rows}), b.node("rollup", rollup=rollup))

    def test_a_row_on_the_edge_belongs_to_the_later_period(self):
        rows = [row(at="2026-03-01T00:00"), row(at="2026-04-01T00:00"), row(3, at="2026-03-31T23:59")]
        self.assertEqual(self.rolled(requests(), rows, "count"), number(4))

    def test_aggregates_with_weights(self):
        rows = [
            row(950, at="2026-03-01T00:00", took=1500, failed=False),
            row(50, at="2026-03-01T00:00", took=5000, failed=True),
        ]
        expected = {
            "sum": number(950 * 1500 + 50 * 5000),
            "mean": number(1675),
            "min": number(1500),
            "max": number(5000),
            "distinct": number(2),
        }
        for aggregate, value in expected.items():
            b = requests()
            body = b.column("took", TIME)
            self.assertEqual(self.rolled(b, rows, aggregate, body=body), value)
        for quantile, value in (("19/20", 1500), ("951/1000", 5000)):
            b = requests()
            body = b.column("took", TIME)
            got = self.rolled(b, rows, "percentile", body=body, quantile=quantile)
            self.assertEqual(got, number(value))
        b = requests()
        self.assertEqual(
            self.rolled(b, rows, "share", body=b.column("failed", BOOL)), number(Fraction(1, 20))
        )

    def test_nothing_has_no_mean(self):
        for aggregate, value in (("count", number(0)), ("sum", number(0)), ("mean", None), ("max", None)):
            b = requests()
            body = {} if aggregate == "count" else {"body": b.column("took", TIME)}
            self.assertEqual(self.rolled(b, [], aggregate, **body), value)

    def test_mean_over_bins_counts_idle_ones(self):
        # Case 1: 96 bins of 90 % in 8,640 are exactly 1 %.
        b = requests()
        b.json["term_first"] = day("2024-01-01")
        share = b.rollup(
            "request", "column", "share", place_column="at", body=b.column("failed", BOOL)
        )
        body = b.node("otherwise", b.node("rollup", rollup=share), b.num(0))
        mean = b.node(
            "aggregate", b.time(5 * MINUTE), aggregate="mean", source="bins", body=body
        )
        start = instant("2024-04-01T00:00")
        rows = []
        for i in range(96):
            at = start + i * 5 * MINUTE
            rows += [Row({"at": at, "failed": True}, 90), Row({"at": at, "failed": False}, 10)]
        value = figure(settled(b, "2024-04-01", tables={"request": rows}), mean)
        self.assertEqual(value, number(Fraction(1, 100)))

    def test_bins_of_a_short_day(self):
        b = Builder(zone="Europe/Berlin")
        count = b.node("aggregate", b.time(HOUR), source="bins")
        self.assertEqual(figure(settled(b), count), number(743))
        days = b.node("aggregate", source="day_bins", index="7")
        self.assertEqual(figure(settled(b), days), number(5))

    def test_interval_rows_are_clipped(self):
        b = Builder()
        b.outages()
        rollup = b.rollup("outage", "interval", "sum", body=b.node("run_length", type=TIME))
        rows = [row(**{"from": "2026-02-28T23:00", "to": "2026-03-01T01:00"})] * 2
        e = settled(b, tables={"outage": rows})
        self.assertEqual(figure(e, b.node("rollup", rollup=rollup)), number(2 * HOUR))


class Clocks(unittest.TestCase):
    def tickets(self, rows, as_of=END, first="2026-03-10"):
        b = Builder(zone="Asia/Shanghai")
        columns = [("id", {"kind": "text"}), ("opened", INSTANT), ("answered", {**INSTANT, "optional": True})]
        b.input("ticket", "cases", columns, per="id")
        due = b.node("add_time", b.column("opened", INSTANT), b.time(30 * MINUTE), type=INSTANT)
        met = b.node("meets", b.column("answered", INSTANT), due, type=BOOL, compare="<=")
        rollup = b.rollup("ticket", "decided", "share", body=met)
        node = b.node("rollup", rollup=rollup)
        return figure(settled(b, first, tables={"ticket": rows}, as_of=as_of), node)

    def test_an_unanswered_case_is_late_in_the_month_its_time_ran_out(self):
        opened = instant("2026-03-31T23:45", "Asia/Shanghai")
        rows = [Row({"id": "7", "opened": opened})]
        self.assertIsNone(self.tickets(rows))
        self.assertEqual(self.tickets(rows, first="2026-04-10"), number(0))
        # At the deadline it is still open.
        self.assertIsNone(self.tickets(rows, opened + 30 * MINUTE, "2026-04-10"))

    def test_an_answer_at_the_deadline_is_in_time(self):
        opened = instant("2026-03-05T10:00")
        rows = [
            Row({"id": "1", "opened": opened, "answered": opened + 30 * MINUTE}),
            Row({"id": "2", "opened": opened, "answered": opened + 30 * MINUTE + 1}),
        ]
        self.assertEqual(self.tickets(rows), number(Fraction(1, 2)))

    def test_what_is_not_yet_known_is_not_read(self):
        opened = instant("2026-03-05T10:00")
        rows = [Row({"id": "1", "opened": opened, "answered": opened + 5 * MINUTE})]
        self.assertIsNone(self.tickets(rows, as_of=opened + 5 * MINUTE))
        self.assertEqual(self.tickets(rows, as_of=opened + 5 * MINUTE + 1), number(1))


class WindowsThatSlide(unittest.TestCase):
    def test_more_than_three_failures_within_thirty_days(self):
        b = Builder()
        down = b.outages()
        window = b.node("window", type=SPANS)
        begun = b.node("starting_in", down, window, type=SPANS)
        count = b.node("aggregate", begun, source="runs")
        many = b.node("compare", count, b.num(3), type=BOOL, compare=">=")
        any_ = b.node(
            "aggregate", b.time(8 * HOUR), type=BOOL, aggregate="any", source="sliding", where=many
        )
        days = b.node(
            "aggregate", b.num(2), type=BOOL, aggregate="any", source="sliding_days", where=many
        )

        def rows(*starts):
            return [outage(start) for start in starts]

        close = rows("2026-03-05T01:00", "2026-03-05T05:00", "2026-03-05T08:59")
        apart = rows("2026-03-05T01:00", "2026-03-05T05:00", "2026-03-05T09:00")
        night = rows("2026-03-05T23:00", "2026-03-06T05:00", "2026-03-06T23:00")
        for table, expected in ((close, (True, True)), (apart, (False, True)), (night, (False, True))):
            e = settled(b, tables={"outage": table})
            self.assertEqual((figure(e, any_), figure(e, days)), expected)

    def test_spans_of_sliding_windows(self):
        # Case 20: two disks within eight hours; at exactly eight hours the first has left.
        b = Builder(keys=[{"name": "disk"}])
        b.input("fault", columns=[("at", INSTANT), ("disk", member_type("disk"))])
        scope = [{"key": "disk", "column": "disk"}]
        faults = b.node(
            "rollup", rollup=b.rollup("fault", "column", "count", place_column="at", scope=scope)
        )
        some = b.node("compare", faults, b.num(0), type=BOOL, compare=">")
        disks = b.node("aggregate", source="members", name="disk", where=some)
        two = b.node("compare", disks, b.num(2), type=BOOL, compare=">=")
        fact = b.node("spans_of_bins", b.time(8 * HOUR), type=SPANS, source="sliding", where=two)
        begun = b.node("starting_in", fact, b.period(), type=SPANS)
        count = b.node("aggregate", begun, source="runs")
        for second, facts in (("08:59", 1), ("09:00", 0)):
            rows = [
                row(at="2026-03-10T01:00", disk="d1"),
                row(at=f"2026-03-10T{second}", disk="d2"),
            ]
            self.assertEqual(figure(settled(b, tables={"fault": rows}), count), number(facts))

    def test_the_worst_moment(self):
        b = Builder()
        down = b.outages()
        here = b.node("intersect", down, b.node("window", type=SPANS), type=SPANS)
        length = b.node("length", here, type=TIME)
        is_down = b.node("compare", length, b.time(0), type=BOOL, compare=">")
        share = b.node("aggregate", aggregate="share", source="moment", body=is_down)
        rows = [row(**{"from": "2026-03-01T00:00", "to": "2026-03-02T00:00"})]
        e = settled(b, tables={"outage": rows})
        self.assertEqual(figure(e, share), number(Fraction(1, 31)))


class Givens(unittest.TestCase):
    def given(self, reading, **more):
        b = Builder()
        b.json["givens"] = [
            {
                "name": "fee",
                "type": EUR,
                "dated": True,
                "timeline": [
                    {"from_day": day("2026-03-11"), "value": b.num(62, EUR)},
                    {"value": b.num(31, EUR)},
                ],
            }
        ]
        return figure(settled(b), b.node("given", type=EUR, name="fee", reading=reading, **more))

    def test_readings_of_a_given_that_changes(self):
        # 10 days at 31 and 21 days at 62.
        cases = {
            "at_start": 31,
            "at_end": 62,
            "highest": 62,
            "lowest": 31,
            "prorated_by_day": 10 + 21 * 2,
            "prorated_by_time": 10 + 21 * 2,
        }
        for reading, value in cases.items():
            self.assertEqual(self.given(reading), number(value))
        by_thirty = self.given("prorated_by_day", reading_of="30")
        self.assertEqual(by_thirty, number(Fraction(10 * 31 + 21 * 62, 30)))


class Examples(unittest.TestCase):
    def test_an_example_runs_for_each_tuple(self):
        b = hosting()
        minutes = b.node("param", type=TIME, index="0")
        start = b.at("2026-03-05T00:00:00")
        end = b.node("add_time", start, minutes, type=INSTANT)
        value = b.node("result", type=TIME, name="uptime", field="value")
        claim = b.node("compare", value, minutes, type=BOOL, compare="=")
        b.settle("uptime")
        b.example(
            "2026-03-01T00:00:00",
            "2026-03-02T00:00:00",
            try_names=["minutes"],
            tuples=[[b.time(0)], [b.time(MINUTE)]],
            data=[
                {"input": "outage", "rows": [{"range": b.node("range", start, end, type=SPANS)}]}
            ],
            expectations=[{"claim": claim, "text": "uptime.value = minutes"}],
        )
        # A range of no length is no run, so the first tuple states no outage.
        b.json["examples"][0]["tuples"][0] = [b.time(2 * MINUTE)]
        results = list(test_example(b.plan(), b.json["examples"][0]))
        self.assertEqual([r["expectations"][0]["holds"] for r in results], ["true", "true"])
        self.assertEqual(results[1]["periods"][0]["stages"][0]["amount"], "1000")

    def test_what_is_supposed_replaces_values_and_verdicts(self):
        b = hosting()
        b.settle("uptime")
        steps = [{"from_day": day("2026-02-01"), "to_day": day("2026-03-01"), "value": b.text("missed")}]
        supposed = {"name": "uptime", "timeline": steps + [{"value": b.time(0)}]}
        b.example("2026-01-01T00:00:00", "2026-04-01T00:00:00", supposes=[supposed])
        (result,) = test_example(b.plan(), b.json["examples"][0])
        verdicts = [p["objectives"][0]["verdict"] for p in result["periods"]]
        self.assertEqual(verdicts, ["met", "missed", "met"])
        self.assertEqual([p["stages"][0]["amount"] for p in result["periods"]], ["0", "1000", "0"])

    def test_samples_fill_the_period(self):
        b, down = Slots().probe(gaps="unknown")
        b.objective("down", measure=down)
        false = b.node("const", type=BOOL, constant={"bool": False})
        true = b.node("const", type=BOOL, constant={"bool": True})
        hours = b.run("2026-03-05T00:00:00", "2026-03-09T00:00:00")
        every = {"range": hours, "every": b.num(1), "every_days": True, "each_for": b.time(HOUR)}
        rows = [
            {"fields": [{"name": "up", "value": true}]},
            {"fields": [{"name": "up", "value": false}], **every},
        ]
        b.example("2026-03-01T00:00:00", "2026-03-02T00:00:00", data=[{"input": "probe", "rows": rows}])
        (result,) = test_example(b.plan(), b.json["examples"][0])
        self.assertEqual(result["periods"][0]["objectives"][0]["value"], str(4 * HOUR))


class Truth(unittest.TestCase):
    def test_kleene(self):
        u = v.UNDECIDED
        self.assertEqual(v.conjunction([u, False]), False)
        self.assertEqual(v.disjunction([u, True]), True)
        self.assertEqual(v.conjunction([u, True]), u)
        self.assertEqual(v.compare_ranges("<", Range(1, 2), Range(2, 3)), u)
        self.assertEqual(v.compare_ranges("<=", Range(1, 2), Range(2, 3)), True)

    def test_rounding(self):
        half = Fraction(1, 2)
        expected = {"half_up": -1, "half_even": 0, "up": -1, "down": 0, "floor": -1, "ceil": 0}
        for rounding, value in expected.items():
            self.assertEqual(v.round_to(-half, Fraction(1), rounding), value)
        self.assertEqual(v.round_to(Fraction(5, 2), Fraction(1), "half_even"), 2)

    def test_a_ladder_takes_the_last_row_that_holds(self):
        b = Builder()
        rungs = [
            {"bounds": [{"compare": "<", "value": b.num(x)}], "value": b.num(y)}
            for x, y in ((99, 10), (95, 25))
        ]
        for x, y in ((99, None), ("98.5", 10), (95, 10), (94, 25)):
            ladder = b.node("ladder", b.num(x), rungs=rungs)
            expected = None if y is None else number(y)
            self.assertEqual(figure(settled(b), ladder), expected)

    def test_division_by_zero_has_no_value(self):
        b = Builder()
        self.assertIsNone(figure(settled(b), b.node("divide", b.num(1), b.num(0))))


if __name__ == "__main__":
    unittest.main()
