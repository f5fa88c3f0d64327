# SPDX-License-Identifier: Apache-2.0
"""Random small agreements with an example each, as Slate text; the same seed gives the same text.

  generate.py SEED [COUNT]                 prints them
  generate.py --features SEED COUNT        how often each feature of the language occurs in them

EXPECT stands where expectations belong.
"""

import datetime
import random
import sys

from features import counted
from random_history import History
from random_inputs import FIRST, Inputs
from random_promises import Promises

EXPECT = "  expect length(period) > 0s\n"
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]


class Text(Inputs, Promises, History):
    """One agreement in the making; objectives bring the inputs they need."""

    def __init__(self, seed):
        self.name = f"random_{seed}"
        self.random = random.Random(seed)
        self.items = {}  # declarations by name, in the order of first use
        self.data = {}  # rows by (input, key)
        self.facts = []  # lines of the example
        self.objectives = []
        self.names = []
        self.targets = []  # (objective, (relation, another target))
        self.fanned = []
        self.bonuses = []
        self.openings = []
        self.rights = []
        self.keyed = {}
        self.split = False
        self.how_amended = ""
        self.over = "account" if self.chance(12) else "service"
        self.period = self.pick("month", "month", "month from 10", "week", "quarter", "30 days from 2026-01-07")
        self.may_have_rhythm = self.period == "month"

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

    def later_moment(self):
        """When somebody may ask for something."""
        return FIRST + datetime.timedelta(minutes=self.random.randrange(1440, 80 * 1440))

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

    # ---- The whole ----

    def write(self):
        for kind in self.random.sample(self.kinds(), self.random.randrange(1, 4)):
            kind()
        if not self.names:
            self.outages()
        self.may_have_rhythm = False
        others = [self.streak, self.points, self.nth_failure, self.doubling, self.earned_back, self.pool]
        if self.chance(40):
            self.pick(*others)()
        settle = self.settle()
        if self.chance(25):
            self.right()
        self.claims()
        amendment = self.amendment() if not self.split and self.chance(15) else ""
        return self.agreement(settle) + amendment + self.example()

    def kinds(self):
        return [
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
            self.values_of,
            self.tickets,
            self.opened_tickets,
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
            self.against_limit,
            *([self.against_load] if self.over == "service" else []),
        ]

    def agreement(self, settle):
        own_rhythm = any("{\n    period" in objective for objective in self.objectives)
        last = "from 2026-01-01" if own_rhythm else "2026-01-15 .. 2026-04-20"
        term = self.pick("from 2026-01-01", "from 2026-01-01", "from 2026-03-11", last)
        partial = "cut" if self.split or self.how_amended == "splits" else self.pick("cut", "whole", "skip", "extrapolate")
        customer = "each account" if "key account" in self.items else "c"
        if "key tier" in self.items:
            customer = f"c on {self.pick('gold', 'silver')}"
        header = (
            f'agreement {self.name} "Random" {{\n  provider p\n  customer {customer}\n'
            f'  term {term}\n  zone "{self.pick(*ZONES)}"\n  currency EUR\n'
            f"  period {self.period}\n  partial {partial}\n\n"
        )
        items = "".join(f"  {item}\n" for item in self.items.values())
        given = "  given fee: money = 80 EUR\n\n"
        rest = "".join(self.objectives) + settle + "".join(self.openings + self.rights)
        return f"slate 1\n\n{header}{items}{given}{rest}}}\n\n"

    def example(self):
        lines = list(self.facts)
        for key, rows in self.data.items():
            joined = ",\n    ".join(rows)
            lines.append(f"  data {key} " + (f"\n    {joined}\n" if rows else "none\n"))
        periods = self.pick("2026-03-01 .. 2026-04-15", "2026-03-05", "2026-03-20 .. 2026-04-30")
        asked = "claims" in self.data or "exercises" in self.data
        now = f"  now {self.instant(self.later_moment())}\n" if self.chance(50 if asked else 10) else ""
        return f'example "random" of {self.name} {{\n  period {periods}\n{now}{"".join(lines)}{EXPECT}}}\n'


def generate(seed):
    return Text(seed).write()


def main(arguments):
    if arguments[:1] == ["--features"]:
        first, count = int(arguments[1]), int(arguments[2])
        for name, times in counted(generate(seed) for seed in range(first, first + count)).items():
            print(f"{times:7} {name}")
        return
    for number in range(int(arguments[1]) if len(arguments) > 1 else 1):
        print(generate(int(arguments[0]) + number))


if __name__ == "__main__":
    main(sys.argv[1:])
