# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`."""

import csv
import gzip
import math
import pathlib
from collections import defaultdict
from datetime import datetime, timedelta
from fractions import Fraction

DATA = pathlib.Path(__file__).parent / "data"
FEE = 40_000
SECOND = 10**9
MINUTE = timedelta(minutes=1)


def rows_of(name):
    with gzip.open(DATA / name, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def half_hours(calls):
    """Mean over the half hours with calls that were answered or waited longer than 20 seconds."""
    bins = defaultdict(list)
    for at, wait, answered, _ in calls:
        if answered or wait > 20:
            bins[at[:14] + ("00" if at[14:16] < "30" else "30")].append(answered and wait <= 20)
    return sum(Fraction(sum(quick), len(quick)) for quick in bins.values()) / len(bins)


def office_minutes(began, restored):
    at, minutes = began, 0
    while at < restored:
        minutes += at.weekday() < 5 and 8 <= at.hour < 20
        at += MINUTE
    return minutes


def figures():
    found = {}
    for month, hours in (("2026-04", 30 * 24), ("2026-05", 31 * 24)):
        calls = [
            (row["queued_at"], int(row["waited_s"]), row["answered"] == "yes", row["solved"] == "yes")
            for row in rows_of("calls.csv.gz")
            if row["queued_at"].startswith(month)
        ]
        answered = [call for call in calls if call[2]]
        quick = sum(wait <= 20 for _, wait, _, _ in answered)
        lost_late = sum(not taken and wait > 20 for _, wait, taken, _ in calls)
        lost = sum(not taken and wait > 5 for _, wait, taken, _ in calls)
        failures = [
            tuple(datetime.fromisoformat(row[name]) for name in ("began", "restored"))
            for row in rows_of("failures.csv.gz")
            if row["began"].startswith(month)
        ]
        down = sum((b - a for a, b in failures), timedelta())
        values = {
            "service_factor": Fraction(quick, len(answered) + lost_late),
            "half_hours": half_hours(calls),
            "abandoned": Fraction(lost, len(answered) + lost),
            "speed": Fraction(sum(call[1] for call in answered), len(answered)) * SECOND,
            "first_contact": Fraction(sum(call[3] for call in answered), len(answered)),
            "restored": Fraction(sum(office_minutes(*f) for f in failures), len(failures)) * 60 * SECOND,
            "between": Fraction(hours * 3600 - int(down.total_seconds()), len(failures)) * SECOND,
        }
        factor, abandoned = values["service_factor"], values["abandoned"]
        percent = next((p for limit, p in ((50, 10), (70, 5), (80, 2)) if factor < Fraction(limit, 100)), 0)
        late = next((p for limit, p in ((8, 3), (5, 1)) if abandoned > Fraction(limit, 100)), 0)
        slow = 1 if values["speed"] > 20 * SECOND else 0
        over = math.ceil((values["restored"] - 3 * 3600 * SECOND) / (3600 * SECOND))
        owed = max(FEE * Fraction(p, 100) for p in (percent, late, slow)) + 500 * max(over, 0)
        found |= {f"{month} {name}.value": value for name, value in values.items()}
        found[f"{month} service_factor.credit"] = FEE * Fraction(percent, 100)
        found[f"{month} abandoned.credit"] = FEE * Fraction(late, 100)
        found[f"{month} settlement"] = min(owed, Fraction(FEE, 10))
    return found


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value}")
