// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/calendar/time_zone.h"
#include "runtime/readers/record.h"
#include "runtime/settings/settings.h"
#include "runtime/settings/time_pattern.h"

namespace slate::readers {

// Texts of one column as instants or dates.
class TimeReader {
 public:
  // `zone` is that of readings without an offset; null: such readings are rejected. It outlives the
  // reader.
  TimeReader(
      const settings::TimeForm& form,
      const calendar::TimeZone* zone,
      settings::OnAmbiguous on_ambiguous
  );

  bool is_iso() const { return form_.kind == settings::TimeForm::Kind::kIso; }
  // ns since 1970; false and a problem if the text is no accepted instant.
  bool ReadInstant(std::string_view text, std::int64_t& ns, Problem& problem);
  // Days since 1970.
  bool ReadDate(std::string_view text, std::int64_t& days, Problem& problem) const;

 private:
  // What FromLocal said of the readings of one minute.
  struct Minute {
    std::int64_t local = INT64_MIN;  // the minute's first reading, in ns as if it were UTC
    std::int64_t offset = 0;         // ns ahead of UTC
  };

  bool ReadIso(std::string_view text, std::int64_t& ns, Problem& problem);
  bool ReadMinute(std::string_view text, Problem& problem);
  bool ReadPattern(std::string_view text, std::int64_t& ns, Problem& problem);
  bool ReadEpoch(std::string_view text, std::int64_t& ns, Problem& problem) const;
  bool Resolve(std::int64_t minute, std::int64_t rest, std::int64_t& ns, Problem& problem);
  bool ResolveSlowly(std::int64_t local, std::int64_t& ns, Problem& problem) const;
  void Remember(std::int64_t minute);

  settings::TimeForm form_;
  std::optional<settings::TimePattern> pattern_;
  const calendar::TimeZone* zone_;
  settings::OnAmbiguous on_ambiguous_;
  std::array<char, 16> last_text_ = {};  // 2026-03-01T10:00
  std::int64_t last_minute_ = 0;         // its reading in ns as if it were UTC
  Minute resolved_;
};

}  // namespace slate::readers
