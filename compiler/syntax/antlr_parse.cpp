// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/antlr_parse.h"

#include <algorithm>
#include <memory>
#include <string>
#include <typeinfo>
#include <utility>

#include <SlateLexer.h>
#include <SlateParser.h>
#include <antlr4-runtime.h>

// The only file of the compiler that includes ANTLR. It throws and catches ANTLR's exceptions; none
// leaves this file.
namespace slate::syntax {

static_assert(SlateLexer::STRAY == Index(TokenKind::kStray));
static_assert(SlateLexer::PERIODS == Index(TokenKind::kPeriods));
static_assert(SlateLexer::RBRACE == Index(TokenKind::kRightBrace));
static_assert(SlateParser::RuleWord == Index(Rule::kWord));
static_assert(SlateParser::RuleExpr == Index(Rule::kExpr));

// The generated parser keeps the written form of the grammar to itself, and copies of its tables
// made in another way are not whole. Naming a private member in an explicit instantiation is
// allowed.
struct SlateParserStatics {
  friend std::vector<std::uint16_t>* WrittenGrammarOf(SlateParserStatics);
};
template <std::vector<std::uint16_t>* kMember>
struct WrittenGrammar {
  friend std::vector<std::uint16_t>* WrittenGrammarOf(SlateParserStatics) { return kMember; }
};
template struct WrittenGrammar<&SlateParser::_serializedATN>;

struct PredictionTables::Tables {
  antlr4::atn::ATN atn;
  std::vector<antlr4::dfa::DFA> decisions;
  antlr4::atn::PredictionContextCache contexts;
};

namespace {

std::size_t AntlrType(TokenKind kind) {
  return kind == TokenKind::kEnd ? antlr4::Token::EOF : Index(kind);
}

TokenKind KindOfType(std::size_t type) {
  return type == antlr4::Token::EOF ? TokenKind::kEnd : static_cast<TokenKind>(type);
}

// Our tokens as ANTLR reads them.
class KnownTokens final : public antlr4::TokenStream {
 public:
  explicit KnownTokens(std::span<const Token> tokens) {
    tokens_.reserve(tokens.size());
    for (const Token& token : tokens) {
      tokens_.emplace_back(AntlrType(token.kind));
      tokens_.back().setTokenIndex(tokens_.size() - 1);
    }
  }

  void GoToEnd() { at_ = tokens_.size() - 1; }

  void consume() override { at_ = std::min(at_ + 1, tokens_.size() - 1); }
  std::size_t LA(ssize_t i) override { return LT(i)->getType(); }
  antlr4::Token* LT(ssize_t i) override {
    if (i < 0) {
      const auto back = static_cast<std::size_t>(-i);
      return back > at_ ? nullptr : &tokens_[at_ - back];
    }
    return &tokens_[std::min(at_ + static_cast<std::size_t>(i) - 1, tokens_.size() - 1)];
  }
  antlr4::Token* get(std::size_t index) const override { return &tokens_[index]; }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  std::size_t index() override { return at_; }
  void seek(std::size_t index) override { at_ = std::min(index, tokens_.size() - 1); }
  std::size_t size() override { return tokens_.size(); }
  std::string getSourceName() const override { return {}; }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  std::string getText(const antlr4::misc::Interval&) override { return {}; }
  std::string getText() override { return {}; }
  std::string getText(antlr4::RuleContext*) override { return {}; }
  std::string getText(antlr4::Token*, antlr4::Token*) override { return {}; }

 private:
  mutable std::vector<antlr4::CommonToken> tokens_;
  std::size_t at_ = 0;
};

// Stops reading when expressions are nested deeper than the limit: it moves to the end of the text,
// where every open rule fails.
class BoundedParser final : public SlateParser {
 public:
  BoundedParser(KnownTokens* tokens, std::uint32_t max_depth, const PredictionTables* tables)
      : SlateParser(tokens), tokens_(tokens), max_depth_(max_depth) {
    if (tables != nullptr) {
      atn_ = &(**tables).atn;
      // The parser owns it.
      setInterpreter(new antlr4::atn::ParserATNSimulator(
          this, *atn_, (**tables).decisions, (**tables).contexts
      ));
    }
  }

  const antlr4::atn::ATN& getATN() const override {
    return atn_ == nullptr ? SlateParser::getATN() : *atn_;
  }

  std::optional<std::uint32_t> too_deep_at() const { return too_deep_at_; }

  void enterRule(antlr4::ParserRuleContext* context, std::size_t state, std::size_t rule) override {
    SlateParser::enterRule(context, state, rule);
    if (IsCounted(context)) {
      Enter(context);
    }
  }

 private:
  // `expr` counts always; `truth` and `factor` only within themselves (`not not a`, `- - a`).
  static bool IsCounted(const antlr4::ParserRuleContext* context) {
    const std::size_t rule = context->getRuleIndex();
    if (rule != RuleTruth && rule != RuleFactor) {
      return rule == RuleExpr;
    }
    return static_cast<const antlr4::ParserRuleContext*>(context->parent)->getRuleIndex() == rule;
  }

