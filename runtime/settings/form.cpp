// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings/form.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "runtime/settings/kinds.h"
#include "runtime/settings/words.h"

namespace slate::settings {

std::string_view DescribeKind(const TomlValue& value) {
  switch (value.kind) {
    case TomlValue::Kind::kText: return "a text";
    case TomlValue::Kind::kInteger:
    case TomlValue::Kind::kDecimal: return "a number";
    case TomlValue::Kind::kBool: return "a truth value";
    case TomlValue::Kind::kTime: return "a date or time";
    case TomlValue::Kind::kArray: return "a list";
    case TomlValue::Kind::kTable: return "a table";
  }
  Unreachable("a TOML value is of no kind");
}

void ReportType(
    std::string_view key, const TomlValue& value, std::string_view wanted, diag::Sink& sink
) {
  auto& problem =
      sink.Report(kSettingType, value.span, fmt::format("`{}` is {}", key, DescribeKind(value)));
  problem.help = fmt::format("it takes {}", wanted);
}

std::optional<Text> ScalarText(std::string_view key, const TomlValue& value, diag::Sink& sink) {
  if (value.kind == TomlValue::Kind::kArray || value.kind == TomlValue::Kind::kTable) {
    ReportType(key, value, "a text, a number or a truth value", sink);
    return std::nullopt;
  }
  return Text{value.text, value.span};
}

Form::Form(const TomlValue& table, std::string title, diag::Sink& sink)
    : table_(table), title_(std::move(title)), sink_(sink) {}

const TomlValue* Form::Take(std::string_view key) {
  known_.emplace_back(key);
  const auto entry = std::find_if(
      table_.entries.begin(), table_.entries.end(), [&](const TomlEntry& e) { return e.key == key; }
  );
  return entry == table_.entries.end() ? nullptr : &entry->value;
}

std::optional<Text> Form::TakeText(std::string_view key) {
  const TomlValue* value = Take(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->kind != TomlValue::Kind::kText) {
    ReportType(key, *value, "a text in quotes", sink_);
    return std::nullopt;
  }
  return Text{value->text, value->span};
}

std::optional<bool> Form::TakeBool(std::string_view key) {
  const TomlValue* value = Take(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->kind != TomlValue::Kind::kBool) {
    ReportType(key, *value, "true or false, without quotes", sink_);
    return std::nullopt;
  }
  return value->text == "true";
}

std::optional<std::uint64_t> Form::TakeCount(std::string_view key) {
  const TomlValue* value = Take(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  std::string digits = value->text;
  std::erase(digits, '_');
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (value->kind != TomlValue::Kind::kInteger) {
    ReportType(key, *value, "a whole number", sink_);
    return std::nullopt;
  }
  if (error != std::errc{} || end != digits.data() + digits.size()) {
    sink_.Report(
        kSettingValue, value->span, fmt::format("`{}` is no whole number from 0 on", value->text)
    );
    return std::nullopt;
  }
  return count;
}

std::vector<Text> Form::TakeTexts(std::string_view key) {
  const TomlValue* value = Take(key);
  if (value == nullptr) {
    return {};
  }
  if (value->kind == TomlValue::Kind::kText) {
    return {{value->text, value->span}};
  }
  if (value->kind != TomlValue::Kind::kArray) {
    ReportType(key, *value, "a list of texts: [\"…\"]", sink_);
    return {};
  }
  std::vector<Text> texts;
  for (const TomlValue& item : value->items) {
    if (item.kind != TomlValue::Kind::kText) {
      ReportType(fmt::format("an entry of {}", key), item, "a text in quotes", sink_);
      continue;
    }
    texts.push_back({item.text, item.span});
  }
  return texts;
}

const TomlValue* Form::TakeTable(std::string_view key) {
  const TomlValue* value = Take(key);
  if (value != nullptr && value->kind != TomlValue::Kind::kTable) {
    ReportType(key, *value, "a table", sink_);
    return nullptr;
  }
  return value;
}

void Form::Finish() {
  for (const TomlEntry& entry : table_.entries) {
    if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) {
      continue;
    }
    auto& problem = sink_.Report(
        kUnknownSetting, entry.key_span, fmt::format("{} has no setting `{}`", title_, entry.key)
    );
    problem.help = DidYouMean(entry.key, known_);
    if (problem.help.empty()) {
      problem.help = fmt::format("it has {}", ListOf(known_));
    }
  }
}

}  // namespace slate::settings
