# SPDX-License-Identifier: Apache-2.0
"""Keeps docs/stdlib.md equal to the doc comments of the library, and every metric complete.

usage: stdlib_reference.py [--update]     from the project's root

A metric needs a doc comment with a source and a unit, an objective titled with its name in
tests/stdlib/, and an example there whose title begins with its name.
"""

import difflib
import pathlib
import re
import sys

REFERENCE = pathlib.Path("docs/stdlib.md")
HEAD = """# The standard library

Metrics in the language itself. `use std.availability` brings those of a module; what they are
computed from stands in [stdlib](../stdlib), worked examples in [tests/stdlib](../tests/stdlib).
A result with `?` may have no value: `otherwise` says what then holds. Of parameters, `good` and `bad`
say whether more is better or worse, `best` what perfect input gives.

Made from the doc comments by `tests/tool/stdlib_reference.py --update`.
"""
METRIC = re.compile(r"((?:^///[^\n]*\n)+)^metric ([\w.]+)(\(.*?\)) -> (.*?)\s*=\s*(.*?)(?: reads \{.*?\n *\})?\n(?=\n|\Z|///)", re.M | re.S)


def formula_of(text):
    """Without the wordings that may follow it."""
    return one_line(re.sub(r"\s+reads \{.*", "", text, flags=re.S))


def one_line(text):
    return " ".join(text.split())


def parts_of(comment):
    """The prose, and the lines that start with a word and a colon, by that word."""
    prose, named, current = [], {}, None
    for line in comment.splitlines():
        line = line.removeprefix("///").strip()
        word = re.match(r"(Source|Unit): (.*)", line)
        if word:
            current = word[1]
            named[current] = word[2]
        elif current:
            named[current] += " " + line
        else:
            prose.append(line)
    return "\n".join(prose).strip(), named


def use_of(name, examples):
    """How the examples measure it, and the titles of its examples."""
    measure = re.search(rf'objective \w+ "{re.escape(name)}" \{{.*?\n    measure (.*?)\n    target', examples, re.S)
    titles = re.findall(rf'(?m)^example "{re.escape(name)}: (.*?)" of ', examples)
    return measure and one_line(measure[1]), titles


def section(module, problems):
    text = module.read_text(encoding="utf-8")
    examples_of = pathlib.Path("tests/stdlib") / module.name
    examples = examples_of.read_text(encoding="utf-8") if examples_of.exists() else ""
    metrics = METRIC.findall(text)
    declared = re.findall(r"(?m)^metric ([\w.]+)", text)
    for name in sorted(set(declared) - {metric[1] for metric in metrics}):
        problems.append(f"{module}: `{name}` has no doc comment")
    lines = [f"\n## std.{module.stem}\n"]
    for comment, name, parameters, result, formula in metrics:
        prose, named = parts_of(comment)
        measure, titles = use_of(name, examples)
        problems += [f"{module}: `{name}` names no {word.lower()}" for word in ("Source", "Unit") if word not in named]
        if not measure:
            problems.append(f"{examples_of}: no objective titled `{name}` measures it")
        if not titles:
            problems.append(f"{examples_of}: no example has a title that begins with `{name}:`")
        lines.append(f"### {name}\n\n{prose}\n")
        lines.append(f"    {name}{one_line(parameters)} -> {one_line(result)}\n    = {formula_of(formula)}\n")
        lines.append(f"* Source: {named.get('Source')}\n* Unit: {named.get('Unit')}")
        lines.append(f"* Used: `{measure}`")
        lines += [f"* Example: {title}" for title in titles]
        lines.append("")
    return "\n".join(lines)


def main():
    problems = []
    modules = sorted(pathlib.Path("stdlib").glob("*.slate"))
    wanted = HEAD + "".join(section(module, problems) for module in modules)
    if "--update" in sys.argv:
        REFERENCE.write_text(wanted, encoding="utf-8")
    found = REFERENCE.read_text(encoding="utf-8") if REFERENCE.exists() else ""
    if found != wanted:
        problems.append(f"{REFERENCE} is not what the doc comments say; `python3 {sys.argv[0]} --update` writes it")
        problems += difflib.unified_diff(found.splitlines(), wanted.splitlines(), "found", "wanted", lineterm="")
    print("\n".join(problems) if problems else f"{len(modules)} modules, every metric complete")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
