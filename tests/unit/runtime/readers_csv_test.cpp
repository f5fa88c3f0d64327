// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "runtime/readers/kinds.h"
#include "tests/unit/runtime/readers_fixture.h"

namespace slate::test {
namespace {

using Codes = std::vector<std::string>;

// One text column `a` and one number column `b`.
plan::Plan TwoColumns() {
  return PlanOf(
      {.name = "t",
       .columns = {{.name = "a", .type = TextType(true)}, {.name = "b", .type = Number({}, true)}}}
  );
}

constexpr std::string_view kTwoColumns = R"(agreement = "x.slate"
[input.t]
files = "t.csv"
columns = { a = "a", b = "b" }
)";

struct Dialect {
  std::string name;
  std::string bytes;
  std::vector<std::string> texts;  // of column a in accepted rows
  Codes codes = {};
};

void CheckDialect(const Dialect& dialect, std::string_view toml, const ReadOptions& options = {}) {
  INFO(dialect.name);
  TempFolder folder;
  folder.Write("t.csv", dialect.bytes);
  const auto outcome = ReadIn(folder, TwoColumns(), toml, options);
  CHECK(outcome->codes() == dialect.codes);
  std::vector<std::string> texts;
  if (outcome->read.table.columns.empty()) {
    return;
  }
  const data::Column& column = outcome->column("a");
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    const bool valid = column.valid.empty() || column.valid[i] != 0;
    texts.push_back(valid ? column.dictionary[static_cast<std::size_t>(column.values[i])] : "⊥");
  }
  CHECK(texts == dialect.texts);
}

TEST_CASE("the dialects of CSV") {
  using namespace std::string_literals;
  const std::vector<Dialect> dialects = {
      {"plain", "a,b\nx,1\ny,2\n", {"x", "y"}},
      {"no final line end", "a,b\nx,1\ny,2", {"x", "y"}},
      {"CRLF", "a,b\r\nx,1\r\ny,2\r\n", {"x", "y"}},
      {"byte order mark",
       "\xEF\xBB\xBF"
       "a,b\nx,1\n",
       {"x"}},
      {"columns in another order, one not wanted", "b,c,a\n1,z,x\n", {"x"}},
      {"header only", "a,b\n", {}},
      {"quotes", "a,b\n\"x\",\"1\"\n\"x,y\",2\n", {"x", "x,y"}},
      {"doubled quotes", "a,b\n\"say \"\"x\"\"\",1\n\"\"\"\",2\n", {"say \"x\"", "\""}},
      {"line end in quotes", "a,b\n\"x\ny\",1\n\"p\r\nq\",2\r\nz,3\n", {"x\ny", "p\r\nq", "z"}},
      {"quotes at the end of the file", "a,b\nx,\"1\"", {"x"}},
      {"empty quoted field is no value", "a,b\n\"\",1\n", {"⊥"}},
      {"quoted header", "\"a\",\"b\"\nx,1\n", {"x"}},
      {"empty lines", "\na,b\n\nx,1\n\r\n\ny,2\n\n", {"x", "y"}},
      {"UTF-8", "a,b\nжук,1\n", {"жук"}},
      {"ragged rows", "a,b\nx,1\ny\nz,2,3\nw,4\n", {"x", "w"}, {"SL6209@3", "SL6209@4"}},
      {"stray quote", "a,b\nx\"y,1\nz,2\n", {"z"}, {"SL6210@2"}},
      {"text after a quote", "a,b\n\"x\"y,1\nz,2\n", {"z"}, {"SL6210@2"}},
      {"quote never closed", "a,b\n\"x,1\ny,2\nz,3\n", {"y", "z"}, {"SL6210@2"}},
      {"NUL", "a,b\nx\0y,1\nz,2\n"s, {"z"}, {"SL6208@2"}},
      {"malformed UTF-8", "a,b\nx\xC3,1\n\xED\xA0\x80,2\nz,3\n", {"z"}, {"SL6208@2", "SL6208@3"}},
      {"lone carriage return", "a,b\nx\ry,1\nz,2\n", {"z"}, {"SL6208@2"}},
      {"numbers that are none",
       "a,b\nx,\"1,5\"\ny, 2\nz,0x1\nw,NaN\nv,.5\n",
       {"v"},
       {"SL6201@2", "SL6201@3", "SL6201@4", "SL6201@5"}},
      {"carriage returns only", "a,b\rx,1\ry,2\r", {}, {"SL6257"}},
      {"empty file", "", {}, {"SL6257"}},
      {"duplicate header", "a,b,a\nx,1,y\n", {}, {"SL6256"}},
      {"missing header", "aa,b\nx,1\n", {}, {"SL6255"}},
      {"UTF-16",
       "\xFF\xFE"
       "a\0,\0b\0"s,
       {},
       {"SL6259"}},
  };
  for (const Dialect& dialect : dialects) {
    CheckDialect(dialect, kTwoColumns);
  }
}

