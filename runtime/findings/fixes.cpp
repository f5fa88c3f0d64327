// SPDX-License-Identifier: Apache-2.0
#include "runtime/findings/fixes.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace slate::findings {

namespace {

using diag::Edit;
using diag::Fix;

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

// What is taken out takes along the blanks before a line's end, and a line that is then empty.
Edit Widened(const Edit& edit, const source::File& file) {
  if (!edit.replacement.empty()) {
    return edit;
  }
  const std::string_view text = file.text();
  const std::size_t newline = text.find('\n', edit.span.end);
  const std::size_t line_end = std::min(newline, text.size());
  if (!IsBlank(text.substr(edit.span.end, line_end - edit.span.end))) {
    return edit;
  }
  const std::uint32_t start = file.LineStart(file.PositionOf(edit.span.begin).line);
  std::size_t begin = edit.span.begin;
  while (begin > start && IsBlank(text.substr(begin - 1, 1))) {
    --begin;
  }
  const bool whole_line = begin == start && newline != std::string_view::npos;
  const std::size_t end = whole_line ? newline + 1 : line_end;
  Edit wide = edit;
  wide.span.begin = static_cast<std::uint32_t>(begin);
  wide.span.end = static_cast<std::uint32_t>(end);
  // The sign of the line's end stays with the line.
  while (!whole_line && wide.span.end > edit.span.end && text[wide.span.end - 1] == '\r') {
    --wide.span.end;
  }
  return wide;
}

bool Overlap(const source::Span& a, const source::Span& b) {
  const bool same_place = a.begin == b.begin;
  return a.file == b.file && (same_place || (a.begin < b.end && b.begin < a.end));
}

class FixMaker {
 public:
  FixMaker(const Report& report, diag::Safety permitted, const std::set<std::string>& may_change)
      : report_(report), permitted_(permitted), may_change_(may_change) {}

  FixedTexts Make() {
    for (const Finding& finding : report_.findings) {
      if (!finding.suppression) {
        Choose(finding.what.fixes);
      }
    }
    for (auto& [path, edits] : edits_) {
      result_.texts[path] = TextWith(edits);
    }
    return std::move(result_);
  }

 private:
  void Choose(const std::vector<Fix>& fixes) {
    bool has_unsafe = false;
    for (const Fix& fix : fixes) {
      if (fix.edits.empty() || !MayChangeAll(fix)) {
        continue;
      }
      if (fix.safety == diag::Safety::kUnsafe && permitted_ == diag::Safety::kSafe) {
        has_unsafe = true;
        continue;
      }
      Take(fix);
      return;
    }
    result_.unsafe += has_unsafe ? 1U : 0U;
  }

  bool MayChangeAll(const Fix& fix) const {
    return std::all_of(fix.edits.begin(), fix.edits.end(), [this](const Edit& edit) {
      return may_change_.contains(report_.files[edit.span.file].path());
    });
  }

  // All edits of a fix or none.
  void Take(const Fix& fix) {
    std::vector<Edit> wide;
    for (const Edit& edit : fix.edits) {
      wide.push_back(Widened(edit, report_.files[edit.span.file]));
      if (IsTaken(wide.back().span)) {
        ++result_.overlapping;
        return;
      }
    }
    for (const Edit& edit : wide) {
      edits_[report_.files[edit.span.file].path()].push_back(edit);
    }
    ++result_.applied;
  }

  bool IsTaken(const source::Span& span) const {
    const auto edits = edits_.find(report_.files[span.file].path());
    return edits != edits_.end() &&
           std::any_of(edits->second.begin(), edits->second.end(), [&](const Edit& edit) {
             return Overlap(edit.span, span);
           });
  }

  std::string TextWith(std::vector<Edit>& edits) const {
    std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
      return a.span.begin < b.span.begin;
    });
    const std::string_view text = report_.files[edits.front().span.file].text();
    std::string out;
    std::size_t at = 0;
    for (const Edit& edit : edits) {
      out += text.substr(at, edit.span.begin - at);
      out += edit.replacement;
      at = edit.span.end;
    }
    return out + std::string(text.substr(at));
  }

  const Report& report_;
  diag::Safety permitted_;
  const std::set<std::string>& may_change_;
  std::map<std::string, std::vector<Edit>> edits_;
  FixedTexts result_;
};

}  // namespace

FixedTexts ApplyFixes(
    const Report& report, diag::Safety permitted, const std::set<std::string>& may_change
) {
  return FixMaker(report, permitted, may_change).Make();
}

}  // namespace slate::findings
