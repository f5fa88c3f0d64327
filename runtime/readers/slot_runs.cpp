// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "runtime/calendar/civil_time.h"
#include "runtime/readers/plain_rows.h"
#include "runtime/readers/slot_rows.h"

// Slots of one day without gaps between rows that say the same, as one row each: a year of minutes
// becomes a few rows a day.
namespace slate::readers {

namespace {

// The slots of one length from each local midnight, numbered from that of the first instant seen.
class SlotNumbers {
 public:
  SlotNumbers(const calendar::TimeZone& zone, std::int64_t length) : zone_(zone), length_(length) {}

  // Nothing where days are no whole number of slots apart.
  std::optional<std::int64_t> Of(std::int64_t at) {
    if (at < day_from_ || at >= day_to_) {
      const calendar::Date day = zone_.DayOf(at);
      day_from_ = zone_.StartOfDay(day);
      day_to_ = zone_.StartOfDay(day + 1);
      origin_ = any_ ? origin_ : day_from_;
      any_ = true;
      if ((day_from_ - origin_) % length_ != 0) {
        return std::nullopt;
      }
      first_of_day_ = (day_from_ - origin_) / length_;
      days_.push_back(first_of_day_);
    }
    return first_of_day_ + (at - day_from_) / length_;
  }
  // The first slots of the days seen, in any order.
  const std::vector<std::int64_t>& days() const { return days_; }
  std::int64_t StartOf(std::int64_t number) const { return origin_ + number * length_; }

