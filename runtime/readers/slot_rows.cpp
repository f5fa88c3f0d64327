// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/slot_rows.h"

#include <algorithm>
#include <utility>

#include "runtime/calendar/civil_time.h"

namespace slate::readers {

namespace {

using plan::Type;

// Rows of the general path wait until there are so many.
constexpr std::size_t kSlotRowsTogether = 2'048;
constexpr std::size_t kMostContents = 250;

bool IsThere(const data::Column& column, std::size_t row) {
  return column.valid.empty() || column.valid[row] != 0;
}

}  // namespace

std::optional<std::int64_t> LengthOfPlainSlots(const plan::Input& input) {
  const std::optional<std::int64_t> length = input.every ? input.every->ToInt64() : std::nullopt;
  const bool plain = input.kind == plan::Input::Kind::kSlots && length && *length > 0 &&
                     calendar::kNsPerHour % *length == 0 && !input.good_for &&
                     input.keeping == plan::Input::Keeping::kNone;
  return plain ? length : std::nullopt;
}

// ---- Combinations ----

void SlotMap::Numbers::Start() {
  constexpr std::size_t kMostBits = 62;
  bits = kMostBits / std::max<std::size_t>(columns.size(), 1);
  recent.resize(kRecent, {UINT64_MAX, 0});
}

std::uint32_t SlotMap::Numbers::Named(Entries entries) {
  const auto [place, added] = of.try_emplace(entries, static_cast<std::uint32_t>(of.size()));
  if (added) {
    all.push_back(std::move(entries));
  }
  return place->second;
}

// By a number that holds all entries, as far as they are small; kNone where they are not.
std::uint32_t SlotMap::Numbers::Find(const data::Table& rows, std::size_t row) {
  constexpr std::uint64_t kOdd = 0x9E37'79B9'7F4A'7C15U;
  if (columns.empty()) {
    return Named({});
  }
  const std::uint64_t most = std::uint64_t{1} << bits;
  std::uint64_t packed = 0;
  for (const std::size_t number : columns) {
    const data::Column& column = rows.columns[number];
    // Negative numbers are larger than all others.
    const std::uint64_t entry =
        IsThere(column, row) ? static_cast<std::uint64_t>(column.values[row]) + 1 : 0;
    if (entry >= most || (entry == 0 && IsThere(column, row))) {
      return kNone;
    }
    packed = (packed << bits) + entry;
  }
  auto& [known, number] = recent[(packed * kOdd) >> 56U];
  if (known == packed) {
    return number;
  }
  const auto found = of_packed.find(packed);
  if (found != of_packed.end()) {
    number = found->second;
  } else {
    Entries entries;
    for (const std::size_t column : columns) {
      const bool there = IsThere(rows.columns[column], row);
      entries.push_back(there ? Entry(rows.columns[column].values[row]) : std::nullopt);
    }
    number = Named(std::move(entries));
    of_packed.emplace(packed, number);
  }
  known = packed;
  return number;
}

// ---- Laying out ----

SlotMap::SlotMap(const plan::Input& input, std::int64_t length, const calendar::TimeZone& zone)
    : length_(length), zone_(&zone), texts_(input.columns.size()) {
  for (std::size_t i = 0; i < input.columns.size(); ++i) {
    if (input.columns[i].name == "at") {
      at_column_ = i;
    } else if (input.columns[i].type.kind == Type::Kind::kMember) {
      groups_.columns.push_back(i);
    } else {
      contents_.columns.push_back(i);
    }
  }
  groups_.Start();
  contents_.Start();
}

bool SlotMap::EnterDay(std::int64_t at) {
  const auto after = day_at_.upper_bound(at);
  if (after != day_at_.begin() && at < days_[std::prev(after)->second].to) {
    day_ = std::prev(after)->second;
    return true;
  }
  const calendar::Date date = zone_->DayOf(at);
  const Day day{.from = zone_->StartOfDay(date), .to = zone_->StartOfDay(date + 1)};
  // Days that are no whole number of slots apart have no common slots.
  if ((!days_.empty() && (day.from - days_.front().from) % length_ != 0) ||
      (day.to - day.from) % length_ != 0) {
    return false;
  }
  day_ = days_.size();
  day_at_.emplace(day.from, day_);
  days_.push_back(day);
  return true;
}

// Entries mean the same only while scales stay.
bool SlotMap::KeepsScales(const data::Table& rows) {
  std::vector<exact::Rational> scales;
  for (const data::Column& column : rows.columns) {
    scales.push_back(column.scale);
    if (!column.wide.empty()) {
      return false;
    }
  }
  if (scales_.empty()) {
    scales_ = std::move(scales);
    return true;
  }
  return scales_ == scales;
}

SlotMap::Block& SlotMap::BlockOf(std::uint32_t group) {
  Day& day = days_[day_];
  day.block_of_group.resize(std::max<std::size_t>(day.block_of_group.size(), group + 1), kNone);
  std::uint32_t& block = day.block_of_group[group];
  if (block == kNone) {
    block = static_cast<std::uint32_t>(blocks_.size());
    blocks_.push_back({.from = day.from});
    blocks_.back().says.resize(static_cast<std::size_t>((day.to - day.from) / length_));
    blocks_of_group_.resize(std::max<std::size_t>(blocks_of_group_.size(), group + 1));
    blocks_of_group_[group].push_back(block);
  }
  return blocks_[block];
}

// Of several rows that say the same the latest counts.
bool SlotMap::Say(Block& block, std::size_t slot, std::uint32_t content, std::int64_t at) {
  const std::int64_t from = block.from + static_cast<std::int64_t>(slot) * length_;
  std::uint8_t& says = block.says[slot];
  const bool repeats = says != 0;
  if (repeats && says != content + 1) {
    return false;
  }
  duplicates_ += repeats ? 1 : 0;
  says = static_cast<std::uint8_t>(content + 1);
  if (at != from && block.at.empty()) {
    for (std::size_t i = 0; i < block.says.size(); ++i) {
      block.at.push_back(block.from + static_cast<std::int64_t>(i) * length_);
    }
  }
  if (!block.at.empty()) {
    block.at[slot] = repeats ? std::max(block.at[slot], at) : at;
  }
  return true;
}

bool SlotMap::Add(const data::Table& rows) {
  if (!KeepsScales(rows)) {
    return false;
  }
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    const std::vector<std::string>& texts = rows.columns[i].dictionary;
    texts_[i].insert(
        texts_[i].end(), texts.begin() + static_cast<std::ptrdiff_t>(texts_[i].size()), texts.end()
    );
  }
  const data::Column& at = rows.columns[at_column_];
  std::int64_t slot_from = 0;
  std::int64_t slot_to = 0;
  std::size_t slot = 0;
  for (std::size_t row = 0; row < rows.row_count; ++row) {
    const std::int64_t t = at.values[row];
    if (t < slot_from || t >= slot_to) {
      const bool in_day = !days_.empty() && t >= days_[day_].from && t < days_[day_].to;
      if (!IsThere(at, row) || (!in_day && !EnterDay(t))) {
        return false;
      }
      slot = static_cast<std::size_t>((t - days_[day_].from) / length_);
      slot_from = days_[day_].from + static_cast<std::int64_t>(slot) * length_;
      slot_to = slot_from + length_;
    }
    const std::uint32_t group = groups_.Find(rows, row);
    const std::uint32_t content = contents_.Find(rows, row);
    if (group == kNone || content >= kMostContents || !Say(BlockOf(group), slot, content, t)) {
      return false;
    }
  }
  return true;
}

