// SPDX-License-Identifier: Apache-2.0
#include "cli/read_arguments.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/base/edit_distance.h"

namespace slate::cli {

namespace {

class Reader {
 public:
  Reader(const Command& command, std::span<const std::string> words)
      : command_(command), words_(words) {}

  Result<Arguments> Read() {
    while (at_ < words_.size() && problem_.empty()) {
      ReadWord(words_[at_++]);
    }
    if (problem_.empty() && !arguments_.Has("help") &&
        arguments_.operands.size() > command_.most_operands) {
      problem_ = fmt::format("`{}` is too much", arguments_.operands[command_.most_operands]);
    }
    if (!problem_.empty()) {
      return Error{problem_};
    }
    return std::move(arguments_);
  }

 private:
  void ReadWord(const std::string& word) {
    if (only_operands_ || word == "-" || word.rfind('-', 0) != 0) {
      arguments_.operands.push_back(word);
    } else if (word == "--") {
      only_operands_ = true;
      arguments_.before_dashes = arguments_.operands.size();
    } else if (word == "-h" || word == "--help") {
      arguments_.options["help"];
    } else if (word.rfind("--", 0) == 0) {
      ReadOption(word.substr(2));
    } else {
      problem_ = fmt::format("there is no option `{}`; options have two dashes and a word", word);
    }
  }

  void ReadOption(const std::string& text) {
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    const Option* option = Find(name);
    if (option == nullptr) {
      problem_ = fmt::format("`slate {}` has no option `--{}`", command_.name, name) +
                 DidYouMean(name, OptionNames(), "--");
      return;
    }
    if (arguments_.Has(name) && !option->repeatable) {
      problem_ = fmt::format("`--{}` is given twice", name);
      return;
    }
    std::vector<std::string>& values = arguments_.options[name];
    if (option->value.empty()) {
      if (equals != std::string::npos) {
        problem_ = fmt::format("`--{}` takes no value", name);
      }
    } else if (equals != std::string::npos) {
      AddValue(*option, text.substr(equals + 1), values);
    } else if (at_ < words_.size()) {
      AddValue(*option, words_[at_++], values);
    } else {
      problem_ = fmt::format("`--{}` needs a value: --{} {}", name, name, option->value);
    }
  }

  void AddValue(const Option& option, const std::string& value, std::vector<std::string>& values) {
    const std::vector<std::string_view>& choices = option.choices;
    if (!choices.empty() && std::find(choices.begin(), choices.end(), value) == choices.end()) {
      problem_ = fmt::format(
          "`--{}` is one of {}, not `{}`", option.name, fmt::join(choices, ", "), value
      );
    } else if (value.empty()) {
      problem_ = fmt::format("`--{}` has an empty value", option.name);
    } else {
      values.push_back(value);
    }
  }

  const Option* Find(std::string_view name) const {
    for (const Option& option : command_.options) {
      if (option.name == name) {
        return &option;
      }
    }
    return nullptr;
  }

  std::vector<std::string_view> OptionNames() const {
    std::vector<std::string_view> names = {"help"};
    for (const Option& option : command_.options) {
      names.push_back(option.name);
    }
    return names;
  }

  const Command& command_;
  std::span<const std::string> words_;
  std::size_t at_ = 0;
  bool only_operands_ = false;
  Arguments arguments_;
  std::string problem_;
};

}  // namespace

Result<Arguments> ReadArguments(const Command& command, std::span<const std::string> words) {
  return Reader(command, words).Read();
}

std::string DidYouMean(
    std::string_view word, const std::vector<std::string_view>& candidates, std::string_view prefix
) {
  const std::string_view closest = ClosestWord(word, candidates);
  return closest.empty() ? std::string() : fmt::format("; did you mean `{}{}`?", prefix, closest);
}

std::optional<std::string> Arguments::ValueOf(std::string_view name) const {
  const auto found = options.find(name);
  if (found == options.end() || found->second.empty()) {
    return std::nullopt;
  }
  return found->second.back();
}

std::vector<std::string> Arguments::ValuesOf(std::string_view name) const {
  const auto found = options.find(name);
  return found == options.end() ? std::vector<std::string>() : found->second;
}

std::string Arguments::ValueOr(std::string_view name, std::string_view otherwise) const {
  return ValueOf(name).value_or(std::string(otherwise));
}

}  // namespace slate::cli
