// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "runtime/base/check.h"

namespace slate {

// What went wrong outside the program, as a sentence without a full stop.
struct Error {
  std::string message;
};

// A value, or the reason why the outside world did not give one. Spelled like std::expected.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return has_value(); }

  const T& value() const& {
    Check(has_value(), "a Result was read without a value");
    return *std::get_if<T>(&state_);
  }
  T&& value() && {
    Check(has_value(), "a Result was read without a value");
    return std::move(*std::get_if<T>(&state_));
  }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const {
    Check(!has_value(), "a Result was read as an error");
    return *std::get_if<Error>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

}  // namespace slate
