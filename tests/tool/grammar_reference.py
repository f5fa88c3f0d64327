# SPDX-License-Identifier: Apache-2.0
"""Keeps docs/grammar.md equal to the grammar files.

usage: grammar_reference.py [--update]     from the project's root
"""

import pathlib
import re
import sys

CHAPTER = pathlib.Path("docs/grammar.md")
PARSER = pathlib.Path("grammar/SlateParser.g4")
LEXER = pathlib.Path("grammar/SlateLexer.g4")
RESERVED_END = "NONE"  # the last reserved word of the lexer
PARTS = (
    ("Files", "file"),
    ("Statements of an agreement", "item"),
    ("Lines of an objective", "promise"),
    ("Settlements", "figure"),
    ("Expressions", "expr"),
    ("Examples", "example"),
    ("Names", "name"),
)
HEAD = """# The grammar

Taken from [grammar/SlateParser.g4](../grammar/SlateParser.g4) and
[grammar/SlateLexer.g4](../grammar/SlateLexer.g4) by `tests/tool/grammar_reference.py --update`. Words in
quotes stand as they are, `?` is optional, `*` any number, `+` one or more, `|` or. New lines mean nothing.
"""


def rules_of(text):
    """Each rule by its name, without labels and comments."""
    found = {}
    for match in re.finditer(r"(?m)^([a-z]\w*)\s*(:.*?;)[^\n]*$(?=\n\S|\n\n|\n?\Z|\n/)", text, re.S):
        rule = re.sub(r"\s*//[^\n]*", "", match[2])
        rule = re.sub(r"[ ]+# \w+[ ]*$", "", rule, flags=re.M)
        found[match[1]] = f"{match[1]}\n  {rule}" if "\n" in rule else f"{match[1]} {rule}"
    return found


def tokens_of(text):
    found = re.findall(r"(?m)^((?:fragment )?[A-Z]\w*)\s*: (.*?) ;", text)
    words = [(name, body) for name, body in found if re.fullmatch(r"'[a-z]+'", body)]
    reserved = [body.strip("'") for name, body in words[: [name for name, _ in words].index(RESERVED_END) + 1]]
    skipped = {name for name, _ in words} | {"BLANK", "GLUED", "STRAY", "COMMENT", "DOC", "SILENCE"}
    signs = [(name, body) for name, body in found if name not in skipped]
    return reserved, signs


def chapter():
    rules = rules_of(PARSER.read_text(encoding="utf-8"))
    names = list(rules)
    reserved, signs = tokens_of(LEXER.read_text(encoding="utf-8"))
    lines = [HEAD]
    starts = [names.index(first) for _, first in PARTS] + [len(names)]
    for (title, _), start, end in zip(PARTS, starts, starts[1:]):
        body = "\n".join(rules[name] for name in names[start:end])
        lines.append(f"## {title}\n\n```antlr\n{body}\n```\n")
    width = max(len(name) for name, _ in signs)
    body = "\n".join(f"{name:{width}} : {rule} ;" for name, rule in signs)
    lines.append(f"## Tokens\n\nReserved words: `{' '.join(reserved)}`. All others stay usable as names.\n")
    lines.append(f"```antlr\n{body}\n```\n")
    return "\n".join(lines), len(rules)


def main():
    wanted, count = chapter()
    declared = re.findall(r"(?m)^([a-z]\w*)\s*(?::|$)", PARSER.read_text(encoding="utf-8"))
    missing = [name for name in declared if not re.search(rf"(?m)^{name}\b", wanted)]
    if missing:
        print(f"rules of {PARSER} that are not in the chapter: {', '.join(missing)}")
        return 1
    if "--update" in sys.argv:
        CHAPTER.write_text(wanted, encoding="utf-8")
    found = CHAPTER.read_text(encoding="utf-8") if CHAPTER.exists() else ""
    if found != wanted:
        print(f"{CHAPTER} is not what the grammar says; `python3 {sys.argv[0]} --update` writes it")
        return 1
    print(f"{count} rules")
    return 0


if __name__ == "__main__":
    sys.exit(main())
