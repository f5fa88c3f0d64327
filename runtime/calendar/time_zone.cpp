// SPDX-License-Identifier: Apache-2.0
#include "runtime/calendar/time_zone.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/calendar/posix_rule.h"
#include "runtime/calendar/tzif.h"

namespace slate::calendar {

namespace {

// No offset reaches a day, so a reading is never further than this from its instant.
constexpr std::int64_t kFarthest = 26 * kNsPerHour;
constexpr unsigned kBucketBits = 52;
constexpr std::size_t kLongestName = 64;
constexpr std::int64_t kMostSeconds = spans::kForever / kNsPerSecond;

bool IsNameCharacter(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_' ||
         c == '+' || c == '-' || c == '/';
}

// Names that cannot leave the folder and that mean the same on every machine.
bool IsZoneName(std::string_view name) {
  const bool machine_dependent = name == "localtime" || name == "posixrules";
  return !name.empty() && name.size() <= kLongestName && !name.starts_with('/') &&
         !machine_dependent && std::all_of(name.begin(), name.end(), IsNameCharacter);
}

// Nothing for a folder: libstdc++ throws when a stream reads one.
std::optional<std::string> ReadBytes(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return std::nullopt;
  }
  const std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return in && bytes ? std::optional(bytes.str()) : std::nullopt;
}

void AppendYear(const PosixRule& rule, int year, std::vector<Transition>& transitions) {
  Transition summer{ChangeInYear(rule.to_summer, year, rule.standard), rule.summer};
  Transition standard{ChangeInYear(rule.to_standard, year, rule.summer), rule.standard};
  if (standard.at < summer.at) {
    std::swap(standard, summer);
  }
  transitions.push_back(summer);
  transitions.push_back(standard);
}

// What the footer says, after the last transition of the file and up to the last accepted year.
std::vector<Transition> FromFooter(const PosixRule& rule, const TzFile& file) {
  std::vector<Transition> transitions;
  const std::int64_t last =
      file.transitions.empty()
          ? 0
          : std::clamp(file.transitions.back().at, -kMostSeconds, kMostSeconds);
  const int first_year = SplitInstant(last * kNsPerSecond, 0).date.year();
  for (int year = first_year - 1; rule.has_summer && year <= kLastYear + 1; ++year) {
    AppendYear(rule, year, transitions);
  }
  std::erase_if(transitions, [&](const Transition& t) {
    return !file.transitions.empty() && t.at <= last;
  });
  return transitions;
}

}  // namespace

// Turns transitions into pieces: ns instead of seconds, no two neighbours alike.
class ZoneBuilder {
 public:
  explicit ZoneBuilder(std::int32_t first_offset) { pieces_.push_back({.offset = first_offset}); }

  void Add(Transition transition) {
    const std::int64_t from = transition.at < -kMostSeconds
                                  ? spans::kBeginning
                                  : std::min(transition.at, kMostSeconds) * kNsPerSecond;
    if (from == pieces_.back().from) {
      pieces_.pop_back();
    }
    if (pieces_.empty() || pieces_.back().offset != transition.offset) {
      pieces_.push_back({from, transition.offset});
    }
  }
  TimeZone Build(std::string name) { return {std::move(name), std::move(pieces_)}; }

 private:
  std::vector<TimeZone::Piece> pieces_;
};

std::string TimeZoneSource::Edition() const {
  constexpr std::string_view kPrefix = "# version ";
  std::ifstream in(folder_ + "/tzdata.zi");
  std::string line;
  if (!std::getline(in, line) || !line.starts_with(kPrefix)) {
    return "unknown";
  }
  return line.substr(kPrefix.size());
}

TimeZone TimeZone::Utc() {
  return ZoneBuilder(0).Build("UTC");
}

Result<TimeZone> TimeZone::Load(std::string_view name, const TimeZoneSource& source) {
  if (name == "UTC") {
    return Utc();
  }
  if (!IsZoneName(name)) {
    return Error{fmt::format("`{}` is not the name of a time zone", name)};
  }
  const std::optional<std::string> bytes = ReadBytes(fmt::format("{}/{}", source.folder(), name));
  if (!bytes) {
    return Error{fmt::format("there is no time zone `{}` in {}", name, source.folder())};
  }
  const Result<TzFile> file = ReadTzFile(*bytes);
  if (!file) {
    return Error{fmt::format("{}/{} is {}", source.folder(), name, file.error().message)};
  }
  std::optional<PosixRule> rule = PosixRule{};
  if (!file->footer.empty() && !(rule = ParsePosixRule(file->footer))) {
    return Error{fmt::format("{}/{} has the footer `{}`", source.folder(), name, file->footer)};
  }
  ZoneBuilder builder(
      file->transitions.empty() && !file->footer.empty() ? rule->standard : file->first_offset
  );
  for (const Transition& transition : file->transitions) {
    builder.Add(transition);
  }
  for (const Transition& transition : FromFooter(*rule, *file)) {
    builder.Add(transition);
  }
  return builder.Build(std::string(name));
}

