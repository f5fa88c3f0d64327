// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/ast/ast.h"
#include "runtime/diag/sink.h"

namespace slate::syntax {

// A literal's text with its place; readers report what cannot be and return nothing.
struct Literal {
  std::string_view text;
  source::Span span;
};

// `1_200.50`, `99.95%`, `2‰`. Too many digits: nothing, reported before.
std::optional<ast::NumberLit> ReadNumber(Literal literal);
// `1h30min` in nanoseconds.
std::optional<ast::Rational> ReadDuration(Literal literal);
// `2026-02-28`, in days since 1970-01-01.
std::optional<std::int32_t> ReadDate(Literal literal, diag::Sink& sink);
std::optional<ast::MonthLit> ReadMonth(Literal literal, diag::Sink& sink);
std::optional<ast::QuarterLit> ReadQuarter(Literal literal, diag::Sink& sink);
// `09:00`, `24:00`, in nanoseconds of the day.
std::optional<std::int64_t> ReadTime(Literal literal, diag::Sink& sink);
std::optional<ast::InstantLit> ReadInstant(Literal literal, diag::Sink& sink);
// A count: a whole number of 63 bits.
std::optional<std::int64_t> ReadCount(Literal literal, diag::Sink& sink);
std::optional<std::int32_t> ReadYear(Literal literal, diag::Sink& sink);
// What a text in `"` or `"""` says, without its marks and escapes.
std::string ReadText(Literal literal, diag::Sink& sink);

}  // namespace slate::syntax
