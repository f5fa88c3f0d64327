# SPDX-License-Identifier: Apache-2.0
"""Rows that are counted while they are read come to what rows come to that are kept. Standard input
cannot be read again, so its rows are always kept.

usage: counted.py TOOL [CASES]     from the project's root
"""

import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

HEAD = """slate 1

use std.availability

agreement t "T" {{
  version  "1.0"
  provider operator "Operator"
  customer users "Users"
  term     2025-01-01 .. 2025-12-31
  zone     "{zone}"
  currency EUR
  period   {period}
  partial  cut

  key service
  key region {{ eu, us }}
  key tier {{ gold, silver }}
  key account
"""

REQUESTS = HEAD + """
  input request {{ at: instant  done: instant?  service: service  region: region  customer: account
                  status: count  latency: duration  ok: bool }} complete

  given tier_of: tier by account
  given fee: money = 100 EUR

{objectives}

  settle {{
    sum of o0
    round half_up to 0.01 EUR
  }}
}}
"""

MEASURES = [
    "mean(every {bin}: share(request: status >= 500) otherwise 0%)",
    "percentile(95%, request where tier_of[customer] = gold: latency) otherwise void",
    "percentile(50%, request: latency) otherwise void",
    "mean(request where ok: length(at .. done)) otherwise void",
    "share(request: ok and latency <= 250ms) otherwise void",
    "share(every {bin} where count(request) > 0: (share(request: ok) otherwise 0%) >= 80%) otherwise void",
    "(sum(request where region = eu: latency) / 1s) otherwise void",
    "(count(request where known(done)) / 1) otherwise void",
    "max(request: latency) otherwise void",
    "(count(request where status >= 500 or not ok) / count(request)) otherwise void",
]

KEYS = ["", " each service", " each service, region"]

PROBES = HEAD + """
  input probe every {every} {{ at: instant  service: service  region: region  up: bool good  load: count }} gaps {gaps}

  given fee: money = 100 EUR

  objective o0 "O" each service {{
    let down = spans(probe where not up) except spans(probe where up) lasting >= 5min in period
    measure availability(down, period) otherwise void
    target >= 99%
    credit fee * 10%
  }}
  objective o1 "P" each service {{
    measure share(probe: up and load < 5) otherwise void
    target >= 50%
    credit fee * 10%
  }}

  settle {{
    sum of o0, o1
    round half_up to 0.01 EUR
    undecided pays lower
  }}
}}
"""


