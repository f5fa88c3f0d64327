// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/check/builder.h"
#include "compiler/check/checked.h"
#include "compiler/resolve/effective.h"
#include "runtime/calendar/time_zone.h"
#include "runtime/diag/sink.h"

namespace slate::check {

using resolve::Sited;
using source::Span;

// One named line of an objective and what checking it found.
struct LineState {
  enum class State : std::uint8_t { kUnvisited, kVisiting, kDone } state = State::kUnvisited;
  Checked result = {};
};

struct ObjectiveEntry {
  const resolve::EffectiveObjective* source = nullptr;
  std::size_t index = 0;  // into plan.objectives
  std::map<std::string, Sited<ast::Let>> lets;
  std::map<std::string, LineState> let_states;
  std::optional<Sited<ast::Measure>> measure;
  LineState measure_state;
  std::optional<Sited<ast::Target>> target;
  std::optional<Sited<ast::Credit>> credit;
  LineState credit_state;
  std::optional<Sited<ast::Bonus>> bonus;
  LineState bonus_state;
};

struct InputEntry {
  std::size_t index = 0;  // into plan.inputs
  Sited<ast::Input> source;
  std::map<std::string, Sited<ast::Let>> lets;
  std::optional<std::string> default_place;  // column
  bool default_interval = false;             // by from .. to
};

// Everything in reach of the expressions of one agreement.
struct Context {
  const resolve::EffectiveAgreement& agreement;
  const resolve::Program& program;
  plan::Plan& plan;
  Builder builder;
  diag::Sink& sink;
  std::optional<calendar::TimeZone> zone = {};

  std::map<std::string, InputEntry> inputs = {};
  std::map<std::string, std::size_t> keys = {};  // into plan.keys
  std::map<std::string, std::size_t> calendars = {};
  std::map<std::string, std::size_t> givens = {};
  std::map<std::string, std::size_t> attested = {};
  std::map<std::string, Sited<ast::Let>> lets = {};
  std::map<std::string, ObjectiveEntry> objectives = {};
  std::map<std::string, std::size_t> settles = {};
  std::map<std::string, std::size_t> rights = {};
  std::set<std::string> units = {};
  std::set<std::string> parties = {};
  std::map<std::string, Span> names = {};        // every name of the agreement, once
  std::uint64_t expressions = 0;                 // read so far, those of metrics once for each use
  std::set<std::set<std::string>> circles = {};  // of definitions, reported once each
};

struct Scope;

// An argument of a metric. It is a text, as a `let` is: where the metric uses it inside bins, it is
// read again there.
struct ArgumentText {
  ast::ExprId expr{};
  std::shared_ptr<const Scope> caller;
  Type type;
};

// A row, run or window that an aggregate around the expression ranges over.
struct Element {
  enum class Kind : std::uint8_t { kRow, kRun, kWindow } kind = Kind::kRow;
  std::string name = {};              // `as N`; empty = none
  const InputEntry* input = nullptr;  // of a row
  int depth = 0;                      // 1 = the outermost of its kind
  std::set<std::string> known = {};   // optional columns that have a value here
};

// What an expression can see besides the agreement. Copied where it is widened.
struct Scope {
  const resolve::Module* module = nullptr;     // the text its ids belong to
  std::map<std::string, NodeId> members = {};  // bound keys
  std::map<std::string, Checked> locals = {};  // metric parameters, `try` variables
  std::map<std::string, ArgumentText> arguments =
      {};                              // metric parameters, as written by the caller
  std::vector<Element> elements = {};  // in sight, outermost first
  // How many of each kind stand around the expression, in sight or not.
  int rows = 0;
  int runs = 0;
  int windows = 0;
  // Where the innermost of them stands: facts that change are read there.
  std::optional<NodeId> place = {};
  bool in_window = false;  // inside bins or a sliding window
  bool in_moment = false;
  bool in_history = false;  // body of `last N periods`
  ObjectiveEntry* objective = nullptr;
  bool missed = false;  // credit: the measure has a value
  bool in_example = false;
  bool in_given = false;                 // the table of a fact: an open key needs no `else`
  const plan::Rhythm* period = nullptr;  // the objective's own, else the agreement's
  bool at_instant = false;               // left of `at`: a fact that changes is read there
  bool before_otherwise = false;         // left of `otherwise`: a past value may be of open type
  std::vector<std::string> open = {};    // lets and metrics being read, against circles
  std::optional<Type> expected = {};     // what the place wants, for members of keys

  const ast::File& file() const { return module->file; }

  bool in_row() const { return Innermost(Element::Kind::kRow) != nullptr; }
  bool in_run() const { return Innermost(Element::Kind::kRun) != nullptr; }
  const Element* Innermost(Element::Kind kind) const {
    for (auto element = elements.rbegin(); element != elements.rend(); ++element) {
      if (element->kind == kind) {
        return &*element;
      }
    }
    return nullptr;
  }
  int& CountOf(Element::Kind kind) {
    return kind == Element::Kind::kRow ? rows : kind == Element::Kind::kRun ? runs : windows;
  }
  // Steps into an aggregate; where its items stand is for the caller to say.
  void Enter(Element::Kind kind, const std::optional<ast::Name>& name, const InputEntry* input) {
    const int depth = ++CountOf(kind);
    elements.push_back(
        {.kind = kind, .name = name ? name->text : "", .input = input, .depth = depth}
    );
    place.reset();
  }
  // A text of its own, such as a `let`, sees nothing of what is around the place of its use.
  void HideElements() { elements.clear(); }
};

}  // namespace slate::check
