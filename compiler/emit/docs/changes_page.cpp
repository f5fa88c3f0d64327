// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/changes_page.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "compiler/emit/docs/ink.h"
#include "compiler/emit/docs/links.h"
#include "compiler/emit/docs/period_words.h"
#include "compiler/emit/docs/say_cases.h"
#include "compiler/emit/docs/terms.h"
#include "compiler/emit/docs/wordings.h"

namespace slate::emit::docs {

namespace {

using diff::Change;
using diff::ChangeKind;

// `given fee`, `right terminate`, `duty "Report"`: what stands behind the word.
std::string NameIn(const std::string& term) {
  const std::size_t blank = term.find(' ');
  std::string name = blank == std::string::npos ? term : term.substr(blank + 1);
  if (name.size() > 1 && name.front() == '"' && name.back() == '"') {
    name = name.substr(1, name.size() - 2);
  }
  return name;
}

bool IsOfTheWhole(ChangeKind kind) {
  return (kind >= ChangeKind::kPeriod && kind <= ChangeKind::kParty) ||
         kind == ChangeKind::kLevel || kind == ChangeKind::kVersion;
}

bool IsOfASettlement(ChangeKind kind) {
  return kind == ChangeKind::kSettlement ||
         (kind >= ChangeKind::kTotal && kind <= ChangeKind::kUndecided);
}

// Where a document speaks of a term.
std::string AnchorOf(const Change& change) {
  const std::string name = NameIn(change.term);
  const std::size_t dot = name.rfind('.');
  const std::string owner = name.substr(0, dot);
  constexpr std::pair<ChangeKind, std::string_view> kLines[] = {
      {ChangeKind::kMeasure, ".value"},
      {ChangeKind::kOnlyWhen, ".only"},
      {ChangeKind::kBacking, ".relies"}};
  for (const auto& [kind, line] : kLines) {
    if (change.kind == kind) {
      return owner + std::string(line);
    }
  }
  return change.kind == ChangeKind::kParty ? "party." + name : name;
}

class ChangesWriter {
 public:
  explicit ChangesWriter(const ChangesInput& input)
      : input_(input),
        speaker_(input.after.input.language),
        v_(VersionPhrasesIn(speaker_.tag())),
        old_terms_(input.before.input.agreement, input.before.input.plan, speaker_),
        terms_(input.after.input.agreement, input.after.input.plan, speaker_),
        cases_(speaker_, terms_) {}

  std::vector<Block> Write() {
    blocks_.push_back(Heading{
        .level = 1, .number = {}, .anchor = {}, .title = ToLine(Say(v_.changes_heading))});
    Add(Say(v_.changes_text));
    Add(speaker_.Say(v_.all_together, {{"verdict", cases_.Gains(input_.changes.verdict)}}));
    Terms();
    Lists();
    Stored();
    FinishLinks(input_.after.document, blocks_);
    return std::move(blocks_);
  }

 private:
  std::string Say(const Phrase& phrase) const { return speaker_.Say(phrase); }
  void Add(const std::string& text) { blocks_.push_back(Paragraph{ToSentence(text)}); }

  std::string Shown(const std::string& path) const {
    const std::string title = terms_.Shown(path);
    // Of what only the old text has, that text knows the title.
    return title == docs::Terms::Bare(path) ? old_terms_.Shown(path) : title;
  }

  // “Availability”: target
  std::string Label(const Change& change) const {
    const std::string kind = cases_.Kind(change.kind);
    const std::string name = NameIn(change.term);
    if (IsOfTheWhole(change.kind) || name == "title") {
      return kind;
    }
    if (IsOfASettlement(change.kind) && name.substr(0, name.find('.')) == "settlement") {
      return kind;
    }
    const bool is_line = change.kind != ChangeKind::kLet && change.kind != ChangeKind::kClause;
    const std::string owner = is_line ? name.substr(0, name.find('.')) : name;
    const std::string title =
        change.kind == ChangeKind::kAmendment ? AmendmentTitle(owner) : Shown(owner);
    return speaker_.Say(v_.term_kind, {{"x", speaker_.Quoted(title)}, {"kind", kind}});
  }

