# SPDX-License-Identifier: Apache-2.0
"""What the oracle finds in an example, as expectations of the example."""

from fractions import Fraction

from oracle import guarded
from spanset import END
from values import Range, number
from zone import date_of

VERDICTS = ("met", "missed", "void", "undecided", "pending")


def in_slate(value, unit):
    """An exact number as an expression."""
    text = f"{abs(value.numerator)} / {value.denominator}" if value.denominator != 1 else str(abs(value))
    text = f"-({text})" if value < 0 else f"({text})"
    one = {"": "", "time": " * 1ns", "EUR": " * 1 EUR"}
    return text + one["".join(unit)]


class Claims:
    def __init__(self, plan):
        self.plan = plan
        self.lines = []
        self.passed_over = []
        self.refused = []  # figures that have no bounds

    def add(self, period, claim):
        self.lines.append(self.expectation(period, claim))

    def expectation(self, period, claim):
        day = date_of(self.plan.zone.day_at(period.run[0])).isoformat()
        return f"  expect in {day} .. {day}: {claim}\n"

    def number(self, period, name, value, unit):
        if isinstance(value, dict):
            self.without_figure(period, name, value["error"])
        elif isinstance(value, Range) and value.certain():
            self.add(period, f"{name} = {in_slate(Fraction(value.low), unit)}")

    def without_figure(self, period, name, error):
        if error.startswith("NoBounds"):
            if name.endswith(".value"):
                self.refused.append(self.expectation(period, name[: -len("value")] + "undecided"))
        elif not error.startswith("NoData"):  # a window that is still running has no amount
            self.passed_over.append(f"{name}: {error}")

    def truth(self, period, name, value):
        """A truth value as a claim; what is open stands in no expectation that could hold."""
        if isinstance(value, bool):
            self.add(period, name if value else f"not {name}")
        elif isinstance(value, dict):
            self.without_figure(period, name, value["error"])

    def of(self, evaluator):
        for period in evaluator.session.periods:
            for objective in self.plan.objectives.values():
                own = evaluator.session.period_for(objective, period)
                for members, keys in evaluator.instances_of(objective, own) if own else ():
                    self.objective(evaluator, objective, members, keys, (period, own))
            for settle in self.plan.settles.values():
                self.settlement(evaluator, settle, period)
            for right in self.plan.rights.values():
                self.right(evaluator, right, period)
        return self

    @staticmethod
    def named(name, members):
        return name + (f"[{', '.join(members)}]" if members else "")

    def objective(self, evaluator, objective, members, keys, periods):
        period, own = periods
        name = self.named(objective["name"], members)
        unit = self.plan.nodes[objective["measure"]]["type"].get("unit", {})
        for field, of in (("value", unit), ("credit", ["EUR"]), ("bonus", ["EUR"])):
            if field == "bonus" and "bonus" not in objective:
                continue
            value = guarded(lambda f=field: evaluator.result(objective, keys, own, f))
            self.number(period, f"{name}.{field}", value, list(of))
        verdict = guarded(lambda: evaluator.verdict(objective, keys, own))
        # Whether what is open is pending or undecided the bounds of a figure do not say.
        if verdict in VERDICTS and not (verdict in ("pending", "undecided") and self.knows_now(evaluator)):
            self.add(period, f"{name}.{verdict}")

    def settlement(self, evaluator, settle, period):
        for members, keys in evaluator.instances_of(settle, period):
            name = self.named(settle["name"], members)
            entry = guarded(lambda k=keys: evaluator.entry_in(settle, k, period))
            if isinstance(entry, dict):
                self.number(period, name, entry, ["EUR"])
                continue
            self.number(period, name, number(entry.amount), ["EUR"])
            if any(step["kind"] == "claim" for step in settle["steps"]) and entry.amount > 0:
                self.number(period, f"{name}.payable", number(entry.payable), ["EUR"])
                if entry.claim == "claimed" or (entry.claim and self.knows_now(evaluator)):
                    for field in ("claimed", "forfeited"):
                        self.truth(period, f"{name}.{field}", entry.claim == field)

    @staticmethod
    def knows_now(evaluator):
        """Without `now` nobody knows whether a deadline behind all data is over."""
        return evaluator.session.as_of != END

    def right(self, evaluator, right, period):
        for members, keys in evaluator.instances_of(right, period):
            name = self.named(right["name"], members)
            granted = guarded(lambda k=keys: evaluator.granted(right, k, period))
            self.truth(period, f"{name}.granted", granted)
            state = guarded(lambda k=keys: evaluator.right_state(right, k, period))
            known = "exercises" in evaluator.session.tables
            known = known and (state == "exercised" or self.knows_now(evaluator))
            if granted is True and isinstance(state, str) and known:
                for field in ("standing", "exercised", "lapsed"):
                    self.truth(period, f"{name}.{field}", state == field)
