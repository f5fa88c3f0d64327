// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace slate::report {

// JSON written member by member, indented by one space a level. Nothing is kept but the text: the
// settlement of many customers would be a large tree.
class JsonText {
 public:
  // In an object, every value goes after its Key; members of one object have different names.
  JsonText& Key(std::string_view name);
  void BeginObject() { Begin('{'); }
  void EndObject() { End('}'); }
  void BeginArray() { Begin('['); }
  void EndArray() { End(']'); }

  void Put(std::string_view text);
  void Put(const std::string& text) { Put(std::string_view(text)); }
  void Put(const char* text) { Put(std::string_view(text)); }
  void Put(bool value) { Raw(value ? "true" : "false"); }
  template <std::integral Whole>
  void Put(Whole value) {
    Raw(std::to_string(value));
  }
  void Put(const std::vector<std::string>& texts);

  template <typename Value>
  void Add(std::string_view name, const Value& value) {
    Key(name).Put(value);
  }

  // Once everything that was begun has ended.
  std::string Take() { return std::move(text_); }

 private:
  void Begin(char open);
  void End(char close);
  void Raw(std::string_view value);
  // Before a value or key that is no value of a key.
  void NextLine();
  void Quote(std::string_view text);

  std::string text_;
  std::size_t depth_ = 0;
  bool first_ = true;  // of what was begun last
  bool after_key_ = false;
};

}  // namespace slate::report
