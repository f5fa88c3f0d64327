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

struct Section {
  std::string heading;
  std::vector<std::string> notes = {};
  std::vector<Table> tables = {};
  std::vector<Strip> strips = {};
};

// What a settlement says, in the order in which it is read. The text and the HTML form show the
// same.
struct Page {
  std::string title;
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<Section> sections;
  std::vector<std::int64_t> day_starts;  // midnights of the periods settled, for the strips
};

Page BuildPage(const Settlement& settlement);

// The tables of one period: objectives, settlement steps, rights, duties.
Section PeriodSection(const evaluate::PeriodResult& period, const Settlement& settlement);
// What became of every row.
Section DataSection(const Settlement& settlement);

}  // namespace slate::report
