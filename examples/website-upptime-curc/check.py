# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`."""

import csv
import math
import pathlib
from datetime import datetime, timezone
from fractions import Fraction

SITES = {
    "access-website-public-webpage": ("website", 400),
    "access-registry-technical-endpoint": ("registry", 300),
    "curc-docs-public-webpage": ("docs", 100),
    "curc-data-transfer-node-ssh-tcp-reachability": ("transfer", 200),
    "curc-statuspage-alpine-component": ("status", 50),
}
MONTHS = {"2026-06": (6, 7), "2026-07": (7, 8)}
HOLD = 2 * 3_600_000  # milliseconds
NANOSECONDS = 10**6  # of a millisecond


def milliseconds(at):
    return round((at - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds() * 1000)


def instant(text):
    return milliseconds(datetime.fromisoformat(text.replace("Z", "+00:00")))


def up_and_down(rows, start, end):
    """An answer holds until the next one, but for no more than two hours."""
    states = sorted((instant(row["timestamp"]), row["status"]) for row in rows)
    length = {"up": 0, "down": 0}
    for (at, status), (following, _) in zip(states, states[1:] + [(end + HOLD, "")]):
        until = min(following, at + HOLD, end)
        length[status] += max(until - max(at, start), 0)
    return length["up"], length["down"]


def rate(value):
    limits = ((Fraction(90, 100), 50), (Fraction(95, 100), 25), (Fraction(99, 100), 10))
    return Fraction(next((percent for limit, percent in limits if value < limit), 0), 100)


def figures():
    path = pathlib.Path(__file__).parent / "data" / "probes.csv"
    all_rows = list(csv.DictReader(path.open(encoding="utf-8")))
    found = {}
    for month, (first, after) in MONTHS.items():
        start, end = (milliseconds(datetime(2026, m, 1, tzinfo=timezone.utc)) for m in (first, after))
        owed = 0
        for site, (name, fee) in SITES.items():
            rows = [row for row in all_rows if row["site"] == site]
            up, down = up_and_down(rows, start, end)
            times = sorted(
                int(row["response_ms"])
                for row in rows
                if row["status"] == "up" and start <= instant(row["timestamp"]) < end
            )
            uptime = Fraction(up, up + down)
            pace = times[math.ceil(len(times) * Fraction(95, 100)) - 1]
            found[f"{month} uptime[{name}].value"] = uptime
            found[f"{month} uptime[{name}].credit"] = fee * rate(uptime)
            found[f"{month} coverage[{name}].value"] = Fraction(up + down, end - start)
            found[f"{month} pace[{name}].value"] = Fraction(pace * NANOSECONDS)
            found[f"{month} pace[{name}].credit"] = Fraction(fee * 5, 100) if pace > 1500 else Fraction(0)
            found[f"{month} prompt[{name}].value"] = Fraction(sum(t <= 1000 for t in times), len(times))
            owed += found[f"{month} uptime[{name}].credit"] + found[f"{month} pace[{name}].credit"]
        found[f"{month} settlement"] = min(owed, Fraction(50 * sum(fee for _, fee in SITES.values()), 100))
    return found


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value}")
