// SPDX-License-Identifier: Apache-2.0
#include "runtime/plan/case_columns.h"

namespace slate::plan {

CaseColumns CaseColumnsOf(const Input& input) {
  CaseColumns found;
  for (std::size_t i = 0; i < input.columns.size(); ++i) {
    const Column& column = input.columns[i];
    if (column.type.kind != Type::Kind::kInstant) {
      continue;
    }
    if (!found.opens && column.fold == Column::Fold::kFirst && !column.type.optional) {
      found.opens = i;
    }
    if (!found.closes && column.fold == Column::Fold::kLast && column.type.optional) {
      found.closes = i;
    }
  }
  return found;
}

}  // namespace slate::plan
