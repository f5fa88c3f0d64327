// SPDX-License-Identifier: Apache-2.0
#include "runtime/plan/formula.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "runtime/base/overloaded.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/plan/names.h"

namespace slate::plan {

namespace {

// Beyond these a formula is cut with an ellipsis: shared nodes can make it exponentially long.
constexpr int kMostNodes = 500;
constexpr int kDeepestFormula = 100;

// How tightly a text holds together, loosest first, as in the language.
enum class Level : std::uint8_t {
  kIf,
  kLogic,
  kNot,
  kCompare,
  kChain,
  kRange,
  kSum,
  kProduct,
  kAtom
};

struct Text {
  std::string text;
  Level level = Level::kAtom;
};

class Formula;
struct Form;
using Write = Text (Formula::*)(const Form& form, const Node& node);

// How an op is written: by which function, with which word, and how tightly its operands and the
// whole hold together.
struct Form {
  Op op;
  Write write;
  std::string_view word = {};
  Level inner = Level::kIf;
  Level outer = Level::kAtom;
};

class Formula {
 public:
  Formula(const Plan& plan, RollupsAs rollups, const FormulaStyle& style = {})
      : plan_(plan), rollups_(rollups), style_(style) {}

  Text Of(NodeId id);

  // The ways of writing that several ops share.
  Text Word(const Form& form, const Node& /*node*/) { return {std::string(form.word)}; }
  // A part of a row, run or window; `outer.` for each step out of what is inside it.
  Text OfElement(const Form& form, const Node& node) {
    std::string text;
    for (std::int64_t i = 0; i < node.index; ++i) {
      text += "outer.";
    }
    return {text + (form.word.empty() ? node.name : std::string(form.word))};
  }
  Text Named(const Form& /*form*/, const Node& node) { return {node.name}; }
  Text Call(const Form& form, const Node& node) {
    return {fmt::format("{}({})", form.word, List(node))};
  }
  Text Infix(const Form& form, const Node& node) {
    return {Joined(node, form.word, form.inner), form.outer};
  }
  Text Prefix(const Form& form, const Node& node) {
    return {std::string(form.word) + Arg(node, 0, form.inner), form.outer};
  }
  Text Suffix(const Form& form, const Node& node) {
    return {Arg(node, 0, form.inner) + std::string(form.word), form.outer};
  }
  Text Compared(const Form& form, const Node& node) {
    const auto outer = std::exchange(as_share_, AnyShare(node.args));
    Text text{Joined(node, NameOf(node.compare), form.inner), form.outer};
    as_share_ = outer;
    return text;
  }
  // A chain of span operators; `inner` is how tight the right side is.
  Text Link(const Form& form, const Node& node) {
    return {
        fmt::format("{} {} {}", Arg(node, 0, Level::kChain), form.word, Arg(node, 1, form.inner)),
        Level::kChain};
  }
  Text LinkCompared(const Form& form, const Node& node) {
    return {
        fmt::format(
            "{} {} {} {}",
            Arg(node, 0, Level::kChain),
            form.word,
            NameOf(node.compare),
            Arg(node, 1, form.inner)
        ),
        Level::kChain};
  }

