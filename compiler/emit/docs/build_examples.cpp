// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/emit/docs/builder.h"
#include "compiler/emit/docs/ink.h"
#include "compiler/emit/docs/period_words.h"
#include "runtime/base/overloaded.h"

namespace slate::emit::docs {

void Builder::Examples() {
  Section("examples", p_.examples_heading);
  if (!input_.examples.empty()) {
    Add(Paragraph{ToLine(speaker_.Say(p_.examples_text))});
  }
  std::size_t place = 0;
  for (const WorkedExample& example : input_.examples) {
    Example(example, ++place);
  }
  EndSection();
}

void Builder::Example(const WorkedExample& example, std::size_t place) {
  Part(fmt::format("example-{}", place), terms_.Shown(example.example->title));
  const Site site = At(example.module);
  Facts(*example.example, site);
  for (std::size_t i = 0; i < example.runs.size(); ++i) {
    if (example.runs.size() > 1) {
      const Noun number = speaker_.Number(Rational(static_cast<std::int64_t>(i + 1)));
      Add(Paragraph{
          ToLine(WithStyle(speaker_.Say(p_.case_number, {{"n", number}}), Ink::Style::kStrong))});
    }
    Results(example.runs[i]);
  }
  EndPart();
}

void Builder::Facts(const ast::Example& example, const Site& site) {
  std::vector<Line> facts;
  const auto add = [&](const Phrase& phrase, const Slots& slots) {
    facts.push_back(ToSentence(speaker_.Say(phrase, slots)));
  };
  const auto shown = [&](const std::string& path, const std::vector<ast::ExprId>& index) {
    const std::string name = terms_.Linked(path);
    std::vector<std::string> members;
    for (const ast::ExprId key : index) {
      members.push_back(writer_.Value(key, site).Text());
    }
    return index.empty()
               ? name
               : speaker_.Say(f_.of_member, {{"a", name}, {"members", speaker_.And(members)}});
  };
  const ast::ExTry* tries = nullptr;
  for (const ast::Fact& fact : example.facts) {
    std::visit(
        Overloaded{
            [&](const ast::ExPeriod& n) {
              add(p_.ex_period, {{"x", writer_.Value(n.range, site)}});
            },
            [](const ast::ExTerm&) {},
            [&](const ast::ExNow& n) {
              add(p_.ex_now, {{"t", writer_.Value(n.instant, site)}});
            },
            [&](const ast::ExTry& n) { tries = &n; },
            [&](const ast::ExGiven& n) {
              if (n.value) {
                add(p_.ex_given,
                    {{"x", shown(n.name.text, n.index)}, {"value", writer_.Value(*n.value, site)}});
              }
            },
            [&](const ast::ExSuppose& n) {
              if (n.value) {
                add(p_.ex_suppose,
                    {{"x", shown(n.path.names.front().text, n.index)},
                     {"value", writer_.Value(*n.value, site)}});
              }
            },
            [&](const ast::ExData& n) { DataRows(n, site, facts); },
            [](const ast::ExExpect&) {},
        },
        fact.node
    );
  }
  Add(Bullets{std::move(facts)});
  if (tries != nullptr) {
    Try(*tries, site);
  }
}

void Builder::Try(const ast::ExTry& tries, const Site& site) {
  Add(Paragraph{ToLine(speaker_.Say(p_.ex_try))});
  Table table{.header = {ToLine(speaker_.Say(p_.case_word))}, .rows = {}};
  for (const ast::Name& name : tries.names) {
    table.header.push_back(ToLine(Plain(name.text)));
  }
  std::int64_t number = 0;
  for (const std::vector<ast::ExprId>& tuple : tries.tuples) {
    std::vector<Line> row{ToLine(speaker_.Number(Rational(++number)).Text())};
    for (const ast::ExprId value : tuple) {
      row.push_back(ToLine(writer_.Value(value, site).In(Case::kBare)));
    }
    table.rows.push_back(std::move(row));
  }
  Add(std::move(table));
}

void Builder::DataRows(const ast::ExData& data, const Site& outer, std::vector<Line>& facts) {
  Site site = outer;
  site.input = terms_.FindInput(data.input.text);
  std::vector<std::string> members;
  for (const ast::ExprId key : data.index) {
    members.push_back(writer_.Value(key, outer).Text());
  }
  std::string input = terms_.Linked(data.input.text);
  if (!members.empty()) {
    input = speaker_.Say(f_.of_member, {{"a", input}, {"members", speaker_.And(members)}});
  }
  if (data.none) {
    facts.push_back(ToSentence(speaker_.Say(p_.ex_none, {{"input", input}})));
    return;
  }
  for (const ast::ExRow& row : data.rows) {
    facts.push_back(
        ToSentence(speaker_.Say(p_.ex_row, {{"input", input}, {"row", RowWords(row, site)}}))
    );
  }
}

std::string Builder::RowWords(const ast::ExRow& row, const Site& site) {
  std::string fields = speaker_.Say(p_.row_bare);
  if (row.record && site.input != nullptr) {
    fields = Fields(*row.record, site);
  }
  const bool series = site.input != nullptr && (site.input->kind == plan::Input::Kind::kSlots ||
                                                site.input->kind == plan::Input::Kind::kStateLog);
  std::string words = fields;
  if (row.place) {
    words = PlaceWords(*row.place, fields, site);
  } else if (series) {
    words = speaker_.Say(p_.row_whole, {{"fields", fields}});
  }
  return row.times
             ? speaker_.Say(p_.row_times, {{"row", words}, {"n", writer_.Value(*row.times, site)}})
             : words;
}

std::string Builder::PlaceWords(
    const ast::RowPlace& place, const std::string& fields, const Site& site
) {
  if (place.at) {
    return speaker_.Say(p_.row_at, {{"fields", fields}, {"t", writer_.Value(*place.at, site)}});
  }
  if (place.every) {
    return speaker_.Say(
        p_.row_every,
        {{"fields", fields},
         {"d", writer_.Value(*place.every, site)},
         {"t", place.range ? writer_.Value(*place.range, site) : speaker_.Np(f_.the_period)}}
    );
  }
  if (!place.range) {
    return fields;
  }
  const ast::ExprNode& range = site[*place.range].node;
  if (const auto* span = std::get_if<ast::Range>(&range)) {
    return speaker_.Say(
        p_.row_span,
        {{"fields", fields},
         {"from", writer_.Value(span->from, site)},
         {"to", writer_.Value(span->to, site)}}
    );
  }
  if (const auto* span = std::get_if<ast::RangeFor>(&range)) {
    return speaker_.Say(
        p_.row_for,
        {{"fields", fields},
         {"from", writer_.Value(span->from, site)},
         {"d", writer_.Value(span->length, site)}}
    );
  }
  return speaker_.Say(p_.row_on, {{"fields", fields}, {"t", writer_.Value(*place.range, site)}});
}

// ---- What the runtime computed ----

std::string Builder::VerdictWords(const std::string& verdict) const {
  const std::pair<std::string_view, const Phrase*> verdicts[] = {
      {"met", &p_.met},
      {"missed", &p_.missed},
      {"pending", &p_.pending},
      {"undecided", &p_.undecided},
      {"void", &p_.void_word},
  };
  for (const auto& [name, phrase] : verdicts) {
    if (verdict == name) {
      return speaker_.Say(*phrase);
    }
  }
  return "–";
}

std::string Builder::MemberTitles(
    const std::vector<std::string>& keys, const std::vector<std::string>& members
) const {
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < members.size(); ++i) {
    titles.push_back(terms_.Shown((i < keys.size() ? keys[i] : "") + "." + members[i]));
  }
  return titles.empty() ? std::string("–") : speaker_.And(titles);
}