// ---- Joining ----

// What a text's code is here; texts that are new here are added before.
SlotMap::Entries SlotMap::Translated(
    const Numbers& numbers, const Entries& entries, const SlotMap& from
) const {
  Entries translated = entries;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::size_t column = numbers.columns[i];
    if (entries[i] && !from.texts_[column].empty()) {
      const std::string& text = from.texts_[column][static_cast<std::size_t>(*entries[i])];
      const auto found = std::find(texts_[column].begin(), texts_[column].end(), text);
      translated[i] = found - texts_[column].begin();
    }
  }
  return translated;
}

bool SlotMap::Join(const SlotMap& other) {
  if (other.days_.empty()) {
    return true;
  }
  if (!scales_.empty() && scales_ != other.scales_) {
    return false;
  }
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    for (const std::string& text : other.texts_[i]) {
      if (std::find(texts_[i].begin(), texts_[i].end(), text) == texts_[i].end()) {
        texts_[i].push_back(text);
      }
    }
  }
  scales_ = other.scales_;
  std::vector<std::uint32_t> contents;
  for (const Entries& entries : other.contents_.all) {
    contents.push_back(contents_.Named(Translated(contents_, entries, other)));
  }
  duplicates_ += other.duplicates_;
  for (std::uint32_t theirs = 0; theirs < other.groups_.all.size(); ++theirs) {
    const std::uint32_t group =
        groups_.Named(Translated(groups_, other.groups_.all[theirs], other));
    for (const std::uint32_t number : other.blocks_of_group_[theirs]) {
      const Block& block = other.blocks_[number];
      if (!EnterDay(block.from)) {
        return false;
      }
      Block& own = BlockOf(group);
      for (std::size_t slot = 0; slot < block.says.size(); ++slot) {
        const std::int64_t at = block.at.empty()
                                    ? block.from + static_cast<std::int64_t>(slot) * length_
                                    : block.at[slot];
        if (block.says[slot] != 0 && !Say(own, slot, contents[block.says[slot] - 1U], at)) {
          return false;
        }
      }
    }
  }
  return contents_.all.size() <= kMostContents;
}

// ---- Rows of what is left ----

void SlotMap::AppendEntries(const Numbers& numbers, std::uint32_t number, data::Table& table)
    const {
  for (std::size_t i = 0; i < numbers.columns.size(); ++i) {
    data::Column& column = table.columns[numbers.columns[i]];
    const Entry& entry = numbers.all[number][i];
    column.values.push_back(entry.value_or(0));
    column.valid.push_back(entry ? 1 : 0);
  }
}

