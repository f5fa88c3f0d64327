# SPDX-License-Identifier: Apache-2.0
"""Runs every example as its README says and compares with report.expected and with check.py.

usage: examples.py TOOL [--update] [STORY...]     from the project's root

`figures()` of a story's check.py works out what must come to what, from the data and not from the
tool: "2026-03 uptime[web].value" is a fraction (durations in nanoseconds), "2026-03 settlement" an
amount, "2026-03 uptime[web].verdict" a word.
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


def command_of(readme):
    for line in readme.read_text(encoding="utf-8").splitlines():
        if line.strip().startswith(PREFIX) and "--format" not in line:
            return shlex.split(line.strip())[1:]
    raise SystemExit(f"{readme}: no line that starts with `{PREFIX}`")


def stable(report):
    """Without what differs between machines and versions of the compiler."""
    report = re.sub(r"(time zone .*), edition \S+", r"\1, edition …", report)
    return re.sub(r"(?m)^(  plan +)[0-9a-f]+$", r"\1…", report)


def label(name, members):
    return name + (f"[{', '.join(members)}]" if members else "")


def amount(quantity):
    return Fraction(quantity["value"]) if "value" in quantity else None


def figures_of(settlement):
    """What the tool says, under the same names as in check.py."""
    found = {}
    for period in settlement["periods"]:
        for result in period["objectives"]:
            name = f"{period['period']} {label(result['objective'], result['members'])}"
            found[f"{name}.verdict"] = result["verdict"]
            for part in ("value", "credit", "bonus"):
                found[f"{name}.{part}"] = amount(result[part])
        for stage in period["settlements"]:
            found[f"{stage['window']} {label(stage['settlement'], stage['members'])}"] = Fraction(stage["amount"])
    return found


def expected_figures(check):
    spec = importlib.util.spec_from_file_location("check", check)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.figures()


def check_figures(folder, settlement):
    found = figures_of(settlement)
    expected = expected_figures(folder / "check.py")
    wrong = [
        f"  {name}: the tool says {found.get(name, 'nothing')}, check.py {value}"
        for name, value in sorted(expected.items())
        if found.get(name) != value
    ]
    return wrong if expected else [f"  {folder}/check.py expects nothing"]


def check_report(folder, run, update):
    expected = folder / "report.expected"
    if update and run.returncode == 0:
        expected.write_text(stable(run.stdout), encoding="utf-8")
    wanted = expected.read_text(encoding="utf-8") if expected.exists() else ""
    report = stable(run.stdout)
    if run.returncode == 0 and report == wanted and not run.stderr:
        return []
    lines = [f"  exit {run.returncode}, the report differs from report.expected", run.stderr]
    for got, want in zip(report.splitlines(), wanted.splitlines()):
        if got != want:
            lines += [f"  got      {got}", f"  expected {want}"]
    return lines


def check_story(tool, folder, update):
    command = [tool, *command_of(folder / "README.md")]
    run = subprocess.run(command, capture_output=True, text=True)
    wrong = check_report(folder, run, update)
    exact = subprocess.run([*command, "--format", "json"], capture_output=True, text=True)
    if exact.returncode == 0:
        wrong += check_figures(folder, json.loads(exact.stdout))
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
