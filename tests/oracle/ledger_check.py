# SPDX-License-Identifier: Apache-2.0
"""Compares `slate run` over files with the oracle: all months at once, month by month, corrected.

  ledger_check.py SLATE [COUNT [FIRST_SEED]]      default: 50 projects from seed 1

Each project is an agreement with four months of data in CSV files. All months at once must give what
the oracle finds; so must each month on top of a ledger; and when rows come in late, the entries and
adjustments of the ledger must add up to what the oracle finds in the new data. Projects that differ
are kept in the working folder as ledger-SEED; `ledger_check.py SLATE 1 SEED` looks at one again.
"""

import csv
import datetime
import json
import multiprocessing
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction

from cases import cases
from dataset import Row
from evaluate import Evaluator
from random_files import MONTHS, Project
from session import Plan, Scope, Session
from values import NoData, Range, high, low
from zone import add_months, day_of

SHARE = 5
EPOCH = datetime.datetime(1970, 1, 1)
TRUTHS = {"true": True, "false": False}


# ---- Files and rows ----


def write_files(folder, project, tables):
    (folder / "agreement.slate").write_text(project.text, encoding="utf-8")
    settings = ['agreement = ["agreement.slate"]\n']
    for name, rows in tables.items():
        columns = list(rows[0])
        with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([columns, *(list(row.values()) for row in rows)])
        settings.append(f'[input.{name}]\nfiles = ["{name}.csv"]\nmissing = [""]\n[input.{name}.columns]\n')
        settings += [f'{column} = "{column}"\n' for column in columns]
    (folder / "slate.toml").write_text("".join(settings), encoding="utf-8")


def cell(text, column):
    if text == "":
        return None
    if column["type"]["kind"] == "instant":
        moment = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
        return (moment - EPOCH) // datetime.timedelta(seconds=1) * 10**9
    return TRUTHS[text] if column["type"]["kind"] == "bool" else text


def oracle_of(json_plan, tables):
    plan = Plan.latest(json_plan)
    read = {}
    for name, rows in tables.items():
        source = plan.inputs[name]
        columns = {column["name"]: column for column in source["columns"]}
        read[name] = [Row({k: cell(text, columns[k]) for k, text in row.items()}) for row in rows]
        if source["kind"] == "cases":
            read[name] = cases(read[name], source)
    session = Session(plan, read)
    first = day_of(datetime.date(2026, 1, 1))
    session.settle_periods(plan.zone.start_of(first), plan.zone.start_of(add_months(first, len(MONTHS))))
    return Evaluator(session)


# ---- What the oracle finds, in the words of the tool's JSON ----


class Expected:
    """Figures of each month, by what the tool calls them."""

    def __init__(self, evaluator):
        self.evaluator = evaluator
        self.plan = evaluator.plan

    def figures(self, period):
        found = {}
        for objective in self.plan.objectives.values():
            for members, keys in self.evaluator.instances_of(objective, period):
                name = (objective["name"], *members)
                found[(*name, "verdict")] = self.evaluator.verdict(objective, keys, period)
                for field in ("value", "credit", *(["bonus"] if "bonus" in objective else [])):
                    value = self.evaluator.result(objective, keys, period, field)
                    found[(*name, field)] = exact(value)
        for settle in self.plan.settles.values():
            for members, keys in self.evaluator.instances_of(settle, period):
                found[(settle["name"], *members, "amount")] = self.amount(settle, keys, period)
        for right in self.plan.rights.values():
            granted = self.evaluator.granted(right, (), period)
            found[(right["name"], "granted")] = granted if isinstance(granted, bool) else granted.value
        for duty in self.plan.json.get("duties", []):
            found |= self.duty(duty, period)
        return found

    def amount(self, settle, keys, period):
        try:
            return Fraction(self.evaluator.amount(settle, keys, period))
        except NoData:
            return None

    def duty(self, duty, period):
        applies = self.evaluator.duty_applies(duty, period)
        if applies is False:
            return {}
        found = {(duty["title"], "applies"): applies if isinstance(applies, bool) else applies.value}
        if applies is True:
            found[(duty["title"], "done")] = self.evaluator.duty_done(duty, period)
        return found

    def balance(self):
        """The sum of all entries of each line."""
        sums = {}
        for settle in self.plan.settles.values():
            for members, keys in self.evaluator.instances_of(settle, self.evaluator.session.periods[-1]):
                amounts = [self.amount(settle, keys, p) for p in self.evaluator.session.periods]
                sums[(settle["name"], *members)] = sum(a for a in amounts if a is not None)
        return sums


def exact(value):
    """A number, None where there is none, and bounds where only they are known."""
    if not isinstance(value, Range) or value.certain():
        return None if value is None else Fraction(value.low)
    return "open"