void SlotMap::AppendRuns(std::uint32_t group, const Block& block, data::Table& table) const {
  for (std::size_t begin = 0, end = 0; begin < block.says.size(); begin = end) {
    const std::uint8_t says = block.says[begin];
    end = begin + 1;
    if (says == 0) {
      continue;
    }
    while (end < block.says.size() && block.says[end] == says) {
      ++end;
    }
    const auto at = [&](std::size_t slot) {
      return block.at.empty() ? block.from + static_cast<std::int64_t>(slot) * length_
                              : block.at[slot];
    };
    // The run ends inside its last slot, whose own end then counts.
    const std::int64_t last_from = block.from + static_cast<std::int64_t>(end - 1) * length_;
    const std::int64_t last_at = at(end - 1);
    table.columns[at_column_].values.push_back(at(begin));
    table.columns[at_column_].valid.push_back(1);
    AppendEntries(groups_, group, table);
    AppendEntries(contents_, says - 1U, table);
    table.weight.push_back(static_cast<std::int64_t>(end - begin));
    table.until.push_back(last_at > last_from ? last_at : last_at + 1);
    // Only that there are any is looked at: explanations read the rows otherwise.
    table.origins.push_back({.file = 0, .line = table.row_count});
    ++table.row_count;
  }
}

data::Table SlotMap::ToTable(const std::string& input, std::vector<data::Column> columns) const {
  data::Table table{.input = input, .columns = std::move(columns), .duplicates = duplicates_};
  for (std::size_t i = 0; i < table.columns.size() && !scales_.empty(); ++i) {
    table.columns[i].dictionary = texts_[i];
    table.columns[i].scale = scales_[i];
  }
  for (const auto& [entries, group] : groups_.of) {
    std::vector<std::uint32_t> blocks = blocks_of_group_[group];
    std::sort(blocks.begin(), blocks.end(), [&](std::uint32_t a, std::uint32_t b) {
      return blocks_[a].from < blocks_[b].from;
    });
    for (const std::uint32_t block : blocks) {
      AppendRuns(group, blocks_[block], table);
    }
  }
  for (data::Column& column : table.columns) {
    if (std::find(column.valid.begin(), column.valid.end(), 0) == column.valid.end()) {
      column.valid.clear();
    }
  }
  return table;
}

// ---- Taking ----

SlotRows::SlotRows(
    const plan::Input& input,
    const std::vector<exact::Rational>& factors,
    std::size_t lanes,
    std::int64_t length,
    const calendar::TimeZone& zone
)
    : input_(input), values_(input) {
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    lanes_.push_back({.slots = SlotMap(input, length, zone)});
    for (std::size_t i = 0; i < input.columns.size(); ++i) {
      lanes_.back().builders.emplace_back(input.columns[i], factors[i]);
      lanes_.back().rows.columns.push_back(lanes_.back().builders.back().Empty());
    }
  }
}

std::optional<RowProblem> SlotRows::Take(
    const Record& record, BoundSource& source, std::uint32_t /*file*/
) {
  if (auto problem = values_.Read(record, source)) {
    return problem;
  }
  Lane& first = lanes_.front();
  values_.AppendTo(first.builders);
  ++first.rows.row_count;
  if (first.rows.row_count >= kSlotRowsTogether) {
    LayOut(first);
  }
  return std::nullopt;
}

void SlotRows::TakeBlock(
    const RowRange& rows, const BoundSource& source, std::uint32_t /*file*/
) {
  Lane& lane = lanes_[rows.lane];
  AppendBlock(rows, source, lane.builders);
  lane.rows.row_count += rows.size();
  LayOut(lane);
}

bool SlotRows::gave_up() const {
  return std::any_of(lanes_.begin(), lanes_.end(), [](const Lane& lane) { return lane.gave_up; });
}

void SlotRows::LayOut(Lane& lane) {
  for (std::size_t i = 0; i < lane.builders.size(); ++i) {
    lane.builders[i].Lend(lane.rows.columns[i]);
  }
  lane.gave_up = lane.gave_up || !lane.slots.Add(lane.rows);
  for (std::size_t i = 0; i < lane.builders.size(); ++i) {
    lane.builders[i].Resume(lane.rows.columns[i]);
  }
  lane.rows.row_count = 0;
}

data::Table SlotRows::Finish(const FinishContext& /*context*/) {
  Lane& first = lanes_.front();
  if (first.rows.row_count > 0) {
    LayOut(first);
  }
  for (std::size_t i = 1; i < lanes_.size() && !gave_up(); ++i) {
    first.gave_up = !first.slots.Join(lanes_[i].slots);
  }
  if (gave_up()) {
    return {.input = input_.name};
  }
  std::vector<data::Column> columns;
  for (const ColumnBuilder& builder : first.builders) {
    columns.push_back(builder.Empty());
  }
  data::Table table = first.slots.ToTable(input_.name, std::move(columns));
  first.gave_up = first.gave_up || table.row_count == 0;
  return table;
}

}  // namespace slate::readers
