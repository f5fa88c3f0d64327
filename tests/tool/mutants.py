# SPDX-License-Identifier: Apache-2.0
"""Mutants of the conformance agreements: one word or figure changed, each to be caught by an example
or a finding.

usage: mutants.py TOOL [--long] [--sample N] [--seed N] [--list]     from the project's root

A mutant that survives either shows that an example is missing, or says the same in other words; those
stand in tests/tool/mutants.same, one a line, each with its reason.
"""

import argparse
import pathlib
import random
import re
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path("tests/conformance")
SAME = pathlib.Path("tests/tool/mutants.same")

# What is replaced by what, in agreements and not in examples.
MUTATIONS = (
    (r">=", ">"), (r"<=", "<"), (r"(?<![<>=-])>(?!=)", ">="), (r"(?<![<>=])<(?!=)", "<="),
    (r"\bfloor\(", "ceil("), (r"\bceil\(", "floor("),
    (r"\botherwise \d[\d_.]*%", "otherwise 50%"), (r"\botherwise skip\b", "otherwise 0%"),
    (r"\bin period\b", "by from"), (r"\bby from\b(?! \.\.)", "by to"), (r"\bby decided\b", "by opened"),
    (r"\bhighest of\b", "sum of"), (r"\bsum of\b", "highest of"), (r"\blowest of\b", "highest of"),
    (r"\bhalf_up\b", "down"), (r"\bany\(", "all("), (r"\ball\(", "any("),
    (r"\bmean\(", "max("), (r"\bmin\(", "max("), (r"\bmax\(", "min("),
    (r" and ", " or "), (r" or ", " and "), (r"\bnot ", ""),
    (r"\bexcept (?=[a-z])", "with "), (r"\bpartial cut\b", "partial whole"), (r"\bpartial whole\b", "partial cut"),
    (r"\bpays lower\b", "pays upper"), (r"\bpays upper\b", "pays lower"),
    (r"(?m)^ *drop +when .*$", ""), (r"(?m)^ *cap +.*$", ""), (r"(?m)^ *lasting .*$", ""), (r"(?m)^ *less +.*$", ""),
    (r"(?<![\w.])(\d+)%", None), (r"(?<![\w.-])(\d+)min\b", None), (r"(?<![\w.-])(\d+)h\b", None),
)


def blank(match):
    return re.sub(r"[^\n]", " ", match[0])


def hidden(text):
    """The text with comments, quoted texts and examples blanked out."""
    text = re.sub(r'""".*?"""|"[^"\n]*"|//[^\n]*', blank, text, flags=re.S)
    return re.sub(r"(?ms)^example .*?^}", blank, text)


def mutants_of(path):
    text = path.read_text(encoding="utf-8")
    visible = hidden(text)
    for pattern, replacement in MUTATIONS:
        for match in re.finditer(pattern, visible):
            new = replacement
            if new is None:
                new = match[0].replace(match[1], str(int(match[1]) + 1), 1)
            line = text.count("\n", 0, match.start()) + 1
            name = f"{path.name}:{line}: {match[0].strip()} -> {new.strip() or 'nothing'}"
            column = match.start() - text.rfind("\n", 0, match.start())
            yield name, column, text[:match.start()] + new + text[match.end():]


def is_caught(tool, base, text, folder):
    target = folder / "mutant.slate"
    target.write_text(text, encoding="utf-8")
    try:
        tested = subprocess.run([tool, "test", str(target)], capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        return True
    if tested.returncode == 3 or tested.returncode < 0:
        raise SystemExit(f"the tool broke down:\n{tested.stderr}")
    if tested.returncode != 0:
        return True
    checked = subprocess.run([tool, "check", str(target), "--format", "json"], capture_output=True, text=True)
    return len(checked.stdout) != len(base)


def known_same():
    lines = SAME.read_text(encoding="utf-8").splitlines() if SAME.exists() else []
    return {line.split("  because ")[0] for line in lines if line and not line.startswith("#")}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("tool")
    options.add_argument("--long", action="store_true")
    options.add_argument("--sample", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--list", action="store_true")
    options = options.parse_args()
    mutants = [(path, *mutant) for path in sorted(FOLDER.glob("*.slate")) for mutant in mutants_of(path)]
    if not options.long:
        mutants = random.Random(options.seed).sample(mutants, min(options.sample, len(mutants)))
    if options.list:
        print("\n".join(name for _, name, _, _ in mutants))
        return 0
    same, bases, survivors = known_same(), {}, []
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for path, name, column, text in mutants:
            if path not in bases:
                target = folder / "mutant.slate"
                target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
                bases[path] = subprocess.run(
                    [options.tool, "check", str(target), "--format", "json"], capture_output=True, text=True).stdout
            if not is_caught(options.tool, bases[path], text, folder) and name not in same:
                survivors.append(f"{name} (column {column})")
    print("\n".join(survivors))
    print(f"{len(mutants)} mutants, {len(survivors)} survived")
    return 1 if survivors else 0


sys.exit(main())
