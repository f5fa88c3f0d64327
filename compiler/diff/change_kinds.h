// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "runtime/diag/diagnostic.h"

namespace slate::diff {

// What can change in an agreement. The order is that of the table.
enum class ChangeKind : std::uint8_t {
  kAgreementAdded,
  kAgreementRemoved,
  kSettlement,
  kObjectiveAdded,
  kObjectiveRemoved,
  kObjectiveScope,
  kMeasure,
  kTarget,
  kCredit,
  kBonus,
  kOnlyWhen,
  kTotal,
  kDrop,
  kHold,
  kCap,
  kLess,
  kRounding,
  kClaim,
  kUndecided,
  kRight,
  kDuty,
  kGiven,
  kAttested,
  kLet,
  kInput,
  kCalendar,
  kKey,
  kUnit,
  kOpening,
  kPeriod,
  kPartial,
  kTerm,
  kZone,
  kCurrency,
  kParty,
  kBacking,
  kLevel,
  kAmendment,
  kRenamed,
  kVersion,
  kWording,
  kClause,
  kExample,
};

// One kind of change: its code with the explanation that `slate explain` prints, and its sentence
// in a list of changes.
struct KindOfChange {
  ChangeKind id;
  diag::Kind kind;
  std::string_view sentence;
  bool is_wording = false;  // never changes what the parties owe each other
};

const KindOfChange& Describe(ChangeKind kind);
std::span<const KindOfChange> AllKindsOfChange();

// What can keep two texts from being compared.
extern const diag::Kind kNothingToCompare;
extern const diag::Kind kNoSuchRevision;

}  // namespace slate::diff
