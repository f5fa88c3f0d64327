// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings/read_input_table.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "runtime/settings/form.h"
#include "runtime/settings/kinds.h"
#include "runtime/settings/time_pattern.h"
#include "runtime/settings/words.h"

namespace slate::settings {

namespace {

std::optional<Located<TimeForm>> ReadTimeForm(const Text& text, diag::Sink& sink) {
  using Kind = TimeForm::Kind;
  static constexpr std::array<std::pair<std::string_view, Kind>, 5> kWords = {{
      {"iso", Kind::kIso},
      {"epoch_s", Kind::kEpochSeconds},
      {"epoch_ms", Kind::kEpochMillis},
      {"epoch_us", Kind::kEpochMicros},
      {"epoch_ns", Kind::kEpochNanos},
  }};
  for (const auto& [word, kind] : kWords) {
    if (text.value == word) {
      return Located<TimeForm>{{.kind = kind}, text.span};
    }
  }
  if (text.value.find('%') == std::string::npos) {
    auto& problem =
        sink.Report(kTimeForm, text.span, fmt::format("{} is no time form", Quoted(text.value)));
    static const std::vector<std::string> kForms = {
        "iso", "epoch_s", "epoch_ms", "epoch_us", "epoch_ns", "%d/%m/%Y %H:%M"};
    problem.help = DidYouMean(text.value, kForms);
    problem.help += problem.help.empty() ? "forms are " + ListOf(kForms) : "";
    return std::nullopt;
  }
  if (const auto pattern = TimePattern::Compile(text.value); !pattern) {
    sink.Report(kTimeForm, text.span, pattern.error().message);
    return std::nullopt;
  }
  return Located<TimeForm>{{.kind = Kind::kPattern, .pattern = text.value}, text.span};
}

std::optional<Located<TimeForm>> TakeTimeForm(Form& form, diag::Sink& sink) {
  const std::optional<Text> text = form.TakeText("time");
  return text ? ReadTimeForm(*text, sink) : std::nullopt;
}

// `at = "moment"` or `at = { column = "moment", time = "iso" }`.
std::optional<TimeColumn> TakeTimeColumn(Form& form, diag::Sink& sink) {
  const TomlValue* value = form.Take("at");
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->kind == TomlValue::Kind::kText) {
    return TimeColumn{.column = {value->text, value->span}};
  }
  if (value->kind != TomlValue::Kind::kTable) {
    ReportType("at", *value, "the name of a column of the file", sink);
    return std::nullopt;
  }
  Form inner(*value, "`at`", sink);
  std::optional<Text> column = inner.TakeText("column");
  std::optional<Located<TimeForm>> time = TakeTimeForm(inner, sink);
  inner.Finish();
  if (!column) {
    sink.Report(kSettingMissing, value->span, "`at` names no `column` of the file");
    return std::nullopt;
  }
  return TimeColumn{.column = *std::move(column), .time = std::move(time)};
}

// { event = "opened" } or { state = ["New", "Active"] }.
std::vector<Condition> TakeConditions(Form& form, std::string_view key, diag::Sink& sink) {
  std::vector<Condition> conditions;
  const TomlValue* table = form.TakeTable(key);
  if (table == nullptr) {
    return conditions;
  }
  for (const TomlEntry& entry : table->entries) {
    Condition condition{.column = {entry.key, entry.key_span}, .values = {}};
    const bool several = entry.value.kind == TomlValue::Kind::kArray;
    const std::span<const TomlValue> items =
        several ? std::span<const TomlValue>(entry.value.items) : std::span(&entry.value, 1);
    for (const TomlValue& item : items) {
      if (auto text = ScalarText(entry.key, item, sink)) {
        condition.values.push_back(*std::move(text));
      }
    }
    conditions.push_back(std::move(condition));
  }
  if (conditions.empty()) {
    sink.Report(kSettingMissing, table->span, fmt::format("`{}` names no column and value", key));
  }
  return conditions;
}

void ReadValues(Form& form, ColumnBinding& binding, diag::Sink& sink) {
  const TomlValue* table = form.TakeTable("values");
  if (table == nullptr) {
    return;
  }
  for (const TomlEntry& entry : table->entries) {
    if (auto text = ScalarText(entry.key, entry.value, sink)) {
      binding.values.emplace_back(Text{entry.key, entry.key_span}, *std::move(text));
    }
  }
  if (table->entries.empty()) {
    sink.Report(kSettingMissing, table->span, "`values` lists no values");
  }
}

void RequireOneOrigin(const ColumnBinding& binding, diag::Sink& sink) {
  const bool spans = !binding.from.empty() || !binding.to.empty();
  const int origins = (binding.column ? 1 : 0) + (binding.constant ? 1 : 0) + (spans ? 1 : 0);
  if (origins == 1) {
    return;
  }
  auto& problem = sink.Report(
      origins == 0 ? kSettingMissing : kBindingMisfit,
      binding.span,
      fmt::format(
          "`{}` is bound to {}", binding.name.value, origins == 0 ? "nothing" : "two things at once"
      )
  );
  problem.help =
      "give one of `column` (of the file), `constant`, or `from` and `to` (events that open and "
      "close spans)";
}

ColumnBinding ReadColumn(const TomlEntry& entry, diag::Sink& sink) {
  ColumnBinding binding{.name = {entry.key, entry.key_span}, .span = entry.value.span};
  if (entry.value.kind == TomlValue::Kind::kText) {
    binding.column = Text{entry.value.text, entry.value.span};
    return binding;
  }
  if (entry.value.kind != TomlValue::Kind::kTable) {
    ReportType(
        entry.key, entry.value, "the name of a column of the file, or { column = \"…\", … }", sink
    );
    return binding;
  }
  const std::size_t errors_before = sink.error_count();
  Form form(entry.value, fmt::format("the column `{}`", entry.key), sink);
  binding.column = form.TakeText("column");
  if (const TomlValue* constant = form.Take("constant")) {
    binding.constant = ScalarText("constant", *constant, sink);
  }
  binding.time = TakeTimeForm(form, sink);
  binding.unit = form.TakeText("unit");
  ReadValues(form, binding, sink);
  binding.when = TakeConditions(form, "when", sink);
  binding.from = TakeConditions(form, "from", sink);
  binding.to = TakeConditions(form, "to", sink);
  binding.at = TakeTimeColumn(form, sink);
  form.Finish();
  if (sink.error_count() == errors_before) {
    RequireOneOrigin(binding, sink);
  }
  return binding;
}

void ReadFormat(Form& form, InputBinding& input, diag::Sink& sink) {
  static const std::vector<std::string> kWords = {"csv", "ndjson", "json", "combined", "parquet"};
  constexpr std::array kFormats = {
      Format::kCsv, Format::kNdjson, Format::kJson, Format::kCombinedLog, Format::kParquet};
  if (const auto text = form.TakeText("format")) {
    if (const auto index = WordAmong(*text, "format", kWords, sink)) {
      input.format = Located<Format>{kFormats.at(*index), text->span};
    }
  }
}

// The pattern of a web server's log stands in place of a format.
void ReadLogPattern(Form& form, InputBinding& input, diag::Sink& sink) {
  const auto text = form.TakeText("log_format");
  if (!text) {
    return;
  }
  if (input.format) {
    sink.Report(kBindingMisfit, text->span, "`log_format` and `format` are both given");
    return;
  }
  auto pattern = LogPattern::Compile(text->value);
  if (!pattern) {
    sink.Report(kSettingValue, text->span, pattern.error().message);
    return;
  }
  input.format = Located<Format>{Format::kPatternLog, text->span};
  input.log_pattern = *std::move(pattern);
}

void ReadDelimiter(Form& form, InputBinding& input, diag::Sink& sink) {
  const auto text = form.TakeText("delimiter");
  if (!text) {
    return;
  }
  const std::string& value = text->value;
  const bool fits = value.size() == 1 && static_cast<unsigned char>(value[0]) < 0x80U &&
                    value[0] != '"' && value[0] != '\n' && value[0] != '\r' && value[0] != 0;
  if (!fits) {
    auto& problem =
        sink.Report(kSettingValue, text->span, fmt::format("{} is no delimiter", Quoted(value)));
    problem.help = "a delimiter is one character such as \",\", \";\", \"|\" or \"\\t\"";
    return;
  }
  input.delimiter = value[0];
}

void ReadDialect(Form& form, InputBinding& input, diag::Sink& sink) {
  ReadFormat(form, input, sink);
  ReadLogPattern(form, input, sink);
  ReadDelimiter(form, input, sink);
  static const std::vector<std::string> kEncodings = {"utf-8", "latin-1"};
  if (const auto text = form.TakeText("encoding")) {
    if (const auto index = WordAmong(*text, "encoding", kEncodings, sink)) {
      input.encoding = *index == 0 ? Encoding::kUtf8 : Encoding::kLatin1;
    }
  }
  input.header = form.TakeBool("header").value_or(true);
}

void ReadTime(Form& form, InputBinding& input, diag::Sink& sink) {
  static const std::vector<std::string> kChoices = {"error", "earlier", "later"};
  constexpr std::array kValues = {OnAmbiguous::kError, OnAmbiguous::kEarlier, OnAmbiguous::kLater};
  input.time_zone = form.TakeText("time_zone");
  if (const auto text = form.TakeText("on_ambiguous")) {
    if (const auto index = WordAmong(*text, "on_ambiguous", kChoices, sink)) {
      input.on_ambiguous = kValues.at(*index);
    }
  }
  input.time = TakeTimeForm(form, sink);
  input.at = TakeTimeColumn(form, sink);
  input.sequence = form.TakeText("sequence");
}

void ReadMissing(Form& form, InputBinding& input) {
  if (form.Take("missing") == nullptr) {
    return;
  }
  input.missing.clear();
  for (const Text& text : form.TakeTexts("missing")) {
    input.missing.push_back(text.value);
  }
}

void RequireFiles(const InputBinding& input, diag::Sink& sink) {
  if (!input.files.empty()) {
    return;
  }
  auto& problem = sink.Report(
      kSettingMissing, input.input.span, fmt::format("input `{}` names no files", input.input.value)
  );
  problem.help = "add files = [\"data/*.csv\"], relative to slate.toml";
}

}  // namespace

