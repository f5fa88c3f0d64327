// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/builder.h"
#include "compiler/emit/docs/ink.h"
#include "runtime/base/overloaded.h"

namespace slate::emit::docs {

namespace {

// What a link of a chain is applied to; nothing if the expression is none.
std::optional<ast::ExprId> ChainedOn(const ast::ExprNode& node) {
  return std::visit(
      Overloaded{
          [](const ast::In& n) { return std::optional(n.spans); },
          [](const ast::Except& n) { return std::optional(n.spans); },
          [](const ast::Lasting& n) { return std::optional(n.spans); },
          [](const ast::Bridging& n) { return std::optional(n.spans); },
          [](const ast::Beyond& n) { return std::optional(n.spans); },
          [](const ast::Upto& n) { return std::optional(n.spans); },
          [](const ast::PlacedBy& n) { return std::optional(n.source); },
          [](const auto&) { return std::optional<ast::ExprId>(); },
      },
      node
  );
}

bool IsRef(ast::ExprId id, const Site& site, std::string_view name) {
  const auto* ref = std::get_if<ast::Ref>(&site[id].node);
  return ref != nullptr && ref->name.text == name;
}

bool EndsVoid(ast::ExprId id, const Site& site) {
  const auto* binary = std::get_if<ast::Binary>(&site[id].node);
  return binary != nullptr && binary->op == ast::BinaryOp::kOtherwise &&
         IsRef(binary->right, site, "void");
}

}  // namespace

void Builder::Bases() {
  Section("bases", p_.bases_heading);
  for (const auto& let : input_.agreement.lets) {
    Let(*let.node, let->name.text, At(let.module));
  }
  for (const auto& change : input_.agreement.changes) {
    Exception(*change.node, "change");
  }
  EndSection();
}

void Builder::Let(const ast::Let& let, const std::string& anchor, const Site& site) {
  const std::string term = speaker_.Quoted(WithStyle(terms_.Shown(anchor), Ink::Style::kStrong));
  if (writer_.IsCondition(let.value, site)) {
    Say(anchor, p_.let_condition, {{"x", term}, {"cond", writer_.Condition(let.value, site)}});
  } else if (const auto* table = std::get_if<ast::ByTable>(&site[let.value].node)) {
    Say(anchor, p_.given_table, {{"x", term}});
    Add(writer_.ByTable(*table, site, p_.value));
  } else if (!Chain(let.value, anchor, site)) {
    Say(anchor, p_.let_means, {{"x", term}, {"expr", writer_.Value(let.value, site)}});
  }
  AddTables();
  if (!let.each.empty()) {
    Say(anchor + ".each", p_.let_each, {{"x", term}, {"keys", writer_.Keys(let.each)}});
  }
}

// A chain of two links and more is a list of steps: the order is meaning.
bool Builder::Chain(ast::ExprId id, const std::string& anchor, const Site& site) {
  std::vector<ast::ExprId> links;
  ast::ExprId start = id;
  while (const std::optional<ast::ExprId> on = ChainedOn(site[start].node)) {
    links.push_back(start);
    start = *on;
  }
  if (links.size() < 2) {
    return false;
  }
  Steps steps;
  for (auto link = links.rbegin(); link != links.rend(); ++link) {
    if (const std::optional<std::string> step = ChainStep(site[*link].node, site)) {
      steps.items.push_back(ToSentence(*step));
    }
  }
  const std::string term = speaker_.Quoted(WithStyle(terms_.Shown(anchor), Ink::Style::kStrong));
  Say(anchor, p_.chain_intro, {{"x", term}, {"expr", writer_.Value(start, site)}});
  Add(std::move(steps));
  return true;
}

std::optional<std::string> Builder::ChainStep(const ast::ExprNode& node, const Site& site) {
  const auto bound = [&](const Phrase& phrase, ast::CompareOp op, ast::ExprId length) {
    return std::optional(
        speaker_.Say(phrase, {{"bound", writer_.Bound(op, writer_.Value(length, site))}})
    );
  };
  const auto with = [&](const Phrase& phrase, ast::ExprId b) {
    return std::optional(speaker_.Say(phrase, {{"b", writer_.Value(b, site)}}));
  };
  return std::visit(
      Overloaded{
          [&](const ast::In& n) {
            return IsRef(n.bound, site, "period") ? std::optional(speaker_.Say(p_.step_in_period))
                                                  : with(p_.step_in, n.bound);
          },
          [&](const ast::Except& n) { return with(p_.step_except, n.removed); },
          [&](const ast::Lasting& n) { return bound(p_.step_lasting, n.op, n.length); },
          [&](const ast::Bridging& n) { return bound(p_.step_bridging, n.op, n.length); },
          [&](const ast::Beyond& n) { return with(p_.step_beyond, n.length); },
          [&](const ast::Upto& n) {
            return std::optional(speaker_.Say(
                p_.step_upto,
                {{"d", writer_.Value(n.quota, site)}, {"stretch", writer_.Stretch(n.per)}}
            ));
          },
          [&](const ast::PlacedBy& n) {
            return std::optional(
                speaker_.Say(IsRef(n.place, site, "to") ? p_.step_by_to : p_.step_by_from)
            );
          },
          [](const auto&) { return std::optional<std::string>(); },
      },
      node
  );
}

// ---- Objectives ----

void Builder::Levels() {
  Section("levels", p_.levels_heading);
  for (const resolve::EffectiveObjective& objective : input_.agreement.objectives) {
    Objective(objective);
  }
  EndSection();
}

void Builder::Objective(const resolve::EffectiveObjective& objective) {
  const std::string& name = objective.declaration->name.text;
  Part(name, terms_.Shown(name));
  if (!objective.each.empty()) {
    Say(name + ".each", p_.applies_to_each, {{"keys", writer_.Keys(objective.each)}});
  }
  if (objective.by) {
    Say(name + ".by", p_.owed_by, {{"party", Role(objective.by->text)}});
  }
  bool has_target = false;
  bool has_credit = false;
  for (const auto& promise : objective.promises) {
    Site site = At(promise.module);
    site.objective = terms_.FindObjective(name);
    site.promises = &objective;
    Promise(*promise.node, name, site);
    has_target = has_target || std::holds_alternative<ast::Target>(promise->node);
    has_credit = has_credit || std::holds_alternative<ast::Credit>(promise->node);
  }
  if (!has_target) {
    Say(name + ".target", p_.no_target);
  } else if (!has_credit) {
    Say(name + ".credit", p_.no_credit);
  }
  EndPart();
}

void Builder::Promise(const ast::Promise& promise, const std::string& name, const Site& site) {
  std::visit(
      Overloaded{
          [&](const ast::Let& n) { Let(n, name + "." + n.name.text, site); },
          [&](const ast::OwnPeriod& n) {
            Say(name + ".period", p_.own_period, {{"rhythm", writer_.Rhythm(n.rhythm)}});
          },
          [&](const ast::OnlyWhen& n) {
            Say(name + ".only", p_.only_when, {{"cond", writer_.Condition(n.condition, site)}});
          },
          [&](const ast::Measure& n) { Measure(n, name, site); },
          [&](const ast::Target& n) { Target(n, name, site); },
          [&](const ast::Credit& n) { Credit(n, name, site); },
          [&](const ast::Bonus& n) {
            Say(name + ".bonus",
                p_.bonus_is,
                {{"expr", writer_.Value(n.value, site)}, {"cond", writer_.Condition(n.when, site)}}
            );
          },
          [&](const ast::Relies& n) { Relies(n, name, site); },
          [&](const ast::Change& n) { Exception(n, name + ".change"); },
      },
      promise.node
  );
  AddTables();
}

void Builder::Measure(const ast::Measure& measure, const std::string& name, const Site& site) {
  const std::string anchor = name + ".value";
  if (writer_.IsCondition(measure.value, site)) {
    Say(anchor, p_.measured_condition, {{"cond", writer_.Condition(measure.value, site)}});
  } else {
    Say(anchor, p_.measured, {{"expr", writer_.Value(measure.value, site)}});
  }
  AddTables();
  if (EndsVoid(measure.value, site)) {
    Say(name + ".void", p_.no_verdict);
  }
}

void Builder::Target(const ast::Target& target, const std::string& name, const Site& site) {
  const std::string anchor = name + ".target";
  if (const auto* table = std::get_if<ast::ByTable>(&site[target.value].node)) {
    Say(anchor, p_.must_be_table);
    Add(writer_.ByTable(*table, p_.target, [&](ast::ExprId id) {
      return writer_.Bound(target.op, writer_.Value(id, site));
    }));
    return;
  }
  const std::string bound = writer_.Bound(target.op, writer_.Value(target.value, site));
  Say(anchor, p_.must_be, {{"bound", bound}});
}

// `ladder { … }` or `fee * ladder { … }`: the table is the clause.
bool Builder::LadderCredit(const ast::Credit& credit, const std::string& name, const Site& site) {
  const ast::ExprNode& node = site[credit.value].node;
  const auto* ladder = std::get_if<ast::Ladder>(&node);
  const auto* product = std::get_if<ast::Binary>(&node);
  std::optional<ast::ExprId> base;
  if (product != nullptr && product->op == ast::BinaryOp::kMultiply) {
    const bool last = std::holds_alternative<ast::Ladder>(site[product->right].node);
    ladder = std::get_if<ast::Ladder>(&site[last ? product->right : product->left].node);
    base = last ? product->left : product->right;
  }
  if (ladder == nullptr) {
    return false;
  }
  const Noun party = Role("customer");
  const Noun of = writer_.LadderArgument(*ladder, site);
  if (base) {
    Say(name + ".credit",
        p_.credit_share,
        {{"party", party}, {"base", writer_.Value(*base, site)}, {"of", of}});
  } else {
    Say(name + ".credit", p_.credit_ladder, {{"party", party}, {"of", of}});
  }
  Add(writer_.LadderTable(*ladder, site, base ? p_.rate : p_.credit));
  return true;
}

void Builder::Credit(const ast::Credit& credit, const std::string& name, const Site& site) {
  if (LadderCredit(credit, name, site)) {
    return;
  }
  Say(name + ".credit",
      p_.credit_is,
      {{"party", Role("customer")}, {"expr", writer_.Value(credit.value, site)}});
}

// A promise of another agreement by the names of the formal text, with its members.
std::string Builder::FigureWords(const ast::Figure& figure, const Site& site) {
  std::vector<std::string> members;
  for (const ast::ExprId key : figure.index) {
    const auto* ref = std::get_if<ast::Ref>(&site[key].node);
    members.push_back(speaker_.Quoted(
        ref != nullptr ? terms_.Shown(ref->name.text) : writer_.Value(key, site).Text()
    ));
  }
  const std::string path = WithStyle(Plain(figure.path.Text()), Ink::Style::kCode);
  return members.empty()
             ? path
             : speaker_.Say(f_.of_member, {{"a", path}, {"members", speaker_.And(members)}});
}

void Builder::Relies(const ast::Relies& relies, const std::string& name, const Site& site) {
  std::vector<std::string> figures;
  for (const ast::Figure& figure : relies.figures) {
    figures.push_back(FigureWords(figure, site));
  }
  const std::string anchor = name + ".relies";
  if (relies.at_least) {
    Say(anchor,
        p_.relies_some,
        {{"n", speaker_.Number(Rational(*relies.at_least))}, {"figures", speaker_.And(figures)}});
  } else if (relies.how && relies.how->text == "any") {
    Say(anchor, p_.relies_any, {{"figures", speaker_.And(figures)}});
  } else {
    Say(anchor, p_.relies_all, {{"figures", speaker_.And(figures)}});
  }
  if (relies.independent) {
    Say(anchor + ".independent", p_.independent);
  }
}

// `uptime.target` is the target of “Availability”.
std::string Builder::LineWords(const ast::Path& path) const {
  using Change = diff::ChangeKind;
  const std::string& owner = path.names.front().text;
  if (owner == "settle") {
    return speaker_.Quoted(speaker_.Say(p_.settlement_heading));
  }
  constexpr std::pair<std::string_view, Change> kLines[] = {
      {"target", Change::kTarget},
      {"credit", Change::kCredit},
      {"measure", Change::kMeasure},
      {"bonus", Change::kBonus},
      {"only_when", Change::kOnlyWhen}};
  for (const auto& [line, kind] : kLines) {
    if (path.names.size() > 1 && path.names.back().text == line) {
      const std::string title = speaker_.Say(v_.kinds[static_cast<std::size_t>(kind)]);
      return speaker_.Say(v_.term_kind, {{"x", terms_.Linked(owner)}, {"kind", title}});
    }
  }
  return terms_.Linked(path.Text());
}

void Builder::Exception(const ast::Change& change, const std::string& anchor) {
  std::vector<std::string> paths;
  for (const ast::Path& path : change.paths) {
    paths.push_back(LineWords(path));
  }
  Say(anchor,
      change.loosens ? p_.loosens : p_.changes,
      {{"paths", speaker_.And(paths)}, {"reason", speaker_.Quoted(Plain(change.reason))}});
}

}  // namespace slate::emit::docs
