// SPDX-License-Identifier: Apache-2.0
#include "compiler/resolve/effective.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/resolve/near_name.h"
#include "runtime/base/overloaded.h"

namespace slate::resolve {

namespace {

std::string NameOf(const ast::Settle& settle) {
  return settle.name ? settle.name->text : "settlement";
}
std::string NameOf(const ast::Duty& duty) {
  return duty.title;
}
std::string NameOf(const ast::Clause& clause) {
  return clause.title;
}
template <typename T>
std::string NameOf(const T& item) {
  return item.name.text;
}

// Puts the statements of one agreement over those taken from its parent.
class Layer {
 public:
  Layer(EffectiveAgreement& result, const Module& module, diag::Sink& sink)
      : result_(result), module_(module), sink_(sink) {}

  void Put(const ast::Item& item) {
    item_ = &item;
    std::visit([this](const auto& node) { PutNode(node); }, item.node);
  }

 private:
  template <typename T>
  Sited<T> At(const T& node) const {
    return {&module_, &node, item_->span, &item_->doc};
  }

  template <typename T>
  void PutOnce(std::optional<Sited<T>>& slot, const T& node) {
    if (slot && slot->module == &module_ && IsOfThisLayer(slot->span)) {
      sink_.Report(diag::kRepeatedStatement, item_->span, "this is said twice")
          .secondary.push_back({slot->span, "first here"});
      return;
    }
    slot = At(node);
    stated_.push_back(item_->span);
  }

  template <typename T>
  void PutNamed(std::vector<Sited<T>>& list, const T& node) {
    for (Sited<T>& known : list) {
      if (NameOf(*known.node) != NameOf(node)) {
        continue;
      }
      if (IsOfThisLayer(known.span)) {
        ReportTwice(NameOf(node), known.span);
      } else {
        known = At(node);
        stated_.push_back(item_->span);
      }
      return;
    }
    list.push_back(At(node));
    stated_.push_back(item_->span);
  }

  bool IsOfThisLayer(const source::Span& span) const {
    return std::find(stated_.begin(), stated_.end(), span) != stated_.end();
  }

  void ReportTwice(const std::string& name, const source::Span& first) {
    sink_.Report(diag::kDuplicateName, item_->span, fmt::format("`{}` is defined twice", name))
        .secondary.push_back({first, "first here"});
  }

  void PutNode(const ast::Version& n) { PutOnce(result_.version, n); }
  void PutNode(const ast::Provider& n) { PutOnce(result_.provider, n); }
  void PutNode(const ast::Customer& n) { PutOnce(result_.customer, n); }
  void PutNode(const ast::Term& n) { PutOnce(result_.term, n); }
  void PutNode(const ast::Zone& n) { PutOnce(result_.zone, n); }
  void PutNode(const ast::Currency& n) { PutOnce(result_.currency, n); }
  void PutNode(const ast::PeriodDecl& n) { PutOnce(result_.period, n); }
  void PutNode(const ast::Partial& n) { PutOnce(result_.partial, n); }
  void PutNode(const ast::UnitDecl& n) { PutNamed(result_.units, n); }
  void PutNode(const ast::KeyDecl& n) { PutNamed(result_.keys, n); }
  void PutNode(const ast::CalendarDecl& n) { PutNamed(result_.calendars, n); }
  void PutNode(const ast::Input& n) { PutNamed(result_.inputs, n); }
  void PutNode(const ast::Given& n) { PutNamed(result_.givens, n); }
  void PutNode(const ast::Attested& n) { PutNamed(result_.attested, n); }
  void PutNode(const ast::Let& n) { PutNamed(result_.lets, n); }
  void PutNode(const ast::Settle& n) { PutNamed(result_.settles, n); }
  void PutNode(const ast::Right& n) { PutNamed(result_.rights, n); }
  void PutNode(const ast::Duty& n) { PutNamed(result_.duties, n); }
  void PutNode(const ast::Clause& n) { PutNamed(result_.clauses, n); }
  void PutNode(const ast::Opening& n) { result_.openings.push_back(At(n)); }
  void PutNode(const ast::Change& n) { result_.changes.push_back(At(n)); }
  void PutNode(const ast::Titles& n) { result_.titles.push_back(At(n)); }

