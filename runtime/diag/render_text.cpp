// SPDX-License-Identifier: Apache-2.0
#include "runtime/diag/render_text.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "runtime/base/overloaded.h"
#include "runtime/diag/text_width.h"

namespace slate::diag {

namespace {

constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kYellow = "\x1b[1;33m";
constexpr std::string_view kCyan = "\x1b[1;36m";
constexpr std::string_view kBlue = "\x1b[1;34m";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

std::string_view ColourOf(Severity severity) {
  switch (severity) {
    case Severity::kError: return kRed;
    case Severity::kWarning: return kYellow;
    case Severity::kRemark: return kCyan;
  }
  Unreachable("a severity without a colour");
}

// A stretch of one line to be marked.
struct Mark {
  std::uint32_t begin = 0;  // columns as shown
  std::uint32_t end = 0;
  std::string text;
  bool primary = false;
};

// A line to be shown, with its marks. Of a long line, what lies around its first mark.
struct Excerpt {
  ShownLine line;
  std::uint32_t start = 0;  // the byte of the file that it begins at
  bool cut_before = false;
  bool cut_after = false;
  std::vector<Mark> marks;
};

constexpr std::string_view kCut = "...";

bool ContinuesLetter(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// The part of a line around a byte of it.
Excerpt ExcerptOf(std::string_view line, std::uint32_t line_start, std::uint32_t byte) {
  constexpr std::size_t kLongest = 400;
  constexpr std::size_t kBefore = 100;
  if (line.size() <= kLongest) {
    return {.line = Show(line), .start = line_start, .marks = {}};
  }
  std::size_t begin = byte <= 2 * kBefore ? 0 : std::min<std::size_t>(byte, line.size()) - kBefore;
  std::size_t end = std::min(begin + kLongest, line.size());
  while (begin > 0 && ContinuesLetter(line[begin])) {
    --begin;
  }
  while (end < line.size() && ContinuesLetter(line[end])) {
    ++end;
  }
  return {
      .line = Show(line.substr(begin, end - begin)),
      .start = line_start + static_cast<std::uint32_t>(begin),
      .cut_before = begin > 0,
      .cut_after = end < line.size(),
      .marks = {}};
}

class TextRenderer {
 public:
  TextRenderer(const source::FileSet& files, const RenderOptions& options)
      : files_(files), options_(options) {}

  std::string Render(const Diagnostic& d) {
    out_.clear();
    severity_ = d.severity;
    const std::string kind = fmt::format("{}[{}]", SeverityName(d.severity), d.kind->code);
    out_ += Coloured(ColourOf(d.severity), kind) +
            Coloured(kBold, ": " + EscapeForTerminal(d.message)) + "\n";
    std::visit(
        Overloaded{
            [&](const source::Span& span) { RenderSource(d, span); },
            [&](const DataPlace& place) { RenderData(d, place); },
        },
        d.where
    );
    return std::move(out_);
  }

 private:
  std::string Coloured(std::string_view colour, std::string_view text) const {
    return options_.colour ? fmt::format("{}{}{}", colour, text, kPlain) : std::string(text);
  }

  void Gutter(std::string_view number, std::string_view bar, std::string_view rest) {
    const std::string head = fmt::format("{:>{}} {}", number, gutter_, bar);
    out_ += Coloured(kBlue, head) + (rest.empty() ? "" : " ") + std::string(rest) + "\n";
  }

  void RenderSource(const Diagnostic& d, const source::Span& span) {
    const source::File& file = files_[span.file];
    const source::Position at = file.PositionOf(span.begin);
    gutter_ = std::to_string(LastLine(d, span)).size();
    out_ += std::string(gutter_, ' ') + Coloured(kBlue, "--> ") +
            fmt::format("{}:{}:{}\n", EscapeForTerminal(file.path()), at.line, at.column);
    Gutter("", "|", "");
    RenderFile(span.file, d, &span);
    for (const source::FileId other : OtherFiles(d, span.file)) {
      out_ += std::string(gutter_, ' ') + Coloured(kBlue, "::: ") +
              EscapeForTerminal(files_[other].path()) + "\n";
      RenderFile(other, d, nullptr);
    }
    RenderTail(d);
  }

  std::uint32_t LastLine(const Diagnostic& d, const source::Span& span) const {
    std::uint32_t last = files_[span.file].PositionOf(span.begin).line + 1;
    for (const Label& label : d.secondary) {
      last = std::max(last, files_[label.span.file].PositionOf(label.span.begin).line);
    }
    return last;
  }

  static std::vector<source::FileId> OtherFiles(const Diagnostic& d, source::FileId first) {
    std::vector<source::FileId> others;
    for (const Label& label : d.secondary) {
      if (label.span.file != first &&
          std::find(others.begin(), others.end(), label.span.file) == others.end()) {
        others.push_back(label.span.file);
      }
    }
    return others;
  }

  void RenderFile(source::FileId id, const Diagnostic& d, const source::Span* primary) {
    std::map<std::uint32_t, Excerpt> lines;
    if (primary != nullptr) {
      AddMark(lines, *primary, d.label, true);
    }
    for (const Label& label : d.secondary) {
      if (label.span.file == id) {
        AddMark(lines, label.span, label.text, false);
      }
    }
    std::optional<std::uint32_t> before;
    for (const auto& [number, excerpt] : lines) {
      if (before && number > *before + 1) {
        RenderBetween(id, *before, number);
      }
      RenderLine(number, excerpt);
      before = number;
    }
  }

  // One line between two marked ones is shown; more are left out.
  void RenderBetween(source::FileId id, std::uint32_t before, std::uint32_t next) {
    if (next == before + 2) {
      Gutter(std::to_string(before + 1), "|", Whole(ExcerptOf(files_[id].Line(before + 1), 0, 0)));
    } else {
      out_ += Coloured(kBlue, "...") + "\n";
    }
  }

  // A stretch over several lines is marked on its first.
  void AddMark(
      std::map<std::uint32_t, Excerpt>& lines,
      const source::Span& span,
      std::string_view text,
      bool primary
  ) {
    const source::File& file = files_[span.file];
    const std::uint32_t number = file.PositionOf(span.begin).line;
    Excerpt& excerpt = lines[number];
    if (excerpt.line.columns.empty()) {
      const std::uint32_t line_start = file.LineStart(number);
      excerpt = ExcerptOf(file.Line(number), line_start, span.begin - line_start);
    }
    const auto column_of = [&](std::uint32_t byte) {
      const auto last = static_cast<std::uint32_t>(excerpt.line.columns.size() - 1);
      const std::uint32_t within = std::min(std::max(byte, excerpt.start) - excerpt.start, last);
      const auto shift = static_cast<std::uint32_t>(excerpt.cut_before ? kCut.size() : 0);
      return excerpt.line.columns[within] + shift;
    };
    const std::uint32_t begin = column_of(span.begin);
    const std::uint32_t end = column_of(std::max(span.end, span.begin));
    excerpt.marks.push_back({begin, std::max(end, begin + 1), EscapeForTerminal(text), primary});
  }

  static std::string Whole(const Excerpt& excerpt) {
    return fmt::format(
        "{}{}{}", excerpt.cut_before ? kCut : "", excerpt.line.text, excerpt.cut_after ? kCut : ""
    );
  }

  void RenderLine(std::uint32_t number, const Excerpt& excerpt) {
    Gutter(std::to_string(number), "|", Whole(excerpt));
    std::vector<Mark> marks = excerpt.marks;
    std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
      return a.begin < b.begin;
    });
    // The words of the last mark stand behind it; those of the others get lines of their own.
    Gutter("", "|", MarkLine(marks));
    for (std::size_t i = marks.size() - 1; i-- > 0;) {
      if (!marks[i].text.empty()) {
        Gutter(
            "",
            "|",
            Coloured(MarkColour(marks[i]), std::string(marks[i].begin, ' ') + marks[i].text)
        );
      }
    }
  }

