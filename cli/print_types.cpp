// SPDX-License-Identifier: Apache-2.0
#include "cli/print_types.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/plan/formula.h"
#include "runtime/plan/names.h"
#include "runtime/plan/walk.h"

namespace slate::cli {

namespace {

using plan::NodeId;

std::string Keyed(const std::vector<std::string>& keys) {
  return keys.empty() ? std::string() : fmt::format(" by {}", fmt::join(keys, ", "));
}

class TypeLister {
 public:
  explicit TypeLister(const plan::Plan& plan) : plan_(plan) {}

  std::string List() {
    Line(0, "agreement " + plan_.name);
    for (const plan::Input& input : plan_.inputs) {
      if (!input.built_in) {
        ListInput(input);
      }
    }
    for (const plan::Given& given : plan_.givens) {
      Line(1, fmt::format("given {}{}: {}", given.name, Keyed(given.keys), plan::Show(given.type)));
    }
    for (const plan::Attested& fact : plan_.attested) {
      Line(1, fmt::format("attested {}{}: {}", fact.name, Keyed(fact.keys), plan::Show(fact.type)));
    }
    for (const plan::Definition& definition : plan_.definitions) {
      Root(1, "let " + definition.name + Keyed(definition.keys), definition.value);
    }
    for (const plan::Objective& objective : plan_.objectives) {
      ListObjective(objective);
    }
    for (const plan::Settle& settle : plan_.settles) {
      Line(1, fmt::format("settle {}{}", settle.name, Keyed(settle.keys)));
      for (const plan::Step& step : settle.steps) {
        Root(2, std::string(plan::NameOf(step.kind)), step.amount);
      }
    }
    for (const plan::Right& right : plan_.rights) {
      Line(1, fmt::format("right {}{}", right.name, Keyed(right.keys)));
      Root(2, "when", right.when);
      Root(2, "until", right.until);
    }
    return std::move(out_);
  }

 private:
  void ListInput(const plan::Input& input) {
    Line(1, "input " + input.name);
    for (const plan::Column& column : input.columns) {
      Line(2, fmt::format("{}: {}", column.name, plan::Show(column.type)));
    }
  }

  void ListObjective(const plan::Objective& objective) {
    Line(1, fmt::format("objective {}{}", objective.name, Keyed(objective.keys)));
    for (const plan::Objective::Let& let : objective.lets) {
      Root(2, "let " + let.name, let.value);
    }
    Root(2, "only when", objective.only_when);
    Root(2, "measure", objective.measure);
    Root(2, "target", objective.target);
    Root(2, "credit", objective.credit);
    Root(2, "bonus", objective.bonus);
    Root(2, "bonus when", objective.bonus_when);
  }

  void Root(std::size_t depth, const std::string& what, std::optional<NodeId> id) {
    if (!id) {
      return;
    }
    Line(depth, fmt::format("{}: {}", what, plan::Show(plan_[*id].type)));
    std::set<NodeId> shown;
    Expression(depth + 1, *id, shown);
  }

  void Expression(std::size_t depth, NodeId id, std::set<NodeId>& shown) {
    const plan::Node& node = plan_[id];
    if (node.op == plan::Op::kConst || !shown.insert(id).second) {
      return;
    }
    Line(depth, fmt::format("{}: {}", plan::FormulaOf(plan_, id), plan::Show(node.type)));
    plan::ForEachArg(plan_, node, [&](NodeId child) { Expression(depth + 1, child, shown); });
  }

  void Line(std::size_t depth, std::string_view text) {
    constexpr std::size_t kIndent = 2;
    out_ += fmt::format("{:{}}{}\n", "", depth * kIndent, text);
  }

  const plan::Plan& plan_;
  std::string out_;
};

}  // namespace

std::string PrintTypes(const plan::Plan& plan) {
  return TypeLister(plan).List();
}

}  // namespace slate::cli
