// SPDX-License-Identifier: Apache-2.0
#include "cli/settling.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <new>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/clauses.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/findings.h"
#include "cli/memory_limit.h"
#include "cli/problems.h"
#include "cli/progress_line.h"
#include "cli/read_period.h"
#include "cli/read_rows.h"
#include "runtime/evaluate/words.h"
#include "runtime/plan/formula.h"
#include "runtime/readers/kinds.h"
#include "runtime/settings/check_settings.h"

namespace slate::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRejectsShown = 10;

Result<std::uint64_t> ReadNumber(
    const std::string& text, std::string_view option, std::uint64_t least
) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, failed] = std::from_chars(text.data(), end, number);
  if (failed != std::errc() || stopped != end || number < least) {
    return Error{fmt::format("--{} is a whole number from {} on, not `{}`", option, least, text)};
  }
  return number;
}

std::string RowsInWords(std::uint64_t count) {
  return count == 1 ? "1 row" : fmt::format("{} rows", count);
}

readers::ReadWatch::Listener ListenerOf(ProgressLine& progress) {
  if (!progress.is_possible()) {
    return {};
  }
  return [&progress](const readers::ReadState& state) {
    progress.Show(state);
  };
}

bool AreSame(const std::vector<report::Source>& a, const std::vector<report::Source>& b) {
  const auto same_file = [](const readers::FileRecord& x, const readers::FileRecord& y) {
    return x.path == y.path && x.size == y.size && x.sha256 == y.sha256 && x.rows == y.rows;
  };
  return std::equal(
      a.begin(),
      a.end(),
      b.begin(),
      b.end(),
      [&](const report::Source& x, const report::Source& y) {
        return x.input == y.input && x.counts.accepted == y.counts.accepted &&
               std::equal(
                   x.files.begin(), x.files.end(), y.files.begin(), y.files.end(), same_file
               );
      }
  );
}

// The bytes of a file that may not be there yet.
Result<std::string> ReadIfThere(const std::string& path) {
  return IsFile(path) ? ReadWholeFile(path) : Result<std::string>(std::string());
}

}  // namespace

int Settling::Within(const std::function<int()>& work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return memory_limit_ ? RefuseForMemory() : Refuse("out of memory");
  }
}

int Settling::Run() {
  if (const auto text = arguments_.ValueOf("memory-limit")) {
    const Result<std::uint64_t> limit = ReadMemorySize(*text);
    if (!limit) {
      return Refuse(limit.error().message);
    }
    memory_limit_ = *limit;
  }
  return Within([this] { return RunSteps(); });
}

int Settling::RefuseForMemory() {
  LiftMemoryLimit();
  const std::string allowed = arguments_.ValueOr("memory-limit", "");
  session_.sink
      .Report(
          readers::kMemoryLimit,
          diag::DataPlace{.path = watch_.place().path, .line = watch_.place().line},
          is_read_
              ? fmt::format("to settle all rows takes more than --memory-limit {} allows", allowed)
              : fmt::format(
                    "{} rows of `{}` take more than --memory-limit {} allows",
                    watch_.place().rows,
                    watch_.place().input,
                    allowed
                )
      )
      .help = "allow more, or name only the files of the periods that are settled";
  SayFindings(session_);
  return kCouldNotRun;
}

int Settling::RunSteps() {
  using Step = int (Settling::*)();
  for (const Step step :
       {&Settling::ReadTexts,
        &Settling::ReadSettings,
        &Settling::ReadTimes,
        &Settling::ReadLedger,
        &Settling::ReadData,
        &Settling::Settle}) {
    if (const int code = (this->*step)(); code != kClean) {
      return code;
    }
  }
  return kClean;
}

int Settling::StopAtErrors() {
  if (!session_.sink.has_errors()) {
    return kClean;
  }
  SayFindings(session_);
  return session_.could_not_run ? kCouldNotRun : kFindings;
}

int Settling::ReadTexts() {
  if (const std::optional<Error> failure = ReadZones(arguments_, session_)) {
    return Refuse(failure->message);
  }
  Result<Plans> plans = LoadPlans(arguments_, session_);
  if (!plans) {
    return Refuse(plans.error().message);
  }
  plans_ = std::move(plans).value();
  if (const int code = StopAtErrors(); code != kClean) {
    return code;
  }
  const Result<const plan::Plan*> chosen = ChoosePlan(plans_, arguments_);
  if (!chosen) {
    return Refuse(chosen.error().message);
  }
  plan_ = *chosen;
  if (bundle_) {
    AddTextsOfBundle(*bundle_, *plan_, session_);
  }
  return kClean;
}

