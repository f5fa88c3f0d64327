# SPDX-License-Identifier: Apache-2.0
"""A bundle is the same bytes each time, verifies as it is, and no file of it can be changed, taken away
or added without being named; changed data are found by settling again.

usage: bundles.py TOOL     from the project's root
"""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path.cwd()
SLATE = str(pathlib.Path(sys.argv[1]).resolve())
TEXT = ROOT / "tests/cases/why/credit_of_a_missed_month.slate"
DATA = ROOT / "tests/cases/run/two_months.rows.csv"
SETTINGS = """agreement = ["hosting..v1.slate"]
rejects = { max = 1 }
[input.probe]
files = ["probes.csv"]
[input.probe.columns]
at = { column = "time", time = "iso" }
up = { column = "state", values = { ok = true, down = false } }
"""
KEPT = ["MANIFEST", "contract.json", "explanation.json", "plan.json", "rejects.csv", "run.json", "settings.toml",
        "settlement.csv", "settlement.html", "settlement.json", "settlement.md", "settlement.txt", "texts/0-hosting..v1.slate"]
problems = []


def expect(holds, sentence):
    if not holds:
        problems.append(sentence)


def slate(*words, path=os.environ["PATH"]):
    environment = {**os.environ, "SLATE_STDLIB": str(ROOT / "stdlib"), "PATH": path}
    return subprocess.run([SLATE, *map(str, words)], capture_output=True, text=True, env=environment, check=False)


def bundle(folder, *more, **changed):
    words = ["run", "--tzdata", ROOT / "tests/cases/run/zones", "--period", "2026-03..2026-04", "--bundle", folder]
    return slate(*words, *more, **changed)


def files_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refused(what, code, *words, **more):
    result = slate("verify", *words, **more)
    expect(result.returncode == 1, f"{what}: exit code {result.returncode}: {result.stdout}{result.stderr}")
    expect(code in result.stderr, f"{what}: not refused with {code}: {result.stderr}")
    return result.stderr


def copy_of(folder, name):
    shutil.rmtree(name, ignore_errors=True)
    return pathlib.Path(shutil.copytree(folder, name))


def rehash(folder):
    """What someone does who tampers with care: the manifest is made to fit."""
    manifest = folder / "MANIFEST"

    def line(found):
        return f"{hashlib.sha256((folder / found[2]).read_bytes()).hexdigest()}  {found[2]}"

    manifest.write_text(re.sub(r"(?m)^([0-9a-f]{64})  (.*)$", line, manifest.read_text()))


def check_made():
    made = bundle("march")
    expect(made.returncode == 0, f"run --bundle: {made.stderr}")
    march = pathlib.Path("march")
    if made.returncode != 0:
        return None
    expect(sorted(files_of(march)) == sorted(KEPT), f"a bundle has {sorted(files_of(march))}")
    expect(bundle("again").returncode == 0 and files_of(march) == files_of(pathlib.Path("again")), "two bundles differ")
    verified = slate("verify", "march")
    expect(verified.returncode == 0, f"verify: {verified.stdout}{verified.stderr}")
    kept = files_of(march)
    twice = bundle("march")
    expect(twice.returncode == 2 and "march" in twice.stderr, f"written over a bundle: {twice.stderr}")
    expect(files_of(march) == kept, "a refused bundle changed the one that was there")
    expect(not list(pathlib.Path().glob("*.slate-new")), "something is left behind")
    expect(bundle("with-ledger", "--ledger", "x.ndjson").returncode == 2, "a bundle on top of a ledger")
    rejects = (march / "rejects.csv").read_text()
    expect("not-a-state" in rejects, f"the rejected row is not kept: {rejects}")
    return march


def check_each_file(march):
    for name in KEPT:
        changed = copy_of(march, "changed")
        path = changed / name
        path.write_bytes(path.read_bytes().replace(b"a", b"b", 1) if name != "MANIFEST" else b"slate bundle 1\n")
        said = refused(f"{name} changed", "SL6701" if name == "MANIFEST" else "SL6703", "changed")
        expect(name in said, f"{name} changed: it is not named: {said}")
        path.unlink()
        said = refused(f"{name} gone", "SL6701" if name == "MANIFEST" else "SL6702", "changed")
        expect(name in said, f"{name} gone: it is not named: {said}")
    changed = copy_of(march, "changed")
    (changed / "more.txt").write_text("more")
    (changed / "texts" / "1-more.slate").write_text("more")
    said = refused("foreign files", "SL6704", "changed")
    expect("more.txt" in said and "1-more.slate" in said, f"foreign files are not named: {said}")
    refused("no bundle at all", "SL6701", "nowhere")
    outside = copy_of(march, "changed")
    (outside / "MANIFEST").write_text((outside / "MANIFEST").read_text() + "0" * 64 + "  texts/../../probes.csv\n")
    refused("a path out of the bundle", "SL6701", "changed")


