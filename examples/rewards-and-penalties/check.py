# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`."""

import csv
import pathlib
from datetime import datetime, timedelta
from fractions import Fraction

DATA = pathlib.Path(__file__).parent / "data"
FEE = 20_000


def rows_of(name):
    return list(csv.DictReader((DATA / name).open(encoding="utf-8")))


def share(tickets, end, limit, month):
    """Of the tickets whose verdict falls into the month: at the end, or when the time has run out."""
    verdicts = []
    for ticket in tickets:
        due = datetime.fromisoformat(ticket["opened"]) + limit
        ended = datetime.fromisoformat(ticket[end])
        if min(ended, due).strftime("%Y-%m") == month:
            verdicts.append(ended <= due)
    return Fraction(sum(verdicts), len(verdicts))


def penalty(value, percent):
    if value >= Fraction(95, 100):
        return Fraction(0)
    return FEE * Fraction(percent if value >= Fraction(85, 100) else 2 * percent, 100)


def figures():
    tickets, surveys = rows_of("tickets.csv"), rows_of("surveys.csv")
    found, good, owed, earned = {}, 0, 0, 0
    for number in range(1, 13):
        month = f"2026-{number:02}"
        response = share(tickets, "answered", timedelta(minutes=30), month)
        solution = share(tickets, "solved", timedelta(hours=24), month)
        scores = [int(row["score"]) for row in surveys if row["at"].startswith(month)]
        satisfaction = Fraction(sum(scores), len(scores))
        all_good = min(response, solution) >= Fraction(95, 100) and satisfaction >= 4
        good = (0 if good == 3 else good) + 1 if all_good else 0
        owed += penalty(response, 5) + penalty(solution, 10)
        earned += FEE * Fraction(8, 100) if good == 3 else 0
        found[f"{month} response.value"] = response
        found[f"{month} response.credit"] = penalty(response, 5)
        found[f"{month} solution.value"] = solution
        found[f"{month} solution.credit"] = penalty(solution, 10)
        found[f"{month} satisfaction.value"] = satisfaction
        found[f"{month} streak.value"] = Fraction(good)
        found[f"{month} streak.bonus"] = FEE * Fraction(8 if good == 3 else 0, 100)
        if number % 3 == 0:
            found[f"2026-Q{number // 3} settlement"] = min(owed, Fraction(30 * FEE, 100)) - earned
            owed = earned = 0
    return found


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value}")
