# SPDX-License-Identifier: Apache-2.0
"""Parquet files of every type, and the same rows as CSV: one settlement. Needs pyarrow.

usage: parquet.py TOOL     from the project's root, with the interpreter of `./dev parquet`
"""

import datetime
import decimal
import json
import pathlib
import subprocess
import sys
import tempfile
import zoneinfo

import pyarrow as pa
import pyarrow.parquet as pq

AGREEMENT = """slate 1

agreement calls "Calls" {
  provider acme "Acme" customer buyer "Buyer"
  term 2026-01-01 .. 2026-12-31 zone "Europe/Berlin" currency EUR period month
  key line
  input call { at: instant  line: line  took: duration  fine: money  ok: bool  day: date  note: text? } complete
  objective sums "Sums" each line {
    let took = sum(call: took)
    let fines = sum(call where ok: fine)
    let notes = count(call where known(note))
    let today = count(call where day = 2026-03-01)
    measure share(call: ok) otherwise 0%
    target >= 0%
  }
}
"""
SETTINGS = """agreement = ["calls.slate"]
[input.call]
files = ["%s"]
time_zone = "Europe/Berlin"
[input.call.columns]
at = "at"
line = "%s"
took = { column = "took", unit = "s" }
fine = { column = "fine", unit = "EUR" }
ok = "ok"
day = "day"
note = "note"
"""
ROWS = 15_000


def run(folder, file, code=0, line="line"):
    (folder / "calls.slate").write_text(AGREEMENT, encoding="utf-8")
    (folder / "slate.toml").write_text(SETTINGS % (file, line), encoding="utf-8")
    done = subprocess.run([sys.argv[1], "run", "--settings", folder / "slate.toml", "--period", "2026-03", "--format", "json"],
                          capture_output=True, text=True)
    assert done.returncode == code, f"exit {done.returncode}, not {code}\n{done.stderr}"
    return json.loads(done.stdout) if code == 0 else done.stderr


def columns():
    """Python's values of all rows."""
    start = datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc)
    return {
        "at": [start + datetime.timedelta(seconds=60 * i, microseconds=i) for i in range(ROWS)],
        "line": [f"Linie {i % 7} „ü“" for i in range(ROWS)],
        "took": [i % 1000 / 8 for i in range(ROWS)],
        "fine": [decimal.Decimal(i % 977) / 100 for i in range(ROWS)],
        "ok": [i % 3 != 0 for i in range(ROWS)],
        "day": [datetime.date(2026, 3, 1) + datetime.timedelta(days=i % 31) for i in range(ROWS)],
        "note": [None if i % 2 else "" if i % 10 == 0 else f"note {i}" for i in range(ROWS)],
    }


def tables(values):
    """The same rows in many types, by name."""
    base = {
        "at": pa.array(values["at"], pa.timestamp("us", "UTC")),
        "line": pa.array(values["line"]),
        "took": pa.array(values["took"], pa.float64()),
        "fine": pa.array(values["fine"], pa.decimal128(10, 2)),
        "ok": pa.array(values["ok"]),
        "day": pa.array(values["day"], pa.date32()),
        "note": pa.array(values["note"]),
    }
    berlin = [at.astimezone(zoneinfo.ZoneInfo("Europe/Berlin")).replace(tzinfo=None) for at in values["at"]]
    variants = {
        "plain": {},
        "nanoseconds": {"at": pa.array(values["at"], pa.timestamp("ns", "UTC"))},
        "local": {"at": pa.array(berlin, pa.timestamp("us"))},
        "narrow": {"took": pa.array(values["took"], pa.float32())},
        "wide": {"fine": pa.array(values["fine"], pa.decimal256(60, 5)), "line": pa.array(values["line"], pa.large_string())},
        "words": {"line": base["line"].dictionary_encode(), "day": pa.array(values["day"], pa.date64())},
        "texts": {"took": pa.array([str(took) for took in values["took"]]), "fine": pa.array([str(fine) for fine in values["fine"]])},
    }
    for name, changed in variants.items():
        yield name, pa.table({**base, **changed})


def written(folder, values):
    """(name, table, options of the writer)"""
    for name, table in tables(values):
        pq.write_table(table, folder / f"{name}.parquet", row_group_size=4_000)
        yield f"{name}.parquet"
    for codec in ("none", "gzip", "zstd", "lz4", "brotli"):
        for version in ("1.0", "2.0"):
            path = f"{codec}-{version}.parquet"
            pq.write_table(table, folder / path, compression=codec, data_page_version=version, use_dictionary=version == "1.0")
            yield path


def as_csv(folder, values):
    with open(folder / "rows.csv", "w", encoding="utf-8") as file:
        file.write("at,line,took,fine,ok,day,note\n")
        for row in zip(*values.values()):
            at, line, took, fine, ok, day, note = row
            file.write(f"{at.isoformat()},{line},{took},{fine},{str(ok).lower()},{day},{note or ''}\n")


def the_same_as_csv(folder):
    values = columns()
    as_csv(folder, values)
    expected = run(folder, "rows.csv")["periods"]
    count = 0
    for path in written(folder, values):
        settled = run(folder, path)
        assert settled["periods"] == expected, path
        assert settled["inputs"][0]["read"] == ROWS and settled["inputs"][0]["files"][0]["bytes"] > 0, path
        count += 1
    nested = next(tables(values))[1].to_pydict()
    nested["where"] = [{"line": line, "more": [1, 2]} for line in nested.pop("line")]
    pq.write_table(pa.table(nested), folder / "nested.parquet")
    assert run(folder, "nested.parquet", line="where.line")["periods"] == expected
    return count + 1


def mistakes(folder):
    values = {name: rows[:10] for name, rows in columns().items()}
    table = next(tables(values))[1]
    pq.write_table(table.append_column("tags", pa.array([[1]] * 10)), folder / "t.parquet")
    said = run(folder, "t.parquet", 1, line="lime")
    assert "SL6255" in said and "did you mean `line`?" in said, said
    said = run(folder, "t.parquet", 1, line="tags.list.element")
    assert "SL6266" in said, said
    pq.write_table(table.set_column(2, "took", pa.array([float("nan")] * 10)), folder / "nan.parquet")
    said = run(folder, "nan.parquet", 1)
    assert "SL6201" in said and "nan.parquet:1" in said, said
    pq.write_table(table.drop_columns("note").append_column("note", pa.array([b"\xff"] * 10).view(pa.string())), folder / "utf8.parquet")
    assert "SL6208" in run(folder, "utf8.parquet", 1)
    whole = (folder / "t.parquet").read_bytes()
    (folder / "cut.parquet").write_bytes(whole[:-10])
    (folder / "text.parquet").write_text("at,line\n", encoding="utf-8")
    (folder / "empty.parquet").write_bytes(b"")
    for path in ("cut.parquet", "text.parquet", "empty.parquet"):
        said = run(folder, path, 1)
        assert "SL6262" in said and path in said, said
    damaged = bytearray(whole)
    for at in range(20, 300):
        damaged[at] ^= 0x55
    (folder / "damaged.parquet").write_bytes(bytes(damaged))
    assert "SL6262" in run(folder, "damaged.parquet", 1)


def main():
    with tempfile.TemporaryDirectory() as scratch:
        count = the_same_as_csv(pathlib.Path(scratch))
    with tempfile.TemporaryDirectory() as scratch:
        mistakes(pathlib.Path(scratch))
    print(f"{count} Parquet files settle as their rows in CSV")


main()
