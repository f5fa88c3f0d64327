// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "compiler/diag/catalog/lint.h"
#include "compiler/lint/promise.h"
#include "compiler/lint/rules/rules.h"

namespace slate::lint::rules {

namespace {

void Run(const Subject& subject) {
  for (const Promise& promise : subject.open) {
    if (!promise.HasVerdict() || promise.met.size() != 1) {
      continue;
    }
    auto& problem = subject.sink.Report(
        diag::kIdleTarget,
        SpanOf<ast::Target>(*promise.source),
        promise.met.front().value
            ? fmt::format(
                  "the worst value, {}, still meets this target{}",
                  promise.Show(
                      promise.worse() == analysis::Going::kDown ? promise.value.domain.low->value
                                                                : promise.value.domain.high->value
                  ),
                  promise.For()
              )
            : fmt::format("no value of the measure meets this target{}", promise.For())
    );
    problem.secondary.push_back({SpanOf<ast::Measure>(*promise.source), "the measure"});
    problem.help = "is the comparison turned round?";
  }
}

}  // namespace

const Rule kIdleTarget{
    .kind = &diag::kIdleTarget,
    .bad_example = "target <= 100%\ncredit 10% * fee",
    .good_example = "target >= 99%\ncredit 10% * fee",
    .run = Run,
};

}  // namespace slate::lint::rules
