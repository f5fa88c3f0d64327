# SPDX-License-Identifier: Apache-2.0
"""Compares the runtime with the oracle on random agreements.

  differential.py SLATE [COUNT [FIRST_SEED]]      default: 200 agreements from seed 1

Each agreement is compiled by `slate plan`; the oracle evaluates the plan; what it finds is written
into the example as expectations, which `slate test` must confirm to the last digit. Agreements that
differ are kept in the working folder as differs-SEED.slate; `differential.py SLATE 1 SEED` looks at
one again, `generate.py SEED` prints it without expectations.
"""

import multiprocessing
import os
import pathlib
import sys
import tempfile
import traceback

from claims import Claims
from evaluate import Evaluator
from examples import stages
from generate import EXPECT, generate
from session import Plan
from tool import Tool

NO_BOUNDS = "SL6503"
SHARE = 50  # agreements that one process takes at a time


def problems_of(example):
    for failure in example["failures"]:
        yield f"{failure['period']}: {failure['claim']} is {failure['is']}, got {failure.get('got')}"
    for problem in example["problems"]:
        yield f"{problem['code']} {problem['message']}"


def found(json):
    """What the oracle claims about the example of a plan."""
    plan = Plan.latest(json)
    (stage,) = stages(plan, plan.examples[0])
    return Claims(plan).of(Evaluator(stage.session()))


class Case:
    """One agreement: its text, then its claims, then what the tool did not confirm."""

    def __init__(self, seed):
        self.seed = seed
        self.text = generate(seed)
        self.refusing = ""  # with figures that have no bounds
        self.claims = 0
        self.passed_over = []
        self.problems = []

    def claim(self, json):
        if isinstance(json, Exception):
            self.problems.append(str(json))
            return
        try:
            claims = found(json)
        except Exception:  # A mistake of the oracle is one difference, not the end of the run.
            self.problems.append(traceback.format_exc())
            return
        self.claims, self.passed_over = len(claims.lines), claims.passed_over
        if claims.refused:
            self.refusing = self.text.replace(EXPECT, claims.refused[0])
        self.text = self.text.replace(EXPECT, "".join(claims.lines) or EXPECT)

    def judge(self, example):
        if isinstance(example, Exception):
            self.problems.append(str(example))
        else:
            self.problems += problems_of(example)

    def judge_refusal(self, example):
        refused = not isinstance(example, Exception) and any(p["code"] == NO_BOUNDS for p in example["problems"])
        self.claims += 1
        self.problems += [] if refused else [f"no refusal of what has no bounds: {example}"]

    def report(self):
        if self.problems:
            pathlib.Path(f"differs-{self.seed}.slate").write_text(self.text, encoding="utf-8")
        return self.seed, self.problems, self.claims, self.passed_over


def check_many(path, seeds):
    """What comes of these seeds, with the tool in a folder of its own."""
    sys.setrecursionlimit(20_000)
    cases = {seed: Case(seed) for seed in seeds}
    with tempfile.TemporaryDirectory() as folder:
        tool = Tool(path, folder)
        for seed, json in tool.plans({case.seed: case.text for case in cases.values()}).items():
            cases[seed].claim(json)
        claimed = {case.seed: case.text for case in cases.values() if case.claims}
        for seed, example in (tool.reports(claimed) if claimed else {}).items():
            cases[seed].judge(example)
        refusing = {case.seed: case.refusing for case in cases.values() if case.refusing}
        for seed, example in (tool.reports(refusing) if refusing else {}).items():
            cases[seed].judge_refusal(example)
    return [case.report() for case in cases.values()]


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
                for name in skipped:
                    print(f"seed {seed} passes over {name}")
    print(f"{count} agreements, {total} claims, {differing} differ, {passed_over} figures passed over")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
