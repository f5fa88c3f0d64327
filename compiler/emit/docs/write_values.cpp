// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/ink.h"
#include "compiler/emit/docs/writer.h"
#include "compiler/types/units.h"
#include "runtime/base/overloaded.h"
#include "runtime/calendar/civil_time.h"

namespace slate::emit::docs {

namespace {

const ast::Let* FindLet(const std::vector<ast::Let>& lets, const std::string& name) {
  for (const ast::Let& let : lets) {
    if (let.name.text == name) {
      return &let;
    }
  }
  return nullptr;
}

const plan::Objective::Let* FindLet(const plan::Objective& objective, const std::string& name) {
  for (const plan::Objective::Let& let : objective.lets) {
    if (let.name == name) {
      return &let;
    }
  }
  return nullptr;
}

const plan::Column* FindColumn(const plan::Input* input, const std::string& name) {
  if (input == nullptr) {
    return nullptr;
  }
  for (const plan::Column& column : input->columns) {
    if (column.name == name) {
      return &column;
    }
  }
  return nullptr;
}

}  // namespace

Noun Writer::Value(ast::ExprId id, const Site& site) {
  const ast::ExprNode& node = site[id].node;
  if (std::optional<Noun> link = LinkValue(node, site)) {
    return *link;
  }
  return std::visit(
      Overloaded{
          [&](const ast::Ref& ref) { return Name(ref.name, site); },
          [&](const ast::Member& member) { return MemberOf(member, site); },
          [&](const ast::Index& index) { return Indexed(index, site); },
          [&](const ast::Call& call) { return CallValue(call, site); },
          [&](const ast::MethodCall& call) {
            return MetricValue(DottedName(call, site.module->file), call.args, site);
          },
          [&](const ast::ByTable& table) { return Choice(table, site); },
          [&](const ast::Ladder& ladder) { return LadderValue(ladder, site); },
          [&](const ast::Unary& unary) {
            return unary.op == ast::UnaryOp::kMinus
                       ? speaker_.Np(f_.negated, {{"a", Operand(unary.operand, site)}})
                       : Value(unary.operand, site);
          },
          [&](const ast::Binary& binary) { return BinaryValue(binary, site); },
          [&](const ast::If& choice) {
            const Slots slots{
                {"a", Value(choice.then, site)},
                {"b", Value(choice.otherwise, site)},
                {"cond", Condition(choice.condition, site)}};
            return speaker_.Np(f_.if_else, slots);
          },
          [&](const auto& literal) { return Literal(ast::ExprNode(literal)); },
      },
      node
  );
}

Noun Writer::Literal(const ast::ExprNode& node) const {
  return std::visit(
      Overloaded{
          [&](const ast::NumberLit& n) {
            return n.mark == ast::NumberLit::Mark::kNone ? speaker_.Number(n.value)
                                                         : speaker_.Percent(n.value);
          },
          [&](const ast::DurationLit& n) { return speaker_.Duration(n.nanoseconds); },
          [&](const ast::QuantityLit& n) { return Quantity(n); },
          [&](const ast::InstantLit& n) { return Noun(speaker_.Moment(n.day, n.time_of_day)); },
          [&](const ast::DateLit& n) { return Noun(speaker_.Date(n.day)); },
          [&](const ast::MonthLit& n) { return Noun(speaker_.Month(n.year, n.month)); },
          [&](const ast::QuarterLit& n) { return Noun(speaker_.Quarter(n.year, n.quarter)); },
          [&](const ast::TimeLit& n) { return Noun(speaker_.TimeOfDay(n.time_of_day)); },
          [&](const ast::TextLit& n) { return Noun(speaker_.Quoted(Plain(n.value))); },
          [&](const auto&) { return Noun("?"); },
      },
      node
  );
}

Noun Writer::Quantity(const ast::QuantityLit& amount) const {
  const std::string& unit = amount.unit.text;
  const Noun number = speaker_.Number(amount.value);
  if (types::IsCurrency(unit)) {
    return speaker_.Money(amount.value, unit);
  }
  if (unit == "contract_year" || unit == "contract_years") {
    return speaker_.Np(f_.contract_years, {{"n", number}});
  }
  if (const std::optional<std::string> calendar = types::CalendarUnit(unit)) {
    return *calendar == "quarter" ? speaker_.Np(f_.quarters, {{"n", number}})
                                  : speaker_.Unit(amount.value, *calendar);
  }
  const std::string title = types::BytesOf(unit) ? Plain(unit) : terms_.UnitTitle(unit);
  return speaker_.Np(f_.unit_amount, {{"n", number}, {"unit", title}});
}

std::optional<Noun> Writer::Word(const std::string& name, const Site& site) const {
  if (site.in_run && (name == "length" || name == "from" || name == "to")) {
    return speaker_.Np(name == "length" ? f_.run_length : name == "from" ? f_.run_from : f_.run_to);
  }
  const std::pair<std::string_view, const Phrase*> words[] = {
      {"value", &f_.the_value},
      {"target", &f_.the_target},
      {"period", &f_.the_period},
      {"term", &f_.the_term},
      {"window", &f_.the_window},
      {"moment", &f_.the_window},
      {"true", &p_.yes},
      {"false", &p_.no},
      {"met", &p_.met},
      {"missed", &p_.missed},
      {"pending", &p_.pending},
      {"undecided", &p_.undecided},
      {"void", &p_.void_word},
  };
  for (const auto& [word, phrase] : words) {
    if (name == word) {
      return speaker_.Np(*phrase);
    }
  }
  return std::nullopt;
}

// What a name is: nothing if it is a word of the language or a member.
std::optional<Kind> Writer::KindOfName(const std::string& name, const Site& site) const {
  if (const plan::Column* column = FindColumn(site.input, name)) {
    return docs::KindOf(column->type);
  }
  if (site.rows != nullptr) {
    if (const ast::Let* let = FindLet(site.rows->lets, name)) {
      return KindAt(let->value, site);
    }
  }
  if (site.objective != nullptr) {
    if (const plan::Objective::Let* let = FindLet(*site.objective, name)) {
      return docs::KindOf(terms_.plan()[let->value].type);
    }
  }
  if (const plan::Given* given = terms_.FindGiven(name)) {
    return docs::KindOf(given->type);
  }
  if (const plan::Attested* attested = terms_.FindAttested(name)) {
    return docs::KindOf(attested->type);
  }
  if (const plan::Definition* definition = terms_.FindDefinition(name)) {
    return docs::KindOf(terms_.plan()[definition->value].type);
  }
  return std::nullopt;
}

// Where a name is defined in the document.
std::string Writer::PathOf(const std::string& name, const Site& site) const {
  const bool of_row = FindColumn(site.input, name) != nullptr ||
                      (site.rows != nullptr && FindLet(site.rows->lets, name) != nullptr);
  if (of_row) {
    return site.input->name + "." + name;
  }
  const bool of_objective = site.objective != nullptr && FindLet(*site.objective, name) != nullptr;
  return of_objective ? site.objective->name + "." + name : name;
}

Noun Writer::Named(Kind kind, const std::string& path) const {
  const Slots slots{{"x", terms_.Linked(path)}};
  switch (kind) {
    case Kind::kMoney: return speaker_.Np(f_.named_money, slots);
    case Kind::kDuration: return speaker_.Np(f_.named_duration, slots);
    case Kind::kShare: return speaker_.Np(f_.named_share, slots);
    case Kind::kNumber: return speaker_.Np(f_.named_number, slots);
    case Kind::kQuantity: return speaker_.Np(f_.named_quantity, slots);
    case Kind::kSpans: return speaker_.Np(f_.named_spans, slots);
    case Kind::kInstant: return speaker_.Np(f_.named_instant, slots);
    case Kind::kDate: return speaker_.Np(f_.named_date, slots);
    case Kind::kBool:
    case Kind::kText: return speaker_.Np(f_.named_text, slots);
  }
  return terms_.Linked(path);
}

Noun Writer::Name(const ast::Name& name, const Site& site) {
  if (site.arguments != nullptr) {
    const auto found = site.arguments->find(name.text);
    if (found != site.arguments->end()) {
      return Value(found->second.expr, *found->second.site);
    }
  }
  if (const std::optional<Kind> kind = KindOfName(name.text, site)) {
    return Named(*kind, PathOf(name.text, site));
  }
  if (std::optional<Noun> word = Word(name.text, site)) {
    return *word;
  }
  if (terms_.IsCalendar(name.text)) {
    return speaker_.Np(f_.named_calendar, {{"x", terms_.Linked(name.text)}});
  }
  if (terms_.FindObjective(name.text) != nullptr || terms_.FindKey(name.text) != nullptr ||
      terms_.FindInput(name.text) != nullptr) {
    return terms_.Linked(name.text);
  }
  if (const plan::Key* key = terms_.KeyOfMember(name.text)) {
    return Member(key->name, name.text);
  }
  return speaker_.Quoted(terms_.Shown(name.text));
}

std::string Writer::Member(const std::string& key, const std::string& label) const {
  return speaker_.Quoted(WithLink(terms_.Shown(key + "." + label), key));
}

std::vector<std::string> Writer::MemberWords(
    const std::vector<ast::ExprId>& keys, const Site& site
) {
  std::vector<std::string> words;
  for (const ast::ExprId key : keys) {
    words.push_back(Value(key, site).Text());
  }
  return words;
}

// An objective or settlement by name: `uptime`, `uptime[web]`.
std::string Writer::Figure(ast::ExprId id, const Site& site) {
  if (const auto* index = std::get_if<ast::Index>(&site[id].node)) {
    return speaker_.Say(
        f_.of_member,
        {{"a", Figure(index->base, site)},
         {"members", speaker_.And(MemberWords(index->keys, site))}}
    );
  }
  return Value(id, site).Text();
}

Noun Writer::Indexed(const ast::Index& index, const Site& site) {
  return speaker_.Np(
      f_.of_member,
      {{"a", Value(index.base, site)}, {"members", speaker_.And(MemberWords(index.keys, site))}}
  );
}

Noun Writer::MemberOf(const ast::Member& member, const Site& site) {
  const std::string& field = member.name.text;
  const auto* base = std::get_if<ast::Ref>(&site[member.base].node);
  if (base != nullptr && base->name.text == "previous") {
    return speaker_.Np(f_.previous_of, {{"x", Name(member.name, site)}});
  }
  const std::pair<std::string_view, const Phrase*> fields[] = {
      {"value", &f_.value_of},
      {"target", &f_.target_of},
      {"credit", &f_.credit_of},
      {"bonus", &f_.bonus_of},
  };
  for (const auto& [name, phrase] : fields) {
    if (field == name) {
      return speaker_.Np(*phrase, {{"x", Figure(member.base, site)}});
    }
  }
  if (field == "from" || field == "to") {
    return speaker_.Np(
        field == "from" ? f_.period_start : f_.period_end, {{"p", Value(member.base, site)}}
    );
  }
  return Name(member.name, site);
}

}  // namespace slate::emit::docs