TEST_CASE("delimiters, encodings and files without header") {
  const std::string toml(kTwoColumns);
  CheckDialect({"semicolon", "a;b\nx,y;1\n", {"x,y"}}, toml + "delimiter = \";\"\n");
  CheckDialect({"tab", "a\tb\n\"x\ty\"\t1\n", {"x\ty"}}, toml + "delimiter = \"\\t\"\n");
  CheckDialect({"latin-1", "a,b\ncaf\xE9,1\n", {"café"}}, toml + "encoding = \"latin-1\"\n");
  CheckDialect({"latin-1, not said", "a,b\ncaf\xE9,1\n", {}, {"SL6208@2"}}, toml);
  CheckDialect(
      {"no header", "x,1\ny,2\n", {"x", "y"}},
      "agreement = \"x.slate\"\n[input.t]\nfiles = \"t.csv\"\nheader = false\n"
      "columns = { a = \"1\", b = \"2\" }\n"
  );
}

TEST_CASE("a row and a field have a greatest length") {
  const ReadOptions small{.limits = {.longest_row = 20, .longest_field = 10}};
  const std::string ten(10, 'x');
  CheckDialect({"just fits", "a,b\n" + ten + ",12345678\n", {ten}}, kTwoColumns, small);
  CheckDialect({"field", "a,b\n" + ten + "x,1\nz,2\n", {"z"}, {"SL6211@2"}}, kTwoColumns, small);
  CheckDialect({"row", "a,b\nx," + ten + ten + "\nz,2\n", {"z"}, {"SL6211@2"}}, kTwoColumns, small);
  CheckDialect(
      {"quote over many lines",
       "a,b\n\"x,1\n1234567890,1\n1234567890,1\nz,2\n",
       {"1234567890", "1234567890", "z"},
       {"SL6210@2"}},
      kTwoColumns,
      small
  );
}

TEST_CASE("rejects say where, why and what") {
  TempFolder folder;
  folder.Write("t.csv", "b,a\n1,x\ntwo,\x1B[31mred\n");
  const auto outcome = ReadIn(folder, TwoColumns(), kTwoColumns);
  REQUIRE(outcome->rejects.kept().size() == 1);
  const readers::Reject& reject = outcome->rejects.kept().front();
  CHECK(reject.file == folder.Path("t.csv"));
  CHECK(reject.line == 3);
  CHECK(reject.offset == 8);
  CHECK(reject.column == 1);
  CHECK(reject.column_name == "b");
  CHECK(reject.reason == "`two` is no number: it is no plain decimal");
  CHECK(reject.raw == "two,\x1B[31mred");
  CHECK(outcome->rejects.ToCsv().find("\"two,\\x1b[31mred\"") != std::string::npos);
  CHECK(outcome->rejects.count_by_code().at("SL6201") == 1);
}

TEST_CASE("a missing header names the nearest and is shown in slate.toml") {
  TempFolder folder;
  folder.Write("t.csv", "alpha,beta\nx,1\n");
  const auto outcome = ReadIn(
      folder,
      TwoColumns(),
      "agreement = \"x.slate\"\n[input.t]\nfiles = \"t.csv\"\ncolumns = { a = \"alpa\", b = "
      "\"beta\" }\n"
  );
  REQUIRE(outcome->sink.items().size() == 1);
  const diag::Diagnostic& finding = outcome->sink.items().front();
  CHECK(finding.help == "did you mean `alpha`?");
  CHECK(std::holds_alternative<source::Span>(finding.where));
}

