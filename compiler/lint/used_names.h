// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/resolve/modules.h"

namespace slate::lint {

// Who reads what: looked through once for all texts of a run.
class Readers {
 public:
  explicit Readers(const resolve::Program& program);

  // The words that an agreement, those under it and the amendments read.
  std::set<std::string> NamesOfFamily(const ast::Agreement& agreement) const;
  // Names of the metrics that any text calls, dotted ones too.
  const std::set<std::string>& calls() const { return calls_; }

 private:
  void AddAgreements(const resolve::Module& module);

  struct Heir {
    const ast::File* file = nullptr;
    const ast::Agreement* agreement = nullptr;
  };
  std::map<const ast::Agreement*, std::vector<Heir>> under_;
  std::map<const ast::Agreement*, const ast::File*> files_;
  std::set<std::string> amended_;
  std::set<std::string> calls_;
};

// Every word that an agreement reads: names in expressions, types, keys, `by`, `each`, settlements
// and clauses. The names it defines are not among them unless they are read.
std::set<std::string> NamesReadBy(const ast::File& file, const ast::Agreement& agreement);
std::set<std::string> NamesReadBy(const ast::File& file, const ast::Amendment& amendment);

}  // namespace slate::lint
