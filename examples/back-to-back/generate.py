# SPDX-License-Identifier: Apache-2.0
"""Writes the data, which are synthetic: `python3 generate.py` gives the same rows each time."""

import pathlib
import random
from datetime import datetime, timedelta

DATA = pathlib.Path(__file__).parent / "data"
FIRST, MINUTES = datetime(2026, 1, 1), 90 * 24 * 60


def stretches(chance, count, longest):
    for _ in range(count):
        start = chance.randrange(MINUTES - longest)
        yield start, start + chance.randrange(5, longest)


def down(stretches):
    return {minute for start, end in stretches for minute in range(start, end)}


def runs(minutes):
    """Stretches again: where the office was really offline."""
    found = []
    for minute in sorted(minutes):
        if found and found[-1][1] == minute:
            found[-1][1] = minute + 1
        else:
            found.append([minute, minute + 1])
    return found


def shown(minute):
    return f"{FIRST + timedelta(minutes=minute):%Y-%m-%dT%H:%M}"


def write(name, header, rows):
    (DATA / name).write_text("\n".join([header, *map(",".join, rows)]) + "\n", encoding="utf-8")


def main():
    chance = random.Random(99)
    network = list(stretches(chance, 7, 90))
    network.append((54 * 24 * 60, 54 * 24 * 60 + 360))  # six hours on 24 February
    lines = {name: list(stretches(chance, 6, 300)) for name in ("a", "b")}
    for name in lines:  # both lines share a duct: a digger on 10 March
        lines[name].append((68 * 24 * 60 + 600, 68 * 24 * 60 + 600 + (400 if name == "a" else 520)))
    offline = down(network) | (down(lines["a"]) & down(lines["b"]))
    write("network.csv", "began,ended", [(shown(a), shown(b)) for a, b in sorted(network)])
    write("lines.csv", "line,began,ended", [(n, shown(a), shown(b)) for n in lines for a, b in sorted(lines[n])])
    write("office.csv", "began,ended", [(shown(a), shown(b)) for a, b in runs(offline)])
    tickets = []
    for number, (start, end) in enumerate(runs(offline), 1):
        opened, fixed = start + chance.randrange(1, 10), end + chance.randrange(0, 20)
        tickets.append((f"T{number}", shown(opened), shown(max(fixed, opened))))
    write("tickets.csv", "id,opened,fixed", tickets)


if __name__ == "__main__":
    main()
