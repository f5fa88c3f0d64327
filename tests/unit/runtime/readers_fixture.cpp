// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/runtime/readers_fixture.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include "runtime/settings/check_settings.h"
#include "runtime/settings/read_settings.h"

namespace slate::test {

TempFolder::TempFolder() {
  path_ = (std::filesystem::temp_directory_path() / "slate_readers_XXXXXX").string();
  REQUIRE(::mkdtemp(path_.data()) != nullptr);
}

TempFolder::~TempFolder() {
  std::filesystem::remove_all(path_);
}

void TempFolder::Write(std::string_view name, std::string_view bytes) const {
  std::ofstream stream(Path(name), std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

plan::Type Instant(bool optional) {
  return {.kind = plan::Type::Kind::kInstant, .optional = optional};
}
plan::Type Bool() {
  return {.kind = plan::Type::Kind::kBool};
}
plan::Type TextType(bool optional) {
  return {.kind = plan::Type::Kind::kText, .optional = optional};
}
plan::Type MemberOf(std::string key) {
  return {.kind = plan::Type::Kind::kMember, .key = std::move(key)};
}
plan::Type Number(plan::Unit unit, bool optional) {
  return {.unit = std::move(unit), .optional = optional};
}
plan::Type Duration(bool optional) {
  return Number({{"time", 1}}, optional);
}

plan::Plan PlanOf(plan::Input input) {
  plan::Plan plan;
  plan.zone = "UTC";
  plan.inputs.push_back(std::move(input));
  return plan;
}

plan::Input Probe() {
  return {
      .name = "probe",
      .columns = {
          {.name = "at", .type = Instant()},
          {.name = "site", .type = MemberOf("site")},
          {.name = "up", .type = Bool()}}};
}

const data::Column& Outcome::column(std::string_view name) const {
  const auto& columns = read.table.columns;
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const data::Column& c) {
    return c.name == name;
  });
  REQUIRE(found != columns.end());
  return *found;
}

std::vector<std::string> Outcome::codes() const {
  std::vector<std::string> codes;
  for (const diag::Diagnostic& finding : sink.items()) {
    codes.emplace_back(finding.kind->code);
  }
  for (const readers::Reject& reject : rejects.kept()) {
    codes.push_back(fmt::format("{}@{}", reject.kind->code, reject.line));
  }
  return codes;
}

std::unique_ptr<Outcome> ReadIn(
    const TempFolder& folder,
    const plan::Plan& plan,
    std::string_view toml,
    const ReadOptions& options
) {
  auto outcome = std::make_unique<Outcome>();
  source::FileSet files;
  const source::FileId file = files.Add(folder.Path("slate.toml"), std::string(toml));
  const auto settings = settings::ReadSettings(files, file, outcome->sink);
  if (!settings || outcome->sink.has_errors()) {
    return outcome;
  }
  settings::CheckSettings(*settings, plan, outcome->sink);
  if (outcome->sink.has_errors()) {
    return outcome;
  }
  const calendar::TimeZoneSource zones;
  const auto zone = calendar::TimeZone::Load(options.zone, zones);
  REQUIRE(zone.has_value());
  outcome->read = readers::ReadInput(
      plan.inputs.front(),
      {.plan = plan,
       .settings = *settings,
       .zones = zones,
       .zone = *zone,
       .limits = options.limits,
       .merge_slots = options.merge_slots,
       .threads = options.threads,
       .by_blocks = options.by_blocks},
      outcome->rejects,
      outcome->sink
  );
  const readers::RowCounts& counts = outcome->read.counts;
  CHECK(counts.rows == counts.accepted + counts.duplicates + counts.rejected);
  CHECK(counts.rejected == outcome->rejects.total());
  return outcome;
}

}  // namespace slate::test
