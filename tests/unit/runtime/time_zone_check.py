# SPDX-License-Identifier: Apache-2.0
"""Compares our time zones with Python's zoneinfo: random instants, and the hours around changes."""

import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = """Europe/Berlin Europe/London Europe/Dublin America/New_York America/Halifax America/St_Johns
America/Santiago America/Sao_Paulo America/Nuuk Asia/Kathmandu Asia/Beirut Asia/Tehran Asia/Gaza
Asia/Shanghai Asia/Kolkata Australia/Lord_Howe Australia/Sydney Pacific/Apia Pacific/Chatham
Africa/Casablanca Africa/Cairo Antarctica/Troll Europe/Moscow Etc/GMT+12""".split()
EPOCH = datetime(1970, 1, 1)
LAST = 7_289_568_000  # 2200-12-31


def offset(zone, naive_or_aware):
    return int(naive_or_aware.astimezone(zone).utcoffset().total_seconds())


def expected(zone, seconds):
    instant = (EPOCH + timedelta(seconds=seconds)).replace(tzinfo=timezone.utc)
    reading = (EPOCH + timedelta(seconds=seconds)).replace(tzinfo=zone)
    first = int(reading.utcoffset().total_seconds())
    second = int(reading.replace(fold=1).utcoffset().total_seconds())
    kind = 0 if first == second else 1 if first < second else 2
    meanings = sorted((seconds - first, seconds - second))
    return f"{offset(zone, instant)} {kind} {meanings[0]} {meanings[1]}"


def questions(rng, zone):
    at = sorted(rng.randrange(90_000, LAST) for _ in range(1500))
    changes = []
    for early, late in zip(at, at[1:]):
        at_utc = lambda s: (EPOCH + timedelta(seconds=s)).replace(tzinfo=timezone.utc)
        while late - early > 1 and offset(zone, at_utc(early)) != offset(zone, at_utc(late)):
            middle = (early + late) // 2
            same = offset(zone, at_utc(early)) == offset(zone, at_utc(middle))
            early, late = (middle, late) if same else (early, middle)
        if late - early == 1:
            changes += [late, early] + [late + rng.randrange(-90_000, 90_000) for _ in range(8)]
            changes += [late + o + d for o in (offset(zone, at_utc(early)), offset(zone, at_utc(late))) for d in (-1, 0, 1)]
    return at + changes


def main():
    rng = random.Random(2026)
    asked = [(name, s) for name in ZONES for s in questions(rng, ZoneInfo(name))]
    text = "".join(f"{name} {s}\n" for name, s in asked)
    answers = subprocess.run([sys.argv[1]], input=text, capture_output=True, text=True, check=True)
    wrong = 0
    for (name, s), answer in zip(asked, answers.stdout.splitlines(), strict=True):
        right = expected(ZoneInfo(name), s)
        if answer != right:
            wrong += 1
            if wrong <= 10:
                print(f"{name} {s}: {answer}, zoneinfo: {right}")
    print(f"{len(asked)} instants, {wrong} wrong")
    return 1 if wrong else 0


sys.exit(main())
