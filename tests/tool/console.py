# SPDX-License-Identifier: Apache-2.0
"""Follows a document: writes its files, runs its commands, compares what they print.

usage: console.py TOOL [--update] DOCUMENT...     from the project's root

A block whose first line names a file (```toml slate.toml) is written to it. In a ```console block each
`$ slate …` line is run in one scratch folder per document, and what follows must be what it prints.
A line `…` stands for any number of lines.
"""

import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.S | re.M)


def commands_of(block):
    """Pairs of a command and the lines expected of it."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def run(tool, command, folder):
    words = shlex.split(command)
    if words[0] != "slate":
        raise SystemExit(f"`{command}`: only the tool is run")
    done = subprocess.run(
        [tool, *words[1:]],
        cwd=folder,
        env=os.environ | {"SLATE_STDLIB": str(pathlib.Path("stdlib").resolve()), "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    text = re.sub(r"(time zone .*), edition \S+", r"\1, edition …", done.stdout)
    return re.sub(r"(?m)^(  plan +)[0-9a-f]+$", r"\1…", text).splitlines()


def matches(wanted, printed):
    """Whether the lines are those wanted, where a line of `…` stands for any."""
    pattern = "".join("(?:.*\n)*?" if line == "…" else re.escape(line) + "\n" for line in wanted)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


def follow(tool, document, update):
    path = pathlib.Path(document)
    text = path.read_text(encoding="utf-8")
    failures, commands = [], 0
    with tempfile.TemporaryDirectory() as folder:

        def one(match):
            nonlocal commands
            language, name, block = match.groups()
            if name:
                (pathlib.Path(folder) / name).write_text(block, encoding="utf-8")
            if language != "console":
                return match[0]
            lines = []
            for command, wanted in commands_of(block):
                commands += 1
                printed = run(tool, command, folder)
                if not matches(wanted, printed):
                    failures.append("\n".join([f"{document}: $ {command}", *printed]))
                kept = wanted if matches(wanted, printed) else printed
                lines += [f"$ {command}", *kept]
            return "```console\n" + "".join(line + "\n" for line in lines) + "```"

        followed = BLOCK.sub(one, text)
    if update:
        path.write_text(followed, encoding="utf-8")
    print(f"{document}: {commands} commands, {len(failures)} differ")
    return failures if commands else [f"{document}: no command"]


def main():
    tool, *rest = sys.argv[1:]
    tool = str(pathlib.Path(tool).resolve())
    update = "--update" in rest
    failures = [failure for word in rest if word != "--update" for failure in follow(tool, word, update)]
    print("\n".join(failures))
    return 1 if failures and not update else 0


if __name__ == "__main__":
    sys.exit(main())
