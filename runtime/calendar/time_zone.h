// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/spans/span_set.h"

namespace slate::calendar {

// A folder of compiled tz files (TZif), one edition of the tz database.
class TimeZoneSource {
 public:
  TimeZoneSource() = default;
  explicit TimeZoneSource(std::string folder) : folder_(std::move(folder)) {}

  const std::string& folder() const { return folder_; }
  // "2026f" from the first line of tzdata.zi; "unknown" if that is missing.
  std::string Edition() const;

 private:
  std::string folder_ = "/usr/share/zoneinfo";
};

// What a local reading may mean. Unique: earlier = later. Doubled: the first and the last instant
// with that reading. Skipped: the reading taken with the offset after and before the jump;
// `transition` is the jump itself, the first instant after the gap.
struct LocalResult {
  enum class Kind : std::uint8_t { kUnique, kSkipped, kDoubled };
  Kind kind = Kind::kUnique;
  std::int64_t earlier = 0;
  std::int64_t later = 0;
  std::int64_t transition = 0;
};

// The offsets of one zone over all time, up to the year 2201 by the rule in the file's footer.
// Immutable; reading it from several threads is safe. About 10 kB: pass it by reference.
class TimeZone {
 public:
  // "UTC" works without any file.
  static Result<TimeZone> Load(std::string_view name, const TimeZoneSource& source);
  static TimeZone Utc();

  const std::string& name() const { return name_; }

  std::int32_t OffsetAt(std::int64_t instant) const { return pieces_[PieceAt(instant)].offset; }
  LocalTime ToLocal(std::int64_t instant) const;
  LocalResult FromLocal(Date date, std::int64_t time_of_day) const;

  // Local days share out all time: day d is [StartOfDay(d), StartOfDay(d + 1)). A day starts at its
  // first instant: after the gap when midnight is skipped, at the first midnight of two. A date
  // that a zone left out is empty. Dates without instants start at one of the ends of time.
  std::int64_t StartOfDay(Date date) const;
  Date DayOf(std::int64_t instant) const;
  spans::Run SpanOf(Date first, Date last_exclusive) const {
    return {StartOfDay(first), StartOfDay(last_exclusive)};
  }

  // Appends the instants whose local reading lies in [from, to) of the date; `to` may be 24 h.
  void AppendInstants(
      Date date, std::int64_t from, std::int64_t to, std::vector<spans::Run>& instants
  ) const;

  // 2026-03-01T10:00+01:00
  std::string Format(std::int64_t instant) const;

 private:
  // One offset (seconds ahead of UTC) holds from `from` to the next piece.
  struct Piece {
    std::int64_t from = spans::kBeginning;
    std::int32_t offset = 0;
  };
  friend class ZoneBuilder;
  TimeZone(std::string name, std::vector<Piece> pieces);

  std::size_t PieceAt(std::int64_t instant) const;
  std::int64_t EndOf(std::size_t piece) const;

  std::string name_;
  std::vector<Piece> pieces_;
  // For each stretch of 2^52 ns (52 days) from 1970 on the piece at its start.
  std::vector<std::uint16_t> first_piece_;
};

}  // namespace slate::calendar