  // At most a dozen steps up within an expression.
  static antlr4::ParserRuleContext* CountedAbove(const antlr4::ParserRuleContext* context) {
    auto* above = static_cast<antlr4::ParserRuleContext*>(context->parent);
    while (above != nullptr && !IsCounted(above)) {
      above = static_cast<antlr4::ParserRuleContext*>(above->parent);
    }
    return above;
  }

  void Enter(antlr4::ParserRuleContext* context) {
    const auto* above = CountedAbove(context);
    while (!open_.empty() && open_.back() != above) {
      open_.pop_back();
    }
    open_.push_back(context);
    if (open_.size() > max_depth_ && !too_deep_at_) {
      too_deep_at_ = static_cast<std::uint32_t>(tokens_->index());
      tokens_->GoToEnd();
    }
  }

  KnownTokens* tokens_;
  const antlr4::atn::ATN* atn_ = nullptr;  // of its own tables, if it has any
  std::uint32_t max_depth_;
  std::vector<antlr4::ParserRuleContext*> open_;
  std::optional<std::uint32_t> too_deep_at_;
};

OpenRule Describe(antlr4::ParserRuleContext& context) {
  OpenRule open;
  open.rule = static_cast<Rule>(context.getRuleIndex());
  if (context.start != nullptr) {
    open.first_token = static_cast<std::uint32_t>(context.start->getTokenIndex());
  }
  for (antlr4::tree::ParseTree* child : context.children) {
    if (auto* leaf = dynamic_cast<antlr4::tree::TerminalNode*>(child)) {
      open.tokens.push_back(KindOfType(leaf->getSymbol()->getType()));
    }
  }
  return open;
}

// Gives up at the first mistake, like ANTLR's own bail-out strategy, but remembers where.
class StopAtFirst final : public antlr4::BailErrorStrategy {
 public:
  std::optional<Failure>& failure() { return failure_; }

  void recover(antlr4::Parser* parser, std::exception_ptr e) override {
    try {
      std::rethrow_exception(e);
    } catch (const antlr4::RecognitionException& mistake) {
      Remember(parser, mistake.getOffendingToken());
    }
    BailErrorStrategy::recover(parser, e);
  }

  antlr4::Token* recoverInline(antlr4::Parser* parser) override {
    Remember(parser, parser->getCurrentToken());
    return BailErrorStrategy::recoverInline(parser);
  }

  void reportError(antlr4::Parser*, const antlr4::RecognitionException&) override {}

 private:
  void Remember(antlr4::Parser* parser, antlr4::Token* token) {
    if (failure_) {
      return;
    }
    failure_.emplace();
    failure_->token = static_cast<std::uint32_t>(token->getTokenIndex());
    for (antlr4::tree::ParseTree* at = parser->getContext(); at != nullptr; at = at->parent) {
      failure_->rules.push_back(Describe(*static_cast<antlr4::ParserRuleContext*>(at)));
    }
    for (ssize_t type : parser->getExpectedTokens().toList()) {
      failure_->expected.push_back(KindOfType(static_cast<std::size_t>(type)));
    }
  }

