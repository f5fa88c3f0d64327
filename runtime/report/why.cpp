// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/why.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/diag/render_text.h"
#include "runtime/exact/decimal.h"
#include "runtime/plan/formula.h"
#include "runtime/report/formula_words.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

using evaluate::Change;
using evaluate::Derivation;
using exact::Rational;

constexpr std::size_t kStretchesTold = 5;
constexpr std::size_t kLongestFormula = 400;
constexpr std::size_t kLongestFraction = 60;

bool IsWordChar(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_';
}

// `uptime[site].down` and `uptime.down` become `down`.
std::string WithoutOwnName(const std::string& formula, const plan::Plan& plan) {
  std::string text = formula;
  for (const plan::Objective& objective : plan.objectives) {
    std::string keys;
    for (const std::string& key : objective.keys) {
      keys += (keys.empty() ? "" : ", ") + key;
    }
    const std::string own = objective.name + (keys.empty() ? "" : "[" + keys + "]") + ".";
    for (std::size_t at = text.find(own); at != std::string::npos; at = text.find(own, at)) {
      const bool begins = at == 0 || !IsWordChar(text[at - 1]);
      const std::string_view rest = std::string_view(text).substr(at + own.size());
      const bool is_let = std::any_of(
          objective.lets.begin(),
          objective.lets.end(),
          [&](const plan::Objective::Let& let) {
            return rest.starts_with(let.name) &&
                   (rest.size() == let.name.size() || !IsWordChar(rest[let.name.size()]));
          }
      );
      if (begins && is_let) {
        text.erase(at, own.size());
      } else {
        at += own.size();
      }
    }
  }
  return text;
}

// All there is of a number whose words had to be cut; else nothing.
std::string FractionOf(const evaluate::Figure& figure) {
  const auto* number = std::get_if<Rational>(&figure.value);
  if (number == nullptr || exact::ToExactDecimal(*number)) {
    return {};
  }
  const bool time = figure.type.unit == plan::Unit{{"time", 1}};
  const std::string fraction = number->ToString() + (time ? " ns" : "");
  return fraction.size() > kLongestFraction ? std::string() : fraction;
}

Beside BesideOf(const evaluate::Figure& figure, const std::optional<evaluate::Held>& held) {
  return held ? BesideTarget(figure.type, held->target, held->compare) : Beside();
}

// A value that is written as it is.
bool IsConstant(const Derivation& step) {
  return step.node && (*step.plan)[*step.node].op == plan::Op::kConst;
}

std::vector<spans::Run> Longest(const spans::SpanSet& set) {
  std::vector<spans::Run> runs(set.runs().begin(), set.runs().end());
  std::stable_sort(runs.begin(), runs.end(), [](const spans::Run& a, const spans::Run& b) {
    return Rational(a.to) - Rational(a.from) > Rational(b.to) - Rational(b.from);
  });
  runs.resize(std::min(runs.size(), kStretchesTold));
  return runs;
}

std::string StretchInWords(const spans::Run& run, const Settlement& settlement) {
  const Words& words = settlement.words;
  return words.Say(
      words.p.stretch,
      {{"from", words.Instant(run.from, settlement.zone)},
       {"to", words.Instant(run.to, settlement.zone)},
       {"length",
        run.bounded() ? words.Duration(Rational(run.to) - Rational(run.from))
                      : words.Say(words.p.without_end)}}
  );
}

}  // namespace

std::string NoteInWords(const evaluate::Note& note, const Words& words) {
  using Kind = evaluate::Note::Kind;
  const speech::Reports& p = words.p;
  switch (note.kind) {
    case Kind::kOpening: return words.Say(p.note_opening);
    case Kind::kRecorded: return words.Say(p.note_recorded);
    case Kind::kNoPeriodBefore: return words.Say(p.note_no_period);
    case Kind::kThen: return words.Say(p.note_then);
    case Kind::kElse: return words.Say(p.note_else);
    case Kind::kLabels: return note.text;
    case Kind::kRow:
      return words.Say(p.note_row, {{"n", words.Count(note.n)}, {"all", words.Count(note.of)}});
    case Kind::kNoRow: return words.Say(p.note_no_row);
    case Kind::kVerdict: return words.Verdict(note.verdict);
    case Kind::kCombined: return words.Say(p.note_combined, {{"how", note.text}});
  }
  Unreachable("a note without words");
}

std::string ClauseOf(const Derivation& step, const Settlement& settlement) {
  return settlement.sentence && step.node ? settlement.sentence(WithoutMembers(step.name))
                                          : std::string();
}

