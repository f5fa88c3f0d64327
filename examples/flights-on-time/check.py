# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`."""

import json
import math
import pathlib
from fractions import Fraction

MINUTE = 60 * 10**9  # nanoseconds


def punctual(flights):
    return Fraction(sum(flight["delay"] < 15 for flight in flights), len(flights))


def rate(value):
    if value >= Fraction(78, 100):
        return 0
    return 20 if value < Fraction(70, 100) else 10 if value < Fraction(755, 1000) else 5


def figures():
    path = pathlib.Path(__file__).parent / "data" / "flights.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    found, owed = {}, 0
    for month in ("01", "02", "03"):
        flights = [row for row in rows if row["date"].startswith(f"2001/{month}")]
        days = sorted({row["date"][:10] for row in flights})
        delays = sorted(row["delay"] for row in flights)
        waited = sum(max(delay - 60, 0) for delay in delays)
        name = f"2001-{month}"
        found[f"{name} punctual.value"] = punctual(flights)
        found[f"{name} punctual.credit"] = Fraction(1_000 * rate(punctual(flights)))
        found[f"{name} waiting.value"] = Fraction(waited * MINUTE)
        found[f"{name} waiting.credit"] = Fraction(150 * max(math.ceil(Fraction(waited, 60)) - 12, 0))
        found[f"{name} nine_in_ten.value"] = Fraction(delays[math.ceil(len(delays) * Fraction(9, 10)) - 1] * MINUTE)
        found[f"{name} average.value"] = Fraction(sum(max(delay, 0) for delay in delays), len(delays)) * MINUTE
        found[f"{name} quiet_days.value"] = (
            sum(punctual([row for row in flights if row["date"].startswith(day)]) for day in days) / len(days)
        )
        owed += found[f"{name} punctual.credit"] + found[f"{name} waiting.credit"]
    found["2001-Q1 settlement"] = min(owed, Fraction(30_000))
    return found


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value}")