  // The ways of single ops.
  Text Constant(const Form& /*form*/, const Node& node) { return {Literal(node)}; }
  Text Param(const Form& /*form*/, const Node& node) { return {fmt::format("${}", node.index)}; }
  Text Attested(const Form& /*form*/, const Node& node) { return {Indexed(node)}; }
  Text CaseColumn(const Form& /*form*/, const Node& node) {
    return {fmt::format("{}[{}].{}", node.input, Arg(node, 0), node.name)};
  }
  Text History(const Form& /*form*/, const Node& node) {
    return {
        node.args.empty() ? fmt::format("{}.{}", node.name, node.field)
                          : fmt::format("({} at {})", node.name, Arg(node, 0, Level::kAtom))};
  }
  Text Choice(const Form& /*form*/, const Node& node) {
    return {
        fmt::format("if {} then {} else {}", Arg(node, 0), Arg(node, 1), Arg(node, 2)), Level::kIf};
  }
  Text AddDates(const Form& /*form*/, const Node& node) {
    return {
        fmt::format(
            "{} + {} {}s", Arg(node, 0, Level::kSum), Arg(node, 1, Level::kAtom), node.name
        ),
        Level::kSum};
  }
  Text AddWorkDays(const Form& /*form*/, const Node& node) {
    return {
        fmt::format(
            "{} + {} days of {}",
            Arg(node, 0, Level::kSum),
            Arg(node, 1, Level::kAtom),
            Arg(node, 2, Level::kAtom)
        ),
        Level::kSum};
  }
  Text Rows(const Form& /*form*/, const Node& node) {
    return {fmt::format("spans({}: {} .. {})", RowsOf(node), Arg(node, 0), Arg(node, 1))};
  }
  Text RollupName(const Form& /*form*/, const Node& node) {
    if (rollups_ == RollupsAs::kNumbers || !node.rollup) {
      return {RowsOf(node)};
    }
    const Rollup& rollup = plan_[*node.rollup];
    const bool percentile = rollup.aggregate == Aggregate::kPercentile;
    return {fmt::format(
        "{}({}{}{})",
        NameOf(rollup.aggregate),
        percentile ? Quantile(rollup.quantile) : std::string(),
        RowsOf(node),
        Maybe(rollup.body, ": ")
    )};
  }
  Text Result(const Form& /*form*/, const Node& node) {
    const std::string_view field = node.field;
    return {
        fmt::format("{}.{}", Indexed(node), field.starts_with("let:") ? field.substr(4) : field)};
  }
  Text Given(const Form& /*form*/, const Node& node) {
    const bool at = node.reading == Reading::kAt && !node.args.empty();
    std::string keys;
    for (std::size_t i = 0; i + (at ? 1 : 0) < node.args.size(); ++i) {
      keys += (i == 0 ? "" : ", ") + Arg(node, i);
    }
    std::string text = keys.empty() ? node.name : fmt::format("{}[{}]", node.name, keys);
    if (at) {
      text += " at " + Arg(node, node.args.size() - 1, Level::kAtom);
    } else if (node.reading != Reading::kPlain) {
      text += fmt::format(" {}", NameOf(node.reading));
    }
    return {std::move(text)};
  }
  Text Aggregated(const Form& /*form*/, const Node& node) {
    const bool percentile = node.aggregate == Aggregate::kPercentile;
    return {fmt::format(
        "{}({}{}{}{})",
        NameOf(node.aggregate),
        percentile ? Quantile(node.quantile) : std::string(),
        SourceOf(node),
        Maybe(node.where, " where "),
        Maybe(node.body, ": ")
    )};
  }
  Text Table(const Form& /*form*/, const Node& node) {
    const std::string keys = List(node);
    std::vector<NodeId> values;
    for (const TableRow& row : node.rows) {
      values.push_back(row.value);
    }
    const auto outer = std::exchange(as_share_, AnyShare(values));
    std::string rows;
    for (const TableRow& row : node.rows) {
      std::string labels;
      for (const std::string& label : row.labels) {
        labels += (labels.empty() ? "" : ", ") + label;
      }
      rows += rows.empty() ? " " : std::string(style_.between);
      rows += row.labels.size() == 1 ? labels : '(' + labels + ')';
      rows += ": " + At(row.value, Level::kIf);
    }
    rows += Maybe(node.fallback, rows.empty() ? " else: " : ", else: ");
    as_share_ = outer;
    return {fmt::format("by {} {{{} }}", node.args.size() == 1 ? keys : '(' + keys + ')', rows)};
  }
  Text Ladder(const Form& /*form*/, const Node& node) {
    std::vector<NodeId> bounds = node.args;
    std::vector<NodeId> values;
    for (const Rung& rung : node.rungs) {
      values.push_back(rung.value);
      for (const Bound& bound : rung.bounds) {
        bounds.push_back(bound.value);
      }
    }
    const std::string of = Arg(node, 0, Level::kAtom);
    const auto outer = as_share_;
    std::string rungs;
    for (const Rung& rung : node.rungs) {
      rungs += rungs.empty() ? " " : std::string(style_.between);
      as_share_ = AnyShare(bounds);
      for (std::size_t i = 0; i < rung.bounds.size(); ++i) {
        rungs += fmt::format(
            "{}{} {}",
            i == 0 ? "" : " and ",
            NameOf(rung.bounds[i].compare),
            At(rung.bounds[i].value, Level::kSum)
        );
      }
      as_share_ = AnyShare(values);
      rungs += ": " + At(rung.value, Level::kIf);
    }
    as_share_ = AnyShare(values);
    rungs += Maybe(node.fallback, rungs.empty() ? " else: " : ", else: ");
    as_share_ = outer;
    return {fmt::format("ladder {} {{{} }}", of, rungs)};
  }
  Text Slots(const Form& form, const Node& node) {
    return {fmt::format("{}({}{})", form.word, RowsOf(node), Maybe(node.where, " where "))};
  }
  Text Bins(const Form& /*form*/, const Node& node) {
    return {fmt::format("spans({}{})", SourceOf(node), Maybe(node.where, " where "))};
  }
  Text Deadline(const Form& /*form*/, const Node& node) {
    const std::string clock = node.args.size() > 3
                                  ? fmt::format("({} except {})", Arg(node, 2), Arg(node, 3))
                                  : Arg(node, 2, Level::kAtom);
    return {
        fmt::format("{} + {} of {}", Arg(node, 0, Level::kSum), Arg(node, 1, Level::kAtom), clock),
        Level::kSum};
  }
  Text Quota(const Form& /*form*/, const Node& node) {
    return {
        fmt::format(
            "{} upto {} per {}",
            Arg(node, 0, Level::kChain),
            Arg(node, 1, Level::kSum),
            node.rhythm ? Show(*node.rhythm) : "?"
        ),
        Level::kChain};
  }

