// SPDX-License-Identifier: Apache-2.0
#include "compiler/ast/print.h"

#include <string_view>

#include <fmt/format.h>

#include "compiler/ast/print_parts.h"
#include "runtime/base/overloaded.h"

namespace slate::ast {

namespace {

std::string_view Spell(UnaryOp op) {
  switch (op) {
    case UnaryOp::kMinus: return "-";
    case UnaryOp::kPlus: return "+";
    case UnaryOp::kNot: return "not";
  }
  Unreachable("a unary operator without a spelling");
}

std::string_view Spell(BinaryOp op) {
  switch (op) {
    case BinaryOp::kAdd: return "+";
    case BinaryOp::kSubtract: return "-";
    case BinaryOp::kMultiply: return "*";
    case BinaryOp::kDivide: return "/";
    case BinaryOp::kAnd: return "and";
    case BinaryOp::kOr: return "or";
    case BinaryOp::kOtherwise: return "otherwise";
    case BinaryOp::kOf: return "of";
    case BinaryOp::kAt: return "at";
  }
  Unreachable("a binary operator without a spelling");
}

std::string_view MarkOf(NumberLit::Mark mark) {
  switch (mark) {
    case NumberLit::Mark::kNone: return "";
    case NumberLit::Mark::kPercent: return " percent";
    case NumberLit::Mark::kPermille: return " permille";
  }
  Unreachable("a number mark without a word");
}

std::string_view WordOf(Argument::Source source) {
  switch (source) {
    case Argument::Source::kExpr: return "";
    case Argument::Source::kEvery: return "every ";
    case Argument::Source::kSliding: return "sliding ";
    case Argument::Source::kLastPeriods: return "last ";
  }
  Unreachable("a source without a word");
}

// Writes one expression; the tree is at most as deep as the parser lets it be.
class ExprPrinter {
 public:
  explicit ExprPrinter(const File& file) : file_(file) {}

  std::string Print(ExprId id) const {
    return std::visit([this](const auto& node) { return Write(node); }, file_[id].node);
  }

 private:
  std::string Pair(std::string_view op, ExprId left, ExprId right) const {
    return fmt::format("({} {} {})", op, Print(left), Print(right));
  }

