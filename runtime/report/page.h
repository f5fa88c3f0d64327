// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "runtime/report/settlement.h"
#include "runtime/spans/span_set.h"

namespace slate::report {

// How a cell is to be taken in at a glance.
enum class Mood : std::uint8_t { kPlain, kGood, kBad, kOpen };

struct Cell {
  std::string text;
  Mood mood = Mood::kPlain;
};

struct TableColumn {
  std::string title;
  bool right = false;  // figures
};

struct Table {
  std::string caption;
  std::vector<TableColumn> columns;
  std::vector<std::vector<Cell>> rows = {};
};

// Stretches of time of one objective in its period, for pages that can draw.
struct Strip {
  std::string label;
  std::string words;  // what is drawn, for those who do not see it
  spans::Run whole;
  spans::SpanSet in_force;
  spans::SpanSet certain;
  spans::SpanSet possible;  // where it differs from `certain`
};

// A drawing with its figures beside it, for pages that can draw.
struct Picture {
  std::string caption = {};
  std::string svg = {};
  Table table = {};
  std::vector<std::string> notes = {};
};

// Something that only who asks will read.
struct Aside {
  std::string title = {};
  std::string text = {};
};

struct Section {
  std::string heading;
  std::vector<std::string> notes = {};
  std::vector<Table> tables = {};
  std::vector<Strip> strips = {};
  std::vector<Picture> pictures = {};
  std::vector<Aside> asides = {};
};

// What a settlement says, in the order in which it is read. The text and the HTML form show the
// same.
struct Page {
  std::string title;
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<Section> sections;
  std::string language = {};             // as in HTML's `lang`
  std::string figures_word = {};         // above the figures of a picture
  std::vector<std::int64_t> day_starts;  // midnights of the periods settled, for the strips
};

// Pictures and derivations cost time; forms that cannot show them do without.
enum class Detail : std::uint8_t { kTables, kAll };

Page BuildPage(const Settlement& settlement, Detail detail = Detail::kTables);

// `uptime[web]`
std::string NameOfResult(const evaluate::ObjectiveResult& result);
// Its title, if it has one: the facts of a page say both.
std::string PartyInWords(const std::string& name, const plan::Plan& plan);
// The name of a settlement, or the word for the only one, which has none.
std::string StageInWords(const evaluate::StageResult& stage, const Words& words);
// `Availability (uptime[web].down)`: the title that the agreement gives, if it gives one, and the
// name. `name` is an objective's or starts with it.
std::string WithTitle(
    const evaluate::ObjectiveResult& result, const std::string& name, const Settlement& settlement
);
// The value as it is shown beside its target, and another figure as the value is.
std::string FigureBesideTarget(
    const evaluate::ObjectiveResult& result, const Settlement& settlement
);
std::string LikeValue(
    const evaluate::Figure& figure,
    const evaluate::ObjectiveResult& result,
    const Settlement& settlement
);
// Pictures of one period and why its figures are what they are.
void AddDetails(std::size_t period, const Settlement& settlement, Section& section);

// The tables of one period: objectives, settlement steps, rights, duties.
Section PeriodSection(const evaluate::PeriodResult& period, const Settlement& settlement);
// What became of every row.
Section DataSection(const Settlement& settlement);
// The rows that were rejected, the first of them.
Table Rejects(const Settlement& settlement);

}  // namespace slate::report
