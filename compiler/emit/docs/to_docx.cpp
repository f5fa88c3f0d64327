// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/to_docx.h"

#include <map>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "compiler/emit/docs/docx_package.h"

namespace slate::emit::docs {

namespace {

struct Writer final : pugi::xml_writer {
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
  std::string text;
};

constexpr int kTextWidth = 9300;  // twentieths of a point between the margins
constexpr int kIndent = 850;

// word/document.xml of one document.
class Body {
 public:
  Body(const Document& document, std::string date) : document_(document), date_(std::move(date)) {
    pugi::xml_node root = xml_.append_child("w:document");
    root.append_attribute("xmlns:w") =
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    root.append_attribute("xmlns:r") =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    body_ = root.append_child("w:body");
    NameAnchors();
  }

  std::string Write() {
    Cover();
    Front();
    Contents();
    for (const Block& block : document_.blocks) {
      std::visit([&](const auto& one) { Add(one); }, block);
    }
    Page();
    Writer writer;
    xml_.save(writer, "", pugi::format_raw | pugi::format_no_declaration);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + writer.text;
  }

  int lists() const { return lists_; }

 private:
  // Bookmarks have names of letters and digits only.
  void NameAnchors() {
    const auto name = [&](const std::string& anchor) {
      if (anchor.empty()) {
        return;
      }
      bookmarks_.emplace(anchor, fmt::format("_Ref{:06}", bookmarks_.size() + 1));
    };
    for (const Block& block : document_.blocks) {
      if (const auto* heading = std::get_if<Heading>(&block)) {
        name(heading->anchor);
      } else if (const auto* clause = std::get_if<Clause>(&block)) {
        name(clause->anchor);
      }
    }
  }

  static pugi::xml_node Valued(pugi::xml_node parent, const char* name, const std::string& value) {
    pugi::xml_node node = parent.append_child(name);
    node.append_attribute("w:val") = value.c_str();
    return node;
  }

  static pugi::xml_node Paragraph(pugi::xml_node parent, const char* style) {
    pugi::xml_node paragraph = parent.append_child("w:p");
    Valued(paragraph.append_child("w:pPr"), "w:pStyle", style);
    return paragraph;
  }

  static void Number(pugi::xml_node paragraph, int list, int level) {
    pugi::xml_node number = paragraph.child("w:pPr").append_child("w:numPr");
    Valued(number, "w:ilvl", std::to_string(level));
    Valued(number, "w:numId", std::to_string(list));
  }

  // Where the runs of a mark stand: in the paragraph, in a tracked insertion or deletion.
  pugi::xml_node Tracked(pugi::xml_node parent, Mark mark) {
    if (mark == Mark::kSame) {
      return parent;
    }
    pugi::xml_node change = parent.append_child(mark == Mark::kAdded ? "w:ins" : "w:del");
    Sign(change);
    return change;
  }

  void Sign(pugi::xml_node change) {
    change.append_attribute("w:id") = ++change_;
    change.append_attribute("w:author") = "slate";
    change.append_attribute("w:date") = date_.c_str();
  }

  // The paragraph itself is there in one document only.
  void TrackParagraph(pugi::xml_node paragraph, Mark mark) {
    if (mark != Mark::kSame) {
      pugi::xml_node look = paragraph.child("w:pPr").append_child("w:rPr");
      Sign(look.append_child(mark == Mark::kAdded ? "w:ins" : "w:del"));
    }
  }

  static void Run(
      pugi::xml_node parent,
      const std::string& text,
      Ink::Style style,
      bool link = false,
      bool removed = false
  ) {
    pugi::xml_node run = parent.append_child("w:r");
    pugi::xml_node look = run.append_child("w:rPr");
    switch (style) {
      case Ink::Style::kPlain:
      case Ink::Style::kNumber: break;
      case Ink::Style::kStrong: look.append_child("w:b"); break;
      case Ink::Style::kEmphasis: look.append_child("w:i"); break;
      case Ink::Style::kCode:
        look.append_child("w:rFonts").append_attribute("w:ascii") = "Consolas";
        look.child("w:rFonts").append_attribute("w:hAnsi") = "Consolas";
        break;
    }
    if (link) {
      Valued(look, "w:color", "0B4F9E");
    }
    pugi::xml_node node = run.append_child(removed ? "w:delText" : "w:t");
    node.append_attribute("xml:space") = "preserve";
    node.text() = text.c_str();
  }

