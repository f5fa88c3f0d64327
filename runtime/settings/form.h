// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/diag/sink.h"
#include "runtime/settings/settings.h"
#include "runtime/settings/toml_document.h"

namespace slate::settings {

// "a text", "a list" …, for messages.
std::string_view DescribeKind(const TomlValue& value);

// Reports a value of the wrong kind: "`files` is a number", with what is taken there as help.
void ReportType(
    std::string_view key, const TomlValue& value, std::string_view wanted, diag::Sink& sink
);

// The text of a text, number, bool or time; a finding for lists and tables.
std::optional<Text> ScalarText(std::string_view key, const TomlValue& value, diag::Sink& sink);

// Takes the settings out of one table. Finish reports those that nobody took.
class Form {
 public:
  // `title` is what the table is called in messages: `[input.probe]`.
  Form(const TomlValue& table, std::string title, diag::Sink& sink);

  const TomlValue* Take(std::string_view key);
  std::optional<Text> TakeText(std::string_view key);
  std::optional<bool> TakeBool(std::string_view key);
  std::optional<std::uint64_t> TakeCount(std::string_view key);
  // A text alone is a list of one.
  std::vector<Text> TakeTexts(std::string_view key);
  // An inline or bracketed table.
  const TomlValue* TakeTable(std::string_view key);
  void Finish();

 private:
  const TomlValue& table_;
  std::string title_;
  diag::Sink& sink_;
  std::vector<std::string> known_;
};

}  // namespace slate::settings
