// SPDX-License-Identifier: Apache-2.0
#include "runtime/plan/print.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "runtime/calendar/civil_time.h"
#include "runtime/plan/formula.h"
#include "runtime/plan/names.h"

namespace slate::plan {

namespace {

// The word after a name, unless it says no more than the name.
std::string Titled(std::string_view name, std::string_view title) {
  return title.empty() || title == name ? std::string(name) : fmt::format("{} \"{}\"", name, title);
}

std::string Listed(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

class Printer {
 public:
  explicit Printer(const Plan& plan) : plan_(plan) {}

  std::string Print() {
    Header();
    Section("keys", plan_.keys, [&](const Key& key) { KeyLine(key); });
    Section("calendars", plan_.calendars, [&](const Calendar& item) { CalendarLine(item); });
    Section("inputs", plan_.inputs, [&](const Input& input) { InputLines(input); });
    Section("givens", plan_.givens, [&](const Given& given) { GivenLine(given); });
    Section("attested", plan_.attested, [&](const Attested& fact) {
      Line(1, "{}: {}{} by {}", fact.name, Show(fact.type), Each(fact.keys), fact.by);
    });
    Section("rollups", plan_.rollups, [&](const Rollup& rollup) { RollupLine(rollup); });
    Section("formulas", plan_.objectives, [&](const Objective& item) { ObjectiveLines(item); });
    Section("settlement", plan_.settles, [&](const Settle& settle) { SettleLines(settle); });
    Section("rights", plan_.rights, [&](const Right& right) { RightLine(right); });
    Section("duties", plan_.duties, [&](const Duty& duty) { DutyLine(duty); });
    Section("later versions", plan_.amended, [&](const Plan& later) { AmendedLine(later); });
    Footer();
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void Line(std::size_t depth, fmt::format_string<Args...> text, Args&&... args) {
    out_.append(2 * depth, ' ');
    out_ += fmt::format(text, std::forward<Args>(args)...);
    out_ += '\n';
  }

  template <typename Items, typename F>
  void Section(std::string_view title, const Items& items, F&& print) {
    if (items.size() > 0) {
      out_ += fmt::format("\n{}\n", title);
      for (const auto& item : items) {
        print(item);
      }
    }
  }

  std::string Formula(NodeId id) { return FormulaOf(plan_, id); }
  std::string Maybe(std::string_view before, const std::optional<NodeId>& id) {
    return id ? fmt::format(" {} {}", before, Formula(*id)) : std::string();
  }
  static std::string Each(const std::vector<std::string>& keys) {
    return keys.empty() ? "" : " each " + Listed(keys);
  }
  static std::string Per(const std::optional<Rhythm>& rhythm) {
    return rhythm ? " per " + Show(*rhythm) : "";
  }

  void Header() {
    Line(0, "plan {}", Titled(plan_.name, plan_.title));
    const std::string customer =
        plan_.customer_key ? "each " + *plan_.customer_key : plan_.customer.name;
    Line(1, "provider {}, customer {}", plan_.provider.name, customer.empty() ? "-" : customer);
    Line(
        1,
        "term {} .. {}, zone {}, currency {}",
        ShowDay(plan_.term_first),
        plan_.term_last ? ShowDay(*plan_.term_last) : "open",
        plan_.zone,
        plan_.currency.empty() ? "-" : plan_.currency
    );
    Line(1, "period {}, partial {}", Show(plan_.period), NameOf(plan_.partial));
    for (const auto& [key, member] : plan_.bound) {
      Line(1, "{} = {}", key, member);
    }
  }

  void KeyLine(const Key& key) {
    std::string members;
    for (const Key::Entry& entry : key.members) {
      members += (members.empty() ? " { " : ", ") + entry.label;
    }
    Line(
        1,
        "{}{}{}{}",
        key.name,
        members.empty() ? "" : members + " }",
        key.closed ? "" : " open",
        key.during ? " during " + *key.during : ""
    );
  }

  static std::string WeekdaysOf(std::uint8_t weekdays) {
    constexpr std::array<std::string_view, 7> kNames = {
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    if (weekdays == 0x7F) {
      return "daily";
    }
    std::string text;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      if ((weekdays >> i & 1U) != 0) {
        text += (text.empty() ? "" : " ") + std::string(kNames[i]);
      }
    }
    return text;
  }
  static std::string DaysOf(
      std::string_view word,
      const std::vector<Calendar::Days>& days,
      const std::vector<std::string>& tables
  ) {
    std::vector<std::string> texts = tables;
    for (const Calendar::Days& range : days) {
      const std::string last = range.last == range.first ? "" : " .. " + ShowDay(range.last);
      texts.push_back(ShowDay(range.first) + last);
    }
    return texts.empty() ? "" : fmt::format(" {} {}", word, Listed(texts));
  }

  void CalendarLine(const Calendar& calendar) {
    std::vector<std::string> hours;
    for (const Calendar::Hours& rule : calendar.hours) {
      hours.push_back(fmt::format(
          "{} {} .. {}",
          WeekdaysOf(rule.weekdays),
          calendar::FormatTimeOfDay(rule.from),
          calendar::FormatTimeOfDay(rule.to)
      ));
    }
    Line(
        1,
        "{}: {}{}{}{}",
        calendar.name,
        Listed(hours),
        calendar.zone ? " in " + *calendar.zone : "",
        DaysOf("except", calendar.except, calendar.except_tables),
        DaysOf("also", calendar.also, calendar.also_tables)
    );
  }

  static std::string Sampling(const Input& input) {
    const Type duration{.unit = {{"time", 1}}};
    std::string text(NameOf(input.kind));
    text += input.per ? " per " + *input.per : "";
    text += input.every ? " every " + Show(*input.every, duration) : "";
    text += input.good_for ? " good for " + Show(*input.good_for, duration) : "";
    text += input.upto ? " upto " + Show(*input.upto, duration) : "";
    text += input.keeping == Input::Keeping::kNone
                ? ""
                : fmt::format(" keeping {}", NameOf(input.keeping));
    text += input.gaps == Input::Gaps::kNone ? "" : fmt::format(", gaps {}", NameOf(input.gaps));
    text += input.complete ? ", complete" : "";
    text += input.complete_except.empty() ? "" : " except " + Listed(input.complete_except);
    return text;
  }

  void InputLines(const Input& input) {
    Line(1, "{}: {}", input.name, Sampling(input));
    for (const Column& column : input.columns) {
      std::string marks;
      marks += column.fold == Column::Fold::kNone ? "" : fmt::format(" {}", NameOf(column.fold));
      marks += column.direction == Column::Direction::kNone
                   ? ""
                   : fmt::format(" {}", NameOf(column.direction));
      Line(2, "{}: {}{}", column.name, Show(column.type), marks);
    }
    for (const auto& [column, value] : input.filled) {
      Line(2, "a gap is a row with {} = {}", column, Formula(value));
    }
    if (input.pending_until) {
      Line(
          2, "pending until {} otherwise {}", Formula(*input.pending_until), input.pending_otherwise
      );
    }
  }

  void GivenLine(const Given& given) {
    Line(
        1,
        "{}: {}{}{}{}",
        given.name,
        Show(given.type),
        given.keys.empty() ? "" : " by " + Listed(given.keys),
        given.dated ? " dated" : "",
        Maybe("=", given.value)
    );
    for (const TimelineStep& step : given.timeline) {
      const std::string from = step.from_day ? ShowDay(*step.from_day) : "else";
      Line(
          2,
          "{}{}: {}",
          from,
          step.to_day ? " .. " + ShowDay(*step.to_day) : "",
          Formula(step.value)
      );
    }
  }

  std::string PlaceOf(const Rollup& rollup) {
    switch (rollup.place_kind) {
      case Rollup::Place::kNone: return "";
      case Rollup::Place::kColumn: return " by " + rollup.column;
      case Rollup::Place::kExpression:
        return " by " + (rollup.place ? Formula(*rollup.place) : std::string("?"));
      case Rollup::Place::kDecided: return " by decided";
      case Rollup::Place::kInterval: return " by from .. to";
      case Rollup::Place::kSlots: return " by slots";
    }
    Unreachable("a place has no words");
  }

  void RollupLine(const Rollup& rollup) {
    std::string scope;
    for (const Rollup::Scope& key : rollup.scope) {
      scope += scope.empty() ? "" : ", ";
      scope += key.key == key.column ? key.key : fmt::format("{} as {}", key.key, key.column);
    }
    Line(
        1,
        "r{}: {} of {}{}{}{}{}",
        rollup_++,
        rollup.place_kind == Rollup::Place::kNone ? "rows" : NameOf(rollup.aggregate),
        rollup.input,
        PlaceOf(rollup),
        scope.empty() ? "" : " [" + scope + "]",
        Maybe("where", rollup.where),
        rollup.body ? ": " + Formula(*rollup.body) : ""
    );
  }

  void Part(std::string_view name, const std::optional<NodeId>& id, std::string_view sign = {}) {
    if (id) {
      Line(2, "{:<10}{}{}{}", name, sign, sign.empty() ? "" : " ", Formula(*id));
    }
  }

  void ObjectiveLines(const Objective& objective) {
    Line(
        1,
        "{}{}{}{}",
        Titled(objective.name, objective.title),
        objective.party.empty() ? "" : " by " + objective.party,
        Each(objective.keys),
        Per(objective.period)
    );
    for (const Objective::Let& let : objective.lets) {
      Line(2, "let {} = {}", let.name, Formula(let.value));
    }
    Part("only when", objective.only_when);
    Part("measure", objective.measure);
    Part(
        "target",
        objective.target,
        objective.target_compare ? NameOf(*objective.target_compare) : std::string_view()
    );
    Part("credit", objective.credit);
    Part("bonus", objective.bonus);
    Part("  when", objective.bonus_when);
    for (const Objective::Reliance& reliance : objective.relies_on) {
      RelianceLine(reliance);
    }
  }

  void RelianceLine(const Objective::Reliance& reliance) {
    std::vector<std::string> figures;
    for (const Objective::Reliance::Figure& figure : reliance.figures) {
      const std::string members =
          figure.members.empty() ? "" : fmt::format("[{}]", Listed(figure.members));
      figures.push_back(fmt::format("{}.{}{}", figure.agreement, figure.objective, members));
    }
    Line(
        2,
        "relies on {}{} of {}{}",
        reliance.how,
        reliance.at_least > 0 ? fmt::format(" {}", reliance.at_least) : "",
        Listed(figures),
        reliance.independent ? " independent" : ""
    );
  }

  static std::string PartOf(const Settle::Part& part) {
    std::vector<std::string> terms;
    for (const Settle::Part::Term& term : part.of) {
      terms.push_back(term.objective + '.' + term.field);
    }
    return part.grouped
               ? fmt::format("({} of {}{})", NameOf(part.combine), Listed(terms), Each(part.keys))
               : Listed(terms);
  }

  void SettleLines(const Settle& settle) {
    Line(
        1,
        "{}{}{}{}",
        settle.name,
        Each(settle.keys),
        Per(settle.per),
        settle.for_party.empty() ? "" : " for " + settle.for_party
    );
    std::vector<std::string> parts;
    for (const Settle::Part& part : settle.parts) {
      parts.push_back(PartOf(part));
    }
    int number = 1;
    Line(2, "{}. {} of {}", number, NameOf(settle.combine), Listed(parts));
    for (const Step& step : settle.steps) {
      Line(2, "{}. {}", ++number, StepText(step));
    }
  }

  std::string StepText(const Step& step) {
    const std::string amount = step.amount ? Formula(*step.amount) : std::string();
    switch (step.kind) {
      case Step::Kind::kDrop: return fmt::format("drop when {} {}", NameOf(step.compare), amount);
      case Step::Kind::kHold: return fmt::format("hold when {} {}", NameOf(step.compare), amount);
      case Step::Kind::kCap: {
        const std::string last =
            step.last_periods ? fmt::format(" per last {} periods", *step.last_periods) : "";
        const std::string by = step.by.empty() ? "" : " by " + step.by;
        return fmt::format("cap {}{}{}{}", amount, Per(step.per), last, by);
      }
      case Step::Kind::kLess: return "less " + amount;
      case Step::Kind::kRound: return fmt::format("round {} to {}", NameOf(step.rounding), amount);
      case Step::Kind::kClaim:
        return fmt::format(
            "claim{}{}",
            Maybe("until", step.until),
            step.otherwise.empty() ? "" : " otherwise " + step.otherwise
        );
      case Step::Kind::kUndecided:
        return step.pays_upper ? "undecided pays upper" : "undecided pays lower";
    }
    Unreachable("a step has no words");
  }

  void RightLine(const Right& right) {
    Line(
        1,
        "{} by {}{}{}{}",
        Titled(right.name, right.title),
        right.party,
        Each(right.keys),
        Maybe("until", right.until),
        Maybe("when", right.when)
    );
  }

  void DutyLine(const Duty& duty) {
    Line(
        1,
        "{} \"{}\"{}{}{}{}",
        Listed(duty.parties),
        duty.title,
        Per(duty.per),
        Maybe("until", duty.until),
        Maybe("when", duty.when),
        duty.done_by ? " done by " + *duty.done_by : ""
    );
  }

  void AmendedLine(const Plan& version) {
    const Amendment& amendment = *version.amendment;
    Line(
        1,
        "{} from {}{}: {} nodes, {} rollups",
        Titled(amendment.name, amendment.title),
        ShowDay(amendment.from_day),
        amendment.inside == Amendment::Inside::kError
            ? ""
            : fmt::format(" {}", NameOf(amendment.inside)),
        version.nodes.size(),
        version.rollups.size()
    );
  }

  void Footer() {
    out_ += '\n';
    Line(
        0,
        "{} nodes, {} rollups, {} examples",
        plan_.nodes.size(),
        plan_.rollups.size(),
        plan_.examples.size()
    );
  }

  const Plan& plan_;
  std::string out_;
  std::size_t rollup_ = 0;
};

}  // namespace

std::string Explain(const Plan& plan) {
  return Printer(plan).Print();
}

}  // namespace slate::plan
