// SPDX-License-Identifier: Apache-2.0
#include "runtime/plan/signature.h"

#include <array>
#include <cstdint>

#include "runtime/base/check.h"

namespace slate::plan {

namespace {

constexpr std::array kSignatures = {
    Signature{Op::kConst, ""},
    Signature{Op::kParam, ""},
    Signature{Op::kMember, "", "n"},
    Signature{Op::kGiven, "a*", "n"},
    Signature{Op::kColumn, "", "n"},
    Signature{Op::kHistory, "i?", "nf"},
    Signature{Op::kCaseColumn, "a", "ni"},
    Signature{Op::kRunFrom, ""},
    Signature{Op::kRunTo, ""},
    Signature{Op::kRunLength, ""},
    Signature{Op::kAttested, "m*", "n"},
    Signature{Op::kAdd, "nn*"},
    Signature{Op::kSubtract, "nn"},
    Signature{Op::kMultiply, "nn*"},
    Signature{Op::kDivide, "nn"},
    Signature{Op::kNegate, "n"},
    Signature{Op::kMin, "aa*"},
    Signature{Op::kMax, "aa*"},
    Signature{Op::kAbs, "n"},
    Signature{Op::kFloor, "nn"},
    Signature{Op::kCeil, "nn"},
    Signature{Op::kHalfUp, "nn"},
    Signature{Op::kHalfEven, "nn"},
    Signature{Op::kCompare, "aa"},
    Signature{Op::kMeets, "ii"},
    Signature{Op::kWithin, "is"},
    Signature{Op::kAnd, "bb*"},
    Signature{Op::kOr, "bb*"},
    Signature{Op::kNot, "b"},
    Signature{Op::kIf, "baa"},
    Signature{Op::kOtherwise, "aa"},
    Signature{Op::kKnown, "a"},
    Signature{Op::kTable, "mm*"},
    Signature{Op::kLadder, "n"},
    Signature{Op::kPeriod, ""},
    Signature{Op::kWholePeriod, ""},
    Signature{Op::kTerm, ""},
    Signature{Op::kWindow, ""},
    Signature{Op::kMoment, ""},
    Signature{Op::kFromOf, "s"},
    Signature{Op::kToOf, "s"},
    Signature{Op::kDateOf, "i"},
    Signature{Op::kDateStart, "d"},
    Signature{Op::kDateEnd, "d"},
    Signature{Op::kRange, "ii"},
    Signature{Op::kAddTime, "in"},
    Signature{Op::kAddDates, "tn", "n"},
    Signature{Op::kAddWorkDays, "tns"},
    Signature{Op::kDeadline, "inss?"},
    Signature{Op::kLength, "s"},
    Signature{Op::kDays, "s"},
    Signature{Op::kCalendar, "", "n"},
    Signature{Op::kSpansOfRows, "tt", "r"},
    Signature{Op::kSpansOfSlots, "", "rw"},
    Signature{Op::kGaps, "", "r"},
    Signature{Op::kCovered, "", "r"},
    Signature{Op::kSpansOfBins, "a?", "w"},
    Signature{Op::kUnion, "ss"},
    Signature{Op::kIntersect, "ss"},
    Signature{Op::kExcept, "ss"},
    Signature{Op::kLasting, "sn"},
    Signature{Op::kBridging, "sn"},
    Signature{Op::kBeyond, "sn"},
    Signature{Op::kUpto, "sn", "y"},
    Signature{Op::kStartingIn, "ss"},
    Signature{Op::kEndingIn, "ss"},
    Signature{Op::kRollup, "", "r"},
    Signature{Op::kAggregate, "a?"},
    Signature{Op::kResult, "m*", "nf"},
    Signature{Op::kStage, "m*", "n"},
    Signature{Op::kPrevious, "a"},
};

constexpr bool InOrder() {
  for (std::size_t i = 0; i < kSignatures.size(); ++i) {
    if (static_cast<std::size_t>(kSignatures[i].op) != i) {
      return false;
    }
  }
  return static_cast<std::size_t>(Op::kPrevious) + 1 == kSignatures.size();
}
static_assert(InOrder());

}  // namespace

const Signature& SignatureOf(Op op) {
  const auto at = static_cast<std::size_t>(op);
  Check(at < kSignatures.size(), "an op has no signature");
  return kSignatures[at];
}

std::string_view ArgsOf(Source source) {
  switch (source) {
    case Source::kRuns: return "s";
    case Source::kBins:
    case Source::kSliding:
    case Source::kSlidingDays: return "n";
    case Source::kDayBins: return "n?";
    case Source::kRunBins: return "s";
    case Source::kRhythmBins:
    case Source::kMembers:
    case Source::kLastPeriods:
    case Source::kMoment: return "";
  }
  Unreachable("a source has no arguments");
}

ArgRange RangeOf(std::string_view args) {
  if (args.ends_with('*')) {
    return {args.size() - 2, SIZE_MAX};
  }
  if (args.ends_with('?')) {
    return {args.size() - 2, args.size() - 1};
  }
  return {args.size(), args.size()};
}

char LetterOf(std::string_view args, std::size_t at) {
  const bool marked = args.ends_with('*') || args.ends_with('?');
  const std::size_t letters = args.size() - (marked ? 1U : 0U);
  return args[at < letters ? at : letters - 1];
}

bool Fits(char letter, Type::Kind kind) {
  switch (letter) {
    case 'n': return kind == Type::Kind::kNumber;
    case 'b': return kind == Type::Kind::kBool;
    case 'i': return kind == Type::Kind::kInstant;
    case 'd': return kind == Type::Kind::kDate;
    case 't': return kind == Type::Kind::kInstant || kind == Type::Kind::kDate;
    case 'm': return kind == Type::Kind::kMember || kind == Type::Kind::kText;
    case 's': return kind == Type::Kind::kSpans;
    case 'a': return true;
    default: Unreachable("a letter of a signature means nothing");
  }
}

std::string_view WordsOf(char letter) {
  switch (letter) {
    case 'n': return "a number";
    case 'b': return "a truth value";
    case 'i': return "an instant";
    case 'd': return "a date";
    case 't': return "an instant or a date";
    case 'm': return "a member or a text";
    case 's': return "spans";
    case 'a': return "a value";
    default: Unreachable("a letter of a signature means nothing");
  }
}

}  // namespace slate::plan
