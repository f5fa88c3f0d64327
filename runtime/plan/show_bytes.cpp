// SPDX-License-Identifier: Apache-2.0
#include "runtime/plan/show_bytes.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/exact/decimal.h"

namespace slate::plan {

namespace {

using exact::Rational;

struct Scale {
  std::int64_t step;
  std::array<std::string_view, 4> names;
};
constexpr Scale kDecimal = {1'000, {"kB", "MB", "GB", "TB"}};
constexpr Scale kBinary = {1'024, {"KiB", "MiB", "GiB", "TiB"}};

std::pair<Rational, std::string> InScale(const Scale& scale, const Rational& bytes) {
  Rational figure = bytes;
  std::string_view name = "B";
  for (const std::string_view larger : scale.names) {
    const Rational next = figure / Rational(scale.step);
    if (next < Rational(1) && next > Rational(-1)) {
      break;
    }
    figure = next;
    name = larger;
  }
  return {figure, std::string(name)};
}

// How long the figure is; fractions are longest.
std::size_t LengthOf(const Rational& figure) {
  const std::optional<std::string> decimal = exact::ToExactDecimal(figure);
  return decimal ? decimal->size() : SIZE_MAX;
}

}  // namespace

std::pair<Rational, std::string> InByteUnit(const Rational& bytes) {
  std::pair<Rational, std::string> decimal = InScale(kDecimal, bytes);
  std::pair<Rational, std::string> binary = InScale(kBinary, bytes);
  return LengthOf(binary.first) < LengthOf(decimal.first) ? std::move(binary) : std::move(decimal);
}

}  // namespace slate::plan
