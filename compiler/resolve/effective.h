// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/resolve/modules.h"
#include "runtime/diag/sink.h"

namespace slate::resolve {

// A piece of an agreement with the text its expressions stand in.
template <typename T>
struct Sited {
  const Module* module = nullptr;
  const T* node = nullptr;
  source::Span span = {};
  const ast::Doc* doc = nullptr;

  const ast::File& file() const { return module->file; }
  const T* operator->() const { return node; }
};

// An objective after `under`: its declaration line and the promises in force, each with its text.
struct EffectiveObjective {
  Sited<ast::Objective> declaration;  // the first one, which gives party and keys
  std::optional<std::string> title;
  std::optional<ast::Name> by;
  std::vector<ast::Over> each;
  std::vector<Sited<ast::Promise>> promises;
};

// An agreement with everything it takes over from those it stands `under`, restated by name.
// Nothing here is checked beyond names; the order is that of the text, inherited statements first.
struct EffectiveAgreement {
  const Module* module = nullptr;
  const ast::Agreement* agreement = nullptr;
  std::vector<const ast::Agreement*> chain = {};  // root first, this one last
  std::vector<Sited<ast::Narrow>> narrows = {};

  std::optional<Sited<ast::Version>> version = {};
  std::optional<Sited<ast::Provider>> provider = {};
  std::optional<Sited<ast::Customer>> customer = {};
  std::optional<Sited<ast::Term>> term = {};
  std::optional<Sited<ast::Zone>> zone = {};
  std::optional<Sited<ast::Currency>> currency = {};
  std::optional<Sited<ast::PeriodDecl>> period = {};
  std::optional<Sited<ast::Partial>> partial = {};
  std::vector<Sited<ast::UnitDecl>> units = {};
  std::vector<Sited<ast::KeyDecl>> keys = {};
  std::vector<Sited<ast::CalendarDecl>> calendars = {};
  std::vector<Sited<ast::Input>> inputs = {};
  std::vector<Sited<ast::Given>> givens = {};
  std::vector<Sited<ast::Attested>> attested = {};
  std::vector<Sited<ast::Let>> lets = {};
  std::vector<EffectiveObjective> objectives = {};
  std::vector<Sited<ast::Settle>> settles = {};
  std::vector<Sited<ast::Right>> rights = {};
  std::vector<Sited<ast::Duty>> duties = {};
  std::vector<Sited<ast::Opening>> openings = {};
  std::vector<Sited<ast::Change>> changes = {};
  std::vector<Sited<ast::Titles>> titles = {};
  std::vector<Sited<ast::Clause>> clauses = {};
};

// Nothing if `under` names no agreement or closes a circle; that is reported.
std::optional<EffectiveAgreement> Flatten(
    const Module& module, const ast::Agreement& agreement, diag::Sink& sink
);

}  // namespace slate::resolve
