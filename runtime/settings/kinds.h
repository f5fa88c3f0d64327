// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "runtime/diag/diagnostic.h"

// Findings about slate.toml.
namespace slate::settings {

using diag::Kind;
using diag::Severity;

inline constexpr Kind kSettingsSyntax{
    .code = "SL6101",
    .name = "settings-syntax",
    .severity = Severity::kError,
    .explanation =
        "slate.toml is written in TOML 1.0. Texts stand in quotes, a table starts with "
        "its name in brackets, and a key is given once."};
inline constexpr Kind kUnknownSetting{
    .code = "SL6102",
    .name = "unknown-setting",
    .severity = Severity::kError,
    .explanation =
        "A setting that is not known is refused rather than ignored: it was meant to "
        "change something, and it would not."};
inline constexpr Kind kSettingType{
    .code = "SL6103",
    .name = "setting-type",
    .severity = Severity::kError,
    .explanation =
        "The setting is there, but its value is of another kind than the one it takes, "
        "such as a number where a text in quotes is needed."};
inline constexpr Kind kSettingMissing{
    .code = "SL6104",
    .name = "setting-missing",
    .severity = Severity::kError,
    .explanation =
        "A setting without which the data cannot be read, such as the `files` of an "
        "input."};
inline constexpr Kind kSettingValue{
    .code = "SL6105",
    .name = "setting-value",
    .severity = Severity::kError,
    .explanation = "The setting takes a few words or a limited form, and this is none of them."};
inline constexpr Kind kUnknownInput{
    .code = "SL6106",
    .name = "unknown-input",
    .severity = Severity::kWarning,
    .explanation =
        "A table [input.NAME] says where the rows of an input of the agreement come "
        "from. Neither the agreement nor another one of the same texts has an input of this "
        "name, so nothing reads the table."};
inline constexpr Kind kUnknownColumn{
    .code = "SL6107",
    .name = "unknown-column",
    .severity = Severity::kError,
    .explanation =
        "[input.NAME.columns] lists the columns that the agreement declares for the "
        "input, each with the column of the file it comes from: agreement on the left, "
        "file on the right."};
inline constexpr Kind kUnboundColumn{
    .code = "SL6108",
    .name = "unbound-column",
    .severity = Severity::kError,
    .explanation =
        "The agreement declares a column that must have a value in every row, and the "
        "settings do not say where it comes from. Only optional columns (`T?`) may be "
        "left out."};
inline constexpr Kind kUnboundInput{
    .code = "SL6109",
    .name = "unbound-input",
    .severity = Severity::kError,
    .explanation =
        "The agreement measures with this input, and the settings name no files for it."};
inline constexpr Kind kUnitMisfit{
    .code = "SL6110",
    .name = "unit-misfit",
    .severity = Severity::kError,
    .explanation =
        "Numbers in files carry no unit, so the settings say it. The unit must measure "
        "what the agreement's column measures: ms for a duration, EUR for money in "
        "euros."};
inline constexpr Kind kTimeForm{
    .code = "SL6111",
    .name = "time-form",
    .severity = Severity::kError,
    .explanation =
        "The form in which the source writes instants: iso, epoch_s, epoch_ms, epoch_us, "
        "epoch_ns, or a pattern of %Y %m %d %H %M %S %f %z and the like. It must give a "
        "day and a time of day, and either an offset or the settings a time_zone."};
inline constexpr Kind kBindingMisfit{
    .code = "SL6112",
    .name = "binding-misfit",
    .severity = Severity::kError,
    .explanation =
        "The column is bound in a way that does not fit its type, such as a time form "
        "on a truth value, or events on a column of plain rows."};
inline constexpr Kind kUnknownGiven{
    .code = "SL6113",
    .name = "unknown-given",
    .severity = Severity::kWarning,
    .explanation =
        "[given] supplies facts that the agreement declares with `given`. Neither the agreement "
        "nor another one of the same texts declares such a fact."};
inline constexpr Kind kGivenKeys{
    .code = "SL6114",
    .name = "given-keys",
    .severity = Severity::kError,
    .explanation =
        "A fact by a key is a table with a value for each member; a fact by two keys is "
        "a table of tables, in the order of the agreement."};
inline constexpr Kind kGivenValue{
    .code = "SL6115",
    .name = "given-value",
    .severity = Severity::kError,
    .explanation =
        "A supplied fact is written as in an agreement: \"1_000 EUR\", \"99.5%\", "
        "\"30min\". It must be of the type that the agreement declares."};
inline constexpr Kind kGivenMissing{
    .code = "SL6116",
    .name = "given-missing",
    .severity = Severity::kError,
    .explanation =
        "The agreement leaves a fact open (`given NAME: type` without a value), and the "
        "settings do not supply it."};
inline constexpr Kind kUnknownMember{
    .code = "SL6117",
    .name = "unknown-key-member",
    .severity = Severity::kError,
    .explanation = "The key is closed: its members are those that the agreement lists."};
inline constexpr Kind kUnknownCode{
    .code = "SL6118",
    .name = "unknown-code",
    .severity = Severity::kError,
    .explanation =
        "[check] speaks of findings by code (SL7004), by name (falling-credit) or by the "
        "beginning of codes (SL7). `slate explain` lists all codes and names."};
inline constexpr Kind kErrorsStay{
    .code = "SL6119",
    .name = "errors-stay",
    .severity = Severity::kError,
    .explanation =
        "A text with an error means nothing, so errors can be neither switched off nor "
        "lowered. Only warnings and remarks have levels."};
inline constexpr Kind kIdleIgnore{
    .code = "SL6120",
    .name = "idle-ignore",
    .severity = Severity::kRemark,
    .explanation =
        "[check] switches off a finding that none of the project's texts has. Take it out: "
        "it would hide the next one."};
inline constexpr Kind kBaselineShrinks{
    .code = "SL6121",
    .name = "baseline-shrinks",
    .severity = Severity::kRemark,
    .explanation =
        "The baseline lists a finding that its text no longer has. Write it anew with "
        "`slate check --write-baseline`, so that the finding is new when it comes back."};

inline constexpr std::array kKinds = {
    &kSettingsSyntax, &kUnknownSetting, &kSettingType,   &kSettingMissing, &kSettingValue,
    &kUnknownInput,   &kUnknownColumn,  &kUnboundColumn, &kUnboundInput,   &kUnitMisfit,
    &kTimeForm,       &kBindingMisfit,  &kUnknownGiven,  &kGivenKeys,      &kGivenValue,
    &kGivenMissing,   &kUnknownMember,  &kUnknownCode,   &kErrorsStay,     &kIdleIgnore,
    &kBaselineShrinks};

}  // namespace slate::settings
