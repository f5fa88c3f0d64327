# SPDX-License-Identifier: Apache-2.0
"""Runs every example as its README says and compares with report.expected and with check.py.

The reports of all its `slate run` lines make report.expected.

usage: examples.py TOOL [--update] [STORY...]     from the project's root

`figures()` of a story's check.py works out what must come to what, from the data and not from the
tool: "2026-03 uptime[web].value" is a fraction (durations in nanoseconds), "2026-03 settlement" an
amount, "2026-03 uptime[web].verdict" a word; `.value.low` and `.value.high` are the ends of an open
figure. Where a story settles several agreements, the agreement's name stands before:
"online: 2026-03 uptime.value".
"""

import importlib.util
import json
import pathlib
import re
import shlex
import subprocess
import sys
from fractions import Fraction

PREFIX = "build/bin/slate run "
ROOT = pathlib.Path("examples")


def commands_of(readme):
    lines = [line.strip() for line in readme.read_text(encoding="utf-8").splitlines()]
    found = [shlex.split(line)[1:] for line in lines if line.startswith(PREFIX) and "--format" not in line]
    return found or sys.exit(f"{readme}: no line that starts with `{PREFIX}`")


def stable(report):
    """Without what differs between machines and versions of the compiler."""
    report = re.sub(r"(time zone .*), edition \S+", r"\1, edition …", report)
    return re.sub(r"(?m)^(  plan +)[0-9a-f]+$", r"\1…", report)


def label(name, members):
    return name + (f"[{', '.join(members)}]" if members else "")


def ends_of(name, quantity):
    """One figure, or both ends of one that gaps in the data leave open."""
    return {
        name + suffix: Fraction(quantity[end])
        for end, suffix in (("value", ""), ("low", ".low"), ("high", ".high"))
        if quantity.get(end) is not None
    }


def figures_of(settlement):
    """What the tool says, under the same names as in check.py."""
    found = {}
    for period in settlement["periods"]:
        for result in period["objectives"]:
            name = f"{period['period']} {label(result['objective'], result['members'])}"
            found[f"{name}.verdict"] = result["verdict"]
            for part in ("value", "credit", "bonus"):
                found |= ends_of(f"{name}.{part}", result[part])
        for stage in period["settlements"]:
            found[f"{stage['window']} {label(stage['settlement'], stage['members'])}"] = Fraction(stage["amount"])
    return found


def expected_figures(check):
    spec = importlib.util.spec_from_file_location("check", check)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.figures()


def check_figures(folder, settlements):
    found = {}
    for settlement in settlements:
        figures = figures_of(settlement)
        found |= figures
        found |= {f"{settlement['agreement']['name']}: {name}": value for name, value in figures.items()}
    expected = expected_figures(folder / "check.py")
    wrong = [
        f"  {name}: the tool says {found.get(name, 'nothing')}, check.py {value}"
        for name, value in sorted(expected.items())
        if found.get(name) != value
    ]
    return wrong if expected else [f"  {folder}/check.py expects nothing"]


def check_report(folder, runs, update):
    expected = folder / "report.expected"
    failed = [run for run in runs if run.returncode != 0 or run.stderr]
    report = "\n".join(stable(run.stdout) for run in runs)
    if update and not failed:
        expected.write_text(report, encoding="utf-8")
    wanted = expected.read_text(encoding="utf-8") if expected.exists() else ""
    if report == wanted and not failed:
        return []
    lines = ["  the report differs from report.expected"]
    lines += [f"  exit {run.returncode}\n{run.stderr}" for run in failed]
    for got, want in zip(report.splitlines(), wanted.splitlines()):
        if got != want:
            lines += [f"  got      {got}", f"  expected {want}"]
    return lines


def check_story(tool, folder, update):
    commands = [[tool, *command] for command in commands_of(folder / "README.md")]
    wrong = check_report(folder, [subprocess.run(c, capture_output=True, text=True) for c in commands], update)
    exact = [subprocess.run([*c, "--format", "json"], capture_output=True, text=True) for c in commands]
    if all(run.returncode == 0 for run in exact):
        wrong += check_figures(folder, [json.loads(run.stdout) for run in exact])
    return wrong


def main():
    tool, *rest = sys.argv[1:]
    stories = [word for word in rest if not word.startswith("--")]
    failures = 0
    for folder in sorted(ROOT.iterdir()):
        if not (folder / "slate.toml").exists() or (stories and folder.name not in stories):
            continue
        wrong = check_story(tool, folder, "--update" in rest)
        if wrong:
            failures += 1
            print("\n".join([f"{folder}:", *wrong]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
