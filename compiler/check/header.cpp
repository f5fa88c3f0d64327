// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "compiler/check/declarations.h"
#include "compiler/diag/catalog/agreement.h"
#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/types.h"
#include "compiler/resolve/near_name.h"

namespace slate::check {

Scope AgreementScope(Context& context, const resolve::Module& module) {
  Scope scope{.module = &module};
  for (const auto& [key, member] : context.plan.bound) {
    scope.members[key] = context.builder.Const(plan::Member{member}, types::MemberOf(key));
  }
  if (context.plan.customer_key) {
    const std::string& key = *context.plan.customer_key;
    scope.members.try_emplace(
        key,
        context.builder.Add({.op = plan::Op::kMember, .type = types::MemberOf(key), .name = key})
    );
  }
  return scope;
}

void BindKey(Context& context, Scope& scope, const ast::Name& key) {
  if (!context.keys.contains(key.text)) {
    std::vector<std::string> names;
    for (const auto& [name, index] : context.keys) {
      names.push_back(name);
    }
    auto& problem =
        context.sink.Report(diag::kUnknownName, key.span, fmt::format("no key `{}`", key.text));
    if (const auto near = NearestName(key.text, names)) {
      SuggestName(problem, key.span, *near);
    }
    return;
  }
  if (scope.members.contains(key.text) && !context.plan.customer_key) {
    return;  // fixed for the whole agreement
  }
  scope.members[key.text] = context.builder.Add(
      {.op = plan::Op::kMember, .type = types::MemberOf(key.text), .name = key.text}
  );
}

void Declare(Context& context, const ast::Name& name) {
  const auto [it, is_new] = context.names.emplace(name.text, name.span);
  if (!is_new) {
    context.sink
        .Report(
            diag::kDuplicateName,
            name.span,
            fmt::format("`{}` already means something else", name.text)
        )
        .secondary.push_back({it->second, "here"});
  }
}

std::string FormerName(const std::optional<ast::Name>& formerly) {
  return formerly ? formerly->text : std::string();
}

plan::Origin OriginOf(Span span) {
  return {static_cast<std::uint32_t>(Index(span.file)), span.begin, span.end};
}

namespace {

class Header {
 public:
  Header(Context& context, ExpressionChecker& expressions)
      : c_(context), expressions_(expressions) {}

  void Check(const calendar::TimeZoneSource& zones) {
    const ast::Agreement& agreement = *c_.agreement.agreement;
    c_.plan.name = agreement.name.text;
    c_.plan.title = agreement.title.value_or("");
    c_.plan.doc = agreement.doc.text;
    for (const ast::Agreement* parent : c_.agreement.chain) {
      if (c_.plan.title.empty() && parent->title) {
        c_.plan.title = *parent->title;
      }
    }
    if (c_.agreement.version) {
      c_.plan.version = c_.agreement.version->node->label;
    }
    Keys();
    Units();
    Parties();
    Term();
    Zone(zones);
    Rest();
  }

 private:
  void Missing(std::string_view statement, std::string_view example) {
    if (c_.agreement.module->incomplete) {
      return;
    }
    c_.sink
        .Report(
            diag::kMissingStatement,
            c_.agreement.agreement->name.span,
            fmt::format("agreement `{}` does not say its `{}`", c_.plan.name, statement)
        )
        .help = fmt::format("`{}`", example);
  }

  void Keys() {
    for (const auto& key : c_.agreement.keys) {
      Declare(c_, key->name);
      c_.keys[key->name.text] = c_.plan.keys.size();
      plan::Key declared{
          .name = key->name.text, .formerly = FormerName(key->formerly), .closed = key->closed};
      for (const ast::KeyMember& member : key->members) {
        declared.members.push_back({member.name.text, member.title.value_or("")});
      }
      if (key->during) {
        declared.during = key->during->text;
      }
      c_.plan.keys.push_back(std::move(declared));
    }
    for (const auto& narrow : c_.agreement.narrows) {
      Bind(narrow->key, narrow->member.name);
    }
  }

  void Bind(const ast::Name& key, const ast::Name& member) {
    const auto declared = c_.keys.find(key.text);
    if (declared == c_.keys.end()) {
      c_.sink.Report(diag::kUnknownName, key.span, fmt::format("no key `{}`", key.text));
      return;
    }
    const auto& entries = c_.plan.keys[declared->second].members;
    const bool is_member = std::any_of(entries.begin(), entries.end(), [&](const auto& e) {
      return e.label == member.text;
    });
    if (c_.plan.keys[declared->second].closed && !is_member) {
      c_.sink.Report(
          diag::kUnknownMember,
          member.span,
          fmt::format("`{}` is no member of `{}`", member.text, key.text)
      );
      return;
    }
    c_.plan.bound.emplace_back(key.text, member.text);
  }

