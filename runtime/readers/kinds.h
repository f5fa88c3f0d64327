// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "runtime/diag/diagnostic.h"

// Findings about data files and their rows.
namespace slate::readers {

using diag::Kind;
using diag::Severity;

// ---- Rows ----

inline constexpr Kind kNotANumber{
    .code = "SL6201",
    .name = "not-a-number",
    .severity = Severity::kError,
    .explanation =
        "Numbers in data are plain decimals (12.5, -3, .5) or decimals with an exponent (1e3), of "
        "at "
        "most 40 digits. Separators of thousands, decimal commas, spaces, hexadecimal digits, NaN "
        "and infinities are not guessed at; list texts that mean `no value` under `missing`."};
inline constexpr Kind kNotATime{
    .code = "SL6202",
    .name = "not-a-time",
    .severity = Severity::kError,
    .explanation =
        "The text is no reading of the form that the settings give for the column, or "
        "there is no such day or time of day."};
inline constexpr Kind kUnknownValue{
    .code = "SL6203",
    .name = "unknown-value",
    .severity = Severity::kError,
    .explanation =
        "The text is none of those that the settings list under `values`, or, without "
        "such a list, neither true nor false."};
inline constexpr Kind kValueMissing{
    .code = "SL6204",
    .name = "value-missing",
    .severity = Severity::kError,
    .explanation =
        "The agreement says that the column has a value in every row. A column that may "
        "be empty is declared with a question mark: `r: instant?`."};
inline constexpr Kind kAmbiguousReading{
    .code = "SL6205",
    .name = "ambiguous-reading",
    .severity = Severity::kError,
    .explanation =
        "A clock that was put back shows some readings twice, one that was put forward "
        "skips some. Which instant was meant cannot be known; on_ambiguous = \"earlier\" "
        "or \"later\" decides it for all."};
inline constexpr Kind kNoOffset{
    .code = "SL6206",
    .name = "no-offset",
    .severity = Severity::kError,
    .explanation =
        "The reading has no offset from UTC, and the settings give no `time_zone` for "
        "such readings."};
inline constexpr Kind kTimeOutOfRange{
    .code = "SL6207",
    .name = "time-out-of-range",
    .severity = Severity::kError,
    .explanation =
        "Instants lie in the years 1970 to 2200. Others mostly come from an epoch count "
        "in another unit than the settings say: milliseconds taken for seconds."};
inline constexpr Kind kMalformedText{
    .code = "SL6208",
    .name = "malformed-text",
    .severity = Severity::kError,
    .explanation =
        "The row is not well-formed in its encoding, or holds a NUL byte. The encoding "
        "is utf-8 unless the settings say latin-1."};
inline constexpr Kind kRaggedRow{
    .code = "SL6209",
    .name = "ragged-row",
    .severity = Severity::kError,
    .explanation = "The row has more or fewer fields than the header."};
inline constexpr Kind kMalformedQuotes{
    .code = "SL6210",
    .name = "malformed-quotes",
    .severity = Severity::kError,
    .explanation =
        "Fields are quoted as RFC 4180 says: the quote begins and ends the field, and a "
        "quote inside is doubled. Of a malformed row the first line is rejected and "
        "reading goes on with the next line."};
inline constexpr Kind kTooLong{
    .code = "SL6211",
    .name = "too-long",
    .severity = Severity::kError,
    .explanation =
        "A row may have 16 MiB and a field 1 MiB. Longer ones are mostly files with "
        "another delimiter or line end than the settings say."};
inline constexpr Kind kMalformedJson{
    .code = "SL6212",
    .name = "malformed-json",
    .severity = Severity::kError,
    .explanation =
        "The row is no JSON object with each name once, or the value of a bound column "
        "is an array or object."};
inline constexpr Kind kNoSuchMember{
    .code = "SL6213",
    .name = "no-such-member",
    .severity = Severity::kError,
    .explanation =
        "The key is closed: its members are those that the agreement lists. Other names "
        "of a member are translated with `values` in the settings."};
inline constexpr Kind kOutOfRange{
    .code = "SL6214",
    .name = "cell-out-of-range",
    .severity = Severity::kError,
    .explanation =
        "A share lies between 0 and 1 (or 0 and 100 with unit = \"%\"); a count is a "
        "whole number from 0 on."};
inline constexpr Kind kEndBeforeStart{
    .code = "SL6215",
    .name = "end-before-start",
    .severity = Severity::kError,
    .explanation = "The row ends before it begins."};
inline constexpr Kind kSlotConflict{
    .code = "SL6216",
    .name = "slot-conflict",
    .severity = Severity::kError,
    .explanation =
        "Two rows of one key fall into one slot (or, in a state log, on one instant) and "
        "differ. The agreement can say which one counts: `keeping worst`, `best` or "
        "`last`. Until then neither is taken."};
inline constexpr Kind kCaseConflict{
    .code = "SL6217",
    .name = "case-conflict",
    .severity = Severity::kError,
    .explanation =
        "The rows of a case contradict each other: two values where one is expected, or "
        "events at one instant whose order decides. `sequence` in the settings names a "
        "column that orders them. Until then the whole case is rejected."};
inline constexpr Kind kCaseIncomplete{
    .code = "SL6218",
    .name = "case-incomplete",
    .severity = Severity::kError,
    .explanation =
        "No row of the case gives a column that the agreement requires. A column that "
        "may be absent is declared with a question mark."};
inline constexpr Kind kMalformedLogLine{
    .code = "SL6219",
    .name = "malformed-log-line",
    .severity = Severity::kError,
    .explanation =
        "The line is not written as `log_format` says, or none of the common or combined log "
        "format of web servers: host ident user [time] \"request\" status bytes, and "
        "\"referer\" \"agent\"."};

// ---- Files ----

inline constexpr Kind kFileUnreadable{
    .code = "SL6251",
    .name = "file-unreadable",
    .severity = Severity::kError,
    .explanation = "The data file cannot be opened or read."};
inline constexpr Kind kNotAFile{
    .code = "SL6252",
    .name = "not-a-file",
    .severity = Severity::kError,
    .explanation =
        "Data are read from regular files, so that they can be read again when the "
        "settlement is checked. Standard input is written \"-\"."};
inline constexpr Kind kFileChanged{
    .code = "SL6253",
    .name = "file-changed",
    .severity = Severity::kError,
    .explanation =
        "The file was written to while it was read. What was read belongs to no state "
        "of the file; run again when the writer is done."};
inline constexpr Kind kNoFileMatches{
    .code = "SL6254",
    .name = "no-file-matches",
    .severity = Severity::kError,
    .explanation =
        "The pattern matches no file. An input without rows still needs a file that is "
        "empty but for its header."};
inline constexpr Kind kNoSuchHeader{
    .code = "SL6255",
    .name = "no-such-header",
    .severity = Severity::kError,
    .explanation = "The settings bind a column to one that the file does not have."};
inline constexpr Kind kDuplicateHeader{
    .code = "SL6256",
    .name = "duplicate-header",
    .severity = Severity::kError,
    .explanation =
        "Two columns of the file have one name, so that a name does not say which is "
        "meant."};
inline constexpr Kind kNoHeader{
    .code = "SL6257",
    .name = "no-header",
    .severity = Severity::kError,
    .explanation =
        "The file has no readable header line. With header = false, columns are named "
        "1, 2, 3 …"};
inline constexpr Kind kBadCompression{
    .code = "SL6258",
    .name = "bad-compression",
    .severity = Severity::kError,
    .explanation = "The compressed file is damaged or ends early."};
inline constexpr Kind kUnknownEncoding{
    .code = "SL6259",
    .name = "unknown-encoding",
    .severity = Severity::kError,
    .explanation = "The file is written in UTF-16 or UTF-32. Save it as UTF-8."};
inline constexpr Kind kFileTwice{
    .code = "SL6260",
    .name = "file-twice",
    .severity = Severity::kError,
    .explanation = "Two patterns of one source match the same file, whose rows would count twice."};
inline constexpr Kind kUnknownTimeZone{
    .code = "SL6261",
    .name = "unknown-time-zone",
    .severity = Severity::kError,
    .explanation = "The time zone database has no such zone. Zones are named like Europe/Berlin."};
inline constexpr Kind kMalformedFile{
    .code = "SL6262",
    .name = "malformed-file",
    .severity = Severity::kError,
    .explanation =
        "The file as a whole is not of the format that the settings say, such as a JSON "
        "file that is no array of objects."};
inline constexpr Kind kUnknownFormat{
    .code = "SL6263",
    .name = "unknown-format",
    .severity = Severity::kError,
    .explanation =
        "The name of the file does not tell its format: say format = \"csv\", "
        "\"ndjson\", \"json\", \"combined\" or \"parquet\", or give a log_format."};

inline constexpr Kind kMemoryLimit{
    .code = "SL6264",
    .name = "memory-limit",
    .severity = Severity::kError,
    .explanation =
        "The rows that were read take more memory than --memory-limit allows. Nothing was "
        "settled. Allow more, or read fewer rows: name only the files of the periods that are "
        "settled."};

inline constexpr Kind kParquetAbsent{
    .code = "SL6265",
    .name = "parquet-absent",
    .severity = Severity::kError,
    .explanation =
        "Parquet files are read by a module that this Slate was built without. Build it with "
        "`./dev parquet`, which fetches the library, or write the file as CSV or NDJSON."};
inline constexpr Kind kParquetType{
    .code = "SL6266",
    .name = "parquet-type",
    .severity = Severity::kError,
    .explanation =
        "A column of a Parquet file that is bound has values that are no single text, such as "
        "lists or bytes. Numbers, decimals, truths, texts, dates and timestamps are read."};

inline constexpr std::array kKinds = {
    &kNotANumber,    &kNotATime,       &kUnknownValue,    &kValueMissing,     &kAmbiguousReading,
    &kNoOffset,      &kTimeOutOfRange, &kMalformedText,   &kRaggedRow,        &kMalformedQuotes,
    &kTooLong,       &kMalformedJson,  &kNoSuchMember,    &kOutOfRange,       &kEndBeforeStart,
    &kSlotConflict,  &kCaseConflict,   &kCaseIncomplete,  &kMalformedLogLine, &kFileUnreadable,
    &kNotAFile,      &kFileChanged,    &kNoFileMatches,   &kNoSuchHeader,     &kDuplicateHeader,
    &kNoHeader,      &kBadCompression, &kUnknownEncoding, &kFileTwice,        &kUnknownTimeZone,
    &kMalformedFile, &kUnknownFormat,  &kMemoryLimit,     &kParquetAbsent,    &kParquetType};

}  // namespace slate::readers