def check_rehashed(march):
    changed = copy_of(march, "changed")
    result = changed / "settlement.txt"
    result.write_text(result.read_text().replace("missed", "met"))
    rehash(changed)
    said = refused("a result changed and hashed again", "SL6706", "changed")
    expect("settlement.txt" in said and "missed" in said, f"the line that differs is not told: {said}")
    changed = copy_of(march, "changed")
    plan = changed / "plan.json"
    plan.write_text(plan.read_text().replace("1000", "2000"))
    rehash(changed)
    expect(slate("verify", "changed").returncode == 1, "a plan changed and hashed again")


def check_data(march):
    data = pathlib.Path("probes.csv")
    kept = data.read_text()
    data.write_text(kept.replace("2026-03-10T18:00:00Z", "2026-03-10T17:59:59Z"))
    refused("data changed by a second", "SL6706", "march")
    data.write_text(kept)
    expect(slate("verify", "march").returncode == 0, "verify after the data are back")


def check_asked_again(march):
    """A bundle stands where texts would: the same reasons, quoting the contract, in any language."""
    words = ["why", "--tzdata", ROOT / "tests/cases/run/zones", "uptime.credit"]
    from_texts = slate(*words, "--period", "2026-03..2026-04")
    text = pathlib.Path("hosting..v1.slate")
    kept = text.read_text(encoding="utf-8")
    text.unlink()
    from_bundle = slate(*words, march)
    expect(from_bundle.returncode == 0, f"why of a bundle: {from_bundle.stderr}")
    expect(from_bundle.stdout == from_texts.stdout, "why of a bundle is not why of its texts")
    expect("contract, clause 6.1.4" in from_bundle.stdout, "why of a bundle quotes no clause")
    german = slate(*words, march, "--language", "de").stdout
    expect("Vertrag, Klausel 6.1.4" in german and "kleinsten" in german, f"why of a bundle in German: {german[:300]}")
    april = slate("run", march, "--period", "2026-04")
    expect(april.returncode == 0 and "== 2026-03" not in april.stdout, f"one period of a bundle: {april.stderr}")
    page = slate("run", march, "--format", "html").stdout
    expect(page == (march / "settlement.html").read_text(encoding="utf-8"), "run of a bundle is not its settlement")
    text.write_text(kept, encoding="utf-8")


def check_signatures(march):
    for name in ("acme", "other"):
        made = subprocess.run(["minisign", "-G", "-W", "-p", f"{name}.pub", "-s", f"{name}.key"], capture_output=True, check=False)
        expect(made.returncode == 0, f"minisign -G: {made.stderr}")
    signed = bundle("signed", "--sign", "acme.key")
    expect(signed.returncode == 0, f"--sign: {signed.stderr}")
    verified = slate("verify", "signed", "--public-key", "acme.pub")
    expect(verified.returncode == 0, f"verify of the signed: {verified.stderr}")
    expect("--public-key" in slate("verify", "signed").stderr, "a signature that is not checked goes unsaid")
    refused("another's key", "SL6705", "signed", "--public-key", "other.pub")
    refused("not signed", "SL6705", "march", "--public-key", "acme.pub")
    changed = copy_of(pathlib.Path("signed"), "changed")
    (changed / "settlement.md").write_text("nothing is owed")
    rehash(changed)
    refused("changed and hashed again", "SL6705", "changed", "--public-key", "acme.pub")
    failed = bundle("unsigned", "--sign", "no-such.key")
    expect(failed.returncode == 2 and "minisign" in failed.stderr, f"--sign without a key: {failed.stderr}")
    expect(not pathlib.Path("unsigned").exists(), "a bundle that could not be signed was written")
    expect(slate("run", "--sign", "acme.key").returncode == 2, "--sign without --bundle")
    missing = bundle("unsigned", "--sign", "acme.key", path="/nowhere")
    expect(missing.returncode == 2 and "apt-get install minisign" in missing.stderr, f"no minisign: {missing.stderr}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        text = TEXT.read_text(encoding="utf-8")
        pathlib.Path("hosting..v1.slate").write_text(text[text.index("agreement "):], encoding="utf-8")
        pathlib.Path("probes.csv").write_text(DATA.read_text() + "2026-04-30T00:00:00Z,not-a-state\n")
        pathlib.Path("slate.toml").write_text(SETTINGS)
        march = check_made()
        check_each_file(march)
        check_rehashed(march)
        check_data(march)
        check_asked_again(march)
        check_signatures(march)
        os.chdir(ROOT)
    for problem in problems:
        print(problem)
    print(f"{len(KEPT)} files of a bundle, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
