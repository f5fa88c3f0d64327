# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`."""

import csv
import functools
import math
import pathlib
from collections import Counter
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

DATA = pathlib.Path(__file__).parent / "data"
BERLIN = ZoneInfo("Europe/Berlin")
MONTH_GOAL = Fraction(200_000) * Fraction(40, 100) / 10_000 / Fraction(8, 100)
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-12")


def rows_of(name):
    return list(csv.DictReader((DATA / name).open(encoding="utf-8")))


def moment(text):
    return datetime.fromisoformat(text) if text else None


def working(day):
    return day.weekday() < 5 and (day.month, day.day) != (1, 1)


@functools.cache
def due(at):
    """Four hours of the office later, by the clock on the wall; the rows are exact to the minute."""
    left = 4 * 60
    while left:
        left -= working(at) and 9 <= at.hour < 18
        at += timedelta(minutes=1)
    return at


def later(at, hours):
    return (at.replace(tzinfo=BERLIN).astimezone(timezone.utc) + timedelta(hours=hours)).astimezone(BERLIN)


def month_of(at):
    return at.strftime("%Y-%m")


def good_days(leads, month):
    per_day = Counter(lead["handed_over"][:10] for lead in leads if lead["handed_over"].startswith(month))
    first = datetime.fromisoformat(f"{month}-01")
    days = [first + timedelta(days=n) for n in range(31) if (first + timedelta(days=n)).month == first.month]
    return Fraction(sum(count >= MONTH_GOAL / 20 for count in per_day.values()), sum(map(working, days)))


def speed(leads, month):
    verdicts = []
    for lead in leads:
        limit, touch = due(moment(lead["handed_over"])), moment(lead["first_touch"])
        in_time = touch is not None and touch <= limit
        if month_of(touch if in_time else limit) == month:
            verdicts.append(in_time)
    return Fraction(sum(verdicts), len(verdicts))


def depth(leads, month):
    silent = [
        int(lead["touches"]) >= 5
        for lead in leads
        if not lead["replied"] and month_of(later(moment(lead["handed_over"]), 336)) == month
    ]
    return Fraction(sum(silent), len(silent))


def figures():
    leads, deals = rows_of("leads.csv"), rows_of("deals.csv")
    count = Counter(lead["handed_over"][:7] for lead in leads)
    found = {}
    for month in MONTHS:
        missing, fast = max(MONTH_GOAL - count[month], 0), speed(leads, month)
        slow = 100 * max(math.ceil((Fraction(90, 100) - fast) * 100), 0)
        found[f"{month} good_days.value"] = good_days(leads, month)
        found[f"{month} month_volume.value"] = Fraction(count[month])
        found[f"{month} month_volume.credit"] = 200 * missing
        found[f"{month} revenue.value"] = Fraction(
            sum(int(d["revenue_eur"]) for d in deals if d["closed"].startswith(month) and d["source"] == "marketing")
        )
        found[f"{month} speed.value"] = fast
        found[f"{month} speed.credit"] = Fraction(slow)
        found[f"{month} depth.value"] = depth(leads, month)
        found[f"{month} settlement"] = min(200 * missing, Fraction(2_000))
        found[f"{month} follow_up"] = Fraction(min(slow, 2_000))
    for month, quarter in (("2026-03", range(1, 4)), ("2026-12", range(10, 13))):
        reached = sum(count[f"2026-{number:02}"] for number in quarter)
        found[f"{month} quarter_volume.value"] = reached / (3 * MONTH_GOAL)
    found["2026-12 year_volume.value"] = len(leads) / (12 * MONTH_GOAL)
    return found


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value}")
