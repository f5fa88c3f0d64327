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

// A line that an agreement says again of what it stands under: `uptime.target`, `settle`, `office`.
struct Restated {
  std::string path;
  source::Span span;
};

// An agreement with everything it takes over from those it stands `under`, restated by name.
// Nothing here is checked beyond names; the order is that of the text, inherited statements first.
struct EffectiveAgreement {
  const Module* module = nullptr;
  const ast::Agreement* agreement = nullptr;
  std::vector<const ast::Agreement*> chain = {};  // root first, this one last
  // The last amendment of this version; none of the agreement as it began.
  std::optional<Sited<ast::Amendment>> amendment = {};
  // What the agreement says again of what it stands under, in the order written.
  std::vector<Restated> restated = {};
  std::vector<Sited<ast::Change>> own_changes = {};  // among `changes`, its own
  bool speaks_in_examples = true;  // examples are written in the words of the last version
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

// The agreement as it begins, then as it is from each date on which an amendment of it or of what
// it stands under takes effect. What has a place in a list has the same place in later versions.
// Nothing if `under` names no agreement or closes a circle; that is reported.
std::vector<EffectiveAgreement> Versions(
    const Program& program, const Module& module, const ast::Agreement& agreement, diag::Sink& sink
);

// The agreement as it begins, but for one thing that it says again: there it is as what it stands
// under.
std::optional<EffectiveAgreement> Without(
    const Module& module, const ast::Agreement& agreement, const source::Span& restated
);

// Amendments of agreements that there are not.
void CheckAmendedNames(const Program& program, diag::Sink& sink);

}  // namespace slate::resolve
