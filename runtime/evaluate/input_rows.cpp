// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/input_rows.h"

#include <algorithm>
#include <numeric>

#include "runtime/base/check.h"

namespace slate::evaluate {

namespace {

using Kind = plan::Type::Kind;

bool HasLabels(const plan::Type& type) {
  return type.kind == Kind::kMember || type.kind == Kind::kText;
}

const data::Column* FindColumn(const data::Table* table, const std::string& name) {
  if (table == nullptr) {
    return nullptr;
  }
  const auto found =
      std::find_if(table->columns.begin(), table->columns.end(), [&](const data::Column& column) {
        return column.name == name;
      });
  return found == table->columns.end() ? nullptr : &*found;
}

const std::vector<std::uint32_t> kNoRows;

}  // namespace

InputRows::InputRows(
    const plan::Input& input, const data::Table* table, std::int64_t as_of, Labels& labels
)
    : input_(&input), table_(table), as_of_(as_of) {
  for (std::size_t i = 0; i < input.columns.size(); ++i) {
    View view{.column = FindColumn(table, input.columns[i].name)};
    view.unit_scale = view.column == nullptr || view.column->scale == Rational(1);
    if (input.columns[i].type.kind == Kind::kMember) {
      key_columns_.push_back(static_cast<int>(i));
    }
    views_.push_back(std::move(view));
  }
  NoticeTexts(labels);
}

void InputRows::NoticeTexts(Labels& labels) {
  for (std::size_t i = 0; i < views_.size(); ++i) {
    View& view = views_[i];
    if (view.column == nullptr || !HasLabels(input_->columns[i].type)) {
      continue;
    }
    const std::vector<std::string>& texts = view.column->dictionary;
    for (std::size_t entry = view.codes.size(); entry < texts.size(); ++entry) {
      view.codes.push_back(labels.Intern(texts[entry]).code);
    }
  }
}

int InputRows::ColumnOf(std::string_view name) const {
  for (std::size_t i = 0; i < input_->columns.size(); ++i) {
    if (input_->columns[i].name == name) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

Value InputRows::Read(std::size_t row, int column) const {
  const View& view = views_[static_cast<std::size_t>(column)];
  if (view.column == nullptr || IsElsewhere()) {
    return Undefined{};
  }
  if (!view.column->history.empty() ||
      (!view.column->valid.empty() && view.column->valid[row] == 0)) {
    return Undefined{};
  }
  return ReadCell(view, row);
}

Value InputRows::ReadCell(const View& view, std::size_t row) const {
  const data::Column& column = *view.column;
  if (column.type.kind == Kind::kSpans) {
    return column.spans.empty() ? Spans{} : ReadSpans(column.spans[row]);
  }
  if (column.type.kind == Kind::kNumber && !column.wide.empty()) {
    return column.wide[row];
  }
  return ValueOf(view, column.values[row]);
}

Value InputRows::ValueOf(const View& view, std::int64_t cell) const {
  switch (view.column->type.kind) {
    case Kind::kNumber:
      if (!view.column->wide.empty()) {  // of a history: a place in it
        return view.column->wide[static_cast<std::size_t>(cell)];
      }
      return view.unit_scale ? Rational(cell) : Rational(cell) * view.column->scale;
    case Kind::kBool: return ToTruth(cell != 0);
    case Kind::kInstant: return cell < as_of_ ? Value(Instant{cell}) : Undefined{};
    case Kind::kDate: return Date{static_cast<std::int32_t>(cell)};
    case Kind::kText:
    case Kind::kMember: return Label{view.codes[static_cast<std::size_t>(cell)]};
    case Kind::kSpans: break;
  }
  Unreachable("a cell has no type");
}

std::vector<std::pair<std::int64_t, Value>> InputRows::ReadHistory(std::size_t row, int column)
    const {
  std::vector<std::pair<std::int64_t, Value>> steps;
  const View& view = views_[static_cast<std::size_t>(column)];
  if (view.column == nullptr || IsElsewhere() || view.column->history.empty()) {
    return steps;
  }
  for (const data::Change& change : view.column->history[row]) {
    if (change.at < as_of_) {
      steps.emplace_back(change.at, ValueOf(view, change.value));
    }
  }
  return steps;
}

// What is not over as of the given instant is open until then.
Value InputRows::ReadSpans(const SpanSet& spans) const {
  const bool visible = spans.empty() || spans.runs().back().to <= as_of_;
  return Spans{visible ? spans : spans.Intersect(SpanSet::Of({spans::kBeginning, as_of_}))};
}

std::int32_t InputRows::CodeAt(std::size_t row, int column) const {
  const View& view = views_[static_cast<std::size_t>(column)];
  const bool valid = view.column != nullptr && !IsElsewhere() && view.column->history.empty() &&
                     (view.column->valid.empty() || view.column->valid[row] != 0);
  return valid && !view.codes.empty()
             ? view.codes[static_cast<std::size_t>(view.column->values[row])]
             : -1;
}

InputRows::Groups& InputRows::GroupsBy(const std::vector<int>& columns) {
  const auto [place, added] = groups_.try_emplace(columns);
  if (!added) {
    return place->second;
  }
  if (GroupDensely(columns, place->second)) {
    return place->second;
  }
  Codes codes(columns.size());
  for (std::uint32_t row = 0; row < size(); ++row) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      codes[i] = CodeAt(row, columns[i]);
    }
    place->second[codes].push_back(row);
  }
  return place->second;
}

// Combinations as digits of one number, while there are not too many of them.
bool InputRows::GroupDensely(const std::vector<int>& columns, Groups& groups) const {
  constexpr std::size_t kMostCombinations = std::size_t{1} << 20U;
  std::vector<std::size_t> places(columns.size());
  std::size_t combinations = 1;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const data::Column* column = Data(columns[i]);
    places[i] = (column == nullptr ? 0 : column->dictionary.size()) + 1;
    if (column == nullptr || column->dictionary.empty() || !column->history.empty() ||
        combinations > kMostCombinations / places[i]) {
      return false;
    }
    combinations *= places[i];
  }
  std::vector<std::vector<std::uint32_t>*> of_combination(combinations, nullptr);
  for (std::uint32_t row = 0; row < size(); ++row) {
    std::size_t number = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const data::Column& column = *Data(columns[i]);
      const bool valid = column.valid.empty() || column.valid[row] != 0;
      number = number * places[i] + (valid ? static_cast<std::size_t>(column.values[row]) + 1 : 0);
    }
    if (of_combination[number] == nullptr) {
      Codes codes;
      for (const int column : columns) {
        codes.push_back(CodeAt(row, column));
      }
      of_combination[number] = &groups[codes];
    }
    of_combination[number]->push_back(row);
  }
  return true;
}

