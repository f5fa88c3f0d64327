// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/bundle_folder.h"
#include "cli/command.h"
#include "cli/plans.h"
#include "cli/session.h"
#include "runtime/calendar/time_zone.h"
#include "runtime/data/table.h"
#include "runtime/evaluate/counting.h"
#include "runtime/evaluate/evaluate.h"
#include "runtime/evaluate/options.h"
#include "runtime/ledger/book.h"
#include "runtime/readers/read_input.h"
#include "runtime/readers/read_watch.h"
#include "runtime/readers/reject_list.h"
#include "runtime/report/settlement.h"
#include "runtime/report/words.h"
#include "runtime/settings/settings.h"

namespace slate::cli {

inline constexpr std::size_t kRejectsListed = 1'000'000;

// Whether rejected rows are listed where options and settings say.
enum class RejectsTo : std::uint8_t { kFile, kNowhere };

// One settlement on its way from arguments to figures, for every command that settles. What its
// results refer to lives in it.
class Settling {
 public:
  explicit Settling(const Arguments& arguments, RejectsTo rejects_to = RejectsTo::kFile)
      : bundle_(BundleAmong(arguments)),
        arguments_(bundle_ ? AskedAgain(arguments, *bundle_) : arguments),
        rejects_to_(rejects_to) {}
  Settling(const Settling&) = delete;
  Settling& operator=(const Settling&) = delete;

  // kClean when everything is settled; else everything has been said and this is the exit code.
  // After kFindings with problems of the evaluation, outcome() says what they were.
  int Run();
  // What is done with the results, within --memory-limit too.
  int Within(const std::function<int()>& work);

  // Adds what is new to the ledger, if one is named; only what is still the file that was read is
  // added to.
  int WriteLedger();

  const Session& session() const { return session_; }
  // As given; of a bundle, with what its run was asked for.
  const Arguments& arguments() const { return arguments_; }
  const plan::Plan& plan() const { return *plan_; }
  const evaluate::Options& options() const { return options_; }
  const readers::RejectList& rejects() const { return rejects_; }
  bool has_outcome() const { return evaluation_ != nullptr; }
  evaluate::Evaluation& evaluation() { return *evaluation_; }
  const evaluate::Outcome& outcome() const { return evaluation_->outcome(); }
  // Without `place`, which depends on where the texts are.
  report::Settlement settlement() const;
  // What the contract says of a figure, in the language of --language.
  std::function<std::string(const std::string&)> Contract() const;
  // The clauses of the contract in all languages; empty where neither texts nor a bundle have them.
  std::string ContractFile() const;
  settings::OutputFormat format() const;
  // A path of slate.toml, which starts in its folder.
  std::string InFolder(const std::string& path) const;
  // The settings file that was read, if one was.
  const std::optional<std::string>& settings_path() const { return settings_path_; }

 private:
  int RunSteps();
  int RefuseForMemory();
  const speech::Language& Language() const;
  int StopAtErrors();
  int ReadTexts();
  int ReadSettings();
  int ReadTimes();
  int ReadLedger();
  int ReadData();
  int Settle();
  int Evaluate();
  std::vector<ledger::InputFile> FilesBehindInputs() const;
  void SayAdditions(const ledger::Additions& additions) const;
  bool ShowsRows() const;
  bool NamesFiles() const;
  readers::ReadContext Context(evaluate::Counting* counting);
  int KeepRows();
  std::optional<std::string> RejectsFile() const;
  int JudgeRejects(const std::optional<std::string>& list);

  std::optional<std::string> bundle_;  // the folder of a bundle that is settled again
  Arguments arguments_;
  RejectsTo rejects_to_;
  std::optional<std::uint64_t> memory_limit_;
  readers::ReadWatch watch_;
  bool is_read_ = false;
  Session session_;
  Plans plans_;
  const plan::Plan* plan_ = nullptr;
  std::optional<std::string> settings_path_;
  std::unique_ptr<calendar::TimeZone> zone_;
  evaluate::Options options_;
  data::Dataset dataset_;
  std::unique_ptr<evaluate::Counting> counting_;  // of rows that are not in the data set
  readers::RejectList rejects_{kRejectsListed};
  std::vector<report::Source> sources_;
  std::optional<std::string> ledger_path_;
  ledger::Book book_;
  std::unique_ptr<evaluate::Evaluation> evaluation_;
  report::Words words_{Language()};
};

}  // namespace slate::cli
