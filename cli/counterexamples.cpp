// SPDX-License-Identifier: Apache-2.0
#include "cli/counterexamples.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/plans.h"
#include "runtime/calendar/civil_time.h"
#include "runtime/evaluate/examples.h"
#include "runtime/plan/formula.h"

namespace slate::cli {

namespace {

using lint::Counterexample;

constexpr std::size_t kMostFindings = 20;

// The n-th whole period from a day on as a text names it.
std::optional<std::string> PeriodAt(const plan::Plan& plan, std::int32_t day, std::size_t n) {
  using Unit = plan::Rhythm::Unit;
  const plan::Rhythm& rhythm = plan.period;
  if (rhythm.day_of_month != 1 || rhythm.first_month != 1 || rhythm.anchor_day || rhythm.contract) {
    return std::nullopt;
  }
  const auto first = calendar::ToYmd(calendar::Date{day});
  const bool cut = first.day != 1;
  const auto months = static_cast<int>(first.month) - 1 + (cut ? 1 : 0);
  const auto count = static_cast<int>(n);
  switch (rhythm.unit) {
    case Unit::kMonth: {
      const int month = months + count;
      return fmt::format("{}-{:02}", first.year + month / 12, month % 12 + 1);
    }
    case Unit::kQuarter: {
      const int quarter = (months + 2) / 3 + count;
      return fmt::format("{}-Q{}", first.year + quarter / 4, quarter % 4 + 1);
    }
    case Unit::kYear: return fmt::format("{}", first.year + (months > 0 ? 1 : 0) + count);
    case Unit::kDay:
    case Unit::kWeek:
    case Unit::kDays:
    case Unit::kTerm: return std::nullopt;
  }
  return std::nullopt;
}

class Trial {
 public:
  Trial(const Session& session, const Counterexample& shown) : session_(session), shown_(shown) {}

  // The example with what comes of it; nothing if it cannot be settled or does not pass.
  std::optional<std::string> Run() {
    const std::optional<plan::Plan> alone = Compile("");
    if (!alone || !NamePeriods(*alone)) {
      return std::nullopt;
    }
    const std::string head = HeadOf(*alone);
    // What comes of it is not known yet, and an example has to expect something.
    const std::optional<plan::Plan> asked = Compile(head + "  expect 1 = 1\n}\n");
    const plan::Example* example = asked ? Find(*asked) : nullptr;
    if (example == nullptr) {
      return std::nullopt;
    }
    const auto outcomes = evaluate::SettleExample(*asked, *example, options_);
    const std::string said = outcomes.size() == 1 ? WhatComesOf(outcomes.front(), *asked) : "";
    return said.empty() ? std::nullopt : Verified(head + said + "}\n");
  }

 private:
  std::string Title() const { return fmt::format("shows {}", shown_.kind->name); }

  std::optional<plan::Plan> Compile(const std::string& example) {
    const source::File& file = session_.files[shown_.text];
    const std::string whole = std::string(file.text()) + "\n" + example;
    resolve::ModuleOptions modules = session_.limits.texts;
    modules.stdlib = StdlibFolder();
    modules.read = [&](const std::string& path) {
      const auto overlay = session_.overlay.find(path);
      return path == file.path()                 ? Result<std::string>(whole)
             : overlay != session_.overlay.end() ? Result<std::string>(overlay->second)
                                                 : ReadWholeFile(path);
    };
    source::FileSet files;
    diag::Sink sink;
    driver::Compilation compiled = driver::Compile(
        {.paths = {file.path()}, .modules = modules, .zones = session_.zones}, files, sink
    );
    if (sink.has_errors()) {
      return std::nullopt;
    }
    options_.zones = session_.zones;
    holidays_ = HolidaysOf(compiled);
    options_.holidays = holidays_;
    const auto plan =
        std::find_if(compiled.plans.begin(), compiled.plans.end(), [&](const plan::Plan& p) {
          return p.name == shown_.agreement;
        });
    return plan == compiled.plans.end() ? std::nullopt : std::optional(std::move(*plan));
  }

  bool NamePeriods(const plan::Plan& plan) {
    const std::int32_t day = shown_.schedule ? shown_.schedule->first_day : plan.term_first;
    const std::size_t count = shown_.schedule ? 1 : shown_.supposed.front().values.size();
    for (std::size_t i = 0; i < count; ++i) {
      const auto period = PeriodAt(plan, day, i);
      if (!period) {
        return false;
      }
      periods_.push_back(*period);
    }
    return !periods_.empty();
  }

  std::string HeadOf(const plan::Plan& plan) const {
    std::string text = fmt::format("example \"{}\" of {} {{\n", Title(), shown_.agreement);
    text += "  period " + periods_.front();
    text += (periods_.size() > 1 ? " .. " + periods_.back() : std::string()) + "\n";
    for (const plan::Given& given : plan.givens) {
      const bool is_amount =
          given.type.kind == plan::Type::Kind::kNumber && given.type.unit.size() == 1;
      if (!given.value && given.timeline.empty() && is_amount) {
        text += fmt::format("  given {} = 1_000 {}\n", given.name, given.type.unit.begin()->first);
      }
    }
    if (shown_.schedule) {
      text += fmt::format("  data {}\n", shown_.schedule->data);
    }
    for (const Counterexample::Supposed& one : shown_.supposed) {
      text += one.values.empty() ? std::string() : Suppose(one);
    }
    for (const plan::Objective& objective : plan.objectives) {
      if (!IsSupposed(objective.name) && objective.target) {
        text += fmt::format("  suppose {} = met\n", objective.name);
      }
    }
    return text;
  }

