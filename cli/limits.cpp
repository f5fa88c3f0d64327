// SPDX-License-Identifier: Apache-2.0
#include "cli/limits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/read_arguments.h"
#include "cli/session.h"
#include "runtime/base/overloaded.h"
#include "runtime/settings/kinds.h"
#include "runtime/settings/limits_table.h"

namespace slate::cli {

namespace {

constexpr std::uint64_t kGiB = std::uint64_t{1} << 30U;

constexpr std::array kLimits = {
    Limit{
        .name = "nesting",
        .of_what = "brackets and expressions within one another, operators on one another",
        .beyond = "SL1011",
        .most = 1'000,
        .place =
            [](Limits& l) {
              return Limit::Place(&l.texts.text.max_depth);
            }},
    Limit{
        .name = "file",
        .of_what = "bytes of one text",
        .beyond = "SL1010",
        .most = kGiB / 4,
        .place =
            [](Limits& l) {
              return Limit::Place(&l.texts.text.max_file_bytes);
            }},
    Limit{
        .name = "texts",
        .of_what = "bytes of all texts of a run",
        .beyond = "SL1010",
        .most = 64 * kGiB,
        .place =
            [](Limits& l) {
              return Limit::Place(&l.texts.max_bytes);
            }},
    Limit{
        .name = "name",
        .of_what = "bytes of a name",
        .beyond = "SL1010",
        .most = 65'536,
        .place =
            [](Limits& l) {
              return Limit::Place(&l.texts.text.max_name_bytes);
            }},
    Limit{
        .name = "text",
        .of_what = "bytes of a text literal, with its quotes",
        .beyond = "SL1010",
        .most = kGiB / 4,
        .place =
            [](Limits& l) {
              return Limit::Place(&l.texts.text.max_text_bytes);
            }},
    Limit{
        .name = "digits",
        .of_what = "digits of a number",
        .beyond = "SL1010",
        .most = 4'000,
        .place =
            [](Limits& l) {
              return Limit::Place(&l.texts.text.max_digits);
            }},
    Limit{
        .name = "uses",
        .of_what = "texts that others bring in by `use`",
        .beyond = "SL2012",
        .most = 1'000'000,
        .place =
            [](Limits& l) {
              return Limit::Place(&l.texts.max_uses);
            }},
    Limit{
        .name = "chain",
        .of_what = "texts in a row of which each brings in the next",
        .beyond = "SL2012",
        .most = 1'000,
        .place =
            [](Limits& l) {
              return Limit::Place(&l.texts.max_chain);
            }},
    Limit{
        .name = "expressions",
        .of_what = "expressions of one agreement, those of a metric counted at each use",
        .beyond = "SL3016",
        .most = 1'000'000'000,
        .place =
            [](Limits& l) {
              return Limit::Place(&l.texts.max_expressions);
            }},
    Limit{
        .name = "row",
        .of_what = "bytes of one row of data",
        .beyond = "SL6211",
        .most = kGiB,
        .place =
            [](Limits& l) {
              return Limit::Place(&l.rows.longest_row);
            }},
    Limit{
        .name = "field",
        .of_what = "bytes of one field of a row",
        .beyond = "SL6211",
        .most = kGiB,
        .place =
            [](Limits& l) {
              return Limit::Place(&l.rows.longest_field);
            }},
};

const Limit* FindLimit(std::string_view name) {
  const auto* const found = std::find_if(kLimits.begin(), kLimits.end(), [&](const Limit& limit) {
    return limit.name == name;
  });
  return found == kLimits.end() ? nullptr : found;
}

std::string NearLimit(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Limit& limit : kLimits) {
    names.push_back(limit.name);
  }
  const std::string near = DidYouMean(name, names, "");
  return near.empty() ? "; `slate explain limits` lists them" : near;
}

// Why the limit cannot be that, if so.
std::optional<std::string> Refusal(const Limit& limit, std::uint64_t value) {
  if (value == 0) {
    return fmt::format("`{}` of 0 leaves nothing to read", limit.name);
  }
  if (value > limit.most) {
    return fmt::format("`{}` goes up to {}, not to {}", limit.name, limit.most, value);
  }
  return std::nullopt;
}

void Set(const Limit& limit, std::uint64_t value, Limits& limits) {
  std::visit(
      Overloaded{
          [&](std::uint32_t* place) { *place = static_cast<std::uint32_t>(value); },
          [&](std::uint64_t* place) { *place = value; },
      },
      limit.place(limits)
  );
}

std::optional<Error> SetFromWord(const std::string& word, Limits& limits) {
  const std::size_t equals = word.find('=');
  const std::string name = word.substr(0, equals);
  const Limit* limit = FindLimit(name);
  if (limit == nullptr) {
    return Error{fmt::format("--limit: there is no limit `{}`{}", name, NearLimit(name))};
  }
  const std::string number = equals == std::string::npos ? "" : word.substr(equals + 1);
  std::uint64_t value = 0;
  const auto [end, failure] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (failure != std::errc() || end != number.data() + number.size()) {
    return Error{fmt::format("--limit: write `{}=N` with a whole number", name)};
  }
  if (const std::optional<std::string> refusal = Refusal(*limit, value)) {
    return Error{"--limit: " + *refusal};
  }
  Set(*limit, value, limits);
  return std::nullopt;
}

void TakeFromSettings(source::FileId file, Session& session, diag::Sink& sink) {
  for (const settings::LimitSetting& said : settings::ReadLimitsTable(session.files, file, sink)) {
    const Limit* limit = FindLimit(said.name.value);
    if (limit == nullptr) {
      sink.Report(
              settings::kUnknownSetting,
              said.name.span,
              fmt::format("[limits] has no setting `{}`", said.name.value)
      )
          .help = NearLimit(said.name.value).substr(2);
    } else if (const auto refusal = Refusal(*limit, said.number.value)) {
      sink.Report(settings::kSettingValue, said.number.span, *refusal);
    } else {
      Set(*limit, said.number.value, session.limits);
    }
  }
}

}  // namespace

std::span<const Limit> AllLimits() {
  return kLimits;
}

std::uint64_t ValueOf(const Limit& limit, const Limits& limits) {
  Limits copy = limits;
  return std::visit([](const auto* place) { return std::uint64_t{*place}; }, limit.place(copy));
}

std::string LimitsAsTable() {
  std::string table =
      "| limit | of what | N | at most | finding |\n| --- | --- | ---: | ---: | --- |\n";
  for (const Limit& limit : kLimits) {
    table += fmt::format(
        "| {} | {} | {} | {} | `{}` |\n",
        limit.name,
        limit.of_what,
        ValueOf(limit, {}),
        limit.most,
        limit.beyond
    );
  }
  return table;
}

std::optional<Error> ReadLimits(const Arguments& arguments, Session& session) {
  if (session.settings) {
    TakeFromSettings(session.settings->file, session, session.sink);
  } else if (const std::optional<std::string> path = FindSettings()) {
    // What is wrong there is reported where the settings themselves are checked.
    diag::Sink unheard;
    if (Result<std::string> text = ReadWholeFile(*path)) {
      TakeFromSettings(session.files.Add(*path, std::move(text).value()), session, unheard);
    }
  }
  for (const std::string& word : arguments.ValuesOf("limit")) {
    if (std::optional<Error> failure = SetFromWord(word, session.limits)) {
      return failure;
    }
  }
  return std::nullopt;
}

}  // namespace slate::cli
