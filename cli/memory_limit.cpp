// SPDX-License-Identifier: Apache-2.0
#include "cli/memory_limit.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <sys/resource.h>

#include "runtime/exact/rational.h"
#include "runtime/readers/read_watch.h"
#include "runtime/settings/words.h"

namespace slate::cli {

namespace {

constexpr std::uint64_t kLeast = std::uint64_t{16} << 20U;

constexpr std::array<std::pair<std::string_view, std::int64_t>, 8> kUnits = {{
    {"kB", 1'000},
    {"KB", 1'000},
    {"MB", 1'000'000},
    {"GB", 1'000'000'000},
    {"TB", 1'000'000'000'000},
    {"KiB", std::int64_t{1} << 10U},
    {"MiB", std::int64_t{1} << 20U},
    {"GiB", std::int64_t{1} << 30U},
}};

std::optional<std::uint64_t> BytesOf(std::string_view text) {
  const std::size_t end = text.find_first_not_of("0123456789.");
  const auto number = exact::Rational::FromDecimal(text.substr(0, end));
  std::string_view unit = end == std::string_view::npos ? std::string_view() : text.substr(end);
  unit.remove_prefix(unit.starts_with(' ') ? 1 : 0);
  const auto* known = std::find_if(kUnits.begin(), kUnits.end(), [&](const auto& candidate) {
    return candidate.first == unit;
  });
  if (!number || known == kUnits.end()) {
    return std::nullopt;
  }
  const auto bytes = (*number * exact::Rational(known->second)).Floor().ToInt64();
  return bytes ? std::optional(static_cast<std::uint64_t>(*bytes)) : std::nullopt;
}

}  // namespace

Result<std::uint64_t> ReadMemorySize(const std::string& text) {
  const std::optional<std::uint64_t> bytes = BytesOf(text);
  if (!bytes) {
    return Error{fmt::format(
        "--memory-limit is a size such as 512MB or 2GiB, not {}", settings::Quoted(text)
    )};
  }
  if (*bytes < kLeast) {
    return Error{fmt::format("--memory-limit is 16MiB at least, not {}", settings::Quoted(text))};
  }
  return *bytes;
}

// What is reserved and not used, such as most of a stack, does not count.
void LimitMemory(std::uint64_t bytes, int threads) {
  constexpr std::uint64_t kStack = std::uint64_t{8} << 20U;
  const std::uint64_t stacks = kStack * static_cast<std::uint64_t>(threads);
  rlimit limit{};
  if (getrlimit(RLIMIT_DATA, &limit) == 0) {
    limit.rlim_cur = std::min<rlim_t>(bytes + readers::MemoryReserved() + stacks, limit.rlim_max);
    setrlimit(RLIMIT_DATA, &limit);
  }
}

void LiftMemoryLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_DATA, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_DATA, &limit);
  }
}

}  // namespace slate::cli
