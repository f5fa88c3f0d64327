// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/why.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/problems.h"
#include "cli/settling.h"
#include "runtime/diag/render_text.h"

namespace slate::cli {

namespace {

// Everything else that is said is a figure.
bool IsText(const std::string& operand) {
  return operand == "-" || IsFile(operand) || IsFolder(operand) || operand.ends_with(".slate") ||
         operand.ends_with(".json");
}

// The first line is the message, what follows is laid out.
int RefuseWithList(const std::string& words) {
  const std::size_t first = words.find('\n');
  Complain(words.substr(0, first));
  std::string_view rest =
      first == std::string::npos ? "" : std::string_view(words).substr(first + 1);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    Say(diag::EscapeForTerminal(rest.substr(0, end)) + "\n");
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return kCouldNotRun;
}

}  // namespace

int RunWhy(const Arguments& arguments) {
  Arguments settled = arguments;
  const auto figure = std::find_if_not(settled.operands.rbegin(), settled.operands.rend(), IsText);
  if (figure == settled.operands.rend()) {
    return Refuse("say which figure: slate why [FILE] 'uptime[web].credit'");
  }
  const std::string asked = *figure;
  settled.operands.erase(std::next(figure).base());
  Settling settling(settled, RejectsTo::kNowhere);
  if (const int code = settling.Run(); code != kClean) {
    return code;
  }
  report::Settlement settlement = settling.settlement();
  settlement.place = [&](const plan::Origin& origin) {
    return PlaceInWords(origin, settling.plan(), settling.session());
  };
  settlement.sentence = settling.Contract();
  const std::vector<report::FigurePath> all = report::PathsOf(settlement);
  const std::vector<report::FigurePath> paths = report::FindPaths(all, asked);
  if (paths.empty()) {
    return RefuseWithList(report::NoSuchPath(all, asked));
  }
  std::vector<report::Reason> reasons;
  for (const report::FigurePath& path : paths) {
    reasons.push_back(report::ReasonOf(settling.evaluation(), path));
  }
  const bool json = arguments.ValueOr("format", "text") == "json";
  Print(json ? report::WhyToJson(reasons, settlement) : report::WhyToText(reasons, settlement));
  return kClean;
}

}  // namespace slate::cli
