# SPDX-License-Identifier: Apache-2.0
"""Runs every example as its README says and compares with report.expected.

usage: examples.py TOOL [--update]     from the project's root
"""

import pathlib
import re
import shlex
import subprocess
import sys

PREFIX = "build/bin/slate run "


def command_of(readme):
    for line in readme.read_text(encoding="utf-8").splitlines():
        if line.strip().startswith(PREFIX) and "--format" not in line:
            return shlex.split(line.strip())[1:]
    raise SystemExit(f"{readme}: no line that starts with `{PREFIX}`")


def stable(report):
    """Without what differs between machines and versions of the compiler."""
    report = re.sub(r"(time zone .*), edition \S+", r"\1, edition …", report)
    return re.sub(r"(?m)^(  plan +)[0-9a-f]+$", r"\1…", report)


def main():
    tool, update = sys.argv[1], "--update" in sys.argv
    failures = 0
    for folder in sorted(pathlib.Path("examples").iterdir()):
        if not (folder / "slate.toml").exists():
            continue
        run = subprocess.run([tool, *command_of(folder / "README.md")], capture_output=True, text=True)
        expected = folder / "report.expected"
        if update and run.returncode == 0:
            expected.write_text(stable(run.stdout), encoding="utf-8")
        wanted = expected.read_text(encoding="utf-8") if expected.exists() else ""
        report = stable(run.stdout)
        if run.returncode != 0 or report != wanted or run.stderr:
            failures += 1
            print(f"{folder}: exit {run.returncode}, the report differs from report.expected\n{run.stderr}")
            for got, want in zip(report.splitlines(), wanted.splitlines()):
                if got != want:
                    print(f"  got      {got}\n  expected {want}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
