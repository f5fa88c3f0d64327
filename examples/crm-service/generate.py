# SPDX-License-Identifier: Apache-2.0
"""Writes the data, which are synthetic: `python3 generate.py` gives the same rows each time."""

import pathlib
import random
from datetime import datetime, timedelta

DATA = pathlib.Path(__file__).parent / "data"
FIRST, MINUTES = datetime(2026, 1, 1), 90 * 24 * 60
WAITS = {"critical": 40, "major": 200, "minor": 900}  # minutes of the clock, usually


def shown(minute):
    return f"{FIRST + timedelta(minutes=minute):%Y-%m-%dT%H:%M}"


def write(name, header, rows):
    (DATA / name).write_text("\n".join([header, *map(",".join, rows)]) + "\n", encoding="utf-8")


def outages(chance):
    """Of the machines, which the hosting partner answers for, and of the vendor's own software."""
    machines = [(start, start + chance.randrange(10, 90)) for start in chance.sample(range(MINUTES - 90), 3)]
    machines.append((40 * 1440 + 600, 40 * 1440 + 1_020))  # seven hours on 10 February
    software = [("app", start, start + chance.randrange(5, 60)) for start in chance.sample(range(MINUTES - 60), 4)]
    software.append(("api", 75 * 1440 + 100, 75 * 1440 + 400))  # five hours on 17 March
    return sorted(machines), software


def tickets(chance):
    for number in range(1, 121):
        opened = chance.randrange(MINUTES - 5 * 1440)
        severity = chance.choices(list(WAITS), (1, 3, 8))[0]
        answered = opened + chance.randrange(1, WAITS[severity])
        if chance.random() < 0.1:
            answered += 4 * 1440
        yield f"C{number}", severity, shown(opened), shown(answered)


def usage(chance):
    for day in range(90):
        users = 36 + chance.randrange(5) + (4 if 60 <= day < 75 else 0)
        yield shown(day * 1440 + 720), str(users), str(chance.randrange(180, 260))


def main():
    chance = random.Random(2_005)
    machines, software = outages(chance)
    write("machines.csv", "began,ended", [(shown(a), shown(b)) for a, b in machines])
    rows = [(service, a, b) for a, b in machines for service in ("app", "api")] + software
    maintenance = [(9 * 1440 + 1_320, 9 * 1440 + 1_560, 6 * 1440), (51 * 1440, 51 * 1440 + 600, 50 * 1440)]
    rows += [(service, a, b) for a, b, _ in maintenance for service in ("app", "api")]
    write("outages.csv", "service,began,ended", [(s, shown(a), shown(b)) for s, a, b in sorted(rows, key=lambda r: r[1:])])
    write("maintenance.csv", "began,ended,announced", [tuple(map(shown, row)) for row in maintenance])
    write("tickets.csv", "id,severity,opened,answered", sorted(tickets(chance), key=lambda row: row[2]))
    write("usage.csv", "at,users,stored_gb", list(usage(chance)))
    write("arrears.csv", "since,paid", [("2026-01-20T00:00", "2026-01-28T00:00")])


if __name__ == "__main__":
    main()
