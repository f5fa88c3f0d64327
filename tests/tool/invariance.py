# SPDX-License-Identifier: Apache-2.0
"""The same bytes whatever the number of threads, the order and split of the rows, the machine's zone
and language; and from a plan without its text.

usage: invariance.py TOOL     from the project's root
"""

import csv
import gzip
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

EXAMPLES = ("website-upptime-curc", "state-log-upptime-ebi", "requests-apache")


def run(tool, *args, **env):
    done = subprocess.run([tool, "run", *args, "--format", "json"], capture_output=True, text=True,
                          env={**os.environ, **env})
    if done.returncode != 0:
        raise SystemExit(f"exit {done.returncode}: {' '.join(args)}\n{done.stderr}")
    return done.stdout


def figures(settlement):
    """Everything but where the rows came from."""
    return json.dumps(json.loads(settlement)["periods"], sort_keys=True)


def copy_with_rows(example, folder, parts, seed):
    """The example with its rows in another order, in `parts` files, the last one compressed."""
    source = pathlib.Path("examples") / example
    settings = (source / "slate.toml").read_text(encoding="utf-8")
    (name,) = re.findall(r'files = \["data/([^"]+)"\]', settings)
    (path,) = (source / "data").glob(name)
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    random.Random(seed).shuffle(rows)
    files = []
    for part in range(parts):
        last = part == parts - 1
        target = folder / f"part{part}.csv{'.gz' if last else ''}"
        with (gzip.open if last else open)(target, "wt", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([header, *rows[part::parts]])
        files.append(target.name)
    settings = settings.replace(f'files = ["data/{name}"]', f"files = {json.dumps(files)}")
    settings = re.sub(r'format = "[a-z]+"', 'format = "csv"', settings)
    (folder / "slate.toml").write_text(settings, encoding="utf-8")
    (folder / "agreement.slate").write_text((source / "agreement.slate").read_text(encoding="utf-8"), encoding="utf-8")
    return str(folder / "slate.toml")


def main():
    tool = sys.argv[1]
    for example in EXAMPLES:
        settings = ["--settings", f"examples/{example}/slate.toml"]
        base = run(tool, *settings)
        for threads in ("1", "2", "16"):
            assert run(tool, *settings, "--threads", threads) == base, f"{example}: {threads} threads"
        assert run(tool, *settings, TZ="Asia/Tokyo", LC_ALL="de_DE.UTF-8", LANG="tr_TR") == base, f"{example}: zone, language"
        with tempfile.TemporaryDirectory() as scratch:
            for parts, seed in ((1, 1), (3, 2), (7, 3)):
                folder = pathlib.Path(scratch) / str(parts)
                folder.mkdir()
                moved = copy_with_rows(example, folder, parts, seed)
                assert figures(run(tool, "--settings", moved)) == figures(base), f"{example}: {parts} shuffled parts"
            plan = pathlib.Path(scratch) / "plan.json"
            text = subprocess.run([tool, "plan", f"examples/{example}/agreement.slate", "--format", "json"],
                                  capture_output=True, text=True, check=True).stdout
            plan.write_text(text, encoding="utf-8")
            assert run(tool, str(plan), *settings) == base, f"{example}: from the plan alone"
    print(f"{len(EXAMPLES)} examples: same bytes")


if __name__ == "__main__":
    main()
