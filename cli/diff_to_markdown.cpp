// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/diff_report.h"
#include "runtime/findings/comment_text.h"
#include "runtime/report/words.h"

namespace slate::cli {

namespace {

using findings::CodeInComment;
using findings::WordsInComment;

std::string Code(std::string_view text) {
  return text.empty() ? "–" : CodeInComment(text);
}

std::string CaseInWords(const diff::Change& change) {
  std::string text;
  for (const diff::Witness& witness : change.witnesses) {
    text += text.empty() ? "" : "<br>";
    const std::string at = diff::PlaceInEnglish(witness);
    text += at.empty() ? "" : "at " + WordsInComment(at) + ": ";
    text += fmt::format(
        "{} → **{}**",
        WordsInComment(diff::InEnglish(witness.before)),
        WordsInComment(diff::InEnglish(witness.after))
    );
  }
  if (const std::string note = diff::InEnglish(change.note); !note.empty()) {
    text += (text.empty() ? "" : "<br>") + WordsInComment(note);
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
        "| {}{}<br>{} | **{}** | {} | {} | {} |\n",
        Code(change.term),
        change.since.empty() ? "" : " since " + change.since,
        WordsInComment(diff::Describe(change.kind).sentence),
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
      WordsInComment(amount.period),
      Code(amount.line),
      WordsInComment(report::EnglishWords().Quantity(amount.before, amount.type)),
      WordsInComment(report::EnglishWords().Quantity(amount.after, amount.type)),
      WordsInComment(DifferenceInWords(amount) + (amount.open ? " (data are missing)" : ""))
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
        agreement.title.empty() ? WordsInComment(agreement.name) : WordsInComment(agreement.title);
    text += fmt::format(
        "{}### {}: {}\n", text.empty() ? "" : "\n", title, diff::NameOf(agreement.verdict)
    );
    text += report.replay ? ReplayOf(*report.replay, agreement.name) : std::string();
    text += Table(agreement) + Rest(agreement);
  }
  return text;
}

}  // namespace slate::cli
