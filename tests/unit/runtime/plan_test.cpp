// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "runtime/plan/formula.h"
#include "runtime/plan/hash.h"
#include "runtime/plan/json.h"
#include "runtime/plan/names.h"
#include "runtime/plan/print.h"
#include "runtime/plan/schema.h"
#include "runtime/plan/validate.h"
#include "runtime/plan/walk.h"
#include "tests/unit/runtime/plan_fixture.h"

namespace slate::plan {

namespace {

std::string WithFirst(std::string text, std::string_view what, std::string_view instead) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), instead);
}

// The fixture's JSON with one place changed, and what the reader says of it.
std::string ProblemWith(std::string_view what, std::string_view instead) {
  const auto plan = FromJson(WithFirst(ToJson(HostingPlan()), what, instead));
  return plan ? "none" : plan.error().message;
}

std::string ProblemOf(const Plan& plan) {
  const auto problem = Validate(plan);
  return problem ? problem->message : "none";
}

Plan PlanWith(Node node) {
  Plan plan = HostingPlan();
  plan.nodes.Add(std::move(node));
  return plan;
}

}  // namespace

TEST_CASE("a plan comes back from its JSON") {
  const std::string json = ToJson(HostingPlan());
  const auto plan = FromJson(json);
  REQUIRE_MESSAGE(plan.has_value(), (plan ? "" : plan.error().message));
  CHECK(ToJson(*plan) == json);
  CHECK(plan->objectives[0].title == "Network \"up\"");
  CHECK(plan->nodes.size() == HostingPlan().nodes.size());
}

TEST_CASE("the JSON is canonical") {
  const std::string json = ToJson(HostingPlan());
  CHECK(json.starts_with("{\n  \"slate_plan\": 1,\n  \"agreements\": [\n    {\n      \"name\": "));
  CHECK(json.find("\"time_of_day\"") == std::string::npos);
  CHECK(json.find("\"constant\": {\"number\": \"1/20\"}") != std::string::npos);
  CHECK(json.find("\"also_hours\": [\"0\", \"3600000000000\"]") != std::string::npos);
  CHECK(json.find("\"term\": [20000, 20100]") != std::string::npos);
  CHECK(json.find("\"origin\": [0, 10, 20]") != std::string::npos);
}

TEST_CASE("several agreements stand in one file") {
  const std::array plans = {HostingPlan(), HostingPlan()};
  const std::string json = ToJson(plans);
  const auto read = AllFromJson(json);
  REQUIRE(read.has_value());
  CHECK(read->size() == 2);
  CHECK(ToJson(std::span<const Plan>(*read)) == json);
  CHECK(FromJson(json).error().message == "the plan holds 2 agreements, not one");
}

TEST_CASE("every kind of constant comes back") {
  Plan plan = HostingPlan();
  const auto add = [&](Type::Kind kind, Constant constant) {
    plan.nodes.Add({.type = {.kind = kind}, .constant = std::move(constant)});
  };
  add(Type::Kind::kNumber, Rational::FromFraction("-123456789012345678901/7").value());
  add(Type::Kind::kBool, true);
  add(Type::Kind::kInstant, Instant{INT64_MIN});
  add(Type::Kind::kInstant, LocalInstant{-1, 5});
  add(Type::Kind::kDate, Date{-700});
  add(Type::Kind::kText, std::string("zwölf\n\"\\\x01"));
  add(Type::Kind::kMember, Member{"gold"});
  const std::string json = ToJson(plan);
  const auto read = FromJson(json);
  REQUIRE(read.has_value());
  CHECK(ToJson(*read) == json);
}

