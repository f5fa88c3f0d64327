// SPDX-License-Identifier: Apache-2.0
#include "compiler/resolve/effective.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/resolve/amendments.h"
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

template <typename T>
concept Renamed = requires(const T& item) {
  item.formerly;
};

// Whether a statement is about the same thing as one before: by its name, or the name it had.
template <typename T>
bool IsAbout(const T& item, const T& known) {
  if constexpr (Renamed<T>) {
    if (item.formerly && item.formerly->text == NameOf(known)) {
      return true;
    }
  }
  return NameOf(item) == NameOf(known);
}

// How `loosens` names a statement.
std::string PathOf(const ast::Settle& settle) {
  return settle.name ? settle.name->text : "settle";
}
template <typename T>
std::string PathOf(const T& item) {
  return NameOf(item);
}

std::string LineName(const ast::Promise& promise) {
  return std::visit(
      Overloaded{
          [](const ast::Let& n) { return n.name.text; },
          [](const ast::OwnPeriod&) { return std::string("period"); },
          [](const ast::OnlyWhen&) { return std::string("only"); },
          [](const ast::Measure&) { return std::string("measure"); },
          [](const ast::Target&) { return std::string("target"); },
          [](const ast::Credit&) { return std::string("credit"); },
          [](const ast::Bonus&) { return std::string("bonus"); },
          [](const ast::Relies&) { return std::string("relies"); },
          [](const ast::Change&) { return std::string("changes"); },
      },
      promise.node
  );
}

// Puts the statements of one agreement over those taken from its parent.
class Layer {
 public:
  Layer(EffectiveAgreement& result, const Module& module, diag::Sink& sink)
      : result_(result), module_(module), sink_(sink) {}

  // What the layer says again is noted; the statement at `without` is passed over.
  void Watch(const source::Span* without) {
    watched_ = true;
    without_ = without;
  }

  void Put(const ast::Item& item) {
    if (without_ != nullptr && item.span == *without_) {
      return;
    }
    item_ = &item;
    std::visit([this](const auto& node) { PutNode(node); }, item.node);
  }

 private:
  template <typename T>
  Sited<T> At(const T& node) const {
    return {&module_, &node, item_->span, &item_->doc};
  }

  void Note(std::string path, const source::Span& span) {
    if (watched_) {
      result_.restated.push_back({std::move(path), span});
    }
  }

