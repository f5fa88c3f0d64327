// SPDX-License-Identifier: Apache-2.0
#include "runtime/settings/check_settings.h"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include "runtime/settings/fact_rows.h"
#include "runtime/settings/kinds.h"
#include "runtime/settings/quantity_text.h"
#include "runtime/settings/time_pattern.h"
#include "runtime/settings/unit.h"
#include "runtime/settings/words.h"

namespace slate::settings {

namespace {

using plan::Type;

template <typename T>
std::vector<std::string> NamesOfAll(const std::vector<T>& items) {
  std::vector<std::string> names;
  for (const T& item : items) {
    names.push_back(item.name);
  }
  return names;
}

template <typename T>
const T* FindNamed(const std::vector<T>& items, std::string_view name) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const T& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

// Checks the binding of one source of one input.
class InputCheck {
 public:
  InputCheck(
      const InputBinding& binding,
      const plan::Input& input,
      const plan::Plan& plan,
      diag::Sink& sink
  )
      : binding_(binding), input_(input), plan_(plan), sink_(sink) {}

  void Run() {
    CheckSource();
    for (const ColumnBinding& column : binding_.columns) {
      CheckName(column);
    }
    for (const plan::Column& column : input_.columns) {
      CheckIsBound(column);
    }
  }

 private:
  bool is_cases() const { return input_.kind == plan::Input::Kind::kCases; }

  void CheckSource() {
    const bool text_format = !binding_.format || binding_.format->value == Format::kCsv;
    if (binding_.delimiter && !text_format) {
      sink_.Report(kBindingMisfit, binding_.format->span, "only csv has a delimiter");
    }
    if (!is_cases() && binding_.sequence) {
      ReportCasesOnly(binding_.sequence->span, "sequence");
    }
    if (!is_cases() && binding_.at) {
      ReportCasesOnly(binding_.at->column.span, "at");
    }
  }

  void ReportCasesOnly(source::Span span, std::string_view setting) {
    sink_.Report(
        kBindingMisfit,
        span,
        fmt::format("`{}` is for cases, and `{}` is read row by row", setting, input_.name)
    );
  }

  void CheckName(const ColumnBinding& bound) {
    const plan::Column* column = FindNamed(input_.columns, bound.name.value);
    if (column != nullptr) {
      CheckColumn(bound, *column);
      return;
    }
    auto& problem = sink_.Report(
        kUnknownColumn,
        bound.name.span,
        fmt::format("input `{}` has no column `{}`", input_.name, bound.name.value)
    );
    const std::vector<std::string> names = NamesOfAll(input_.columns);
    problem.help = DidYouMean(bound.name.value, names);
    problem.help += problem.help.empty() ? "its columns are " + ListOf(names) : "";
  }

  void CheckIsBound(const plan::Column& column) {
    const bool bound =
        std::any_of(binding_.columns.begin(), binding_.columns.end(), [&](const ColumnBinding& c) {
          return c.name.value == column.name;
        });
    if (bound || column.type.optional || column.type.kind == Type::Kind::kSpans) {
      return;
    }
    auto& problem = sink_.Report(
        kUnboundColumn,
        binding_.input.span,
        fmt::format("column `{}` of input `{}` is bound to nothing", column.name, input_.name)
    );
    problem.notes.push_back(fmt::format(
        "`{}` is {} and must have a value in every row", column.name, DescribeType(column.type)
    ));
    problem.help =
        fmt::format("add {} = \"COLUMN\" under [input.{}.columns]", column.name, input_.name);
  }

  void CheckColumn(const ColumnBinding& bound, const plan::Column& column) {
    CheckSpansBinding(bound, column);
    CheckCaseBinding(bound, column);
    if (column.type.kind == Type::Kind::kNumber && bound.column) {
      CheckUnit(bound, column.type);
    } else if (bound.unit) {
      ReportMisfit(bound.unit->span, "unit", column);
    }
    const bool timed =
        column.type.kind == Type::Kind::kInstant || column.type.kind == Type::Kind::kDate;
    if (bound.time && !timed) {
      ReportMisfit(bound.time->span, "time form", column);
    } else if (timed && bound.column && bound.values.empty()) {
      CheckTimeForm(bound.time, bound.column->span, column.type);
    }
    CheckConstant(bound, column.type);
    for (const auto& [from, to] : bound.values) {
      CheckText(to, column.type);
    }
  }