int Settling::ReadSettings() {
  const std::optional<std::string> named = arguments_.ValueOf("settings");
  const std::optional<std::string> path = named ? named : FindSettings();
  settings_path_ = path;
  if (!session_.settings && path) {
    if (const std::optional<Error> failure = ReadSettingsFile(*path, session_)) {
      return Refuse(failure->message);
    }
  }
  if (!session_.settings && !session_.sink.has_errors()) {
    if (!plan_->inputs.empty()) {
      return Refuse(
          "there is no slate.toml here or above that says where the data lie; see --settings"
      );
    }
    session_.settings.emplace();
  }
  if (session_.settings) {
    settings::CheckSettings(*session_.settings, *plan_, session_.sink, plans_.all);
    dataset_.givens = settings::ReadGivens(*session_.settings, *plan_, session_.sink, plans_.all);
  }
  return StopAtErrors();
}

int Settling::ReadTimes() {
  Result<calendar::TimeZone> zone = calendar::TimeZone::Load(plan_->zone, session_.zones);
  if (!zone) {
    return Refuse(zone.error().message);
  }
  zone_ = std::make_unique<calendar::TimeZone>(std::move(zone).value());
  options_.zones = session_.zones;
  options_.holidays = plans_.holidays;
  if (const auto text = arguments_.ValueOf("as-of")) {
    const Result<std::int64_t> as_of = ReadInstant(*text, *zone_);
    if (!as_of) {
      return Refuse(as_of.error().message);
    }
    options_.as_of = *as_of;
  }
  if (const auto text = arguments_.ValueOf("threads")) {
    const Result<std::uint64_t> threads = ReadNumber(*text, "threads", 1);
    if (!threads) {
      return Refuse(threads.error().message);
    }
    constexpr std::uint64_t kMostThreads = 256;
    options_.threads = static_cast<int>(std::min(*threads, kMostThreads));
  } else {
    options_.threads = static_cast<int>(std::max(std::thread::hardware_concurrency(), 1U));
  }
  Result<std::vector<spans::Run>> periods =
      ReadPeriods(arguments_.ValuesOf("period"), *plan_, *zone_, options_.as_of);
  if (!periods) {
    return Refuse(periods.error().message);
  }
  options_.periods = std::move(periods).value();
  return kClean;
}

int Settling::ReadLedger() {
  ledger_path_ = arguments_.ValueOf("ledger");
  if (!ledger_path_) {
    return kClean;
  }
  if (arguments_.ValuesOf("period").empty() && !options_.as_of) {
    return Refuse("say which periods to enter in the ledger: --period, or --as-of");
  }
  const Result<std::string> bytes = ReadIfThere(*ledger_path_);
  if (!bytes) {
    return Refuse(bytes.error().message);
  }
  std::optional<ledger::Book> book = ledger::ReadBook(*bytes, *ledger_path_, *plan_, session_.sink);
  if (!book) {
    return StopAtErrors();
  }
  book_ = *std::move(book);
  const auto periods = ledger::PeriodsToSettle(
      book_, *plan_, *zone_, options_.periods, *ledger_path_, session_.sink
  );
  if (!periods) {
    return StopAtErrors();
  }
  options_.periods = *periods;
  options_.past = &book_.past;
  return kClean;
}

std::vector<ledger::InputFile> Settling::FilesBehindInputs() const {
  std::vector<ledger::InputFile> files;
  for (const report::Source& source : sources_) {
    for (const readers::FileRecord& file : source.files) {
      files.push_back(
          {.input = source.input, .path = file.path, .sha256 = file.sha256, .rows = file.rows}
      );
    }
  }
  return files;
}

