// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/case_rows.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/readers/kinds.h"
#include "runtime/settings/words.h"

namespace slate::readers {

namespace {

bool Holds(const std::vector<BoundCondition>& conditions, const Record& record) {
  return std::all_of(conditions.begin(), conditions.end(), [&](const BoundCondition& condition) {
    const Field& field = record.fields[condition.wanted];
    return field.present &&
           std::find(condition.values.begin(), condition.values.end(), field.text) !=
               condition.values.end();
  });
}

// A key that is no text as one: cases are told apart by it.
std::string LabelOf(const Cell& key, const plan::Type& type) {
  if (type.kind != plan::Type::Kind::kNumber) {
    return std::to_string(key.value);
  }
  return key.number.wide
             ? key.number.wide->ToString()
             : exact::Rational::Of(key.number.mantissa, PowerOfTen(key.number.places)).ToString();
}

}  // namespace

CaseRows::CaseRows(const plan::Input& input, const std::vector<exact::Rational>& factors)
    : input_(input) {
  for (std::size_t i = 0; i < input.columns.size(); ++i) {
    builders_.emplace_back(input.columns[i], factors[i]);
    if (input.columns[i].name == input.per) {
      key_column_ = i;
    }
  }
}

// ---- Taking ----

std::optional<RowProblem> CaseRows::ReadKey(const Record& record, BoundSource& source) {
  for (BoundColumn& bound : source.columns) {
    if (bound.column != key_column_) {
      continue;
    }
    RowProblem problem{.problem = {}, .wanted = bound.wanted};
    const Field field = bound.wanted ? record.fields[*bound.wanted] : Field{};
    key_multiple_ = bound.multiple;
    if (!bound.reader.Read(field, key_, problem.problem)) {
      return problem;
    }
    if (!key_.valid) {
      problem.problem = {&kValueMissing, "the row does not say which case it belongs to"};
      return problem;
    }
    return std::nullopt;
  }
  Unreachable("the key of a case is bound to nothing");
}

std::optional<RowProblem> CaseRows::ReadOrder(const Record& record, const BoundSource& source) {
  order_ = 0;
  if (!source.sequence) {
    return std::nullopt;
  }
  const Field& field = record.fields[*source.sequence];
  Decimal number;
  const auto reason = ParseNumber(field.text, number);
  if (reason || number.wide || number.places != 0) {
    return RowProblem{
        .problem =
            {&kNotANumber,
             fmt::format("{} is no whole number to order events by", settings::Quoted(field.text))},
        .wanted = source.sequence};
  }
  order_ = number.mantissa;
  return std::nullopt;
}

// Fills when the event was: said by the binding, or by the value itself if that is an instant.
std::optional<RowProblem> CaseRows::ReadMoment(
    const Record& record, BoundColumn& bound, Pending& pending
) {
  pending.event.order = order_;
  if (!bound.at) {
    const bool instant = input_.columns[bound.column].type.kind == plan::Type::Kind::kInstant;
    pending.event.at = instant ? pending.cell.value : 0;
    pending.event.timed = instant;
    return std::nullopt;
  }
  pending.event.timed = true;
  RowProblem problem{.problem = {}, .wanted = bound.at->wanted};
  const Field& field = record.fields[bound.at->wanted];
  const std::vector<std::string>& missing = bound.reader.form().missing;
  if (!field.present || std::find(missing.begin(), missing.end(), field.text) != missing.end()) {
    problem.problem = {&kValueMissing, "the row does not say when its event was"};
    return problem;
  }
  if (!bound.at->reader.ReadInstant(field.text, pending.event.at, problem.problem)) {
    return problem;
  }
  return std::nullopt;
}

// Cells are used again: they hold more than most rows need.
CaseRows::Pending& CaseRows::NextPending(const BoundColumn& bound) {
  if (pending_count_ == pending_.size()) {
    pending_.emplace_back();
  }
  Pending& pending = pending_[pending_count_];
  pending.event = {.column = static_cast<std::uint32_t>(bound.column)};
  pending.multiple = bound.multiple;
  return pending;
}

std::optional<RowProblem> CaseRows::ReadEvent(const Record& record, BoundColumn& bound) {
  if (input_.columns[bound.column].type.kind == plan::Type::Kind::kSpans) {
    for (const Role role : {Role::kOpens, Role::kCloses}) {
      if (Holds(role == Role::kOpens ? bound.from : bound.to, record)) {
        Pending& pending = NextPending(bound);
        pending.event.role = role;
        if (auto problem = ReadMoment(record, bound, pending)) {
          return problem;
        }
        ++pending_count_;
      }
    }
    return std::nullopt;
  }
  if (!Holds(bound.when, record)) {
    return std::nullopt;
  }
  Pending& pending = NextPending(bound);
  RowProblem problem{.problem = {}, .wanted = bound.wanted};
  const Field field = bound.wanted ? record.fields[*bound.wanted] : Field{};
  if (!bound.reader.Read(field, pending.cell, problem.problem)) {
    return problem;
  }
  if (!pending.cell.valid) {
    return std::nullopt;
  }
  if (auto moment_problem = ReadMoment(record, bound, pending)) {
    return moment_problem;
  }
  ++pending_count_;
  return std::nullopt;
}

std::optional<RowProblem> CaseRows::ReadEvents(const Record& record, BoundSource& source) {
  pending_count_ = 0;
  for (BoundColumn& bound : source.columns) {
    if (bound.column == key_column_) {
      continue;
    }
    if (auto problem = ReadEvent(record, bound)) {
      return problem;
    }
  }
  return std::nullopt;
}

bool CaseRows::has_text_key() const {
  const plan::Type::Kind kind = input_.columns[key_column_].type.kind;
  return kind == plan::Type::Kind::kText || kind == plan::Type::Kind::kMember;
}

std::uint32_t CaseRows::CaseOfKey() {
  if (has_text_key()) {
    return cases_.NumberOf(key_.text);
  }
  const std::size_t before = cases_.texts().size();
  const std::uint32_t number = cases_.NumberOf(LabelOf(key_, input_.columns[key_column_].type));
  if (number == before) {
    builders_[key_column_].Append(key_, key_multiple_);
  }
  return number;
}

void CaseRows::Commit(const Record& record, std::uint32_t file) {
  Check(rows_.size() < UINT32_MAX, "more rows of events than have numbers");
  const auto row = static_cast<std::uint32_t>(rows_.size());
  rows_.push_back(
      {.first_event = events_.size(),
       .event_count = static_cast<std::uint32_t>(pending_count_),
       .key = CaseOfKey()}
  );
  places_.Append({.file = file, .line = record.line, .offset = record.offset});
  for (std::size_t i = 0; i < pending_count_; ++i) {
    Event& event = pending_[i].event;
    event.row = row;
    if (event.role == Role::kValue) {
      ColumnBuilder& builder = builders_[event.column];
      event.entry = static_cast<std::uint32_t>(builder.size());
      builder.Append(pending_[i].cell, pending_[i].multiple);
    }
    events_.push_back(event);
  }
}

std::optional<RowProblem> CaseRows::Take(
    const Record& record, BoundSource& source, std::uint32_t file
) {
  if (auto problem = ReadKey(record, source)) {
    return problem;
  }
  if (auto problem = ReadOrder(record, source)) {
    return problem;
  }
  if (auto problem = ReadEvents(record, source)) {
    return problem;
  }
  Commit(record, file);
  return std::nullopt;
}

}  // namespace slate::readers
