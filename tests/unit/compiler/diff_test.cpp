// SPDX-License-Identifier: Apache-2.0
#include <deque>
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

#include "compiler/check/check_agreement.h"
#include "compiler/diff/compare.h"
#include "compiler/diff/same_function.h"
#include "compiler/diff/step_trial.h"

namespace slate::diff {
namespace {

// One agreement compiled.
struct Compiled {
  source::FileSet files;
  diag::Sink sink;
  resolve::Program program;
  std::deque<resolve::EffectiveAgreement> agreements;
  std::deque<plan::Plan> plans;

  explicit Compiled(const std::string& text) {
    const resolve::ModuleOptions options{
        .stdlib = "stdlib", .read = [text](const std::string& path) -> Result<std::string> {
          if (path == "a.slate") {
            return text;
          }
          std::ifstream stream(path, std::ios::binary);
          return std::string{
              std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
        }};
    program = resolve::LoadProgram({"a.slate"}, options, files, sink);
    for (const resolve::Module& module : program.modules) {
      for (const ast::Agreement& agreement : module.file.agreements) {
        for (auto& version : resolve::Versions(program, module, agreement, sink)) {
          agreements.push_back(std::move(version));
          plans.push_back(check::CheckAgreement(agreements.back(), program, files, {}, sink));
        }
      }
    }
    CHECK_MESSAGE(!sink.has_errors(), text);
  }
  Text text() const { return {&agreements.front(), &plans.front(), &files}; }
};

// What the tests change in.
struct Terms {
  std::string measure = "availability(down, period)";
  std::string target = ">= 99.9%";
  std::string credit = "fee * ladder { < target: 10%, < 99%: 25% }";
  std::string steps = "cap fee per period  round half_up to 0.01 EUR";
  std::string right = "uptime.missed";
  std::string down = "spans(outage) lasting >= 5min in period";

