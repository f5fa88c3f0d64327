// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/row_vectors.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "runtime/evaluate/entry_bounds.h"
#include "runtime/evaluate/row_kernels.h"
#include "runtime/evaluate/working_length.h"
#include "runtime/plan/walk.h"

namespace slate::evaluate {

namespace row_kernels {

namespace {

using plan::Compare;
using plan::NodeId;
using plan::Op;
using Kind = plan::Type::Kind;

using Combined = std::array<std::uint8_t, kStates * kStates>;

// And, or Or where `decides` is true: one operand that decides settles it, whatever the other is.
constexpr Combined TableOf(std::uint8_t decides) {
  Combined table{};
  for (std::size_t a = 0; a < kStates; ++a) {
    for (std::size_t b = 0; b < kStates; ++b) {
      std::uint8_t result = kAsk;
      if (a == decides || b == decides) {
        result = decides;
      } else if (a != kAsk && b != kAsk) {
        const auto x = static_cast<Truth>(a);
        const auto y = static_cast<Truth>(b);
        result = StateOf(decides == kFalse ? And(x, y) : Or(x, y));
      }
      table[a * kStates + b] = result;
    }
  }
  return table;
}
constexpr Combined kAnd = TableOf(kFalse);
constexpr Combined kOr = TableOf(kTrue);

// ---- Numbers ----

// A column of numbers or instants; instants from `hidden_from` on are not visible.
class ColumnNumbers : public NumberKernel {
 public:
  ColumnNumbers(const data::Column& column, std::int64_t hidden_from)
      : NumberKernel(column.scale), column_(column), hidden_from_(hidden_from) {}

  void Run(Block block, std::int64_t* values, std::uint8_t* states) override {
    std::copy_n(column_.values.data() + block.from, block.count, values);
    for (std::size_t i = 0; i < block.count; ++i) {
      states[i] = values[i] < hidden_from_ ? kNumber : kNone;
    }
    if (!column_.valid.empty()) {
      for (std::size_t i = 0; i < block.count; ++i) {
        states[i] = column_.valid[block.from + i] != 0 ? states[i] : kNone;
      }
    }
  }

 private:
  const data::Column& column_;
  std::int64_t hidden_from_;
};

// The length of [from, to). An end that is not there is for the row itself to judge.
class StretchLength : public NumberKernel {
 public:
  StretchLength(Numbers from, Numbers to)
      : NumberKernel(1), from_(std::move(from)), to_(std::move(to)) {}

  void Run(Block block, std::int64_t* values, std::uint8_t* states) override {
    from_->Run(block, a_.values.data(), a_.states.data());
    to_->Run(block, values, states);
    for (std::size_t i = 0; i < block.count; ++i) {
      const bool there = a_.states[i] == kNumber && states[i] == kNumber;
      states[i] = there ? kNumber : kAsk;
      values[i] = std::max<std::int64_t>(values[i] - a_.values[i], 0);
    }
  }

 private:
  Numbers from_;
  Numbers to_;
  Operand a_;
};

// ---- Truths ----

// What an expression says of each entry of a column's dictionary, asked by the first row that has
// it.
class ByEntry : public TruthKernel {
 public:
  ByEntry(Evaluator& evaluator, InputRows& rows, Scope scope, NodeId id, const data::Column& column)
      : evaluator_(evaluator), rows_(rows), scope_(std::move(scope)), id_(id), column_(column) {}

  void Run(Block block, std::uint8_t* states) override {
    const bool is_bool = column_.type.kind == Kind::kBool;
    of_entry_.resize(is_bool ? 2 : column_.dictionary.size(), kAsk);
    std::uint8_t all = 0;
    for (std::size_t i = 0; i < block.count; ++i) {
      const bool there = column_.valid.empty() || column_.valid[block.from + i] != 0;
      states[i] =
          there ? of_entry_[static_cast<std::size_t>(column_.values[block.from + i])] : of_none_;
      all |= states[i];
    }
    for (std::size_t i = 0; (all & kAsk) != 0 && i < block.count; ++i) {
      states[i] = states[i] == kAsk ? Learn(block.from + i) : states[i];
    }
  }

