// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/check/expression.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/types/describe.h"

namespace slate::check {

namespace {

using Form = Checked::Form;
using Kind = Type::Kind;

bool IsShare(const Checked& a) {
  return a.low && a.high && a.low->sign() >= 0 && *a.high <= Rational(1);
}

void SetRange(Checked& a) {
  if (a.type.unit.empty() && IsShare(a) && !a.is_literal) {
    a.type.range = Type::Range::kShare;
  }
}

// Bounds of a ± b.
void BoundSum(Checked& sum, const Checked& a, const Checked& b, bool minus) {
  const auto& b_low = minus ? b.high : b.low;
  const auto& b_high = minus ? b.low : b.high;
  if (a.low && b_low) {
    sum.low = minus ? *a.low - *b_low : *a.low + *b_low;
  }
  if (a.high && b_high) {
    sum.high = minus ? *a.high - *b_high : *a.high + *b_high;
  }
}

void BoundProduct(Checked& product, const Checked& a, const Checked& b) {
  if (!a.low || !b.low || a.low->sign() < 0 || b.low->sign() < 0) {
    return;
  }
  product.low = *a.low * *b.low;
  if (a.high && b.high) {
    product.high = *a.high * *b.high;
  }
}

}  // namespace

Checked ExpressionChecker::Operation(const ast::Binary& op, const Scope& scope, Span span) {
  switch (op.op) {
    case ast::BinaryOp::kAnd:
    case ast::BinaryOp::kOr: return Logic(op, scope);
    case ast::BinaryOp::kOtherwise: return Otherwise(op, scope, span);
    case ast::BinaryOp::kOf: return OfWorkingTime(op, scope);
    case ast::BinaryOp::kAt: return AtInstant(op.left, op.right, scope, op.op_span);
    case ast::BinaryOp::kAdd:
    case ast::BinaryOp::kSubtract:
    case ast::BinaryOp::kMultiply:
    case ast::BinaryOp::kDivide: break;
  }
  Scope plain = scope;
  plain.expected.reset();
  plain.before_otherwise = false;
  Checked a = Check(op.left, plain);
  Checked b = Check(op.right, plain);
  if (a.is_bad() || b.is_bad()) {
    return Bad();
  }
  if (a.resolved != Checked::Resolved::kNo || b.resolved != Checked::Resolved::kNo) {
    const bool left_is = a.resolved != Checked::Resolved::kNo;
    return Defined(
        left_is ? std::move(a) : std::move(b),
        scope.file()[left_is ? op.left : op.right].span,
        "arithmetic"
    );
  }
  if (a.type_open || b.type_open) {
    Report(diag::kDefinitionCycle, span, "the type of this past value is not known here").help =
        "give it a beginning: `(previous.x otherwise 0)`";
    return Bad();
  }
  if (op.op == ast::BinaryOp::kMultiply || op.op == ast::BinaryOp::kDivide) {
    return Product(
        op,
        AsValue(std::move(a), scope.file()[op.left].span),
        AsValue(std::move(b), scope.file()[op.right].span)
    );
  }
  if (a.IsKind(Kind::kInstant) || a.IsKind(Kind::kDate)) {
    return MoveInTime(op, a, b);
  }
  return Sum(
      op,
      AsValue(std::move(a), scope.file()[op.left].span),
      AsValue(std::move(b), scope.file()[op.right].span)
  );
}

Checked ExpressionChecker::Sum(const ast::Binary& op, const Checked& a, const Checked& b) {
  if (a.is_bad() || b.is_bad()) {
    return Bad();
  }
  const bool minus = op.op == ast::BinaryOp::kSubtract;
  if (!a.is_number() || !b.is_number()) {
    auto& problem = Report(
        diag::kTypeMismatch,
        op.op_span,
        fmt::format(
            "{} {} {}", types::Describe(a.type), minus ? "minus" : "plus", types::Describe(b.type)
        )
    );
    if (a.is_spans() && b.is_spans()) {
      problem.help = minus ? "spans are taken away with `except`" : "spans are joined with `with`";
    }
    return Bad();
  }
  if (a.type.unit != b.type.unit) {
    Report(
        diag::kUnitMismatch,
        op.op_span,
        fmt::format(
            "{} {} {}", types::Describe(a.type), minus ? "minus" : "plus", types::Describe(b.type)
        )
    );
    return Bad();
  }
  Type type = types::Quantity(a.type.unit);
  type.optional = a.type.optional || b.type.optional;
  Checked sum =
      Value(c_.builder.Make(minus ? plan::Op::kSubtract : plan::Op::kAdd, type, {a.node, b.node}));
  BoundSum(sum, a, b, minus);
  sum.nonzero =
      !minus && ((a.nonzero && b.low && b.low->sign() >= 0 && a.low && a.low->sign() >= 0) ||
                 (b.nonzero && a.low && a.low->sign() >= 0 && b.low && b.low->sign() >= 0));
  SetRange(sum);
  return sum;
}

Checked ExpressionChecker::MoveInTime(const ast::Binary& op, const Checked& a, const Checked& b) {
  const bool minus = op.op == ast::BinaryOp::kSubtract;
  const auto amount = [&] {
    return minus ? c_.builder.Make(plan::Op::kNegate, c_.builder[b.node].type, {b.node}) : b.node;
  };
  Type type = a.type;
  type.optional = a.type.optional || b.type.optional;
  if (b.form == Form::kCalendarAmount) {
    if (b.working) {
      return Value(c_.builder.Make(
          plan::Op::kAddWorkDays,
          type.optional ? types::Optional(types::Date()) : types::Date(),
          {a.node, amount(), *b.working}
      ));
    }
    return Value(c_.builder.Add(
        {.op = plan::Op::kAddDates, .type = type, .args = {a.node, amount()}, .name = b.name}
    ));
  }
  if (!b.alternatives.empty()) {
    return MoveByTable(op, a, b);
  }
  const bool is_instant = a.IsKind(Kind::kInstant);
  if (b.form == Form::kClockAmount && is_instant && !minus) {
    std::vector<NodeId> args{a.node, b.node, *b.working};
    if (b.excluded) {
      args.push_back(*b.excluded);
    }
    return Value(c_.builder.Make(plan::Op::kDeadline, type, std::move(args)));
  }
  if (b.is_number() && b.type.unit == types::TimeUnit() && is_instant) {
    return Value(c_.builder.Make(plan::Op::kAddTime, type, {a.node, amount()}));
  }
  auto& problem = Report(
      diag::kTypeMismatch,
      op.op_span,
      fmt::format(
          "{} {} {}",
          types::Describe(a.type),
          minus ? "minus" : "plus",
          b.is_value() ? types::Describe(b.type) : "an amount of working time"
      )
  );
  if (b.IsKind(Kind::kInstant) || b.IsKind(Kind::kDate)) {
    problem.help =
        "the time between two instants is `length(a .. b)`, the days between two dates `days(a .. "
        "b)`";
  } else if (!is_instant) {
    problem.help = "a date moves by days, months or years: `30 days`";
  } else {
    problem.help = "an instant moves by a duration (`4h`) or a calendar amount (`30 days`)";
  }
  return Bad();
}

// Whether `part` is the length of a stretch inside the one that `whole` is the length of.
bool ExpressionChecker::IsPartOf(NodeId part, NodeId whole) const {
  const plan::Node& a = c_.builder[part];
  const plan::Node& b = c_.builder[whole];
  if (a.op != plan::Op::kLength || b.op != plan::Op::kLength) {
    return false;
  }
  const plan::Node& inside = c_.builder[a.args[0]];
  return inside.op == plan::Op::kIntersect &&
         (inside.args[0] == b.args[0] || inside.args[1] == b.args[0]);
}

Checked ExpressionChecker::Product(const ast::Binary& op, const Checked& a, const Checked& b) {
  if (a.is_bad() || b.is_bad()) {
    return Bad();
  }
  const bool divide = op.op == ast::BinaryOp::kDivide;
  if (!a.is_number() || !b.is_number()) {
    Report(
        diag::kTypeMismatch,
        op.op_span,
        fmt::format(
            "{} {} {}",
            types::Describe(a.type),
            divide ? "divided by" : "times",
            types::Describe(b.type)
        )
    );
    return Bad();
  }
  Type type = types::Quantity(
      divide ? types::Divide(a.type.unit, b.type.unit) : types::Multiply(a.type.unit, b.type.unit)
  );
  type.optional = a.type.optional || b.type.optional || (divide && !b.nonzero);
  Checked result = Value(
      c_.builder.Make(divide ? plan::Op::kDivide : plan::Op::kMultiply, type, {a.node, b.node})
  );
  if (!divide) {
    BoundProduct(result, a, b);
    result.nonzero = a.nonzero && b.nonzero;
  } else if (b.is_literal && b.low && b.low->sign() > 0) {
    if (a.low) {
      result.low = *a.low / *b.low;
    }
    if (a.high) {
      result.high = *a.high / *b.low;
    }
    result.nonzero = a.nonzero;
  } else if (a.low && a.low->sign() >= 0 && b.low && b.low->sign() >= 0) {
    result.low = Rational(0);
    result.nonzero = a.nonzero;
    if (IsPartOf(a.node, b.node)) {
      result.high = Rational(1);
    }
  }
  SetRange(result);
  return result;
}

Checked ExpressionChecker::Logic(const ast::Binary& op, const Scope& scope) {
  const bool is_and = op.op == ast::BinaryOp::kAnd;
  const std::string_view word = is_and ? "`and`" : "`or`";
  const Checked a = CheckTruth(op.left, scope, word);
  const Checked b = CheckTruth(op.right, scope, word);
  if (a.is_bad() || b.is_bad()) {
    return Bad();
  }
  return Value(
      c_.builder.Make(is_and ? plan::Op::kAnd : plan::Op::kOr, types::Bool(), {a.node, b.node})
  );
}

Checked ExpressionChecker::Otherwise(const ast::Binary& op, const Scope& scope, Span) {
  Scope left = scope;
  left.before_otherwise = true;
  Checked a = AsValue(Check(op.left, left), scope.file()[op.left].span);
  if (a.is_bad()) {
    return a;
  }
  const auto* word = std::get_if<ast::Ref>(&scope.file()[op.right].node);
  if (word != nullptr && (word->name.text == "void" || word->name.text == "skip")) {
    a.resolved = word->name.text == "void" ? Checked::Resolved::kVoid : Checked::Resolved::kSkip;
    return a;
  }
  Scope inner = scope;
  inner.expected =
      a.type_open ? std::optional<Type>() : std::optional<Type>(types::Required(a.type));
  Checked b = a.IsKind(Kind::kMember) && !a.type_open
                  ? CheckAs(op.right, inner, types::Required(a.type), "`otherwise`")
                  : AsValue(Check(op.right, inner), scope.file()[op.right].span);
  if (b.is_bad()) {
    return b;
  }
  if (a.type_open) {
    // The value read is the let itself in the period before: it has the type of its beginning.
    plan::Node today =
        c_.builder[c_.builder[a.node].args.empty() ? a.node : c_.builder[a.node].args[0]];
    today.type = types::Quantity(b.type.unit);
    today.type.kind = b.type.kind;
    const NodeId now = c_.builder.Add(std::move(today));
    a.type = types::Optional(c_.builder[now].type);
    a.node = c_.builder.Make(plan::Op::kPrevious, a.type, {now});
    a.type_open = false;
  }
  b = Coerce(std::move(b), types::Required(a.type), scope.file()[op.right].span, "`otherwise`");
  if (b.is_bad()) {
    return b;
  }
  Type type = types::Required(a.type);
  type.optional = b.type.optional;
  if (b.type.range != type.range) {
    type.range = Type::Range::kAny;
  }
  Checked result = Value(c_.builder.Make(plan::Op::kOtherwise, type, {a.node, b.node}));
  if (a.low && b.low) {
    result.low = std::min(*a.low, *b.low);
  }
  if (a.high && b.high) {
    result.high = std::max(*a.high, *b.high);
  }
  result.nonzero = a.nonzero && b.nonzero;
  result.bounded = a.bounded && b.bounded;
  result.resolved = b.resolved;
  SetRange(result);
  return result;
}

// `4h of office`, `2 days of office`, `4h of (office except waiting)`.
Checked ExpressionChecker::OfWorkingTime(const ast::Binary& op, const Scope& scope) {
  Checked amount = Check(op.left, scope);
  const ast::Expr* right = &scope.file()[op.right];
  const auto* except = std::get_if<ast::Except>(&right->node);
  const Checked working = SpansOperand(except != nullptr ? except->spans : op.right, scope, "`of`");
  if (amount.is_bad() || working.is_bad()) {
    return Bad();
  }
  if (amount.form == Form::kCalendarAmount) {
    if (amount.name != "day" || except != nullptr || !working.is_calendar) {
      Report(
          diag::kTypeMismatch, op.op_span, "only days are counted in a calendar: `2 days of office`"
      );
      return Bad();
    }
    amount.working = working.node;
    return amount;
  }
  if (!amount.is_number() || amount.type.unit != types::TimeUnit()) {
    Report(
        diag::kTypeMismatch,
        scope.file()[op.left].span,
        fmt::format("{} of working time", types::Describe(amount.type))
    );
    return Bad();
  }
  Checked clock = amount;
  clock.form = Form::kClockAmount;
  clock.working = working.node;
  if (except != nullptr) {
    const Checked excluded = SpansOperand(except->removed, scope, "`except`");
    if (excluded.is_bad()) {
      return Bad();
    }
    clock.excluded = excluded.node;
  }
  return clock;
}

// `fee at period.from`, `priority at opened`: a fact or history read in place.
Checked ExpressionChecker::AtInstant(
    ast::ExprId fact, ast::ExprId at, const Scope& scope, Span span
) {
  Scope read = scope;
  read.at_instant = true;
  const Checked given = Check(fact, read);
  const Checked instant = CheckInstant(at, scope, "`at`");
  if (given.is_bad() || instant.is_bad()) {
    return Bad();
  }
  const bool history = given.is_value() && IsHistory(given);
  const bool dated = given.is_value() && c_.builder[given.node].op == plan::Op::kGiven;
  if (!history && !dated) {
    Report(diag::kTypeMismatch, span, "only a dated fact or a history is read `at` an instant");
    return Bad();
  }
  plan::Node node = c_.builder[given.node];
  node.args.push_back(instant.node);
  if (history) {
    node.op = plan::Op::kHistory;
    node.field = "at";
    node.type = types::Optional(given.type);
  } else {
    node.reading = plan::Reading::kAt;
  }
  return Value(c_.builder.Add(std::move(node)));
}

Checked ExpressionChecker::Negated(const ast::Unary& op, const Scope& scope) {
  if (op.op == ast::UnaryOp::kNot) {
    const Checked a = CheckTruth(op.operand, scope, "`not`");
    return a.is_bad() ? a : Value(c_.builder.Make(plan::Op::kNot, types::Bool(), {a.node}));
  }
  Checked a = Check(op.operand, scope);
  if (a.form == Form::kCalendarAmount || a.is_bad() || op.op == ast::UnaryOp::kPlus) {
    if (a.form == Form::kCalendarAmount && op.op == ast::UnaryOp::kMinus) {
      a.node = c_.builder.Make(plan::Op::kNegate, types::Number(), {a.node});
    }
    return a;
  }
  a = AsValue(std::move(a), scope.file()[op.operand].span);
  if (!a.is_number()) {
    if (!a.is_bad()) {
      Report(
          diag::kTypeMismatch,
          scope.file()[op.operand].span,
          fmt::format("minus {}", types::Describe(a.type))
      );
    }
    return Bad();
  }
  if (a.is_literal && a.low) {
    return NumberValue(-*a.low, a.type.unit);
  }
  Type type = a.type;
  type.range = Type::Range::kAny;
  Checked result = Value(c_.builder.Make(plan::Op::kNegate, type, {a.node}));
  if (a.high) {
    result.low = -*a.high;
  }
  if (a.low) {
    result.high = -*a.low;
  }
  result.nonzero = a.nonzero;
  return result;
}

Checked ExpressionChecker::Condition(const ast::If& node, const Scope& scope, Span) {
  const Checked when = CheckTruth(node.condition, scope, "`if`");
  std::vector<Branch> branches;
  for (const ast::ExprId id : {node.then, node.otherwise}) {
    branches.push_back({AsValue(Check(id, scope), scope.file()[id].span), scope.file()[id].span});
  }
  auto result = Unify(branches);
  if (when.is_bad() || !result) {
    return Bad();
  }
  result->node = c_.builder.Make(
      plan::Op::kIf, result->type, {when.node, branches[0].value.node, branches[1].value.node}
  );
  return *result;
}

Checked ExpressionChecker::Comparison(const ast::Compare& op, const Scope& scope) {
  Scope plain = scope;
  plain.expected.reset();
  // A bare word on one side may be a member of the other side's key.
  const auto as_side = [&](ast::ExprId id, const Type& other) -> std::optional<Checked> {
    return other.kind == Kind::kMember ? AsMember(id, plain, other) : std::nullopt;
  };
  const bool left_is_word = std::holds_alternative<ast::Ref>(scope.file()[op.left].node) &&
                            !std::holds_alternative<ast::Ref>(scope.file()[op.right].node);
  Checked a;
  Checked b;
  if (left_is_word) {
    b = AsValue(Check(op.right, plain), scope.file()[op.right].span);
    if (b.is_bad()) {
      return b;  // what the word means depends on it
    }
    const auto member = b.is_value() ? as_side(op.left, b.type) : std::nullopt;
    a = member ? *member : AsValue(Check(op.left, plain), scope.file()[op.left].span);
  } else {
    a = AsValue(Check(op.left, plain), scope.file()[op.left].span);
    if (a.is_bad() && std::holds_alternative<ast::Ref>(scope.file()[op.right].node)) {
      return a;
    }
    const auto member = a.is_value() ? as_side(op.right, a.type) : std::nullopt;
    b = member ? *member : AsValue(Check(op.right, plain), scope.file()[op.right].span);
  }
  if (a.is_bad() || b.is_bad()) {
    return Bad();
  }
  return CompareValues(op, std::move(a), std::move(b), scope);
}

Checked ExpressionChecker::CompareValues(
    const ast::Compare& op, Checked a, Checked b, const Scope& scope
) {
  const auto mismatch = [&](const diag::Kind& kind) {
    auto& problem = Report(
        kind,
        op.op_span,
        fmt::format("{} compared with {}", types::Describe(a.type), types::Describe(b.type))
    );
    problem.secondary.push_back({scope.file()[op.left].span, types::Describe(a.type)});
    problem.secondary.push_back({scope.file()[op.right].span, types::Describe(b.type)});
    return Bad();
  };
  const auto to_instant = [&](Checked& x) {
    x.node = c_.builder.Make(plan::Op::kDateStart, types::Instant(), {x.node});
    x.type.kind = Kind::kInstant;
  };
  if (a.IsKind(Kind::kInstant) && b.IsKind(Kind::kDate)) {
    to_instant(b);
  } else if (a.IsKind(Kind::kDate) && b.IsKind(Kind::kInstant)) {
    to_instant(a);
  }
  if (a.type.kind != b.type.kind || a.type.key != b.type.key) {
    return mismatch(diag::kTypeMismatch);
  }
  if (a.type.unit != b.type.unit) {
    return mismatch(diag::kUnitMismatch);
  }
  const bool ordered = op.op != ast::CompareOp::kEqual && op.op != ast::CompareOp::kNotEqual;
  if (ordered &&
      (a.IsKind(Kind::kBool) || a.IsKind(Kind::kText) || a.IsKind(Kind::kMember) || a.is_spans())) {
    return mismatch(diag::kTypeMismatch);
  }
  plan::Compare compare = ToPlan(op.op);
  const bool clocks = a.IsKind(Kind::kInstant) && ordered && scope.in_row();
  if (clocks && (a.type.optional || b.type.optional)) {
    // The event whose time runs out stands left; `deadline >= event` says the same.
    if (op.op == ast::CompareOp::kGreater || op.op == ast::CompareOp::kGreaterEqual) {
      std::swap(a, b);
      compare =
          op.op == ast::CompareOp::kGreater ? plan::Compare::kLess : plan::Compare::kLessEqual;
    }
    return Value(c_.builder.Add(
        {.op = plan::Op::kMeets,
         .type = types::Bool(),
         .args = {a.node, b.node},
         .compare = compare}
    ));
  }
  if (!scope.in_example) {
    a = Defined(std::move(a), scope.file()[op.left].span, "a comparison");
    b = Defined(std::move(b), scope.file()[op.right].span, "a comparison");
    if (a.is_bad() || b.is_bad()) {
      return Bad();
    }
  }
  return Value(c_.builder.Add(
      {.op = plan::Op::kCompare,
       .type = types::Bool(),
       .args = {a.node, b.node},
       .compare = compare}
  ));
}

}  // namespace slate::check
