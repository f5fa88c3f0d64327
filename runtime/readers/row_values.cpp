// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/row_values.h"

#include <fmt/format.h>

#include "runtime/readers/kinds.h"

namespace slate::readers {

RowValues::RowValues(const plan::Input& input) : input_(input) {
  values_.resize(input.columns.size());
  multiples_.resize(input.columns.size(), 1);
}

std::optional<RowProblem> RowValues::Read(const Record& record, BoundSource& source) {
  for (Cell& cell : values_) {
    cell.valid = false;
  }
  for (BoundColumn& bound : source.columns) {
    static const Field kNoField;
    const Field& field = bound.wanted ? record.fields[*bound.wanted] : kNoField;
    Cell& cell = values_[bound.column];
    multiples_[bound.column] = bound.multiple;
    RowProblem problem{.problem = {}, .wanted = bound.wanted};
    if (!bound.reader.Read(field, cell, problem.problem)) {
      return problem;
    }
    const plan::Column& column = input_.columns[bound.column];
    if (!cell.valid && !column.type.optional) {
      problem.problem = {&kValueMissing, fmt::format("`{}` has no value", column.name)};
      return problem;
    }
  }
  return std::nullopt;
}

void RowValues::AppendTo(std::vector<ColumnBuilder>& builders) const {
  for (std::size_t i = 0; i < builders.size(); ++i) {
    builders[i].Append(values_[i], multiples_[i]);
  }
}

void AppendBlock(
    const RowRange& rows, const BoundSource& source, std::vector<ColumnBuilder>& builders
) {
  std::vector<bool> bound(builders.size());
  for (std::size_t i = 0; i < source.columns.size(); ++i) {
    const BoundColumn& column = source.columns[i];
    const RowBlock& block = rows.block;
    builders[column.column].AppendBlock(
        block.cells[i], rows.from, rows.to, column.multiple, *block.codes[i]
    );
    bound[column.column] = true;
  }
  for (std::size_t i = 0; i < builders.size(); ++i) {
    if (!bound[i]) {
      builders[i].AppendMissing(rows.size());
    }
  }
}

}  // namespace slate::readers