  void PutChange(const Sited<ast::Change>& change) {
    result_.changes.push_back(change);
    if (watched_) {
      result_.own_changes.push_back(change);
    }
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
      if (!IsAbout(node, *known.node)) {
        continue;
      }
      if (IsOfThisLayer(known.span)) {
        ReportTwice(NameOf(node), known.span);
      } else {
        Note(PathOf(node), item_->span);
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
  void PutNode(const ast::Change& n) { PutChange(At(n)); }
  void PutNode(const ast::Titles& n) { result_.titles.push_back(At(n)); }

  void PutNode(const ast::Objective& n) {
    for (EffectiveObjective& known : result_.objectives) {
      if (IsAbout(n, *known.declaration.node)) {
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
    if (n.formerly) {
      known.declaration = At(n);
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
      if (without_ == nullptr || promise.span != *without_) {
        PutPromise(known.promises, promise, n.name.text);
      }
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

  void PutPromise(
      std::vector<Sited<ast::Promise>>& promises,
      const ast::Promise& promise,
      const std::string& objective
  ) {
    if (const auto* change = std::get_if<ast::Change>(&promise.node)) {
      PutChange({&module_, change, promise.span, nullptr});
    }
    for (Sited<ast::Promise>& known : promises) {
      if (SameLine(*known.node, promise)) {
        Note(objective + "." + LineName(promise), promise.span);
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
  bool watched_ = false;
  const source::Span* without_ = nullptr;
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

using AmendmentSite = Sited<ast::Amendment>;

// Those of one agreement, by date; of one date as they are written.
std::vector<AmendmentSite> AmendmentsOf(const Program& program, const ast::Agreement& agreement) {
  std::vector<AmendmentSite> found;
  const auto [first, last] = program.amendments.equal_range(agreement.name.text);
  for (auto at = first; at != last; ++at) {
    const auto& [module, amendment] = at->second;
    if (FindAgreement(*module, amendment->of.text).agreement == &agreement) {
      found.push_back({module, amendment, amendment->span, &amendment->doc});
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const AmendmentSite& a, const AmendmentSite& b) {
    return a->from_day < b->from_day;
  });
  return found;
}

void PutLayer(
    EffectiveAgreement& result,
    const Ancestor& ancestor,
    bool is_last,
    const source::Span* without,
    diag::Sink& sink
) {
  Layer layer(result, *ancestor.module, sink);
  if (is_last) {
    layer.Watch(without);
  }
  for (const ast::Item& item : ancestor.agreement->items) {
    layer.Put(item);
  }
}

// The agreement with all amendments up to a day; nothing for a day stands for before all.
EffectiveAgreement Flatten(
    const Program& program,
    const std::vector<Ancestor>& line,
    std::optional<std::int32_t> day,
    diag::Sink& sink
) {
  EffectiveAgreement result{.module = line.front().module, .agreement = line.front().agreement};
  for (auto it = line.rbegin(); it != line.rend(); ++it) {
    result.chain.push_back(it->agreement);
    for (const ast::Narrow& narrow : it->agreement->narrows) {
      result.narrows.push_back({it->module, &narrow, narrow.key.span, nullptr});
    }
    PutLayer(result, *it, it + 1 == line.rend(), nullptr, sink);
    for (const AmendmentSite& amendment : AmendmentsOf(program, *it->agreement)) {
      if (!day || amendment->from_day > *day) {
        break;
      }
      Layer over(result, *amendment.module, sink);
      for (const ast::Item& item : amendment->items) {
        over.Put(item);
      }
      if (!result.amendment || (*result.amendment)->from_day <= amendment->from_day) {
        result.amendment = amendment;
      }
    }
  }
  return result;
}

}  // namespace

std::vector<EffectiveAgreement> Versions(
    const Program& program, const Module& module, const ast::Agreement& agreement, diag::Sink& sink
) {
  const auto line = Ancestors(module, agreement, sink);
  if (!line) {
    return {};
  }
  std::set<std::int32_t> days;
  for (const Ancestor& ancestor : *line) {
    for (const AmendmentSite& amendment : AmendmentsOf(program, *ancestor.agreement)) {
      days.insert(amendment->from_day);
    }
  }
  std::vector<EffectiveAgreement> versions;
  versions.push_back(Flatten(program, *line, std::nullopt, sink));
  for (const std::int32_t day : days) {
    versions.back().speaks_in_examples = false;
    versions.push_back(Flatten(program, *line, day, sink));
  }
  return versions;
}

std::vector<Sited<ast::Amendment>> AllAmendments(
    const Program& program, const EffectiveAgreement& agreement
) {
  std::vector<AmendmentSite> all;
  for (const ast::Agreement* part : agreement.chain) {
    const std::vector<AmendmentSite> own = AmendmentsOf(program, *part);
    all.insert(all.end(), own.begin(), own.end());
  }
  std::stable_sort(all.begin(), all.end(), [](const AmendmentSite& a, const AmendmentSite& b) {
    return a->from_day < b->from_day;
  });
  return all;
}

std::optional<EffectiveAgreement> Without(
    const Module& module, const ast::Agreement& agreement, const source::Span& restated
) {
  diag::Sink unheard;  // what is wrong was reported of the agreement itself
  const auto line = Ancestors(module, agreement, unheard);
  if (!line) {
    return std::nullopt;
  }
  EffectiveAgreement result{.module = &module, .agreement = &agreement};
  for (auto it = line->rbegin(); it != line->rend(); ++it) {
    result.chain.push_back(it->agreement);
    for (const ast::Narrow& narrow : it->agreement->narrows) {
      result.narrows.push_back({it->module, &narrow, narrow.key.span, nullptr});
    }
    PutLayer(result, *it, it + 1 == line->rend(), &restated, unheard);
  }
  return result;
}

void CheckAmendedNames(const Program& program, diag::Sink& sink) {
  for (const Module& module : program.modules) {
    for (const ast::Amendment& amendment : module.file.amendments) {
      if (FindAgreement(module, amendment.of.text).agreement == nullptr) {
        ReportUnknownParent(module, amendment.of, sink);
      }
    }
  }
}

}  // namespace slate::resolve
