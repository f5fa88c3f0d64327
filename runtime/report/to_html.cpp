// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/to_html.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/report/day_strip.h"
#include "runtime/report/html.h"
#include "runtime/report/page.h"

namespace slate::report {

namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d0d7de; --soft: #57606a;
  --good: #1a7f37; --bad: #cf222e; --open: #9a6700; --track: #eaeef2; --mark: #0969da; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --line: #30363d;
  --soft: #9198a1; --good: #3fb950; --bad: #ff7b72; --open: #d29922; --track: #21262d; --mark: #4493f8; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt, .note, caption { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 1rem 0; } caption { text-align: left; padding-bottom: .3rem; }
th, td { text-align: left; font-weight: normal; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: anywhere; }
thead th { font-weight: 600; } .right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; } .open { color: var(--open); font-weight: 600; }
figure { margin: .6rem 0; } figcaption { font-size: .9rem; color: var(--soft); }
.strip { display: block; width: 100%; height: 1.2rem; } .outside { fill: transparent; } .inside { fill: var(--track); }
.certain { fill: var(--mark); } .possible { fill: var(--open); } .day { stroke: var(--paper); stroke-width: 2; }
:root { --h1: #fda94f; --h2: #e8590c; --h3: #c2255c; --h4: #7a1042; --gap: #868e96; }
@media (prefers-color-scheme: dark) { :root { --h1: #8f5a1e; --h2: #d9730d; --h3: #ff7a5c; --h4: #ff9fc0; --gap: #6c757d; } }
.picture { display: block; max-width: 100%; height: auto; } .picture text { font: 11px system-ui, sans-serif; fill: var(--ink); }
.h0 { fill: var(--track); } .h1 { fill: var(--h1); } .h2 { fill: var(--h2); } .h3 { fill: var(--h3); } .h4 { fill: var(--h4); }
.hg { fill: var(--gap); } .ho { fill: none; stroke: var(--line); stroke-width: .5; }
.rule, .axis { stroke: var(--soft); fill: none; } .mark { stroke: var(--ink); stroke-width: 2; }
.goal { stroke: var(--good); stroke-dasharray: 5 3; fill: none; } .line { stroke: var(--mark); stroke-width: 2; fill: none; }
.guess { stroke: var(--open); stroke-width: 2; stroke-dasharray: 2 3; fill: none; }
.sum, .bar { fill: var(--mark); } .cut { fill: var(--good); } .rise { fill: var(--bad); }
.dot-good { fill: var(--good); } .dot-bad { fill: var(--bad); } .dot-open { fill: var(--open); }
summary { cursor: pointer; color: var(--mark); } summary:focus-visible, pre:focus-visible { outline: 2px solid var(--mark); }
pre { font: 12px/1.45 ui-monospace, monospace; overflow-x: auto; background: var(--track); padding: .6rem; }
@media print { dl { display: block; } dt { float: left; clear: left; width: 9rem; } dd { margin-left: 9.5rem; }
  details { display: none; } .picture * { print-color-adjust: exact; } }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } h2 { break-after: avoid; }
  tr, figure { break-inside: avoid; } .strip rect { print-color-adjust: exact; } }
)";

// What may be wider than the page is reached by keyboard.
constexpr std::string_view kScrolling = "<div class=\"wide\" tabindex=\"0\">";

std::string_view ClassOf(Mood mood) {
  switch (mood) {
    case Mood::kPlain: return "";
    case Mood::kGood: return "good";
    case Mood::kBad: return "bad";
    case Mood::kOpen: return "open";
  }
  Unreachable("a mood without a class");
}

std::string ClassAttribute(bool right, Mood mood) {
  std::string names = right ? "right" : "";
  if (mood != Mood::kPlain) {
    names += (names.empty() ? "" : " ") + std::string(ClassOf(mood));
  }
  return names.empty() ? names : fmt::format(" class=\"{}\"", names);
}

