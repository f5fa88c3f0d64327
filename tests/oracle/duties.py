# SPDX-License-Identifier: Apache-2.0
"""Duties: whether one applies in a window, until when, and whether the evidence is there in time."""

from session import Period, Scope
from values import Day


class Duties:
    def duty_windows(self, duty, period):
        """The windows that end in the period; the period itself where the duty has no rhythm."""
        if "per" not in duty:
            return [period]
        return self.session.windows_of({"name": duty["title"], "period": duty["per"]}, period)

    def duty_due(self, duty, window):
        until = self.value(duty["until"], self.duty_scope(window))
        return self.zone.start_of(until.number + 1) if isinstance(until, Day) else until

    def duty_applies(self, duty, window):
        return self.holds(duty.get("when"), self.duty_scope(window))

    def duty_scope(self, window):
        return Scope(Period("", window.number, window.run, window.label))

    def duty_done(self, duty, window):
        """Whether a row stands between the window's end, or start if it is due inside, and the due instant."""
        due = self.duty_due(duty, window)
        begin = window.run[1] if due > window.run[1] else window.run[0]
        return any(begin <= row.at() <= due for row in self.session.tables.get(duty["done_by"], []))
