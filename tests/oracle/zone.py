# SPDX-License-Identifier: Apache-2.0
"""Local days, wall-clock readings and the ways to cut time into periods. Instants are ns."""

import datetime
import functools
import zoneinfo

from spanset import END

SECOND = 10**9
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
DAY_SECONDS = 86_400
EPOCH = datetime.date(1970, 1, 1)


def date_of(day):
    return EPOCH + datetime.timedelta(days=day)


def day_of(date):
    return (date - EPOCH).days


def add_months(day, n):
    """The same day of the month n months on, clamped to the last."""
    date = date_of(day)
    months = date.year * 12 + date.month - 1 + n
    year, month = divmod(months, 12)
    return day_of(datetime.date(year, month + 1, min(date.day, days_in_month(year, month + 1))))


def days_in_month(year, month):
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return (following - datetime.date(year, month, 1)).days


@functools.lru_cache(maxsize=None)
def zone_named(name):
    """One for all sessions, so that what was found out about its days is kept."""
    return Zone(name)


class Zone:
    def __init__(self, name):
        self.info = datetime.timezone.utc if name == "UTC" else zoneinfo.ZoneInfo(name)

    def offset(self, second):
        """Looked up in the pieces of its UTC day; they are few, and days come again and again."""
        for a, b, offset in self.pieces_of_utc_day(second // DAY_SECONDS):
            if a <= second < b:
                return offset
        raise AssertionError("the pieces of a day cover it")

    def raw_offset(self, second):
        moment = datetime.datetime.fromtimestamp(second, self.info)
        return int(moment.utcoffset().total_seconds())

    @functools.lru_cache(maxsize=None)
    def pieces_of_utc_day(self, day):
        """The stretches of constant offset of a UTC day: (from, to, offset), in seconds.

        Clocks do not change twice within an hour and a half."""
        start, end = day * DAY_SECONDS, (day + 1) * DAY_SECONDS
        probes = range(start, end + 1, DAY_SECONDS // 16)
        offsets = [self.raw_offset(second) for second in probes]
        pieces, at = [], start
        for low, high, before, after in zip(probes, probes[1:], offsets, offsets[1:]):
            if before != after:
                edge = self.first_with(low, high, after)
                pieces.append((at, edge, before))
                at = edge
        if at < end:
            pieces.append((at, end, offsets[-1] if pieces else offsets[0]))
        return pieces

    def local(self, instant):
        """(day, ns of the day) on the wall clock."""
        return divmod(instant + self.offset(instant // SECOND) * SECOND, DAY)

    def offset_pieces(self, day):
        """The stretches of constant offset around a local day: (from, to, offset), in seconds."""
        pieces = []
        for utc_day in range(day - 2, day + 3):
            for a, b, offset in self.pieces_of_utc_day(utc_day):
                if pieces and pieces[-1][2] == offset:
                    pieces[-1] = (pieces[-1][0], b, offset)
                else:
                    pieces.append((a, b, offset))
        return pieces

    def first_with(self, low, high, offset):
        """The first second in (low, high] with the offset of high."""
        while high - low > 1:
            middle = (low + high) // 2
            if self.raw_offset(middle) == offset:
                high = middle
            else:
                low = middle
        return high

    @functools.lru_cache(maxsize=None)
    def readings(self, day, begin, end):
        """All instants whose reading is in [begin, end) of the day, as runs."""
        runs = []
        for a, b, offset in self.offset_pieces(day):
            low = max(a * SECOND, day * DAY + begin - offset * SECOND)
            high = min(b * SECOND, day * DAY + end - offset * SECOND)
            if low < high:
                runs.append((low, high))
        return tuple(runs)

    @functools.lru_cache(maxsize=None)
    def start_of(self, day):
        """The first instant of the local day; of a day that was left out, that of the next."""
        runs = self.readings(day, 0, DAY)
        return min(runs)[0] if runs else self.start_of(day + 1)

    def day_at(self, instant):
        day = self.local(instant)[0]
        # A clock put back over midnight shows a day again that is over.
        while self.start_of(day + 1) <= instant:
            day += 1
        return day

    def instant_of(self, day, time_of_day):
        """The instants with this reading: none, one or two."""
        runs = self.readings(day, time_of_day, time_of_day + 1)
        return [run[0] for run in runs]

    def at_reading(self, day, time_of_day):
        found = self.instant_of(day + time_of_day // DAY, time_of_day % DAY)
        if not found:
            raise ValueError("a local time that clocks skip")
        return found[0]

    def run_of_days(self, first, last_exclusive):
        return (self.start_of(first), self.start_of(last_exclusive))


@functools.lru_cache(maxsize=None)
def rhythm(zone, term, items):
    """One for all that ask for the same, so that the days of its windows are found once."""
    return Rhythm(dict(items), zone, term)


class Rhythm:
    """A way to cut time into windows of whole local days, numbered by integers."""

    def __init__(self, json, zone, term):
        self.zone = zone
        self.unit = json["unit"]
        self.count = json.get("count", 1)
        self.day_of_month = json.get("day_of_month", 1)
        self.first_month = json.get("first_month", 1)
        self.anchor = json.get("anchor_day")
        self.term = term
        if json.get("contract"):
            self.anchor = term[0] if self.anchor is None else self.anchor

    @functools.lru_cache(maxsize=None)
    def first_day(self, number):
        """The first day of a window."""
        if self.unit in ("day", "week", "days"):
            step = {"day": 1, "week": 7, "days": self.count}[self.unit]
            origin = self.anchor if self.anchor is not None else (-3 if self.unit == "week" else 0)
            return origin + number * step
        step = {"month": 1, "quarter": 3, "year": 12}[self.unit]
        if self.anchor is not None:
            return add_months(self.anchor, number * step)
        origin = 0 if self.unit == "month" else self.first_month - 1
        year, month = divmod(origin + number * step, 12)
        last = days_in_month(1970 + year, month + 1)
        return day_of(datetime.date(1970 + year, month + 1, min(self.day_of_month, last)))

    @functools.lru_cache(maxsize=None)
    def number_on(self, day):
        if self.unit == "term":
            return 0
        step = {"day": 1, "week": 7, "days": self.count, "month": 31, "quarter": 92, "year": 366}
        number = day // step[self.unit] - 2
        while self.first_day(number) > day:
            number -= 400
        while self.first_day(number + 1) <= day:
            number += 1
        return number

    def run(self, number):
        if self.unit == "term":
            return self.term_run()
        return self.zone.run_of_days(self.first_day(number), self.first_day(number + 1))

    def term_run(self):
        first, last = self.term
        return (self.zone.start_of(first), END if last is None else self.zone.start_of(last + 1))

    def number_at(self, instant):
        return self.number_on(self.zone.day_at(instant))

    def numbers_meeting(self, begin, end):
        return range(self.number_at(begin), self.number_at(end - 1) + 1)

    @functools.lru_cache(maxsize=None)
    def label(self, number):
        date = date_of(self.first_day(number))
        plain = self.anchor is None
        if self.unit == "month" and plain and self.day_of_month == 1:
            return f"{date.year:04}-{date.month:02}"
        if self.unit == "quarter" and plain and self.first_month == 1:
            return f"{date.year:04}-Q{(date.month + 2) // 3}"
        if self.unit == "year" and plain and self.first_month == 1:
            return f"{date.year:04}"
        if self.unit == "week" and plain:
            year, week, _ = date.isocalendar()
            return f"{year:04}-W{week:02}"
        return date.isoformat()
