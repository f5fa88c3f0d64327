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

// The tree of one text, as written. Nodes are values in vectors, named by ids; nothing changes after
// parsing. What a pass learns stands in its own table beside the tree.
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
  Rational value;             // 99.95% is 1999/2000
  enum class Mark : std::uint8_t { kNone, kPercent, kPermille } mark = Mark::kNone;
};
struct DurationLit {
  Rational nanoseconds;       // 1h30min
};
struct QuantityLit {          // 30 days, 500 EUR, 2 GiB, 3 service_days
  Rational value;
  Name unit;
};
struct InstantLit {
  std::int32_t day = 0;       // since 1970-01-01
  std::int64_t time_of_day = 0;  // ns, 24h allowed
  std::optional<std::int32_t> offset_seconds;  // `Z` = 0; absent = local reading in the agreement's zone
};
struct DateLit {
  std::int32_t day = 0;
};
struct MonthLit {
  std::int32_t year = 0;
  std::int32_t month = 0;     // 1..12
};
struct QuarterLit {
  std::int32_t year = 0;
  std::int32_t quarter = 0;   // 1..4
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
struct Member {               // base.name
  ExprId base;
  Name name;
};
struct Index {                // base[a, b]
  ExprId base;
  std::vector<ExprId> keys;
};

// One argument of a call: a plain expression, or the source, selection and body of an aggregate:
// SOURCE [by …] [as n] [where C] [: BODY]. (`by` is a PlacedBy link inside `source`.)
struct Argument {
  enum class Source : std::uint8_t { kExpr, kEvery, kSliding, kLastPeriods };
  Source source_kind = Source::kExpr;
  ExprId source{};            // the expression; the length of `every`/`sliding`; the N of `last N periods`
  std::optional<Name> as;
  std::optional<ExprId> where;
  std::optional<ExprId> body;
  Span span;
};
struct Call {                 // name(args)
  Name name;
  std::vector<Argument> args;
};
struct MethodCall {           // base.name(args), also the dotted metric name `mttr.working(…)`
  ExprId base;
  Name name;
  std::vector<Argument> args;
};

struct Label {                // a key member: word or "text"
  Name name;
};
struct TableRow {
  std::vector<Label> labels;  // empty = else
  ExprId value;
  Span span;
};
struct ByTable {              // by tier { gold: …, else: … }
  std::vector<Path> keys;
  std::vector<TableRow> rows;
};

enum class CompareOp : std::uint8_t { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };
struct Bound {
  CompareOp op = CompareOp::kLess;
  ExprId value;
};
struct Rung {
  std::vector<Bound> bounds;  // one or two; empty = else
  std::optional<std::string> printed;  // as "99.50% to 99.899%"
  Span printed_span;
  ExprId value;
  Span span;
};
struct Ladder {
  std::optional<ExprId> of;   // absent = `value`
  std::vector<Rung> rungs;
};

enum class UnaryOp : std::uint8_t { kMinus, kPlus, kNot };
struct Unary {
  UnaryOp op = UnaryOp::kMinus;
  ExprId operand;
};
enum class BinaryOp : std::uint8_t { kAdd, kSubtract, kMultiply, kDivide, kAnd, kOr, kOtherwise, kOf, kAt };
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
struct Range {                // A .. B
  ExprId from;
  ExprId to;
};
struct RangeFor {             // A for 50min
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
struct With { ExprId left; ExprId right; };
struct In { ExprId spans; ExprId bound; };
struct Except { ExprId spans; ExprId removed; };
struct Lasting { ExprId spans; CompareOp op = CompareOp::kGreaterEqual; ExprId length; };
struct Bridging { ExprId spans; CompareOp op = CompareOp::kLessEqual; ExprId length; };
struct Beyond { ExprId spans; ExprId length; };
struct Upto { ExprId spans; ExprId quota; Stretch per; };
struct PlacedBy { ExprId source; ExprId place; };   // down by from · ticket by decided

using ExprNode = std::variant<
    BadExpr, NumberLit, DurationLit, QuantityLit, InstantLit, DateLit, MonthLit, QuarterLit, TimeLit,
    TextLit, Ref, Member, Index, Call, MethodCall, ByTable, Ladder, Unary, Binary, Compare, If, Range,
    RangeFor, With, In, Except, Lasting, Bridging, Beyond, Upto, PlacedBy>;

struct Expr {
  ExprNode node;
  Span span;
  bool in_parens = false;
};

// ---- Declarations ----

struct Type {                 // number, duration, money / duration, tier, spans, T?
  struct Factor {
    Name name;
    bool divided = false;     // after a slash
  };
  std::vector<Factor> factors;
  bool optional = false;
  Span span;
};
enum class Direction : std::uint8_t { kNone, kGood, kBad };

struct Rhythm {               // month from 10 · 30 days from 2018-01-01 · quarter from Feb
  std::optional<std::int64_t> count;
  Name unit;
  std::optional<Name> from_name;
  std::optional<std::int64_t> from_number;
  std::optional<std::int32_t> from_day;  // a date
  Span span;
};

struct Over {                 // each service as row.column
  Name key;
  std::optional<Path> as;
};

struct Doc {                  // `///` lines before a declaration, joined by line feeds
  std::string text;
};

struct Version { std::string label; std::optional<Path> at; };
struct Provider { Name name; std::optional<std::string> title; };
struct Customer { std::optional<Name> name; std::optional<std::string> title; std::optional<Name> on_member; std::optional<Name> each_key; };
struct Term { std::int32_t first_day = 0; std::optional<std::int32_t> last_day; };  // last day included
struct Zone { std::string name; };
struct Currency { Name name; };
struct PeriodDecl { Rhythm rhythm; };
struct Partial { Name rule; };
struct UnitDecl { Name name; std::optional<std::string> title; };
struct KeyMember { Name name; std::optional<std::string> title; };
struct KeyDecl { Name name; std::optional<Name> formerly; bool closed = false; std::vector<KeyMember> members; std::optional<Name> during; };

struct Hours {                // Mon .. Fri 09:00 .. 12:30
  std::optional<Name> first_weekday;  // absent: repeats the group before; in the first group: every day
  std::optional<Name> last_weekday;
  std::int64_t from = 0;      // ns of day
  std::int64_t to = 0;
  Span span;
};
struct Days {                 // 2026-02-14 · 2026-12-24 .. 2026-12-31 · holidays.de.be
  std::optional<std::int32_t> first_day;
  std::optional<std::int32_t> last_day;
  std::optional<Path> table;
  Span span;
};
struct CalendarDecl {
  Name name;
  std::vector<Hours> hours;
  std::optional<std::string> zone;
  std::vector<Days> except;
  std::vector<Days> also;
  std::optional<std::pair<std::int64_t, std::int64_t>> also_hours;
};

struct Sampling {
  enum class Kind : std::uint8_t { kEvents, kSlots, kStateLog } kind = Kind::kEvents;
  std::optional<Rational> every;      // ns, slots
  std::optional<Rational> good_for;   // ns
  std::optional<Name> keeping;        // worst | best | last
  std::optional<Rational> upto;       // ns, state log
};
struct Column {
  std::vector<Name> names;
  enum class Fold : std::uint8_t { kNone, kFirst, kLast, kHistory } fold = Fold::kNone;
  Type type;
  Direction direction = Direction::kNone;
};
struct Let {
  Name name;
  std::vector<Over> each;
  ExprId value;
  Doc doc;
  Span span;
};
struct RecordField { Name name; ExprId value; };
struct Record { std::vector<RecordField> fields; Span span; };

struct Gaps { std::optional<Name> rule; std::optional<Record> filled; Span span; };  // absent | unknown | { up: true }
struct Complete { std::vector<Name> except; Span span; };
struct Pending { ExprId until; Name otherwise; Span span; };
struct Reopened { Name counts_as; Span span; };
using Absence = std::variant<Gaps, Complete, Pending, Reopened>;

struct Input {
  Name name;
  std::optional<Name> formerly;
  Sampling sampling;
  std::optional<Name> per;
  std::optional<Name> by;             // default place
  std::optional<Name> by_to;          // by from .. to
  std::vector<Column> columns;
  std::vector<Let> lets;
  std::vector<Absence> absences;
};

struct Reading {              // prorated by day of 30 · at start · highest · split
  Name word;                  // prorated | at | highest | lowest | split | …
  std::optional<Name> detail; // day, time; start, end
  std::optional<Rational> of;
};
struct Past {                 // one step of a timeline
  enum class When : std::uint8_t { kElse, kMonth, kQuarter, kDate, kYear } when = When::kElse;
  std::int32_t year = 0;
  std::int32_t part = 0;      // month or quarter
  std::int32_t day = 0;       // kDate: days since 1970-01-01
  ExprId value;
  Span span;
};
struct Timeline { std::vector<Past> steps; Span span; };

struct Given {
  Name name;
  std::optional<Name> formerly;
  Type type;
  std::vector<Name> by;
  bool dated = false;
  std::optional<Reading> reading;
  std::optional<ExprId> value;
  std::optional<Timeline> timeline;
};
struct Attested { Name name; Type type; std::vector<Over> each; Name by; };

struct Change {               // loosens | changes PATH, … because "…"
  bool loosens = true;
  std::vector<Path> paths;
  std::string reason;
};

struct OwnPeriod { Rhythm rhythm; };
struct OnlyWhen { ExprId condition; };
struct Measure { ExprId value; };
struct Target { CompareOp op = CompareOp::kGreaterEqual; ExprId value; };
struct Credit { ExprId value; };
struct Bonus { ExprId value; ExprId when; };
struct Figure { Path path; std::vector<ExprId> index; };
struct Relies {
  std::optional<Name> how;            // all | any
  std::optional<std::int64_t> at_least;  // 2 of
  std::vector<Figure> figures;
  bool independent = false;
};
struct Promise {
  std::variant<Let, OwnPeriod, OnlyWhen, Measure, Target, Credit, Bonus, Relies, Change> node;
  Span span;
};
struct Objective {
  Name name;
  std::optional<Name> formerly;
  std::optional<std::string> title;
  std::optional<Name> by;
  std::vector<Over> each;
  std::vector<Promise> promises;
};

struct Part {                 // of a total: a path, or (highest of a, b each k)
  std::optional<Path> path;
  std::optional<Name> how;
  std::vector<Path> paths;
  std::vector<Over> each;
  Span span;
};
struct Total { Name how; std::vector<Part> parts; Span span; };
struct DropWhen { CompareOp op = CompareOp::kLessEqual; ExprId limit; };
struct HoldWhen { CompareOp op = CompareOp::kLess; ExprId limit; };
struct Cap { ExprId limit; std::optional<Stretch> per; std::optional<Name> by; };
struct Less { Path amount; };
struct Round { Name mode; ExprId unit; };
struct Claim { ExprId until; std::optional<Name> otherwise; };
struct UndecidedPays { Name which; };
struct Step {
  std::variant<DropWhen, HoldWhen, Cap, Less, Round, Claim, UndecidedPays> node;
  Span span;
};
struct Settle {
  std::optional<Name> name;
  std::vector<Over> each;
  std::optional<Name> per;
  std::optional<Name> for_party;
  std::optional<Total> total;
  std::vector<Step> steps;
};
struct Right {
  Name name;
  std::optional<std::string> title;
  Name by;
  std::vector<Over> each;
  std::optional<ExprId> until;
  std::optional<ExprId> when;
};
struct Duty {
  std::vector<Name> parties;
  std::string title;
  std::optional<Name> per;
  std::optional<ExprId> until;
  std::optional<ExprId> when;
  std::optional<Path> done_by;
};
struct Opening { Path path; std::vector<ExprId> index; std::optional<ExprId> value; std::optional<Timeline> timeline; };
struct TitleEntry { Path path; std::string title; };
struct Titles { Name language; std::vector<TitleEntry> entries; };
struct Wording { Name language; std::string text; Span span; };
struct Clause { std::string title; std::vector<Wording> wordings; };

struct Item {
  std::variant<
      Version, Provider, Customer, Term, Zone, Currency, PeriodDecl, Partial, UnitDecl, KeyDecl,
      CalendarDecl, Input, Given, Attested, Let, Objective, Settle, Right, Duty, Opening, Change,
      Titles, Clause>
      node;
  Span span;
  Doc doc;
};

struct Parameter { Name name; Type type; Direction direction = Direction::kNone; };
struct Metric {
  Path name;
  std::vector<Parameter> parameters;
  Type result;
  std::optional<ExprId> best;
  ExprId value;
  std::vector<Wording> reads;
  Doc doc;
  Span span;
};
struct Narrow { Name key; Label member; };
struct Agreement {
  Name name;
  std::optional<std::string> title;
  std::optional<Name> under;
  std::vector<Narrow> narrows;
  std::vector<Item> items;
  Doc doc;
  Span span;
};
struct Amendment {
  Name name;
  std::optional<std::string> title;
  Name of;
  std::int32_t from_day = 0;
  std::optional<Name> how;    // next | splits
  std::vector<Item> items;
  Doc doc;
  Span span;
};

// ---- Examples ----

struct ExPeriod { ExprId range; };
struct ExTerm { Term term; };
struct ExNow { ExprId instant; };
struct ExTry { std::vector<Name> names; std::vector<std::vector<ExprId>> tuples; };
struct ExGiven { Name name; std::vector<ExprId> index; std::optional<ExprId> value; std::optional<Timeline> timeline; };
struct ExSuppose { Path path; std::vector<ExprId> index; std::optional<ExprId> value; std::optional<Timeline> timeline; };
struct RowPlace {             // at T · A .. B · every D [for L] in RANGE
  std::optional<ExprId> at;
  std::optional<ExprId> every;
  std::optional<ExprId> each_for;
  std::optional<ExprId> range;
  Span span;
};
struct ExRow {
  std::optional<Record> record;
  std::optional<ExprId> times;
  std::optional<RowPlace> place;
  Span span;
};
struct ExData { Name input; std::vector<ExprId> index; bool none = false; std::vector<ExRow> rows; };
struct ExExpect { std::optional<ExprId> in; std::vector<ExprId> claims; };
struct Fact {
  std::variant<ExPeriod, ExTerm, ExNow, ExTry, ExGiven, ExSuppose, ExData, ExExpect> node;
  Span span;
};
struct Example {
  std::string title;
  Span title_span;
  Name of;
  std::vector<Fact> facts;
  Span span;
};

struct Use { Path path; Span span; };

// `// slate: allow(SL7003) because …`
struct Silence {
  std::vector<std::string> codes;
  std::string reason;
  Span span;
};

struct File {
  source::FileId id{};
  std::optional<std::int64_t> edition;  // slate 1
  Span edition_span;
  std::vector<Use> uses;
  std::vector<Metric> metrics;
  std::vector<Agreement> agreements;
  std::vector<Amendment> amendments;
  std::vector<Example> examples;
  std::vector<Silence> silences;
  IdMap<ExprId, Expr> exprs;

  const Expr& operator[](ExprId expr) const { return exprs[expr]; }
};

}  // namespace slate::ast
