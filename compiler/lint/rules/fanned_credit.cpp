// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/payment.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"

namespace slate::lint::rules {

namespace {

// Settlements that add this credit up over its keys, without a cap.
bool IsAddedUp(const plan::Plan& plan, const plan::Objective& objective) {
  const auto payments = PaymentsOf(plan, objective.name);
  return std::any_of(payments.begin(), payments.end(), [](const Payment& p) {
    return p.is_sum() && !p.is_capped() && p.settle->keys.empty();
  });
}

// How many times the credit can be owed; nothing where the key is open.
struct Fan {
  bool exists = false;
  std::optional<std::int64_t> count = 1;
  std::string keys = {};
};

Fan FanOf(const plan::Plan& plan, const plan::Objective& objective) {
  Fan fan;
  for (const std::string& name : objective.keys) {
    const bool bound = std::any_of(plan.bound.begin(), plan.bound.end(), [&](const auto& b) {
      return b.first == name;
    });
    const auto key = std::find_if(plan.keys.begin(), plan.keys.end(), [&](const auto& k) {
      return k.name == name;
    });
    if (bound || key == plan.keys.end()) {
      continue;
    }
    fan.exists = true;
    fan.keys += (fan.keys.empty() ? "" : ", ") + name;
    fan.count = fan.count && key->closed
                    ? std::optional(*fan.count * static_cast<std::int64_t>(key->members.size()))
                    : std::nullopt;
  }
  return fan;
}

// The one fee that the credit is a share of, if it is the same for all members.
const plan::Node* CommonFee(const plan::Plan& plan, const analysis::Factor& factor) {
  if (factor.size() != 1 || factor.begin()->second != 1) {
    return nullptr;
  }
  const plan::Node& node = plan[factor.begin()->first];
  return node.op == plan::Op::kGiven && node.args.empty() ? &node : nullptr;
}

void Look(const Promise& promise) {
  const plan::Plan& plan = promise.subject->plan;
  const Fan fan = FanOf(plan, *promise.objective);
  const auto& credit = promise.credit;
  const plan::Node* fee = credit && fan.exists ? CommonFee(plan, credit->factor) : nullptr;
  const auto missed = promise.Missed();
  const auto range = fee != nullptr && missed ? analysis::RangeOn(*credit, *missed) : std::nullopt;
  if (!range || !range->high || (fan.count && range->high->value * *fan.count <= Rational(1))) {
    return;
  }
  const std::string most =
      fan.count
          ? fmt::format(
                "all {} together pay {} of `{}`",
                *fan.count,
                ShowPercent(range->high->value * *fan.count),
                fee->name
            )
          : fmt::format(
                "each pays up to {} of the same `{}`", ShowPercent(range->high->value), fee->name
            );
  auto& problem = promise.subject->sink.Report(
      diag::kFannedCredit,
      SpanOf<ast::Credit>(*promise.source),
      fmt::format("owed once for each `{}`: {}", fan.keys, most)
  );
  problem.help = fmt::format(
      "give the fee by key, `given {}: money by {}`, take the `highest of`, or add a `cap`",
      fee->name,
      fan.keys
  );
}

void Run(const Subject& subject) {
  for (const Promise& promise : subject.open) {
    if (promise.objective->credit && promise.HasVerdict() &&
        IsAddedUp(subject.plan, *promise.objective)) {
      Look(promise);
    }
  }
}

}  // namespace

const Rule kFannedCredit{
    .kind = &diag::kFannedCredit,
    .bad_example =
        "key service { web, mail, shop }\n"
        "input outage { service: service  from, to: instant } complete\n"
        "given fee: money\n"
        "objective uptime each service {\n"
        "  measure availability(spans(outage), period)\n"
        "  target >= 99.9%\n"
        "  credit fee * ladder { < 99.9%: 10%, < 99%: 50% }\n"
        "}\n"
        "settle { sum of uptime  round half_up to 0.01 EUR }",
    .good_example =
        "key service { web, mail, shop }\n"
        "input outage { service: service  from, to: instant } complete\n"
        "given fee: money by service\n"
        "objective uptime each service {\n"
        "  measure availability(spans(outage), period)\n"
        "  target >= 99.9%\n"
        "  credit fee * ladder { < 99.9%: 10%, < 99%: 50% }\n"
        "}\n"
        "settle { sum of uptime  round half_up to 0.01 EUR }",
    .run = Run,
};

}  // namespace slate::lint::rules
