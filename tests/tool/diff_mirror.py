# SPDX-License-Identifier: Apache-2.0
"""Compares every case of tests/cases/diff both ways: what is a gain of the customer from old to new
is a gain of the provider from new to old, term by term. A text is the same as itself, and every
report keeps to its schema.

usage: diff_mirror.py TOOL     from the project's root
"""

import json
import pathlib
import subprocess
import sys

sys.path.insert(0, "tests/oracle")
from schema_check import Schema  # noqa: E402

MIRROR = {"customer gains": "provider gains", "provider gains": "customer gains"}
SCHEMA = "docs/schemas/diff.schema.json"


def diff(tool, old, new):
    done = subprocess.run([tool, "diff", str(old), str(new), "--format", "json"],
                          capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def terms(agreement):
    renamed = {c["term"] for c in agreement["changes"] if c["kind"] == "renamed"}
    return {c["term"]: c["verdict"] for c in agreement["changes"]
            if not c["wording"] and c["term"].split(".")[0] not in renamed}


def problems_of(tool, old, new, schema):
    forward, backward = diff(tool, old, new), diff(tool, new, old)
    if forward is None or backward is None:
        if (forward is None) != (backward is None):
            yield "can be compared one way only"
        return
    yield from schema.problems(forward, schema.root)
    if MIRROR.get(forward["verdict"], forward["verdict"]) != backward["verdict"]:
        yield f"{forward['verdict']}, and back {backward['verdict']}"
    for a, b in zip(forward["agreements"], backward["agreements"]):
        there, back = terms(a), terms(b)
        renamed = any(c["kind"] == "renamed" for c in a["changes"] + b["changes"])
        for term in sorted(there.keys() | back.keys()) if not renamed else ():
            if MIRROR.get(there.get(term), there.get(term)) != back.get(term):
                yield f"{term}: {there.get(term)}, and back {back.get(term)}"
    for text in (old, new):
        own = diff(tool, text, text)
        listed = [c for a in own["agreements"] for c in a["changes"]]
        if own["verdict"] != "same" or listed:
            yield f"{text} differs from itself: {listed}"


def main():
    tool = sys.argv[1]
    with open(SCHEMA, encoding="utf-8") as stream:
        schema = Schema(json.load(stream))
    pairs = [(old, old.with_name(old.name.replace(".old.slate", ".slate")))
             for old in sorted(pathlib.Path("tests/cases/diff").glob("*.old.slate"))]
    failed = 0
    for old, new in pairs:
        for problem in problems_of(tool, old, new, schema):
            failed += 1
            print(f"{new}: {problem}")
    texts = sorted(pathlib.Path("tests/conformance").glob("*.slate"))
    for text in texts:
        own = diff(tool, text, text)
        if own is None or own["verdict"] != "same" or any(a["changes"] for a in own["agreements"]):
            failed += 1
            print(f"{text} differs from itself")
    print(f"{len(pairs)} pairs both ways, {len(texts)} texts beside themselves, {failed} problems")
    sys.exit(1 if failed or not pairs else 0)


if __name__ == "__main__":
    main()