 private:
  std::uint8_t Learn(std::size_t row) {
    const bool there = column_.valid.empty() || column_.valid[row] != 0;
    std::uint8_t& answer =
        there ? of_entry_[static_cast<std::size_t>(column_.values[row])] : of_none_;
    if (answer == kAsk) {
      RowRef asked{.rows = &rows_};
      asked.row = static_cast<std::uint32_t>(row);
      Scope inner = scope_;
      inner.row = &asked;
      answer = StateOf(evaluator_.EvalTruth(id_, inner));
    }
    return answer;
  }

  Evaluator& evaluator_;
  InputRows& rows_;
  Scope scope_;
  NodeId id_;
  const data::Column& column_;
  std::vector<std::uint8_t> of_entry_;
  std::uint8_t of_none_ = kAsk;
};

template <typename Holds>
void CompareBlock(const Operand& a, std::size_t count, std::uint8_t* states, Holds holds) {
  for (std::size_t i = 0; i < count; ++i) {
    states[i] = holds(i) ? kTrue : kFalse;
  }
  for (std::size_t i = 0; i < count; ++i) {
    states[i] = a.states[i] == kNumber ? states[i] : (a.states[i] == kNone ? kPending : kAsk);
  }
}

class InRange : public TruthKernel {
 public:
  InRange(Numbers number, Range range) : number_(std::move(number)), range_(range) {}

  void Run(Block block, std::uint8_t* states) override {
    number_->Run(block, a_.values.data(), a_.states.data());
    CompareBlock(a_, block.count, states, [&](std::size_t i) {
      return range_.Holds(a_.values[i]);
    });
  }

 private:
  Numbers number_;
  Range range_;
  Operand a_;
};

class KnownNumber : public TruthKernel {
 public:
  explicit KnownNumber(Numbers number) : number_(std::move(number)) {}

  void Run(Block block, std::uint8_t* states) override {
    number_->Run(block, a_.values.data(), a_.states.data());
    for (std::size_t i = 0; i < block.count; ++i) {
      states[i] = a_.states[i] == kNumber ? kTrue : (a_.states[i] == kNone ? kFalse : kAsk);
    }
  }

 private:
  Numbers number_;
  Operand a_;
};

class Junction : public TruthKernel {
 public:
  Junction(std::vector<Truths> parts, const Combined& table)
      : parts_(std::move(parts)), table_(table) {}

  void Run(Block block, std::uint8_t* states) override {
    parts_.front()->Run(block, states);
    for (std::size_t part = 1; part < parts_.size(); ++part) {
      parts_[part]->Run(block, other_.data());
      for (std::size_t i = 0; i < block.count; ++i) {
        states[i] = table_[states[i] * kStates + other_[i]];
      }
    }
  }

 private:
  std::vector<Truths> parts_;
  const Combined& table_;
  std::array<std::uint8_t, kBlock> other_{};
};

class Negation : public TruthKernel {
 public:
  explicit Negation(Truths part) : part_(std::move(part)) {}

  void Run(Block block, std::uint8_t* states) override {
    part_->Run(block, states);
    for (std::size_t i = 0; i < block.count; ++i) {
      states[i] = states[i] <= kTrue ? static_cast<std::uint8_t>(1 - states[i]) : states[i];
    }
  }

 private:
  Truths part_;
};

// ---- Choosing kernels ----

Compare Mirrored(Compare compare) {
  switch (compare) {
    case Compare::kLess: return Compare::kGreater;
    case Compare::kLessEqual: return Compare::kGreaterEqual;
    case Compare::kGreater: return Compare::kLess;
    case Compare::kGreaterEqual: return Compare::kLessEqual;
    case Compare::kEqual:
    case Compare::kNotEqual: return compare;
  }
  return compare;
}

class Chooser {
 public:
  Chooser(Evaluator& evaluator, InputRows& rows, const Scope& scope)
      : evaluator_(evaluator), rows_(rows), scope_(scope) {
    scope_.row = nullptr;
  }

