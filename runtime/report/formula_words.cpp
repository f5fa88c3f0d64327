// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/formula_words.h"

#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/plan/formula.h"
#include "runtime/plan/names.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

using plan::Aggregate;
using plan::Node;
using plan::NodeId;
using plan::Op;
using plan::Source;

constexpr int kMostNodes = 200;
constexpr int kDeepest = 40;

std::string_view CompareInWords(plan::Compare compare) {
  switch (compare) {
    case plan::Compare::kEqual: return "is";
    case plan::Compare::kNotEqual: return "is not";
    case plan::Compare::kLess: return "is below";
    case plan::Compare::kLessEqual: return "is at most";
    case plan::Compare::kGreater: return "is above";
    case plan::Compare::kGreaterEqual: return "is at least";
  }
  Unreachable("a comparison without words");
}

std::string_view LastingInWords(plan::Compare compare) {
  return CompareInWords(compare).substr(3);
}

std::string ReadingInWords(plan::Reading reading) {
  switch (reading) {
    case plan::Reading::kPlain:
    case plan::Reading::kAt: return "";
    case plan::Reading::kAtStart: return " at the start of the period";
    case plan::Reading::kAtEnd: return " at the end of the period";
    case plan::Reading::kHighest: return ", the highest in the period";
    case plan::Reading::kLowest: return ", the lowest in the period";
    case plan::Reading::kProratedByDay: return ", prorated by day";
    case plan::Reading::kProratedByTime: return ", prorated by time";
    case plan::Reading::kSplit: return ", piece by piece";
  }
  Unreachable("a reading without words");
}

std::string Underscores(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    c = c == '_' ? ' ' : c;
  }
  return text;
}

class Phrase {
 public:
  explicit Phrase(const plan::Plan& plan) : plan_(plan) {}

  std::string Of(NodeId id) {
    if (depth_ >= kDeepest || nodes_ >= kMostNodes) {
      return "…";
    }
    ++depth_;
    ++nodes_;
    std::string text = OfNode(plan_[id], id);
    --depth_;
    return text;
  }

 private:
  std::string Arg(const Node& node, std::size_t at) {
    return at < node.args.size() ? Of(node.args[at]) : std::string("?");
  }

