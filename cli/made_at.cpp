// SPDX-License-Identifier: Apache-2.0
#include "cli/made_at.h"

#include <cstdlib>
#include <optional>

#include "runtime/exact/rational.h"

namespace slate::cli {

namespace {

constexpr std::int64_t kFirstSecond = 315'576'000;  // 1980-01-01, the first day that a zip knows

}  // namespace

std::int64_t MadeAt() {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  const std::optional<exact::Rational> second =
      epoch == nullptr ? std::nullopt : exact::Rational::FromDecimal(epoch);
  return second ? second->ToInt64().value_or(kFirstSecond) : kFirstSecond;
}

}  // namespace slate::cli
