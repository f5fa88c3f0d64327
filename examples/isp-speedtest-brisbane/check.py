# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`."""

import csv
import gzip
import math
import pathlib
from calendar import monthrange
from datetime import datetime
from fractions import Fraction

DATA = pathlib.Path(__file__).parent / "data"
MONTHS = ("2018-04", "2018-05", "2018-06", "2019-02", "2019-03")
STEPS = (("2019-03-28", 100, 100), ("2018-05-13", 50, 80), ("2017-10-13", 30, 70))  # from, Mbit/s, AUD
SECOND = 10**9


def in_force(day):
    return next((rate, fee) for since, rate, fee in STEPS if day >= since)


def fee_of(month):
    days = monthrange(int(month[:4]), int(month[5:]))[1]
    return Fraction(sum(in_force(f"{month}-{day:02}")[1] for day in range(1, days + 1)), days)


def restores():
    with (DATA / "failures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            length = datetime.fromisoformat(row["restored"]) - datetime.fromisoformat(row["began"])
            yield row["restored"][:7], int(length.total_seconds())


def credit_share(value):
    if value >= Fraction(9, 10):
        return 0
    return Fraction(25 if value < Fraction(1, 2) else 10 if value < Fraction(4, 5) else 5, 100)


def figures():
    with gzip.open(DATA / "speedtests.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for month in MONTHS:
        tests = [row for row in rows if row["datetimestart"].startswith(month)]
        valid = [row for row in tests if Fraction(row["ping"]) < 60_000]
        reached = [Fraction(row["download"]) / in_force(row["datetimestart"][:10])[0] for row in valid]
        pings = sorted(Fraction(row["ping"]) for row in valid)
        lengths = [length for ended, length in restores() if ended == month]
        typical = Fraction(sum(share >= Fraction(9, 10) for share in reached), len(reached))
        restore = Fraction(sum(lengths), len(lengths))
        owed = {
            "typical": fee_of(month) * credit_share(typical),
            "restore": Fraction(max(math.ceil((restore - 6 * 3600) / 1800), 0)),
        }
        found[f"{month} typical.value"] = typical
        found[f"{month} throughput.value"] = sum(min(share, 1) for share in reached) / len(reached)
        found[f"{month} delay.value"] = pings[math.ceil(len(pings) * Fraction(95, 100)) - 1] * SECOND / 1000
        found[f"{month} tests_ran.value"] = Fraction(len(valid), len(tests))
        found[f"{month} restore.value"] = restore * SECOND
        found |= {f"{month} {name}.credit": credit for name, credit in owed.items()}
        paid = min(sum(owed.values()), fee_of(month) / 2)
        found[f"{month} settlement"] = Fraction(math.floor(paid * 100 + Fraction(1, 2)), 100)
    return found


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value} (about {float(value)})" if "value" in figure else f"{figure} = {value}")
