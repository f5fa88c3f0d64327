// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/emit/docs/build_document.h"
#include "compiler/emit/docs/version_phrases.h"
#include "compiler/emit/docs/writer.h"

namespace slate::emit::docs {

// The document while it grows: numbers and anchors are given here and nowhere else.
class Builder {
 public:
  explicit Builder(const DocumentInput& input);

  Document Build();

 private:
  // builder.cpp
  void Section(std::string_view anchor, const Phrase& title);
  void Part(const std::string& anchor, const std::string& title);
  void EndPart();
  void EndSection();
  void Clause(const std::string& anchor, const std::string& text);
  void Say(const std::string& anchor, const Phrase& phrase, const Slots& slots = {});
  void Add(Block block) { document_.blocks.push_back(std::move(block)); }
  void AddTables();
  std::string Unique(const std::string& anchor);
  Site At(const resolve::Module* module) const;
  std::string Party(const std::string& name) const;
  Noun Role(const std::string& name) const;
  std::string Until(ast::ExprId due, const Site& site);

  // build_front.cpp
  void Cover();
  void Parties();
  void Term();
  void Definitions();
  void Given(const resolve::Sited<ast::Given>& given);
  void GivenReading(const ast::Given& given);
  void GivenTimeline(const ast::Timeline& timeline, const Site& site);
  void Calendar(const ast::CalendarDecl& calendar);
  std::string Hours(const ast::CalendarDecl& calendar) const;
  std::string Days(const std::vector<ast::Days>& days) const;
  std::string PastWords(const ast::Past& past) const;

  // build_amendments.cpp
  void AmendmentsOnCover();
  void Amendments();
  std::string ReadsWords() const;
  std::string NumberedAmendment(std::size_t place) const;
  std::string PartsOf(const ast::Amendment& amendment) const;

  // build_measurement.cpp
  void Services();
  void Measurement();
  void Input(const resolve::Sited<ast::Input>& input);
  void InputKind(const plan::Input& input);
  void Columns(const ast::Input& input, const plan::Input& planned);
  std::string KindWords(const plan::Type& type) const;
  std::string Notes(const plan::Column& column) const;
  void Absence(const ast::Absence& absence, const std::string& anchor, const Site& site);
  std::string Fields(const ast::Record& record, const Site& site);

  // build_levels.cpp
  void Bases();
  void Let(const ast::Let& let, const std::string& anchor, const Site& site);
  bool Chain(ast::ExprId id, const std::string& anchor, const Site& site);
  std::optional<std::string> ChainStep(const ast::ExprNode& node, const Site& site);
  void Levels();
  void Objective(const resolve::EffectiveObjective& objective);
  void Promise(const ast::Promise& promise, const std::string& name, const Site& site);
  void Measure(const ast::Measure& measure, const std::string& name, const Site& site);
  void Target(const ast::Target& target, const std::string& name, const Site& site);
  void Credit(const ast::Credit& credit, const std::string& name, const Site& site);
  bool LadderCredit(const ast::Credit& credit, const std::string& name, const Site& site);
  void Relies(const ast::Relies& relies, const std::string& name, const Site& site);
  std::string FigureWords(const ast::Figure& figure, const Site& site);
  std::string LineWords(const ast::Path& path) const;
  void Exception(const ast::Change& change, const std::string& anchor);

  // build_settlement.cpp
  void Settlement();
  void Stage(const resolve::Sited<ast::Settle>& settle, bool only_one);
  std::string Total(const ast::Total& total) const;
  std::string WithNumber(const std::string& name) const;
  std::string PartWords(const ast::Part& part) const;
  std::string StepWords(const ast::Step& step, const Site& site);
  void Rights();
  void Right(const resolve::Sited<ast::Right>& right);
  void Duties();
  void Duty(const resolve::Sited<ast::Duty>& duty);
  void Clauses();
  std::string Prose(const std::string& text);
  std::string Interpolated(const std::string& path);
  std::string ValueFor(ast::ExprId id, const Site& site);

  // build_examples.cpp
  void Examples();
  void Example(const WorkedExample& example, std::size_t place);
  void Facts(const ast::Example& example, const Site& site);
  void DataRows(const ast::ExData& data, const Site& site, std::vector<Line>& facts);
  std::string RowWords(const ast::ExRow& row, const Site& site);
  std::string PlaceWords(const ast::RowPlace& place, const std::string& fields, const Site& site);
  void Try(const ast::ExTry& tries, const Site& site);
  void Results(const WorkedRun& run);
  void AddFigures(const std::vector<WorkedFigure>& figures, bool with_bonus, Table& table);
  std::vector<Line> FigureRow(
      const WorkedFigure& figure, const std::vector<std::string>& members, bool with_bonus
  );
  std::string VerdictWords(const std::string& verdict) const;
  std::string MemberTitles(
      const std::vector<std::string>& keys, const std::vector<std::string>& members
  ) const;
  void Annex();

  const DocumentInput& input_;
  Speaker speaker_;
  const Phrasebook& p_;
  const Formulas& f_;
  const VersionPhrases& v_;
  Terms terms_;
  Writer writer_;
  Document document_;
  std::set<std::string> anchors_;
  int section_ = 0;
  int part_ = 0;
  int clause_ = 0;
  bool in_part_ = false;
};

}  // namespace slate::emit::docs