TEST_CASE("files that cannot be read") {
  TempFolder folder;
  const auto codes = [&](std::string_view file) {
    return ReadIn(
               folder,
               TwoColumns(),
               "agreement = \"x.slate\"\n[input.t]\nformat = \"csv\"\nfiles = \"" +
                   std::string(file) + "\"\ncolumns = { a = \"a\", b = \"b\" }\n"
    )
        ->codes();
  };
  CHECK(codes("nothing*.csv") == Codes{"SL6254"});
  ::mkdir(folder.Path("folder.csv").c_str(), 0700);
  CHECK(codes("folder.csv") == Codes{"SL6252"});
  ::mkfifo(folder.Path("pipe.csv").c_str(), 0600);
  CHECK(codes("pipe.csv") == Codes{"SL6252"});
  folder.Write("broken.csv.gz", "a,b\nx,1\n");
  CHECK(codes("broken.csv.gz") == Codes{"SL6258"});
  folder.Write("broken.csv.zst", "a,b\nx,1\n");
  CHECK(codes("broken.csv.zst") == Codes{"SL6258"});
}

std::string Shell(const TempFolder& folder, const std::string& command) {
  return "cd " + folder.path() + " && " + command;
}

TEST_CASE("compressed files of several parts, whole and cut short") {
  TempFolder folder;
  folder.Write("1", "a,b\nx,1\n");
  folder.Write("2", "y,2\n");
  REQUIRE(std::system(Shell(folder, "(gzip -c 1; gzip -c 2) > t.csv.gz").c_str()) == 0);
  const auto read = [&](const std::string& name) {
    return ReadIn(
        folder,
        TwoColumns(),
        "agreement = \"x\"\n[input.t]\nfiles = \"" + name +
            "\"\ncolumns = { a = \"a\", b = \"b\" }\n"
    );
  };
  CHECK(read("t.csv.gz")->column("a").dictionary == std::vector<std::string>{"x", "y"});
  REQUIRE(std::system(Shell(folder, "head -c -3 t.csv.gz > cut.csv.gz").c_str()) == 0);
  CHECK(read("cut.csv.gz")->codes() == Codes{"SL6258"});
  if (std::system("command -v zstd > /dev/null") != 0) {
    return;
  }
  REQUIRE(std::system(Shell(folder, "(zstd -qc 1; zstd -qc 2) > t.csv.zst").c_str()) == 0);
  CHECK(read("t.csv.zst")->column("a").dictionary == std::vector<std::string>{"x", "y"});
  REQUIRE(std::system(Shell(folder, "head -c -3 t.csv.zst > cut.csv.zst").c_str()) == 0);
  CHECK(read("cut.csv.zst")->codes() == Codes{"SL6258"});
}

TEST_CASE("a file that changes while it is read") {
  TempFolder folder;
  folder.Write("t.csv", "a,b\nx,1\n");
  diag::Sink sink;
  const auto file = readers::RawFile::Open(folder.Path("t.csv"), sink);
  REQUIRE(file != nullptr);
  std::vector<char> bytes(4);
  CHECK(file->Read(bytes) == 4);
  folder.Write("t.csv", "a,b\nx,2\n");
  file->Finish();
  REQUIRE(sink.items().size() == 1);
  CHECK(sink.items().front().kind == &readers::kFileChanged);
}

// A generator with a fixed start: failures repeat.
class Dice {
 public:
  std::size_t Roll(std::size_t sides) {
    state_ = state_ * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    return static_cast<std::size_t>(state_ >> 33U) % sides;
  }

 private:
  std::uint64_t state_ = 7;
};

// ReadIn checks that rows = accepted + duplicates + rejected.
TEST_CASE("no bytes stop a reader, and no row is lost") {
  const std::vector<std::string> parts = {
      ",",
      "\"",
      "\n",
      "\r\n",
      "\r",
      "x",
      "1",
      "\"\"",
      "\xC3",
      "é",
      "{",
      "}",
      "[",
      "]",
      ":",
      "\\",
      "\"a\":",
      "\"b\":1",
      std::string(1, '\0'),
      "{\"a\":\"x\",\"b\":2}",
      "1e5",
      "- - [",
      "] \"GET / H\" 200 5"};
  Dice dice;
  for (const std::string_view format : {"csv", "ndjson", "json", "combined"}) {
    const std::string names =
        format == "combined" ? "{ a = \"method\", b = \"bytes\" }" : "{ a = \"a\", b = \"b\" }";
    for (int round = 0; round < 150; ++round) {
      std::string bytes = format == "csv" ? "a,b\n" : format == "json" ? "[" : "";
      for (std::size_t i = dice.Roll(60); i > 0; --i) {
        bytes += parts[dice.Roll(parts.size())];
      }
      TempFolder folder;
      folder.Write("t", bytes);
      ReadIn(
          folder,
          TwoColumns(),
          "agreement = \"x\"\n[input.t]\nfiles = \"t\"\nformat = \"" + std::string(format) +
              "\"\ncolumns = " + names + "\n",
          {.limits = {.longest_row = 64, .longest_field = 32}}
      );
    }
  }
}

