// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/builder.h"

#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/overloaded.h"

namespace slate::check {

namespace {

using plan::NodeId;

// A text that is equal exactly for equal nodes.
class Key {
 public:
  template <typename T>
  Key& operator<<(const T& value) {
    fmt::format_to(std::back_inserter(text_), "{}\x1f", value);
    return *this;
  }
  Key& operator<<(NodeId id) { return *this << Index(id); }
  Key& operator<<(const exact::Rational& value) { return *this << value.ToString(); }
  Key& operator<<(const std::optional<NodeId>& id) { return id ? *this << *id : *this << '-'; }
  Key& operator<<(const plan::Type& type) {
    *this << static_cast<int>(type.kind) << type.key << type.optional
          << static_cast<int>(type.range);
    for (const auto& [dimension, exponent] : type.unit) {
      *this << dimension << exponent;
    }
    return *this << '.';
  }
  Key& operator<<(const plan::Constant& constant) {
    *this << constant.index();
    std::visit(
        Overloaded{
            [](const plan::Undefined&) {},
            [this](const exact::Rational& v) { *this << v; },
            [this](bool v) { *this << v; },
            [this](const plan::Instant& v) { *this << v.ns; },
            [this](const plan::LocalInstant& v) { *this << v.day << v.time_of_day; },
            [this](const plan::Date& v) { *this << v.day; },
            [this](const std::string& v) { *this << v; },
            [this](const plan::Member& v) { *this << v.label; },
        },
        constant
    );
    return *this;
  }
  Key& operator<<(const std::optional<plan::Rhythm>& r) {
    if (!r) {
      return *this << '-';
    }
    return *this << static_cast<int>(r->unit) << r->count << r->day_of_month << r->first_month
                 << r->anchor_day.value_or(-1) << r->contract;
  }

  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string KeyOf(const plan::Node& n) {
  Key key;
  key << static_cast<int>(n.op) << n.type << n.constant << n.name << n.input << n.field << n.index
      << static_cast<int>(n.compare) << static_cast<int>(n.aggregate) << static_cast<int>(n.source)
      << static_cast<int>(n.reading) << n.reading_of << n.quantile << n.where << n.body << n.rhythm
      << n.fallback << n.label;
  key << (n.rollup ? static_cast<std::int64_t>(Index(*n.rollup)) : -1);
  for (const NodeId arg : n.args) {
    key << arg;
  }
  for (const plan::TableRow& row : n.rows) {
    key << '|' << row.value;
    for (const std::string& label : row.labels) {
      key << label;
    }
  }
  for (const plan::Rung& rung : n.rungs) {
    key << '|' << rung.value;
    for (const plan::Bound& bound : rung.bounds) {
      key << static_cast<int>(bound.compare) << bound.value;
    }
  }
  return key.Take();
}

std::string KeyOf(const plan::Rollup& r) {
  Key key;
  key << r.input << static_cast<int>(r.place_kind) << r.column << r.place << r.where
      << static_cast<int>(r.aggregate) << r.body << r.quantile;
  for (const plan::Rollup::Scope& scope : r.scope) {
    key << scope.key << scope.column;
  }
  return key.Take();
}

}  // namespace

plan::NodeId Builder::Add(plan::Node node) {
  const auto [it, is_new] = known_.emplace(KeyOf(node), NodeId{});
  if (is_new) {
    it->second = plan_.nodes.Add(std::move(node));
  }
  return it->second;
}

plan::RollupId Builder::AddRollup(plan::Rollup rollup) {
  const auto [it, is_new] = known_rollups_.emplace(KeyOf(rollup), plan::RollupId{});
  if (is_new) {
    it->second = plan_.rollups.Add(std::move(rollup));
  }
  return it->second;
}

plan::NodeId Builder::Const(plan::Constant value, plan::Type type) {
  return Add({.op = plan::Op::kConst, .type = std::move(type), .constant = std::move(value)});
}

plan::NodeId Builder::Number(exact::Rational value, plan::Unit unit) {
  return Const(std::move(value), {.unit = std::move(unit)});
}

plan::NodeId Builder::Make(plan::Op op, plan::Type type, std::vector<plan::NodeId> args) {
  return Add({.op = op, .type = std::move(type), .args = std::move(args)});
}

}  // namespace slate::check
