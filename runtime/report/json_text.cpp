// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/json_text.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace slate::report {

namespace {

bool IsPlain(char c) {
  return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

}  // namespace

void JsonText::NextLine() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) {
    return;
  }
  text_ += first_ ? "\n" : ",\n";
  text_.append(depth_, ' ');
  first_ = false;
}

void JsonText::Quote(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), IsPlain)) {
    text_ += '"';
    text_ += text;
    text_ += '"';
    return;
  }
  // Bytes that are no UTF-8 are replaced.
  text_ += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

JsonText& JsonText::Key(std::string_view name) {
  NextLine();
  Quote(name);
  text_ += ": ";
  after_key_ = true;
  return *this;
}

void JsonText::Put(std::string_view text) {
  NextLine();
  Quote(text);
}

void JsonText::Put(const std::vector<std::string>& texts) {
  BeginArray();
  for (const std::string& text : texts) {
    Put(text);
  }
  EndArray();
}

void JsonText::Raw(std::string_view value) {
  NextLine();
  text_ += value;
}

void JsonText::Begin(char open) {
  NextLine();
  text_ += open;
  ++depth_;
  first_ = true;
}

// What is empty takes no lines.
void JsonText::End(char close) {
  --depth_;
  if (!first_) {
    text_ += '\n';
    text_.append(depth_, ' ');
  }
  text_ += close;
  first_ = false;
}

}  // namespace slate::report
