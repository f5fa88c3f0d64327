// SPDX-License-Identifier: Apache-2.0
#include "runtime/diag/render_json.h"

#include <string_view>

#include <fmt/format.h>

#include "runtime/base/overloaded.h"
#include "runtime/diag/render_text.h"

namespace slate::diag {

namespace {

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// The bytes of a sequence that begins at `at`, or 0 if it is not whole.
std::size_t SequenceLength(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80 ? 1 : (lead >= 0xF0 ? 4 : (lead >= 0xE0 ? 3 : 2));
  if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || at + length > text.size()) {
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (!IsContinuation(text[at + i])) {
      return 0;
    }
  }
  return length;
}

std::string EscapedByte(char c) {
  switch (c) {
    case '"': return R"(\")";
    case '\\': return R"(\\)";
    case '\n': return R"(\n)";
    case '\r': return R"(\r)";
    case '\t': return R"(\t)";
    default: return fmt::format(R"(\u{:04x})", static_cast<unsigned char>(c));
  }
}

// Bytes that are not UTF-8 become U+00XX, so that the output is always JSON.
std::string Quote(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const std::size_t length = SequenceLength(text, at);
    const bool plain =
        length > 0 && static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != '\x7f';
    out += plain ? std::string(text.substr(at, length)) : EscapedByte(c);
    at += length > 0 ? length : 1;
  }
  return out + "\"";
}

class JsonRenderer {
 public:
  explicit JsonRenderer(const source::FileSet& files) : files_(files) {}

  std::string Render(const Diagnostic& d) const {
    std::string out = fmt::format(
        R"({{"code":{},"name":{},"severity":{},"message":{},"where":{},"label":{})",
        Quote(d.kind->code),
        Quote(d.kind->name),
        Quote(SeverityName(d.severity)),
        Quote(d.message),
        PlaceOf(d.where),
        Quote(d.label)
    );
    out += R"(,"secondary":)" + List(d.secondary, [this](const Label& l) { return Labelled(l); });
    out += R"(,"notes":)" + List(d.notes, [](const std::string& note) { return Quote(note); });
    out += R"(,"help":)" + Quote(d.help);
    out += R"(,"fixes":)" + List(d.fixes, [this](const Fix& fix) { return FixOf(fix); });
    return out + "}";
  }

 private:
  template <typename T, typename Write>
  static std::string List(const std::vector<T>& items, Write write) {
    std::string out = "[";
    for (const T& item : items) {
      out += (out.size() > 1 ? "," : "") + write(item);
    }
    return out + "]";
  }

  std::string PlaceOf(const Place& place) const {
    return std::visit(
        Overloaded{
            [this](const source::Span& span) { return "{" + SpanOf(span) + "}"; },
            [](const DataPlace& data) {
              return fmt::format(
                  R"({{"file":{},"line":{},"column":{},"column_name":{},"raw":{}}})",
                  Quote(data.path),
                  data.line,
                  data.column,
                  Quote(data.column_name),
                  Quote(data.raw)
              );
            },
        },
        place
    );
  }

  std::string SpanOf(const source::Span& span) const {
    const source::File& file = files_[span.file];
    const source::Position from = file.PositionOf(span.begin);
    const source::Position to = file.PositionOf(span.end);
    return fmt::format(
        R"("file":{},"begin":{},"end":{},"line":{},"column":{},"end_line":{},"end_column":{})",
        Quote(file.path()),
        span.begin,
        span.end,
        from.line,
        from.column,
        to.line,
        to.column
    );
  }

  std::string Labelled(const Label& label) const {
    return fmt::format(R"({{{},"text":{}}})", SpanOf(label.span), Quote(label.text));
  }

  std::string FixOf(const Fix& fix) const {
    return fmt::format(
        R"({{"title":{},"safe":{},"edits":{}}})",
        Quote(fix.title),
        fix.safety == Safety::kSafe,
        List(
            fix.edits,
            [this](const Edit& edit) {
              return fmt::format(
                  R"({{{},"replacement":{}}})", SpanOf(edit.span), Quote(edit.replacement)
              );
            }
        )
    );
  }

  const source::FileSet& files_;
};

}  // namespace

std::string RenderJson(
    const std::vector<const Diagnostic*>& findings, const source::FileSet& files
) {
  const JsonRenderer renderer(files);
  std::string out = "[";
  for (const Diagnostic* finding : findings) {
    out += (out.size() > 1 ? ",\n" : "\n") + renderer.Render(*finding);
  }
  return out + "\n]\n";
}

}  // namespace slate::diag
