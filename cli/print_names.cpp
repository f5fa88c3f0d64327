// SPDX-License-Identifier: Apache-2.0
#include "cli/print_names.h"

#include <cstddef>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/resolve/effective.h"
#include "runtime/base/overloaded.h"
#include "runtime/calendar/civil_time.h"

namespace slate::cli {

namespace {

using resolve::EffectiveAgreement;
using resolve::EffectiveObjective;
using resolve::Module;

class NameLister {
 public:
  NameLister(const driver::Compilation& compiled, const Session& session)
      : program_(compiled.program), session_(session), library_(StdlibFolder() + "/") {}

  std::string List() {
    for (const Module& module : program_.modules) {
      if (module.is_root) {
        ListModule(module);
      }
    }
    for (const auto& [name, table] : program_.holidays) {
      out_ += fmt::format("holidays {} for {} .. {}\n", name, table.first_year, table.last_year);
    }
    return std::move(out_);
  }

 private:
  void ListModule(const Module& module) {
    root_ = &module;
    out_ += fmt::format("{}\n", module.path);
    for (const Module* used : module.uses) {
      out_ += fmt::format("  use {}\n", ShortPath(*used));
    }
    for (const std::string& name : resolve::MetricNames(module)) {
      const resolve::MetricRef found = resolve::FindMetric(module, name);
      Line(1, "metric " + name, *found.module, found.metric->name.span);
    }
    diag::Sink nobody;  // what is wrong with versions was reported when they were made
    for (const ast::Agreement& agreement : module.file.agreements) {
      for (const EffectiveAgreement& version :
           resolve::Versions(program_, module, agreement, nobody)) {
        ListVersion(version);
      }
    }
  }

  void ListVersion(const EffectiveAgreement& version) {
    std::vector<std::string> above;
    for (const ast::Agreement* link : version.chain) {
      if (link != version.agreement) {
        above.push_back(link->name.text);
      }
    }
    std::string head = "agreement " + version.agreement->name.text;
    if (!above.empty()) {
      head += fmt::format(" under {}", fmt::join(above.rbegin(), above.rend(), " under "));
    }
    if (version.amendment) {
      const calendar::Date from{(*version.amendment)->from_day};
      head += fmt::format(" from {}", calendar::FormatDate(from));
    }
    Line(1, head, *version.module, version.agreement->name.span);
    ListDeclared(version);
    for (const EffectiveObjective& objective : version.objectives) {
      ListObjective(objective);
    }
    for (const auto& settle : version.settles) {
      const auto& name = settle->name;
      Line(2, name ? "settle " + name->text : "settle", *settle.module, settle.span);
    }
    AddAll("right", version.rights);
  }

  void ListDeclared(const EffectiveAgreement& version) {
    AddAll("unit", version.units);
    AddAll("key", version.keys);
    AddAll("calendar", version.calendars);
    for (const auto& input : version.inputs) {
      Line(2, "input " + input->name.text, *input.module, input->name.span);
      for (const ast::Column& column : input->columns) {
        for (const ast::Name& name : column.names) {
          Line(3, "column " + name.text, *input.module, name.span);
        }
      }
      for (const ast::Let& let : input->lets) {
        Line(3, "let " + let.name.text, *input.module, let.name.span);
      }
    }
    AddAll("given", version.givens);
    AddAll("attested", version.attested);
    AddAll("let", version.lets);
  }

  void ListObjective(const EffectiveObjective& objective) {
    const auto& declared = objective.declaration;
    Line(2, "objective " + declared->name.text, *declared.module, declared->name.span);
    for (const auto& promise : objective.promises) {
      Line(3, NameOf(*promise.node), *promise.module, promise.span);
    }
  }

  static std::string NameOf(const ast::Promise& promise) {
    return std::visit(
        Overloaded{
            [](const ast::Let& n) { return "let " + n.name.text; },
            [](const ast::OwnPeriod&) { return std::string("period"); },
            [](const ast::OnlyWhen&) { return std::string("only when"); },
            [](const ast::Measure&) { return std::string("measure"); },
            [](const ast::Target&) { return std::string("target"); },
            [](const ast::Credit&) { return std::string("credit"); },
            [](const ast::Bonus&) { return std::string("bonus"); },
            [](const ast::Relies&) { return std::string("relies on"); },
            [](const ast::Change& n) { return std::string(n.loosens ? "loosens" : "changes"); },
        },
        promise.node
    );
  }

  template <typename T>
  void AddAll(std::string_view kind, const std::vector<resolve::Sited<T>>& statements) {
    for (const resolve::Sited<T>& statement : statements) {
      Line(
          2,
          fmt::format("{} {}", kind, statement->name.text),
          *statement.module,
          statement->name.span
      );
    }
  }

  void Line(std::size_t depth, std::string_view what, const Module& module, source::Span span) {
    constexpr std::size_t kIndent = 2;
    const source::Position at = session_.files[span.file].PositionOf(span.begin);
    const std::string file = &module == root_ ? std::string() : ShortPath(module) + ":";
    out_ += fmt::format("{:{}}{}  {}{}:{}\n", "", depth * kIndent, what, file, at.line, at.column);
  }

  // A text of the library by its name in `use`, so that the listing is the same on all machines.
  std::string ShortPath(const Module& module) const {
    constexpr std::string_view kEnding = ".slate";
    if (module.path.rfind(library_, 0) != 0) {
      return module.path;
    }
    std::string name = module.path.substr(library_.size());
    name.resize(name.size() - kEnding.size());
    return "std." + name;
  }

  const resolve::Program& program_;
  const Session& session_;
  std::string library_;  // its folder
  const Module* root_ = nullptr;
  std::string out_;
};

}  // namespace

std::string PrintNames(const driver::Compilation& compiled, const Session& session) {
  return NameLister(compiled, session).List();
}

}  // namespace slate::cli
