// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "compiler/emit/docs/builder.h"
#include "compiler/emit/docs/ink.h"
#include "runtime/base/overloaded.h"

namespace slate::emit::docs {

void Builder::Settlement() {
  Section("settlement", p_.settlement_heading);
  const auto& settles = input_.agreement.settles;
  for (const auto& settle : settles) {
    Stage(settle, settles.size() == 1);
  }
  for (const auto& opening : input_.agreement.openings) {
    if (opening->value) {
      Say("opening." + opening->path.Text(),
          p_.opening_text,
          {{"x", terms_.Linked(opening->path.names.front().text)},
           {"value", writer_.Value(*opening->value, At(opening.module))}});
    }
  }
  EndSection();
}

namespace {

std::string_view KindOf(const ast::Step& step) {
  return std::visit(
      Overloaded{
          [](const ast::DropWhen&) { return "drop"; },
          [](const ast::HoldWhen&) { return "hold"; },
          [](const ast::Cap&) { return "cap"; },
          [](const ast::Less&) { return "less"; },
          [](const ast::Round&) { return "round"; },
          [](const ast::Claim&) { return "claim"; },
          [](const ast::UndecidedPays&) { return "undecided"; },
      },
      step.node
  );
}

}  // namespace

void Builder::Stage(const resolve::Sited<ast::Settle>& settle, bool only_one) {
  const std::string name = settle->name ? settle->name->text : "settlement-total";
  const Site site = At(settle.module);
  if (!only_one || settle->name) {
    Part(name, settle->name ? terms_.Shown(name) : speaker_.Say(p_.settlement_heading));
  }
  if (!settle->each.empty()) {
    Say(name + ".each", p_.stage_each, {{"keys", writer_.Keys(settle->each)}});
  }
  if (settle->per) {
    const ast::Stretch stretch{.last_periods = {}, .name = settle->per, .span = {}};
    Say(name + ".per", p_.stage_per, {{"rhythm", writer_.Stretch(stretch)}});
  }
  if (settle->for_party) {
    Say(name + ".for", p_.stage_for, {{"party", Role(settle->for_party->text)}});
  }
  Say(name + ".order", p_.stage_order);
  Steps steps;
  const auto add = [&](const std::string& text, std::string_view kind) {
    const std::string of = settle->name ? settle->name->text : "settlement";
    steps.items.push_back(ToSentence(text));
    steps.anchors.push_back(of + "." + std::string(kind));
  };
  if (settle->total) {
    add(Total(*settle->total), "total");
  }
  for (const ast::Step& step : settle->steps) {
    add(StepWords(step, site), KindOf(step));
  }
  Add(std::move(steps));
  AddTables();
  EndPart();
}

// “Availability” (6.1)
std::string Builder::WithNumber(const std::string& name) const {
  return speaker_.Say(p_.with_number, {{"x", terms_.Linked(name)}, {"n", NumberOf(name)}});
}

std::string Builder::PartWords(const ast::Part& part) const {
  if (part.path) {
    return WithNumber(part.path->names.front().text);
  }
  std::vector<std::string> names;
  for (const ast::Path& path : part.paths) {
    names.push_back(WithNumber(path.names.front().text));
  }
  const Slots slots{{"parts", speaker_.And(names)}, {"keys", writer_.Keys(part.each)}};
  const std::string how = part.how ? part.how->text : "sum";
  const bool each = !part.each.empty();
  if (how == "highest") {
    return speaker_.Say(each ? p_.part_highest_each : p_.part_highest, slots);
  }
  if (how == "lowest") {
    return speaker_.Say(each ? p_.part_lowest_each : p_.part_lowest, slots);
  }
  return speaker_.Say(each ? p_.part_sum_each : p_.part_sum, slots);
}

std::string Builder::Total(const ast::Total& total) const {
  std::vector<std::string> parts;
  bool of_stages = false;
  for (const ast::Part& part : total.parts) {
    parts.push_back(PartWords(part));
    const auto& names = part.path ? part.path->names : part.paths.front().names;
    of_stages = of_stages || terms_.FindObjective(names.front().text) == nullptr;
  }
  const Slots slots{{"parts", speaker_.And(parts)}};
  if (of_stages) {
    return speaker_.Say(p_.total_stage, slots);
  }
  if (total.how.text == "highest") {
    return speaker_.Say(p_.total_highest, slots);
  }
  return speaker_.Say(total.how.text == "lowest" ? p_.total_lowest : p_.total_sum, slots);
}

namespace {

const Phrase& RoundingPhrase(const Phrasebook& p, std::string_view mode) {
  if (mode == "half_even") {
    return p.round_half_even;
  }
  if (mode == "floor") {
    return p.round_floor;
  }
  return mode == "ceil" ? p.round_ceil : p.round_half_up;
}

}  // namespace

std::string Builder::StepWords(const ast::Step& step, const Site& site) {
  return std::visit(
      Overloaded{
          [&](const ast::DropWhen& n) {
            const std::string bound = writer_.Bound(n.op, writer_.Value(n.limit, site));
            return speaker_.Say(p_.drop_when, {{"bound", bound}});
          },
          [&](const ast::HoldWhen& n) {
            const std::string bound = writer_.Bound(n.op, writer_.Value(n.limit, site));
            return speaker_.Say(p_.hold_when, {{"bound", bound}});
          },
          [&](const ast::Cap& n) {
            const Noun limit = writer_.Value(n.limit, site);
            return n.per ? speaker_.Say(
                               p_.cap_per, {{"x", limit}, {"stretch", writer_.Stretch(*n.per)}}
                           )
                         : speaker_.Say(p_.cap, {{"x", limit}});
          },
          [&](const ast::Less& n) {
            const std::string& of = n.amount.names.front().text;
            const bool bonus = n.amount.names.size() > 1 && n.amount.names.back().text == "bonus";
            const Noun amount = bonus ? speaker_.Np(f_.bonus_of, {{"x", terms_.Linked(of)}})
                                      : speaker_.Np(f_.named_money, {{"x", terms_.Linked(of)}});
            return speaker_.Say(p_.less, {{"x", amount}});
          },
          [&](const ast::Round& n) {
            return speaker_.Say(
                RoundingPhrase(p_, n.mode.text), {{"x", writer_.Value(n.unit, site)}}
            );
          },
          [&](const ast::Claim& n) {
            return speaker_.Say(
                n.otherwise ? p_.claim_forfeited : p_.claim, {{"t", Until(n.until, site)}}
            );
          },
          [&](const ast::UndecidedPays& n) {
            return speaker_.Say(n.which.text == "upper" ? p_.undecided_upper : p_.undecided_lower);
          },
      },
      step.node
  );
}

// ---- Rights, duties, clauses ----

void Builder::Rights() {
  Section("rights", p_.rights_heading);
  for (const auto& right : input_.agreement.rights) {
    Right(right);
  }
  EndSection();
}

void Builder::Right(const resolve::Sited<ast::Right>& right) {
  const std::string& name = right->name.text;
  const Site site = At(right.module);
  const std::string term = speaker_.Quoted(WithStyle(terms_.Shown(name), Ink::Style::kStrong));
  const Noun party = Role(right->by.text);
  if (right->when) {
    Say(name,
        p_.right_when,
        {{"party", party}, {"x", term}, {"cond", writer_.Condition(*right->when, site)}});
  } else {
    Say(name, p_.right_text, {{"party", party}, {"x", term}});
  }
  if (!right->each.empty()) {
    Say(name + ".each", p_.right_each, {{"keys", writer_.Keys(right->each)}});
  }
  if (right->until) {
    Say(name + ".until", p_.right_until, {{"t", Until(*right->until, site)}});
  }
  AddTables();
}

void Builder::Duties() {
  Section("duties", p_.duties_heading);
  for (const auto& duty : input_.agreement.duties) {
    Duty(duty);
  }
  EndSection();
}

void Builder::Duty(const resolve::Sited<ast::Duty>& duty) {
  const Site site = At(duty.module);
  std::vector<Noun> parties;
  for (const ast::Name& party : duty->parties) {
    parties.push_back(Role(party.text));
  }
  const std::string title = WithStyle(Plain(duty->title), Ink::Style::kStrong);
  std::string text =
      speaker_.Say(p_.duty_text, {{"parties", speaker_.And(std::move(parties))}, {"x", title}});
  const auto more = [&](const std::string& sentence) {
    text += speaker_.Say(p_.between_sentences) + sentence;
  };
  if (duty->per) {
    const ast::Stretch stretch{.last_periods = {}, .name = duty->per, .span = {}};
    more(speaker_.Say(p_.duty_per, {{"rhythm", writer_.Stretch(stretch)}}));
  }
  if (duty->until) {
    more(speaker_.Say(p_.duty_until, {{"t", Until(*duty->until, site)}}));
  }
  if (duty->when) {
    more(speaker_.Say(p_.duty_when, {{"cond", writer_.Condition(*duty->when, site)}}));
  }
  if (duty->done_by) {
    more(speaker_.Say(p_.duty_done, {{"x", speaker_.Quoted(terms_.Shown(duty->done_by->Text()))}}));
  }
  Clause("duty", text);
  AddTables();
}

namespace {

// The wording in the language, else in English, else the first.
const ast::Wording* WordingIn(const ast::Clause& clause, std::string_view tag) {
  for (const std::string_view wanted : {tag, std::string_view("en")}) {
    for (const ast::Wording& wording : clause.wordings) {
      if (wording.language.text == wanted) {
        return &wording;
      }
    }
  }
  return clause.wordings.empty() ? nullptr : &clause.wordings.front();
}

std::vector<std::string> ParagraphsOf(const std::string& text) {
  std::vector<std::string> paragraphs;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = std::min(text.find("\n\n", from), text.size());
    const std::string paragraph = text.substr(from, end - from);
    if (paragraph.find_first_not_of(" \n\t") != std::string::npos) {
      paragraphs.push_back(paragraph);
    }
    from = end + 2;
  }
  return paragraphs;
}

std::string Trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \n\t");
  const std::size_t last = text.find_last_not_of(" \n\t");
  return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

}  // namespace

