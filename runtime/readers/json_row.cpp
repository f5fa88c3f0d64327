// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/json_row.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "runtime/base/check.h"
#include "runtime/readers/json_names.h"
#include "runtime/readers/kinds.h"
#include "runtime/readers/utf8.h"
#include "runtime/settings/words.h"

namespace slate::readers {

namespace {

namespace ondemand = simdjson::ondemand;

std::string_view TrimEnd(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}  // namespace

class JsonRow::Parser {
 public:
  explicit Parser(const std::vector<WantedColumn>& wanted)
      : wanted_count_(wanted.size()), root_(NamesOf(wanted)) {}

  void Read(std::string_view text, std::size_t capacity, Record& record) {
    record.fields.assign(wanted_count_, Field{});
    record_ = &record;
    ondemand::document document;
    ondemand::object object;
    if (Failed(parser_.iterate(text.data(), text.size(), capacity).get(document))) {
      return;
    }
    if (document.get_object().get(object) != simdjson::SUCCESS) {
      Fail("the row is no JSON object");
      return;
    }
    if (ReadObject(object, root_) && !document.current_location().error()) {
      Fail("something follows the object");
    }
  }

 private:
  // Names that occur twice are found among all names of an object, wanted or not.
  bool ReadObject(ondemand::object& object, const JsonName& branch) {
    const std::size_t first_name = names_.size();
    for (auto entry : object) {
      ondemand::field field;
      std::string_view name;
      if (Failed(std::move(entry).get(field)) || Failed(field.unescaped_key().get(name)) ||
          !NoteName(first_name, name)) {
        names_.resize(first_name);
        return false;
      }
      const JsonName* below = branch.Find(name);
      if (below != nullptr && !ReadValue(field.value(), *below)) {
        names_.resize(first_name);
        return false;
      }
    }
    names_.resize(first_name);
    return true;
  }

  bool NoteName(std::size_t first_name, std::string_view name) {
    const auto first = names_.begin() + static_cast<std::ptrdiff_t>(first_name);
    if (std::find(first, names_.end(), name) != names_.end()) {
      return Fail(fmt::format("the name {} occurs twice", settings::Quoted(name)));
    }
    names_.push_back(name);
    return true;
  }

  bool ReadValue(ondemand::value value, const JsonName& branch) {
    ondemand::json_type type{};
    if (Failed(value.type().get(type))) {
      return false;
    }
    if (type == ondemand::json_type::object && !branch.below.empty()) {
      ondemand::object object;
      return !Failed(value.get_object().get(object)) && ReadObject(object, branch);
    }
    if (branch.wanted == JsonName::kNotWanted) {
      return true;
    }
    Field& field = record_->fields[branch.wanted];
    if (field.present) {
      return Fail(fmt::format("the value {} is there twice", settings::Quoted(branch.name)));
    }
    return ReadScalar(value, type, field);
  }

  bool ReadScalar(ondemand::value value, ondemand::json_type type, Field& field) {
    const std::string_view token = TrimEnd(value.raw_json_token());
    switch (type) {
      case ondemand::json_type::string:
        field.present = true;
        return !Failed(value.get_string().get(field.text));
      case ondemand::json_type::number:
        field = {token, true};
        return IsJsonNumber(token) || Fail(fmt::format("{} is no value", settings::Quoted(token)));
      case ondemand::json_type::boolean:
        field = {token, true};
        return token == "true" || token == "false" ||
               Fail(fmt::format("{} is no value", settings::Quoted(token)));
      case ondemand::json_type::null:
        return token == "null" || Fail(fmt::format("{} is no value", settings::Quoted(token)));
      case ondemand::json_type::object: return Fail("the value of a bound column is an object");
      case ondemand::json_type::array: return Fail("the value of a bound column is an array");
    }
    Unreachable("a JSON value is of no type");
  }

  bool Failed(simdjson::error_code error) {
    if (error == simdjson::SUCCESS) {
      return false;
    }
    Fail(std::string("malformed JSON: ") + simdjson::error_message(error));
    return true;
  }

  bool Fail(std::string reason) {
    record_->problem = {&kMalformedJson, std::move(reason)};
    return false;
  }

  std::size_t wanted_count_;
  JsonName root_;
  ondemand::parser parser_;
  Record* record_ = nullptr;
  std::vector<std::string_view> names_;  // of the objects that are open
};

JsonRow::JsonRow(const std::vector<WantedColumn>& wanted)
    : parser_(std::make_unique<Parser>(wanted)) {}
JsonRow::~JsonRow() = default;

void JsonRow::Read(std::string_view object, std::size_t capacity, Record& record) {
  record.ascii = IsAscii(object);
  if (!record.ascii) {
    if (const auto at = FindMalformedUtf8(object)) {
      record.problem = {
          &kMalformedText,
          fmt::format("byte {} is not part of well-formed UTF-8", record.offset + *at)};
      return;
    }
  }
  parser_->Read(object, capacity, record);
}

}  // namespace slate::readers
