# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`."""

import csv
import math
import pathlib
from datetime import datetime, timedelta
from fractions import Fraction

DATA = pathlib.Path(__file__).parent / "data"
MONTHS = {"2026-01": 31 * 1440, "2026-02": 28 * 1440, "2026-03": 31 * 1440 - 60}  # clocks go forward on 8 March
SEATS, PRICE, FEE, RENT = 40, 65, 40 * 65, 900
MINUTE, NANOSECONDS = timedelta(minutes=1), 60 * 10**9
CLOCKS = {"critical": (60, False), "major": (4 * 60, True), "minor": (16 * 60, True)}


def rows_of(name):
    return list(csv.DictReader((DATA / name).open(encoding="utf-8")))


def moment(text):
    return datetime.fromisoformat(text)


def minutes(began, ended):
    at = moment(began)
    while at < moment(ended):
        yield at
        at += MINUTE


def in_month(at, month):
    return at.strftime("%Y-%m") == month


def covered(rows, *ends):
    return {at for row in rows for at in minutes(*(row[end] for end in ends))}


def planned(month):
    """Announced 48 hours before; the first eight hours of the month."""
    known = [r for r in rows_of("maintenance.csv") if moment(r["announced"]) <= moment(r["began"]) - timedelta(hours=48)]
    return set(sorted(at for at in covered(known, "began", "ended") if in_month(at, month))[: 8 * 60])


def excused():
    found = covered(rows_of("arrears.csv"), "since", "paid")
    for month in MONTHS:
        found |= planned(month)
    return found


def runs(down):
    """Lengths of the outages, each with the minute it began."""
    found = []
    for at in sorted(down):
        if found and found[-1][1] == at - MINUTE:
            found[-1][1] = at
        else:
            found.append([at, at])
    return [(start, (end - start) // MINUTE + 1) for start, end in found]


def due(at, left, in_office):
    while left:
        left -= not in_office or (at.weekday() < 5 and 8 <= at.hour < 18)
        at += MINUTE
    return at


def answers(severity, month):
    verdicts = []
    for row in rows_of("tickets.csv"):
        if row["severity"] == severity:
            end, limit = moment(row["answered"]), due(moment(row["opened"]), *CLOCKS[severity])
            if in_month(min(end, limit), month):
                verdicts.append(end <= limit)
    return Fraction(sum(verdicts), len(verdicts)) if verdicts else None


def ladder(value, *rows):
    return next((percent for limit, percent in rows if value < Fraction(limit, 1000)), 0)


def of_month(month, off):
    found, owed = {}, Fraction(0)
    base = MONTHS[month] - sum(in_month(at, month) for at in off)
    for service in ("app", "api"):
        down = covered((r for r in rows_of("outages.csv") if r["service"] == service), "began", "ended") - off
        up = 1 - Fraction(sum(in_month(at, month) for at in down), base)
        longest = max((length for start, length in runs(down) if in_month(start, month)), default=0)
        credits = FEE * Fraction(ladder(up, (950, 50), (990, 15), (998, 5)), 100), FEE * Fraction(8 * (longest > 240), 100)
        found[f"uptime[{service}].value"], found[f"longest[{service}].value"] = up, Fraction(longest * NANOSECONDS)
        found[f"uptime[{service}].credit"], found[f"longest[{service}].credit"] = credits
        owed += max(credits)
    for severity in CLOCKS:
        value = answers(severity, month)
        found[f"answers[{severity}].value"] = value
        owed += FEE * Fraction(2 * (value is not None and value < Fraction(90, 100)), 100)
    found["settlement"] = Fraction(0) if owed <= 1 else min(owed, Fraction(FEE, 2))
    usage = [row for row in rows_of("usage.csv") if row["at"].startswith(month)]
    extra_users = max(max(int(row["users"]) for row in usage) - SEATS, 0)
    extra_storage = max(max(int(row["stored_gb"]) for row in usage) - 240, 0)
    found["surcharge"] = Fraction(extra_users * PRICE) + Fraction(math.ceil(extra_storage), 2)
    return found


def figures():
    off, found = excused(), {}
    machines = covered(rows_of("machines.csv"), "began", "ended")
    for month, length in MONTHS.items():
        found |= {f"crm: {month} {name}": value for name, value in of_month(month, off).items()}
        up = 1 - Fraction(sum(in_month(at, month) for at in machines), length)
        found[f"hosting: {month} uptime.value"] = up
        found[f"hosting: {month} restitution"] = RENT * Fraction(ladder(up, (980, 100), (995, 25), (999, 10)), 100)
    return found


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value}")