const std::vector<std::uint32_t>& InputRows::Group(
    const std::vector<int>& columns, const Codes& codes
) {
  if (columns.empty()) {
    if (all_.size() != size()) {
      all_.resize(size());
      std::iota(all_.begin(), all_.end(), 0U);
    }
    return all_;
  }
  const Groups& groups = GroupsBy(columns);
  const auto found = groups.find(codes);
  return found == groups.end() ? kNoRows : found->second;
}

std::vector<Codes> InputRows::Combinations(const std::vector<int>& columns) {
  if (!columns.empty()) {
    std::vector<Codes> combinations;
    for (const auto& [codes, rows] : GroupsBy(columns)) {
      combinations.push_back(codes);
    }
    return combinations;
  }
  return size() == 0 ? std::vector<Codes>() : std::vector<Codes>{Codes()};
}

int PlaceColumn(const InputRows& rows) {
  int column = rows.ColumnOf("at");
  column = column < 0 ? rows.ColumnOf("from") : column;
  const std::vector<plan::Column>& columns = rows.input().columns;
  for (std::size_t i = 0; column < 0 && i < columns.size(); ++i) {
    const bool places =
        columns[i].type.kind == Kind::kInstant || columns[i].type.kind == Kind::kDate;
    column = places ? static_cast<int>(i) : column;
  }
  return column;
}

}  // namespace slate::evaluate
