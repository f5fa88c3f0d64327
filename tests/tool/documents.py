# SPDX-License-Identifier: Apache-2.0
"""Contracts in every format: one text in all of them, nothing of a user's text becomes markup.

usage: documents.py SLATE     from the project's root
"""

import html.parser
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

import docx

CASES = sorted(path for path in pathlib.Path("tests/cases/docs").glob("*.slate") if "." not in path.stem)
TAGS = ["en", "de", "ru", "zh"]
REDLINE = pathlib.Path("tests/tool/redline")
HOSTILE = pathlib.Path("tests/tool/hostile.slate")
FENCED = re.compile(r"^(`{3,})slate\n(.*?)^\1$", re.M | re.S)
problems = []


def expect(holds, sentence):
    if not holds:
        problems.append(sentence)


def run(*words, **more):
    return subprocess.run([SLATE, *map(str, words)], capture_output=True, **more)


def made(case, tag, form):
    result = run("doc", case, "--language", tag, "--format", form)
    expect(result.returncode == 0, f"{case} {tag} {form}: {result.stderr.decode()}")
    return result.stdout


def squeezed(text):
    """Without blanks, and without hyphens, which lines may end in."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def markdown_blocks(text):
    """The blocks after the contents, as the words a reader sees, without their numbers."""
    body = text[re.search(r'^## <a id="parties">', text, re.M).start():]
    code = [found[1] for found in FENCED.findall(body)]
    body = FENCED.sub("", body)
    blocks = []
    for line in body.splitlines():
        if not line.strip() or re.fullmatch(r"\|( --- \|)+", line):
            continue
        line = re.sub(r'<a id="[^"]*"></a>', "", line)
        line = re.sub(r"^#+ ([\d.]+ )?", "", line)
        line = re.sub(r"^\*\*[\d.]+\*\* ", "", line)
        line = re.sub(r"^- (\([a-z]+\) |[а-я]\) |（.）)?", "", line)
        cells = [line] if not line.startswith("|") else re.split(r"(?<!\\)\|", line)[1:-1]
        for cell in cells:
            cell = re.sub(r"(?<!\\)\[(.*?)(?<!\\)\]\(#[^)]*\)", r"\1", cell)
            cell = re.sub(r"(?<!\\)[*`]", "", cell)
            cell = re.sub(r"\\(.)", r"\1", cell)
            blocks.append(html.unescape(cell).strip())
    return [block for block in blocks if block], code


class Elements(html.parser.HTMLParser):
    """Names of elements and attributes, and the text of the main part."""

    def __init__(self):
        super().__init__()
        self.names, self.attributes, self.text, self.ids, self.links = set(), set(), [], set(), set()
        self.main = False

    def handle_starttag(self, tag, attributes):
        self.names.add(tag)
        self.main = self.main or tag == "main"
        for name, value in attributes:
            self.attributes.add(name)
            if name == "id":
                self.ids.add(value)
            if name == "href":
                self.links.add(value)

    def handle_data(self, data):
        if self.main:
            self.text.append(data)


ELEMENTS = {"html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "dl", "dt", "dd", "nav", "ol",
            "li", "a", "main", "div", "table", "thead", "tbody", "tr", "th", "td", "span", "strong", "em", "code", "pre", "ul"}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "scope", "aria-label"}


def check_html(name, page, blocks):
    parsed = Elements()
    parsed.feed(page)
    expect(parsed.names <= ELEMENTS, f"{name}: elements {parsed.names - ELEMENTS}")
    expect(parsed.attributes <= ATTRIBUTES, f"{name}: attributes {parsed.attributes - ATTRIBUTES}")
    expect("default-src 'none'" in page, f"{name}: no policy")
    for link in parsed.links:
        expect(link.startswith("#") and link[1:] in parsed.ids, f"{name}: {link} leads nowhere")
    text = squeezed("".join(parsed.text))
    for block in blocks:
        expect(squeezed(block) in text, f"{name}: not in the page: {block}")


def docx_lines(document):
    """The lines after the contents, cells of tables one by one."""
    lines, after = [], False
    for part in document.element.body.iterchildren():
        if part.tag.endswith("}p"):
            paragraph = docx.text.paragraph.Paragraph(part, document)
            after = after or paragraph.style.name.lower() == "heading 1"
            texts = [part]
        elif part.tag.endswith("}tbl"):
            texts = list(part.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tc"))
        else:
            continue
        if after:
            lines += ["".join(t.text or "" for t in one.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"))
                      for one in texts]
    return [line for line in lines if line.strip()]


def check_docx(name, data, blocks, code):
    archive = zipfile.ZipFile(io.BytesIO(data))
    expect(archive.testzip() is None, f"{name}: broken zip")
    xml = archive.read("word/document.xml").decode()
    document = docx.Document(io.BytesIO(data))
    lines = docx_lines(document)
    wanted = blocks[:-1] + [line for text in code for line in text.splitlines() if line.strip()] + blocks[-1:]
    expect([squeezed(line) for line in lines] == [squeezed(block) for block in wanted],
           f"{name}: other text than the Markdown: {sorted(set(map(squeezed, lines)) ^ set(map(squeezed, wanted)))[:4]}")
    bookmarks = set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="(\w+)"', xml))
    for anchor in re.findall(r'w:anchor="(\w+)"|(?:PAGEREF|REF) (\w+)', xml):
        expect(set(anchor) & bookmarks, f"{name}: {anchor} leads nowhere")
    expect(" TOC " in xml and " PAGEREF " in xml and re.search(r" REF _Ref\d+ \\r", xml), f"{name}: fields are missing")
    expect("w:numPr" in xml and "%1.%2.%3" in archive.read("word/numbering.xml").decode(), f"{name}: no automatic numbers")
    headings = [p for p in document.paragraphs if p.style.name.lower() == "heading 1"]
    expect(len(headings) == 12, f"{name}: {len(headings)} headings")


def check_pdf(name, data, blocks):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        text = subprocess.run(["pdftotext", "-raw", file.name, "-"], capture_output=True, check=True).stdout.decode()
    text = squeezed(text)
    for block in blocks:
        expect(squeezed(block) in text, f"{name}: not in the PDF: {block}")


def check_case(case, tag, with_pdf):
    name = f"{case.stem} {tag}"
    blocks, code = markdown_blocks(made(case, tag, "markdown").decode())
    expect(len(blocks) > 50, f"{name}: only {len(blocks)} blocks")
    check_html(name, made(case, tag, "html").decode(), blocks)
    word = made(case, tag, "docx")
    expect(word == made(case, tag, "docx"), f"{name}: two DOCX differ")
    check_docx(name, word, blocks, code)
    if with_pdf:
        check_pdf(name, made(case, tag, "pdf"), blocks)


def check_committed(folder):
    path = pathlib.Path(folder) / "contract.md"
    same = ["doc", CASES[0], "--output", path]
    expect(run(*same).returncode == 0 and run(*same, "--check").returncode == 0, "--check fails on what was just written")
    path.write_text(path.read_text().replace("Provider", "Supplier", 1))
    changed = run(*same, "--check")
    expect(changed.returncode == 1 and b"line 7" in changed.stderr, f"--check on a changed contract: {changed.stderr}")
    expect(b"Supplier" in path.read_bytes(), "--check has written")


def check_epoch():
    def at(second):
        return run("doc", CASES[0], "--format", "pdf", env={**os.environ, "SOURCE_DATE_EPOCH": second}).stdout

    expect(at("1700000000") == at("1700000000"), "two PDF of one second differ")
    expect(run("doc", CASES[0], "--format", "pdf", env={"PATH": "/nowhere"}).returncode == 2, "PDF without WeasyPrint")


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def taken(data, kept, dropped):
    """The document with one kind of tracked change accepted as text and the other gone."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    for row in list(body.iter(W + "tr")):
        if row.find(f"{W}trPr/{W}{dropped}") is not None:
            row.getparent().remove(row)
    for paragraph in list(body.iter(W + "p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{dropped}") is not None:
            paragraph.getparent().remove(paragraph)
    for change in list(body.iter(W + dropped)):
        change.getparent().remove(change)
    for text in list(body.iter(W + "delText")):
        text.tag = W + "t"
    return [squeezed(line) for line in docx_lines(document)]


def without(page, tag):
    parsed = Elements()
    parsed.feed(re.sub(rf"<{tag}>.*?</{tag}>", "", page, flags=re.S))
    expect(parsed.names <= ELEMENTS | {"ins", "del"}, f"redline: elements {parsed.names - ELEMENTS}")
    return "".join(parsed.text)


CHANGES = [
    ("99.95%, silver", "99.9%, silver"),
    ("< 95%: 100% }", "< 95%: 100%, < 90%: 150% }"),
    ("    drop  when <= 1 EUR\n", ""),
    ("      lasting >= 5min\n", "      lasting >= 10min\n"),
    ("  duty provider \"Monthly service report\" until period.to + 5 days of office\n", ""),
    ("key tier { gold, silver }", "key tier { gold, silver, bronze }"),
    ("silver: 2_000 EUR }", "silver: 2_000 EUR, bronze: 900 EUR }"),
    ("silver: 99.9% }", "silver: 99.9%, bronze: 99% }"),
]


def check_redline(folder):
    old, new = CASES[0], pathlib.Path(folder) / "new.slate"
    text = old.read_text(encoding="utf-8")
    for before, after in CHANGES:
        expect(before in text, f"redline: nothing to change: {before}")
        text = text.replace(before, after)
    new.write_text(text, encoding="utf-8")

    def doc(text, form, *more):
        result = run("doc", text, "--format", form, *more)
        expect(result.returncode == 0, f"redline {form}: {result.stderr.decode()}")
        return result.stdout

    red = doc(new, "docx", "--redline", old)
    plain = lambda data: [squeezed(line) for line in docx_lines(docx.Document(io.BytesIO(data)))]
    expect(taken(red, "ins", "del") == plain(doc(new, "docx")), "redline: accepting all is not the new contract")
    expect(taken(red, "del", "ins") == plain(doc(old, "docx")), "redline: rejecting all is not the old contract")
    xml = zipfile.ZipFile(io.BytesIO(red)).read("word/document.xml").decode()
    expect(xml.count("<w:ins ") > 10 and xml.count("<w:del ") > 10, "redline: no tracked changes")
    page = doc(new, "html", "--redline", old).decode()
    for block in markdown_blocks(doc(new, "markdown").decode())[0]:
        expect(squeezed(block) in squeezed(without(page, "del")), f"redline: not in the new page: {block}")
    for block in markdown_blocks(doc(old, "markdown").decode())[0]:
        expect(squeezed(block) in squeezed(without(page, "ins")), f"redline: not in the old page: {block}")
    same = doc(old, "html", "--redline", old).decode()
    expect("<ins>" not in same and "<del>" not in same, "redline: a text differs from itself")


FRONT = re.compile(r'<div class="front">(.*?)</div>\n<nav', re.S)
# Words of the English page; in the others they would have been forgotten.
ENGLISH = re.compile(r"\b(gains?|before|now|the|at a|of|credit|target|met|missed|none|value)\b", re.I)


def check_changes(tag):
    """The page of changes is the same in all formats, and in its own language."""
    new, old = REDLINE / "draft.slate", REDLINE / "signed.slate"

    def red(form):
        result = run("doc", new, "--redline", old, "--language", tag, "--format", form)
        expect(result.returncode == 0, f"changes {tag} {form}: {result.stderr.decode()}")
        return result.stdout

    markdown = red("markdown").decode()
    page = re.sub(r"^.*?^## ", "## ", markdown, count=1, flags=re.S | re.M)
    lines = [re.sub(r"\\(.)", r"\1", line) for line in page.splitlines() if line.strip()]
    cells = [cell.strip(" #*`") for line in lines for cell in line.strip("|").split(" | ") if not re.match(r"[| -]+$", line)]
    html_front = FRONT.search(red("html").decode())
    expect(html_front is not None, f"changes {tag}: no page in HTML")
    html_text = squeezed(html.unescape(re.sub(r"<[^>]+>", "", html_front[1]))) if html_front else ""
    body = docx.Document(io.BytesIO(red("docx"))).element.body
    docx_text = squeezed("".join(text.text or "" for text in body.iter(W + "t")))
    for cell in cells:
        cell = squeezed(html.unescape(re.sub(r"[*`]", "", cell)))
        expect(cell in html_text, f"changes {tag}: not in HTML: {cell}")
        expect(cell in docx_text, f"changes {tag}: not in DOCX: {cell}")
    expect(len(cells) > 50, f"changes {tag}: only {len(cells)} cells")
    if tag != "en":
        plain = re.sub(r"`[^`]*`", "", page)
        found = ENGLISH.search(plain)
        expect(found is None, f"changes {tag}: English: {found and plain[max(found.start() - 40, 0):found.end() + 20]}")


def check_hostile():
    for tag in TAGS:
        text = made(HOSTILE, tag, "markdown").decode()
        blocks, code = markdown_blocks(text)
        outside = FENCED.sub("", text)
        outside = re.sub(r'<a id="[^"<>]*"></a>', "", outside)
        expect("<" not in outside, f"hostile {tag}: raw HTML in Markdown")
        expect(not re.search(r"(?<!\\)!\[|(?<!\\)\]\((?!#)", outside), f"hostile {tag}: a link of the user's")
        for sign in "\u202e\u2066\u200b\x07\x1b":
            expect(sign not in text, f"hostile {tag}: U+{ord(sign):04X} came through")
        check_html(f"hostile {tag}", made(HOSTILE, tag, "html").decode(), blocks)
        docx.Document(io.BytesIO(made(HOSTILE, tag, "docx")))


SLATE = sys.argv[1]
for case in CASES:
    for tag in TAGS:
        check_case(case, tag, with_pdf=case.stem == "acme_hosting")
with tempfile.TemporaryDirectory() as scratch:
    check_committed(scratch)
    check_redline(scratch)
for tag in TAGS:
    check_changes(tag)
check_epoch()
check_hostile()
for problem in problems:
    print(problem)
print(f"{len(CASES) * len(TAGS)} contracts, {len(problems)} problems")
sys.exit(1 if problems or not CASES else 0)
