// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/to_csv.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/base/overloaded.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/diag/render_text.h"
#include "runtime/plan/names.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

using exact::Rational;

bool IsPlainNumber(std::string_view text) {
  const std::string_view digits = text.substr(!text.empty() && text[0] == '-' ? 1 : 0);
  return !digits.empty() && digits[0] >= '0' && digits[0] <= '9' &&
         digits.find_first_not_of("0123456789./") == std::string_view::npos;
}

std::string UnitName(const plan::Unit& unit) {
  std::string name;
  for (const auto& [dimension, exponent] : unit) {
    name += name.empty() ? "" : " ";
    name += dimension == "time" ? "ns" : dimension;
    name += exponent == 1 ? "" : fmt::format("^{}", exponent);
  }
  return name;
}

std::string ExactText(const evaluate::Value& value) {
  return std::visit(
      Overloaded{
          [](const Rational& number) { return number.ToString(); },
          [](evaluate::Truth truth) { return EnglishWords().Truth(truth); },
          [](const evaluate::Instant& instant) { return calendar::FormatUtc(instant.ns); },
          [](const evaluate::Date& date) { return calendar::FormatDate({date.day}); },
          [](const evaluate::Interval& between) {
            return between.lo.ToString() + " .. " + between.hi.ToString();
          },
          [](const auto& /*has no short exact form*/) { return std::string(); },
      },
      value
  );
}

class CsvWriter {
 public:
  explicit CsvWriter(const Settlement& settlement) : settlement_(settlement) {
    text_ = "period,what,name,members,field,shown,exact,unit\r\n";
  }

  std::string Write() {
    for (const evaluate::PeriodResult& period : settlement_.outcome.periods) {
      period_ = period.label;
      for (const evaluate::ObjectiveResult& result : period.objectives) {
        Objective(result);
      }
      for (const evaluate::StageResult& stage : period.stages) {
        Stage(stage);
      }
      for (const evaluate::RightResult& right : period.rights) {
        Begin("right", right.right, right.members);
        Line("granted", settlement_.words.Truth(right.granted), "", "");
      }
      for (const evaluate::DutyResult& duty : period.duties) {
        Begin("duty", duty.title, duty.parties);
        Line("applies", settlement_.words.Truth(duty.applies), "", "");
        Line("due", duty.due ? settlement_.words.Instant(*duty.due, settlement_.zone) : "", "", "");
      }
    }
    period_.clear();
    for (const evaluate::InputResult& input : settlement_.outcome.inputs) {
      Begin("input", input.input, {});
      Count("taken", input.rows);
      Count("outside", input.outside);
      Count("duplicates", input.duplicates);
      Count("rejected", input.rejected);
    }
    return std::move(text_);
  }

 private:
  void Begin(std::string what, const std::string& name, const std::vector<std::string>& members) {
    what_ = std::move(what);
    name_ = name;
    members_ = fmt::format("{}", fmt::join(members, ", "));
  }

  void Line(
      std::string_view field, std::string_view shown, std::string_view exact, std::string_view unit
  ) {
    std::string line;
    bool first = true;
    for (const std::string_view cell :
         {std::string_view(period_),
          std::string_view(what_),
          std::string_view(name_),
          std::string_view(members_),
          field,
          shown,
          exact,
          unit}) {
      line += (first ? "" : ",") + CsvField(cell);
      first = false;
    }
    text_ += line + "\r\n";
  }

  void Count(std::string_view field, std::uint64_t count) {
    Line(field, settlement_.words.Count(count), std::to_string(count), "");
  }

  void AddFigure(std::string_view field, const evaluate::Figure& figure) {
    if (evaluate::IsUndefined(figure.value)) {
      return;
    }
    Line(
        field,
        settlement_.words.Figure(figure, settlement_),
        ExactText(figure.value),
        UnitName(figure.type.unit)
    );
  }

  void Amount(std::string_view field, const Rational& amount, const plan::Type& type) {
    Line(field, settlement_.words.Quantity(amount, type), amount.ToString(), UnitName(type.unit));
  }

  void Objective(const evaluate::ObjectiveResult& result) {
    Begin("objective", result.objective, result.members);
    AddFigure("value", result.value);
    AddFigure("target", result.target);
    Line("verdict", evaluate::VerdictName(result.verdict), "", "");
    AddFigure("credit", result.credit);
    AddFigure("bonus", result.bonus);
    for (const evaluate::LetResult& let : result.lets) {
      AddFigure(let.name, let.figure);
    }
  }

  void Stage(const evaluate::StageResult& stage) {
    Begin("settlement", stage.stage, stage.members);
    Amount("gross", stage.gross, stage.type);
    for (std::size_t i = 0; i < stage.steps.size(); ++i) {
      Amount(
          fmt::format("{}. {}", i + 1, plan::NameOf(stage.steps[i].kind)),
          stage.steps[i].after,
          stage.type
      );
    }
    Amount("amount", stage.amount, stage.type);
  }

  const Settlement& settlement_;
  std::string text_;
  std::string period_;
  std::string what_;
  std::string name_;
  std::string members_;
};

}  // namespace

std::string CsvField(std::string_view text) {
  constexpr std::string_view kFormula = "=+-@\t\r";
  const bool formula =
      !text.empty() && kFormula.find(text[0]) != std::string_view::npos && !IsPlainNumber(text);
  const std::string shown = (formula ? "'" : "") + diag::EscapeForTerminal(text);
  if (shown.find_first_of(",\"\r\n ") == std::string::npos && !formula) {
    return shown;
  }
  std::string quoted = "\"";
  for (const char c : shown) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + "\"";
}

std::string ToCsv(const Settlement& settlement) {
  return CsvWriter(settlement).Write();
}

}  // namespace slate::report