def stamp(rng, t, zone):
    """Some rows have thousandths, some an offset of their own."""
    text = t.strftime("%Y-%m-%dT%H:%M:%S")
    if rng.random() < 0.1:
        return text + f".{rng.randrange(1000):03}Z"
    if rng.random() < 0.02:
        return (t + datetime.timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S") + "+02:00"
    return text + "Z"


def requests(rng, zone):
    count = rng.choice([0, 1, 40, 3000, 9000])
    begin = datetime.datetime(2025, 3, 28)
    rows = []
    for i in range(count):
        at = begin + datetime.timedelta(seconds=i * 6 * 86400 / count + rng.randrange(-400, 400))
        done = "" if rng.random() < 0.1 else stamp(rng, at + datetime.timedelta(seconds=rng.randrange(0, 90)), zone)
        latency = str(rng.randrange(1, 500)) if rng.random() < 0.995 or i < count / 2 else f"{rng.randrange(1, 500)}.{rng.randrange(1, 999)}"
        service = rng.choice(["web", "api", "mail"]) if rng.random() < 0.99 else '"a ""quoted"" one"'
        customer = f"c{rng.randrange(60)}"
        fields = [stamp(rng, at, zone), done, service, rng.choice(["eu", "us"]), customer,
                  rng.choice(["200", "404", "500", "503"]), latency, rng.choice(["1", "0", "1"])]
        if rng.random() < 0.002:
            fields[5] = "oops"
        rows.append(",".join(fields))
    return "at,done,service,region,customer,status,latency,ok", rows


def probes(rng, every):
    begin = datetime.datetime(2025, 3, 28)
    rows = []
    offset = rng.choice([0, 0, 7])
    state = {}
    for slot in range(int(rng.choice([1, 30, 400, 2000]))):
        for service in ("web", "api"):
            for region in ("eu", "us"):
                if rng.random() < 0.01:
                    continue
                if rng.random() < 0.05:
                    state[service, region] = rng.choice(["1", "1", "0"])
                at = begin + datetime.timedelta(seconds=slot * every + (offset and rng.randrange(min(every, 50))))
                row = ",".join([stamp(random.Random(0), at, ""), service, region, state.get((service, region), "1"), "3"])
                rows += [row] * (2 if rng.random() < 0.01 else 1)
                if rng.random() < 0.00002:
                    rows.append(row[:-1] + "4")  # contradicts
    for i in range(len(rows) // 100):
        a, b = rng.randrange(len(rows)), rng.randrange(len(rows))
        rows[a], rows[b] = rows[b], rows[a]
    return "at,service,region,up,load", rows


def settle(tool, folder, name, *args, stdin=None):
    done = subprocess.run([tool, "run", "--settings", name, "--format", "json", *args], cwd=folder, input=stdin,
                          capture_output=True, text=True)
    figures = json.loads(done.stdout) if done.stdout else {}
    return {"exit": done.returncode, "periods": figures.get("periods"), "inputs": [
        {**one, "files": None} for one in figures.get("inputs", []) if isinstance(one, dict)]}, done.stderr


def case(tool, seed, folder):
    rng = random.Random(seed)
    zone = rng.choice(["UTC", "Europe/Berlin", "America/New_York"])
    words = {"zone": zone, "period": rng.choice(["month", "week", "day"])}
    if rng.random() < 0.6:
        header, rows = requests(rng, zone)
        parts = []
        for i in range(rng.randrange(1, 6)):
            measure = rng.choice(MEASURES).format(bin=rng.choice(["5min", "1h", "30min", "7min"]))
            parts.append(f'  objective o{i} "O{i}"{rng.choice(KEYS) if i else ""} {{\n    measure {measure}\n  }}')
        parts[0] = '  objective o0 "O" {\n    measure share(request: ok) otherwise void\n    target >= 50%\n    credit 10% * fee\n  }'
        text = REQUESTS.format(objectives="\n".join(parts), **words)
        tiers = "\n[given.tier_of]\n" + "".join(f'c{i} = "{rng.choice(["gold", "silver"])}"\n' for i in range(60))
        columns = """at = "at"\ndone = "done"\nservice = "service"\nregion = "region"\ncustomer = "customer"\nstatus = "status"
latency = { column = "latency", unit = "ms" }\nok = { column = "ok", values = { "1" = true, "0" = false } }\n"""
        name, missing = "request", 'missing = [""]\n'
    else:
        every = rng.choice([60, 300, 3600])
        header, rows = probes(rng, every)
        text = PROBES.format(every={60: "1min", 300: "5min", 3600: "1h"}[every], gaps=rng.choice(["absent", "unknown"]), **words)
        tiers = ""
        columns = 'at = "at"\nservice = "service"\nregion = "region"\nload = "load"\nup = { column = "up", values = { "1" = true, "0" = false } }\n'
        name, missing = "probe", ""
    data = "\n".join([header, *rows]) + "\n"
    (folder / "rows.csv").write_text(data, encoding="utf-8")
    (folder / "t.slate").write_text(text, encoding="utf-8")
    for where, files in (("file", "rows.csv"), ("pipe", "-")):
        (folder / f"{where}.toml").write_text(
            f'agreement = ["t.slate"]\n\n[rejects]\nmax = 100\n\n[input.{name}]\nfiles = ["{files}"]\nformat = "csv"\n{missing}\n'
            f"[input.{name}.columns]\n{columns}{tiers}", encoding="utf-8")
    args = ["--period", "2025-03-01..2025-04-30" if words["period"] != "month" else "2025-03..2025-04"]
    if rng.random() < 0.2:
        args += ["--as-of", "2025-03-30T13:21:07Z"]
    kept, said = settle(tool, folder, "pipe.toml", *args, stdin=data)
    for threads in ("1", "2", "5"):
        counted, told = settle(tool, folder, "file.toml", *args, "--threads", threads)
        assert counted == kept, f"seed {seed}, {threads} threads: {folder}\n{said}\n{told}"
    return kept["exit"]


def main():
    tool = str(pathlib.Path(sys.argv[1]).resolve())
    os.environ["SLATE_STDLIB"] = str(pathlib.Path("stdlib").resolve())
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    exits = {}
    for seed in range(cases):
        with tempfile.TemporaryDirectory() as scratch:
            code = case(tool, seed, pathlib.Path(scratch))
            exits[code] = exits.get(code, 0) + 1
    assert exits.get(0, 0) >= cases // 2, f"too few settle: {exits}"
    print(f"{cases} cases: counted rows come to the same; exits {exits}")


main()
