# SPDX-License-Identifier: Apache-2.0
"""Writes the data, which are synthetic: `python3 generate.py` gives the same rows each time."""

import pathlib
import random
from datetime import datetime, timedelta

DATA = pathlib.Path(__file__).parent / "data"
LATE = {"finance": 0.11, "sales": 0.12, "production": 0.07}  # share of tickets that wait too long
SERVICES = {"payroll": 2, "mail": 3, "ledger": 1, "procurement": 4}  # outages in the quarter


def tickets(chance):
    day = datetime(2026, 4, 1)
    while day < datetime(2026, 6, 30):
        if day.weekday() < 5:
            for _ in range(chance.randrange(2, 8)):
                opened = day + timedelta(minutes=chance.randrange(8 * 60, 18 * 60))
                department = chance.choice(list(LATE))
                wait = chance.randrange(11, 60) * 60 if chance.random() < LATE[department] else chance.randrange(2, 300)
                yield opened, opened + timedelta(minutes=wait), department
        day += timedelta(days=1)


def outages(chance):
    for service, count in SERVICES.items():
        for _ in range(count):
            start = datetime(2026, 4, 1) + timedelta(minutes=chance.randrange(90 * 24 * 60))
            yield service, start, start + timedelta(minutes=chance.randrange(5, 420))


def shown(value):
    return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else str(value)


def write(name, header, rows):
    text = "\n".join([header, *(",".join(map(shown, row)) for row in rows)]) + "\n"
    (DATA / name).write_text(text, encoding="utf-8")


def main():
    chance = random.Random(18)
    write("tickets.csv", "id,opened,answered,department", [(f"T{n}", *row) for n, row in enumerate(tickets(chance), 1)])
    write("outages.csv", "service,began,ended", sorted(outages(chance), key=lambda row: row[1]))


if __name__ == "__main__":
    main()
