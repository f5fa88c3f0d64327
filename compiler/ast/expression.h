// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "runtime/base/id_map.h"
#include "runtime/diag/source_file.h"
#include "runtime/exact/rational.h"

namespace slate::ast {

using exact::Rational;
using source::Span;

enum class ExprId : std::uint32_t {};

// A word as written. `text` is what names are compared by (NFC).
struct Name {
  std::string text;
  Span span;

  bool operator==(const Name& other) const { return text == other.text; }
};

// a.b.c
struct Path {
  std::vector<Name> names;
  Span span;

  std::string Text() const;
};

// ---- Expressions ----

// Stands where an expression should have been, so that later passes can go on quietly.
struct BadExpr {};
struct NumberLit {
  Rational value;  // 99.95% is 1999/2000
  enum class Mark : std::uint8_t { kNone, kPercent, kPermille } mark = Mark::kNone;
};
struct DurationLit {
  Rational nanoseconds;  // 1h30min
};
struct QuantityLit {  // 30 days, 500 EUR, 2 GiB, 3 service_days
  Rational value;
  Name unit;
};
struct InstantLit {
  std::int32_t day = 0;          // since 1970-01-01
  std::int64_t time_of_day = 0;  // ns, 24h allowed
  // `Z` = 0; absent = local reading in the agreement's zone.
  std::optional<std::int32_t> offset_seconds;
};
struct DateLit {
  std::int32_t day = 0;
};
struct MonthLit {
  std::int32_t year = 0;
  std::int32_t month = 0;  // 1..12
};
struct QuarterLit {
  std::int32_t year = 0;
  std::int32_t quarter = 0;  // 1..4
};
struct TimeLit {
  std::int64_t time_of_day = 0;  // ns; also the right end of `2026-03-10T10:00 .. 10:50`
};
struct TextLit {
  std::string value;
};
struct Ref {
  Name name;
};
struct Member {  // base.name
  ExprId base;
  Name name;
};
struct Index {  // base[a, b]
  ExprId base;
  std::vector<ExprId> keys;
};

// One argument of a call: a plain expression, or the source, selection and body of an aggregate:
// SOURCE [by …] [as n] [where C] [: BODY]. (`by` is a PlacedBy link inside `source`.)
struct Argument {
  enum class Source : std::uint8_t { kExpr, kEvery, kSliding, kLastPeriods };
  Source source_kind = Source::kExpr;
  ExprId source{};  // the expression; the length of `every`/`sliding`; the N of `last N periods`
  std::optional<Name> as;
  std::optional<ExprId> where;
  std::optional<ExprId> body;
  Span span;
};
struct Call {  // name(args)
  Name name;
  std::vector<Argument> args;
};
struct MethodCall {  // base.name(args), also the dotted metric name `mttr.working(…)`
  ExprId base;
  Name name;
  std::vector<Argument> args;
};

struct Label {  // a key member: word or "text"
  Name name;
};
struct TableRow {
  std::vector<Label> labels;  // empty = else
  ExprId value;
  Span span;
};
struct ByTable {  // by tier { gold: …, else: … }
  std::vector<Path> keys;
  std::vector<TableRow> rows;
};

enum class CompareOp : std::uint8_t {
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual
};
struct Bound {
  CompareOp op = CompareOp::kLess;
  ExprId value;
};
struct Rung {
  std::vector<Bound> bounds;           // one or two; empty = else
  std::optional<std::string> printed;  // as "99.50% to 99.899%"
  Span printed_span;
  ExprId value;
  Span span;
};
struct Ladder {
  std::optional<ExprId> of;  // absent = `value`
  std::vector<Rung> rungs;
};

enum class UnaryOp : std::uint8_t { kMinus, kPlus, kNot };
struct Unary {
  UnaryOp op = UnaryOp::kMinus;
  ExprId operand;
};
enum class BinaryOp : std::uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kAnd,
  kOr,
  kOtherwise,
  kOf,
  kAt
};
struct Binary {
  BinaryOp op = BinaryOp::kAdd;
  ExprId left;
  ExprId right;
  Span op_span;
};
struct Compare {
  CompareOp op = CompareOp::kEqual;
  ExprId left;
  ExprId right;
  Span op_span;
};
struct If {
  ExprId condition;
  ExprId then;
  ExprId otherwise;
};
struct Range {  // A .. B
  ExprId from;
  ExprId to;
};
struct RangeFor {  // A for 50min
  ExprId from;
  ExprId length;
};

// `last N periods` or a named rhythm: period, quarter, contract_year …
struct Stretch {
  std::optional<std::int64_t> last_periods;
  std::optional<Name> name;
  Span span;
};

// Links of a span chain, left to right.
struct With {
  ExprId left;
  ExprId right;
};
struct In {
  ExprId spans;
  ExprId bound;
};
struct Except {
  ExprId spans;
  ExprId removed;
};
struct Lasting {
  ExprId spans;
  CompareOp op = CompareOp::kGreaterEqual;
  ExprId length;
};
struct Bridging {
  ExprId spans;
  CompareOp op = CompareOp::kLessEqual;
  ExprId length;
};
struct Beyond {
  ExprId spans;
  ExprId length;
};
struct Upto {
  ExprId spans;
  ExprId quota;
  Stretch per;
};
struct PlacedBy {
  ExprId source;
  ExprId place;
};  // down by from · ticket by decided

using ExprNode = std::variant<
    BadExpr,
    NumberLit,
    DurationLit,
    QuantityLit,
    InstantLit,
    DateLit,
    MonthLit,
    QuarterLit,
    TimeLit,
    TextLit,
    Ref,
    Member,
    Index,
    Call,
    MethodCall,
    ByTable,
    Ladder,
    Unary,
    Binary,
    Compare,
    If,
    Range,
    RangeFor,
    With,
    In,
    Except,
    Lasting,
    Bridging,
    Beyond,
    Upto,
    PlacedBy>;

struct Expr {
  ExprNode node;
  Span span;
  bool in_parens = false;
};

}  // namespace slate::ast
