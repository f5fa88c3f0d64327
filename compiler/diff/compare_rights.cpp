// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/diff/comparing.h"
#include "runtime/plan/formula.h"

namespace slate::diff {

namespace {

template <typename T>
const T* FindBy(const std::vector<T>& items, const std::string& name, std::string T::*member) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const T& item) { return item.*member == name; });
  return found == items.end() ? nullptr : &*found;
}

bool IsCustomer(const plan::Plan& plan, const std::string& party) {
  return party == plan.customer.name || party == "customer";
}

// A condition: less of it where it is new.
Ordered OfCondition(
    Comparing& comparing, std::optional<NodeId> before, std::optional<NodeId> after
) {
  Ordered order = OrderOf(comparing, before, after, Order::kLess);
  const bool open = order.order == Order::kUnknown || order.order == Order::kEither;
  if (open && before && after) {
    const NodeId old_node = comparing.joint.Import(Side::kOld, *before);
    const NodeId new_node = comparing.joint.Import(Side::kNew, *after);
    const Order tried = ImplicationOf(comparing, old_node, new_node);
    order.order = tried == Order::kUnknown ? order.order : tried;
  }
  return order;
}

Finding RightIn(Comparing& comparing, const plan::Right& before, const plan::Right& after) {
  const bool customer = IsCustomer(comparing.after(), after.party);
  if (comparing.before().period != comparing.after().period && (before.when || after.when)) {
    return {
        .verdict = Verdict::kUnclear, .witnesses = {}, .note = {.remark = Remark::kOtherPeriods}};
  }
  const bool same_holder = IsCustomer(comparing.before(), before.party) == customer;
  std::vector<std::string> keys;
  for (const std::string& key : before.keys) {
    keys.push_back(comparing.joint.KeyName(Side::kOld, key));
  }
  if (!same_holder || keys != after.keys) {
    return {
        .verdict = Verdict::kUnclear,
        .witnesses = {},
        .note = {.remark = same_holder ? Remark::kOtherMembers : Remark::kOtherHolder}};
  }
  Ordered when = OfCondition(comparing, before.when, after.when);
  // A right without an end stands for ever.
  Ordered until = OrderOf(comparing, before.until, after.until, Order::kLess);
  const Order order = Join(when.order, until.order);
  Finding finding{
      .verdict = ForCustomer(customer ? order : Flip(order)),
      .witnesses = std::move(when.witnesses)};
  finding.witnesses.insert(finding.witnesses.end(), until.witnesses.begin(), until.witnesses.end());
  return finding;
}

Verdict Gained(bool by_customer, Side side) {
  return by_customer == (side == Side::kNew) ? Verdict::kCustomerGains : Verdict::kProviderGains;
}

bool Owed(const plan::Plan& plan, const plan::Duty& duty, bool by_customer) {
  return std::any_of(duty.parties.begin(), duty.parties.end(), [&](const std::string& party) {
    return IsCustomer(plan, party) == by_customer;
  });
}

Verdict DutyOf(const plan::Plan& plan, const plan::Duty& duty, Side side) {
  const bool both = Owed(plan, duty, true) && Owed(plan, duty, false);
  return both ? Verdict::kMixed : Gained(Owed(plan, duty, false), side);
}

Finding DutyIn(Comparing& comparing, const plan::Duty& before, const plan::Duty& after) {
  const auto by_customer = [&](const plan::Plan& plan, const plan::Duty& duty) {
    return std::pair(Owed(plan, duty, true), Owed(plan, duty, false));
  };
  if (by_customer(comparing.before(), before) != by_customer(comparing.after(), after)) {
    return {
        .verdict = Verdict::kUnclear, .witnesses = {}, .note = {.remark = Remark::kOtherDebtor}};
  }
  if (before.per != after.per || before.done_by != after.done_by) {
    return {
        .verdict = Verdict::kUnclear, .witnesses = {}, .note = {.remark = Remark::kOtherRhythm}};
  }
  Ordered when = OfCondition(comparing, before.when, after.when);
  Ordered until = OrderOf(comparing, before.until, after.until, Order::kLess);
  const Order order = Against(when.order, until.order);  // due later is owed less
  const bool both = Owed(comparing.after(), after, true) && Owed(comparing.after(), after, false);
  Finding finding{
      .verdict = both && order != Order::kSame           ? Verdict::kMixed
                 : Owed(comparing.after(), after, false) ? ForCustomer(order)
                                                         : ForCustomer(Flip(order)),
      .witnesses = std::move(when.witnesses)};
  finding.witnesses.insert(finding.witnesses.end(), until.witnesses.begin(), until.witnesses.end());
  return finding;
}

}  // namespace

void CompareRights(Comparing& comparing) {
  for (const plan::Right& after : comparing.after().rights) {
    const plan::Right* before = FindBy(comparing.before().rights, after.name, &plan::Right::name);
    comparing.Put(
        "right " + after.name,
        before != nullptr
            ? RightIn(comparing, *before, after)
            : Finding{.verdict = Gained(IsCustomer(comparing.after(), after.party), Side::kNew)}
    );
  }
  for (const plan::Right& before : comparing.before().rights) {
    if (FindBy(comparing.after().rights, before.name, &plan::Right::name) == nullptr) {
      comparing.Put(
          "right " + before.name,
          {.verdict = Gained(IsCustomer(comparing.before(), before.party), Side::kOld)}
      );
    }
  }
}

void CompareDuties(Comparing& comparing) {
  const auto path = [](const plan::Duty& duty) {
    return fmt::format("duty \"{}\"", duty.title);
  };
  for (const plan::Duty& after : comparing.after().duties) {
    const plan::Duty* before = FindBy(comparing.before().duties, after.title, &plan::Duty::title);
    comparing.Put(
        path(after),
        before != nullptr ? DutyIn(comparing, *before, after)
                          : Finding{.verdict = DutyOf(comparing.after(), after, Side::kNew)}
    );
  }
  for (const plan::Duty& before : comparing.before().duties) {
    if (FindBy(comparing.after().duties, before.title, &plan::Duty::title) == nullptr) {
      comparing.Put(path(before), {.verdict = DutyOf(comparing.before(), before, Side::kOld)});
    }
  }
}

}  // namespace slate::diff