  void Units() {
    for (const auto& unit : c_.agreement.units) {
      Declare(c_, unit->name);
      c_.units.insert(unit->name.text);
      c_.plan.units.emplace_back(unit->name.text, unit->title.value_or(""));
    }
  }

  void Parties() {
    if (c_.agreement.provider) {
      const ast::Provider& provider = *c_.agreement.provider->node;
      c_.plan.provider = {provider.name.text, provider.title.value_or("")};
    } else {
      Missing("provider", "provider acme \"Acme GmbH\"");
    }
    c_.parties = {"provider", "customer", c_.plan.provider.name};
    if (!c_.agreement.customer) {
      return;  // a public promise: whoever is served
    }
    const ast::Customer& customer = *c_.agreement.customer->node;
    if (customer.name) {
      c_.plan.customer = {customer.name->text, customer.title.value_or("")};
      c_.parties.insert(customer.name->text);
    }
    if (customer.each_key) {
      if (c_.keys.contains(customer.each_key->text)) {
        c_.plan.customer_key = customer.each_key->text;
      } else {
        c_.sink
            .Report(
                diag::kUnknownName,
                customer.each_key->span,
                fmt::format("no key `{}`", customer.each_key->text)
            )
            .help = fmt::format("declare it: `key {}`", customer.each_key->text);
      }
    }
    if (customer.on_member) {
      BindByMember(*customer.on_member);
    }
  }

  // `customer globex on gold`: the member says of which key.
  void BindByMember(const ast::Name& member) {
    std::vector<std::string> keys;
    for (const plan::Key& key : c_.plan.keys) {
      for (const auto& entry : key.members) {
        if (entry.label == member.text) {
          keys.push_back(key.name);
        }
      }
    }
    if (keys.size() == 1) {
      c_.plan.bound.emplace_back(keys.front(), member.text);
      return;
    }
    auto& problem = c_.sink.Report(
        diag::kUnknownMember,
        member.span,
        keys.empty()
            ? fmt::format("`{}` is a member of no key", member.text)
            : fmt::format(
                  "`{}` is a member of several keys: {}", member.text, fmt::join(keys, ", ")
              )
    );
    std::vector<std::string> labels;
    for (const plan::Key& key : c_.plan.keys) {
      for (const auto& entry : key.members) {
        labels.push_back(entry.label);
      }
    }
    if (const auto near = NearestName(member.text, labels)) {
      SuggestName(problem, member.span, *near);
    }
  }

  void Term() {
    if (!c_.agreement.term) {
      Missing("term", "term 2026-01-01 .. 2026-12-31");
      return;
    }
    const ast::Term& term = *c_.agreement.term->node;
    c_.plan.term_first = term.first_day;
    c_.plan.term_last = term.last_day;
    if (term.last_day && *term.last_day < term.first_day) {
      c_.sink.Report(diag::kEmptyTerm, c_.agreement.term->span, "the term ends before it begins");
    }
  }

  void Zone(const calendar::TimeZoneSource& zones) {
    if (!c_.agreement.zone) {
      Missing("zone", "zone \"Europe/Berlin\"");
      return;
    }
    c_.plan.zone = c_.agreement.zone->node->name;
    auto zone = calendar::TimeZone::Load(c_.plan.zone, zones);
    if (zone) {
      c_.zone = std::move(zone).value();
    } else {
      c_.sink.Report(diag::kUnknownZone, c_.agreement.zone->span, zone.error().message);
    }
  }

  void Rest() {
    if (c_.agreement.currency) {
      c_.plan.currency = c_.agreement.currency->node->name.text;
      if (!types::IsCurrency(c_.plan.currency)) {
        c_.sink
            .Report(
                diag::kUnknownUnit,
                c_.agreement.currency->node->name.span,
                fmt::format("`{}` is no currency", c_.plan.currency)
            )
            .help = "three capital letters, such as EUR";
      }
    } else {
      Missing("currency", "currency EUR");
    }
    if (c_.agreement.period) {
      if (const auto rhythm = expressions_.ResolveRhythm(c_.agreement.period->node->rhythm)) {
        c_.plan.period = *rhythm;
      }
    } else {
      Missing("period", "period month");
    }
    if (c_.agreement.partial) {
      Partial(c_.agreement.partial->node->rule);
    }
  }

