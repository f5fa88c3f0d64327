// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "compiler/diag/catalog/syntax.h"
#include "compiler/syntax/build_ast.h"

namespace slate::syntax {

namespace {

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool IsCode(std::string_view text) {
  return text.size() == 6 && text.substr(0, 2) == "SL" &&
         text.find_first_not_of("0123456789", 2) == std::string_view::npos;
}

// The codes between the parentheses; nothing if one of them is no code.
std::optional<std::vector<std::string>> ReadCodes(std::string_view list) {
  std::vector<std::string> codes;
  while (true) {
    const std::size_t comma = list.find(',');
    const std::string_view code = Trim(list.substr(0, comma));
    if (!IsCode(code)) {
      return std::nullopt;
    }
    codes.emplace_back(code);
    if (comma == std::string_view::npos) {
      return codes;
    }
    list.remove_prefix(comma + 1);
  }
}

// allow(CODE, …) because REASON
std::optional<ast::Silence> ReadSilence(std::string_view text, source::Span span) {
  constexpr std::string_view kAllow = "allow(";
  constexpr std::string_view kBecause = "because ";
  const std::size_t close = text.find(')');
  if (text.substr(0, kAllow.size()) != kAllow || close == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view rest = Trim(text.substr(close + 1));
  auto codes = ReadCodes(text.substr(kAllow.size(), close - kAllow.size()));
  if (!codes || rest.substr(0, kBecause.size()) != kBecause) {
    return std::nullopt;
  }
  return ast::Silence{std::move(*codes), std::string(Trim(rest.substr(kBecause.size()))), span};
}

}  // namespace

void AddSilences(
    ast::File& file, std::string_view text, const std::vector<Token>& comments, diag::Sink& sink
) {
  for (const Token& comment : comments) {
    if (comment.kind != TokenKind::kSilence) {
      continue;
    }
    const source::Span span{file.id, comment.begin, comment.end};
    const std::string_view words = text.substr(comment.begin, comment.end - comment.begin);
    const std::string_view body = Trim(words.substr(words.find(':') + 1));
    if (auto silence = ReadSilence(body, span)) {
      file.silences.push_back(std::move(*silence));
    } else {
      sink.Report(diag::kBadSilence, span, fmt::format("`{}` silences nothing", body)).help =
          "write `// slate: allow(SL7003) because …`";
    }
  }
}

}  // namespace slate::syntax
