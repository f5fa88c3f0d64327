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

// All there is of a number whose words had to be cut.
std::string ExactPart(const evaluate::Figure& figure) {
  const auto* number = std::get_if<Rational>(&figure.value);
  if (number == nullptr || exact::ToExactDecimal(*number)) {
    return {};
  }
  const bool time = figure.type.unit == plan::Unit{{"time", 1}};
  const std::string fraction = number->ToString() + (time ? " ns" : "");
  return fraction.size() > kLongestFraction ? std::string()
                                            : fmt::format(" (exactly {})", fraction);
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
  return fmt::format(
      "{} to {}: {}",
      InstantInWords(run.from, settlement.zone),
      InstantInWords(run.to, settlement.zone),
      run.bounded() ? DurationInWords(Rational(run.to) - Rational(run.from)) : "without end"
  );
}

class TextWriter {
 public:
  explicit TextWriter(const Settlement& settlement) : settlement_(settlement) {}

  void Write(const Reason& reason) {
    Step(reason.derivation, 0, nullptr);
    if (reason.changes.empty()) {
      return;
    }
    Line(0, "");
    Line(0, "the smallest changes that matter");
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

  void Step(const Derivation& step, std::size_t depth, const evaluate::Value* above) {
    const std::string symbols = SymbolsOf(step);
    std::string head = step.name.empty() ? symbols : step.name;
    head += " = " + ShownOf(step, settlement_);
    head += ExactPart(step.figure);
    head += step.note.empty() ? "" : ", " + step.note;
    head += step.explained_above ? ", as above" : "";
    Line(depth, head);
    if (step.explained_above) {
      return;
    }
    const std::string place = step.origin ? settlement_.PlaceOf(*step.origin) : std::string();
    if (IsConstant(step)) {
      if (!place.empty()) {
        Line(depth + 1, place + ": " + symbols);
      }
    } else if (!step.name.empty() && !symbols.empty()) {
      Line(depth + 1, (place.empty() ? "" : place + ": ") + symbols);
      Line(depth + 1, "that is, " + FormulaInWords(*step.plan, *step.node));
    } else if (!place.empty() && depth < 2) {
      Line(depth + 1, place);
    }
    // Rows tell more than their stretches, and what stands above is not said again.
    if (step.rows.empty() && (above == nullptr || *above != step.figure.value)) {
      Stretches(step, depth + 1);
    }
    Rows(step, depth + 1);
    for (const Derivation& part : step.because) {
      Step(part, depth + 1, &step.figure.value);
    }
    if (step.left_out > 0) {
      Line(depth + 1, fmt::format("… and {} more", CountInWords(step.left_out)));
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
      Line(depth, fmt::format("… and {} shorter ones", CountInWords(count - kStretchesTold)));
    }
  }

  void Rows(const Derivation& step, std::size_t depth) {
    if (step.row_count == 0) {
      return;
    }
    const std::string shown = step.rows.size() < step.row_count
                                  ? fmt::format("; the {} that tell most", step.rows.size())
                                  : std::string();
    Line(
        depth,
        step.row_count == 1 ? "1 row"
                            : fmt::format("{} rows{}", CountInWords(step.row_count), shown)
    );
    for (const evaluate::RowUse& row : step.rows) {
      Line(depth + 1, RowInWords(row, settlement_));
    }
  }

  const Settlement& settlement_;
};

std::string RowsChange(const Change& change) {
  const std::int64_t rows = *change.rows;
  const std::string of = CountInWords(static_cast<std::uint64_t>(change.of_rows));
  const std::string count = CountInWords(static_cast<std::uint64_t>(rows < 0 ? -rows : rows));
  if (change.rows_true) {
    // The rows for which it holds are the good ones as a rule; a reader counts the failures.
    return rows > 0 ? fmt::format("{} fewer of {} rows for which it does not hold", count, of)
                    : fmt::format("{} more of {} rows for which it does not hold", count, of);
  }
  return rows < 0 ? fmt::format("{} fewer of {} rows beyond the target", count, of)
                  : fmt::format("{} more of {} rows beyond the target", count, of);
}

std::string AmountChange(const Change& change) {
  const Rational by = (change.to - change.from).Abs();
  const std::string_view direction = change.to < change.from ? "less" : "more";
  return fmt::format(
      "{} {}: {} instead of {}",
      QuantityInWords(by, change.type),
      direction,
      QuantityInWords(change.to, change.type),
      QuantityInWords(change.from, change.type)
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

std::string ShownOf(const Derivation& step, const Settlement& settlement) {
  return FigureInWords(step.figure, settlement, BesideOf(step.figure, step.held));
}

std::string SymbolsOf(const Derivation& step) {
  if (!step.node) {
    return {};
  }
  std::string formula = WithoutOwnName(
      plan::FormulaOf(*step.plan, *step.node, plan::RollupsAs::kFormulas), *step.plan
  );
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
  const Derivation lever{.plan = change.plan, .node = change.lever};
  std::string words = fmt::format(
      "{}: {}", SymbolsOf(lever), change.rows ? RowsChange(change) : AmountChange(change)
  );
  words += fmt::format(
      " would give {}",
      change.of == Change::Of::kVerdict
          ? std::string(evaluate::VerdictName(change.verdict_after))
          : "a credit of " + FigureInWords(change.credit_after, settlement)
  );
  const Beside beside = BesideOf(change.value_after, change.held);
  return words + fmt::format(" (value {})", FigureInWords(change.value_after, settlement, beside));
}

std::string RowInWords(const evaluate::RowUse& row, const Settlement& settlement) {
  std::string words = row.file.empty() ? std::string() : fmt::format("{}:{}", row.file, row.line);
  for (const auto& [name, figure] : row.cells) {
    words += words.empty() ? "" : "  ";
    words += fmt::format("{} {}", name, FigureInWords(figure, settlement));
  }
  if (row.part.from < row.part.to) {
    const bool bounded = row.part.bounded();
    words += fmt::format(
        "  ({})",
        bounded ? DurationInWords(Rational(row.part.to) - Rational(row.part.from)) : "without end"
    );
  }
  return row.certain ? words : words + "  not certain";
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
