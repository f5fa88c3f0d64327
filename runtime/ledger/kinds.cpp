// SPDX-License-Identifier: Apache-2.0
#include "runtime/ledger/kinds.h"

namespace slate::ledger {

const diag::Kind kDamaged{
    .code = "SL6601",
    .name = "damaged-ledger",
    .severity = diag::Severity::kError,
    .explanation =
        "Each line of a ledger ends with a hash of itself and of everything before it. A line that "
        "was edited,\n"
        "removed, added by hand or half written is found that way, and nothing is settled on top "
        "of it. Go back to\n"
        "a copy; a wrong entry is put right by settling its period again, which adds an "
        "adjustment.",
};
const diag::Kind kForeign{
    .code = "SL6602",
    .name = "foreign-ledger",
    .severity = diag::Severity::kError,
    .explanation =
        "A ledger belongs to one agreement, with its zone, currency and period. This one was "
        "written for another.",
};
const diag::Kind kPeriodsMissing{
    .code = "SL6603",
    .name = "earlier-periods-missing",
    .severity = diag::Severity::kError,
    .explanation =
        "Caps, streaks and amounts held back read the periods before. A period that was never "
        "settled is not a first\n"
        "one: settle from the earliest missing period on, or say with `opening` how the agreement "
        "stood before.",
};
const diag::Kind kDataGone{
    .code = "SL6604",
    .name = "settled-data-gone",
    .severity = diag::Severity::kError,
    .explanation =
        "To settle an earlier period again, the later ones that build on it are worked out again "
        "too. One of them\n"
        "was settled on rows that the data no longer has, so the correction would be about missing "
        "files and not\n"
        "about the agreement. Supply the data of all periods from the corrected one on.",
};

const diag::Kind* const kKinds[4] = {&kDamaged, &kForeign, &kPeriodsMissing, &kDataGone};

}  // namespace slate::ledger
