// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "runtime/report/page.h"
#include "runtime/report/words.h"

namespace slate::report {

namespace {

const Source* SourceOf(const Settlement& settlement, const std::string& input) {
  const auto found =
      std::find_if(settlement.sources.begin(), settlement.sources.end(), [&](const Source& source) {
        return source.input == input;
      });
  return found == settlement.sources.end() ? nullptr : &*found;
}

// read = taken + duplicates + rejected; of the rows taken some are placed in no period settled.
Table Rows(const Settlement& settlement) {
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  Table table{
      .caption = words.Say(p.rows_title),
      .columns = {
          {words.Say(p.input)},
          {words.Say(p.read), true},
          {words.Say(p.taken), true},
          {words.Say(p.duplicates), true},
          {words.Say(p.rejected), true},
          {words.Say(p.outside), true}}};
  for (const evaluate::InputResult& input : settlement.outcome.inputs) {
    const Source* source = SourceOf(settlement, input.input);
    if (!input.supplied && source == nullptr) {
      table.rows.push_back({{input.input}, {words.Say(p.not_supplied), Mood::kOpen}, {}, {}, {}, {}}
      );
      continue;
    }
    const readers::RowCounts counts =
        source != nullptr ? source->counts
                          : readers::RowCounts{
                                .rows = input.rows + input.duplicates + input.rejected,
                                .accepted = input.rows,
                                .duplicates = input.duplicates,
                                .rejected = input.rejected};
    table.rows.push_back(
        {{input.input},
         {settlement.words.Count(counts.rows)},
         {settlement.words.Count(counts.accepted)},
         {settlement.words.Count(counts.duplicates)},
         {settlement.words.Count(counts.rejected), counts.rejected > 0 ? Mood::kBad : Mood::kPlain},
         {settlement.words.Count(input.outside)}}
    );
  }
  return table;
}

Table Files(const Settlement& settlement) {
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  Table table{
      .caption = words.Say(p.files),
      .columns = {
          {words.Say(p.file)}, {words.Say(p.rows), true}, {words.Say(p.bytes), true}, {"SHA-256"}}};
  for (const Source& source : settlement.sources) {
    for (const readers::FileRecord& file : source.files) {
      table.rows.push_back(
          {{file.path},
           {settlement.words.Count(file.rows)},
           {settlement.words.Count(file.size)},
           {file.sha256}}
      );
    }
  }
  return table;
}

constexpr std::size_t kRejectsTold = 100;

}  // namespace

Table Rejects(const Settlement& settlement) {
  const Words& words = settlement.words;
  const speech::Reports& p = words.p;
  Table table{
      .caption = words.Say(p.rejects),
      .columns = {
          {words.Say(p.row)},
          {words.Say(p.column)},
          {words.Say(p.code)},
          {words.Say(p.reason)},
          {words.Say(p.as_read)}}};
  if (settlement.rejects == nullptr) {
    return table;
  }
  constexpr std::size_t kLongestShown = 200;
  for (const readers::Reject& reject : settlement.rejects->kept()) {
    if (table.rows.size() == kRejectsTold) {
      break;
    }
    table.rows.push_back(
        {{fmt::format("{}:{}", reject.file, reject.line)},
         {reject.column_name},
         {reject.kind == nullptr ? "" : std::string(reject.kind->code)},
         {reject.reason},
         {reject.raw.substr(0, kLongestShown)}}
    );
  }
  if (settlement.rejects->total() > table.rows.size()) {
    table.caption = words.Say(
        p.rejects_first,
        {{"n", std::to_string(table.rows.size())},
         {"all", std::to_string(settlement.rejects->total())}}
    );
  }
  return table;
}

Section DataSection(const Settlement& settlement) {
  Section section{.heading = settlement.words.Say(settlement.words.p.data)};
  for (Table table : {Rows(settlement), Files(settlement)}) {
    if (!table.rows.empty()) {
      section.tables.push_back(std::move(table));
    }
  }
  for (const evaluate::Problem& problem : settlement.outcome.problems) {
    section.notes.push_back(fmt::format("{}: {}", problem.kind->code, problem.message));
  }
  return section;
}

}  // namespace slate::report
