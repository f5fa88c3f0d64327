// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/plan/plan.h"

// The JSON form of plans, docs/schemas/plan.schema.json:
//
//   {"slate_plan": 1, "agreements": [{"name": …, "nodes": […]}, …]}
//
// Canonical: fields in a fixed order, attributes that have their default value left out, rationals
// and 64-bit integers as text, one declaration, node and rollup a line. Equal plans, equal bytes.
namespace slate::plan {

std::string ToJson(const Plan& plan);
std::string ToJson(std::span<const Plan> plans);

// Reads what ToJson writes and refuses everything that a runtime could stumble over: unknown fields
// and ops, ids without a node, cycles, wrong arguments. The error names the place as a JSON
// pointer.
Result<std::vector<Plan>> AllFromJson(std::string_view text);
// The same for a file of one agreement.
Result<Plan> FromJson(std::string_view text);

}  // namespace slate::plan
