// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/types/units.h"
#include "runtime/plan/plan.h"

namespace slate::check {

using exact::Rational;
using plan::NodeId;
using plan::Type;

// What an expression turned out to be: a node of the plan with its type and what is known of its
// value, or a form that means something only beside others (`30 days`, an input, an objective).
struct Checked {
  enum class Form : std::uint8_t {
    kBad,             // reported already; everything built on it is silent
    kValue,           // `node`
    kCalendarAmount,  // `node` = how many `name` (day, month …), with `working` days of that
                      // calendar
    kClockAmount,     // `node` = a duration of `working` time except `excluded`
    kTimeOfDay,       // `time_of_day`
    kInput,           // input `name`
    kRow,             // the row of an aggregate by its name `name`
    kCase,            // the case of input `name` whose key is keys[0]
    kObjective,       // objective `name`, `keys` as far as indexed
    kKey,             // key `name`
    kRight,           // right `name`
    kPrevious,        // the word `previous`
    kPeriodWord,      // the word `period` (a value too: `node`)
    kResolution,      // the words `void` and `skip` after `otherwise`
  } form = Form::kBad;

  NodeId node{};
  Type type = {};
  std::string name = {};
  std::vector<NodeId> keys = {};
  std::optional<NodeId> working = {};
  std::optional<NodeId> excluded = {};
  std::int64_t time_of_day = 0;
  // A clock amount chosen by a table: the rows of `table` in order, `else` last.
  std::vector<Checked> alternatives = {};
  plan::Node table = {};

  // Bounds of a number, both included, where they are known.
  std::optional<Rational> low = {};
  std::optional<Rational> high = {};
  bool nonzero = false;  // a number that cannot be 0
  // Of spans.
  bool bounded = false;   // a figure may be taken of it
  bool one_run = false;   // has `from` and `to`
  bool has_ends = false;  // so too, if there is anything of it: one run less what a calendar closes
  bool nonempty = false;
  bool is_calendar = false;

  // How `otherwise void` / `otherwise skip` resolved ⊥; the type stays optional.
  enum class Resolved : std::uint8_t { kNo, kVoid, kSkip } resolved = Resolved::kNo;
  // A `previous.x` whose own type is not known yet: it takes that of its `otherwise`.
  bool type_open = false;
  bool is_literal = false;

  bool is_bad() const { return form == Form::kBad; }
  bool is_value() const { return form == Form::kValue || form == Form::kPeriodWord; }
  bool IsKind(Type::Kind kind) const { return is_value() && type.kind == kind; }
  bool is_number() const { return IsKind(Type::Kind::kNumber); }
  bool is_spans() const { return IsKind(Type::Kind::kSpans); }
};

}  // namespace slate::check
