# SPDX-License-Identifier: Apache-2.0
"""Looks for an agreement and data on which `slate diff` is wrong: random agreements with random rows
(those of the oracle) are changed at random and settled before and after. Where the tool says that
the customer gains, no running total of a settlement may be lower on any data tried; where it says
`same`, no amount may differ.

usage: diff_sound.py TOOL [COUNT [FIRST_SEED]]     from the project's root
"""

import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

sys.path.insert(0, "tests/oracle")
from evaluate import Evaluator  # noqa: E402
from examples import stages  # noqa: E402
from generate import generate  # noqa: E402
from oracle import guarded  # noqa: E402
from session import Plan  # noqa: E402
from values import Range, number  # noqa: E402

WORDS = {"sum": ("highest", "lowest"), "highest": ("sum", "lowest"), "lowest": ("sum", "highest")}
SIGNS = {">=": ">", ">": ">=", "<=": "<", "<": "<="}
NUMBER = re.compile(r"(?<![\w.:-])(\d+(?:\.\d+)?)(%| EUR|min|h\b|s\b)")


def split(text):
    """The agreement, which is changed, and the example, which is not."""
    at = text.index("\nexample ")
    return text[:at], text[at:]


def change_number(agreement, rng):
    found = list(NUMBER.finditer(agreement))
    if not found:
        return agreement
    at = rng.choice(found)
    value = Fraction(at[1]) * rng.choice([Fraction(1, 2), Fraction(9, 10), Fraction(11, 10), 2])
    places = 2 if at[2] in ("%", " EUR") else 0
    shown = f"{float(value):.{places}f}"
    return agreement[: at.start()] + shown + at[2] + agreement[at.end() :]


def change_sign(agreement, rng):
    found = list(re.finditer(r"(?<= )(>=|<=|>|<)(?= )", agreement))
    if not found:
        return agreement
    at = rng.choice(found)
    return agreement[: at.start()] + SIGNS[at[0]] + agreement[at.end() :]


def change_word(agreement, rng):
    found = list(re.finditer(r"\b(sum|highest|lowest)(?= of )", agreement))
    if not found:
        return agreement
    at = rng.choice(found)
    return agreement[: at.start()] + rng.choice(WORDS[at[0]]) + agreement[at.end() :]


def drop_line(agreement, rng):
    lines = agreement.split("\n")
    droppable = [i for i, line in enumerate(lines)
                 if re.match(r"\s+(drop|cap|lasting|bridging|except|beyond|upto|bonus)\b", line)]
    if not droppable:
        return agreement
    del lines[rng.choice(droppable)]
    return "\n".join(lines)


def mutated(agreement, rng):
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        how = rng.choice([change_number, change_number, change_number, change_sign, change_word, drop_line])
        agreement = how(agreement, rng)
    return agreement


class Tool:
    def __init__(self, path, folder):
        self.path = path
        self.folder = pathlib.Path(folder)

    def call(self, *words):
        done = subprocess.run([self.path, *map(str, words), "--format", "json"],
                              capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(f"exit {done.returncode}: {words}\n{done.stderr}")
        return json.loads(done.stdout) if done.returncode == 0 and done.stdout else None

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


def amount(evaluator, settle, keys, period):
    value = guarded(lambda: number(evaluator.amount(settle, keys, period)))
    return value.low if isinstance(value, Range) and value.certain() else None


def amounts(plan_json):
    """Every settlement of every period, by the oracle: {name: [amount]}; None where it has none."""
    plan = Plan.latest(plan_json)
    (stage,) = stages(plan, plan.examples[0])
    evaluator = Evaluator(stage.session())
    result = {}
    for settle in plan.settles.values():
        names = settle.get("keys", [])
        for members in evaluator.session.instances(names):
            keys = tuple(sorted(zip(names, members)))
            result[(settle["name"], *members)] = [amount(evaluator, settle, keys, period)
                                                  for period in evaluator.session.periods]
    return result


def lower(old, new):
    """Whether a running total of the new line is below that of the old one."""
    before = after = Fraction(0)
    for a, b in zip(old, new):
        if a is None or b is None:
            return False
        before, after = before + a, after + b
        if after < before:
            return True
    return False


def differs(old, new):
    return any(a is not None and b is not None and a != b for a, b in zip(old, new))


def wrong(verdict, old, new):
    for name in old.keys() & new.keys():
        a, b = old[name], new[name]
        if verdict == "same" and differs(a, b):
            return f"{name} differs: {a} and {b}"
        if verdict == "customer gains" and lower(a, b):
            return f"{name} pays less: {a} and {b}"
        if verdict == "provider gains" and lower(b, a):
            return f"{name} pays more: {a} and {b}"
    return None


def check(tool, seed):
    """The verdict, and what contradicts it."""
    rng = random.Random(seed)
    agreement, example = split(generate(seed))
    changed = mutated(agreement, rng)
    if changed == agreement:
        return None, None
    old = tool.write("old.slate", agreement + example)
    new = tool.write("new.slate", changed + example)
    plans = [tool.call("plan", path) for path in (old, new)]
    if None in plans:
        return None, None
    verdict = tool.call("diff", old, new)["verdict"]
    if verdict in ("mixed", "unclear"):
        return verdict, None
    before, after = (amounts(plan["agreements"][0]) for plan in plans)
    contradiction = wrong(verdict, before, after)
    if contradiction:
        pathlib.Path(f"unsound-{seed}.old.slate").write_text(agreement + example, encoding="utf-8")
        pathlib.Path(f"unsound-{seed}.slate").write_text(changed + example, encoding="utf-8")
    return verdict, contradiction


def main(arguments):
    count = int(arguments[1]) if len(arguments) > 1 else 100
    first = int(arguments[2]) if len(arguments) > 2 else 1
    sys.setrecursionlimit(20_000)
    verdicts, failed = {}, 0
    with tempfile.TemporaryDirectory() as folder:
        tool = Tool(os.path.abspath(arguments[0]), folder)
        for seed in range(first, first + count):
            verdict, contradiction = check(tool, seed)
            verdicts[verdict or "not compared"] = verdicts.get(verdict or "not compared", 0) + 1
            if contradiction:
                failed += 1
                print(f"seed {seed}: {verdict}, but {contradiction}")
    told = ", ".join(f"{n} {verdict}" for verdict, n in sorted(verdicts.items()))
    print(f"{count} changes: {told}; {failed} contradicted")
    proven = sum(verdicts.get(v, 0) for v in ("same", "customer gains", "provider gains"))
    return 1 if failed or proven == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
