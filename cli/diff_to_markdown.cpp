// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/diff_report.h"
#include "runtime/report/words.h"

namespace slate::cli {

namespace {

// In a cell of a table nothing of a text may act as markup, mention anybody or end the cell.
std::string Plain(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]()#+-.!|~>";
  std::string plain;
  for (const char c : text) {
    if (c == '<' || c == '&' || c == '@') {
      plain += fmt::format("&#{};", static_cast<int>(c));
    } else if (c == '\n' || c == '\r') {
      plain += ' ';
    } else if (kMarkup.find(c) != std::string_view::npos) {
      plain += '\\';
      plain += c;
    } else {
      plain += c;
    }
  }
  return plain;
}

std::size_t LongestRunOfTicks(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = run > longest ? run : longest;
  }
  return longest;
}

// Source text; ticks and bars inside do no harm.
std::string Code(std::string_view text) {
  if (text.empty()) {
    return "–";
  }
  const std::string fence(LongestRunOfTicks(text) + 1, '`');
  std::string inside;
  for (const char c : text) {
    inside += c == '|' ? std::string("\\|") : c == '\n' ? " " : std::string(1, c);
  }
  const std::string pad = fence.size() > 1 || inside.front() == '`' ? " " : "";
  return fence + pad + inside + pad + fence;
}

std::string CaseInWords(const diff::Change& change) {
  std::string text;
  for (const diff::Witness& witness : change.witnesses) {
    text += text.empty() ? "" : "<br>";
    text += witness.at.empty() ? "" : "at " + Plain(witness.at) + ": ";
    text += fmt::format("{} → **{}**", Plain(witness.before), Plain(witness.after));
  }
  if (!change.note.empty()) {
    text += (text.empty() ? "" : "<br>") + Plain(change.note);
  }
  return text;
}

std::string Table(const diff::AgreementChanges& agreement) {
  std::string rows;
  for (const diff::Change& change : agreement.changes) {
    if (change.verdict == diff::Verdict::kSame) {
      continue;
    }
    const bool settlement = change.kind == diff::ChangeKind::kSettlement;
    rows += fmt::format(
        "| {}<br>{} | **{}** | {} | {} | {} |\n",
        Code(change.term),
        Plain(diff::Describe(change.kind).sentence),
        diff::NameOf(change.verdict),
        settlement && change.before == change.after ? "as below" : Code(change.before),
        settlement && change.before == change.after ? "as below" : Code(change.after),
        CaseInWords(change)
    );
  }
  return rows.empty() ? rows
                      : "\n| term | who gains | old | new | for example |\n| --- | --- | --- | --- "
                        "| --- |\n" +
                            rows;
}

std::string Rest(const diff::AgreementChanges& agreement) {
  std::string same;
  std::string words;
  for (const diff::Change& change : agreement.changes) {
    if (change.verdict == diff::Verdict::kSame) {
      std::string& list = diff::Describe(change.kind).is_wording ? words : same;
      list += (list.empty() ? "" : ", ") + Code(change.term);
    }
  }
  std::string text;
  if (!same.empty()) {
    text += fmt::format("\nWritten differently, means the same: {}.\n", same);
  }
  if (!words.empty()) {
    text += fmt::format("\nOnly words: {}.\n", words);
  }
  if (agreement.same_terms > 0) {
    text += fmt::format(
        "\n{} other {} the same.\n",
        agreement.same_terms,
        agreement.same_terms == 1 ? "term is" : "terms are"
    );
  }
  return text;
}

std::string AmountRow(const ReplayedAmount& amount) {
  return fmt::format(
      "| {} | {} | {} | {} | {} |\n",
      Plain(amount.period),
      Code(amount.line),
      Plain(report::QuantityInWords(amount.before, amount.type)),
      Plain(report::QuantityInWords(amount.after, amount.type)),
      Plain(DifferenceInWords(amount) + (amount.open ? " (data are missing)" : ""))
  );
}

std::string ReplayOf(const std::vector<ReplayedAmount>& replay, const std::string& agreement) {
  std::string rows;
  for (const auto& list : {replay, TotalsOf(replay)}) {
    for (const ReplayedAmount& amount : list) {
      rows += amount.agreement == agreement ? AmountRow(amount) : std::string();
    }
  }
  return rows.empty() ? rows
                      : "\n**On stored periods**\n\n| period | line | old | new | difference |\n"
                        "| --- | --- | ---: | ---: | ---: |\n" +
                            rows;
}

}  // namespace

std::string DiffToMarkdown(const DiffReport& report) {
  std::string text;
  for (const diff::AgreementChanges& agreement : report.comparison.agreements) {
    const std::string title =
        agreement.title.empty() ? Plain(agreement.name) : Plain(agreement.title);
    text += fmt::format(
        "{}### {}: {}\n", text.empty() ? "" : "\n", title, diff::NameOf(agreement.verdict)
    );
    text += report.replay ? ReplayOf(*report.replay, agreement.name) : std::string();
    text += Table(agreement) + Rest(agreement);
  }
  return text;
}

}  // namespace slate::cli
