// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "runtime/calendar/time_zone.h"
#include "runtime/data/row_sink.h"
#include "runtime/data/table.h"
#include "runtime/diag/sink.h"
#include "runtime/plan/plan.h"
#include "runtime/readers/data_file.h"
#include "runtime/readers/limits.h"
#include "runtime/readers/read_watch.h"
#include "runtime/readers/reject_list.h"
#include "runtime/settings/settings.h"

namespace slate::readers {

// What all inputs of one run are read with.
struct ReadContext {
  const plan::Plan& plan;
  const settings::Settings& settings;  // passed CheckSettings
  const calendar::TimeZoneSource& zones;
  const calendar::TimeZone& zone;  // of the agreement
  Limits limits = {};
  // Neighbouring slots whose rows say the same become one row with an end. Not for an as-of, which
  // may fall between them.
  bool merge_slots = false;
  ReadWatch* watch = nullptr;
  // Neither changes what is read.
  int threads = 1;
  bool by_blocks = true;
  bool hashes = true;  // of the files, for the record
  // Who can count the rows of an input, which then are not kept; null: nobody.
  std::function<data::RowSink*(const plan::Input& input, std::size_t lanes)> sink_for = {};
};

// rows = accepted + duplicates + rejected. For cases, accepted rows are more than the table's.
struct RowCounts {
  std::uint64_t rows = 0;
  std::uint64_t accepted = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t rejected = 0;
};

struct InputRead {
  data::Table table;
  RowCounts counts;
  std::vector<FileRecord> files;
};

// All rows of one input, from all its sources. Rows that cannot be taken go to `rejects`, and the
// caller decides how many are too many. What concerns a file as a whole is a finding in `sink`;
// the table is then not to be used.
InputRead ReadInput(
    const plan::Input& input, const ReadContext& context, RejectList& rejects, diag::Sink& sink
);

// Every input of the plan.
std::vector<InputRead> ReadInputs(
    const ReadContext& context, RejectList& rejects, diag::Sink& sink
);

}  // namespace slate::readers
