// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/read_input.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "runtime/base/check.h"
#include "runtime/plan/walk.h"
#include "runtime/readers/access_log_reader.h"
#include "runtime/readers/bound_source.h"
#include "runtime/readers/counted_rows.h"
#include "runtime/readers/csv_reader.h"
#include "runtime/readers/find_files.h"
#include "runtime/readers/json_reader.h"
#include "runtime/readers/kinds.h"
#include "runtime/readers/parquet_reader.h"
#include "runtime/readers/pattern_log_reader.h"
#include "runtime/readers/raw_rows.h"
#include "runtime/readers/row_blocks.h"
#include "runtime/readers/row_taker.h"
#include "runtime/readers/slot_rows.h"
#include "runtime/readers/utf8.h"

namespace slate::readers {

namespace {

using settings::Format;
using settings::InputBinding;

std::string_view WithoutCompression(std::string_view path) {
  for (const std::string_view ending : {".gz", ".zst"}) {
    if (path.ends_with(ending)) {
      return path.substr(0, path.size() - ending.size());
    }
  }
  return path;
}

bool EndsInOneOf(std::string_view path, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
    return path.ends_with(ending);
  });
}

std::optional<Format> FormatOf(const InputBinding& binding, std::string_view path) {
  if (binding.format) {
    return binding.format->value;
  }
  const std::string_view name = WithoutCompression(path);
  if (EndsInOneOf(name, {".csv", ".tsv", ".tab"})) {
    return Format::kCsv;
  }
  if (EndsInOneOf(name, {".ndjson", ".jsonl"})) {
    return Format::kNdjson;
  }
  if (EndsInOneOf(path, {".parquet", ".pq"})) {
    return Format::kParquet;
  }
  return name.ends_with(".json") ? std::optional(Format::kJson) : std::nullopt;
}

CsvDialect DialectOf(const InputBinding& binding, std::string_view path) {
  const bool tabs = EndsInOneOf(WithoutCompression(path), {".tsv", ".tab"});
  return {
      .delimiter = binding.delimiter.value_or(tabs ? '\t' : ','),
      .header = binding.header,
      .latin1 = binding.encoding == settings::Encoding::kLatin1};
}

// Takes a byte order mark off. UTF-16 and UTF-32 begin with one of their own.
bool StartText(Window& window, RawFile& file) {
  while (window.bytes().size() < 4 && window.Grow()) {
  }
  const std::string_view start = window.bytes();
  if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF") ||
      start.starts_with(std::string_view("\0\0\xFE\xFF", 4))) {
    file.Fail(kUnknownEncoding, "the file is written in UTF-16 or UTF-32");
    return false;
  }
  if (start.starts_with("\xEF\xBB\xBF")) {
    window.Drop(3);
  }
  return !file.failed();
}

// The bytes on disk of all inputs; 0 if one of them is standard input. What is wrong with the files
// is said when they are read.
std::uint64_t BytesToRead(const ReadContext& context) {
  std::uint64_t sum = 0;
  diag::Sink unheard;
  for (const auto* bindings : {&context.settings.inputs, &context.settings.facts}) {
    for (const InputBinding& binding : *bindings) {
      for (const std::string& path : FindFiles(binding, context.settings.folder, unheard)) {
        std::error_code failed;
        const std::uintmax_t size = std::filesystem::file_size(path, failed);
        if (path == "-") {
          return 0;
        }
        sum += failed ? 0 : size;
      }
    }
  }
  return sum;
}

bool BlankIsMissing(const InputBinding& binding) {
  return std::find(binding.missing.begin(), binding.missing.end(), "") != binding.missing.end();
}

// Whether a formula looks at a row's own time, beside where the row stands.
bool ReadsTimeOfRows(const plan::Plan& plan, const plan::Input& input) {
  std::vector<bool> seen(plan.nodes.size());
  std::vector<plan::NodeId> left;
  for (const plan::Node& node : plan.nodes) {
    if (node.rollup && plan[*node.rollup].input == input.name) {
      plan::ForEachArg(plan, node, [&](plan::NodeId child) { left.push_back(child); });
    }
  }
  while (!left.empty()) {
    const plan::NodeId id = left.back();
    left.pop_back();
    const auto index = static_cast<std::size_t>(id);
    if (seen[index]) {
      continue;
    }
    seen[index] = true;
    if (plan[id].op == plan::Op::kColumn && plan[id].name == "at") {
      return true;
    }
    plan::ForEachArg(plan, plan[id], [&](plan::NodeId child) { left.push_back(child); });
  }
  return false;
}