  static pugi::xml_node FieldSign(pugi::xml_node parent, const char* type) {
    pugi::xml_node sign = parent.append_child("w:r").append_child("w:fldChar");
    sign.append_attribute("w:fldCharType") = type;
    return sign;
  }

  // A field with what it shows until it is brought up to date.
  static void Field(pugi::xml_node parent, const std::string& code, const std::string& shown) {
    FieldSign(parent, "begin");
    pugi::xml_node instruction = parent.append_child("w:r").append_child("w:instrText");
    instruction.append_attribute("xml:space") = "preserve";
    instruction.text() = code.c_str();
    FieldSign(parent, "separate");
    Run(parent, shown, Ink::Style::kPlain);
    FieldSign(parent, "end");
  }

  void Ink_(pugi::xml_node paragraph, const Ink& ink) {
    const auto bookmark = bookmarks_.find(ink.link);
    const bool removed = ink.mark == Mark::kRemoved;
    if (removed || ink.link.empty() || bookmark == bookmarks_.end()) {
      Run(Tracked(paragraph, ink.mark), ink.text, ink.style, false, removed);
    } else if (ink.style == Ink::Style::kNumber) {
      Field(
          Tracked(paragraph, ink.mark), fmt::format(" REF {} \\r \\h ", bookmark->second), ink.text
      );
    } else {
      pugi::xml_node link = paragraph.append_child("w:hyperlink");
      link.append_attribute("w:anchor") = bookmark->second.c_str();
      Run(Tracked(link, ink.mark), ink.text, ink.style, true);
    }
  }

  void Line_(pugi::xml_node paragraph, const Line& line) {
    for (const Ink& ink : line) {
      Ink_(paragraph, ink);
    }
  }

  void Marked(pugi::xml_node paragraph, const std::string& anchor, const Line& line) {
    TrackParagraph(paragraph, LineMark(line));
    if (anchor.empty()) {
      Line_(paragraph, line);
      return;
    }
    const std::string id = std::to_string(++bookmark_);
    pugi::xml_node start = paragraph.append_child("w:bookmarkStart");
    start.append_attribute("w:id") = id.c_str();
    start.append_attribute("w:name") = bookmarks_[anchor].c_str();
    Line_(paragraph, line);
    paragraph.append_child("w:bookmarkEnd").append_attribute("w:id") = id.c_str();
  }

  void Cover() {
    Run(Paragraph(body_, "Title"), document_.title, Ink::Style::kPlain);
    Run(Paragraph(body_, "Subtitle"), document_.kind, Ink::Style::kPlain);
    Table table;
    for (const auto& [name, value] : document_.cover) {
      table.rows.push_back({name, value});
    }
    AddTable(table, 0, {2200, kTextWidth - 2200});
  }

  // No heading of the contract, so that neither numbers nor contents see it.
  void Front() {
    in_front_ = true;
    for (const Block& block : document_.front) {
      if (const auto* heading = std::get_if<Heading>(&block)) {
        const char* style = heading->level == 1 ? "FrontHeading" : "FrontHeading2";
        Line_(Paragraph(body_, style), heading->title);
      } else {
        std::visit([&](const auto& one) { Add(one); }, block);
      }
    }
    in_front_ = false;
  }

  // The whole list is one TOC field; each entry links and asks for its page.
  void Contents() {
    Run(Paragraph(body_, "TOCHeading"), document_.contents_word, Ink::Style::kPlain);
    bool first = true;
    pugi::xml_node last;
    for (const Block& block : document_.blocks) {
      const auto* heading = std::get_if<Heading>(&block);
      if (heading == nullptr || heading->anchor.empty()) {
        continue;
      }
      last = Paragraph(body_, heading->level == 1 ? "TOC1" : "TOC2");
      if (first) {
        // Only the program that lays out the pages knows their numbers.
        FieldSign(last, "begin").append_attribute("w:dirty") = "true";
        pugi::xml_node code = last.append_child("w:r").append_child("w:instrText");
        code.append_attribute("xml:space") = "preserve";
        code.text() = " TOC \\o \"1-2\" \\h \\z \\u ";
        FieldSign(last, "separate");
        first = false;
      }
      ContentsEntry(last, *heading);
    }
    if (!first) {
      FieldSign(last, "end");
    }
  }

