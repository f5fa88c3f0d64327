// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "compiler/ast/print.h"
#include "compiler/ast/print_parts.h"
#include "runtime/base/overloaded.h"

namespace slate::ast {

namespace {

std::string OfName(std::string_view word, const std::optional<Name>& name) {
  return name ? fmt::format(" {} {}", word, name->text) : "";
}

std::string OfTitle(const std::optional<std::string>& title) {
  return title ? " " + Quoted(*title) : "";
}

std::string Joined(const std::vector<Name>& names) {
  std::string text;
  for (const Name& name : names) {
    text += (text.empty() ? "" : ", ") + name.text;
  }
  return text;
}

std::string Joined(const std::vector<Path>& paths) {
  std::string text;
  for (const Path& path : paths) {
    text += (text.empty() ? "" : ", ") + path.Text();
  }
  return text;
}

std::string OfOver(const std::vector<Over>& each) {
  std::string text;
  for (const Over& over : each) {
    text += (text.empty() ? " each " : ", ") + over.key.text;
    text += over.as ? " as " + over.as->Text() : "";
  }
  return text;
}

std::string TypeText(const Type& type) {
  std::string text;
  for (const Type::Factor& factor : type.factors) {
    text += text.empty() ? "" : (factor.divided ? " / " : " * ");
    text += factor.name.text;
  }
  return text + (type.optional ? "?" : "");
}

std::string_view DirectionText(Direction direction) {
  switch (direction) {
    case Direction::kNone: return "";
    case Direction::kGood: return " good";
    case Direction::kBad: return " bad";
  }
  Unreachable("a direction without a word");
}

std::string_view FoldText(Column::Fold fold) {
  switch (fold) {
    case Column::Fold::kNone: return "";
    case Column::Fold::kFirst: return "first ";
    case Column::Fold::kLast: return "last ";
    case Column::Fold::kHistory: return "history ";
  }
  Unreachable("a fold without a word");
}

std::string RhythmText(const Rhythm& rhythm) {
  std::string text =
      rhythm.count ? fmt::format("{} {}", *rhythm.count, rhythm.unit.text) : rhythm.unit.text;
  text += OfName("from", rhythm.from_name);
  text += rhythm.from_number ? fmt::format(" from {}", *rhythm.from_number) : "";
  return text + (rhythm.from_day ? fmt::format(" from day {}", *rhythm.from_day) : "");
}

std::string HoursText(const Hours& hours) {
  std::string text = hours.first_weekday ? hours.first_weekday->text : "";
  text += OfName("..", hours.last_weekday);
  return text + fmt::format(" {} .. {}", hours.from, hours.to);
}

std::string DaysText(const Days& days) {
  std::string text = days.table ? days.table->Text() : "";
  text += days.first_day ? fmt::format("day {}", *days.first_day) : "";
  return text + (days.last_day ? fmt::format(" .. {}", *days.last_day) : "");
}

std::string SamplingText(const Sampling& sampling) {
  std::string text = sampling.kind == Sampling::Kind::kStateLog ? " holds" : "";
  text += sampling.every ? " every " + sampling.every->ToString() : "";
  text += sampling.good_for ? " good for " + sampling.good_for->ToString() : "";
  text += OfName("keeping", sampling.keeping);
  return text + (sampling.upto ? " upto " + sampling.upto->ToString() : "");
}

std::string TermText(const Term& term) {
  return fmt::format("term {}", term.first_day) +
         (term.last_day ? fmt::format(" .. {}", *term.last_day) : "");
}

std::string WhenText(const Past& past) {
  switch (past.when) {
    case Past::When::kElse: return "else";
    case Past::When::kMonth: return fmt::format("month {} {}", past.year, past.part);
    case Past::When::kQuarter: return fmt::format("quarter {} {}", past.year, past.part);
    case Past::When::kDate: return fmt::format("day {}", past.day);
    case Past::When::kYear: return fmt::format("year {}", past.year);
  }
  Unreachable("a step of a timeline without a form");
}

// Writes declarations, a line each, two blanks deeper inside a block.
class Printer {
 public:
  Printer(const File& file, const source::FileSet& files, const PrintOptions& options)
      : file_(file), files_(files), options_(options) {}

