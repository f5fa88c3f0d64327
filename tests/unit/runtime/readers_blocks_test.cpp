// SPDX-License-Identifier: Apache-2.0
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/unit/runtime/readers_fixture.h"

namespace slate::test {
namespace {

// Files of measurements as they come, with all that goes wrong in them now and then.
class Measurements {
 public:
  Measurements(std::uint32_t seed, bool is_json) : random_(seed), is_json_(is_json) {}

  // One field in `rarity` is odd.
  std::string Text(int rows, int rarity) {
    rarity_ = rarity;
    const char* end = Below(4) == 0 ? "\r\n" : "\n";
    std::string text = is_json_ ? "" : fmt::format("ms,time,site,unused,tier,up,hits{}", end);
    minute_ = Below(1'000'000);
    for (int i = 0; i < rows; ++i) {
      minute_ += Below(10) == 0 ? Below(3) : 0;
      text += Row(
          {Or("12.5", Latency()),
           Or(OddTime(), Time()),
           Or(OddText(), fmt::format("site-{}", Below(30))),
           Or(OddText(), "x"),
           Or("iron", Below(2) == 0 ? "gold" : "silver"),
           Or("yes", Below(2) == 0 ? "1" : "0"),
           Or(OddNumber(), std::to_string(Below(2'000)))}
      );
      text += Below(50 * rarity) == 0 ? "\n\n" : end;
    }
    if (Below(3) == 0) {
      text.resize(text.size() - static_cast<std::size_t>(Below(30)));
    }
    return text;
  }

 private:
  int Below(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }
  std::string Or(std::string odd, std::string usual) {
    return Below(rarity_) == 0 ? std::move(odd) : std::move(usual);
  }

  std::string Row(const std::vector<std::string>& fields) {
    if (!is_json_) {
      return fmt::format("{}", fmt::join(fields, ","));
    }
    const std::vector<std::string> names = {"ms", "time", "site", "unused", "tier", "up", "hits"};
    std::string row = "{";
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool number = !fields[i].empty() && fields[i].size() < 15 && i != 1 && i != 5 &&
                          fields[i].find_first_not_of("0123456789.-+ex") == std::string::npos;
      const std::string value = number ? fields[i] : "\"" + fields[i] + "\"";
      row += fmt::format(
          "{}\"{}\":{}", i == 0 ? "" : ",", names[i], Below(rarity_) == 0 ? "null" : value
      );
    }
    return row + "}";
  }

  std::string Latency() { return Below(20) == 0 ? "" : std::to_string(Below(100'000)); }
  std::string Time() {
    const int day = minute_ / 1440 % 28 + 1;
    const std::string minute = fmt::format(
        "2026-0{}-{:02}T{:02}:{:02}",
        minute_ / 1440 / 28 % 9 + 1,
        day,
        minute_ / 60 % 24,
        minute_ % 60
    );
    return Below(3) == 0 ? fmt::format("{}:{:02}.{:03}Z", minute, Below(60), Below(1'000))
                         : fmt::format("{}:{:02}Z", minute, Below(60));
  }
  std::string OddTime() {
    const std::vector<std::string> odd = {
        "2026-03-29T02:30:00",
        "2026-03-01T10:00:00+02:00",
        "2026-03-01 10:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T23:59:60Z",
        "2026-02-30T00:00:00Z",
        "2026-03-01T10:00:61Z",
        "2026-03-01T10:00:0xZ",
        "2026-03-01T10:00:00.12Z",
        "1969-12-31T23:59:59Z",
        "2026-03-01",
        "",
        "\"2026-03-01T10:00:00Z\""};
    return odd[random_() % odd.size()];
  }
  std::string OddText() {
    const std::vector<std::string> odd = {
        "\"a, \"\"b\"\"\"",
        "\"two\nlines\"",
        "gr\xC3\xBC\xC3\x9F",
        "\xFF",
        "a,b",
        "\"open",
        "",
        "a name of more than sixteen bytes",
        "a name of more than sixteen letters"};
    return odd[random_() % odd.size()];
  }
  std::string OddNumber() {
    const std::vector<std::string> odd = {
        "-1",
        "+5",
        "1.5",
        "007",
        "1e3",
        "123456789012345678",
        "1234567890123456789",
        "99999999999999999999999",
        "1_000",
        " 1",
        "",
        "0x10",
        "n/a"};
    return odd[random_() % odd.size()];
  }

  std::mt19937 random_;
  bool is_json_;
  int rarity_ = 1;
  int minute_ = 0;
};

plan::Plan PlanOfMeasurements(plan::Input::Kind kind) {
  plan::Input input{
      .name = "hit",
      .kind = kind,
      .columns = {
          {.name = "at", .type = Instant()},
          {.name = "site", .type = MemberOf("site")},
          {.name = "tier", .type = MemberOf("tier")},
          {.name = "up", .type = Bool()},
          {.name = "took", .type = Duration(true)},
          {.name = "hits", .type = Number()},
          {.name = "kind", .type = TextType()},
          {.name = "note", .type = TextType(true)}}};
  input.columns[5].type.range = plan::Type::Range::kCount;
  if (kind == plan::Input::Kind::kSlots) {
    input.every = exact::Rational(60'000'000'000);
  }
  plan::Plan plan = PlanOf(std::move(input));
  plan.keys = {
      {.name = "site"},
      {.name = "tier", .closed = true, .members = {{.label = "gold"}, {.label = "silver"}}}};
  return plan;
}

constexpr std::string_view kToml = R"(agreement = "x.slate"
[input.hit]
files = "hits"
format = "FORMAT"
missing = MISSING
[input.hit.columns]
at = "time"
site = "site"
tier = "tier"
up = { column = "up", values = { 1 = true, 0 = false } }
took = { column = "ms", unit = "ms" }
hits = "hits"
kind = { constant = "a" }
)";

// Columns may differ in scale: it is as fine as rows ask for, also some that are rejected.
exact::Rational ValueAt(const data::Column& column, std::size_t row) {
  if (!column.wide.empty()) {
    return column.wide[row];
  }
  return exact::Rational(column.values[row]) * column.scale;
}

// All that came of a file.
std::vector<std::string> Described(const Outcome& outcome) {
  const data::Table& table = outcome.read.table;
  const readers::RowCounts& counts = outcome.read.counts;
  std::vector<std::string> lines = {fmt::format(
      "{} rows, {} accepted, {} duplicates, {} rejected, {} in the file, {}",
      counts.rows,
      counts.accepted,
      counts.duplicates,
      counts.rejected,
      outcome.read.files.front().rows,
      outcome.read.files.front().sha256
  )};
  for (const readers::Reject& r : outcome.rejects.kept()) {
    lines.push_back(fmt::format(
        "{}:{} {} {} {}: {} {}",
        r.line,
        r.offset,
        r.column,
        r.column_name,
        r.kind->code,
        r.reason,
        r.raw
    ));
  }
  for (const data::Column& column : table.columns) {
    std::string line = column.name;
    for (const std::string& text : column.dictionary) {
      line += " " + text;
    }
    lines.push_back(line);
  }
  for (std::size_t row = 0; row < table.row_count; ++row) {
    std::string line = fmt::format("{}:{}", table.origins[row].file, table.origins[row].line);
    for (const data::Column& column : table.columns) {
      const bool valid = column.valid.empty() || column.valid[row] != 0;
      line += " " + (valid ? ValueAt(column, row).ToString() : "-");
    }
    lines.push_back(line);
  }
  return lines;
}

std::string TomlOf(bool is_json, bool blank_is_missing) {
  std::string toml(kToml);
  const auto replace = [&](std::string_view from, std::string_view to) {
    toml.replace(toml.find(from), from.size(), to);
  };
  replace("FORMAT", is_json ? "ndjson" : "csv");
  replace("MISSING", blank_is_missing ? R"(["", "n/a"])" : R"(["n/a"])");
  return toml;
}

void CompareWays(
    const std::string& text,
    const std::string& toml,
    plan::Input::Kind kind,
    const ReadOptions& options
) {
  TempFolder folder;
  folder.Write("hits", text);
  const plan::Plan plan = PlanOfMeasurements(kind);
  ReadOptions one_by_one = options;
  one_by_one.by_blocks = false;
  const std::vector<std::string> expected = Described(*ReadIn(folder, plan, toml, one_by_one));
  for (const int threads : {1, 2, 16}) {
    ReadOptions by_blocks = options;
    by_blocks.threads = threads;
    const std::vector<std::string> found = Described(*ReadIn(folder, plan, toml, by_blocks));
    const auto [a, b] = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
    if (a != expected.end() || b != found.end()) {
      CHECK((a == expected.end() ? "" : *a) == (b == found.end() ? "" : *b));
      FAIL("with ", threads, " threads: ", text.substr(0, 3000));
    }
  }
}

TEST_CASE("rows read by blocks are the rows read one by one") {
  for (const bool is_json : {false, true}) {
    Measurements measurements(5, is_json);
    for (int i = 0; i < 150; ++i) {
      const auto kind = i % 2 == 0 ? plan::Input::Kind::kEvents : plan::Input::Kind::kSlots;
      const ReadOptions options{
          .zone = i % 3 == 0 ? "Europe/Berlin" : "UTC", .merge_slots = i % 4 == 1};
      const std::string text = measurements.Text(1 + i * 2, i % 5 == 0 ? 8 : 60);
      CompareWays(text, TomlOf(is_json, i % 7 != 0), kind, options);
    }
  }
}

// Larger than what is read ahead at once.
TEST_CASE("large files are read alike by any number of threads") {
  for (const bool is_json : {false, true}) {
    Measurements measurements(9, is_json);
    for (const int rarity : {3'000'000, 30'000, 300}) {
      CompareWays(
          measurements.Text(30'000, rarity), TomlOf(is_json, true), plan::Input::Kind::kEvents, {}
      );
    }
  }
}

}  // namespace
}  // namespace slate::test
