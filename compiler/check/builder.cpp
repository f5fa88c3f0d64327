// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/builder.h"

#include <functional>
#include <tuple>
#include <utility>

#include "runtime/base/overloaded.h"

namespace slate::check {

namespace {

using plan::Node;
using plan::NodeId;

bool AreSame(const plan::TableRow& a, const plan::TableRow& b) {
  return a.value == b.value && a.labels == b.labels;
}
bool AreSame(const plan::Bound& a, const plan::Bound& b) {
  return a.compare == b.compare && a.value == b.value;
}

template <typename T>
bool AreSame(const std::vector<T>& a, const std::vector<T>& b);

bool AreSame(const plan::Rung& a, const plan::Rung& b) {
  return a.value == b.value && a.printed == b.printed && AreSame(a.bounds, b.bounds);
}

template <typename T>
bool AreSame(const std::vector<T>& a, const std::vector<T>& b) {
  if (a.size() != b.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!AreSame(a[i], b[i])) {
      return false;
    }
  }
  return true;
}

auto Kinds(const Node& n) {
  return std::tuple(n.op, n.compare, n.aggregate, n.source, n.reading, n.index);
}

auto References(const Node& n) {
  return std::tie(n.args, n.where, n.body, n.rollup, n.fallback, n.rhythm);
}

auto Words(const Node& n) {
  return std::tie(n.name, n.input, n.field, n.label);
}

bool AreSame(const Node& a, const Node& b) {
  return Kinds(a) == Kinds(b) && References(a) == References(b) && Words(a) == Words(b) &&
         a.type == b.type && a.constant == b.constant && a.reading_of == b.reading_of &&
         a.quantile == b.quantile && AreSame(a.rows, b.rows) && AreSame(a.rungs, b.rungs);
}

bool AreSame(const plan::Rollup& a, const plan::Rollup& b) {
  const auto parts = [](const plan::Rollup& r) {
    return std::tie(
        r.input, r.scope, r.place_kind, r.column, r.place, r.where, r.aggregate, r.body, r.quantile
    );
  };
  return parts(a) == parts(b);
}

class Hash {
 public:
  void Add(std::uint64_t value) {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
    constexpr unsigned kHalf = 32;
    value_ = (value_ ^ value) * kOdd;
    value_ ^= value_ >> kHalf;
  }
  void Add(const std::string& text) { Add(std::hash<std::string_view>()(text)); }
  void Add(const std::optional<NodeId>& id) { Add(id ? Index(*id) + 1 : 0); }
  void Add(const exact::Rational& number) {
    const auto words = number.ToWords();
    Add(words ? static_cast<std::uint64_t>(words->first) : 0);
    Add(words ? static_cast<std::uint64_t>(words->second) : 0);
  }
  void Add(const plan::Constant& constant) {
    Add(constant.index());
    std::visit(
        Overloaded{
            [](const plan::Undefined&) {},
            [this](const exact::Rational& v) { Add(v); },
            [this](bool v) { Add(v ? 1 : 0); },
            [this](const plan::Instant& v) { Add(static_cast<std::uint64_t>(v.ns)); },
            [this](const plan::LocalInstant& v) {
              Add(static_cast<std::uint64_t>(v.day));
              Add(static_cast<std::uint64_t>(v.time_of_day));
            },
            [this](const plan::Date& v) { Add(static_cast<std::uint64_t>(v.day)); },
            [this](const std::string& v) { Add(v); },
            [this](const plan::Member& v) { Add(v.label); },
        },
        constant
    );
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

std::uint64_t HashOf(const Node& n) {
  Hash hash;
  hash.Add(static_cast<std::uint64_t>(n.op));
  hash.Add(n.constant);
  hash.Add(n.name);
  hash.Add(n.field);
  hash.Add(n.where);
  hash.Add(n.body);
  hash.Add(n.rollup ? Index(*n.rollup) + 1 : 0);
  for (const NodeId arg : n.args) {
    hash.Add(Index(arg));
  }
  return hash.value();
}

std::uint64_t HashOf(const plan::Rollup& r) {
  Hash hash;
  hash.Add(static_cast<std::uint64_t>(r.aggregate));
  hash.Add(r.input);
  hash.Add(r.column);
  hash.Add(r.place);
  hash.Add(r.where);
  hash.Add(r.body);
  return hash.value();
}

// The one of the table that equals `item`, which else becomes its newest.
template <typename Id, typename T>
Id AddOnce(T item, IdMap<Id, T>& table, std::unordered_multimap<std::uint64_t, Id>& known) {
  const std::uint64_t hash = HashOf(item);
  const auto [first, last] = known.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    if (AreSame(table[it->second], item)) {
      return it->second;
    }
  }
  const Id id = table.Add(std::move(item));
  known.emplace(hash, id);
  return id;
}

}  // namespace

NodeId Builder::Add(Node node) {
  return AddOnce(std::move(node), plan_.nodes, known_);
}

plan::RollupId Builder::AddRollup(plan::Rollup rollup) {
  return AddOnce(std::move(rollup), plan_.rollups, known_rollups_);
}

NodeId Builder::Const(plan::Constant value, plan::Type type) {
  return Add({.op = plan::Op::kConst, .type = std::move(type), .constant = std::move(value)});
}

NodeId Builder::Number(exact::Rational value, plan::Unit unit) {
  return Const(std::move(value), {.unit = std::move(unit)});
}

NodeId Builder::Make(plan::Op op, plan::Type type, std::vector<NodeId> args) {
  return Add({.op = op, .type = std::move(type), .args = std::move(args)});
}

}  // namespace slate::check