  std::optional<Failure> failure_;
};

// Leaves are of one class, which is quicker to ask for than whether a node can be taken for a leaf.
antlr4::tree::TerminalNode* LeafOf(antlr4::tree::ParseTree* node) {
  return typeid(*node) == typeid(antlr4::tree::TerminalNodeImpl)
             ? dynamic_cast<antlr4::tree::TerminalNodeImpl*>(node)
             : nullptr;
}

// Breadth first, so that the children of a node stand together and no recursion is needed.
ParseTree TakeTree(antlr4::ParserRuleContext* root) {
  ParseTree tree;
  std::vector<antlr4::ParserRuleContext*> contexts;
  const auto add = [&](antlr4::ParserRuleContext* context) {
    contexts.push_back(context);
    ParseTree::Node& node = tree.nodes.emplace_back();
    node.rule = static_cast<Rule>(context->getRuleIndex());
    node.first_token = static_cast<std::uint32_t>(context->start->getTokenIndex());
    // A rule that read nothing ends before it starts.
    const auto* stop = context->stop;
    node.last_token =
        stop == nullptr ? node.first_token : static_cast<std::uint32_t>(stop->getTokenIndex());
  };
  add(root);
  for (std::size_t i = 0; i < contexts.size(); ++i) {
    tree.nodes[i].first_child = static_cast<std::uint32_t>(tree.children.size());
    const Rule rule = tree.nodes[i].rule;
    if (rule == Rule::kName || rule == Rule::kWord) {
      continue;
    }
    tree.nodes[i].child_count = static_cast<std::uint32_t>(contexts[i]->children.size());
    for (antlr4::tree::ParseTree* child : contexts[i]->children) {
      if (auto* leaf = LeafOf(child)) {
        tree.children.push_back(
            {true, static_cast<std::uint32_t>(leaf->getSymbol()->getTokenIndex())}
        );
      } else {
        tree.children.push_back({false, static_cast<std::uint32_t>(contexts.size())});
        add(static_cast<antlr4::ParserRuleContext*>(child));
      }
    }
  }
  return tree;
}

ParseResult ParseWith(
    antlr4::atn::PredictionMode mode,
    std::span<const Token> tokens,
    std::uint32_t max_depth,
    const PredictionTables* tables
) {
  KnownTokens stream(tokens);
  BoundedParser parser(&stream, max_depth, tables);
  parser.removeErrorListeners();
  auto strategy = std::make_shared<StopAtFirst>();
  parser.setErrorHandler(strategy);
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(mode);
  ParseResult result;
  try {
    antlr4::ParserRuleContext* root = parser.file();
    result.tree = TakeTree(root);
  } catch (const antlr4::ParseCancellationException&) {
    result.failure = std::move(strategy->failure());
  }
  if (parser.too_deep_at()) {
    Failure& failure = result.failure.emplace();
    failure.token = *parser.too_deep_at();
    failure.too_deep = true;
  }
  return result;
}

}  // namespace

namespace {

// States that only lead on to another are left out.
std::uint16_t Landing(antlr4::atn::ATNState* state) {
  using antlr4::atn::Transition;
  while (state->getStateType() != antlr4::atn::ATNState::RULE_STOP &&
         state->transitions.size() == 1 &&
         state->transitions.front()->getSerializationType() == Transition::EPSILON) {
    state = state->transitions.front()->target;
  }
  return static_cast<std::uint16_t>(state->stateNumber);
}

std::uint16_t AddSet(const antlr4::misc::IntervalSet& types, GrammarStates& grammar) {
  TokenSet set;
  for (const ssize_t type : types.toList()) {
    set.set(Index(KindOfType(static_cast<std::size_t>(type))));
  }
  grammar.sets.push_back(set);
  return static_cast<std::uint16_t>(grammar.sets.size() - 1);
}

std::uint16_t AddChoice(const antlr4::atn::ATNState& state, GrammarStates& grammar) {
  std::vector<std::uint16_t>& begins = grammar.choices.emplace_back();
  for (const antlr4::atn::Transition* way : state.transitions) {
    begins.push_back(Landing(way->target));
  }
  return static_cast<std::uint16_t>(grammar.choices.size() - 1);
}

GrammarState TakeState(antlr4::atn::ATNState& state, GrammarStates& grammar) {
  GrammarState taken{.rule = static_cast<Rule>(state.ruleIndex)};
  if (state.getStateType() == antlr4::atn::ATNState::RULE_STOP || state.transitions.empty()) {
    return taken;
  }
  const antlr4::atn::Transition& way = *state.transitions.front();
  if (state.transitions.size() > 1) {
    taken.kind = GrammarState::Kind::kChoice;
    taken.detail = AddChoice(state, grammar);
  } else if (const auto* part = dynamic_cast<const antlr4::atn::RuleTransition*>(&way)) {
    taken.kind = GrammarState::Kind::kRule;
    taken.part = static_cast<Rule>(part->ruleIndex);
    taken.next = Landing(part->followState);
    grammar.follows[part->ruleIndex].push_back(taken.next);
  } else if (!way.isEpsilon()) {
    taken.kind = GrammarState::Kind::kToken;
    taken.next = Landing(way.target);
    taken.detail = AddSet(way.label(), grammar);
  }
  return taken;
}

GrammarStates TakeStates(const antlr4::atn::ATN& atn) {
  GrammarStates grammar;
  grammar.follows.resize(atn.ruleToStartState.size());
  for (antlr4::atn::ATNState* state : atn.states) {
    grammar.states.push_back(state == nullptr ? GrammarState{} : TakeState(*state, grammar));
  }
  for (antlr4::atn::RuleStartState* start : atn.ruleToStartState) {
    grammar.starts.push_back(Landing(start));
  }
  return grammar;
}

}  // namespace

const GrammarStates& StatesOfGrammar() {
  static const GrammarStates kStates = [] {
    KnownTokens none({});
    return TakeStates(SlateParser(&none).getATN());
  }();
  return kStates;
}

PredictionTables::PredictionTables() : tables_(std::make_unique<Tables>()) {
  antlr4::atn::ATNDeserializer reader;
  tables_->atn = reader.deserialize(*WrittenGrammarOf(SlateParserStatics()));
  for (std::size_t i = 0; i < tables_->atn.getNumberOfDecisions(); ++i) {
    tables_->decisions.emplace_back(tables_->atn.getDecisionState(i), i);
  }
}

PredictionTables::~PredictionTables() = default;

ParseResult ParseTokens(
    std::span<const Token> tokens, std::uint32_t max_depth, const PredictionTables* tables
) {
  ParseResult fast = ParseWith(antlr4::atn::PredictionMode::SLL, tokens, max_depth, tables);
  if (!fast.failure || fast.failure->too_deep) {
    return fast;
  }
  // SLL reads a little less than the language; LL decides.
  return ParseWith(antlr4::atn::PredictionMode::LL, tokens, max_depth, tables);
}

}  // namespace slate::syntax
