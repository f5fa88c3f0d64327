// SPDX-License-Identifier: Apache-2.0
#include "compiler/diff/compare.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "compiler/diff/compare_versions.h"
#include "compiler/diff/comparing.h"
#include "compiler/diff/term_texts.h"

namespace slate::diff {

namespace {

// Renames that both texts bear out; a comparison the other way round finds the same pairs.
void KeepTrue(
    std::map<std::string, std::string>& forward,
    const std::map<std::string, std::string>& backward,
    const std::set<std::string>& olds,
    const std::set<std::string>& news
) {
  std::erase_if(forward, [&](const auto& pair) {
    return olds.count(pair.second) > 0 || olds.count(pair.first) == 0;
  });
  for (const auto& [former, name] : backward) {
    if (news.count(former) > 0 && news.count(name) == 0 && olds.count(name) > 0 &&
        olds.count(former) == 0) {
      forward[name] = former;
    }
  }
}

template <typename T>
std::set<std::string> NamesOf(const std::vector<T>& items) {
  std::set<std::string> names;
  for (const T& item : items) {
    names.insert(item.name);
  }
  return names;
}

Renames RenamesBetween(const Text& before, const Text& after) {
  Renames renames = RenamesIn(*after.agreement);
  const Renames back = RenamesIn(*before.agreement);
  const plan::Plan& a = *before.plan;
  const plan::Plan& b = *after.plan;
  KeepTrue(renames.objectives, back.objectives, NamesOf(a.objectives), NamesOf(b.objectives));
  KeepTrue(renames.inputs, back.inputs, NamesOf(a.inputs), NamesOf(b.inputs));
  KeepTrue(renames.givens, back.givens, NamesOf(a.givens), NamesOf(b.givens));
  KeepTrue(renames.keys, back.keys, NamesOf(a.keys), NamesOf(b.keys));
  return renames;
}

std::string NewPath(const Renames& renames, const std::string& path) {
  const auto under = [&](const auto& names, std::string_view word) -> std::string {
    for (const auto& [former, name] : names) {
      const std::string whole = std::string(word) + former;
      const bool below = path.rfind(whole + '.', 0) == 0 && word.empty();
      if (path == whole || below) {
        return std::string(word) + name + path.substr(whole.size());
      }
    }
    return {};
  };
  for (const std::string& found :
       {under(renames.objectives, ""),
        under(renames.inputs, "input "),
        under(renames.givens, "given "),
        under(renames.keys, "key ")}) {
    if (!found.empty()) {
      return found;
    }
  }
  return path;
}

// What a term whose meaning is not computed comes to.
Verdict ByText(ChangeKind kind, bool same_text) {
  // Versions are compared by what holds from their days on.
  const bool idle = same_text || Describe(kind).is_wording || kind == ChangeKind::kBacking ||
                    kind == ChangeKind::kAmendment;
  return idle ? Verdict::kSame : Verdict::kUnclear;
}

// The rows of a list, the money first.
int RankOf(ChangeKind kind) {
  using K = ChangeKind;
  if (kind == K::kSettlement) {
    return 0;
  }
  if (kind == K::kAgreementAdded || kind == K::kAgreementRemoved) {
    return -1;
  }
  if (kind <= K::kOnlyWhen) {
    return 1;
  }
  if (kind <= K::kUndecided) {
    return 2;
  }
  return Describe(kind).is_wording ? 5 : kind <= K::kDuty ? 3 : 4;
}

bool IsStep(ChangeKind kind) {
  return kind >= ChangeKind::kTotal && kind <= ChangeKind::kUndecided;
}

bool IsDeclaration(ChangeKind kind) {
  return kind >= ChangeKind::kGiven && kind <= ChangeKind::kUnit;
}

class Assembling {
 public:
  Assembling(const Text& before, const Text& after)
      : renames_(RenamesBetween(before, after)),
        comparing_(*before.plan, *after.plan, renames_),
        olds_(TermsOf(before)),
        news_(TermsOf(after)) {
    CompareObjectives(comparing_);
    CompareSettlements(comparing_);
    CompareRights(comparing_);
    CompareDuties(comparing_);
    CompareHeader(comparing_);
    CompareDeclarations(comparing_, renames_);
  }

  AgreementChanges Take() {
    std::map<std::string, const TermText*> before;
    for (const TermText& term : olds_) {
      before[NewPath(renames_, term.path)] = &term;
    }
    for (const TermText& term : news_) {
      const auto old = before.find(term.path);
      Put(term.path, old == before.end() ? nullptr : old->second, &term);
      if (old != before.end()) {
        before.erase(old);
      }
    }
    for (const TermText& term : olds_) {
      const std::string path = NewPath(renames_, term.path);
      if (before.count(path) > 0) {
        Put(path, &term, nullptr);
      }
    }
    std::stable_sort(
        result_.changes.begin(),
        result_.changes.end(),
        [](const Change& a, const Change& b) { return RankOf(a.kind) < RankOf(b.kind); }
    );
    return std::move(result_);
  }

 private:
  // A line of an objective or settlement that only one text has goes with it.
  bool GoesWithItsOwner(const std::string& path) const {
    const std::string objective = path.substr(0, path.find('.'));
    return objective.size() < path.size() && one_sided_.count(objective) > 0;
  }