std::vector<const InputBinding*> BindingsOf(const plan::Input& input, const ReadContext& context) {
  std::vector<const InputBinding*> bindings;
  for (const InputBinding& binding : context.settings.inputs) {
    if (binding.input.value == input.name) {
      bindings.push_back(&binding);
    }
  }
  return bindings;
}

std::vector<exact::Rational> FactorsOf(const plan::Input& input, const ReadContext& context) {
  return CommonFactors(input, BindingsOf(input, context), context.plan);
}

bool MergesSlots(const plan::Input& input, const ReadContext& context) {
  return context.merge_slots && !ReadsTimeOfRows(context.plan, input);
}

// Reads the sources of one input into one taker.
class InputReader {
 public:
  InputReader(
      const plan::Input& input,
      const ReadContext& context,
      RejectList& rejects,
      diag::Sink& sink,
      std::unique_ptr<RowTaker> taker = nullptr
  )
      : input_(input),
        context_(context),
        rejects_(rejects),
        sink_(sink),
        workers_(context.threads),
        taker_(std::move(taker)) {}

  // Whether the rows were to be counted and have to be read again to be kept.
  bool gave_up() const { return taker_->gave_up(); }

  InputRead Run() {
    const std::vector<const InputBinding*> bindings = BindingsOf(input_, context_);
    factors_ = FactorsOf(input_, context_);
    taker_ = taker_ ? std::move(taker_) : MakeRowTaker(input_, factors_);
    for (const InputBinding* binding : bindings) {
      ReadSource(*binding);
    }
    Finish();
    return std::move(read_);
  }

 private:
  void ReadSource(const InputBinding& binding) {
    const BindContext bind{context_.plan, input_, factors_, context_.zones};
    std::optional<BoundSource> source = Bind(binding, bind, sink_);
    if (!source) {
      return;
    }
    for (const std::string& path : FindFiles(binding, context_.settings.folder, sink_)) {
      if (!stopped()) {
        ReadFile(path, *source);
      }
    }
  }

  void ReadFile(const std::string& path, BoundSource& source) {
    const std::unique_ptr<RawFile> file = RawFile::Open(path, sink_, context_.hashes);
    if (file == nullptr) {
      return;
    }
    rows_before_ = read_.counts.rows;
    paths_.push_back(path);
    ReadBytes(*file, source);
    if (stopped()) {
      return;
    }
    read_.files.push_back(file->Finish());
    read_.files.back().rows = read_.counts.rows - rows_before_;
    if (context_.watch != nullptr) {
      context_.watch->FinishFile(read_.files.back().rows, read_.files.back().size);
    }
  }

  void ReadBytes(RawFile& file, BoundSource& source) {
    const bool is_text = FormatOf(*source.binding, file.path()) != Format::kParquet;
    const bool ahead = is_text && workers_.threads() > 1;
    if (ahead) {
      file.StartReadingAhead();
    }
    const auto bytes = ByteSource::Over(file, ahead);
    Window window(*bytes, context_.limits);
    if (!is_text || StartText(window, file)) {
      if (const auto reader = MakeReader(window, file, source)) {
        ReadFileRows(*reader, source, file, MakeBlocks(*reader, source).get());
      }
    }
  }

  bool stopped() const {
    return (context_.watch != nullptr && context_.watch->stopped()) || taker_->gave_up();
  }

  // From time to time; false if no more rows are to be read.
  bool LookUp(const RawFile& file, std::uint64_t line) {
    constexpr std::uint64_t kRowsBetween = std::uint64_t{1} << 12U;
    if (taker_->gave_up()) {
      return false;
    }
    if (context_.watch == nullptr || read_.counts.rows < next_look_) {
      return true;
    }
    next_look_ = read_.counts.rows + kRowsBetween;
    return context_.watch->Look(
        {.path = file.path(), .line = line, .input = input_.name, .rows = read_.counts.rows},
        read_.counts.rows - rows_before_,
        file.bytes_read()
    );
  }

  std::unique_ptr<RecordReader> MakeReader(
      Window& window, RawFile& file, const BoundSource& source
  ) {
    const InputBinding& binding = *source.binding;
    const std::string& path = file.path();
    const std::optional<Format> format = FormatOf(binding, path);
    if (!format) {
      file.Fail(kUnknownFormat, "the name of the file does not tell its format");
      return nullptr;
    }
    switch (*format) {
      case Format::kCsv:
        return CsvReader::Start(window, path, DialectOf(binding, path), source.wanted, sink_);
      case Format::kNdjson:
        return std::make_unique<NdjsonReader>(window, source.wanted, BlankIsMissing(binding));
      case Format::kJson:
        return std::make_unique<JsonArrayReader>(window, path, source.wanted, sink_);
      case Format::kCombinedLog:
        return AccessLogReader::Start(
            window, path, binding.encoding == settings::Encoding::kLatin1, source.wanted, sink_
        );
      case Format::kPatternLog:
        return PatternLogReader::Start(
            window,
            path,
            *binding.log_pattern,
            binding.encoding == settings::Encoding::kLatin1,
            source.wanted,
            sink_
        );
      case Format::kParquet: return ParquetReader::Start(file, source.wanted, sink_);
    }
    Unreachable("a data format is of no kind");
  }

