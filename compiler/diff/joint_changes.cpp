// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "compiler/diff/joint.h"
#include "compiler/diff/joint_names.h"
#include "compiler/diff/normal_form.h"

namespace slate::diff {

namespace {

// Names of declarations that are not the same in both texts, by their new names.
template <typename T, typename NewName, typename Same>
void Differing(
    const std::vector<T>& before,
    const std::vector<T>& after,
    const NewName& new_name,
    const Same& same,
    std::set<std::string>& names
) {
  for (const T& item : before) {
    const T* now = Named(after, new_name(item.name));
    if (now == nullptr || !same(item, *now)) {
      names.insert(new_name(item.name));
    }
  }
  const auto was_there = [&](const T& item) {
    return std::any_of(before.begin(), before.end(), [&](const T& old) {
      return new_name(old.name) == item.name;
    });
  };
  for (const T& item : after) {
    if (!was_there(item)) {
      names.insert(item.name);
    }
  }
}

template <typename T>
std::string KeyWithout(T item) {
  item.name.clear();
  return KeyOf(item);
}

// Inputs by what their rows say: further columns of plain rows change nothing for those that do
// not read them.
std::string RowsOf(plan::Input input) {
  input.name.clear();
  if (input.kind == plan::Input::Kind::kEvents) {
    input.columns.clear();
  }
  return KeyOf(input);
}

bool SameColumns(const plan::Input& a, const plan::Input& b) {
  return std::all_of(a.columns.begin(), a.columns.end(), [&](const plan::Column& column) {
    const plan::Column* other = Named(b.columns, column.name);
    return other == nullptr || (other->type == column.type && other->fold == column.fold &&
                                other->direction == column.direction);
  });
}

std::string ConstantsOf(const plan::Plan& plan, const plan::Input& input) {
  std::string text;
  for (const auto& [column, value] : input.filled) {
    text += column + '=' + KeyOf(plan[value]) + ',';
  }
  return text;
}

bool HasMember(const plan::Key& key, const std::string& label) {
  return std::any_of(key.members.begin(), key.members.end(), [&](const plan::Key::Entry& entry) {
    return entry.label == label;
  });
}

Order CompareMembers(const plan::Key& before, const plan::Key& after) {
  if (!before.closed || !after.closed || before.during != after.during) {
    return Order::kUnknown;
  }
  const auto has_all = [](const plan::Key& some, const plan::Key& all) {
    return std::all_of(some.members.begin(), some.members.end(), [&](const auto& entry) {
      return HasMember(all, entry.label);
    });
  };
  const bool kept = has_all(before, after);
  const bool known = has_all(after, before);
  if (kept) {
    return known ? Order::kSame : Order::kMore;
  }
  return known ? Order::kLess : Order::kEither;
}

}  // namespace

void Joint::FindChangedDeclarations() {
  const auto key_name = [&](const std::string& name) {
    return Renamed(renames_.keys, name);
  };
  const auto input_name = [&](const std::string& name) {
    return Renamed(renames_.inputs, name);
  };
  const auto as_is = [](const std::string& name) {
    return name;
  };
  Differing(
      old_.keys,
      new_.keys,
      key_name,
      [](const plan::Key& a, const plan::Key& b) { return KeyWithout(a) == KeyWithout(b); },
      keys_
  );
  for (const plan::Key& after : new_.keys) {
    for (const plan::Key& before : old_.keys) {
      if (key_name(before.name) == after.name && keys_.count(after.name) > 0) {
        members_[after.name] = CompareMembers(before, after);
      }
    }
  }
  Differing(
      old_.inputs,
      new_.inputs,
      input_name,
      [&](const plan::Input& a, const plan::Input& b) {
        // A deadline of pending cases is a formula of its own; it is not looked into.
        return RowsOf(a) == RowsOf(b) && SameColumns(a, b) && SameColumns(b, a) &&
               ConstantsOf(old_, a) == ConstantsOf(new_, b) && !a.pending_until && !b.pending_until;
      },
      inputs_
  );
  Differing(
      old_.calendars,
      new_.calendars,
      as_is,
      [](const plan::Calendar& a, const plan::Calendar& b) { return KeyOf(a) == KeyOf(b); },
      calendars_
  );
  Differing(
      old_.attested,
      new_.attested,
      as_is,
      [](const plan::Attested& a, const plan::Attested& b) { return KeyOf(a) == KeyOf(b); },
      attested_
  );
}

Order Joint::MembersOrder(const std::string& new_name) const {
  const auto order = members_.find(new_name);
  return order == members_.end() ? Order::kUnknown : order->second;
}

void Joint::Clear() {
  nodes_ = {};
  known_.clear();
  known_rollups_.clear();
  pasts_.clear();
  memo_[0] = {};
  memo_[1] = {};
}

// What the analysis asks a plan about: keys with the members that both texts have, inputs, facts.
void Joint::DeclareAll() {
  nodes_.period = new_.period;
  nodes_.currency = new_.currency;
  for (const plan::Key& key : new_.keys) {
    nodes_.keys.push_back(key);
    const auto before = std::find_if(old_.keys.begin(), old_.keys.end(), [&](const auto& k) {
      return KeyName(Side::kOld, k.name) == key.name;
    });
    if (before != old_.keys.end()) {
      std::erase_if(nodes_.keys.back().members, [&](const plan::Key::Entry& entry) {
        return std::none_of(before->members.begin(), before->members.end(), [&](const auto& e) {
          return e.label == entry.label;
        });
      });
    }
  }
  for (const Side side : {Side::kOld, Side::kNew}) {
    for (plan::Input input : of(side).inputs) {
      input.name = InputName(side, input.name);
      input.filled.clear();
      input.pending_until.reset();
      if (Named(nodes_.inputs, input.name) == nullptr) {
        nodes_.inputs.push_back(std::move(input));
      }
    }
    for (plan::Calendar calendar : of(side).calendars) {
      calendar.name = CalendarName(side, calendar.name);
      if (Named(nodes_.calendars, calendar.name) == nullptr) {
        nodes_.calendars.push_back(std::move(calendar));
      }
    }
  }
}

// Earlier results are the same if what makes them is the same now, and they have no other source:
// the largest set of unchanged objectives that explains itself.
void Joint::FindChangedHistory() {
  for (;;) {
    Clear();
    DeclareAll();
    const std::set<std::string> differing = DifferingResults();
    const std::size_t before = changed_objectives_.size();
    changed_objectives_.insert(differing.begin(), differing.end());
    if (changed_objectives_.size() == before) {
      return;
    }
  }
}

std::string Joint::ObjectiveKey(Side side, const plan::Objective& objective) {
  Bindings bound;
  std::string text = objective.party + '|';
  if (objective.period) {
    text += KeyOf(*objective.period);
  }
  for (const std::string& key : objective.keys) {
    text += KeyName(side, key) + (keys_.count(KeyName(side, key)) > 0 ? "*" : "") + ',';
  }
  const auto put = [&](std::string_view name, const std::optional<NodeId>& id) {
    text += fmt::format("{}={};", name, id ? Index(Import(side, *id, bound)) + 1 : 0);
  };
  put("measure", objective.measure);
  put("target", objective.target);
  text += objective.target_compare ? fmt::format("{};", static_cast<int>(*objective.target_compare))
                                   : std::string();
  put("credit", objective.credit);
  put("bonus", objective.bonus);
  put("when", objective.bonus_when);
  put("only", objective.only_when);
  std::map<std::string, NodeId> lets;
  for (const plan::Objective::Let& let : objective.lets) {
    lets[let.name] = let.value;
  }
  for (const auto& [name, value] : lets) {
    put(name, value);
  }
  return text;
}

std::string Joint::SettleKey(Side side, const plan::Settle& settle) {
  plan::Settle copy = settle;
  for (plan::Settle::Part& part : copy.parts) {
    for (plan::Settle::Part::Term& term : part.of) {
      term.objective = ObjectiveName(side, term.objective);
    }
  }
  for (plan::Step& step : copy.steps) {
    step.amount = step.amount ? std::optional(Import(side, *step.amount)) : std::nullopt;
    step.until = step.until ? std::optional(Import(side, *step.until)) : std::nullopt;
  }
  return KeyOf(copy);
}

std::string Joint::RightKey(Side side, const plan::Right& right) {
  plan::Right copy = right;
  copy.when = right.when ? std::optional(Import(side, *right.when)) : std::nullopt;
  copy.until = right.until ? std::optional(Import(side, *right.until)) : std::nullopt;
  return KeyOf(copy);
}

std::map<std::string, std::string> Joint::Meanings(Side side) {
  std::map<std::string, std::string> meanings;
  for (const plan::Objective& objective : of(side).objectives) {
    const std::string name =
        side == Side::kOld ? Renamed(renames_.objectives, objective.name) : objective.name;
    meanings[name] = ObjectiveKey(side, objective);
  }
  for (const plan::Settle& settle : of(side).settles) {
    meanings["settle " + settle.name] = SettleKey(side, settle);
  }
  for (const plan::Right& right : of(side).rights) {
    meanings["right " + right.name] = RightKey(side, right);
  }
  return meanings;
}

std::set<std::string> Joint::DifferingResults() {
  const std::map<std::string, std::string> before = Meanings(Side::kOld);
  const std::map<std::string, std::string> after = Meanings(Side::kNew);
  std::set<std::string> differing;
  const auto compare = [&](const auto& from, const auto& to) {
    for (const auto& [name, meaning] : from) {
      const auto other = to.find(name);
      if (other == to.end() || other->second != meaning) {
        differing.insert(name);
      }
    }
  };
  compare(before, after);
  compare(after, before);
  return differing;
}

}  // namespace slate::diff
