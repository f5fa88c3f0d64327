// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "compiler/analysis/interval.h"

namespace slate::analysis {

// A value on each stretch of a line. The stretches are disjoint, not empty, in ascending order, and
// cover the domain.
template <typename T>
struct Cell {
  Interval where;
  T value;
};
template <typename T>
using Cells = std::vector<Cell<T>>;

// Beyond this many cells nothing is analysed any more.
inline constexpr std::size_t kMostCells = 100'000;

template <typename T>
Cells<T> Constantly(const Interval& domain, T value) {
  return {{domain, std::move(value)}};
}

// Neighbours of equal value become one.
template <typename T>
void Append(Cells<T>& cells, const Interval& where, T value) {
  if (where.is_empty()) {
    return;
  }
  if (!cells.empty() && cells.back().value == value) {
    cells.back().where.high = where.high;
    return;
  }
  cells.push_back({where, std::move(value)});
}

// Whether a ends no later than b.
inline bool EndsFirst(const Interval& a, const Interval& b) {
  if (!a.high || !b.high) {
    return a.high.has_value();
  }
  return a.high->value < b.high->value ||
         (a.high->value == b.high->value && (!a.high->closed || b.high->closed));
}

// Calls f(where, a, b) on the common refinement of two functions of one domain.
template <typename A, typename B, typename F>
void ForEachPair(const Cells<A>& a, const Cells<B>& b, F&& f) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const Interval where = Intersect(a[i].where, b[j].where);
    if (!where.is_empty()) {
      f(where, a[i].value, b[j].value);
    }
    const bool a_first = EndsFirst(a[i].where, b[j].where);
    const bool b_first = EndsFirst(b[j].where, a[i].where);
    i += a_first || !b_first ? 1 : 0;
    j += b_first || !a_first ? 1 : 0;
  }
}

template <typename R, typename A, typename B, typename F>
Cells<R> Merge(const Cells<A>& a, const Cells<B>& b, F&& f) {
  Cells<R> result;
  ForEachPair(a, b, [&](const Interval& where, const A& x, const B& y) {
    Append(result, where, R(f(x, y)));
  });
  return result;
}

// The cell that holds x.
template <typename T>
const Cell<T>* CellAt(const Cells<T>& cells, const Rational& x) {
  const auto found = std::find_if(cells.begin(), cells.end(), [&](const Cell<T>& cell) {
    return cell.where.Contains(x);
  });
  return found == cells.end() ? nullptr : &*found;
}

// Truth of `x in inside` over the domain.
inline Cells<bool> Membership(const Interval& domain, const Interval& inside) {
  if (Intersect(domain, inside).is_empty()) {
    return Constantly(domain, false);
  }
  Cells<bool> cells;
  if (inside.low) {
    const Interval below{std::nullopt, End{inside.low->value, !inside.low->closed}};
    Append(cells, Intersect(domain, below), false);
  }
  Append(cells, Intersect(domain, inside), true);
  if (inside.high) {
    const Interval above{End{inside.high->value, !inside.high->closed}, std::nullopt};
    Append(cells, Intersect(domain, above), false);
  }
  return cells;
}

}  // namespace slate::analysis
