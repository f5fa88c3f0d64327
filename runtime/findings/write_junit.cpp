// SPDX-License-Identifier: Apache-2.0

// JUnit XML as Jenkins reads it: a suite a file, a case a finding. Remarks pass, what is held back
// is skipped, a file without findings is one case that passes.

#include <map>

#include <fmt/format.h>

#include "runtime/base/escape_markup.h"
#include "runtime/diag/render_text.h"
#include "runtime/findings/formats.h"
#include "runtime/findings/location.h"

namespace slate::findings {

namespace {

// Bytes as XML takes them: no control characters, no broken UTF-8, no markup.
std::string Escaped(std::string_view text) {
  return EscapeMarkup(diag::EscapeForTerminal(text));
}

// Line ends stay: the text of an element may have them.
std::string EscapedLines(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t end = text.find('\n');
    out += Escaped(text.substr(0, end));
    if (end == std::string_view::npos) {
      return out;
    }
    out += '\n';
    text.remove_prefix(end + 1);
  }
}

struct Suite {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t skipped = 0;
  std::string cases = {};
};

std::string BodyOf(const Finding& finding, const source::FileSet& files) {
  const diag::Diagnostic& what = finding.what;
  if (finding.suppression) {
    return fmt::format("<skipped message=\"{}\"/>", Escaped(finding.suppression->reason));
  }
  const std::string text =
      EscapedLines(fmt::format("{}: {}", PlaceInWords(what.where, files), WholeMessage(what)));
  if (what.severity == diag::Severity::kRemark) {
    return fmt::format("<system-out>{}</system-out>", text);
  }
  return fmt::format(
      "<failure type=\"{}\" message=\"{}\">{}</failure>",
      diag::SeverityName(what.severity),
      Escaped(what.message),
      text
  );
}

void Add(const Finding& finding, const source::FileSet& files, Suite& suite) {
  const diag::Diagnostic& what = finding.what;
  const bool fails = !finding.suppression && what.severity != diag::Severity::kRemark;
  ++suite.tests;
  suite.failures += fails ? 1U : 0U;
  suite.skipped += finding.suppression ? 1U : 0U;
  suite.cases += fmt::format(
      "    <testcase classname=\"{}\" name=\"{}\">{}</testcase>\n",
      Escaped(PathOf(what.where, files)),
      Escaped(fmt::format(
          "{} {} at {}", what.kind->code, what.kind->name, PlaceInWords(what.where, files)
      )),
      BodyOf(finding, files)
  );
}

void AddPassing(const std::string& path, Suite& suite) {
  if (suite.tests == 0) {
    suite.tests = 1;
    suite.cases = fmt::format(
        "    <testcase classname=\"{}\" name=\"no findings\"></testcase>\n", Escaped(path)
    );
  }
}

std::string CountsOf(const Suite& suite) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\"", suite.tests, suite.failures);
}

}  // namespace

std::string WriteJUnit(const Report& report) {
  std::map<std::string, Suite> suites;
  for (const Finding& finding : report.findings) {
    Add(finding, report.files, suites[PathOf(finding.what.where, report.files)]);
  }
  for (const std::string& path : report.checked) {
    AddPassing(TidyPath(path), suites[TidyPath(path)]);
  }
  Suite sum;
  std::string body;
  for (const auto& [path, suite] : suites) {
    sum.tests += suite.tests;
    sum.failures += suite.failures;
    body += fmt::format(
        "  <testsuite name=\"{}\" {} skipped=\"{}\">\n{}  </testsuite>\n",
        Escaped(path),
        CountsOf(suite),
        suite.skipped,
        suite.cases
    );
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"slate check\" {}>\n{}</testsuites>\n",
      CountsOf(sum),
      body
  );
}

}  // namespace slate::findings