  std::string Agreement() const {
    return "slate 1\nuse std.availability\nagreement a {\n provider p \"P\" customer c \"C\"\n"
           " term 2026-01-01 .. 2026-12-31 zone \"UTC\" currency EUR period month partial cut\n"
           " input outage { from, to: instant } complete\n"
           " input call { at: instant wait: duration } complete\n"
           " given fee: money = 1_000 EUR\n"
           " objective uptime {\n let down = " +
           down + "\n measure " + measure + "\n target " + target + "\n credit " + credit +
           "\n }\n"
           " objective calls { measure count(call where wait > 1min) target <= 3 credit 5 EUR }\n"
           " settle { sum of uptime, calls " +
           steps + " }\n right leave by customer until period.to + 30 days when " + right + "\n}\n";
  }
};

AgreementChanges Changed(const Terms& before, const Terms& after) {
  const Compiled a(before.Agreement());
  const Compiled b(after.Agreement());
  const AgreementChanges there = CompareAgreements(a.text(), b.text());
  const AgreementChanges back = CompareAgreements(b.text(), a.text());
  CHECK(NameOf(Mirror(there.verdict)) == NameOf(back.verdict));
  return there;
}

const Change* Find(const AgreementChanges& changes, const std::string& term) {
  for (const Change& change : changes.changes) {
    if (change.term == term) {
      return &change;
    }
  }
  return nullptr;
}

Verdict Of(const AgreementChanges& changes, const std::string& term) {
  const Change* change = Find(changes, term);
  return change == nullptr ? Verdict::kSame : change->verdict;
}

TEST_CASE("diff: nothing changed") {
  const AgreementChanges changes = Changed({}, {});
  CHECK(changes.verdict == Verdict::kSame);
  CHECK(changes.changes.empty());
}

TEST_CASE("diff: target raised") {
  const AgreementChanges changes = Changed({}, {.target = ">= 99.95%"});
  CHECK(changes.verdict == Verdict::kCustomerGains);
  const Change* target = Find(changes, "uptime.target");
  REQUIRE(target != nullptr);
  REQUIRE(target->witnesses.size() == 1U);
  CHECK(InEnglish(target->witnesses[0].at) == "value 99.92%");
  CHECK(target->witnesses[0].before.saying == Saying::kMet);
  CHECK(target->witnesses[0].after.saying == Saying::kMissed);
  const Change* credit = Find(changes, "uptime.credit");
  REQUIRE(credit != nullptr);
  CHECK(InEnglish(credit->witnesses.at(0).at) == "value 99.92%");
  CHECK(InEnglish(credit->witnesses.at(0).before) == "0.00 EUR");
  CHECK(InEnglish(credit->witnesses.at(0).after) == "100.00 EUR");
}

// In (99.9 %, 99.95 %) the new text pays more, below 99 % less.
TEST_CASE("diff: target raised and ladder lowered is mixed") {
  const AgreementChanges changes =
      Changed({}, {.target = ">= 99.95%", .credit = "fee * ladder { < target: 10%, < 99%: 15% }"});
  CHECK(changes.verdict == Verdict::kMixed);
  CHECK(Of(changes, "uptime.target") == Verdict::kCustomerGains);
  const Change* credit = Find(changes, "uptime.credit");
  REQUIRE(credit != nullptr);
  CHECK(credit->verdict == Verdict::kMixed);
  CHECK(credit->witnesses.size() == 2U);
}

TEST_CASE("diff: credit rewritten is the same") {
  const AgreementChanges changes = Changed(
      {}, {.credit = "if value < 99% then fee / 4 else if value < 99.9% then fee * 0.1 else 7 EUR"}
  );
  CHECK(changes.verdict == Verdict::kSame);
}

TEST_CASE("diff: cap above reach is the same") {
  CHECK(
      Changed({}, {.steps = "cap 2 * fee per period  round half_up to 0.01 EUR"}).verdict ==
      Verdict::kSame
  );
  CHECK(
      Changed({}, {.steps = "cap 200 EUR per period  round half_up to 0.01 EUR"}).verdict ==
      Verdict::kProviderGains
  );
}

// A cap over the year spreads over periods; a drop after it can turn more into less.
TEST_CASE("diff: drop after yearly cap is unclear") {
  const std::string steps =
      "cap fee per contract_year  drop when <= 10 EUR  round half_up to 0.01 EUR";
  CHECK(
      Changed({.steps = steps}, {.target = ">= 99.95%", .steps = steps}).verdict ==
      Verdict::kUnclear
  );
}

TEST_CASE("diff: measure shrinks one way") {
  const AgreementChanges changes =
      Changed({}, {.down = "spans(outage) lasting >= 10min in period"});
  CHECK(changes.verdict == Verdict::kProviderGains);
  const Change* measure = Find(changes, "uptime.measure");
  REQUIRE(measure != nullptr);
  REQUIRE(!measure->witnesses.empty());
  CHECK(InEnglish(measure->witnesses[0].at) == "a stretch of 7min");
}

TEST_CASE("diff: base of a share goes either way") {
  const AgreementChanges changes = Changed(
      {.measure = "availability(down, period except spans(call where wait > 1min: at .. at + 1h)) "
                  "otherwise void"},
      {.measure = "availability(down, period except spans(call where wait > 2min: at .. at + 1h)) "
                  "otherwise void"}
  );
  CHECK(changes.verdict == Verdict::kMixed);
}

// Only whole numbers are counted: at most 3 is fewer than 4.
TEST_CASE("diff: counts are whole") {
  std::string text = Terms{}.Agreement();
  text.replace(text.find("<= 3"), 4, "< 4");
  const Compiled a(Terms{}.Agreement());
  const Compiled b(text);
  CHECK(CompareAgreements(a.text(), b.text()).verdict == Verdict::kSame);
}

TEST_CASE("diff: rights are truths") {
  CHECK(
      Changed({.right = "uptime.missed"}, {.right = "uptime.missed or calls.missed"}).verdict ==
      Verdict::kCustomerGains
  );
  CHECK(
      Changed(
          {.right = "not (uptime.missed or calls.missed)"},
          {.right = "not uptime.missed and not calls.missed"}
      )
          .verdict == Verdict::kSame
  );
  CHECK(Changed({.right = "uptime.missed"}, {.right = "calls.missed"}).verdict == Verdict::kMixed);
  CHECK(
      Changed(
          {.right = "count(last 6 periods where uptime.missed) >= 3"},
          {.right = "count(last 12 periods where uptime.missed) >= 3"}
      )
          .verdict == Verdict::kCustomerGains
  );
}

TEST_CASE("diff: nothing is proven of another measure") {
  CHECK(
      Changed({}, {.measure = "share(call: wait <= 30s) otherwise void"}).verdict ==
      Verdict::kUnclear
  );
}

TEST_CASE("diff: what is paid in all under steps") {
  using Kind = plan::Step::Kind;
  const std::vector<TrialStep> steps = {
      {.kind = Kind::kHold, .compare = plan::Compare::kLess, .amount = 30},
      {.kind = Kind::kCap, .amount = 100, .window = 2},
      {.kind = Kind::kRound, .amount = 1, .rounding = plan::Rounding::kDown},
  };
  // 20 is held, 20 + 15.5 is paid as 35; of 90 there are 65 left; 50 of which 35 are left.
  const std::vector<Rational> amounts = {20, Rational::Of(31, 2), 90, 50};
  CHECK(RunningTotals(steps, amounts) == std::vector<Rational>{0, 35, 100, 135});
}

TEST_CASE("diff: amounts that show a change to go both ways") {
  using Kind = plan::Step::Kind;
  const auto hold = [](int limit) {
    return std::vector<TrialStep>{
        {.kind = Kind::kHold, .compare = plan::Compare::kLess, .amount = limit}};
  };
  const Trials trials = TrySteps(hold(30), hold(20), Order::kSame, analysis::Interval::AtLeast(0));
  REQUIRE((trials.more && trials.less));
  CHECK(trials.more->paid_before < trials.more->paid_after);
  CHECK(trials.less->paid_before > trials.less->paid_after);
  CHECK(trials.less->before == trials.less->after);
  const std::vector<TrialStep> cap = {{.kind = Kind::kCap, .amount = 30}};
  const std::vector<TrialStep> lower = {{.kind = Kind::kCap, .amount = 20}};
  CHECK(!TrySteps(cap, lower, Order::kSame, analysis::Interval::AtLeast(0)).more);
}

TEST_CASE("diff: verdicts join") {
  CHECK(Join(Verdict::kCustomerGains, Verdict::kProviderGains) == Verdict::kMixed);
  CHECK(Join(Verdict::kCustomerGains, Verdict::kUnclear) == Verdict::kUnclear);
  CHECK(Join(Verdict::kSame, Verdict::kUnclear) == Verdict::kUnclear);
}

TEST_CASE("diff: short numbers") {
  using analysis::End;
  const analysis::Interval open{
      End{Rational::Of(999, 1000), false}, End{Rational::Of(9995, 10000)}};
  CHECK(ShortIn(open, false).value_or(0) == Rational::Of(9992, 10000));
  const analysis::Interval narrow{End{Rational::Of(1, 3)}, End{Rational::Of(2, 3)}};
  CHECK(!ShortIn(narrow, true).has_value());
}

}  // namespace
}  // namespace slate::diff
