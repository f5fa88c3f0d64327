# SPDX-License-Identifier: Apache-2.0
"""Writes the data, which are synthetic: `python3 generate.py` gives the same rows each time."""

import gzip
import pathlib
import random
from datetime import datetime, timedelta

DATA = pathlib.Path(__file__).parent / "data"


def calls(chance):
    """Office days of two months; from 11 May on the centre is short of people."""
    day = datetime(2026, 4, 1)
    while day < datetime(2026, 6, 1):
        if day.weekday() < 5:
            strained = day >= datetime(2026, 5, 11)
            for _ in range(chance.randrange(110, 150)):
                at = day + timedelta(seconds=chance.randrange(8 * 3600, 20 * 3600))
                wait = min(int(chance.expovariate(1 / (26 if strained else 11))), 300)
                patience = int(chance.expovariate(1 / 240))
                answered = wait <= patience
                solved = answered and chance.random() < 0.78
                yield at, wait if answered else patience, answered, solved
        day += timedelta(days=1)


def failures(chance):
    at = datetime(2026, 4, 1)
    while True:
        at += timedelta(minutes=chance.randrange(24 * 60, 24 * 24 * 60))
        if at >= datetime(2026, 6, 1):
            return
        restored = at + timedelta(minutes=chance.randrange(20, 6 * 60))
        yield at, restored
        at = restored


def write(name, header, rows):
    text = "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n"
    with (DATA / name).open("wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
        packed.write(text.encode())


def main():
    chance = random.Random(80_20)
    words = {True: "yes", False: "no"}
    rows = [(f"{at:%Y-%m-%dT%H:%M:%S}", wait, words[a], words[s]) for at, wait, a, s in calls(chance)]
    write("calls.csv.gz", "queued_at,waited_s,answered,solved", rows)
    rows = [(f"F{n}", f"{a:%Y-%m-%dT%H:%M}", f"{b:%Y-%m-%dT%H:%M}") for n, (a, b) in enumerate(failures(chance), 1)]
    write("failures.csv.gz", "id,began,restored", rows)


if __name__ == "__main__":
    main()
