// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "runtime/diag/diagnostic.h"

namespace slate::diag {

// Where passes put what they find. Keeps everything; renderers cap what they show.
class Sink {
 public:
  // The reference is valid until the sink dies, so that the reporter can add labels and notes.
  Diagnostic& Report(const Kind& kind, Place where, std::string message);

  bool has_errors() const { return error_count_ > 0; }
  std::size_t error_count() const { return error_count_; }
  bool empty() const { return items_.empty(); }
  const std::deque<Diagnostic>& items() const { return items_; }

  // By file, place and code; equal findings once.
  std::vector<const Diagnostic*> Sorted() const;

 private:
  std::deque<Diagnostic> items_;
  std::size_t error_count_ = 0;
};

}  // namespace slate::diag