void Builder::Clauses() {
  Section("clauses", p_.clauses_heading);
  for (const auto& clause : input_.agreement.clauses) {
    Part("clause", terms_.Shown(clause->title));
    const ast::Wording* wording = WordingIn(*clause.node, speaker_.tag());
    if (wording != nullptr) {
      for (const std::string& paragraph : ParagraphsOf(wording->text)) {
        Clause("clause.text", Prose(Trimmed(paragraph)));
      }
    }
    EndPart();
  }
  EndSection();
}

// Prose with `{uptime.target}` filled in.
std::string Builder::Prose(const std::string& text) {
  std::string result;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    result += FromProse(Plain(text.substr(at, close == std::string::npos ? close : open - at)));
    if (close == std::string::npos) {
      break;
    }
    result += Interpolated(text.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return result;
}

// With keys that the agreement fixes, the row of a table is known.
std::string Builder::ValueFor(ast::ExprId id, const Site& site) {
  const auto* table = std::get_if<ast::ByTable>(&site[id].node);
  const auto member_of = [&](const ast::Path& key) -> std::string {
    for (const auto& [bound, member] : input_.plan.bound) {
      if (bound == key.Text()) {
        return member;
      }
    }
    return {};
  };
  if (table != nullptr) {
    for (const ast::TableRow& row : table->rows) {
      bool fits = row.labels.size() == table->keys.size();
      for (std::size_t i = 0; fits && i < row.labels.size(); ++i) {
        fits = row.labels[i].name.text == member_of(table->keys[i]);
      }
      if (fits) {
        return writer_.Value(row.value, site).Text();
      }
    }
  }
  return writer_.Value(id, site).Text();
}

std::string Builder::Interpolated(const std::string& path) {
  const std::size_t dot = path.find('.');
  const std::string first = path.substr(0, dot);
  const std::string field = dot == std::string::npos ? "" : path.substr(dot + 1);
  for (const resolve::EffectiveObjective& objective : input_.agreement.objectives) {
    if (objective.declaration->name.text != first) {
      continue;
    }
    for (const auto& promise : objective.promises) {
      Site site = At(promise.module);
      site.objective = terms_.FindObjective(first);
      const auto* target = std::get_if<ast::Target>(&promise->node);
      const auto* credit = std::get_if<ast::Credit>(&promise->node);
      if (target != nullptr && field == "target") {
        return ValueFor(target->value, site);
      }
      if (credit != nullptr && field == "credit") {
        return ValueFor(credit->value, site);
      }
    }
  }
  for (const auto& given : input_.agreement.givens) {
    if (given->name.text == path && given->value) {
      return ValueFor(*given->value, At(given.module));
    }
  }
  for (const auto& let : input_.agreement.lets) {
    if (let->name.text == path) {
      return ValueFor(let->value, At(let.module));
    }
  }
  if (path == "provider" || path == "customer") {
    return Party(path);
  }
  if (path == "version") {
    return Plain(input_.plan.version);
  }
  return terms_.Linked(path);
}

}  // namespace slate::emit::docs