  Truths ForTruth(NodeId id) {
    const plan::Node& node = evaluator_.plan()[id];
    if (node.op == Op::kAnd || node.op == Op::kOr) {
      return ForJunction(node);
    }
    if (node.op == Op::kNot) {
      Truths part = ForTruth(node.args[0]);
      return part ? std::make_unique<Negation>(std::move(part)) : nullptr;
    }
    if (node.op == Op::kKnown) {
      Numbers number = ForNumber(node.args[0]);
      return number ? Truths(std::make_unique<KnownNumber>(std::move(number))) : ForEntries(id);
    }
    Truths comparison = node.op == Op::kCompare ? ForComparison(node) : nullptr;
    return comparison ? std::move(comparison) : ForEntries(id);
  }

  Numbers ForNumber(NodeId id) {
    const plan::Node& node = evaluator_.plan()[id];
    if (node.op == Op::kColumn) {
      const data::Column* column = ColumnOf(id);
      const bool number = column != nullptr && column->type.kind == Kind::kNumber;
      const bool instant = column != nullptr && column->type.kind == Kind::kInstant;
      if ((!number && !instant) || !IsPlain(*column)) {
        return nullptr;
      }
      return std::make_unique<ColumnNumbers>(*column, instant ? rows_.as_of() : INT64_MAX);
    }
    return node.op == Op::kLength ? ForLength(node.args[0]) : nullptr;
  }

 private:
  const data::Column* ColumnOf(NodeId id) {
    const int column = evaluator_.ColumnOf(id, rows_);
    return column < 0 ? nullptr : rows_.Data(column);
  }

  bool IsPlain(const data::Column& column) const {
    return column.wide.empty() && column.history.empty() && column.values.size() == rows_.size();
  }

  Numbers ForLength(NodeId id) {
    const std::optional<Stretch> stretch = StretchOf(id, evaluator_, rows_);
    if (!stretch) {
      return nullptr;
    }
    Numbers from = ForNumber(stretch->range->args[0]);
    Numbers to = ForNumber(stretch->range->args[1]);
    if (!from || !to) {
      return nullptr;
    }
    return stretch->whole() ? std::make_unique<StretchLength>(std::move(from), std::move(to))
                            : WorkingLength(std::move(from), std::move(to), *stretch);
  }

  Truths ForJunction(const plan::Node& node) {
    std::vector<Truths> parts;
    for (const NodeId arg : node.args) {
      parts.push_back(ForTruth(arg));
      if (!parts.back()) {
        return nullptr;
      }
    }
    return std::make_unique<Junction>(std::move(parts), node.op == Op::kAnd ? kAnd : kOr);
  }

  // A number compared with what is the same for all rows.
  Truths ForComparison(const plan::Node& node) {
    const bool swapped = IsFixed(node.args[0]);
    if (!swapped && !IsFixed(node.args[1])) {
      return ForLimitByEntry(node);
    }
    Numbers number = ForNumber(node.args[swapped ? 1 : 0]);
    if (!number) {
      return nullptr;
    }
    const Value fixed = evaluator_.Eval(node.args[swapped ? 0 : 1], scope_);
    std::optional<Range> range;
    const Compare compare = swapped ? Mirrored(node.compare) : node.compare;
    if (const auto* bound = std::get_if<Rational>(&fixed)) {
      range = RangeOf(compare, *bound / number->scale);
    } else if (const auto* instant = std::get_if<Instant>(&fixed)) {
      range = RangeOf(compare, Rational(instant->ns));
    }
    return range ? std::make_unique<InRange>(std::move(number), *range) : nullptr;
  }

