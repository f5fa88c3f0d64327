// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/rules/rules.h"
#include "compiler/lint/tree.h"

namespace slate::lint::rules {

namespace {

// The calendar in `a .. b in office except waiting`, if it is one.
const ast::Name* CalendarOf(const Subject& subject, const ast::File& file, ast::ExprId spans) {
  const ast::ExprNode* node = &file[spans].node;
  while (const auto* except = std::get_if<ast::Except>(node)) {
    node = &file[except->spans].node;
  }
  const auto* in = std::get_if<ast::In>(node);
  const auto* range = in != nullptr ? std::get_if<ast::Range>(&file[in->spans].node) : nullptr;
  const auto* bound = in != nullptr ? std::get_if<ast::Ref>(&file[in->bound].node) : nullptr;
  if (range == nullptr || bound == nullptr) {
    return nullptr;
  }
  const auto& calendars = subject.effective.calendars;
  const bool known = std::any_of(calendars.begin(), calendars.end(), [&](const auto& c) {
    return c->name == bound->name;
  });
  return known ? &bound->name : nullptr;
}

const ast::Name* CalendarOfLength(const Subject& subject, const ast::File& file, ast::ExprId id) {
  const auto* call = std::get_if<ast::Call>(&file[id].node);
  const bool length = call != nullptr && call->name.text == "length" && call->args.size() == 1;
  return length ? CalendarOf(subject, file, call->args[0].source) : nullptr;
}

void Look(const Subject& subject, const Root& root) {
  const ast::File& file = root.module->file;
  ForEachExpr(file, root.expr, [&](ast::ExprId, const ast::Expr& expr) {
    const auto* compare = std::get_if<ast::Compare>(&expr.node);
    if (compare == nullptr ||
        !std::holds_alternative<ast::DurationLit>(file[compare->right].node)) {
      return;
    }
    const ast::Name* calendar = CalendarOfLength(subject, file, compare->left);
    if (calendar == nullptr) {
      return;
    }
    const std::string limit(subject.files[file.id].TextOf(file[compare->right].span));
    auto& remark = subject.sink.Report(
        diag::kTimeUsedCompared,
        expr.span,
        fmt::format(
            "the time used is compared: what happens outside `{}` after {} have run out is still "
            "in time",
            calendar->text,
            limit
        )
    );
    remark.help = fmt::format("a deadline is written `b <= a + {} of {}`", limit, calendar->text);
  });
}

void Run(const Subject& subject) {
  for (const auto& objective : subject.effective.objectives) {
    for (const Root& root : RootsOf(objective)) {
      Look(subject, root);
    }
  }
  for (const auto& input : subject.effective.inputs) {
    for (const ast::Let& let : input->lets) {
      Look(subject, {input.module, let.value});
    }
  }
}

}  // namespace

const Rule kTimeUsedCompared{
    .kind = &diag::kTimeUsedCompared,
    .bad_example =
        "calendar office = Mon .. Fri 09:00 .. 17:00\n"
        "input ticket per id { id: text  opened: first instant  solved: last instant } complete\n"
        "objective speed {\n"
        "  measure share(ticket by solved: length(opened .. solved in office) <= 8h) otherwise "
        "100%\n"
        "  target >= 95%\n"
        "}",
    .good_example =
        "calendar office = Mon .. Fri 09:00 .. 17:00\n"
        "input ticket per id { id: text  opened: first instant  solved: last instant } complete\n"
        "objective speed {\n"
        "  measure share(ticket by solved: solved <= opened + 8h of office) otherwise 100%\n"
        "  target >= 95%\n"
        "}",
    .run = Run,
};

}  // namespace slate::lint::rules
