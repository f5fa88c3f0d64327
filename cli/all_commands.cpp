// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/commands/commands.h"
#include "runtime/findings/formats.h"

namespace slate::cli {

namespace {

Option FormatOption(std::vector<std::string_view> choices) {
  return {
      .name = "format",
      .value = "FORMAT",
      .summary = "how to write the result",
      .choices = std::move(choices)};
}

const Option kLanguage{
    .name = "language",
    .value = "TAG",
    .summary = "of what is written; otherwise English",
    .choices = {"en", "de", "ru", "zh"}};
const Option kSettings{
    .name = "settings",
    .value = "FILE",
    .summary = "the slate.toml to use; otherwise the nearest one in this folder or above"};
const Option kAgreement{
    .name = "agreement", .value = "NAME", .summary = "which one, where a text has several"};
const Option kTzdata{
    .name = "tzdata",
    .value = "FOLDER",
    .summary = "compiled time zones of another edition; otherwise /usr/share/zoneinfo"};

const Option kLimit{
    .name = "limit",
    .value = "NAME=N",
    .summary = "raise or lower a limit; `slate explain limits` lists them",
    .repeatable = true};

// Texts on standard error for a reader, everything else on standard output for a program.
std::vector<std::string_view> FormatsOfFindings() {
  std::vector<std::string_view> names = {"text"};
  for (const findings::Format& format : findings::AllFormats()) {
    names.push_back(format.name);
  }
  return names;
}

Command Check() {
  return {
      .name = "check",
      .summary = "say what is wrong with agreements",
      .operands = "[FILE | FOLDER]...",
      .examples =
          {{"slate check agreement.slate", "one text"},
           {"slate check contracts/", "all texts of a folder"},
           {"slate check", "the agreements that slate.toml names, and slate.toml itself"},
           {"slate check --fix agreement.slate", "puts in what is sure"},
           {"slate check --format sarif > slate.sarif", "for code scanning"},
           {"slate check --print=plan agreement.slate", "what the compiler made of it"}},
      .options =
          {FormatOption(FormatsOfFindings()),
           {.name = "fix", .summary = "put in the fixes that are safe, then check again"},
           {.name = "unsafe", .summary = "with --fix or --diff: also fixes that may change a duty"},
           {.name = "diff", .summary = "show what --fix would change; write nothing"},
           {.name = "select",
            .value = "CODE",
            .summary = "only these warnings and remarks: a code, its name, SL7 or all",
            .repeatable = true},
           {.name = "ignore",
            .value = "CODE",
            .summary = "not these warnings and remarks",
            .repeatable = true},
           {.name = "deny",
            .value = "LEVEL",
            .summary = "take them for errors",
            .choices = {"warnings"}},
           {.name = "baseline", .value = "FILE", .summary = "hold back the findings listed there"},
           {.name = "write-baseline", .summary = "list the present findings in the baseline"},
           {.name = "max-findings",
            .value = "N",
            .summary = "write at most N, errors first, and count the others"},
           {.name = "print",
            .value = "WHAT",
            .summary = "also print a stage: the tree, names, types or the plan",
            .choices = {"ast", "names", "types", "plan"}},
           kSettings,
           kTzdata,
           kLimit},
      .more = "Exit code: 0 without findings, 1 with errors or warnings, 2 if it could not run.",
      .run = RunCheck};
}

Command Plan() {
  return {
      .name = "plan",
      .summary = "show how an agreement is evaluated",
      .operands = "FILE...",
      .examples =
          {{"slate plan agreement.slate", "for reading, like SQL's EXPLAIN"},
           {"slate plan agreement.slate --format json > plan.json", "for `slate run plan.json`"}},
      .options = {FormatOption({"text", "json"}), kAgreement, kTzdata, kLimit},
      .run = RunPlan};
}

Command Run() {
  return {
      .name = "run",
      .summary = "settle periods against data",
      .operands = "[FILE | PLAN.json]...",
      .examples =
          {{"slate run --period 2026-07", "the month, with the nearest slate.toml"},
           {"slate run --period 2026-06 --period 2026-07 --format html --output july.html",
            "a page for reading and printing"},
           {"slate run --period 2026-Q1..2026-Q2", "every period of half a year"},
           {"slate run --period 2026-07 --as-of 2026-07-15T00:00Z", "a period that is still open"},
           {"slate run plan.json --settings slate.toml --period 2026-07", "without the text"}},
      .options =
          {{.name = "period",
            .value = "PERIOD",
            .summary = "2026-03, 2026-Q1, 2026, 2026-05-10 or A..B; otherwise the whole term",
            .repeatable = true},
           {.name = "as-of", .value = "INSTANT", .summary = "what was known by then counts"},
           FormatOption({"table", "json", "html", "markdown", "csv", "pdf"}),
           kLanguage,
           {.name = "output", .value = "FILE", .summary = "write there, whole or not at all"},
           kSettings,
           kAgreement,
           {.name = "ledger",
            .value = "FILE",
            .summary = "read what was settled before, add what is new"},
           {.name = "max-rejects",
            .value = "N",
            .summary = "settle although up to N rows were rejected; otherwise none"},
           {.name = "rejects", .value = "FILE", .summary = "list rejected rows there, as CSV"},
           {.name = "bundle",
            .value = "FOLDER",
            .summary = "write everything the settlement was made of there, for `slate verify`"},
           {.name = "sign", .value = "KEY", .summary = "sign the bundle's manifest with minisign"},
           {.name = "threads", .value = "N", .summary = "never changes a figure"},
           {.name = "memory-limit",
            .value = "SIZE",
            .summary = "512MB, 2GiB; refuse to take more instead of being killed"},
           kTzdata,
           kLimit},
      .more =
          "Exit code: 0 when settled, 1 when texts, settings or data have errors, 2 if it could "
          "not "
          "run.",
      .run = RunRun};
}

Command Why() {
  return {
      .name = "why",
      .summary = "say how a figure came about, and what would change it",
      .operands = "[FILE | PLAN.json]... FIGURE",
      .examples =
          {{"slate why --period 2026-07 'uptime[web].credit'",
            "formulas, values, rows, and the smallest change that matters"},
           {"slate why --period 2026-07 settlement", "from the gross amount to what is payable"},
           {"slate why agreement.slate --period 2026-07 uptime --format json", "for other tools"}},
      .options =
          {{.name = "period",
            .value = "PERIOD",
            .summary = "what to settle, as with `slate run`; each period is explained",
            .repeatable = true},
           {.name = "as-of", .value = "INSTANT", .summary = "what was known by then counts"},
           FormatOption({"text", "json"}),
           kLanguage,
           kSettings,
           kAgreement,
           {.name = "max-rejects",
            .value = "N",
            .summary = "settle although up to N rows were rejected; otherwise none"},
           {.name = "threads", .value = "N", .summary = "never changes a figure"},
           kTzdata},
      .more =
          "FIGURE is an objective, one of its fields (value, target, met, credit, bonus, a `let`), "
          "a\nsettlement or a right. Exit code: 0 when explained, 1 when texts, settings or data "
          "have errors,\n2 if it could not run or there is no such figure.",
      .run = RunWhy};
}

Command Verify() {
  return {
      .name = "verify",
      .summary = "check a bundle and settle it again",
      .operands = "FOLDER",
      .most_operands = 1,
      .examples =
          {{"slate verify july", "hashes, then every file again, byte for byte"},
           {"slate verify july --public-key acme.pub", "and who signed it"}},
      .options =
          {{.name = "public-key", .value = "FILE", .summary = "minisign's key of the signer"},
           kSettings,
           kTzdata},
      .more =
          "The data are read where they were, from the same working folder. Exit code: 0 when all "
          "is the\nsame, 1 when a file is missing, changed, foreign or comes out otherwise, 2 if "
          "it "
          "could not run.",
      .run = RunVerify};
}

Command Test() {
  return {
      .name = "test",
      .summary = "run the examples of agreements",
      .operands = "[FILE | FOLDER]...",
      .examples =
          {{"slate test agreement.slate", "every example, with what was expected and what came"},
           {"slate test contracts/ --filter outage", "those whose title has the word"}},
      .options =
          {{.name = "filter", .value = "TEXT", .summary = "only examples whose title contains it"},
           FormatOption({"text", "json"}),
           kSettings,
           kTzdata,
           kLimit},
      .more = "Exit code: 0 when all pass, 1 when one fails or a text has errors.",
      .run = RunTest};
}

Command Diff() {
  return {
      .name = "diff",
      .summary = "say who gains by a change",
      .operands = "OLD NEW | REVISION [REVISION] [-- PATH...]",
      .examples =
          {{"slate diff signed.slate draft.slate", "two texts, term by term"},
           {"slate diff 2025/ 2026/", "all agreements of two folders, matched by name"},
           {"slate diff HEAD~1 -- agreement.slate", "what changed since a git revision"},
           {"slate diff main HEAD -- contracts/ --format markdown", "for a pull request"},
           {"slate diff main --fail-on loosened", "exit code 1 unless the customer loses nothing"},
           {"slate diff old.slate new.slate --data --period 2026-07", "what July would have cost"}},
      .options =
          {FormatOption({"text", "markdown", "json"}),
           {.name = "fail-on",
            .value = "WHAT",
            .summary =
                "exit code 1: loosened (the provider gains, or nothing is proven), tightened "
                "or any",
            .choices = {"loosened", "tightened", "any"}},
           {.name = "data", .summary = "settle stored periods under both texts"},
           {.name = "period",
            .value = "PERIOD",
            .summary = "with --data: 2026-03, 2026-Q1, 2026, 2026-05-10 or A..B",
            .repeatable = true},
           kSettings,
           kTzdata,
           kLimit},
      .more =
          "Exit code: 0 when compared, 1 when --fail-on says so or texts have errors, 2 if it "
          "could not run.",
      .run = RunDiff};
}

Command Fmt() {
  return {
      .name = "fmt",
      .summary = "lay out agreements in the one way",
      .operands = "[FILE | FOLDER]...",
      .examples =
          {{"slate fmt agreement.slate", "changes the file"},
           {"slate fmt --check contracts/", "only says which would change"},
           {"slate fmt --diff agreement.slate", "shows what would change"},
           {"slate fmt - < draft.slate", "from standard input to standard output"}},
      .options =
          {{.name = "check", .summary = "change nothing; exit code 1 if something would change"},
           {.name = "diff",
            .summary = "change nothing; show the difference; exit code as with --check"},
           {.name = "stdout", .summary = "change nothing; print the laid out text"},
           kSettings,
           kLimit},
      .run = RunFmt};
}

Command Doc() {
  return {
      .name = "doc",
      .summary = "write the contract that people read",
      .operands = "[FILE | FOLDER]...",
      .examples =
          {{"slate doc agreement.slate --output contract.md", "in English, as Markdown"},
           {"slate doc agreement.slate --language de --output vertrag.docx", "in German, as DOCX"},
           {"slate doc agreement.slate --output contract.md --check",
            "fails when the contract is not what the agreement says"},
           {"slate doc new.slate --redline old.slate --output changes.docx", "what changed"},
           {"slate doc agreement.slate --at 2026-03-01", "as amended by then"}},
      .options =
          {kLanguage,
           FormatOption({"markdown", "html", "docx", "pdf"}),
           {.name = "output",
            .value = "FILE",
            .summary = "write there, whole or not at all; its ending tells the format"},
           {.name = "check", .summary = "write nothing; exit code 1 if --output differs"},
           {.name = "redline",
            .value = "OLD",
            .summary = "show what changed since that text, as tracked changes, behind a page that "
                       "says who gains; as Markdown that page alone"},
           {.name = "at",
            .value = "DAY",
            .summary = "the version that holds on it; else the latest"},
           {.name = "redline-at",
            .value = "DAY",
            .summary = "show what changed since the version that holds on it"},
           {.name = "data", .summary = "with --redline: settle stored periods under both texts"},
           {.name = "period",
            .value = "PERIOD",
            .summary = "with --data: 2026-03, 2026-Q1, 2026, 2026-05-10 or A..B",
            .repeatable = true},
           kSettings,
           kAgreement,
           kTzdata,
           kLimit},
      .more =
          "The worked examples of the document are computed while it is made.\n"
          "Exit code: 0 when written, 1 when texts have errors or an example does not hold, 2 if "
          "it could not run.",
      .run = RunDoc};
}

Command Explain() {
  return {
      .name = "explain",
      .summary = "say what a finding's code means",
      .operands = "[CODE | limits]",
      .most_operands = 1,
      .examples =
          {{"slate explain SL3001", "one code"},
           {"slate explain falling-credit", "one by its name"},
           {"slate explain", "all codes, one a line"},
           {"slate explain limits", "how much texts and data may ask for"}},
      .options = {{.name = "all", .summary = "explain every code, as a page of Markdown"}},
      .run = RunExplain};
}

Command Init() {
  return {
      .name = "init",
      .summary = "begin a project: agreement, settings, sample data, checks for CI",
      .operands = "[FOLDER]",
      .most_operands = 1,
      .examples =
          {{"slate init hosting", "a new folder whose texts pass check, test and run"},
           {"slate init", "in this folder; nothing that is there is overwritten"}},
      .run = RunInit};
}

Command Completions() {
  return {
      .name = "completions",
      .summary = "print completions for a shell",
      .operands = "SHELL",
      .most_operands = 1,
      .examples =
          {{"slate completions bash > /etc/bash_completion.d/slate", "for all users"},
           {"slate completions zsh > ~/.zfunc/_slate", "in a folder of fpath"},
           {"slate completions fish > ~/.config/fish/completions/slate.fish", ""}},
      .run = RunCompletions};
}

Command Man() {
  return {
      .name = "man",
      .summary = "print the manual page, in roff",
      .operands = "",
      .most_operands = 0,
      .examples =
          {{"slate man | man -l -", "to read it"}, {"slate man > slate.1", "to install it"}},
      .run = RunMan};
}

Command Version() {
  return {
      .name = "version",
      .summary = "say which version this is and what it stands on",
      .operands = "",
      .most_operands = 0,
      .examples = {{"slate version", ""}},
      .options = {kTzdata},
      .run = RunVersion};
}

Command Help() {
  return {
      .name = "help",
      .summary = "say how to use a command",
      .operands = "[COMMAND]",
      .most_operands = 1,
      .examples = {{"slate help run", "the same as slate run --help"}},
      .run = RunHelp};
}

}  // namespace

std::span<const Command> AllCommands() {
  static const std::vector<Command> commands = {
      Check(),
      Plan(),
      Run(),
      Why(),
      Verify(),
      Test(),
      Doc(),
      Diff(),
      Fmt(),
      Explain(),
      Init(),
      Completions(),
      Man(),
      Version(),
      Help(),
  };
  return commands;
}

const Command* FindCommand(std::string_view name) {
  for (const Command& command : AllCommands()) {
    if (command.name == name) {
      return &command;
    }
  }
  return nullptr;
}

}  // namespace slate::cli
