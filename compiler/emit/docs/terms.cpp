// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/terms.h"

#include <algorithm>

#include "compiler/emit/docs/ink.h"

namespace slate::emit::docs {

namespace {

template <typename T>
const T* FindNamed(const std::vector<T>& all, std::string_view name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const T& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

bool IsMoney(const std::string& unit) {
  return unit.size() == 3 &&
         unit.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
}

// `base_fee` is read as two words.
std::string WithBlanks(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

void Put(
    std::map<std::string, std::string>& titles, const std::string& path, const std::string& title
) {
  if (!title.empty()) {
    titles[path] = title;
  }
}

}  // namespace

Kind KindOf(const plan::Type& type) {
  switch (type.kind) {
    case plan::Type::Kind::kBool: return Kind::kBool;
    case plan::Type::Kind::kInstant: return Kind::kInstant;
    case plan::Type::Kind::kDate: return Kind::kDate;
    case plan::Type::Kind::kSpans: return Kind::kSpans;
    case plan::Type::Kind::kText:
    case plan::Type::Kind::kMember: return Kind::kText;
    case plan::Type::Kind::kNumber: break;
  }
  if (type.unit.empty()) {
    return type.range == plan::Type::Range::kShare ? Kind::kShare : Kind::kNumber;
  }
  const auto& [unit, exponent] = *type.unit.begin();
  if (type.unit.size() == 1 && exponent == 1) {
    return unit == "time" ? Kind::kDuration : IsMoney(unit) ? Kind::kMoney : Kind::kQuantity;
  }
  return Kind::kQuantity;
}

Terms::Terms(
    const resolve::EffectiveAgreement& agreement, const plan::Plan& plan, const Speaker& speaker
)
    : agreement_(agreement), plan_(plan), speaker_(speaker) {
  Put(titles_, plan.name, plan.title);
  for (const plan::Objective& objective : plan.objectives) {
    Put(titles_, objective.name, objective.title);
  }
  for (const plan::Key& key : plan.keys) {
    Put(titles_, key.name, key.title);
    for (const plan::Key::Entry& member : key.members) {
      Put(titles_, key.name + "." + member.label, member.title);
    }
  }
  for (const auto& [unit, title] : plan.units) {
    Put(titles_, unit, title);
  }
  for (const auto& right : agreement.rights) {
    Put(titles_, right->name.text, right->title.value_or(""));
  }
  for (const auto& titles : agreement.titles) {
    for (const ast::TitleEntry& entry : titles->entries) {
      if (titles->language.text == speaker.tag()) {
        Put(titles_, entry.path.Text(), entry.title);
      }
    }
  }
}

std::string Terms::Shown(const std::string& path) const {
  const auto title = titles_.find(path);
  if (title != titles_.end()) {
    return Plain(title->second);
  }
  return Bare(path);
}

std::string Terms::Bare(const std::string& path) {
  return Plain(WithBlanks(path.substr(path.rfind('.') + 1)));
}

std::string Terms::Linked(const std::string& path) const {
  return speaker_.Quoted(WithLink(Shown(path), path));
}

std::string Terms::Party(const std::string& name) const {
  for (const plan::Party* party : {&plan_.provider, &plan_.customer}) {
    if (name == party->name || (name == "provider" && party == &plan_.provider) ||
        (name == "customer" && party == &plan_.customer)) {
      return Plain(party->title.empty() ? WithBlanks(party->name) : party->title);
    }
  }
  return Plain(WithBlanks(name));
}

const plan::Given* Terms::FindGiven(std::string_view name) const {
  return FindNamed(plan_.givens, name);
}
const plan::Attested* Terms::FindAttested(std::string_view name) const {
  return FindNamed(plan_.attested, name);
}
const plan::Definition* Terms::FindDefinition(std::string_view name) const {
  return FindNamed(plan_.definitions, name);
}
const plan::Objective* Terms::FindObjective(std::string_view name) const {
  return FindNamed(plan_.objectives, name);
}
const plan::Input* Terms::FindInput(std::string_view name) const {
  return FindNamed(plan_.inputs, name);
}
const plan::Key* Terms::FindKey(std::string_view name) const {
  return FindNamed(plan_.keys, name);
}
bool Terms::IsCalendar(std::string_view name) const {
  return FindNamed(plan_.calendars, name) != nullptr;
}

const plan::Key* Terms::KeyOfMember(std::string_view label) const {
  const plan::Key* found = nullptr;
  for (const plan::Key& key : plan_.keys) {
    for (const plan::Key::Entry& member : key.members) {
      if (member.label == label) {
        if (found != nullptr) {
          return nullptr;
        }
        found = &key;
      }
    }
  }
  return found;
}

std::string Terms::UnitTitle(const std::string& unit) const {
  return Shown(unit);
}

}  // namespace slate::emit::docs
