// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "runtime/ledger/book.h"
#include "runtime/ledger/kinds.h"
#include "runtime/ledger/value_json.h"

namespace slate::ledger {

namespace {

using evaluate::PastEntry;
using evaluate::PastFigure;
using evaluate::PastPeriod;
using evaluate::PastRight;

constexpr std::int64_t kLedgerVersion = 1;

template <typename State>
bool TakeState(
    const Json& json, std::string_view name, std::initializer_list<State> all, State& out
) {
  const std::optional<std::string> text = TextFrom(json, name);
  for (const State state : all) {
    if (text && *text == NameOf(state)) {
      out = state;
      return true;
    }
  }
  return false;
}

// Takes the lines of a ledger in order; a later line about the same thing goes before an earlier.
class Reader {
 public:
  Reader(const std::string& path, const plan::Plan& plan, diag::Sink& sink)
      : path_(path), plan_(plan), sink_(sink) {}

  bool Read(std::string_view bytes, Book& book) {
    book.bytes = bytes;
    while (!bytes.empty()) {
      ++line_;
      const std::size_t end = bytes.find('\n');
      if (end == std::string_view::npos) {
        Damaged("the last line is not complete");
        return false;
      }
      if (!TakeLine(bytes.substr(0, end), book)) {
        return false;
      }
      bytes.remove_prefix(end + 1);
    }
    std::sort(
        book.past.periods.begin(),
        book.past.periods.end(),
        [](const PastPeriod& a, const PastPeriod& b) { return a.whole.from < b.whole.from; }
    );
    return true;
  }

 private:
  bool Damaged(std::string_view sentence) {
    auto& problem = sink_.Report(
        kDamaged, diag::DataPlace{.path = path_, .line = line_}, std::string(sentence)
    );
    problem.help = "go back to a copy of the file; nothing was added to this one";
    return false;
  }

  bool TakeLine(std::string_view text, Book& book) {
    if (!IsWhole(text, book.last_hash)) {
      return Damaged("the line is not what was entered here");
    }
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
      return Damaged("the line is no JSON object");
    }
    if (line_ == 1) {
      return TakeHead(json);
    }
    if (json.contains("run")) {
      ++book.runs;
      return true;
    }
    if (json.contains("claim")) {
      return TakeClaim(json, book) || Damaged("a claim lacks something");
    }
    if (json.contains("adjustment")) {
      return TakeAdjustment(json, book) || Damaged("an adjustment lacks something");
    }
    return TakeOfPeriod(json, book) || Damaged("the line lacks something");
  }

  bool TakeHead(const Json& json) {
    if (InstantFrom(json, "ledger") != kLedgerVersion) {
      return Damaged("this is no ledger, or one of a later version of the tool");
    }
    const std::array<std::pair<std::string_view, std::string_view>, 3> same = {
        {{"agreement", plan_.name}, {"zone", plan_.zone}, {"currency", plan_.currency}}};
    for (const auto& [what, here] : same) {
      const std::string there = TextFrom(json, what).value_or("");
      if (there != here) {
        auto& problem = sink_.Report(
            kForeign,
            diag::DataPlace{.path = path_, .line = line_},
            fmt::format("the ledger is of {} `{}`, not `{}`", what, there, here)
        );
        problem.help = "each agreement has a ledger of its own";
        return false;
      }
    }
    return true;
  }

  static PastPeriod& PeriodAt(const spans::Run& whole, const std::string& label, Book& book) {
    for (PastPeriod& period : book.past.periods) {
      if (period.whole.from == whole.from) {
        return period;
      }
    }
    book.past.periods.push_back({.label = label, .whole = whole});
    return book.past.periods.back();
  }

  static bool TakeOfPeriod(const Json& json, Book& book) {
    const auto label = TextFrom(json, "period");
    const auto whole = RunFrom(json, "of");
    if (!label || !whole) {
      return false;
    }
    PastPeriod& period = PeriodAt(*whole, *label, book);
    if (json.contains("rows")) {
      return TakeRows(json["rows"], book.rows[*label]);
    }
    if (json.contains("figures")) {
      return TakeFigure(json, period);
    }
    return json.contains("entry") ? TakeEntry(json, period) : TakeRight(json, period);
  }

  static bool TakeRows(const Json& json, RowCounts& rows) {
    for (const auto& [input, count] : json.items()) {
      if (!count.is_number_unsigned()) {
        return false;
      }
      rows[input] = count.get<std::uint64_t>();
    }
    return true;
  }

  template <typename T, typename Same>
  static void Put(std::vector<T>& list, T item, Same&& same) {
    const auto known = std::find_if(list.begin(), list.end(), same);
    if (known == list.end()) {
      list.push_back(std::move(item));
    } else {
      *known = std::move(item);
    }
  }

