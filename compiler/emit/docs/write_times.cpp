// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/ink.h"
#include "compiler/emit/docs/writer.h"
#include "compiler/types/units.h"

namespace slate::emit::docs {

Noun Writer::CalendarName(ast::ExprId id, const Site& site) {
  const auto* ref = std::get_if<ast::Ref>(&site[id].node);
  return ref != nullptr ? Noun(terms_.Linked(ref->name.text)) : Value(id, site);
}

// `4h of office`, `5 days of office`, `16h of (office except waiting)`
Noun Writer::WorkingTime(const ast::Binary& of, const Site& site) {
  const auto* amount = std::get_if<ast::QuantityLit>(&site[of.left].node);
  const auto* except = std::get_if<ast::Except>(&site[of.right].node);
  if (amount != nullptr && types::CalendarUnit(amount->unit.text)) {
    return speaker_.Np(
        f_.working_days,
        {{"n", speaker_.Number(amount->value)}, {"cal", CalendarName(of.right, site)}}
    );
  }
  if (except != nullptr) {
    return speaker_.Np(
        f_.within_clock_except,
        {{"d", Value(of.left, site)},
         {"cal", Value(except->spans, site)},
         {"x", Value(except->removed, site)}}
    );
  }
  return speaker_.Np(
      f_.within_clock, {{"d", Value(of.left, site)}, {"cal", Value(of.right, site)}}
  );
}

namespace {

bool IsPlainName(const std::string& name) {
  return name == "month" || name == "quarter" || name == "week" || name == "year" ||
         name == "contract_year" || name == "term" || name == "period";
}

}  // namespace

Noun Writer::Stretch(const ast::Stretch& stretch) const {
  if (stretch.last_periods) {
    const Noun count = speaker_.Number(Rational(*stretch.last_periods));
    return speaker_.Np(
        p_.stretch_last, {{"periods", speaker_.Np(f_.periods_count, {{"n", count}})}}
    );
  }
  const std::pair<std::string_view, const Phrase*> words[] = {
      {"period", &p_.rhythm_period},
      {"month", &p_.rhythm_month},
      {"quarter", &p_.rhythm_quarter},
      {"week", &p_.rhythm_week},
      {"year", &p_.rhythm_year},
      {"contract_year", &p_.rhythm_contract_year},
      {"term", &p_.rhythm_term},
  };
  const std::string name = stretch.name ? stretch.name->text : std::string("period");
  for (const auto& [word, phrase] : words) {
    if (name == word) {
      return speaker_.Np(*phrase);
    }
  }
  return speaker_.Np(p_.rhythm_other, {{"x", speaker_.Quoted(terms_.Shown(name))}});
}

namespace {

// Jan … Dec
int MonthOf(const std::string& name) {
  constexpr std::string_view kMonths[] = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  int month = 1;
  for (const std::string_view word : kMonths) {
    if (word == name) {
      return month;
    }
    ++month;
  }
  return 0;
}

}  // namespace

Noun Writer::Rhythm(const ast::Rhythm& rhythm) const {
  const std::string& unit = rhythm.unit.text;
  if (rhythm.count) {
    const std::string calendar = types::CalendarUnit(unit).value_or("day");
    const Noun days = speaker_.Unit(Rational(*rhythm.count), calendar);
    return rhythm.from_day
               ? speaker_.Np(
                     p_.rhythm_days, {{"days", days}, {"from", speaker_.Date(*rhythm.from_day)}}
                 )
               : speaker_.Np(p_.rhythm_days_plain, {{"days", days}});
  }
  if (unit == "month" && rhythm.from_number) {
    return speaker_.Np(
        p_.rhythm_month_from, {{"n", speaker_.Number(Rational(*rhythm.from_number))}}
    );
  }
  const int month = rhythm.from_name ? MonthOf(rhythm.from_name->text) : 0;
  if (unit == "quarter" && month != 0) {
    return speaker_.Np(p_.rhythm_quarter_from, {{"month", speaker_.MonthName(month)}});
  }
  if (IsPlainName(unit)) {
    return Stretch({.last_periods = {}, .name = rhythm.unit, .span = {}});
  }
  return speaker_.Np(p_.rhythm_other, {{"x", speaker_.Quoted(terms_.Shown(unit))}});
}

std::string Writer::Keys(const std::vector<std::string>& keys) const {
  std::vector<std::string> words;
  for (const std::string& key : keys) {
    words.push_back(terms_.Linked(key));
  }
  return speaker_.And(words);
}

std::string Writer::Keys(const std::vector<ast::Over>& each) const {
  std::vector<std::string> keys;
  for (const ast::Over& over : each) {
    keys.push_back(over.key.text);
  }
  return Keys(keys);
}

}  // namespace slate::emit::docs
