// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "runtime/calendar/time_zone.h"
#include "runtime/evaluate/evaluate.h"
#include "runtime/evaluate/outcome.h"
#include "runtime/plan/plan.h"
#include "runtime/readers/read_input.h"
#include "runtime/readers/reject_list.h"

namespace slate::report {

// Where the rows of one input came from and what became of them while they were read.
struct Source {
  std::string input;
  readers::RowCounts counts = {};
  std::vector<readers::FileRecord> files = {};
};

class Words;
const Words& EnglishWords();

// Everything that a report may say. What it refers to outlives it.
struct Settlement {
  const plan::Plan& plan;
  const evaluate::Outcome& outcome;
  const calendar::TimeZone& zone;  // of the agreement
  std::vector<Source> sources = {};
  // May be asked how figures came about.
  evaluate::Evaluation* evaluation = nullptr;
  const readers::RejectList* rejects = nullptr;
  // `agreement.slate:12:3`, or nothing where no text is at hand.
  std::function<std::string(const plan::Origin&)> place = {};
  const Words& words = EnglishWords();
  // `6.1.2 Measured is …` of `uptime.value`: what the contract says of a figure, if it is at hand.
  std::function<std::string(const std::string&)> sentence = {};

  std::string PlaceOf(const plan::Origin& origin) const {
    return place ? place(origin) : std::string();
  }
  // The version of the agreement that a result was settled under.
  const plan::Plan& PlanOf(const evaluate::ObjectiveResult& result) const {
    return result.plan != nullptr ? *result.plan : plan;
  }
};

}  // namespace slate::report