  std::string AmendmentTitle(const std::string& name) const {
    for (const auto* side : {&input_.after.input, &input_.before.input}) {
      for (const auto& amendment : side->amendments) {
        if (amendment->name.text == name) {
          return Plain(amendment->title.value_or(name));
        }
      }
    }
    return Plain(name);
  }

  std::string LabelOf(const std::string& term) const {
    for (const Change& change : input_.changes.changes) {
      if (change.term == term && change.kind != ChangeKind::kObjectiveScope) {
        return Label(change);
      }
    }
    return speaker_.Quoted(Shown(NameIn(term)));
  }

  Line TermCell(const Change& change) const {
    std::string text = Label(change);
    if (!change.since.empty()) {
      text = speaker_.Say(v_.since, {{"x", text}, {"from", SinceWords(speaker_, change.since)}});
    }
    const std::string anchor = AnchorOf(change);
    if (const auto place = PlaceOf(input_.after.document, anchor)) {
      text = speaker_.Say(speaker_.phrases.with_number, {{"x", text}, {"n", NumberOf(*place)}});
    }
    return ToSentence(text);
  }

  // The wordings of both documents; the formal texts where those do not differ but these do.
  std::pair<Line, Line> Wordings(const Change& change) const {
    if (change.kind == ChangeKind::kSettlement && change.before == change.after) {
      const Line below = ToLine(Say(v_.as_below));
      return {below, below};
    }
    const WordingPhrases joints{
        .pair =
            [this](const std::string& a, const std::string& b) {
              return speaker_.Say(v_.entry, {{"a", a}, {"b", b}});
            },
        .between = Say(v_.between_entries),
        .blank = Say(speaker_.phrases.between_sentences)};
    const bool scope = change.kind == ChangeKind::kObjectiveScope;
    const std::string anchor = AnchorOf(change) + (scope ? ".each" : "");
    Line before = WordingOf(input_.before.document, anchor, joints);
    Line after = WordingOf(input_.after.document, anchor, joints);
    const bool shows = PlainText(before) != PlainText(after) || change.before == change.after;
    if (!shows || (before.empty() && after.empty())) {
      before = Formal(change.before);
      after = Formal(change.after);
    }
    const Line nothing{{.text = "–"}};
    return {before.empty() ? nothing : before, after.empty() ? nothing : after};
  }

  static Line Formal(const std::string& text) {
    return text.empty() ? Line() : Line{{.text = Plain(text), .style = Ink::Style::kCode}};
  }

  Line Example(const Change& change) const {
    std::string text;
    const auto more = [&](const std::string& sentence) {
      text +=
          (text.empty() ? "" : Say(speaker_.phrases.between_sentences)) + WithLargeFirst(sentence);
    };
    for (const diff::Witness& witness : change.witnesses) {
      if (const auto sentence = cases_.Case(witness)) {
        more(*sentence);
      }
    }
    const std::string remark =
        cases_.Remark(change.note, [this](const std::string& term) { return LabelOf(term); });
    if (!remark.empty()) {
      more(remark);
    }
    return text.empty() ? Line{{.text = "–"}} : ToLine(text);
  }

  void Terms() {
    Table table{
        .header =
            {ToLine(Say(v_.term)),
             ToLine(Say(v_.before)),
             ToLine(Say(v_.after)),
             ToLine(Say(v_.who_gains)),
             ToLine(Say(v_.for_example))},
        .rows = {},
        .widths = {17, 25, 25, 13, 20}};
    for (const Change& change : input_.changes.changes) {
      if (change.verdict == diff::Verdict::kSame) {
        continue;
      }
      auto [before, after] = Wordings(change);
      table.rows.push_back(
          {TermCell(change),
           std::move(before),
           std::move(after),
           ToSentence(cases_.Gains(change.verdict)),
           Example(change)}
      );
    }
    if (table.rows.empty()) {
      Add(Say(v_.nothing_changes));
    } else {
      blocks_.push_back(std::move(table));
    }
  }

