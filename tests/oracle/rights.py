# SPDX-License-Identifier: Apache-2.0
"""Rights: arisen with their condition, standing, exercised or lapsed; and whether a claim was made in time."""

from typing import NamedTuple

import values as v
from session import Scope
from values import Day, Unknown


class Arisen(NamedTuple):
    at: int
    until: object  # an instant, a date or None


class Rights:
    def op_right(self, node, scope):
        right = self.plan.rights[node["name"]]
        keys = self.keys_of(right, self.args(node, scope), scope)
        if node["field"] == "granted":
            return self.granted(right, keys, scope.period)
        return self.right_state(right, keys, scope.period) == node["field"]

    def granted(self, right, keys, period):
        other = self.family.in_force(period)
        right = self.family.renamed("rights", right, self, other)
        return other.holds(right.get("when"), Scope(period, keys))

    def right_state(self, right, keys, period):
        """Of the right as it arose last, up to the end of the period; None if it never did."""
        arisen = self.arisen(right, keys, period)
        if isinstance(arisen, Unknown) or arisen is None:
            return arisen
        if self.exercised(right, keys, arisen):
            return "exercised"
        supplied = "exercises" in self.session.tables
        return "lapsed" if supplied and self.is_over(arisen.until) else "standing"

    def arisen(self, right, keys, period):
        """It arises again only after its condition has failed."""
        arisen, held = None, False
        for earlier in reversed(self.session.earlier(period)):
            if not self.session.counts(earlier, keys):
                continue
            holds = self.granted(right, keys, earlier)
            if isinstance(holds, Unknown):
                return holds
            if holds and not held:
                until = right.get("until")
                deadline = None if until is None else self.value(until, Scope(earlier, keys))
                arisen = Arisen(earlier.run[1], deadline)
            held = holds
        return arisen

    def exercised(self, right, keys, arisen):
        for row in self.session.tables.get("exercises", []):
            named = row.cells.get("right") in (None, right["name"])
            same = all(row.cells.get(key) in (None, member) for key, member in keys)
            if named and same and arisen.at <= row.at() and self.is_by(row.at(), arisen.until):
                return True
        return False

    # ---- Claims ----

    def claim_of(self, settle, keys, window, until):
        """claimed, forfeited, or None while that is open."""
        if "claims" not in self.session.tables:
            return None
        for row in self.session.tables["claims"]:
            named = row.cells.get("settlement") in (None, settle["name"])
            same = all(row.cells.get(key) == member for key, member in keys)
            if named and same and row.cells["period"] == window.label and self.is_by(row.at(), until):
                return "claimed"
        return "forfeited" if self.is_over(until) else None

    # ---- Deadlines: an instant is still in time, a date with all of its day ----

    def is_by(self, at, until):
        if until is None:
            return True
        return at < self.zone.start_of(until.number + 1) if isinstance(until, Day) else at <= until

    def is_over(self, until):
        if until is None:
            return False
        end = self.zone.start_of(until.number + 1) if isinstance(until, Day) else until + 1
        return self.session.as_of >= end


def claim_verdict(state, field):
    """`settlement.claimed` and `.forfeited` as truth values."""
    return v.PENDING if state is None else state == field
