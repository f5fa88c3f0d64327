// SPDX-License-Identifier: Apache-2.0
#include "runtime/exact/rational_sum.h"

#include <string>
#include <utility>

#include "runtime/base/check.h"

namespace slate::exact {

namespace {

// Halves the number of terms. Done again and again this is a balanced tree, in which most additions
// are of small numbers.
void AddNeighbours(std::vector<Rational>& terms) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < terms.size(); i += 2, ++kept) {
    Rational pair = std::move(terms[i]);
    if (i + 1 < terms.size()) {
      pair += terms[i + 1];
    }
    terms[kept] = std::move(pair);
  }
  terms.resize(kept);
}

}  // namespace

void RationalSum::Add(const Rational& value) {
  const std::optional<std::pair<std::int64_t, std::int64_t>> words = value.ToWords();
  if (words) {
    by_denominator_[words->second] += words->first;
  } else {
    big_.push_back(value);
  }
}

void RationalSum::Add(std::int64_t n, std::int64_t d) {
  Check(d > 0, "a summand has a denominator that is not positive");
  by_denominator_[d] += n;
}

void RationalSum::Merge(const RationalSum& other) {
  for (const auto& [d, n] : other.by_denominator_) {
    by_denominator_[d] += n;
  }
  big_.insert(big_.end(), other.big_.begin(), other.big_.end());
}

Rational RationalSum::Total() const {
  std::vector<Rational> terms = big_;
  terms.reserve(big_.size() + by_denominator_.size());
  for (const auto& [d, n] : by_denominator_) {
    terms.push_back(Rational::OfWide(n, d));
  }
  while (terms.size() > 1) {
    AddNeighbours(terms);
  }
  return terms.empty() ? Rational() : std::move(terms.front());
}

}  // namespace slate::exact
