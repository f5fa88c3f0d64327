# SPDX-License-Identifier: Apache-2.0
"""Random agreements over four months with their data as rows, for files and for the oracle."""

import datetime
import random

MONTHS = ["2026-01", "2026-02", "2026-03", "2026-04"]
START = datetime.datetime(2026, 1, 1)
MEMBERS = ("a", "b")
HEADER = """slate 1

agreement {name} "Random" {{
  provider p
  customer c
  term     2026-01-01 .. 2026-12-31
  zone     "{zone}"
  currency EUR
  period   month

  key service {{ a, b }}
  given fee: money = 100 EUR
  input outage {{ service: service  from, to: instant }} complete
  input probe every 1h{good_for} keeping {keeping} {{ at: instant  up: bool good }} {gaps}
  input ticket per id {{ id: text  opened: first instant  done: last instant? }} complete
  input report {{ at: instant }} complete

"""
OBJECTIVES = {
    "down": """  objective down each service {
    measure length(spans(outage) in period) / 1h
    target  <= 2
    credit  fee * ladder { > 2: 10%, > 9: 25%, else: 0% }
    let good = if met then (previous.good otherwise 0) + 1 else 0
    bonus   20 EUR when good = 2
  }
""",
    "seen": """  objective seen {
    measure share(probe: up) otherwise void
    target  >= 95%
    credit  fee * 15%
  }
""",
    "solved": """  objective solved {
    measure share(ticket by decided: done <= opened + 40h) otherwise 100%
    target  >= 80%
    credit  fee * ladder { < 80%: 10%, < 50%: 30%, else: 0% }
  }
""",
    "nth": """  objective nth {
    measure count(last 3 periods where any(service: down.missed))
    target  <= 1
    credit  fee * value * 5%
  }
""",
}


def stamp(when):
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


class Project:
    """A text, and tables of rows as texts by column."""

    def __init__(self, seed):
        self.random = random.Random(f"files {seed}")
        self.name = f"random_{seed}"
        self.objectives = ["down"] + [o for o in ("seen", "solved", "nth") if self.chance(50)]
        self.each = self.chance(30)
        self.claim = self.chance(30)
        self.right = self.chance(30)
        self.duty = self.chance(50)
        self.text = self.write()
        self.tables = {
            "outage": self.outages(20),
            "probe": self.probes(),
            "ticket": self.tickets(),
            "report": [{"at": stamp(self.moment(150))} for _ in range(self.random.randrange(1, 7))],
        }
        if self.claim and self.chance(80):
            self.tables["claims"] = self.claims()
        if self.right and self.chance(80):
            self.tables["exercises"] = [{"at": stamp(self.moment(150)), "right": "leave"} for _ in range(2)]

    def pick(self, *options):
        return self.random.choice(options)

    def chance(self, n):
        return self.random.randrange(100) < n

    def moment(self, days=118):
        return START + datetime.timedelta(minutes=self.random.randrange(days * 1440))

    # ---- Rows ----

    def outages(self, most):
        rows = []
        for _ in range(self.random.randrange(1, most)):
            begin = self.moment()
            end = begin + datetime.timedelta(minutes=self.pick(20, 90, 200, 700, 3000))
            rows.append({"service": self.pick(*MEMBERS), "from": stamp(begin), "to": stamp(end)})
        return rows

    def probes(self):
        """Nearly every hour, some hours twice."""
        rows, at = [], START
        while at < START + datetime.timedelta(days=120):
            for _ in range(self.random.choices((0, 1, 2), (1, 12, 1))[0]):
                late = datetime.timedelta(seconds=self.random.randrange(3600))
                rows.append({"at": stamp(at + late), "up": "true" if self.chance(95) else "false"})
            at += datetime.timedelta(hours=1)
        return rows

    def tickets(self):
        rows = []
        for number in range(self.random.randrange(1, 15)):
            opened = self.moment()
            done = opened + datetime.timedelta(minutes=self.random.randrange(6000))
            rows.append({"id": str(number), "opened": stamp(opened), "done": stamp(done) if self.chance(80) else ""})
        return rows

    def claims(self):
        rows = []
        for number, label in enumerate(MONTHS):
            at = START + datetime.timedelta(days=31 * (number + 1) + self.random.randrange(40))
            member = {"service": self.pick(*MEMBERS)} if self.each else {}
            rows += [{"at": stamp(at), "period": label, **member}] if self.chance(70) else []
        return rows or [{"at": stamp(START), "period": "2025-12", **({"service": "a"} if self.each else {})}]

    def with_late_rows(self):
        """More outages, from the month on that is given back."""
        month = self.random.randrange(0, 3)
        begin = datetime.datetime(2026, month + 1, self.random.randrange(2, 28))  # in every zone
        end = begin + datetime.timedelta(hours=self.pick(3, 8, 30))
        late = {"service": self.pick(*MEMBERS), "from": stamp(begin), "to": stamp(end)}
        return MONTHS[month], {**self.tables, "outage": self.tables["outage"] + [late]}

    # ---- Text ----

    def write(self):
        header = HEADER.format(
            name=self.name,
            zone=self.pick("UTC", "Europe/Berlin", "America/New_York"),
            good_for="",
            keeping=self.pick("worst", "best", "last"),
            gaps=self.pick("gaps { up: true }", "gaps absent", "gaps unknown"),
        )
        objectives = "".join(OBJECTIVES[name] for name in self.objectives)
        return header + objectives + self.settle() + self.rest() + "}\n"

    def settle(self):
        of = "down" if self.each else ", ".join(self.objectives)
        steps = [f"{self.pick('sum', 'highest')} of {of}"]
        steps += [f"drop when < {self.pick(12, 20)} EUR"] if self.chance(30) else []
        steps += [f"hold when < {self.pick(15, 40)} EUR"] if not self.claim and self.chance(40) else []
        steps += ["cap 60 EUR per contract_year"] if self.chance(40) else []
        steps += [f"cap {self.pick(30, 45)} EUR per last {self.pick(2, 3)} periods"] if self.chance(40) else []
        steps += ["claim until period.to + 20 days otherwise forfeited"] if self.claim else []
        steps += ["less down.bonus"] if not self.claim and self.chance(40) else []
        steps += ["round half_up to 0.01 EUR", f"undecided pays {self.pick('lower', 'upper')}"]
        per = self.pick("", "", " per quarter")
        self.per_quarter = per != ""
        return f"  settle{' each service' if self.each else ''}{per} {{\n" + "".join(f"    {s}\n" for s in steps) + "  }\n"

    def rest(self):
        right = (
            "  right leave by customer until period.to + 45 days\n"
            f"    when count(last {self.pick(1, 2)} periods where any(service: down.missed)) >= 1\n"
        )
        duty = self.pick(
            '  duty p "Report" until period.to + 5 days done by report\n',
            '  duty p "Report" until period.to + 12 days when any(service: down.missed) done by report\n',
        )
        return (right if self.right else "") + (duty if self.duty else "")