  void ContentsEntry(pugi::xml_node paragraph, const Heading& heading) {
    const std::string& bookmark = bookmarks_[heading.anchor];
    pugi::xml_node link = paragraph.append_child("w:hyperlink");
    link.append_attribute("w:anchor") = bookmark.c_str();
    if (!heading.number.empty()) {
      Run(link, heading.number, Ink::Style::kPlain);
      link.append_child("w:r").append_child("w:tab");
    }
    Run(link, PlainText(heading.title), Ink::Style::kPlain);
    link.append_child("w:r").append_child("w:tab");
    Field(link, fmt::format(" PAGEREF {} \\h ", bookmark), "·");
  }

  void Add(const Heading& heading) {
    pugi::xml_node paragraph = Paragraph(body_, heading.level == 1 ? "Heading1" : "Heading2");
    if (heading.number.empty()) {
      Number(paragraph, 0, 0);  // the annex has a letter of its own
      paragraph.child("w:pPr").insert_child_after(
          "w:pageBreakBefore", paragraph.child("w:pPr").child("w:pStyle")
      );
    } else if (heading.level > 1) {
      Number(paragraph, kContractNumbers, heading.level - 1);
    }
    Marked(paragraph, heading.anchor, heading.title);
  }

  void Add(const Clause& clause) {
    pugi::xml_node paragraph = Paragraph(body_, "Clause");
    Number(paragraph, kContractNumbers, clause.level - 1);
    Marked(paragraph, clause.anchor, clause.text);
  }

  void Add(const docs::Paragraph& one) {
    pugi::xml_node paragraph = Paragraph(body_, in_front_ ? "Normal" : "Body");
    TrackParagraph(paragraph, LineMark(one.text));
    Line_(paragraph, one.text);
  }

  void Add(const Steps& steps) {
    for (const Line& item : steps.items) {
      pugi::xml_node paragraph = Paragraph(body_, "Normal");
      Number(paragraph, kFirstSteps + lists_, 0);
      TrackParagraph(paragraph, LineMark(item));
      Line_(paragraph, item);
    }
    ++lists_;
  }

  void Add(const Bullets& bullets) {
    for (const Line& item : bullets.items) {
      pugi::xml_node paragraph = Paragraph(body_, "Normal");
      Number(paragraph, kBullets, 0);
      TrackParagraph(paragraph, LineMark(item));
      Line_(paragraph, item);
    }
  }

  void Add(const Table& table) {
    const int indent = in_front_ ? 0 : kIndent;
    AddTable(table, indent, WidthsOf(table, kTextWidth - indent));
    Paragraph(body_, "Cell");  // two tables in a row would become one
  }

  static std::vector<int> WidthsOf(const Table& table, int width) {
    const int columns = std::max(static_cast<int>(table.header.size()), 1);
    std::vector<int> widths(table.header.size(), width / columns);
    if (table.widths.size() == widths.size()) {
      for (std::size_t i = 0; i < widths.size(); ++i) {
        widths[i] = width * table.widths[i] / 100;
      }
    }
    return widths;
  }

  void AddTable(const Table& table, int indent, const std::vector<int>& widths) {
    pugi::xml_node node = body_.append_child("w:tbl");
    pugi::xml_node look = node.append_child("w:tblPr");
    Sized(look, "w:tblW", kTextWidth - indent);
    Sized(look, "w:tblInd", indent);
    pugi::xml_node borders = look.append_child("w:tblBorders");
    for (const char* side : {"w:top", "w:bottom", "w:insideH"}) {
      pugi::xml_node border = Valued(borders, side, "single");
      border.append_attribute("w:sz") = "4";
      border.append_attribute("w:color") = "B5BCC6";
    }
    Valued(look, "w:tblLayout", "").attribute("w:val").set_name("w:type");
    look.child("w:tblLayout").attribute("w:type") = "fixed";
    pugi::xml_node grid = node.append_child("w:tblGrid");
    for (const int width : widths) {
      grid.append_child("w:gridCol").append_attribute("w:w") = width;
    }
    if (!table.header.empty()) {
      Row(node, table.header, widths, true);
    }
    for (const std::vector<Line>& row : table.rows) {
      Row(node, row, widths, false);
    }
  }

