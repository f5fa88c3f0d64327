// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "compiler/emit/docs/builder.h"
#include "compiler/emit/docs/ink.h"
#include "runtime/base/overloaded.h"

namespace slate::emit::docs {

void Builder::Services() {
  Section("services", p_.services_heading);
  for (const plan::Key& key : input_.plan.keys) {
    const std::string term =
        speaker_.Quoted(WithStyle(terms_.Shown(key.name), Ink::Style::kStrong));
    if (!key.closed) {
      Say(key.name, p_.key_open, {{"x", term}});
    } else {
      Say(key.name, p_.key_text, {{"x", term}});
      Bullets entries;
      for (const plan::Key::Entry& member : key.members) {
        entries.items.push_back(ToLine(terms_.Shown(key.name + "." + member.label)));
      }
      Add(std::move(entries));
    }
    if (key.during) {
      Say(key.name + ".during", p_.key_during, {{"input", terms_.Linked(*key.during)}});
    }
  }
  EndSection();
}

void Builder::Measurement() {
  Section("measurement", p_.measurement_heading);
  for (const auto& input : input_.agreement.inputs) {
    Input(input);
  }
  EndSection();
}

void Builder::Input(const resolve::Sited<ast::Input>& input) {
  const std::string& name = input->name.text;
  const plan::Input* planned = terms_.FindInput(name);
  if (planned == nullptr) {
    return;
  }
  Site site = At(input.module);
  site.rows = input.node;
  site.input = planned;
  Part(name, speaker_.Quoted(terms_.Shown(name)));
  InputKind(*planned);
  Columns(*input.node, *planned);
  for (const ast::Let& let : input->lets) {
    Let(let, name + "." + let.name.text, site);
  }
  if (input->by) {
    Say(name + ".by",
        p_.input_placed,
        {{"column", speaker_.Quoted(terms_.Shown(name + "." + input->by->text))}});
  }
  for (const ast::Absence& absence : input->absences) {
    Absence(absence, name + ".absence", site);
  }
  EndPart();
}

void Builder::InputKind(const plan::Input& input) {
  const std::string name = terms_.Linked(input.name);
  const std::string anchor = input.name + ".kind";
  switch (input.kind) {
    case plan::Input::Kind::kEvents:
      Say(anchor, input.interval ? p_.input_intervals : p_.input_events, {{"x", name}});
      break;
    case plan::Input::Kind::kSlots:
      Say(anchor,
          p_.input_slots,
          {{"x", name}, {"d", speaker_.Duration(input.every.value_or(Rational(0)))}});
      break;
    case plan::Input::Kind::kStateLog:
      if (input.upto) {
        Say(anchor, p_.input_states_upto, {{"x", name}, {"d", speaker_.Duration(*input.upto)}});
      } else {
        Say(anchor, p_.input_states, {{"x", name}});
      }
      break;
    case plan::Input::Kind::kCases:
      Say(anchor,
          p_.input_cases,
          {{"x", name},
           {"key", speaker_.Quoted(terms_.Shown(input.name + "." + input.per.value_or("")))}});
      break;
  }
  if (input.good_for) {
    Say(anchor + ".good_for", p_.input_good_for, {{"d", speaker_.Duration(*input.good_for)}});
  }
  switch (input.keeping) {
    case plan::Input::Keeping::kNone: break;
    case plan::Input::Keeping::kWorst: Say(anchor + ".keeping", p_.keeping_worst); break;
    case plan::Input::Keeping::kBest: Say(anchor + ".keeping", p_.keeping_best); break;
    case plan::Input::Keeping::kLast: Say(anchor + ".keeping", p_.keeping_last); break;
  }
}

std::string Builder::KindWords(const plan::Type& type) const {
  if (type.kind == plan::Type::Kind::kMember) {
    return speaker_.Say(p_.kind_member, {{"key", terms_.Linked(type.key)}});
  }
  if (type.kind == plan::Type::Kind::kNumber && type.range == plan::Type::Range::kCount) {
    return speaker_.Say(p_.kind_count);
  }
  switch (KindOf(type)) {
    case Kind::kMoney: return speaker_.Say(p_.kind_money);
    case Kind::kDuration: return speaker_.Say(p_.kind_duration);
    case Kind::kShare: return speaker_.Say(p_.kind_share);
    case Kind::kNumber: return speaker_.Say(p_.kind_number);
    case Kind::kQuantity:
      return speaker_.Say(type.unit.contains("bytes") ? p_.kind_bytes : p_.kind_quantity);
    case Kind::kSpans: return speaker_.Say(p_.kind_spans);
    case Kind::kBool: return speaker_.Say(p_.kind_bool);
    case Kind::kInstant: return speaker_.Say(p_.kind_instant);
    case Kind::kDate: return speaker_.Say(p_.kind_date);
    case Kind::kText: return speaker_.Say(p_.kind_text);
  }
  return {};
}

std::string Builder::Notes(const plan::Column& column) const {
  std::vector<std::string> notes;
  const bool truth = column.type.kind == plan::Type::Kind::kBool;
  switch (column.direction) {
    case plan::Column::Direction::kNone: break;
    case plan::Column::Direction::kGood:
      notes.push_back(speaker_.Say(truth ? p_.note_yes_good : p_.note_more_good));
      break;
    case plan::Column::Direction::kBad:
      notes.push_back(speaker_.Say(truth ? p_.note_yes_bad : p_.note_more_bad));
      break;
  }
  switch (column.fold) {
    case plan::Column::Fold::kNone: break;
    case plan::Column::Fold::kFirst: notes.push_back(speaker_.Say(p_.note_first)); break;
    case plan::Column::Fold::kLast: notes.push_back(speaker_.Say(p_.note_last)); break;
    case plan::Column::Fold::kHistory: notes.push_back(speaker_.Say(p_.note_history)); break;
  }
  if (column.type.optional) {
    notes.push_back(speaker_.Say(p_.note_optional));
  }
  std::string text;
  for (const std::string& note : notes) {
    text += (text.empty() ? "" : speaker_.Say(p_.between_notes)) + note;
  }
  return text;
}

void Builder::Columns(const ast::Input& input, const plan::Input& planned) {
  if (planned.columns.empty()) {
    return;
  }
  Say(input.name.text + ".fields", p_.columns_text);
  const bool noted =
      std::any_of(planned.columns.begin(), planned.columns.end(), [&](const plan::Column& column) {
        return !Notes(column).empty();
      });
  Table table{
      .header = {ToLine(speaker_.Say(p_.column)), ToLine(speaker_.Say(p_.kind))}, .rows = {}};
  if (noted) {
    table.header.push_back(ToLine(speaker_.Say(p_.note)));
  }
  for (const plan::Column& column : planned.columns) {
    std::vector<Line> row{
        ToLine(WithStyle(terms_.Shown(planned.name + "." + column.name), Ink::Style::kStrong)),
        ToLine(KindWords(column.type))};
    if (noted) {
      row.push_back(ToLine(Notes(column)));
    }
    table.rows.push_back(std::move(row));
  }
  Add(std::move(table));
}

// `{ up: true, took: 3s }` as words
std::string Builder::Fields(const ast::Record& record, const Site& site) {
  std::string text;
  for (const ast::RecordField& field : record.fields) {
    const std::string words = speaker_.Say(
        p_.field_is,
        {{"field", speaker_.Quoted(terms_.Shown(site.input->name + "." + field.name.text))},
         {"value", writer_.Value(field.value, site)}}
    );
    text += (text.empty() ? "" : speaker_.Say(p_.between_notes)) + words;
  }
  return text;
}

void Builder::Absence(const ast::Absence& absence, const std::string& anchor, const Site& site) {
  std::visit(
      Overloaded{
          [&](const ast::Gaps& n) {
            if (n.filled) {
              Say(anchor, p_.gaps_filled, {{"fields", Fields(*n.filled, site)}});
            } else {
              const bool absent = n.rule && n.rule->text == "absent";
              Say(anchor, absent ? p_.gaps_absent : p_.gaps_unknown);
            }
          },
          [&](const ast::Complete& n) {
            std::vector<std::string> names;
            for (const ast::Name& name : n.except) {
              names.push_back(terms_.Linked(name.text));
            }
            if (names.empty()) {
              Say(anchor, p_.complete);
            } else {
              Say(anchor, p_.complete_except, {{"x", speaker_.Or(names)}});
            }
          },
          [&](const ast::Pending& n) {
            Say(anchor,
                p_.pending_text,
                {{"t", Until(n.until, site)},
                 {"verdict", speaker_.Quoted(VerdictWords(n.otherwise.text))}});
          },
          [&](const ast::Reopened& n) {
            Say(anchor, n.counts_as.text == "new" ? p_.reopened_new : p_.reopened_same);
          },
      },
      absence
  );
}

}  // namespace slate::emit::docs