  std::string Run() {
    if (file_.edition) {
      Line(fmt::format("slate {}", *file_.edition), file_.edition_span);
    }
    for (const Use& use : file_.uses) {
      Line("use " + use.path.Text(), use.span);
    }
    for (const Metric& metric : file_.metrics) {
      Write(metric);
    }
    for (const Agreement& agreement : file_.agreements) {
      Write(agreement);
    }
    for (const Amendment& amendment : file_.amendments) {
      Write(amendment);
    }
    for (const Example& example : file_.examples) {
      Write(example);
    }
    return std::move(out_);
  }

 private:
  std::string Of(ExprId id) const { return PrintExpr(file_, id); }
  std::string Maybe(std::string_view word, const std::optional<ExprId>& id) const {
    return id ? fmt::format("{}{}", word, Of(*id)) : "";
  }
  std::string IndexText(const std::vector<ExprId>& index) const {
    std::string text;
    for (const ExprId id : index) {
      text += (text.empty() ? "[" : ", ") + Of(id);
    }
    return text.empty() ? text : text + "]";
  }
  std::string TimelineText(const std::optional<Timeline>& timeline) const {
    std::string text;
    if (timeline) {
      for (const Past& past : timeline->steps) {
        text +=
            fmt::format("{}{}: {}", text.empty() ? " { " : ", ", WhenText(past), Of(past.value));
      }
      text += " }";
    }
    return text;
  }
  std::string RecordText(const Record& record) const {
    std::string text;
    for (const RecordField& field : record.fields) {
      text += fmt::format("{}{}: {}", text.empty() ? "{ " : ", ", field.name.text, Of(field.value));
    }
    return text + " }";
  }

  void Line(std::string_view text) { out_ += fmt::format("{:{}}{}\n", "", 2 * depth_, text); }
  void Line(std::string_view text, source::Span span) {
    if (!options_.places) {
      return Line(text);
    }
    const source::Position at = files_[file_.id].PositionOf(span.begin);
    Line(fmt::format("{} @{}:{}", text, at.line, at.column));
  }
  void Documentation(const Doc& doc) {
    if (!doc.text.empty()) {
      Line("doc " + Quoted(doc.text));
    }
  }

  void Write(const std::vector<Wording>& wordings) {
    ++depth_;
    for (const Wording& wording : wordings) {
      Line(wording.language.text + " " + Quoted(wording.text), wording.span);
    }
    --depth_;
  }

  void Write(const Metric& metric) {
    Documentation(metric.doc);
    std::string parameters;
    for (const Parameter& p : metric.parameters) {
      parameters += fmt::format(
          "{}{}: {}{}",
          parameters.empty() ? "" : ", ",
          p.name.text,
          TypeText(p.type),
          DirectionText(p.direction)
      );
    }
    const std::string best = Maybe(" best ", metric.best);
    Line(
        fmt::format(
            "metric {}({}) -> {}{} = {}",
            metric.name.Text(),
            parameters,
            TypeText(metric.result),
            best,
            Of(metric.value)
        ),
        metric.span
    );
    Write(metric.reads);
  }

  void Write(const Agreement& agreement) {
    Documentation(agreement.doc);
    std::string narrows;
    for (const Narrow& narrow : agreement.narrows) {
      narrows += fmt::format(
          "{}{} {}", narrows.empty() ? " for " : ", ", narrow.key.text, narrow.member.name.text
      );
    }
    Line(
        "agreement " + agreement.name.text + OfTitle(agreement.title) +
            OfName("under", agreement.under) + narrows,
        agreement.span
    );
    Write(agreement.items);
  }

  void Write(const Amendment& amendment) {
    Documentation(amendment.doc);
    Line(
        fmt::format(
            "amendment {}{} of {} from day {}{}",
            amendment.name.text,
            OfTitle(amendment.title),
            amendment.of.text,
            amendment.from_day,
            amendment.how ? " " + amendment.how->text : ""
        ),
        amendment.span
    );
    Write(amendment.items);
  }

