# SPDX-License-Identifier: Apache-2.0
"""Compares the runtime with the oracle on random agreements.

  differential.py SLATE [COUNT [FIRST_SEED]]      default: 200 agreements from seed 1

Each agreement is compiled by `slate plan`; the oracle evaluates the plan; what it finds is written
into the example as expectations, which `slate test` must confirm to the last digit. Agreements that
differ are kept in the working folder as differs-SEED.slate.
"""

import json
import multiprocessing
import os
import pathlib
import subprocess
import sys
import tempfile
from fractions import Fraction

from evaluate import Evaluator
from examples import stages
from generate import EXPECT, generate
from oracle import guarded
from session import Plan
from values import Range, number
from zone import date_of

SHARE = 20  # agreements that one process takes at a time
VERDICTS = ("met", "missed", "void", "undecided", "pending")


def in_slate(value, unit):
    """An exact number as an expression."""
    text = f"{abs(value.numerator)} / {value.denominator}" if value.denominator != 1 else str(abs(value))
    text = f"-({text})" if value < 0 else f"({text})"
    one = {"": "", "time": " * 1ns", "EUR": " * 1 EUR"}
    return text + one["".join(unit)]


class Claims:
    """What the oracle finds in an example, as expectations."""

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


class Tool:
    def __init__(self, path, folder):
        self.path = path
        self.folder = pathlib.Path(folder)

    def call(self, verb, text):
        file = self.folder / "case.slate"
        file.write_text(text, encoding="utf-8")
        command = [self.path, verb, str(file), "--format", "json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1) or not done.stdout:
            raise RuntimeError(f"{verb}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return json.loads(done.stdout)


def problems_of(report):
    for example in report["examples"]:
        for failure in example["failures"]:
            yield f"{failure['claim']} is {failure['is']}, got {failure['got']}"
        for problem in example["problems"]:
            yield f"{problem['code']} {problem['message']}"


def check(tool, seed):
    """The problems of one agreement, the number of claims, and what the oracle passed over."""
    text = generate(seed)
    plan = Plan(tool.call("plan", text)["agreements"][0])
    (stage,) = stages(plan, plan.examples[0])
    claims = Claims(plan).of(Evaluator(stage.session()))
    if not claims.lines:
        return [], 0, claims.passed_over
    text = text.replace(EXPECT, "".join(claims.lines))
    problems = list(problems_of(tool.call("test", text)))
    if problems:
        pathlib.Path(f"differs-{seed}.slate").write_text(text, encoding="utf-8")
    return problems, len(claims.lines), claims.passed_over


def check_many(path, seeds):
    """What `check` says of these seeds, with the tool in a folder of its own."""
    sys.setrecursionlimit(20_000)
    with tempfile.TemporaryDirectory() as folder:
        tool = Tool(path, folder)
        return [(seed, *check(tool, seed)) for seed in seeds]


def main(arguments):
    if not 1 <= len(arguments) <= 3:
        print(__doc__, file=sys.stderr)
        return 2
    count = int(arguments[1]) if len(arguments) > 1 else 200
    first = int(arguments[2]) if len(arguments) > 2 else 1
    seeds = range(first, first + count)
    shares = [(arguments[0], seeds[at : at + SHARE]) for at in range(0, count, SHARE)]
    total, differing, passed_over = 0, 0, 0
    with multiprocessing.Pool(os.cpu_count()) as pool:
        for share in pool.starmap(check_many, shares, chunksize=1):
            for seed, problems, claims, skipped in share:
                total += claims
                passed_over += len(skipped)
                differing += 1 if problems else 0
                for problem in problems:
                    print(f"seed {seed}: {problem}")
    print(f"{count} agreements, {total} claims, {differing} differ, {passed_over} figures passed over")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
