# SPDX-License-Identifier: Apache-2.0
"""Writes the data, which are synthetic: `python3 generate.py` gives the same rows each time."""

import pathlib
import random
from datetime import datetime, timedelta

DATA = pathlib.Path(__file__).parent / "data"


def touched(chance, handed_over):
    """Mostly within the day, sometimes late or never."""
    luck = chance.random()
    if luck < 0.03:
        return None
    return handed_over + timedelta(minutes=chance.randrange(5, 200 if luck < 0.85 else 2_000))


def leads(chance):
    """Weekdays of a year; marketing is slower in March and in August."""
    day = datetime(2026, 1, 1)
    while day < datetime(2027, 1, 1):
        if day.weekday() < 5:
            for _ in range(chance.randrange(3, 8) - (2 if day.month in (3, 8) else 0)):
                handed_over = day + timedelta(minutes=chance.randrange(9 * 60, 17 * 60))
                touch = touched(chance, handed_over)
                replied = touch and chance.random() < 0.4
                touches = 1 if replied else 0 if touch is None else 5 if chance.random() < 0.96 else 3
                yield handed_over, touch, touches, touch + timedelta(minutes=30) if replied else None
        day += timedelta(days=1)


def deals(chance):
    day = datetime(2026, 1, 5, 12)
    while day < datetime(2027, 1, 1):
        yield day, chance.randrange(8, 30) * 500, chance.random() < 0.45
        day += timedelta(hours=chance.randrange(12, 60))


def shown(value):
    return "" if value is None else value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else str(value)


def write(name, header, rows):
    text = "\n".join([header, *(",".join(map(shown, row)) for row in rows)]) + "\n"
    (DATA / name).write_text(text, encoding="utf-8")


def main():
    chance = random.Random(40)
    write("leads.csv", "id,handed_over,first_touch,touches,replied", [(f"L{n}", *r) for n, r in enumerate(leads(chance), 1)])
    rows = [(at, revenue, "marketing" if ours else "sales") for at, revenue, ours in deals(chance)]
    write("deals.csv", "closed,revenue_eur,source", rows)


if __name__ == "__main__":
    main()
