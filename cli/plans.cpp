// SPDX-License-Identifier: Apache-2.0
#include "cli/plans.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/files.h"
#include "cli/read_arguments.h"
#include "runtime/plan/json.h"

namespace slate::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPlanEnding = ".json";
constexpr std::string_view kTablesEnding = ".holidays";

bool IsPlan(const std::string& path) {
  return path.size() > kPlanEnding.size() &&
         path.compare(path.size() - kPlanEnding.size(), kPlanEnding.size(), kPlanEnding) == 0;
}

// A plan names its holiday tables; without its texts they come from the standard library.
void AddLibraryHolidays(std::vector<calendar::HolidayTable>& tables) {
  std::error_code failed;
  fs::directory_iterator at(fs::path(StdlibFolder()) / "holidays", failed);
  for (; !failed && at != fs::directory_iterator(); at.increment(failed)) {
    const std::string path = at->path().string();
    if (at->path().extension() != kTablesEnding) {
      continue;
    }
    const Result<std::string> text = ReadWholeFile(path);
    auto read = text ? calendar::ParseHolidays(*text, path)
                     : Result<std::vector<calendar::HolidayTable>>(text.error());
    if (read) {
      tables.insert(tables.end(), read->begin(), read->end());
    }
  }
}

Result<Plans> LoadPlanFile(const std::string& path) {
  const Result<std::string> text = ReadWholeFile(path);
  if (!text) {
    return text.error();
  }
  Result<std::vector<plan::Plan>> read = plan::AllFromJson(*text);
  if (!read) {
    return Error{fmt::format("{} is not a plan that can be used: {}", path, read.error().message)};
  }
  Plans plans{.all = std::move(read).value()};
  AddLibraryHolidays(plans.holidays);
  return plans;
}

Result<const plan::Plan*> FindNamed(const Plans& plans, const std::string& name) {
  std::vector<std::string_view> names;
  for (const plan::Plan& plan : plans.all) {
    if (plan.name == name) {
      return &plan;
    }
    names.emplace_back(plan.name);
  }
  return Error{fmt::format("there is no agreement `{}`", name) + DidYouMean(name, names, "")};
}

}  // namespace

Result<Plans> LoadPlans(const Arguments& arguments, Session& session) {
  if (arguments.operands.size() == 1 && IsPlan(arguments.operands.front())) {
    return LoadPlanFile(arguments.operands.front());
  }
  const Result<std::vector<std::string>> paths = FindTexts(arguments, session);
  if (!paths) {
    return paths.error();
  }
  driver::Compilation compiled = CompileTexts(*paths, session);
  std::vector<calendar::HolidayTable> holidays = HolidaysOf(compiled);
  return Plans{
      .all = std::move(compiled.plans),
      .holidays = std::move(holidays),
      .program = std::move(compiled.program)};
}

std::vector<calendar::HolidayTable> HolidaysOf(const driver::Compilation& compiled) {
  std::vector<calendar::HolidayTable> tables;
  for (const auto& [name, table] : compiled.program.holidays) {
    tables.push_back(table);
  }
  return tables;
}

Result<const plan::Plan*> ChoosePlan(const Plans& plans, const Arguments& arguments) {
  if (const std::optional<std::string> name = arguments.ValueOf("agreement")) {
    return FindNamed(plans, *name);
  }
  if (plans.all.size() == 1) {
    return &plans.all.front();
  }
  if (plans.all.empty()) {
    return Error{"the texts have no agreement"};
  }
  std::vector<std::string_view> names;
  for (const plan::Plan& plan : plans.all) {
    names.emplace_back(plan.name);
  }
  return Error{fmt::format("say which agreement: --agreement {}", fmt::join(names, " or "))};
}

}  // namespace slate::cli