  void ReportMisfit(source::Span span, std::string_view what, const plan::Column& column) {
    sink_.Report(
        kBindingMisfit,
        span,
        fmt::format("a {} for `{}`, which is {}", what, column.name, DescribeType(column.type))
    );
  }

  void CheckSpansBinding(const ColumnBinding& bound, const plan::Column& column) {
    const bool opens = !bound.from.empty() || !bound.to.empty();
    if (opens != (column.type.kind == Type::Kind::kSpans)) {
      auto& problem = sink_.Report(
          kBindingMisfit,
          bound.span,
          fmt::format("`{}` is {}", column.name, DescribeType(column.type))
      );
      problem.help = opens ? "`from` and `to` are for columns of spans"
                           : "bind it with `from` and `to`, the events that open and close a span";
    } else if (opens && (bound.from.empty() || bound.to.empty())) {
      sink_.Report(kSettingMissing, bound.span, "spans need both `from` and `to`");
    }
    if (opens && !bound.at && !binding_.at) {
      sink_.Report(
          kSettingMissing, bound.span, "spans need `at`, the column that says when an event was"
      );
    }
    const std::optional<TimeColumn>& at = bound.at ? bound.at : binding_.at;
    if (at) {
      CheckTimeForm(at->time, at->column.span, Type{.kind = Type::Kind::kInstant});
    }
  }

  void CheckCaseBinding(const ColumnBinding& bound, const plan::Column& column) {
    const bool timed = bound.at || binding_.at;
    if (column.fold == plan::Column::Fold::kHistory && !timed) {
      sink_.Report(
          kSettingMissing,
          bound.span,
          fmt::format("the history of `{}` needs `at`, the column that says when", column.name)
      );
    }
    if (is_cases()) {
      return;
    }
    if (!bound.when.empty()) {
      ReportCasesOnly(bound.when.front().column.span, "when");
    }
    if (bound.at) {
      ReportCasesOnly(bound.at->column.span, "at");
    }
  }

  void CheckUnit(const ColumnBinding& bound, const Type& type) {
    if (!bound.unit) {
      if (!type.unit.empty()) {
        auto& problem = sink_.Report(
            kUnitMisfit,
            bound.span,
            fmt::format(
                "`{}` is {} and its numbers have no unit", bound.name.value, DescribeType(type)
            )
        );
        problem.help = fmt::format("add unit, {}", UnitsFor(type.unit));
      }
      return;
    }
    const std::optional<Measure> measure = ParseUnit(bound.unit->value, plan_);
    if (!measure) {
      auto& problem = sink_.Report(
          kUnitMisfit, bound.unit->span, fmt::format("{} is no unit", Quoted(bound.unit->value))
      );
      problem.help = type.unit.empty() ? "" : fmt::format("units are {}", UnitsFor(type.unit));
    } else if (measure->unit != type.unit) {
      sink_.Report(
          kUnitMisfit,
          bound.unit->span,
          fmt::format(
              "`{}` is {}, and {} measures {}",
              bound.name.value,
              DescribeType(type),
              Quoted(bound.unit->value),
              DescribeType(Type{.unit = measure->unit})
          )
      );
    }
  }

