// SPDX-License-Identifier: Apache-2.0
#include "runtime/plan/write_json.h"

#include <fmt/format.h>

#include "runtime/base/overloaded.h"
#include "runtime/plan/json.h"
#include "runtime/plan/kinds.h"
#include "runtime/plan/names.h"

namespace slate::plan {

namespace {

// Whether a field says no more than a new object would.
template <typename T>
bool IsDefault(const T& value, const T& fresh) {
  if constexpr (IsVector<T>::value) {
    return value.empty();
  } else if constexpr (IsIdMap<T>::value) {
    return value.size() == 0;
  } else if constexpr (IsOptional<T>::value) {
    return !value.has_value();
  } else if constexpr (std::is_same_v<T, Party>) {
    return value.name.empty() && value.title.empty();
  } else {
    return value == fresh;
  }
}

class Writer {
 public:
  explicit Writer(Origins origins) : origins_(origins) {}
  std::string Take() { return std::move(out_); }

  // Each field on its own line, and each element of a list.
  void Agreement(const Plan& plan) {
    out_ += "    {";
    bool first = true;
    EachField(plan, [&](std::string_view name, const auto& value) {
      out_ += first ? "\n      " : ",\n      ";
      first = false;
      String(name);
      out_ += ": ";
      Lines(value);
    });
    out_ += "\n    }";
  }

 private:
  template <typename S, typename F>
  void EachField(const S& value, F&& f) {
    const S fresh{};
    const auto visit = [&](const auto& field) {
      const bool dropped = field.role == Role::kOrigin && origins_ == Origins::kDrop;
      const auto& part = value.*field.member;
      if (!dropped && (field.role == Role::kRequired || !IsDefault(part, fresh.*field.member))) {
        f(field.name, part);
      }
    };
    std::apply([&](const auto&... field) { (visit(field), ...); }, Fields(&value));
  }

  template <typename T>
  void Lines(const T& value) {
    if constexpr (IsIdMap<T>::value || IsVector<T>::value) {
      out_ += '[';
      std::size_t at = 0;
      for (const auto& item : value) {
        out_ += at == 0 ? "\n        " : ",\n        ";
        if constexpr (IsIdMap<T>::value) {
          Object(item, fmt::format("\"id\": {}", at));
        } else {
          Value(item);
        }
        ++at;
      }
      out_ += "\n      ]";
    } else {
      Value(value);
    }
  }

  template <typename S>
  void Object(const S& value, std::string_view head = {}) {
    out_ += '{';
    out_ += head;
    bool first = head.empty();
    EachField(value, [&](std::string_view name, const auto& part) {
      out_ += first ? "" : ", ";
      first = false;
      String(name);
      out_ += ": ";
      Value(part);
    });
    out_ += '}';
  }

  template <typename T>
  void Value(const T& value) {
    if constexpr (std::is_same_v<T, Plan>) {
      Agreement(value);
    } else if constexpr (Described<T>) {
      Object(value);
    } else if constexpr (Id<T>) {
      out_ += fmt::format("{}", Index(value));
    } else if constexpr (NamedEnum<T>) {
      String(NameOf(value));
    } else if constexpr (IsOptional<T>::value) {
      Value(*value);
    } else if constexpr (IsVector<T>::value) {
      List(value);
    } else if constexpr (IsNamed<T>::value) {
      out_ += "{\"name\": ";
      String(value.first);
      out_ += ", \"value\": ";
      Value(value.second);
      out_ += '}';
    } else {
      Scalar(value);
    }
  }

  template <typename T>
  void List(const std::vector<T>& items) {
    out_ += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
      out_ += i == 0 ? "" : ", ";
      Value(items[i]);
    }
    out_ += ']';
  }

  void Scalar(bool value) { out_ += value ? "true" : "false"; }
  void Scalar(std::uint8_t value) { out_ += fmt::format("{}", value); }
  void Scalar(std::int32_t value) { out_ += fmt::format("{}", value); }
  void Scalar(std::int64_t value) { out_ += fmt::format("\"{}\"", value); }
  void Scalar(const std::string& value) { String(value); }
  void Scalar(const Rational& value) { String(value.ToString()); }
  void Scalar(const Origin& value) {
    out_ += fmt::format("[{}, {}, {}]", value.file, value.begin, value.end);
  }
  void Scalar(const std::pair<std::int64_t, std::int64_t>& value) {
    out_ += fmt::format("[\"{}\", \"{}\"]", value.first, value.second);
  }
  void Scalar(const std::pair<std::int32_t, std::optional<std::int32_t>>& value) {
    out_ += value.second ? fmt::format("[{}, {}]", value.first, *value.second)
                         : fmt::format("[{}]", value.first);
  }
  void Scalar(const Unit& value) {
    out_ += '{';
    for (bool first = true; const auto& [dimension, exponent] : value) {
      out_ += first ? "" : ", ";
      first = false;
      String(dimension);
      out_ += fmt::format(": {}", exponent);
    }
    out_ += '}';
  }
  void Scalar(const Constant& value) {
    const auto tagged = [&](std::string_view tag, const auto& part) {
      out_ += fmt::format("{{\"{}\": ", tag);
      Value(part);
      out_ += '}';
    };
    std::visit(
        Overloaded{
            [&](Undefined) { out_ += "{}"; },
            [&](const Rational& x) { tagged("number", x); },
            [&](bool x) { tagged("bool", x); },
            [&](Instant x) { tagged("instant", x.ns); },
            [&](const LocalInstant& x) { tagged("local", x); },
            [&](Date x) { tagged("date", x.day); },
            [&](const std::string& x) { tagged("text", x); },
            [&](const Member& x) {
              tagged("member", x.label);
            }},
        value
    );
  }

  void String(std::string_view text) {
    out_ += '"';
    for (const char c : text) {
      if (c == '"' || c == '\\') {
        out_ += '\\';
        out_ += c;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        out_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
      } else {
        out_ += c;
      }
    }
    out_ += '"';
  }

  Origins origins_;
  std::string out_;
};

}  // namespace

std::string AgreementJson(const Plan& plan, Origins origins) {
  Writer writer(origins);
  writer.Agreement(plan);
  return writer.Take();
}

std::string ToJson(std::span<const Plan> plans) {
  std::string out = fmt::format("{{\n  \"slate_plan\": {},\n  \"agreements\": [", kPlanVersion);
  for (bool first = true; const Plan& plan : plans) {
    out += first ? "\n" : ",\n";
    first = false;
    out += AgreementJson(plan, Origins::kKeep);
  }
  return out + "\n  ]\n}\n";
}

std::string ToJson(const Plan& plan) {
  return ToJson(std::span(&plan, 1));
}

}  // namespace slate::plan
