// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/runtime/plan_fixture.h"

namespace slate::plan {

namespace {

constexpr std::int64_t kMinute = 60'000'000'000;

const Type kSpans{.kind = Type::Kind::kSpans};
const Type kTruth{.kind = Type::Kind::kBool};
const Type kAt{.kind = Type::Kind::kInstant};
const Type kTime{.unit = {{"time", 1}}};
const Type kMoney{.unit = {{"USD", 1}}};

NodeId Number(Plan& plan, const Rational& value, Type type = {}) {
  return plan.nodes.Add({.type = std::move(type), .constant = value});
}

NodeId Call(Plan& plan, Op op, Type type, std::vector<NodeId> args) {
  return plan.nodes.Add({.op = op, .type = std::move(type), .args = std::move(args)});
}

NodeId Outages(Plan& plan) {
  const NodeId from = plan.nodes.Add({.op = Op::kColumn, .type = kAt, .name = "from"});
  const NodeId to = plan.nodes.Add({.op = Op::kColumn, .type = kAt, .name = "to"});
  const RollupId rows = plan.rollups.Add({.input = "outage", .scope = {{"service", "service"}}});
  return plan.nodes.Add(
      {.op = Op::kSpansOfRows, .type = kSpans, .args = {from, to}, .rollup = rows, .label = "down"}
  );
}

NodeId Credit(Plan& plan, NodeId value) {
  const NodeId fee = plan.nodes.Add({.op = Op::kGiven, .type = kMoney, .name = "fee"});
  const NodeId halves = Call(
      plan,
      Op::kCeil,
      {},
      {Call(plan, Op::kDivide, {}, {value, Number(plan, 30 * kMinute, kTime)}), Number(plan, 1)}
  );
  const NodeId share = Number(plan, Rational::Of(1, 20), {.range = Type::Range::kShare});
  return Call(plan, Op::kMultiply, kMoney, {fee, share, halves});
}

void AddObjective(Plan& plan) {
  const NodeId period = Call(plan, Op::kPeriod, kSpans, {});
  const NodeId down = Call(plan, Op::kIntersect, kSpans, {Outages(plan), period});
  const NodeId service = plan.nodes.Add(
      {.op = Op::kMember,
       .type = {.kind = Type::Kind::kMember, .key = "service"},
       .name = "service"}
  );
  const NodeId value = plan.nodes.Add(
      {.op = Op::kResult, .type = kTime, .args = {service}, .name = "network", .field = "value"}
  );
  plan.objectives.push_back(
      {.name = "network",
       .title = "Network \"up\"",
       .party = "host",
       .keys = {"service"},
       .measure = Call(plan, Op::kLength, kTime, {down}),
       .target_compare = Compare::kLessEqual,
       .target = Number(plan, 0, kTime),
       .credit = Credit(plan, value)}
  );
}

void AddSettle(Plan& plan) {
  const NodeId fee = plan.nodes.Add({.op = Op::kGiven, .type = kMoney, .name = "fee"});
  plan.settles.push_back(
      {.name = "settlement",
       .combine = Combine::kSum,
       .parts = {{.of = {{"network", "credit"}}}},
       .steps =
           {{.kind = Step::Kind::kDrop,
             .compare = Compare::kLessEqual,
             .amount = Number(plan, 1, kMoney)},
            {.kind = Step::Kind::kCap, .amount = fee, .per = Rhythm{.unit = Rhythm::Unit::kYear}},
            {.kind = Step::Kind::kRound, .amount = Number(plan, Rational::Of(1, 100), kMoney)}}}
  );
}

void AddExample(Plan& plan) {
  const NodeId web = plan.nodes.Add(
      {.type = {.kind = Type::Kind::kMember, .key = "service"}, .constant = Member{"web"}}
  );
  const NodeId met = plan.nodes.Add(
      {.op = Op::kResult, .type = kTruth, .args = {web}, .name = "network", .field = "met"}
  );
  plan.examples.push_back(
      {.title = "no data, no outage",
       .term = std::pair(20000, std::optional(20100)),
       .givens = {{.name = "fee", .value = Number(plan, 800, kMoney)}},
       .data = {{.input = "outage", .keys = {web}}},
       .expectations = {{.claim = met, .text = "network[web].met"}},
       .origin = Origin{0, 10, 20}}
  );
}

}  // namespace

Plan HostingPlan() {
  Plan plan;
  plan.name = "hosting";
  plan.source_hash = "abc";
  plan.source_files = {"hosting.slate"};
  plan.provider = {"host", "Host Ltd."};
  plan.term_first = 20000;
  plan.zone = "Europe/Berlin";
  plan.currency = "USD";
  plan.partial = PartialRule::kCut;
  plan.keys = {{.name = "service", .closed = true, .members = {{"web", "Website"}, {"shop"}}}};
  plan.calendars = {
      {.name = "office",
       .hours = {{.weekdays = 0x1F, .from = 540 * kMinute, .to = 1080 * kMinute}},
       .except_tables = {"de.be"},
       .also_hours = std::pair(std::int64_t{0}, 60 * kMinute)}};
  plan.inputs = {
      {.name = "outage",
       .columns =
           {{.name = "service", .type = {.kind = Type::Kind::kMember, .key = "service"}},
            {.name = "from", .type = kAt},
            {.name = "to", .type = kAt}},
       .interval = true,
       .complete = true}};
  plan.givens = {{.name = "fee", .type = kMoney}};
  AddObjective(plan);
  AddSettle(plan);
  AddExample(plan);
  return plan;
}

}  // namespace slate::plan
