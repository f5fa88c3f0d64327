// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace slate::plan {

// docs/schemas/plan.schema.json: the JSON form as JSON Schema 2020-12, made from the same tables as
// writer and reader.
std::string JsonSchema();

}  // namespace slate::plan
