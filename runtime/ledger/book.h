// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/calendar/time_zone.h"
#include "runtime/diag/sink.h"
#include "runtime/evaluate/outcome.h"
#include "runtime/plan/plan.h"

// The ledger of one agreement: lines of JSON that are only ever added. Each ends with a hash of
// itself and of the hash before it, so what was changed by hand is found. docs/ledger.md describes
// the lines.
namespace slate::ledger {

// Rows that a period was settled on, by input.
using RowCounts = std::map<std::string, std::uint64_t>;

struct Book {
  std::string bytes = {};      // of the whole file; empty: there is none yet
  std::string last_hash = {};  // of its last line
  std::uint64_t runs = 0;
  evaluate::Past past = {};                    // what holds now: adjustments included
  std::map<std::string, RowCounts> rows = {};  // by label of the period
};

// Nothing if the file is damaged or belongs to another agreement; that is reported.
std::optional<Book> ReadBook(
    std::string_view bytes, const std::string& path, const plan::Plan& plan, diag::Sink& sink
);

// What is settled together with the periods asked for: later ones in the book, which build on them.
// Reports periods before and between that were never settled.
std::optional<std::vector<spans::Run>> PeriodsToSettle(
    const Book& book,
    const plan::Plan& plan,
    const calendar::TimeZone& zone,
    const std::vector<spans::Run>& wanted,
    const std::string& path,
    diag::Sink& sink
);

// The files behind one input.
struct InputFile {
  std::string input;
  std::string path;
  std::string sha256;
  std::uint64_t rows = 0;
};

struct Adjusted {
  std::string period;
  std::string stage;
  std::vector<std::string> members = {};
  plan::Type type = {};
  exact::Rational amount = 0;
};

struct Additions {
  std::string bytes = {};  // to be put behind those of the book; empty: nothing is new
  std::size_t entries = 0;
  std::vector<Adjusted> adjustments = {};
  std::vector<std::string> open = {};  // periods that are not over, of which nothing is entered
};

// Entries for periods settled for the first time, adjustments where the outcome differs from what
// the book says. Periods that are not over are left out.
std::optional<Additions> AdditionsTo(
    const Book& book,
    const plan::Plan& plan,
    const evaluate::Outcome& outcome,
    const std::vector<InputFile>& files,
    const std::string& path,
    diag::Sink& sink
);

}  // namespace slate::ledger
