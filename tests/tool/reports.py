# SPDX-License-Identifier: Apache-2.0
"""Reports of a settlement: nothing of a user's text or data becomes markup or a formula, the forms have the
same figures, a page fetches and runs nothing, its colours can be told apart, and all that scrolls is
reached by keyboard.

usage: reports.py TOOL     from the project's root
"""

import csv
import fractions
import html.parser
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path.cwd()
SLATE = str(pathlib.Path(sys.argv[1]).resolve())
HOSTILE = ROOT / "tests/tool/hostile.slate"
ROWS_FILE = "rows<b>&'|.csv"
ROWS = """place,from,to
north,2026-03-10T10:00:00Z,2026-03-10T12:00:00Z
"=HYPERLINK(""http://evil.example"",""x"")",2026-03-11T10:00:00Z,2026-03-11T12:00:00Z
<script>alert(1)</script>,2026-03-12T10:00:00Z,2026-03-12T12:00:00Z
south,@SUM(A1:A9)|**bold**,2026-03-12T12:00:00Z
south,2026-03-13T10:00:00Z,\x1b[31mred\u202e
"]]>&lt;img src=x onerror=alert(1)&gt;",2026-03-14T10:00:00Z,2026-03-14T12:00:00Z
"""
SETTINGS = """agreement = ["hostile.slate"]
rejects = {{ max = 10 }}
[input.outage]
files = ['{}']
[input.outage.columns]
place = "place"
from = "from"
to = "to"
"""
ELEMENTS = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "dl", "dt", "dd", "section", "p", "div",
            "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "details", "summary", "pre",
            "svg", "rect", "path", "circle", "text"}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "scope", "role", "aria-label", "tabindex", "viewbox",
              "x", "y", "width", "height", "d", "cx", "cy", "r", "text-anchor", "preserveaspectratio", "x1", "x2", "y1", "y2",
              "fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-family"}
VOID = {"meta"}
problems = []


def expect(holds, sentence):
    if not holds:
        problems.append(sentence)


def report(form, *more):
    environment = {**os.environ, "SLATE_STDLIB": str(ROOT / "stdlib")}
    words = [SLATE, "run", "--tzdata", str(ROOT / "tests/cases/run/zones"), "--period", "2026-03", "--format", form, *more]
    result = subprocess.run(words, capture_output=True, env=environment, check=False)
    expect(result.returncode == 0, f"{form}: {result.stderr.decode()}")
    return result.stdout.decode()