 private:
  const calendar::TimeZone& zone_;
  std::int64_t length_;
  bool any_ = false;
  std::int64_t origin_ = 0;
  std::int64_t day_from_ = 0;
  std::int64_t day_to_ = 0;
  std::int64_t first_of_day_ = 0;
  std::vector<std::int64_t> days_;
};

}  // namespace

std::optional<std::size_t> PlainRows::NumberOfCombinations() const {
  constexpr std::size_t kMost = std::size_t{1} << 20U;
  std::size_t count = 1;
  for (const std::size_t column : keys_) {
    count *= builders_[column].text_count() + 1;
    if (count > kMost) {
      return std::nullopt;
    }
  }
  return count;
}

std::size_t PlainRows::CombinationOf(std::size_t row) const {
  std::size_t number = 0;
  for (const std::size_t column : keys_) {
    const ColumnBuilder& builder = builders_[column];
    const std::size_t code =
        builder.valid(row) ? static_cast<std::size_t>(builder.value(row)) + 1 : 0;
    number = number * (builder.text_count() + 1) + code;
  }
  return number;
}

std::optional<std::int64_t> PlainRows::LengthOfRegularSlots() const {
  const bool possible = at_ && places_.size() > 0 && places_.size() < kNoRow;
  return possible ? LengthOfPlainSlots(input_) : std::nullopt;
}

// The row of each slot, the latest of several; nothing where rows contradict each other.
std::optional<PlainRows::Layout> PlainRows::LayOut(
    const std::vector<std::int64_t>& slots, data::Table& table
) const {
  const auto combinations = NumberOfCombinations();
  const auto [first, last] = std::minmax_element(slots.begin(), slots.end());
  const std::int64_t width = *last - *first + 1;
  const std::size_t most = 8 * slots.size() + (std::size_t{1} << 20U);
  if (!combinations || static_cast<std::size_t>(width) > most / *combinations) {
    return std::nullopt;
  }
  Layout layout{.first = *first, .width = static_cast<std::size_t>(width)};
  layout.rows.resize(layout.width * *combinations, kNoRow);
  layout.says.resize(layout.rows.size(), kNoRow);
  const std::vector<std::uint32_t> says = NumberContents();
  for (std::size_t row = 0; row < slots.size(); ++row) {
    const auto slot = static_cast<std::size_t>(slots[row] - *first);
    const std::size_t place = CombinationOf(row) * layout.width + slot;
    std::uint32_t& kept = layout.rows[place];
    if (kept != kNoRow) {
      if (layout.says[place] != says[row]) {
        table.duplicates = 0;
        return std::nullopt;
      }
      ++table.duplicates;
    }
    layout.says[place] = says[row];
    const bool later = kept == kNoRow || builders_[*at_].value(row) >= builders_[*at_].value(kept);
    kept = later ? static_cast<std::uint32_t>(row) : kept;
  }
  return layout;
}

std::vector<std::uint32_t> PlainRows::NumberContents() const {
  std::vector<std::uint32_t> contents(places_.size());
  for (std::size_t i = 0; i < builders_.size(); ++i) {
    const bool is_key = std::find(keys_.begin(), keys_.end(), i) != keys_.end();
    if (is_key || i == *at_) {
      continue;
    }
    // By what the columns before said and this one's entry; an entry of a wide column by its text.
    const ColumnBuilder& builder = builders_[i];
    std::map<std::tuple<std::uint32_t, bool, std::int64_t>, std::uint32_t> numbers;
    std::map<std::string, std::int64_t> wide;
    std::tuple<std::uint32_t, bool, std::int64_t> last{UINT32_MAX, false, 0};
    std::uint32_t number = 0;
    for (std::size_t row = 0; row < contents.size(); ++row) {
      const bool valid = builder.valid(row);
      std::int64_t value = valid ? builder.value(row) : 0;
      if (valid && builder.is_wide()) {
        value = wide.try_emplace(builder.Show(row), static_cast<std::int64_t>(wide.size()))
                    .first->second;
      }
      const std::tuple said{contents[row], valid, value};
      if (said != last) {
        number =
            numbers.try_emplace(said, static_cast<std::uint32_t>(numbers.size())).first->second;
        last = said;
      }
      contents[row] = number;
    }
  }
  return contents;
}

// Behind the last of the day's neighbours from `at` on that say the same for the same members.
std::size_t PlainRows::EndOfRun(const Layout& layout, std::size_t at) {
  const std::size_t stop = (at / layout.width + 1) * layout.width;
  std::size_t end = at + 1;
  std::size_t slot = end % layout.width;
  while (end < stop && layout.says[end] == layout.says[at] && !layout.starts_day[slot]) {
    ++end;
    ++slot;
  }
  return end;
}

bool PlainRows::FinishAsRuns(const FinishContext& context, data::Table& table) {
  const std::optional<std::int64_t> length = LengthOfRegularSlots();
  if (!length) {
    return false;
  }
  SlotNumbers numbers(context.zone, *length);
  std::vector<std::int64_t> slots(places_.size());
  for (std::size_t row = 0; row < slots.size(); ++row) {
    const std::optional<std::int64_t> slot = numbers.Of(builders_[*at_].value(row));
    if (!slot) {
      return false;
    }
    slots[row] = *slot;
  }
  std::optional<Layout> layout = LayOut(slots, table);
  if (!layout) {
    return false;
  }
  layout->starts_day.resize(layout->width);
  for (const std::int64_t slot : numbers.days()) {
    const auto place = static_cast<std::size_t>(slot - layout->first);
    if (slot >= layout->first && place < layout->width) {
      layout->starts_day[place] = true;
    }
  }
  for (std::size_t at = 0, end = 0; at < layout->rows.size(); at = end) {
    const std::uint32_t row = layout->rows[at];
    end = row == kNoRow ? at + 1 : EndOfRun(*layout, at);
    if (row == kNoRow) {
      continue;
    }
    // The run ends inside its last slot, whose own end then counts.
    const std::int64_t last_at = builders_[*at_].value(layout->rows[end - 1]);
    const auto slot = layout->first + static_cast<std::int64_t>((end - 1) % layout->width);
    kept_.push_back(row);
    table.weight.push_back(static_cast<std::int64_t>(end - at));
    table.until.push_back(last_at > numbers.StartOf(slot) ? last_at : last_at + 1);
    table.origins.push_back(places_.origins()[row]);
  }
  table.row_count = kept_.size();
  for (const ColumnBuilder& builder : builders_) {
    table.columns.push_back(builder.Gather(kept_));
  }
  return true;
}

}  // namespace slate::readers
