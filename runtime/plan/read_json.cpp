// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <limits>
#include <tuple>

#include <fmt/format.h>

#include "runtime/plan/json.h"
#include "runtime/plan/json_value.h"
#include "runtime/plan/kinds.h"
#include "runtime/plan/names.h"
#include "runtime/plan/validate.h"

namespace slate::plan {

namespace {

using Object = JsonValue::Object;
using List = JsonValue::List;

constexpr std::size_t kLongestNumber = 4096;

const JsonValue* Find(const Object& object, std::string_view name) {
  const auto found = std::find_if(object.begin(), object.end(), [&](const JsonMember& member) {
    return member.name == name;
  });
  return found == object.end() ? nullptr : &found->value;
}

// Fills plan structs from JSON. Stops taking anything in at the first failure.
class Reader {
 public:
  bool failed() const { return !problem_.empty(); }
  Error error() const { return {problem_}; }

  void File(const JsonValue& json, std::vector<Plan>& plans) {
    const auto* object = Expect<Object>(json, "an object");
    if (object == nullptr) {
      return;
    }
    const JsonValue* version = Find(*object, "slate_plan");
    const JsonValue* agreements = Find(*object, "agreements");
    if (version == nullptr || agreements == nullptr || object->size() != 2) {
      Fail("a plan is {\"slate_plan\": 1, \"agreements\": […]}");
      return;
    }
    In("slate_plan", [&] { Version(*version); });
    In("agreements", [&] {
      EachItem(*agreements, [&](const JsonValue& item) { Agreement(item, plans.emplace_back()); });
    });
  }

 private:
  void Fail(std::string_view sentence) {
    if (!failed()) {
      std::string pointer;
      for (const std::string& part : path_) {
        pointer += '/' + part;
      }
      problem_ = fmt::format("{}: {}", pointer.empty() ? "the plan" : pointer, sentence);
    }
  }

  template <typename F>
  void In(std::string part, F&& read) {
    if (!failed()) {
      path_.push_back(std::move(part));
      read();
      path_.pop_back();
    }
  }

  template <typename T>
  const T* Expect(const JsonValue& json, std::string_view what) {
    const T* value = json.As<T>();
    if (value == nullptr) {
      Fail(fmt::format("this is not {}", what));
    }
    return value;
  }

  template <typename F>
  void EachItem(const JsonValue& json, F&& read) {
    if (const auto* list = Expect<List>(json, "a list")) {
      for (std::size_t i = 0; i < list->size() && !failed(); ++i) {
        In(fmt::format("{}", i), [&] { read((*list)[i]); });
      }
    }
  }

  void Version(const JsonValue& json) {
    const auto* version = Expect<std::int64_t>(json, "a number");
    if (version != nullptr && *version != kPlanVersion) {
      Fail(fmt::format("the plan has version {}, this tool reads {}", *version, kPlanVersion));
    }
  }

  void Agreement(const JsonValue& json, Plan& plan) {
    const auto* object = Expect<Object>(json, "an object");
    if (object == nullptr) {
      return;
    }
    node_count_ = CountOf(*object, "nodes");
    rollup_count_ = CountOf(*object, "rollups");
    Struct(*object, plan);
  }

  // A later version has nodes of its own. It is read last of its agreement's fields or before them.
  void Amended(const JsonValue& json, Plan& plan) {
    const auto outer = std::pair(node_count_, rollup_count_);
    Agreement(json, plan);
    std::tie(node_count_, rollup_count_) = outer;
    if (!plan.amendment || !plan.amended.empty()) {
      Fail("a later version says which amendment made it, and has no versions of its own");
    }
  }

  static std::size_t CountOf(const Object& object, std::string_view name) {
    const JsonValue* json = Find(object, name);
    const List* list = json == nullptr ? nullptr : json->As<List>();
    return list == nullptr ? 0 : list->size();
  }

  template <typename S>
  void Struct(const Object& object, S& out, std::string_view skip = {}) {
    const auto fields = Fields(static_cast<const S*>(nullptr));
    for (const JsonMember& member : object) {
      const auto take = [&](const auto& field) {
        if (field.name != member.name) {
          return false;
        }
        In(member.name, [&] { Value(member.value, out.*field.member); });
        return true;
      };
      const bool known = std::apply([&](const auto&... f) { return (take(f) || ...); }, fields);
      if (!known && member.name != skip) {
        Fail(fmt::format("unknown field `{}`", member.name));
      }
    }
    const auto demand = [&](const auto& field) {
      if (field.role == Role::kRequired && Find(object, field.name) == nullptr) {
        Fail(fmt::format("the field `{}` is missing", field.name));
      }
    };
    std::apply([&](const auto&... field) { (demand(field), ...); }, fields);
  }

