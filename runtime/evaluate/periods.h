// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/calendar/window.h"
#include "runtime/evaluate/ground.h"
#include "runtime/plan/plan.h"

namespace slate::evaluate {

using PeriodId = int;
inline constexpr PeriodId kNoPeriod = -1;

// One window of a rhythm in which figures are read. Track 0 is the agreement's own rhythm, the
// other tracks belong to objectives and duties that state their own.
struct Period {
  std::string label;
  Run whole;        // P; the term's period may be open
  SpanSet in_term;  // P ∩ term
  std::size_t track = 0;
  PeriodId before = kNoPeriod;      // the one in front of it on its track
  bool opening = false;             // before the settled ones: only openings speak of it
  bool recorded = false;            // settled earlier: only what was recorded speaks of it
  PeriodId split_from = kNoPeriod;  // the period it is a piece of
};

// The dates between which the agreement is in force, as instants.
Run TermOf(const calendar::TimeZone& zone, std::int32_t first, std::optional<std::int32_t> last);

// The whole term as the only window of its rhythm.
calendar::Window TermWindow(Run term);

// The periods that are settled, with those of other rhythms that end in them.
class Periods {
 public:
  // Periods that meet one of `wanted` and the term, after those recorded. term_first anchors
  // contract years.
  Periods(
      const Ground& ground,
      Run term,
      std::int32_t term_first,
      const std::vector<Run>& wanted,
      const std::vector<Run>& recorded = {}
  );

  const Period& operator[](PeriodId id) const { return all_[static_cast<std::size_t>(id)]; }
  const std::vector<PeriodId>& settled() const { return settled_; }
  // Those recorded and those settled now, in order.
  const std::vector<PeriodId>& known() const { return known_; }
  std::size_t TrackOf(const std::optional<plan::Rhythm>& rhythm) const;
  // The periods of a track that end in a settled period; of track 0 the period itself.
  const std::vector<PeriodId>& EndingIn(std::size_t track, PeriodId period) const;
  // The period of a track that speaks for `period`, which may be of another track.
  PeriodId On(std::size_t track, PeriodId period) const;

  // The term as a period, if something has it as its rhythm.
  PeriodId WholeTerm() const;
  // A piece of a period, cut where a fact changes (SEMANTICS §11, split).
  PeriodId AddPiece(PeriodId period, SpanSet in_term);

  Run term() const { return term_; }
  std::int32_t term_first() const { return term_first_; }
  // From the first settled instant to the last; empty if there is none.
  Run hull() const;

 private:
  void AddSettled(const std::vector<Run>& wanted, const std::vector<Run>& recorded);
  std::vector<calendar::Window> WindowsIn(
      const calendar::Rhythm& rhythm, const std::vector<Run>& runs
  ) const;
  void AddTracks(const plan::Plan& plan);
  void AddTrack(const plan::Rhythm& rhythm);
  void AddTerm(std::size_t track);
  void AddOpenings(const calendar::Rhythm& rhythm, const calendar::Window& first);
  void AddWindowsEndingIn(std::size_t track, PeriodId period);
  PeriodId Append(const calendar::Window& window, std::size_t track);
  bool EndsIn(const calendar::Window& window, const Period& period) const;

  const Ground& ground_;
  Run term_;
  std::int32_t term_first_;
  std::vector<Period> all_;
  std::vector<PeriodId> settled_;
  std::vector<PeriodId> known_;
  std::vector<plan::Rhythm> tracks_;
  std::vector<PeriodId> last_of_track_;
  std::vector<std::vector<std::vector<PeriodId>>> ending_in_;  // by track and place in all_
};

}  // namespace slate::evaluate
