# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`."""

import csv
import pathlib
from datetime import datetime, timedelta
from fractions import Fraction

DATA = pathlib.Path(__file__).parent / "data"
MONTHS = {"2026-01": 31, "2026-02": 28, "2026-03": 31}


def rows_of(name):
    return list(csv.DictReader((DATA / name).open(encoding="utf-8")))


def minutes_of(rows):
    """Every minute that some row covers, once."""
    covered = set()
    for row in rows:
        at = datetime.fromisoformat(row["began"])
        while at < datetime.fromisoformat(row["ended"]):
            covered.add(at)
            at += timedelta(minutes=1)
    return covered


def available(covered, month):
    return 1 - Fraction(sum(at.strftime("%Y-%m") == month for at in covered), MONTHS[month] * 24 * 60)


def credit(base, value, *rows):
    """The rows of the ladder, the severe ones first, in per mille of availability."""
    return Fraction(base * next((percent for limit, percent in rows if value < Fraction(limit, 1000)), 0), 100)


def repaired(month):
    """A ticket counts when it is fixed or its four hours are over."""
    verdicts = []
    for row in rows_of("tickets.csv"):
        fixed, due = datetime.fromisoformat(row["fixed"]), datetime.fromisoformat(row["opened"]) + timedelta(hours=4)
        if min(fixed, due).strftime("%Y-%m") == month:
            verdicts.append(fixed <= due)
    return Fraction(sum(verdicts), len(verdicts))


def figures():
    network, office = minutes_of(rows_of("network.csv")), minutes_of(rows_of("office.csv"))
    lines = {name: minutes_of(row for row in rows_of("lines.csv") if row["line"] == name) for name in ("a", "b")}
    found = {}
    for month in MONTHS:
        up = available(network, month)
        found[f"network: {month} uptime.value"] = up
        found[f"network: {month} settlement"] = credit(10_000, up, (990, 10), (998, 5))
        recoverable = 0
        for name, covered in lines.items():
            value = available(covered, month)
            found[f"leased_lines: {month} uptime[{name}].value"] = value
            recoverable += credit(2_000, value, (980, 100), (990, 25), (997, 10))
        found[f"leased_lines: {month} settlement"] = recoverable
        up, fixed = available(office, month), repaired(month)
        found[f"online: {month} uptime.value"] = up
        found[f"online: {month} fix.value"] = fixed
        late = Fraction(12_000 * 3 if fixed < Fraction(80, 100) else 0, 100)
        found[f"online: {month} settlement"] = credit(12_000, up, (990, 10), (995, 5)) + late
    return found


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value}")
