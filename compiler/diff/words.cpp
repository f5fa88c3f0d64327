// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/words.h"

#include <cctype>
#include <cstdlib>

#include <fmt/format.h>

#include "runtime/exact/decimal.h"
#include "runtime/plan/formula.h"

namespace slate::diff {

namespace {

// One unit of three capitals is a currency.
bool IsMoney(const plan::Unit& unit) {
  if (unit.size() != 1 || unit.begin()->second != 1 || unit.begin()->first.size() != 3) {
    return false;
  }
  for (const char c : unit.begin()->first) {
    if (std::isupper(static_cast<unsigned char>(c)) == 0) {
      return false;
    }
  }
  return true;
}

std::string Grouped(std::string digits) {
  const std::size_t start = digits.empty() || digits[0] != '-' ? 0 : 1;
  std::size_t point = digits.find('.');
  point = point == std::string::npos ? digits.size() : point;
  for (std::size_t at = point; at > start + 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string MoneyInWords(const exact::Rational& value, const std::string& currency) {
  const auto whole = exact::ToExactDecimal(value);
  std::string digits = exact::ToDecimal(value, 2);
  if (whole && whole->find('.') != std::string::npos && whole->size() - whole->find('.') > 3) {
    digits = *whole;
  }
  return Grouped(std::move(digits)) + (whole ? " " : "… ") + currency;
}

}  // namespace

std::string InWords(const exact::Rational& value, const plan::Type& type) {
  return IsMoney(type.unit) ? MoneyInWords(value, type.unit.begin()->first)
                            : plan::Show(value, type);
}

Quantity Times(
    const exact::Rational& value,
    const plan::Type& type,
    const plan::Plan& nodes,
    const analysis::Factor& factor
) {
  if (factor.empty() || value.is_zero()) {
    return {.value = value, .type = type};
  }
  plan::Type rest = type;
  std::string text;
  for (const auto& [node, exponent] : factor) {
    for (const auto& [unit, power] : nodes[node].type.unit) {
      rest.unit[unit] -= power * exponent;
      if (rest.unit[unit] == 0) {
        rest.unit.erase(unit);
      }
    }
    for (int i = 0; i < std::abs(exponent); ++i) {
      text += fmt::format(" {} {}", exponent > 0 ? '*' : '/', plan::FormulaOf(nodes, node));
    }
  }
  rest.range = rest.unit.empty() ? plan::Type::Range::kShare : plan::Type::Range::kAny;
  return {.value = value, .type = rest, .times = text};
}

std::string FormulaInWords(const plan::Plan& nodes, plan::NodeId id) {
  const std::string formula = plan::FormulaOf(nodes, id);
  const auto is_word = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  std::string text;
  for (std::size_t at = 0; at < formula.size(); ++at) {
    std::size_t end = at + 1;
    while (end < formula.size() && std::isdigit(static_cast<unsigned char>(formula[end])) != 0) {
      ++end;
    }
    const bool starts = at == 0 || !is_word(formula[at - 1]);
    const bool ends = end == formula.size() || !is_word(formula[end]);
    const std::size_t number = formula[at] == 'r' && end > at + 1 && end < at + 8
                                   ? std::stoul(formula.substr(at + 1, end - at - 1))
                                   : nodes.rollups.size();
    if (!starts || !ends || number >= nodes.rollups.size()) {
      text += formula[at];
      continue;
    }
    text += nodes[static_cast<plan::RollupId>(number)].input;
    at = end - 1;
  }
  return text;
}

std::string OnOneLine(std::string_view text) {
  std::string line;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool comment = !quoted && text.substr(i, 2) == "//";
    if (comment) {
      i = std::min(text.find('\n', i), text.size());
    }
    const char c = i < text.size() ? text[i] : '\n';
    quoted = c == '"' ? !quoted : quoted;
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  while (!line.empty() && line.back() == ' ') {
    line.pop_back();
  }
  return line;
}

}  // namespace slate::diff
