# SPDX-License-Identifier: Apache-2.0
"""Reports of a settlement in a real browser, in every language: the figures are those of the JSON, letters stand out
from what is behind them in light and dark, no label covers another, a keyboard reaches everything, nothing is fetched,
a phone shows it without scrolling sideways, print loses nothing, and what users wrote never becomes markup.

usage: browser.py TOOL     from the project's root; exit code 77 if there is no browser here
"""

import base64
import fractions
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import reports

LACKS_BROWSER = 77
ROOT = pathlib.Path.cwd()
SLATE = str(pathlib.Path(sys.argv[1]).resolve())
HERE = pathlib.Path(__file__).resolve().parent
SCRIPTS = (HERE / "browser.js").read_text(encoding="utf-8")
EXAMPLES = {
    "hosting": ["--period", "2026-02"],
    "helpdesk-incident-log": ["--period", "2016-04-04"],
    "rewards-and-penalties": ["--period", "2026-Q1"],
}
# The words of a reader of each language, not those of the tool.
LANGUAGES = {
    "en": {
        "thousands": ",", "point": ".", "units": {"d": 86400, "h": 3600, "min": 60, "s": 1, "ms": "1/1000", "µs": "1/1000000"},
        "verdict": "verdict", "value": "value", "objective": "objective", "amount": "amount", "summary": "Summary",
        "verdicts": {"met": "met", "missed": "missed", "pending": "pending", "undecided": "undecided", "none": "none", "void": "void"},
    },
    "de": {
        "thousands": ".", "point": ",", "units": {"d": 86400, "h": 3600, "min": 60, "s": 1, "ms": "1/1000", "µs": "1/1000000"},
        "verdict": "Urteil", "value": "Wert", "objective": "Zusage", "amount": "Betrag", "summary": "Überblick",
        "verdicts": {"met": "erreicht", "missed": "verfehlt", "pending": "offen", "undecided": "unentschieden", "none": "ohne Ziel",
                     "void": "kein Urteil"},
    },
    "ru": {
        "thousands": "\u00a0", "point": ",",
        "units": {"дн.": 86400, "ч": 3600, "мин": 60, "с": 1, "мс": "1/1000", "мкс": "1/1000000"},
        "verdict": "оценка", "value": "значение", "objective": "показатель", "amount": "сумма", "summary": "Сводка",
        "verdicts": {"met": "достигнут", "missed": "не достигнут", "pending": "ожидается", "undecided": "не установлено",
                     "none": "без целевого показателя", "void": "нет оценки"},
    },
    "zh": {
        "thousands": ",", "point": ".", "units": {"天": 86400, "小时": 3600, "分钟": 60, "秒": 1, "毫秒": "1/1000", "微秒": "1/1000000"},
        "verdict": "判定", "value": "数值", "objective": "服务水平", "amount": "金额", "summary": "概要",
        "verdicts": {"met": "达到", "missed": "未达到", "pending": "待定", "undecided": "未能认定", "none": "无目标", "void": "不作判定"},
    },
}
KEYBOARD_IN = "en"
WORST_CONTRAST = 4.5  # WCAG 2, AA
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True}
DESK = {"width": 1100, "height": 900, "deviceScaleFactor": 1, "mobile": False}
NANOSECOND = fractions.Fraction(1, 10**9)
problems = []


def expect(holds, sentence):
    if not holds:
        problems.append(sentence)
    return holds


def settle(folder, form, *more):
    """What `slate run` writes of a folder, as text; a report of bytes goes to a file."""
    environment = {**os.environ, "SLATE_STDLIB": str(ROOT / "stdlib")}
    words = [SLATE, "run", "--format", form, *more]
    result = subprocess.run(words, capture_output=True, env=environment, cwd=folder, check=False)
    expect(result.returncode == 0, f"{folder} {more} {form}: {result.stderr.decode()[-500:]}")
    if result.returncode != 0:
        raise SystemExit("\n".join(problems))
    return result.stdout.decode()


