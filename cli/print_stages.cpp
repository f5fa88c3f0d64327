// SPDX-License-Identifier: Apache-2.0
#include "cli/print_stages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/ast/print.h"
#include "runtime/plan/formula.h"
#include "runtime/plan/print.h"

namespace slate::cli {

namespace {

std::string Trees(const driver::Compilation& compiled, const Session& session) {
  std::string text;
  for (const resolve::Module& module : compiled.program.modules) {
    if (module.is_root) {
      text += ast::Print(module.file, session.files);
    }
  }
  return text;
}

// What each text defines and where else its names come from.
std::string Names(const driver::Compilation& compiled) {
  std::string text;
  for (const resolve::Module& module : compiled.program.modules) {
    if (!module.is_root) {
      continue;
    }
    text += fmt::format("{}\n", module.path);
    for (const resolve::Module* used : module.uses) {
      text += fmt::format("  uses {}\n", used->path);
    }
    for (const std::string& name : resolve::MetricNames(module)) {
      const resolve::MetricRef found = resolve::FindMetric(module, name);
      text += fmt::format("  metric {} of {}\n", name, found.module->path);
    }
    for (const std::string& name : resolve::AgreementNames(module)) {
      const resolve::AgreementRef found = resolve::FindAgreement(module, name);
      text += fmt::format("  agreement {} of {}\n", name, found.module->path);
    }
  }
  for (const auto& [name, table] : compiled.program.holidays) {
    text += fmt::format("holidays {} for {}..{}\n", name, table.first_year, table.last_year);
  }
  return text;
}

std::string Keyed(const std::vector<std::string>& keys) {
  return keys.empty() ? std::string() : fmt::format(" by {}", fmt::join(keys, ", "));
}

class TypeLister {
 public:
  explicit TypeLister(const plan::Plan& plan) : plan_(plan) {}

  std::string List() {
    out_ += fmt::format("agreement {}\n", plan_.name);
    for (const plan::Input& input : plan_.inputs) {
      out_ += fmt::format("  input {}\n", input.name);
      for (const plan::Column& column : input.columns) {
        out_ += fmt::format("    {}: {}\n", column.name, plan::Show(column.type));
      }
    }
    for (const plan::Given& given : plan_.givens) {
      out_ +=
          fmt::format("  given {}: {}{}\n", given.name, plan::Show(given.type), Keyed(given.keys));
    }
    for (const plan::Definition& definition : plan_.definitions) {
      Add("  let " + definition.name + Keyed(definition.keys), definition.value);
    }
    for (const plan::Objective& objective : plan_.objectives) {
      ListObjective(objective);
    }
    return std::move(out_);
  }

 private:
  void ListObjective(const plan::Objective& objective) {
    out_ += fmt::format("  objective {}{}\n", objective.name, Keyed(objective.keys));
    for (const plan::Objective::Let& let : objective.lets) {
      Add("    let " + let.name, let.value);
    }
    Add("    measure", objective.measure);
    Add("    target", objective.target);
    Add("    credit", objective.credit);
    Add("    bonus", objective.bonus);
  }

  void Add(const std::string& what, const std::optional<plan::NodeId>& id) {
    if (id) {
      out_ += fmt::format("{}: {}\n", what, plan::Show(plan_[*id].type));
    }
  }

  const plan::Plan& plan_;
  std::string out_;
};

}  // namespace

std::string PrintStage(
    std::string_view stage, const driver::Compilation& compiled, const Session& session
) {
  if (stage == "ast") {
    return Trees(compiled, session);
  }
  if (stage == "names") {
    return Names(compiled);
  }
  std::string text;
  if (session.sink.has_errors()) {
    return text;
  }
  for (const plan::Plan& plan : compiled.plans) {
    text += text.empty() ? "" : "\n";
    text += stage == "types" ? TypeLister(plan).List() : plan::Explain(plan);
  }
  return text;
}

}  // namespace slate::cli