std::string SentenceOf(const Derivation& step, const Settlement& settlement) {
  const Words& words = settlement.words;
  const std::string clause = ClauseOf(step, settlement);
  if (!clause.empty()) {
    const std::size_t number = std::min(clause.find(' '), clause.size());
    const std::string text = clause.substr(std::min(number + 1, clause.size()));
    return words.Say(words.p.contract_says, {{"number", clause.substr(0, number)}, {"text", text}});
  }
  const bool english = words.tag() == speech::AllLanguages().front().tag;
  return step.node && english
             ? words.Say(words.p.that_is, {{"words", FormulaInWords(*step.plan, *step.node)}})
             : std::string();
}

namespace {

class TextWriter {
 public:
  explicit TextWriter(const Settlement& settlement)
      : settlement_(settlement), words_(settlement.words) {}

  void Write(const Reason& reason) {
    Step(reason.derivation, 0, nullptr);
    if (reason.changes.empty()) {
      return;
    }
    Line(0, "");
    Line(0, words_.Say(words_.p.changes));
    for (const Change& change : reason.changes) {
      Line(1, ChangeInWords(change, settlement_));
    }
  }

  std::string text;

 private:
  void Line(std::size_t depth, const std::string& words) {
    const std::string shown = diag::EscapeForTerminal(words);
    text += shown.empty() ? "\n" : std::string(2 * depth, ' ') + shown + "\n";
  }

  std::string Head(const Derivation& step, const std::string& symbols) const {
    std::string name = step.name.empty() ? symbols : step.name;
    if (!step.name.empty() && !step.period.empty() && step.period != step.name) {
      name = words_.Say(words_.p.in_period, {{"name", name}, {"period", step.period}});
    }
    std::string figure = ShownOf(step, settlement_);
    if (const std::string fraction = FractionOf(step.figure); !fraction.empty()) {
      figure = words_.Say(words_.p.exactly, {{"figure", figure}, {"fraction", fraction}});
    }
    std::string head = words_.Say(words_.p.is_figure, {{"name", name}, {"figure", figure}});
    for (const evaluate::Note& note : step.notes) {
      head = words_.Say(words_.p.with_note, {{"x", head}, {"note", NoteInWords(note, words_)}});
    }
    return step.explained_above
               ? words_.Say(
                     words_.p.with_note, {{"x", head}, {"note", words_.Say(words_.p.as_above)}}
                 )
               : head;
  }

  void Formula(const Derivation& step, const std::string& symbols, std::size_t depth) {
    const std::string place = step.origin ? settlement_.PlaceOf(*step.origin) : std::string();
    if (IsConstant(step)) {
      if (!place.empty()) {
        Line(depth, place + ": " + symbols);
      }
    } else if (!step.name.empty() && !symbols.empty()) {
      Line(depth, (place.empty() ? "" : place + ": ") + symbols);
      if (const std::string sentence = SentenceOf(step, settlement_); !sentence.empty()) {
        Line(depth, sentence);
      }
    } else if (!place.empty() && depth <= 2) {
      Line(depth, place);
    }
  }

  void Step(const Derivation& step, std::size_t depth, const evaluate::Value* above) {
    const std::string symbols = SymbolsOf(step, words_);
    Line(depth, Head(step, symbols));
    if (step.explained_above) {
      return;
    }
    Formula(step, symbols, depth + 1);
    // Rows tell more than their stretches, and what stands above is not said again.
    if (step.rows.empty() && (above == nullptr || *above != step.figure.value)) {
      Stretches(step, depth + 1);
    }
    Rows(step, depth + 1);
    for (const Derivation& part : step.because) {
      Step(part, depth + 1, &step.figure.value);
    }
    if (step.left_out > 0) {
      Line(depth + 1, words_.Say(words_.p.left_out, {{"n", words_.Counted(step.left_out)}}));
    }
  }

  void Stretches(const Derivation& step, std::size_t depth) {
    const auto* spans = std::get_if<evaluate::Spans>(&step.figure.value);
    if (spans == nullptr || spans->upper().empty()) {
      return;
    }
    const std::size_t count = spans->upper().runs().size();
    for (const spans::Run& run : Longest(spans->upper())) {
      Line(depth, StretchInWords(run, settlement_));
    }
    if (count > kStretchesTold) {
      Line(
          depth, words_.Say(words_.p.shorter_ones, {{"n", words_.Counted(count - kStretchesTold)}})
      );
    }
  }

  void Rows(const Derivation& step, std::size_t depth) {
    if (step.row_count == 0) {
      return;
    }
    std::string rows = words_.Say(words_.p.n_rows, {{"n", words_.Counted(step.row_count)}});
    if (step.rows.size() < step.row_count) {
      rows =
          words_.Say(words_.p.rows_told, {{"rows", rows}, {"n", words_.Counted(step.rows.size())}});
    }
    Line(depth, rows);
    for (const evaluate::RowUse& row : step.rows) {
      Line(depth + 1, RowInWords(row, settlement_));
    }
  }