  void Partial(const ast::Name& rule) {
    using Rule = plan::PartialRule;
    static const std::map<std::string, Rule> kRules{
        {"cut", Rule::kCut},
        {"whole", Rule::kWhole},
        {"skip", Rule::kSkip},
        {"extrapolate", Rule::kExtrapolate}};
    const auto found = kRules.find(rule.text);
    if (found == kRules.end()) {
      c_.sink.Report(diag::kUnknownWord, rule.span, fmt::format("`partial {}`", rule.text)).help =
          "cut, whole, skip or extrapolate";
      return;
    }
    c_.plan.partial = found->second;
  }

  Context& c_;
  ExpressionChecker& expressions_;
};

}  // namespace

void CheckHeader(
    Context& context, ExpressionChecker& expressions, const calendar::TimeZoneSource& zones
) {
  Header(context, expressions).Check(zones);
}

namespace {

std::optional<int> WeekdayNumber(const std::string& word) {
  static constexpr std::string_view kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  for (int i = 0; i < 7; ++i) {
    if (word == kDays[i]) {
      return i;
    }
  }
  return std::nullopt;
}

class CalendarReader {
 public:
  explicit CalendarReader(Context& context) : c_(context) {}

  void Read(const ast::CalendarDecl& declared) {
    plan::Calendar calendar{
        .name = declared.name.text, .zone = declared.zone, .also_hours = declared.also_hours};
    std::uint8_t weekdays = 0x7F;
    for (const ast::Hours& hours : declared.hours) {
      if (hours.first_weekday) {
        weekdays = Weekdays(hours);
      }
      calendar.hours.push_back({weekdays, hours.from, hours.to});
    }
    for (const ast::Days& days : declared.except) {
      Put(days, calendar.except, calendar.except_tables);
    }
    for (const ast::Days& days : declared.also) {
      Put(days, calendar.also, calendar.also_tables);
    }
    c_.calendars[declared.name.text] = c_.plan.calendars.size();
    c_.plan.calendars.push_back(std::move(calendar));
  }

 private:
  std::uint8_t Weekdays(const ast::Hours& hours) {
    const auto first = WeekdayNumber(hours.first_weekday->text);
    const auto last = hours.last_weekday ? WeekdayNumber(hours.last_weekday->text) : first;
    if (!first || !last) {
      const ast::Name& wrong = first ? *hours.last_weekday : *hours.first_weekday;
      c_.sink.Report(diag::kUnknownWord, wrong.span, fmt::format("`{}` is no weekday", wrong.text))
          .help = "Mon Tue Wed Thu Fri Sat Sun";
      return 0x7F;
    }
    std::uint8_t days = 0;
    for (int day = *first;; day = (day + 1) % 7) {
      days = static_cast<std::uint8_t>(days | (1U << static_cast<unsigned>(day)));
      if (day == *last) {
        return days;
      }
    }
  }

  void Put(
      const ast::Days& days,
      std::vector<plan::Calendar::Days>& list,
      std::vector<std::string>& tables
  ) {
    if (!days.table) {
      list.push_back({*days.first_day, days.last_day.value_or(*days.first_day)});
      return;
    }
    std::string name = days.table->Text();
    if (name.starts_with("holidays.")) {
      name = name.substr(9);
    }
    if (c_.program.holidays.contains(name)) {
      tables.push_back(std::move(name));
      return;
    }
    std::vector<std::string> known;
    for (const auto& [table, value] : c_.program.holidays) {
      known.push_back(table);
    }
    auto& problem = c_.sink.Report(
        diag::kUnknownHolidays, days.span, fmt::format("no holiday table `{}`", name)
    );
    if (const auto near = NearestName(name, known)) {
      problem.help = fmt::format("`holidays.{}` is near", *near);
    } else {
      problem.help = fmt::format("`use std.holidays.{}`", name.substr(0, name.find('.')));
    }
  }

  Context& c_;
};

}  // namespace

void CheckCalendars(Context& context, ExpressionChecker&) {
  for (const auto& calendar : context.agreement.calendars) {
    Declare(context, calendar->name);
    CalendarReader(context).Read(*calendar.node);
  }
}

}  // namespace slate::check
