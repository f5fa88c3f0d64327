// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/rules/rules.h"
#include "compiler/lint/used_names.h"

namespace slate::lint::rules {

namespace {

using Names = std::set<std::string>;

class Definitions {
 public:
  Definitions(const Text& text, const Names& names) : text_(text), names_(names) {}

  void Look(const ast::Item& item) {
    item_ = item.span;
    std::visit([this](const auto& node) { LookAt(node); }, item.node);
  }

 private:
  template <typename T>
  void LookAt(const T&) {}
  void LookAt(const ast::Let& n) { Expect(n.name, "let", diag::Safety::kSafe); }
  void LookAt(const ast::Given& n) { Expect(n.name, "given"); }
  void LookAt(const ast::Attested& n) { Expect(n.name, "attested"); }
  void LookAt(const ast::Input& n) { Expect(n.name, "input"); }
  void LookAt(const ast::CalendarDecl& n) { Expect(n.name, "calendar", diag::Safety::kSafe); }
  void LookAt(const ast::UnitDecl& n) { Expect(n.name, "unit", diag::Safety::kSafe); }
  void LookAt(const ast::KeyDecl& n) {
    const bool member = std::any_of(n.members.begin(), n.members.end(), [&](const auto& m) {
      return names_.contains(m.name.text);
    });
    if (!member) {
      Expect(n.name, "key");
    }
  }
  // The `let`s of an objective are figures of its result, read or not.

  // What data and facts the parties bring is for them to say, so the rest is not safe to remove.
  void Expect(
      const ast::Name& name, std::string_view kind, diag::Safety safety = diag::Safety::kUnsafe
  ) {
    if (names_.contains(name.text)) {
      return;
    }
    auto& problem = text_.sink.Report(
        diag::kUnusedDefinition,
        name.span,
        fmt::format("nothing reads the {} `{}`", kind, name.text)
    );
    problem.help = "remove it, or use it where its value is written by hand";
    problem.fixes.push_back({fmt::format("remove the {}", kind), safety, {{item_, ""}}});
  }

  const Text& text_;
  const Names& names_;
  ast::Span item_ = {};
};

// A text of metrics alone is a library: its metrics are for others.
void LookAtMetrics(const Text& text) {
  if (text.module.file.agreements.empty()) {
    return;
  }
  for (const ast::Metric& metric : text.module.file.metrics) {
    if (!text.readers.calls().contains(metric.name.Text())) {
      text.sink
          .Report(
              diag::kUnusedDefinition,
              metric.name.span,
              fmt::format("nothing reads the metric `{}`", metric.name.Text())
          )
          .help = "remove it, or measure with it";
    }
  }
}

void Run(const Text& text) {
  for (const ast::Agreement& agreement : text.module.file.agreements) {
    const Names names = text.readers.NamesOfFamily(agreement);
    Definitions definitions(text, names);
    for (const ast::Item& item : agreement.items) {
      definitions.Look(item);
    }
  }
  LookAtMetrics(text);
}

}  // namespace

const Rule kUnusedDefinition{
    .kind = &diag::kUnusedDefinition,
    .bad_example =
        "input outage { from, to: instant } complete\n"
        "given allowance: duration = 43min\n"
        "objective downtime { measure length(spans(outage) in period)  target <= 45min }",
    .good_example =
        "input outage { from, to: instant } complete\n"
        "given allowance: duration = 43min\n"
        "objective downtime { measure length(spans(outage) in period)  target <= allowance }",
    .run_on_text = Run,
};

}  // namespace slate::lint::rules
