// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <variant>

#include "runtime/plan/plan.h"

namespace slate::diff {

// A node made simpler without a change of meaning: another node of the plan that says the same, or
// the node with its operands in one order and its constants folded. Its parts are in normal form.
using Simpler = std::variant<plan::Node, plan::NodeId>;
Simpler Simplify(const plan::Plan& nodes, plan::Node node);

// Equal texts are equal meanings. Origins, labels and printed row labels say nothing of it.
std::string KeyOf(const plan::Node& node);
std::string KeyOf(const plan::Rollup& rollup);
// Of a declaration without its titles and doc comment.
std::string KeyOf(const plan::Input& input);
std::string KeyOf(const plan::Calendar& calendar);
std::string KeyOf(const plan::Key& key);
std::string KeyOf(const plan::Attested& attested);
std::string KeyOf(const plan::Rhythm& rhythm);
std::string KeyOf(const plan::Settle& settle);
std::string KeyOf(const plan::Right& right);

}  // namespace slate::diff
