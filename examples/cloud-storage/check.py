# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`."""

import csv
import gzip
import math
import pathlib
from collections import Counter
from fractions import Fraction

INTERVALS = 30 * 24 * 12
CHARGES = {
    ("eu", "standard"): "1284.37",
    ("eu", "infrequent"): "212.90",
    ("us", "standard"): "640.05",
    ("us", "infrequent"): "8.40",
}
LADDERS = {
    "standard": ((95, 100), (99, 25), (Fraction(999, 10), 10)),
    "infrequent": ((95, 100), (98, 25), (99, 10)),
}


def figures():
    path = pathlib.Path(__file__).parent / "data" / "counters.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found, owed = {}, 0
    for (region, storage), charge in CHARGES.items():
        pairs = [(int(r["failed"]), int(r["total"])) for r in rows if (r["region"], r["class"]) == (region, storage)]
        by_total = Counter()  # one interval has one row; few denominators keep the sum of fractions quick
        for failed, total in pairs:
            by_total[total] += failed
        uptime = 1 - sum(Fraction(failed, total) for total, failed in by_total.items()) / INTERVALS
        percent = next((p for limit, p in LADDERS[storage] if uptime < Fraction(limit) / 100), 0)
        name = f"2026-04 uptime[{region}, {storage}]"
        found[f"{name}.value"] = uptime
        found[f"{name}.credit"] = Fraction(charge) * percent / 100
        failed, total = (sum(column) for column in zip(*pairs))
        found[f"2026-04 pooled[{region}, {storage}].value"] = 1 - Fraction(failed, total)
        owed += found[f"{name}.credit"]
    found["2026-04 settlement"] = Fraction(0 if owed <= 1 else math.floor(owed * 100 + Fraction(1, 2))) / 100
    return found


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value}" if value.denominator < 10**9 else f"{figure} is about {float(value)}")
