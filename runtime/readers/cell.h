// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/plan/plan.h"
#include "runtime/readers/number.h"
#include "runtime/readers/record.h"
#include "runtime/readers/time_reader.h"
#include "runtime/settings/settings.h"

namespace slate::readers {

// A value of one column in one row, before it is known whether the row is accepted.
struct Cell {
  bool valid = false;
  std::int64_t value = 0;      // instants ns, dates days, bools 0 or 1
  Decimal number = {};         // numbers, in the unit of the source
  std::string_view text = {};  // texts and member labels
};

struct HashText {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
template <typename T>
using TextMap = std::unordered_map<std::string, T, HashText, std::equal_to<>>;

// What the cells of a column are read with.
struct CellForm {
  plan::Type type;
  const plan::Key* key = nullptr;  // of a member of a closed key
  exact::Rational factor = 1;      // of the unit of the source, for ranges
  std::vector<std::string> missing;
  std::optional<TimeReader> time = {};  // instants and dates
};

// Texts of the source as typed cells.
class CellReader {
 public:
  explicit CellReader(CellForm form);

  // `values` of the settings: a text of the source and the value it stands for.
  void Translate(const std::string& from, const plan::Constant& to);
  // Makes every field stand for this value.
  void FixTo(const plan::Constant& value) { fixed_ = TranslationOf(value); }

  // A field without value gives an invalid cell. False and a problem for a field that is no value
  // of the type. Views in the cell live as long as the field's text and this reader.
  bool Read(const Field& field, Cell& cell, Problem& problem);

  const CellForm& form() const { return form_; }
  bool translates() const { return !translations_.empty(); }
  // Whether every run of digits is a value, if it is not one of the missing texts.
  bool takes_digits() const { return !fixed_ && translations_.empty() && whole_is_in_range_; }

 private:
  struct Translation {
    Cell cell;
    std::string text;  // of texts and labels
  };

  Translation TranslationOf(const plan::Constant& value) const;
  static void CopyTo(Cell& cell, const Translation& translation);
  bool IsMissing(const Field& field) const;
  bool ReadText(const Field& field, Cell& cell, Problem& problem);
  bool ReadNumber(std::string_view text, Cell& cell, Problem& problem) const;
  bool ReadBool(std::string_view text, Cell& cell, Problem& problem) const;
  bool ReadMember(std::string_view text, Cell& cell, Problem& problem) const;

  bool ReadPlainNumber(std::string_view text, Cell& cell) const;

  CellForm form_;
  bool has_range_;
  bool whole_is_in_range_;  // whole numbers from 0 on need no further check
  TextMap<Translation> translations_;
  // Of the row before: neighbours are often alike.
  const std::pair<const std::string, Translation>* last_translation_ = nullptr;
  std::optional<Translation> fixed_;
};

}  // namespace slate::readers
