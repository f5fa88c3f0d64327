// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime/speech/speaker.h"

// The words of the contract are those of every report.
namespace slate::emit::docs {

using exact::Rational;
using speech::Case;
using speech::Formulas;
using speech::Language;
using speech::Noun;
using speech::Phrase;
using speech::Phrasebook;
using speech::Slots;
using speech::Speaker;

}  // namespace slate::emit::docs