  // Nothing where rows are to be read one by one.
  std::unique_ptr<RowBlocks> MakeBlocks(RecordReader& reader, const BoundSource& source) {
    auto* blocks = dynamic_cast<BlockReader*>(&reader);
    // The plain rows of CSV are ASCII; those of JSON are taken as they are.
    const bool as_written = source.binding->encoding == settings::Encoding::kUtf8 ||
                            dynamic_cast<CsvReader*>(&reader) != nullptr;
    const bool possible = blocks != nullptr && as_written && !source.wanted.empty();
    if (!possible || !context_.by_blocks || !taker_->takes_blocks()) {
      return nullptr;
    }
    const auto file = static_cast<std::uint32_t>(paths_.size() - 1);
    return std::make_unique<RowBlocks>(*blocks, source, workers_, [&, file](const RowRange& rows) {
      taker_->TakeBlock(rows, source, file);
    });
  }

  // Makes room for the rest of the file, if its size tells how many rows it may have. Not where
  // memory is short: the guess may be wrong.
  void ExpectRowsLike(const RowRange& first, const RawFile& raw) {
    constexpr std::uint64_t kMost = std::uint64_t{1} << 26U;
    const bool packed = WithoutCompression(raw.path()) != raw.path();
    if (packed || (context_.watch != nullptr && context_.watch->has_limit())) {
      return;
    }
    const std::uint64_t bytes = first.OffsetOf(first.to) - first.OffsetOf(first.from);
    const std::uint64_t rows = raw.size() / (bytes / first.size());
    taker_->Expect(static_cast<std::size_t>(std::min(rows + rows / 64, kMost)));
  }

  void TakeBlocks(RowBlocks& blocks, const BoundSource& source, const RawFile& raw) {
    std::uint64_t line = 0;
    while (LookUp(raw, line)) {
      const std::optional<RowRange> rows = blocks.Next();
      if (!rows) {
        return;
      }
      line = rows->line;
      if (read_.counts.rows == rows_before_) {
        ExpectRowsLike(*rows, raw);
      }
      read_.counts.rows += rows->size();
      if (taker_->takes_lanes()) {
        blocks.Defer(*rows);
      } else {
        taker_->TakeBlock(*rows, source, static_cast<std::uint32_t>(paths_.size() - 1));
      }
    }
  }

  void ReadFileRows(
      RecordReader& reader, BoundSource& source, const RawFile& raw, RowBlocks* blocks
  ) {
    ReadRows(reader, source, raw, blocks);
    if (blocks != nullptr && taker_->takes_lanes()) {
      blocks->TakeWaiting();
    }
  }

  void ReadRows(RecordReader& reader, BoundSource& source, const RawFile& raw, RowBlocks* blocks) {
    const bool latin1 = source.binding->encoding == settings::Encoding::kLatin1;
    const auto file = static_cast<std::uint32_t>(paths_.size() - 1);
    Record record;
    for (;;) {
      if (blocks != nullptr) {
        TakeBlocks(*blocks, source, raw);
      }
      if (!LookUp(raw, record.line) || !reader.Next(record)) {
        return;
      }
      ++read_.counts.rows;
      if (record.problem.kind != nullptr) {
        Reject(record, record.problem, record.problem_column, {});
        continue;
      }
      if (latin1 && !record.ascii) {
        Transcode(record);
      }
      if (const auto problem = taker_->Take(record, source, file)) {
        const std::size_t number = problem->wanted ? reader.NumberOf(*problem->wanted) : 0;
        const std::string name = problem->wanted ? source.wanted[*problem->wanted].name : "";
        Reject(record, problem->problem, number, name);
      }
    }
  }

  void Transcode(Record& record) {
    transcoded_.clear();
    transcoded_.reserve(2 * record.raw.size());
    for (Field& field : record.fields) {
      const std::size_t begin = transcoded_.size();
      AppendLatin1(field.text, transcoded_);
      field.text = std::string_view(transcoded_).substr(begin);
    }
  }

