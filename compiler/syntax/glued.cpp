// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/glued.h"

#include <array>
#include <string>

#include <fmt/format.h>

#include "compiler/diag/catalog/syntax.h"
#include "runtime/exact/rational.h"

namespace slate::syntax {

namespace {

struct Unit {
  std::string_view spelling;
  std::string_view glued;     // the unit of elapsed time it stands for
  std::int64_t factor;        // … and how many of them it is
  std::string_view calendar;  // the amount of the calendar it may mean
};

constexpr auto kUnits = std::to_array<Unit>({
    {"d", "h", 24, "days"},      {"day", "h", 24, "days"},    {"days", "h", 24, "days"},
    {"w", "h", 168, "weeks"},    {"week", "h", 168, "weeks"}, {"weeks", "h", 168, "weeks"},
    {"m", "min", 1, "months"},   {"mo", "", 0, "months"},     {"month", "", 0, "months"},
    {"months", "", 0, "months"}, {"y", "", 0, "years"},       {"year", "", 0, "years"},
    {"years", "", 0, "years"},   {"sec", "s", 1, ""},         {"secs", "s", 1, ""},
    {"second", "s", 1, ""},      {"seconds", "s", 1, ""},     {"mins", "min", 1, ""},
    {"minute", "min", 1, ""},    {"minutes", "min", 1, ""},   {"hr", "h", 1, ""},
    {"hrs", "h", 1, ""},         {"hour", "h", 1, ""},        {"hours", "h", 1, ""},
    {"msec", "ms", 1, ""},
});

std::string Advice(std::string_view number, std::string_view word) {
  for (const Unit& unit : kUnits) {
    if (unit.spelling != word) {
      continue;
    }
    const auto value = exact::Rational::FromDecimal(number);
    const auto product =
        value && !unit.glued.empty() ? (*value * unit.factor).ToInt64() : std::nullopt;
    const std::string elapsed = product ? fmt::format("`{}{}`", *product, unit.glued) : "";
    const std::string amount =
        unit.calendar.empty() ? "" : fmt::format("`{} {}`", number, unit.calendar);
    const std::string_view joint = elapsed.empty() || amount.empty() ? "" : " or ";
    return fmt::format("write {}{}{}", elapsed, joint, amount);
  }
  return fmt::format("write `{} {}`", number, word);
}

}  // namespace

void ReportGlued(source::FileId id, const Token& token, std::string_view text, diag::Sink& sink) {
  std::size_t split = text.find_first_not_of("0123456789._");
  split = split == std::string_view::npos ? text.find('_') : split;
  const std::string_view number = text.substr(0, split);
  const std::string_view word = text.substr(split);
  const bool trailing_digits = word.find_first_of("0123456789") != std::string_view::npos;
  auto& problem = sink.Report(
      diag::kGluedNumber,
      source::Span{id, token.begin, token.end},
      fmt::format("`{}` is neither a number nor a word", text)
  );
  problem.help =
      trailing_digits ? "every part of a duration has its unit: `1h30min`" : Advice(number, word);
}

}  // namespace slate::syntax
