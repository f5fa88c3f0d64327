// SPDX-License-Identifier: Apache-2.0
#include <string_view>
#include <tuple>
#include <type_traits>

#include <fmt/format.h>

#include "compiler/diff/normal_form.h"
#include "runtime/base/overloaded.h"
#include "runtime/plan/kinds.h"

namespace slate::diff {

namespace {

using exact::Rational;

// Writes parts of a plan so that different ones have different texts.
class KeyWriter {
 public:
  std::string Take() { return std::move(text_); }

  template <typename T>
  void Put(const T& part) {
    if constexpr (std::is_same_v<T, plan::Type>) {
      PutType(part);
    } else if constexpr (std::is_same_v<T, std::string>) {
      text_ += fmt::format("{}:{}", part.size(), part);
    } else if constexpr (std::is_same_v<T, Rational>) {
      text_ += part.ToString() + ';';
    } else if constexpr (std::is_same_v<T, plan::Constant>) {
      PutConstant(part);
    } else if constexpr (plan::Id<T> || std::is_enum_v<T>) {
      text_ += fmt::format("{};", static_cast<std::int64_t>(part));
    } else if constexpr (std::is_integral_v<T>) {
      text_ += fmt::format("{};", part);
    } else {
      PutMany(part);
    }
  }

 private:
  template <typename T>
  void PutMany(const T& part) {
    if constexpr (plan::IsVector<T>::value) {
      text_ += fmt::format("[{};", part.size());
      for (const auto& item : part) {
        Put(item);
      }
    } else if constexpr (plan::IsOptional<T>::value) {
      text_ += part ? '+' : '-';
      if (part) {
        Put(*part);
      }
    } else if constexpr (plan::Described<T>) {
      std::apply(
          [&](const auto&... field) { (PutField(part, field), ...); },
          Fields(static_cast<const T*>(nullptr))
      );
    } else {
      Put(part.first);
      Put(part.second);
    }
  }

  template <typename S, typename F>
  void PutField(const S& part, const F& field) {
    // The label of a node says nothing, that of a member is its name.
    const bool is_label = field.name == "label" && !std::is_same_v<S, plan::Key::Entry>;
    const bool says_nothing = field.role == plan::Role::kOrigin || is_label ||
                              field.name == "printed" || field.name == "title" ||
                              field.name == "doc";
    if constexpr (!std::is_same_v<
                      std::remove_cvref_t<decltype(part.*field.member)>,
                      std::optional<plan::Origin>>) {
      if (!says_nothing) {
        Put(part.*field.member);
      }
    }
  }

  // What is promised of a number (`share`, `T?`) follows from how it is made.
  void PutType(const plan::Type& type) {
    text_ += fmt::format("{}{}", static_cast<int>(type.kind), type.key);
    for (const auto& [name, exponent] : type.unit) {
      text_ += fmt::format("{}^{}", name, exponent);
    }
    text_ += ';';
  }

  void PutConstant(const plan::Constant& constant) {
    text_ += fmt::format("{}=", constant.index());
    std::visit(
        Overloaded{
            [](plan::Undefined) {},
            [&](const Rational& x) { Put(x); },
            [&](bool x) { Put(x); },
            [&](plan::Instant x) { Put(x.ns); },
            [&](const plan::LocalInstant& x) {
              Put(x.day);
              Put(x.time_of_day);
            },
            [&](plan::Date x) { Put(x.day); },
            [&](const std::string& x) { Put(x); },
            [&](const plan::Member& x) {
              Put(x.label);
            }},
        constant
    );
  }

  std::string text_;
};

template <typename T>
std::string Written(const T& part) {
  KeyWriter writer;
  writer.Put(part);
  return writer.Take();
}

}  // namespace

std::string KeyOf(const plan::Node& node) {
  return Written(node);
}
std::string KeyOf(const plan::Rollup& rollup) {
  return Written(rollup);
}
std::string KeyOf(const plan::Input& input) {
  // Node ids of the declaration are compared by who knows their plan.
  plan::Input plain = input;
  for (auto& [column, value] : plain.filled) {
    value = plan::NodeId{};
  }
  if (plain.pending_until) {
    plain.pending_until = plan::NodeId{};
  }
  return Written(plain);
}
std::string KeyOf(const plan::Calendar& calendar) {
  return Written(calendar);
}
std::string KeyOf(const plan::Key& key) {
  return Written(key);
}
std::string KeyOf(const plan::Attested& attested) {
  return Written(attested);
}
std::string KeyOf(const plan::Rhythm& rhythm) {
  return Written(rhythm);
}
std::string KeyOf(const plan::Settle& settle) {
  return Written(settle);
}
std::string KeyOf(const plan::Right& right) {
  return Written(right);
}

}  // namespace slate::diff
