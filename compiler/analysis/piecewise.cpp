// SPDX-License-Identifier: Apache-2.0
#include "compiler/analysis/piecewise.h"

#include <array>
#include <functional>
#include <iterator>
#include <utility>

#include "runtime/base/check.h"

namespace slate::analysis {

namespace {

using MaybeLine = std::optional<Line>;

// Unknown factors agree, or one side is 0 everywhere and takes the other's.
std::optional<Factor> Common(const PiecewiseLinear& a, const PiecewiseLinear& b) {
  if (a.factor == b.factor || b.is_zero()) {
    return a.factor;
  }
  return a.is_zero() ? std::optional(b.factor) : std::nullopt;
}

// The place where two lines meet, if inside.
std::optional<Rational> Crossing(const Line& a, const Line& b, const Interval& where) {
  if (a.slope == b.slope) {
    return std::nullopt;
  }
  const Rational x = (b.offset - a.offset) / (a.slope - b.slope);
  return where.Contains(x) ? std::optional(x) : std::nullopt;
}

// Calls f on the parts before, at and after a place, none of them empty.
void CutAt(
    const Interval& where,
    const std::optional<Rational>& x,
    const std::function<void(const Interval&)>& f
) {
  if (!x) {
    f(where);
    return;
  }
  const std::array parts = {
      Intersect(where, {std::nullopt, End{*x, false}}),
      Interval::Point(*x),
      Intersect(where, {End{*x, false}, std::nullopt})};
  for (const Interval& part : parts) {
    if (!part.is_empty()) {
      f(part);
    }
  }
}

// Calls f(part, x, y) on the parts on which two lines keep their order, and f(part, nothing,
// nothing) where one of them is missing.
void ForEachOrder(
    const PiecewiseLinear& a,
    const PiecewiseLinear& b,
    const std::function<void(const Interval&, const Line*, const Line*)>& f
) {
  ForEachPair(a.cells, b.cells, [&](const Interval& where, const MaybeLine& x, const MaybeLine& y) {
    if (!x || !y) {
      f(where, nullptr, nullptr);
      return;
    }
    CutAt(where, Crossing(*x, *y, where), [&](const Interval& part) { f(part, &*x, &*y); });
  });
}

MaybeFunction Linewise(
    const PiecewiseLinear& a,
    const PiecewiseLinear& b,
    const std::function<Line(const Line&, const Line&)>& f
) {
  const auto factor = Common(a, b);
  if (!factor) {
    return std::nullopt;
  }
  auto cells = Merge<MaybeLine>(a.cells, b.cells, [&](const MaybeLine& x, const MaybeLine& y) {
    return x && y ? MaybeLine(f(*x, *y)) : std::nullopt;
  });
  return PiecewiseLinear{std::move(cells), *factor};
}

// Picks one of two lines on each stretch between their crossings.
MaybeFunction Pick(const PiecewiseLinear& a, const PiecewiseLinear& b, bool greater) {
  const auto factor = Common(a, b);
  if (!factor) {
    return std::nullopt;
  }
  PiecewiseLinear result{{}, *factor};
  ForEachOrder(a, b, [&](const Interval& part, const Line* x, const Line* y) {
    if (x == nullptr) {
      Append(result.cells, part, MaybeLine{});
      return;
    }
    const Rational at = part.Inside();
    Append(result.cells, part, MaybeLine((x->At(at) > y->At(at)) == greater ? *x : *y));
  });
  return result;
}

bool Compares(const Rational& a, plan::Compare compare, const Rational& b) {
  switch (compare) {
    case plan::Compare::kEqual: return a == b;
    case plan::Compare::kNotEqual: return a != b;
    case plan::Compare::kLess: return a < b;
    case plan::Compare::kLessEqual: return a <= b;
    case plan::Compare::kGreater: return a > b;
    case plan::Compare::kGreaterEqual: return a >= b;
  }
  Unreachable("a comparison without a sign");
}

// The values of a line on a stretch.
Interval ImageOf(const Line& line, const Interval& where) {
  if (line.is_level()) {
    return Interval::Point(line.offset);
  }
  const auto at = [&](const std::optional<End>& end) {
    return end ? std::optional(End{line.At(end->value), end->closed}) : std::nullopt;
  };
  return line.slope.sign() > 0 ? Interval{at(where.low), at(where.high)}
                               : Interval{at(where.high), at(where.low)};
}

// Cuts one sloped cell at every value where rounding jumps: the multiples of a half step.
bool AppendSteps(
    Cells<MaybeLine>& cells,
    const Line& line,
    const Interval& where,
    const Rational& step,
    exact::RoundingMode mode
) {
  const Interval image = ImageOf(line, where);
  if (!image.low || !image.high) {
    return false;
  }
  const Rational half = step / 2;
  const auto first = (image.low->value / half).Floor().ToInt64();
  const auto last = (image.high->value / half).Ceil().ToInt64();
  if (!first || !last || *last - *first > static_cast<std::int64_t>(kMostCells)) {
    return false;
  }
  const bool rising = line.slope.sign() > 0;
  const auto place = [&](std::int64_t k) {
    return (half * Rational(k) - line.offset) / line.slope;
  };
  const auto emit = [&](const Interval& part) {
    const Interval inside = Intersect(part, where);
    if (!inside.is_empty()) {
      Append(
          cells, inside, MaybeLine(Line{0, exact::RoundTo(line.At(inside.Inside()), step, mode)})
      );
    }
  };
  for (std::int64_t i = 0; i <= *last - *first; ++i) {
    const std::int64_t k = rising ? *first + i : *last - i;
    emit(Interval::Point(place(k)));
    emit({End{place(k), false}, End{place(rising ? k + 1 : k - 1), false}});
  }
  return true;
}

// A place of the cell near one of its ends.
Rational Near(const Cell<MaybeLine>& cell, const std::optional<End>& end, int halvings) {
  if (!end) {
    return cell.where.Inside();
  }
  if (end->closed) {
    return end->value;
  }
  Rational at = cell.where.Inside();
  for (int i = 0; i < halvings; ++i) {
    at = (at + end->value) / 2;
  }
  return at;
}

// The limit of the function at an end of a cell, if it has one.
std::optional<Rational> Limit(const Cell<MaybeLine>& cell, const std::optional<End>& end) {
  if (cell.value->is_level()) {
    return cell.value->offset;
  }
  return end ? std::optional(cell.value->At(end->value)) : std::nullopt;
}

std::optional<Fall> FallBetween(
    const Cell<MaybeLine>& before, const Cell<MaybeLine>& after, bool up
) {
  const auto& from = up ? before.where.high : before.where.low;
  const auto& to = up ? after.where.low : after.where.high;
  const auto left = Limit(before, from);
  const auto right = Limit(after, to);
  if (!left || !right || *left <= *right) {
    return std::nullopt;
  }
  for (int halvings = 0; halvings < 64; ++halvings) {
    const Rational a = Near(before, from, before.value->is_level() ? 0 : halvings);
    const Rational b = Near(after, to, after.value->is_level() ? 0 : halvings);
    if (before.value->At(a) > after.value->At(b)) {
      return Fall{a, before.value->At(a), b, after.value->At(b)};
    }
  }
  return std::nullopt;
}

std::optional<Fall> FallWithin(const Cell<MaybeLine>& cell, bool up) {
  const int slope = cell.value->slope.sign();
  if (cell.where.is_point() || slope == 0 || (slope > 0) == up) {
    return std::nullopt;
  }
  const Rational middle = cell.where.Inside();
  const auto& end = up ? cell.where.high : cell.where.low;
  const Rational later = !end ? middle + (up ? 1 : -1) : (middle + end->value) / 2;
  const auto& start = up ? cell.where.low : cell.where.high;
  const Rational first = !start          ? middle
                         : start->closed ? start->value
                                         : (middle + start->value) / 2;
  if (first == later) {
    return std::nullopt;
  }
  return Fall{first, cell.value->At(first), later, cell.value->At(later)};
}

}  // namespace

PiecewiseLinear PiecewiseLinear::Constant(const Interval& domain, const Rational& value) {
  return {Constantly(domain, MaybeLine(Line{0, value}))};
}

PiecewiseLinear PiecewiseLinear::Identity(const Interval& domain) {
  return {Constantly(domain, MaybeLine(Line{1, 0}))};
}

bool PiecewiseLinear::is_zero() const {
  return std::all_of(cells.begin(), cells.end(), [](const auto& c) {
    return !c.value || *c.value == Line{};
  });
}

std::optional<Rational> PiecewiseLinear::AsConstant() const {
  if (!factor.empty() || cells.size() != 1 || !cells.front().value ||
      !cells.front().value->is_level()) {
    return std::nullopt;
  }
  return cells.front().value->offset;
}

std::optional<Rational> PiecewiseLinear::At(const Rational& x) const {
  const auto* cell = CellAt(cells, x);
  return cell != nullptr && cell->value ? std::optional(cell->value->At(x)) : std::nullopt;
}

MaybeFunction Add(const PiecewiseLinear& a, const PiecewiseLinear& b) {
  return Linewise(a, b, [](const Line& x, const Line& y) {
    return Line{x.slope + y.slope, x.offset + y.offset};
  });
}

MaybeFunction Subtract(const PiecewiseLinear& a, const PiecewiseLinear& b) {
  return Add(a, Negate(b));
}

PiecewiseLinear Negate(const PiecewiseLinear& a) {
  PiecewiseLinear result = a;
  for (auto& cell : result.cells) {
    if (cell.value) {
      cell.value = Line{-cell.value->slope, -cell.value->offset};
    }
  }
  return result;
}

MaybeFunction Multiply(const PiecewiseLinear& a, const PiecewiseLinear& b) {
  bool linear = true;
  auto cells = Merge<MaybeLine>(a.cells, b.cells, [&](const MaybeLine& x, const MaybeLine& y) {
    if (!x || !y) {
      return MaybeLine{};
    }
    linear = linear && (x->is_level() || y->is_level());
    return MaybeLine(Line{x->slope * y->offset + y->slope * x->offset, x->offset * y->offset});
  });
  if (!linear) {
    return std::nullopt;
  }
  Factor factor = a.factor;
  for (const auto& [node, exponent] : b.factor) {
    factor[node] += exponent;
    if (factor[node] == 0) {
      factor.erase(node);
    }
  }
  return PiecewiseLinear{std::move(cells), std::move(factor)};
}

MaybeFunction Divide(const PiecewiseLinear& a, const PiecewiseLinear& b) {
  PiecewiseLinear inverse{{}, {}};
  for (const auto& cell : b.cells) {
    if (cell.value && !cell.value->is_level()) {
      return std::nullopt;
    }
    const bool none = !cell.value || cell.value->offset.is_zero();
    Append(
        inverse.cells,
        cell.where,
        none ? MaybeLine{} : MaybeLine(Line{0, Rational(1) / cell.value->offset})
    );
  }
  for (const auto& [node, exponent] : b.factor) {
    inverse.factor[node] = -exponent;
  }
  return Multiply(a, inverse);
}

MaybeFunction Least(const PiecewiseLinear& a, const PiecewiseLinear& b) {
  return Pick(a, b, false);
}
MaybeFunction Greatest(const PiecewiseLinear& a, const PiecewiseLinear& b) {
  return Pick(a, b, true);
}
MaybeFunction Magnitude(const PiecewiseLinear& a) {
  return Greatest(a, Negate(a));
}

MaybeFunction RoundToStep(
    const PiecewiseLinear& a, const Rational& step, exact::RoundingMode mode
) {
  if (!a.factor.empty() || step.sign() <= 0) {
    return std::nullopt;
  }
  PiecewiseLinear result;
  for (const auto& cell : a.cells) {
    if (!cell.value || cell.value->is_level()) {
      Append(
          result.cells,
          cell.where,
          cell.value ? MaybeLine(Line{0, exact::RoundTo(cell.value->offset, step, mode)})
                     : MaybeLine{}
      );
    } else if (!AppendSteps(result.cells, *cell.value, cell.where, step, mode)) {
      return std::nullopt;
    }
    if (result.cells.size() > kMostCells) {
      return std::nullopt;
    }
  }
  return result;
}

MaybeFunction Otherwise(const PiecewiseLinear& a, const PiecewiseLinear& b) {
  const auto factor = Common(a, b);
  if (!factor) {
    return std::nullopt;
  }
  auto cells = Merge<MaybeLine>(a.cells, b.cells, [](const MaybeLine& x, const MaybeLine& y) {
    return x ? x : y;
  });
  return PiecewiseLinear{std::move(cells), *factor};
}

MaybeFunction Choose(
    const Cells<bool>& condition, const PiecewiseLinear& then, const PiecewiseLinear& otherwise
) {
  const auto factor = Common(then, otherwise);
  if (!factor) {
    return std::nullopt;
  }
  PiecewiseLinear result{{}, *factor};
  for (const auto& cell : condition) {
    for (const auto& branch : (cell.value ? then : otherwise).cells) {
      Append(result.cells, Intersect(branch.where, cell.where), branch.value);
    }
  }
  return result;
}

std::optional<Cells<bool>> Holds(
    const PiecewiseLinear& a, plan::Compare compare, const PiecewiseLinear& b
) {
  if (!Common(a, b)) {
    return std::nullopt;
  }
  Cells<bool> result;
  bool known = true;
  ForEachOrder(a, b, [&](const Interval& part, const Line* x, const Line* y) {
    known = known && x != nullptr;
    if (known) {
      const Rational at = part.Inside();
      Append(result, part, Compares(x->At(at), compare, y->At(at)));
    }
  });
  return known ? std::optional(std::move(result)) : std::nullopt;
}

std::optional<Interval> RangeOn(const PiecewiseLinear& f, const Interval& where) {
  std::optional<Interval> range;
  for (const auto& cell : f.cells) {
    const Interval part = Intersect(cell.where, where);
    if (!part.is_empty() && cell.value) {
      const Interval image = ImageOf(*cell.value, part);
      range = range ? Hull(*range, image) : image;
    }
  }
  return range;
}

std::optional<Fall> FirstFall(const PiecewiseLinear& f, const Interval& where, Going going) {
  const bool up = going == Going::kUp;
  Cells<MaybeLine> cells;
  for (const auto& cell : f.cells) {
    const Interval part = Intersect(cell.where, where);
    if (!part.is_empty() && cell.value) {
      cells.push_back({part, cell.value});
    }
  }
  if (!up) {
    std::reverse(cells.begin(), cells.end());
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (auto fall = i > 0 ? FallBetween(cells[i - 1], cells[i], up) : std::nullopt) {
      return fall;
    }
    if (auto fall = FallWithin(cells[i], up)) {
      return fall;
    }
  }
  return std::nullopt;
}

}  // namespace slate::analysis
