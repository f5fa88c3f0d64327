// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "runtime/plan/names.h"
#include "runtime/report/pictures.h"
#include "runtime/report/svg.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

using exact::Rational;
using plan::NodeId;
using plan::Op;

constexpr std::int64_t kScaleWidth = 640;
constexpr std::int64_t kSide = 40;
constexpr int kDeepestLadder = 64;

struct Band {
  plan::Compare compare = plan::Compare::kLess;
  Rational bound = 0;
  Rational credit = 0;
  plan::Type type = {};
  bool holds = false;
};

// The first ladder of a formula.
const plan::Node* LadderOf(const plan::Plan& plan, NodeId id, int depth = 0) {
  const plan::Node& node = plan[id];
  if (node.op == Op::kLadder) {
    return &node;
  }
  for (const NodeId arg : node.args) {
    const plan::Node* found = depth < kDeepestLadder ? LadderOf(plan, arg, depth + 1) : nullptr;
    if (found != nullptr) {
      return found;
    }
  }
  return nullptr;
}

// What is written, or the objective's own target.
std::optional<Rational> NumberOf(
    const plan::Plan& plan, NodeId id, const evaluate::ObjectiveResult& result
) {
  const plan::Node& node = plan[id];
  if (const auto* number = std::get_if<Rational>(&node.constant); node.op == Op::kConst && number) {
    return *number;
  }
  const auto* target = std::get_if<Rational>(&result.target.value);
  const bool own = node.op == Op::kResult && node.name == result.objective;
  return own && node.field == "target" && target != nullptr ? std::optional(*target) : std::nullopt;
}

bool Holds(const Rational& value, const Band& band) {
  return evaluate::CompareValues(value, band.compare, band.bound) == evaluate::Truth::kTrue;
}

// All rows, if each has one bound that can be read and all go the same way.
std::vector<Band> BandsOf(
    const plan::Node& ladder, const evaluate::ObjectiveResult& result, const plan::Plan& plan
) {
  std::vector<Band> bands;
  for (const plan::Rung& rung : ladder.rungs) {
    const auto bound =
        rung.bounds.size() == 1 ? NumberOf(plan, rung.bounds[0].value, result) : std::nullopt;
    const auto credit = NumberOf(plan, rung.value, result);
    if (!bound || !credit || (!bands.empty() && bands[0].compare != rung.bounds[0].compare)) {
      return {};
    }
    bands.push_back(
        {.compare = rung.bounds[0].compare,
         .bound = *bound,
         .credit = *credit,
         .type = plan[rung.value].type}
    );
  }
  return bands;
}

bool GoesDown(plan::Compare compare) {
  return compare == plan::Compare::kLess || compare == plan::Compare::kLessEqual;
}

std::string CreditInWords(const Band& band, const Words& words) {
  return band.type.unit.empty() ? words.Percent(band.credit)
                                : words.Quantity(band.credit, band.type);
}

}  // namespace

std::optional<Picture> LadderPicture(
    const evaluate::ObjectiveResult& result, const Settlement& settlement
) {
  const auto* value = std::get_if<Rational>(&result.value.value);
  const plan::Node* ladder = nullptr;
  const plan::Plan& plan = settlement.PlanOf(result);
  for (const plan::Objective& objective : plan.objectives) {
    if (objective.name == result.objective && objective.credit) {
      ladder = LadderOf(plan, *objective.credit);
    }
  }
  if (value == nullptr || ladder == nullptr) {
    return std::nullopt;
  }
  const plan::Node& of = plan[ladder->args[0]];
  const bool of_value = of.op == Op::kResult && of.name == result.objective && of.field == "value";
  std::vector<Band> bands = of_value ? BandsOf(*ladder, result, plan) : std::vector<Band>();
  if (bands.empty() ||
      (!GoesDown(bands[0].compare) && bands[0].compare != plan::Compare::kGreater &&
       bands[0].compare != plan::Compare::kGreaterEqual)) {
    return std::nullopt;
  }
  std::size_t holding = bands.size();
  Rational low = *value;
  Rational high = *value;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    holding = Holds(*value, bands[i]) ? i : holding;
    low = exact::Min(low, bands[i].bound);
    high = exact::Max(high, bands[i].bound);
  }
  const Rational margin = low == high ? Rational(1) : (high - low) / Rational(5);
  low -= margin;
  high += margin;
  const bool down = GoesDown(bands[0].compare);
  const auto x = [&](const Rational& number) {
    return kSide + PlaceOn(kScaleWidth, number, low, high);
  };

  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  Picture picture{
      .caption =
          words.Say(p.ladder_of, {{"name", WithTitle(result, NameOfResult(result), settlement)}})};
  picture.table = {
      .caption = picture.caption,
      .columns = {
          {words.Say(p.row)},
          {words.Say(p.when)},
          {words.Say(p.gives), true},
          {words.Say(p.holds)}}};
  const std::string shown = FigureBesideTarget(result, settlement);
  Svg svg(
      words.Say(p.ladder_label, {{"caption", picture.caption}, {"value", shown}}),
      kScaleWidth + 2 * kSide,
      110
  );
  svg.Rect("h0", kSide, 40, kScaleWidth, 24);
  constexpr std::string_view kShades[] = {"h1", "h2", "h3", "h4"};
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const std::int64_t at = x(bands[i].bound);
    const std::int64_t end = i + 1 < bands.size() ? x(bands[i + 1].bound)
                             : down               ? kSide
                                                  : kSide + kScaleWidth;
    const std::int64_t from = std::min(at, end);
    const std::int64_t width = std::max(at, end) - from;
    svg.Rect(kShades[std::min<std::size_t>(i, 3)], from, 40, width, 24);
    svg.Text(from + width / 2, 34, Svg::Anchor::kMiddle, CreditInWords(bands[i], words));
    svg.Line("rule", at, 40, at, 70);
    const evaluate::Figure bound{.type = result.value.type, .value = bands[i].bound};
    const std::string condition =
        fmt::format("{} {}", CompareSign(bands[i].compare), LikeValue(bound, result, settlement));
    // Neighbours stand on two lines so that they never run into each other.
    svg.Text(at, 82 + (i % 2 == 0 ? 0 : 16), Svg::Anchor::kMiddle, condition);
    picture.table.rows.push_back(
        {{std::to_string(i + 1)},
         {condition},
         {CreditInWords(bands[i], words)},
         {words.Say(i == holding ? p.yes : p.no), i == holding ? Mood::kBad : Mood::kPlain}}
    );
  }
  svg.Line("mark", x(*value), 24, x(*value), 72);
  svg.Text(x(*value), 16, Svg::Anchor::kMiddle, shown);
  picture.svg = svg.Finish();
  return picture;
}

}  // namespace slate::report
