// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runtime/calendar/time_zone.h"
#include "runtime/data/table.h"
#include "runtime/readers/bound_source.h"
#include "runtime/readers/reject_list.h"
#include "runtime/readers/row_blocks.h"

namespace slate::readers {

// Where an accepted row stands.
struct RowPlace {
  std::uint32_t file = 0;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
};

// Why a row was not taken, and the wanted column that is to blame.
struct RowProblem {
  Problem problem;
  std::optional<std::size_t> wanted = {};
};

// What becomes of the rows once all are there.
struct FinishContext {
  const calendar::TimeZone& zone;  // of the agreement
  std::span<const std::string> files;
  RejectList& rejects;
  bool merge_slots = false;  // neighbouring slots whose rows say the same may become one row
};

// Collects the rows of one input over all its files.
class RowTaker {
 public:
  RowTaker() = default;
  RowTaker(const RowTaker&) = delete;
  RowTaker& operator=(const RowTaker&) = delete;
  virtual ~RowTaker() = default;

  // Takes the row as a whole or leaves everything as it was.
  virtual std::optional<RowProblem> Take(
      const Record& record, BoundSource& source, std::uint32_t file
  ) = 0;
  // About as many rows are still to come.
  virtual void Expect(std::size_t rows) { static_cast<void>(rows); }
  // Whether rows may also come by blocks.
  virtual bool takes_blocks() const { return false; }
  // Whether rows of several lanes may come at once, and before others that stand in front of them.
  virtual bool takes_lanes() const { return false; }
  // Whether nothing more is taken: all has to be read again by another taker.
  virtual bool gave_up() const { return false; }
  virtual void TakeBlock(const RowRange& rows, const BoundSource& source, std::uint32_t file);
  // The table without origin of its files. Rows that contradict each other are rejected here.
  virtual data::Table Finish(const FinishContext& context) = 0;
};

// A row rejected after it was read; its text is looked up later.
void RejectRow(
    const RowPlace& place, const diag::Kind& kind, std::string reason, const FinishContext& context
);
// data/probes.csv:17
std::string ShowPlace(const RowPlace& place, const FinishContext& context);

std::unique_ptr<RowTaker> MakeRowTaker(
    const plan::Input& input, const std::vector<exact::Rational>& factors
);

}  // namespace slate::readers
