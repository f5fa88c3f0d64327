# SPDX-License-Identifier: Apache-2.0
"""Mutants of the conformance agreements: one word or figure changed, each to be caught by an example
or a finding.

usage: mutants.py TOOL [--long] [--sample N] [--seed N] [--list] [--update]     from the project's root

Without --long a sample is tried. A mutant that survives says the same in other words, and stands in
tests/tool/mutants.same with its reason, or shows that an example is missing. Those known to be missing
stand in tests/tool/mutants.open, which may only grow shorter; --long --update writes it anew.
"""

import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path("tests/conformance")
SAME = pathlib.Path("tests/tool/mutants.same")
OPEN = pathlib.Path("tests/tool/mutants.open")

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
    """(name, text) of each; the name holds when lines move."""
    text = path.read_text(encoding="utf-8")
    visible = hidden(text)
    seen = collections.Counter()
    for pattern, replacement in MUTATIONS:
        for match in re.finditer(pattern, visible):
            new = replacement
            if new is None:
                new = match[0].replace(match[1], str(int(match[1]) + 1), 1)
            begin, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            line = text[begin:end].strip() if match[0].strip() != text[begin:end].strip() else ""
            change = f"{match[0].strip()} -> {new.strip() or 'nothing'}"
            name = f"{path.name}: {change}" + (f" in {line}" if line else "")
            seen[name] += 1
            name += f" ({seen[name]})" if seen[name] > 1 else ""
            yield name, text[:match.start()] + new + text[match.end():]


def findings(tool, path):
    """How often each kind of finding is there."""
    checked = subprocess.run(
        [tool, "check", str(path), "--format", "json"], capture_output=True, text=True, timeout=120)
    return collections.Counter(d["code"] for d in json.loads(checked.stdout))


def is_caught(tool, base, text, target):
    """Whether an example fails, or a kind of finding is there that the agreement has less often."""
    target.write_text(text, encoding="utf-8")
    try:
        tested = subprocess.run([tool, "test", str(target)], capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        raise SystemExit(f"the tool hangs on:\n{text}") from None
    if tested.returncode not in (0, 1, 2):
        raise SystemExit(f"the tool broke down:\n{tested.stderr}\n{text}")
    return tested.returncode != 0 or bool(findings(tool, target) - base)


def listed(path):
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {line.split("  because ")[0] for line in lines if line and not line.startswith("#")}


def survivors_of(tool, mutants):
    survivors, bases = [], {}
    with tempfile.TemporaryDirectory() as scratch:
        target = pathlib.Path(scratch) / "mutant.slate"
        for path, name, text in mutants:
            if path not in bases:
                target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
                bases[path] = findings(tool, target)
            if not is_caught(tool, bases[path], text, target):
                survivors.append(name)
    return survivors


def main():
    options = argparse.ArgumentParser()
    options.add_argument("tool")
    options.add_argument("--long", action="store_true")
    options.add_argument("--sample", type=int, default=30)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--list", action="store_true")
    options.add_argument("--update", action="store_true")
    options = options.parse_args()
    mutants = [(path, *mutant) for path in sorted(FOLDER.glob("*.slate")) for mutant in mutants_of(path)]
    every = {name for _, name, _ in mutants}
    if not options.long:
        mutants = random.Random(options.seed).sample(mutants, min(options.sample, len(mutants)))
    if options.list:
        print("\n".join(name for _, name, _ in mutants))
        return 0
    survivors = survivors_of(options.tool, mutants)
    if options.update:
        head = "# Mutants that no example catches yet; see mutants.py. Take lines out, add none.\n"
        rest = sorted(set(survivors) - listed(SAME))
        OPEN.write_text(head + "".join(f"{name}\n" for name in rest), encoding="utf-8")
    known = listed(SAME) | listed(OPEN)
    problems = [f"survives: {name}" for name in survivors if name not in known]
    caught = {name for _, name, _ in mutants} - set(survivors)
    problems += [f"is caught and still listed: {name}" for name in sorted(known & caught)]
    problems += [f"is listed and no mutant: {name}" for name in sorted(known - every)]
    print("\n".join(problems))
    print(f"{len(mutants)} mutants, {len(survivors)} survive, {len(problems)} problems")
    return 1 if problems else 0


sys.exit(main())
