// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "compiler/resolve/effective.h"

namespace slate::resolve {

// The amendments of an agreement and of what it stands under, by date, in force in this version or
// not.
std::vector<Sited<ast::Amendment>> AllAmendments(
    const Program& program, const EffectiveAgreement& agreement
);

}  // namespace slate::resolve
