# SPDX-License-Identifier: Apache-2.0
"""The same rows in many dialects of CSV, as NDJSON, as JSON and compressed: one settlement.

usage: dialects.py TOOL [SEED]     from the project's root
"""

import csv
import gzip
import io
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile

AGREEMENT = """slate 1

agreement calls "Calls" {
  provider acme "Acme" customer buyer "Buyer"
  term 2026-01-01 .. 2026-12-31 zone "UTC" currency EUR period month
  key who
  input call { at: instant  who: who  took: duration  fine: money?  ok: bool  note: text? } complete
  objective sums "Sums" each who {
    let took = sum(call: took)
    let fines = sum(call where known(fine): fine)
    let notes = count(call where known(note))
    measure share(call: ok) otherwise 0%
    target >= 0%
  }
}
"""
COLUMNS = """[input.call.columns]
at = "at"
who = "who"
took = { column = "took", unit = "ms" }
fine = { column = "fine", unit = "EUR" }
ok = { column = "ok", values = { yes = true, no = false } }
note = "note"
"""
NAMES = ["at", "who", "extra", "took", "fine", "ok", "note"]


def rows_by(dice):
    """Rows with what makes dialects differ: delimiters, quotes, line ends, letters, nothing."""
    notes = ["", "plain", 'a "quoted" word', "comma, semicolon; pipe | tab\t", "two\nlines", "two\r\nlines", "größer", "  blanks  ",
             '"', '""', "x" * 3_000, "\\", "'", "ends with \\"]
    whos = ["ann", "Bö", "a,b", 'the "boss"', "c;d"]
    return [
        {
            "at": f"2026-03-{1 + i % 31:02}T{i % 24:02}:{i % 60:02}:07{dice.choice(['Z', '+02:00', '.25Z'])}",
            "who": dice.choice(whos),
            "extra": dice.choice(notes),
            "took": dice.choice(["0", "17", "0.125", "1e3", "00012", "123456789.000000001"]),
            "fine": dice.choice(["", "0.01", "-3.50", "1000000"]),
            "ok": dice.choice(["yes", "no"]),
            "note": dice.choice(notes),
        }
        for i in range(dice.choice([1, 2, 63, 64, 400]))
    ]


def as_csv(rows, delimiter, quoting, line_end, final):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=line_end)
    writer.writerow(NAMES)
    writer.writerows([row[name] for name in NAMES] for row in rows)
    return text.getvalue() if final else text.getvalue().removesuffix(line_end)


def dialects(rows, dice):
    """(name of the file, settings, bytes)"""
    quotings = (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
    for delimiter, quoting, line_end, final in itertools.product(",;\t|", quotings, ("\n", "\r\n"), (True, False)):
        text = as_csv(rows, delimiter, quoting, line_end, final)
        encoding = dice.choice(["utf-8", "utf-8-sig", "latin-1"])
        more = f"delimiter = {json.dumps(delimiter)}\n" + ('encoding = "latin-1"\n' if encoding == "latin-1" else "")
        packed = dice.random() < 0.3
        data = text.encode(encoding)
        yield "rows.csv" + (".gz" if packed else ""), more, gzip.compress(data) if packed else data


def as_json(rows, dice):
    """Numbers as numbers where JSON allows them, no value as null or not at all."""
    for row in rows:
        row = {name: None if value == "" else value for name, value in row.items()}
        for name in ("took", "fine"):
            value = row[name]
            if value is not None and not value.startswith("00") and dice.random() < 0.5:
                row[name] = f"@@{value}@@"
        if dice.random() < 0.3:
            row = {name: value for name, value in row.items() if value is not None}
        if dice.random() < 0.1:
            row = dict(reversed(row.items()))
        text = json.dumps(row, ensure_ascii=dice.random() < 0.3, separators=dice.choice([(",", ":"), (", ", ": ")]))
        yield text.replace('"@@', "").replace('@@"', "")


def json_forms(rows, dice):
    yield "rows.ndjson", "", "".join(row + dice.choice(["\n", "\r\n", "\n\n"]) for row in as_json(rows, dice)).encode("utf-8-sig")
    yield "rows.jsonl.gz", "", gzip.compress("\n".join(as_json(rows, dice)).encode())
    yield "rows.json", "", ("[" + dice.choice([",", " ,\n"]).join(as_json(rows, dice)) + " ]").encode()


def settle(folder, file, more):
    (folder / "slate.toml").write_text(
        f'agreement = ["calls.slate"]\n[input.call]\nfiles = ["{file}"]\n{more}{COLUMNS}', encoding="utf-8")
    done = subprocess.run([sys.argv[1], "run", "--settings", folder / "slate.toml", "--period", "2026-03", "--format", "json"],
                          capture_output=True, text=True)
    assert done.returncode == 0, f"exit {done.returncode}\n{more}\n{done.stderr}"
    said = json.loads(done.stdout)
    return said["periods"], said["inputs"][0]["read"]


def main():
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    count = 0
    for round_ in range(seed, seed + 3):
        dice = random.Random(round_)
        rows = rows_by(dice)
        expected = None
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            (folder / "calls.slate").write_text(AGREEMENT, encoding="utf-8")
            for file, more, data in itertools.chain(dialects(rows, dice), json_forms(rows, dice)):
                (folder / file).write_bytes(data)
                settled = settle(folder, file, more)
                expected = expected or settled
                assert settled[1] == len(rows), (settled[1], len(rows))
                assert settled == expected, f"seed {round_}: {file} {more!r} settles another way"
                count += 1
    print(f"{count} files settle as one")


main()
