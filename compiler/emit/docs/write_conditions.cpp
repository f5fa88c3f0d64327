// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/ink.h"
#include "compiler/emit/docs/writer.h"
#include "runtime/base/overloaded.h"

namespace slate::emit::docs {

namespace {

ast::CompareOp Opposite(ast::CompareOp op) {
  switch (op) {
    case ast::CompareOp::kEqual: return ast::CompareOp::kNotEqual;
    case ast::CompareOp::kNotEqual: return ast::CompareOp::kEqual;
    case ast::CompareOp::kLess: return ast::CompareOp::kGreaterEqual;
    case ast::CompareOp::kLessEqual: return ast::CompareOp::kGreater;
    case ast::CompareOp::kGreater: return ast::CompareOp::kLessEqual;
    case ast::CompareOp::kGreaterEqual: return ast::CompareOp::kLess;
  }
  return op;
}

const Phrase& CompareOfNumbers(const Formulas& f, ast::CompareOp op) {
  switch (op) {
    case ast::CompareOp::kEqual: return f.is_equal;
    case ast::CompareOp::kNotEqual: return f.is_other;
    case ast::CompareOp::kLess: return f.is_less;
    case ast::CompareOp::kLessEqual: return f.is_most;
    case ast::CompareOp::kGreater: return f.is_more;
    case ast::CompareOp::kGreaterEqual: return f.is_least;
  }
  return f.is_equal;
}

const Phrase& CompareOfMoments(const Formulas& f, ast::CompareOp op) {
  switch (op) {
    case ast::CompareOp::kEqual: return f.is_equal;
    case ast::CompareOp::kNotEqual: return f.is_other;
    case ast::CompareOp::kLess: return f.is_before;
    case ast::CompareOp::kLessEqual: return f.not_after;
    case ast::CompareOp::kGreater: return f.is_after;
    case ast::CompareOp::kGreaterEqual: return f.not_before;
  }
  return f.is_equal;
}

bool IsVerdict(std::string_view name) {
  return name == "met" || name == "missed" || name == "pending" || name == "undecided" ||
         name == "void" || name == "granted";
}

}  // namespace

bool Writer::IsCondition(ast::ExprId id, const Site& site) const {
  return std::visit(
      Overloaded{
          [](const ast::Compare&) { return true; },
          [](const ast::Unary& n) { return n.op == ast::UnaryOp::kNot; },
          [](const ast::Binary& n) {
            return n.op == ast::BinaryOp::kAnd || n.op == ast::BinaryOp::kOr;
          },
          [](const ast::Call& n) {
            return n.name.text == "any" || n.name.text == "all" || n.name.text == "known";
          },
          [](const ast::Member& n) { return IsVerdict(n.name.text); },
          [&](const ast::If& n) { return IsCondition(n.then, site); },
          [&](const ast::In& n) { return KindAt(n.spans, site) == Kind::kInstant; },
          [&](const ast::Ref& n) {
            const bool word = n.name.text == "true" || n.name.text == "false" ||
                              n.name.text == "met" || n.name.text == "missed";
            return word || KindOfName(n.name.text, site) == Kind::kBool;
          },
          [](const auto&) { return false; },
      },
      site[id].node
  );
}

Kind Writer::KindAt(ast::ExprId id, const Site& site) const {
  if (IsCondition(id, site)) {
    return Kind::kBool;
  }
  return std::visit(
      Overloaded{
          [](const ast::InstantLit&) { return Kind::kInstant; },
          [](const ast::DateLit&) { return Kind::kDate; },
          [](const ast::DurationLit&) { return Kind::kDuration; },
          [](const ast::TextLit&) { return Kind::kText; },
          [&](const ast::Ref& n) {
            if (site.arguments != nullptr && site.arguments->contains(n.name.text)) {
              const Placed& placed = site.arguments->at(n.name.text);
              return KindAt(placed.expr, *placed.site);
            }
            const bool end = site.in_run && (n.name.text == "from" || n.name.text == "to");
            return KindOfName(n.name.text, site).value_or(end ? Kind::kInstant : Kind::kNumber);
          },
          [&](const ast::Member& n) {
            if (n.name.text == "from" || n.name.text == "to") {
              return Kind::kInstant;
            }
            return KindOfName(n.name.text, site).value_or(Kind::kNumber);
          },
          [&](const ast::Binary& n) { return KindAt(n.left, site); },
          [&](const ast::If& n) { return KindAt(n.then, site); },
          [](const ast::Range&) { return Kind::kSpans; },
          [&](const ast::Call& n) {
            return n.name.text == "spans"  ? Kind::kSpans
                   : n.name.text == "date" ? Kind::kDate
                                           : Kind::kNumber;
          },
          [](const auto&) { return Kind::kNumber; },
      },
      site[id].node
  );
}

void Writer::Flatten(
    ast::ExprId id, ast::BinaryOp op, const Site& site, std::vector<std::string>& parts
) {
  const auto* binary = std::get_if<ast::Binary>(&site[id].node);
  if (binary != nullptr && binary->op == op) {
    Flatten(binary->left, op, site, parts);
    Flatten(binary->right, op, site, parts);
    return;
  }
  parts.push_back(Condition(id, site));
}

std::string Writer::Condition(ast::ExprId id, const Site& site) {
  return std::visit(
      Overloaded{
          [&](const ast::Compare& n) { return CompareWords(n, site, false); },
          [&](const ast::Binary& n) -> std::string {
            std::vector<std::string> parts;
            Flatten(id, n.op, site, parts);
            return n.op == ast::BinaryOp::kOr ? speaker_.Or(parts) : speaker_.And(parts);
          },
          [&](const ast::Unary& n) { return Not(n.operand, site); },
          [&](const ast::If& n) {
            return speaker_.Say(
                f_.if_cond,
                {{"c", Condition(n.condition, site)},
                 {"a", Condition(n.then, site)},
                 {"b", Condition(n.otherwise, site)}}
            );
          },
          [&](const ast::Call& n) {
            return CallHolds(n, site).value_or(speaker_.Say(f_.holds, {{"x", Value(id, site)}}));
          },
          [&](const ast::Member& n) {
            return VerdictWords(n, site).value_or(speaker_.Say(f_.holds, {{"x", Value(id, site)}}));
          },
          [&](const ast::In& n) { return Lies(f_.is_inside, n, site); },
          [&](const ast::Ref& n) { return NameHolds(n.name, site, false); },
          [&](const auto&) {
            return speaker_.Say(f_.holds, {{"x", Value(id, site)}});
          },
      },
      site[id].node
  );
}

std::string Writer::Not(ast::ExprId id, const Site& site) {
  if (const auto* compare = std::get_if<ast::Compare>(&site[id].node)) {
    return CompareWords(*compare, site, true);
  }
  if (const auto* ref = std::get_if<ast::Ref>(&site[id].node)) {
    return NameHolds(ref->name, site, true);
  }
  if (const auto* in = std::get_if<ast::In>(&site[id].node)) {
    return Lies(f_.is_outside, *in, site);
  }
  return speaker_.Say(f_.not_true, {{"cond", Condition(id, site)}});
}

// Of an instant; what two sets have in common is a noun.
std::string Writer::Lies(const Phrase& phrase, const ast::In& node, const Site& site) {
  return speaker_.Say(phrase, {{"a", Value(node.spans, site)}, {"b", Value(node.bound, site)}});
}

std::string Writer::NameHolds(const ast::Name& name, const Site& site, bool negated) {
  if (site.arguments != nullptr && site.arguments->contains(name.text)) {
    const Placed& placed = site.arguments->at(name.text);
    return negated ? Not(placed.expr, *placed.site) : Condition(placed.expr, *placed.site);
  }
  if (name.text == "true" || name.text == "false") {
    return speaker_.Say((name.text == "true") != negated ? f_.always : f_.never);
  }
  if (name.text == "met" || name.text == "missed") {
    return speaker_.Say((name.text == "met") != negated ? f_.own_met : f_.own_missed);
  }
  const std::string shown = terms_.Linked(PathOf(name.text, site));
  return speaker_.Say(negated ? f_.holds_not : f_.holds, {{"x", shown}});
}

// `count(last 6 periods where C) >= 3`
std::optional<std::string> Writer::PeriodsHold(const ast::Compare& compare, const Site& site) {
  const auto* call = std::get_if<ast::Call>(&site[compare.left].node);
  const bool counts = call != nullptr && call->name.text == "count" && call->args.size() == 1 &&
                      call->args.front().source_kind == ast::Argument::Source::kLastPeriods &&
                      call->args.front().where && compare.op == ast::CompareOp::kGreaterEqual;
  if (!counts) {
    return std::nullopt;
  }
  const ast::Argument& argument = call->args.front();
  const Noun periods = speaker_.Np(f_.periods_count, {{"n", Value(argument.source, site)}});
  return speaker_.Say(
      f_.periods_least,
      {{"k", Value(compare.right, site)},
       {"periods", periods},
       {"cond", Condition(*argument.where, Beside(argument, site))}}
  );
}

std::string Writer::CompareWords(const ast::Compare& compare, const Site& site, bool negated) {
  if (const auto periods = PeriodsHold(compare, site); periods && !negated) {
    return *periods;
  }
  const Kind kind = KindAt(compare.left, site);
  const ast::CompareOp op = negated ? Opposite(compare.op) : compare.op;
  const Phrase& phrase = kind == Kind::kInstant || kind == Kind::kDate ? CompareOfMoments(f_, op)
                                                                       : CompareOfNumbers(f_, op);
  return speaker_.Say(
      phrase, {{"a", Value(compare.left, site)}, {"b", Value(compare.right, site)}}
  );
}

std::optional<std::string> Writer::VerdictWords(const ast::Member& member, const Site& site) {
  const std::pair<std::string_view, const Phrase*> verdicts[] = {
      {"met", &f_.is_met},
      {"missed", &f_.is_missed},
      {"pending", &f_.is_pending},
      {"undecided", &f_.is_undecided},
      {"void", &f_.is_void},
      {"granted", &f_.granted},
  };
  for (const auto& [verdict, phrase] : verdicts) {
    if (member.name.text == verdict) {
      return speaker_.Say(*phrase, {{"x", Figure(member.base, site)}});
    }
  }
  if (KindOfName(member.name.text, site) == Kind::kBool) {
    return NameHolds(member.name, site, false);
  }
  return std::nullopt;
}

std::optional<std::string> Writer::CallHolds(const ast::Call& call, const Site& site) {
  if (call.args.empty()) {
    return std::nullopt;
  }
  const ast::Argument& argument = call.args.front();
  if (call.name.text == "known") {
    return speaker_.Say(f_.has_value, {{"a", Value(argument.source, site)}});
  }
  const bool any = call.name.text == "any";
  if (!any && call.name.text != "all") {
    return std::nullopt;
  }
  const Site beside = Beside(argument, site);
  const std::string cond =
      argument.body ? Condition(*argument.body, beside) : speaker_.Say(f_.always);
  const auto* ref = std::get_if<ast::Ref>(&site[argument.source].node);
  if (ref != nullptr && !argument.where && terms_.FindKey(ref->name.text) != nullptr) {
    return speaker_.Say(
        any ? f_.any_entry : f_.all_entries,
        {{"key", terms_.Linked(ref->name.text)}, {"cond", cond}}
    );
  }
  return speaker_.Say(any ? f_.any_of : f_.all_of, {{"a", Rows(argument, site)}, {"cond", cond}});
}

}  // namespace slate::emit::docs
