// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/diag/sink.h"
#include "runtime/readers/lines.h"
#include "runtime/readers/record.h"
#include "runtime/settings/log_pattern.h"

namespace slate::readers {

// Lines of a log as a pattern says they are written. `-` is no value. Texts in quotes are given as
// they stand, with their escapes. A whole request also gives method, path and protocol.
class PatternLogReader : public RecordReader {
 public:
  // The pattern must outlive the reader.
  static std::unique_ptr<PatternLogReader> Start(
      Window& window,
      const std::string& path,
      const settings::LogPattern& pattern,
      bool latin1,
      const std::vector<WantedColumn>& wanted,
      diag::Sink& sink
  );

  bool Next(Record& record) override;
  std::size_t NumberOf(std::size_t wanted) const override;

 private:
  enum class Piece : std::uint8_t { kWhole, kMethod, kPath, kProtocol };
  struct Source {
    std::size_t part = 0;
    Piece piece = Piece::kWhole;
  };

  PatternLogReader(Window& window, const settings::LogPattern& pattern, bool latin1)
      : lines_(window, latin1), pattern_(pattern), values_(pattern.parts().size()) {}

  bool FindColumns(
      const std::string& path, const std::vector<WantedColumn>& wanted, diag::Sink& sink
  );
  void Split(Record& record);
  // Fills values_; what keeps the line from the pattern, or nothing.
  std::string SplitLine(std::string_view line);
  Field FieldOf(const Source& source) const;

  Lines lines_;
  const settings::LogPattern& pattern_;
  std::vector<Source> columns_;
  std::vector<std::string_view> values_;  // of the line, by part
};

}  // namespace slate::readers
