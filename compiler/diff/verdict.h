// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace slate::diff {

// Who gains by a change. kMixed: the customer in some cases, the provider in others. kUnclear:
// nothing is proven, which is not a pass.
enum class Verdict : std::uint8_t { kSame, kCustomerGains, kProviderGains, kMixed, kUnclear };

// `customer gains`
std::string_view NameOf(Verdict verdict);
// Of two changes together. What is shown to be mixed stays so, whatever else is unclear.
Verdict Join(Verdict a, Verdict b);
// With the texts, or the parties, changing places.
Verdict Mirror(Verdict verdict);

// How the new value relates to the old one, whatever the data: numbers by size, spans by what they
// cover, truths by false < unknown < true. Both have a value on the same data. kEither: opposite
// changes meet in it, or it depends on the change through something that goes either way.
enum class Order : std::uint8_t { kSame, kMore, kLess, kEither, kUnknown };

Order Join(Order a, Order b);
Order Flip(Order a);
// Of a difference a - b and the like.
inline Order Against(Order a, Order b) {
  return Join(a, Flip(b));
}
// What it means for the customer that something which is good for them changes so.
Verdict ForCustomer(Order order);

}  // namespace slate::diff
