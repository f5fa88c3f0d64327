# SPDX-License-Identifier: Apache-2.0
"""Every kind of finding has a code of its own, an explanation, a place in docs/diagnostics.md, and
something that triggers it: a golden case, a unit test or the bad example of a lint rule.

usage: diagnostics.py TOOL [--update]     from the project's root
"""

import pathlib
import re
import subprocess
import sys

PAGE = pathlib.Path("docs/diagnostics.md")
KIND = re.compile(r'Kind (k\w+)\{\s*\.code = "(SL\d{4})",\s*\.name = "([^"]+)"')

# Codes that nothing triggers, each with the reason why nothing can.
UNTESTABLE = {}
# Codes of former kinds; a code never changes its meaning.
RETIRED = {"SL2010", "SL4009", "SL4013"}


def texts_of(root, *endings):
    for path in sorted(pathlib.Path(root).rglob("*")):
        if path.suffix in endings:
            yield path, path.read_text(encoding="utf-8", errors="replace")


def declared():
    """(constant, code, name, file) of every kind in the sources."""
    for root in ("compiler", "runtime", "cli"):
        for path, text in texts_of(root, ".h", ".cpp"):
            found = KIND.findall(text)
            if len(found) != text.count('.code = "SL'):
                raise SystemExit(f"{path}: a kind is written in another way than this test reads")
            for constant, code, name in found:
                yield constant, code, name, path


def is_triggered(constant, code, expected, units, rules):
    in_rule = re.search(rf"\.kind =\s*&(diag::)?{constant}\b", rules)
    in_unit = re.search(rf"\b({code}|{constant})\b", units)
    return bool(in_rule or in_unit or re.search(rf"\b{code}\b", expected))


def main():
    tool = sys.argv[1]
    problems = []
    listed = subprocess.run([tool, "explain"], capture_output=True, text=True, check=True).stdout
    known = [line.split()[0] for line in listed.splitlines()]
    kinds = list(declared())
    codes = [code for _, code, _, _ in kinds]
    names = [name for _, _, name, _ in kinds]
    for what, words in (("code", codes), ("name", names), ("code in `slate explain`", known)):
        problems += [f"the {what} {word} is used twice" for word in sorted(set(words)) if words.count(word) > 1]
    problems += [f"{code} is declared but not in `slate explain`" for code in sorted(set(codes) - set(known))]

    problems += [f"{code} was another kind's code once" for code in sorted(RETIRED & set(codes))]

    page = subprocess.run([tool, "explain", "--all"], capture_output=True, text=True, check=True).stdout
    if "--update" in sys.argv:
        PAGE.write_text(page, encoding="utf-8")
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
        problems.append(f"{PAGE} is not what `slate explain --all` prints; --update writes it")
    for code in known:
        section = re.search(rf"(?ms)^### {code} \S+\n\n\*\w+\.\* (.*?)(?=^##|\Z)", page)
        if section is None or len(section[1].strip()) < 30:
            problems.append(f"{code} has no explanation")

    expected = "".join(text for _, text in texts_of("tests", ".expected"))
    units = "".join(text for path, text in texts_of("tests", ".cpp", ".h", ".py") if path.name != "diagnostics.py")
    rules = "".join(text for _, text in texts_of("compiler/lint/rules", ".cpp"))
    for constant, code, name, path in sorted(kinds, key=lambda kind: kind[1]):
        triggered = is_triggered(constant, code, expected, units, rules)
        if not triggered and code not in UNTESTABLE:
            problems.append(f"nothing triggers {code} {name} ({path})")
        if triggered and code in UNTESTABLE:
            problems.append(f"{code} is triggered by a test and need not be excused")

    for problem in problems:
        print(problem)
    print(f"{len(known)} kinds, {len(UNTESTABLE)} excused, {len(problems)} problems")
    return 1 if problems or not known else 0


if __name__ == "__main__":
    sys.exit(main())
