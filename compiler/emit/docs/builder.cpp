// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/builder.h"

#include <string>

#include <fmt/format.h>

#include "compiler/emit/docs/ink.h"
#include "compiler/emit/docs/links.h"

namespace slate::emit::docs {

Builder::Builder(const DocumentInput& input)
    : input_(input),
      speaker_(input.language),
      p_(speaker_.phrases),
      f_(speaker_.formulas),
      v_(VersionPhrasesIn(speaker_.tag())),
      terms_(input.agreement, input.plan, speaker_),
      writer_(speaker_, terms_) {}

Document Builder::Build() {
  Cover();
  Parties();
  Definitions();
  Services();
  Measurement();
  Bases();
  Levels();
  Settlement();
  Rights();
  Duties();
  Clauses();
  Examples();
  Annex();
  FinishLinks(document_, document_.blocks);
  FinishCover(document_);
  return std::move(document_);
}

std::string Builder::Unique(const std::string& anchor) {
  std::string unique = anchor;
  for (int n = 2; !anchors_.insert(unique).second; ++n) {
    unique = fmt::format("{}-{}", anchor, n);
  }
  return unique;
}

void Builder::Section(std::string_view anchor, const Phrase& title) {
  ++section_;
  part_ = 0;
  clause_ = 0;
  in_part_ = false;
  Add(Heading{
      .level = 1,
      .number = fmt::format("{}", section_),
      .anchor = Unique(std::string(anchor)),
      .title = ToLine(speaker_.Say(title))});
}

void Builder::Part(const std::string& anchor, const std::string& title) {
  ++part_;
  clause_ = 0;
  in_part_ = true;
  Add(Heading{
      .level = 2,
      .number = fmt::format("{}.{}", section_, part_),
      .anchor = Unique(anchor),
      .title = ToSentence(title)});
}

void Builder::EndPart() {
  in_part_ = false;
}

// A section keeps its number even if nothing stands in it, so that later ones keep theirs.
void Builder::EndSection() {
  EndPart();
  if (std::holds_alternative<Heading>(document_.blocks.back())) {
    Add(Paragraph{ToLine(speaker_.Say(p_.nothing))});
  }
}

void Builder::Clause(const std::string& anchor, const std::string& text) {
  const bool inner = in_part_;
  const int number = inner ? ++clause_ : ++part_;
  Add(docs::Clause{
      .level = inner ? 3 : 2,
      .number = inner ? fmt::format("{}.{}.{}", section_, part_, number)
                      : fmt::format("{}.{}", section_, number),
      .anchor = Unique(anchor),
      .text = ToSentence(text)});
}

void Builder::Say(const std::string& anchor, const Phrase& phrase, const Slots& slots) {
  Clause(anchor, speaker_.Say(phrase, slots));
}

void Builder::AddTables() {
  for (Table& table : writer_.TakeTables()) {
    Add(std::move(table));
  }
}

Site Builder::At(const resolve::Module* module) const {
  return {.module = module};
}

std::string Builder::Party(const std::string& name) const {
  return terms_.Party(name);
}

// The provider and the customer by their roles: sentences cannot know the grammar of names.
Noun Builder::Role(const std::string& name) const {
  if (name == "provider" || name == input_.plan.provider.name) {
    return speaker_.Np(p_.the_provider);
  }
  if (name == "customer" || name == input_.plan.customer.name) {
    return speaker_.Np(p_.the_customer);
  }
  return speaker_.Quoted(Party(name));
}

// `period.to + 30 days`: within 30 days after the end of the period.
std::string Builder::Until(ast::ExprId due, const Site& site) {
  const ast::ExprNode& node = site[due].node;
  const auto* sum = std::get_if<ast::Binary>(&node);
  if (sum != nullptr && sum->op == ast::BinaryOp::kAdd) {
    return speaker_.Say(
        p_.until_after,
        {{"t", writer_.Value(sum->left, site)}, {"d", writer_.Value(sum->right, site)}}
    );
  }
  const bool date = std::holds_alternative<ast::DateLit>(node);
  return speaker_.Say(date ? p_.until_date : p_.until_at, {{"t", writer_.Value(due, site)}});
}

Document BuildDocument(const DocumentInput& input) {
  return Builder(input).Build();
}

}  // namespace slate::emit::docs