class Browser:
    """Chromium through its driver, which logs what is asked of the network."""

    def __init__(self, web):
        options = web.ChromeOptions()
        for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
            options.add_argument(word)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = web.Chrome(options=options)
        self.driver.set_script_timeout(60)

    def open(self, path):
        self.screen(DESK)
        for kind in ("performance", "browser"):
            self.driver.get_log(kind)
        self.driver.get(path.resolve().as_uri())
        self.driver.execute_script(SCRIPTS)

    def ask(self, function, *arguments):
        return self.driver.execute_script(f"return window.slateTest.{function}(...arguments)", *arguments)

    def screen(self, metrics):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def colours(self, scheme):
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": [feature]})

    def press(self, key, code):
        for kind in ("keyDown", "keyUp"):
            event = {"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code}
            if key == "Enter" and kind == "keyDown":
                event["text"] = "\r"
            self.driver.execute_cdp_cmd("Input.dispatchKeyEvent", event)

    def pdf(self):
        printed = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "paperWidth": 8.27, "paperHeight": 11.69})
        return base64.b64decode(printed["data"])

    def requests(self):
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def complaints(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]


# ---- Figures ----


def number_of(text, language):
    digits = text.replace(language["thousands"], "").replace(language["point"], ".").replace("\u2212", "-").rstrip("…")
    return fractions.Fraction(digits)


def read_figure(text, language):
    """A shown figure and how far from the true one it may lie; None for what is no single number."""
    text = text.strip()
    number = r"-?[\d.,\u00a0\u202f]*\d…?"
    share = re.fullmatch(rf"({number})[\s\u00a0\u202f]?%", text)
    if share:
        return number_of(share[1], language) / 100, fractions.Fraction(1, 10**6)
    parts = re.findall(rf"({number})[\s\u00a0\u202f]?([^\W\d_µ]+\.?|µs)", text)
    if parts and all(unit in language["units"] for _, unit in parts):
        sign = -1 if text.startswith("-") else 1
        seconds = sum(abs(number_of(n, language)) * fractions.Fraction(language["units"][unit]) for n, unit in parts)
        return sign * seconds / NANOSECOND, fractions.Fraction(1)
    plain = re.fullmatch(rf"({number})(?:[\s\u00a0\u202f](.+))?", text)
    return (number_of(plain[1], language), fractions.Fraction(1, 10**4)) if plain else None


def check_figure(name, shown, figure, language):
    if not isinstance(figure, dict) or not re.fullmatch(r"-?\d+(/\d+)?", str(figure.get("value"))):
        return 0
    read = read_figure(shown, language)
    if expect(read is not None, f"{name}: `{shown}` is no figure, the JSON has {figure['value']}"):
        off = abs(read[0] - fractions.Fraction(figure["value"]))
        expect(off <= read[1], f"{name}: the page shows `{shown}`, the JSON has {figure['value']}")
    return 1


def check_figures(name, tables, settlement, language):
    """Every objective and every amount of the JSON, in its place in the tables."""
    compared = 0
    objectives = [table for table in tables if {language["objective"], language["verdict"]} <= set(table["head"])]
    expected = [period for period in settlement["periods"] if period["objectives"]]
    expect(len(objectives) == len(expected), f"{name}: {len(objectives)} tables of objectives for {len(expected)} periods")
    for table, period in zip(objectives, expected):
        at = {word: table["head"].index(language[word]) for word in ("objective", "verdict", "value") if language[word] in table["head"]}
        expect(len(table["rows"]) == len(period["objectives"]), f"{name}: {len(table['rows'])} rows of objectives")
        for row, result in zip(table["rows"], period["objectives"]):
            whose = f"{name}, {result['objective']} in {period['period']}"
            expect(result["objective"] in row[at["objective"]], f"{whose}: the row is of {row[at['objective']]}")
            if "value" in at:
                compared += check_figure(whose, row[at["value"]], result["value"], language)
            if result.get("counted", True):
                word = language["verdicts"][result["verdict"]]
                expect(row[at["verdict"]] == word, f"{whose}: the verdict is shown as {row[at['verdict']]}, not {word}")
    amounts = [fractions.Fraction(stage["amount"]) for period in settlement["periods"] for stage in period["settlements"]]
    summary = [table for table in tables if table["heading"] == language["summary"]]
    rows = summary[0]["rows"] if summary else []
    expect(len(rows) == len(amounts), f"{name}: {len(rows)} rows of the summary for {len(amounts)} amounts")
    for row, amount in zip(rows, amounts):
        read = read_figure(row[-1], language)
        expect(read is not None and read[0] == amount, f"{name}: the summary shows {row[-1]}, the JSON has {amount}")
    return compared + len(amounts)