  Truths ForLimitByEntry(const plan::Node& node) {
    const data::Column* column = OnlyColumnOf(node.args[1]);
    const bool coded = column != nullptr &&
                       (column->type.kind == Kind::kText || column->type.kind == Kind::kMember);
    Numbers number = coded && IsPlain(*column) ? ForNumber(node.args[0]) : nullptr;
    if (!number) {
      return nullptr;
    }
    const auto limit = [this_evaluator = &evaluator_,
                        rows = &rows_,
                        scope = scope_,
                        id = node.args[1]](std::uint32_t row) {
      RowRef asked{.rows = rows};
      asked.row = row;
      Scope inner = scope;
      inner.row = &asked;
      return this_evaluator->Eval(id, inner);
    };
    return ComparedByEntry(std::move(number), node.compare, *column, limit);
  }

  // The one column that an expression looks at; null where there are others or none.
  const data::Column* OnlyColumnOf(NodeId id) {
    std::set<NodeId> seen;
    std::set<int> columns;
    CollectColumns(id, seen, columns);
    return columns.size() == 1 && *columns.begin() >= 0 ? rows_.Data(*columns.begin()) : nullptr;
  }

  bool IsFixed(NodeId id) const { return evaluator_.ground().masks[id] == 0; }

  void CollectColumns(NodeId id, std::set<NodeId>& seen, std::set<int>& columns) {
    if (!seen.insert(id).second) {
      return;
    }
    const plan::Node& node = evaluator_.plan()[id];
    if (node.op == Op::kColumn) {
      columns.insert(evaluator_.ColumnOf(id, rows_));
    }
    plan::ForEachArg(evaluator_.plan(), node, [&](auto child) {
      if constexpr (std::is_same_v<decltype(child), NodeId>) {
        CollectColumns(child, seen, columns);
      }
    });
  }

  // An expression that only looks at one column with few different entries.
  Truths ForEntries(NodeId id) {
    std::set<NodeId> seen;
    std::set<int> columns;
    CollectColumns(id, seen, columns);
    const bool one = columns.size() == 1 && *columns.begin() >= 0;
    const data::Column* column = one ? rows_.Data(*columns.begin()) : nullptr;
    if (column == nullptr || evaluator_.plan()[id].type.kind != Kind::kBool) {
      return nullptr;
    }
    const bool is_bool = column->type.kind == Kind::kBool;
    const bool coded = column->type.kind == Kind::kText || column->type.kind == Kind::kMember;
    if ((!is_bool && !coded) || !IsPlain(*column)) {
      return nullptr;
    }
    return std::make_unique<ByEntry>(evaluator_, rows_, scope_, id, *column);
  }

