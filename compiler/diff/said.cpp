// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/said.h"

#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/diff/words.h"
#include "runtime/plan/formula.h"
#include "runtime/plan/names.h"

namespace slate::diff {

namespace {

std::string InEnglish(const Quantity& quantity) {
  return InWords(quantity.value, quantity.type) + quantity.times;
}

std::string First(const Said& said) {
  return said.amounts.empty() ? std::string() : InEnglish(said.amounts.front());
}

std::string InARow(const std::vector<Quantity>& amounts) {
  std::string text;
  for (const Quantity& amount : amounts) {
    text += (text.empty() ? "" : ", then ") + InEnglish(amount);
  }
  return text;
}

std::string AmountsInEnglish(const Said& said) {
  const std::string become = said.become.empty() ? "" : " that become " + InARow(said.become);
  return "amounts of " + InARow(said.amounts) + become;
}

std::string StepInEnglish(const Said& said) {
  const std::string per = said.rhythm ? " per " + plan::Show(*said.rhythm) : "";
  return std::string(plan::NameOf(said.step)) + per;
}

// Those without parts.
std::string_view PlainWords(Saying saying) {
  switch (saying) {
    case Saying::kNone: return "none";
    case Saying::kStated: return "said";
    case Saying::kHigherAmount: return "a higher amount";
    case Saying::kLimit: return "the limit";
    case Saying::kClaimsUntil: return "claims until";
    case Saying::kMet: return "met";
    case Saying::kMissed: return "missed";
    case Saying::kPromised: return "promised";
    case Saying::kPromisedNothing: return "promised nothing";
    case Saying::kTaken: return "is taken";
    case Saying::kNotTaken: return "is not taken";
    case Saying::kMatters: return "matters";
    case Saying::kMattersNot: return "does not matter";
    case Saying::kCounts: return "counts";
    case Saying::kCountsNot: return "does not count";
    case Saying::kOne: return "are one";
    case Saying::kTwo: return "are two";
    case Saying::kInQuota: return "is in it";
    case Saying::kBeyondQuota: return "is beyond it";
    case Saying::kNothing:
    case Saying::kFormula:
    case Saying::kQuantity:
    case Saying::kValue:
    case Saying::kAmount:
    case Saying::kAmounts:
    case Saying::kStretch:
    case Saying::kApart:
    case Saying::kAfterQuota:
    case Saying::kIntoStretch:
    case Saying::kMember:
    case Saying::kLine:
    case Saying::kStep:
    case Saying::kInAll: break;
  }
  return {};
}

std::string_view PlainWords(Remark remark) {
  switch (remark) {
    case Remark::kNone:
    case Remark::kThrough:
    case Remark::kJudgedForEach: break;
    case Remark::kNothingStandsOnIt: return "no term that anyone gains or loses by stands on it";
    case Remark::kOtherScope:
      return "figures of different scopes cannot be compared value by value";
    case Remark::kHasBonus: return "it has a bonus, which is owed the other way";
    case Remark::kOtherPeriods: return "it is judged over other periods";
    case Remark::kOtherMembers: return "it is held for other members";
    case Remark::kOtherHolder: return "another party holds it";
    case Remark::kOtherDebtor: return "another party owes it";
    case Remark::kOtherRhythm:
      return "it is due in another rhythm, or shown to be done by something else";
    case Remark::kOtherWindows: return "it is settled for other windows, members or parties";
    case Remark::kRunningTotal:
      return "under a cap over several periods this is true of the running total";
    case Remark::kLongerPeriod:
      return "a longer period evens out, a shorter one starts afresh: neither is better in all "
             "cases";
    case Remark::kTermCuts: return "the term cuts a period";
    case Remark::kBoundOtherwise: return "both parties are bound for another time";
    case Remark::kEdgesMove: return "every edge of a day or period moves";
    case Remark::kOtherCurrency: return "amounts are owed in another currency";
    case Remark::kOtherParty: return "another party";
    case Remark::kOtherPartyOrPlan: return "another party, or another plan";
    case Remark::kLooksBack:
      return "earlier periods are settled differently, and later ones look back at them";
    case Remark::kInsideOtherwise:
      return "the period that has begun on that day is settled in another way";
    case Remark::kVersionByOtherDate:
      return "which version holds for a customer is fixed by another date";
  }
  return {};
}

}  // namespace

std::string InEnglish(const Said& said) {
  switch (said.saying) {
    case Saying::kFormula: return said.text;
    case Saying::kQuantity: return First(said);
    case Saying::kValue: return "value " + First(said);
    case Saying::kAmount: return "an amount of " + First(said);
    case Saying::kAmounts: return AmountsInEnglish(said);
    case Saying::kStretch: return "a stretch of " + First(said);
    case Saying::kApart: return fmt::format("two stretches {} apart", First(said));
    case Saying::kAfterQuota: return fmt::format("the time after {} of the quota", First(said));
    case Saying::kIntoStretch: return fmt::format("the time {} into a stretch", First(said));
    case Saying::kMember: return fmt::format("{}", fmt::join(said.names, " "));
    case Saying::kLine: return fmt::format("{}", fmt::join(said.names, "."));
    case Saying::kStep: return StepInEnglish(said);
    case Saying::kInAll: return First(said) + " in all by then";
    case Saying::kNothing:
    case Saying::kNone:
    case Saying::kStated:
    case Saying::kHigherAmount:
    case Saying::kLimit:
    case Saying::kClaimsUntil:
    case Saying::kMet:
    case Saying::kMissed:
    case Saying::kPromised:
    case Saying::kPromisedNothing:
    case Saying::kTaken:
    case Saying::kNotTaken:
    case Saying::kMatters:
    case Saying::kMattersNot:
    case Saying::kCounts:
    case Saying::kCountsNot:
    case Saying::kOne:
    case Saying::kTwo:
    case Saying::kInQuota:
    case Saying::kBeyondQuota: break;
  }
  return std::string(PlainWords(said.saying));
}

std::string PlaceInEnglish(const Witness& witness) {
  const std::string at = InEnglish(witness.at);
  if (witness.members.empty()) {
    return at;
  }
  return fmt::format("{}{}{}", fmt::join(witness.members, ", "), at.empty() ? "" : ": ", at);
}

std::string InEnglish(const Note& note) {
  if (note.remark == Remark::kThrough) {
    return fmt::format("through {}", fmt::join(note.terms, ", "));
  }
  if (note.remark == Remark::kJudgedForEach) {
    return note.terms.front() + " is judged for each of its members";
  }
  return std::string(PlainWords(note.remark));
}

Said Says(Saying saying, const exact::Rational& value, const plan::Type& type) {
  return {.saying = saying, .amounts = {{.value = value, .type = type}}};
}

Said SaysFormula(std::string formula) {
  return {.saying = Saying::kFormula, .text = std::move(formula)};
}

}  // namespace slate::diff
