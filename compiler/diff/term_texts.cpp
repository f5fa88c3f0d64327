// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/term_texts.h"

#include <fmt/format.h>

#include "compiler/diff/settle_steps.h"
#include "compiler/diff/words.h"
#include "runtime/base/overloaded.h"
#include "runtime/plan/names.h"

namespace slate::diff {

namespace {

using resolve::Sited;

class Collector {
 public:
  explicit Collector(const Text& text) : text_(text), agreement_(*text.agreement) {}

  std::vector<TermText> Take() {
    Header();
    Facts();
    for (const resolve::EffectiveObjective& objective : agreement_.objectives) {
      Objective(objective);
    }
    Consequences();
    Rest();
    return std::move(terms_);
  }

 private:
  std::string Slice(const source::Span& span) const {
    return OnOneLine((*text_.files)[span.file].TextOf(span));
  }
  std::string Place(const source::Span& span) const {
    const source::File& file = (*text_.files)[span.file];
    return fmt::format("{}:{}", file.path(), file.PositionOf(span.begin).line);
  }

  TermText& Put(ChangeKind kind, std::string path, const source::Span& span) {
    terms_.push_back(
        {.kind = kind,
         .path = std::move(path),
         .text = Slice(span),
         .words = {},
         .place = Place(span)}
    );
    return terms_.back();
  }
  template <typename T>
  TermText* PutItem(ChangeKind kind, std::string path, const Sited<T>& item) {
    TermText& term = Put(kind, std::move(path), item.span);
    term.words = item.doc != nullptr ? item.doc->text : "";
    return &term;
  }
  template <typename T>
  void PutOne(ChangeKind kind, std::string path, const std::optional<Sited<T>>& item) {
    if (item) {
      PutItem(kind, std::move(path), *item);
    }
  }
  template <typename T>
  void PutNamed(ChangeKind kind, std::string_view word, const std::vector<Sited<T>>& items) {
    for (const Sited<T>& item : items) {
      TermText* term = PutItem(kind, fmt::format("{} {}", word, item->name.text), item);
      if constexpr (requires { item->formerly; }) {
        term->formerly = item->formerly ? fmt::format("{} {}", word, item->formerly->text) : "";
      }
    }
  }

  void Header() {
    PutOne(ChangeKind::kVersion, "version", agreement_.version);
    PutOne(ChangeKind::kParty, "provider", agreement_.provider);
    PutOne(ChangeKind::kParty, "customer", agreement_.customer);
    PutOne(ChangeKind::kTerm, "term", agreement_.term);
    PutOne(ChangeKind::kZone, "zone", agreement_.zone);
    PutOne(ChangeKind::kCurrency, "currency", agreement_.currency);
    PutOne(ChangeKind::kPeriod, "period", agreement_.period);
    PutOne(ChangeKind::kPartial, "partial", agreement_.partial);
    const ast::Agreement& own = *agreement_.agreement;
    if (own.under || !agreement_.narrows.empty()) {
      std::string says = own.under ? "under " + own.under->text : "";
      for (const auto& narrow : agreement_.narrows) {
        says += fmt::format(" {}", Slice(narrow.span));
      }
      terms_.push_back(
          {.kind = ChangeKind::kLevel,
           .path = "under",
           .text = says,
           .words = {},
           .place = Place(own.span)}
      );
    }
    if (own.title || !own.doc.text.empty()) {
      terms_.push_back(
          {.kind = ChangeKind::kWording,
           .path = "title",
           .text = own.title.value_or("") + (own.doc.text.empty() ? "" : " " + own.doc.text),
           .words = {},
           .place = Place(own.span)}
      );
    }
  }

  void Facts() {
    PutNamed(ChangeKind::kUnit, "unit", agreement_.units);
    PutNamed(ChangeKind::kKey, "key", agreement_.keys);
    PutNamed(ChangeKind::kCalendar, "calendar", agreement_.calendars);
    PutNamed(ChangeKind::kInput, "input", agreement_.inputs);
    PutNamed(ChangeKind::kGiven, "given", agreement_.givens);
    PutNamed(ChangeKind::kAttested, "attested", agreement_.attested);
    PutNamed(ChangeKind::kLet, "let", agreement_.lets);
  }

  void Objective(const resolve::EffectiveObjective& objective) {
    const std::string name = objective.declaration->name.text;
    std::string scope = objective.by ? "by " + objective.by->text : "";
    for (const ast::Over& over : objective.each) {
      scope += (scope.empty() ? "each " : " each ") + over.key.text;
    }
    for (const auto& promise : objective.promises) {
      if (const auto* period = std::get_if<ast::OwnPeriod>(&promise->node)) {
        scope += (scope.empty() ? "per " : " per ") + Slice(period->rhythm.span);
      }
    }
    const auto& former = objective.declaration->formerly;
    terms_.push_back(
        {.kind = ChangeKind::kObjectiveScope,
         .path = name,
         .text = scope,
         .words = objective.title.value_or("") +
                  (objective.declaration.doc != nullptr ? objective.declaration.doc->text : ""),
         .place = Place(objective.declaration.span),
         .formerly = former ? former->text : ""}
    );
    for (const auto& promise : objective.promises) {
      std::visit([&](const auto& line) { Promise(name, promise, line); }, promise->node);
    }
  }