  Evaluator& evaluator_;
  InputRows& rows_;
  Scope scope_;
};

}  // namespace

}  // namespace row_kernels

// ---- Answering ----

using row_kernels::Block;
using row_kernels::kAsk;
using row_kernels::kNone;
using row_kernels::kTrue;

struct RowQuestion::Kernels {
  row_kernels::Truths where = {};
  row_kernels::Truths truth = {};
  row_kernels::Numbers number = {};
};

RowQuestion::RowQuestion(
    Evaluator& evaluator, InputRows& rows, const plan::Rollup& rollup, const Scope& scope
)
    : evaluator_(evaluator),
      rows_(rows),
      rollup_(rollup),
      scope_(scope),
      kernels_(std::make_unique<Kernels>()) {}

RowQuestion::~RowQuestion() = default;

std::unique_ptr<RowQuestion> RowQuestion::Of(
    Evaluator& evaluator, InputRows& rows, const plan::Rollup& rollup, const Scope& scope
) {
  std::unique_ptr<RowQuestion> question(new RowQuestion(evaluator, rows, rollup, scope));
  return question->ChooseKernels() ? std::move(question) : nullptr;
}

bool RowQuestion::ChooseKernels() {
  row_kernels::Chooser chooser(evaluator_, rows_, scope_);
  if (rollup_.where) {
    kernels_->where = chooser.ForTruth(*rollup_.where);
    if (!kernels_->where) {
      return false;
    }
  }
  if (!rollup_.body) {
    return true;
  }
  switch (evaluator_.plan()[*rollup_.body].type.kind) {
    case plan::Type::Kind::kBool: kernels_->truth = chooser.ForTruth(*rollup_.body); break;
    case plan::Type::Kind::kNumber: kernels_->number = chooser.ForNumber(*rollup_.body); break;
    case plan::Type::Kind::kInstant:
    case plan::Type::Kind::kDate:
    case plan::Type::Kind::kText:
    case plan::Type::Kind::kMember:
    case plan::Type::Kind::kSpans: break;
  }
  return kernels_->truth != nullptr || kernels_->number != nullptr;
}

bool RowQuestion::has_truth() const {
  return kernels_->truth != nullptr;
}
bool RowQuestion::has_number() const {
  return kernels_->number != nullptr;
}
Rational RowQuestion::scale() const {
  return has_number() ? kernels_->number->scale : Rational(1);
}

bool RowQuestion::Answer(std::size_t from, BlockAnswers& answers) {
  Block block{.from = from, .count = std::min(kRowsAtOnce, rows_.size() - from)};
  answers.count = block.count;
  if (kernels_->where == nullptr) {
    std::fill_n(answers.counts.begin(), block.count, std::uint8_t{1});
  } else {
    kernels_->where->Run(block, answers.counts.data());
    if (!SettleTruths(*rollup_.where, from, answers.counts.data(), nullptr, block.count)) {
      return false;
    }
  }
  if (has_truth()) {
    block.counts = answers.counts.data();
    kernels_->truth->Run(block, answers.truth.data());
    return SettleTruths(
        *rollup_.body, from, answers.truth.data(), answers.counts.data(), block.count
    );
  }
  return !has_number() || AnswerNumbers(from, answers);
}

// Rows without a number do not count.
bool RowQuestion::AnswerNumbers(std::size_t from, BlockAnswers& answers) {
  std::array<std::uint8_t, kRowsAtOnce> states{};
  kernels_->number->Run({from, answers.count}, answers.number.data(), states.data());
  bool plain = true;
  for (std::size_t i = 0; i < answers.count; ++i) {
    plain = plain && (answers.counts[i] == 0 || states[i] != kAsk);
    answers.counts[i] = states[i] == kNone ? 0 : answers.counts[i];
  }
  return plain;
}

// Asks the evaluator where the kernels cannot tell. `counts` null: of all rows.
bool RowQuestion::SettleTruths(
    plan::NodeId id,
    std::size_t from,
    std::uint8_t* states,
    const std::uint8_t* counts,
    std::size_t count
) {
  for (std::size_t i = 0; i < count; ++i) {
    if (states[i] <= kTrue || (counts != nullptr && counts[i] == 0)) {
      continue;
    }
    if (states[i] == kAsk) {
      RowRef row{.rows = &rows_};
      row.row = static_cast<std::uint32_t>(from + i);
      Scope inner = scope_;
      inner.row = &row;
      states[i] = row_kernels::StateOf(evaluator_.EvalTruth(id, inner));
    }
    if (states[i] > kTrue) {
      return false;
    }
  }
  return true;
}

std::optional<RowVectors> VectorsOf(
    Evaluator& evaluator, InputRows& rows, const plan::Rollup& rollup, const Scope& scope
) {
  const std::unique_ptr<RowQuestion> question = RowQuestion::Of(evaluator, rows, rollup, scope);
  if (question == nullptr) {
    return std::nullopt;
  }
  RowVectors vectors{.scale = question->scale()};
  vectors.counts.resize(rows.size());
  vectors.truth.resize(question->has_truth() ? rows.size() : 0);
  vectors.number.resize(question->has_number() ? rows.size() : 0);
  BlockAnswers answers;
  for (std::size_t from = 0; from < rows.size(); from += kRowsAtOnce) {
    if (!question->Answer(from, answers)) {
      return std::nullopt;
    }
    const auto copy = [&](const auto& block, auto& whole) {
      std::copy_n(block.begin(), answers.count, whole.begin() + static_cast<std::ptrdiff_t>(from));
    };
    copy(answers.counts, vectors.counts);
    if (question->has_truth()) {
      copy(answers.truth, vectors.truth);
    }
    if (question->has_number()) {
      copy(answers.number, vectors.number);
    }
  }
  return vectors;
}

}  // namespace slate::evaluate
