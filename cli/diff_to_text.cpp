// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "cli/diff_report.h"
#include "runtime/diag/render_text.h"
#include "runtime/report/words.h"

namespace slate::cli {

namespace {

constexpr std::size_t kLongestTerm = 400;

std::string Shortened(const std::string& text) {
  if (text.size() <= kLongestTerm) {
    return diag::EscapeForTerminal(text);
  }
  std::size_t end = kLongestTerm;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return diag::EscapeForTerminal(text.substr(0, end)) + " …";
}

std::string Side(char sign, const std::string& text, const std::string& place) {
  if (text.empty()) {
    return {};
  }
  return fmt::format("    {} {}{}\n", sign, Shortened(text), place.empty() ? "" : "   " + place);
}

std::string WitnessLine(const diff::Witness& witness) {
  const std::string place = diff::PlaceInEnglish(witness);
  const std::string at = place.empty() ? "" : "at " + place + ": ";
  return fmt::format(
      "    {}\n",
      diag::EscapeForTerminal(fmt::format(
          "{}old {}, new {}", at, diff::InEnglish(witness.before), diff::InEnglish(witness.after)
      ))
  );
}

std::string Row(const diff::Change& change) {
  const diff::KindOfChange& kind = diff::Describe(change.kind);
  std::string text = fmt::format(
      "  {}{}: {}   ({}, {})\n",
      diag::EscapeForTerminal(change.term),
      change.since.empty() ? "" : " since " + change.since,
      diff::NameOf(change.verdict),
      kind.sentence,
      kind.kind.code
  );
  if (change.before == change.after) {
    text += change.kind == diff::ChangeKind::kSettlement
                ? std::string()
                : Side('=', change.after, change.place_after);
  } else {
    text += Side('-', change.before, change.place_before);
    text += Side('+', change.after, change.place_after);
  }
  for (const diff::Witness& witness : change.witnesses) {
    text += WitnessLine(witness);
  }
  const std::string note = diff::InEnglish(change.note);
  return note.empty() ? text : text + fmt::format("    {}\n", note);
}

template <typename F>
std::string Section(
    const diff::AgreementChanges& agreement, std::string_view title, const F& belongs
) {
  std::string rows;
  for (const diff::Change& change : agreement.changes) {
    rows += belongs(change) ? Row(change) : std::string();
  }
  return rows.empty() ? rows : fmt::format("\n{}{}", title, rows);
}

bool IsWording(const diff::Change& change) {
  return diff::Describe(change.kind).is_wording;
}

std::string AgreementText(const diff::AgreementChanges& agreement) {
  std::string text = fmt::format("{}: {}\n", agreement.name, diff::NameOf(agreement.verdict));
  text += Section(agreement, "", [](const diff::Change& change) {
    return change.verdict != diff::Verdict::kSame;
  });
  text += Section(agreement, "  written differently, means the same\n", [](const auto& change) {
    return change.verdict == diff::Verdict::kSame && !IsWording(change);
  });
  text += Section(agreement, "  only words\n", [](const auto& change) {
    return change.verdict == diff::Verdict::kSame && IsWording(change);
  });
  if (agreement.same_terms > 0) {
    text += fmt::format(
        "\n  {} {} the same\n",
        agreement.same_terms,
        agreement.same_terms == 1 ? "term is" : "terms are"
    );
  }
  return text;
}

std::string AmountLine(const ReplayedAmount& amount, std::size_t width) {
  return fmt::format(
      "  {:<10}  {:<{}}  old {}, new {}: {}{}\n",
      amount.period,
      amount.line,
      width,
      report::EnglishWords().Quantity(amount.before, amount.type),
      report::EnglishWords().Quantity(amount.after, amount.type),
      DifferenceInWords(amount),
      amount.open ? " (data are missing)" : ""
  );
}

std::string ReplayText(const std::vector<ReplayedAmount>& replay) {
  std::size_t width = 0;
  for (const ReplayedAmount& amount : replay) {
    width = std::max(width, amount.line.size());
  }
  std::string text;
  std::string agreement;
  for (const ReplayedAmount& amount : replay) {
    if (amount.agreement != agreement) {
      agreement = amount.agreement;
      text += fmt::format("\n{} on stored periods\n", agreement);
    }
    text += AmountLine(amount, width);
  }
  text += "\n";
  for (const ReplayedAmount& total : TotalsOf(replay)) {
    text += fmt::format(
        "{} in all: old {}, new {}: {}\n",
        total.agreement,
        report::EnglishWords().Quantity(total.before, total.type),
        report::EnglishWords().Quantity(total.after, total.type),
        DifferenceInWords(total)
    );
  }
  return text;
}

}  // namespace

std::string DifferenceInWords(const ReplayedAmount& amount) {
  const exact::Rational difference = amount.after - amount.before;
  if (difference.is_zero()) {
    return "no difference";
  }
  const std::string sign = difference.sign() > 0 ? "+" : "";
  return sign + report::EnglishWords().Quantity(difference, amount.type);
}

std::vector<ReplayedAmount> TotalsOf(const std::vector<ReplayedAmount>& replay) {
  std::vector<ReplayedAmount> totals;
  for (const ReplayedAmount& amount : replay) {
    if (!amount.is_settlement) {
      continue;
    }
    const auto known = std::find_if(totals.begin(), totals.end(), [&](const auto& total) {
      return total.agreement == amount.agreement && total.type.unit == amount.type.unit;
    });
    if (known == totals.end()) {
      totals.push_back(amount);
      totals.back().period = "all";
      totals.back().line = "in all";
      continue;
    }
    known->before += amount.before;
    known->after += amount.after;
    known->open = known->open || amount.open;
  }
  return totals;
}

std::string DiffToText(const DiffReport& report) {
  std::string text;
  for (const diff::AgreementChanges& agreement : report.comparison.agreements) {
    text += (text.empty() ? "" : "\n") + AgreementText(agreement);
  }
  if (report.comparison.agreements.size() > 1) {
    text += fmt::format("\nall together: {}\n", diff::NameOf(report.comparison.verdict));
  }
  return report.replay ? text + ReplayText(*report.replay) : text;
}

}  // namespace slate::cli