// The first cell says what the row is about.
std::string RowToHtml(const std::vector<Cell>& row, const Table& table) {
  std::string html = "<tr>";
  for (std::size_t at = 0; at < row.size(); ++at) {
    const std::string_view tag = at == 0 ? "th" : "td";
    html += fmt::format(
        "<{}{}{}>{}</{}>",
        tag,
        at == 0 ? " scope=\"row\"" : "",
        ClassAttribute(table.columns[at].right, row[at].mood),
        EscapeHtml(row[at].text),
        tag
    );
  }
  return html + "</tr>\n";
}

std::string TableToHtml(const Table& table) {
  std::string html = fmt::format(
      "{}<table>\n<caption>{}</caption>\n<thead><tr>", kScrolling, EscapeHtml(table.caption)
  );
  for (const TableColumn& column : table.columns) {
    html += fmt::format(
        "<th scope=\"col\"{}>{}</th>",
        ClassAttribute(column.right, Mood::kPlain),
        EscapeHtml(column.title)
    );
  }
  html += "</tr></thead>\n<tbody>\n";
  for (const std::vector<Cell>& row : table.rows) {
    html += RowToHtml(row, table);
  }
  return html + "</tbody>\n</table></div>\n";
}

std::string StripToHtml(const Strip& strip, const Page& page) {
  return fmt::format(
      "<figure><figcaption>{}: {}</figcaption>{}</figure>\n",
      EscapeHtml(strip.label),
      EscapeHtml(strip.words),
      DayStrip(strip, page.day_starts)
  );
}

// The drawing, then its figures for who cannot or will not read drawings.
std::string PictureToHtml(const Picture& picture, const Page& page) {
  std::string html = fmt::format(
      "<figure><figcaption>{}</figcaption>{}{}</div>\n",
      EscapeHtml(picture.caption),
      kScrolling,
      picture.svg
  );
  for (const std::string& note : picture.notes) {
    html += fmt::format("<p class=\"note\">{}</p>\n", EscapeHtml(note));
  }
  if (!picture.table.rows.empty()) {
    html += fmt::format(
        "<details><summary>{}</summary>{}</details>\n",
        EscapeHtml(page.figures_word),
        TableToHtml(picture.table)
    );
  }
  return html + "</figure>\n";
}

// Lines are escaped one by one: line ends stay line ends.
std::string AsideToHtml(const Aside& aside) {
  std::string html =
      fmt::format("<details><summary>{}</summary><pre tabindex=\"0\">", EscapeHtml(aside.title));
  std::string_view rest = aside.text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    html += EscapeHtml(rest.substr(0, end)) + "\n";
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return html + "</pre></details>\n";
}

std::string SectionToHtml(const Section& section, const Page& page) {
  std::string html = fmt::format("<section>\n<h2>{}</h2>\n", EscapeHtml(section.heading));
  for (const std::string& note : section.notes) {
    html += fmt::format("<p class=\"note\">{}</p>\n", EscapeHtml(note));
  }
  for (const Table& table : section.tables) {
    html += TableToHtml(table);
  }
  for (const Strip& strip : section.strips) {
    html += StripToHtml(strip, page);
  }
  for (const Picture& picture : section.pictures) {
    html += PictureToHtml(picture, page);
  }
  for (const Aside& aside : section.asides) {
    html += AsideToHtml(aside);
  }
  return html + "</section>\n";
}

std::string Head(const Page& page) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n",
      page.language,
      PolicyHash(kStyle),
      EscapeHtml(page.title),
      kStyle
  );
}

}  // namespace

std::string ToHtml(const Settlement& settlement) {
  const Page page = BuildPage(settlement, Detail::kAll);
  std::string html = Head(page);
  html += fmt::format("<body>\n<main>\n<h1>{}</h1>\n<dl>\n", EscapeHtml(page.title));
  for (const auto& [name, value] : page.facts) {
    html += fmt::format("<dt>{}</dt><dd>{}</dd>\n", EscapeHtml(name), EscapeHtml(value));
  }
  html += "</dl>\n";
  for (const Section& section : page.sections) {
    html += SectionToHtml(section, page);
  }
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace slate::report
