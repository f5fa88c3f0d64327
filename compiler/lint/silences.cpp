// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/silences.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"

namespace slate::lint {

namespace {

// Where a silence is effective.
struct Line {
  std::size_t file = 0;
  std::uint32_t line = 0;
  std::string code;

  auto operator<=>(const Line&) const = default;  // NOLINT(modernize-use-nullptr)
};

class Silences {
 public:
  Silences(const resolve::Program& program, const source::FileSet& files)
      : program_(program), files_(files) {
    for (const resolve::Module& module : program.modules) {
      for (const ast::Silence& silence : module.file.silences) {
        by_file_[Index(silence.span.file)].push_back(&silence);
      }
    }
  }

  // Whether a silence stands at this finding; it is then in use.
  bool Covers(const diag::Diagnostic& found) {
    const auto* span = std::get_if<source::Span>(&found.where);
    if (span == nullptr || found.severity == diag::Severity::kError) {
      return false;
    }
    const auto silences = by_file_.find(Index(span->file));
    bool covers = false;
    for (const ast::Silence* silence :
         silences != by_file_.end() ? silences->second : std::vector<const ast::Silence*>{}) {
      const bool names =
          std::find(silence->codes.begin(), silence->codes.end(), found.kind->code) !=
          silence->codes.end();
      if (names && IsAt(*silence, LineOf(*span))) {
        used_.insert({Index(span->file), LineOf(silence->span), std::string(found.kind->code)});
        covers = true;
      }
    }
    return covers;
  }

  void ReportUnused(diag::Sink& sink) const {
    for (const resolve::Module& module : program_.modules) {
      if (module.is_root) {
        ReportUnused(module.file.silences, sink);
      }
    }
  }

 private:
  std::uint32_t LineOf(const source::Span& span) const {
    return files_[span.file].PositionOf(span.begin).line;
  }

  bool IsAt(const ast::Silence& silence, std::uint32_t line) const {
    const std::uint32_t own = LineOf(silence.span);
    return own == line || own + 1 == line;
  }

  void ReportUnused(const std::vector<ast::Silence>& silences, diag::Sink& sink) const {
    for (const ast::Silence& silence : silences) {
      ReportUnused(silence, sink);
    }
  }

  void ReportUnused(const ast::Silence& silence, diag::Sink& sink) const {
    for (const std::string& code : silence.codes) {
      if (!used_.contains({Index(silence.span.file), LineOf(silence.span), code})) {
        Report(silence, code, sink);
      }
    }
  }

  static void Report(const ast::Silence& silence, const std::string& code, diag::Sink& sink) {
    auto& problem = sink.Report(
        diag::kUnusedSilence, silence.span, fmt::format("nothing here is silenced by {}", code)
    );
    const bool lint = code.substr(0, 3) == "SL7";
    problem.help = lint ? "remove it, or move it to the line before the finding"
                        : "only warnings and remarks can be silenced";
    if (silence.codes.size() == 1) {
      problem.fixes.push_back({"remove the silence", diag::Safety::kSafe, {{silence.span, ""}}});
    }
  }

  const resolve::Program& program_;
  const source::FileSet& files_;
  std::map<std::size_t, std::vector<const ast::Silence*>> by_file_;
  std::set<Line> used_;
};

}  // namespace

std::vector<diag::Diagnostic> ApplySilences(
    const resolve::Program& program,
    const source::FileSet& files,
    const diag::Sink& found,
    diag::Sink& sink
) {
  Silences silences(program, files);
  std::vector<diag::Diagnostic> silenced;
  for (const diag::Diagnostic& before : sink.items()) {
    silences.Covers(before);
  }
  for (const diag::Diagnostic& item : found.items()) {
    if (silences.Covers(item)) {
      silenced.push_back(item);
    } else {
      sink.Report(*item.kind, item.where, item.message) = item;
    }
  }
  silences.ReportUnused(sink);
  return silenced;
}

}  // namespace slate::lint
