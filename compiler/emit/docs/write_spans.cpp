// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/ink.h"
#include "compiler/emit/docs/writer.h"
#include "runtime/base/overloaded.h"

namespace slate::emit::docs {

namespace {

bool IsWord(ast::ExprId id, const Site& site, std::string_view word) {
  const auto* ref = std::get_if<ast::Ref>(&site[id].node);
  const bool argument =
      ref != nullptr && site.arguments != nullptr && site.arguments->contains(ref->name.text);
  return ref != nullptr && !argument && ref->name.text == word;
}

}  // namespace

Noun Writer::SpansOfInput(
    const ast::Argument& argument, const plan::Input& input, const Site& site
) {
  const bool interval = input.interval;
  const std::string name = terms_.Linked(input.name);
  if (!argument.where) {
    return speaker_.Np(
        interval ? f_.stretches_of_input_all : f_.times_of_input_all, {{"input", name}}
    );
  }
  const std::string cond = Condition(*argument.where, Beside(argument, site));
  return speaker_.Np(
      interval ? f_.stretches_of_input : f_.times_of_input, {{"input", name}, {"cond", cond}}
  );
}

// spans(probe where not up) · spans(failure: began .. restored) · spans(every 1min where …)
Noun Writer::SpansCall(const ast::Call& call, const Site& site) {
  const ast::Argument& argument = call.args.front();
  const Site beside = Beside(argument, site);
  if (argument.source_kind == ast::Argument::Source::kEvery) {
    const std::string cond = argument.where  ? Condition(*argument.where, site)
                             : argument.body ? Condition(*argument.body, site)
                                             : speaker_.Say(f_.always);
    return speaker_.Np(f_.intervals_where, {{"d", Value(argument.source, site)}, {"cond", cond}});
  }
  const ast::Name* input = InputName(argument.source, site);
  if (input == nullptr) {
    return Value(argument.source, site);
  }
  const auto* range = argument.body ? std::get_if<ast::Range>(&site[*argument.body].node) : nullptr;
  if (range != nullptr) {
    return speaker_.Np(
        f_.stretches_between,
        {{"from", Value(range->from, beside)},
         {"to", Value(range->to, beside)},
         {"rows", Rows(argument, site)}}
    );
  }
  return SpansOfInput(argument, *terms_.FindInput(input->text), site);
}

std::optional<Noun> Writer::LinkValue(const ast::ExprNode& node, const Site& site) {
  const auto with = [&](const Phrase& phrase, ast::ExprId a, ast::ExprId b) {
    return std::optional(speaker_.Np(phrase, {{"a", Value(a, site)}, {"b", Value(b, site)}}));
  };
  const auto bounded = [&](const Phrase& phrase, ast::ExprId a, ast::CompareOp op, ast::ExprId d) {
    return std::optional(
        speaker_.Np(phrase, {{"a", Value(a, site)}, {"bound", Bound(op, Value(d, site))}})
    );
  };
  return std::visit(
      Overloaded{
          [&](const ast::With& n) { return with(f_.joined, n.left, n.right); },
          [&](const ast::In& n) {
            return IsWord(n.bound, site, "period")
                       ? std::optional(speaker_.Np(f_.inside_period, {{"a", Value(n.spans, site)}}))
                       : with(f_.inside, n.spans, n.bound);
          },
          [&](const ast::Except& n) { return with(f_.outside, n.spans, n.removed); },
          [&](const ast::Lasting& n) { return bounded(f_.lasting, n.spans, n.op, n.length); },
          [&](const ast::Bridging& n) { return bounded(f_.bridged, n.spans, n.op, n.length); },
          [&](const ast::Beyond& n) {
            return std::optional(
                speaker_.Np(f_.beyond, {{"a", Value(n.spans, site)}, {"d", Value(n.length, site)}})
            );
          },
          [&](const ast::Upto& n) {
            return std::optional(speaker_.Np(
                f_.limited,
                {{"a", Value(n.spans, site)},
                 {"d", Value(n.quota, site)},
                 {"stretch", Stretch(n.per)}}
            ));
          },
          [&](const ast::PlacedBy& n) {
            const bool from = IsWord(n.place, site, "from");
            if (from || IsWord(n.place, site, "to")) {
              return std::optional(
                  speaker_.Np(from ? f_.by_from : f_.by_to, {{"a", Value(n.source, site)}})
              );
            }
            return std::optional(speaker_.Np(
                f_.by_column, {{"a", Value(n.source, site)}, {"column", Value(n.place, site)}}
            ));
          },
          [&](const ast::Range& n) { return with(f_.from_to, n.from, n.to); },
          [&](const ast::RangeFor& n) {
            const Slots after{{"t", Value(n.from, site)}, {"d", Value(n.length, site)}};
            return std::optional(speaker_.Np(
                f_.from_to, {{"a", Value(n.from, site)}, {"b", speaker_.Np(f_.after, after)}}
            ));
          },
          [](const auto&) { return std::optional<Noun>(); },
      },
      node
  );
}

}  // namespace slate::emit::docs
