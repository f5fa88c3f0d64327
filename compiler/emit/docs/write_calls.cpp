// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "compiler/emit/docs/ink.h"
#include "compiler/emit/docs/writer.h"

namespace slate::emit::docs {

std::string DottedName(const ast::MethodCall& call, const ast::File& file) {
  std::string name = call.name.text;
  ast::ExprId base = call.base;
  while (const auto* member = std::get_if<ast::Member>(&file[base].node)) {
    name = member->name.text + "." + name;
    base = member->base;
  }
  const auto* ref = std::get_if<ast::Ref>(&file[base].node);
  return (ref == nullptr ? "" : ref->name.text + ".") + name;
}

Noun Writer::Argument(const ast::Call& call, std::size_t place, const Site& site) {
  return place < call.args.size() ? Value(call.args[place].source, site) : Noun("?");
}

Noun Writer::CallValue(const ast::Call& call, const Site& site) {
  if (call.name.text == "spans") {
    return SpansCall(call, site);
  }
  if (std::optional<Noun> value = FunctionValue(call, site)) {
    return *value;
  }
  if (std::optional<Noun> value = AggregateValue(call, site)) {
    return *value;
  }
  return MetricValue(call.name.text, call.args, site);
}

std::optional<Noun> Writer::FunctionValue(const ast::Call& call, const Site& site) {
  const std::string& name = call.name.text;
  const auto is_plain = [](const ast::Argument& argument) {
    return argument.source_kind == ast::Argument::Source::kExpr && !argument.body &&
           !argument.where;
  };
  const bool plain = std::all_of(call.args.begin(), call.args.end(), is_plain);
  if ((name == "min" || name == "max") && plain && call.args.size() > 1) {
    std::vector<Noun> values;
    for (std::size_t i = 0; i < call.args.size(); ++i) {
      values.push_back(Argument(call, i, site));
    }
    return speaker_.Np(
        name == "min" ? f_.smaller_of : f_.larger_of, {{"list", speaker_.And(std::move(values))}}
    );
  }
  if (name == "gaps" || name == "covered") {
    const ast::Name* input = InputName(call.args.front().source, site);
    const std::string shown = input == nullptr ? "?" : terms_.Linked(input->text);
    return speaker_.Np(name == "gaps" ? f_.gaps : f_.covered, {{"input", shown}});
  }
  const std::pair<std::string_view, const Phrase*> functions[] = {
      {"length", &f_.length_of},
      {"days", &f_.day_count},
      {"date", &f_.whole_day},
      {"abs", &f_.absolute},
      {"floor", &f_.floored},
      {"ceil", &f_.ceiled},
      {"half_up", &f_.half_upped},
      {"half_even", &f_.half_evened},
  };
  for (const auto& [function, phrase] : functions) {
    if (name == function) {
      return speaker_.Np(*phrase, {{"a", Argument(call, 0, site)}, {"b", Argument(call, 1, site)}});
    }
  }
  return std::nullopt;
}

std::optional<Noun> Writer::AggregateValue(const ast::Call& call, const Site& site) {
  const std::string& name = call.name.text;
  const bool percentile = name == "percentile";
  if (call.args.size() <= (percentile ? 1U : 0U)) {
    return std::nullopt;
  }
  const ast::Argument& argument = call.args[percentile ? 1 : 0];
  const Site beside = Beside(argument, site);
  if (name == "share") {
    const std::string cond = argument.body ? Condition(*argument.body, beside) : "";
    return speaker_.Np(
        argument.where ? f_.share_among : f_.share_of, {{"a", Rows(argument, site)}, {"cond", cond}}
    );
  }
  if (name == "count") {
    return speaker_.Np(f_.count_of, {{"a", Rows(argument, site)}});
  }
  const bool over_bins = argument.source_kind != ast::Argument::Source::kExpr;
  const std::pair<std::string_view, const Phrase*> aggregates[] = {
      {"sum", &f_.sum_of},
      {"mean", over_bins ? &f_.mean_over : &f_.mean_of},
      {"min", &f_.least_of},
      {"max", &f_.most_of},
      {"percentile", &f_.percentile_of},
      {"distinct", &f_.distinct_of},
  };
  for (const auto& [aggregate, phrase] : aggregates) {
    if (name != aggregate) {
      continue;
    }
    const auto* quantile =
        percentile ? std::get_if<ast::NumberLit>(&site[call.args[0].source].node) : nullptr;
    const Rational rank = quantile == nullptr ? Rational(0) : quantile->value * Rational(100);
    return speaker_.Np(
        *phrase,
        {{"a", Rows(argument, site)},
         {"x", argument.body ? Value(*argument.body, beside) : Noun("")},
         {"n", speaker_.Ordinal(rank)}}
    );
  }
  return std::nullopt;
}

// A metric in its own words where it has some in the language, else its formula.
Noun Writer::MetricValue(
    const std::string& name, const std::vector<ast::Argument>& arguments, const Site& site
) {
  const resolve::MetricRef found = resolve::FindMetric(*site.module, name);
  if (found.metric == nullptr) {
    return speaker_.Quoted(Plain(name));
  }
  const ast::Metric& metric = *found.metric;
  const std::size_t count = std::min(arguments.size(), metric.parameters.size());
  for (const ast::Wording& wording : metric.reads) {
    if (wording.language.text != speaker_.tag()) {
      continue;
    }
    Slots slots;
    for (std::size_t i = 0; i < count; ++i) {
      slots.emplace_back(metric.parameters[i].name.text, Value(arguments[i].source, site));
    }
    if (std::optional<Noun> words = speaker_.Wording(Plain(wording.text), slots)) {
      return *words;
    }
  }
  std::map<std::string, Placed> bound;
  for (std::size_t i = 0; i < count; ++i) {
    bound[metric.parameters[i].name.text] = {.site = &site, .expr = arguments[i].source};
  }
  const Site inner{.module = found.module, .arguments = &bound};
  return Value(metric.value, inner);
}

}  // namespace slate::emit::docs
