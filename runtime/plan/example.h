// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/plan/node.h"

// Examples: tests and worked cases of an agreement. Their nodes may use kParam.
namespace slate::plan {

struct Fact {        // given or suppose
  std::string name;  // given, attested input, or objective
  std::string field =
      {};  // suppose: value, credit, bonus, let:NAME; verdict when the value is a text
  std::vector<NodeId> keys = {};  // members or texts; fewer than the keys = all members
  std::optional<NodeId> value =
      {};  // a text node met | missed | pending | undecided | void sets the verdict
  std::vector<TimelineStep> timeline = {};
};
struct DataRow {
  std::vector<std::pair<std::string, NodeId>> fields = {};
  std::optional<NodeId> times = {};
  // The place of the row. None: an instant stands at the start of the period, an interval, sample
  // or state fills it.
  std::optional<NodeId> at = {};     // instant
  std::optional<NodeId> range = {};  // spans of one run
  std::optional<NodeId> every =
      {};  // duration or number of days (`every_days`): one row at each step in range
  bool every_days = false;
  std::optional<NodeId> each_for = {};  // length of each of those
};
struct ExampleData {
  std::string input;               // or an attested fact
  std::vector<NodeId> keys = {};   // fills the columns of the input's keys, in column order
  std::vector<DataRow> rows = {};  // empty = none
};
struct Expectation {
  std::optional<NodeId> in = {};  // spans: the period it speaks of; absent = the last
  NodeId claim{};                 // bool
  std::string text;               // as written
};
struct Example {
  std::string title;
  std::vector<std::string> try_names = {};
  std::vector<std::vector<NodeId>> tuples = {};
  std::optional<NodeId> periods =
      {};  // spans of one run; every period that meets it is settled in turn
  std::optional<NodeId> now = {};  // as-of; absent = after everything
  std::optional<std::pair<std::int32_t, std::optional<std::int32_t>>> term =
      {};  // first and last day
  std::vector<Fact> givens = {};
  std::vector<Fact> supposes = {};
  std::vector<ExampleData> data = {};
  std::vector<Expectation> expectations = {};
  std::optional<Origin> origin = {};
};

}  // namespace slate::plan
