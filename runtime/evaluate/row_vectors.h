// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "runtime/evaluate/evaluator.h"

namespace slate::evaluate {

inline constexpr std::size_t kRowsAtOnce = 2'048;

// What a rollup asks of a block of rows. Truths are 0 or 1; those of rows that do not count mean
// nothing.
struct BlockAnswers {
  std::size_t count = 0;
  std::array<std::uint8_t, kRowsAtOnce> counts = {};  // whether `where` holds and there is a body
  std::array<std::uint8_t, kRowsAtOnce> truth = {};   // bodies that are true or false
  std::array<std::int64_t, kRowsAtOnce> number = {};  // bodies that are numbers, by `scale`
};

// The `where` and `body` of a rollup as kernels over columns. Both depend on the row alone.
class RowQuestion {
 public:
  // Null where an operation is not among those that have a vector form.
  static std::unique_ptr<RowQuestion> Of(
      Evaluator& evaluator, InputRows& rows, const plan::Rollup& rollup, const Scope& scope
  );
  ~RowQuestion();
  RowQuestion(const RowQuestion&) = delete;
  RowQuestion& operator=(const RowQuestion&) = delete;

  bool has_truth() const;
  bool has_number() const;
  Rational scale() const;
  // Of up to kRowsAtOnce rows. False where an answer is not plainly true, false, a number of 64
  // bits or nothing; rows are then to be asked one by one.
  bool Answer(std::size_t from, BlockAnswers& answers);

 private:
  struct Kernels;
  RowQuestion(
      Evaluator& evaluator, InputRows& rows, const plan::Rollup& rollup, const Scope& scope
  );
  bool ChooseKernels();
  bool AnswerNumbers(std::size_t from, BlockAnswers& answers);
  bool SettleTruths(
      plan::NodeId id,
      std::size_t from,
      std::uint8_t* states,
      const std::uint8_t* counts,
      std::size_t count
  );

  Evaluator& evaluator_;
  InputRows& rows_;
  const plan::Rollup& rollup_;
  Scope scope_;
  std::unique_ptr<Kernels> kernels_;
};

// The same of all rows.
struct RowVectors {
  std::vector<std::uint8_t> counts = {};
  std::vector<std::uint8_t> truth = {};
  std::vector<std::int64_t> number = {};
  Rational scale = 1;
};
std::optional<RowVectors> VectorsOf(
    Evaluator& evaluator, InputRows& rows, const plan::Rollup& rollup, const Scope& scope
);

}  // namespace slate::evaluate