TEST_CASE("several files are read in the order of their names, none twice") {
  TempFolder folder;
  folder.Write("t2.csv", "a,b\ny,2\n");
  folder.Write("t1.csv", "a,b\nx,1\n");
  const std::string columns = "columns = { a = \"a\", b = \"b\" }\n";
  const std::string head = "agreement = \"x.slate\"\n[input.t]\n";
  const auto outcome = ReadIn(folder, TwoColumns(), head + "files = \"t*.csv\"\n" + columns);
  CHECK(outcome->codes().empty());
  CHECK(outcome->read.table.row_count == 2);
  REQUIRE(outcome->read.files.size() == 2);
  CHECK(outcome->read.files[0].path == folder.Path("t1.csv"));
  CHECK(outcome->read.files[0].rows == 1);
  // printf 'a,b\nx,1\n' | sha256sum
  CHECK(
      outcome->read.files[0].sha256 ==
      "2661769fdda7208208355a48b395369341709e88b067792ba8fff73cae47ad86"
  );
  CHECK(outcome->read.table.origins[1].file == 1);
  CHECK(outcome->read.table.origins[1].line == 2);
  const auto twice =
      ReadIn(folder, TwoColumns(), head + "files = [\"t*.csv\", \"./t1.csv\"]\n" + columns);
  CHECK(twice->codes() == Codes{"SL6260"});
}

TEST_CASE("several sources of one input in different units") {
  TempFolder folder;
  folder.Write("s.csv", "v\n1.5\n2\n");
  folder.Write("ms.csv", "v\n250\n0.125\n");
  const plan::Plan plan = PlanOf({.name = "t", .columns = {{.name = "rtt", .type = Duration()}}});
  const auto outcome = ReadIn(folder, plan, R"(agreement = "x.slate"
[[input.t]]
files = "s.csv"
columns = { rtt = { column = "v", unit = "s" } }
[[input.t]]
files = "ms.csv"
columns = { rtt = { column = "v", unit = "ms" } }
)");
  CHECK(outcome->codes().empty());
  const data::Column& column = outcome->column("rtt");
  CHECK(column.values == std::vector<std::int64_t>{1'500'000, 2'000'000, 250'000, 125});
  CHECK(column.scale == exact::Rational(1000));  // 1 us in ns
}

TEST_CASE("numbers that 64 bits cannot hold stay exact") {
  TempFolder folder;
  folder.Write("t.csv", "a,b\nx,12345678901234567890.5\ny,-0.25\nz,1e30\n");
  const auto outcome = ReadIn(folder, TwoColumns(), kTwoColumns);
  CHECK(outcome->codes().empty());
  const data::Column& column = outcome->column("b");
  REQUIRE(column.wide.size() == 3);
  CHECK(column.wide[0].ToString() == "24691357802469135781/2");
  CHECK(column.wide[1].ToString() == "-1/4");
  CHECK(column.wide[2].ToString() == "1" + std::string(30, '0'));
}

TEST_CASE("a row longer than the window is read whole") {
  TempFolder folder;
  const std::string big(900'000, 'x');
  folder.Write("t.csv", "a,b\n" + big + ",1\n\"" + big + "\",2\nz,3\n");
  const auto outcome = ReadIn(folder, TwoColumns(), kTwoColumns);
  CHECK(outcome->codes().empty());
  CHECK(outcome->column("a").dictionary == std::vector<std::string>{big, "z"});
}

TEST_CASE("codes of findings are unique") {
  std::vector<std::string_view> codes;
  for (const diag::Kind* kind : readers::kKinds) {
    codes.push_back(kind->code);
  }
  std::sort(codes.begin(), codes.end());
  CHECK(std::adjacent_find(codes.begin(), codes.end()) == codes.end());
}

}  // namespace
}  // namespace slate::test
