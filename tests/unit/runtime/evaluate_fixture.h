// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/data/table.h"
#include "runtime/evaluate/evaluate.h"
#include "runtime/plan/plan.h"

// Small plans by hand, and rows for them.
namespace slate::evaluate {

using plan::NodeId;
using plan::Op;
using plan::RollupId;

inline constexpr std::int64_t kSecond = 1'000'000'000;
inline constexpr std::int64_t kMinute = 60 * kSecond;
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr std::int64_t kDay = 24 * kHour;

// 2026-03-01T10:00 in UTC.
std::int64_t At(std::string_view reading);
std::int32_t Day(std::string_view date);
// A month of UTC: 2026-03.
Run Month(std::string_view month);

plan::Type NumberType(plan::Unit unit = {});
plan::Type Share();
plan::Type Duration();
plan::Type Euros();
plan::Type Bool();
plan::Type SpansType();
plan::Type InstantType();
plan::Type MemberType(std::string key);

// An agreement of 2026 in UTC by months, to which nodes and declarations are added.
class PlanBuilder {
 public:
  PlanBuilder();

  plan::Plan plan;

  NodeId Add(plan::Node node) { return plan.nodes.Add(std::move(node)); }
  NodeId Make(Op op, std::vector<NodeId> args = {}, plan::Type type = {});
  NodeId Number(Rational value, plan::Type type = {});
  NodeId Text(std::string text);
  NodeId Label(std::string label);
  NodeId Time(std::string_view reading);
  NodeId Truth(bool value);
  NodeId Column(std::string name, plan::Type type);
  NodeId Member(std::string key);
  NodeId Period() { return Make(Op::kPeriod, {}, SpansType()); }
  NodeId Compare(NodeId a, plan::Compare compare, NodeId b);
  NodeId Result(std::string objective, std::string field, std::vector<NodeId> keys = {});
  NodeId Previous(std::string objective, std::string field);
  NodeId Stage(std::string name);
  NodeId Given(std::string name, std::vector<NodeId> keys = {});
  NodeId Length(NodeId spans) { return Make(Op::kLength, {spans}, Duration()); }
  // 1 − |down ∩ base| / |base|
  NodeId Availability(NodeId down, NodeId base);
  // Rungs `< bound: value` or the like, then the fallback.
  NodeId Ladder(
      NodeId x,
      plan::Compare compare,
      std::vector<std::pair<NodeId, NodeId>> rungs,
      std::optional<NodeId> fallback = {}
  );

  RollupId Rollup(plan::Rollup rollup) { return plan.rollups.Add(std::move(rollup)); }
  NodeId Total(plan::Rollup rollup, plan::Type type);
  // Spans of the from..to of all rows.
  NodeId SpansOfRows(std::string input, std::vector<plan::Rollup::Scope> scope = {});
  NodeId SpansOfSlots(
      std::string input, std::optional<NodeId> where, std::vector<plan::Rollup::Scope> scope = {}
  );

  plan::Input& Input(std::string name, std::vector<plan::Column> columns);
  plan::Input& Intervals(std::string name);
  // Slots of one minute with a column `up`.
  plan::Input& Probe(plan::Input::Gaps gaps);
  plan::Objective& Objective(std::string name, NodeId measure);
  plan::Objective& Promise(
      std::string name, NodeId measure, plan::Compare compare, NodeId target, NodeId credit
  );
  // A settlement that sums the credits of one objective.
  plan::Settle& Settle(std::string objective);
};

// Rows of one input. Cells: instants and bools as integers, numbers exact, texts and members.
class Rows {
 public:
  using Cell = std::variant<std::monostate, std::int64_t, Rational, std::string, SpanSet>;

  explicit Rows(const plan::Input& input);
  Rows& Add(
      std::initializer_list<std::pair<const char*, Cell>> cells,
      std::int64_t weight = 1,
      std::int64_t until = 0
  );
  data::Table table;
};

// Settles and asks for one result.
Outcome SettleAll(
    const plan::Plan& plan,
    std::vector<data::Table> tables,
    std::vector<Run> periods,
    std::optional<std::int64_t> as_of = {}
);
const ObjectiveResult& Find(
    const PeriodResult& period,
    std::string_view objective,
    const std::vector<std::string>& members = {}
);
Rational Point(const Value& value);

}  // namespace slate::evaluate
