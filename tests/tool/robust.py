# SPDX-License-Identifier: Apache-2.0
"""Runs that end early or take long: interrupts, a limit of memory, progress on a terminal, many files.

usage: robust.py TOOL     from the project's root
"""

import gzip
import json
import os
import pathlib
import pty
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zlib

AGREEMENT = """slate 1

agreement web "Web" {
  provider acme "Acme" customer buyer "Buyer"
  term 2026-01-01 .. 2026-12-31 zone "UTC" currency EUR period month
  input request { at: instant  status: count  agent: text } complete
  objective errors "Errors" {
    measure share(request: status >= 500) otherwise 0%
    target <= 1%
  }
}
"""
HEADER = "at,status,agent\n"


def rows(count, first=0):
    """Rows whose texts differ, so that they take memory."""
    return "".join(f"2026-01-{1 + i % 28:02}T00:00:00Z,{200 + i % 2},agent number {first + i}\n" for i in range(count))


def laid_out(folder, files):
    (folder / "web.slate").write_text(AGREEMENT, encoding="utf-8")
    (folder / "slate.toml").write_text(
        f'agreement = ["web.slate"]\n[input.request]\nfiles = {files}\nformat = "csv"\n'
        '[input.request.columns]\nat = "at"\nstatus = "status"\nagent = "agent"\n', encoding="utf-8")
    return [sys.argv[1], "run", "--settings", str(folder / "slate.toml"), "--period", "2026-01"]


def run(command, code, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    assert done.returncode == code, f"exit {done.returncode}, not {code}\n{done.stdout}{done.stderr}"
    return done


def interrupts_end_it(folder):
    for which, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        child = subprocess.Popen(laid_out(folder, '["-"]'), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True)
        child.stdin.write(HEADER)
        child.stdin.flush()
        time.sleep(0.3)
        child.send_signal(which)
        out, said = child.communicate(timeout=20)
        assert (child.returncode, out) == (code, ""), (child.returncode, out)
        assert said == "slate: interrupted; no result was written\n", said


def an_output_is_the_old_or_the_new(folder):
    (folder / "rows.csv").write_text(HEADER + rows(20_000), encoding="utf-8")
    target = folder / "settled.html"
    command = laid_out(folder, '["rows.csv"]') + ["--format", "html", "--output", str(target)]
    start = time.monotonic()
    run(command, 0)
    took = time.monotonic() - start
    whole = target.read_bytes()
    dice = random.Random(7)
    interrupted = 0
    for _ in range(12):
        target.write_bytes(b"old")
        child = subprocess.Popen(command, stderr=subprocess.PIPE)
        time.sleep(dice.random() * took)
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=20)
        assert child.returncode in (0, 130, -signal.SIGINT), child.returncode
        assert target.read_bytes() in (b"old", whole), "half an output"
        interrupted += child.returncode == 130
    assert interrupted > 0, "no interrupt arrived in time"
    assert sorted(os.listdir(folder)) == ["rows.csv", "settled.html", "slate.toml", "web.slate"]


