// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings/toml_document.h"

// The packaged library was built with exceptions, so its code is compiled here without them.
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <algorithm>
#include <utility>

#include <toml++/toml.h>

#include "runtime/settings/kinds.h"

namespace slate::settings {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// toml++ counts lines and code points from 1; findings are placed by bytes.
class Places {
 public:
  Places(const source::File& file, source::FileId id) : file_(file), id_(id) {}

  source::Span SpanOf(const toml::source_region& region) const {
    const std::uint32_t begin = ByteAt(region.begin);
    return {id_, begin, std::max(ByteAt(region.end), begin)};
  }
  std::string TextOf(source::Span span) const { return std::string(file_.TextOf(span)); }

 private:
  std::uint32_t ByteAt(const toml::source_position& position) const {
    const std::string_view text = file_.text();
    const auto lines = static_cast<std::uint32_t>(file_.line_count());
    const std::uint32_t line = std::clamp<std::uint32_t>(position.line, 1, lines);
    std::size_t at = file_.LineStart(line);
    if (line == 1 && text.starts_with(kByteOrderMark)) {
      at += kByteOrderMark.size();
    }
    for (std::uint32_t column = 1; column < position.column && at < text.size(); ++column) {
      do {
        ++at;
      } while (at < text.size() && IsContinuation(text[at]));
    }
    return static_cast<std::uint32_t>(std::min(at, text.size()));
  }

  const source::File& file_;
  source::FileId id_;
};

TomlValue Convert(const toml::node& node, const Places& places);

TomlValue::Kind KindOf(const toml::node& node) {
  if (node.is_string()) {
    return TomlValue::Kind::kText;
  }
  if (node.is_integer()) {
    return TomlValue::Kind::kInteger;
  }
  if (node.is_boolean()) {
    return TomlValue::Kind::kBool;
  }
  if (node.is_array()) {
    return TomlValue::Kind::kArray;
  }
  if (node.is_table()) {
    return TomlValue::Kind::kTable;
  }
  return node.is_floating_point() ? TomlValue::Kind::kDecimal : TomlValue::Kind::kTime;
}

std::vector<TomlEntry> EntriesOf(const toml::table& table, const Places& places) {
  std::vector<TomlEntry> entries;
  for (const auto& [key, value] : table) {
    entries.push_back(
        {.key = std::string(key.str()),
         .key_span = places.SpanOf(key.source()),
         .value = Convert(value, places)}
    );
  }
  std::stable_sort(entries.begin(), entries.end(), [](const TomlEntry& a, const TomlEntry& b) {
    return a.key_span.begin < b.key_span.begin;
  });
  return entries;
}

TomlValue Convert(const toml::node& node, const Places& places) {
  TomlValue value{.kind = KindOf(node), .span = places.SpanOf(node.source())};
  if (const auto* text = node.as_string()) {
    value.text = text->get();
  } else if (const auto* array = node.as_array()) {
    for (const toml::node& item : *array) {
      value.items.push_back(Convert(item, places));
    }
  } else if (const auto* table = node.as_table()) {
    value.entries = EntriesOf(*table, places);
  } else {
    value.text = places.TextOf(value.span);
  }
  return value;
}

// "Error while parsing value: could not …": the library's words after its own heading.
std::string WordsOf(std::string_view description) {
  constexpr std::string_view kHeading = "Error while parsing ";
  if (description.starts_with(kHeading)) {
    description.remove_prefix(kHeading.size());
  }
  return std::string(description);
}

}  // namespace

std::optional<TomlValue> ParseToml(
    const source::FileSet& files, source::FileId file, diag::Sink& sink
) {
  const Places places(files[file], file);
  const toml::parse_result parsed = toml::parse(files[file].text());
  if (!parsed) {
    const source::Span span = places.SpanOf(parsed.error().source());
    sink.Report(kSettingsSyntax, span, WordsOf(parsed.error().description()));
    return std::nullopt;
  }
  return Convert(parsed.table(), places);
}

}  // namespace slate::settings
