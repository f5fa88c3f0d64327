// SPDX-License-Identifier: Apache-2.0
#include "runtime/evaluate/periods.h"

#include <algorithm>
#include <utility>

#include "runtime/base/check.h"

namespace slate::evaluate {

namespace {

const std::vector<PeriodId> kNone;

// The earliest date of which an opening speaks.
std::optional<std::int32_t> FirstOpeningDay(const plan::Plan& plan) {
  std::optional<std::int32_t> first;
  for (const plan::Opening& opening : plan.openings) {
    for (const plan::TimelineStep& step : opening.steps) {
      if (step.from_day && (!first || *step.from_day < *first)) {
        first = step.from_day;
      }
    }
  }
  return first;
}

}  // namespace

Run TermOf(const calendar::TimeZone& zone, std::int32_t first, std::optional<std::int32_t> last) {
  return {zone.StartOfDay({first}), last ? zone.StartOfDay({*last + 1}) : spans::kForever};
}

calendar::Window TermWindow(Run term) {
  calendar::Window window;
  window.span = term;
  window.label = "term";
  return window;
}

Periods::Periods(
    const Ground& ground,
    Run term,
    std::int32_t term_first,
    const std::vector<Run>& wanted,
    const std::vector<Run>& recorded
)
    : ground_(ground), term_(term), term_first_(term_first), tracks_{ground.plan.period} {
  last_of_track_.push_back(kNoPeriod);
  ending_in_.emplace_back();
  AddSettled(wanted, recorded);
  AddTracks(ground.plan);
  for (const plan::Plan& version : ground.plan.amended) {
    AddTracks(version);
  }
}

void Periods::AddTracks(const plan::Plan& plan) {
  for (const plan::Objective& objective : plan.objectives) {
    if (objective.period) {
      AddTrack(*objective.period);
    }
  }
  for (const plan::Duty& duty : plan.duties) {
    if (duty.per) {
      AddTrack(*duty.per);
    }
  }
}

PeriodId Periods::Append(const calendar::Window& window, std::size_t track) {
  const auto id = static_cast<PeriodId>(all_.size());
  all_.push_back(
      {.label = window.label,
       .whole = window.span,
       .in_term = SpanSet::Of(window.span).Intersect(SpanSet::Of(term_)),
       .track = track,
       .before = last_of_track_[track]}
  );
  last_of_track_[track] = id;
  return id;
}

void Periods::AddSettled(const std::vector<Run>& wanted, const std::vector<Run>& recorded) {
  const std::optional<calendar::Rhythm> rhythm = ToCalendar(tracks_[0], term_first_);
  if (!rhythm) {
    settled_.push_back(Append(TermWindow(term_), 0));
    known_ = settled_;
    return;
  }
  const std::vector<calendar::Window> windows = WindowsIn(*rhythm, wanted);
  std::vector<calendar::Window> before = WindowsIn(*rhythm, recorded);
  std::erase_if(before, [&](const calendar::Window& window) {
    return windows.empty() || window.number >= windows.front().number;
  });
  if (!windows.empty()) {
    AddOpenings(*rhythm, before.empty() ? windows.front() : before.front());
  }
  for (const calendar::Window& window : before) {
    known_.push_back(Append(window, 0));
    all_[static_cast<std::size_t>(known_.back())].recorded = true;
  }
  for (const calendar::Window& window : windows) {
    settled_.push_back(Append(window, 0));
  }
  known_.insert(known_.end(), settled_.begin(), settled_.end());
}

// The windows of the term that meet one of the runs, each once, in order.
std::vector<calendar::Window> Periods::WindowsIn(
    const calendar::Rhythm& rhythm, const std::vector<Run>& runs
) const {
  std::vector<calendar::Window> windows;
  for (const Run& run : runs) {
    const std::vector<calendar::Window> some = calendar::WindowsMeeting(rhythm, run, ground_.zone);
    windows.insert(windows.end(), some.begin(), some.end());
  }
  const auto in_order = [](const auto& a, const auto& b) {
    return a.number < b.number;
  };
  std::sort(windows.begin(), windows.end(), in_order);
  windows.erase(std::unique(windows.begin(), windows.end()), windows.end());
  std::erase_if(windows, [&](const calendar::Window& window) {
    return SpanSet::Of(window.span).Intersect(SpanSet::Of(term_)).empty();
  });
  return windows;
}

// Periods in front of the first settled one, back to the first of which an opening speaks; without
// dates an opening speaks of the one period before. Never more than ten years.
void Periods::AddOpenings(const calendar::Rhythm& rhythm, const calendar::Window& first) {
  if (ground_.plan.openings.empty()) {
    return;
  }
  constexpr std::int32_t kTenYears = 3'660;
  const calendar::Date day_before = first.first - 1;
  const std::int32_t from = FirstOpeningDay(ground_.plan).value_or(day_before.days);
  const calendar::Date start{std::clamp(from, day_before.days - kTenYears, day_before.days)};
  calendar::Window window = calendar::WindowOn(rhythm, start, ground_.zone);
  while (window.number < first.number) {
    all_[static_cast<std::size_t>(Append(window, 0))].opening = true;
    window = calendar::Next(rhythm, window, ground_.zone);
  }
}

void Periods::AddTrack(const plan::Rhythm& rhythm) {
  if (TrackOf(rhythm) != tracks_.size()) {
    return;
  }
  tracks_.push_back(rhythm);
  last_of_track_.push_back(kNoPeriod);
  ending_in_.emplace_back();
  const std::size_t track = tracks_.size() - 1;
  if (rhythm.unit == plan::Rhythm::Unit::kTerm) {
    AddTerm(track);
    return;
  }
  for (const PeriodId period : known_) {
    AddWindowsEndingIn(track, period);
  }
}

// The term is one window, whether or not its end is settled.
void Periods::AddTerm(std::size_t track) {
  const calendar::Window window = TermWindow(term_);
  const PeriodId term = Append(window, track);
  for (const PeriodId period : known_) {
    ending_in_[track].resize(static_cast<std::size_t>(period) + 1);
    if (EndsIn(window, (*this)[period])) {
      ending_in_[track][static_cast<std::size_t>(period)].push_back(term);
    }
  }
}

PeriodId Periods::WholeTerm() const {
  for (std::size_t track = 0; track < tracks_.size(); ++track) {
    if (tracks_[track].unit == plan::Rhythm::Unit::kTerm) {
      return last_of_track_[track];
    }
  }
  return kNoPeriod;
}

void Periods::AddWindowsEndingIn(std::size_t track, PeriodId period) {
  ending_in_[track].resize(static_cast<std::size_t>(period) + 1);
  const std::optional<calendar::Rhythm> rhythm = ToCalendar(tracks_[track], term_first_);
  Check(rhythm.has_value(), "the term is no rhythm of windows");
  const std::vector<calendar::Window> windows =
      calendar::WindowsMeeting(*rhythm, (*this)[period].whole, ground_.zone);
  for (const calendar::Window& window : windows) {
    if (EndsIn(window, (*this)[period])) {
      ending_in_[track][static_cast<std::size_t>(period)].push_back(Append(window, track));
      all_.back().recorded = (*this)[period].recorded;
    }
  }
}

// A window ends where the term ends, if that is earlier.
bool Periods::EndsIn(const calendar::Window& window, const Period& period) const {
  const std::int64_t end = std::min(window.span.to, term_.to);
  return period.whole.from < end && end <= period.whole.to;
}

std::size_t Periods::TrackOf(const std::optional<plan::Rhythm>& rhythm) const {
  if (!rhythm) {
    return 0;
  }
  const auto found = std::find(tracks_.begin(), tracks_.end(), *rhythm);
  return static_cast<std::size_t>(found - tracks_.begin());
}

const std::vector<PeriodId>& Periods::EndingIn(std::size_t track, PeriodId period) const {
  Check(track != 0 && (*this)[period].track == 0, "windows are looked up in settled periods");
  const auto& by_period = ending_in_[track];
  const auto place = static_cast<std::size_t>(period);
  return place < by_period.size() ? by_period[place] : kNone;
}

PeriodId Periods::On(std::size_t track, PeriodId period) const {
  if (period == kNoPeriod || (*this)[period].track == track) {
    return period;
  }
  const auto last_in = [&](PeriodId settled) {
    const std::vector<PeriodId>& ending = EndingIn(track, settled);
    return ending.empty() ? kNoPeriod : ending.back();
  };
  if ((*this)[period].track == 0) {
    return last_in(period);
  }
  // From a longer or shorter window of one track to the settled period in which it ends.
  for (const PeriodId settled : known_) {
    const std::vector<PeriodId>& ending = EndingIn((*this)[period].track, settled);
    if (std::find(ending.begin(), ending.end(), period) != ending.end()) {
      return track == 0 ? settled : last_in(settled);
    }
  }
  return kNoPeriod;
}

PeriodId Periods::AddPiece(PeriodId period, SpanSet in_term) {
  Period piece = (*this)[period];
  piece.in_term = std::move(in_term);
  piece.split_from = period;
  all_.push_back(std::move(piece));
  return static_cast<PeriodId>(all_.size() - 1);
}

Run Periods::hull() const {
  if (settled_.empty()) {
    return {0, 0};
  }
  return {(*this)[settled_.front()].whole.from, (*this)[settled_.back()].whole.to};
}

}  // namespace slate::evaluate