  static std::string Write(const BadExpr&) { return "bad"; }
  static std::string Write(const NumberLit& e) {
    return e.mark == NumberLit::Mark::kNone
               ? e.value.ToString()
               : fmt::format("({}{})", e.value.ToString(), MarkOf(e.mark));
  }
  static std::string Write(const DurationLit& e) { return e.nanoseconds.ToString() + "ns"; }
  static std::string Write(const QuantityLit& e) {
    return fmt::format("(quantity {} {})", e.value.ToString(), e.unit.text);
  }
  static std::string Write(const InstantLit& e) {
    const std::string offset = e.offset_seconds ? fmt::format(" offset {}", *e.offset_seconds) : "";
    return fmt::format("(instant day {} ns {}{})", e.day, e.time_of_day, offset);
  }
  static std::string Write(const DateLit& e) { return fmt::format("(date {})", e.day); }
  static std::string Write(const MonthLit& e) {
    return fmt::format("(month {} {})", e.year, e.month);
  }
  static std::string Write(const QuarterLit& e) {
    return fmt::format("(quarter {} {})", e.year, e.quarter);
  }
  static std::string Write(const TimeLit& e) { return fmt::format("(time {})", e.time_of_day); }
  static std::string Write(const TextLit& e) { return Quoted(e.value); }
  static std::string Write(const Ref& e) { return e.name.text; }
  std::string Write(const Member& e) const {
    return fmt::format("(. {} {})", Print(e.base), e.name.text);
  }
  std::string Write(const Index& e) const {
    std::string text = "([] " + Print(e.base);
    for (const ExprId key : e.keys) {
      text += " " + Print(key);
    }
    return text + ")";
  }
  std::string Write(const Call& e) const { return "(" + e.name.text + Arguments(e.args) + ")"; }
  std::string Write(const MethodCall& e) const {
    return fmt::format("(call {} {}{})", Print(e.base), e.name.text, Arguments(e.args));
  }
  std::string Write(const ByTable& e) const {
    std::string text = "(by";
    for (const Path& key : e.keys) {
      text += " " + key.Text();
    }
    for (const TableRow& row : e.rows) {
      text += " (" + Labels(row) + ": " + Print(row.value) + ")";
    }
    return text + ")";
  }
  std::string Write(const Ladder& e) const {
    std::string text = "(ladder";
    if (e.of) {
      text += " of " + Print(*e.of);
    }
    for (const Rung& rung : e.rungs) {
      text += " (" + Bounds(rung) + ": " + Print(rung.value) + ")";
    }
    return text + ")";
  }
  std::string Write(const Unary& e) const {
    return fmt::format("({} {})", Spell(e.op), Print(e.operand));
  }
  std::string Write(const Binary& e) const { return Pair(Spell(e.op), e.left, e.right); }
  std::string Write(const Compare& e) const { return Pair(Spelling(e.op), e.left, e.right); }
  std::string Write(const If& e) const {
    return fmt::format("(if {} {} {})", Print(e.condition), Print(e.then), Print(e.otherwise));
  }
  std::string Write(const Range& e) const { return Pair("..", e.from, e.to); }
  std::string Write(const RangeFor& e) const { return Pair("for", e.from, e.length); }
  std::string Write(const With& e) const { return Pair("with", e.left, e.right); }
  std::string Write(const In& e) const { return Pair("in", e.spans, e.bound); }
  std::string Write(const Except& e) const { return Pair("except", e.spans, e.removed); }
  std::string Write(const Lasting& e) const {
    return Pair(fmt::format("lasting {}", Spelling(e.op)), e.spans, e.length);
  }
  std::string Write(const Bridging& e) const {
    return Pair(fmt::format("bridging {}", Spelling(e.op)), e.spans, e.length);
  }
  std::string Write(const Beyond& e) const { return Pair("beyond", e.spans, e.length); }
  std::string Write(const Upto& e) const {
    return fmt::format("(upto {} {} per {})", Print(e.spans), Print(e.quota), StretchText(e.per));
  }
  std::string Write(const PlacedBy& e) const { return Pair("placed-by", e.source, e.place); }

  std::string Arguments(const std::vector<Argument>& args) const {
    std::string text;
    for (const Argument& arg : args) {
      text += " [" + std::string(WordOf(arg.source_kind)) + Print(arg.source);
      text += arg.as ? " as " + arg.as->text : "";
      text += arg.where ? " where " + Print(*arg.where) : "";
      text += arg.body ? ": " + Print(*arg.body) : "";
      text += "]";
    }
    return text;
  }

  static std::string Labels(const TableRow& row) {
    std::string text;
    for (const Label& label : row.labels) {
      text += (text.empty() ? "" : " ") + label.name.text;
    }
    return text.empty() ? "else" : text;
  }

  std::string Bounds(const Rung& rung) const {
    std::string text;
    for (const Bound& bound : rung.bounds) {
      text +=
          fmt::format("{}{} {}", text.empty() ? "" : " ", Spelling(bound.op), Print(bound.value));
    }
    return (text.empty() ? "else" : text) + (rung.printed ? " as " + Quoted(*rung.printed) : "");
  }

  const File& file_;
};

}  // namespace

std::string PrintExpr(const File& file, ExprId id) {
  return ExprPrinter(file).Print(id);
}

std::string_view Spelling(CompareOp op) {
  switch (op) {
    case CompareOp::kEqual: return "=";
    case CompareOp::kNotEqual: return "!=";
    case CompareOp::kLess: return "<";
    case CompareOp::kLessEqual: return "<=";
    case CompareOp::kGreater: return ">";
    case CompareOp::kGreaterEqual: return ">=";
  }
  Unreachable("a comparison without a spelling");
}

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '\n') {
      quoted += R"(\n)";
    } else {
      quoted += c == '"' || c == '\\' ? "\\" : "";
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string StretchText(const Stretch& stretch) {
  return stretch.last_periods ? fmt::format("last {}", *stretch.last_periods)
                              : (stretch.name ? stretch.name->text : "");
}

}  // namespace slate::ast