  void List(const Phrase& phrase, bool wording) {
    std::vector<std::string> labels;
    for (const Change& change : input_.changes.changes) {
      const bool is_wording = diff::Describe(change.kind).is_wording;
      if (change.verdict == diff::Verdict::kSame && is_wording == wording) {
        const std::string label = Label(change);
        if (std::find(labels.begin(), labels.end(), label) == labels.end()) {
          labels.push_back(label);
        }
      }
    }
    std::string terms;
    for (const std::string& label : labels) {
      terms += (terms.empty() ? "" : Say(v_.between_entries)) + label;
    }
    if (!labels.empty()) {
      Add(speaker_.Say(phrase, {{"terms", terms}}));
    }
  }

  void Lists() {
    List(v_.same_meaning, false);
    List(v_.only_words, true);
    if (input_.changes.same_terms > 0) {
      const auto count = static_cast<std::int64_t>(input_.changes.same_terms);
      Add(speaker_.Say(v_.same_terms, {{"n", speaker_.Number(Rational(count))}}));
    }
  }

  // ---- Stored periods ----

  std::string Difference(const StoredAmount& amount) const {
    const Rational difference = amount.after - amount.before;
    const std::string words = speaker_.Quantity(difference, amount.type).Text();
    const std::string text = difference.sign() > 0 ? "+" + words : words;
    return amount.open ? speaker_.Say(v_.incomplete, {{"x", text}}) : text;
  }

  std::string StageWords(const StoredAmount& amount) const {
    std::string text = amount.stage == "settlement" ? Say(v_.settled) : Shown(amount.stage);
    std::vector<std::string> members;
    for (const std::string& member : amount.members) {
      const plan::Key* key = terms_.KeyOfMember(member);
      members.push_back(Shown(key == nullptr ? member : key->name + "." + member));
    }
    return members.empty() ? text
                           : speaker_.Say(v_.entry, {{"a", text}, {"b", speaker_.And(members)}});
  }

  std::vector<Line> StoredRow(
      const StoredAmount& amount, const std::string& period, const std::string& stage
  ) const {
    return {
        ToLine(period),
        ToLine(stage),
        ToLine(speaker_.Quantity(amount.before, amount.type).Text()),
        ToLine(speaker_.Quantity(amount.after, amount.type).Text()),
        ToLine(WithStyle(Difference(amount), Ink::Style::kStrong))};
  }

  // One sum for each unit that settlements pay in.
  static std::vector<StoredAmount> TotalsOf(const std::vector<StoredAmount>& amounts) {
    std::vector<StoredAmount> totals;
    for (const StoredAmount& amount : amounts) {
      const auto known = std::find_if(totals.begin(), totals.end(), [&](const auto& total) {
        return total.type.unit == amount.type.unit;
      });
      if (known == totals.end()) {
        totals.push_back(amount);
        continue;
      }
      known->before += amount.before;
      known->after += amount.after;
      known->open = known->open || amount.open;
    }
    return totals;
  }

  void Stored() {
    if (!input_.stored || input_.stored->empty()) {
      return;
    }
    blocks_.push_back(Heading{
        .level = 2, .number = {}, .anchor = {}, .title = ToLine(Say(v_.stored_heading))});
    Add(Say(v_.stored_text));
    Table table{
        .header =
            {ToLine(Say(v_.period)),
             ToLine(Say(v_.settled)),
             ToLine(Say(v_.before)),
             ToLine(Say(v_.after)),
             ToLine(Say(v_.difference))},
        .rows = {}};
    for (const StoredAmount& amount : *input_.stored) {
      table.rows.push_back(
          StoredRow(amount, PeriodWords(speaker_, amount.period), StageWords(amount))
      );
    }
    for (const StoredAmount& total : TotalsOf(*input_.stored)) {
      table.rows.push_back(
          StoredRow(total, WithStyle(Say(v_.total), Ink::Style::kStrong), std::string())
      );
    }
    blocks_.push_back(std::move(table));
  }

  const ChangesInput& input_;
  Speaker speaker_;
  const VersionPhrases& v_;
  docs::Terms old_terms_;
  docs::Terms terms_;
  CaseSpeaker cases_;
  std::vector<Block> blocks_ = {};
};

}  // namespace

std::vector<Block> ChangesPage(const ChangesInput& input) {
  return ChangesWriter(input).Write();
}

}  // namespace slate::emit::docs
