# SPDX-License-Identifier: Apache-2.0
"""Writes data/failures.csv, which is synthetic: `python3 generate.py` gives the same rows each time."""

import pathlib
import random
from datetime import datetime, timedelta

FIRST, LAST = datetime(2018, 4, 1), datetime(2019, 3, 31)


def main():
    chance = random.Random(311)
    at, rows = FIRST, ["id,began,restored"]
    while True:
        at += timedelta(minutes=chance.randrange(2 * 24 * 60, 20 * 24 * 60))
        if at >= LAST:
            break
        restored = at + timedelta(minutes=chance.randrange(10, 11 * 60))
        rows.append(f"F{len(rows):03},{at:%Y-%m-%dT%H:%M},{restored:%Y-%m-%dT%H:%M}")
        at = restored
    path = pathlib.Path(__file__).parent / "data" / "failures.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
