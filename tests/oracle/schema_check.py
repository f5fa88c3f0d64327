# SPDX-License-Identifier: Apache-2.0
"""Validates plans against docs/schemas/plan.schema.json: the part of JSON Schema 2020-12 it uses.

  schema_check.py SCHEMA.json PLAN.json...
  schema_check.py --sample PLAN_SAMPLE SCHEMA.json    the plan that the program prints
"""

import json
import re
import subprocess
import sys

KNOWN = {
    "$schema",
    "$id",
    "$defs",
    "title",
    "description",
    "$ref",
    "type",
    "const",
    "enum",
    "pattern",
    "minimum",
    "maximum",
    "items",
    "minItems",
    "maxItems",
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
}
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
}


class Schema:
    def __init__(self, root):
        self.root = root

    def resolve(self, schema):
        unknown = set(schema) - KNOWN
        if unknown:
            raise ValueError(f"the schema uses {sorted(unknown)}, which this check does not know")
        if "$ref" not in schema:
            return schema
        found = self.root
        for part in schema["$ref"].lstrip("#/").split("/"):
            found = found[part]
        return self.resolve(found)

    def problems(self, value, schema, pointer=""):
        schema = self.resolve(schema)
        yield from self.scalar_problems(value, schema, pointer)
        if isinstance(value, list):
            yield from self.list_problems(value, schema, pointer)
        if isinstance(value, dict):
            yield from self.object_problems(value, schema, pointer)

    @staticmethod
    def scalar_problems(value, schema, pointer):
        kind = schema.get("type")
        is_truth = isinstance(value, bool)
        if kind and (not isinstance(value, TYPES[kind]) or is_truth != (kind == "boolean")):
            yield f"{pointer}: not of type {kind}"
            return
        if "const" in schema and value != schema["const"]:
            yield f"{pointer}: not {schema['const']}"
        if "enum" in schema and value not in schema["enum"]:
            yield f"{pointer}: {value!r} is none of {schema['enum']}"
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{pointer}: {value!r} does not match {schema['pattern']}"
        if kind == "integer" and not (
            schema.get("minimum", value) <= value <= schema.get("maximum", value)
        ):
            yield f"{pointer}: {value} is out of range"

    def list_problems(self, value, schema, pointer):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{pointer}: {len(value)} items"
        for at, item in enumerate(value):
            yield from self.problems(item, schema.get("items", {}), f"{pointer}/{at}")

    def object_problems(self, value, schema, pointer):
        properties = schema.get("properties", {})
        if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value)):
            yield f"{pointer}: {len(value)} properties"
        for name in schema.get("required", []):
            if name not in value:
                yield f"{pointer}: `{name}` is missing"
        for name, item in value.items():
            if name in properties:
                yield from self.problems(item, properties[name], f"{pointer}/{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{pointer}: `{name}` is not known"
            elif isinstance(schema.get("additionalProperties"), dict):
                yield from self.problems(item, schema["additionalProperties"], f"{pointer}/{name}")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    if arguments[0] == "--sample":
        sample = subprocess.run([arguments[1], "plan"], capture_output=True, check=True).stdout
        schema, plans = Schema(load(arguments[2])), {"sample": json.loads(sample)}
    else:
        schema, plans = Schema(load(arguments[0])), {path: load(path) for path in arguments[1:]}
    found = [
        f"{path}: {problem}"
        for path, plan in plans.items()
        for problem in schema.problems(plan, schema.root)
    ]
    print("\n".join(found) or "valid")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
