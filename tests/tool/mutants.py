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
import decimal
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

# What is replaced by what, in agreements and not in examples; a figure by the next one.
NEXT = None
MUTATIONS = (
    # comparisons and logic
    (r">=", ">"), (r"<=", "<"), (r"(?<![<>=-])>(?!=)", ">="), (r"(?<![<>=])<(?!=)", "<="), (r" = (?=\d)", " >= "),
    (r" and ", " or "), (r" or ", " and "), (r"\bnot ", ""), (r"\bknown\(", "not known("),
    (r" (?:and|or) [^:(){}]+?(?=[:)\n])", ""), (r"(?<=[(: ])[\w.]+ (?:and|or) ", ""),
    (r"\bany\(", "all("), (r"\ball\(", "any("), (r"\bmissed\b", "met"), (r"\bmet\b", "missed"),
    # figures
    (r"(?<![\w.])(\d[\d_]*(?:\.\d+)?)%", NEXT), (r"(?<![\w.-])(\d+)(?:ms|s|min|h)\b", NEXT),
    (r"(?<![\w.-])(\d+) (?:days?|months?|periods)\b", NEXT), (r"(?<![\w.-])(\d[\d_]*(?:\.\d+)?) [A-Z]{3}\b", NEXT),
    (r"(?<!slate )(?<![\w.:-])(\d+)(?![\w.:%-]| (?:day|month|period|[A-Z]{3}\b))", NEXT),
    (r"\b(?!24)(\d\d):\d\d\b", NEXT), (r"\b\d\d:(\d\d)\b", NEXT),
    (r" \+ ", " - "), (r" - ", " + "), (r" \* ", " / "), (r" / ", " * "),
    # rounding
    (r"\bfloor\(", "ceil("), (r"\bceil\(", "floor("), (r"\bhalf_up\b", "down"), (r"\bhalf_up\b", "half_even"),
    # aggregates
    (r"\bmean\(", "max("), (r"\bmin\(", "max("), (r"\bmax\(", "min("), (r"\bsum\(", "max("), (r"\bsum\(", "mean("),
    (r"\bcount\(", "distinct("), (r"\bpercentile\(95%, ", "max("),
    (r" where [^:(){}]*(?:\([^()]*\)[^:(){}]*)*(?=[:)])", ""),
    (r"\bevery 30min\b", "every 1h"), (r"\bevery 1h\b", "every 30min"),
    # what nothing comes to
    (r"\botherwise \d[\d_.]*%", "otherwise 50%"), (r"\botherwise skip\b", "otherwise 0%"),
    (r"\botherwise void\b", "otherwise 100%"), (r"\botherwise void\b", "otherwise 0%"),
    (r"\botherwise (?:skip|void|\d[\w.]*%?)(?: [A-Z]{3}\b)?", ""),
    # stretches and places
    (r"\bin period\b", "by from"), (r"\bby from\b(?! \.\.)", "by to"), (r"\bby (?:from|to)\b(?! \.\.)", "in period"),
    (r"\bby decided\b", "by opened"), (r"\.to\b", ".from"), (r"\.from\b", ".to"), (r"<= from\b", "<= to"),
    (r"\bexcept (?=[a-z])", "with "), (r" except [a-z][\w.]*", ""), (r" with [\w()]+", ""), (r" in [a-z]\w*", ""),
    (r"(?m)^ *(?:lasting|in|except|by|upto) .*$", ""), (r" lasting >= \w+", ""), (r" upto \w+ per \w+", ""),
    # calendars
    (r"Mon \.\. Fri", "Mon .. Sat"), (r" also [\d, -]+", ""), (r"(?<=[\dh]) of [a-z]\w*|(?<=days) of [a-z]\w*", ""),
    # rows
    (r": first\b", ": last"), (r": last\b", ": first"), (r"\bgaps unknown\b", "gaps absent"),
    (r"\bgaps absent\b", "gaps unknown"),
    (r"gaps \{ up: true \}", "gaps { up: false }"), (r"\bkeeping last\b", "keeping worst"),
    (r"\bkeeping last\b", "keeping best"),
    (r" good for \w+", ""), (r"\bcomplete except \w+", "complete"), (r"\bprorated by day of 30\b", "prorated by day"),
    (r"\bprorated by day of 30\b", "at start"), (r"\bprevious\.", ""),
    # parts of periods, members
    (r"\bpartial cut\b", "partial whole"), (r"\bpartial whole\b", "partial cut"),
    (r"\bperiod quarter\b", "period month"),
    (r" each [a-z]+(?:, [a-z]+)*", ""), (r"(?m)^ *only when .*$", ""),
    # settlements and rights
    (r"(?<=\{) [<>]=? [^:{}]+: [^,{}]+,", ""), (r", [<>]=? [^:{}]+: [^,{}]+(?=,? \})", ""),
    (r"\bhighest of\b", "sum of"), (r"\bsum of\b", "highest of"), (r"\blowest of\b", "highest of"),
    (r"\bhighest of\b", "lowest of"), (r"(?<=of )\w+, (?=\w)", ""), (r", \w+(?= each)", ""),
    (r"(?m)^ *(?:drop|cap|less|claim|bonus) .*$", ""), (r" cap [\w *()%/]+?(?=  )", ""),
    (r"\bper period\b", "per contract_year"), (r"\bper contract_year\b", "per period"),
    (r"\bper contract_year\b", "per term"),
    (r"\bper quarter\b", "per year"), (r"\bpays lower\b", "pays upper"), (r"\bpays upper\b", "pays lower"),
    (r"\n? +when (?=[^<>=\s])[^{}\n]+$", ""),
)


