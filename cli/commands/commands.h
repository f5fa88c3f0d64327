// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"

// One function a command; the result is the exit code.
namespace slate::cli {

int RunCheck(const Arguments& arguments);
int RunPlan(const Arguments& arguments);
int RunRun(const Arguments& arguments);
int RunWhy(const Arguments& arguments);
int RunVerify(const Arguments& arguments);
int RunTest(const Arguments& arguments);
int RunDiff(const Arguments& arguments);
int RunFmt(const Arguments& arguments);
int RunDoc(const Arguments& arguments);
int RunExplain(const Arguments& arguments);
int RunInit(const Arguments& arguments);
int RunCompletions(const Arguments& arguments);
int RunMan(const Arguments& arguments);
int RunVersion(const Arguments& arguments);
int RunHelp(const Arguments& arguments);

}  // namespace slate::cli
