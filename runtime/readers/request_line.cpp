// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/request_line.h"

namespace slate::readers {

RequestLine SplitRequest(std::string_view request) {
  const std::size_t first = request.find(' ');
  const std::size_t last = request.rfind(' ');
  if (first == std::string_view::npos || first == last) {
    return {};
  }
  return {
      .method = {request.substr(0, first), true},
      .path = {request.substr(first + 1, last - first - 1), true},
      .protocol = {request.substr(last + 1), true}};
}

}  // namespace slate::readers
