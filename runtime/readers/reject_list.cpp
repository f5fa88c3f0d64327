// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/reject_list.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/settings/words.h"

namespace slate::readers {

namespace {

// Text cells that a spreadsheet would take for a formula get an apostrophe in front.
std::string CsvField(std::string_view text) {
  std::string field = "\"";
  if (!text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos) {
    field += '\'';
  }
  for (const char c : settings::Escaped(text)) {
    field += c;
    if (c == '"') {
      field += c;
    }
  }
  return field + '"';
}

}  // namespace

void RejectList::Add(Reject reject) {
  Check(reject.kind != nullptr, "a row was rejected without a kind");
  ++total_;
  ++by_code_[reject.kind->code];
  if (!wants_more()) {
    return;
  }
  reject.raw.resize(std::min(reject.raw.size(), kLongestRaw));
  kept_.push_back(std::move(reject));
}

std::string RejectList::ToCsv() const {
  std::string csv = "file,line,byte_offset,column,column_name,code,reason,raw\n";
  for (const Reject& r : kept_) {
    csv += fmt::format(
        "{},{},{},{},{},{},{},{}\n",
        CsvField(r.file),
        r.line,
        r.offset,
        r.column == 0 ? "" : std::to_string(r.column),
        CsvField(r.column_name),
        r.kind->code,
        CsvField(r.reason),
        CsvField(r.raw)
    );
  }
  return csv;
}

void RejectList::Report(diag::Sink& sink, std::size_t most) const {
  for (std::size_t i = 0; i < std::min(most, kept_.size()); ++i) {
    const Reject& r = kept_[i];
    sink.Report(
        *r.kind,
        diag::DataPlace{
            .path = r.file,
            .line = r.line,
            .column = r.column,
            .column_name = r.column_name,
            .raw = r.raw},
        r.reason
    );
  }
}

}  // namespace slate::readers
