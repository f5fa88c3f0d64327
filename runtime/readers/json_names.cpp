// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/json_names.h"

#include <algorithm>

namespace slate::readers {

namespace {

JsonName& NameIn(JsonName& parent, std::string_view name) {
  const auto found =
      std::find_if(parent.below.begin(), parent.below.end(), [&](const JsonName& below) {
        return below.name == name;
      });
  if (found != parent.below.end()) {
    return *found;
  }
  parent.below.push_back({.name = std::string(name)});
  return parent.below.back();
}

void AddPath(JsonName& root, std::string_view path, std::size_t wanted) {
  NameIn(root, path).wanted = wanted;
  JsonName* at = &root;
  for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    at = &NameIn(*at, path.substr(0, dot));
    path.remove_prefix(dot + 1);
  }
  NameIn(*at, path).wanted = wanted;
}

bool TakeDigits(std::string_view& rest) {
  const std::size_t count = std::min(rest.find_first_not_of("0123456789"), rest.size());
  rest.remove_prefix(count);
  return count > 0;
}

bool TakeOne(std::string_view& rest, std::string_view among) {
  const bool found = !rest.empty() && among.find(rest.front()) != std::string_view::npos;
  rest.remove_prefix(found ? 1 : 0);
  return found;
}

}  // namespace

const JsonName* JsonName::Find(std::string_view below_name) const {
  for (const JsonName& one : below) {
    if (one.name == below_name) {
      return &one;
    }
  }
  return nullptr;
}

JsonName NamesOf(const std::vector<WantedColumn>& wanted) {
  JsonName root;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    AddPath(root, wanted[i].name, i);
  }
  return root;
}

bool IsJsonNumber(std::string_view token) {
  std::string_view rest = token;
  TakeOne(rest, "-");
  if (!TakeOne(rest, "0") && !TakeDigits(rest)) {
    return false;
  }
  if (TakeOne(rest, ".") && !TakeDigits(rest)) {
    return false;
  }
  if (TakeOne(rest, "eE")) {
    TakeOne(rest, "+-");
    return TakeDigits(rest) && rest.empty();
  }
  return rest.empty();
}

}  // namespace slate::readers
