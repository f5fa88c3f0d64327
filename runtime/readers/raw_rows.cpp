// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/raw_rows.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "runtime/readers/data_file.h"
#include "runtime/readers/kinds.h"
#include "runtime/readers/window.h"

namespace slate::readers {

namespace {

bool LacksText(const Reject& reject) {
  return reject.raw.empty() && reject.file != "-" &&
         (reject.kind == &kSlotConflict || reject.kind == &kCaseConflict ||
          reject.kind == &kCaseIncomplete);
}

void SkipTo(Window& window, std::uint64_t offset) {
  while (window.offset() + window.bytes().size() < offset) {
    window.Drop(window.bytes().size());
    if (!window.Grow()) {
      return;
    }
  }
  const std::uint64_t left = offset - window.offset();
  window.Drop(std::min(static_cast<std::size_t>(left), window.bytes().size()));
}

void LookUp(const std::string& path, std::vector<Reject*>& rejects) {
  diag::Sink unheard;  // the file was read before; if it cannot be now, there is no text to show
  const std::unique_ptr<RawFile> file = RawFile::Open(path, unheard, false);
  if (file == nullptr) {
    return;
  }
  std::sort(rejects.begin(), rejects.end(), [](const Reject* a, const Reject* b) {
    return a->offset < b->offset;
  });
  const std::unique_ptr<ByteSource> bytes = ByteSource::Over(*file);
  Window window(*bytes);
  if (window.Grow() && window.bytes().starts_with("PAR1")) {
    return;  // rows of Parquet have no bytes of their own
  }
  for (Reject* reject : rejects) {
    SkipTo(window, reject->offset);
    const auto end = window.Find('\n', 0, window.limits().longest_row);
    const std::string_view line = window.bytes().substr(0, end.value_or(0));
    reject->raw = line.substr(0, RejectList::kLongestRaw);
    if (reject->raw.ends_with('\r')) {
      reject->raw.pop_back();
    }
  }
}

}  // namespace

void LookUpRawRows(RejectList& rejects) {
  std::map<std::string, std::vector<Reject*>> by_file;
  for (Reject& reject : rejects.kept()) {
    if (LacksText(reject)) {
      by_file[reject.file].push_back(&reject);
    }
  }
  for (auto& [path, rows] : by_file) {
    LookUp(path, rows);
  }
}

}  // namespace slate::readers