# ---- Looks ----


def check_looks(name, browser):
    for scheme in ("light", "dark"):
        browser.colours(scheme)
        for text in browser.ask("faintTexts", WORST_CONTRAST):
            expect(False, f"{name}, {scheme}: {text}")
    browser.colours("light")
    for text in browser.ask("coveredLabels"):
        expect(False, f"{name}: {text}")
    browser.screen(PHONE)
    for text in browser.ask("tooWide"):
        expect(False, f"{name}, {PHONE['width']} pixels: {text}")
    browser.screen(DESK)


def check_keyboard(name, browser):
    """Tab alone walks through everything in its order, Enter opens what is closed."""
    browser.ask("closeAll")
    stops = browser.ask("stops")
    visited = []
    for _ in range(stops + 2):
        browser.press("Tab", 9)
        at = browser.ask("focused")
        if at is None or at["index"] in visited:
            break
        visited.append(at["index"])
        expect(at["visible"], f"{name}: the keyboard is at stop {at['index']}, which shows no outline")
        if at["tag"] == "summary":
            browser.press("Enter", 13)
            expect(browser.ask("isOpen"), f"{name}: Enter does not open stop {at['index']}")
    expect(visited == list(range(stops)), f"{name}: the keyboard visits {len(visited)} of {stops} stops, or out of order")
    return stops


