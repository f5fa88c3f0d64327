# SPDX-License-Identifier: Apache-2.0
"""Contracts as LibreOffice shows them: its numbers are those of the Markdown, and accepting or rejecting
all changes of a redline gives the new or the old contract.

usage: libreoffice.py SLATE     from the project's root; exits with 77 where LibreOffice is not installed
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
try:
    import uno
    from com.sun.star.beans import PropertyValue
except ImportError:
    print("skipped: there is no python3-uno")
    sys.exit(SKIPPED)
if shutil.which("soffice") is None:
    print("skipped: there is no LibreOffice")
    sys.exit(SKIPPED)

SLATE = sys.argv[1]
CASES = pathlib.Path("tests/cases/docs")
TAGS = ["en", "de", "ru", "zh"]
REDLINE = pathlib.Path("tests/tool/redline")
problems = []


def expect(holds, sentence):
    if not holds:
        problems.append(sentence)


def option(name, value):
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


class Office:
    """A LibreOffice of its own, without a window."""

    def __init__(self, folder):
        self.folder = folder
        pipe = f"slate{id(self)}"
        self.process = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{folder}/profile",
             f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        deadline = time.monotonic() + 120
        while True:
            try:
                self.context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self.dispatcher = self.service("com.sun.star.frame.DispatchHelper")

    def service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def text(self, path, command=None):
        document = self.desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, (option("Hidden", True),))
        if command is not None:
            self.dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{command}", "", 0, ())
        out = pathlib.Path(self.folder) / "out.txt"
        document.storeToURL(out.as_uri(), (option("FilterName", "Text (encoded)"), option("FilterOptions", "UTF8")))
        document.close(True)
        return out.read_text(encoding="utf-8-sig").splitlines()

    def close(self):
        try:
            self.desktop.terminate()
        except Exception:
            pass  # it is gone before it answers
        self.process.wait(60)


def made(path, *words):
    result = subprocess.run([SLATE, "doc", *map(str, words), "--output", str(path)], capture_output=True)
    expect(result.returncode == 0, f"{words}: {result.stderr.decode()}")
    return path


def without_front(lines):
    """The cover, and the contract after its contents; between them a redline has a page more."""
    first = next(i for i, line in enumerate(lines) if re.match(r"1[ \t].*·$", line))
    cover = next((i for i, line in enumerate(lines[:first]) if not line.strip()), first)
    return lines[:cover], lines[first:]


def numbers_in(markdown):
    return re.findall(r"^(?:#+ |\*\*)?(?:<a id=\"[^\"]*\"></a>)(?:\*\*)?([\d.]+)(?:\*\*)? ", markdown, re.M)


def check_numbers(office, folder, tag):
    case = CASES / "acme_hosting.slate"
    lines = without_front(office.text(made(folder / "contract.docx", case, "--language", tag)))[1]
    markdown = made(folder / "contract.md", case, "--language", tag).read_text(encoding="utf-8")
    shown = [found[1] for line in lines if "\t" not in line for found in [re.match(r"([\d.]+) \S", line)] if found]
    wanted = numbers_in(markdown)
    expect(len(wanted) > 40, f"{tag}: only {len(wanted)} numbers in the Markdown")
    missing = [number for number in wanted if number not in shown]
    expect(not missing, f"{tag}: numbers that LibreOffice does not show: {missing[:5]}")
    expect([number for number in shown if number in wanted] == wanted, f"{tag}: LibreOffice counts otherwise")


def check_redline(office, folder, tag):
    new, old = REDLINE / "draft.slate", REDLINE / "signed.slate"
    red = made(folder / "red.docx", new, "--redline", old, "--language", tag)
    for command, text in (("AcceptAllTrackedChanges", new), ("RejectAllTrackedChanges", old)):
        alone = office.text(made(folder / "alone.docx", text, "--language", tag))
        taken = office.text(red, command)
        expect(without_front(taken)[1] == without_front(alone)[1], f"{tag}: {command} is not the contract of {text}")
        for line in alone[:12]:
            expect(line in taken[:14], f"{tag}: {command}: not on the cover: {line}")


with tempfile.TemporaryDirectory() as scratch:
    office = Office(scratch)
    try:
        for tag in TAGS:
            check_numbers(office, pathlib.Path(scratch), tag)
            check_redline(office, pathlib.Path(scratch), tag)
    finally:
        office.close()
for problem in problems:
    print(problem)
print(f"{len(TAGS)} languages, {len(problems)} problems")
sys.exit(1 if problems else 0)
