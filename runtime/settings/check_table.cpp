// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings/check_table.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "runtime/settings/form.h"
#include "runtime/settings/kinds.h"
#include "runtime/settings/toml_document.h"
#include "runtime/settings/words.h"

namespace slate::settings {

namespace {

// Every other key of the table is a code or the name of one.
constexpr std::array<std::string_view, 4> kOwnKeys = {
    "select", "ignore", "baseline", "max-findings"};

const std::vector<std::string>& Levels() {
  static const std::vector<std::string> levels = {"error", "warning", "remark", "off"};
  return levels;
}

// `selct` was meant for a setting, not for a code.
bool ReportMisspelt(const TomlEntry& entry, diag::Sink& sink) {
  const std::vector<std::string> own(kOwnKeys.begin(), kOwnKeys.end());
  const std::string near = DidYouMean(entry.key, own);
  if (near.empty()) {
    return false;
  }
  sink.Report(
          kUnknownSetting, entry.key_span, fmt::format("[check] has no setting `{}`", entry.key)
  )
      .help = near;
  return true;
}

void ReadLevel(const TomlEntry& entry, CheckTable& table, diag::Sink& sink) {
  if (ReportMisspelt(entry, sink)) {
    return;
  }
  if (entry.value.kind != TomlValue::Kind::kText) {
    ReportType(entry.key, entry.value, fmt::format("{}", ListOf(Levels(), "or")), sink);
    return;
  }
  const auto known = std::find(Levels().begin(), Levels().end(), entry.value.text);
  if (known == Levels().end()) {
    auto& problem = sink.Report(
        kSettingValue,
        entry.value.span,
        fmt::format("`{}` is {}, which is no level", entry.key, Quoted(entry.value.text))
    );
    const std::string near = DidYouMean(entry.value.text, Levels());
    problem.help = near.empty() ? fmt::format("it is one of {}", ListOf(Levels(), "or")) : near;
    return;
  }
  table.levels.push_back({{entry.key, entry.key_span}, {entry.value.text, entry.value.span}});
}

const TomlEntry* FindEntry(const TomlValue& table, std::string_view key) {
  const auto found =
      std::find_if(table.entries.begin(), table.entries.end(), [&](const TomlEntry& entry) {
        return entry.key == key;
      });
  return found == table.entries.end() ? nullptr : &*found;
}

}  // namespace

CheckTable ReadCheckTable(const source::FileSet& files, source::FileId file, diag::Sink& sink) {
  CheckTable table;
  const std::optional<TomlValue> top = ParseToml(files, file, sink);
  const TomlEntry* check = top ? FindEntry(*top, "check") : nullptr;
  if (check == nullptr || check->value.kind != TomlValue::Kind::kTable) {
    return table;
  }
  Form form(check->value, "[check]", sink);
  table.select = form.TakeTexts("select");
  table.ignore = form.TakeTexts("ignore");
  table.baseline = form.TakeText("baseline");
  table.max_findings = form.TakeCount("max-findings");
  for (const TomlEntry& entry : check->value.entries) {
    if (std::find(kOwnKeys.begin(), kOwnKeys.end(), entry.key) == kOwnKeys.end()) {
      ReadLevel(entry, table, sink);
    }
  }
  return table;
}

}  // namespace slate::settings
