// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/token.h"

#include <array>
#include <unordered_map>

#include "runtime/base/id_map.h"

namespace slate::syntax {

namespace {

// By kind, in backticks where it is source text.
constexpr auto kDescriptions = std::to_array<std::string_view>({
    "the end of the file",
    "`and`",
    "`or`",
    "`not`",
    "`if`",
    "`then`",
    "`else`",
    "`otherwise`",
    "`where`",
    "`in`",
    "`except`",
    "`with`",
    "`lasting`",
    "`bridging`",
    "`beyond`",
    "`upto`",
    "`by`",
    "`each`",
    "`every`",
    "`sliding`",
    "`of`",
    "`per`",
    "`as`",
    "`for`",
    "`let`",
    "`ladder`",
    "`none`",
    "`first`",
    "`last`",
    "`history`",
    "`slate`",
    "`use`",
    "`metric`",
    "`best`",
    "`reads`",
    "`agreement`",
    "`under`",
    "`amendment`",
    "`next`",
    "`splits`",
    "`version`",
    "`provider`",
    "`customer`",
    "`on`",
    "`term`",
    "`from`",
    "`zone`",
    "`currency`",
    "`period`",
    "`partial`",
    "`unit`",
    "`key`",
    "`formerly`",
    "`during`",
    "`calendar`",
    "`also`",
    "`input`",
    "`good`",
    "`bad`",
    "`keeping`",
    "`holds`",
    "`gaps`",
    "`complete`",
    "`pending`",
    "`reopened`",
    "`counts`",
    "`given`",
    "`dated`",
    "`prorated`",
    "`attested`",
    "`objective`",
    "`only`",
    "`when`",
    "`measure`",
    "`target`",
    "`credit`",
    "`bonus`",
    "`relies`",
    "`independent`",
    "`settle`",
    "`drop`",
    "`hold`",
    "`cap`",
    "`less`",
    "`round`",
    "`to`",
    "`claim`",
    "`until`",
    "`undecided`",
    "`pays`",
    "`right`",
    "`duty`",
    "`done`",
    "`opening`",
    "`loosens`",
    "`changes`",
    "`because`",
    "`titles`",
    "`clause`",
    "`example`",
    "`now`",
    "`try`",
    "`suppose`",
    "`data`",
    "`times`",
    "`expect`",
    "`at`",
    "`periods`",
    "`->`",
    "`..`",
    "`.`",
    "`,`",
    "`:`",
    "`?`",
    "`=`",
    "`*`",
    "`/`",
    "`(`",
    "`)`",
    "`[`",
    "`]`",
    "`{`",
    "`}`",
    "a comparison",
    "a sign",
    "a text in \"\"\"",
    "a text in quotes",
    "an instant",
    "a date",
    "a month",
    "a quarter",
    "a time of day",
    "a duration",
    "a percentage",
    "a number",
    "a name",
    "documentation",
    "a silence",
    "a comment",
    "a blank",
    "a number with letters",
    "a stray character",
});
static_assert(kDescriptions.size() == Index(TokenKind::kStray) + 1);

std::unordered_map<std::string_view, TokenKind> WordTable() {
  std::unordered_map<std::string_view, TokenKind> table;
  for (std::size_t i = Index(kFirstWord); i <= Index(kLastWord); ++i) {
    std::string_view quoted = kDescriptions[i];
    table.emplace(quoted.substr(1, quoted.size() - 2), static_cast<TokenKind>(i));
  }
  return table;
}

}  // namespace

TokenKind KindOfWord(std::string_view word) {
  static const std::unordered_map<std::string_view, TokenKind> kTable = WordTable();
  const auto found = kTable.find(word);
  return found == kTable.end() ? TokenKind::kIdent : found->second;
}

std::string_view Describe(TokenKind kind) {
  return kDescriptions[Index(kind)];
}

}  // namespace slate::syntax
