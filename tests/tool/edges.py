# SPDX-License-Identifier: Apache-2.0
"""The tool where it meets the system: standard input, other time zone editions, outputs that must be
whole or not there, data that end too early, several texts at once.

usage: edges.py TOOL     from the project's root
"""

import gzip
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

CASE = pathlib.Path("tests/cases/run/two_months")
ROWS = CASE.with_name("two_months.rows.csv").read_text(encoding="utf-8")
AGREEMENT = CASE.with_suffix(".slate").read_text(encoding="utf-8")
SETTINGS = CASE.with_suffix(".toml").read_text(encoding="utf-8")
PERIODS = ("--period", "2026-03", "--period", "2026-04")


def tool(*args, stdin="", code=0):
    done = subprocess.run([sys.argv[1], *map(str, args)], input=stdin, capture_output=True, text=True)
    assert done.returncode == code, f"exit {done.returncode}, not {code}: {args}\n{done.stdout}{done.stderr}"
    return done


def laid_out(folder, files='["two_months.rows.csv"]', more=""):
    """The case in a folder of its own, reading these files."""
    settings = SETTINGS.replace('["two_months.rows.csv"]', files) + more
    (folder / "slate.toml").write_text(settings, encoding="utf-8")
    (folder / "two_months.slate").write_text(AGREEMENT, encoding="utf-8")
    return ["run", "--settings", folder / "slate.toml", *PERIODS]


def figures(report):
    """The report up to the list of its files."""
    return report.split("SHA-256")[0].rsplit("\n", 1)[0]


def rows_from_standard_input(folder):
    (folder / "two_months.rows.csv").write_text(ROWS, encoding="utf-8")
    from_file = tool(*laid_out(folder)).stdout
    from_pipe = tool(*laid_out(folder, files='["-"]\nformat = "csv"'), stdin=ROWS).stdout
    assert "settlement" in from_file and figures(from_file) == figures(from_pipe), f"{from_file}\n{from_pipe}"
    unnamed = tool(*laid_out(folder, files='["-"]'), stdin=ROWS, code=1).stderr
    assert "does not tell its format" in unnamed, unnamed


def texts_from_standard_input(_):
    bad = AGREEMENT.replace("99.95%", "99.95")
    found = tool("check", "-", stdin=bad, code=1).stderr
    assert "--> -:" in found, found
    laid = tool("fmt", "-", stdin=AGREEMENT).stdout
    assert laid == tool("fmt", "-", stdin=laid).stdout and laid != AGREEMENT


def format_only_says(folder):
    path = folder / "draft.slate"
    path.write_text(AGREEMENT, encoding="utf-8")
    assert str(path) in tool("fmt", "--check", path, code=1).stdout
    difference = tool("fmt", "--diff", path, code=1).stdout
    assert "@@" in difference and path.read_text(encoding="utf-8") == AGREEMENT
    tool("fmt", path)
    assert tool("fmt", "--check", path).stdout == "" and tool("fmt", "--diff", path).stdout == ""


def zones_of_another_edition(folder):
    """Berlin as if it never changed its clocks: March is an hour longer, and the report says by which edition."""
    zones = folder / "zones"
    (zones / "Europe").mkdir(parents=True)
    shutil.copy("/usr/share/zoneinfo/Africa/Algiers", zones / "Europe/Berlin")
    (zones / "tzdata.zi").write_text("# version 1999z\n", encoding="utf-8")
    (folder / "two_months.rows.csv").write_text(ROWS, encoding="utf-8")
    ours = tool(*laid_out(folder), "--format", "json").stdout
    other = tool(*laid_out(folder), "--format", "json", "--tzdata", zones).stdout
    assert "1999z" in other and "1999z" not in ours
    assert json.loads(ours)["periods"] != json.loads(other)["periods"], "the other edition was not used"
    missing = tool(*laid_out(folder), "--tzdata", folder / "none", code=2).stderr
    assert "none" in missing, missing


def outputs_are_whole_or_not_there(folder):
    (folder / "two_months.rows.csv").write_text(ROWS, encoding="utf-8")
    target = folder / "settled.json"
    tool(*laid_out(folder), "--format", "json", "--output", target)
    first = target.read_bytes()
    assert first.endswith(b"}\n")
    (folder / "two_months.rows.csv").write_text(ROWS + "not,a,row,at,all\n", encoding="utf-8")
    tool(*laid_out(folder), "--format", "json", "--output", target, code=1)
    assert target.read_bytes() == first, "a run that failed touched its output"
    said = tool(*laid_out(folder), "--output", folder / "no/such/folder/x", "--max-rejects", 1, code=2).stderr
    assert "no/such/folder" in said, said
    assert sorted(path.name for path in folder.iterdir()) == ["settled.json", "slate.toml", "two_months.rows.csv", "two_months.slate"]


def data_that_end_too_early(folder):
    whole = gzip.compress(ROWS.encode() * 50)
    (folder / "cut.csv.gz").write_bytes(whole[: len(whole) // 2])
    said = tool(*laid_out(folder, files='["cut.csv.gz"]'), code=1).stderr
    assert "cut.csv.gz" in said, said


def revisions_that_are_not_there(_):
    said = tool("diff", "no-such-revision", "--", CASE.with_suffix(".slate"), code=2).stderr
    assert "SL8091" in said and "no-such-revision" in said, said


def findings_in_several_texts(folder):
    """Each, and what it points at besides, stands in its own text."""
    text = pathlib.Path("tests/cases/defects/fail_06_row_above_the_cap.slate").read_text(encoding="utf-8")
    (folder / "a.slate").write_text(text, encoding="utf-8")
    (folder / "b.slate").write_text("// below\n" * 9 + text.replace("hosting", "other"), encoding="utf-8")
    found = json.loads(tool("check", folder, "--format", "json", code=1).stdout)
    lines = text.splitlines()
    for finding, (name, above) in zip(found, (("a.slate", 0), ("b.slate", 9)), strict=True):
        assert finding["code"] == "SL7008", finding
        for place in (finding["where"], *finding["secondary"]):
            assert place["file"].endswith(name), finding
            assert lines[place["line"] - 1 - above].lstrip().startswith(("credit", "settle")), finding


def redlines_replay_stored_periods(folder):
    """Half of 400 EUR becomes six tenths in July: 245 EUR and 40 more."""
    example = pathlib.Path("examples/website-upptime-curc")
    old = (example / "agreement.slate").read_text(encoding="utf-8")
    (folder / "new.slate").write_text(old.replace("50%", "60%"), encoding="utf-8")
    page = folder / "page.md"
    tool("doc", folder / "new.slate", "--redline", example / "agreement.slate", "--data", "--settings",
         example / "slate.toml", "--period", "2026-07", "--output", page)
    said = page.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert "EUR 245.00 | EUR 285.00 | **+EUR 40.00**" in said, said


def main():
    checks = (rows_from_standard_input, texts_from_standard_input, format_only_says, zones_of_another_edition,
              outputs_are_whole_or_not_there, data_that_end_too_early,
              revisions_that_are_not_there, findings_in_several_texts, redlines_replay_stored_periods)
    for check in checks:
        with tempfile.TemporaryDirectory() as scratch:
            check(pathlib.Path(scratch))
    print(f"{len(checks)} edges hold")


main()
