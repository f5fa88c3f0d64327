// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/probe.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

#include "runtime/base/check.h"
#include "runtime/readers/read_input.h"
#include "runtime/settings/check_settings.h"
#include "runtime/settings/read_settings.h"

namespace slate::fuzz {

namespace {

// One file of this process, written anew for every input and removed with it.
class OneFile {
 public:
  OneFile()
      : path_(std::filesystem::temp_directory_path() / fmt::format("slate-fuzz-{}", getpid())) {}
  ~OneFile() { std::filesystem::remove(path_); }
  OneFile(const OneFile&) = delete;
  OneFile& operator=(const OneFile&) = delete;

  void Write(std::string_view bytes) const {
    std::ofstream(path_, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

settings::Settings SettingsFor(const std::string& path, std::string_view lines) {
  source::FileSet files;
  diag::Sink sink;
  const auto id = files.Add(
      "/slate.toml",
      fmt::format(
          R"(
agreement = ["a.slate"]
[input.probe]
files = ["{}"]
{}
[input.probe.columns]
at = {{ column = "at", time = "iso" }}
site = "site"
up = {{ column = "up", values = {{ yes = true, no = false }} }}
size = {{ column = "size", unit = "B" }}
note = "note"
)",
          path,
          lines
      )
  );
  auto settings = settings::ReadSettings(files, id, sink);
  Check(settings.has_value() && !sink.has_errors(), "the settings of the target are wrong");
  settings::CheckSettings(*settings, ProbePlan(), sink);
  Check(!sink.has_errors(), "the settings of the target do not fit its plan");
  return std::move(*settings);
}

}  // namespace

plan::Plan ProbePlan() {
  using Kind = plan::Type::Kind;
  plan::Plan plan;
  plan.zone = "UTC";
  plan.inputs.push_back(
      {.name = "probe",
       .columns =
           {{.name = "at", .type = {.kind = Kind::kInstant}},
            {.name = "site", .type = {.kind = Kind::kMember, .key = "site"}},
            {.name = "up", .type = {.kind = Kind::kBool}},
            {.name = "size", .type = {.unit = {{"bytes", 1}}}},
            {.name = "note", .type = {.kind = Kind::kText, .optional = true}}}}
  );
  return plan;
}

void ReadProbe(std::string_view bytes, std::string_view lines) {
  static const OneFile file;
  file.Write(bytes);
  const plan::Plan plan = ProbePlan();
  const settings::Settings settings = SettingsFor(file.path(), lines);
  const calendar::TimeZoneSource zones;
  static const auto zone = calendar::TimeZone::Load("UTC", zones);
  Check(zone.has_value(), "there is no zone UTC");
  readers::RejectList rejects;
  diag::Sink sink;
  const readers::InputRead read = readers::ReadInput(
      plan.inputs.front(),
      {.plan = plan, .settings = settings, .zones = zones, .zone = *zone},
      rejects,
      sink
  );
  const readers::RowCounts& counts = read.counts;
  Check(counts.rows == counts.accepted + counts.duplicates + counts.rejected, "a row was lost");
  Check(counts.rejected == rejects.total(), "a reject was lost");
}

}  // namespace slate::fuzz
