// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/links.h"

#include <map>
#include <string>

#include "runtime/base/overloaded.h"

namespace slate::emit::docs {

namespace {

using Numbers = std::map<std::string, std::string>;

void FinishLine(const Numbers& numbers, Line& line) {
  for (Ink& ink : line) {
    const auto found = numbers.find(ink.link);
    if (found == numbers.end()) {
      ink.link.clear();
    } else if (ink.style == Ink::Style::kNumber) {
      ink.text = found->second;
    }
  }
}

Numbers NumbersOf(const Document& document) {
  Numbers numbers;
  for (const Block& block : document.blocks) {
    if (const auto* heading = std::get_if<Heading>(&block)) {
      numbers.emplace(heading->anchor, heading->number);
    } else if (const auto* clause = std::get_if<docs::Clause>(&block)) {
      numbers.emplace(clause->anchor, clause->number);
    }
  }
  return numbers;
}

}  // namespace

void FinishCover(Document& document) {
  const Numbers numbers = NumbersOf(document);
  for (auto& [name, value] : document.cover) {
    FinishLine(numbers, value);
  }
}

void FinishLinks(const Document& document, std::vector<Block>& blocks) {
  const Numbers numbers = NumbersOf(document);
  const auto finish = [&](Line& line) {
    FinishLine(numbers, line);
  };
  const auto finish_all = [&](std::vector<Line>& lines) {
    for (Line& line : lines) {
      finish(line);
    }
  };
  for (Block& block : blocks) {
    std::visit(
        Overloaded{
            [&](Heading& n) { finish(n.title); },
            [&](docs::Clause& n) { finish(n.text); },
            [&](Paragraph& n) { finish(n.text); },
            [&](Steps& n) { finish_all(n.items); },
            [&](Bullets& n) { finish_all(n.items); },
            [&](Table& n) {
              finish_all(n.header);
              for (std::vector<Line>& row : n.rows) {
                finish_all(row);
              }
            },
            [](Code&) {},
        },
        block
    );
  }
}

}  // namespace slate::emit::docs
