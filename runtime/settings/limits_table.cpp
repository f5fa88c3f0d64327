// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings/limits_table.h"

#include <optional>

#include "runtime/settings/form.h"
#include "runtime/settings/toml_document.h"

namespace slate::settings {

std::vector<LimitSetting> ReadLimitsTable(
    const source::FileSet& files, source::FileId file, diag::Sink& sink
) {
  std::vector<LimitSetting> limits;
  diag::Sink reported_with_the_rest;
  const std::optional<TomlValue> top = ParseToml(files, file, reported_with_the_rest);
  for (const TomlEntry& entry : top ? top->entries : std::vector<TomlEntry>{}) {
    if (entry.key != "limits" || entry.value.kind != TomlValue::Kind::kTable) {
      continue;
    }
    Form form(entry.value, "[limits]", sink);
    for (const TomlEntry& limit : entry.value.entries) {
      if (const std::optional<std::uint64_t> number = form.TakeCount(limit.key)) {
        limits.push_back({{limit.key, limit.key_span}, {*number, limit.value.span}});
      }
    }
  }
  return limits;
}

}  // namespace slate::settings
