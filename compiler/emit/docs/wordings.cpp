// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/wordings.h"

#include <algorithm>

#include "runtime/base/overloaded.h"

namespace slate::emit::docs {

namespace {

// Duties and clauses of users are found by their titles, which stand in them.
bool IsUnder(const docs::Clause& clause, const std::string& anchor) {
  if (clause.anchor == anchor) {
    return true;
  }
  const bool is_duty = clause.anchor == "duty" || clause.anchor.rfind("duty-", 0) == 0;
  return is_duty && std::any_of(clause.text.begin(), clause.text.end(), [&](const Ink& ink) {
           return ink.style == Ink::Style::kStrong && ink.text == anchor;
         });
}

bool IsUnder(const Heading& heading, const std::string& anchor) {
  const bool is_clause = heading.anchor == "clause" || heading.anchor.rfind("clause-", 0) == 0;
  return heading.anchor == anchor || (is_clause && PlainText(heading.title) == anchor);
}

bool EndsSentence(std::string_view text) {
  return text.ends_with(".") || text.ends_with("。");
}

class Gathering {
 public:
  Gathering(const std::string& anchor, const WordingPhrases& joints)
      : anchor_(anchor), joints_(joints) {}

  void Read(const Block& block) {
    std::visit([&](const auto& one) { Take(one); }, block);
  }
  Line Finish() { return std::move(line_); }

 private:
  enum class Within { kNothing, kClause, kPart };

  void Take(const Heading& heading) {
    const bool inside = within_ == Within::kPart && heading.level > level_;
    within_ = inside ? within_ : Within::kNothing;
    // A section is no wording of a term.
    if (heading.level > 1 && IsUnder(heading, anchor_)) {
      within_ = Within::kPart;
      level_ = heading.level;
    }
  }
  void Take(const docs::Clause& clause) {
    if (IsUnder(clause, anchor_)) {
      within_ = within_ == Within::kPart ? within_ : Within::kClause;
      AddSentence(clause.text);
    } else if (within_ == Within::kPart) {
      AddSentence(clause.text);
    } else {
      within_ = Within::kNothing;
    }
  }
  void Take(const Paragraph& paragraph) {
    if (within_ == Within::kPart) {
      AddSentence(paragraph.text);
    }
  }
  void Take(const Steps& steps) {
    bool first = true;
    for (std::size_t i = 0; i < steps.items.size(); ++i) {
      const bool named = i < steps.anchors.size() && steps.anchors[i] == anchor_;
      if (named || within_ != Within::kNothing) {
        AddEntry(steps.items[i], first);
        first = false;
      }
    }
  }
  void Take(const Bullets&) {}
  void Take(const Table& table) {
    if (within_ == Within::kNothing) {
      return;
    }
    bool first = true;
    for (const std::vector<Line>& row : table.rows) {
      std::string text;
      for (const Line& cell : row) {
        text = text.empty() ? PlainText(cell) : joints_.pair(text, PlainText(cell));
      }
      AddEntry({{.text = text}}, first);
      first = false;
    }
  }
  void Take(const Code&) {}

  void AddSentence(const Line& line) {
    Put(joints_.blank);
    Append(line);
  }
  void AddEntry(const Line& line, bool first) {
    const bool ended = !line_.empty() && EndsSentence(line_.back().text);
    Put(first || ended ? joints_.blank : joints_.between);
    Append(line);
  }
  void Put(const std::string& joint) {
    if (!line_.empty()) {
      line_.push_back({.text = joint});
    }
  }
  void Append(const Line& line) {
    for (Ink ink : line) {
      ink.link.clear();
      ink.style = ink.style == Ink::Style::kNumber ? Ink::Style::kPlain : ink.style;
      line_.push_back(std::move(ink));
    }
  }

  const std::string& anchor_;
  const WordingPhrases& joints_;
  Within within_ = Within::kNothing;
  int level_ = 0;
  Line line_ = {};
};

}  // namespace

Line WordingOf(const Document& document, const std::string& anchor, const WordingPhrases& joints) {
  Gathering gathering(anchor, joints);
  for (const Block& block : document.blocks) {
    gathering.Read(block);
  }
  return gathering.Finish();
}

std::optional<std::string> PlaceOf(const Document& document, const std::string& anchor) {
  std::string last;
  for (const Block& block : document.blocks) {
    if (const auto* heading = std::get_if<Heading>(&block)) {
      last = heading->anchor;
      if (IsUnder(*heading, anchor)) {
        return last;
      }
    } else if (const auto* clause = std::get_if<docs::Clause>(&block)) {
      last = clause->anchor;
      if (IsUnder(*clause, anchor)) {
        return last;
      }
    } else if (const auto* steps = std::get_if<Steps>(&block)) {
      const auto& names = steps->anchors;
      if (std::find(names.begin(), names.end(), anchor) != names.end()) {
        return last;
      }
    }
  }
  return std::nullopt;
}

}  // namespace slate::emit::docs