def blank(match):
    return re.sub(r"[^\n]", " ", match[0])


def hidden(text):
    """The text with comments, quoted texts, examples, and duties, of which no example can speak, blanked out."""
    text = re.sub(r'""".*?"""|"[^"\n]*"|//[^\n]*', blank, text, flags=re.S)
    return re.sub(r"(?ms)^example .*?^}|^ *duty [^\n]*", blank, text)


def next_figure(figure):
    number = decimal.Decimal(figure.replace("_", ""))
    larger = str(number + decimal.Decimal(1).scaleb(number.as_tuple().exponent))
    return larger.zfill(len(figure)) if figure[0] == "0" else larger


def changed(match, replacement):
    if replacement is not NEXT:
        return replacement
    begin, end = match.start(1) - match.start(), match.end(1) - match.start()
    return match[0][:begin] + next_figure(match[1]) + match[0][end:]


def mutants_of(path):
    """(name, text) of each; the name holds when lines move."""
    text = path.read_text(encoding="utf-8")
    visible = hidden(text)
    names, texts = collections.Counter(), set()
    for pattern, replacement in MUTATIONS:
        for match in re.finditer(pattern, visible, flags=re.M):
            new = changed(match, replacement)
            mutant = text[:match.start()] + new + text[match.end():]
            if (words := tuple(mutant.split())) in texts:
                continue
            texts.add(words)
            begin, end = text.rfind("\n", 0, match.start() + 1) + 1, text.find("\n", match.end())
            line = text[begin:end].strip() if match[0].strip() != text[begin:end].strip() else ""
            name = f"{path.name}: {match[0].strip()} -> {new.strip() or 'nothing'}" + (f" in {line}" if line else "")
            names[name] += 1
            yield name + (f" ({names[name]})" if names[name] > 1 else ""), mutant


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
    paths = sorted({path for path, _, _ in mutants})
    if broken := [str(path) for path in paths if output(tool, "test", path).returncode != 0]:
        raise SystemExit(f"examples fail without any change: {' '.join(broken)}")
    bases = {path: findings(tool, path) for path in paths}
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
