# SPDX-License-Identifier: Apache-2.0
"""Random small agreements with an example each, as Slate text; the same seed gives the same text.

  generate.py SEED [COUNT]

EXPECT stands where expectations belong.
"""

import datetime
import random
import sys

EXPECT = "  expect length(period) > 0s\n"
FIRST = datetime.datetime(2026, 3, 1)
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]


class Text:
    """One agreement in the making; objectives bring the inputs they need."""

    def __init__(self, seed):
        self.name = f"random_{seed}"
        self.random = random.Random(seed)
        self.items = {}  # declarations by name, in the order of first use
        self.data = {}  # rows by (input, key)
        self.objectives = []
        self.names = []
        self.fanned = []
        self.bonuses = []
        self.keyed = {}

    def pick(self, *options):
        return self.random.choice(options)

    def chance(self, n):
        return self.random.randrange(100) < n

    # ---- Literals ----

    def moment(self):
        """Within the periods of the example and a little outside; in UTC, so that it exists."""
        minutes = self.random.randrange(-3 * 1440, 64 * 1440)
        step = self.pick(1, 1, 5, 60)
        return FIRST + datetime.timedelta(minutes=minutes // step * step)

    @staticmethod
    def instant(when):
        return when.strftime("%Y-%m-%dT%H:%M:%SZ")

    def stretch(self, longest):
        begin = self.moment()
        end = begin + datetime.timedelta(minutes=self.random.randrange(1, longest))
        return f"{self.instant(begin)} .. {self.instant(end)}"

    def duration(self):
        return self.pick("1min", "5min", "7min30s", "10min", "30min", "1h", "4h", "90s")

    def comparison(self):
        return self.pick("<", "<=", ">", ">=")

    # ---- Inputs ----

    def services(self, name):
        """Whether the input is by service; then its rows come for each."""
        if name not in self.keyed:
            self.keyed[name] = self.chance(50)
        if self.keyed[name]:
            self.items.setdefault("key service", "key service { a, b }")
        return ["a", "b"] if self.keyed[name] else [None]

    def column(self, name):
        return "service: service  " if self.keyed[name] else ""

    def rows(self, name, member, rows):
        key = name if member is None else f"{name}[{member}]"
        self.data[key] = rows

    def outage(self):
        if "outage" in self.items:
            return "outage"
        for member in self.services("outage"):
            count = self.random.randrange(0, 14)
            rows = [
                f"{{ planned: {self.pick('true', 'false')} }} {self.stretch(400)}"
                for _ in range(count)
            ]
            self.rows("outage", member, rows)
        column = self.column("outage")
        self.items["outage"] = f"input outage {{ {column}from, to: instant  planned: bool }} complete"
        return "outage"

    def maintenance(self):
        if "maintenance" in self.items:
            return "maintenance"
        self.rows("maintenance", None, [self.stretch(600) for _ in range(self.random.randrange(0, 5))])
        self.items["maintenance"] = "input maintenance { from, to: instant } complete"
        return "maintenance"

    def office(self):
        hours = self.pick(
            "Mon .. Fri 09:00 .. 17:00",
            "Mon .. Fri 08:00 .. 12:30, 13:30 .. 18:00",
            "Sat 22:00 .. 02:00",
            "00:00 .. 24:00",
            "Mon .. Sun 01:00 .. 04:00",
        )
        exception = self.pick("", "", " except 2026-03-09 .. 2026-03-11", " also 2026-03-14")
        self.items.setdefault("office", f"calendar office = {hours}{exception}")
        return "office"

    def probe(self):
        if "probe" in self.items:
            return "probe"
        gaps = self.pick("gaps { up: true }", "gaps { up: false }", "gaps absent", "gaps unknown")
        every = self.pick("5min", "15min", "30min")
        for member in self.services("probe"):
            rows = ["{ up: true }"] if self.chance(70) else []
            rows += [self.sample(every) for _ in range(self.random.randrange(0, 8))]
            self.rows("probe", member, rows)
        column = self.column("probe")
        self.items.setdefault(
            "probe", f"input probe every {every} {{ at: instant  {column}up: bool good }} {gaps}"
        )
        return "probe"

    def sample(self, every):
        # Whole slots in every zone: what a sample that cuts a slot means is not said.
        minutes = {"5min": 5, "15min": 15, "30min": 30}[every]
        begin = FIRST + datetime.timedelta(minutes=minutes * self.random.randrange(0, 60 * 1440 // minutes))
        end = begin + datetime.timedelta(minutes=minutes * self.random.randrange(1, 12))
        return f"{{ up: {self.pick('true', 'false', 'false')} }} {self.instant(begin)} .. {self.instant(end)}"

    def link(self):
        if "link" in self.items:
            return "link"
        gaps = self.pick("gaps { up: true }", "gaps absent", "gaps unknown")
        upto = self.pick("", " upto 2h", " upto 30min")
        for member in self.services("link"):
            rows = ["{ up: true }"] if self.chance(60) else []
            for _ in range(self.random.randrange(0, 8)):
                state = self.pick("true", "false")
                where = f"at {self.instant(self.moment())}" if self.chance(50) else self.stretch(300)
                rows.append(f"{{ up: {state} }} {where}")
            self.rows("link", member, rows)
        column = self.column("link")
        self.items["link"] = (
            f"input link holds{upto} {{ at: instant  {column}up: bool good }} {gaps}"
        )
        return "link"

    def visit(self):
        """Events that nobody may have seen."""
        if "visit" in self.items:
            return "visit"
        rows = [f"at {self.instant(self.moment())}" for _ in range(self.random.randrange(0, 10))]
        self.rows("visit", None, rows)
        self.rows("blind", None, [self.stretch(2000) for _ in range(self.random.randrange(0, 3))])
        self.items["blind"] = "input blind { from, to: instant } complete"
        self.items["visit"] = "input visit { at: instant } complete except blind"
        return "visit"

    def case(self):
        """Cases told in several rows, with what changes, opened again or not."""
        if "case" in self.items:
            return "case"
        rows = []
        for number in range(self.random.randrange(0, 6)):
            opened = self.moment()
            fields = [f"opened: {self.instant(opened)}", f"level: {self.pick(1, 2, 3)}"]
            rows.append(f'{{ id: "{number}", {", ".join(fields)} }}')
            for _ in range(self.random.randrange(0, 5)):
                opened += datetime.timedelta(minutes=self.random.randrange(1, 3000))
                rows.append(self.pick(
                    f'{{ id: "{number}", done: {self.instant(opened)} }}',
                    f'{{ id: "{number}", opened: {self.instant(opened)} }}',
                    f'{{ id: "{number}", level: {self.pick(1, 2, 3)} }} at {self.instant(opened)}',
                ))
        self.random.shuffle(rows)
        self.rows("case", None, rows)
        reopened = self.pick("", " reopened counts as new")
        self.items["case"] = (
            "input case per id { id: text  opened: first instant  done: last instant?"
            f"  level: history count }} complete{reopened}"
        )
        return "case"

    def price(self):
        self.items.setdefault(
            "price", "given price: money dated { 2026-03: 3 EUR, 2026-03-20: 5 EUR, else: 2 EUR }"
        )
        return "price"

    def force_majeure(self):
        if "force_majeure" not in self.items:
            self.items["force_majeure"] = "attested force_majeure: spans by p"
            if self.chance(60):
                count = self.random.randrange(0, 3)
                self.rows("force_majeure", None, [self.stretch(3000) for _ in range(count)])
        return "force_majeure"

    def rent(self):
        reading = self.pick(
            "prorated by day", "prorated by day of 30", "prorated by time", "at start", "highest", "lowest"
        )
        self.items.setdefault(
            "rent", f"given rent: money dated {reading} {{ 2026-03: 50 EUR, 2026-03-20: 70 EUR, else: 90 EUR }}"
        )
        return "rent"

    def request(self):
        if "request" in self.items:
            return "request"
        for member in self.services("request"):
            rows = []
            for _ in range(self.random.randrange(0, 16)):
                failed = self.pick("true", "false")
                times = f" {self.random.randrange(1, 9)} times" if self.chance(60) else ""
                took = self.random.randrange(0, 3000)
                rows.append(f"{{ failed: {failed}, took: {took}ms }}{times} at {self.instant(self.moment())}")
            self.rows("request", member, rows)
        column = self.column("request")
        self.items["request"] = (
            f"input request {{ at: instant  {column}failed: bool bad  took: duration bad }} complete"
        )
        return "request"

    def ticket(self):
        if "ticket" in self.items:
            return "ticket"
        rows = []
        for _ in range(self.random.randrange(0, 12)):
            opened = self.moment()
            fields = [f"opened: {self.instant(opened)}"]
            if self.chance(80):
                done = opened + datetime.timedelta(minutes=self.random.randrange(0, 6000))
                fields.append(f"done: {self.instant(done)}")
            if self.chance(40):
                fields.append(f"waiting: {self.stretch(900)}")
            rows.append(f"{{ {', '.join(fields)} }}{self.pick('', '', ' 2 times')}")
        self.rows("ticket", None, rows)
        self.items["ticket"] = (
            "input ticket per id { id: text  opened: first instant  done: last instant?  waiting: spans } complete"
        )
        return "ticket"

    # ---- Spans ----

    def chain(self, source):
        links = []
        for _ in range(self.random.randrange(0, 4)):
            links.append(
                self.pick(
                    f"lasting {self.pick('>=', '>')} {self.duration()}",
                    f"bridging {self.pick('<=', '<')} {self.duration()}",
                    f"beyond {self.duration()}",
                    f"upto {self.duration()} per {self.pick('period', 'day', 'week', 'month')}",
                    f"except spans({self.maintenance()})",
                    f"in {self.office()}",
                    f"except {self.force_majeure()}",
                )
            )
        bound = self.pick("in period", "in period", "by from", "by to")
        return "\n      ".join([source] + links + [bound])

    def down(self):
        union = f" with spans({self.maintenance()})" if self.chance(20) else ""
        where = self.pick("", " where not planned")
        return self.chain(f"spans({self.outage()}{where}){union}")

    # ---- Objectives ----

    def each(self, *inputs):
        """A promise for each service if one of its inputs has them."""
        return " each service" if any(self.keyed.get(name) for name in inputs) else ""

    def credit(self):
        return self.pick(
            "100 EUR * ladder { @: 10%, @@: 25% }",
            "fee * 10%",
            "fee * ladder { @: 5%, else: 1% }",
            f"{self.rent()} * 20%" if self.chance(40) else "fee * 20%",
        )

    def add(self, inputs, measure, sign, target, worse, lets=()):
        name = f"o{len(self.objectives)}"
        self.names.append(name)
        self.fanned += [name] if self.each(*inputs) else []
        credit = self.credit().replace("@@", f"{sign} {worse}").replace("@", f"{sign} {target}")
        # The ladder closes over the whole missed side.
        promise = {"<": ">=", ">": "<="}[sign]
        credit = credit.replace(" }", ", else: 0% }") if "else" not in credit else credit
        lines = [f"let {let}" for let in lets]
        if self.chance(10):
            self.items.setdefault("active", f"given active: bool = {self.pick('true', 'false')}")
            lines.append("only when active")
        lines += [f"measure {measure}", f"target {promise} {target}", f"credit {credit}"]
        if self.chance(20):
            lines.append(f"bonus {self.pick('15 EUR', 'fee * 7%')} when met")
            self.bonuses += [] if self.each(*inputs) else [name]
        body = "".join(f"    {line}\n" for line in lines)
        self.objectives.append(f"  objective {name}{self.each(*inputs)} {{\n{body}  }}\n")

    def outages(self):
        let = f"down = {self.down()}"
        measure, target, worse = self.pick(
            ("length(down)", "10min", "2h"),
            ("count(down)", "2", "5"),
            ("sum(down: ceil(length, 7min))", "14min", "70min"),
            ("max(down: length) otherwise 0min", "30min", "3h"),
            ("count(down where length > 20min)", "0", "3"),
        )
        self.add(["outage"], measure, ">", target, worse, [let])

    def availability(self):
        let = f"down = spans({self.outage()}) in {self.pick('period', f'period in {self.office()}')}"
        base = self.pick("period", "period", f"period except spans({self.maintenance()})")
        measure = f"(1 - length(down in ({base})) / length({base})) otherwise void"
        self.add(["outage"], measure, "<", "99.9%", "99%", [let])

    def probes(self):
        lasting = self.pick("", "\n      lasting >= 30min", f"\n      except spans({self.maintenance()})")
        let = f"down = spans({self.probe()} where not up){lasting}\n      in period"
        measure = "1 - length(down) / length(period)"
        self.add(["probe"], measure, "<", "99.9%", "95%", [let])

    def links(self):
        lasting = self.pick("", "\n      lasting > 30min", "\n      beyond 10min")
        let = f"down = spans({self.link()} where not up){lasting}\n      in period"
        measure = self.pick("length(down) / length(period)", "1 - (length(period) - length(down)) / length(period)")
        self.add(["link"], measure, ">", "0.1%", "5%", [let])

    def covered(self):
        name = self.pick(self.probe, self.link)()
        let = f"seen = period in covered({name})"
        measure = "length(seen) / length(period)"
        self.add([name], measure, "<", "99%", "10%", [let])

    def share_of_slots(self):
        self.add(["probe"], f"share({self.probe()}: up) otherwise void", "<", "99.9%", "95%")

    def bins(self):
        every = self.pick("1h", "30min", "5min")
        share = f"share({self.request()}: failed)"
        idle = self.pick(f"{share} otherwise 0%", f"{share} otherwise skip")
        self.add(["request"], f"mean(every {every}: {idle}) otherwise 0%", ">", "0.1%", "5%")

    def busy_bins(self):
        measure = f"count(every 1h where count({self.request()}) > {self.pick(0, 2)})"
        self.add(["request"], measure, ">", "2", "4")

    def days(self):
        measure = f"max(every {self.pick(1, 7)} day: count({self.request()} where failed)) otherwise 0"
        self.add(["request"], measure.replace("7 day", "7 days"), ">", "3", "9")

    def requests(self):
        where = self.pick("", " where failed", " where took > 700ms")
        name = self.request()
        measure, sign, target, worse = self.pick(
            (f"share({name}{where}: took <= 1s) otherwise 100%", "<", "90%", "50%"),
            (f"percentile({self.pick('50%', '95%', '99.9%', '100%')}, {name}{where}: took) otherwise 0ms", ">", "1s", "2s"),
            (f"mean({name}{where}: took) otherwise 0ms", ">", "1s", "2s"),
            (f"sum({name}{where}: took)", ">", "10s", "20s"),
            (f"count({name}{where})", ">", "10", "30"),
        )
        self.add(["request"], measure, sign, target, worse)

    def tickets(self):
        office = self.office()
        clock = self.pick(
            f"done <= opened + {self.pick('30min', '4h', '16h')} of ({office} except waiting)",
            f"done <= opened + {self.pick('30min', '4h')} of {office}",
            f"done {self.pick('<', '<=')} opened + {self.pick('30min', '24h')}",
            f"done <= (date(opened) + {self.pick(1, 2)} days of {office}).to",
        )
        self.add([], f"share({self.ticket()} by decided: {clock}) otherwise 100%", "<", "90%", "50%")

    def used_time(self):
        used = f"length(opened .. done in {self.office()} except waiting)"
        measure = f"max({self.ticket()} by opened where known(done): {used}) otherwise 0min"
        self.add([], measure, ">", "2h", "8h")

    def bursts(self):
        size = self.pick("8h", "90min")
        fact = f"fact = spans(sliding {size} where count({self.request()} where failed) >= {self.pick(2, 5)})"
        measure = self.pick("count(fact by from)", "length(fact in period) / 1min")
        self.add(["request"], measure, ">", "0", "60", [fact])

    def busiest(self):
        size = self.pick("6h", "2 days", "30 days")
        begun = f"count(spans({self.outage()}) by from)"
        self.add(["outage"], f"max(sliding {size}: {begun}) otherwise 0", ">", "1", "3")

    def bad_bins(self):
        condition = f"(share({self.request()}: failed) otherwise 0%) > {self.pick('0%', '50%')}"
        let = f"down = spans(every {self.pick('1h', '15min')} where {condition})"
        measure = self.pick("length(down in period)", "length(down by from)")
        self.add(["request"], measure, ">", "30min", "4h", [let])

    def streak(self):
        name = f"o{len(self.objectives)}"
        before = self.pick(*self.names)
        each = next(o for o in self.objectives if f"objective {before} " in o or f"objective {before}{{" in o)
        if " each service" in each.splitlines()[0]:
            bad = f"any(service: {before}.missed)"
        else:
            bad = f"{before}.missed"
        self.names.append(name)
        self.objectives.append(
            f"  objective {name} {{\n"
            f"    let bad = if {bad} then (previous.bad otherwise 0) + 1 else 0\n"
            f"    measure bad\n    target <= 1\n    credit fee * {self.pick('value', '2')}\n  }}\n"
        )

    def cases(self):
        name = self.case()
        measure = self.pick(
            f"share({name} by decided where (level at opened otherwise 1) > 1: done <= opened + 24h) otherwise void",
            f"share({name} by decided: done <= opened + {self.pick('2h', '40h')}) otherwise 100%",
        )
        self.add([], measure, "<", "90%", "50%")

    def levels(self):
        field = self.pick("level.first", "level.last", "level.max", "level.min", "level.at(opened + 8h) otherwise 0")
        self.add([], f"sum({self.case()} by opened: {field})", ">", "2", "5")

    def seen(self):
        measure = self.pick(f"count({self.visit()})", f"max(every 1 day: count({self.visit()})) otherwise 0")
        self.add([], measure, ">", "2", "5")

    def during(self):
        outage, request = self.outage(), self.request()
        inner = f"count({request} where at >= down.from and at < down.to)"
        measure = self.pick(
            f"max({outage} by from as down: {inner}) otherwise 0",
            f"sum(spans({outage}) by to as down: {inner})",
            f"count({outage} by from as down where {inner} > 1)",
        )
        self.add(["outage", "request"], measure, ">", "1", "3")

    def at_once(self):
        name = self.outage()
        measure = self.pick(
            f"max(moment: count({name} by from .. to)) otherwise 0",
            f"length(spans(moment where count({name} by from .. to) > 1) in period) / 1h",
        )
        self.add(["outage"], measure, ">", "1", "3")

    def priced(self):
        measure = self.pick(
            f"sum(spans({self.outage()}) {self.pick('in period', 'by from', 'by to')}: length / 1h * {self.price()})",
            f"sum({self.outage()} by from .. to: length / 1h * {self.price()})",
            f"sum(every {self.pick('1 day', '1 week', '1 month')}: {self.price()})",
        )
        self.add(["outage"], measure, ">", "20 EUR", "90 EUR")

    def long_bins(self):
        bins = self.pick("1 week", "1 month", "1 quarter", self.office())
        measure = self.pick(
            f"max(every {bins}: count({self.request()})) otherwise 0",
            f"count(every {bins} where count({self.request()} where failed) > 1)",
            f"length(spans(every {bins} where count({self.request()}) > 1) in period) / 24h",
        )
        self.add(["request"], measure, ">", "2", "5")

    def sliding_days(self):
        count = f"count(spans({self.outage()}) by from)"
        measure = f"length(spans(sliding {self.pick(2, 7)} days where {count} > 1) in period) / 24h"
        self.add(["outage"], measure, ">", "2", "5")

    # ---- The whole ----

    def settle(self):
        of = ", ".join(self.random.sample(self.names, self.random.randrange(1, len(self.names) + 1)))
        if len(self.fanned) > 1 and self.chance(50):
            of = f"({self.pick('highest', 'sum')} of {', '.join(self.fanned)} each service)"
        per = self.pick("", "", "", " per quarter", " per year")
        steps = [f"{self.pick('sum', 'highest', 'sum', 'lowest')} of {of}"]
        if self.chance(40):
            steps.append(f"drop when {self.pick('<', '<=')} {self.pick(1, 20, 50)} EUR")
        if self.chance(20):
            steps.append(f"hold when < {self.pick(30, 150)} EUR")
        if self.chance(60):
            steps.append(f"cap {self.pick(60, 100, 150)} EUR per {self.pick('period', 'quarter by start', 'contract_year', 'last 2 periods')}")
        if self.bonuses and self.chance(60):
            steps.append(f"less {self.pick(*self.bonuses)}.bonus")
        steps.append(f"round {self.pick('half_up', 'half_even', 'up', 'down')} to {self.pick('0.01', '1', '0.05')} EUR")
        steps.append(f"undecided pays {self.pick('lower', 'upper')}")
        return f"  settle{per} {{\n" + "".join(f"    {step}\n" for step in steps) + "  }\n"

    def write(self):
        kinds = [
            self.outages,
            self.outages,
            self.availability,
            self.probes,
            self.share_of_slots,
            self.links,
            self.covered,
            self.bins,
            self.busy_bins,
            self.days,
            self.requests,
            self.tickets,
            self.used_time,
            self.bursts,
            self.busiest,
            self.bad_bins,
            self.cases,
            self.levels,
            self.seen,
            self.during,
            self.at_once,
            self.priced,
            self.long_bins,
            self.sliding_days,
        ]
        for kind in self.random.sample(kinds, self.random.randrange(1, 4)):
            kind()
        if self.chance(30):
            self.streak()
        return self.agreement() + self.example()

    def agreement(self):
        term = self.pick("from 2026-01-01", "from 2026-01-01", "from 2026-03-11", "2026-01-15 .. 2026-04-20")
        period = self.pick("month", "month", "month from 10", "week", "quarter", "30 days from 2026-01-07")
        partial = self.pick("cut", "whole", "skip", "extrapolate")
        header = (
            f'agreement {self.name} "Random" {{\n  provider p\n  customer c\n'
            f'  term {term}\n  zone "{self.pick(*ZONES)}"\n  currency EUR\n'
            f"  period {period}\n  partial {partial}\n\n"
        )
        items = "".join(f"  {item}\n" for item in self.items.values())
        given = "  given fee: money = 80 EUR\n\n"
        return f"slate 1\n\n{header}{items}{given}{''.join(self.objectives)}{self.settle()}}}\n\n"

    def example(self):
        lines = []
        for key, rows in self.data.items():
            joined = ",\n    ".join(rows)
            lines.append(f"  data {key} " + (f"\n    {joined}\n" if rows else "none\n"))
        periods = self.pick("2026-03-01 .. 2026-04-15", "2026-03-05", "2026-03-20 .. 2026-04-30")
        return f'example "random" of {self.name} {{\n  period {periods}\n{"".join(lines)}{EXPECT}}}\n'


def generate(seed):
    return Text(seed).write()


if __name__ == "__main__":
    for number in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        print(generate(int(sys.argv[1]) + number))