 private:
  std::string At(NodeId id, Level least) {
    Text text = Of(id);
    return text.level >= least ? std::move(text.text) : '(' + text.text + ')';
  }
  std::string Arg(const Node& node, std::size_t at, Level least = Level::kIf) {
    return at < node.args.size() ? At(node.args[at], least) : std::string("?");
  }
  std::string Maybe(const std::optional<NodeId>& id, std::string_view before) {
    return id ? std::string(before) + At(*id, Level::kIf) : std::string();
  }

  std::string Joined(const Node& node, std::string_view sign, Level least) {
    std::string text;
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      text += i == 0 ? "" : fmt::format(" {} ", sign);
      text += Arg(node, i, least);
    }
    return text;
  }
  std::string List(const Node& node) {
    std::string text;
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      text += (i == 0 ? "" : std::string(style_.between)) + Arg(node, i);
    }
    return text;
  }
  std::string Indexed(const Node& node) {
    return node.args.empty() ? node.name : fmt::format("{}[{}]", node.name, List(node));
  }
  std::string RowsOf(const Node& node) {
    const RollupId id = node.rollup.value_or(RollupId{});
    if (rollups_ == RollupsAs::kNumbers) {
      return fmt::format("r{}", Index(id));
    }
    return plan_[id].input + Maybe(plan_[id].where, " where ");
  }

  // A number between nothing and everything is read as a share, and so are those beside it.
  bool IsShare(NodeId id) const {
    const Node& node = plan_[id];
    const auto* number = std::get_if<Rational>(&node.constant);
    const bool constant = node.op == Op::kConst && number != nullptr;
    const bool between = constant && number->sign() != 0 && number->Abs() < Rational(1);
    return node.type.kind == Type::Kind::kNumber && node.type.unit.empty() &&
           (between || (!constant && node.type.range == Type::Range::kShare));
  }
  bool AnyShare(const std::vector<NodeId>& ids) const {
    return std::any_of(ids.begin(), ids.end(), [&](NodeId id) { return IsShare(id); });
  }
  std::string Number(const Rational& value, Type type, bool as_share) const {
    if (!style_.number) {
      return Show(value, type);
    }
    if (as_share && type.unit.empty()) {
      type.range = Type::Range::kShare;
    }
    return style_.number(value, type);
  }
  std::string Quantile(const Rational& quantile) const {
    return Number(quantile, {}, true) + std::string(style_.between);
  }

