# SPDX-License-Identifier: Apache-2.0
"""Aggregates over (weight, where, body) entries, with rules for what is not known.

A body without a value is left out. `body` is True throughout where a plan has none.
"""

import math
from fractions import Fraction

from values import (
    ANY_NUMBER,
    INFINITY,
    Range,
    Unknown,
    Unsupported,
    conjunction,
    disjunction,
    negate,
    number,
    truth_of,
)


def aggregate(kind, entries, quantile=None):
    entries = [(w, truth_of(c), b) for w, c, b in entries if truth_of(c) is not False]
    return KINDS[kind](entries, quantile)


def count(entries, _):
    low = sum(w for w, c, _ in entries if c is True)
    return Range(Fraction(low), Fraction(sum(w for w, _, _ in entries)))


def total(entries, _):
    low = high = Fraction(0)
    for weight, where, body in entries:
        if body is None:
            continue
        open_ended = isinstance(where, Unknown) or body.maybe
        low += weight * (min(0, body.low) if open_ended else body.low)
        high += weight * (max(0, body.high) if open_ended else body.high)
    return Range(low, high)


def certain(entries):
    """The entries that have a body, if there is no doubt which they are."""
    entries = [entry for entry in entries if entry[2] is not None]
    for _, where, body in entries:
        if isinstance(where, Unknown) or (isinstance(body, Range) and body.maybe):
            raise Unsupported("an aggregate over rows that may or may not count")
    return entries


def mean(entries, _):
    entries = certain(entries)
    n = sum(w for w, _, _ in entries)
    if n == 0:
        return None
    return Range(
        Fraction(sum(w * b.low for w, _, b in entries), 1) / n,
        Fraction(sum(w * b.high for w, _, b in entries), 1) / n,
    )


def extreme(pick):
    def fold(entries, _):
        entries = [(c, b) for w, c, b in entries if b is not None and w > 0]
        if not entries:
            return None
        if not isinstance(entries[0][1], Range):
            return pick(b for _, b in certain([(1, *entry) for entry in entries]))
        if any(abs(end) == INFINITY for _, b in entries for end in (b.low, b.high)):
            return ANY_NUMBER._replace(maybe=True)  # one of them may be anything
        # Those that surely count bound the result from both sides, the others from one.
        sure = [b for c, b in entries if c is True and not b.maybe]
        low = pick(b.low for _, b in entries) if pick is min else None
        high = pick(b.high for _, b in entries) if pick is max else None
        if not sure:
            return Range(
                min(b.low for _, b in entries), max(b.high for _, b in entries), maybe=True
            )
        if pick is min:
            return Range(low, min(b.high for b in sure))
        return Range(max(b.low for b in sure), high)

    return fold


def share(entries, _):
    """The bodies that hold among all; the extremes of g / (g + b)."""
    sure_good = possible_good = sure_bad = possible_bad = 0
    for weight, where, body in entries:
        if body is None:
            continue
        good = conjunction([where, body])
        bad = conjunction([where, negate(body)])
        sure_good += weight if good is True else 0
        sure_bad += weight if bad is True else 0
        possible_good += weight if good is not False else 0
        possible_bad += weight if bad is not False else 0
    if possible_good + possible_bad == 0:
        return None
    maybe = sure_good + sure_bad == 0 and any(isinstance(c, Unknown) for _, c, _ in entries)
    low = Fraction(sure_good, sure_good + possible_bad) if sure_good + possible_bad else Fraction(1)
    high = (
        Fraction(possible_good, possible_good + sure_bad)
        if possible_good + sure_bad
        else Fraction(0)
    )
    return Range(low, high, maybe)


def any_of(entries, _):
    return disjunction([conjunction([c, truth_of(b)]) for w, c, b in entries if w > 0])


def all_of(entries, _):
    return conjunction([disjunction([negate(c), truth_of(b)]) for w, c, b in entries if w > 0])


def percentile(entries, quantile):
    """Nearest rank: the k-th smallest, k = max(1, ceil(q n))."""
    entries = certain(entries)
    n = sum(w for w, _, _ in entries)
    if n == 0:
        return None
    k = max(1, math.ceil(quantile * n))
    return Range(
        ranked([(b.low, w) for w, _, b in entries], k),
        ranked([(b.high, w) for w, _, b in entries], k),
    )


def ranked(weighted, k):
    seen = 0
    for value, weight in sorted(weighted):
        seen += weight
        if seen >= k:
            return value
    raise AssertionError("the rank is beyond the rows")


def distinct(entries, _):
    return number(len({b for w, _, b in certain(entries) if w > 0}))


KINDS = {
    "count": count,
    "sum": total,
    "mean": mean,
    "min": extreme(min),
    "max": extreme(max),
    "share": share,
    "any": any_of,
    "all": all_of,
    "percentile": percentile,
    "distinct": distinct,
}