  ChangeKind KindOf(ChangeKind kind, const TermText* before, const TermText* after) {
    if (kind == ChangeKind::kObjectiveScope && !(before && after)) {
      one_sided_.insert((before != nullptr ? before : after)->path);
      return before != nullptr ? ChangeKind::kObjectiveRemoved : ChangeKind::kObjectiveAdded;
    }
    if (kind == ChangeKind::kSettlement && !(before && after)) {
      one_sided_.insert((before != nullptr ? before : after)->path);
    }
    return kind;
  }

  void Put(const std::string& path, const TermText* before, const TermText* after) {
    const TermText& any = after != nullptr ? *after : *before;
    Change change{.kind = KindOf(any.kind, before, after), .term = path};
    if (GoesWithItsOwner(path)) {
      return;
    }
    const bool same_text = before && after && before->text == after->text;
    const auto finding = comparing_.findings.find(path);
    change.verdict = ByText(any.kind, same_text);
    if (finding != comparing_.findings.end()) {
      change.verdict = finding->second.verdict;
      change.witnesses = finding->second.witnesses;
      change.note = finding->second.note;
    }
    if (change.verdict == Verdict::kSame) {
      change.witnesses.clear();
      change.note = {};
    }
    if (before != nullptr) {
      change.before = before->text;
      change.place_before = before->place;
    }
    if (after != nullptr) {
      change.after = after->text;
      change.place_after = after->place;
    }
    const bool renamed = before && after && before->path != after->path;
    Words(change, before, after);
    if (!IsStep(change.kind)) {
      result_.verdict = Join(result_.verdict, change.verdict);
    }
    // A declaration that is written as before is no change itself, whatever else moved under it.
    const bool untouched =
        same_text && (change.verdict == Verdict::kSame || IsDeclaration(any.kind));
    if (untouched && !renamed) {
      ++result_.same_terms;
      return;
    }
    if (renamed && change.verdict == Verdict::kSame) {
      change.kind = ChangeKind::kRenamed;
      change.before = before->path;
      change.after = after->path;
      if (any.kind == ChangeKind::kObjectiveScope || before->path.find('.') == std::string::npos) {
        result_.changes.push_back(std::move(change));
      } else {
        ++result_.same_terms;
      }
      return;
    }
    result_.changes.push_back(std::move(change));
  }

  void Words(const Change& of, const TermText* before, const TermText* after) {
    const std::string a = before != nullptr ? before->words : "";
    const std::string b = after != nullptr ? after->words : "";
    if (a == b || before == nullptr || after == nullptr) {
      return;
    }
    result_.changes.push_back(
        {.kind = ChangeKind::kWording,
         .term = of.term,
         .before = a,
         .after = b,
         .place_before = of.place_before,
         .place_after = of.place_after}
    );
  }

  Renames renames_;
  Comparing comparing_;
  std::vector<TermText> olds_;
  std::vector<TermText> news_;
  std::set<std::string> one_sided_ = {};
  AgreementChanges result_ = {};
};

// An agreement of one side alone: a gain for those to whom its objectives are owed.
AgreementChanges OneSided(const Text& text, Side side) {
  const plan::Plan& plan = *text.plan;
  AgreementChanges result{.name = plan.name, .title = plan.title};
  for (const plan::Objective& objective : plan.objectives) {
    if (!objective.target && !objective.bonus) {
      continue;
    }
    const bool by_customer = objective.party == plan.customer.name;
    const Verdict verdict = objective.bonus ? Verdict::kUnclear
                            : by_customer   ? Verdict::kProviderGains
                                            : Verdict::kCustomerGains;
    result.verdict = Join(result.verdict, side == Side::kNew ? verdict : Mirror(verdict));
  }
  Change change{
      .kind = side == Side::kNew ? ChangeKind::kAgreementAdded : ChangeKind::kAgreementRemoved,
      .term = plan.name,
      .verdict = result.verdict};
  const std::string place = (*text.files)[text.agreement->agreement->span.file].path();
  (side == Side::kNew ? change.place_after : change.place_before) = place;
  (side == Side::kNew ? change.after : change.before) =
      fmt::format("{} objectives", plan.objectives.size());
  result.changes.push_back(std::move(change));
  return result;
}

}  // namespace

AgreementChanges CompareAgreements(const Text& before, const Text& after) {
  AgreementChanges changes = Assembling(before, after).Take();
  changes.name = after.plan->name;
  changes.title = after.plan->title;
  return changes;
}

Comparison Compare(const std::vector<Text>& before, const std::vector<Text>& after) {
  std::map<std::string, std::pair<const Text*, const Text*>> pairs;
  for (const Text& text : before) {
    pairs[text.plan->name].first = &text;
  }
  for (const Text& text : after) {
    pairs[text.plan->name].second = &text;
  }
  Comparison comparison;
  for (const auto& [name, pair] : pairs) {
    AgreementChanges changes = pair.first == nullptr ? OneSided(*pair.second, Side::kNew)
                               : pair.second == nullptr
                                   ? OneSided(*pair.first, Side::kOld)
                                   : CompareVersions(*pair.first, *pair.second);
    comparison.verdict = Join(comparison.verdict, changes.verdict);
    comparison.agreements.push_back(std::move(changes));
  }
  return comparison;
}

}  // namespace slate::diff
