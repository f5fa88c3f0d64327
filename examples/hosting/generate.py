# SPDX-License-Identifier: Apache-2.0
"""Writes the data, which are synthetic: `python3 generate.py` gives the same rows each time."""

import gzip
import pathlib
import random
from datetime import datetime, timedelta

DATA = pathlib.Path(__file__).parent / "data"
FIRST, SLOTS = datetime(2026, 1, 1), 90 * 288  # of five minutes
DAY = 288


def slots(*stretches):
    return {slot for start, count in stretches for slot in range(start, start + count)}


def failures(chance):
    """Short ones, one long one each in February and March, and the planned night of 18 January."""
    short = [(chance.randrange(59 * DAY), chance.randrange(1, 4)) for _ in range(8)]
    web = slots(*short, (45 * DAY + 100, 10), (80 * DAY + 30, 6), (17 * DAY + 276, 60))
    shop = slots((60 * DAY + 250, 120), (17 * DAY + 276, 60), (50 * DAY, 2))
    return {"web": web, "shop": shop}


def unwatched(service):
    """The monitor was away: one gap that changes nothing, and one beside a failure in March."""
    return slots((20 * DAY + 5, 3)) if service == "shop" else slots((80 * DAY + 36, 4), (10 * DAY, 2))


def main():
    chance = random.Random(99)
    lines = ["at,service,up"]
    for service, down in failures(chance).items():
        gaps = unwatched(service)
        for slot in range(SLOTS):
            if slot not in gaps:
                at = FIRST + timedelta(minutes=5 * slot)
                lines.append(f"{at:%Y-%m-%dT%H:%M}Z,{service},{'no' if slot in down else 'yes'}")
    with (DATA / "probes.csv.gz").open("wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
        packed.write(("\n".join(lines) + "\n").encode())
    (DATA / "maintenance.csv").write_text(
        "began,ended,announced\n2026-01-18T23:00Z,2026-01-19T04:00Z,2026-01-12T09:00Z\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
