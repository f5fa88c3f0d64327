// SPDX-License-Identifier: Apache-2.0
#include "cli/read_rows.h"

#include <utility>

#include "runtime/readers/read_facts.h"

namespace slate::cli {

namespace {

report::Source SourceOf(readers::InputRead& read) {
  return {.input = read.table.input, .counts = read.counts, .files = std::move(read.files)};
}

}  // namespace

std::vector<report::Source> ReadRows(
    const readers::ReadContext& context,
    readers::RejectList& rejects,
    diag::Sink& sink,
    data::Dataset& dataset
) {
  std::vector<report::Source> sources;
  for (readers::InputRead& read : readers::ReadInputs(context, rejects, sink)) {
    sources.push_back(SourceOf(read));
    dataset.tables.push_back(std::move(read.table));
  }
  for (readers::InputRead& read : readers::ReadFacts(context, dataset, rejects, sink)) {
    sources.push_back(SourceOf(read));
  }
  return sources;
}

}  // namespace slate::cli
