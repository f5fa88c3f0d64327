// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "compiler/diff/change_kinds.h"
#include "compiler/emit/docs/speech.h"

// What a document says of the versions of an agreement: amendments, and what changes from one text
// to another. Patterns as in phrasebook.h.
namespace slate::emit::docs {

inline constexpr std::size_t kKindsOfChange =
    static_cast<std::size_t>(diff::ChangeKind::kExample) + 1;

struct VersionPhrases {
  // Amendments
  Phrase consolidated;
  Phrase reads_latest;
  Phrase reads_between;
  Phrase reads_first;
  Phrase amendment;
  Phrase amendment_named;
  Phrase amendment_plain;
  Phrase amendment_later;
  Phrase amended_text;
  Phrase kept_version;
  Phrase inside_next;
  Phrase inside_splits;
  // The page of changes
  Phrase changes_heading;
  Phrase changes_text;
  Phrase all_together;
  Phrase nothing_changes;
  Phrase term;
  Phrase before;
  Phrase after;
  Phrase who_gains;
  Phrase for_example;
  Phrase gains_customer;
  Phrase gains_provider;
  Phrase gains_mixed;
  Phrase gains_unclear;
  Phrase gains_nobody;
  Phrase term_kind;
  Phrase since;
  Phrase as_below;
  Phrase same_meaning;
  Phrase only_words;
  Phrase same_terms;
  Phrase entry;
  Phrase between_entries;
  // Cases
  Phrase shown_at;
  Phrase shown;
  Phrase for_members;
  Phrase times_formula;
  Phrase at_value;
  Phrase at_amount;
  Phrase at_amounts;
  Phrase at_amounts_become;
  Phrase at_higher_amount;
  Phrase at_limit;
  Phrase at_stretch;
  Phrase at_apart;
  Phrase after_quota;
  Phrase into_stretch;
  Phrase at_member;
  Phrase at_line;
  Phrase at_step;
  Phrase at_step_per;
  Phrase none;
  Phrase stated;
  Phrase promised;
  Phrase promised_nothing;
  Phrase taken;
  Phrase not_taken;
  Phrase counts;
  Phrase counts_not;
  Phrase as_one;
  Phrase as_two;
  Phrase in_quota;
  Phrase beyond_quota;
  Phrase in_all;
  // Remarks
  Phrase through;
  Phrase nothing_stands_on_it;
  Phrase judged_for_each;
  Phrase other_scope;
  Phrase has_bonus;
  Phrase other_periods;
  Phrase other_members;
  Phrase other_holder;
  Phrase other_debtor;
  Phrase other_rhythm;
  Phrase other_windows;
  Phrase running_total;
  Phrase longer_period;
  Phrase term_cuts;
  Phrase bound_otherwise;
  Phrase edges_move;
  Phrase other_currency;
  Phrase other_party;
  Phrase other_party_or_plan;
  Phrase looks_back;
  Phrase inside_otherwise;
  Phrase version_by_other_date;
  // Stored periods
  Phrase stored_heading;
  Phrase stored_text;
  Phrase period;
  Phrase settled;
  Phrase difference;
  Phrase total;
  Phrase incomplete;
  // Nouns for what changes, in the order of the kinds
  std::array<Phrase, kKindsOfChange> kinds;
};

const VersionPhrases& VersionPhrasesIn(std::string_view tag);

extern const VersionPhrases kEnglishVersions;
extern const VersionPhrases kGermanVersions;
extern const VersionPhrases kRussianVersions;
extern const VersionPhrases kChineseVersions;

}  // namespace slate::emit::docs