namespace {

// A share, or a table of shares.
bool IsShare(const plan::Plan& plan, plan::NodeId id) {
  const plan::Node& node = plan[id];
  if (node.op != plan::Op::kTable) {
    return node.type.range == plan::Type::Range::kShare;
  }
  return std::all_of(node.rows.begin(), node.rows.end(), [&](const plan::TableRow& row) {
    return plan[row.value].type.range == plan::Type::Range::kShare;
  });
}

}  // namespace

std::vector<Line> Builder::FigureRow(
    const WorkedFigure& figure, const std::vector<std::string>& members, bool with_bonus
) {
  const plan::Objective& objective = *terms_.FindObjective(figure.objective);
  const auto type_of = [&](const std::optional<plan::NodeId>& node) {
    return node ? input_.plan[*node].type : plan::Type{};
  };
  plan::Type measured = type_of(objective.measure);
  if (measured.unit.empty() && objective.target && IsShare(input_.plan, *objective.target)) {
    measured.range = plan::Type::Range::kShare;  // held against a share, it is read as one
  }
  const auto amount = [&](const std::optional<Rational>& value, const plan::Type& type) {
    return value ? speaker_.Quantity(*value, type).Text() : std::string("–");
  };
  std::vector<Line> row{
      ToLine(WithLink(terms_.Shown(figure.objective), figure.objective)),
      ToLine(speaker_.And(members)),
      ToLine(
          figure.value ? speaker_.Figure(*figure.value, measured, figure.target).Text()
                       : std::string("–")
      ),
      ToLine(VerdictWords(figure.verdict)),
      ToLine(amount(figure.credit, type_of(objective.credit))),
  };
  if (with_bonus) {
    row.push_back(ToLine(amount(figure.bonus, type_of(objective.bonus))));
  }
  return row;
}