  static std::string CutAt(const std::string& text, std::size_t size) {
    while (size > 0 && ContinuesLetter(text[size])) {
      --size;
    }
    return text.substr(0, size) + " ...";
  }

  std::string_view MarkColour(const Mark& mark) const {
    return mark.primary ? ColourOf(severity_) : kBlue;
  }

  std::string MarkLine(const std::vector<Mark>& marks) const {
    std::string line;
    std::uint32_t column = 0;
    for (const Mark& mark : marks) {
      const std::uint32_t begin = std::max(mark.begin, column);
      if (mark.end <= begin) {
        continue;
      }
      line += std::string(begin - column, ' ');
      line += Coloured(MarkColour(mark), std::string(mark.end - begin, mark.primary ? '^' : '-'));
      column = mark.end;
    }
    const Mark& last = marks.back();
    return last.text.empty() ? line : line + " " + Coloured(MarkColour(last), last.text);
  }

  void RenderData(const Diagnostic& d, const DataPlace& place) {
    gutter_ = 2;
    out_ += "  " + Coloured(kBlue, "--> ") + EscapeForTerminal(place.path);
    out_ += place.line == 0 ? "" : fmt::format(":{}", place.line);
    if (place.column != 0) {
      const std::string name = place.column_name.empty()
                                   ? ""
                                   : fmt::format(" `{}`", EscapeForTerminal(place.column_name));
      out_ += fmt::format(", column {}{}", place.column, name);
    }
    out_ += "\n";
    if (!place.raw.empty()) {
      Gutter("", "|", "");
      Gutter("", "|", CutAt(EscapeForTerminal(place.raw)));
    }
    RenderTail(d);
  }

