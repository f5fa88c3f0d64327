# SPDX-License-Identifier: Apache-2.0
"""Every limit of docs/limits.md at N, N + 1 and 1000 N, on a stack of 256 KiB: at N nothing is said, beyond
it a finding with its code and the way to raise it, never a crash and never a long wait. The same with each
limit lowered and raised, by `--limit` and by [limits] in slate.toml.

usage: limits.py TOOL     from the project's root
"""

import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile

PAGE = "docs/limits.md"
STACK = 256 << 10
SECONDS = 60
MOST_BYTES = 64 << 20  # of what is made for a test
MOST_FILES = 3_000

SETTINGS = """agreement = ["agreement.slate"]
[input.call]
files = ["rows.csv"]
[input.call.columns]
at = { column = "at", time = "iso" }
note = "note"
"""
AGREEMENT = """agreement a {
  provider p customer c
  term 2026-01-01 .. 2026-01-31 zone "UTC" currency EUR period month partial cut
  input call { at: instant  note: text } complete
  objective calls { measure count(call) }
}
"""
# What may be asked for at most of limits that would take too long to try at 1000 N.
MOST = {"text": 8_000_000, "field": 16_000_000, "texts": 2 * MOST_BYTES, "uses": MOST_FILES, "chain": MOST_FILES, "nesting": 1 << 20}


def metric(value, name="m"):
    return f"metric {name}() -> number = {value}\n"


def padded(size):
    head = metric(1) + "//"
    return head + "x" * (size - len(head) - 1) + "\n"


def alone(text):
    return {"a.slate": text}


def many_texts(size):
    """Texts of so many bytes in all, none of them large."""
    part = 4 << 20
    sizes = [part] * (size // part) + [size % part]
    if sizes[-1] < 64:
        sizes[-1] += 64
        sizes[0] -= 64
    return {f"t{i}.slate": padded(n) for i, n in enumerate(sizes)}


def used_texts(count):
    files = {f"m{i}.slate": metric(1, f"m{i}") for i in range(count)}
    return {"a.slate": "".join(f"use m{i}\n" for i in range(count)) + metric(1), **files}


def chain_of_texts(count):
    files = {f"m{i}.slate": f"use m{i + 1}\n" + metric(1, f"m{i}") for i in range(1, count - 1)}
    return {"a.slate": ("use m1\n" if count > 1 else "") + metric(1), **files,
            f"m{count - 1}.slate": metric(1, "last")}


def wide_row(size):
    """A row of so many bytes in fields of a thousand."""
    row = "2026-01-01T00:00:00Z,x"
    fields = ["y" * 999] * ((size - len(row)) // 1000)
    fields[0] += "y" * ((size - len(row)) % 1000)
    names = "".join(f",c{i}" for i in range(len(fields)))
    return f"at,note{names}\n{row},{','.join(fields)}\n"


# What asks for exactly `n`, by the names of the page's first column. Texts are files of a folder.
TEXTS = {
    "nesting": [lambda n: alone(metric("(" * (n - 1) + "1" + ")" * (n - 1))), lambda n: alone(metric("-" * (n - 1) + "1"))],
    "file": [lambda n: alone(padded(n))],
    "texts": [many_texts],
    "name": [lambda n: alone(f"metric {'a' * n}() -> number = 1\n")],
    "text": [lambda n: alone(f'metric m() -> text = "{"x" * (n - 2)}"\n')],
    "digits": [lambda n: alone(metric("9" * n))],
    "uses": [used_texts],
    "chain": [chain_of_texts],
}
ROWS = {
    "row": [wide_row],
    "field": [lambda n: "at,note\n2026-01-01T00:00:00Z," + "x" * n + "\n"],
}


def small_stack():
    resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK))


def said(folder, *command):
    done = subprocess.run([TOOL, *map(str, command)], capture_output=True, text=True, timeout=SECONDS, cwd=folder,
                          preexec_fn=small_stack, env=dict(os.environ, SLATE_STDLIB=STDLIB))
    assert done.returncode in (0, 1), f"{command}: exit {done.returncode}\n{done.stderr[:2000]}"
    return done.stdout + done.stderr