  template <typename T>
  void Value(const JsonValue& json, T& out) {
    if constexpr (std::is_same_v<T, Plan>) {
      Amended(json, out);
    } else if constexpr (Described<T>) {
      if (const auto* object = Expect<Object>(json, "an object")) {
        Struct(*object, out);
      }
    } else if constexpr (NamedEnum<T>) {
      Enumerator(json, out);
    } else if constexpr (IsOptional<T>::value) {
      Value(json, out.emplace());
    } else if constexpr (IsVector<T>::value) {
      EachItem(json, [&](const JsonValue& item) { Value(item, out.emplace_back()); });
    } else if constexpr (IsIdMap<T>::value) {
      Table(json, out);
    } else if constexpr (IsNamed<T>::value) {
      Named(json, out);
    } else {
      Scalar(json, out);
    }
  }

  template <typename E>
  void Enumerator(const JsonValue& json, E& out) {
    if (const auto* text = Expect<std::string>(json, "a text")) {
      const auto value = FromName<E>(*text);
      if (!value) {
        Fail(fmt::format("there is no `{}` here", *text));
      }
      out = value.value_or(out);
    }
  }

  template <typename Id, typename T>
  void Table(const JsonValue& json, IdMap<Id, T>& out) {
    EachItem(json, [&](const JsonValue& item) {
      const auto* object = Expect<Object>(item, "an object");
      if (object == nullptr) {
        return;
      }
      const JsonValue* id = Find(*object, "id");
      const auto* number = id == nullptr ? nullptr : id->As<std::int64_t>();
      if (number == nullptr || *number != static_cast<std::int64_t>(out.size())) {
        Fail(fmt::format("`id` is not the place in the list, {}", out.size()));
        return;
      }
      T read{};
      Struct(*object, read, "id");
      out.Add(std::move(read));
    });
  }

  template <typename T>
  void Named(const JsonValue& json, std::pair<std::string, T>& out) {
    const auto* object = Expect<Object>(json, "an object");
    if (object == nullptr) {
      return;
    }
    const JsonValue* name = Find(*object, "name");
    const JsonValue* value = Find(*object, "value");
    if (name == nullptr || value == nullptr || object->size() != 2) {
      Fail("this is not {\"name\": …, \"value\": …}");
      return;
    }
    In("name", [&] { Value(*name, out.first); });
    In("value", [&] { Value(*value, out.second); });
  }

  template <typename T>
  void Whole(const JsonValue& json, T& out, std::int64_t least, std::int64_t most) {
    if (const auto* number = Expect<std::int64_t>(json, "an integer")) {
      if (*number < least || *number > most) {
        Fail(fmt::format("{} is not between {} and {}", *number, least, most));
        return;
      }
      out = static_cast<T>(*number);
    }
  }

  template <Id T>
  void Scalar(const JsonValue& json, T& out) {
    constexpr bool kNode = std::is_same_v<T, NodeId>;
    const std::size_t count = kNode ? node_count_ : rollup_count_;
    const auto* number =
        Expect<std::int64_t>(json, kNode ? "the id of a node" : "the id of a rollup");
    if (number != nullptr && (*number < 0 || static_cast<std::uint64_t>(*number) >= count)) {
      Fail(fmt::format("there is no {} {}", kNode ? "node" : "rollup", *number));
    } else if (number != nullptr) {
      out = static_cast<T>(*number);
    }
  }

  void Scalar(const JsonValue& json, bool& out) {
    if (const auto* value = Expect<bool>(json, "true or false")) {
      out = *value;
    }
  }
  void Scalar(const JsonValue& json, std::uint8_t& out) { Whole(json, out, 0, 255); }
  void Scalar(const JsonValue& json, std::int32_t& out) {
    Whole(
        json,
        out,
        std::numeric_limits<std::int32_t>::min(),
        std::numeric_limits<std::int32_t>::max()
    );
  }
  void Scalar(const JsonValue& json, std::string& out) {
    if (const auto* text = Expect<std::string>(json, "a text")) {
      out = *text;
    }
  }
  void Scalar(const JsonValue& json, std::int64_t& out) {
    const auto* text = Expect<std::string>(json, "an integer written as text");
    if (text == nullptr) {
      return;
    }
    const char* const end = text->data() + text->size();
    std::int64_t value = 0;
    const auto result = std::from_chars(text->data(), end, value);
    if (result.ec != std::errc{} || result.ptr != end || fmt::format("{}", value) != *text) {
      Fail(fmt::format("`{}` is no integer of 64 bits", text->substr(0, 40)));
    }
    out = value;
  }
  void Scalar(const JsonValue& json, Rational& out) {
    const auto* text = Expect<std::string>(json, "a fraction written as text");
    if (text == nullptr) {
      return;
    }
    const auto value = text->size() > kLongestNumber ? std::nullopt : Rational::FromFraction(*text);
    if (!value) {
      Fail(fmt::format("`{}` is no fraction in lowest terms", text->substr(0, 40)));
      return;
    }
    out = *value;
  }

