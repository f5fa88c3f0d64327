// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>

#include "compiler/emit/docs/builder.h"
#include "compiler/emit/docs/ink.h"
#include "runtime/base/overloaded.h"

namespace slate::emit::docs {

namespace {

bool IsInForce(const ast::Amendment& amendment, const plan::Plan& plan) {
  return plan.amendment && amendment.from_day <= plan.amendment->from_day;
}

}  // namespace

std::string Builder::ReadsWords() const {
  const auto& amendment = input_.plan.amendment;
  const std::string to = input_.reads_to ? speaker_.Date(*input_.reads_to) : "";
  if (!amendment) {
    return speaker_.Say(v_.reads_first, {{"to", to}});
  }
  const Slots slots{{"from", speaker_.Date(amendment->from_day)}, {"to", to}};
  return speaker_.Say(input_.reads_to ? v_.reads_between : v_.reads_latest, slots);
}

std::string Builder::NumberedAmendment(std::size_t place) const {
  return speaker_.Say(
      v_.amendment, {{"n", speaker_.Number(Rational(static_cast<std::int64_t>(place + 1)))}}
  );
}

// What it says again or anew, each once.
std::string Builder::PartsOf(const ast::Amendment& amendment) const {
  std::vector<std::string> parts;
  const auto add = [&](const std::string& part) {
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) {
      parts.push_back(part);
    }
  };
  const auto say = [&](const Phrase& phrase) {
    add(speaker_.Quoted(speaker_.Say(phrase)));
  };
  for (const ast::Item& item : amendment.items) {
    std::visit(
        Overloaded{
            [&](const ast::Version&) { say(p_.version); },
            [&](const ast::Provider&) { say(p_.provider); },
            [&](const ast::Customer&) { say(p_.customer); },
            [&](const ast::Term&) { say(p_.term); },
            [&](const ast::Settle& n) {
              n.name ? add(terms_.Linked(n.name->text)) : say(p_.settlement_heading);
            },
            [&](const ast::Duty& n) { add(speaker_.Quoted(Plain(n.title))); },
            [&](const ast::Clause& n) { add(speaker_.Quoted(terms_.Shown(n.title))); },
            [&](const ast::Opening& n) { add(terms_.Linked(n.path.names.front().text)); },
            [](const ast::Zone&) {},
            [](const ast::Currency&) {},
            [](const ast::PeriodDecl&) {},
            [](const ast::Partial&) {},
            [](const ast::Change&) {},
            [](const ast::Titles&) {},
            [&](const auto& n) { add(terms_.Linked(n.name.text)); },
        },
        item.node
    );
  }
  return parts.empty() ? std::string("–") : speaker_.And(parts);
}

void Builder::AmendmentsOnCover() {
  if (input_.amendments.empty()) {
    return;
  }
  document_.cover.emplace_back(ToLine(speaker_.Say(v_.consolidated)), ToLine(ReadsWords()));
  for (std::size_t i = 0; i < input_.amendments.size(); ++i) {
    const ast::Amendment& amendment = *input_.amendments[i].node;
    const Slots slots{
        {"name", speaker_.Quoted(Plain(amendment.title.value_or("")))},
        {"from", speaker_.Date(amendment.from_day)},
        {"parts", PartsOf(amendment)}};
    std::string text =
        speaker_.Say(amendment.title ? v_.amendment_named : v_.amendment_plain, slots);
    if (!IsInForce(amendment, input_.plan)) {
      text = speaker_.Say(v_.amendment_later, {{"text", text}});
    }
    document_.cover.emplace_back(ToLine(NumberedAmendment(i)), ToLine(text));
  }
}

// Which periods the amendments are for.
void Builder::Amendments() {
  if (input_.amendments.empty()) {
    return;
  }
  Say("amendments", v_.amended_text);
  if (!input_.plan.version_at.empty()) {
    Say("amendments.kept", v_.kept_version, {{"x", terms_.Linked(input_.plan.version_at)}});
  }
  for (std::size_t i = 0; i < input_.amendments.size(); ++i) {
    const ast::Amendment& amendment = *input_.amendments[i].node;
    if (amendment.how && IsInForce(amendment, input_.plan)) {
      Say("amendment." + amendment.name.text,
          amendment.how->text == "splits" ? v_.inside_splits : v_.inside_next,
          {{"x", NumberedAmendment(i)}});
    }
  }
}

}  // namespace slate::emit::docs