class Elements(html.parser.HTMLParser):
    """Names of elements and attributes, whether they nest, and the text."""

    def __init__(self, name):
        super().__init__()
        self.name, self.open, self.text = name, [], []

    def handle_starttag(self, tag, attributes):
        expect(tag in ELEMENTS, f"{self.name}: element {tag}")
        for attribute, _ in attributes:
            expect(attribute in ATTRIBUTES, f"{self.name}: attribute {attribute} of {tag}")
        scrolls = tag == "pre" or (tag == "div" and ("class", "wide") in attributes)
        expect(not scrolls or ("tabindex", "0") in attributes, f"{self.name}: {tag} scrolls out of a keyboard's reach")
        expect(tag != "svg" or dict(attributes).get("aria-label"), f"{self.name}: a drawing without words")
        if tag not in VOID and not self.get_starttag_text().endswith("/>"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.get_starttag_text().endswith("/>") or tag in ("svg", "section", "figure", "div"):
            expect(self.open and self.open.pop() == tag, f"{self.name}: {tag} is closed where it is not open")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_data(self, data):
        self.text.append(data)


def check_html(page):
    expect(re.search(r"content=\"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'\"", page), "html: no policy")
    expect(not re.search(r"https?:|url\(|@import", re.sub(r"evil\.example|http://evil", "", page).replace("http://", "")),
           "html: names a place to fetch from")
    parsed = Elements("html")
    parsed.feed(page)
    text = "".join(parsed.text)
    for told in ("<script>alert(1)</script> & \"quotes\"", "=HYPERLINK(", "<svg onload=alert(1)> | report"):
        expect(told in text, f"html: not told as it is: {told}")
    return text


def check_markdown(text):
    outside = re.sub(r"(?ms)^(`{3,}).*?^\1$", "", text)
    outside = re.sub(r"\\.", "", outside)
    expect("<" not in outside, "markdown: raw HTML")
    expect(not re.search(r"!\[|\]\(", outside), "markdown: a link of the user's")
    cells = None
    for line in outside.splitlines():
        now = line.count("|") if line.startswith("|") else None
        expect(cells is None or now is None or now == cells, f"markdown: a row with other cells: {line}")
        cells = now


def check_csv(text):
    rows = list(csv.reader(io.StringIO(text, newline="")))
    expect(len({len(row) for row in rows}) == 1 and len(rows) > 5, "csv: rows of different lengths")
    for row in rows:
        for cell in row:
            number = re.fullmatch(r"-?\d[\d./]*", cell)
            expect(number or not re.match(r"[=+\-@\t\r]", cell), f"csv: a formula: {cell}")
    return rows


def check_signs(form, text):
    for sign in "\u202e\x1b\x07":
        expect(sign not in text, f"{form}: U+{ord(sign):04X} came through")


def check_figures(settlement, rows, page, text):
    for period in settlement["periods"]:
        for stage in period["settlements"]:
            amount = fractions.Fraction(stage["amount"])
            exact = [fractions.Fraction(row[6]) for row in rows if row[1:3] == ["settlement", stage["settlement"]] and row[4] == "amount"]
            expect(amount in exact, f"csv: {amount} is not there but {exact}")
            shown = f"{float(amount):,.2f} EUR"
            expect(shown in page and shown in text, f"{shown} is not in the page or not in the Markdown")


def settled_with(nanoseconds, kept):
    """The outage of the month as long as that, in the data themselves."""
    seconds, rest = divmod(nanoseconds, 10**9)
    end = f"2026-03-10T{10 + seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:09}Z"
    pathlib.Path("probes.csv").write_text(kept.replace("2026-03-10T18:00:00Z", end), encoding="utf-8")
    [period] = json.loads(report("json"))["periods"]
    [uptime] = period["objectives"]
    return uptime["verdict"], fractions.Fraction(uptime["credit"]["value"])


def check_changes():
    """What `slate why` says would change a verdict or a credit does so in the data, and a nanosecond less does not."""
    text = (ROOT / "tests/cases/why/credit_of_a_missed_month.slate").read_text(encoding="utf-8")
    pathlib.Path("hosting.slate").write_text(text[text.index("agreement "):], encoding="utf-8")
    kept = (ROOT / "tests/cases/run/two_months.rows.csv").read_text(encoding="utf-8")
    pathlib.Path("probes.csv").write_text(kept, encoding="utf-8")
    settings = (ROOT / "tests/cases/why/hosting.settings.toml").read_text(encoding="utf-8")
    settings = re.sub(r"agreement = .*", 'agreement = ["hosting.slate"]', settings)
    pathlib.Path("slate.toml").write_text(settings.replace("../run/two_months.rows.csv", "probes.csv"), encoding="utf-8")
    words = [SLATE, "why", "--tzdata", str(ROOT / "tests/cases/run/zones"), "--period", "2026-03", "--format", "json", "uptime"]
    told = subprocess.run(words, capture_output=True, check=False)
    expect(told.returncode == 0, f"why: {told.stderr.decode()}")
    [reason] = json.loads(told.stdout)["reasons"]
    expect({change["of"] for change in reason["changes"]} == {"verdict", "ladder"}, f"why: changes {reason['changes']}")
    before = settled_with(int(reason["changes"][0]["from"]), kept)
    for change in reason["changes"]:
        after = (change["verdict_after"], fractions.Fraction(change["credit_after"]["value"]))
        length = int(change["to"])
        expect(settled_with(length, kept) == after, f"why: {length} ns of outage do not give {after}")
        near = settled_with(length + 1, kept)
        expect(near != after and (near == before or change["of"] == "verdict"), f"why: {length + 1} ns of outage give {near} already")


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at:at + 2], 16) / 255 for at in (0, 2, 4)]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def check_colours(page):
    """Letters as WCAG 2 wants them (4.5 to 1), what is drawn 3 to 1 against the paper."""
    style = re.search(r"(?s)<style>(.*?)</style>", page)[1]
    light, dark = {}, {}
    for block in re.finditer(r"(@media \(prefers-color-scheme: dark\) \{ )?:root \{(.*?)\}", style, re.S):
        (dark if block[1] else light).update(re.findall(r"--(\w+): (#\w+)", block[2]))
    for name, colours in (("light", light), ("dark", {**light, **dark})):
        for ink in ("ink", "soft", "good", "bad", "open", "mark"):
            for paper in ("paper", "track") if ink in ("ink",) else ("paper",):
                ratio = contrast(colours[ink], colours[paper])
                expect(ratio >= 4.5, f"{name}: {ink} on {paper} is {ratio:.2f} to 1")
        for shape in ("h3", "h4", "gap"):
            ratio = contrast(colours[shape], colours["paper"])
            expect(ratio >= 3, f"{name}: {shape} on paper is {ratio:.2f} to 1")


def check_browser(page):
    """The page in a real browser: its document is the one that was written, and nothing is complained of."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        return
    pathlib.Path("page.html").write_text(page, encoding="utf-8")
    words = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--user-data-dir=profile",
             "--dump-dom", "page.html"]
    shown = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    expect(shown.returncode == 0 and "</main>" in shown.stdout, f"browser: {shown.stderr[-500:]}")
    expect("CONSOLE" not in shown.stderr, f"browser complains: {re.findall('.*CONSOLE.*', shown.stderr)[:3]}")
    expect("<script" not in shown.stdout and "<img" not in shown.stdout, "browser: it sees a script or a picture")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        shutil.copy(HOSTILE, "hostile.slate")
        pathlib.Path(ROWS_FILE).write_text(ROWS, encoding="utf-8")
        pathlib.Path("slate.toml").write_text(SETTINGS.format(ROWS_FILE.replace("'", "")), encoding="utf-8")
        os.rename(ROWS_FILE, ROWS_FILE.replace("'", ""))
        forms = {form: report(form) for form in ("table", "json", "html", "markdown", "csv")}
        for form, text in forms.items():
            check_signs(form, text)
        page_text = check_html(forms["html"])
        check_markdown(forms["markdown"])
        rows = check_csv(forms["csv"])
        check_figures(json.loads(forms["json"]), rows, page_text, forms["markdown"])
        check_colours(forms["html"])
        check_browser(forms["html"])
        for form, text in forms.items():
            report(form, "--output", f"{form}.out")
            expect(pathlib.Path(f"{form}.out").read_bytes().decode() == text, f"{form}: --output has other bytes")
        expect(not list(pathlib.Path().glob(".slate-*")), "something is left behind")
        check_changes()
        os.chdir(ROOT)
    for problem in problems:
        print(problem)
    print(f"{len(forms)} forms, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