def words_of_pdf(path):
    """The text, and the words that stick out of the page."""
    boxes = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True).stdout
    outside, pages, width, height = [], 0, 0, 0
    for line in boxes.splitlines():
        page = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line)
        word = re.search(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>', line)
        if page:
            width, height, pages = float(page[1]), float(page[2]), pages + 1
        elif word:
            left, top, right, bottom = (float(word[i]) for i in range(1, 5))
            if left < 0 or top < 0 or right > width or bottom > height:
                outside.append(word[5])
    text = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return text, outside, pages


def bare(text):
    """Letters and digits alone: print breaks lines and hyphenates."""
    return re.sub(r"[\W_]+", "", text)


def check_print(name, browser, folder):
    path = folder / "printed.pdf"
    path.write_bytes(browser.pdf())
    text, outside, pages = words_of_pdf(path)
    expect(not outside, f"{name}: print cuts {outside[:5]}")
    printed = bare(text)
    lost = [cell for cell in browser.ask("printedTexts") if bare(cell) not in printed]
    expect(not lost, f"{name}: print loses {lost[:5]}")
    return pages


def check_requests(name, browser, path):
    asked = [url for url in browser.requests() if url != path.resolve().as_uri()]
    expect(not asked, f"{name}: it asks the network for {asked[:3]}")
    expect(browser.ask("resources") == [], f"{name}: it loads {browser.ask('resources')[:3]}")
    policy = browser.ask("policy")
    expect(policy.startswith("default-src 'none'; style-src 'sha256-"), f"{name}: the policy is `{policy}`")
    complaints = browser.complaints()
    expect(not complaints, f"{name}: the browser complains: {complaints[:3]}")


# ---- Hostile texts ----

SIGNS = r"<>&*#|`\[\]'"
STRINGS = re.compile(rf'"((?:[^"\\\n]|\\.)*[{SIGNS}](?:[^"\\\n]|\\.)*)"')
CELLS = re.compile(r'"(?:[^"]|"")*"|[^,\n]+')
# Hashes and sizes of the files, which are not the same.
WITHOUT_FILES = re.compile(r"[0-9a-f]{32,64}|^[\d.,\u00a0]+$")
ESCAPED = re.compile(r"\\(.)")


class Twin:
    """The same with a harmless word for every hostile string."""

    def __init__(self):
        self.meant = {}  # word -> the string, and as it is written in the file
        self.written = {}

    def word_for(self, hostile, written):
        word = f"mild{len(self.meant):02}x"
        self.meant[word], self.written[word] = hostile, written
        return word

    def of_text(self, text):
        def harmless(match):  # a line end of a name is shown as it is written in C
            hostile = ESCAPED.sub(r"\1", match[1].replace(r"\n", r"\\x0a"))
            return f'"{self.word_for(hostile, hostile)}"'

        return STRINGS.sub(harmless, text)

    def of_rows(self, text):
        def harmless(match):
            cell = match[0][1:-1].replace('""', '"') if match[0].startswith('"') else match[0]
            hostile = re.search(rf"[{SIGNS}(]", cell) and "\x1b" not in cell
            return self.word_for(cell, match[0]) if hostile else match[0]

        return CELLS.sub(harmless, text)

    def back(self, text):
        """What is shown of a value, and of a row as it was read."""
        shown, read = text, text
        for word, hostile in self.meant.items():
            shown, read = shown.replace(word, hostile), read.replace(word, self.written[word])
        return shown, read


def check_hostile(browser, scratch):
    """A page of hostile strings is the page of harmless ones, word for word but for the strings."""
    twin = Twin()
    text = reports.HOSTILE.read_text(encoding="utf-8")
    for folder, agreement, rows in (("hostile", text, reports.ROWS), ("mild", twin.of_text(text), twin.of_rows(reports.ROWS))):
        place = scratch / folder
        place.mkdir()
        (place / "hostile.slate").write_text(agreement, encoding="utf-8")
        (place / "rows.csv").write_text(rows, encoding="utf-8")
        (place / "slate.toml").write_text(reports.SETTINGS.format("rows.csv"), encoding="utf-8")
    for tag in LANGUAGES:
        trees = []
        for folder in ("hostile", "mild"):
            page = scratch / folder / f"{tag}.html"
            page.write_text(settle(scratch / folder, "html", "--period", "2026-03", "--language", tag), encoding="utf-8")
            browser.open(page)
            trees.append(browser.ask("tree"))
            check_requests(f"{folder} {tag}", browser, page)
        compare_trees(tag, trees, twin)
    return len(twin.meant)


def compare_trees(tag, trees, twin):
    hostile, mild = trees
    expect(len(hostile) == len(mild), f"hostile {tag}: {len(hostile)} nodes, the harmless twin has {len(mild)}")
    for one, other in zip(hostile, mild):
        expect(one["name"] == other["name"] and one["attributes"] == other["attributes"],
               f"hostile {tag}: {one['name']} {one['attributes']} stands where {other['name']} {other['attributes']} should")
        for key in ("text", "label"):
            shown = WITHOUT_FILES.sub("…", one[key])
            wanted = [WITHOUT_FILES.sub("…", text) for text in twin.back(other[key])]
            expect(shown in wanted, f"hostile {tag}: `{shown}` is shown, not `{wanted[0]}`")


# ---- All of it ----


def check_page(name, folder, options, tag, browser, scratch):
    path = scratch / f"{folder.name}-{tag}.html"
    path.write_text(settle(folder, "html", "--language", tag, *options), encoding="utf-8")
    browser.open(path)
    settlement = json.loads(settle(folder, "json", *options))
    figures = check_figures(name, browser.ask("tables"), settlement, LANGUAGES[tag])
    check_requests(name, browser, path)
    pages = check_print(name, browser, scratch)
    stops = check_keyboard(name, browser) if tag == KEYBOARD_IN else 0  # stops have no language
    browser.ask("openAll")
    check_looks(name, browser)
    print(f"{name}: {figures} figures, {pages} pages printed" + (f", {stops} stops of the keyboard" if stops else ""), flush=True)
    return figures


def main():
    try:
        from selenium import webdriver
    except ImportError:
        print("skipped: python3-selenium is not installed")
        return LACKS_BROWSER
    if not shutil.which("chromium") or not shutil.which("chromedriver"):
        print("skipped: chromium and chromium-driver are not installed")
        return LACKS_BROWSER
    browser = Browser(webdriver)
    figures = 0
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        for example, options in EXAMPLES.items():
            for tag in LANGUAGES:
                figures += check_page(f"{example} {tag}", ROOT / "examples" / example, options, tag, browser, scratch)
        strings = check_hostile(browser, scratch)
    browser.driver.quit()
    for problem in problems:
        print(problem)
    print(f"{figures} figures and {strings} hostile strings in {len(LANGUAGES)} languages, {len(problems)} problems")
    return 1 if problems or figures == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
