// SPDX-License-Identifier: Apache-2.0
#include <cctype>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/rules/rules.h"
#include "compiler/lint/tree.h"

namespace slate::lint::rules {

namespace {

struct Figure {
  std::string text;  // as written after `target`
  std::string objective;
  Span span;
};

// Targets that are one number: those of tables differ from member to member.
std::vector<Figure> FiguresOf(const Subject& subject) {
  std::vector<Figure> figures;
  for (const auto& objective : subject.effective.objectives) {
    const auto target = FindLine<ast::Target>(objective);
    if (!target) {
      continue;
    }
    const ast::Expr& value = target->file()[target->node->value];
    const auto* number = std::get_if<ast::NumberLit>(&value.node);
    const bool share = number != nullptr && number->mark != ast::NumberLit::Mark::kNone;
    if (share || std::holds_alternative<ast::DurationLit>(value.node)) {
      figures.push_back(
          {std::string(subject.files[value.span.file].TextOf(value.span)),
           objective.declaration->name.text,
           value.span}
      );
    }
  }
  return figures;
}

bool GoesOn(char c) {
  return c == '.' || c == ',' || c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// Where the figure stands by itself.
std::optional<std::size_t> FindFigure(std::string_view text, const std::string& figure) {
  for (auto at = text.find(figure); at != std::string_view::npos; at = text.find(figure, at + 1)) {
    const bool starts = at == 0 || !GoesOn(text[at - 1]);
    const std::size_t end = at + figure.size();
    const bool ends =
        end >= text.size() || std::isalnum(static_cast<unsigned char>(text[end])) == 0;
    if (starts && ends) {
      return at;
    }
  }
  return std::nullopt;
}

void Look(const Subject& subject, const ast::Wording& wording, const std::vector<Figure>& figures) {
  const std::string_view text = subject.files[wording.span.file].TextOf(wording.span);
  for (const Figure& figure : figures) {
    const auto at = FindFigure(text, figure.text);
    if (!at) {
      continue;
    }
    const auto begin = wording.span.begin + static_cast<std::uint32_t>(*at);
    const Span span{
        wording.span.file, begin, begin + static_cast<std::uint32_t>(figure.text.size())};
    auto& problem = subject.sink.Report(
        diag::kFigureInProse,
        span,
        fmt::format("{} is the target of `{}`, written by hand", figure.text, figure.objective)
    );
    problem.secondary.push_back({figure.span, "the target"});
    const std::string reference = fmt::format("{{{}.target}}", figure.objective);
    problem.help = fmt::format("`{}` prints it", reference);
    problem.fixes.push_back({"refer to the target", diag::Safety::kUnsafe, {{span, reference}}});
    return;
  }
}

void Run(const Subject& subject) {
  const auto figures = FiguresOf(subject);
  for (const auto& clause : subject.effective.clauses) {
    for (const ast::Wording& wording : clause->wordings) {
      Look(subject, wording, figures);
    }
  }
}

}  // namespace

const Rule kFigureInProse{
    .kind = &diag::kFigureInProse,
    .bad_example =
        "input outage { from, to: instant } complete\n"
        "objective uptime { measure availability(spans(outage), period)  target >= 99.95% }\n"
        "clause \"Promise\" { en \"\"\"We keep the service up for 99.95% of the month.\"\"\" }",
    .good_example =
        "input outage { from, to: instant } complete\n"
        "objective uptime { measure availability(spans(outage), period)  target >= 99.95% }\n"
        "clause \"Promise\" { en \"\"\"We keep the service up for {uptime.target} of the "
        "month.\"\"\" }",
    .run = Run,
};

}  // namespace slate::lint::rules
