// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/lint/counterexample.h"
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
  bool wants_plans = true;  // else they are let go as soon as findings do not need them
  std::size_t threads = 1;  // findings do not depend on how many
};

// What compiling found. Plans are there for every agreement of the texts named, in order, if they
// are wanted; they are sound only if the sink has no errors.
struct Compilation {
  resolve::Program program = {};
  std::vector<plan::Plan> plans = {};
  std::vector<lint::Silenced> silenced = {};
  std::vector<lint::Counterexample> counterexamples = {};  // of findings, not borne out yet
};

// The table of contents of the compiler.
Compilation Compile(const Options& options, source::FileSet& files, diag::Sink& sink);

}  // namespace slate::driver
