// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/ast/declaration.h"

namespace slate::ast {

struct ExPeriod {
  ExprId range;
};
struct ExTerm {
  Term term;
};
struct ExNow {
  ExprId instant;
};
struct ExTry {
  std::vector<Name> names;
  std::vector<std::vector<ExprId>> tuples;
};
struct ExGiven {
  Name name;
  std::vector<ExprId> index;
  std::optional<ExprId> value;
  std::optional<Timeline> timeline;
};
struct ExSuppose {
  Path path;
  std::vector<ExprId> index;
  std::optional<ExprId> value;
  std::optional<Timeline> timeline;
};
struct RowPlace {  // at T · A .. B · every D [for L] in RANGE
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
struct ExData {
  Name input;
  std::vector<ExprId> index;
  bool none = false;
  std::vector<ExRow> rows;
};
struct ExExpect {
  std::optional<ExprId> in;
  std::vector<ExprId> claims;
};
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

}  // namespace slate::ast
