// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/calendar/time_zone.h"
#include "runtime/readers/column_builder.h"
#include "runtime/readers/row_taker.h"
#include "runtime/readers/row_values.h"

namespace slate::readers {

// The length of slots that can be laid out day by day, for the same members one row each that say
// the same or contradict each other; nothing for every other input.
std::optional<std::int64_t> LengthOfPlainSlots(const plan::Input& input);

// What the rows of some files say of each slot, in a byte for each.
class SlotMap {
 public:
  SlotMap(const plan::Input& input, std::int64_t length, const calendar::TimeZone& zone);

  // All columns of the input. False where rows contradict each other or there is no such form; the
  // map is then worth nothing.
  bool Add(const data::Table& rows);
  bool Join(const SlotMap& other);
  // Neighbouring slots of a day that say the same as one row. `columns` as of a table without rows.
  data::Table ToTable(const std::string& input, std::vector<data::Column> columns) const;

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  // One entry of a column: its code where it has a text.
  using Entry = std::optional<std::int64_t>;
  using Entries = std::vector<Entry>;
  // The slots of one day and one combination of members.
  struct Block {
    std::int64_t from = 0;
    std::vector<std::uint8_t> says = {};  // number of a content, from 1 on; 0: no row
    std::vector<std::int64_t> at = {};    // the latest row's instant; empty: all where slots begin
  };
  struct Day {
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::vector<std::uint32_t> block_of_group = {};
  };
  // Numbers for combinations of entries.
  struct Numbers {
    std::vector<std::size_t> columns = {};  // of the input
    std::map<Entries, std::uint32_t> of = {};
    std::vector<Entries> all = {};
    std::unordered_map<std::uint64_t, std::uint32_t> of_packed = {};
    std::vector<std::pair<std::uint64_t, std::uint32_t>> recent = {};
    std::size_t bits = 0;  // for each column

    static constexpr std::size_t kRecent = 256;
    void Start();

    std::uint32_t Find(const data::Table& rows, std::size_t row);
    std::uint32_t Named(Entries entries);
  };

  bool EnterDay(std::int64_t at);
  bool KeepsScales(const data::Table& rows);
  Block& BlockOf(std::uint32_t group);
  bool Say(Block& block, std::size_t slot, std::uint32_t content, std::int64_t at);
  Entries Translated(const Numbers& numbers, const Entries& entries, const SlotMap& from) const;
  void AppendRuns(std::uint32_t group, const Block& block, data::Table& table) const;
  void AppendEntries(const Numbers& numbers, std::uint32_t number, data::Table& table) const;

  std::int64_t length_;
  const calendar::TimeZone* zone_;
  std::size_t at_column_ = 0;
  Numbers groups_;
  Numbers contents_;
  std::vector<std::vector<std::string>> texts_;  // by column
  std::vector<exact::Rational> scales_;
  std::vector<Day> days_;
  std::map<std::int64_t, std::size_t> day_at_;  // by the start
  std::size_t day_ = 0;
  std::vector<Block> blocks_;
  std::vector<std::vector<std::uint32_t>> blocks_of_group_;
  std::uint64_t duplicates_ = 0;
};

// Rows of slots that need not be kept: only what changes from slot to slot is.
class SlotRows : public RowTaker {
 public:
  SlotRows(
      const plan::Input& input,
      const std::vector<exact::Rational>& factors,
      std::size_t lanes,
      std::int64_t length,
      const calendar::TimeZone& zone
  );

  std::optional<RowProblem> Take(const Record& record, BoundSource& source, std::uint32_t file)
      override;
  bool takes_blocks() const override { return true; }
  bool takes_lanes() const override { return true; }
  bool gave_up() const override;
  void TakeBlock(const RowRange& rows, const BoundSource& source, std::uint32_t file) override;
  data::Table Finish(const FinishContext& context) override;

 private:
  struct Lane {
    std::vector<ColumnBuilder> builders = {};
    data::Table rows = {};
    SlotMap slots;
    bool gave_up = false;
  };

  void LayOut(Lane& lane);

  const plan::Input& input_;
  RowValues values_;  // of the row at hand
  std::vector<Lane> lanes_;
};

}  // namespace slate::readers
