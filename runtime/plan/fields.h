// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <tuple>

#include "runtime/plan/plan.h"

// The fields of every struct of a plan, once, in the order of the JSON form. Writer, reader, schema
// and walk are made of these tables.
namespace slate::plan {

// kRequired fields are always written. kOrigin fields say where a thing was written and not what it
// means; the hash of a plan leaves them out.
enum class Role : std::uint8_t { kOptional, kRequired, kOrigin };

template <typename S, typename T>
struct Field {
  std::string_view name;
  T S::*member;
  Role role = Role::kOptional;
};

template <typename S, typename T>
constexpr Field<S, T> Must(std::string_view name, T S::*member) {
  return {name, member, Role::kRequired};
}
template <typename S, typename T>
constexpr Field<S, T> May(std::string_view name, T S::*member) {
  return {name, member, Role::kOptional};
}
template <typename S, typename T>
constexpr Field<S, T> From(std::string_view name, T S::*member) {
  return {name, member, Role::kOrigin};
}

// Fields(const S*) is the table of S; the pointer only names the struct.
constexpr auto Fields(const Type* /*of*/) {
  using S = Type;
  return std::tuple{
      Must("kind", &S::kind),
      May("unit", &S::unit),
      May("key", &S::key),
      May("optional", &S::optional),
      May("range", &S::range)};
}

constexpr auto Fields(const LocalInstant* /*of*/) {
  using S = LocalInstant;
  return std::tuple{Must("day", &S::day), Must("time_of_day", &S::time_of_day)};
}

constexpr auto Fields(const Rhythm* /*of*/) {
  using S = Rhythm;
  return std::tuple{
      Must("unit", &S::unit),
      May("count", &S::count),
      May("day_of_month", &S::day_of_month),
      May("first_month", &S::first_month),
      May("anchor_day", &S::anchor_day),
      May("contract", &S::contract)};
}

constexpr auto Fields(const Bound* /*of*/) {
  using S = Bound;
  return std::tuple{Must("compare", &S::compare), Must("value", &S::value)};
}

constexpr auto Fields(const Rung* /*of*/) {
  using S = Rung;
  return std::tuple{
      Must("bounds", &S::bounds), Must("value", &S::value), May("printed", &S::printed)};
}

constexpr auto Fields(const TableRow* /*of*/) {
  using S = TableRow;
  return std::tuple{Must("labels", &S::labels), Must("value", &S::value)};
}

constexpr auto Fields(const Node* /*of*/) {
  using S = Node;
  return std::tuple{
      Must("op", &S::op),
      May("name", &S::name),
      May("input", &S::input),
      May("field", &S::field),
      May("args", &S::args),
      May("constant", &S::constant),
      May("index", &S::index),
      May("compare", &S::compare),
      May("aggregate", &S::aggregate),
      May("source", &S::source),
      May("reading", &S::reading),
      May("reading_of", &S::reading_of),
      May("quantile", &S::quantile),
      May("where", &S::where),
      May("body", &S::body),
      May("rollup", &S::rollup),
      May("rhythm", &S::rhythm),
      May("rows", &S::rows),
      May("rungs", &S::rungs),
      May("fallback", &S::fallback),
      Must("type", &S::type),
      May("label", &S::label),
      From("origin", &S::origin)};
}

constexpr auto Fields(const Rollup::Scope* /*of*/) {
  using S = Rollup::Scope;
  return std::tuple{Must("key", &S::key), Must("column", &S::column)};
}

constexpr auto Fields(const Rollup* /*of*/) {
  using S = Rollup;
  return std::tuple{
      Must("input", &S::input),
      May("scope", &S::scope),
      Must("place", &S::place_kind),
      May("place_column", &S::column),
      May("place_value", &S::place),
      May("where", &S::where),
      Must("aggregate", &S::aggregate),
      May("body", &S::body),
      May("quantile", &S::quantile)};
}

constexpr auto Fields(const Key::Entry* /*of*/) {
  using S = Key::Entry;
  return std::tuple{Must("label", &S::label), May("title", &S::title)};
}

constexpr auto Fields(const Key* /*of*/) {
  using S = Key;
  return std::tuple{
      Must("name", &S::name),
      May("formerly", &S::formerly),
      May("title", &S::title),
      May("closed", &S::closed),
      May("members", &S::members),
      May("during", &S::during)};
}

constexpr auto Fields(const Calendar::Hours* /*of*/) {
  using S = Calendar::Hours;
  return std::tuple{Must("weekdays", &S::weekdays), Must("from", &S::from), Must("to", &S::to)};
}

constexpr auto Fields(const Calendar::Days* /*of*/) {
  using S = Calendar::Days;
  return std::tuple{Must("first", &S::first), Must("last", &S::last)};
}

constexpr auto Fields(const Calendar* /*of*/) {
  using S = Calendar;
  return std::tuple{
      Must("name", &S::name),
      May("hours", &S::hours),
      May("zone", &S::zone),
      May("except", &S::except),
      May("except_tables", &S::except_tables),
      May("also", &S::also),
      May("also_tables", &S::also_tables),
      May("also_hours", &S::also_hours)};
}

constexpr auto Fields(const Column* /*of*/) {
  using S = Column;
  return std::tuple{
      Must("name", &S::name),
      Must("type", &S::type),
      May("fold", &S::fold),
      May("direction", &S::direction)};
}

constexpr auto Fields(const Input* /*of*/) {
  using S = Input;
  return std::tuple{
      Must("name", &S::name),
      May("formerly", &S::formerly),
      May("doc", &S::doc),
      Must("kind", &S::kind),
      May("columns", &S::columns),
      May("per", &S::per),
      May("interval", &S::interval),
      May("every", &S::every),
      May("good_for", &S::good_for),
      May("keeping", &S::keeping),
      May("upto", &S::upto),
      May("gaps", &S::gaps),
      May("filled", &S::filled),
      May("complete", &S::complete),
      May("complete_except", &S::complete_except),
      May("pending_until", &S::pending_until),
      May("pending_otherwise", &S::pending_otherwise),
      May("reopened_counts_as_new", &S::reopened_counts_as_new),
      May("built_in", &S::built_in)};
}

constexpr auto Fields(const TimelineStep* /*of*/) {
  using S = TimelineStep;
  return std::tuple{
      May("from_day", &S::from_day), May("to_day", &S::to_day), Must("value", &S::value)};
}

constexpr auto Fields(const Given* /*of*/) {
  using S = Given;
  return std::tuple{
      Must("name", &S::name),
      May("formerly", &S::formerly),
      May("doc", &S::doc),
      Must("type", &S::type),
      May("keys", &S::keys),
      May("dated", &S::dated),
      May("value", &S::value),
      May("timeline", &S::timeline)};
}

constexpr auto Fields(const Attested* /*of*/) {
  using S = Attested;
  return std::tuple{
      Must("name", &S::name), Must("type", &S::type), May("keys", &S::keys), May("by", &S::by)};
}

constexpr auto Fields(const Definition* /*of*/) {
  using S = Definition;
  return std::tuple{
      Must("name", &S::name), May("doc", &S::doc), May("keys", &S::keys), Must("value", &S::value)};
}

constexpr auto Fields(const Objective::Let* /*of*/) {
  using S = Objective::Let;
  return std::tuple{Must("name", &S::name), Must("value", &S::value)};
}

constexpr auto Fields(const Objective::Reliance::Figure* /*of*/) {
  using S = Objective::Reliance::Figure;
  return std::tuple{
      Must("agreement", &S::agreement),
      Must("objective", &S::objective),
      May("members", &S::members)};
}

constexpr auto Fields(const Objective::Reliance* /*of*/) {
  using S = Objective::Reliance;
  return std::tuple{
      Must("how", &S::how),
      May("at_least", &S::at_least),
      May("independent", &S::independent),
      May("figures", &S::figures)};
}

constexpr auto Fields(const Objective* /*of*/) {
  using S = Objective;
  return std::tuple{
      Must("name", &S::name),
      May("formerly", &S::formerly),
      May("title", &S::title),
      May("doc", &S::doc),
      May("party", &S::party),
      May("keys", &S::keys),
      May("period", &S::period),
      May("only_when", &S::only_when),
      May("measure", &S::measure),
      May("target_compare", &S::target_compare),
      May("target", &S::target),
      May("credit", &S::credit),
      May("bonus", &S::bonus),
      May("bonus_when", &S::bonus_when),
      May("lets", &S::lets),
      May("relies_on", &S::relies_on)};
}

constexpr auto Fields(const Step* /*of*/) {
  using S = Step;
  return std::tuple{
      Must("kind", &S::kind),
      May("compare", &S::compare),
      May("amount", &S::amount),
      May("per", &S::per),
      May("last_periods", &S::last_periods),
      May("by", &S::by),
      May("rounding", &S::rounding),
      May("until", &S::until),
      May("otherwise", &S::otherwise),
      May("pays_upper", &S::pays_upper),
      From("origin", &S::origin)};
}

constexpr auto Fields(const Settle::Part::Term* /*of*/) {
  using S = Settle::Part::Term;
  return std::tuple{Must("objective", &S::objective), Must("field", &S::field)};
}

constexpr auto Fields(const Settle::Part* /*of*/) {
  using S = Settle::Part;
  return std::tuple{
      May("combine", &S::combine),
      May("of", &S::of),
      May("keys", &S::keys),
      May("grouped", &S::grouped)};
}

constexpr auto Fields(const Settle* /*of*/) {
  using S = Settle;
  return std::tuple{
      Must("name", &S::name),
      May("keys", &S::keys),
      May("per", &S::per),
      May("for_party", &S::for_party),
      Must("combine", &S::combine),
      May("parts", &S::parts),
      May("steps", &S::steps)};
}

constexpr auto Fields(const Right* /*of*/) {
  using S = Right;
  return std::tuple{
      Must("name", &S::name),
      May("title", &S::title),
      May("party", &S::party),
      May("keys", &S::keys),
      May("until", &S::until),
      May("when", &S::when)};
}

constexpr auto Fields(const Duty* /*of*/) {
  using S = Duty;
  return std::tuple{
      May("parties", &S::parties),
      May("title", &S::title),
      May("per", &S::per),
      May("until", &S::until),
      May("when", &S::when),
      May("done_by", &S::done_by)};
}

constexpr auto Fields(const Opening* /*of*/) {
  using S = Opening;
  return std::tuple{
      Must("objective", &S::objective),
      May("field", &S::field),
      May("keys", &S::keys),
      May("steps", &S::steps)};
}

constexpr auto Fields(const Party* /*of*/) {
  using S = Party;
  return std::tuple{Must("name", &S::name), May("title", &S::title)};
}

constexpr auto Fields(const Fact* /*of*/) {
  using S = Fact;
  return std::tuple{
      Must("name", &S::name),
      May("field", &S::field),
      May("keys", &S::keys),
      May("value", &S::value),
      May("timeline", &S::timeline)};
}

constexpr auto Fields(const DataRow* /*of*/) {
  using S = DataRow;
  return std::tuple{
      May("fields", &S::fields),
      May("times", &S::times),
      May("at", &S::at),
      May("range", &S::range),
      May("every", &S::every),
      May("every_days", &S::every_days),
      May("each_for", &S::each_for)};
}

constexpr auto Fields(const ExampleData* /*of*/) {
  using S = ExampleData;
  return std::tuple{Must("input", &S::input), May("keys", &S::keys), May("rows", &S::rows)};
}

constexpr auto Fields(const Expectation* /*of*/) {
  using S = Expectation;
  return std::tuple{May("in", &S::in), Must("claim", &S::claim), From("text", &S::text)};
}

constexpr auto Fields(const Example* /*of*/) {
  using S = Example;
  return std::tuple{
      Must("title", &S::title),
      May("try_names", &S::try_names),
      May("tuples", &S::tuples),
      May("periods", &S::periods),
      May("now", &S::now),
      May("term", &S::term),
      May("givens", &S::givens),
      May("supposes", &S::supposes),
      May("data", &S::data),
      May("expectations", &S::expectations),
      From("origin", &S::origin)};
}

constexpr auto Fields(const Amendment* /*of*/) {
  using S = Amendment;
  return std::tuple{
      Must("name", &S::name),
      May("title", &S::title),
      Must("from_day", &S::from_day),
      May("inside", &S::inside)};
}

constexpr auto Fields(const Plan* /*of*/) {
  using S = Plan;
  return std::tuple{
      Must("name", &S::name),
      May("title", &S::title),
      May("doc", &S::doc),
      May("version", &S::version),
      May("version_at", &S::version_at),
      From("source_hash", &S::source_hash),
      From("source_files", &S::source_files),
      May("provider", &S::provider),
      May("customer", &S::customer),
      May("customer_key", &S::customer_key),
      Must("term_first", &S::term_first),
      May("term_last", &S::term_last),
      Must("zone", &S::zone),
      May("currency", &S::currency),
      Must("period", &S::period),
      May("partial", &S::partial),
      May("units", &S::units),
      May("bound", &S::bound),
      May("keys", &S::keys),
      May("calendars", &S::calendars),
      May("inputs", &S::inputs),
      May("givens", &S::givens),
      May("attested", &S::attested),
      May("definitions", &S::definitions),
      May("objectives", &S::objectives),
      May("settles", &S::settles),
      May("rights", &S::rights),
      May("duties", &S::duties),
      May("openings", &S::openings),
      May("examples", &S::examples),
      May("nodes", &S::nodes),
      May("rollups", &S::rollups),
      May("amended", &S::amended),
      May("amendment", &S::amendment)};
}

}  // namespace slate::plan
