// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/used_names.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "compiler/ast/walk.h"

namespace slate::lint {

namespace {

class Reader {
 public:
  explicit Reader(const ast::File& file) : file_(file) {}

  void Items(const std::vector<ast::Item>& items) {
    for (const ast::Item& item : items) {
      std::visit([this](const auto& node) { Take(node); }, item.node);
    }
  }
  std::set<std::string> names;

 private:
  void Word(const ast::Name& name) { names.insert(name.text); }
  void Word(const std::optional<ast::Name>& name) {
    if (name) {
      Word(*name);
    }
  }
  void Words(const std::vector<ast::Name>& list) {
    for (const ast::Name& name : list) {
      Word(name);
    }
  }
  void Way(const ast::Path& path) { Words(path.names); }
  void Over(const std::vector<ast::Over>& each) {
    for (const ast::Over& over : each) {
      Word(over.key);
    }
  }
  void Type(const ast::Type& type) {
    for (const auto& factor : type.factors) {
      Word(factor.name);
    }
  }
  void Expr(const std::optional<ast::ExprId>& id) {
    if (id) {
      Expr(*id);
    }
  }
  void Expr(ast::ExprId root) {
    std::vector<ast::ExprId> open{root};
    while (!open.empty()) {
      const ast::ExprNode& node = file_[open.back()].node;
      open.pop_back();
      Own(node);
      ast::ForEachChild(node, [&](ast::ExprId child) { open.push_back(child); });
    }
  }
  // The words of one expression, without those of its parts.
  void Own(const ast::ExprNode& node) {
    if (const auto* ref = std::get_if<ast::Ref>(&node)) {
      Word(ref->name);
    } else if (const auto* member = std::get_if<ast::Member>(&node)) {
      Word(member->name);
    } else if (const auto* call = std::get_if<ast::Call>(&node)) {
      Word(call->name);
    } else if (const auto* quantity = std::get_if<ast::QuantityLit>(&node)) {
      Word(quantity->unit);
    } else if (const auto* upto = std::get_if<ast::Upto>(&node)) {
      Word(upto->per.name);
    } else if (const auto* table = std::get_if<ast::ByTable>(&node)) {
      for (const ast::Path& key : table->keys) {
        Way(key);
      }
    }
  }
  void Timeline(const std::optional<ast::Timeline>& timeline) {
    for (const ast::Past& step : timeline ? timeline->steps : std::vector<ast::Past>{}) {
      Expr(step.value);
    }
  }

  void Take(const ast::Version&) {}
  void Take(const ast::Provider&) {}
  void Take(const ast::Customer& n) {
    Word(n.on_member);
    Word(n.each_key);
  }
  void Take(const ast::Term&) {}
  void Take(const ast::Zone&) {}
  void Take(const ast::Currency&) {}
  void Take(const ast::PeriodDecl&) {}
  void Take(const ast::Partial&) {}
  void Take(const ast::UnitDecl&) {}
  void Take(const ast::KeyDecl& n) { Word(n.during); }
  void Take(const ast::CalendarDecl&) {}
  void Take(const ast::Input& n) {
    Word(n.per);
    Word(n.by);
    Word(n.by_to);
    for (const ast::Column& column : n.columns) {
      Type(column.type);
    }
    for (const ast::Let& let : n.lets) {
      Expr(let.value);
    }
    for (const ast::Absence& absence : n.absences) {
      std::visit([this](const auto& node) { TakeAbsence(node); }, absence);
    }
  }
  void TakeAbsence(const ast::Gaps& n) {
    for (const ast::RecordField& field :
         n.filled ? n.filled->fields : std::vector<ast::RecordField>{}) {
      Expr(field.value);
    }
  }
  void TakeAbsence(const ast::Complete& n) { Words(n.except); }
  void TakeAbsence(const ast::Pending& n) { Expr(n.until); }
  void TakeAbsence(const ast::Reopened&) {}
  void Take(const ast::Given& n) {
    Type(n.type);
    Words(n.by);
    Expr(n.value);
    Timeline(n.timeline);
  }
  void Take(const ast::Attested& n) {
    Type(n.type);
    Over(n.each);
  }
  void Take(const ast::Let& n) {
    Over(n.each);
    Expr(n.value);
  }
  void Take(const ast::Objective& n) {
    Over(n.each);
    for (const ast::Promise& promise : n.promises) {
      std::visit([this](const auto& node) { TakeLine(node); }, promise.node);
    }
  }
  void TakeLine(const ast::Let& n) { Take(n); }
  void TakeLine(const ast::OwnPeriod&) {}
  void TakeLine(const ast::OnlyWhen& n) { Expr(n.condition); }
  void TakeLine(const ast::Measure& n) { Expr(n.value); }
  void TakeLine(const ast::Target& n) { Expr(n.value); }
  void TakeLine(const ast::Credit& n) { Expr(n.value); }
  void TakeLine(const ast::Bonus& n) {
    Expr(n.value);
    Expr(n.when);
  }
  void TakeLine(const ast::Relies& n) {
    for (const ast::Figure& figure : n.figures) {
      Way(figure.path);
    }
  }
  void TakeLine(const ast::Change&) {}
  void Take(const ast::Settle& n) {
    Over(n.each);
    for (const ast::Part& part : n.total ? n.total->parts : std::vector<ast::Part>{}) {
      Over(part.each);
      if (part.path) {
        Way(*part.path);
      }
      for (const ast::Path& path : part.paths) {
        Way(path);
      }
    }
    for (const ast::Step& step : n.steps) {
      std::visit([this](const auto& node) { TakeStep(node); }, step.node);
    }
  }
  void TakeStep(const ast::DropWhen& n) { Expr(n.limit); }
  void TakeStep(const ast::HoldWhen& n) { Expr(n.limit); }
  void TakeStep(const ast::Cap& n) { Expr(n.limit); }
  void TakeStep(const ast::Less& n) { Way(n.amount); }
  void TakeStep(const ast::Round& n) { Expr(n.unit); }
  void TakeStep(const ast::Claim& n) { Expr(n.until); }
  void TakeStep(const ast::UndecidedPays&) {}
  void Take(const ast::Right& n) {
    Over(n.each);
    Expr(n.until);
    Expr(n.when);
  }
  void Take(const ast::Duty& n) {
    Expr(n.until);
    Expr(n.when);
    if (n.done_by) {
      Way(*n.done_by);
    }
  }
  void Take(const ast::Opening& n) {
    Way(n.path);
    Expr(n.value);
    Timeline(n.timeline);
  }
  void Take(const ast::Change&) {}
  void Take(const ast::Titles&) {}
  // `{uptime.target}` in a clause.
  void Take(const ast::Clause& n) {
    for (const ast::Wording& wording : n.wordings) {
      std::string_view text = wording.text;
      for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{')) {
        text.remove_prefix(open + 1);
        WordsOf(text.substr(0, text.find('}')));
      }
    }
  }
  void WordsOf(std::string_view text) {
    std::string word;
    for (const char c : std::string(text) + '.') {
      const bool letter = c == '_' || static_cast<unsigned char>(c) >= 0x80 ||
                          std::isalnum(static_cast<unsigned char>(c)) != 0;
      if (letter) {
        word += c;
      } else if (!word.empty()) {
        names.insert(std::move(word));
        word.clear();
      }
    }
  }

