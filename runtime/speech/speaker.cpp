// SPDX-License-Identifier: Apache-2.0
#include "runtime/speech/speaker.h"

#include <algorithm>
#include <array>
#include <memory>

#include <unicode/listformatter.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/plurrule.h>
#include <unicode/unistr.h>

#include "runtime/base/check.h"

namespace slate::speech {

namespace {

std::string Utf8(const icu::UnicodeString& text) {
  std::string result;
  text.toUTF8String(result);
  return result;
}

icu::UnicodeString Utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))
  );
}

struct NamedCase {
  std::string_view suffix;
  std::string_view keyword;
  Case form;
};
constexpr NamedCase kCases[] = {
    {"_gen", "gen", Case::kGenitive},
    {"_dat", "dat", Case::kDative},
    {"_acc", "acc", Case::kAccusative},
    {"_ins", "ins", Case::kInstrumental},
    {"_pre", "pre", Case::kPrepositional},
    {"_each", "each", Case::kEach},
    {"_bare", "bare", Case::kBare},
};

std::string_view KeywordOf(Case form) {
  for (const NamedCase& named : kCases) {
    if (named.form == form) {
      return named.keyword;
    }
  }
  return "nom";
}

const Noun* FindSlot(const Slots& slots, std::string_view name) {
  for (const auto& [slot, noun] : slots) {
    if (slot == name) {
      return &noun;
    }
  }
  return nullptr;
}

bool TakeSuffix(std::string_view& name, std::string_view suffix) {
  const bool has =
      name.size() > suffix.size() && name.substr(name.size() - suffix.size()) == suffix;
  if (has) {
    name.remove_suffix(suffix.size());
  }
  return has;
}

// What stands for `{name}`; nothing if no slot gives it.
std::optional<std::string> Fill(std::string_view name, const Slots& slots, Case form) {
  if (name == "case") {
    return std::string(KeywordOf(form));
  }
  if (const Noun* noun = FindSlot(slots, name)) {
    return noun->Text();
  }
  if (TakeSuffix(name, "_plural")) {
    const Noun* noun = FindSlot(slots, name);
    return noun == nullptr ? std::nullopt : std::optional(noun->plural());
  }
  if (TakeSuffix(name, "_same")) {
    const Noun* noun = FindSlot(slots, name);
    return noun == nullptr ? std::nullopt : std::optional(noun->In(form));
  }
  for (const NamedCase& named : kCases) {
    std::string_view base = name;
    if (TakeSuffix(base, named.suffix)) {
      const Noun* noun = FindSlot(slots, base);
      return noun == nullptr ? std::nullopt : std::optional(noun->In(named.form));
    }
  }
  return std::nullopt;
}

std::vector<icu::UnicodeString> NamesIn(const icu::MessagePattern& pattern) {
  std::vector<icu::UnicodeString> names;
  for (std::int32_t i = 0; i < pattern.countParts(); ++i) {
    const icu::MessagePattern::Part& part = pattern.getPart(i);
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_NAME) {
      icu::UnicodeString name = pattern.getSubstring(part);
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(std::move(name));
      }
    }
  }
  return names;
}

std::optional<std::string> Format(
    std::string_view text, const Slots& slots, Case form, const icu::Locale& locale
) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString wide = Utf16(text);
  const icu::MessagePattern pattern(wide, nullptr, status);
  if (U_FAILURE(status) != 0) {
    return std::nullopt;
  }
  const std::vector<icu::UnicodeString> names = NamesIn(pattern);
  std::vector<icu::Formattable> values;
  for (const icu::UnicodeString& name : names) {
    const std::optional<std::string> value = Fill(Utf8(name), slots, form);
    if (!value) {
      return std::nullopt;
    }
    values.emplace_back(Utf16(*value));
  }
  const icu::MessageFormat format(wide, locale, status);
  icu::UnicodeString result;
  format.format(
      names.data(), values.data(), static_cast<std::int32_t>(names.size()), result, status
  );
  return U_FAILURE(status) != 0 ? std::nullopt : std::optional(Utf8(result));
}

}  // namespace

Noun::Noun(std::string text) : say_([text = std::move(text)](Case) { return text; }) {}

Noun::Noun(std::function<std::string(Case)> say, std::string plural)
    : say_(std::move(say)), plural_(std::move(plural)) {}

std::string Speaker::Say(const Phrase& phrase, const Slots& slots, Case form) const {
  const icu::Locale locale(std::string(language_.locale).c_str());
  std::optional<std::string> said = Format(phrase.pattern, slots, form, locale);
  Check(said.has_value(), "a phrase names a slot that it is not given");
  return std::move(*said);
}

Noun Speaker::Np(const Phrase& phrase, Slots slots) const {
  return Noun([this, &phrase, slots = std::move(slots)](Case form) {
    return Say(phrase, slots, form);
  });
}

std::optional<Noun> Speaker::Wording(std::string_view pattern, const Slots& slots) const {
  const icu::Locale locale(std::string(language_.locale).c_str());
  if (!Format(pattern, slots, Case::kNominative, locale)) {
    return std::nullopt;
  }
  return Noun([text = std::string(pattern), slots, locale](Case form) {
    return Format(text, slots, form, locale).value_or(text);
  });
}

std::string Speaker::Quoted(std::string_view plain) const {
  return Say(phrases.quoted, {{"x", std::string(plain)}});
}

namespace {

std::string Listed(
    const std::vector<std::string>& items, const icu::Locale& locale, UListFormatterType type
) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::ListFormatter> formatter(
      icu::ListFormatter::createInstance(locale, type, ULISTFMT_WIDTH_WIDE, status)
  );
  Check(U_FAILURE(status) == 0, "ICU has no lists in this language");
  std::vector<icu::UnicodeString> wide;
  for (const std::string& item : items) {
    wide.push_back(Utf16(item));
  }
  icu::UnicodeString result;
  formatter->format(wide.data(), static_cast<std::int32_t>(wide.size()), result, status);
  return Utf8(result);
}

}  // namespace

std::string Speaker::And(const std::vector<std::string>& items) const {
  return Listed(items, icu::Locale(std::string(language_.locale).c_str()), ULISTFMT_TYPE_AND);
}

std::string Speaker::Or(const std::vector<std::string>& items) const {
  return Listed(items, icu::Locale(std::string(language_.locale).c_str()), ULISTFMT_TYPE_OR);
}

Noun Speaker::And(std::vector<Noun> items) const {
  return Noun([this, items = std::move(items)](Case form) {
    std::vector<std::string> said;
    for (const Noun& item : items) {
      said.push_back(item.In(form));
    }
    return And(said);
  });
}

}  // namespace slate::speech