def write(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def of_texts(folder, files, options=(), settings=""):
    write(folder, {**files, **({"slate.toml": settings} if settings else {})})
    named = sorted(name for name in files if name.startswith(("a.", "t")))
    return said(folder, "check", *named, *options)


def of_rows(folder, rows, options=(), settings=""):
    write(folder, {"slate.toml": SETTINGS + settings, "agreement.slate": AGREEMENT, "rows.csv": rows})
    return said(folder, "run", *options)


class Limit:
    def __init__(self, folder, name, bound, most, code):
        self.folder, self.name, self.bound, self.most, self.code = folder, name, bound, most, code
        self.makers, self.say = (TEXTS[name], of_texts) if name in TEXTS else (ROWS[name], of_rows)

    def holds(self, size, options=(), settings=""):
        for make in self.makers:
            heard = self.say(self.folder, make(size), options, settings)
            assert self.code not in heard, f"{self.name}: {size} are refused\n{heard[:500]}"

    def refuses(self, size, options=(), settings=""):
        for make in self.makers:
            heard = self.say(self.folder, make(size), options, settings)
            assert self.code in heard, f"{self.name}: {size} are taken\n{heard[:500]}"
            assert f"--limit {self.name}=N" in heard, f"{self.name}: no way out\n{heard[:500]}"

    def far(self):
        return max(min(1000 * self.bound, MOST.get(self.name, MOST_BYTES)), self.bound + 2)

    def check(self):
        self.holds(self.bound)
        self.refuses(self.bound + 1)
        self.refuses(self.far())
        lower = max(self.bound // 4, 3000 if self.name in ("row", "file", "texts") else 4)
        higher = min(self.bound + self.bound // 2, self.most)
        for bound in (lower, higher):
            for given in ({"options": ("--limit", f"{self.name}={bound}")},
                          {"settings": f"[limits]\n{self.name} = {bound}\n"}):
                self.holds(bound, **given)
                self.refuses(bound + 1, **given)


def doubling(steps):
    """A metric that stands for 2^steps others."""
    lines = [metric(1, "m0")] + [metric(f"m{i}() + m{i}()", f"m{i + 1}") for i in range(steps)]
    return alone("".join(lines) + AGREEMENT.replace("count(call)", f"count(call) + m{steps}()"))


def check_expressions(folder, bound, code):
    """How many expressions a text unfolds to is counted alike under every limit."""
    def refused(files, limit):
        return code in of_texts(folder, files, () if limit is None else ("--limit", f"expressions={limit}"))

    small = doubling(6)
    low, high = 1, bound
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if refused(small, middle) else (low, middle)
    assert 64 < low < 1000, f"2^6 expressions are counted as {low}"
    assert not refused(small, low) and refused(small, low - 1)
    assert code in of_texts(folder, small, (), f"[limits]\nexpressions = {low - 1}\n")
    if os.environ.get("SLATE_SANITIZED"):  # a million expressions take it minutes
        return
    steps = next(n for n in range(6, 60) if low * 2 ** (n - 6) > bound)
    assert not refused(doubling(steps - 2), None) and refused(doubling(steps + 1), None)
    assert refused(doubling(steps + 10), None)
    assert not refused(doubling(steps + 1), 8 * bound)


def check_wrong_words(folder):
    for words, heard in {"nestin=3": "did you mean `nesting`?", "nesting=1001": "`nesting` goes up to 1000",
                         "nesting": "write `nesting=N`", "nesting=0": "leaves nothing", "nesting=-1": "whole number"}.items():
        write(folder, alone(metric(1)))
        done = subprocess.run([TOOL, "check", "a.slate", "--limit", words], capture_output=True, text=True, cwd=folder)
        assert done.returncode == 2 and heard in done.stderr, f"--limit {words}: {done.returncode} {done.stderr}"
    files = {"agreement.slate": AGREEMENT, "slate.toml": 'agreement = ["agreement.slate"]\n[limits]\nnestin = 3\nfile = 0\n'}
    write(folder, files)
    heard = said(folder, "check")
    assert "[limits] has no setting `nestin`" in heard and "`file` of 0 leaves nothing" in heard, heard


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "texts"
        table = subprocess.run([TOOL, "explain", "limits"], capture_output=True, text=True, check=True).stdout
        assert table in pathlib.Path(PAGE).read_text(encoding="utf-8"), f"{PAGE} has not the table of `slate explain limits`"
        rows = re.findall(r"^\| (\w+) \|.*\| (\d+) \| (\d+) \| `(SL\d+)` \|$", table, re.M)
        for name, bound, most, code in rows:
            if name == "expressions":
                check_expressions(folder, int(bound), code)
            else:
                Limit(folder, name, int(bound), int(most), code).check()
        missing = set(TEXTS) | set(ROWS) | {"expressions"}
        assert {row[0] for row in rows} == missing, f"not tried: {missing ^ {row[0] for row in rows}}"
        check_wrong_words(folder)
    print(f"{len(rows)} limits hold at N, N + 1 and far beyond, lowered and raised")


TOOL = os.path.abspath(sys.argv[1])
STDLIB = os.path.abspath("stdlib")
main()
