// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/calendar/time_zone.h"
#include "runtime/diag/sink.h"
#include "runtime/plan/plan.h"
#include "runtime/readers/cell.h"
#include "runtime/readers/record.h"
#include "runtime/settings/settings.h"

namespace slate::readers {

// The field has one of the texts.
struct BoundCondition {
  std::size_t wanted = 0;
  std::vector<std::string> values;
};

struct BoundTime {
  std::size_t wanted = 0;
  TimeReader reader;
};

// How one column of the input is made of the fields of a row.
struct BoundColumn {
  std::size_t column = 0;                  // into the input's columns
  std::optional<std::size_t> wanted = {};  // absent: constants, spans
  CellReader reader;
  std::int64_t multiple = 1;  // of the column's common factor
  std::vector<BoundCondition> when = {};
  std::vector<BoundCondition> from = {};
  std::vector<BoundCondition> to = {};
  std::optional<BoundTime> at = {};
};

// One source of an input, its settings turned into readers. Not for use by two threads at once.
struct BoundSource {
  const settings::InputBinding* binding = nullptr;
  std::unique_ptr<calendar::TimeZone> zone = {};  // of readings without an offset; null: none given
  std::vector<WantedColumn> wanted = {};          // each name once
  std::vector<BoundColumn> columns = {};
  std::optional<std::size_t> sequence = {};
};

// For each column of the input the largest factor that the units of all its sources are multiples
// of.
std::vector<exact::Rational> CommonFactors(
    const plan::Input& input,
    const std::vector<const settings::InputBinding*>& bindings,
    const plan::Plan& plan
);

struct BindContext {
  const plan::Plan& plan;
  const plan::Input& input;
  const std::vector<exact::Rational>& factors;
  const calendar::TimeZoneSource& zones;
};

// The settings passed CheckSettings. Nothing, and a finding, if the time zone is not known.
std::optional<BoundSource> Bind(
    const settings::InputBinding& binding, const BindContext& context, diag::Sink& sink
);

}  // namespace slate::readers
