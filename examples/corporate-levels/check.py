# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`."""

import csv
import pathlib
from datetime import date, datetime, timedelta
from fractions import Fraction

DATA = pathlib.Path(__file__).parent / "data"
BASE = 36_000
FIRST, AFTER = datetime(2026, 4, 1), datetime(2026, 7, 1)
HOLIDAYS = {date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14), date(2026, 5, 25)}  # Berlin


def rows_of(name):
    return list(csv.DictReader((DATA / name).open(encoding="utf-8")))


def moment(text):
    return datetime.fromisoformat(text)


def due(at, hours):
    """The rows are exact to the minute."""
    left = hours * 60
    while left:
        left -= at.weekday() < 5 and 8 <= at.hour < 18 and at.date() not in HOLIDAYS
        at += timedelta(minutes=1)
    return at


def answered(tickets, hours):
    """Of the tickets whose verdict falls into the quarter."""
    verdicts = []
    for ticket in tickets:
        end, limit = moment(ticket["answered"]), due(moment(ticket["opened"]), hours)
        if FIRST <= min(end, limit) < AFTER:
            verdicts.append(end <= limit)
    return Fraction(sum(verdicts), len(verdicts))


def available(service):
    """Overlapping outages count once."""
    down = set()
    for row in rows_of("outages.csv"):
        if row["service"] == service:
            at = moment(row["began"])
            while at < moment(row["ended"]):
                down.add(at)
                at += timedelta(minutes=1)
    return 1 - Fraction(len(down), 91 * 24 * 60)


def figures():
    tickets = rows_of("tickets.csv")
    of_finance = [ticket for ticket in tickets if ticket["department"] == "finance"]
    finance, payroll = answered(of_finance, 10), answered(of_finance, 15)
    late = {"finance": finance < Fraction(95, 100), "payroll": payroll < Fraction(95, 100)}
    up = available("payroll")
    percent = 20 if up < Fraction(99, 100) else 5 if up < Fraction(999, 1000) else 0
    found = {
        "corporate: 2026-Q2 answers.value": answered(tickets, 10),
        "finance: 2026-Q2 answers.value": finance,
        "finance: 2026-Q2 settlement": Fraction(5 * BASE * late["finance"], 100),
        "payroll: 2026-Q2 answers.value": payroll,
        "payroll: 2026-Q2 uptime[payroll].value": up,
        "payroll: 2026-Q2 settlement": Fraction(min(percent + 5 * late["payroll"], 20) * BASE, 100),
    }
    for service in ("payroll", "mail", "ledger", "procurement"):
        found[f"corporate: 2026-Q2 uptime[{service}].value"] = available(service)
        found[f"corporate: 2026-Q2 uptime[{service}].verdict"] = "met" if available(service) >= Fraction(995, 1000) else "missed"
    return found


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value}")
