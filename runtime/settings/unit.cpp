// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings/unit.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

namespace slate::settings {

namespace {

using exact::Rational;

struct Named {
  std::string_view text;
  std::string_view dimension;  // empty: a plain number
  std::int64_t n;
  std::int64_t d;
};

constexpr std::int64_t kThousand = 1000;
constexpr std::int64_t kMillion = 1000 * kThousand;
constexpr std::int64_t kBillion = 1000 * kMillion;
constexpr std::int64_t kTrillion = 1000 * kBillion;

constexpr std::array kNamed = {
    Named{"ns", "time", 1, 1},
    Named{"us", "time", kThousand, 1},
    Named{"µs", "time", kThousand, 1},
    Named{"ms", "time", kMillion, 1},
    Named{"s", "time", kBillion, 1},
    Named{"min", "time", 60 * kBillion, 1},
    Named{"h", "time", 3600 * kBillion, 1},
    Named{"B", "bytes", 1, 1},
    Named{"kB", "bytes", kThousand, 1},
    Named{"MB", "bytes", kMillion, 1},
    Named{"GB", "bytes", kBillion, 1},
    Named{"TB", "bytes", kTrillion, 1},
    Named{"KiB", "bytes", std::int64_t{1} << 10U, 1},
    Named{"MiB", "bytes", std::int64_t{1} << 20U, 1},
    Named{"GiB", "bytes", std::int64_t{1} << 30U, 1},
    Named{"TiB", "bytes", std::int64_t{1} << 40U, 1},
    Named{"bit", "bytes", 1, 8},
    Named{"kbit", "bytes", kThousand, 8},
    Named{"Mbit", "bytes", kMillion, 8},
    Named{"Gbit", "bytes", kBillion, 8},
    Named{"%", "", 1, 100},
    Named{"‰", "", 1, 1000},
    Named{"", "", 1, 1},
};

bool IsCurrency(std::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::optional<Measure> ParseSimple(std::string_view text, const plan::Plan& plan) {
  for (const Named& named : kNamed) {
    if (named.text == text) {
      Measure measure{.factor = Rational::Of(named.n, named.d)};
      if (!named.dimension.empty()) {
        measure.unit[std::string(named.dimension)] = 1;
      }
      return measure;
    }
  }
  const bool declared = std::any_of(plan.units.begin(), plan.units.end(), [&](const auto& unit) {
    return unit.first == text;
  });
  if (declared || IsCurrency(text)) {
    return Measure{.unit = {{std::string(text), 1}}};
  }
  return std::nullopt;
}

std::string DescribeDimension(const std::string& dimension) {
  if (dimension == "time") {
    return "duration";
  }
  return dimension;
}

std::string DescribeUnit(const plan::Unit& unit) {
  std::string above;
  std::string below;
  for (const auto& [dimension, exponent] : unit) {
    std::string& side = exponent > 0 ? above : below;
    side += (side.empty() ? "" : " × ") + DescribeDimension(dimension);
    if (exponent > 1 || exponent < -1) {
      side += fmt::format("^{}", exponent > 0 ? exponent : -exponent);
    }
  }
  return below.empty() ? above
                       : fmt::format("{} per {}", above.empty() ? "a number" : above, below);
}

std::string DescribeNumber(const plan::Type& type) {
  if (type.unit.empty()) {
    switch (type.range) {
      case plan::Type::Range::kAny: return "a number";
      case plan::Type::Range::kShare: return "a share";
      case plan::Type::Range::kCount: return "a count";
    }
  }
  if (type.unit == plan::Unit{{"time", 1}}) {
    return "a duration";
  }
  if (type.unit == plan::Unit{{"bytes", 1}}) {
    return "a number of bytes";
  }
  return type.unit.size() == 1 && type.unit.begin()->second == 1
             ? fmt::format("an amount in {}", type.unit.begin()->first)
             : fmt::format("a quantity of {}", DescribeUnit(type.unit));
}

}  // namespace

std::optional<Measure> ParseUnit(std::string_view text, const plan::Plan& plan) {
  const std::size_t slash = text.find('/');
  std::optional<Measure> above = ParseSimple(text.substr(0, slash), plan);
  if (!above || slash == std::string_view::npos) {
    return above;
  }
  const std::optional<Measure> below = ParseSimple(text.substr(slash + 1), plan);
  if (!below || below->unit.empty()) {
    return std::nullopt;
  }
  for (const auto& [dimension, exponent] : below->unit) {
    above->unit[dimension] -= exponent;
  }
  std::erase_if(above->unit, [](const auto& entry) { return entry.second == 0; });
  above->factor /= below->factor;
  return above;
}

std::string DescribeType(const plan::Type& type) {
  switch (type.kind) {
    case plan::Type::Kind::kNumber: return DescribeNumber(type);
    case plan::Type::Kind::kBool: return "a truth value";
    case plan::Type::Kind::kInstant: return "an instant";
    case plan::Type::Kind::kDate: return "a date";
    case plan::Type::Kind::kText: return "a text";
    case plan::Type::Kind::kMember: return fmt::format("a member of `{}`", type.key);
    case plan::Type::Kind::kSpans: return "spans";
  }
  Unreachable("a type is of no kind");
}

std::string UnitsFor(const plan::Unit& unit) {
  if (unit.empty()) {
    return {};
  }
  if (unit == plan::Unit{{"time", 1}}) {
    return "such as `ms`, `s` or `min`";
  }
  if (unit == plan::Unit{{"bytes", 1}}) {
    return "such as `B`, `kB` or `MiB`";
  }
  if (unit == plan::Unit{{"bytes", 1}, {"time", -1}}) {
    return "such as `B/s` or `Mbit/s`";
  }
  return unit.size() == 1 && unit.begin()->second == 1 ? fmt::format("`{}`", unit.begin()->first)
                                                       : std::string{};
}

}  // namespace slate::settings
