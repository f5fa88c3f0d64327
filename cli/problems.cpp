// SPDX-License-Identifier: Apache-2.0
#include "cli/problems.h"

#include <fmt/format.h>

namespace slate::cli {

namespace {

// Nothing where the text a plan was made of is not at hand, or has changed its size since.
std::optional<source::Span> SpanOf(
    const std::optional<plan::Origin>& origin, const plan::Plan& plan, const Session& session
) {
  if (!origin || origin->file >= plan.source_files.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < session.files.size(); ++i) {
    const auto file = static_cast<source::FileId>(i);
    const source::File& text = session.files[file];
    if (text.path() == plan.source_files[origin->file] && origin->end <= text.text().size()) {
      return source::Span{file, origin->begin, origin->end};
    }
  }
  return std::nullopt;
}

std::string FileOf(const std::optional<plan::Origin>& origin, const plan::Plan& plan) {
  const bool known = origin && origin->file < plan.source_files.size();
  return known ? plan.source_files[origin->file] : plan.name;
}

}  // namespace

void ReportProblems(
    const std::vector<evaluate::Problem>& problems, const plan::Plan& plan, Session& session
) {
  for (const evaluate::Problem& problem : problems) {
    if (const std::optional<source::Span> span = SpanOf(problem.origin, plan, session)) {
      session.sink.Report(*problem.kind, *span, problem.message);
    } else {
      session.sink.Report(
          *problem.kind, diag::DataPlace{.path = FileOf(problem.origin, plan)}, problem.message
      );
    }
  }
}

std::string PlaceInWords(
    const std::optional<plan::Origin>& origin, const plan::Plan& plan, const Session& session
) {
  const std::optional<source::Span> span = SpanOf(origin, plan, session);
  if (!span) {
    return {};
  }
  const source::File& file = session.files[span->file];
  const source::Position at = file.PositionOf(span->begin);
  return fmt::format("{}:{}:{}", file.path(), at.line, at.column);
}

}  // namespace slate::cli