def measured(command):
    """Exit code, messages, and the most memory in KB."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, said, usage.ru_maxrss


def memory_is_limited(folder):
    (folder / "rows.csv").write_text(HEADER + rows(300_000), encoding="utf-8")
    command = laid_out(folder, '["rows.csv"]') + ["--memory-limit", "30MB"]
    code, said, most = measured(command)
    assert code == 2 and "error[SL6264]" in said and "rows.csv" in said, (code, said)
    assert "--memory-limit 30MB" in said and "help: " in said, said
    (folder / "few.csv").write_text(HEADER + rows(1), encoding="utf-8")
    _, _, least = measured(laid_out(folder, '["few.csv"]'))
    # A report explains its figures, so that its rows are kept.
    _, _, unlimited = measured(laid_out(folder, '["rows.csv"]') + ["--format", "html"])
    assert most < least + 32_000 < unlimited, (most, least, unlimited)
    run(laid_out(folder, '["rows.csv"]') + ["--memory-limit", "1GiB"], 0)
    for bad in ("x", "12", "1MB", "-1GB", "1.2.3GB"):
        said = run(laid_out(folder, '["rows.csv"]') + [f"--memory-limit={bad}"], 2).stderr
        assert "--memory-limit is" in said, said


def files_that_change_meanwhile(folder):
    """Cut, added to or replaced while they are read."""
    text = HEADER + rows(150_000)
    path = folder / "rows.csv"
    changes = (lambda: os.truncate(path, len(text) // 2), lambda: path.open("a").write("x"), lambda: path.touch())
    for change in changes:
        path.write_text(text, encoding="utf-8")
        child = subprocess.Popen(laid_out(folder, '["rows.csv"]'), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while f"{path}" not in {os.path.realpath(at) for at in descriptors(child.pid)} and child.poll() is None:
            time.sleep(0.005)
        change()
        out, said = child.communicate(timeout=60)
        assert child.returncode == 1 and out == "" and "error[SL6253]" in said, (child.returncode, said)


def descriptors(process):
    try:
        return [f"/proc/{process}/fd/{number}" for number in os.listdir(f"/proc/{process}/fd")]
    except OSError:
        return []


def progress_is_for_terminals(folder):
    """Shown after two seconds, cleared at the end, and never in a pipe."""
    command = laid_out(folder, '["-"]')
    ours, theirs = pty.openpty()
    environment = dict(os.environ, TERM="xterm")
    shown = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    silent = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    for child in (shown, silent):
        child.stdin.write((HEADER + rows(10_000)).encode())
        child.stdin.flush()
    time.sleep(2.3)
    outs = []
    for child in (shown, silent):
        child.stdin.write(rows(10_000, 10_000).encode())
        child.stdin.close()
        outs.append(child.stdout.read())
        child.wait(timeout=20)
    os.close(theirs)
    line = b""
    try:
        while piece := os.read(ours, 4096):
            line += piece
    except OSError:  # how a terminal says that it is closed
        pass
    assert outs[0] == outs[1] and outs[0].startswith(b"Web\n"), outs
    assert silent.stderr.read() == b""
    assert b" rows/s" in line and line.endswith(b"\r\x1b[K"), line


def many_files(folder):
    count = 3_000
    (folder / "data").mkdir()
    for i in range(count):
        (folder / "data" / f"part-{i:05}.csv").write_text(HEADER + rows(2, i), encoding="utf-8")
    done = run(laid_out(folder, '["data/*.csv"]'), 0).stdout
    assert "6,000" in done and done.index("part-00000") < done.index("part-01500") < done.index("part-02999")
    twice = run(laid_out(folder, '["data/*.csv", "data/part-0000[12].csv"]'), 1).stderr
    assert twice.count("SL6260") == 2 and "part-00002.csv` is read twice" in twice, twice
    os.link(folder / "data/part-00000.csv", folder / "data/same.csv")
    linked = run(laid_out(folder, '["data/*.csv"]'), 1).stderr
    assert linked.count("SL6260") == 1 and "same.csv" in linked, linked
    nothing = run(laid_out(folder, '["data/2026/*.csv"]'), 1).stderr
    assert "SL6254" in nothing and "data has no 2026; it has part-00000.csv" in nothing and "and 2998 more" in nothing, nothing


def archives(folder):
    """Members one after another, cut and damaged, are what Python makes of them."""
    dice = random.Random(11)
    command = laid_out(folder, '["rows.csv.gz"]') + ["--format", "json", "--max-rejects", "1000000"]
    for _ in range(12):
        parts = [HEADER] + [rows(dice.choice([0, 1, 100, 5_000]), i * 10_000) for i in range(dice.randrange(1, 4))]
        whole = b"".join(gzip.compress(part.encode(), dice.randrange(10)) for part in parts)
        count = sum(part.count("\n") for part in parts) - 1
        (folder / "rows.csv.gz").write_bytes(whole)
        said = json.loads(run(command, 0).stdout)
        assert [source["read"] for source in said["inputs"]] == [count], said["inputs"]
        damaged = bytearray(whole)
        damaged[dice.randrange(10, len(whole))] ^= 1 << dice.randrange(8)
        for bad in (bytes(damaged), whole[: dice.randrange(1, len(whole))]):
            try:
                gzip.decompress(bad)
            except (OSError, EOFError, zlib.error):
                (folder / "rows.csv.gz").write_bytes(bad)
                assert run(command, 1).stderr.count("error[SL6258]") == 1


def parquet_without_its_module(folder):
    """A tool that stands alone says what it lacks."""
    alone = shutil.copy(sys.argv[1], folder / "slate")
    (folder / "rows.parquet").write_bytes(b"PAR1")
    command = laid_out(folder, '["rows.parquet"]')
    settings = folder / "slate.toml"
    settings.write_text(settings.read_text().replace('format = "csv"\n', ""), encoding="utf-8")
    said = run([alone, *command[1:]], 1, env=dict(os.environ, SLATE_STDLIB=os.path.abspath("stdlib"))).stderr
    assert said.count("error[") == 1 and "error[SL6265]" in said and "rows.parquet" in said, said


def main():
    checks = (archives, files_that_change_meanwhile, parquet_without_its_module, interrupts_end_it, an_output_is_the_old_or_the_new, memory_is_limited, progress_is_for_terminals, many_files)
    if os.environ.get("SLATE_SANITIZED"):  # sanitizers take memory of their own
        checks = [check for check in checks if check is not memory_is_limited]
    for check in checks:
        with tempfile.TemporaryDirectory() as scratch:
            check(pathlib.Path(scratch))
    print(f"{len(checks)} runs ended as they should")


main()