  std::string Joined(const Node& node, std::string_view word) {
    std::string text;
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      text += i == 0 ? "" : fmt::format(" {} ", word);
      text += Bracketed(node.args[i], node.op);
    }
    return text;
  }

  // Sums inside products and the other way round keep their brackets, so that the phrase can be
  // read in one way only.
  std::string Bracketed(NodeId id, Op outer) {
    const Op op = plan_[id].op;
    const bool sum = op == Op::kAdd || op == Op::kSubtract || op == Op::kOtherwise || op == Op::kIf;
    const bool product = outer == Op::kMultiply || outer == Op::kDivide || outer == Op::kSubtract;
    const bool logic = (op == Op::kAnd || op == Op::kOr) && op != outer;
    return (sum && product) || logic ? "(" + Of(id) + ")" : Of(id);
  }

  std::string List(const Node& node) {
    std::string text;
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      text += i == 0 ? "" : i + 1 == node.args.size() ? " and " : ", ";
      text += Of(node.args[i]);
    }
    return text;
  }

  std::string WithKeys(const Node& node) {
    const std::string name = Underscores(node.name);
    return node.args.empty() ? name : fmt::format("{} of {}", name, List(node));
  }

  std::string OfNode(const Node& node, NodeId id) {
    switch (node.op) {
      case Op::kAdd: return Joined(node, "plus");
      case Op::kSubtract: return Joined(node, "minus");
      case Op::kMultiply: return Joined(node, "times");
      case Op::kDivide: return Joined(node, "divided by");
      case Op::kNegate: return "minus " + Arg(node, 0);
      case Op::kMin: return "the smaller of " + List(node);
      case Op::kMax: return "the larger of " + List(node);
      case Op::kAbs: return "the size of " + Arg(node, 0);
      case Op::kFloor: return Rounded(node, "down");
      case Op::kCeil: return Rounded(node, "up");
      case Op::kHalfUp: return Rounded(node, "half up");
      case Op::kHalfEven: return Rounded(node, "half to even");
      case Op::kCompare:
      case Op::kMeets:
        return fmt::format("{} {} {}", Arg(node, 0), CompareInWords(node.compare), Arg(node, 1));
      case Op::kAnd: return Joined(node, "and");
      case Op::kOr: return Joined(node, "or");
      case Op::kNot: return "not " + Arg(node, 0);
      case Op::kIf:
        return fmt::format("{} if {}, else {}", Arg(node, 1), Arg(node, 0), Arg(node, 2));
      case Op::kOtherwise:
        return fmt::format("{}, or {} where there is none", Arg(node, 0), Arg(node, 1));
      case Op::kWithin: return fmt::format("{} lies within {}", Arg(node, 0), Arg(node, 1));
      case Op::kKnown: return Arg(node, 0) + " has a value";
      case Op::kTable: return "what the table says for " + List(node);
      case Op::kLadder: return Ladder(node);
      case Op::kMember: return "the " + Underscores(node.name);
      case Op::kGiven: return Given(node);
      case Op::kAttested:
      case Op::kStage: return WithKeys(node);
      case Op::kColumn: return "its " + Underscores(node.name);
      case Op::kResult: return Result(node);
      case Op::kPrevious: return Arg(node, 0) + " in the period before";
      case Op::kRollup: return Rollup(node);
      case Op::kAggregate: return Aggregated(node);
      default: return Time(node, id);
    }
  }

  std::string Time(const Node& node, NodeId id) {
    switch (node.op) {
      case Op::kPeriod: return "the period";
      case Op::kWholePeriod: return "the whole period";
      case Op::kTerm: return "the term";
      case Op::kWindow: return "the window";
      case Op::kMoment: return "the moment";
      case Op::kRunLength: return "its length";
      case Op::kRunFrom: return "its start";
      case Op::kRunTo: return "its end";
      case Op::kFromOf:
      case Op::kDateStart: return "the start of " + Arg(node, 0);
      case Op::kToOf:
      case Op::kDateEnd: return "the end of " + Arg(node, 0);
      case Op::kDateOf: return "the date of " + Arg(node, 0);
      case Op::kRange: return fmt::format("from {} to {}", Arg(node, 0), Arg(node, 1));
      case Op::kAddTime: return fmt::format("{} after {}", Arg(node, 1), Arg(node, 0));
      case Op::kAddDates:
        return fmt::format("{} {}s after {}", Arg(node, 1), node.name, Arg(node, 0));
      case Op::kAddWorkDays:
        return fmt::format("{} days of {} after {}", Arg(node, 1), Arg(node, 2), Arg(node, 0));
      case Op::kDeadline: return Deadline(node);
      case Op::kLength: return "the length of " + Arg(node, 0);
      case Op::kDays: return "the number of days of " + Arg(node, 0);
      case Op::kCalendar: return "the hours of " + Underscores(node.name);
      default: return Spans(node, id);
    }
  }

  std::string Spans(const Node& node, NodeId id) {
    switch (node.op) {
      case Op::kSpansOfRows: return "the time of " + Rows(node);
      case Op::kSpansOfSlots: return "the time of " + Rows(node);
      case Op::kGaps: return "the gaps of " + InputOf(node);
      case Op::kCovered: return "the time covered by " + InputOf(node);
      case Op::kSpansOfBins:
        return fmt::format("{} in which {}", SourceInWords(node), MaybeOf(node.where));
      case Op::kUnion: return Joined(node, "together with");
      case Op::kIntersect: return Joined(node, "within");
      case Op::kExcept: return Joined(node, "without");
      case Op::kLasting:
        return fmt::format(
            "the stretches of {} lasting {} {}",
            Arg(node, 0),
            LastingInWords(node.compare),
            Arg(node, 1)
        );
      case Op::kBridging:
        return fmt::format(
            "{} with gaps of {} {} closed", Arg(node, 0), LastingInWords(node.compare), Arg(node, 1)
        );
      case Op::kBeyond:
        return fmt::format("{} without the first {} of each stretch", Arg(node, 0), Arg(node, 1));
      case Op::kUpto:
        return fmt::format(
            "the first {} of {} per {}",
            Arg(node, 1),
            Arg(node, 0),
            node.rhythm ? plan::Show(*node.rhythm) : "window"
        );
      case Op::kStartingIn:
        return fmt::format("the stretches of {} that start in {}", Arg(node, 0), Arg(node, 1));
      case Op::kEndingIn:
        return fmt::format("the stretches of {} that end in {}", Arg(node, 0), Arg(node, 1));
      default: return EnglishWords().Formula(plan_, id);
    }
  }

  std::string Rounded(const Node& node, std::string_view how) {
    return fmt::format("{} rounded {} to multiples of {}", Arg(node, 0), how, Arg(node, 1));
  }

  std::string Ladder(const Node& node) {
    std::string rungs;
    for (const plan::Rung& rung : node.rungs) {
      rungs += rungs.empty() ? "" : ", ";
      rungs += Of(rung.value);
      for (std::size_t i = 0; i < rung.bounds.size(); ++i) {
        rungs += i == 0 ? " where it " : " and ";
        rungs +=
            fmt::format("{} {}", CompareInWords(rung.bounds[i].compare), Of(rung.bounds[i].value));
      }
    }
    return fmt::format("the last that holds for {}: {}", Arg(node, 0), rungs);
  }

  std::string Given(const Node& node) {
    Node named = node;
    const bool at = node.reading == plan::Reading::kAt && !node.args.empty();
    if (at) {
      named.args.pop_back();
    }
    std::string text = "the " + WithKeys(named) + ReadingInWords(node.reading);
    return at ? text + " at " + Of(node.args.back()) : text;
  }

  std::string Result(const Node& node) {
    const std::string field = node.field.starts_with("let:") ? node.field.substr(4) : node.field;
    const bool let = node.field.starts_with("let:");
    if (!let && node.type.kind == plan::Type::Kind::kBool) {
      return fmt::format("{} is {}", Underscores(node.name), field);
    }
    return let ? Underscores(field)
               : fmt::format("the {} of {}", Underscores(field), Underscores(node.name));
  }

  std::string Deadline(const Node& node) {
    std::string text = fmt::format("{} of {} after {}", Arg(node, 1), Arg(node, 2), Arg(node, 0));
    return node.args.size() > 3 ? text + " not counting " + Arg(node, 3) : text;
  }

  std::string MaybeOf(const std::optional<NodeId>& id) { return id ? Of(*id) : std::string("?"); }

  std::string InputOf(const Node& node) {
    return node.rollup ? Underscores(plan_[*node.rollup].input) : node.input;
  }

  std::string Rows(const Node& node) {
    if (!node.rollup) {
      return node.input;
    }
    const plan::Rollup& rollup = plan_[*node.rollup];
    std::string text = fmt::format("the rows of {}", Underscores(rollup.input));
    return rollup.where ? text + " where " + Of(*rollup.where) : text;
  }

  std::string Over(
      Aggregate aggregate,
      const plan::Rational& quantile,
      const std::string& body,
      const std::string& items
  ) {
    switch (aggregate) {
      case Aggregate::kCount: return "the number of " + items;
      case Aggregate::kSum: return fmt::format("the sum of {} over {}", body, items);
      case Aggregate::kMean: return fmt::format("the mean of {} over {}", body, items);
      case Aggregate::kMin: return fmt::format("the least of {} over {}", body, items);
      case Aggregate::kMax: return fmt::format("the greatest of {} over {}", body, items);
      case Aggregate::kShare: return fmt::format("the share of {} for which {}", items, body);
      case Aggregate::kAny: return fmt::format("whether for one of {} {}", items, body);
      case Aggregate::kAll: return fmt::format("whether for all of {} {}", items, body);
      case Aggregate::kPercentile:
        return fmt::format(
            "the {} percentile of {} over {}",
            plan::Show(quantile, {.range = plan::Type::Range::kShare}),
            body,
            items
        );
      case Aggregate::kDistinct:
        return fmt::format("the number of different {} of {}", body, items);
    }
    Unreachable("an aggregate without words");
  }

  std::string Rollup(const Node& node) {
    const plan::Rollup& rollup = plan_[*node.rollup];
    return Over(
        rollup.aggregate,
        rollup.quantile,
        rollup.body ? Of(*rollup.body) : std::string(),
        Rows(node)
    );
  }

  std::string SourceInWords(const Node& node) {
    switch (node.source) {
      case Source::kRuns: return "the stretches of " + Arg(node, 0);
      case Source::kMembers: return "every " + Underscores(node.name);
      case Source::kBins: return "every stretch of " + Arg(node, 0);
      case Source::kDayBins:
        return fmt::format(
            "every stretch of {} days",
            node.args.empty() ? std::to_string(node.index) : Arg(node, 0)
        );
      case Source::kRhythmBins: return "every " + plan::Show(*node.rhythm);
      case Source::kRunBins: return "every stretch of " + Arg(node, 0);
      case Source::kSliding: return "every window of " + Arg(node, 0);
      case Source::kSlidingDays: return fmt::format("every window of {} days", Arg(node, 0));
      case Source::kLastPeriods: return fmt::format("the last {} periods", node.index);
      case Source::kMoment: return "every moment";
    }
    Unreachable("a source without words");
  }

  std::string Aggregated(const Node& node) {
    std::string items = SourceInWords(node);
    items += node.where ? " where " + Of(*node.where) : "";
    return Over(node.aggregate, node.quantile, node.body ? Of(*node.body) : std::string(), items);
  }

  const plan::Plan& plan_;
  int depth_ = 0;
  int nodes_ = 0;
};

}  // namespace

std::string FormulaInWords(const plan::Plan& plan, NodeId id) {
  return Phrase(plan).Of(id);
}

}  // namespace slate::report