TEST_CASE("what is not a plan is refused with its place") {
  CHECK(
      ProblemWith("\"slate_plan\": 1", "\"slate_plan\": 2") ==
      "/slate_plan: the plan has version 2, this tool reads 1"
  );
  CHECK(ProblemWith("\"zone\":", "\"zonk\":") == "/agreements/0: unknown field `zonk`");
  CHECK(
      ProblemWith("\"op\": \"ceil\"", "\"op\": \"seal\"").find("there is no `seal` here") !=
      std::string::npos
  );
  CHECK(
      ProblemWith("\"args\": [", "\"args\": [999, ") ==
      "/agreements/0/nodes/3/args/0: there is no node 999"
  );
  CHECK(
      ProblemWith("\"id\": 4", "\"id\": 5") ==
      "/agreements/0/nodes/4: `id` is not the place in the list, 4"
  );
  CHECK(
      ProblemWith("\"1/20\"", "\"2/40\"").find("no fraction in lowest terms") != std::string::npos
  );
  CHECK(ProblemWith("\"1/20\"", "0.05").find("fractions are written as text") != std::string::npos);
  CHECK(
      ProblemWith("\"currency\":", "\"name\": \"x\", \"currency\":") ==
      "`name` stands twice in one object"
  );
  CHECK(
      ProblemWith("\"zone\": \"Europe/Berlin\",", "") ==
      "/agreements/0: the field `zone` is missing"
  );
  CHECK(
      ProblemWith("\"zone\": ", "\"zone\": [") ==
      "not JSON at line 13, byte 17: unexpected `\"currency\":`"
  );
}

TEST_CASE("an op refuses arguments it does not take") {
  const NodeId some{0};
  CHECK(ProblemOf(PlanWith({.op = Op::kAbs})).ends_with("`abs` cannot have 0 arguments"));
  CHECK(ProblemOf(PlanWith({.op = Op::kNot, .args = {some}})
  ).ends_with("argument 0 of `not` is not a truth value"));
  CHECK(ProblemOf(PlanWith({.op = Op::kCalendar, .name = "night"}))
            .ends_with("there is no calendar `night`"));
  CHECK(ProblemOf(PlanWith({.op = Op::kRollup})).ends_with("`rollup` lacks its `rollup`"));
  CHECK(ProblemOf(PlanWith({.op = Op::kResult, .name = "network", .field = "let:x"}))
            .ends_with("`network` has no field `let:x`"));
  CHECK(ProblemOf(PlanWith({.constant = true})).ends_with("is not of its type, number"));
}

TEST_CASE("a value that needs itself is refused") {
  Plan plan = PlanWith({.op = Op::kNegate, .args = {NodeId{0}}});
  const auto last = static_cast<NodeId>(plan.nodes.size() - 1);
  plan.nodes[last].args = {last};
  CHECK(ProblemOf(plan).ends_with("the value needs itself"));
}

TEST_CASE("a circle through results is refused unless it goes through the period before") {
  Plan plan = HostingPlan();
  const Type time{.unit = {{"time", 1}}};
  const NodeId own =
      plan.nodes.Add({.op = Op::kResult, .type = time, .name = "network", .field = "value"});
  Plan before = plan;
  plan.objectives[0].measure = own;
  CHECK(ProblemOf(plan).ends_with("the value needs itself"));
  before.objectives[0].measure =
      before.nodes.Add({.op = Op::kPrevious, .type = time, .args = {own}});
  CHECK(ProblemOf(before) == "none");
}

TEST_CASE("very deep expressions are refused") {
  Plan plan = HostingPlan();
  NodeId top = plan.nodes.Add({.constant = Rational(1)});
  for (int i = 0; i < 200'000; ++i) {
    top = plan.nodes.Add({.op = Op::kNegate, .args = {top}});
  }
  CHECK(ProblemOf(plan).find("nodes stand on one another") != std::string::npos);
}

