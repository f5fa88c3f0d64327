// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/rules/rules.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/used_names.h"

namespace slate::lint::rules {

namespace {

using Names = std::set<std::string>;

// Whether `agreement` is `base` or stands under it.
bool DescendsFrom(const resolve::Module& module, const ast::Agreement& agreement, const ast::Agreement& base) {
  const resolve::Module* where = &module;
  const ast::Agreement* at = &agreement;
  for (int steps = 0; at != nullptr && steps < 100; ++steps) {
    if (at == &base) {
      return true;
    }
    if (!at->under) {
      return false;
    }
    const resolve::AgreementRef parent = resolve::FindAgreement(*where, at->under->text);
    where = parent.module;
    at = parent.agreement;
  }
  return false;
}

// What the agreement, those under it and its amendments read.
Names NamesOfFamily(const Text& text, const ast::Agreement& base) {
  Names names;
  for (const resolve::Module& module : text.program.modules) {
    for (const ast::Agreement& agreement : module.file.agreements) {
      if (DescendsFrom(module, agreement, base)) {
        names.merge(NamesReadBy(module.file, agreement));
      }
    }
    for (const ast::Amendment& amendment : module.file.amendments) {
      names.merge(NamesReadBy(module.file, amendment));
    }
  }
  return names;
}

class Definitions {
 public:
  Definitions(const Text& text, const Names& names) : text_(text), names_(names) {}

  void Look(const ast::Item& item) {
    std::visit([this](const auto& node) { LookAt(node); }, item.node);
  }

 private:
  template <typename T>
  void LookAt(const T&) {}
  void LookAt(const ast::Let& n) { Expect(n.name, "let"); }
  void LookAt(const ast::Given& n) { Expect(n.name, "given"); }
  void LookAt(const ast::Attested& n) { Expect(n.name, "attested"); }
  void LookAt(const ast::Input& n) { Expect(n.name, "input"); }
  void LookAt(const ast::CalendarDecl& n) { Expect(n.name, "calendar"); }
  void LookAt(const ast::UnitDecl& n) { Expect(n.name, "unit"); }
  void LookAt(const ast::KeyDecl& n) {
    const bool member = std::any_of(n.members.begin(), n.members.end(), [&](const auto& m) { return names_.contains(m.name.text); });
    if (!member) {
      Expect(n.name, "key");
    }
  }
  void LookAt(const ast::Objective& n) {
    for (const ast::Promise& promise : n.promises) {
      if (const auto* let = std::get_if<ast::Let>(&promise.node)) {
        Expect(let->name, "let");
      }
    }
  }

  void Expect(const ast::Name& name, std::string_view kind) {
    if (!names_.contains(name.text)) {
      text_.sink.Report(diag::kUnusedDefinition, name.span, fmt::format("nothing reads the {} `{}`", kind, name.text)).help =
          "remove it, or use it where its value is written by hand";
    }
  }

  const Text& text_;
  const Names& names_;
};

// A text of metrics alone is a library: its metrics are for others.
void LookAtMetrics(const Text& text) {
  if (text.module.file.agreements.empty()) {
    return;
  }
  Names calls;
  for (const resolve::Module& module : text.program.modules) {
    calls.merge(CallsIn(module.file));
  }
  for (const ast::Metric& metric : text.module.file.metrics) {
    if (!calls.contains(metric.name.Text())) {
      text.sink.Report(diag::kUnusedDefinition, metric.name.span, fmt::format("nothing reads the metric `{}`", metric.name.Text())).help =
          "remove it, or measure with it";
    }
  }
}

void Run(const Text& text) {
  for (const ast::Agreement& agreement : text.module.file.agreements) {
    const Names names = NamesOfFamily(text, agreement);
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
