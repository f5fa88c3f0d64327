// SPDX-License-Identifier: Apache-2.0
#include "runtime/plan/json_value.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slate::plan {

namespace {

constexpr std::size_t kDeepestValue = 32;
constexpr std::size_t kMostNames = 64;

std::string PlaceOf(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start =
      before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return fmt::format("line {}, byte {}", line, before.size() - start);
}

// Receives the parser's events; the function names are nlohmann's. A function that returns false
// stops the parser.
class Builder {
 public:
  explicit Builder(std::string_view text) : text_(text) {}

  Result<JsonValue> Take() && {
    return problem_.empty() ? Result<JsonValue>(std::move(root_)) : Error{std::move(problem_)};
  }

  bool null() { return Fail("`null` has no place in a plan"); }
  bool boolean(bool value) { return Add({value}); }
  bool number_integer(std::int64_t value) { return Add({value}); }
  bool number_unsigned(std::uint64_t value) {
    constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
    return value > kMost ? Fail(fmt::format("the number {} is beyond 64 bits", value))
                         : Add({static_cast<std::int64_t>(value)});
  }
  template <typename Number>
  bool number_float(Number /*value*/, const std::string& text) {
    return Fail(fmt::format("`{}` is no integer; fractions are written as text", text));
  }
  bool string(std::string& value) { return Add({std::move(value)}); }
  template <typename Bytes>
  bool binary(const Bytes& /*value*/) {
    return Fail("binary data has no place in a plan");
  }
  bool start_object(std::size_t /*size*/) { return Open({JsonValue::Object{}}); }
  bool start_array(std::size_t /*size*/) { return Open({JsonValue::List{}}); }
  bool end_object() { return Close(); }
  bool end_array() { return Close(); }

  bool key(std::string& name) {
    auto& object = *std::get_if<JsonValue::Object>(&open_.back()->value);
    const auto same = [&](const JsonMember& member) {
      return member.name == name;
    };
    if (std::any_of(object.begin(), object.end(), same)) {
      return Fail(fmt::format("`{}` stands twice in one object", name));
    }
    if (object.size() == kMostNames) {
      return Fail(fmt::format("an object has more than {} names", kMostNames));
    }
    object.push_back({std::move(name), {}});
    return true;
  }

  template <typename Exception>
  bool parse_error(std::size_t at, const std::string& token, const Exception& /*why*/) {
    return Fail(fmt::format(
        "not JSON at {}: unexpected {}",
        PlaceOf(text_, at),
        token.empty() || token.size() > 60 ? "text" : fmt::format("`{}`", token)
    ));
  }

 private:
  bool Fail(std::string problem) {
    problem_ = std::move(problem);
    return false;
  }

  JsonValue& Place(JsonValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return root_;
    }
    if (auto* list = std::get_if<JsonValue::List>(&open_.back()->value)) {
      return list->emplace_back(std::move(value));
    }
    JsonMember& member = std::get_if<JsonValue::Object>(&open_.back()->value)->back();
    member.value = std::move(value);
    return member.value;
  }
  bool Add(JsonValue value) {
    Place(std::move(value));
    return true;
  }
  // What is open stays where it is: only the innermost container grows.
  bool Open(JsonValue value) {
    if (open_.size() == kDeepestValue) {
      return Fail(fmt::format("nested deeper than {}", kDeepestValue));
    }
    open_.push_back(&Place(std::move(value)));
    return true;
  }
  bool Close() {
    open_.pop_back();
    return true;
  }

  std::string_view text_;
  std::string problem_;
  JsonValue root_;
  std::vector<JsonValue*> open_;
};

}  // namespace

Result<JsonValue> ParseJson(std::string_view text) {
  Builder builder(text);
  nlohmann::json::sax_parse(text, &builder);
  return std::move(builder).Take();
}

}  // namespace slate::plan