  static bool TakeFigure(const Json& json, PastPeriod& period) {
    const auto objective = TextFrom(json, "figures");
    const auto members = TextsFrom(json, "members");
    const auto span = RunFrom(json, "own");
    if (!objective || !members || !span || !json.contains("fields")) {
      return false;
    }
    PastFigure figure{.objective = *objective, .members = *members, .span = *span};
    for (const auto& [name, value] : json["fields"].items()) {
      const auto read = ValueFrom(value);
      if (!read) {
        return false;
      }
      figure.fields.emplace_back(name, *read);
    }
    Put(period.figures, figure, [&](const PastFigure& known) {
      return known.objective == figure.objective && known.members == figure.members &&
             known.span == figure.span;
    });
    return true;
  }

  static bool TakeEntry(const Json& json, PastPeriod& period) {
    const auto stage = TextFrom(json, "entry");
    const auto members = TextsFrom(json, "members");
    const auto window = TextFrom(json, "window");
    const auto span = RunFrom(json, "span");
    const auto gross = NumberFrom(json, "gross");
    if (!stage || !members || !window || !span || !gross) {
      return false;
    }
    PastEntry entry{
        .stage = *stage, .members = *members, .window = *window, .span = *span, .gross = *gross};
    if (!TakeLanes(json, entry) || !TakeClaimState(json, entry)) {
      return false;
    }
    Put(period.entries, entry, [&](const PastEntry& known) {
      return known.stage == entry.stage && known.members == entry.members &&
             known.window == entry.window;
    });
    return true;
  }

  static bool TakeLanes(const Json& json, PastEntry& entry) {
    if (!json.contains("lanes") || !json["lanes"].is_array() || json["lanes"].size() != 2) {
      return false;
    }
    for (std::size_t i = 0; i < entry.lanes.size(); ++i) {
      const auto lane = LaneFrom(json["lanes"][i]);
      if (!lane) {
        return false;
      }
      entry.lanes.at(i) = *lane;
    }
    return true;
  }

  static bool TakeClaimState(const Json& json, PastEntry& entry) {
    using State = evaluate::ClaimState;
    entry.claim_until = InstantFrom(json, "claim_until");
    entry.claimed_at = InstantFrom(json, "claimed_at");
    return !json.contains("state") ||
           TakeState(
               json,
               "state",
               {State::kNone, State::kOpen, State::kClaimed, State::kForfeited},
               entry.claim
           );
  }

  static bool TakeRight(const Json& json, PastPeriod& period) {
    using State = evaluate::RightState;
    const auto name = TextFrom(json, "right");
    const auto members = TextsFrom(json, "members");
    PastRight right;
    const bool read = TakeState(
        json,
        "state",
        {State::kNone, State::kStanding, State::kExercised, State::kLapsed},
        right.state
    );
    if (!name || !members || !read || !json.contains("holds") || !json["holds"].is_boolean()) {
      return false;
    }
    right.right = *name;
    right.members = *members;
    right.holds = json["holds"].get<bool>();
    right.since = InstantFrom(json, "since");
    right.until = InstantFrom(json, "until");
    right.exercised = InstantFrom(json, "exercised");
    Put(period.rights, right, [&](const PastRight& known) {
      return known.right == right.right && known.members == right.members;
    });
    return true;
  }

  static bool TakeAdjustment(const Json& json, Book& book) {
    if (!json.contains("windows") || !json["windows"].is_array()) {
      return false;
    }
    for (const Json& window : json["windows"]) {
      const auto label = TextFrom(window, "period");
      const auto whole = RunFrom(window, "of");
      if (!label || !whole || !TakeEntry(window, PeriodAt(*whole, *label, book))) {
        return false;
      }
    }
    return true;
  }

  static bool TakeClaim(const Json& json, Book& book) {
    const auto label = TextFrom(json, "period");
    const auto whole = RunFrom(json, "of");
    const auto stage = TextFrom(json, "claim");
    const auto members = TextsFrom(json, "members");
    const auto window = TextFrom(json, "window");
    if (!label || !whole || !stage || !members || !window) {
      return false;
    }
    for (PastEntry& entry : PeriodAt(*whole, *label, book).entries) {
      if (entry.stage == *stage && entry.members == *members && entry.window == *window) {
        const auto until = entry.claim_until;
        const bool read = TakeClaimState(json, entry);
        entry.claim_until = until;
        for (evaluate::PastLane& lane : entry.lanes) {
          const bool claimed = entry.claim == evaluate::ClaimState::kClaimed;
          lane.claimed = claimed ? lane.counted : exact::Rational(0);
        }
        return read;
      }
    }
    return false;
  }

  const std::string& path_;
  const plan::Plan& plan_;
  diag::Sink& sink_;
  std::uint64_t line_ = 0;
};

}  // namespace

std::optional<Book> ReadBook(
    std::string_view bytes, const std::string& path, const plan::Plan& plan, diag::Sink& sink
) {
  Book book;
  if (!Reader(path, plan, sink).Read(bytes, book)) {
    return std::nullopt;
  }
  return book;
}

}  // namespace slate::ledger
