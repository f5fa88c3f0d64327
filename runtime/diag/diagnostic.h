// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/diag/source_file.h"

namespace slate::diag {

enum class Severity : std::uint8_t { kError, kWarning, kRemark };

// A kind of finding. Codes are never reused: 1xxx syntax, 2xxx names, 3xxx types and units,
// 4xxx agreement, 5xxx plan, 6xxx measured data and settings, 7xxx lint, 8xxx changes.
struct Kind {
  std::string_view code;
  std::string_view name;
  Severity severity = Severity::kError;
  std::string_view explanation;
};

// A place in a file that is not kept in memory, such as a data file.
struct DataPlace {
  std::string path;
  std::uint64_t line = 0;    // from 1; 0 = the file as a whole
  std::uint64_t column = 0;  // field number from 1; 0 = the row as a whole
  std::string column_name = {};
  std::string raw = {};  // the offending bytes as read
};

using Place = std::variant<source::Span, DataPlace>;

struct Label {
  source::Span span;
  std::string text;
};

// kSafe never changes what the parties owe each other.
enum class Safety : std::uint8_t { kSafe, kUnsafe };

struct Edit {
  source::Span span;
  std::string replacement;
};

struct Fix {
  std::string title;
  Safety safety = Safety::kUnsafe;
  std::vector<Edit> edits;
};

// One finding. The message is lower case without a full stop and says what was found; notes say
// why and what to do.
struct Diagnostic {
  const Kind* kind = nullptr;
  Severity severity = Severity::kError;
  Place where = source::Span{};
  std::string message = {};
  std::string label = {};  // words under the carets; may be empty
  std::vector<Label> secondary = {};
  std::vector<std::string> notes = {};
  std::string help = {};
  std::vector<Fix> fixes = {};
};

}  // namespace slate::diag
