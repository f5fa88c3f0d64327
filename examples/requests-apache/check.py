# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`."""

import csv
import gzip
import math
import pathlib
from collections import defaultdict
from fractions import Fraction

HOURS = 4 * 24  # of the part of the month that is in the term


def figures():
    path = pathlib.Path(__file__).parent / "data" / "requests.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    statuses = [int(row["status"]) for row in rows]
    of_hour = defaultdict(list)
    for row in rows:
        of_hour[row["at"][:13]].append(int(row["status"]) >= 500)
    sizes = sorted(int(row["bytes"] or 0) for row, status in zip(rows, statuses) if status < 300)
    success = Fraction(sum(status < 500 for status in statuses), len(rows))
    hours = 1 - sum(Fraction(sum(failed), len(failed)) for failed in of_hour.values()) / HOURS
    found = Fraction(sum(status < 400 for status in statuses), len(rows))
    owed = {
        "success": 100 if success < Fraction(999, 1000) else 0,
        "hours": 100 if hours < Fraction(999, 1000) else 50 if hours < Fraction(9999, 10000) else 0,
        "found": 20 if found < Fraction(98, 100) else 0,
    }
    total = sum(owed.values())
    return {
        "2015-05 success.value": success,
        "2015-05 hours.value": hours,
        "2015-05 found.value": found,
        "2015-05 weight.value": Fraction(sizes[math.ceil(len(sizes) * Fraction(99, 100)) - 1]),
        **{f"2015-05 {name}.credit": Fraction(credit) for name, credit in owed.items()},
        "2015-05 settlement": Fraction(0 if total <= 10 else min(total, 1_000)),
    }


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value}")
