// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/parquet_reader.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <dlfcn.h>
#include <fmt/format.h>

#include "runtime/readers/kinds.h"
#include "runtime/readers/utf8.h"
#include "runtime/settings/words.h"

namespace slate::readers {

namespace {

namespace fs = std::filesystem;
using settings::Quoted;

constexpr std::string_view kModule = "slate_parquet.so";

// Installed, or beside the program.
OpenParquet LoadModule() {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed).parent_path();
  for (const fs::path& place : {program / "../lib/slate" / kModule, program / kModule}) {
    if (!fs::exists(place, failed)) {
      continue;
    }
    // Never closed: what it gave out lives as long as it likes.
    if (void* module = ::dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL); module != nullptr) {
      return reinterpret_cast<OpenParquet>(::dlsym(module, kOpenParquetName));
    }
  }
  return nullptr;
}

std::unique_ptr<ParquetFile> Open(RawFile& file) {
  if (file.path() == "-") {
    file.Fail(kNotAFile, "Parquet is read from its end, and this is standard input");
    return nullptr;
  }
  const OpenParquet open = LoadModule();
  if (open == nullptr) {
    file.Fail(kParquetAbsent, "this Slate was built without its reader of Parquet files");
    return nullptr;
  }
  std::unique_ptr<ParquetFile> opened;
  std::string problem;
  open(file.DuplicateDescriptor(), &opened, &problem);
  if (opened == nullptr) {
    file.Fail(kMalformedFile, fmt::format("this is no Parquet file: {}", Quoted(problem)));
  }
  return opened;
}

}  // namespace

std::unique_ptr<ParquetReader> ParquetReader::Start(
    RawFile& file, const std::vector<WantedColumn>& wanted, diag::Sink& sink
) {
  std::unique_ptr<ParquetFile> opened = Open(file);
  if (opened == nullptr) {
    return nullptr;
  }
  std::unique_ptr<ParquetReader> reader(new ParquetReader(file, std::move(opened)));
  return reader->FindColumns(wanted, sink) ? std::move(reader) : nullptr;
}

bool ParquetReader::FindColumns(const std::vector<WantedColumn>& wanted, diag::Sink& sink) {
  const std::vector<ParquetFile::Column>& known = file_->columns();
  bool all_found = true;
  for (const WantedColumn& column : wanted) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& candidate) {
      return candidate.name == column.name;
    });
    columns_.push_back(static_cast<std::size_t>(found - known.begin()));
    if (found == known.end()) {
      std::vector<std::string> names;
      for (const ParquetFile::Column& candidate : known) {
        names.push_back(candidate.name);
      }
      auto& problem = sink.Report(
          kNoSuchHeader,
          column.span,
          fmt::format("{} has no column {}", raw_.path(), Quoted(column.name))
      );
      problem.help = settings::DidYouMean(column.name, names);
      problem.help += problem.help.empty() ? "it has " + settings::ListOf(names) : "";
      all_found = false;
    } else if (!found->is_readable) {
      sink.Report(
              kParquetType,
              column.span,
              fmt::format(
                  "column {} of {} is {}", Quoted(column.name), raw_.path(), Quoted(found->type)
              )
      )
          .help =
          "numbers, decimals, truths, texts, dates and timestamps are read; write the column as "
          "one "
          "of them";
      all_found = false;
    }
  }
  if (all_found) {
    file_->Choose(columns_);
  }
  return all_found;
}

bool ParquetReader::Next(Record& record) {
  if (!file_->Next(record.fields)) {
    if (!file_->problem().empty()) {
      raw_.Fail(
          kMalformedFile,
          fmt::format(
              "the Parquet data are damaged behind row {}: {}", row_, Quoted(file_->problem())
          )
      );
    }
    return false;
  }
  record.problem = {};
  record.problem_column = 0;
  record.line = ++row_;
  shown_.clear();
  for (const Field& field : record.fields) {
    shown_ += shown_.empty() ? "" : ",";
    shown_ += field.text;
  }
  record.raw = shown_;
  CheckTexts(record);
  return true;
}

// The texts of a Parquet file need not be well-formed.
void ParquetReader::CheckTexts(Record& record) const {
  record.ascii = true;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const std::string_view text = record.fields[i].text;
    if (IsAscii(text)) {
      continue;
    }
    record.ascii = false;
    if (FindMalformedUtf8(text)) {
      record.problem = {&kMalformedText, fmt::format("{} is no well-formed UTF-8", Quoted(text))};
      record.problem_column = columns_[i] + 1;
      return;
    }
  }
}

}  // namespace slate::readers
