// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/row_taker.h"

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/readers/case_rows.h"
#include "runtime/readers/plain_rows.h"

namespace slate::readers {

void RowTaker::TakeBlock(const RowRange&, const BoundSource&, std::uint32_t) {
  Unreachable("rows came by blocks to who takes none");
}

void RejectRow(
    const RowPlace& place, const diag::Kind& kind, std::string reason, const FinishContext& context
) {
  context.rejects.Add(
      {.file = context.files[place.file],
       .line = place.line,
       .offset = place.offset,
       .kind = &kind,
       .reason = std::move(reason)}
  );
}

std::string ShowPlace(const RowPlace& place, const FinishContext& context) {
  return fmt::format("{}:{}", context.files[place.file], place.line);
}

std::unique_ptr<RowTaker> MakeRowTaker(
    const plan::Input& input, const std::vector<exact::Rational>& factors
) {
  if (input.kind == plan::Input::Kind::kCases) {
    return std::make_unique<CaseRows>(input, factors);
  }
  return std::make_unique<PlainRows>(input, factors);
}

}  // namespace slate::readers