  void Write(const std::vector<Item>& items) {
    ++depth_;
    for (const Item& item : items) {
      Documentation(item.doc);
      std::visit([&](const auto& node) { Write(node, item.span); }, item.node);
    }
    --depth_;
  }

  void Write(const Version& d, source::Span span) {
    Line("version " + Quoted(d.label) + (d.at ? " at " + d.at->Text() : ""), span);
  }
  void Write(const Provider& d, source::Span span) {
    Line("provider " + d.name.text + OfTitle(d.title), span);
  }
  void Write(const Customer& d, source::Span span) {
    Line(
        "customer" + OfName("is", d.name) + OfTitle(d.title) + OfName("on", d.on_member) +
            OfName("each", d.each_key),
        span
    );
  }
  void Write(const Term& d, source::Span span) { Line(TermText(d), span); }
  void Write(const Zone& d, source::Span span) { Line("zone " + Quoted(d.name), span); }
  void Write(const Currency& d, source::Span span) { Line("currency " + d.name.text, span); }
  void Write(const PeriodDecl& d, source::Span span) {
    Line("period " + RhythmText(d.rhythm), span);
  }
  void Write(const Partial& d, source::Span span) { Line("partial " + d.rule.text, span); }
  void Write(const UnitDecl& d, source::Span span) {
    Line("unit " + d.name.text + OfTitle(d.title), span);
  }
  void Write(const KeyDecl& d, source::Span span) {
    Line(
        "key " + d.name.text + OfName("formerly", d.formerly) + (d.closed ? " closed" : " open") +
            OfName("during", d.during),
        span
    );
    ++depth_;
    for (const KeyMember& member : d.members) {
      Line("member " + member.name.text + OfTitle(member.title));
    }
    --depth_;
  }
  void Write(const CalendarDecl& d, source::Span span) {
    Line("calendar " + d.name.text + (d.zone ? " in " + Quoted(*d.zone) : ""), span);
    ++depth_;
    for (const Hours& hours : d.hours) {
      Line("hours " + HoursText(hours), hours.span);
    }
    for (const Days& days : d.except) {
      Line("except " + DaysText(days), days.span);
    }
    for (const Days& days : d.also) {
      Line("also " + DaysText(days), days.span);
    }
    if (d.also_hours) {
      Line(fmt::format("also-hours {} .. {}", d.also_hours->first, d.also_hours->second));
    }
    --depth_;
  }
  void Write(const Input& d, source::Span span) {
    Line(
        "input " + d.name.text + OfName("formerly", d.formerly) + SamplingText(d.sampling) +
            OfName("per", d.per) + OfName("by", d.by) + OfName("..", d.by_to),
        span
    );
    ++depth_;
    for (const Column& column : d.columns) {
      Line(fmt::format(
          "column {}: {}{}{}",
          Joined(column.names),
          FoldText(column.fold),
          TypeText(column.type),
          DirectionText(column.direction)
      ));
    }
    for (const Let& let : d.lets) {
      Write(let, let.span);
    }
    for (const Absence& absence : d.absences) {
      std::visit([this](const auto& node) { Write(node); }, absence);
    }
    --depth_;
  }
  void Write(const Gaps& d) {
    Line("gaps " + (d.rule ? d.rule->text : (d.filled ? RecordText(*d.filled) : "")), d.span);
  }
  void Write(const Complete& d) {
    Line("complete" + (d.except.empty() ? "" : " except " + Joined(d.except)), d.span);
  }
  void Write(const Pending& d) {
    Line(fmt::format("pending until {} otherwise {}", Of(d.until), d.otherwise.text), d.span);
  }
  void Write(const Reopened& d) { Line("reopened counts as " + d.counts_as.text, d.span); }
  void Write(const Given& d, source::Span span) {
    std::string text = fmt::format(
        "given {}{}: {}", d.name.text, OfName("formerly", d.formerly), TypeText(d.type)
    );
    text += d.by.empty() ? "" : " by " + Joined(d.by);
    text += d.dated ? " dated" : "";
    if (d.reading) {
      text += " " + d.reading->word.text + (d.reading->detail ? " " + d.reading->detail->text : "");
      text += d.reading->of ? " of " + d.reading->of->ToString() : "";
    }
    Line(text + Maybe(" = ", d.value) + TimelineText(d.timeline), span);
  }
  void Write(const Attested& d, source::Span span) {
    Line(
        fmt::format(
            "attested {}: {}{} by {}", d.name.text, TypeText(d.type), OfOver(d.each), d.by.text
        ),
        span
    );
  }
  void Write(const Let& d, source::Span span) {
    Documentation(d.doc);
    Line(fmt::format("let {}{} = {}", d.name.text, OfOver(d.each), Of(d.value)), span);
  }
  void Write(const Objective& d, source::Span span) {
    Line(
        "objective " + d.name.text + OfName("formerly", d.formerly) + OfTitle(d.title) +
            OfName("by", d.by) + OfOver(d.each),
        span
    );
    ++depth_;
    for (const Promise& promise : d.promises) {
      std::visit([&](const auto& node) { Write(node, promise.span); }, promise.node);
    }
    --depth_;
  }
  void Write(const OwnPeriod& d, source::Span span) {
    Line("period " + RhythmText(d.rhythm), span);
  }
  void Write(const OnlyWhen& d, source::Span span) { Line("only when " + Of(d.condition), span); }
  void Write(const Measure& d, source::Span span) { Line("measure " + Of(d.value), span); }
  void Write(const Target& d, source::Span span) {
    Line(fmt::format("target {} {}", Spelling(d.op), Of(d.value)), span);
  }
  void Write(const Credit& d, source::Span span) { Line("credit " + Of(d.value), span); }
  void Write(const Bonus& d, source::Span span) {
    Line(fmt::format("bonus {} when {}", Of(d.value), Of(d.when)), span);
  }
  void Write(const Relies& d, source::Span span) {
    std::string text = "relies on" + OfName("how", d.how);
    text += d.at_least ? fmt::format(" {} of", *d.at_least) : "";
    for (const Figure& figure : d.figures) {
      text += " " + figure.path.Text() + IndexText(figure.index);
    }
    Line(text + (d.independent ? " independent" : ""), span);
  }
  void Write(const Change& d, source::Span span) {
    Line(
        fmt::format(
            "{} {} because {}", d.loosens ? "loosens" : "changes", Joined(d.paths), Quoted(d.reason)
        ),
        span
    );
  }
  void Write(const Settle& d, source::Span span) {
    Line(
        "settle" + OfName("as", d.name) + OfOver(d.each) + OfName("per", d.per) +
            OfName("for", d.for_party),
        span
    );
    ++depth_;
    if (d.total) {
      Write(*d.total);
    }
    for (const Step& step : d.steps) {
      std::visit([&](const auto& node) { Write(node, step.span); }, step.node);
    }
    --depth_;
  }
  void Write(const Total& d) {
    std::string text = d.how.text + " of";
    for (const Part& part : d.parts) {
      text += part.path ? " " + part.path->Text()
                        : fmt::format(
                              " ({} of {}{})",
                              part.how ? part.how->text : "",
                              Joined(part.paths),
                              OfOver(part.each)
                          );
    }
    Line(text, d.span);
  }
  void Write(const DropWhen& d, source::Span span) {
    Line(fmt::format("drop when {} {}", Spelling(d.op), Of(d.limit)), span);
  }
  void Write(const HoldWhen& d, source::Span span) {
    Line(fmt::format("hold when {} {}", Spelling(d.op), Of(d.limit)), span);
  }
  void Write(const Cap& d, source::Span span) {
    Line(
        "cap " + Of(d.limit) + (d.per ? " per " + StretchText(*d.per) : "") + OfName("by", d.by),
        span
    );
  }
  void Write(const Less& d, source::Span span) { Line("less " + d.amount.Text(), span); }
  void Write(const Round& d, source::Span span) {
    Line(fmt::format("round {} to {}", d.mode.text, Of(d.unit)), span);
  }
  void Write(const Claim& d, source::Span span) {
    Line("claim until " + Of(d.until) + OfName("otherwise", d.otherwise), span);
  }
  void Write(const UndecidedPays& d, source::Span span) {
    Line("undecided pays " + d.which.text, span);
  }
  void Write(const Right& d, source::Span span) {
    Line(
        "right " + d.name.text + OfTitle(d.title) + " by " + d.by.text + OfOver(d.each) +
            Maybe(" until ", d.until) + Maybe(" when ", d.when),
        span
    );
  }
  void Write(const Duty& d, source::Span span) {
    Line(
        "duty " + Joined(d.parties) + " " + Quoted(d.title) + OfName("per", d.per) +
            Maybe(" until ", d.until) + Maybe(" when ", d.when) +
            (d.done_by ? " done by " + d.done_by->Text() : ""),
        span
    );
  }
  void Write(const Opening& d, source::Span span) {
    Line(
        "opening " + d.path.Text() + IndexText(d.index) + Maybe(" = ", d.value) +
            TimelineText(d.timeline),
        span
    );
  }
  void Write(const Titles& d, source::Span span) {
    Line("titles " + d.language.text, span);
    ++depth_;
    for (const TitleEntry& entry : d.entries) {
      Line(entry.path.Text() + " " + Quoted(entry.title));
    }
    --depth_;
  }
  void Write(const Clause& d, source::Span span) {
    Line("clause " + Quoted(d.title), span);
    Write(d.wordings);
  }

