// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/diag/sink.h"

namespace slate::readers {

// A row that was read and not accepted.
struct Reject {
  std::string file;
  std::uint64_t line = 0;    // from 1
  std::uint64_t offset = 0;  // of the row's first byte in the (decompressed) file
  std::uint64_t column =
      0;  // field number from 1; 0 = the row as a whole, or a format without numbers
  std::string column_name = {};
  const diag::Kind* kind = nullptr;
  std::string reason = {};
  std::string raw = {};  // the row as read; cut when it is very long
};

// Counts all rejects, keeps the first ones.
class RejectList {
 public:
  static constexpr std::size_t kKept = 1000;
  static constexpr std::size_t kLongestRaw = std::size_t{64} << 10U;

  explicit RejectList(std::size_t most_kept = kKept) : most_kept_(most_kept) {}

  void Add(Reject reject);
  // Whether the next one will be kept, and so needs its text.
  bool wants_more() const { return kept_.size() < most_kept_; }

  std::uint64_t total() const { return total_; }
  const std::vector<Reject>& kept() const { return kept_; }
  std::vector<Reject>& kept() { return kept_; }
  const std::map<std::string_view, std::uint64_t>& count_by_code() const { return by_code_; }

  // RFC 4180 with a header; controls escaped as \xNN.
  std::string ToCsv() const;
  // The first `most` as findings in data files.
  void Report(diag::Sink& sink, std::size_t most) const;

 private:
  std::size_t most_kept_;
  std::uint64_t total_ = 0;
  std::vector<Reject> kept_;
  std::map<std::string_view, std::uint64_t> by_code_;
};

}  // namespace slate::readers
