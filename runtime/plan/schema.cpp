// SPDX-License-Identifier: Apache-2.0
#include "runtime/plan/schema.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "runtime/plan/kinds.h"
#include "runtime/plan/names.h"

namespace slate::plan {

namespace {

template <typename S>
struct Struct {
  std::string_view name;
};

// The structs of a plan and their names under `$defs`.
constexpr auto kStructs = std::tuple{
    Struct<Plan>{"agreement"},
    Struct<Party>{"party"},
    Struct<Key>{"key"},
    Struct<Key::Entry>{"key_member"},
    Struct<Calendar>{"calendar"},
    Struct<Calendar::Hours>{"hours"},
    Struct<Calendar::Days>{"days"},
    Struct<Input>{"input"},
    Struct<Column>{"column"},
    Struct<Given>{"given"},
    Struct<TimelineStep>{"timeline_step"},
    Struct<Attested>{"attested"},
    Struct<Definition>{"definition"},
    Struct<Objective>{"objective"},
    Struct<Objective::Let>{"let"},
    Struct<Objective::Reliance>{"reliance"},
    Struct<Objective::Reliance::Figure>{"figure"},
    Struct<Settle>{"settle"},
    Struct<Settle::Part>{"settle_part"},
    Struct<Settle::Part::Term>{"settle_term"},
    Struct<Step>{"step"},
    Struct<Right>{"right"},
    Struct<Duty>{"duty"},
    Struct<Opening>{"opening"},
    Struct<Amendment>{"amendment"},
    Struct<Example>{"example"},
    Struct<Fact>{"fact"},
    Struct<ExampleData>{"example_data"},
    Struct<DataRow>{"data_row"},
    Struct<Expectation>{"expectation"},
    Struct<Rollup>{"rollup"},
    Struct<Rollup::Scope>{"scope"},
    Struct<Node>{"node"},
    Struct<TableRow>{"table_row"},
    Struct<Rung>{"rung"},
    Struct<Bound>{"bound"},
    Struct<Type>{"type"},
    Struct<Rhythm>{"rhythm"},
    Struct<LocalInstant>{"local_instant"}};

constexpr std::string_view kInt64 = R"({"type": "string", "pattern": "^(0|-?[1-9][0-9]*)$"})";
constexpr std::string_view kFraction =
    R"({"type": "string", "pattern": "^(0|-?[1-9][0-9]*)(/[1-9][0-9]*)?$"})";

template <typename T>
std::string SchemaOf(const T* type);

std::string Ref(std::string_view name) {
  return fmt::format("{{\"$ref\": \"#/$defs/{}\"}}", name);
}

std::string Items(std::string_view item) {
  return fmt::format("{{\"type\": \"array\", \"items\": {}}}", item);
}

std::string Integer(std::int64_t least, std::int64_t most) {
  return fmt::format("{{\"type\": \"integer\", \"minimum\": {}, \"maximum\": {}}}", least, most);
}

std::string ScalarSchema(const bool* /*of*/) {
  return R"({"type": "boolean"})";
}
std::string ScalarSchema(const std::uint8_t* /*of*/) {
  return Integer(0, 255);
}
std::string ScalarSchema(const std::int32_t* /*of*/) {
  return Integer(INT32_MIN, INT32_MAX);
}
std::string ScalarSchema(const std::int64_t* /*of*/) {
  return Ref("int64");
}
std::string ScalarSchema(const std::string* /*of*/) {
  return R"({"type": "string"})";
}
std::string ScalarSchema(const Rational* /*of*/) {
  return Ref("fraction");
}
std::string ScalarSchema(const NodeId* /*of*/) {
  return Ref("id");
}
std::string ScalarSchema(const RollupId* /*of*/) {
  return Ref("id");
}
std::string ScalarSchema(const Constant* /*of*/) {
  return Ref("constant");
}
std::string ScalarSchema(const Origin* /*of*/) {
  return fmt::format(
      R"({{"type": "array", "items": {}, "minItems": 3, "maxItems": 3}})", Integer(0, UINT32_MAX)
  );
}
std::string ScalarSchema(const Unit* /*of*/) {
  return fmt::format(R"({{"type": "object", "additionalProperties": {}}})", Integer(-99, 99));
}
std::string ScalarSchema(const std::pair<std::int64_t, std::int64_t>* /*of*/) {
  return fmt::format(
      R"({{"type": "array", "items": {}, "minItems": 2, "maxItems": 2}})", Ref("int64")
  );
}
std::string ScalarSchema(const std::pair<std::int32_t, std::optional<std::int32_t>>* /*of*/) {
  return fmt::format(
      R"({{"type": "array", "items": {}, "minItems": 1, "maxItems": 2}})",
      Integer(INT32_MIN, INT32_MAX)
  );
}

template <typename E>
std::string EnumSchema() {
  std::string names;
  for (const Name<E>& name : NamesOf<E>()) {
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", name.text);
  }
  return fmt::format("{{\"enum\": [{}]}}", names);
}

template <typename T>
std::string NamedSchema(const std::pair<std::string, T>* /*of*/) {
  return fmt::format(
      R"({{"type": "object", "properties": {{"name": {{"type": "string"}}, "value": {}}}, )"
      R"("required": ["name", "value"], "additionalProperties": false}})",
      SchemaOf(static_cast<const T*>(nullptr))
  );
}

// An object with one line for each property.
template <typename S>
std::string StructSchema(const S* type, std::string_view id = {}) {
  std::string properties = id.empty() ? "" : fmt::format("\n        \"id\": {}", id);
  std::string required = id.empty() ? "" : "\"id\"";
  const auto add = [&](const auto& field) {
    using Part = std::remove_cvref_t<decltype(std::declval<S>().*field.member)>;
    properties += fmt::format(
        "{}\n        \"{}\": {}",
        properties.empty() ? "" : ",",
        field.name,
        SchemaOf(static_cast<const Part*>(nullptr))
    );
    if (field.role == Role::kRequired) {
      required += fmt::format("{}\"{}\"", required.empty() ? "" : ", ", field.name);
    }
  };
  std::apply([&](const auto&... field) { (add(field), ...); }, Fields(type));
  return fmt::format(
      "{{\n      \"type\": \"object\",\n      \"properties\": {{{}\n      }},\n      "
      "\"required\": [{}],\n      \"additionalProperties\": false\n    }}",
      properties,
      required
  );
}

template <typename T>
std::string SchemaOf(const T* type) {
  if constexpr (Described<T>) {
    return Ref(std::get<Struct<T>>(kStructs).name);
  } else if constexpr (NamedEnum<T>) {
    return EnumSchema<T>();
  } else if constexpr (IsOptional<T>::value) {
    return SchemaOf(static_cast<const typename T::value_type*>(nullptr));
  } else if constexpr (IsVector<T>::value) {
    return Items(SchemaOf(static_cast<const typename T::value_type*>(nullptr)));
  } else if constexpr (IsIdMap<T>::value) {
    using Item = std::remove_cvref_t<decltype(*std::declval<T>().begin())>;
    return Items(Ref(std::get<Struct<Item>>(kStructs).name));
  } else if constexpr (IsNamed<T>::value) {
    return NamedSchema(type);
  } else {
    return ScalarSchema(type);
  }
}

// Nodes and rollups carry their id; other structs have none.
template <typename S>
std::string DefinitionText(const Struct<S>& named) {
  constexpr bool kHasId = std::is_same_v<S, Node> || std::is_same_v<S, Rollup>;
  const S* type = nullptr;
  return fmt::format(
      ",\n    \"{}\": {}", named.name, StructSchema(type, kHasId ? Ref("id") : std::string())
  );
}

std::string ConstantSchema() {
  constexpr std::string_view kText = R"({"type": "string"})";
  const std::array<std::pair<std::string_view, std::string>, 7> kinds = {{
      {"number", Ref("fraction")},
      {"bool", R"({"type": "boolean"})"},
      {"instant", Ref("int64")},
      {"local", Ref("local_instant")},
      {"date", Integer(INT32_MIN, INT32_MAX)},
      {"text", std::string(kText)},
      {"member", std::string(kText)},
  }};
  std::string properties;
  for (const auto& [name, schema] : kinds) {
    properties +=
        fmt::format("{}\n        \"{}\": {}", properties.empty() ? "" : ",", name, schema);
  }
  return fmt::format(
      "{{\n      \"type\": \"object\",\n      \"properties\": {{{}\n      }},\n      "
      "\"minProperties\": 1,\n      \"maxProperties\": 1,\n      "
      "\"additionalProperties\": false\n    }}",
      properties
  );
}

}  // namespace

std::string JsonSchema() {
  std::string text = fmt::format(
      R"({{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://slate.example/schemas/plan.schema.json",
  "title": "Slate evaluation plan",
  "description": "What runtime/plan/plan.h describes. Attributes with their default value are left out; ids are places in the lists nodes and rollups; times are ns since 1970-01-01T00:00Z, dates days since 1970-01-01.",
  "type": "object",
  "properties": {{
    "slate_plan": {{"const": {}}},
    "agreements": {{"type": "array", "items": {{"$ref": "#/$defs/agreement"}}}}
  }},
  "required": ["slate_plan", "agreements"],
  "additionalProperties": false,
  "$defs": {{
    "id": {},
    "int64": {},
    "fraction": {},
    "constant": {})",
      kPlanVersion,
      Integer(0, UINT32_MAX),
      kInt64,
      kFraction,
      ConstantSchema()
  );
  std::apply([&](const auto&... named) { ((text += DefinitionText(named)), ...); }, kStructs);
  return text + "\n  }\n}\n";
}

}  // namespace slate::plan
