// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/exact/rational.h"
#include "runtime/plan/plan.h"

namespace slate::diff {

// What a case says. Reports say it in English, contracts in their own language.
enum class Saying : std::uint8_t {
  kNothing,
  kFormula,   // text
  kQuantity,  // amounts[0]
  kNone,
  kStated,  // it is there, and no more can be said
  // Where a difference shows
  kValue,         // at the value amounts[0]
  kAmount,        // an amount of amounts[0]
  kAmounts,       // amounts one after the other, which become `become`
  kHigherAmount,  // one above the limit
  kLimit,
  kClaimsUntil,
  kStretch,      // one as long as amounts[0]
  kApart,        // two with amounts[0] between them
  kAfterQuota,   // the time after amounts[0] of a quota
  kIntoStretch,  // the time amounts[0] into a stretch
  kMember,       // names: key, member
  kLine,         // names: objective, field
  kStep,         // step, rhythm
  // What comes of it
  kMet,
  kMissed,
  kPromised,
  kPromisedNothing,
  kTaken,
  kNotTaken,
  kMatters,
  kMattersNot,
  kCounts,
  kCountsNot,
  kOne,
  kTwo,
  kInQuota,
  kBeyondQuota,
  kInAll,  // amounts[0] in all by then
};

struct Quantity {
  exact::Rational value = 0;
  plan::Type type = {};
  std::string times = {};  // ` * fee`, what is not known

  bool operator==(const Quantity&) const = default;
};

struct Said {
  Saying saying = Saying::kNothing;
  std::vector<Quantity> amounts = {};
  std::vector<Quantity> become = {};
  std::vector<std::string> names = {};
  std::string text = {};
  plan::Step::Kind step = plan::Step::Kind::kCap;
  std::optional<plan::Rhythm> rhythm = {};

  bool operator==(const Said&) const = default;
};

// A case in which a term differs: `at value 99.92%`, what came of it before, what comes of it now.
struct Witness {
  std::vector<std::string> members = {};  // of keys that tables choose by
  Said at = {};
  Said before = {};
  Said after = {};

  bool operator==(const Witness&) const = default;
};

// What is to be known about a verdict.
enum class Remark : std::uint8_t {
  kNone,
  kThrough,  // terms
  kNothingStandsOnIt,
  kJudgedForEach,  // terms[0]
  kOtherScope,
  kHasBonus,
  kOtherPeriods,
  kOtherMembers,
  kOtherHolder,
  kOtherDebtor,
  kOtherRhythm,
  kOtherWindows,
  kRunningTotal,
  kLongerPeriod,
  kTermCuts,
  kBoundOtherwise,
  kEdgesMove,
  kOtherCurrency,
  kOtherParty,
  kOtherPartyOrPlan,
  kLooksBack,
  kInsideOtherwise,
  kVersionByOtherDate,
};

struct Note {
  Remark remark = Remark::kNone;
  std::vector<std::string> terms = {};

  bool operator==(const Note&) const = default;
};

// In English: `value 99.92%`; nothing for kNothing.
std::string InEnglish(const Said& said);
// `gold: value 99.92%`
std::string PlaceInEnglish(const Witness& witness);
std::string InEnglish(const Note& note);

// Of one amount.
Said Says(Saying saying, const exact::Rational& value, const plan::Type& type);
Said SaysFormula(std::string formula);

}  // namespace slate::diff
