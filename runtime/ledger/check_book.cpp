// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "runtime/calendar/window.h"
#include "runtime/evaluate/ground.h"
#include "runtime/evaluate/periods.h"
#include "runtime/ledger/book.h"
#include "runtime/ledger/kinds.h"

namespace slate::ledger {

namespace {

using calendar::Window;
using spans::Run;

void ReportMissing(
    const std::vector<Window>& missing,
    const plan::Plan& plan,
    const std::string& path,
    diag::Sink& sink
) {
  const std::string& first = missing.front().label;
  const std::string& last = missing.back().label;
  const std::string which =
      first == last ? fmt::format("{} is", first) : fmt::format("{} to {} are", first, last);
  auto& problem = sink.Report(
      kPeriodsMissing, diag::DataPlace{.path = path}, fmt::format("{} not in the ledger", which)
  );
  problem.notes.push_back(
      fmt::format("{} is in force from {} on", plan.name, calendar::FormatDate({plan.term_first}))
  );
  problem.help = fmt::format("settle from {} on: --period {}..LAST", first, first);
}

class Order {
 public:
  Order(const Book& book, const plan::Plan& plan, const calendar::TimeZone& zone)
      : book_(book),
        plan_(plan),
        zone_(zone),
        rhythm_(evaluate::ToCalendar(plan.period, plan.term_first)) {}

  bool has_periods() const { return rhythm_.has_value(); }

  // Windows of the term that meet one of the runs, each once, in order.
  std::vector<Window> WindowsIn(const std::vector<Run>& runs) const {
    const Run term = evaluate::TermOf(zone_, plan_.term_first, plan_.term_last);
    std::vector<Window> windows;
    for (const Run& run : runs) {
      const Run inside{std::max(run.from, term.from), std::min(run.to, term.to)};
      if (inside.from < inside.to) {
        const auto some = calendar::WindowsMeeting(*rhythm_, inside, zone_);
        windows.insert(windows.end(), some.begin(), some.end());
      }
    }
    std::sort(windows.begin(), windows.end(), [](const Window& a, const Window& b) {
      return a.number < b.number;
    });
    windows.erase(std::unique(windows.begin(), windows.end()), windows.end());
    return windows;
  }

  // From the first period that the ledger is to have up to the last settled now, those that are
  // neither in the book nor settled.
  std::vector<Window> Missing(const std::vector<Window>& settled) const {
    std::set<std::int64_t> there;
    for (const Window& window : settled) {
      there.insert(window.span.from);
    }
    for (const evaluate::PastPeriod& period : book_.past.periods) {
      there.insert(period.whole.from);
    }
    const std::int64_t term = zone_.StartOfDay({plan_.term_first});
    const bool begins_late = !plan_.openings.empty();
    const std::int64_t first = begins_late ? *there.begin() : term;
    std::vector<Window> missing = WindowsIn({{first, settled.back().span.to}});
    std::erase_if(missing, [&](const Window& window) { return there.contains(window.span.from); });
    return missing;
  }

 private:
  const Book& book_;
  const plan::Plan& plan_;
  const calendar::TimeZone& zone_;
  std::optional<calendar::Rhythm> rhythm_;
};

}  // namespace

std::optional<std::vector<Run>> PeriodsToSettle(
    const Book& book,
    const plan::Plan& plan,
    const calendar::TimeZone& zone,
    const std::vector<Run>& wanted,
    const std::string& path,
    diag::Sink& sink
) {
  const Order order(book, plan, zone);
  if (!order.has_periods()) {
    return wanted;
  }
  std::vector<Window> settled = order.WindowsIn(wanted);
  if (settled.empty()) {
    return wanted;
  }
  std::vector<Run> runs = wanted;
  for (const evaluate::PastPeriod& period : book.past.periods) {
    if (period.whole.from > settled.front().span.from) {
      runs.push_back(period.whole);
    }
  }
  settled = order.WindowsIn(runs);
  if (const std::vector<Window> missing = order.Missing(settled); !missing.empty()) {
    ReportMissing(missing, plan, path, sink);
    return std::nullopt;
  }
  return runs;
}

}  // namespace slate::ledger
