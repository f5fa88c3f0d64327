// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "compiler/lint/silences.h"
#include "compiler/resolve/modules.h"
#include "runtime/calendar/time_zone.h"
#include "runtime/diag/sink.h"
#include "runtime/plan/plan.h"

namespace slate::driver {

struct Options {
  std::vector<std::string> paths;  // texts to compile, in the order given
  resolve::ModuleOptions modules;
  calendar::TimeZoneSource zones = {};
  bool wants_lint = false;  // look for what sound texts can still get wrong
};

// What compiling found. Plans are there for every agreement of the texts named, in order; they are
// sound only if the sink has no errors.
struct Compilation {
  resolve::Program program = {};
  std::vector<plan::Plan> plans = {};
  std::vector<lint::Silenced> silenced = {};
};

// The table of contents of the compiler.
Compilation Compile(const Options& options, source::FileSet& files, diag::Sink& sink);

}  // namespace slate::driver