  const Settlement& settlement_;
  const Words& words_;
};

std::string RowsChange(const Change& change, const Words& words) {
  const std::int64_t rows = *change.rows;
  const speech::Reports& p = words.p;
  const auto count = static_cast<std::uint64_t>(rows < 0 ? -rows : rows);
  const auto all = static_cast<std::uint64_t>(change.of_rows);
  // The rows for which it holds are the good ones as a rule; a reader counts the failures.
  const speech::Phrase& phrase = change.rows_true ? (rows > 0 ? p.fewer_failing : p.more_failing)
                                                  : (rows < 0 ? p.fewer_beyond : p.more_beyond);
  return words.Say(phrase, {{"n", words.Counted(count)}, {"all", words.Counted(all)}});
}

std::string AmountChange(const Change& change, const Words& words) {
  const Rational by = (change.to - change.from).Abs();
  return words.Say(
      change.to < change.from ? words.p.less_amount : words.p.more_amount,
      {{"by", words.Quantity(by, change.type)},
       {"to", words.Quantity(change.to, change.type)},
       {"from", words.Quantity(change.from, change.type)}}
  );
}

}  // namespace

Reason ReasonOf(evaluate::Evaluation& evaluation, const FigurePath& path) {
  Reason reason{.path = path};
  switch (path.kind) {
    case FigurePath::Kind::kField:
      reason.derivation = evaluation.DeriveField(path.period, path.item, path.field);
      reason.changes = evaluation.ChangesOf(path.period, path.item);
      break;
    case FigurePath::Kind::kStage:
      reason.derivation = evaluation.DeriveStage(path.period, path.item);
      break;
    case FigurePath::Kind::kRight:
      reason.derivation = evaluation.DeriveRight(path.period, path.item);
      break;
  }
  return reason;
}

// The value of a row of a ladder or a table is written as a percentage where the row is.
std::string ShownOf(const Derivation& step, const Settlement& settlement) {
  Beside beside = BesideOf(step.figure, step.held);
  const plan::Op op = step.node ? (*step.plan)[*step.node].op : plan::Op::kResult;
  const auto* number = std::get_if<Rational>(&step.figure.value);
  const bool row = op == plan::Op::kLadder || op == plan::Op::kTable || op == plan::Op::kConst;
  beside.as_share = beside.as_share || (row && number != nullptr && step.figure.type.unit.empty() &&
                                        number->sign() > 0 && *number < Rational(1));
  return settlement.words.Figure(step.figure, settlement, beside);
}

std::string SymbolsOf(const Derivation& step, const Words& words) {
  if (!step.node) {
    return {};
  }
  std::string formula = WithoutOwnName(words.Formula(*step.plan, *step.node), *step.plan);
  if (formula.size() > kLongestFormula) {
    std::size_t end = kLongestFormula;
    while (end > 0 && (static_cast<unsigned char>(formula[end]) & 0xC0U) == 0x80U) {
      --end;  // no letter is cut in two
    }
    formula.resize(end);
    formula += "…";
  }
  return formula;
}

std::string ChangeInWords(const Change& change, const Settlement& settlement) {
  const Words& words = settlement.words;
  const Derivation lever{.plan = change.plan, .node = change.lever};
  const bool verdict = change.of == Change::Of::kVerdict;
  return words.Say(
      verdict ? words.p.gives_verdict : words.p.gives_credit,
      {{"what", SymbolsOf(lever, words)},
       {"change", change.rows ? RowsChange(change, words) : AmountChange(change, words)},
       {"verdict", words.Verdict(change.verdict_after)},
       {"credit", words.Figure(change.credit_after, settlement)},
       {"value",
        words.Figure(change.value_after, settlement, BesideOf(change.value_after, change.held))}}
  );
}

std::string RowInWords(const evaluate::RowUse& row, const Settlement& settlement) {
  std::string words = row.file.empty() ? std::string() : fmt::format("{}:{}", row.file, row.line);
  for (const auto& [name, figure] : row.cells) {
    words += words.empty() ? "" : "  ";
    words += fmt::format("{} {}", name, settlement.words.Figure(figure, settlement));
  }
  if (row.part.from < row.part.to) {
    const bool bounded = row.part.bounded();
    words += fmt::format(
        "  ({})",
        bounded ? settlement.words.Duration(Rational(row.part.to) - Rational(row.part.from))
                : settlement.words.Say(settlement.words.p.without_end)
    );
  }
  return row.certain ? words
                     : settlement.words.Say(settlement.words.p.not_certain, {{"row", words}});
}

std::string WhyToText(const std::vector<Reason>& reasons, const Settlement& settlement) {
  TextWriter writer(settlement);
  for (const Reason& reason : reasons) {
    writer.text += writer.text.empty() ? "" : "\n";
    writer.Write(reason);
  }
  return writer.text;
}

}  // namespace slate::report