  std::string Literal(const Node& node) const {
    const Rational* number = std::get_if<Rational>(&node.constant);
    const bool between = number != nullptr && number->sign() != 0 && number->Abs() < Rational(1);
    return std::visit(
        Overloaded{
            [](Undefined) { return std::string("undefined"); },
            [&](const Rational& x) { return Number(x, node.type, between || as_share_); },
            [](bool x) { return std::string(x ? "true" : "false"); },
            [](Instant x) { return calendar::FormatUtc(x.ns); },
            [](const LocalInstant& x) {
              return ShowDay(x.day) + 'T' + calendar::FormatTimeOfDay(x.time_of_day);
            },
            [](Date x) { return ShowDay(x.day); },
            [](const std::string& x) { return '"' + x + '"'; },
            [](const Member& x) {
              return x.label;
            }},
        node.constant
    );
  }

  std::string SourceOf(const Node& node) {
    switch (node.source) {
      case Source::kRuns: return Arg(node, 0);
      case Source::kMembers: return node.name;
      case Source::kBins: return "every " + Arg(node, 0);
      case Source::kDayBins:
        return node.args.empty() ? fmt::format("every {} days", node.index)
                                 : fmt::format("every {} days", Arg(node, 0));
      case Source::kRhythmBins: return "every " + Show(*node.rhythm);
      case Source::kRunBins: return "every " + Arg(node, 0);
      case Source::kSliding: return "sliding " + Arg(node, 0);
      case Source::kSlidingDays: return fmt::format("sliding {} days", Arg(node, 0));
      case Source::kLastPeriods: return fmt::format("last {} periods", node.index);
      case Source::kMoment: return "moment";
    }
    Unreachable("a source has no words");
  }

  const Plan& plan_;
  RollupsAs rollups_;
  FormulaStyle style_;
  bool as_share_ = false;  // bare numbers directly below are percentages
  int depth_ = 0;
  int visited_ = 0;
};

using F = Formula;
using L = Level;

