// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/session.h"
#include "runtime/evaluate/examples.h"
#include "runtime/plan/plan.h"

namespace slate::cli {

// One example that was run.
struct ExampleRun {
  const plan::Plan* plan = nullptr;
  const plan::Example* example = nullptr;
  evaluate::ExampleReport report;
};

// One line each, more where something failed, and at the end how many passed.
std::string ExamplesToText(const std::vector<ExampleRun>& runs, const Session& session);
// docs/schemas/examples.schema.json
std::string ExamplesToJson(const std::vector<ExampleRun>& runs, const Session& session);

}  // namespace slate::cli