  void PutNode(const ast::Objective& n) {
    for (EffectiveObjective& known : result_.objectives) {
      if (known.declaration->name.text == n.name.text) {
        Restate(known, n);
        return;
      }
    }
    EffectiveObjective objective{
        .declaration = At(n), .title = n.title, .by = n.by, .each = n.each, .promises = {}};
    for (const ast::Promise& promise : n.promises) {
      objective.promises.push_back(Site(promise));
    }
    result_.objectives.push_back(std::move(objective));
    stated_.push_back(item_->span);
  }

  Sited<ast::Promise> Site(const ast::Promise& promise) const {
    return {&module_, &promise, promise.span, nullptr};
  }

  // A restated objective replaces only the lines it states.
  void Restate(EffectiveObjective& known, const ast::Objective& n) {
    if (IsOfThisLayer(known.declaration.span)) {
      ReportTwice(n.name.text, known.declaration.span);
      return;
    }
    if (n.title) {
      known.title = n.title;
    }
    if (n.by) {
      known.by = n.by;
    }
    if (!n.each.empty()) {
      known.each = n.each;
    }
    for (const ast::Promise& promise : n.promises) {
      PutPromise(known.promises, promise);
    }
  }

  static bool SameLine(const ast::Promise& a, const ast::Promise& b) {
    if (a.node.index() != b.node.index() || std::holds_alternative<ast::Relies>(a.node) ||
        std::holds_alternative<ast::Change>(a.node)) {
      return false;
    }
    const auto* let = std::get_if<ast::Let>(&a.node);
    return let == nullptr || let->name.text == std::get<ast::Let>(b.node).name.text;
  }

  void PutPromise(std::vector<Sited<ast::Promise>>& promises, const ast::Promise& promise) const {
    for (Sited<ast::Promise>& known : promises) {
      if (SameLine(*known.node, promise)) {
        known = Site(promise);
        return;
      }
    }
    promises.push_back(Site(promise));
  }

  EffectiveAgreement& result_;
  const Module& module_;
  diag::Sink& sink_;
  const ast::Item* item_ = nullptr;
  std::vector<source::Span> stated_;
};

struct Ancestor {
  const Module* module = nullptr;
  const ast::Agreement* agreement = nullptr;
};

void ReportUnknownParent(const Module& module, const ast::Name& name, diag::Sink& sink) {
  if (module.incomplete) {
    return;
  }
  auto& problem =
      sink.Report(diag::kUnknownAgreement, name.span, fmt::format("no agreement `{}`", name.text));
  if (const auto near = NearestName(name.text, AgreementNames(module))) {
    SuggestName(problem, name.span, *near);
  }
}

// This agreement first, then what it stands under.
std::optional<std::vector<Ancestor>> Ancestors(
    const Module& module, const ast::Agreement& agreement, diag::Sink& sink
) {
  std::vector<Ancestor> line{{&module, &agreement}};
  while (line.back().agreement->under) {
    const ast::Name& name = *line.back().agreement->under;
    const AgreementRef parent = FindAgreement(*line.back().module, name.text);
    if (parent.agreement == nullptr) {
      ReportUnknownParent(*line.back().module, name, sink);
      return std::nullopt;
    }
    const bool circle = std::any_of(line.begin(), line.end(), [&](const Ancestor& a) {
      return a.agreement == parent.agreement;
    });
    if (circle) {
      sink.Report(
          diag::kDefinitionCycle, name.span, fmt::format("`{}` stands under itself", name.text)
      );
      return std::nullopt;
    }
    line.push_back({parent.module, parent.agreement});
  }
  return line;
}

}  // namespace

std::optional<EffectiveAgreement> Flatten(
    const Module& module, const ast::Agreement& agreement, diag::Sink& sink
) {
  auto line = Ancestors(module, agreement, sink);
  if (!line) {
    return std::nullopt;
  }
  EffectiveAgreement result{.module = &module, .agreement = &agreement};
  for (auto it = line->rbegin(); it != line->rend(); ++it) {
    result.chain.push_back(it->agreement);
    for (const ast::Narrow& narrow : it->agreement->narrows) {
      result.narrows.push_back({it->module, &narrow, narrow.key.span, nullptr});
    }
    Layer layer(result, *it->module, sink);
    for (const ast::Item& item : it->agreement->items) {
      layer.Put(item);
    }
  }
  return result;
}

}  // namespace slate::resolve
