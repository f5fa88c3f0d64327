// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/readers/record.h"

namespace slate::readers {

// The parts of "GET /path HTTP/1.1"; requests of another form have none.
struct RequestLine {
  Field method = {};
  Field path = {};
  Field protocol = {};
};

RequestLine SplitRequest(std::string_view request);

}  // namespace slate::readers