  void Write(const Example& example) {
    Line(fmt::format("example {} of {}", Quoted(example.title), example.of.text), example.span);
    ++depth_;
    for (const Fact& fact : example.facts) {
      std::visit([&](const auto& node) { Write(node, fact.span); }, fact.node);
    }
    --depth_;
  }
  void Write(const ExPeriod& d, source::Span span) { Line("period " + Of(d.range), span); }
  void Write(const ExTerm& d, source::Span span) { Line(TermText(d.term), span); }
  void Write(const ExNow& d, source::Span span) { Line("now " + Of(d.instant), span); }
  void Write(const ExTry& d, source::Span span) {
    Line("try " + Joined(d.names), span);
    ++depth_;
    for (const std::vector<ExprId>& tuple : d.tuples) {
      Line("case " + IndexText(tuple));
    }
    --depth_;
  }
  void Write(const ExGiven& d, source::Span span) {
    Line(
        "given " + d.name.text + IndexText(d.index) + Maybe(" = ", d.value) +
            TimelineText(d.timeline),
        span
    );
  }
  void Write(const ExSuppose& d, source::Span span) {
    Line(
        "suppose " + d.path.Text() + IndexText(d.index) + Maybe(" = ", d.value) +
            TimelineText(d.timeline),
        span
    );
  }
  void Write(const ExData& d, source::Span span) {
    Line("data " + d.input.text + IndexText(d.index) + (d.none ? " none" : ""), span);
    ++depth_;
    for (const ExRow& row : d.rows) {
      std::string text =
          "row" + (row.record ? " " + RecordText(*row.record) : "") + Maybe(" times ", row.times);
      if (row.place) {
        text += Maybe(" at ", row.place->at) + Maybe(" every ", row.place->every) +
                Maybe(" for ", row.place->each_for) + Maybe(" in ", row.place->range);
      }
      Line(text, row.span);
    }
    --depth_;
  }
  void Write(const ExExpect& d, source::Span span) {
    Line("expect" + Maybe(" in ", d.in), span);
    ++depth_;
    for (const ExprId claim : d.claims) {
      Line("claim " + Of(claim));
    }
    --depth_;
  }

  const File& file_;
  const source::FileSet& files_;
  PrintOptions options_;
  std::string out_;
  int depth_ = 0;
};

}  // namespace

std::string Print(const File& file, const source::FileSet& files, const PrintOptions& options) {
  return Printer(file, files, options).Run();
}

}  // namespace slate::ast
