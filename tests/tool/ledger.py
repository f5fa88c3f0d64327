# SPDX-License-Identifier: Apache-2.0
"""A ledger: one month at a time gives what all months at once give, settling again adds only what
changed, and what was tampered with is refused.

usage: ledger.py TOOL [SEEDS]     from the project's root
"""

import csv
import datetime
import fractions
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

TEXT = pathlib.Path("tests/tool/ledger/agreement.slate")
MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
SETTINGS = """agreement = ["agreement.slate"]
[input.outage]
files = ["outage.csv"]
[input.outage.columns]
service = "service"
from = "from"
to = "to"
[input.report]
files = ["report.csv"]
[input.report.columns]
at = "at"
[input.claims]
files = ["claims.csv"]
[input.claims.columns]
at = "at"
period = "period"
service = "service"
[input.exercises]
files = ["exercises.csv"]
[input.exercises.columns]
at = "at"
right = "right"
"""


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


def outages(rng):
    rows = []
    for month in range(1, 13):
        for service in ("web", "shop"):
            for _ in range(rng.choice((0, 0, 1, 1, 2))):
                start = datetime.datetime(2026, month, rng.randint(1, 25), rng.randint(0, 23), rng.randint(0, 59))
                length = datetime.timedelta(minutes=rng.choice((20, 50, 90, 600, 2000, 4000)))
                rows.append((service, stamp(start), stamp(start + length)))
    return rows


def prepare(folder, rng):
    shutil.copy(TEXT, folder / "agreement.slate")
    (folder / "slate.toml").write_text(SETTINGS, encoding="utf-8")
    rows = outages(rng)
    write_csv(folder / "outage.csv", ("service", "from", "to"), rows)
    write_csv(folder / "report.csv", ("at",), [(stamp(datetime.datetime(2026, m, rng.randint(1, 9))),) for m in range(2, 13)])
    claims = [(stamp(datetime.datetime(2026, m + 1, rng.randint(5, 28))), f"2026-{m:02}", s)
              for m in range(1, 12) for s in ("web", "shop") if rng.random() < 0.7]
    write_csv(folder / "claims.csv", ("at", "period", "service"), claims)
    write_csv(folder / "exercises.csv", ("at", "right"),
              [(stamp(datetime.datetime(2026, m, 10)), "terminate") for m in range(3, 13, 4)])
    return rows


def run(tool, folder, *args, expected=0):
    done = subprocess.run([tool, "run", "--settings", str(folder / "slate.toml"), "--format", "json", *args],
                          capture_output=True, text=True)
    if done.returncode != expected:
        raise SystemExit(f"exit {done.returncode}: {' '.join(args)}\n{done.stderr}")
    return done


def periods(done):
    """What a run says of its periods, by label."""
    return {period["period"]: period for period in json.loads(done.stdout)["periods"]}


def entries(ledger):
    return [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]


def total(ledger):
    """The balance of each line: entries and adjustments added up."""
    sums = {}
    for line in entries(ledger):
        name = line.get("entry") or line.get("adjustment")
        if name:
            key = (name, *line["members"])
            sums[key] = sums.get(key, 0) + fractions.Fraction(line["amount"])
    return sums


def ideal(at_once):
    sums = {}
    for period in at_once.values():
        for stage in period["settlements"]:
            key = (stage["settlement"], *stage["members"])
            sums[key] = sums.get(key, 0) + fractions.Fraction(stage["amount"])
    return sums


def one_at_a_time(tool, folder, ledger):
    said = {}
    for month in MONTHS:
        said.update(periods(run(tool, folder, "--period", month, "--ledger", str(ledger))))
    return said


def same(at_once, said, what):
    for month in MONTHS:
        for part in ("objectives", "settlements", "rights", "duties"):
            assert at_once[month][part] == said[month][part], (
                f"{what}: {part} of {month}\n{json.dumps(at_once[month][part], indent=1)}\n"
                f"{json.dumps(said[month][part], indent=1)}")


