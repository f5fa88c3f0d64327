# SPDX-License-Identifier: Apache-2.0
"""Checks every block of Slate in the documents, and runs the examples in it.

usage: manual.py TOOL DOCUMENT...     from the project's root
"""

import pathlib
import re
import subprocess
import sys
import tempfile


def main():
    tool, *documents = sys.argv[1:]
    blocks = failures = 0
    with tempfile.TemporaryDirectory() as scratch:
        for document in documents:
            text = pathlib.Path(document).read_text(encoding="utf-8")
            for number, block in enumerate(re.findall(r"```slate\n(.*?)```", text, re.S), 1):
                blocks += 1
                path = pathlib.Path(scratch) / f"block{number}.slate"
                path.write_text(block, encoding="utf-8")
                verb = "test" if re.search(r"(?m)^example ", block) else "check"
                done = subprocess.run([tool, verb, str(path)], capture_output=True, text=True)
                if done.returncode != 0:
                    failures += 1
                    print(f"{document}, block {number}:\n{done.stdout}{done.stderr}")
    print(f"{blocks} blocks, {failures} failures")
    return 1 if failures or not blocks else 0


if __name__ == "__main__":
    sys.exit(main())
