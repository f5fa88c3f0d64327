# SPDX-License-Identifier: Apache-2.0
"""What the oracle finds in an example, as expectations of the example."""

from fractions import Fraction

from oracle import guarded
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

    def add(self, period, claim):
        day = date_of(self.plan.zone.day_at(period.run[0])).isoformat()
        self.lines.append(f"  expect in {day} .. {day}: {claim}\n")

    def number(self, period, name, value, unit):
        if isinstance(value, dict):
            # A window that is still running has no amount; that is no gap in the oracle.
            if not value["error"].startswith("NoData"):
                self.passed_over.append(f"{name}: {value['error']}")
        elif isinstance(value, Range) and value.certain():
            self.add(period, f"{name} = {in_slate(Fraction(value.low), unit)}")

    def of(self, evaluator):
        for period in evaluator.session.periods:
            for objective in self.plan.objectives.values():
                for members, keys in evaluator.instances_of(objective, period):
                    self.objective(evaluator, objective, members, keys, period)
            for settle in self.plan.settles.values():
                amount = guarded(lambda s=settle, p=period: number(evaluator.amount(s, (), p)))
                self.number(period, settle["name"], amount, ["EUR"])
        return self

    def objective(self, evaluator, objective, members, keys, period):
        name = objective["name"] + (f"[{', '.join(members)}]" if members else "")
        unit = self.plan.nodes[objective["measure"]]["type"].get("unit", {})
        for field, of in (("value", unit), ("credit", ["EUR"])):
            value = guarded(lambda f=field: evaluator.result(objective, keys, period, f))
            self.number(period, f"{name}.{field}", value, list(of))
        verdict = guarded(lambda: evaluator.verdict(objective, keys, period))
        if verdict in VERDICTS:
            self.add(period, f"{name}.{verdict}")
