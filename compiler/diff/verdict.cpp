// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/verdict.h"

#include "runtime/base/check.h"

namespace slate::diff {

std::string_view NameOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kSame: return "same";
    case Verdict::kCustomerGains: return "customer gains";
    case Verdict::kProviderGains: return "provider gains";
    case Verdict::kMixed: return "mixed";
    case Verdict::kUnclear: return "unclear";
  }
  Unreachable("a verdict has no name");
}

Verdict Join(Verdict a, Verdict b) {
  if (a == b || b == Verdict::kSame) {
    return a;
  }
  if (a == Verdict::kSame) {
    return b;
  }
  if (a == Verdict::kMixed || b == Verdict::kMixed) {
    return Verdict::kMixed;
  }
  return a == Verdict::kUnclear || b == Verdict::kUnclear ? Verdict::kUnclear : Verdict::kMixed;
}

Verdict Mirror(Verdict verdict) {
  switch (verdict) {
    case Verdict::kCustomerGains: return Verdict::kProviderGains;
    case Verdict::kProviderGains: return Verdict::kCustomerGains;
    case Verdict::kSame:
    case Verdict::kMixed:
    case Verdict::kUnclear: return verdict;
  }
  Unreachable("a verdict has no mirror");
}

Order Join(Order a, Order b) {
  if (a == b || b == Order::kSame) {
    return a;
  }
  if (a == Order::kSame) {
    return b;
  }
  return a == Order::kUnknown || b == Order::kUnknown ? Order::kUnknown : Order::kEither;
}

Order Flip(Order a) {
  switch (a) {
    case Order::kMore: return Order::kLess;
    case Order::kLess: return Order::kMore;
    case Order::kSame:
    case Order::kEither:
    case Order::kUnknown: return a;
  }
  Unreachable("an order has no reverse");
}

Verdict ForCustomer(Order order) {
  switch (order) {
    case Order::kSame: return Verdict::kSame;
    case Order::kMore: return Verdict::kCustomerGains;
    case Order::kLess: return Verdict::kProviderGains;
    case Order::kEither: return Verdict::kMixed;
    case Order::kUnknown: return Verdict::kUnclear;
  }
  Unreachable("an order means nothing");
}

}  // namespace slate::diff