  static std::string CutAt(const std::string& text) {
    constexpr std::size_t kLongest = 200;
    return text.size() <= kLongest ? text : CutAt(text, kLongest);
  }

  void RenderTail(const Diagnostic& d) {
    if (d.notes.empty() && d.help.empty()) {
      return;
    }
    Gutter("", "|", "");
    for (const std::string& note : d.notes) {
      RenderNote(note);
    }
    if (!d.help.empty()) {
      Gutter("", "=", Coloured(kBold, "help") + ": " + EscapeForTerminal(d.help));
    }
  }

  // What follows the first line is shown as it stands, such as an example.
  void RenderNote(std::string_view note) {
    std::size_t end = std::min(note.find('\n'), note.size());
    Gutter("", "=", Coloured(kBold, "note") + ": " + EscapeForTerminal(note.substr(0, end)));
    while (end < note.size()) {
      note.remove_prefix(end + 1);
      end = std::min(note.find('\n'), note.size());
      Gutter("", "|", "  " + EscapeForTerminal(note.substr(0, end)));
    }
  }

  const source::FileSet& files_;
  const RenderOptions& options_;
  std::string out_;
  std::size_t gutter_ = 1;
  Severity severity_ = Severity::kError;
};

}  // namespace

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kError: return "error";
    case Severity::kWarning: return "warning";
    case Severity::kRemark: return "remark";
  }
  Unreachable("a severity without a name");
}

std::string RenderText(
    const std::vector<const Diagnostic*>& findings,
    const source::FileSet& files,
    const RenderOptions& options
) {
  TextRenderer renderer(files, options);
  std::string out;
  const std::size_t shown = std::min(findings.size(), options.max_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    out += (i == 0 ? "" : "\n") + renderer.Render(*findings[i]);
  }
  if (findings.size() > shown) {
    out += fmt::format("\n+{} more\n", findings.size() - shown);
  }
  return out;
}

std::string RenderText(
    const Sink& sink, const source::FileSet& files, const RenderOptions& options
) {
  return RenderText(sink.Sorted(), files, options);
}

}  // namespace slate::diag
