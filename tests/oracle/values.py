# SPDX-License-Identifier: Apache-2.0
"""Values of plan nodes.

None is "no value"; an instant is an int of ns; a date is a Day; a text or member is a str; spans are
Spans; a truth value is True, False, PENDING or UNDECIDED; a number is a Range, mostly of one point.
"""

import enum
import math
from fractions import Fraction
from typing import NamedTuple

INFINITY = float("inf")


class Unsupported(Exception):
    """The oracle has no rule for this; the case says nothing."""


class DataError(Exception):
    """The data do not allow a figure."""


class NoData(DataError):
    """A figure needs an input of which nothing is stated."""


class NoBounds(Exception):
    """A figure has no bounds while data are unknown, and is refused."""


class Unknown(enum.Enum):
    PENDING = "pending"
    UNDECIDED = "undecided"


PENDING = Unknown.PENDING
UNDECIDED = Unknown.UNDECIDED


class Day(NamedTuple):
    number: int


class Range(NamedTuple):
    """All numbers that may be meant; `maybe`: possibly none."""

    low: Fraction
    high: Fraction
    maybe: bool = False

    def certain(self):
        return self.low == self.high and not self.maybe


ANY_NUMBER = Range(-INFINITY, INFINITY)


def number(value):
    value = Fraction(value)
    return Range(value, value)


def point(value):
    """The one number of a range, for places that cannot do with two."""
    if value is None:
        raise DataError("a number is needed and there is none")
    if not value.certain():
        raise Unsupported("a range where one number is needed")
    return value.low


def whole(value):
    value = point(value)
    if value.denominator != 1:
        raise Unsupported("a fraction where a whole number is needed")
    return value.numerator


def low(amount):
    """The least that an amount may be; none is nothing."""
    return 0 if amount is None else min(0, amount.low) if amount.maybe else amount.low


def high(amount):
    return 0 if amount is None else max(0, amount.high) if amount.maybe else amount.high


# ---- Arithmetic ----


def spread(f, *ranges):
    """f over all corners: right for functions that are monotone in each argument."""
    corners = [[]]
    for r in ranges:
        corners = [corner + [end] for corner in corners for end in (r.low, r.high)]
    results = [f(*corner) for corner in corners]
    return Range(min(results), max(results), any(r.maybe for r in ranges))


def divide(a, b):
    if b.low == b.high == 0:
        return None
    if b.low <= 0 <= b.high:
        raise Unsupported("a divisor that may be zero")
    return spread(lambda x, y: x / y, a, b)


def half_even(x):
    below = math.floor(x)
    twice = 2 * (x - below)
    return below + (1 if twice > 1 or (twice == 1 and below % 2 == 1) else 0)


def half_up(x):
    return math.floor(x + Fraction(1, 2)) if x >= 0 else -math.floor(-x + Fraction(1, 2))


def away(x):
    return math.ceil(x) if x >= 0 else math.floor(x)


def toward(x):
    return math.trunc(x)


ROUNDINGS = {
    "half_up": half_up,
    "half_even": half_even,
    "up": away,
    "down": toward,
    "floor": math.floor,
    "ceil": math.ceil,
}


def round_to(x, step, rounding):
    return Fraction(ROUNDINGS[rounding](x / step)) * step


# ---- Truth ----


def negate(a):
    return a if isinstance(a, Unknown) else not a


def conjunction(parts):
    if any(part is False for part in parts):
        return False
    unknown = [part for part in parts if isinstance(part, Unknown)]
    if not unknown:
        return True
    return PENDING if PENDING in unknown else UNDECIDED


def disjunction(parts):
    return negate(conjunction([negate(part) for part in parts]))


def truth_of(a):
    """A truth value that is not there is unknown."""
    return UNDECIDED if a is None else a


COMPARISONS = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def compare_ranges(sign, a, b):
    if a.maybe or b.maybe:
        return UNDECIDED
    if sign in ("=", "!="):
        if a.low == a.high == b.low == b.high:
            same = True
        elif a.high < b.low or b.high < a.low:
            same = False
        else:
            return UNDECIDED
        return same == (sign == "=")
    holds = COMPARISONS[sign]
    ends = {holds(x, y) for x in (a.low, a.high) for y in (b.low, b.high)}
    return ends.pop() if len(ends) == 1 else UNDECIDED


def compare(sign, a, b):
    if a is None or b is None:
        return UNDECIDED
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return UNDECIDED
    if isinstance(a, Range) and isinstance(b, Range):
        return compare_ranges(sign, a, b)
    if isinstance(a, Day) != isinstance(b, Day):
        raise Unsupported("a date compared with an instant")
    return COMPARISONS[sign](a, b)


def join(a, b):
    """What holds if it is open which of the two is meant."""
    if a == b:
        return a
    if a is None or b is None:
        known = a if b is None else b
        if isinstance(known, Range):
            return known._replace(maybe=True)
        return UNDECIDED
    if isinstance(a, Range) and isinstance(b, Range):
        return Range(min(a.low, b.low), max(a.high, b.high), a.maybe or b.maybe)
    if isinstance(a, (bool, Unknown)):
        return PENDING if PENDING in (a, b) else UNDECIDED
    raise Unsupported("one of two values that have no common range")


def text_of(value):
    """As results are printed."""
    if value is None:
        return None
    if isinstance(value, Range):
        if value.low == value.high:
            return str(value.low)
        return f"{value.low} .. {value.high}"
    if isinstance(value, Unknown):
        return value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
