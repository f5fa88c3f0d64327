// SPDX-License-Identifier: Apache-2.0
#include "compiler/resolve/modules.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "compiler/diag/catalog/names.h"
#include "compiler/diag/catalog/syntax.h"
#include "compiler/resolve/near_name.h"
#include "compiler/syntax/parser.h"
#include "runtime/diag/forward.h"
#include "runtime/diag/limit.h"

namespace slate::resolve {

namespace {

namespace fs = std::filesystem;

bool IsRegularFile(const std::string& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

class Loader {
 public:
  Loader(const ModuleOptions& options, source::FileSet& files, diag::Sink& sink)
      : options_(options), files_(files), sink_(sink) {}

  Program Load(const std::vector<std::string>& paths) {
    program_.max_expressions = options_.max_expressions;
    ReadAhead(paths);
    for (const std::string& path : paths) {
      LoadRoot(path);
    }
    return std::move(program_);
  }

 private:
  // The texts that the user named are known before anything is read, so they are read side by side.
  void ReadAhead(const std::vector<std::string>& paths) {
    std::vector<source::FileId> ids;
    for (const std::string& path : paths) {
      Result<std::string> text = options_.read(path);
      if (!text) {
        sink_.Report(diag::kModuleNotFound, diag::DataPlace{.path = path}, text.error().message);
      } else if (!ahead_.contains(path) && HasRoom(path, *text)) {
        ids.push_back(files_.Add(path, std::move(text).value()));
        ahead_.emplace(path, syntax::ParsedText());
      }
    }
    std::vector<syntax::ParsedText> texts =
        syntax::ParseFiles(ids, files_, options_.threads, options_.text);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      ahead_[files_[ids[i]].path()] = std::move(texts[i]);
    }
  }

  // Whether the text may be read besides those before; else that is reported.
  bool HasRoom(const std::string& path, const std::string& text) {
    const bool had_room = bytes_ <= options_.max_bytes;
    bytes_ += text.size();
    if (bytes_ <= options_.max_bytes) {
      return true;
    }
    if (had_room) {
      sink_
          .Report(
              diag::kTooLarge,
              diag::DataPlace{.path = path},
              fmt::format("with this text there are more than {} bytes", options_.max_bytes)
          )
          .help = "check fewer texts at a time; " + diag::HowToRaise("texts");
    }
    return false;
  }

  void LoadRoot(const std::string& path) {
    if (Module* known = Find(path)) {
      known->is_root = true;
    } else if (ahead_.contains(path)) {
      Take(path).is_root = true;
    }
  }

  Module* Find(const std::string& path) {
    const auto known = by_path_.find(path);
    return known == by_path_.end() ? nullptr : known->second;
  }

  Module& Parse(const std::string& path, std::string text) {
    syntax::ParsedText parsed;
    parsed.file =
        syntax::ParseFile(files_.Add(path, std::move(text)), files_, parsed.sink, options_.text);
    return Add(path, std::move(parsed));
  }

  // A text that was read ahead.
  Module& Take(const std::string& path) {
    return Add(path, std::move(ahead_.extract(path).mapped()));
  }

  Module& Add(const std::string& path, syntax::ParsedText parsed) {
    const bool incomplete = parsed.sink.has_errors();
    for (const diag::Diagnostic& found : parsed.sink.items()) {
      diag::Forward(found, sink_);
    }
    program_.modules.push_back(
        {.file = std::move(parsed.file), .path = path, .uses = {}, .incomplete = incomplete}
    );
    Module& module = program_.modules.back();
    by_path_[path] = &module;
    for (const ast::Example& example : module.file.examples) {
      program_.examples.emplace(example.of.text, ExampleRef{&module, &example});
    }
    for (const ast::Amendment& amendment : module.file.amendments) {
      program_.amendments.emplace(amendment.of.text, AmendmentRef{&module, &amendment});
    }
    open_.push_back(&module);
    for (const ast::Use& use : module.file.uses) {
      Follow(module, use);
    }
    open_.pop_back();
    return module;
  }

  void Follow(Module& from, const ast::Use& use) {
    const std::string base = BaseOf(from, use.path);
    if (IsRegularFile(base + ".slate")) {
      FollowText(from, use, base + ".slate");
    } else if (IsRegularFile(base + ".holidays")) {
      ReadHolidays(use, base + ".holidays");
    } else if (IsRegularFile(base + ".ics")) {
      ReadIcs(use, base + ".ics");
    } else {
      ReportMissing(use, base);
      from.incomplete = true;
    }
  }

  std::string BaseOf(const Module& from, const ast::Path& path) const {
    const bool is_std = path.names.front().text == "std";
    fs::path base = is_std ? fs::path(options_.stdlib) : fs::path(from.path).parent_path();
    for (std::size_t i = is_std ? 1 : 0; i < path.names.size(); ++i) {
      base /= path.names[i].text;
    }
    return base.lexically_normal().string();
  }

  void FollowText(Module& from, const ast::Use& use, const std::string& path) {
    if (const Module* known = Find(path)) {
      if (std::find(open_.begin(), open_.end(), known) != open_.end()) {
        ReportCycle(use, *known);
        return;
      }
      from.uses.push_back(known);
      return;
    }
    if (open_.size() >= options_.max_chain) {
      ReportTooMany(
          use,
          fmt::format("a chain of more than {} texts that use one another", options_.max_chain),
          "chain"
      );
      from.incomplete = true;
      return;
    }
    if (ahead_.contains(path)) {
      from.uses.push_back(&Take(path));
      return;
    }
    if (++uses_ > options_.max_uses) {
      ReportTooMany(
          use, fmt::format("more than {} texts are brought in", options_.max_uses), "uses"
      );
      from.incomplete = true;
      return;
    }
    Result<std::string> text = options_.read(path);
    if (!text) {
      sink_.Report(diag::kModuleNotFound, use.span, text.error().message);
      return;
    }
    if (!HasRoom(path, *text)) {
      from.incomplete = true;
      return;
    }
    from.uses.push_back(&Parse(path, std::move(text).value()));
  }

  // Once is enough.
  void ReportTooMany(const ast::Use& use, std::string what, std::string_view limit) {
    if (!std::exchange(too_many_, true)) {
      sink_.Report(diag::kTooManyUses, use.span, std::move(what)).help = diag::HowToRaise(limit);
    }
  }

  void ReportCycle(const ast::Use& use, const Module& back_to) {
    std::string circle;
    bool inside = false;
    for (const Module* module : open_) {
      inside = inside || module == &back_to;
      if (inside) {
        circle += module->path + " → ";
      }
    }
    sink_
        .Report(diag::kUseCycle, use.span, fmt::format("`use {}` closes a circle", use.path.Text()))
        .notes.push_back(circle + back_to.path);
  }

  void ReportMissing(const ast::Use& use, const std::string& base) {
    auto& problem = sink_.Report(
        diag::kModuleNotFound, use.path.span, fmt::format("no module `{}`", use.path.Text())
    );
    problem.notes.push_back(fmt::format("looked for {}.slate, .holidays and .ics", base));
  }

  void ReadHolidays(const ast::Use& use, const std::string& path) {
    if (!program_.holiday_modules.insert(path).second) {
      return;
    }
    const Result<std::string> text = options_.read(path);
    if (!text) {
      sink_.Report(diag::kModuleNotFound, use.span, text.error().message);
      return;
    }
    auto tables = calendar::ParseHolidays(*text, path);
    if (!tables) {
      sink_.Report(diag::kModuleNotFound, use.span, tables.error().message);
      return;
    }
    for (const calendar::HolidayTable& table : *tables) {
      program_.holidays[table.name] = table;
    }
  }

  // A calendar file names its table as the module is named; it is taken to know the years it has
  // entries for.
  void ReadIcs(const ast::Use& use, const std::string& path) {
    if (!program_.holiday_modules.insert(path).second) {
      return;
    }
    const Result<std::string> text = options_.read(path);
    const std::string name = use.path.names.back().text;
    const calendar::IcsScope scope{
        .name = name, .first_year = calendar::kFirstYear, .last_year = calendar::kLastYear};
    if (!text) {
      sink_.Report(diag::kModuleNotFound, use.span, text.error().message);
      return;
    }
    auto table = calendar::ParseIcsHolidays(*text, path, scope);
    if (!table) {
      sink_.Report(diag::kModuleNotFound, use.span, table.error().message);
      return;
    }
    program_.holidays[name] = *table;
  }

  const ModuleOptions& options_;
  source::FileSet& files_;
  diag::Sink& sink_;
  Program program_;
  std::map<std::string, syntax::ParsedText> ahead_;
  std::map<std::string, Module*> by_path_;
  std::vector<const Module*> open_;
  std::uint64_t bytes_ = 0;
  std::uint64_t uses_ = 0;
  bool too_many_ = false;
};

template <typename Visit>
void ForEachInReach(const Module& from, const Visit& visit) {
  visit(from);
  for (const Module* used : from.uses) {
    visit(*used);
  }
}

}  // namespace

Program LoadProgram(
    const std::vector<std::string>& paths,
    const ModuleOptions& options,
    source::FileSet& files,
    diag::Sink& sink
) {
  return Loader(options, files, sink).Load(paths);
}

MetricRef FindMetric(const Module& from, const std::string& name) {
  MetricRef found;
  ForEachInReach(from, [&](const Module& module) {
    for (const ast::Metric& metric : module.file.metrics) {
      if (found.metric == nullptr && metric.name.Text() == name) {
        found = {&module, &metric};
      }
    }
  });
  return found;
}

AgreementRef FindAgreement(const Module& from, const std::string& name) {
  AgreementRef found;
  ForEachInReach(from, [&](const Module& module) {
    for (const ast::Agreement& agreement : module.file.agreements) {
      if (found.agreement == nullptr && agreement.name.text == name) {
        found = {&module, &agreement};
      }
    }
  });
  return found;
}

std::vector<std::string> MetricNames(const Module& from) {
  std::vector<std::string> names;
  ForEachInReach(from, [&](const Module& module) {
    for (const ast::Metric& metric : module.file.metrics) {
      names.push_back(metric.name.Text());
    }
  });
  return names;
}

std::vector<std::string> AgreementNames(const Module& from) {
  std::vector<std::string> names;
  ForEachInReach(from, [&](const Module& module) {
    for (const ast::Agreement& agreement : module.file.agreements) {
      names.push_back(agreement.name.text);
    }
  });
  return names;
}

namespace {

void AddNames(const ast::Relies& relies, std::set<std::string>& names) {
  for (const ast::Figure& figure : relies.figures) {
    names.insert(figure.path.names.front().text);
  }
}

void AddReliedOn(const std::vector<ast::Item>& items, std::set<std::string>& names) {
  for (const ast::Item& item : items) {
    const auto* objective = std::get_if<ast::Objective>(&item.node);
    if (objective == nullptr) {
      continue;
    }
    for (const ast::Promise& promise : objective->promises) {
      if (const auto* relies = std::get_if<ast::Relies>(&promise.node)) {
        AddNames(*relies, names);
      }
    }
  }
}

}  // namespace

std::set<std::string> NamesReliedOn(const Program& program) {
  std::set<std::string> names;
  for (const Module& module : program.modules) {
    for (const ast::Agreement& agreement : module.file.agreements) {
      AddReliedOn(agreement.items, names);
    }
    for (const ast::Amendment& amendment : module.file.amendments) {
      AddReliedOn(amendment.items, names);
    }
  }
  return names;
}

namespace {

void ReportTwice(
    const std::string& what, const source::Span& second, const source::Span& first, diag::Sink& sink
) {
  sink.Report(diag::kDuplicateName, second, fmt::format("{} is defined twice", what))
      .secondary.push_back({first, "first here"});
}

}  // namespace

void CheckDuplicates(const Program& program, diag::Sink& sink) {
  for (const Module& module : program.modules) {
    std::map<std::string, source::Span> metrics;
    for (const ast::Metric& metric : module.file.metrics) {
      const auto [it, is_new] = metrics.emplace(metric.name.Text(), metric.name.span);
      if (!is_new) {
        ReportTwice(fmt::format("metric `{}`", it->first), metric.name.span, it->second, sink);
      }
    }
    std::map<std::string, source::Span> agreements;
    for (const ast::Agreement& agreement : module.file.agreements) {
      const auto [it, is_new] = agreements.emplace(agreement.name.text, agreement.name.span);
      if (!is_new) {
        ReportTwice(
            fmt::format("agreement `{}`", it->first), agreement.name.span, it->second, sink
        );
      }
    }
  }
}

}  // namespace slate::resolve
