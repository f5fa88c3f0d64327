// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/compare_versions.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "compiler/check/period_edges.h"
#include "runtime/calendar/civil_time.h"

namespace slate::diff {

namespace {

// The text as it is from a day on.
Text VersionAt(const Text& text, std::int32_t day) {
  Text version{.agreement = text.agreement, .plan = text.plan, .files = text.files};
  for (std::size_t i = 0; i < text.later.size(); ++i) {
    const plan::Plan& plan = text.plan->amended[i];
    if (plan.amendment->from_day <= day) {
      version.agreement = text.later[i];
      version.plan = &plan;
    }
  }
  return version;
}

std::set<std::int32_t> DaysOf(const Text& before, const Text& after) {
  std::set<std::int32_t> days;
  for (const Text* text : {&before, &after}) {
    for (const plan::Plan& plan : text->plan->amended) {
      days.insert(plan.amendment->from_day);
    }
  }
  return days;
}

bool LooksBack(const plan::Plan& plan) {
  const bool reads = std::any_of(plan.nodes.begin(), plan.nodes.end(), [](const plan::Node& node) {
    return node.op == plan::Op::kPrevious ||
           (node.op == plan::Op::kAggregate && node.source == plan::Source::kLastPeriods);
  });
  const auto spans_periods = [](const plan::Settle& settle) {
    return std::any_of(settle.steps.begin(), settle.steps.end(), [](const plan::Step& step) {
      return step.last_periods || step.per;
    });
  };
  return reads || std::any_of(plan.settles.begin(), plan.settles.end(), spans_periods);
}

// What becomes of a period that has begun when the version comes into force.
bool InsideDiffers(const Text& before, const Text& after, std::int32_t day) {
  const auto inside_of = [&](const Text& text) {
    const auto& amendment = text.plan->amendment;
    return amendment && amendment->from_day == day ? std::optional(amendment->inside)
                                                   : std::nullopt;
  };
  return inside_of(before) != inside_of(after) && check::CutsPeriod(*after.plan, day);
}

bool IsSameChange(const Change& a, const Change& b) {
  return a.kind == b.kind && a.term == b.term && a.verdict == b.verdict && a.before == b.before &&
         a.after == b.after && a.witnesses == b.witnesses;
}

class VersionsComparison {
 public:
  VersionsComparison(const Text& before, const Text& after) : before_(before), after_(after) {}

  AgreementChanges Take() {
    all_ = CompareAgreements(before_, after_);
    first_ = all_.changes.size();
    bool differed = all_.verdict != Verdict::kSame;
    for (const std::int32_t day : DaysOf(before_, after_)) {
      const Text a = VersionAt(before_, day);
      const Text b = VersionAt(after_, day);
      AgreementChanges part = CompareAgreements(a, b);
      if (differed && (LooksBack(*a.plan) || LooksBack(*b.plan))) {
        AddUnclear(part, day, Remark::kLooksBack);
      }
      if (InsideDiffers(a, b, day)) {
        AddUnclear(part, day, Remark::kInsideOtherwise);
      }
      differed = differed || part.verdict != Verdict::kSame;
      Add(std::move(part), day);
    }
    if (before_.plan->version_at != after_.plan->version_at && differed) {
      AgreementChanges part;
      AddUnclear(part, std::nullopt, Remark::kVersionByOtherDate);
      Add(std::move(part), std::nullopt);
    }
    return std::move(all_);
  }

 private:
  void AddUnclear(AgreementChanges& part, std::optional<std::int32_t> day, Remark remark) const {
    part.verdict = Join(part.verdict, Verdict::kUnclear);
    part.changes.push_back(
        {.kind = ChangeKind::kAmendment,
         .term = day ? "from " + calendar::FormatDate({*day}) : std::string("version"),
         .verdict = Verdict::kUnclear,
         .note = {.remark = remark}}
    );
  }

  void Add(AgreementChanges part, std::optional<std::int32_t> day) {
    all_.verdict = Join(all_.verdict, part.verdict);
    std::vector<std::string> through;
    for (Change& change : part.changes) {
      const bool known =
          std::any_of(all_.changes.begin(), all_.changes.end(), [&](const Change& c) {
            return IsSameChange(c, change);
          });
      const bool is_own_row =
          change.kind == ChangeKind::kAmendment && change.verdict == Verdict::kSame;
      if (known || is_own_row) {
        continue;
      }
      if (change.verdict != Verdict::kSame) {
        through.push_back(change.term);
      }
      change.since = day ? calendar::FormatDate({*day}) : "";
      all_.changes.push_back(std::move(change));
    }
    Explain(day, part.verdict, through);
  }

  // An amendment is what it changes.
  void Explain(
      std::optional<std::int32_t> day, Verdict verdict, const std::vector<std::string>& through
  ) {
    for (std::size_t i = 0; i < first_; ++i) {
      Change& change = all_.changes[i];
      if (change.kind == ChangeKind::kAmendment && day && StartsOn(change.term, *day)) {
        change.verdict = Join(change.verdict, verdict);
        if (!through.empty()) {
          change.note = {.remark = Remark::kThrough, .terms = through};
        }
      }
    }
  }

  bool StartsOn(const std::string& term, std::int32_t day) const {
    for (const Text* text : {&before_, &after_}) {
      for (const plan::Plan& plan : text->plan->amended) {
        if (plan.amendment->from_day == day && term == "amendment " + plan.amendment->name) {
          return true;
        }
      }
    }
    return false;
  }

  const Text& before_;
  const Text& after_;
  AgreementChanges all_ = {};
  std::size_t first_ = 0;  // changes of the agreement as it begins
};

}  // namespace

AgreementChanges CompareVersions(const Text& before, const Text& after) {
  if (before.later.empty() && after.later.empty()) {
    return CompareAgreements(before, after);
  }
  return VersionsComparison(before, after).Take();
}

}  // namespace slate::diff
