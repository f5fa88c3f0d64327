// SPDX-License-Identifier: Apache-2.0
#include "cli/diff_texts.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/git.h"
#include "compiler/diff/change_kinds.h"

namespace slate::cli {

namespace {

namespace fs = std::filesystem;

bool Exists(const std::string& path) {
  return path == "-" || IsFile(path) || IsFolder(path);
}

std::optional<Error> Expand(DiffSide& side, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    Result<std::vector<std::string>> found =
        side.commit.empty() ? FindTexts(Arguments{.operands = {path}}, side.session)
                            : TextsAtCommit(side.commit, path);
    if (!found) {
      return Error{
          side.commit.empty() ? found.error().message
                              : fmt::format("{}: {}", side.label, found.error().message)};
    }
    side.paths.insert(side.paths.end(), found->begin(), found->end());
  }
  return std::nullopt;
}

// The texts of a revision are named `REVISION:./path`, and so are those that they use.
std::string Prefix(const DiffSide& side) {
  return side.label + ":./";
}

Result<std::string> ReadText(const DiffSide& side, const std::string& path) {
  const std::string prefix = Prefix(side);
  if (side.commit.empty() || path.rfind(prefix, 0) != 0) {
    return ReadWholeFile(path);
  }
  return ReadAtCommit(side.commit, path.substr(prefix.size()));
}

struct Operands {
  std::vector<std::string> revisions = {};
  std::vector<std::string> paths = {};
};

// Before `--` stand revisions. Without it, a word that is no path here may be one.
Operands Divide(const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.operands;
  Operands operands;
  std::size_t at = 0;
  const auto is_revision = [&](const std::string& word) {
    return arguments.before_dashes
               ? at < *arguments.before_dashes
               : operands.revisions.size() < 2 && !Exists(word) && FindCommit(word).has_value();
  };
  while (at < words.size() && is_revision(words[at])) {
    operands.revisions.push_back(words[at++]);
  }
  operands.paths.assign(words.begin() + static_cast<std::ptrdiff_t>(at), words.end());
  return operands;
}

Result<bool> SetCommit(DiffSide& side, const std::string& word, Session& reports) {
  const std::optional<std::string> commit = FindCommit(word);
  side.label = word;
  if (!commit) {
    reports.sink
        .Report(
            diff::kNoSuchRevision,
            diag::DataPlace{.path = word},
            fmt::format("`{}` is no file or folder here, and no git revision", word)
        )
        .help = "slate diff OLD NEW, or slate diff REVISION [REVISION] -- PATH";
    return false;
  }
  side.commit = *commit;
  return true;
}

}  // namespace

Result<bool> FindSides(const Arguments& arguments, DiffSide& before, DiffSide& after) {
  Operands operands = Divide(arguments);
  if (operands.revisions.empty()) {
    if (operands.paths.size() != 2) {
      return Error{"two texts are compared: slate diff OLD NEW, or slate diff REVISION -- PATH"};
    }
    for (const std::string& path : operands.paths) {
      if (!Exists(path)) {
        return SetCommit(before, path, before.session);
      }
    }
    before.label = operands.paths[0];
    after.label = operands.paths[1];
    const std::optional<Error> failure = Expand(before, {operands.paths[0]});
    const std::optional<Error> other = failure ? failure : Expand(after, {operands.paths[1]});
    return other ? Result<bool>(*other) : Result<bool>(true);
  }
  if (operands.revisions.size() > 2) {
    return Error{"two revisions at most are compared; paths come after `--`"};
  }
  if (operands.paths.empty()) {
    const bool has_settings = FindSettings().has_value();
    Session settings;
    const Result<std::vector<std::string>> named =
        has_settings ? FindTexts(Arguments{}, settings)
                     : Result<std::vector<std::string>>(std::vector<std::string>{"."});
    operands.paths = named && !named->empty() ? *named : std::vector<std::string>{"."};
  }
  Result<bool> known = SetCommit(before, operands.revisions[0], before.session);
  if (known && *known && operands.revisions.size() > 1) {
    known = SetCommit(after, operands.revisions[1], before.session);
  }
  if (!known || !*known) {
    return known;
  }
  const std::optional<Error> failure = Expand(before, operands.paths);
  const std::optional<Error> other = failure ? failure : Expand(after, operands.paths);
  return other ? Result<bool>(*other) : Result<bool>(true);
}

void CompileSide(DiffSide& side) {
  std::vector<std::string> paths;
  for (const std::string& path : side.paths) {
    paths.push_back(side.commit.empty() ? path : Prefix(side) + path);
  }
  const auto read = [&](const std::string& path) {
    Result<std::string> text = ReadText(side, path);
    if (!text && std::find(paths.begin(), paths.end(), path) != paths.end()) {
      side.session.could_not_run = true;
    }
    return text;
  };
  resolve::ModuleOptions modules = side.session.limits.texts;
  modules.stdlib = StdlibFolder();
  modules.read = read;
  const driver::Options options{
      .paths = paths,
      .modules = std::move(modules),
      .zones = side.session.zones,
  };
  side.compiled = driver::Compile(options, side.session.files, side.session.sink);
  if (side.session.sink.has_errors()) {
    return;
  }
  // Compiling found nothing wrong with them, so there is nothing new to report.
  diag::Sink nobody;
  for (const resolve::Module& module : side.compiled.program.modules) {
    for (const ast::Agreement& agreement : module.file.agreements) {
      if (!module.is_root) {
        continue;
      }
      auto versions = resolve::Versions(side.compiled.program, module, agreement, nobody);
      if (!versions.empty()) {
        side.agreements.push_back(std::move(versions));
      }
    }
  }
  slate::Check(side.agreements.size() == side.compiled.plans.size(), "an agreement has no plan");
  if (side.agreements.empty()) {
    side.session.sink
        .Report(
            diff::kNothingToCompare,
            diag::DataPlace{.path = paths.empty() ? side.label : paths.front()},
            fmt::format("no agreement in {}", side.label)
        )
        .help = "compare texts with an `agreement`";
  }
}

std::vector<diff::Text> DiffSide::Texts() const {
  std::vector<diff::Text> texts;
  for (std::size_t i = 0; i < agreements.size(); ++i) {
    diff::Text text{&agreements[i].front(), &compiled.plans[i], &session.files};
    for (std::size_t later = 1; later < agreements[i].size(); ++later) {
      text.later.push_back(&agreements[i][later]);
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace slate::cli
