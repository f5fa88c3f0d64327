# SPDX-License-Identifier: Apache-2.0
"""Mutants of the conformance agreements: one word or figure changed, each to be caught by an example
or a finding.

usage: mutants.py TOOL [--long] [--only PART] [--sample N] [--seed N] [--list]     from the project's root

Without --long a sample is tried, with --only those whose names have the part in them. A mutant that survives
says the same in other words, or shows that an example is missing. That it says the same is proven by
`slate diff`; where that is too weak, the mutant stands in tests/tool/mutants.equivalent with the reason why no
data give another outcome.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path("tests/conformance")
EQUIVALENT = pathlib.Path("tests/tool/mutants.equivalent")

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


def output(tool, *arguments):
    done = subprocess.run([tool, *arguments], capture_output=True, text=True, timeout=120)
    if done.returncode not in (0, 1, 2):
        raise SystemExit(f"the tool broke down on {' '.join(map(str, arguments))}:\n{done.stderr}")
    return done


def findings(tool, path):
    """How often each kind of finding is there."""
    return collections.Counter(d["code"] for d in json.loads(output(tool, "check", path, "--format", "json").stdout))


def is_caught(tool, base, target):
    """Whether an example fails, or a kind of finding is there that the agreement has less often."""
    return output(tool, "test", target).returncode != 0 or bool(findings(tool, target) - base)


def is_proven_same(tool, path, target):
    compared = output(tool, "diff", path, target, "--format", "json").stdout
    return bool(compared) and json.loads(compared)["verdict"] == "same"


def fate(tool, base, path, text):
    """What becomes of a mutant: caught, same or survives."""
    with tempfile.TemporaryDirectory() as scratch:
        target = pathlib.Path(scratch) / path.name
        target.write_text(text, encoding="utf-8")
        try:
            if is_caught(tool, base, target):
                return "caught"
            return "same" if is_proven_same(tool, path, target) else "survives"
        except subprocess.TimeoutExpired:
            raise SystemExit(f"the tool hangs on:\n{text}") from None


def fates(tool, mutants):
    """For each fate the names."""
    bases = {path: findings(tool, path) for path in sorted({path for path, _, _ in mutants})}
    names = collections.defaultdict(list)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        tried = pool.map(lambda mutant: fate(tool, bases[mutant[0]], mutant[0], mutant[2]), mutants)
        for (_, name, _), its_fate in zip(mutants, tried):
            names[its_fate].append(name)
    return names


def listed(path):
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {line.split("  because ")[0] for line in lines if line and not line.startswith("#")}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("tool")
    options.add_argument("--long", action="store_true")
    options.add_argument("--only", default="")
    options.add_argument("--sample", type=int, default=30)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--list", action="store_true")
    options = options.parse_args()
    mutants = [(path, *mutant) for path in sorted(FOLDER.glob("*.slate")) for mutant in mutants_of(path)]
    every = {name for _, name, _ in mutants}
    if options.only:
        mutants = [mutant for mutant in mutants if options.only in mutant[1]]
    elif not options.long:
        mutants = random.Random(options.seed).sample(mutants, min(options.sample, len(mutants)))
    if options.list:
        print("\n".join(name for _, name, _ in mutants))
        return 0
    names = fates(options.tool, mutants)
    known = listed(EQUIVALENT)
    problems = [f"survives: {name}" for name in names["survives"] if name not in known]
    problems += [f"is {its_fate} and still listed: {name}"
                 for its_fate in ("caught", "same") for name in names[its_fate] if name in known]
    problems += [f"is listed and no mutant: {name}" for name in sorted(known - every)]
    print("\n".join([f"proven the same: {name}" for name in names["same"]] + problems))
    print(f"{len(mutants)} mutants: {len(names['caught'])} caught, {len(names['same'])} proven the same, "
          f"{len(known.intersection(names['survives']))} the same for a reason; {len(problems)} problems")
    return 1 if problems else 0


sys.exit(main())
