# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`."""

import csv
import pathlib
from datetime import datetime, timezone
from fractions import Fraction

SITES = {"ebi-http": ("http", 150), "ebi-https": ("https", 300), "ebi-ftp": ("ftp", 50)}
MONTHS = {"2025-05": (5, 6), "2025-06": (6, 7), "2025-07": (7, 8)}
NANOSECONDS = 10**6  # of a millisecond


def milliseconds(at):
    return round((at - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds() * 1000)


def outages(rows, start, end):
    """Runs of down time within the month: a state holds until the next row."""
    states = sorted((milliseconds(datetime.fromisoformat(row["timestamp"].replace("Z", "+00:00"))), row["status"]) for row in rows)
    runs = []
    for (at, status), (until, _) in zip(states, states[1:] + [(end, "")]):
        since, until = max(at, start), min(until, end)
        if status == "down" and since < until:
            if runs and runs[-1][1] == since:
                since = runs.pop()[0]
            runs.append((since, until))
    return [until - since for since, until in runs]


def rate(value):
    limits = ((Fraction(97, 100), 25), (Fraction(99, 100), 10), (Fraction(999, 1000), 5))
    return Fraction(next((percent for limit, percent in limits if value < limit), 0), 100)


def figures():
    path = pathlib.Path(__file__).parent / "data" / "probes.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    found = {}
    for month, (first, after) in MONTHS.items():
        start, end = (milliseconds(datetime(2025, m, 1, tzinfo=timezone.utc)) for m in (first, after))
        owed = 0
        for site, (name, fee) in SITES.items():
            down = outages([row for row in rows if row["site"] == site], start, end)
            value = 1 - Fraction(sum(down), end - start)
            longest = max(down, default=0)
            credits = fee * rate(value), Fraction(fee, 10) if longest > 2 * 3_600_000 else Fraction(0)
            found[f"{month} uptime[{name}].value"] = value
            found[f"{month} longest[{name}].value"] = Fraction(longest * NANOSECONDS)
            found[f"{month} uptime[{name}].credit"], found[f"{month} longest[{name}].credit"] = credits
            owed += max(credits)
        found[f"{month} settlement"] = min(owed, Fraction(500))
    return found


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value}")
