# SPDX-License-Identifier: Apache-2.0
"""Writes the data, which are synthetic: `python3 generate.py` gives the same rows each time."""

import pathlib
import random
from datetime import datetime, timedelta

DATA = pathlib.Path(__file__).parent / "data"
SLOW = {4: 0.30, 10: 0.25, 11: 0.28}  # month: share of tickets that are answered or solved late


def tickets(chance):
    for month in range(1, 13):
        day = datetime(2026, month, 1)
        while day.month == month:
            for _ in range(chance.randrange(1, 5) if day.weekday() < 5 else 0):
                opened = day + timedelta(minutes=chance.randrange(9 * 60, 15 * 60))
                late = chance.random() < SLOW.get(month, 0.008)
                answered = opened + timedelta(minutes=chance.randrange(31, 120) if late else chance.randrange(1, 31))
                spent = chance.randrange(24 * 60 + 1, 40 * 60) if late else chance.randrange(60, 24 * 60)
                yield opened, answered, opened + timedelta(minutes=max(spent, (answered - opened).seconds // 60))
            day += timedelta(days=1)


def surveys(chance):
    for month in range(1, 13):
        for day in range(1, 29, 3):
            yield datetime(2026, month, day, 12), chance.choice((4, 4, 5, 5) if month not in SLOW else (2, 3, 4, 5))


def write(name, header, rows):
    text = "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n"
    (DATA / name).write_text(text, encoding="utf-8")


def main():
    chance = random.Random(3)
    rows = [(f"T{n:04}", *(f"{at:%Y-%m-%dT%H:%M}" for at in times)) for n, times in enumerate(tickets(chance), 1)]
    write("tickets.csv", "id,opened,answered,solved", rows)
    write("surveys.csv", "at,score", [(f"{at:%Y-%m-%dT%H:%M}", score) for at, score in surveys(chance)])


if __name__ == "__main__":
    main()
