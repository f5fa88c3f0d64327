# SPDX-License-Identifier: Apache-2.0
"""Span sets as sorted lists of half-open runs (a, b) of integers, in normal form."""

BEGIN = -(2**63)
END = 2**63 - 1
ALL = [(BEGIN, END)]


def normal(runs):
    result = []
    for a, b in sorted(run for run in runs if run[0] < run[1]):
        if result and a <= result[-1][1]:
            result[-1] = (result[-1][0], max(b, result[-1][1]))
        else:
            result.append((a, b))
    return result


def union(s, t):
    return normal(s + t)


def intersect(s, t):
    """By a walk over both; the runs of each are disjoint and sorted."""
    result = []
    i = j = 0
    while i < len(s) and j < len(t):
        a, b = max(s[i][0], t[j][0]), min(s[i][1], t[j][1])
        if a < b:
            result.append((a, b))
        if s[i][1] < t[j][1]:
            i += 1
        else:
            j += 1
    return result


def complement(s):
    edges = [BEGIN] + [edge for run in s for edge in run] + [END]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2]) if a < b]


def without(s, t):
    return intersect(s, complement(t))


def length(s):
    return sum(b - a for a, b in s)


def lasting(s, holds):
    return [(a, b) for a, b in s if holds(b - a)]


def bridging(s, holds):
    gaps = [(p[1], q[0]) for p, q in zip(s, s[1:])]
    return normal(s + [gap for gap in gaps if holds(gap[1] - gap[0])])


def beyond(s, amount):
    return [(a + amount, b) for a, b in s if b - a > amount]


def upto(s, counted, quota, windows):
    """{ x in s : |counted within [start of x's window, x)| < quota }."""
    result = []
    for window in windows:
        used = 0
        # Between two edges of either set the used amount grows evenly or not at all.
        for a, b in pieces(intersect(s, [window]), counted):
            used = length(intersect(counted, [(window[0], a)]))
            inside = bool(intersect(counted, [(a, b)]))
            room = quota - used
            if room > 0:
                result.append((a, min(b, a + room) if inside else b))
    return normal(result)


def pieces(s, cuts):
    """The runs of s cut at every edge of `cuts`."""
    edges = sorted({edge for run in cuts for edge in run})
    for a, b in s:
        points = [a] + [edge for edge in edges if a < edge < b] + [b]
        yield from zip(points, points[1:])


def run_of(s, x):
    """The run of s that holds x, or None."""
    return next((run for run in s if run[0] <= x < run[1]), None)


class Spans:
    """What is known of a set: `must` lies in it, it lies in `may`."""

    def __init__(self, must, may=None):
        self.must = must
        self.may = must if may is None else may

    def certain(self):
        return self.must == self.may

    def __eq__(self, other):
        return (self.must, self.may) == (other.must, other.may)

    def __repr__(self):
        return f"Spans({self.must}, {self.may})"

    def union(self, other):
        return Spans(union(self.must, other.must), union(self.may, other.may))

    def intersect(self, other):
        return Spans(intersect(self.must, other.must), intersect(self.may, other.may))

    def without(self, other):
        return Spans(without(self.must, other.may), without(self.may, other.must))

    def monotone(self, f):
        return Spans(f(self.must), f(self.may))

    def upto(self, quota, windows):
        return Spans(
            upto(self.must, self.may, quota, windows), upto(self.may, self.must, quota, windows)
        )

    def starting_in(self, w):
        """Runs by where they start; `w` is one run."""
        if self.certain():
            return Spans([r for r in self.must if w[0] <= r[0] < w[1]])
        must = [
            r for r in self.must if run_of(self.may, r[0])[0] >= w[0] and r[0] < w[1]
        ]
        may = []
        for a, b in self.may:
            over = next((r[1] for r in self.must if r[0] < w[0] <= r[1]), w[0])
            start = over if a < w[0] else a
            may += [(start, b)] if start < min(b, w[1]) else []
        return Spans(must, normal(may))

    def ending_in(self, w):
        """Runs by where they end: in (from, to], because the last instant lies in w."""
        if self.certain():
            return Spans([r for r in self.must if w[0] < r[1] <= w[1]])
        must = [
            r for r in self.must if run_of(self.may, r[0])[1] <= w[1] and r[1] > w[0]
        ]
        may = []
        for a, b in self.may:
            over = next((r[0] for r in self.must if r[0] <= w[1] < r[1]), w[1])
            end = over if b > w[1] else b
            may += [(a, end)] if end > max(a, w[0]) else []
        return Spans(must, normal(may))
