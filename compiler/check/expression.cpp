// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/expression.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/resolve/near_name.h"
#include "compiler/types/describe.h"
#include "runtime/base/overloaded.h"
#include "runtime/diag/limit.h"

namespace slate::check {

plan::Compare ToPlan(ast::CompareOp op) {
  switch (op) {
    case ast::CompareOp::kEqual: return plan::Compare::kEqual;
    case ast::CompareOp::kNotEqual: return plan::Compare::kNotEqual;
    case ast::CompareOp::kLess: return plan::Compare::kLess;
    case ast::CompareOp::kLessEqual: return plan::Compare::kLessEqual;
    case ast::CompareOp::kGreater: return plan::Compare::kGreater;
    case ast::CompareOp::kGreaterEqual: return plan::Compare::kGreaterEqual;
  }
  Unreachable("a comparison without a sign");
}

std::string_view Spelled(ast::CompareOp op) {
  switch (op) {
    case ast::CompareOp::kEqual: return "=";
    case ast::CompareOp::kNotEqual: return "!=";
    case ast::CompareOp::kLess: return "<";
    case ast::CompareOp::kLessEqual: return "<=";
    case ast::CompareOp::kGreater: return ">";
    case ast::CompareOp::kGreaterEqual: return ">=";
  }
  Unreachable("a comparison without a sign");
}

Checked ExpressionChecker::Check(ast::ExprId id, const Scope& scope) {
  const ast::Expr& expr = scope.file()[id];
  const Span span = expr.span;
  if (++c_.expressions > c_.program.max_expressions) {
    return UnfoldsTooFar(span, scope);
  }
  return std::visit(
      Overloaded{
          [&](const ast::BadExpr&) { return Bad(); },
          [&](const ast::NumberLit& n) { return Literal(n, span); },
          [&](const ast::DurationLit& n) { return NumberValue(n.nanoseconds, types::TimeUnit()); },
          [&](const ast::QuantityLit& n) { return Literal(n, span); },
          [&](const ast::InstantLit& n) { return Literal(n, span); },
          [&](const ast::DateLit& n) {
            return Value(c_.builder.Const(plan::Date{n.day}, types::Date()));
          },
          [&](const ast::MonthLit& n) {
            return DateStretch(
                calendar::Date::FromYmd(n.year, n.month, 1).days,
                calendar::AddMonths(calendar::Date::FromYmd(n.year, n.month, 1), 1).days
            );
          },
          [&](const ast::QuarterLit& n) {
            const auto first = calendar::Date::FromYmd(n.year, 3 * n.quarter - 2, 1);
            return DateStretch(first.days, calendar::AddMonths(first, 3).days);
          },
          [&](const ast::TimeLit& n) {
            return Checked{.form = Checked::Form::kTimeOfDay, .time_of_day = n.time_of_day};
          },
          [&](const ast::TextLit& n) { return Value(c_.builder.Const(n.value, types::Text())); },
          [&](const ast::Ref& n) { return Reference(n, scope, span); },
          [&](const ast::Member& n) { return Field(n, scope, span); },
          [&](const ast::Index& n) { return Indexed(n, scope, span); },
          [&](const ast::Call& n) { return CallFunction(n, scope, span); },
          [&](const ast::MethodCall& n) { return CallMethod(n, scope, span); },
          [&](const ast::ByTable& n) { return Table(n, scope, span); },
          [&](const ast::Ladder& n) { return LadderOf(n, scope, span); },
          [&](const ast::Unary& n) { return Negated(n, scope); },
          [&](const ast::Binary& n) { return Operation(n, scope, span); },
          [&](const ast::Compare& n) { return Comparison(n, scope); },
          [&](const ast::If& n) { return Condition(n, scope, span); },
          [&](const ast::Range& n) { return MakeRange(n, scope, span); },
          [&](const ast::RangeFor& n) { return MakeRangeFor(n, scope); },
          [&](const ast::With& n) { return Combine(plan::Op::kUnion, n.left, n.right, scope); },
          [&](const ast::In& n) { return Inside(n, scope); },
          [&](const ast::Except& n) {
            return Combine(plan::Op::kExcept, n.spans, n.removed, scope);
          },
          [&](const ast::Lasting& n) {
            return ByLength(plan::Op::kLasting, n.spans, n.op, n.length, scope);
          },
          [&](const ast::Bridging& n) {
            return ByLength(plan::Op::kBridging, n.spans, n.op, n.length, scope);
          },
          [&](const ast::Beyond& n) {
            return ByLength(plan::Op::kBeyond, n.spans, ast::CompareOp::kEqual, n.length, scope);
          },
          [&](const ast::Upto& n) { return Quota(n, scope); },
          [&](const ast::PlacedBy& n) { return Assigned(n, scope, span); },
      },
      expr.node
  );
}

// Once; what is left is not read.
Checked ExpressionChecker::UnfoldsTooFar(Span span, const Scope& scope) {
  if (c_.expressions == c_.program.max_expressions + 1) {
    auto& problem = Report(
        diag::kUnfoldsTooFar,
        span,
        fmt::format("the agreement unfolds to more than {} expressions", c_.program.max_expressions)
    );
    if (!scope.open.empty()) {
      problem.notes.push_back(fmt::format("inside {}", fmt::join(scope.open, " → ")));
    }
    problem.help = diag::HowToRaise("expressions");
  }
  return Bad();
}

Checked ExpressionChecker::AsValue(Checked a, Span span) {
  if (a.is_bad() || a.is_value()) {
    return a;
  }
  auto report = [&](const std::string& message, std::string help) {
    Report(diag::kNotAValue, span, message).help = std::move(help);
    return Bad();
  };
  switch (a.form) {
    case Checked::Form::kInput:
      return report(
          fmt::format("`{}` is an input, not a value", a.name),
          fmt::format("aggregate it: `count({0})`, `sum({0}: …)`, `spans({0} where …)`", a.name)
      );
    case Checked::Form::kObjective:
      return report(
          fmt::format("`{}` is an objective, not a value", a.name),
          fmt::format("read a result: `{}.value`", a.name)
      );
    case Checked::Form::kKey:
      return report(
          fmt::format("`{}` is a key, and no member of it is in scope", a.name),
          "add `each` or an index"
      );
    case Checked::Form::kCalendarAmount:
      return report(
          "a calendar amount is added to a date or an instant",
          "elapsed time is written in hours: `24h`"
      );
    case Checked::Form::kClockAmount:
      return report("an amount of working time is added to an instant", "`opened + 4h of office`");
    case Checked::Form::kTimeOfDay:
      return report("a time of day is no value by itself", "write the whole instant");
    case Checked::Form::kCase: return report("a case is no value by itself", "read a column of it");
    case Checked::Form::kRow:
      return report(
          fmt::format("`{}` is a row, not a value", a.name),
          fmt::format("read a column of it: `{}.COLUMN`", a.name)
      );
    case Checked::Form::kRight:
      return report(
          fmt::format("`{}` is a right, not a value", a.name), fmt::format("`{}.granted`", a.name)
      );
    case Checked::Form::kPrevious:
      return report("`previous` names what it reads: `previous.x`", "");
    case Checked::Form::kResolution:
      return report(fmt::format("`{}` stands after `otherwise`", a.name), "");
    case Checked::Form::kBad:
    case Checked::Form::kValue:
    case Checked::Form::kPeriodWord: break;
  }
  return Bad();
}

Checked ExpressionChecker::Defined(Checked a, Span span, std::string_view what) {
  a = AsValue(std::move(a), span);
  if (a.is_bad()) {
    return a;
  }
  if (a.resolved != Checked::Resolved::kNo) {
    const bool is_void = a.resolved == Checked::Resolved::kVoid;
    Report(
        diag::kMisplacedResolution,
        span,
        is_void ? "`otherwise void` stands outermost in `measure`"
                : "`otherwise skip` stands in the body of an aggregate"
    );
    return Bad();
  }
  if (a.type.optional) {
    auto& problem = Report(
        diag::kMayBeUndefined, span, fmt::format("this may have no value, and {} needs one", what)
    );
    problem.help =
        what == "`measure`"
            ? "say what then holds: `(…) otherwise 100%`, or `otherwise void` for no verdict"
            : "say what then holds: `(…) otherwise VALUE`";
    return Bad();
  }
  return a;
}

namespace {

bool SameKind(const Type& a, const Type& b) {
  return a.kind == b.kind && (a.kind != Type::Kind::kMember || a.key == b.key);
}

}  // namespace

Checked ExpressionChecker::Coerce(Checked a, const Type& type, Span span, std::string_view what) {
  a = AsValue(std::move(a), span);
  if (a.is_bad()) {
    return a;
  }
  if (a.type_open) {
    a.type = types::Optional(type);
    return a;
  }
  if (!SameKind(a.type, type)) {
    Report(
        diag::kTypeMismatch,
        span,
        fmt::format("{} where {} needs {}", types::Describe(a.type), what, types::Describe(type))
    );
    return Bad();
  }
  if (a.is_number() && a.type.unit != type.unit) {
    auto& problem = Report(
        diag::kUnitMismatch,
        span,
        fmt::format("{} where {} needs {}", types::Describe(a.type), what, types::Describe(type))
    );
    if (a.type.unit.empty() && type.unit.size() == 1) {
      problem.help = fmt::format(
          "say the unit, such as `{}`",
          type.unit == types::TimeUnit() ? "30min" : "1 " + type.unit.begin()->first
      );
    }
    return Bad();
  }
  return a;
}

Checked ExpressionChecker::CheckAs(
    ast::ExprId id, const Scope& scope, const Type& type, std::string_view what
) {
  Scope inner = scope;
  inner.expected = type;
  if (type.kind == Type::Kind::kMember) {
    if (auto member = AsMember(id, inner, type)) {
      return *member;
    }
  }
  Checked a = Coerce(Check(id, inner), type, scope.file()[id].span, what);
  if (a.is_bad() || (a.type.optional && type.optional && a.resolved == Checked::Resolved::kNo)) {
    return a;
  }
  return Defined(std::move(a), scope.file()[id].span, what);
}

Checked ExpressionChecker::CheckDefined(ast::ExprId id, const Scope& scope, std::string_view what) {
  return Defined(Check(id, scope), scope.file()[id].span, what);
}

Checked ExpressionChecker::CheckTruth(ast::ExprId id, const Scope& scope, std::string_view what) {
  return CheckAs(id, scope, types::Bool(), what);
}

Checked ExpressionChecker::CheckInstant(ast::ExprId id, const Scope& scope, std::string_view what) {
  Checked a = CheckDefined(id, scope, what);
  if (a.IsKind(Type::Kind::kDate)) {
    return Value(c_.builder.Make(plan::Op::kDateStart, types::Instant(), {a.node}));
  }
  return Coerce(std::move(a), types::Instant(), scope.file()[id].span, what);
}

bool ExpressionChecker::IsColumnOf(const Element& row, const std::string& name, const Type& type)
    const {
  const auto& columns = c_.plan.inputs[row.input->index].columns;
  return std::any_of(columns.begin(), columns.end(), [&](const plan::Column& column) {
    return column.name == name && SameKind(column.type, type);
  });
}

std::optional<Checked> ExpressionChecker::AsMember(
    ast::ExprId id, const Scope& scope, const Type& type
) {
  const ast::Expr& expr = scope.file()[id];
  std::string label;
  if (const auto* ref = std::get_if<ast::Ref>(&expr.node)) {
    // A word of the scope wins only where it has the key's type; labels are words of their own.
    const auto local = scope.locals.find(ref->name.text);
    if (local != scope.locals.end()) {
      return std::nullopt;
    }
    if (scope.members.contains(ref->name.text) && ref->name.text == type.key) {
      return std::nullopt;  // the member that `each` binds
    }
    for (const Element& element : scope.elements) {
      if (element.kind == Element::Kind::kRow && IsColumnOf(element, ref->name.text, type)) {
        return std::nullopt;
      }
    }
    if (c_.givens.contains(ref->name.text) &&
        SameKind(c_.plan.givens[c_.givens[ref->name.text]].type, type)) {
      return std::nullopt;
    }
    label = ref->name.text;
  } else if (const auto* text = std::get_if<ast::TextLit>(&expr.node)) {
    label = text->value;
  } else {
    return std::nullopt;
  }
  const auto key = c_.keys.find(type.key);
  if (key == c_.keys.end()) {
    return std::nullopt;
  }
  const plan::Key& declared = c_.plan.keys[key->second];
  std::vector<std::string> labels;
  for (const auto& entry : declared.members) {
    labels.push_back(entry.label);
  }
  if (declared.closed && std::find(labels.begin(), labels.end(), label) == labels.end()) {
    auto& problem = Report(
        diag::kUnknownMember, expr.span, fmt::format("`{}` is no member of `{}`", label, type.key)
    );
    if (const auto near = NearestName(label, labels)) {
      problem.help = fmt::format("`{}` is near", *near);
    }
    return Bad();
  }
  return Value(c_.builder.Const(plan::Member{label}, types::MemberOf(type.key)));
}

NodeId ExpressionChecker::CheckMember(ast::ExprId id, const Scope& scope, const std::string& key) {
  const Type type = types::MemberOf(key);
  if (auto member = AsMember(id, scope, type)) {
    return member->node;
  }
  const Checked value =
      Coerce(Check(id, scope), type, scope.file()[id].span, fmt::format("an index of `{}`", key));
  return value.node;
}

bool ExpressionChecker::IsDeeper(const Scope& scope) const {
  if (scope.in_row() || scope.in_run() || scope.in_window || scope.in_moment) {
    return true;
  }
  return scope.objective != nullptr &&
         scope.members.size() != ScopeOf(*scope.objective).members.size();
}

std::optional<std::vector<NodeId>> ExpressionChecker::Members(
    const std::vector<std::string>& keys,
    const std::vector<ast::ExprId>& index,
    const Scope& scope,
    Span span,
    std::string_view what
) {
  if (index.size() > keys.size()) {
    Report(
        diag::kWrongArguments,
        span,
        fmt::format("{} has {} keys, not {}", what, keys.size(), index.size())
    );
    return std::nullopt;
  }
  std::vector<NodeId> members;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i < index.size()) {
      members.push_back(CheckMember(index[i], scope, keys[i]));
      continue;
    }
    const auto bound = scope.members.find(keys[i]);
    if (bound == scope.members.end()) {
      auto& problem = Report(
          diag::kNeedsMember,
          span,
          fmt::format("{} exists once for each `{}`, and none is in scope", what, keys[i])
      );
      problem.help =
          fmt::format("add an index, `each {0}`, or an aggregate such as `any({0}: …)`", keys[i]);
      return std::nullopt;
    }
    members.push_back(bound->second);
  }
  return members;
}

}  // namespace slate::check
