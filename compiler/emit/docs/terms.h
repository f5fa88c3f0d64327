// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "compiler/emit/docs/speech.h"
#include "compiler/resolve/effective.h"
#include "runtime/plan/plan.h"

namespace slate::emit::docs {

// What a name stands for, as far as a sentence must know.
enum class Kind : std::uint8_t {
  kMoney,
  kDuration,
  kShare,
  kNumber,
  kQuantity,
  kSpans,
  kBool,
  kInstant,
  kDate,
  kText,
};

Kind KindOf(const plan::Type& type);

// How the names of an agreement are shown, and where each is defined in the document: the title of
// its `titles` in the language, else the one it was declared with, else the name.
class Terms {
 public:
  Terms(
      const resolve::EffectiveAgreement& agreement, const plan::Plan& plan, const Speaker& speaker
  );

  const resolve::EffectiveAgreement& agreement() const { return agreement_; }
  const plan::Plan& plan() const { return plan_; }

  // The words of a path that nothing gives a title.
  static std::string Bare(const std::string& path);
  // Plain words for a path: `uptime`, `service.web`, `uptime.down`.
  std::string Shown(const std::string& path) const;
  // In quotes, linked to where it is defined.
  std::string Linked(const std::string& path) const;
  std::string Party(const std::string& name) const;

  const plan::Given* FindGiven(std::string_view name) const;
  const plan::Attested* FindAttested(std::string_view name) const;
  const plan::Definition* FindDefinition(std::string_view name) const;
  const plan::Objective* FindObjective(std::string_view name) const;
  const plan::Input* FindInput(std::string_view name) const;
  const plan::Key* FindKey(std::string_view name) const;
  bool IsCalendar(std::string_view name) const;
  // The key that has this member; nothing if none or more than one has it.
  const plan::Key* KeyOfMember(std::string_view label) const;
  std::string UnitTitle(const std::string& unit) const;

 private:
  const resolve::EffectiveAgreement& agreement_;
  const plan::Plan& plan_;
  const Speaker& speaker_;
  std::map<std::string, std::string> titles_;
};

}  // namespace slate::emit::docs
