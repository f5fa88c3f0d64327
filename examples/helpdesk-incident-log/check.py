# SPDX-License-Identifier: Apache-2.0
"""The expected figures from the rows, with exact fractions and without Slate: `python3 check.py`.

The log is exact to the minute, so every clock is counted minute by minute.
"""

import csv
import functools
import gzip
import pathlib
from collections import defaultdict
from datetime import datetime, timedelta
from fractions import Fraction

WEEKS = {"2016-W14": datetime(2016, 4, 4), "2016-W15": datetime(2016, 4, 11), "2016-W16": datetime(2016, 4, 18)}
PRIORITIES = {"1 - Critical": "critical", "2 - High": "high", "3 - Moderate": "moderate", "4 - Low": "low"}
FEES = {"critical": 4_000, "high": 3_000, "moderate": 2_000, "low": 500}
START = datetime(2016, 3, 1)
NEVER = 120 * 24 * 60  # minutes


def minutes_until(at):
    return (at - START) // timedelta(minutes=1)


@functools.cache
def moment(text):
    return minutes_until(datetime.strptime(text, "%d/%m/%Y %H:%M"))


def in_office(minute):
    at = START + timedelta(minutes=minute)
    return at.weekday() < 5 and 8 <= at.hour < 18


OFFICE = [in_office(minute) for minute in range(NEVER)]
ALWAYS = [True] * NEVER


def deadline(start, minutes, counts, pauses=()):
    """The first minute by which that many have counted."""
    at = start
    while minutes and at < NEVER:
        minutes -= counts[at] and not any(a <= at < b for a, b in pauses)
        at += 1
    return at


def pauses_of(events):
    """Stretches from each change to Awaiting to the next other state, in the order of the log."""
    pauses, since = [], None
    for event in sorted(events, key=lambda event: (moment(event["sys_updated_at"]), int(event["event"]))):
        at = moment(event["sys_updated_at"])
        if event["incident_state"].startswith("Awaiting"):
            since = since or at
        elif since and event["incident_state"] in ("New", "Active", "Resolved", "Closed"):
            pauses.append((since, at))
            since = None
    return pauses + ([(since, NEVER)] if since else [])


def first(events, states):
    return min((moment(e["sys_updated_at"]) for e in events if states(e["incident_state"])), default=None)


def verdicts(events):
    """When each of the two verdicts falls, and which it is."""
    newest = max(events, key=lambda event: (moment(event["sys_updated_at"]), int(event["event"])))
    priority = PRIORITIES[newest["priority"]]
    opened = moment(events[0]["opened_at"])
    always = priority in ("critical", "high")
    pauses = pauses_of(events)
    answered = first(events, lambda state: state not in ("New", "-100"))
    solved = first(events, lambda state: state == "Resolved")
    hours = ALWAYS if always else OFFICE
    clocks = {
        "response": (answered, deadline(opened, 30, hours)),
        "solution": (solved, deadline(opened, 24 * 60, hours, pauses)),
    }
    for name, (end, due) in clocks.items():
        met = end is not None and end <= due
        yield name, priority, end if met else due, met


def rate(name, priority, value):
    if name == "response":
        return 10 if value < Fraction(95 if priority in ("critical", "high") else 80, 100) else 0
    if value >= Fraction(90 if priority in ("critical", "high") else 75, 100):
        return 0
    return 40 if value < Fraction(1, 2) else 20 if value < Fraction(7, 10) else 10


def figures():
    path = pathlib.Path(__file__).parent / "data" / "incidents.csv.gz"
    incidents = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            incidents[row["number"]].append(row)
    tally = defaultdict(list)
    for events in incidents.values():
        for name, priority, decided, met in verdicts(events):
            for week, start in WEEKS.items():
                if minutes_until(start) <= decided < minutes_until(start + timedelta(days=7)):
                    tally[week, name, priority].append(met)
    found = {}
    for week in WEEKS:
        owed = 0
        for name in ("response", "solution"):
            for priority, fee in FEES.items():
                decided = tally[week, name, priority]
                figure = f"{week} {name}[{priority}]"
                if not decided:
                    found[f"{figure}.verdict"] = "void"
                    continue
                value = Fraction(sum(decided), len(decided))
                found[f"{figure}.value"] = value
                owed += fee * Fraction(rate(name, priority, value), 100)
        found[f"{week} settlement"] = min(owed, Fraction(25, 100) * sum(FEES.values()))
    return found


if __name__ == "__main__":
    for figure, value in figures().items():
        print(f"{figure} = {value}")