def check_equal(tool, folder, ledger, seed):
    at_once = periods(run(tool, folder, "--period", "2026"))
    same(at_once, one_at_a_time(tool, folder, ledger), f"seed {seed}")
    assert total(ledger) == ideal(at_once), f"seed {seed}: {total(ledger)} {ideal(at_once)}"
    whole = ledger.with_suffix(".whole")
    run(tool, folder, "--period", "2026", "--ledger", str(whole))
    assert total(whole) == total(ledger), f"seed {seed}: all at once"


def check_again(tool, folder, ledger):
    before = ledger.read_bytes()
    again = run(tool, folder, "--period", "2026", "--ledger", str(ledger))
    assert ledger.read_bytes() == before and "nothing new" in again.stderr, again.stderr


def check_correction(tool, folder, ledger, rows, rng, seed):
    before = ledger.read_bytes()
    month = rng.choice(MONTHS)
    kept = [row for row in rows if not row[1].startswith(month)]
    kept.append(("web", f"{month}-03T00:00:00Z", f"{month}-05T12:00:00Z"))
    write_csv(folder / "outage.csv", ("service", "from", "to"), kept)
    run(tool, folder, "--period", month, "--ledger", str(ledger))
    assert ledger.read_bytes().startswith(before), f"seed {seed}: an entry was edited"
    assert total(ledger) == ideal(periods(run(tool, folder, "--period", "2026"))), f"seed {seed}: {month} corrected"
    adjusted = [line for line in entries(ledger) if "adjustment" in line]
    assert all(line["in"] == MONTHS[-1] for line in adjusted), adjusted
    check_again(tool, folder, ledger)


def check_refusals(tool, folder, ledger):
    good = ledger.read_text(encoding="utf-8")
    lines = good.splitlines(keepends=True)
    damages = {
        "edited": good.replace('"amount":"100"', '"amount":"101"', 1) if '"amount":"100"' in good else good.replace('"gross"', '"Gross"', 1),
        "a line less": "".join(lines[:3] + lines[4:]),
        "two lines swapped": "".join(lines[:3] + [lines[4], lines[3]] + lines[5:]),
        "half a line": good[:-30],
        "no ledger": "{}\n",
    }
    for name, text in damages.items():
        assert text != good, name
        ledger.write_text(text, encoding="utf-8")
        refused = run(tool, folder, "--period", "2026-12", "--ledger", str(ledger), expected=1)
        assert "SL6601" in refused.stderr, f"{name}: {refused.stderr}"
        assert ledger.read_text(encoding="utf-8") == text, f"{name}: written to"
    ledger.write_text(good, encoding="utf-8")
    text = (folder / "agreement.slate").read_text(encoding="utf-8")
    (folder / "agreement.slate").write_text(text.replace("agreement acme", "agreement other"), encoding="utf-8")
    assert "SL6602" in run(tool, folder, "--period", "2026-12", "--ledger", str(ledger), expected=1).stderr
    (folder / "agreement.slate").write_text(text, encoding="utf-8")
    fresh = folder / "fresh.ndjson"
    assert "SL6603" in run(tool, folder, "--period", "2026-03", "--ledger", str(fresh), expected=1).stderr
    assert not fresh.exists()
    write_csv(folder / "report.csv", ("at",), [])
    gone = run(tool, folder, "--period", "2026-11", "--ledger", str(ledger), expected=1)
    assert "SL6604" in gone.stderr, gone.stderr


def main():
    tool = str(pathlib.Path(sys.argv[1]).resolve())
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    for seed in range(seeds):
        rng = random.Random(seed)
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            ledger = folder / "ledger.ndjson"
            rows = prepare(folder, rng)
            check_equal(tool, folder, ledger, seed)
            check_again(tool, folder, ledger)
            check_correction(tool, folder, ledger, rows, rng, seed)
            check_refusals(tool, folder, ledger)
    print(f"{seeds} ledgers: month by month as all at once, corrected by adjustments, guarded")


main()
