// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/cell.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/base/overloaded.h"
#include "runtime/readers/kinds.h"
#include "runtime/settings/words.h"

namespace slate::readers {

namespace {

using plan::Type;
using settings::Quoted;

bool Fail(Problem& problem, const Kind& kind, std::string reason) {
  problem = {&kind, std::move(reason)};
  return false;
}

exact::Rational ValueOf(const Decimal& number) {
  return number.wide ? *number.wide
                     : exact::Rational::Of(number.mantissa, PowerOfTen(number.places));
}

// As a decimal of at most 18 places, if it is one.
Decimal DecimalOf(const exact::Rational& value) {
  exact::Rational scaled = value;
  for (int places = 0; places <= 18; ++places, scaled *= exact::Rational(10)) {
    if (const auto mantissa = scaled.ToInt64()) {
      return {.mantissa = *mantissa, .places = places};
    }
  }
  return {.wide = value};
}

}  // namespace

CellReader::CellReader(CellForm form)
    : form_(std::move(form)),
      has_range_(form_.type.range != Type::Range::kAny),
      whole_is_in_range_(
          !has_range_ || (form_.type.range == Type::Range::kCount && form_.factor.is_integer() &&
                          form_.factor.sign() > 0)
      ) {}

CellReader::Translation CellReader::TranslationOf(const plan::Constant& value) const {
  Translation made;
  made.cell.valid = true;
  std::visit(
      Overloaded{
          [&](const exact::Rational& number) {
            made.cell.number = DecimalOf(number / form_.factor);
          },
          [&](bool truth) { made.cell.value = truth ? 1 : 0; },
          [&](plan::Instant instant) { made.cell.value = instant.ns; },
          [&](plan::Date date) { made.cell.value = date.day; },
          [&](const std::string& text) { made.text = text; },
          [&](const plan::Member& member) { made.text = member.label; },
          [&](plan::Undefined) { made.cell.valid = false; },
          [&](plan::LocalInstant) { Unreachable("settings hold an instant without an offset"); },
      },
      value
  );
  return made;
}

void CellReader::CopyTo(Cell& cell, const Translation& translation) {
  cell.valid = translation.cell.valid;
  cell.value = translation.cell.value;
  cell.number = translation.cell.number;
  cell.text = translation.text;
}

void CellReader::Translate(const std::string& from, const plan::Constant& to) {
  translations_.insert_or_assign(from, TranslationOf(to));
  last_translation_ = nullptr;
}

bool CellReader::IsMissing(const Field& field) const {
  return !field.present ||
         std::any_of(form_.missing.begin(), form_.missing.end(), [&](const std::string& text) {
           return text == field.text;
         });
}

bool CellReader::Read(const Field& field, Cell& cell, Problem& problem) {
  if (fixed_) {
    CopyTo(cell, *fixed_);
    return true;
  }
  cell.valid = !IsMissing(field);
  if (!cell.valid) {
    return true;
  }
  if (translations_.empty()) {
    return ReadText(field, cell, problem);
  }
  if (last_translation_ != nullptr && last_translation_->first == field.text) {
    CopyTo(cell, last_translation_->second);
    return true;
  }
  const auto found = translations_.find(field.text);
  if (found == translations_.end()) {
    return Fail(
        problem, kUnknownValue, fmt::format("{} is not listed under `values`", Quoted(field.text))
    );
  }
  last_translation_ = &*found;
  CopyTo(cell, found->second);
  return true;
}

bool CellReader::ReadText(const Field& field, Cell& cell, Problem& problem) {
  const std::string_view text = field.text;
  switch (form_.type.kind) {
    case Type::Kind::kNumber: return ReadNumber(text, cell, problem);
    case Type::Kind::kBool: return ReadBool(text, cell, problem);
    case Type::Kind::kInstant: return form_.time->ReadInstant(text, cell.value, problem);
    case Type::Kind::kDate: return form_.time->ReadDate(text, cell.value, problem);
    case Type::Kind::kText: cell.text = text; return true;
    case Type::Kind::kMember: return ReadMember(text, cell, problem);
    case Type::Kind::kSpans: break;
  }
  Unreachable("spans were read from one field");
}

// A run of digits, which most numbers are.
bool CellReader::ReadPlainNumber(std::string_view text, Cell& cell) const {
  constexpr std::size_t kMostDigits = 18;
  if (text.empty() || text.size() > kMostDigits || !whole_is_in_range_) {
    return false;
  }
  std::int64_t value = 0;
  for (const char c : text) {
    const int digit = c - '0';
    if (digit < 0 || digit > 9) {
      return false;
    }
    value = value * 10 + digit;
  }
  cell.number.mantissa = value;
  cell.number.places = 0;
  if (cell.number.wide) {
    cell.number.wide.reset();
  }
  return true;
}

bool CellReader::ReadNumber(std::string_view text, Cell& cell, Problem& problem) const {
  if (ReadPlainNumber(text, cell)) {
    return true;
  }
  if (const auto reason = ParseNumber(text, cell.number)) {
    return Fail(problem, kNotANumber, fmt::format("{} is no number: {}", Quoted(text), *reason));
  }
  if (!has_range_) {
    return true;
  }
  const exact::Rational value = ValueOf(cell.number) * form_.factor;
  if (form_.type.range == Type::Range::kShare &&
      (value < exact::Rational(0) || value > exact::Rational(1))) {
    return Fail(problem, kOutOfRange, fmt::format("{} is no share between 0 and 1", Quoted(text)));
  }
  if (form_.type.range == Type::Range::kCount &&
      (value < exact::Rational(0) || !value.is_integer())) {
    return Fail(problem, kOutOfRange, fmt::format("{} is no count", Quoted(text)));
  }
  return true;
}

bool CellReader::ReadBool(std::string_view text, Cell& cell, Problem& problem) const {
  cell.value = text == "true" ? 1 : 0;
  return text == "true" || text == "false" ||
         Fail(problem, kUnknownValue, fmt::format("{} is neither true nor false", Quoted(text)));
}

bool CellReader::ReadMember(std::string_view text, Cell& cell, Problem& problem) const {
  cell.text = text;
  if (form_.key == nullptr) {
    return true;
  }
  const bool listed =
      std::any_of(form_.key->members.begin(), form_.key->members.end(), [&](const auto& member) {
        return member.label == text;
      });
  return listed || Fail(
                       problem,
                       kNoSuchMember,
                       fmt::format("{} is no member of `{}`", Quoted(text), form_.key->name)
                   );
}

}  // namespace slate::readers