namespace {

bool SaysTheSame(const WorkedFigure& a, const WorkedFigure& b) {
  return a.objective == b.objective && a.verdict == b.verdict && a.value == b.value &&
         a.target == b.target && a.credit == b.credit && a.bonus == b.bonus;
}

}  // namespace

// Members of whom the same is said share a row.
void Builder::AddFigures(const std::vector<WorkedFigure>& figures, bool with_bonus, Table& table) {
  std::vector<bool> said(figures.size(), false);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (said[i]) {
      continue;
    }
    const std::vector<std::string>& keys = terms_.FindObjective(figures[i].objective)->keys;
    std::vector<std::string> members;
    for (std::size_t other = i; other < figures.size(); ++other) {
      if (SaysTheSame(figures[i], figures[other])) {
        said[other] = true;
        members.push_back(MemberTitles(keys, figures[other].members));
      }
    }
    table.rows.push_back(FigureRow(figures[i], members, with_bonus));
  }
}

void Builder::Results(const WorkedRun& run) {
  for (const WorkedPeriod& period : run.periods) {
    Table table{
        .header =
            {ToLine(speaker_.Say(p_.objective)),
             ToLine(speaker_.Say(p_.concerns)),
             ToLine(speaker_.Say(p_.ladder_value)),
             ToLine(speaker_.Say(p_.verdict)),
             ToLine(speaker_.Say(p_.credit))},
        .rows = {}};
    const bool with_bonus =
        std::any_of(period.figures.begin(), period.figures.end(), [](const WorkedFigure& figure) {
          return figure.bonus.has_value();
        });
    if (with_bonus) {
      table.header.push_back(ToLine(speaker_.Say(p_.bonus)));
    }
    AddFigures(period.figures, with_bonus, table);
    if (run.periods.size() > 1 || run.of_several) {
      Add(Paragraph{ToLine(WithStyle(PeriodWords(speaker_, period.label), Ink::Style::kStrong))});
    }
    if (!table.rows.empty()) {
      Add(std::move(table));
    }
    for (const WorkedAmount& amount : period.amounts) {
      const bool plain = input_.plan.settles.size() == 1 && amount.members.empty();
      const plan::Settle* stage = nullptr;
      for (const plan::Settle& settle : input_.plan.settles) {
        stage = settle.name == amount.stage ? &settle : stage;
      }
      const std::vector<std::string> keys =
          stage == nullptr ? std::vector<std::string>() : stage->keys;
      const Slots slots{
          {"stage",
           speaker_.Quoted(
               amount.stage == "settlement" ? speaker_.Say(p_.settlement_heading)
                                            : terms_.Shown(amount.stage)
           )},
          {"members", MemberTitles(keys, amount.members)},
          {"period", PeriodWords(speaker_, amount.period)},
          {"x",
           WithStyle(speaker_.Quantity(amount.amount, amount.type).Text(), Ink::Style::kStrong)}};
      const Phrase& phrase = plain                    ? p_.result_amount
                             : amount.members.empty() ? p_.result_stage
                                                      : p_.result_stage_for;
      Add(Paragraph{ToSentence(speaker_.Say(phrase, slots))});
    }
  }
}

void Builder::Annex() {
  Add(Heading{
      .level = 1,
      .number = {},
      .anchor = Unique("annex"),
      .title = ToLine(speaker_.Say(p_.annex_heading))});
  const std::int64_t edition = input_.agreement.module->file.edition.value_or(1);
  Add(Paragraph{ToLine(speaker_.Say(p_.annex_text, {{"n", speaker_.Number(Rational(edition))}}))});
  for (const FormalText& text : input_.texts) {
    Add(Code{PlainLines(text.text)});
    Add(Paragraph{
        ToLine(speaker_.Say(p_.annex_hash, {{"hash", WithStyle(text.sha256, Ink::Style::kCode)}}))}
    );
  }
}

}  // namespace slate::emit::docs