def said(period):
    """The same figures out of the tool's JSON of a period."""
    found = {}
    for objective in period["objectives"]:
        if not objective["counted"]:
            continue
        name = (objective["objective"], *objective["members"])
        found[(*name, "verdict")] = objective["verdict"]
        for field in ("value", "credit", "bonus"):
            found[(*name, field)] = figure(objective[field])
        if found[(*name, "bonus")] is None:
            del found[(*name, "bonus")]
    for settle in period["settlements"]:
        found[(settle["settlement"], *settle["members"], "amount")] = Fraction(settle["amount"])
    for right in period["rights"]:
        found[(right["right"], "granted")] = right["granted"]
    for duty in period["duties"]:
        found[(duty["duty"], "applies")] = duty["applies"]
        if duty["applies"] is True and "state" in duty:
            found[(duty["duty"], "done")] = duty["state"] == "done"
    return found


def figure(json):
    if "value" in json:
        return Fraction(json["value"])
    return "open" if {"low", "high", "possible", "open", "may_be_absent"} & set(json) else None


def differences(label, expected, got):
    for name in sorted(set(expected) | set(got)):
        if expected.get(name) != got.get(name):
            yield f"{label} {'.'.join(name)}: the oracle says {expected.get(name)}, the tool {got.get(name)}"


# ---- One project ----


class Check:
    def __init__(self, tool, seed, folder):
        self.tool = tool
        self.project = Project(seed)
        self.folder = folder
        self.claims = 0

    def run(self, *args):
        command = [self.tool, "run", "--settings", str(self.folder / "slate.toml"), "--format", "json", *args]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(args)}: exit {done.returncode}\n{done.stdout[:2000]}{done.stderr}")
        return json.loads(done.stdout)["periods"]

    def plan(self):
        command = [self.tool, "plan", str(self.folder / "agreement.slate"), "--format", "json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return json.loads(done.stdout)["agreements"][0]

    def problems(self):
        write_files(self.folder, self.project, self.project.tables)
        plan = self.plan()
        evaluator = oracle_of(plan, self.project.tables)
        expected = [Expected(evaluator).figures(period) for period in evaluator.session.periods]
        ledger = str(self.folder / "ledger.ndjson")
        at_once = self.run("--period", f"{MONTHS[0]}..{MONTHS[-1]}")
        by_month = [self.run("--period", month, "--ledger", ledger)[-1] for month in MONTHS]
        for way, periods in (("at once,", at_once), ("on the ledger,", by_month)):
            for label, wanted, period in zip(MONTHS, expected, periods):
                got = said(period)
                wanted = {name: value for name, value in wanted.items() if name in got or value is not None}
                self.claims += len(wanted)
                yield from differences(f"{way} {label}", wanted, got)
        if not self.project.claim and not self.project.right:
            yield from self.corrected(plan, ledger)

    def corrected(self, plan, ledger):
        """What was forfeited or used stays so; of all else the balance is that of the new data."""
        month, tables = self.project.with_late_rows()
        write_files(self.folder, self.project, tables)
        self.run("--period", month, "--ledger", ledger)
        sums = {}
        for line in pathlib.Path(ledger).read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            name = entry.get("entry") or entry.get("adjustment")
            if name:
                key = (name, *entry["members"])
                sums[key] = sums.get(key, 0) + Fraction(entry["amount"])
        wanted = Expected(oracle_of(plan, tables)).balance()
        self.claims += len(wanted)
        yield from differences("corrected,", wanted, {k: v for k, v in sums.items() if k in wanted or v})


def check_many(tool, seeds):
    sys.setrecursionlimit(20_000)
    results = []
    for seed in seeds:
        folder = pathlib.Path(tempfile.mkdtemp())
        check = Check(tool, seed, folder)
        try:
            problems = list(check.problems())
        except RuntimeError as problem:
            problems = [str(problem)]
        if problems:
            shutil.copytree(folder, f"ledger-{seed}", dirs_exist_ok=True)
        shutil.rmtree(folder)
        results.append((seed, problems, check.claims))
    return results


def main(arguments):
    if not 1 <= len(arguments) <= 3:
        print(__doc__, file=sys.stderr)
        return 2
    count = int(arguments[1]) if len(arguments) > 1 else 50
    first = int(arguments[2]) if len(arguments) > 2 else 1
    seeds = range(first, first + count)
    shares = [(arguments[0], seeds[at : at + SHARE]) for at in range(0, count, SHARE)]
    total, differing = 0, 0
    with multiprocessing.Pool(os.cpu_count()) as pool:
        for share in pool.starmap(check_many, shares, chunksize=1):
            for seed, problems, claims in share:
                total += claims
                differing += 1 if problems else 0
                for problem in problems:
                    print(f"seed {seed}: {problem}")
    print(f"{count} projects, {total} claims, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