  const ast::File& file_;
};

// `mttr.working` of `mttr.working(…)`: the base is the first words of a metric's dotted name.
std::string DottedName(const ast::File& file, const ast::MethodCall& call) {
  std::vector<std::string_view> words{call.name.text};
  const ast::Expr* base = &file[call.base];
  while (const auto* member = std::get_if<ast::Member>(&base->node)) {
    words.push_back(member->name.text);
    base = &file[member->base];
  }
  if (const auto* ref = std::get_if<ast::Ref>(&base->node)) {
    words.push_back(ref->name.text);
  }
  std::reverse(words.begin(), words.end());
  return fmt::format("{}", fmt::join(words, "."));
}

// Names of metrics that a text calls, dotted ones too.
std::set<std::string> CallsIn(const ast::File& file) {
  std::set<std::string> calls;
  for (const ast::Expr& expr : file.exprs) {
    if (const auto* call = std::get_if<ast::Call>(&expr.node)) {
      calls.insert(call->name.text);
    } else if (const auto* method = std::get_if<ast::MethodCall>(&expr.node)) {
      calls.insert(DottedName(file, *method));
    }
  }
  return calls;
}

}  // namespace

std::set<std::string> NamesReadBy(const ast::File& file, const ast::Agreement& agreement) {
  Reader reader(file);
  reader.Items(agreement.items);
  for (const ast::Narrow& narrow : agreement.narrows) {
    reader.names.insert(narrow.key.text);
  }
  return std::move(reader.names);
}

std::set<std::string> NamesReadBy(const ast::File& file, const ast::Amendment& amendment) {
  Reader reader(file);
  reader.Items(amendment.items);
  return std::move(reader.names);
}

Readers::Readers(const resolve::Program& program) {
  for (const resolve::Module& module : program.modules) {
    AddAgreements(module);
    for (const ast::Amendment& amendment : module.file.amendments) {
      amended_.merge(NamesReadBy(module.file, amendment));
    }
    calls_.merge(CallsIn(module.file));
  }
}

void Readers::AddAgreements(const resolve::Module& module) {
  for (const ast::Agreement& agreement : module.file.agreements) {
    files_[&agreement] = &module.file;
    const ast::Agreement* parent = nullptr;
    if (agreement.under) {
      parent = resolve::FindAgreement(module, agreement.under->text).agreement;
    }
    if (parent != nullptr) {
      under_[parent].push_back({&module.file, &agreement});
    }
  }
}

std::set<std::string> Readers::NamesOfFamily(const ast::Agreement& agreement) const {
  std::set<std::string> names = amended_;
  std::set<const ast::Agreement*> seen;
  std::vector<Heir> open{{files_.at(&agreement), &agreement}};
  while (!open.empty()) {
    const Heir heir = open.back();
    open.pop_back();
    if (!seen.insert(heir.agreement).second) {
      continue;
    }
    names.merge(NamesReadBy(*heir.file, *heir.agreement));
    const auto heirs = under_.find(heir.agreement);
    if (heirs != under_.end()) {
      open.insert(open.end(), heirs->second.begin(), heirs->second.end());
    }
  }
  return names;
}

}  // namespace slate::lint