// Only what is still the file that was read is added to.
int Settling::WriteLedger() {
  if (!ledger_path_) {
    return kClean;
  }
  const auto additions = ledger::AdditionsTo(
      book_, *plan_, outcome(), FilesBehindInputs(), *ledger_path_, session_.sink
  );
  if (!additions) {
    return StopAtErrors();
  }
  for (const std::string& open : additions->open) {
    Complain(fmt::format("{} is not over; nothing of it is entered", open));
  }
  if (additions->bytes.empty()) {
    Complain(fmt::format("{}: nothing new", *ledger_path_));
    return kClean;
  }
  const Result<std::string> now = ReadIfThere(*ledger_path_);
  if (!now || *now != book_.bytes) {
    return Refuse(fmt::format("{} was written to meanwhile; settle again", *ledger_path_));
  }
  const std::optional<Error> failure =
      WriteWholeFile(*ledger_path_, book_.bytes + additions->bytes);
  if (failure) {
    return Refuse(failure->message);
  }
  SayAdditions(*additions);
  return kClean;
}

void Settling::SayAdditions(const ledger::Additions& additions) const {
  const std::size_t entries = additions.entries;
  Complain(fmt::format(
      "{}: {} added", *ledger_path_, entries == 1 ? "1 entry" : fmt::format("{} entries", entries)
  ));
  for (const ledger::Adjusted& adjusted : additions.adjustments) {
    std::string whose = adjusted.stage;
    if (!adjusted.members.empty()) {
      whose += fmt::format("[{}]", fmt::join(adjusted.members, ", "));
    }
    const std::string amount =
        evaluate::InWords(adjusted.amount, adjusted.type, evaluate::Labels(), *zone_);
    Complain(
        fmt::format("{}: adjusted in {} by {}: {}", *ledger_path_, adjusted.period, amount, whose)
    );
  }
}

readers::ReadContext Settling::Context(evaluate::Counting* counting) {
  readers::ReadContext context{
      .plan = *plan_,
      .settings = *session_.settings,
      .zones = session_.zones,
      .zone = *zone_,
      .limits = session_.limits.rows,
      .merge_slots = !options_.as_of && !ShowsRows(),
      .watch = &watch_,
      .threads = options_.threads,
      .hashes = NamesFiles()};
  if (counting != nullptr) {
    context.sink_for = [counting](const plan::Input& input, std::size_t lanes) {
      return counting->SinkFor(input, lanes);
    };
  }
  return context;
}

// Reads the files again for rows that were counted and turn out to be needed.
int Settling::KeepRows() {
  counting_.reset();
  options_.counting = nullptr;
  ProgressLine progress;
  watch_ = readers::ReadWatch(memory_limit_.value_or(0), ListenerOf(progress));
  readers::RejectList rejects{kRejectsListed};
  diag::Sink findings;
  data::Dataset again;
  const std::vector<report::Source> sources = ReadRows(Context(nullptr), rejects, findings, again);
  progress.Clear();
  if (watch_.stopped()) {
    return RefuseForMemory();
  }
  if (findings.has_errors() || !AreSame(sources, sources_)) {
    return Refuse("the files of the inputs changed while they were read; settle again");
  }
  dataset_.tables = std::move(again.tables);
  return kClean;
}

int Settling::ReadData() {
  const std::optional<std::string> list = RejectsFile();
  if (memory_limit_) {
    LimitMemory(*memory_limit_, options_.threads);
  }
  ProgressLine progress;
  watch_ = readers::ReadWatch(memory_limit_.value_or(0), ListenerOf(progress));
  // Facts in files are read behind the rows, whose conditions they may decide.
  if (!memory_limit_ && !ShowsRows() && session_.settings->facts.empty()) {
    counting_ = std::make_unique<evaluate::Counting>(*plan_, options_, dataset_.givens);
  }
  sources_ = ReadRows(Context(counting_.get()), rejects_, session_.sink, dataset_);
  progress.Clear();
  if (watch_.stopped()) {
    return RefuseForMemory();
  }
  is_read_ = true;
  if (list) {
    if (const std::optional<Error> failure = WriteWholeFile(*list, rejects_.ToCsv())) {
      return Refuse(failure->message);
    }
  }
  return JudgeRejects(list);
}

settings::OutputFormat Settling::format() const {
  const std::optional<std::string> named = arguments_.ValueOf("format");
  if (!named) {
    return session_.settings ? session_.settings->output.format : settings::OutputFormat::kTable;
  }
  for (const settings::OutputFormatName& format : settings::kOutputFormats) {
    if (format.name == *named) {
      return format.format;
    }
  }
  return settings::OutputFormat::kTable;
}

