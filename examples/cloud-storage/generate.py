# SPDX-License-Identifier: Apache-2.0
"""Writes the data, which are synthetic: `python3 generate.py` gives the same rows each time."""

import gzip
import pathlib
import random
from datetime import datetime, timedelta

DATA = pathlib.Path(__file__).parent / "data"
BUSY = {"standard": (6, 22, 0.9), "infrequent": (8, 18, 0.25)}  # from hour, to hour, share of intervals with requests
INCIDENTS = (  # region, from, to, share of requests that fail
    ("eu", datetime(2026, 4, 9, 10), datetime(2026, 4, 9, 14, 30), 0.7),
    ("us", datetime(2026, 4, 21, 6), datetime(2026, 4, 23, 18), 0.9),
)


def failing(region, at):
    return max((share for where, a, b, share in INCIDENTS if where == region and a <= at < b), default=0.0004)


def counters(chance):
    at = datetime(2026, 4, 1)
    while at < datetime(2026, 5, 1):
        for region in ("eu", "us"):
            for storage, (first, after, busy) in BUSY.items():
                if first <= at.hour < after and chance.random() < busy:
                    total = chance.randrange(5, 60 if storage == "infrequent" else 900)
                    failed = sum(chance.random() < failing(region, at) for _ in range(total))
                    yield f"{at:%Y-%m-%dT%H:%M}Z", region, storage, total, failed
        at += timedelta(minutes=5)


def main():
    chance = random.Random(8_640)
    text = "".join(",".join(map(str, row)) + "\n" for row in counters(chance))
    with (DATA / "counters.csv.gz").open("wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
        packed.write(("at,region,class,total,failed\n" + text).encode())


if __name__ == "__main__":
    main()
