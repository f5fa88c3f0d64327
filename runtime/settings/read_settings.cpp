// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings/read_settings.h"

#include <array>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "runtime/settings/form.h"
#include "runtime/settings/kinds.h"
#include "runtime/settings/read_input_table.h"
#include "runtime/settings/toml_document.h"
#include "runtime/settings/words.h"

namespace slate::settings {

namespace {

class SettingsReader {
 public:
  SettingsReader(Settings& settings, diag::Sink& sink) : settings_(settings), sink_(sink) {}

  void Read(const TomlValue& top) {
    Form form(top, "slate.toml", sink_);
    settings_.agreements = form.TakeTexts("agreement");
    if (const TomlValue* inputs = form.TakeTable("input")) {
      ReadInputs(*inputs, settings_.inputs);
    }
    if (const TomlValue* facts = form.TakeTable("facts")) {
      ReadInputs(*facts, settings_.facts);
    }
    if (const TomlValue* givens = form.TakeTable("given")) {
      for (const TomlEntry& given : givens->entries) {
        ReadGiven(given);
      }
    }
    if (const TomlValue* rejects = form.TakeTable("rejects")) {
      ReadRejects(*rejects);
    }
    if (const TomlValue* output = form.TakeTable("output")) {
      ReadOutput(*output);
    }
    form.TakeTable("check");   // read by ReadCheckTable
    form.TakeTable("limits");  // read by ReadLimitsTable
    form.Finish();
    RequireAgreement(top);
  }

 private:
  void RequireAgreement(const TomlValue& top) {
    if (!settings_.agreements.empty() || sink_.has_errors()) {
      return;
    }
    const source::Span start{top.span.file, 0, 0};
    auto& problem = sink_.Report(kSettingMissing, start, "the settings name no agreement");
    problem.help = "begin with agreement = [\"agreement.slate\"]";
  }

  // One table is one source, a list of tables several.
  void ReadInputs(const TomlValue& inputs, std::vector<InputBinding>& bindings) {
    for (const TomlEntry& input : inputs.entries) {
      const Text name{input.key, input.key_span};
      if (input.value.kind == TomlValue::Kind::kArray) {
        for (const TomlValue& item : input.value.items) {
          ReadOneInput(name, item, bindings);
        }
      } else {
        ReadOneInput(name, input.value, bindings);
      }
    }
  }

  void ReadOneInput(const Text& name, const TomlValue& value, std::vector<InputBinding>& bindings) {
    if (value.kind != TomlValue::Kind::kTable) {
      ReportType(name.value, value, "a table of settings", sink_);
      return;
    }
    bindings.push_back(ReadInputTable(name, value, sink_));
  }

  void ReadGiven(const TomlEntry& given) {
    GivenText fact{.given = {given.key, given.key_span}, .value = {}};
    ReadGivenValue(fact, given.value);
  }

  void ReadGivenValue(const GivenText& so_far, const TomlValue& value) {
    if (value.kind == TomlValue::Kind::kTable) {
      for (const TomlEntry& entry : value.entries) {
        GivenText deeper = so_far;
        deeper.keys.push_back({entry.key, entry.key_span});
        ReadGivenValue(deeper, entry.value);
      }
      return;
    }
    if (auto text = ScalarText(so_far.given.value, value, sink_)) {
      settings_.givens.push_back(so_far);
      settings_.givens.back().value = *std::move(text);
    }
  }

  void ReadRejects(const TomlValue& table) {
    Form form(table, "[rejects]", sink_);
    settings_.max_rejects = form.TakeCount("max").value_or(0);
    settings_.output.rejects = form.TakeText("file");
    form.Finish();
  }

  void ReadOutput(const TomlValue& table) {
    Form form(table, "[output]", sink_);
    std::vector<std::string> names;
    for (const OutputFormatName& format : kOutputFormats) {
      names.emplace_back(format.name);
    }
    if (const auto text = form.TakeText("format")) {
      if (const auto index = WordAmong(*text, "format", names, sink_)) {
        settings_.output.format = kOutputFormats.at(*index).format;
      }
    }
    settings_.output.file = form.TakeText("file");
    form.Finish();
  }

  Settings& settings_;
  diag::Sink& sink_;
};

}  // namespace

std::optional<Settings> ReadSettings(
    const source::FileSet& files, source::FileId file, diag::Sink& sink
) {
  const std::optional<TomlValue> top = ParseToml(files, file, sink);
  if (!top) {
    return std::nullopt;
  }
  Settings settings{
      .file = file, .folder = std::filesystem::path(files[file].path()).parent_path().string()};
  SettingsReader(settings, sink).Read(*top);
  return settings;
}

}  // namespace slate::settings