  bool IsSupposed(const std::string& objective) const {
    return (shown_.schedule && shown_.schedule->objective == objective) ||
           std::any_of(shown_.supposed.begin(), shown_.supposed.end(), [&](const auto& one) {
             return one.objective == objective;
           });
  }

  std::string Suppose(const Counterexample::Supposed& one) const {
    if (one.values.size() == 1) {
      return fmt::format("  suppose {} = {}\n", one.objective, one.values.front());
    }
    std::string rows;
    for (std::size_t i = 0; i + 1 < one.values.size(); ++i) {
      rows += fmt::format("{}: {}, ", periods_[i], one.values[i]);
    }
    return fmt::format("  suppose {} {{ {}else: {} }}\n", one.objective, rows, one.values.back());
  }

  const plan::Example* Find(const plan::Plan& plan) const {
    for (const plan::Example& example : plan.examples) {
      if (example.title == Title()) {
        return &example;
      }
    }
    return nullptr;
  }

  std::string WhatComesOf(const evaluate::Outcome& outcome, const plan::Plan& plan) const {
    std::string said;
    for (std::size_t i = 0; i < periods_.size() && i < outcome.periods.size(); ++i) {
      std::string claims;
      for (const std::string& objective : Shown()) {
        const std::string of_one = OfObjective(outcome.periods[i], objective, plan);
        if (of_one.empty()) {
          return {};
        }
        claims += of_one;
      }
      claims += OfSettlement(outcome.periods[i], plan);
      const std::string in = periods_.size() > 1 ? fmt::format("in {}: ", periods_[i]) : "";
      said += fmt::format("  expect {}{}\n", in, claims.substr(2));
    }
    return said;
  }

  std::vector<std::string> Shown() const {
    std::vector<std::string> names;
    for (const Counterexample::Supposed& one : shown_.supposed) {
      names.push_back(one.objective);
    }
    if (shown_.schedule) {
      names.push_back(shown_.schedule->objective);
    }
    return names;
  }

  std::string_view VerdictOf(const std::string& objective) const {
    const bool is_met =
        std::any_of(shown_.supposed.begin(), shown_.supposed.end(), [&](const auto& one) {
          return one.objective == objective && one.values.empty();
        });
    return is_met ? "met" : shown_.verdict;
  }

  bool IsAbout(const evaluate::ObjectiveResult& result) const {
    return std::all_of(shown_.members.begin(), shown_.members.end(), [&](const std::string& one) {
      return result.members.empty() ||
             std::find(result.members.begin(), result.members.end(), one) != result.members.end();
    });
  }

  std::string OfObjective(
      const evaluate::PeriodResult& period, const std::string& name, const plan::Plan& plan
  ) const {
    const auto result =
        std::find_if(period.objectives.begin(), period.objectives.end(), [&](const auto& r) {
          return r.objective == name && IsAbout(r);
        });
    const bool is_shown = result != period.objectives.end() &&
                          evaluate::VerdictName(result->verdict) == VerdictOf(name);
    if (!is_shown) {
      return {};
    }
    std::string figure = name;
    if (!result->members.empty()) {
      figure += fmt::format("[{}]", fmt::join(result->members, ", "));
    }
    std::string claims = fmt::format(", {}.{}", figure, evaluate::VerdictName(result->verdict));
    const auto* credit = std::get_if<exact::Rational>(&result->credit.value);
    for (const plan::Objective& objective : plan.objectives) {
      if (objective.name == name && objective.credit && credit != nullptr) {
        claims += fmt::format(
            ", {}.credit = {}", figure, plan::Show(*credit, plan[*objective.credit].type)
        );
      }
    }
    return claims;
  }

  static std::string OfSettlement(const evaluate::PeriodResult& period, const plan::Plan& plan) {
    const bool is_plain = plan.settles.size() == 1 && period.stages.size() == 1 &&
                          plan.settles.front().keys.empty() && !plan.settles.front().per &&
                          !period.stages.front().other_end;
    if (!is_plain) {
      return {};
    }
    const evaluate::StageResult& stage = period.stages.front();
    return fmt::format(", {} = {}", stage.stage, plan::Show(stage.amount, stage.type));
  }

  std::optional<std::string> Verified(const std::string& text) {
    const std::optional<plan::Plan> plan = Compile(text);
    const plan::Example* example = plan ? Find(*plan) : nullptr;
    const bool passes =
        example != nullptr && evaluate::RunExample(*plan, *example, options_).passed();
    return passes ? std::optional(text) : std::nullopt;
  }

  const Session& session_;
  const Counterexample& shown_;
  std::vector<std::string> periods_;
  std::vector<calendar::HolidayTable> holidays_;  // what the options look at
  evaluate::Options options_;
};

bool IsOf(const Counterexample& shown, const findings::Finding& finding) {
  const auto* span = std::get_if<source::Span>(&finding.what.where);
  return !finding.suppression && finding.what.kind == shown.kind && span != nullptr &&
         *span == shown.span;
}

void AddExample(std::optional<std::string> example, diag::Diagnostic& finding) {
  if (example) {
    example->pop_back();
    finding.notes.push_back("an example that shows it and passes `slate test`:\n" + *example);
  }
}

}  // namespace

void AddCounterexamples(
    const driver::Compilation& compiled, const Session& session, findings::Report& report
) {
  std::size_t settled = 0;
  for (findings::Finding& finding : report.findings) {
    for (const Counterexample& shown : compiled.counterexamples) {
      if (IsOf(shown, finding) && settled++ < kMostFindings) {
        AddExample(Trial(session, shown).Run(), finding.what);
        break;
      }
    }
  }
}

}  // namespace slate::cli
