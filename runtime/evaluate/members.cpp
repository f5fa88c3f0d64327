// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/members.h"

#include <algorithm>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/evaluate/counting.h"
#include "runtime/evaluate/evaluator.h"
#include "runtime/evaluate/past_figures.h"
#include "runtime/plan/walk.h"

namespace slate::evaluate {

namespace {

using plan::NodeId;
using plan::Op;

// The column of an input that holds members of a key; -1 if there is none or more than one.
int ColumnOfKey(const plan::Input& input, const std::string& key) {
  int found = -1;
  for (std::size_t i = 0; i < input.columns.size(); ++i) {
    const plan::Type& type = input.columns[i].type;
    if (type.kind == plan::Type::Kind::kMember && type.key == key) {
      if (found >= 0) {
        return -1;
      }
      found = static_cast<int>(i);
    }
  }
  return found;
}

std::optional<std::size_t> PositionOf(
    const std::vector<std::string>& keys, const std::string& key
) {
  const auto found = std::find(keys.begin(), keys.end(), key);
  return found == keys.end() ? std::nullopt
                             : std::optional(static_cast<std::size_t>(found - keys.begin()));
}

}  // namespace

const std::vector<Label>& Members::Of(std::size_t key) {
  if (const auto found = of_key_.find(key); found != of_key_.end()) {
    return found->second;
  }
  std::vector<Label>& members = of_key_[key];
  const plan::Key& declared = evaluator_.plan().keys[key];
  if (evaluator_.ground().bound[key]) {
    members.push_back(*evaluator_.ground().bound[key]);
    return members;
  }
  for (const plan::Key::Entry& entry : declared.members) {
    members.push_back(evaluator_.labels().Intern(entry.label));
  }
  if (!declared.closed) {
    std::set<std::string> labels;
    AddFromColumns(key, labels);
    AddFromFacts(key, labels);
    const std::vector<Label> listed = members;
    for (const std::string& label : labels) {
      const Label member = evaluator_.labels().Intern(label);
      if (std::find(listed.begin(), listed.end(), member) == listed.end()) {
        members.push_back(member);
      }
    }
  }
  return members;
}

std::vector<Label> Members::In(std::size_t key, const SpanSet& domain) {
  std::vector<Label> members = Of(key);
  if (evaluator_.plan().keys[key].during) {
    std::erase_if(members, [&](Label member) {
      return Membership(key, member).Intersect(domain).empty();
    });
  }
  return members;
}

const SpanSet& Members::Membership(std::size_t key, Label member) {
  const auto [place, added] = memberships_.try_emplace({key, member.code});
  if (!added) {
    return place->second;
  }
  const plan::Key& declared = evaluator_.plan().keys[key];
  const std::optional<std::size_t> input = evaluator_.ground().inputs.Find(*declared.during);
  Check(input.has_value(), "a key exists during an input that the plan does not declare");
  InputRows& rows = evaluator_.RowsOf(*input);
  const int column = ColumnOfKey(rows.input(), declared.name);
  const int from = rows.ColumnOf("from");
  const int to = rows.ColumnOf("to");
  std::vector<Run> runs;
  for (const std::uint32_t row : rows.Group({column}, {member.code})) {
    const Value start = rows.Read(row, from);
    const Value end = rows.Read(row, to);
    // Membership is a fact of the contract: that it ends later is known before.
    if (const auto* instant = std::get_if<Instant>(&start)) {
      const auto* stop = std::get_if<Instant>(&end);
      runs.push_back({instant->ns, stop == nullptr ? spans::kForever : stop->ns});
    }
  }
  place->second = SpanSet::FromRuns(std::move(runs));
  return place->second;
}

void Members::AddFromColumns(std::size_t key, std::set<std::string>& labels) {
  const std::string& name = evaluator_.plan().keys[key].name;
  for (const plan::Input& input : evaluator_.plan().inputs) {
    const data::Table* table = evaluator_.TableNamed(input.name);
    for (std::size_t i = 0; table != nullptr && i < input.columns.size(); ++i) {
      if (input.columns[i].type.kind != plan::Type::Kind::kMember ||
          input.columns[i].type.key != name) {
        continue;
      }
      for (const data::Column& column : table->columns) {
        if (column.name == input.columns[i].name) {
          labels.insert(column.dictionary.begin(), column.dictionary.end());
        }
      }
    }
  }
}

void Members::AddFromFacts(std::size_t key, std::set<std::string>& labels) {
  const std::string& name = evaluator_.plan().keys[key].name;
  for (const plan::Given& given : evaluator_.plan().givens) {
    AddFromStatements(given.name, given.keys, name, labels);
    if (PositionOf(given.keys, name)) {
      if (given.value) {
        AddFromFormula(*given.value, name, labels);
      }
      for (const plan::TimelineStep& step : given.timeline) {
        AddFromFormula(step.value, name, labels);
      }
    }
  }
  const std::set<std::string> past = evaluator_.past().MembersOf(key);
  labels.insert(past.begin(), past.end());
  for (const plan::Attested& fact : evaluator_.plan().attested) {
    AddFromStatements(fact.name, fact.keys, name, labels);
  }
  for (const plan::Objective& objective : evaluator_.plan().objectives) {
    if (const std::optional<std::size_t> position = PositionOf(objective.keys, name)) {
      for (const Label label : evaluator_.supposed().MembersNamed(objective.name, *position)) {
        labels.insert(evaluator_.labels().TextOf(label));
      }
    }
  }
}

void Members::AddFromStatements(
    const std::string& fact,
    const std::vector<std::string>& keys,
    const std::string& key,
    std::set<std::string>& labels
) {
  const std::optional<std::size_t> position = PositionOf(keys, key);
  if (!position) {
    return;
  }
  for (const Label label : evaluator_.facts().MembersNamed(fact, *position)) {
    labels.insert(evaluator_.labels().TextOf(label));
  }
  for (const plan::NodeId id : evaluator_.facts().FormulasOf(fact)) {
    evaluator_.writer().members().AddFromFormula(id, key, labels);
  }
}

// `by database { a: …, b: … }` names members too.
void Members::AddFromFormula(NodeId id, const std::string& key, std::set<std::string>& labels) {
  const plan::Node& node = evaluator_.plan()[id];
  for (std::size_t i = 0; node.op == Op::kTable && i < node.args.size(); ++i) {
    const plan::Node& selector = evaluator_.plan()[node.args[i]];
    if (selector.op != Op::kMember || selector.name != key) {
      continue;
    }
    for (const plan::TableRow& row : node.rows) {
      labels.insert(row.labels[i]);
    }
  }
  for (const NodeId arg : node.args) {
    AddFromFormula(arg, key, labels);
  }
}

const std::vector<Codes>& Members::OfObjective(std::size_t objective) {
  if (const auto found = of_objective_.find(objective); found != of_objective_.end()) {
    return found->second;
  }
  std::vector<Codes> combinations = FanOut(evaluator_.plan().objectives[objective]);
  return of_objective_.emplace(objective, std::move(combinations)).first->second;
}

bool Members::IsOfObjective(std::size_t objective, const Codes& members) {
  const std::vector<Codes>& all = OfObjective(objective);
  std::set<Codes>& known = known_of_objective_[objective];
  if (known.size() < all.size()) {
    known.insert(all.begin(), all.end());
  }
  return known.contains(members);
}

std::vector<Codes> Members::Product(const std::vector<std::string>& keys) {
  std::vector<Codes> result{evaluator_.PeriodScope(kNoPeriod).members};
  for (const std::string& name : keys) {
    const std::optional<std::size_t> key = evaluator_.ground().keys.Find(name);
    Check(key.has_value(), "something is for each member of a key that is not declared");
    std::vector<Codes> longer;
    for (const Codes& codes : result) {
      for (const Label member : Of(*key)) {
        longer.push_back(codes);
        longer.back()[*key] = member.code;
      }
    }
    result = std::move(longer);
  }
  return result;
}

std::vector<Codes> Members::FanOut(const plan::Objective& objective) {
  std::vector<std::size_t> open;
  std::vector<std::string> closed;
  for (const std::string& name : objective.keys) {
    const std::optional<std::size_t> key = evaluator_.ground().keys.Find(name);
    Check(key.has_value(), "an objective is for each member of a key that is not declared");
    const bool fixed = evaluator_.ground().bound[*key].has_value();
    if (evaluator_.plan().keys[*key].closed || fixed) {
      closed.push_back(name);
    } else {
      open.push_back(*key);
    }
  }
  const std::vector<Codes> pairs = open.size() > 1 ? Pairs(objective, open) : std::vector<Codes>();
  if (pairs.empty()) {
    return Product(objective.keys);
  }
  std::vector<Codes> result;
  for (const Codes& pair : pairs) {
    for (Codes codes : Product(closed)) {
      for (std::size_t i = 0; i < open.size(); ++i) {
        codes[open[i]] = pair[i];
      }
      result.push_back(std::move(codes));
    }
  }
  return result;
}

std::vector<Codes> Members::Pairs(
    const plan::Objective& objective, const std::vector<std::size_t>& keys
) {
  std::set<Codes> pairs;
  for (const std::size_t input : InputsOf(objective)) {
    std::vector<int> columns;
    for (const std::size_t key : keys) {
      columns.push_back(
          ColumnOfKey(evaluator_.plan().inputs[input], evaluator_.plan().keys[key].name)
      );
    }
    if (std::count(columns.begin(), columns.end(), -1) == 0) {
      AddPairsOf(input, columns, pairs);
    }
  }
  AddSupposedPairs(objective, keys, pairs);
  // By label, so that the order does not depend on the order of the data.
  std::vector<Codes> result(pairs.begin(), pairs.end());
  std::erase_if(result, [](const Codes& c) { return std::count(c.begin(), c.end(), -1) != 0; });
  const Labels& labels = evaluator_.labels();
  std::sort(result.begin(), result.end(), [&](const Codes& a, const Codes& b) {
    return std::lexicographical_compare(
        a.begin(),
        a.end(),
        b.begin(),
        b.end(),
        [&](std::int32_t x, std::int32_t y) {
          return labels.TextOf(Label{x}) < labels.TextOf(Label{y});
        }
    );
  });
  return result;
}

void Members::AddPairsOf(
    std::size_t input, const std::vector<int>& columns, std::set<Codes>& pairs
) {
  InputRows& rows = evaluator_.RowsOf(input);
  if (rows.is_counted()) {
    const auto seen = evaluator_.CountedOf(input).CombinationsOf(columns, evaluator_.labels());
    if (seen) {
      pairs.insert(seen->begin(), seen->end());
      return;
    }
  }
  const std::vector<Codes> seen = rows.Combinations(columns);
  pairs.insert(seen.begin(), seen.end());
}

void Members::AddSupposedPairs(
    const plan::Objective& objective, const std::vector<std::size_t>& keys, std::set<Codes>& pairs
) {
  for (const std::vector<Label>& statement : evaluator_.supposed().KeysOf(objective.name)) {
    Codes pair;
    for (const std::size_t key : keys) {
      const std::optional<std::size_t> position =
          PositionOf(objective.keys, evaluator_.plan().keys[key].name);
      if (position && *position < statement.size()) {
        pair.push_back(statement[*position].code);
      }
    }
    if (pair.size() == keys.size()) {
      pairs.insert(pair);
    }
  }
}

const std::set<std::size_t>& Members::InputsOf(const plan::Objective& objective) {
  const plan::Plan& plan = evaluator_.plan();
  const auto [place, added] = inputs_of_.try_emplace(objective.name);
  std::set<std::size_t>& inputs = place->second;
  if (!added) {
    return inputs;
  }
  std::set<NodeId> seen;
  std::vector<NodeId> open;
  const auto visit = [&](auto id) {
    if constexpr (std::is_same_v<decltype(id), NodeId>) {
      if (seen.insert(id).second) {
        open.push_back(id);
      }
    }
  };
  plan::ForEachId(objective, visit);
  while (!open.empty()) {
    const plan::Node& node = plan[open.back()];
    open.pop_back();
    plan::ForEachArg(plan, node, visit);
    if (node.rollup) {
      if (const auto input = evaluator_.ground().inputs.Find(plan[*node.rollup].input)) {
        inputs.insert(*input);
      }
    }
  }
  return inputs;
}

}  // namespace slate::evaluate