// Explanations name single rows with their lines.
bool Settling::ShowsRows() const {
  using settings::OutputFormat;
  return rejects_to_ == RejectsTo::kNowhere || arguments_.Has("bundle") ||
         format() == OutputFormat::kHtml || format() == OutputFormat::kPdf;
}

// All that people read says of which bytes it speaks; rows of figures do not.
bool Settling::NamesFiles() const {
  return rejects_to_ == RejectsTo::kNowhere || arguments_.Has("bundle") ||
         arguments_.Has("ledger") || format() != settings::OutputFormat::kCsv;
}

std::optional<std::string> Settling::RejectsFile() const {
  if (rejects_to_ == RejectsTo::kNowhere) {
    return std::nullopt;
  }
  const std::optional<std::string> named = arguments_.ValueOf("rejects");
  const std::optional<settings::Text>& set = session_.settings->output.rejects;
  return named || !set ? named : std::optional(InFolder(set->value));
}

std::string Settling::InFolder(const std::string& path) const {
  return (fs::path(session_.settings->folder) / path).string();
}

int Settling::JudgeRejects(const std::optional<std::string>& list) {
  std::uint64_t most = session_.settings->max_rejects;
  if (const auto text = arguments_.ValueOf("max-rejects")) {
    const Result<std::uint64_t> number = ReadNumber(*text, "max-rejects", 0);
    if (!number) {
      return Refuse(number.error().message);
    }
    most = *number;
  }
  const bool too_many = rejects_.total() > most;
  if (too_many) {
    rejects_.Report(session_.sink, kRejectsShown);
  }
  if (session_.sink.has_errors()) {
    SayFindings(session_);
  }
  if (rejects_.total() > 0) {
    const std::string where = list ? fmt::format("; they are listed in {}", *list) : std::string();
    Complain(fmt::format("{} rejected, {} tolerated{}", RowsInWords(rejects_.total()), most, where)
    );
  }
  if (too_many && !list) {
    Complain("--rejects FILE lists them all; --max-rejects N settles without them");
  }
  return session_.sink.has_errors() ? kFindings : kClean;
}

int Settling::Evaluate() {
  options_.counting = counting_.get();
  Result<std::unique_ptr<evaluate::Evaluation>> evaluation =
      evaluate::Evaluation::Start(*plan_, dataset_, options_);
  if (!evaluation) {
    return Refuse(evaluation.error().message);
  }
  evaluation_ = std::move(evaluation).value();
  return kClean;
}

int Settling::Settle() {
  const bool counted = counting_ == nullptr || counting_->Finish();
  int code = counted ? Evaluate() : kClean;
  if (code == kClean && (!counted || evaluation_->missed_rows())) {
    evaluation_.reset();
    code = KeepRows();
    code = code == kClean ? Evaluate() : code;
  }
  if (code != kClean) {
    return code;
  }
  const evaluate::Outcome& outcome = evaluation_->outcome();
  ReportProblems(outcome.problems, *plan_, session_);
  SayFindings(session_);
  if (session_.sink.has_errors()) {
    return kFindings;
  }
  if (outcome.periods.empty()) {
    const plan::Plan& plan = *plan_;
    return Refuse(fmt::format(
        "{} has no period there; its term is {} .. {}",
        plan.name,
        plan::ShowDay(plan.term_first),
        plan.term_last ? plan::ShowDay(*plan.term_last) : "open"
    ));
  }
  return kClean;
}

const speech::Language& Settling::Language() const {
  const speech::Language* named = speech::FindLanguage(arguments_.ValueOr("language", "en"));
  return named == nullptr ? speech::AllLanguages().front() : *named;
}

std::function<std::string(const std::string&)> Settling::Contract() const {
  Clauses clauses =
      bundle_ ? ClausesFromJson(ContractFile(), Language()) : ClausesOf(plans_, *plan_, Language());
  return [clauses = std::move(clauses)](const std::string& name) {
    const auto found = clauses.find(name);
    return found == clauses.end() ? std::string() : found->second;
  };
}

std::string Settling::ContractFile() const {
  return bundle_ ? ContractOfBundle(*bundle_) : ClausesToJson(plans_, *plan_);
}

report::Settlement Settling::settlement() const {
  return {
      .plan = *plan_,
      .outcome = evaluation_->outcome(),
      .zone = *zone_,
      .sources = sources_,
      .evaluation = evaluation_.get(),
      .rejects = &rejects_,
      .words = words_};
}

}  // namespace slate::cli
