// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/diag/sink.h"
#include "runtime/readers/lines.h"
#include "runtime/readers/record.h"

namespace slate::readers {

// Lines of the common and combined log formats of web servers. `-` is no value. Texts in quotes are
// given as they stand, with their escapes.
class AccessLogReader : public RecordReader {
 public:
  // host ident user time request method path protocol status bytes referer agent
  static constexpr std::size_t kColumnCount = 12;
  // How `time` is written.
  static constexpr std::string_view kTimePattern = "%d/%b/%Y:%H:%M:%S %z";

  static std::unique_ptr<AccessLogReader> Start(
      Window& window,
      const std::string& path,
      bool latin1,
      const std::vector<WantedColumn>& wanted,
      diag::Sink& sink
  );

  bool Next(Record& record) override;
  std::size_t NumberOf(std::size_t wanted) const override { return columns_[wanted] + 1; }

 private:
  AccessLogReader(Window& window, bool latin1) : lines_(window, latin1) {}

  void Split(Record& record);

  Lines lines_;
  std::vector<std::size_t> columns_;
  std::array<Field, kColumnCount> all_;
};

}  // namespace slate::readers
