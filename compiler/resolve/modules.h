// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/syntax/options.h"
#include "runtime/base/result.h"
#include "runtime/calendar/holidays.h"
#include "runtime/diag/sink.h"

namespace slate::resolve {

// How texts are found and read. `read` is the one door to the file system.
struct ModuleOptions {
  std::string stdlib;  // folder of the standard library
  std::function<Result<std::string>(const std::string& path)> read;
  std::size_t threads = 1;  // that read texts
  syntax::ParseOptions text = {};
  std::uint64_t max_bytes = 64U << 20U;       // of all texts together
  std::uint64_t max_uses = 1'000;             // texts that others bring in
  std::uint64_t max_chain = 32;               // of texts that bring in one another
  std::uint64_t max_expressions = 1'000'000;  // that one agreement may unfold to
};

// One text with the texts it uses.
struct Module {
  ast::File file;
  std::string path;
  std::vector<const Module*> uses;
  // Something of it could not be read, or something it uses was not found: names that are unknown
  // and statements that are missing may be the fault of that, which is reported.
  bool incomplete = false;
  bool is_root = false;  // named by the user rather than by `use`
};

struct ExampleRef {
  const Module* module = nullptr;
  const ast::Example* example = nullptr;
};
struct AmendmentRef {
  const Module* module = nullptr;
  const ast::Amendment* amendment = nullptr;
};

// All texts of one run. Modules keep their addresses.
struct Program {
  std::deque<Module> modules;
  std::multimap<std::string, ExampleRef> examples;         // by the agreement they name
  std::multimap<std::string, AmendmentRef> amendments;     // likewise
  std::map<std::string, calendar::HolidayTable> holidays;  // by name, `de.be`
  std::set<std::string> holiday_modules;                   // paths already read
  std::uint64_t max_expressions = 1'000'000;               // that one agreement may unfold to
};

// Reads the named texts and, from them, everything they use.
Program LoadProgram(
    const std::vector<std::string>& paths,
    const ModuleOptions& options,
    source::FileSet& files,
    diag::Sink& sink
);

// What a text can name: its own definitions and those of the modules it uses.
struct MetricRef {
  const Module* module = nullptr;
  const ast::Metric* metric = nullptr;
};
struct AgreementRef {
  const Module* module = nullptr;
  const ast::Agreement* agreement = nullptr;
};
MetricRef FindMetric(const Module& from, const std::string& name);
AgreementRef FindAgreement(const Module& from, const std::string& name);
// All that are in reach, for suggestions.
std::vector<std::string> MetricNames(const Module& from);
std::vector<std::string> AgreementNames(const Module& from);

// The names of agreements that others rely on.
std::set<std::string> NamesReliedOn(const Program& program);

// Reports names that are defined twice in one text.
void CheckDuplicates(const Program& program, diag::Sink& sink);

}  // namespace slate::resolve
