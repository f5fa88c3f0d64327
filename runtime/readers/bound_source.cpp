// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/bound_source.h"

#include <algorithm>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/readers/access_log_reader.h"
#include "runtime/readers/kinds.h"
#include "runtime/settings/quantity_text.h"
#include "runtime/settings/unit.h"

namespace slate::readers {

namespace {

using exact::Rational;
using plan::Type;
using settings::ColumnBinding;
using settings::InputBinding;
using settings::TimeForm;

const ColumnBinding* BindingOf(const InputBinding& binding, std::string_view column) {
  const auto found =
      std::find_if(binding.columns.begin(), binding.columns.end(), [&](const ColumnBinding& c) {
        return c.name.value == column;
      });
  return found == binding.columns.end() ? nullptr : &*found;
}

Rational FactorOf(const ColumnBinding& column, const plan::Plan& plan) {
  if (!column.unit) {
    return 1;
  }
  const auto measure = settings::ParseUnit(column.unit->value, plan);
  Check(measure.has_value(), "a unit was accepted that is none");
  return measure->factor;
}

// Euclid's algorithm, which works for fractions as it does for whole numbers.
Rational GreatestCommonMeasure(Rational a, Rational b) {
  while (!b.is_zero()) {
    Rational rest = a - b * (a / b).Floor();
    a = std::exchange(b, std::move(rest));
  }
  return a;
}

const plan::Key* ClosedKey(const plan::Plan& plan, std::string_view name) {
  const auto found = std::find_if(plan.keys.begin(), plan.keys.end(), [&](const plan::Key& key) {
    return key.closed && key.name == name;
  });
  return found == plan.keys.end() ? nullptr : &*found;
}

class Binder {
 public:
  Binder(const InputBinding& binding, const BindContext& context, BoundSource& bound)
      : binding_(binding), context_(context), bound_(bound) {}

  void Run() {
    for (std::size_t i = 0; i < context_.input.columns.size(); ++i) {
      if (const ColumnBinding* column = BindingOf(binding_, context_.input.columns[i].name)) {
        BindColumn(i, *column);
      }
    }
    if (binding_.sequence) {
      bound_.sequence = Want(*binding_.sequence);
    }
  }

 private:
  std::size_t Want(const settings::Text& name) {
    const auto found =
        std::find_if(bound_.wanted.begin(), bound_.wanted.end(), [&](const WantedColumn& w) {
          return w.name == name.value;
        });
    if (found != bound_.wanted.end()) {
      return static_cast<std::size_t>(found - bound_.wanted.begin());
    }
    bound_.wanted.push_back({name.value, name.span});
    return bound_.wanted.size() - 1;
  }

  // What the format is known for.
  TimeForm FormOfFormat(const std::string& column) const {
    if (binding_.format && binding_.format->value == settings::Format::kCombinedLog) {
      return {
          .kind = TimeForm::Kind::kPattern, .pattern = std::string(AccessLogReader::kTimePattern)};
    }
    const auto form =
        binding_.log_pattern ? binding_.log_pattern->TimeFormOf(column) : std::nullopt;
    return form.value_or(TimeForm{});
  }

  // The form given for the column, else that of the source.
  TimeReader MakeTimeReader(
      const std::optional<settings::Located<TimeForm>>& own,
      const std::optional<settings::Text>& column
  ) const {
    TimeForm form = FormOfFormat(column ? column->value : "");
    form = binding_.time ? binding_.time->value : form;
    form = own ? own->value : form;
    return TimeReader(form, bound_.zone.get(), binding_.on_ambiguous);
  }

  CellReader MakeCellReader(const plan::Column& column, const ColumnBinding& source) const {
    CellForm form{
        .type = column.type,
        .key = ClosedKey(context_.plan, column.type.key),
        .factor = FactorOf(source, context_.plan),
        .missing = binding_.missing};
    if (column.type.kind == Type::Kind::kInstant || column.type.kind == Type::Kind::kDate) {
      form.time = MakeTimeReader(source.time, source.column);
    }
    CellReader reader(std::move(form));
    for (const auto& [from, to] : source.values) {
      reader.Translate(from.value, ConstantOf(to.value, column.type));
    }
    if (source.constant) {
      reader.FixTo(ConstantOf(source.constant->value, column.type));
    }
    return reader;
  }

  plan::Constant ConstantOf(const std::string& text, const Type& type) const {
    auto value = settings::ParseQuantity(text, type, context_.plan);
    Check(value.has_value(), "a value of the settings was accepted that is none");
    return *std::move(value);
  }

  std::vector<BoundCondition> BindConditions(const std::vector<settings::Condition>& conditions) {
    std::vector<BoundCondition> bound;
    for (const settings::Condition& condition : conditions) {
      BoundCondition one{.wanted = Want(condition.column), .values = {}};
      for (const settings::Text& value : condition.values) {
        one.values.push_back(value.value);
      }
      bound.push_back(std::move(one));
    }
    return bound;
  }

  void BindColumn(std::size_t index, const ColumnBinding& source) {
    const plan::Column& column = context_.input.columns[index];
    const Rational multiple = FactorOf(source, context_.plan) / context_.factors[index];
    BoundColumn bound{
        .column = index,
        .reader = MakeCellReader(column, source),
        .multiple = multiple.ToInt64().value_or(0)};
    Check(bound.multiple > 0, "a unit is no multiple of its column's common factor");
    if (source.column) {
      bound.wanted = Want(*source.column);
    }
    bound.when = BindConditions(source.when);
    bound.from = BindConditions(source.from);
    bound.to = BindConditions(source.to);
    const auto& at = source.at ? source.at : binding_.at;
    if (at && context_.input.kind == plan::Input::Kind::kCases) {
      bound.at =
          BoundTime{.wanted = Want(at->column), .reader = MakeTimeReader(at->time, at->column)};
    }
    bound_.columns.push_back(std::move(bound));
  }

  const InputBinding& binding_;
  const BindContext& context_;
  BoundSource& bound_;
};

}  // namespace

std::vector<Rational> CommonFactors(
    const plan::Input& input,
    const std::vector<const InputBinding*>& bindings,
    const plan::Plan& plan
) {
  std::vector<Rational> factors;
  for (const plan::Column& column : input.columns) {
    Rational common = 0;
    for (const InputBinding* binding : bindings) {
      if (const ColumnBinding* source = BindingOf(*binding, column.name)) {
        common = GreatestCommonMeasure(FactorOf(*source, plan), common);
      }
    }
    factors.push_back(common.is_zero() ? Rational(1) : common);
  }
  return factors;
}

std::optional<BoundSource> Bind(
    const InputBinding& binding, const BindContext& context, diag::Sink& sink
) {
  BoundSource bound{.binding = &binding};
  if (binding.time_zone) {
    auto zone = calendar::TimeZone::Load(binding.time_zone->value, context.zones);
    if (!zone) {
      sink.Report(kUnknownTimeZone, binding.time_zone->span, zone.error().message);
      return std::nullopt;
    }
    bound.zone = std::make_unique<calendar::TimeZone>(*std::move(zone));
  }
  Binder(binding, context, bound).Run();
  return bound;
}

}  // namespace slate::readers
