# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`."""

import csv
import gzip
import pathlib
from datetime import datetime, timedelta
from fractions import Fraction

DATA = pathlib.Path(__file__).parent / "data"
SLOT = timedelta(minutes=5)
FEE = 5_000
MONTHS = (datetime(2026, 1, 1), datetime(2026, 2, 1), datetime(2026, 3, 1), datetime(2026, 4, 1))


def moment(text):
    return datetime.fromisoformat(text.rstrip("Z"))


def slots_between(start, end):
    return {start + SLOT * n for n in range((end - start) // SLOT)}


def planned():
    """Announced five days before; of each month the first four hours."""
    found = set()
    with (DATA / "maintenance.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if moment(row["announced"]) <= moment(row["began"]) - timedelta(days=5):
                found |= slots_between(moment(row["began"]), moment(row["ended"]))
    return {at for month in (1, 2, 3) for at in sorted(at for at in found if at.month == month)[:48]}


def at_least_two(down):
    """Runs of ten minutes and more."""
    return {at for at in down if at - SLOT in down or at + SLOT in down}


def rate(value):
    return next((p for limit, p in ((950, 30), (990, 25), (999, 10)) if value < Fraction(limit, 1000)), 0)


def figures():
    rows = {"web": {}, "shop": {}}
    with gzip.open(DATA / "probes.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows[row["service"]][moment(row["at"])] = row["up"] == "no"
    excused, found, used = planned(), {}, Fraction(0)
    for start, end in zip(MONTHS, MONTHS[1:]):
        month, ends = f"{start:%Y-%m}", []
        base = slots_between(start, end) - excused
        for service, answers in rows.items():
            surely = {at for at, down in answers.items() if down}
            unknown = slots_between(MONTHS[0], MONTHS[-1]) - answers.keys()
            high, low = (
                1 - Fraction(len(at_least_two(down - excused) & base), len(base))
                for down in (surely, surely | unknown)
            )
            name = f"{month} uptime[{service}]"
            found |= {f"{name}.value": low} if low == high else {f"{name}.value.low": low, f"{name}.value.high": high}
            met = [value >= Fraction(999, 1000) for value in (low, high)]
            found[f"{name}.verdict"] = "met" if all(met) else "undecided" if any(met) else "missed"
            ends.append(FEE * Fraction(rate(high), 100))
        paid = min(max(ends), Fraction(30 * FEE, 100), Fraction(15 * 12 * FEE, 100) - used)
        found[f"{month} settlement"] = paid if paid > 1 else Fraction(0)
        used += paid
    return found


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value}")
