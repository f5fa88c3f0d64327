// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/check_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "compiler/diag/catalog/syntax.h"
#include "compiler/syntax/utf8.h"
#include "runtime/diag/limit.h"

namespace slate::syntax {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array<Range, 14> kForbidden{{
    {0x00, 0x08},
    {0x0B, 0x0C},
    {0x0E, 0x1F},
    {0x7F, 0x9F},
    {0xAD, 0xAD},
    {0x61C, 0x61C},
    {0x180E, 0x180E},
    {0x200B, 0x200F},
    {0x2028, 0x202E},
    {0x2060, 0x206F},
    {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB},
    {0xFFFE, 0xFFFF},
    {0xE0000, 0xE007F},
}};

std::string_view NameOf(char32_t c) {
  if (c == 0xFEFF) {
    return "a byte order mark inside the text";
  }
  if (c == 0) {
    return "a NUL";
  }
  if (c < 0xA0) {
    return "a control character";
  }
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) {
    return "a character that changes the direction of writing";
  }
  return c == 0x2028 || c == 0x2029 ? "a line separator" : "an invisible character";
}

std::string_view Utf16Name(std::string_view text) {
  if (text.substr(0, 2) == "\xFF\xFE" || (text.size() >= 4 && text[1] == '\0' && text[3] == '\0')) {
    return "UTF-16 (little endian)";
  }
  const bool big = text.size() >= 4 && text[0] == '\0' && text[2] == '\0';
  return text.substr(0, 2) == "\xFE\xFF" || big ? "UTF-16 (big endian)" : "";
}

class TextChecker {
 public:
  TextChecker(source::FileId id, std::string_view text, diag::Sink& sink)
      : id_(id), text_(text), sink_(sink) {}

  bool Run() {
    std::size_t at = text_.substr(0, 3) == kByteOrderMark ? 3 : 0;
    while (at < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at]);
      if ((byte >= 0x20 && byte < 0x7F) || byte == '\n') {
        ++at;
        continue;
      }
      const auto point = DecodeAt(text_, at);
      if (!point) {
        ReportBytes(at);
        return false;
      }
      if (IsForbidden(point->value)) {
        at = ReportForbidden(at, *point);
      } else {
        at += point->length;
      }
    }
    return true;
  }

 private:
  source::Span SpanOf(std::size_t begin, std::size_t end) const {
    return {id_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void ReportBytes(std::size_t at) {
    auto& problem = sink_.Report(
        diag::kNotUtf8,
        SpanOf(at, at + 1),
        fmt::format("the byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(text_[at]))
    );
    problem.notes.push_back(fmt::format("byte offset {}", at));
    problem.help = "save the file as UTF-8";
  }

  // A run of the same character is one mistake.
  std::size_t ReportForbidden(std::size_t at, CodePoint point) {
    std::size_t end = at;
    const std::string_view same = text_.substr(at, point.length);
    while (text_.substr(end, point.length) == same) {
      end += point.length;
    }
    auto& problem = sink_.Report(
        diag::kForbiddenCharacter,
        SpanOf(at, end),
        fmt::format("{} (U+{:04X})", NameOf(point.value), static_cast<std::uint32_t>(point.value))
    );
    problem.notes.push_back(fmt::format("byte offset {}", at));
    problem.fixes.push_back({"remove it", diag::Safety::kSafe, {{SpanOf(at, end), ""}}});
    return end;
  }

  source::FileId id_;
  std::string_view text_;
  diag::Sink& sink_;
};

}  // namespace

bool IsForbidden(char32_t c) {
  return std::any_of(kForbidden.begin(), kForbidden.end(), [c](const Range& range) {
    return c >= range.first && c <= range.last;
  });
}

bool CheckText(
    source::FileId id, const source::File& file, std::uint32_t max_bytes, diag::Sink& sink
) {
  const std::string_view text = file.text();
  const source::Span start{id, 0, 0};
  if (text.size() > max_bytes) {
    auto& problem = sink.Report(
        diag::kTooLarge,
        start,
        fmt::format("the file has {} bytes; the limit is {}", text.size(), max_bytes)
    );
    problem.help = "divide it and bring the parts together with `use`; " + diag::HowToRaise("file");
    return false;
  }
  if (const std::string_view encoding = Utf16Name(text); !encoding.empty()) {
    auto& problem =
        sink.Report(diag::kNotUtf8, start, fmt::format("the file looks like {}", encoding));
    problem.help = "save the file as UTF-8";
    return false;
  }
  return TextChecker(id, text, sink).Run();
}

}  // namespace slate::syntax