  using Line = Sited<ast::Promise>;
  void Promise(const std::string& name, const Line& at, const ast::Let& let) {
    Put(ChangeKind::kLet, fmt::format("{}.{}", name, let.name.text), at.span).words = let.doc.text;
  }
  void Promise(const std::string& /*name*/, const Line& /*at*/, const ast::OwnPeriod& /*line*/) {}
  void Promise(const std::string& name, const Line& at, const ast::OnlyWhen& /*line*/) {
    Put(ChangeKind::kOnlyWhen, name + ".only_when", at.span);
  }
  void Promise(const std::string& name, const Line& at, const ast::Measure& /*line*/) {
    Put(ChangeKind::kMeasure, name + ".measure", at.span);
  }
  void Promise(const std::string& name, const Line& at, const ast::Target& /*line*/) {
    Put(ChangeKind::kTarget, name + ".target", at.span);
  }
  void Promise(const std::string& name, const Line& at, const ast::Credit& /*line*/) {
    Put(ChangeKind::kCredit, name + ".credit", at.span);
  }
  void Promise(const std::string& name, const Line& at, const ast::Bonus& /*line*/) {
    Put(ChangeKind::kBonus, name + ".bonus", at.span);
  }
  void Promise(const std::string& name, const Line& at, const ast::Relies& /*line*/) {
    const std::string path = name + ".relies_on";
    if (!terms_.empty() && terms_.back().path == path) {
      terms_.back().text += "; " + Slice(at.span);
    } else {
      Put(ChangeKind::kBacking, path, at.span);
    }
  }
  void Promise(const std::string& name, const Line& at, const ast::Change& line) {
    const std::string of = line.paths.empty() ? "" : Slice(line.paths.front().span);
    Put(ChangeKind::kLevel, fmt::format("{}.because {}", name, of), at.span);
  }

  // Its head is what is settled; total and steps are terms of their own, those of one kind one.
  void Settlement(const Sited<ast::Settle>& settle) {
    const std::string name = settle->name ? settle->name->text : "settlement";
    TermText* term = PutItem(ChangeKind::kSettlement, name, settle);
    term->text = term->text.substr(0, term->text.find('{'));
    if (settle->total) {
      Put(ChangeKind::kTotal, name + ".total", settle->total->span);
    }
    std::map<plan::Step::Kind, std::string> texts;
    std::map<plan::Step::Kind, std::string> places;
    for (const ast::Step& step : settle->steps) {
      const plan::Step::Kind kind = KindOfStep(step);
      texts[kind] += (texts[kind].empty() ? "" : "; ") + Slice(step.span);
      places.emplace(kind, Place(step.span));
    }
    for (const auto& [kind, text] : texts) {
      terms_.push_back(
          {.kind = KindOf(kind),
           .path = fmt::format("{}.{}", name, plan::NameOf(kind)),
           .text = text,
           .words = {},
           .place = places[kind]}
      );
    }
  }
  static plan::Step::Kind KindOfStep(const ast::Step& step) {
    using Kind = plan::Step::Kind;
    return std::visit(
        Overloaded{
            [](const ast::DropWhen&) { return Kind::kDrop; },
            [](const ast::HoldWhen&) { return Kind::kHold; },
            [](const ast::Cap&) { return Kind::kCap; },
            [](const ast::Less&) { return Kind::kLess; },
            [](const ast::Round&) { return Kind::kRound; },
            [](const ast::Claim&) { return Kind::kClaim; },
            [](const ast::UndecidedPays&) {
              return Kind::kUndecided;
            }},
        step.node
    );
  }

  void Consequences() {
    for (const auto& settle : agreement_.settles) {
      Settlement(settle);
    }
    PutNamed(ChangeKind::kRight, "right", agreement_.rights);
    for (const auto& duty : agreement_.duties) {
      PutItem(ChangeKind::kDuty, fmt::format("duty \"{}\"", duty->title), duty);
    }
    for (const auto& opening : agreement_.openings) {
      PutItem(ChangeKind::kOpening, "opening " + Slice(opening->path.span), opening);
    }
  }

  void Rest() {
    for (const auto& change : agreement_.changes) {
      const std::string of = change->paths.empty() ? "" : Slice(change->paths.front().span);
      PutItem(ChangeKind::kLevel, "because " + of, change);
    }
    for (const auto& titles : agreement_.titles) {
      PutItem(ChangeKind::kWording, "titles " + titles->language.text, titles);
    }
    for (const auto& clause : agreement_.clauses) {
      PutItem(ChangeKind::kClause, fmt::format("clause \"{}\"", clause->title), clause);
    }
    const ast::File& file = agreement_.module->file;
    for (const ast::Amendment& amendment : file.amendments) {
      if (amendment.of.text == agreement_.agreement->name.text) {
        Put(ChangeKind::kAmendment, "amendment " + amendment.name.text, amendment.span);
      }
    }
    for (const ast::Example& example : file.examples) {
      if (example.of.text == agreement_.agreement->name.text) {
        Put(ChangeKind::kExample, fmt::format("example \"{}\"", example.title), example.span);
      }
    }
  }

  const Text& text_;
  const resolve::EffectiveAgreement& agreement_;
  std::vector<TermText> terms_;
};

template <typename T>
void AddRenames(const std::vector<Sited<T>>& items, std::map<std::string, std::string>& renames) {
  for (const Sited<T>& item : items) {
    if (item->formerly) {
      renames[item->formerly->text] = item->name.text;
    }
  }
}

}  // namespace

std::vector<TermText> TermsOf(const Text& text) {
  return Collector(text).Take();
}

Renames RenamesIn(const resolve::EffectiveAgreement& agreement) {
  Renames renames;
  for (const resolve::EffectiveObjective& objective : agreement.objectives) {
    if (objective.declaration->formerly) {
      renames.objectives[objective.declaration->formerly->text] = objective.declaration->name.text;
    }
  }
  AddRenames(agreement.inputs, renames.inputs);
  AddRenames(agreement.givens, renames.givens);
  AddRenames(agreement.keys, renames.keys);
  return renames;
}

}  // namespace slate::diff