constexpr std::array kForms = {
    Form{Op::kConst, &F::Constant},
    Form{Op::kParam, &F::Param},
    Form{Op::kMember, &F::Named},
    Form{Op::kGiven, &F::Given},
    Form{Op::kColumn, &F::OfElement},
    Form{Op::kHistory, &F::History},
    Form{Op::kCaseColumn, &F::CaseColumn},
    Form{Op::kRunFrom, &F::OfElement, "from"},
    Form{Op::kRunTo, &F::OfElement, "to"},
    Form{Op::kRunLength, &F::OfElement, "length"},
    Form{Op::kAttested, &F::Attested},
    Form{Op::kAdd, &F::Infix, "+", L::kProduct, L::kSum},
    Form{Op::kSubtract, &F::Infix, "-", L::kProduct, L::kSum},
    Form{Op::kMultiply, &F::Infix, "*", L::kAtom, L::kProduct},
    Form{Op::kDivide, &F::Infix, "/", L::kAtom, L::kProduct},
    Form{Op::kNegate, &F::Prefix, "-", L::kAtom, L::kProduct},
    Form{Op::kMin, &F::Call, "min"},
    Form{Op::kMax, &F::Call, "max"},
    Form{Op::kAbs, &F::Call, "abs"},
    Form{Op::kFloor, &F::Call, "floor"},
    Form{Op::kCeil, &F::Call, "ceil"},
    Form{Op::kHalfUp, &F::Call, "half_up"},
    Form{Op::kHalfEven, &F::Call, "half_even"},
    Form{Op::kCompare, &F::Compared, "", L::kChain, L::kCompare},
    Form{Op::kMeets, &F::Compared, "", L::kSum, L::kCompare},
    Form{Op::kWithin, &F::Link, "in", L::kRange},
    Form{Op::kAnd, &F::Infix, "and", L::kNot, L::kLogic},
    Form{Op::kOr, &F::Infix, "or", L::kNot, L::kLogic},
    Form{Op::kNot, &F::Prefix, "not ", L::kNot, L::kNot},
    Form{Op::kIf, &F::Choice},
    Form{Op::kOtherwise, &F::Infix, "otherwise", L::kAtom, L::kProduct},
    Form{Op::kKnown, &F::Call, "known"},
    Form{Op::kTable, &F::Table},
    Form{Op::kLadder, &F::Ladder},
    Form{Op::kPeriod, &F::Word, "period"},
    Form{Op::kWholePeriod, &F::Word, "whole_period"},
    Form{Op::kTerm, &F::Word, "term"},
    Form{Op::kWindow, &F::OfElement, "window"},
    Form{Op::kMoment, &F::Word, "moment"},
    Form{Op::kFromOf, &F::Suffix, ".from", L::kAtom},
    Form{Op::kToOf, &F::Suffix, ".to", L::kAtom},
    Form{Op::kDateOf, &F::Call, "date"},
    Form{Op::kDateStart, &F::Suffix, ".from", L::kAtom},
    Form{Op::kDateEnd, &F::Suffix, ".to", L::kAtom},
    Form{Op::kRange, &F::Infix, "..", L::kSum, L::kRange},
    Form{Op::kAddTime, &F::Infix, "+", L::kProduct, L::kSum},
    Form{Op::kAddDates, &F::AddDates},
    Form{Op::kAddWorkDays, &F::AddWorkDays},
    Form{Op::kDeadline, &F::Deadline},
    Form{Op::kLength, &F::Call, "length"},
    Form{Op::kDays, &F::Call, "days"},
    Form{Op::kCalendar, &F::Named},
    Form{Op::kSpansOfRows, &F::Rows},
    Form{Op::kSpansOfSlots, &F::Slots, "spans"},
    Form{Op::kGaps, &F::Slots, "gaps"},
    Form{Op::kCovered, &F::Slots, "covered"},
    Form{Op::kSpansOfBins, &F::Bins},
    Form{Op::kUnion, &F::Link, "with", L::kRange},
    Form{Op::kIntersect, &F::Link, "in", L::kRange},
    Form{Op::kExcept, &F::Link, "except", L::kRange},
    Form{Op::kLasting, &F::LinkCompared, "lasting", L::kSum},
    Form{Op::kBridging, &F::LinkCompared, "bridging", L::kSum},
    Form{Op::kBeyond, &F::Link, "beyond", L::kSum},
    Form{Op::kUpto, &F::Quota},
    Form{Op::kStartingIn, &F::Link, "by from in", L::kRange},
    Form{Op::kEndingIn, &F::Link, "by to in", L::kRange},
    Form{Op::kRollup, &F::RollupName},
    Form{Op::kAggregate, &F::Aggregated},
    Form{Op::kResult, &F::Result},
    Form{Op::kStage, &F::Attested},
    Form{Op::kPrevious, &F::Call, "previous"},
};

constexpr bool InOrder() {
  for (std::size_t i = 0; i < kForms.size(); ++i) {
    if (static_cast<std::size_t>(kForms[i].op) != i) {
      return false;
    }
  }
  return static_cast<std::size_t>(Op::kPrevious) + 1 == kForms.size();
}
static_assert(InOrder());

Text Formula::Of(NodeId id) {
  if (depth_ == kDeepestFormula || visited_ == kMostNodes) {
    return {"…"};
  }
  ++depth_;
  ++visited_;
  const Node& node = plan_[id];
  const Form& form = kForms[static_cast<std::size_t>(node.op)];
  const bool outer = node.op == Op::kConst ? as_share_ : std::exchange(as_share_, false);
  Text text = (this->*form.write)(form, node);
  as_share_ = outer;
  --depth_;
  return text;
}

}  // namespace

std::string FormulaOf(const Plan& plan, NodeId id, RollupsAs rollups) {
  return Formula(plan, rollups).Of(id).text;
}

std::string FormulaOf(const Plan& plan, NodeId id, const FormulaStyle& style) {
  return Formula(plan, RollupsAs::kFormulas, style).Of(id).text;
}

}  // namespace slate::plan
