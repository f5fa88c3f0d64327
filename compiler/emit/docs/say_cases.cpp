// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/say_cases.h"

#include <string_view>

#include "compiler/emit/docs/ink.h"

namespace slate::emit::docs {

namespace {

using diff::Said;
using diff::Saying;

bool IsFormula(const Said& said) {
  return said.saying == Saying::kFormula;
}

diff::ChangeKind KindOf(plan::Step::Kind step) {
  using Kind = plan::Step::Kind;
  switch (step) {
    case Kind::kDrop: return diff::ChangeKind::kDrop;
    case Kind::kHold: return diff::ChangeKind::kHold;
    case Kind::kCap: return diff::ChangeKind::kCap;
    case Kind::kLess: return diff::ChangeKind::kLess;
    case Kind::kRound: return diff::ChangeKind::kRounding;
    case Kind::kClaim: return diff::ChangeKind::kClaim;
    case Kind::kUndecided: return diff::ChangeKind::kUndecided;
  }
  return diff::ChangeKind::kCap;
}

}  // namespace

std::string CaseSpeaker::Amount(const diff::Quantity& quantity) const {
  const std::string amount = speaker_.Quantity(quantity.value, quantity.type).Text();
  constexpr std::string_view kTimes = " * ";
  if (quantity.times.rfind(kTimes, 0) != 0) {
    return amount + Plain(quantity.times);
  }
  return speaker_.Say(
      v_.times_formula,
      {{"x", amount},
       {"formula", WithStyle(Plain(quantity.times.substr(kTimes.size())), Ink::Style::kCode)}}
  );
}

Noun CaseSpeaker::FirstOf(const Said& said) const {
  if (said.amounts.empty()) {
    return std::string();
  }
  const diff::Quantity& first = said.amounts.front();
  return first.times.empty() ? speaker_.Quantity(first.value, first.type) : Noun(Amount(first));
}

std::string CaseSpeaker::InARow(const std::vector<diff::Quantity>& amounts) const {
  std::vector<std::string> words;
  for (const diff::Quantity& amount : amounts) {
    words.push_back(Amount(amount));
  }
  return speaker_.And(words);
}

std::string CaseSpeaker::Member(const std::string& label) const {
  const plan::Key* key = terms_.KeyOfMember(label);
  return speaker_.Quoted(terms_.Shown(key == nullptr ? label : key->name + "." + label));
}

Noun CaseSpeaker::Rhythm(const plan::Rhythm& rhythm) const {
  const Phrasebook& p = speaker_.phrases;
  using Unit = plan::Rhythm::Unit;
  switch (rhythm.unit) {
    case Unit::kDay: return speaker_.Np(p.rhythm_days_plain, {{"days", speaker_.Unit(1, "day")}});
    case Unit::kWeek: return speaker_.Np(p.rhythm_week);
    case Unit::kMonth: return speaker_.Np(p.rhythm_month);
    case Unit::kQuarter: return speaker_.Np(p.rhythm_quarter);
    case Unit::kYear: return speaker_.Np(rhythm.contract ? p.rhythm_contract_year : p.rhythm_year);
    case Unit::kDays:
      return speaker_.Np(p.rhythm_days_plain, {{"days", speaker_.Unit(rhythm.count, "day")}});
    case Unit::kTerm: return speaker_.Np(p.rhythm_term);
  }
  return speaker_.Np(p.rhythm_period);
}

std::string CaseSpeaker::Step(const Said& said) const {
  const std::string kind = Kind(KindOf(said.step));
  return said.rhythm ? speaker_.Say(v_.at_step_per, {{"x", kind}, {"rhythm", Rhythm(*said.rhythm)}})
                     : speaker_.Say(v_.at_step, {{"x", kind}});
}

std::string CaseSpeaker::Place(const Said& said) const {
  const auto with = [&](const Phrase& phrase) {
    return speaker_.Say(phrase, {{"x", FirstOf(said)}});
  };
  switch (said.saying) {
    case Saying::kValue: return with(v_.at_value);
    case Saying::kAmount: return with(v_.at_amount);
    case Saying::kAmounts:
      return speaker_.Say(
          said.become.empty() ? v_.at_amounts : v_.at_amounts_become,
          {{"xs", InARow(said.amounts)}, {"ys", InARow(said.become)}}
      );
    case Saying::kHigherAmount: return speaker_.Say(v_.at_higher_amount);
    case Saying::kLimit: return speaker_.Say(v_.at_limit);
    case Saying::kStretch: return with(v_.at_stretch);
    case Saying::kApart: return with(v_.at_apart);
    case Saying::kAfterQuota: return with(v_.after_quota);
    case Saying::kIntoStretch: return with(v_.into_stretch);
    case Saying::kMember:
      return speaker_.Say(
          v_.at_member,
          {{"x", speaker_.Quoted(terms_.Shown(said.names.front() + "." + said.names.back()))}}
      );
    case Saying::kLine: {
      const bool bonus = said.names.back() == "bonus";
      return speaker_.Say(
          v_.at_line,
          {{"x", terms_.Linked(said.names.front())},
           {"field", Kind(bonus ? diff::ChangeKind::kBonus : diff::ChangeKind::kCredit)}}
      );
    }
    case Saying::kStep: return Step(said);
    case Saying::kClaimsUntil:
    case Saying::kNothing:
    case Saying::kFormula:
    case Saying::kQuantity:
    case Saying::kNone:
    case Saying::kStated:
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
    case Saying::kBeyondQuota:
    case Saying::kInAll: break;
  }
  return {};
}

std::string CaseSpeaker::Outcome(const Said& said) const {
  const auto say = [&](const Phrase& phrase) {
    return speaker_.Say(phrase);
  };
  switch (said.saying) {
    case Saying::kQuantity: return FirstOf(said).Text();
    case Saying::kInAll: return speaker_.Say(v_.in_all, {{"x", FirstOf(said)}});
    case Saying::kNone: return say(v_.none);
    case Saying::kStated: return say(v_.stated);
    case Saying::kMet: return say(speaker_.phrases.met);
    case Saying::kMissed: return say(speaker_.phrases.missed);
    case Saying::kPromised: return say(v_.promised);
    case Saying::kPromisedNothing: return say(v_.promised_nothing);
    case Saying::kTaken: return say(v_.taken);
    case Saying::kNotTaken: return say(v_.not_taken);
    case Saying::kCounts: return say(v_.counts);
    case Saying::kCountsNot: return say(v_.counts_not);
    case Saying::kOne: return say(v_.as_one);
    case Saying::kTwo: return say(v_.as_two);
    case Saying::kInQuota: return say(v_.in_quota);
    case Saying::kBeyondQuota: return say(v_.beyond_quota);
    case Saying::kNothing:
    case Saying::kFormula:
    case Saying::kMatters:
    case Saying::kMattersNot:
    case Saying::kValue:
    case Saying::kAmount:
    case Saying::kAmounts:
    case Saying::kHigherAmount:
    case Saying::kLimit:
    case Saying::kClaimsUntil:
    case Saying::kStretch:
    case Saying::kApart:
    case Saying::kAfterQuota:
    case Saying::kIntoStretch:
    case Saying::kMember:
    case Saying::kLine:
    case Saying::kStep: break;
  }
  return {};
}

std::optional<std::string> CaseSpeaker::Case(const diff::Witness& witness) const {
  const std::string before = Outcome(witness.before);
  const std::string after = Outcome(witness.after);
  if (IsFormula(witness.at) || before.empty() || after.empty()) {
    return std::nullopt;
  }
  std::string text;
  for (const std::string& member : witness.members) {
    text += (text.empty() ? "" : ", ") + Member(member);
  }
  const std::string at = Place(witness.at);
  const Slots slots{{"at", at}, {"before", before}, {"after", after}};
  const std::string shown = speaker_.Say(at.empty() ? v_.shown : v_.shown_at, slots);
  return text.empty() ? shown : speaker_.Say(v_.for_members, {{"members", text}, {"text", shown}});
}

const Phrase* CaseSpeaker::PlainRemark(diff::Remark remark) const {
  using diff::Remark;
  switch (remark) {
    case Remark::kNone: return nullptr;
    case Remark::kThrough: return &v_.through;
    case Remark::kNothingStandsOnIt: return &v_.nothing_stands_on_it;
    case Remark::kJudgedForEach: return &v_.judged_for_each;
    case Remark::kOtherScope: return &v_.other_scope;
    case Remark::kHasBonus: return &v_.has_bonus;
    case Remark::kOtherPeriods: return &v_.other_periods;
    case Remark::kOtherMembers: return &v_.other_members;
    case Remark::kOtherHolder: return &v_.other_holder;
    case Remark::kOtherDebtor: return &v_.other_debtor;
    case Remark::kOtherRhythm: return &v_.other_rhythm;
    case Remark::kOtherWindows: return &v_.other_windows;
    case Remark::kRunningTotal: return &v_.running_total;
    case Remark::kLongerPeriod: return &v_.longer_period;
    case Remark::kTermCuts: return &v_.term_cuts;
    case Remark::kBoundOtherwise: return &v_.bound_otherwise;
    case Remark::kEdgesMove: return &v_.edges_move;
    case Remark::kOtherCurrency: return &v_.other_currency;
    case Remark::kOtherParty: return &v_.other_party;
    case Remark::kOtherPartyOrPlan: return &v_.other_party_or_plan;
    case Remark::kLooksBack: return &v_.looks_back;
    case Remark::kInsideOtherwise: return &v_.inside_otherwise;
    case Remark::kVersionByOtherDate: return &v_.version_by_other_date;
  }
  return nullptr;
}

std::string CaseSpeaker::Remark(
    const diff::Note& note, const std::function<std::string(const std::string&)>& label
) const {
  const Phrase* phrase = PlainRemark(note.remark);
  if (phrase == nullptr) {
    return {};
  }
  std::vector<std::string> terms;
  for (const std::string& term : note.terms) {
    terms.push_back(label(term));
  }
  const std::string all = speaker_.And(terms);
  return speaker_.Say(*phrase, {{"terms", all}, {"x", all}});
}

std::string CaseSpeaker::Gains(diff::Verdict verdict) const {
  switch (verdict) {
    case diff::Verdict::kSame: return speaker_.Say(v_.gains_nobody);
    case diff::Verdict::kCustomerGains: return speaker_.Say(v_.gains_customer);
    case diff::Verdict::kProviderGains: return speaker_.Say(v_.gains_provider);
    case diff::Verdict::kMixed: return speaker_.Say(v_.gains_mixed);
    case diff::Verdict::kUnclear: return speaker_.Say(v_.gains_unclear);
  }
  return {};
}

std::string CaseSpeaker::Kind(diff::ChangeKind kind) const {
  return speaker_.Say(v_.kinds[static_cast<std::size_t>(kind)]);
}

}  // namespace slate::emit::docs
