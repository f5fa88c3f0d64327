// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/ast/expression.h"

namespace slate::ast {

struct Type {  // number, duration, money / duration, tier, spans, T?
  struct Factor {
    Name name;
    bool divided = false;  // after a slash
  };
  std::vector<Factor> factors;
  bool optional = false;
  Span span;
};
enum class Direction : std::uint8_t { kNone, kGood, kBad };

struct Rhythm {  // month from 10 · 30 days from 2018-01-01 · quarter from Feb
  std::optional<std::int64_t> count;
  Name unit;
  std::optional<Name> from_name;
  std::optional<std::int64_t> from_number;
  std::optional<std::int32_t> from_day;  // a date
  Span span;
};

struct Over {  // each service as row.column
  Name key;
  std::optional<Path> as;
};

struct Doc {  // `///` lines before a declaration, joined by line feeds
  std::string text;
};

struct Version {
  std::string label;
  std::optional<Path> at;
};
struct Provider {
  Name name;
  std::optional<std::string> title;
};
struct Customer {
  std::optional<Name> name;
  std::optional<std::string> title;
  std::optional<Name> on_member;
  std::optional<Name> each_key;
};
struct Term {
  std::int32_t first_day = 0;
  std::optional<std::int32_t> last_day;
};  // last day included
struct Zone {
  std::string name;
};
struct Currency {
  Name name;
};
struct PeriodDecl {
  Rhythm rhythm;
};
struct Partial {
  Name rule;
};
struct UnitDecl {
  Name name;
  std::optional<std::string> title;
};
struct KeyMember {
  Name name;
  std::optional<std::string> title;
};
struct KeyDecl {
  Name name;
  std::optional<Name> formerly;
  bool closed = false;
  std::vector<KeyMember> members;
  std::optional<Name> during;
};

struct Hours {  // Mon .. Fri 09:00 .. 12:30
  // Absent: repeats the group before; in the first group: every day.
  std::optional<Name> first_weekday;
  std::optional<Name> last_weekday;
  std::int64_t from = 0;  // ns of day
  std::int64_t to = 0;
  Span span;
};
struct Days {  // 2026-02-14 · 2026-12-24 .. 2026-12-31 · holidays.de.be
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
  std::optional<Rational> every;     // ns, slots
  std::optional<Rational> good_for;  // ns
  std::optional<Name> keeping;       // worst | best | last
  std::optional<Rational> upto;      // ns, state log
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
struct RecordField {
  Name name;
  ExprId value;
};
struct Record {
  std::vector<RecordField> fields;
  Span span;
};

struct Gaps {
  std::optional<Name> rule;
  std::optional<Record> filled;
  Span span;
};  // absent | unknown | { up: true }
struct Complete {
  std::vector<Name> except;
  Span span;
};
struct Pending {
  ExprId until;
  Name otherwise;
  Span span;
};
struct Reopened {
  Name counts_as;
  Span span;
};
using Absence = std::variant<Gaps, Complete, Pending, Reopened>;

struct Input {
  Name name;
  std::optional<Name> formerly;
  Sampling sampling;
  std::optional<Name> per;
  std::optional<Name> by;     // default place
  std::optional<Name> by_to;  // by from .. to
  std::vector<Column> columns;
  std::vector<Let> lets;
  std::vector<Absence> absences;
};

struct Reading {               // prorated by day of 30 · at start · highest · split
  Name word;                   // prorated | at | highest | lowest | split | …
  std::optional<Name> detail;  // day, time; start, end
  std::optional<Rational> of;
};
struct Past {  // one step of a timeline
  enum class When : std::uint8_t { kElse, kMonth, kQuarter, kDate, kYear } when = When::kElse;
  std::int32_t year = 0;
  std::int32_t part = 0;  // month or quarter
  std::int32_t day = 0;   // kDate: days since 1970-01-01
  ExprId value;
  Span span;
};
struct Timeline {
  std::vector<Past> steps;
  Span span;
};

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
struct Attested {
  Name name;
  Type type;
  std::vector<Over> each;
  Name by;
};

struct Change {  // loosens | changes PATH, … because "…"
  bool loosens = true;
  std::vector<Path> paths;
  std::string reason;
};

struct OwnPeriod {
  Rhythm rhythm;
};
struct OnlyWhen {
  ExprId condition;
};
struct Measure {
  ExprId value;
};
struct Target {
  CompareOp op = CompareOp::kGreaterEqual;
  ExprId value;
};
struct Credit {
  ExprId value;
};
struct Bonus {
  ExprId value;
  ExprId when;
};
struct Figure {
  Path path;
  std::vector<ExprId> index;
};
struct Relies {
  std::optional<Name> how;               // all | any
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

struct Part {  // of a total: a path, or (highest of a, b each k)
  std::optional<Path> path;
  std::optional<Name> how;
  std::vector<Path> paths;
  std::vector<Over> each;
  Span span;
};
struct Total {
  Name how;
  std::vector<Part> parts;
  Span span;
};
struct DropWhen {
  CompareOp op = CompareOp::kLessEqual;
  ExprId limit;
};
struct HoldWhen {
  CompareOp op = CompareOp::kLess;
  ExprId limit;
};
struct Cap {
  ExprId limit;
  std::optional<Stretch> per;
  std::optional<Name> by;
};
struct Less {
  Path amount;
};
struct Round {
  Name mode;
  ExprId unit;
};
struct Claim {
  ExprId until;
  std::optional<Name> otherwise;
};
struct UndecidedPays {
  Name which;
};
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
struct Opening {
  Path path;
  std::vector<ExprId> index;
  std::optional<ExprId> value;
  std::optional<Timeline> timeline;
};
struct TitleEntry {
  Path path;
  std::string title;
};
struct Titles {
  Name language;
  std::vector<TitleEntry> entries;
};
struct Wording {
  Name language;
  std::string text;
  Span span;
};
struct Clause {
  std::string title;
  std::vector<Wording> wordings;
};

struct Item {
  std::variant<
      Version,
      Provider,
      Customer,
      Term,
      Zone,
      Currency,
      PeriodDecl,
      Partial,
      UnitDecl,
      KeyDecl,
      CalendarDecl,
      Input,
      Given,
      Attested,
      Let,
      Objective,
      Settle,
      Right,
      Duty,
      Opening,
      Change,
      Titles,
      Clause>
      node;
  Span span;
  Doc doc;
};

struct Parameter {
  Name name;
  Type type;
  Direction direction = Direction::kNone;
};
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
struct Narrow {
  Name key;
  Label member;
};
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
  std::optional<Name> how;  // next | splits
  std::vector<Item> items;
  Doc doc;
  Span span;
};

}  // namespace slate::ast
