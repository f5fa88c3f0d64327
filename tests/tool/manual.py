# SPDX-License-Identifier: Apache-2.0
"""Checks every block of Slate in the documents and its layout, and runs the examples in it.

usage: manual.py TOOL [--update] DOCUMENT...     from the project's root

With --update blocks are laid out in the one way.

A block that does not begin with `slate 1` continues the last one of its document that does.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"```slate\n(.*?)```", re.S)
HEAD = "slate 1\n"


def texts_of(document):
    """Each block as a text of its own, with the line it begins on."""
    text = pathlib.Path(document).read_text(encoding="utf-8")
    base = ""
    for match in BLOCK.finditer(text):
        block = match[1]
        line = text.count("\n", 0, match.start()) + 2
        if block.startswith(HEAD):
            base = block
            yield line, block
        else:
            yield line, f"{base}\n{block}"


def findings_of(tool, path):
    """What `check` says, but for parts that a text has for the blocks that continue it."""
    done = subprocess.run([tool, "check", str(path), "--format", "json"], capture_output=True, text=True)
    return [finding for finding in json.loads(done.stdout) if finding["code"] != "SL7020"]


def problems_of(tool, path, text):
    path.write_text(text, encoding="utf-8")
    findings = findings_of(tool, path)
    if findings:
        done = subprocess.run([tool, "check", str(path)], capture_output=True, text=True)
        return done.stdout + done.stderr
    if not re.search(r"(?m)^example ", text):
        return ""
    done = subprocess.run([tool, "test", str(path)], capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode != 0 else ""


def laid_out(tool, block):
    """The block in the one layout, or as it is where it cannot be read."""
    whole = block if block.startswith(HEAD) else f"{HEAD}\n{block}"
    done = subprocess.run([tool, "fmt", "--stdout", "-"], input=whole, capture_output=True, text=True)
    text = done.stdout if done.returncode == 0 else whole
    return text if block.startswith(HEAD) else text.removeprefix(f"{HEAD}\n")


def lay_out(tool, document, update):
    """Whether the blocks of the document stand in the one layout; a README may be denser."""
    path = pathlib.Path(document)
    if path.name == "README.md":
        return True
    text = path.read_text(encoding="utf-8")
    wanted = BLOCK.sub(lambda match: f"```slate\n{laid_out(tool, match[1])}```", text)
    if update:
        path.write_text(wanted, encoding="utf-8")
    return update or wanted == text


def main():
    tool, *rest = sys.argv[1:]
    update = "--update" in rest
    documents = [word for word in rest if word != "--update"]
    blocks = failures = 0
    with tempfile.TemporaryDirectory() as scratch:
        for document in documents:
            for line, text in texts_of(document):
                blocks += 1
                problems = problems_of(tool, pathlib.Path(scratch) / f"line{line}.slate", text)
                if problems:
                    failures += 1
                    print(f"{document}:{line}:\n{problems}")
    for document in documents:
        if not lay_out(tool, document, update):
            failures += 1
            print(f"{document}: blocks are not laid out; --update does it")
    print(f"{blocks} blocks, {failures} failures")
    return 1 if failures or not blocks else 0


if __name__ == "__main__":
    sys.exit(main())
