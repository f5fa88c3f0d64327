// SPDX-License-Identifier: Apache-2.0
#include "cli/check_rules.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/kinds.h"
#include "cli/read_arguments.h"
#include "runtime/diag/render_text.h"
#include "runtime/settings/check_table.h"
#include "runtime/settings/kinds.h"

namespace slate::cli {

namespace {

namespace fs = std::filesystem;
using Kinds = std::vector<const diag::Kind*>;
using Codes = std::set<std::string_view>;

std::string NearCode(const Kinds& kinds, const std::string& word) {
  std::vector<std::string_view> words;
  for (const diag::Kind* kind : kinds) {
    words.push_back(kind->code);
    words.push_back(kind->name);
  }
  return DidYouMean(word, words, "");
}

bool AreAllErrors(const Kinds& kinds, const Codes& codes) {
  return std::all_of(kinds.begin(), kinds.end(), [&](const diag::Kind* kind) {
    return !codes.contains(kind->code) || kind->severity == diag::Severity::kError;
  });
}

class TableReader {
 public:
  TableReader(const Kinds& kinds, CheckRules& rules, diag::Sink& sink)
      : kinds_(kinds), rules_(rules), sink_(sink) {}

  void Read(const settings::CheckTable& table) {
    for (const settings::Text& word : table.select) {
      const Codes codes = Known(word);
      if (!rules_.levels.select) {
        rules_.levels.select.emplace();
      }
      rules_.levels.select->insert(codes.begin(), codes.end());
    }
    for (const settings::Text& word : table.ignore) {
      const Codes codes = Lowerable(word);
      rules_.levels.ignore.insert(codes.begin(), codes.end());
      SwitchOff(codes, word);
    }
    for (const auto& [word, level] : table.levels) {
      ReadLevel(word, level.value);
    }
  }

 private:
  void ReadLevel(const settings::Text& word, const std::string& level) {
    const Codes codes = level == "error" ? Known(word) : Lowerable(word);
    for (const std::string_view code : codes) {
      rules_.levels.own[code] = SeverityOf(level);
    }
    if (level == "off") {
      SwitchOff(codes, word);
    }
  }

  static std::optional<diag::Severity> SeverityOf(std::string_view level) {
    for (const diag::Severity severity :
         {diag::Severity::kError, diag::Severity::kWarning, diag::Severity::kRemark}) {
      if (level == diag::SeverityName(severity)) {
        return severity;
      }
    }
    return std::nullopt;
  }

  void SwitchOff(const Codes& codes, const settings::Text& word) {
    if (!codes.empty()) {
      rules_.switched_off.emplace_back(word.value, word.span);
    }
  }

  Codes Known(const settings::Text& word) {
    Codes codes = findings::CodesOf(word.value, kinds_);
    if (codes.empty()) {
      auto& problem = sink_.Report(
          settings::kUnknownCode, word.span, fmt::format("no finding is called `{}`", word.value)
      );
      const std::string near = NearCode(kinds_, word.value);
      problem.help = near.empty() ? "`slate explain` lists codes and names" : near.substr(2);
    }
    return codes;
  }

  Codes Lowerable(const settings::Text& word) {
    Codes codes = Known(word);
    if (!codes.empty() && AreAllErrors(kinds_, codes)) {
      sink_.Report(settings::kErrorsStay, word.span, fmt::format("`{}` is an error", word.value))
          .help = "only warnings and remarks can be lowered or switched off";
      return {};
    }
    return codes;
  }

  const Kinds& kinds_;
  CheckRules& rules_;
  diag::Sink& sink_;
};

// The settings in use; those of the project where a call names its texts.
std::optional<source::FileId> SettingsOf(const Arguments& arguments, Session& session) {
  if (session.settings) {
    return session.settings->file;
  }
  if (arguments.operands.empty() || arguments.Has("settings")) {
    return std::nullopt;
  }
  const std::optional<std::string> path = FindSettings();
  Result<std::string> text = path ? ReadWholeFile(*path) : Result<std::string>(Error{""});
  if (!text) {
    return std::nullopt;
  }
  return session.files.Add(*path, std::move(text).value());
}

std::string FolderFrom(const std::string& settings) {
  std::error_code failed;
  const fs::path here = fs::current_path(failed);
  const fs::path project = (here / settings).lexically_normal().parent_path();
  const fs::path folder = here.lexically_relative(project);
  return folder == "." ? "" : folder.generic_string();
}

std::optional<Error> AddOptions(const Arguments& arguments, const Kinds& kinds, CheckRules& rules) {
  Codes selected;
  for (const std::string_view option : {"select", "ignore"}) {
    for (const std::string& word : arguments.ValuesOf(option)) {
      const Codes codes = findings::CodesOf(word, kinds);
      if (codes.empty()) {
        return Error{
            fmt::format("--{}: no finding is called `{}`{}", option, word, NearCode(kinds, word))};
      }
      Codes& into = option == "select" ? selected : rules.levels.ignore;
      into.insert(codes.begin(), codes.end());
    }
  }
  if (!selected.empty()) {
    rules.levels.select = selected;
  }
  rules.levels.deny_warnings = arguments.Has("deny");
  if (const std::optional<std::string> baseline = arguments.ValueOf("baseline")) {
    rules.baseline = *baseline;
  }
  const std::optional<std::string> most = arguments.ValueOf("max-findings");
  if (!most) {
    return std::nullopt;
  }
  std::size_t count = 0;
  const auto [end, failure] = std::from_chars(most->data(), most->data() + most->size(), count);
  if (failure != std::errc() || end != most->data() + most->size()) {
    return Error{fmt::format("--max-findings: `{}` is no whole number", *most)};
  }
  rules.most = count;
  return std::nullopt;
}

}  // namespace

Result<CheckRules> ReadCheckRules(const Arguments& arguments, Session& session) {
  CheckRules rules;
  const Kinds kinds = AllKindsOfFindings();
  if (const std::optional<source::FileId> file = SettingsOf(arguments, session)) {
    const settings::CheckTable table = settings::ReadCheckTable(session.files, *file, session.sink);
    TableReader(kinds, rules, session.sink).Read(table);
    const std::string path = session.files[*file].path();
    rules.folder = FolderFrom(path);
    if (table.baseline) {
      rules.baseline = (fs::path(path).parent_path() / table.baseline->value).generic_string();
    }
    rules.most = table.max_findings;
  }
  if (const std::optional<Error> failure = AddOptions(arguments, kinds, rules)) {
    return *failure;
  }
  return rules;
}

}  // namespace slate::cli