  void CheckTimeForm(
      const std::optional<Located<TimeForm>>& own, source::Span fallback_span, const Type& type
  ) {
    const std::optional<Located<TimeForm>>& form = own ? own : binding_.time;
    if (!form || form->value.kind != TimeForm::Kind::kPattern) {
      if (form && form->value.kind != TimeForm::Kind::kIso && type.kind == Type::Kind::kDate) {
        sink_.Report(kTimeForm, form->span, "an epoch count is an instant and not a date");
      }
      return;
    }
    const source::Span span = own ? own->span : fallback_span;
    const Result<TimePattern> pattern = TimePattern::Compile(form->value.pattern);
    Check(pattern.has_value(), "a time pattern was accepted that does not compile");
    if (!pattern->has_date()) {
      sink_.Report(kTimeForm, span, "the pattern gives no day, month and year");
    } else if (type.kind == Type::Kind::kInstant && !pattern->has_time()) {
      auto& problem = sink_.Report(kTimeForm, span, "the pattern gives a date and no time of day");
      problem.notes.emplace_back("which instant of the day was meant would be a guess");
    } else if (type.kind == Type::Kind::kInstant && !pattern->has_offset() && !binding_.time_zone) {
      auto& problem =
          sink_.Report(kTimeForm, span, "the pattern gives no offset, and no time_zone is set");
      problem.help = fmt::format("add time_zone = \"…\" to [input.{}]", input_.name);
    }
  }

  void CheckConstant(const ColumnBinding& bound, const Type& type) {
    if (bound.constant) {
      CheckText(*bound.constant, type);
    }
  }

  void CheckText(const Text& text, const Type& type) {
    const auto value = ParseQuantity(text.value, type, plan_);
    if (!value) {
      sink_.Report(kSettingValue, text.span, value.error().message);
    } else if (std::holds_alternative<plan::LocalInstant>(*value)) {
      sink_.Report(kSettingValue, text.span, "the instant has no offset");
    }
  }

  const InputBinding& binding_;
  const plan::Input& input_;
  const plan::Plan& plan_;
  diag::Sink& sink_;
};

// ---- Givens ----

class GivenReader {
 public:
  GivenReader(const plan::Plan& plan, diag::Sink& sink, std::span<const plan::Plan> others)
      : plan_(plan), sink_(sink), others_(others) {}

  std::optional<data::GivenValue> Read(const GivenText& text) {
    const plan::Given* given = FindNamed(plan_.givens, text.given.value);
    const plan::Attested* attested = FindNamed(plan_.attested, text.given.value);
    if (given == nullptr && attested == nullptr) {
      if (!IsOfAnother(text.given.value)) {
        ReportUnknown(text);
      }
      return std::nullopt;
    }
    const Type& type = given != nullptr ? given->type : attested->type;
    if (!CheckKeys(text, given != nullptr ? given->keys : attested->keys)) {
      return std::nullopt;
    }
    Result<plan::Constant> value = ParseQuantity(text.value.value, type, plan_);
    if (!value) {
      sink_.Report(kGivenValue, text.value.span, value.error().message);
      return std::nullopt;
    }
    data::GivenValue result{.name = text.given.value, .value = *std::move(value)};
    for (const Text& key : text.keys) {
      result.keys.push_back(key.value);
    }
    return result;
  }

  void RequireAll(
      const std::vector<data::GivenValue>& values,
      const std::vector<InputBinding>& tables,
      source::FileId file
  ) {
    for (const plan::Given& given : plan_.givens) {
      const bool supplied = std::any_of(values.begin(), values.end(), [&](const auto& value) {
        return value.name == given.name;
      });
      const bool in_rows =
          std::any_of(tables.begin(), tables.end(), [&](const InputBinding& table) {
            return table.input.value == given.name;
          });
      if (supplied || in_rows || given.value || !given.timeline.empty() || given.type.optional) {
        continue;
      }
      auto& problem = sink_.Report(
          kGivenMissing,
          source::Span{file, 0, 0},
          fmt::format("nothing supplies `{}`, {}", given.name, DescribeType(given.type))
      );
      problem.help = fmt::format("add {} = \"…\" under [given]", given.name);
    }
  }

 private:
  bool IsOfAnother(const std::string& name) const {
    return std::any_of(others_.begin(), others_.end(), [&](const plan::Plan& other) {
      return FindNamed(other.givens, name) != nullptr || FindNamed(other.attested, name) != nullptr;
    });
  }

  void ReportUnknown(const GivenText& text) {
    auto& problem = sink_.Report(
        kUnknownGiven,
        text.given.span,
        fmt::format("the agreement declares no given `{}`", text.given.value)
    );
    problem.help = DidYouMean(text.given.value, NamesOfAll(plan_.givens));
  }

