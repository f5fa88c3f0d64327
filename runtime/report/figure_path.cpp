// SPDX-License-Identifier: Apache-2.0
#include "runtime/report/figure_path.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/base/edit_distance.h"

namespace slate::report {

namespace {

constexpr std::size_t kPathsListed = 24;

std::string WithMembers(const std::string& name, const std::vector<std::string>& members) {
  return members.empty() ? name : fmt::format("{}[{}]", name, fmt::join(members, ", "));
}

class Collector {
 public:
  explicit Collector(const Settlement& settlement) : settlement_(settlement) {}

  std::vector<FigurePath> All() {
    const std::vector<evaluate::PeriodResult>& periods = settlement_.outcome.periods;
    for (period_ = 0; period_ < periods.size(); ++period_) {
      const evaluate::PeriodResult& period = periods[period_];
      for (std::size_t i = 0; i < period.objectives.size(); ++i) {
        AddObjective(period.objectives[i], i);
      }
      for (std::size_t i = 0; i < period.stages.size(); ++i) {
        const evaluate::StageResult& stage = period.stages[i];
        Add(FigurePath::Kind::kStage, WithMembers(stage.stage, stage.members), i, "");
      }
      for (std::size_t i = 0; i < period.rights.size(); ++i) {
        const evaluate::RightResult& right = period.rights[i];
        Add(FigurePath::Kind::kRight, WithMembers(right.right, right.members), i, "");
      }
    }
    return std::move(paths_);
  }

 private:
  void AddObjective(const evaluate::ObjectiveResult& result, std::size_t item) {
    const std::string base = WithMembers(result.objective, result.members);
    const auto add = [&](const std::string& name, const std::string& field) {
      Add(FigurePath::Kind::kField, base, item, name, field);
    };
    add("", "met");
    for (const plan::Objective& declared : settlement_.PlanOf(result).objectives) {
      if (declared.name != result.objective) {
        continue;
      }
      if (declared.measure) {
        add("value", "value");
      }
      if (declared.target) {
        add("target", "target");
        add("met", "met");
      }
      if (declared.credit) {
        add("credit", "credit");
      }
      if (declared.bonus) {
        add("bonus", "bonus");
      }
    }
    for (const evaluate::LetResult& let : result.lets) {
      add(let.name, "let:" + let.name);
    }
  }

  void Add(
      FigurePath::Kind kind,
      const std::string& base,
      std::size_t item,
      const std::string& name,
      const std::string& field = ""
  ) {
    paths_.push_back(
        {.kind = kind,
         .text = name.empty() ? base : base + "." + name,
         .base = base,
         .period = period_,
         .item = item,
         .field = field}
    );
  }

  const Settlement& settlement_;
  std::size_t period_ = 0;
  std::vector<FigurePath> paths_;
};

std::string WithoutBlanks(std::string_view text) {
  std::string result;
  for (const char c : text) {
    result += c == ' ' || c == '\t' ? "" : std::string(1, c);
  }
  return result;
}

std::string Listed(const std::vector<std::string>& texts) {
  std::string list;
  for (std::size_t i = 0; i < std::min(texts.size(), kPathsListed); ++i) {
    list += fmt::format("\n  {}", texts[i]);
  }
  return texts.size() > kPathsListed
             ? list + fmt::format("\n  … and {} more", texts.size() - kPathsListed)
             : list;
}

std::vector<std::string> TextsOf(const std::vector<FigurePath>& all) {
  std::vector<std::string> texts;
  std::set<std::string> seen;
  for (const FigurePath& path : all) {
    if (seen.insert(path.text).second) {
      texts.push_back(path.text);
    }
  }
  return texts;
}

}  // namespace

std::string WithoutMembers(const std::string& text) {
  const std::size_t open = text.find('[');
  const std::size_t close = text.rfind(']');
  return open == std::string::npos || close == std::string::npos
             ? text
             : text.substr(0, open) + text.substr(close + 1);
}

std::vector<FigurePath> PathsOf(const Settlement& settlement) {
  return Collector(settlement).All();
}

std::vector<FigurePath> FindPaths(const std::vector<FigurePath>& all, std::string_view words) {
  const std::string wanted = WithoutBlanks(words);
  std::vector<FigurePath> found;
  for (const FigurePath& path : all) {
    if (WithoutBlanks(path.text) == wanted) {
      found.push_back(path);
    }
  }
  return found;
}

std::string NoSuchPath(const std::vector<FigurePath>& all, std::string_view words) {
  const std::string wanted = WithoutBlanks(words);
  const std::vector<std::string> texts = TextsOf(all);
  std::vector<std::string> of_members;
  for (const std::string& text : texts) {
    if (WithoutMembers(text) == wanted) {
      of_members.push_back(text);
    }
  }
  if (!of_members.empty()) {
    return fmt::format(
        "`{}` is there for several members; say which:{}", words, Listed(of_members)
    );
  }
  std::vector<std::string_view> candidates(texts.begin(), texts.end());
  const std::string_view closest = ClosestWord(wanted, candidates);
  const std::string hint =
      closest.empty() ? std::string() : fmt::format("; did you mean `{}`?", closest);
  const std::string base = wanted.substr(0, wanted.rfind('.'));
  std::vector<std::string> fields;
  for (const std::string& text : texts) {
    const std::string blank_free = WithoutBlanks(text);
    if (blank_free == base || blank_free.starts_with(base + ".")) {
      fields.push_back(text);
    }
  }
  return fmt::format(
      "there is no figure `{}`{}\nthere is:{}", words, hint, Listed(fields.empty() ? texts : fields)
  );
}

}  // namespace slate::report
