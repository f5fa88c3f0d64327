// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "runtime/settings/check_settings.h"
#include "runtime/settings/kinds.h"
#include "runtime/settings/log_pattern.h"
#include "runtime/settings/quantity_text.h"
#include "runtime/settings/read_settings.h"
#include "runtime/settings/time_pattern.h"
#include "runtime/settings/unit.h"
#include "runtime/settings/words.h"

namespace slate::settings {
namespace {

using plan::Type;

plan::Plan TestPlan() {
  plan::Plan plan;
  plan.currency = "EUR";
  plan.keys.push_back(
      {.name = "tier", .closed = true, .members = {{.label = "gold"}, {.label = "silver"}}}
  );
  plan.inputs.push_back(
      {.name = "probe",
       .columns =
           {{.name = "at", .type = {.kind = Type::Kind::kInstant}},
            {.name = "up", .type = {.kind = Type::Kind::kBool}},
            {.name = "rtt", .type = {.unit = {{"time", 1}}, .optional = true}}}}
  );
  plan.givens.push_back({.name = "fee", .type = {.unit = {{"EUR", 1}}}, .keys = {"tier"}});
  return plan;
}

// "CODE `text under the carets`: message" of each finding.
std::vector<std::string> Findings(const std::string& toml) {
  source::FileSet files;
  diag::Sink sink;
  const source::FileId file = files.Add("slate.toml", toml);
  if (const auto settings = ReadSettings(files, file, sink)) {
    CheckSettings(*settings, TestPlan(), sink);
    ReadGivens(*settings, TestPlan(), sink);
  }
  std::vector<std::string> findings;
  for (const diag::Diagnostic* finding : sink.Sorted()) {
    const auto span = std::get<source::Span>(finding->where);
    findings.push_back(fmt::format(
        "{} [{}] {}{}{}",
        finding->kind->code,
        files[span.file].TextOf(span),
        finding->message,
        finding->help.empty() ? "" : "; ",
        finding->help
    ));
  }
  return findings;
}

using Lines = std::vector<std::string>;

const std::string kHead = "agreement = [\"a.slate\"]\n";
const std::string kGiven = "[given]\nfee = { gold = \"5_000 EUR\", silver = \"2_000 EUR\" }\n";
const std::string kProbe = "[input.probe]\nfiles = [\"p.csv\"]\n[input.probe.columns]\n";
const std::string kColumns = "at = \"timestamp\"\nup = \"status\"\n";

TEST_CASE("a whole slate.toml is read with its places") {
  const std::string toml = R"(agreement = ["agreement.slate"]
[input.probe]
files = ["data/*.csv", "more.csv.gz"]
format = "csv"
delimiter = ";"
encoding = "latin-1"
time_zone = "Europe/Berlin"
on_ambiguous = "earlier"
missing = ["", "?"]
[input.probe.columns]
at = { column = "timestamp", time = "%d/%m/%Y %H:%M" }
up = { column = "status", values = { up = true, down = false, degraded = true } }
rtt = { column = "response_ms", unit = "ms" }
[given]
fee = { gold = "5_000 EUR", silver = "2_000 EUR" }
[rejects]
max = 12
file = "rejects.csv"
[output]
format = "html"
file = "report.html"
)";
  CHECK(Findings(toml) == Lines{});
  source::FileSet files;
  diag::Sink sink;
  const auto settings = ReadSettings(files, files.Add("dir/slate.toml", toml), sink);
  REQUIRE(settings.has_value());
  CHECK(settings->folder == "dir");
  CHECK(settings->max_rejects == 12);
  CHECK(settings->output.format == OutputFormat::kHtml);
  REQUIRE(settings->inputs.size() == 1);
  const InputBinding& probe = settings->inputs.front();
  CHECK(probe.files.size() == 2);
  CHECK(probe.encoding == Encoding::kLatin1);
  CHECK(probe.delimiter == ';');
  CHECK(probe.on_ambiguous == OnAmbiguous::kEarlier);
  REQUIRE(probe.columns.size() == 3);
  CHECK(probe.columns[1].values.size() == 3);
  CHECK(probe.columns[1].values[2].second.value == "true");
  const auto givens = ReadGivens(*settings, TestPlan(), sink);
  REQUIRE(givens.size() == 2);
  CHECK(givens[0].keys == Lines{"gold"});
  CHECK(std::get<exact::Rational>(givens[0].value) == exact::Rational(5000));
}

TEST_CASE("cases, several sources and events") {
  source::FileSet files;
  diag::Sink sink;
  const auto settings = ReadSettings(
      files,
      files.Add("slate.toml", R"(agreement = "a.slate"
[[input.ticket]]
files = "a.csv"
sequence = "version"
at = { column = "at", time = "epoch_ms" }
[input.ticket.columns]
opened = { column = "at", when = { event = ["opened", "created"] } }
waiting = { from = { event = "paused" }, to = { event = "resumed" }, at = "moment" }
kind = { constant = "web" }
[[input.ticket]]
files = "b.csv"
)"),
      sink
  );
  CHECK(sink.empty());
  REQUIRE(settings.has_value());
  REQUIRE(settings->inputs.size() == 2);
  const InputBinding& first = settings->inputs.front();
  CHECK(first.at->time->value.kind == TimeForm::Kind::kEpochMillis);
  CHECK(first.sequence->value == "version");
  CHECK(first.columns[0].when.front().values.size() == 2);
  CHECK(first.columns[1].at->column.value == "moment");
  CHECK(first.columns[2].constant->value == "web");
}

TEST_CASE("mistakes are shown where they are made") {
  const std::string good = kHead + kProbe + kColumns;
  CHECK(Findings(kHead + "[rejects\nmax = 1\n").front().starts_with("SL6101"));
  CHECK(
      Findings("agreemnt = \"a\"\n" + kProbe + kColumns + kGiven) ==
      Lines{"SL6102 [agreemnt] slate.toml has no setting `agreemnt`; did you mean `agreement`?"}
  );
  CHECK(
      Findings(
          kHead + "[input.probe]\nfile = \"p.csv\"\n[input.probe.columns]\n" + kColumns + kGiven
      ) == Lines{"SL6102 [file] [input.probe] has no setting `file`; did you mean `files`?"}
  );
  CHECK(
      Findings(kHead + "[input.probe]\nfiles = 3\n[input.probe.columns]\n" + kColumns + kGiven) ==
      Lines{"SL6103 [3] `files` is a number; it takes a list of texts: [\"…\"]"}
  );
  CHECK(
      Findings(kHead + "[input.probe]\n[input.probe.columns]\n" + kColumns + kGiven) ==
      Lines{"SL6104 [probe] input `probe` names no files; add files = [\"data/*.csv\"], relative "
            "to slate.toml"}
  );
  CHECK(
      Findings(kHead + "[input.prob]\nfiles = \"p.csv\"\n" + kGiven) ==
      Lines{
          "SL6109 [] no table [input.probe] says where its rows come from; add [input.probe] with "
          "files = [\"…\"]",
          "SL6106 [prob] the agreement has no input `prob`; did you mean `probe`?"}
  );
  CHECK(
      Findings(good + "upp = \"x\"\n" + kGiven) ==
      Lines{"SL6107 [upp] input `probe` has no column `upp`; did you mean `up`?"}
  );
  CHECK(
      Findings(kHead + kProbe + "at = \"timestamp\"\n" + kGiven) ==
      Lines{"SL6108 [probe] column `up` of input `probe` is bound to nothing; add up = \"COLUMN\" "
            "under [input.probe.columns]"}
  );
}

TEST_CASE("units must fit the column") {
  const std::string good = kHead + kProbe + kColumns;
  CHECK(
      Findings(good + "rtt = \"ms\"\n" + kGiven) ==
      Lines{"SL6110 [\"ms\"] `rtt` is a duration and its numbers have no unit; add unit, such as "
            "`ms`, `s` or `min`"}
  );
  CHECK(
      Findings(good + "rtt = { column = \"r\", unit = \"EUR\" }\n" + kGiven) ==
      Lines{"SL6110 [\"EUR\"] `rtt` is a duration, and `EUR` measures an amount in EUR"}
  );
  CHECK(
      Findings(good + "rtt = { column = \"r\", unit = \"parsec\" }\n" + kGiven) ==
      Lines{"SL6110 [\"parsec\"] `parsec` is no unit; units are such as `ms`, `s` or `min`"}
  );
  CHECK(
      Findings(kHead + kProbe + "at = \"t\"\nup = { column = \"s\", unit = \"ms\" }\n" + kGiven) ==
      Lines{"SL6112 [\"ms\"] a unit for `up`, which is a truth value"}
  );
}

TEST_CASE("time forms must give an instant") {
  const auto with = [](const std::string& at) {
    return Findings(kHead + kProbe + "at = " + at + "\nup = \"s\"\n" + kGiven);
  };
  CHECK(with("{ column = \"t\", time = \"isso\" }")
            .front()
            .starts_with("SL6111 [\"isso\"] `isso` is no time form; did you mean `iso`"));
  CHECK(
      with("{ column = \"t\", time = \"%d/%m/%y\" }") ==
      Lines{"SL6111 [\"%d/%m/%y\"] years of two digits leave the century open"}
  );
  CHECK(
      with("{ column = \"t\", time = \"%d/%m/%Y\" }") ==
      Lines{"SL6111 [\"%d/%m/%Y\"] the pattern gives a date and no time of day"}
  );
  CHECK(
      with("{ column = \"t\", time = \"%d/%m/%Y %H:%M\" }") ==
      Lines{"SL6111 [\"%d/%m/%Y %H:%M\"] the pattern gives no offset, and no time_zone is set; add "
            "time_zone = \"…\" to [input.probe]"}
  );
  CHECK(with("{ column = \"t\", time = \"%d/%m/%Y %H:%M %z\" }") == Lines{});
  CHECK(
      with("{ column = \"t\", when = { event = \"x\" } }") ==
      Lines{"SL6112 [event] `when` is for cases, and `probe` is read row by row"}
  );
}

TEST_CASE("supplied facts are of the declared type") {
  const std::string good = kHead + kProbe + kColumns;
  CHECK(Findings(good).size() == 1);
  CHECK(Findings(good).front().starts_with("SL6116"));
  CHECK(
      Findings(good + "[given]\nfee = \"5 EUR\"\n") ==
      Lines{"SL6114 [\"5 EUR\"] `fee` is by 1 keys and stands here by 0; its keys are `tier`"}
  );
  CHECK(
      Findings(good + "[given]\nfee = { gold = \"5 USD\" }\n") ==
      Lines{"SL6115 [\"5 USD\"] `5 USD` is an amount in USD and not an amount in EUR"}
  );
  CHECK(
      Findings(good + "[given]\nfee = { gold = 5 }\n") ==
      Lines{"SL6115 [5] `5` is a number and not an amount in EUR: give a unit, `EUR`"}
  );
  CHECK(
      Findings(good + "[given]\nfee = { bronze = \"5 EUR\" }\n") ==
      Lines{"SL6117 [bronze] `tier` has no member `bronze`; it has `gold` and `silver`"}
  );
  const Lines misspelt = Findings(good + "[given]\nfees = { gold = \"5 EUR\" }\n");
  REQUIRE(misspelt.size() == 2);
  CHECK(misspelt.front().starts_with("SL6116"));
  CHECK(
      misspelt.back() == "SL6113 [fees] the agreement declares no given `fees`; did you mean `fee`?"
  );
}

TEST_CASE("places are right behind non-ASCII text and a byte order mark") {
  CHECK(
      Findings(
          "\xEF\xBB\xBF"
          "agreement = [\"Größe.slate\", 7] # ü\n" +
          kProbe + kColumns + kGiven
      ) == Lines{"SL6103 [7] `an entry of agreement` is a number; it takes a text in quotes"}
  );
  CHECK(Findings(
            kHead +
            "[input.probe]\nfiles = \"ö.csv\"\n\"größe\" = \"ä\"\r\n[input.probe.columns]\n" +
            kColumns + kGiven
  )
            .front()
            .starts_with("SL6102 [\"größe\"]"));
}

std::string Quantity(std::string_view text, const Type& type) {
  const auto value = ParseQuantity(text, type, TestPlan());
  if (!value) {
    return "error: " + value.error().message;
  }
  const auto* number = std::get_if<exact::Rational>(&*value);
  return number == nullptr ? "other" : number->ToString();
}

TEST_CASE("quantities as in an agreement") {
  const Type duration{.unit = {{"time", 1}}};
  const Type share{.range = Type::Range::kShare};
  CHECK(Quantity("30min", duration) == "1800000000000");
  CHECK(Quantity("1h30min", duration) == "5400000000000");
  CHECK(Quantity("1_000 EUR", {.unit = {{"EUR", 1}}}) == "1000");
  CHECK(Quantity("-0.5 EUR", {.unit = {{"EUR", 1}}}) == "-1/2");
  CHECK(Quantity("99.5%", share) == "199/200");
  CHECK(Quantity("99.5", share) == "error: `99.5`: a share lies between 0 and 100%");
  CHECK(Quantity("50 Mbit/s", {.unit = {{"bytes", 1}, {"time", -1}}}) == "1/160");
  CHECK(Quantity("2 GiB", {.unit = {{"bytes", 1}}}) == "2147483648");
  CHECK(
      Quantity("1.5", {.range = Type::Range::kCount}) ==
      "error: `1.5`: a count is a whole number from 0 on"
  );
  CHECK(
      Quantity("5 EUR 3 EUR", {.unit = {{"EUR", 1}}}) ==
      "error: `5 EUR 3 EUR` is more than one number"
  );
  CHECK(Quantity("many", {}) == "error: `m` is no number");
  CHECK(Quantity("gold", {.kind = Type::Kind::kMember, .key = "tier"}) == "other");
}

std::string Reading(std::string_view pattern, std::string_view text) {
  const auto compiled = TimePattern::Compile(pattern);
  if (!compiled) {
    return "pattern: " + compiled.error().message;
  }
  const auto reading = compiled->Parse(text);
  if (!reading) {
    return "error: " + reading.error().message;
  }
  return fmt::format(
      "{} {} {}",
      calendar::FormatDate(reading->date),
      reading->time_of_day / 1'000'000,
      reading->offset_seconds.value_or(-1)
  );
}

TEST_CASE("time patterns") {
  CHECK(Reading("%d/%m/%Y %H:%M", "29/2/2016 01:16") == "2016-02-29 4560000 -1");
  CHECK(
      Reading("%d/%b/%Y:%H:%M:%S %z", "17/May/2015:10:05:03 +0200") == "2015-05-17 36303000 7200"
  );
  CHECK(Reading("%F %T.%f%z", "2015-05-17 10:05:03.25Z") == "2015-05-17 36303250 0");
  CHECK(Reading("%m/%d/%Y %I:%M %p", "12/31/2020 12:05 AM") == "2020-12-31 300000 -1");
  CHECK(Reading("%F %T", "2016-12-31 23:59:60") == "2016-12-31 86400000 -1");
  CHECK(Reading("%d/%m/%Y %H:%M", "30/2/2016 01:16") == "error: there is no day 2016-02-30");
  CHECK(
      Reading("%d/%m/%Y %H:%M", "1/2/1900 01:16") == "error: the year 1900 is outside 1970 to 2200"
  );
  CHECK(Reading("%d/%m/%Y %H:%M", "1/2/2016") == "error: the text ends before the pattern does");
  CHECK(Reading("%d/%m/%Y", "1/2/2016 01:16") == "error: ` 01:16` follows what the pattern takes");
  CHECK(Reading("%d/%m/%Y %H:%M", "1/2/2016 25:00") == "error: there is no time of day 25:00:00");
  CHECK(Reading("%y", "") == "pattern: years of two digits leave the century open");
  CHECK(Reading("%Q", "") == "pattern: `%Q` is no part of a time");
}

TEST_CASE("foreign text in messages obeys no terminal") {
  CHECK(Quoted("a\x1B[31m") == "`a\\x1b[31m`");
  CHECK(
      Quoted("\xC2\x9B"
             "31m") == "`\\xc2\\x9b31m`"
  );
  CHECK(Quoted("\xFF") == "`\\xff`");
  CHECK(Quoted("жук") == "`жук`");
}

TEST_CASE("codes of settings are unique") {
  std::vector<std::string_view> codes;
  for (const diag::Kind* kind : kKinds) {
    codes.push_back(kind->code);
  }
  std::sort(codes.begin(), codes.end());
  CHECK(std::adjacent_find(codes.begin(), codes.end()) == codes.end());
}

// ---- Patterns of web logs ----

// $a[ ]$b, with quoted values in quotes, or the error.
std::string PartsOf(std::string_view text) {
  const auto pattern = LogPattern::Compile(text);
  if (!pattern) {
    return pattern.error().message;
  }
  std::string parts;
  for (const LogPattern::Part& part : pattern->parts()) {
    parts += fmt::format("[{}]{}{}", part.before, part.name, part.quoted ? "*" : "");
  }
  return parts + (pattern->behind().empty() ? "" : fmt::format("[{}]", pattern->behind()));
}

TEST_CASE("log formats of nginx and Apache") {
  CHECK(
      PartsOf(R"($remote_addr - [$time_local] "$request" $status "${http_x}" t=$request_time)") ==
      R"([]remote_addr[ - []time_local[] "]request*[" ]status[ "]http_x*[" t=]request_time)"
  );
  CHECK(
      PartsOf(R"(%h %l %u %t \"%r\" %>s %b \"%{User-Agent}i\" %D)") ==
      R"([]host[ ]ident[ ]user[ []time[] "]request*[" ]status[ ]bytes[ "]agent*[" ]%D)"
  );
  CHECK(
      PartsOf("%s %>s 100%% %{ms}T\t%^FB;%!200,304{Referer}i.") ==
      "[]status[ ]%>s[ 100% ]%{ms}T[\t]%^FB[;]%!200,304{Referer}i[.]"
  );
  const auto columns = LogPattern::Compile("%h %>s %{usec}t %{begin:%Y-%m-%dT%H:%M:%S}t");
  REQUIRE(columns.has_value());
  CHECK(columns->Find("status") == 1);
  CHECK(columns->Find("%>s") == 1);
  CHECK_FALSE(columns->Find("bytes").has_value());
  CHECK(columns->TimeFormOf("%{usec}t")->kind == TimeForm::Kind::kEpochMicros);
  CHECK(columns->TimeFormOf("%{begin:%Y-%m-%dT%H:%M:%S}t")->pattern == "%Y-%m-%dT%H:%M:%S");
  CHECK_FALSE(columns->TimeFormOf("status").has_value());
}

TEST_CASE("log formats that are none") {
  CHECK(PartsOf("plain text").find("the pattern names no value") == 0);
  CHECK(PartsOf("").find("the pattern names no value") == 0);
  CHECK(PartsOf("100%% of it").find("the pattern names no value") == 0);
  CHECK(
      PartsOf("$a$b") ==
      "nothing stands between `$a` and `$b`, so that a line cannot be split there"
  );
  CHECK(PartsOf("%h%u").find("nothing stands between `%h` and `%u`") == 0);
  CHECK(PartsOf("$status %h").find("the pattern has both variables of nginx") == 0);
  CHECK(PartsOf("%h %{Referer i") == "`%{Referer i` has no closing brace");
  CHECK(PartsOf("%h %Z") == "`%Z` is no directive of Apache");
  CHECK(PartsOf("%h %") == "`%` is no directive of Apache");
  CHECK(PartsOf("${status") == "`${status` is no variable");
  CHECK(PartsOf("LogFormat \"%h\" common").find("give the pattern alone") == 0);
  CHECK(PartsOf("$a \\n $b").find("a backslash stands before") == 0);
  CHECK(PartsOf("{\"at\":\"$time_iso8601\"}").find("a log whose lines are JSON") == 0);
  CHECK(PartsOf("$a\n$b").find("the pattern has a line end") == 0);
  CHECK(
      Findings("agreement = \"a\"\n[input.probe]\nfiles = \"x\"\nlog_format = '$a$b'\nformat = "
               "\"csv\"\n[input.probe.columns]\nat = \"a\"\nup = \"b\"\n[given.fee]\ngold = \"1 "
               "EUR\"\nsilver = \"1 EUR\"\n"
      ) == std::vector<std::string>{"SL6112 ['$a$b'] `log_format` and `format` are both given"}
  );
}

}  // namespace
}  // namespace slate::settings