  void Reject(
      const Record& record, const Problem& problem, std::size_t column, const std::string& name
  ) {
    ++read_.counts.rejected;
    rejects_.Add(
        {.file = paths_.back(),
         .line = record.line,
         .offset = record.offset,
         .column = column,
         .column_name = name,
         .kind = problem.kind,
         .reason = problem.reason,
         .raw = rejects_.wants_more() ? std::string(record.raw.substr(0, RejectList::kLongestRaw))
                                      : std::string{}}
    );
  }

  void Finish() {
    if (stopped()) {
      return;
    }
    read_.table = taker_->Finish({context_.zone, paths_, rejects_, MergesSlots(input_, context_)});
    read_.counts.duplicates = read_.table.duplicates;
    read_.counts.rejected += read_.table.rejected;
    read_.counts.accepted = read_.counts.rows - read_.counts.duplicates - read_.counts.rejected;
    read_.table.rejected = read_.counts.rejected;
    read_.table.files = paths_;
    LookUpRawRows(rejects_);
  }

  const plan::Input& input_;
  const ReadContext& context_;
  RejectList& rejects_;
  diag::Sink& sink_;
  Workers workers_;
  std::unique_ptr<RowTaker> taker_;
  std::vector<exact::Rational> factors_;
  std::vector<std::string> paths_;
  std::string transcoded_;
  std::uint64_t rows_before_ = 0;  // the file at hand
  std::uint64_t next_look_ = 0;
  InputRead read_;
};

bool CanBeReadAgain(const plan::Input& input, const ReadContext& context) {
  for (const InputBinding* binding : BindingsOf(input, context)) {
    for (const settings::Text& file : binding->files) {
      if (file.value == "-") {
        return false;
      }
    }
  }
  return true;
}

// Who takes rows without keeping them; it may give up. Null where there is no such taker.
std::unique_ptr<RowTaker> MakeLightTaker(const plan::Input& input, const ReadContext& context) {
  // Who watches the memory is to be told of rows, not of counts.
  const bool limited = context.watch != nullptr && context.watch->has_limit();
  if (limited || !CanBeReadAgain(input, context)) {
    return nullptr;
  }
  const auto lanes = static_cast<std::size_t>(std::max(context.threads, 1));
  const std::optional<std::int64_t> slots =
      MergesSlots(input, context) ? LengthOfPlainSlots(input) : std::nullopt;
  if (slots) {
    return std::make_unique<SlotRows>(
        input, FactorsOf(input, context), lanes, *slots, context.zone
    );
  }
  data::RowSink* counts = context.sink_for ? context.sink_for(input, lanes) : nullptr;
  return counts == nullptr
             ? nullptr
             : std::make_unique<CountedRows>(input, FactorsOf(input, context), lanes, *counts);
}

// Nothing, and all as it was, where the rows have to be kept.
std::optional<InputRead> ReadLightly(
    const plan::Input& input, const ReadContext& context, RejectList& rejects, diag::Sink& sink
) {
  std::unique_ptr<RowTaker> taker = MakeLightTaker(input, context);
  if (taker == nullptr) {
    return std::nullopt;
  }
  const std::optional<ReadWatch> watch =
      context.watch == nullptr ? std::nullopt : std::optional(*context.watch);
  RejectList rejected = rejects;
  diag::Sink found;
  InputReader reader(input, context, rejected, found, std::move(taker));
  InputRead read = reader.Run();
  if (reader.gave_up()) {
    if (watch) {
      *context.watch = *watch;
    }
    return std::nullopt;
  }
  for (const diag::Diagnostic& finding : found.items()) {
    sink.Report(*finding.kind, finding.where, finding.message) = finding;
  }
  rejects = std::move(rejected);
  return read;
}

}  // namespace

InputRead ReadInput(
    const plan::Input& input, const ReadContext& context, RejectList& rejects, diag::Sink& sink
) {
  if (std::optional<InputRead> read = ReadLightly(input, context, rejects, sink)) {
    return *std::move(read);
  }
  return InputReader(input, context, rejects, sink).Run();
}

std::vector<InputRead> ReadInputs(
    const ReadContext& context, RejectList& rejects, diag::Sink& sink
) {
  if (context.watch != nullptr && context.watch->listens()) {
    context.watch->Expect(BytesToRead(context));
  }
  std::vector<InputRead> inputs;
  for (const plan::Input& input : context.plan.inputs) {
    const bool bound = std::any_of(
        context.settings.inputs.begin(),
        context.settings.inputs.end(),
        [&](const settings::InputBinding& binding) { return binding.input.value == input.name; }
    );
    if (input.built_in && !bound) {
      continue;  // the parties declared nothing, or nobody says
    }
    inputs.push_back(ReadInput(input, context, rejects, sink));
    if (context.watch != nullptr && context.watch->stopped()) {
      break;
    }
  }
  return inputs;
}

}  // namespace slate::readers