TEST_CASE("hostile texts end in a sentence") {
  CHECK_FALSE(FromJson("").has_value());
  CHECK_FALSE(FromJson("\xFF\xFE").has_value());
  CHECK_FALSE(FromJson(std::string(1'000'000, '[')).has_value());
  CHECK_FALSE(FromJson(R"({"slate_plan": 1, "agreements": {}})").has_value());
  const std::string json = ToJson(HostingPlan());
  for (std::size_t at = 0; at < json.size(); at += 3) {
    CHECK_FALSE(FromJson(json.substr(0, at)).has_value());
  }
  for (std::size_t at = 0; at < json.size(); ++at) {
    std::string changed = json;
    changed[at] = "0\"[{,-9"[at % 7];
    if (const auto plan = FromJson(changed)) {
      CHECK_FALSE(Explain(*plan).empty());
    }
  }
}

TEST_CASE("the hash tells meaning from origin") {
  const Plan plan = HostingPlan();
  Plan moved = plan;
  moved.source_hash = "other";
  moved.examples[0].origin = Origin{1, 2, 3};
  moved.nodes[NodeId{0}].origin = Origin{1, 2, 3};
  CHECK(HashOf(plan) == HashOf(moved));
  CHECK(HashOf(plan).size() == 32);
  moved.nodes[NodeId{0}].name = "since";
  CHECK(HashOf(plan) != HashOf(moved));
}

TEST_CASE("a plan is read as stages") {
  CHECK(Explain(HostingPlan()) == R"(plan hosting
  provider host, customer -
  term 2024-10-04 .. open, zone Europe/Berlin, currency USD
  period month, partial cut

keys
  service { web, shop }

calendars
  office: Mon Tue Wed Thu Fri 09:00 .. 18:00 except de.be

inputs
  outage: events, complete
    service: service
    from: instant
    to: instant

givens
  fee: USD

rollups
  r0: rows of outage [service]

formulas
  network "Network "up"" by host each service
    measure   length(spans(r0: from .. to) in period)
    target    <= 0s
    credit    fee * 5% * ceil(network[service].value / 30min, 1)

settlement
  settlement
    1. sum of network.credit
    2. drop when <= 1 USD
    3. cap fee per year
    4. round half_up to 0.01 USD

22 nodes, 1 rollups, 1 examples
)");
}

// Rewrite the file with: build/dev/bin/plan_sample schema > docs/schemas/plan.schema.json
TEST_CASE("the published schema is the one of the code") {
  std::ifstream file("docs/schemas/plan.schema.json", std::ios::binary);
  const std::string published(std::istreambuf_iterator<char>(file), {});
  CHECK((published == JsonSchema()));
}

TEST_CASE("a shared node does not make a formula endless") {
  Plan plan = HostingPlan();
  NodeId top = plan.nodes.Add({.constant = Rational(1)});
  for (int i = 0; i < 90; ++i) {
    top = plan.nodes.Add({.op = Op::kAdd, .args = {top, top}});
  }
  CHECK(FormulaOf(plan, top).size() < 10'000);
}

TEST_CASE("numbers are shown with their unit") {
  const Type time{.unit = {{"time", 1}}};
  CHECK(Show(Rational(5'400'000'000'000), time) == "1h30min");
  CHECK(Show(Rational(-250'000'000), time) == "-250ms");
  CHECK(Show(Rational::Of(1, 3), time) == "1/3ns");
  CHECK(Show(Rational::Of(1999, 2000), {.range = Type::Range::kShare}) == "99.95%");
  CHECK(Show(Rational(5), {.unit = {{"EUR", 1}, {"time", -1}}}) == "5 EUR / ns");
}

TEST_CASE("all references of a node are walked") {
  Plan plan = HostingPlan();
  const NodeId one{0};
  plan.rollups[RollupId{0}].where = one;
  const Node node{
      .op = Op::kAggregate,
      .args = {one},
      .where = one,
      .body = one,
      .rollup = RollupId{0},
      .rows = {{{"a"}, one}},
      .rungs = {{{{Compare::kLess, one}}, one}},
      .fallback = one};
  int count = 0;
  ForEachArg(plan, node, [&](NodeId) { ++count; });
  CHECK(count == 8);
}

}  // namespace slate::plan
