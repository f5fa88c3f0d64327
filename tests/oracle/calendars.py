# SPDX-License-Identifier: Apache-2.0
"""Calendars as the sets of instants with a given wall-clock reading."""

import datetime
import functools
import pathlib

from spanset import normal
from values import DataError
from zone import DAY, date_of, day_of, zone_named

HOLIDAYS = pathlib.Path(__file__).resolve().parents[2] / "stdlib" / "holidays"


class HolidayTable:
    def __init__(self):
        self.off = set()
        self.work = set()
        self.years = range(0)


@functools.lru_cache(maxsize=None)
def holiday_table(name):
    """`de.be` is the table [de.be] of de.holidays."""
    tables = {}
    table = None
    path = HOLIDAYS / (name.split(".")[0] + ".holidays")
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0].startswith("["):
            table = tables.setdefault(words[0].strip("[]"), HolidayTable())
        elif words[0] == "years":
            first, last = words[2].split("..")
            table.years = range(int(first), int(last) + 1)
        elif words[0] == "work":
            table.work.add(day_of(datetime.date.fromisoformat(words[1])))
        elif words[0] != "source":
            table.off.add(day_of(datetime.date.fromisoformat(words[0])))
    if name not in tables:
        raise DataError(f"no holiday table {name}")
    return tables[name]


class Calendar:
    def __init__(self, json, zone):
        self.zone = zone_named(json["zone"]) if "zone" in json else zone
        self.hours = [
            (rule["weekdays"], int(rule["from"]), int(rule["to"])) for rule in json.get("hours", [])
        ]
        self.off = [(days["first"], days["last"]) for days in json.get("except", [])]
        self.added = [(days["first"], days["last"]) for days in json.get("also", [])]
        self.off_tables = [holiday_table(name) for name in json.get("except_tables", [])]
        self.added_tables = [holiday_table(name) for name in json.get("also_tables", [])]
        if "also_hours" in json:
            self.added_hours = [tuple(int(edge) for edge in json["also_hours"])]
        else:
            group = self.hours[0][0] if self.hours else 0
            self.added_hours = [(a, b) for days, a, b in self.hours if days == group]

    def is_off(self, day):
        self.demand_year(day)
        in_table = any(day in table.off for table in self.off_tables)
        return in_table or any(first <= day <= last for first, last in self.off)

    def is_added(self, day):
        in_table = any(day in table.off for table in self.added_tables)
        made_up = any(day in table.work for table in self.off_tables)
        ranges = self.added
        if any(first <= day <= last for first, last in ranges) or in_table:
            return True
        return made_up and not any(first <= day <= last for first, last in self.off)

    def demand_year(self, day):
        year = date_of(day).year
        for table in self.off_tables + self.added_tables:
            if year not in table.years:
                raise DataError(f"the holidays of {year} are not known")

    @functools.lru_cache(maxsize=None)
    def on_date(self, day):
        """The runs of the calendar with a reading on this date."""
        readings = []
        if not self.is_off(day):
            readings += self.readings_of(self.hours, day)
        if self.is_added(day):
            readings += self.clipped(self.added_hours)
        runs = []
        for begin, end in readings:
            runs += self.zone.readings(day, begin, end)
        return normal(runs)

    @staticmethod
    def readings_of(hours, day):
        """What rules say of a date, with what runs over midnight from the day before."""
        readings = []
        for weekdays, begin, end in hours:
            today = weekdays >> date_of(day).weekday() & 1
            yesterday = weekdays >> date_of(day - 1).weekday() & 1
            if begin < end:
                readings += [(begin, end)] if today else []
            else:
                readings += [(begin, DAY)] if today else []
                readings += [(0, end)] if yesterday else []
        return readings

    @staticmethod
    def clipped(hours):
        return [(begin, end if begin < end else DAY) for begin, end in hours]

    def runs(self, begin, end):
        """All instants in [begin, end)."""
        runs = []
        for day in range(self.zone.day_at(begin) - 1, self.zone.day_at(end) + 2):
            runs += self.on_date(day)
        return normal([(max(a, begin), min(b, end)) for a, b in runs])
