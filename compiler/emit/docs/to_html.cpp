// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/to_html.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/base/escape_markup.h"
#include "runtime/base/overloaded.h"

namespace slate::emit::docs {

namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --ink: #1c1e21; --paper: #fff; --line: #c9ced6; --soft: #5a6270; --link: #0b4f9e;
  --panel: #f4f6f8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --paper: #111418; --line: #343b45; --soft: #9aa4b2;
  --link: #7db4f5; --panel: #1a1f26; } }
* { box-sizing: border-box; }
body { font: 17px/1.55 "Noto Serif", "Source Serif 4", Georgia, "Noto Serif CJK SC", "WenQuanYi Micro Hei", serif;
  color: var(--ink); background-color: var(--paper); max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
:lang(zh) { font-family: "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; }
h1, h2, h3, nav, th, dt, .kind, .number { font-family: "Noto Sans", system-ui, "Noto Sans CJK SC",
  "WenQuanYi Micro Hei", sans-serif; }
h1 { font-size: 2.1rem; line-height: 1.2; margin: 0 0 .3rem; } .kind { color: var(--soft); font-size: 1.1rem; margin: 0; }
h2 { font-size: 1.35rem; margin: 3rem 0 1rem; padding-bottom: .35rem; border-bottom: 1px solid; border-bottom-color: var(--line); }
h3 { font-size: 1.08rem; margin: 2rem 0 .7rem; }
h2 .number, h3 .number { display: inline-block; min-width: 2.6rem; }
dl { margin: 2rem 0; padding: 1.1rem 1.3rem;
  background-color: var(--panel); border-radius: 4px; }
dt { color: var(--soft); float: left; clear: left; width: 10.5rem; } dd { margin: 0 0 .45rem 11rem; }
nav ol { list-style: none; padding: 0; margin: 0; } nav ol ol { padding-left: 2.6rem; }
nav li { margin: .2rem 0; } nav a { display: block; color: inherit; text-decoration: none; }
nav a:hover, nav a:focus { color: var(--link); } nav .number { display: inline-block; min-width: 2.6rem; color: var(--soft); }
a { color: var(--link); text-decoration: none; } a:hover, a:focus { text-decoration: underline; }
.clause { position: relative; padding-left: 3.6rem; margin: .7rem 0; } .clause p { margin: 0; }
.clause .number { position: absolute; left: 0; color: var(--soft); font-size: .86em; line-height: 1.8; }
.clause:target { background-color: var(--panel); }
.body { margin-left: 3.6rem; } ol.steps, ul { margin: .5rem 0 1rem 3.6rem; padding: 0; list-style: none; }
ol.steps li { position: relative; padding-left: 2.4rem; margin: .3rem 0; } ol.steps .number { position: absolute; left: 0; }
ul li { padding-left: 1.2rem; text-indent: -1.2rem; margin: .3rem 0; } ul li::before { content: "–"; display: inline-block; width: 1.2rem; text-indent: 0; }
.wide { overflow-x: auto; margin: .6rem 0 1.2rem 3.6rem; }
table { border-collapse: collapse; font-size: .92em; } th, td { text-align: left; vertical-align: top; padding: .35rem 1.4rem .35rem 0;
  border-bottom: 1px solid; border-bottom-color: var(--line); } th { font-weight: 600; border-bottom: 2px solid; border-bottom-color: var(--line); font-size: .92em; }
td { font-variant-numeric: tabular-nums; }
pre { background-color: var(--panel); padding: 1rem; font: .78rem/1.5 "DejaVu Sans Mono", ui-monospace, monospace; overflow-x: auto; border-radius: 4px; }
code { font-family: "DejaVu Sans Mono", ui-monospace, monospace; font-size: .88em; overflow-wrap: anywhere; }
.front { border-top: 4px solid; border-top-color: var(--link); margin: 3rem 0; } .front h2 { border: none; margin-top: 1.2rem; }
.front .body, .front .wide { margin-left: 0; } .front table { font-size: .82em; } .front td { padding-right: 1rem; }
ins { color: #116329; background-color: #dafbe1; text-decoration: underline; } del { color: #a40e26; background-color: #ffebe9; }
@page { size: A4; margin: 24mm 22mm 22mm; @bottom-center { content: counter(page) " / " counter(pages);
  font: 8.5pt "Noto Sans", sans-serif; color: #5a6270; } @top-right { content: string(title);
  font: 8.5pt "Noto Sans", "WenQuanYi Micro Hei", sans-serif; color: #5a6270; } }
@page :first { @bottom-center { content: none; } @top-right { content: none; } }
@media print { :root { --ink: #000; --paper: #fff; --line: #b5bcc6; --soft: #4a5160; --link: #000; --panel: #f4f6f8; }
  body { font-size: 10.5pt; max-width: none; padding: 0; hyphens: auto; } h1 { string-set: title content(text); font-size: 24pt; margin-top: 55mm; }
  h2, h3 { break-after: avoid; hyphens: none; } h2 { font-size: 14pt; margin-top: 22pt; } h3 { font-size: 11.5pt; }
  nav { break-before: page; break-after: page; hyphens: none; } nav a::after { content: leader(dotted) target-counter(attr(href), page); }
  .clause, li, tr { break-inside: avoid; } thead { display: table-header-group; } .wide { overflow: visible; }
  table { width: 100%; hyphens: none; } pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 7.5pt; border: .5pt solid; border-color: var(--line); hyphens: none; }
  h2.annex, .front { break-before: page; } .front { border: none; margin: 0; } .front table { font-size: 8.5pt; } .front tr { break-inside: auto; }
  dl { border: .5pt solid; border-color: var(--line); background: none; } }
)";

std::string WrittenInk(const Ink& ink) {
  std::string html = EscapeMarkup(ink.text);
  switch (ink.style) {
    case Ink::Style::kPlain:
    case Ink::Style::kNumber: break;
    case Ink::Style::kStrong: html = "<strong>" + html + "</strong>"; break;
    case Ink::Style::kEmphasis: html = "<em>" + html + "</em>"; break;
    case Ink::Style::kCode: html = "<code>" + html + "</code>"; break;
  }
  const bool leads = !ink.link.empty() && ink.mark != Mark::kRemoved;
  html = leads ? fmt::format("<a href=\"#{}\">{}</a>", EscapeMarkup(ink.link), html) : html;
  switch (ink.mark) {
    case Mark::kSame: break;
    case Mark::kRemoved: html = "<del>" + html + "</del>"; break;
    case Mark::kAdded: html = "<ins>" + html + "</ins>"; break;
  }
  return html;
}

// Removed clauses have no anchor.
std::string Id(const std::string& anchor) {
  return anchor.empty() ? "" : fmt::format(" id=\"{}\"", EscapeMarkup(anchor));
}

std::string MarkedCode(const Code& code) {
  std::string html;
  std::size_t line = 0;
  for (std::size_t from = 0; from < code.text.size(); ++line) {
    const std::size_t end = std::min(code.text.find('\n', from), code.text.size());
    const std::string text = EscapeMarkup(code.text.substr(from, end - from));
    const Mark mark = line < code.marks.size() ? code.marks[line] : Mark::kSame;
    const std::string_view tag = mark == Mark::kRemoved ? "del" : "ins";
    html += mark == Mark::kSame ? text : fmt::format("<{0}>{1}</{0}>", tag, text);
    html += '\n';
    from = end + 1;
  }
  return html;
}

std::string Written(const Line& line) {
  std::string html;
  for (const Ink& ink : line) {
    html += WrittenInk(ink);
  }
  return html;
}

std::string Numbered(const Heading& heading) {
  const std::string number = heading.number.empty()
                                 ? ""
                                 : fmt::format("<span class=\"number\">{}</span> ", heading.number);
  return number + Written(heading.title);
}

class Page {
 public:
  Page(const Document& document, std::string_view style_policy)
      : document_(document), policy_(style_policy) {}

  std::string Write() {
    Head();
    Cover();
    Front();
    Contents();
    html_ += "<main>\n";
    for (const Block& block : document_.blocks) {
      std::visit([&](const auto& one) { Add(one); }, block);
    }
    html_ += "</main>\n</body>\n</html>\n";
    return std::move(html_);
  }

 private:
  void Head() {
    html_ += fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "{}\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
        document_.tag,
        policy_,
        EscapeMarkup(document_.title),
        kStyle
    );
  }

  void Cover() {
    html_ += fmt::format(
        "<header>\n<h1>{}</h1>\n<p class=\"kind\">{}</p>\n<dl>\n",
        EscapeMarkup(document_.title),
        EscapeMarkup(document_.kind)
    );
    for (const auto& [name, value] : document_.cover) {
      html_ += fmt::format("<dt>{}</dt>\n<dd>{}</dd>\n", Written(name), Written(value));
    }
    html_ += "</dl>\n</header>\n";
  }

  void Front() {
    if (document_.front.empty()) {
      return;
    }
    html_ += "<div class=\"front\">\n";
    for (const Block& block : document_.front) {
      if (const auto* heading = std::get_if<Heading>(&block)) {
        html_ += fmt::format("<h{0}>{1}</h{0}>\n", heading->level + 1, Written(heading->title));
      } else {
        std::visit([&](const auto& one) { Add(one); }, block);
      }
    }
    html_ += "</div>\n";
  }

  void Contents() {
    html_ += fmt::format(
        "<nav aria-label=\"{0}\">\n<h2>{0}</h2>\n<ol>\n", EscapeMarkup(document_.contents_word)
    );
    bool inner = false;
    bool open = false;
    for (const Block& block : document_.blocks) {
      const auto* heading = std::get_if<Heading>(&block);
      if (heading == nullptr || heading->anchor.empty()) {
        continue;
      }
      if (heading->level == 2 && !inner) {
        html_ += "\n<ol>\n";
      } else if (heading->level == 1 && inner) {
        html_ += "</li>\n</ol></li>\n";
      } else if (open) {
        html_ += "</li>\n";
      }
      inner = heading->level == 2;
      open = true;
      html_ += fmt::format(
          "<li><a href=\"#{}\">{}</a>", EscapeMarkup(heading->anchor), NumberedPlain(*heading)
      );
    }
    html_ += inner ? "</li>\n</ol></li>\n" : open ? "</li>\n" : "";
    html_ += "</ol>\n</nav>\n";
  }

  // A link in a link is none.
  static std::string NumberedPlain(const Heading& heading) {
    Heading plain = heading;
    plain.title = {{.text = PlainText(heading.title)}};
    return Numbered(plain);
  }

  void Add(const Heading& heading) {
    const int level = heading.level + 1;
    html_ += fmt::format(
        "<h{0}{1}{2}>{3}</h{0}>\n",
        level,
        Id(heading.anchor),
        heading.number.empty() ? " class=\"annex\"" : "",
        Numbered(heading)
    );
  }
  void Add(const Clause& clause) {
    const std::string number = clause.anchor.empty()
                                   ? "<span class=\"number\">–</span>"
                                   : fmt::format(
                                         "<a class=\"number\" href=\"#{}\">{}</a>",
                                         EscapeMarkup(clause.anchor),
                                         clause.number
                                     );
    html_ += fmt::format(
        "<div class=\"clause\"{}>{}\n<p>{}</p></div>\n",
        Id(clause.anchor),
        number,
        Written(clause.text)
    );
  }
  void Add(const Paragraph& paragraph) {
    html_ += fmt::format("<p class=\"body\">{}</p>\n", Written(paragraph.text));
  }
  void Add(const Steps& steps) {
    html_ += "<ol class=\"steps\">\n";
    for (std::size_t i = 0; i < steps.items.size(); ++i) {
      html_ += fmt::format(
          "<li><span class=\"number\">{}</span> <span>{}</span></li>\n",
          StepMark(i, document_.tag),
          Written(steps.items[i])
      );
    }
    html_ += "</ol>\n";
  }
  void Add(const Bullets& bullets) {
    html_ += "<ul>\n";
    for (const Line& item : bullets.items) {
      html_ += fmt::format("<li>{}</li>\n", Written(item));
    }
    html_ += "</ul>\n";
  }
  void Add(const Table& table) {
    html_ += "<div class=\"wide\"><table>\n<thead><tr>";
    for (const Line& cell : table.header) {
      html_ += fmt::format("<th scope=\"col\">{}</th>", Written(cell));
    }
    html_ += "</tr></thead>\n<tbody>\n";
    for (const std::vector<Line>& row : table.rows) {
      html_ += "<tr>";
      for (const Line& cell : row) {
        html_ += fmt::format("<td>{}</td>", Written(cell));
      }
      html_ += "</tr>\n";
    }
    html_ += "</tbody>\n</table></div>\n";
  }
  // A line end right after <pre> would be dropped: one is always given.
  void Add(const Code& code) {
    const std::string text = code.marks.empty() ? EscapeMarkup(code.text) : MarkedCode(code);
    html_ += fmt::format("<pre lang=\"und\">\n<code>{}</code></pre>\n", text);
  }

  const Document& document_;
  std::string_view policy_;
  std::string html_;
};

}  // namespace

std::string_view HtmlStyle() {
  return kStyle;
}

std::string ToHtml(const Document& document, std::string_view style_policy) {
  return Page(document, style_policy).Write();
}

}  // namespace slate::emit::docs
