# SPDX-License-Identifier: Apache-2.0
"""Inputs and facts of random agreements, with their rows."""

import datetime

FIRST = datetime.datetime(2026, 3, 1)


class Inputs:
    def services(self, name):
        """Whether the input is by service or account; then its rows come for each."""
        if name not in self.keyed:
            self.keyed[name] = self.chance(50)
        if self.keyed[name]:
            self.declare_key()
        return ["a", "b"] if self.keyed[name] else [None]

    def declare_key(self):
        if self.over == "service":
            self.items.setdefault("key service", "key service { a, b }")
        elif "key account" not in self.items:
            self.items["key account"] = "key account during contract"
            self.items["contract"] = "input contract { account: account  from, to: instant } complete"
            for member in ("a", "b"):
                self.rows("contract", member, [self.stretch(120 * 1440) for _ in range(self.pick(1, 1, 2))])

    def column(self, name):
        return f"{self.over}: {self.over}  " if self.keyed[name] else ""

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

    def limit_of(self):
        """A fact by service, of the text or of the example."""
        if "limit" not in self.items:
            self.declare_key()
            self.items["limit"] = f"given limit: number by {self.over} = 3"
            for member in self.random.sample(["a", "b"], self.pick(0, 1, 2)):
                self.facts.append(f"  given limit[{member}] = {self.pick(0, 1, 7)}\n")
        return "limit"

    def load(self):
        """A fact whose change cuts the period."""
        self.split = True
        day = self.pick("2026-03-20", "2026-03-11", "2026-04-02")
        self.items.setdefault("load", f"given load: number dated split {{ {day}: {self.pick(1, 4)}, else: 2 }}")
        return "load"

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
        limit = self.pick("", " pending until opened + 2 days otherwise missed")
        self.items["ticket"] = (
            "input ticket per id { id: text  opened: first instant  done: last instant?"
            f"  waiting: spans }} complete{limit}"
        )
        return "ticket"