  bool CheckKeys(const GivenText& text, const std::vector<std::string>& keys) {
    if (text.keys.size() != keys.size()) {
      auto& problem = sink_.Report(
          kGivenKeys,
          text.value.span,
          fmt::format(
              "`{}` is by {} keys and stands here by {}",
              text.given.value,
              keys.size(),
              text.keys.size()
          )
      );
      if (!keys.empty()) {
        problem.help = fmt::format("its keys are {}", ListOf(keys));
      }
      return false;
    }
    bool fits = true;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const Type member{.kind = Type::Kind::kMember, .key = keys[i]};
      if (const auto value = ParseQuantity(text.keys[i].value, member, plan_); !value) {
        sink_.Report(kUnknownMember, text.keys[i].span, value.error().message);
        fits = false;
      }
    }
    return fits;
  }

  const plan::Plan& plan_;
  diag::Sink& sink_;
  std::span<const plan::Plan> others_;
};

void ReportUnknownInput(const InputBinding& binding, const plan::Plan& plan, diag::Sink& sink) {
  auto& problem = sink.Report(
      kUnknownInput,
      binding.input.span,
      fmt::format("the agreement has no input `{}`", binding.input.value)
  );
  const std::vector<std::string> names = NamesOfAll(plan.inputs);
  problem.help = DidYouMean(binding.input.value, names);
  if (problem.help.empty() && !names.empty()) {
    problem.help = "its inputs are " + ListOf(names);
  }
}

void ReportUnknownFact(const InputBinding& binding, const plan::Plan& plan, diag::Sink& sink) {
  auto& problem = sink.Report(
      kUnknownGiven,
      binding.input.span,
      fmt::format("the agreement has no fact `{}`", binding.input.value)
  );
  std::vector<std::string> names = NamesOfAll(plan.givens);
  const std::vector<std::string> attested = NamesOfAll(plan.attested);
  names.insert(names.end(), attested.begin(), attested.end());
  problem.help = DidYouMean(binding.input.value, names);
}

}  // namespace

void CheckSettings(
    const Settings& settings,
    const plan::Plan& plan,
    diag::Sink& sink,
    std::span<const plan::Plan> others
) {
  const auto elsewhere = [&](auto&& declares) {
    return std::any_of(others.begin(), others.end(), declares);
  };
  std::set<std::string> bound;
  for (const InputBinding& binding : settings.inputs) {
    bound.insert(binding.input.value);
    if (const plan::Input* input = FindNamed(plan.inputs, binding.input.value)) {
      InputCheck(binding, *input, plan, sink).Run();
    } else if (!elsewhere([&](const plan::Plan& other) {
                 return FindNamed(other.inputs, binding.input.value) != nullptr;
               })) {
      ReportUnknownInput(binding, plan, sink);
    }
  }
  for (const InputBinding& binding : settings.facts) {
    if (const std::optional<plan::Input> rows = RowsOfFact(plan, binding.input.value)) {
      InputCheck(binding, *rows, plan, sink).Run();
    } else if (!elsewhere([&](const plan::Plan& other) {
                 return RowsOfFact(other, binding.input.value).has_value();
               })) {
      ReportUnknownFact(binding, plan, sink);
    }
  }
  for (const plan::Input& input : plan.inputs) {
    if (!bound.contains(input.name) && !input.built_in) {
      auto& problem = sink.Report(
          kUnboundInput,
          source::Span{settings.file, 0, 0},
          fmt::format("no table [input.{}] says where its rows come from", input.name)
      );
      problem.help = fmt::format("add [input.{}] with files = [\"…\"]", input.name);
    }
  }
}

std::vector<data::GivenValue> ReadGivens(
    const Settings& settings,
    const plan::Plan& plan,
    diag::Sink& sink,
    std::span<const plan::Plan> others
) {
  GivenReader reader(plan, sink, others);
  std::vector<data::GivenValue> values;
  for (const GivenText& given : settings.givens) {
    if (auto value = reader.Read(given)) {
      values.push_back(*std::move(value));
    }
  }
  if (!sink.has_errors()) {
    reader.RequireAll(values, settings.facts, settings.file);
  }
  return values;
}

}  // namespace slate::settings
