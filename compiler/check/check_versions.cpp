// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/check_versions.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/check/period_edges.h"
#include "compiler/diag/catalog/agreement.h"
#include "compiler/types/describe.h"
#include "runtime/diag/forward.h"

namespace slate::check {

namespace {

using plan::Plan;
using resolve::Sited;

bool IsSamePlace(const diag::Diagnostic& a, const diag::Diagnostic& b) {
  const auto* first = std::get_if<source::Span>(&a.where);
  const auto* second = std::get_if<source::Span>(&b.where);
  return first != nullptr && second != nullptr && *first == *second;
}

// Puts what one version found to what was found before; the same finding once.
void Forward(const diag::Sink& found, diag::Sink& sink) {
  for (const diag::Diagnostic& item : found.items()) {
    const bool known =
        std::any_of(sink.items().begin(), sink.items().end(), [&](const diag::Diagnostic& other) {
          return other.kind == item.kind && IsSamePlace(other, item) &&
                 other.message == item.message;
        });
    if (!known) {
      diag::Forward(item, sink);
    }
  }
}

class AmendmentCheck {
 public:
  AmendmentCheck(
      const Sited<ast::Amendment>& amendment,
      const Plan& before,
      const Plan& after,
      diag::Sink& sink
  )
      : amendment_(amendment), before_(before), after_(after), sink_(sink) {}

  void Check() {
    Date();
    Same("zone", before_.zone, after_.zone);
    Same("currency", before_.currency, after_.currency);
    Same("customer", before_.customer_key.value_or(""), after_.customer_key.value_or(""));
    if (before_.period != after_.period) {
      Report("`period` is another one").help =
          "periods are settled in one row; end the agreement "
          "and begin another";
    }
    for (const plan::Input& input : before_.inputs) {
      Input(input);
    }
  }

 private:
  diag::Diagnostic& Report(std::string message) {
    return sink_.Report(diag::kAmendmentMisfit, amendment_->name.span, std::move(message));
  }

  void Same(std::string_view what, const std::string& before, const std::string& after) {
    if (before != after) {
      Report(fmt::format("`{}` was `{}` and becomes `{}`", what, before, after)).help =
          "it holds for the whole term; end the agreement and begin another";
    }
  }

  void Date() {
    const std::int32_t day = amendment_->from_day;
    const std::string date = calendar::FormatDate({day});
    if (day <= after_.term_first || (after_.term_last && day > *after_.term_last)) {
      Report(fmt::format("{} is not inside the term", date)).help =
          "an amendment changes an agreement that is in force";
      return;
    }
    if (!amendment_->how && CutsPeriod(after_, day)) {
      sink_
          .Report(
              diag::kAmendmentInside,
              amendment_->name.span,
              fmt::format("{} lies inside a period", date)
          )
          .help = fmt::format(
          "`from {} next period` (what has begun is settled as it was) or `from {} splits` (each "
          "part by itself)",
          date,
          date
      );
    }
  }

  // Data are read once for all versions.
  void Input(const plan::Input& input) {
    for (const plan::Input& later : after_.inputs) {
      const bool same = later.name == input.name || later.formerly == input.name;
      if (!same || input.built_in) {
        continue;
      }
      for (const plan::Column& column : input.columns) {
        const bool kept =
            std::any_of(later.columns.begin(), later.columns.end(), [&](const plan::Column& c) {
              return c.name == column.name && c.type == column.type;
            });
        if (!kept) {
          Report(fmt::format("input `{}` loses its column `{}`", input.name, column.name)).help =
              "earlier periods are settled on the same rows; columns are only added";
        }
      }
    }
  }

  const Sited<ast::Amendment>& amendment_;
  const Plan& before_;
  const Plan& after_;
  diag::Sink& sink_;
};

plan::Amendment AmendmentOf(const ast::Amendment& amendment) {
  using Inside = plan::Amendment::Inside;
  plan::Amendment result{
      .name = amendment.name.text,
      .title = amendment.title.value_or(""),
      .from_day = amendment.from_day};
  if (amendment.how) {
    result.inside = amendment.how->text == "splits" ? Inside::kSplits : Inside::kNext;
  }
  return result;
}

}  // namespace

Plan CheckVersions(
    const std::vector<resolve::EffectiveAgreement>& versions,
    const resolve::Program& program,
    const source::FileSet& files,
    const calendar::TimeZoneSource& zones,
    diag::Sink& sink
) {
  Plan plan = CheckAgreement(versions[0], program, files, zones, sink);
  for (std::size_t i = 1; i < versions.size(); ++i) {
    diag::Sink found;
    Plan later = CheckAgreement(versions[i], program, files, zones, found);
    const Plan& before = plan.amended.empty() ? plan : plan.amended.back();
    AmendmentCheck(*versions[i].amendment, before, later, found).Check();
    Forward(found, sink);
    later.amendment = AmendmentOf(*versions[i].amendment->node);
    plan.amended.push_back(std::move(later));
  }
  return plan;
}

}  // namespace slate::check