  // Cells without words go with the others.
  static Mark RowMark(const std::vector<Line>& cells) {
    for (const Line& cell : cells) {
      if (!cell.empty()) {
        return LineMark(cell);
      }
    }
    return Mark::kSame;
  }

  static void Sized(pugi::xml_node parent, const char* name, int width) {
    pugi::xml_node node = parent.append_child(name);
    node.append_attribute("w:w") = width;
    node.append_attribute("w:type") = "dxa";
  }

  void Row(
      pugi::xml_node table,
      const std::vector<Line>& cells,
      const std::vector<int>& widths,
      bool is_header
  ) {
    pugi::xml_node row = table.append_child("w:tr");
    pugi::xml_node look = row.append_child("w:trPr");
    look.append_child("w:cantSplit");
    if (is_header) {
      look.append_child("w:tblHeader");
    }
    if (const Mark mark = RowMark(cells); mark != Mark::kSame) {
      Sign(look.append_child(mark == Mark::kAdded ? "w:ins" : "w:del"));
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      pugi::xml_node cell = row.append_child("w:tc");
      Sized(cell.append_child("w:tcPr"), "w:tcW", widths[i]);
      pugi::xml_node paragraph = Paragraph(cell, "Cell");
      for (Ink ink : cells[i]) {
        const bool bold = is_header && ink.style == Ink::Style::kPlain;
        ink.style = bold ? Ink::Style::kStrong : ink.style;
        Ink_(paragraph, ink);
      }
    }
  }

  void Add(const Code& code) {
    std::size_t line = 0;
    for (std::size_t from = 0; from < code.text.size(); ++line) {
      const std::size_t end = std::min(code.text.find('\n', from), code.text.size());
      const Mark mark = line < code.marks.size() ? code.marks[line] : Mark::kSame;
      pugi::xml_node paragraph = Paragraph(body_, "Code");
      TrackParagraph(paragraph, mark);
      Ink_(paragraph, {.text = code.text.substr(from, end - from), .mark = mark});
      from = end + 1;
    }
    Paragraph(body_, "Normal");
  }

  void Page() {
    pugi::xml_node section = body_.append_child("w:sectPr");
    pugi::xml_node footer = section.append_child("w:footerReference");
    footer.append_attribute("w:type") = "default";
    footer.append_attribute("r:id") = "rId4";
    pugi::xml_node size = section.append_child("w:pgSz");
    size.append_attribute("w:w") = 11906;
    size.append_attribute("w:h") = 16838;
    pugi::xml_node margins = section.append_child("w:pgMar");
    for (const char* side : {"w:top", "w:right", "w:bottom", "w:left"}) {
      margins.append_attribute(side) = 1303;
    }
    for (const char* side : {"w:header", "w:footer"}) {
      margins.append_attribute(side) = 620;
    }
    margins.append_attribute("w:gutter") = 0;
    section.append_child("w:titlePg");  // no footer on the cover
  }

  const Document& document_;
  std::string date_;  // of tracked changes
  int change_ = 0;
  pugi::xml_document xml_;
  pugi::xml_node body_;
  std::map<std::string, std::string> bookmarks_;
  int bookmark_ = 0;
  int lists_ = 0;
  bool in_front_ = false;
};

}  // namespace

Result<std::string> ToDocx(const Document& document, std::int64_t made_at) {
  Body body(document, IsoTime(made_at));
  const std::string text = body.Write();
  Parts parts = FixedParts(document.tag, document.title, made_at, body.lists());
  parts.emplace_back("word/document.xml", text);
  return Zip(parts, made_at);
}

}  // namespace slate::emit::docs