TimeZone::TimeZone(std::string name, std::vector<Piece> pieces)
    : name_(std::move(name)), pieces_(std::move(pieces)) {
  std::size_t piece = 0;
  for (std::int64_t bucket = 0; bucket <= spans::kForever >> kBucketBits; ++bucket) {
    while (piece + 1 < pieces_.size() && pieces_[piece + 1].from <= bucket << kBucketBits) {
      ++piece;
    }
    first_piece_.push_back(static_cast<std::uint16_t>(piece));
  }
}

std::size_t TimeZone::PieceAt(std::int64_t instant) const {
  std::size_t piece =
      instant < 0 ? 0 : first_piece_[static_cast<std::size_t>(instant >> kBucketBits)];
  while (piece + 1 < pieces_.size() && pieces_[piece + 1].from <= instant) {
    ++piece;
  }
  return piece;
}

std::int64_t TimeZone::EndOf(std::size_t piece) const {
  return piece + 1 < pieces_.size() ? pieces_[piece + 1].from : spans::kForever;
}

LocalTime TimeZone::ToLocal(std::int64_t instant) const {
  return SplitInstant(instant, OffsetAt(instant));
}

LocalResult TimeZone::FromLocal(Date date, std::int64_t time_of_day) const {
  const std::int64_t reading = InstantOf(date, time_of_day, 0);
  const auto instant_in = [&](std::size_t piece) {
    return reading - pieces_[piece].offset * kNsPerSecond;
  };
  LocalResult result{.kind = LocalResult::Kind::kSkipped};
  for (std::size_t p = PieceAt(reading - kFarthest);
       p < pieces_.size() && pieces_[p].from <= reading + kFarthest;
       ++p) {
    const std::int64_t t = instant_in(p);
    if (pieces_[p].from <= t && t < EndOf(p)) {
      const bool second = result.kind != LocalResult::Kind::kSkipped;
      result.kind = second ? LocalResult::Kind::kDoubled : LocalResult::Kind::kUnique;
      result.earlier = second ? result.earlier : t;
      result.later = t;
    } else if (t < pieces_[p].from && p > 0 && pieces_[p].from <= instant_in(p - 1) && result.kind == LocalResult::Kind::kSkipped) {
      result.earlier = t;
      result.later = instant_in(p - 1);
      result.transition = pieces_[p].from;
    }
  }
  return result;
}

std::int64_t TimeZone::StartOfDay(Date date) const {
  if (!HasInstants(date)) {
    return date.days < 0 ? spans::kBeginning : spans::kForever;
  }
  const LocalResult midnight = FromLocal(date, 0);
  return midnight.kind == LocalResult::Kind::kSkipped ? midnight.transition : midnight.earlier;
}

// Where clocks go back over midnight, the hour that shows yesterday's date again belongs to today.
Date TimeZone::DayOf(std::int64_t instant) const {
  const std::size_t piece = PieceAt(instant);
  const Date date = SplitInstant(instant, pieces_[piece].offset).date;
  const std::int64_t from = pieces_[piece].from;
  const bool after_change = piece > 0 && instant < from + kFarthest;
  return after_change && StartOfDay(date + 1) <= instant ? date + 1 : date;
}

void TimeZone::AppendInstants(
    Date date, std::int64_t from, std::int64_t to, std::vector<spans::Run>& instants
) const {
  if (!HasInstants(date)) {
    return;
  }
  const std::int64_t first = InstantOf(date, from, 0);
  const std::int64_t last = InstantOf(date, to, 0);
  for (std::size_t p = PieceAt(first - kFarthest);
       p < pieces_.size() && pieces_[p].from < last + kFarthest;
       ++p) {
    const std::int64_t offset = pieces_[p].offset * kNsPerSecond;
    const spans::Run run{
        std::max(pieces_[p].from, first - offset), std::min(EndOf(p), last - offset)};
    if (run.from < run.to) {
      instants.push_back(run);
    }
  }
}

std::string TimeZone::Format(std::int64_t instant) const {
  const LocalTime local = ToLocal(instant);
  return FormatDate(local.date) + "T" + FormatTimeOfDay(local.time_of_day) +
         FormatOffset(OffsetAt(instant));
}

}  // namespace slate::calendar