std::optional<std::size_t> WordAmong(
    const Text& text, std::string_view key, std::span<const std::string> words, diag::Sink& sink
) {
  const auto found = std::find(words.begin(), words.end(), text.value);
  if (found != words.end()) {
    return static_cast<std::size_t>(found - words.begin());
  }
  auto& problem =
      sink.Report(kSettingValue, text.span, fmt::format("{} is no {}", Quoted(text.value), key));
  problem.help = DidYouMean(text.value, words);
  if (problem.help.empty()) {
    problem.help = fmt::format("it is one of {}", ListOf(words, "or"));
  }
  return std::nullopt;
}

InputBinding ReadInputTable(const Text& name, const TomlValue& table, diag::Sink& sink) {
  InputBinding input{.input = name, .span = table.span};
  const std::size_t errors_before = sink.error_count();
  Form form(table, fmt::format("[input.{}]", name.value), sink);
  input.files = form.TakeTexts("files");
  ReadDialect(form, input, sink);
  ReadTime(form, input, sink);
  ReadMissing(form, input);
  if (const TomlValue* columns = form.TakeTable("columns")) {
    for (const TomlEntry& column : columns->entries) {
      input.columns.push_back(ReadColumn(column, sink));
    }
  }
  form.Finish();
  if (sink.error_count() == errors_before) {
    RequireFiles(input, sink);
  }
  return input;
}

}  // namespace slate::settings
