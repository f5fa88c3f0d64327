// SPDX-License-Identifier: Apache-2.0
#include "compiler/types/describe.h"

#include <vector>

#include "compiler/types/units.h"

namespace slate::types {

namespace {

std::string SpellDimension(const std::string& dimension) {
  if (dimension == kTime) {
    return "duration";
  }
  return dimension;
}

std::string SpellUnit(const plan::Unit& unit) {
  std::string above;
  std::string below;
  for (const auto& [dimension, exponent] : unit) {
    std::string& side = exponent > 0 ? above : below;
    for (int i = 0; i < (exponent > 0 ? exponent : -exponent); ++i) {
      side += (side.empty() ? "" : exponent > 0 ? " * " : " / ") + SpellDimension(dimension);
    }
  }
  if (above.empty()) {
    above = "1";
  }
  return below.empty() ? above : above + " / " + below;
}

std::string DescribeNumber(const plan::Type& type) {
  if (type.unit.empty()) {
    switch (type.range) {
      case plan::Type::Range::kShare: return "a share";
      case plan::Type::Range::kCount: return "a count";
      case plan::Type::Range::kAny: return "a number";
    }
  }
  if (type.unit == TimeUnit()) {
    return "a duration";
  }
  if (type.unit.size() == 1 && type.unit.begin()->second == 1) {
    const std::string& dimension = type.unit.begin()->first;
    return IsCurrency(dimension) ? "money (" + dimension + ")" : "an amount of " + dimension;
  }
  return "a quantity in " + SpellUnit(type.unit);
}

}  // namespace

std::string Describe(const plan::Type& type) {
  switch (type.kind) {
    case plan::Type::Kind::kNumber: return DescribeNumber(type);
    case plan::Type::Kind::kBool: return "a truth value";
    case plan::Type::Kind::kInstant: return "an instant";
    case plan::Type::Kind::kDate: return "a date";
    case plan::Type::Kind::kText: return "a text";
    case plan::Type::Kind::kMember: return "a member of `" + type.key + "`";
    case plan::Type::Kind::kSpans: return "spans";
  }
  return "a value";
}

std::string Spell(const plan::Type& type) {
  std::string word;
  switch (type.kind) {
    case plan::Type::Kind::kNumber:
      if (type.unit.empty()) {
        word = type.range == plan::Type::Range::kShare   ? "share"
               : type.range == plan::Type::Range::kCount ? "count"
                                                         : "number";
      } else {
        word = SpellUnit(type.unit);
      }
      break;
    case plan::Type::Kind::kBool: word = "bool"; break;
    case plan::Type::Kind::kInstant: word = "instant"; break;
    case plan::Type::Kind::kDate: word = "date"; break;
    case plan::Type::Kind::kText: word = "text"; break;
    case plan::Type::Kind::kMember: word = type.key; break;
    case plan::Type::Kind::kSpans: word = "spans"; break;
  }
  return word + (type.optional ? "?" : "");
}

}  // namespace slate::types
