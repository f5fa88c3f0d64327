// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "compiler/emit/docs/builder.h"
#include "compiler/emit/docs/ink.h"

namespace slate::emit::docs {

void Builder::Cover() {
  const plan::Plan& plan = input_.plan;
  document_.tag = std::string(speaker_.tag());
  document_.title = terms_.Shown(plan.name);
  document_.kind = speaker_.Say(p_.contract);
  document_.contents_word = speaker_.Say(p_.contents);
  const auto row = [&](const Phrase& name, const std::string& text) {
    document_.cover.emplace_back(ToLine(speaker_.Say(name)), ToLine(text));
  };
  row(p_.provider, Party(plan.provider.name));
  const auto& customer = input_.agreement.customer;
  const bool each = customer && customer->node->each_key.has_value();
  row(p_.customer,
      each
          ? speaker_.Say(p_.customer_each, {{"key", terms_.Linked(customer->node->each_key->text)}})
          : Party(plan.customer.name));
  if (!plan.version.empty()) {
    row(p_.version, Plain(plan.version));
  }
  AmendmentsOnCover();
  const std::string from = speaker_.Date(plan.term_first);
  row(p_.term,
      plan.term_last
          ? speaker_.Say(p_.term_range, {{"from", from}, {"to", speaker_.Date(*plan.term_last)}})
          : speaker_.Say(p_.term_from, {{"from", from}}));
  row(p_.governing, speaker_.Say(p_.governing_text));
}

void Builder::Parties() {
  const plan::Plan& plan = input_.plan;
  Section("parties", p_.parties_heading);
  const auto party = [&](const plan::Party& one, const Phrase& role, const Phrase& text) {
    const std::string strong = WithStyle(Party(one.name), Ink::Style::kStrong);
    Say("party." + one.name,
        text,
        {{"party", strong}, {"name", speaker_.Quoted(speaker_.Say(role))}});
  };
  party(plan.provider, p_.provider, p_.party_provides);
  const auto& customer = input_.agreement.customer;
  if (customer && customer->node->each_key) {
    Say("customer", p_.party_each, {{"key", terms_.Linked(customer->node->each_key->text)}});
  }
  if (!plan.customer.name.empty()) {
    party(plan.customer, p_.customer, p_.party_receives);
  }
  for (const auto& [key, member] : plan.bound) {
    const bool of_customer =
        customer && customer->node->on_member && customer->node->on_member->text == member;
    Say("bound." + key,
        of_customer ? p_.party_on : p_.narrowed,
        {{"key", terms_.Linked(key)}, {"member", writer_.Member(key, member)}});
  }
  if (input_.agreement.agreement->under) {
    const ast::Agreement& above = **(input_.agreement.chain.end() - 2);
    const std::string name = above.title.value_or(above.name.text);
    Say("under", p_.under_text, {{"name", speaker_.Quoted(Plain(name))}});
  }
  Term();
  EndSection();
}

void Builder::Term() {
  const plan::Plan& plan = input_.plan;
  const std::string from = speaker_.Date(plan.term_first);
  if (plan.term_last) {
    Say("term", p_.runs_closed, {{"from", from}, {"to", speaker_.Date(*plan.term_last)}});
  } else {
    Say("term", p_.runs_open, {{"from", from}});
  }
  if (input_.agreement.period) {
    Say("period",
        p_.settled_each,
        {{"rhythm", writer_.Rhythm(input_.agreement.period->node->rhythm)}});
  }
  switch (plan.partial) {
    case plan::PartialRule::kUnstated: break;
    case plan::PartialRule::kCut: Say("partial", p_.partial_cut); break;
    case plan::PartialRule::kWhole: Say("partial", p_.partial_whole); break;
    case plan::PartialRule::kSkip: Say("partial", p_.partial_skip); break;
    case plan::PartialRule::kExtrapolate: Say("partial", p_.partial_extrapolate); break;
  }
  Say("zone", p_.zone_text, {{"zone", Plain(plan.zone)}});
  if (!plan.currency.empty()) {
    Say("currency", p_.currency_text, {{"currency", Plain(plan.currency)}});
  }
  Say("exactness", p_.exactness);
  Amendments();
}

// ---- Definitions ----

void Builder::Definitions() {
  Section("definitions", p_.definitions_heading);
  for (const auto& given : input_.agreement.givens) {
    Given(given);
  }
  for (const auto& attested : input_.agreement.attested) {
    Say(attested->name.text,
        p_.attested_text,
        {{"x", speaker_.Quoted(WithStyle(terms_.Shown(attested->name.text), Ink::Style::kStrong))},
         {"party", Role(attested->by.text)}});
  }
  for (const auto& calendar : input_.agreement.calendars) {
    Calendar(*calendar.node);
  }
  for (const auto& unit : input_.agreement.units) {
    Say(unit->name.text,
        p_.unit_text,
        {{"x", speaker_.Quoted(WithStyle(terms_.Shown(unit->name.text), Ink::Style::kStrong))}});
  }
  for (const plan::Node& node : input_.plan.nodes) {
    if (node.op == plan::Op::kAggregate && node.aggregate == plan::Aggregate::kPercentile) {
      Say("percentile", p_.percentile_text);
      break;
    }
  }
  EndSection();
}

void Builder::Given(const resolve::Sited<ast::Given>& given) {
  const std::string& name = given->name.text;
  const Site site = At(given.module);
  const std::string term = speaker_.Quoted(WithStyle(terms_.Shown(name), Ink::Style::kStrong));
  if (given->value) {
    const ast::ExprId value = *given->value;
    if (const auto* table = std::get_if<ast::ByTable>(&site[value].node)) {
      Say(name, p_.given_table, {{"x", term}});
      Add(writer_.ByTable(*table, site, p_.value));
    } else {
      Say(name, p_.given_value, {{"x", term}, {"value", writer_.Value(value, site)}});
    }
  } else if (given->timeline) {
    Say(name, p_.given_timeline, {{"x", term}});
    GivenTimeline(*given->timeline, site);
  } else if (given->by.empty()) {
    Say(name, p_.given_supplied, {{"x", term}});
  } else {
    std::vector<std::string> keys;
    for (const ast::Name& key : given->by) {
      keys.push_back(key.text);
    }
    Say(name, p_.given_supplied_by, {{"x", term}, {"keys", writer_.Keys(keys)}});
  }
  AddTables();
  GivenReading(*given.node);
}

void Builder::GivenTimeline(const ast::Timeline& timeline, const Site& site) {
  Table table{
      .header = {ToLine(speaker_.Say(p_.valid_from)), ToLine(speaker_.Say(p_.value))}, .rows = {}};
  for (const ast::Past& step : timeline.steps) {
    table.rows.push_back({
        ToLine(PastWords(step)),
        ToLine(writer_.Value(step.value, site).In(Case::kBare)),
    });
  }
  Add(std::move(table));
}

std::string Builder::PastWords(const ast::Past& past) const {
  switch (past.when) {
    case ast::Past::When::kElse: return speaker_.Say(p_.otherwise_word);
    case ast::Past::When::kMonth: return speaker_.Month(past.year, past.part);
    case ast::Past::When::kQuarter: return speaker_.Quarter(past.year, past.part);
    case ast::Past::When::kDate:
      return speaker_.Say(p_.valid_since, {{"from", speaker_.Date(past.day)}});
    case ast::Past::When::kYear: return fmt::format("{}", past.year);
  }
  return {};
}

void Builder::GivenReading(const ast::Given& given) {
  if (!given.reading) {
    return;
  }
  const std::string word =
      given.reading->word.text + (given.reading->detail ? " " + given.reading->detail->text : "");
  const std::string anchor = given.name.text + ".reading";
  if (word == "prorated day" && given.reading->of) {
    Say(anchor, p_.reading_day_of, {{"n", speaker_.Number(*given.reading->of)}});
    return;
  }
  const std::pair<std::string_view, const Phrase*> readings[] = {
      {"at start", &p_.reading_start},
      {"at end", &p_.reading_end},
      {"highest", &p_.reading_highest},
      {"lowest", &p_.reading_lowest},
      {"prorated day", &p_.reading_day},
      {"prorated time", &p_.reading_time},
      {"split", &p_.reading_split},
  };
  for (const auto& [name, phrase] : readings) {
    if (word == name) {
      Say(anchor, *phrase);
    }
  }
}

// ---- Calendars ----

namespace {

int WeekdayOf(const ast::Name& name) {
  constexpr std::string_view kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  int day = 0;
  for (const std::string_view word : kDays) {
    if (name.text == word) {
      return day;
    }
    ++day;
  }
  return 0;
}

// `holidays.de.be` is the table de.be.
std::string TableName(const ast::Path& path) {
  constexpr std::string_view kFolder = "holidays.";
  const std::string name = Plain(path.Text());
  return name.rfind(kFolder, 0) == 0 ? name.substr(kFolder.size()) : name;
}

}  // namespace

// Groups of hours with the same days are one item: Monday to Friday 09:00–12:30 and 13:30–18:00.
std::string Builder::Hours(const ast::CalendarDecl& calendar) const {
  std::vector<std::string> groups;
  std::string days = speaker_.Say(p_.every_day);
  std::vector<std::string> times;
  const auto close = [&] {
    if (!times.empty()) {
      groups.push_back(speaker_.Say(p_.hours_days, {{"days", days}, {"times", speaker_.And(times)}})
      );
      times.clear();
    }
  };
  for (const ast::Hours& hours : calendar.hours) {
    if (hours.first_weekday) {
      close();
      days = speaker_.Weekday(WeekdayOf(*hours.first_weekday));
      if (hours.last_weekday) {
        days = speaker_.Say(
            p_.weekdays, {{"from", days}, {"to", speaker_.Weekday(WeekdayOf(*hours.last_weekday))}}
        );
      }
    }
    times.push_back(speaker_.Say(
        p_.hours_range,
        {{"from", speaker_.TimeOfDay(hours.from)}, {"to", speaker_.TimeOfDay(hours.to)}}
    ));
  }
  close();
  return speaker_.And(groups);
}

std::string Builder::Days(const std::vector<ast::Days>& days) const {
  std::vector<std::string> words;
  for (const ast::Days& one : days) {
    if (one.table) {
      words.push_back(speaker_.Say(p_.holidays, {{"x", speaker_.Quoted(TableName(*one.table))}}));
    } else if (one.first_day && one.last_day) {
      words.push_back(speaker_.Say(
          p_.term_range,
          {{"from", speaker_.Date(*one.first_day)}, {"to", speaker_.Date(*one.last_day)}}
      ));
    } else if (one.first_day) {
      words.push_back(speaker_.Date(*one.first_day));
    }
  }
  return speaker_.And(words);
}

void Builder::Calendar(const ast::CalendarDecl& calendar) {
  const std::string& name = calendar.name.text;
  const std::string term = speaker_.Quoted(WithStyle(terms_.Shown(name), Ink::Style::kStrong));
  std::vector<std::string> sentences;
  sentences.push_back(speaker_.Say(p_.calendar_text, {{"x", term}, {"hours", Hours(calendar)}}));
  if (calendar.zone) {
    sentences.push_back(speaker_.Say(p_.calendar_zone, {{"zone", Plain(*calendar.zone)}}));
  }
  if (!calendar.except.empty()) {
    sentences.push_back(speaker_.Say(p_.calendar_except, {{"days", Days(calendar.except)}}));
  }
  if (!calendar.also.empty()) {
    const std::string days = Days(calendar.also);
    sentences.push_back(
        calendar.also_hours ? speaker_.Say(
                                  p_.calendar_also_hours,
                                  {{"days", days},
                                   {"from", speaker_.TimeOfDay(calendar.also_hours->first)},
                                   {"to", speaker_.TimeOfDay(calendar.also_hours->second)}}
                              )
                            : speaker_.Say(p_.calendar_also, {{"days", days}})
    );
  }
  sentences.push_back(speaker_.Say(p_.calendar_day));
  std::string text;
  for (const std::string& sentence : sentences) {
    text += (text.empty() ? "" : speaker_.Say(p_.between_sentences)) + sentence;
  }
  Clause(name, text);
}

}  // namespace slate::emit::docs
