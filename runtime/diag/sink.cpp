// SPDX-License-Identifier: Apache-2.0
#include "runtime/diag/sink.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace slate::diag {

namespace {

using Key = std::tuple<
    std::size_t,
    std::uint64_t,
    std::uint64_t,
    std::string_view,
    std::string_view,
    std::string_view>;

Key KeyOf(const Diagnostic& d) {
  if (const auto* span = std::get_if<source::Span>(&d.where)) {
    return {Index(span->file), span->begin, span->end, "", d.kind->code, d.message};
  }
  const auto& place = std::get<DataPlace>(d.where);
  return {SIZE_MAX, place.line, place.column, place.path, d.kind->code, d.message};
}

}  // namespace

Diagnostic& Sink::Report(const Kind& kind, Place where, std::string message) {
  if (kind.severity == Severity::kError) {
    ++error_count_;
  }
  items_.push_back(
      {.kind = &kind,
       .severity = kind.severity,
       .where = std::move(where),
       .message = std::move(message)}
  );
  return items_.back();
}

std::vector<const Diagnostic*> Sink::Sorted() const {
  std::vector<const Diagnostic*> sorted;
  sorted.reserve(items_.size());
  for (const Diagnostic& d : items_) {
    sorted.push_back(&d);
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic* a, const Diagnostic* b) {
    return KeyOf(*a) < KeyOf(*b);
  });
  const auto last =
      std::unique(sorted.begin(), sorted.end(), [](const Diagnostic* a, const Diagnostic* b) {
        return KeyOf(*a) == KeyOf(*b);
      });
  sorted.erase(last, sorted.end());
  return sorted;
}

}  // namespace slate::diag