  void Scalar(const JsonValue& json, Origin& out) {
    const auto* list = Expect<List>(json, "a list");
    constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
    if (list == nullptr || list->size() != 3) {
      Fail("an origin is [file, begin, end]");
      return;
    }
    Whole((*list)[0], out.file, 0, kMost);
    Whole((*list)[1], out.begin, 0, kMost);
    Whole((*list)[2], out.end, 0, kMost);
  }
  void Scalar(const JsonValue& json, std::pair<std::int64_t, std::int64_t>& out) {
    const auto* list = Expect<List>(json, "a list");
    if (list == nullptr || list->size() != 2) {
      Fail("this is not [from, to]");
      return;
    }
    Scalar((*list)[0], out.first);
    Scalar((*list)[1], out.second);
  }
  void Scalar(const JsonValue& json, std::pair<std::int32_t, std::optional<std::int32_t>>& out) {
    const auto* list = Expect<List>(json, "a list");
    if (list == nullptr || list->empty() || list->size() > 2) {
      Fail("a term is [first day] or [first day, last day]");
      return;
    }
    Scalar((*list)[0], out.first);
    if (list->size() == 2) {
      Scalar((*list)[1], out.second.emplace());
    }
  }
  void Scalar(const JsonValue& json, Unit& out) {
    const auto* object = Expect<Object>(json, "an object");
    if (object == nullptr) {
      return;
    }
    for (const JsonMember& member : *object) {
      In(member.name, [&] {
        int& exponent = out[member.name];
        Whole(member.value, exponent, -99, 99);
        if (exponent == 0) {
          Fail("an exponent is not zero");
        }
      });
    }
  }

  void Scalar(const JsonValue& json, Constant& out) {
    const auto* object = Expect<Object>(json, "an object");
    if (object == nullptr || object->size() != 1) {
      Fail("a constant is one of number, bool, instant, local, date, text, member");
      return;
    }
    const JsonMember& only = object->front();
    In(only.name, [&] { Tagged(only, out); });
  }
  void Tagged(const JsonMember& only, Constant& out) {
    if (only.name == "number") {
      Value(only.value, out.emplace<Rational>());
    } else if (only.name == "bool") {
      Value(only.value, out.emplace<bool>());
    } else if (only.name == "instant") {
      Value(only.value, out.emplace<Instant>().ns);
    } else if (only.name == "local") {
      Value(only.value, out.emplace<LocalInstant>());
    } else if (only.name == "date") {
      Value(only.value, out.emplace<Date>().day);
    } else if (only.name == "text") {
      Value(only.value, out.emplace<std::string>());
    } else if (only.name == "member") {
      Value(only.value, out.emplace<Member>().label);
    } else {
      Fail("a constant is one of number, bool, instant, local, date, text, member");
    }
  }

  std::string problem_;
  std::vector<std::string> path_;
  std::size_t node_count_ = 0;
  std::size_t rollup_count_ = 0;
};

}  // namespace

Result<std::vector<Plan>> AllFromJson(std::string_view text) {
  Result<JsonValue> json = ParseJson(text);
  if (!json) {
    return json.error();
  }
  std::vector<Plan> plans;
  Reader reader;
  reader.File(*json, plans);
  if (reader.failed()) {
    return reader.error();
  }
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (const auto problem = Validate(plans[i])) {
      return Error{fmt::format("/agreements/{}{}", i, problem->message)};
    }
  }
  return plans;
}

Result<Plan> FromJson(std::string_view text) {
  Result<std::vector<Plan>> plans = AllFromJson(text);
  if (!plans) {
    return plans.error();
  }
  if (plans->size() != 1) {
    return Error{fmt::format("the plan holds {} agreements, not one", plans->size())};
  }
  return std::move(std::move(plans).value().front());
}

}  // namespace slate::plan
