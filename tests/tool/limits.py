# SPDX-License-Identifier: Apache-2.0
"""Every limit of docs/limits.md at N, N + 1 and 1000 N, on a stack of 256 KiB: at N nothing is said,
beyond it a finding with its code, never a crash and never a long wait.

usage: limits.py TOOL     from the project's root
"""

import pathlib
import re
import resource
import subprocess
import sys
import tempfile

PAGE = "docs/limits.md"
STACK = 256 << 10
SECONDS = 60
MOST_BYTES = 64 << 20  # of a text made for a test

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


def metric(value):
    return f"metric m() -> number = {value}\n"


def padded(size):
    head = metric(1) + "//"
    return head + "x" * (size - len(head) - 1) + "\n"


def mistakes(count):
    return metric(")") * count


# What a text with `n` of it looks like; the names are those of the page's first column.
TEXTS = {
    "nesting": lambda n: metric("(" * (n - 1) + "1" + ")" * (n - 1)),
    "operators": lambda n: metric("-" * (n - 1) + "1"),
    "file": padded,
    "name": lambda n: f"metric {'a' * n}() -> number = 1\n",
    "text": lambda n: f'metric m() -> text = "{"x" * (n - 2)}"\n',
    "digits": lambda n: metric("9" * n),
}
def wide_row(size):
    """A row of so many bytes in fields of a thousand."""
    row = "2026-01-01T00:00:00Z,x"
    fields = ["y" * 999] * ((size - len(row)) // 1000)
    fields[0] += "y" * ((size - len(row)) % 1000)
    names = "".join(f",c{i}" for i in range(len(fields)))
    return f"at,note{names}\n{row},{','.join(fields)}\n"


ROWS = {
    "row": wide_row,
    "field": lambda n: "at,note\n2026-01-01T00:00:00Z," + "x" * n + "\n",
}


def small_stack():
    resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK))


def said(*command):
    done = subprocess.run([sys.argv[1], *map(str, command)], capture_output=True, text=True, timeout=SECONDS, preexec_fn=small_stack)
    assert done.returncode in (0, 1), f"{command}: exit {done.returncode}\n{done.stderr[:2000]}"
    return done.stdout + done.stderr


def of_text(folder, text):
    path = folder / "a.slate"
    path.write_text(text, encoding="utf-8")
    return said("check", path)


def of_rows(folder, rows):
    (folder / "slate.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "agreement.slate").write_text(AGREEMENT, encoding="utf-8")
    (folder / "rows.csv").write_text(rows, encoding="utf-8")
    return said("run", "--settings", folder / "slate.toml")


def limits():
    """name, bound and code of each line of the page's table."""
    page = pathlib.Path(PAGE).read_text(encoding="utf-8")
    for name, bound, code in re.findall(r"^\| (\w+) \|.*\| ([\d ]+) \| `(SL\d+)` \|$", page, re.M):
        yield name, int(bound.replace(" ", "")), code


def main():
    seen = set()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for name, bound, code in limits():
            make, say = (TEXTS[name], of_text) if name in TEXTS else (ROWS[name], of_rows)
            seen.add(name)
            within = say(folder, make(bound))
            assert code not in within, f"{name}: {bound} are refused\n{within[:500]}"
            for count in (bound + 1, max(min(1000 * bound, MOST_BYTES), 2 * bound)):
                beyond = say(folder, make(count))
                assert code in beyond, f"{name}: {count} are taken\n{beyond[:500]}"
    missing = set(TEXTS) | set(ROWS)
    assert seen == missing, f"{PAGE} does not speak of {sorted(missing - seen)}"
    print(f"{len(seen)} limits hold at N, N + 1 and far beyond")


main()
