// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace slate::diag {

// What a reader can do who meets a limit that is too low for a good text.
inline std::string HowToRaise(std::string_view limit) {
  const std::string name(limit);
  return "`--limit " + name + "=N` raises it, or `" + name + " = N` under [limits] in slate.toml";
}

}  // namespace slate::diag
