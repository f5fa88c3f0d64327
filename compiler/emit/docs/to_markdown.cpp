// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/to_markdown.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/base/overloaded.h"

namespace slate::emit::docs {

namespace {

std::string Escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else {
      if (std::string_view("\\`*_[]|#~").find(c) != std::string_view::npos) {
        result += '\\';
      }
      result += c;
    }
  }
  return result;
}

// A run of backticks longer than any inside.
std::string Fence(std::string_view text, std::size_t least) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(std::max(least, longest + 1), '`');
}

std::string CodeSpan(const std::string& text) {
  const std::string fence = Fence(text, 1);
  const bool pad = text.empty() || text.front() == '`' || text.back() == '`';
  return fence + (pad ? " " : "") + text + (pad ? " " : "") + fence;
}

std::string MarkdownInk(const Ink& ink) {
  std::string text = ink.style == Ink::Style::kCode ? CodeSpan(ink.text) : Escaped(ink.text);
  switch (ink.style) {
    case Ink::Style::kStrong: text = "**" + text + "**"; break;
    case Ink::Style::kEmphasis: text = "*" + text + "*"; break;
    case Ink::Style::kPlain:
    case Ink::Style::kNumber:
    case Ink::Style::kCode: break;
  }
  return ink.link.empty() ? text : fmt::format("[{}](#{})", text, ink.link);
}

// What could be taken for a list or a heading at the start of a line.
std::string WithSafeStart(std::string text) {
  std::size_t digits = text.find_first_not_of("0123456789");
  const bool number =
      digits != 0 && digits != std::string::npos && (text[digits] == '.' || text[digits] == ')');
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    return "\\" + text;
  }
  return number ? text.insert(digits, "\\") : text;
}

std::string MarkdownOf(const Line& line) {
  std::string text;
  for (const Ink& ink : line) {
    text += MarkdownInk(ink);
  }
  return text;
}

std::string Anchor(const std::string& anchor) {
  return fmt::format("<a id=\"{}\"></a>", anchor);
}

class MarkdownPage {
 public:
  explicit MarkdownPage(const Document& document) : document_(document) {}

  std::string Write() {
    text_ += fmt::format("# {}\n\n{}\n\n", Escaped(document_.title), Escaped(document_.kind));
    Cover();
    Front();
    Contents();
    for (const Block& block : document_.blocks) {
      std::visit([&](const auto& one) { Add(one); }, block);
    }
    return std::move(text_);
  }

 private:
  void Cover() {
    text_ += "| | |\n| --- | --- |\n";
    for (const auto& [name, value] : document_.cover) {
      text_ += fmt::format("| **{}** | {} |\n", MarkdownOf(name), MarkdownOf(value));
    }
    text_ += '\n';
  }

  void Front() {
    for (const Block& block : document_.front) {
      if (const auto* heading = std::get_if<Heading>(&block)) {
        text_ += fmt::format(
            "{} {}\n\n", heading->level == 1 ? "##" : "###", MarkdownOf(heading->title)
        );
      } else {
        std::visit([&](const auto& one) { Add(one); }, block);
      }
    }
  }

  void Contents() {
    if (document_.blocks.empty()) {
      return;
    }
    text_ += fmt::format("## {}\n\n", Escaped(document_.contents_word));
    for (const Block& block : document_.blocks) {
      const auto* heading = std::get_if<Heading>(&block);
      if (heading != nullptr) {
        text_ += fmt::format(
            "{}- [{}{}](#{})\n",
            heading->level == 1 ? "" : "  ",
            heading->number.empty() ? "" : heading->number + " ",
            Escaped(PlainText(heading->title)),
            heading->anchor
        );
      }
    }
    text_ += '\n';
  }

  void Add(const Heading& heading) {
    text_ += fmt::format(
        "{} {}{}{}\n\n",
        heading.level == 1 ? "##" : "###",
        Anchor(heading.anchor),
        heading.number.empty() ? "" : heading.number + " ",
        MarkdownOf(heading.title)
    );
  }
  void Add(const Clause& clause) {
    text_ += fmt::format(
        "{}**{}** {}\n\n", Anchor(clause.anchor), clause.number, MarkdownOf(clause.text)
    );
  }
  void Add(const Paragraph& paragraph) {
    text_ += WithSafeStart(MarkdownOf(paragraph.text)) + "\n\n";
  }
  void Add(const Steps& steps) {
    for (std::size_t i = 0; i < steps.items.size(); ++i) {
      text_ += fmt::format("- {} {}\n", StepMark(i, document_.tag), MarkdownOf(steps.items[i]));
    }
    text_ += '\n';
  }
  void Add(const Bullets& bullets) {
    for (const Line& item : bullets.items) {
      text_ += fmt::format("- {}\n", WithSafeStart(MarkdownOf(item)));
    }
    text_ += '\n';
  }
  void AddRow(const std::vector<Line>& row) {
    text_ += '|';
    for (const Line& cell : row) {
      text_ += fmt::format(" {} |", MarkdownOf(cell));
    }
    text_ += '\n';
  }
  void Add(const Table& table) {
    AddRow(table.header);
    text_ += '|';
    for (std::size_t i = 0; i < table.header.size(); ++i) {
      text_ += " --- |";
    }
    text_ += '\n';
    for (const std::vector<Line>& row : table.rows) {
      AddRow(row);
    }
    text_ += '\n';
  }
  void Add(const Code& code) {
    const std::string fence = Fence(code.text, 3);
    const bool ended = !code.text.empty() && code.text.back() == '\n';
    text_ += fmt::format("{}slate\n{}{}{}\n\n", fence, code.text, ended ? "" : "\n", fence);
  }

  const Document& document_;
  std::string text_;
};

}  // namespace

std::string ToMarkdown(const Document& document) {
  std::string text = MarkdownPage(document).Write();
  text.pop_back();  // one line end is enough
  return text;
}

}  // namespace slate::emit::docs
