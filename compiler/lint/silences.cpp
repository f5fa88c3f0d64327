// SPDX-License-Identifier: Apache-2.0
#include "compiler/lint/silences.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "runtime/diag/forward.h"

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
  Silences(const resolve::Program& program, const source::FileSet& files) : files_(files) {
    for (const resolve::Module& module : program.modules) {
      for (const ast::Silence& silence : module.file.silences) {
        by_file_[Index(silence.span.file)].push_back(&silence);
      }
    }
  }

  // The silence at this finding, which is then in use.
  const ast::Silence* SilenceOf(const diag::Diagnostic& found) {
    const auto* span = std::get_if<source::Span>(&found.where);
    if (span == nullptr || found.severity == diag::Severity::kError) {
      return nullptr;
    }
    const auto silences = by_file_.find(Index(span->file));
    const ast::Silence* covers = nullptr;
    for (const ast::Silence* silence :
         silences != by_file_.end() ? silences->second : std::vector<const ast::Silence*>{}) {
      const bool names =
          std::find(silence->codes.begin(), silence->codes.end(), found.kind->code) !=
          silence->codes.end();
      if (names && IsAt(*silence, LineOf(*span))) {
        used_.insert({Index(span->file), LineOf(silence->span), std::string(found.kind->code)});
        covers = silence;
      }
    }
    return covers;
  }

  void ReportUnused(const std::vector<ast::Silence>& silences, diag::Sink& sink) const {
    for (const ast::Silence& silence : silences) {
      ReportUnused(silence, sink);
    }
  }

 private:
  std::uint32_t LineOf(const source::Span& span) const {
    return files_[span.file].PositionOf(span.begin).line;
  }

  bool IsAt(const ast::Silence& silence, std::uint32_t line) const {
    const std::uint32_t own = LineOf(silence.span);
    return own == line || (own + 1 == line && IsAlone(silence));
  }

  // Behind code it speaks of that code, alone on its line of the next.
  bool IsAlone(const ast::Silence& silence) const {
    const source::File& file = files_[silence.span.file];
    const std::uint32_t start = file.LineStart(LineOf(silence.span));
    const std::string_view before = file.text().substr(start, silence.span.begin - start);
    return before.find_first_not_of(" \t") == std::string_view::npos;
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

  const source::FileSet& files_;
  std::map<std::size_t, std::vector<const ast::Silence*>> by_file_;
  std::set<Line> used_;
};

}  // namespace

std::vector<Silenced> ApplySilences(
    const resolve::Program& program,
    const source::FileSet& files,
    std::span<const LintedText> texts,
    diag::Sink& sink
) {
  Silences silences(program, files);
  std::vector<Silenced> silenced;
  for (const diag::Diagnostic& before : sink.items()) {
    silences.SilenceOf(before);
  }
  for (const LintedText& text : texts) {
    for (const diag::Diagnostic& item : text.found->items()) {
      if (const ast::Silence* silence = silences.SilenceOf(item)) {
        silenced.push_back({item, silence->reason, silence->span});
      } else {
        diag::Forward(item, sink);
      }
    }
  }
  for (const LintedText& text : texts) {
    silences.ReportUnused(text.module->file.silences, sink);
  }
  return silenced;
}

}  // namespace slate::lint
