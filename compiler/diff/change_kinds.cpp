// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/change_kinds.h"

#include <array>

#include "runtime/base/check.h"

namespace slate::diff {

namespace {

using K = ChangeKind;

constexpr diag::Kind Of(
    std::string_view code, std::string_view name, std::string_view explanation
) {
  return {
      .code = code, .name = name, .severity = diag::Severity::kRemark, .explanation = explanation};
}

constexpr std::array kTable = {
    KindOfChange{
        K::kAgreementAdded,
        Of("SL8001",
           "agreement-added",
           "The new texts have an agreement that the old ones lack. It counts as a gain for those "
           "to whom its objectives are owed."),
        "the agreement is new"},
    KindOfChange{
        K::kAgreementRemoved,
        Of("SL8002",
           "agreement-removed",
           "The old texts have an agreement that the new ones lack: everything it promised is "
           "gone. After a rename, compare the two files themselves."),
        "the agreement is gone"},
    KindOfChange{
        K::kSettlement,
        Of("SL8003",
           "settlement-changed",
           "The amount of a settlement as a whole: its lines by their own verdicts, then its "
           "steps in order. Every step but `less` pays more where its line is more, so changes on "
           "one side compose; changes on opposite sides are mixed. Under a cap over several "
           "periods this is true of the running total, not of every single period."),
        "what the settlement pays"},
    KindOfChange{
        K::kObjectiveAdded,
        Of("SL8010",
           "objective-added",
           "A promise that was not there before. The party to whom it is owed gains."),
        "the objective is new"},
    KindOfChange{
        K::kObjectiveRemoved,
        Of("SL8011",
           "objective-removed",
           "A promise that is gone. After a rename write `objective NEW formerly OLD`, and the two "
           "are compared."),
        "the objective is gone"},
    KindOfChange{
        K::kObjectiveScope,
        Of("SL8012",
           "scope-changed",
           "Who owes an objective, for what it is judged separately (`each`), or over which "
           "period. "
           "Figures of different scopes are not comparable value by value."),
        "who owes it, for what each, or per what period"},
    KindOfChange{
        K::kMeasure,
        Of("SL8013",
           "measure-changed",
           "What is measured. Where the change goes one way for all data (a longer `lasting`, a "
           "larger quota of exclusions), that is proven; where it reaches the figure through a "
           "base, "
           "a count of stretches or the like, it goes either way: mixed."),
        "what is measured"},
    KindOfChange{
        K::kTarget,
        Of("SL8014",
           "target-changed",
           "The value that is promised. A stricter target is missed more often, which the party to "
           "whom it is owed gains by."),
        "what is promised"},
    KindOfChange{
        K::kCredit,
        Of("SL8015",
           "credit-changed",
           "What is owed for a miss, as a function of the value: zero where the target is met, "
           "else "
           "the credit. The two functions are compared on every stretch between their breakpoints; "
           "the witness is a simple value where they differ most."),
        "what is owed for a miss"},
    KindOfChange{
        K::kBonus,
        Of("SL8016", "bonus-changed", "What is owed the other way for good service, or when it is."
        ),
        "what is owed for good service"},
    KindOfChange{
        K::kOnlyWhen,
        Of("SL8017",
           "condition-changed",
           "`only when` makes an objective void where its condition is false. A condition that is "
           "true more often judges more periods."),
        "when it is judged at all"},
    KindOfChange{
        K::kTotal,
        Of("SL8020",
           "total-changed",
           "Which lines a settlement takes and how: `sum of` is never less than `highest of`, and "
           "that never less than `lowest of`."),
        "which credits count, and how together"},
    KindOfChange{
        K::kDrop,
        Of("SL8021", "drop-changed", "Below which amount nothing is paid."),
        "which small amounts are dropped"},
    KindOfChange{
        K::kHold,
        Of("SL8022", "hold-changed", "Below which amount payment waits for the next period."),
        "which small amounts wait"},
    KindOfChange{
        K::kCap,
        Of("SL8023",
           "cap-changed",
           "How much is paid at most. A cap that no credit can reach changes nothing; over "
           "several periods a higher cap pays more in total, although single later periods may "
           "get less."),
        "how much is paid at most"},
    KindOfChange{
        K::kLess,
        Of("SL8024", "deduction-changed", "What is taken off the amount, such as bonuses."),
        "what is taken off"},
    KindOfChange{
        K::kRounding,
        Of("SL8025",
           "rounding-changed",
           "How amounts are rounded. Both roundings are compared on all amounts within reach."),
        "how amounts are rounded"},
    KindOfChange{
        K::kClaim,
        Of("SL8026",
           "claim-changed",
           "Whether credits must be claimed, and until when. A later deadline, or none, is the "
           "claimant's gain."),
        "until when credits must be claimed"},
    KindOfChange{
        K::kUndecided,
        Of("SL8027",
           "undecided-changed",
           "Which end of an undecided amount is paid while data are missing."),
        "what is paid while data are missing"},
    KindOfChange{
        K::kRight,
        Of("SL8030",
           "right-changed",
           "A right whose condition is true more often, or which stands longer, is its holder's "
           "gain. Conditions are compared as truths over what they are made of, unknown included."),
        "a right"},
    KindOfChange{
        K::kDuty,
        Of("SL8031",
           "duty-changed",
           "A duty that applies more often or is due earlier is a gain for the other party."),
        "a duty"},
    KindOfChange{
        K::kGiven,
        Of("SL8040",
           "given-changed",
           "A fact of the contract. Who gains follows from the terms in which it stands."),
        "a fact of the contract"},
    KindOfChange{
        K::kAttested,
        Of("SL8041",
           "attested-changed",
           "What a person states, and who. The texts cannot tell who "
           "gains by it."),
        "what a person states"},
    KindOfChange{
        K::kLet,
        Of("SL8042",
           "definition-changed",
           "A named formula. Who gains follows from the terms in which it stands."),
        "a definition"},
    KindOfChange{
        K::kInput,
        Of("SL8043",
           "input-changed",
           "What is recorded, how densely, and what an empty stretch means. Terms that read the "
           "input are unclear, since the rows themselves differ."),
        "what is recorded"},
    KindOfChange{
        K::kCalendar,
        Of("SL8044",
           "calendar-changed",
           "When a calendar is open. Who gains follows from the terms in which it stands."),
        "when it is open"},
    KindOfChange{
        K::kKey,
        Of("SL8045",
           "key-changed",
           "The members of a key. Terms that are judged for each of them are unclear."),
        "the members of a key"},
    KindOfChange{
        K::kUnit,
        Of("SL8046", "unit-changed", "A unit that something is owed in, other than money and time."
        ),
        "a unit"},
    KindOfChange{
        K::kOpening,
        Of("SL8047",
           "opening-changed",
           "What the agreement starts from: results of the time before it."),
        "what it starts from"},
    KindOfChange{
        K::kPeriod,
        Of("SL8050",
           "period-changed",
           "Over what stretches of time the promises are judged. A longer one evens out, a shorter "
           "one starts afresh; neither side gains in all cases, and nothing is proven."),
        "over what time it is judged"},
    KindOfChange{
        K::kPartial,
        Of("SL8051",
           "partial-changed",
           "What a period counts for that the term cuts. Nothing changes where no period is cut."),
        "what a cut period counts for"},
    KindOfChange{
        K::kTerm,
        Of("SL8052",
           "term-changed",
           "How long the agreement binds both parties. Whether that is a gain is not for the text "
           "to "
           "say."),
        "how long it binds"},
    KindOfChange{
        K::kZone,
        Of("SL8053",
           "zone-changed",
           "In which time zone days, calendars and periods are read: every edge moves."),
        "whose clock counts"},
    KindOfChange{
        K::kCurrency,
        Of("SL8054", "currency-changed", "In which currency amounts are owed."),
        "in which currency"},
    KindOfChange{
        K::kParty,
        Of("SL8055", "party-changed", "Who the parties are, or which plan the customer is on."),
        "who the parties are"},
    KindOfChange{
        K::kBacking,
        Of("SL8056",
           "backing-changed",
           "`relies on` says what stands behind a promise. What is owed to the customer does not "
           "depend on it."),
        "what stands behind it"},
    KindOfChange{
        K::kLevel,
        Of("SL8057",
           "level-changed",
           "What the agreement stands under, or which statements it makes about that (`loosens`, "
           "`changes`). What it takes over is compared term by term."),
        "what it stands under"},
    KindOfChange{
        K::kAmendment,
        Of("SL8058",
           "amendment-changed",
           "From a day on the agreement is another one. Both texts are compared as they are from "
           "each such day on; terms that differ only then say since when."),
        "what holds from a day on"},
    KindOfChange{
        K::kRenamed,
        Of("SL8060",
           "renamed",
           "A term has another name (`formerly`) and is compared with what it was called before."),
        "only the name",
        true},
    KindOfChange{
        K::kVersion,
        Of("SL8061",
           "version-changed",
           "The label of the version. It is printed, and what is computed does not depend on it."),
        "the version's label",
        true},
    KindOfChange{
        K::kWording,
        Of("SL8062",
           "wording-changed",
           "Titles, translations and comments that are printed. What is computed does not depend "
           "on them."),
        "only words",
        true},
    KindOfChange{
        K::kClause,
        Of("SL8063",
           "clause-changed",
           "Text that only people read. It computes nothing, so the tool cannot judge it; read it."
        ),
        "text that only people read",
        true},
    KindOfChange{
        K::kExample,
        Of("SL8064",
           "example-changed",
           "A worked example. Examples are tests of the text and change nothing in it."),
        "a worked example",
        true},
};

constexpr bool InOrder() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<std::size_t>(kTable[i].id) != i) {
      return false;
    }
  }
  return static_cast<std::size_t>(K::kExample) + 1 == kTable.size();
}
static_assert(InOrder());

}  // namespace

const KindOfChange& Describe(ChangeKind kind) {
  const auto at = static_cast<std::size_t>(kind);
  Check(at < kTable.size(), "a change is of no kind");
  return kTable[at];
}

std::span<const KindOfChange> AllKindsOfChange() {
  return kTable;
}

const diag::Kind kNothingToCompare{
    .code = "SL8090",
    .name = "nothing-to-compare",
    .severity = diag::Severity::kError,
    .explanation =
        "A text that is to be compared has no agreement. Modules with metrics alone owe "
        "nobody anything; compare the agreements that use them."};
const diag::Kind kNoSuchRevision{
    .code = "SL8091",
    .name = "no-such-revision",
    .severity = diag::Severity::kError,
    .explanation =
        "`slate diff` takes two files or folders, or git revisions: `slate diff HEAD~1 -- "
        "agreement.slate` compares that revision with the working tree, `slate diff "
        "main HEAD -- contracts/` two revisions. The word is neither a path here nor a "
        "revision of this repository."};

}  // namespace slate::diff
