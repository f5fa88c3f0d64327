// SPDX-License-Identifier: Apache-2.0

// Compares what the tool prints for tests/cases/<area>/<name>.slate with <name>.expected.
//
// usage: golden_test [--update] <slate> <area>...      (in the root of the project)
//
// The area decides the command (the table below). A case may begin with `// args: …`: more
// arguments. <name>.toml beside it is its --settings, <name>.old.slate the text before it. A name
// starts with `fail_` if and only if the tool exits with another code than 0. Folders and files
// with two dots in their names are companions of cases, not cases.

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCases = "tests/cases";
constexpr std::string_view kArgsMark = "// args:";
constexpr std::size_t kWorkers = 2;
constexpr std::size_t kContext = 3;

struct Area {
  std::string_view name;
  std::vector<std::string> command;
  // A case is run once in each of these languages; <name>.<language>.expected holds the outcome.
  std::vector<std::string> languages = {};
};

const std::vector<Area>& Areas() {
  static const std::vector<Area> areas = {
      {"syntax", {"check"}},
      {"names", {"check"}},
      {"types", {"check"}},
      {"agreement", {"check"}},
      {"lint", {"check"}},
      {"defects", {"check"}},
      {"formats", {"check"}},
      {"ast", {"check", "--print=ast"}},
      {"plan", {"check", "--print=plan"}},
      {"run", {"run"}},
      {"why", {"why"}},
      {"test", {"test"}},
      {"fmt", {"fmt", "--stdout"}},
      {"docs", {"doc"}, {"en", "de", "ru", "zh"}},
      {"diff", {"diff"}},
  };
  return areas;
}

struct Options {
  bool update = false;
  std::string tool;
  std::vector<std::string> areas;
};

struct Case {
  const Area* area = nullptr;
  fs::path source;
  std::string language = {};

  fs::path expected() const {
    return fs::path(source).replace_extension(
        language.empty() ? ".expected" : "." + language + ".expected"
    );
  }
  bool must_fail() const { return source.filename().string().rfind("fail_", 0) == 0; }
};

// What the tool did, and as the text that .expected files hold.
struct Outcome {
  std::string out;
  std::string errors;
  int exit_code = 0;

  std::string Text() const {
    std::string text = out;
    if (!text.empty() && text.back() != '\n') {
      text += "\n[no line end]\n";
    }
    if (!errors.empty()) {
      text += "[stderr]\n" + errors;
    }
    return text + "[exit " + std::to_string(exit_code) + "]\n";
  }
};

struct Verdict {
  bool passed = true;
  std::string report;  // empty if there is nothing to say
};

std::string ReadFile(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void WriteFile(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

// ---- Running the tool ----

// A file of this process for one worker; nobody else writes it.
fs::path ScratchFile(std::size_t worker, std::string_view suffix) {
  return fs::temp_directory_path() / ("slate-golden-" + std::to_string(getpid()) + '-' +
                                      std::to_string(worker) + std::string(suffix));
}

int ExitCodeOf(int status) {
  constexpr int kSignalled = 128;
  return WIFEXITED(status) ? WEXITSTATUS(status) : kSignalled + WTERMSIG(status);
}

Outcome Run(const std::vector<std::string>& words, std::size_t worker) {
  const fs::path out = ScratchFile(worker, ".out");
  const fs::path errors = ScratchFile(worker, ".err");
  constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), kFlags, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors.c_str(), kFlags, 0600);

  std::vector<std::string> owned = words;
  std::vector<char*> argv;
  argv.reserve(owned.size() + 1);
  for (std::string& word : owned) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);

  Outcome outcome{.out = {}, .errors = {}, .exit_code = 127};
  pid_t child = 0;
  int status = 0;
  if (posix_spawn(&child, argv[0], &actions, nullptr, argv.data(), environ) == 0 &&
      waitpid(child, &status, 0) == child) {
    outcome = {ReadFile(out), ReadFile(errors), ExitCodeOf(status)};
  }
  posix_spawn_file_actions_destroy(&actions);
  fs::remove(out);
  fs::remove(errors);
  return outcome;
}

// Words apart by blanks; "…" holds blanks together.
std::vector<std::string> SplitWords(std::string_view text) {
  std::vector<std::string> words;
  bool quoted = false;
  bool in_word = false;
  for (const char c : text) {
    const bool blank = !quoted && (c == ' ' || c == '\t' || c == '\r');
    if (!blank && !in_word) {
      words.emplace_back();
    }
    in_word = !blank;
    if (c == '"') {
      quoted = !quoted;
    } else if (!blank) {
      words.back() += c;
    }
  }
  return words;
}

std::vector<std::string> ExtraArguments(std::string_view text) {
  if (text.rfind(kArgsMark, 0) != 0) {
    return {};
  }
  const std::string_view line = text.substr(0, text.find('\n'));
  return SplitWords(line.substr(kArgsMark.size()));
}

std::vector<std::string> CommandLine(
    const Options& options, const Case& test, const fs::path& source
) {
  std::vector<std::string> words = {options.tool};
  words.insert(words.end(), test.area->command.begin(), test.area->command.end());
  const fs::path before = fs::path(test.source).replace_extension(".old.slate");
  if (fs::exists(before)) {
    words.push_back(before.generic_string());
  }
  words.push_back(source.generic_string());
  const fs::path settings = fs::path(test.source).replace_extension(".toml");
  if (fs::exists(settings)) {
    words.insert(words.end(), {"--settings", settings.generic_string()});
  }
  if (!test.language.empty()) {
    words.insert(words.end(), {"--language", test.language});
  }
  for (std::string& word : ExtraArguments(ReadFile(test.source))) {
    words.push_back(std::move(word));
  }
  return words;
}

// ---- Telling what differs ----

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

struct DiffLine {
  char mark;  // ' ', '-' expected only, '+' got only
  std::string_view text;
};

// Longest common subsequence; cases are short, so the quadratic table is small.
std::vector<DiffLine> Compare(
    const std::vector<std::string_view>& expected, const std::vector<std::string_view>& got
) {
  const std::size_t width = got.size() + 1;
  std::vector<std::size_t> common((expected.size() + 1) * width, 0);
  for (std::size_t i = expected.size(); i-- > 0;) {
    for (std::size_t j = got.size(); j-- > 0;) {
      common[i * width + j] =
          expected[i] == got[j] ? common[(i + 1) * width + j + 1] + 1
                                : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  std::vector<DiffLine> lines;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < expected.size() || j < got.size()) {
    if (i < expected.size() && j < got.size() && expected[i] == got[j]) {
      lines.push_back({' ', expected[i]});
      ++i;
      ++j;
    } else if (j == got.size() || (i < expected.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      lines.push_back({'-', expected[i++]});
    } else {
      lines.push_back({'+', got[j++]});
    }
  }
  return lines;
}

// Whether a line is a change or near one.
std::vector<bool> LinesToShow(const std::vector<DiffLine>& lines) {
  std::vector<bool> shown(lines.size(), false);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at].mark == ' ') {
      continue;
    }
    const std::size_t to = std::min(lines.size(), at + kContext + 1);
    for (std::size_t near = at - std::min(at, kContext); near < to; ++near) {
      shown[near] = true;
    }
  }
  return shown;
}

std::string UnifiedDiff(std::string_view expected, std::string_view got) {
  constexpr std::size_t kTooLong = 4000;
  const std::vector<std::string_view> left = Lines(expected);
  const std::vector<std::string_view> right = Lines(got);
  if (left.size() > kTooLong || right.size() > kTooLong) {
    return "(too long to compare line by line)\n";
  }
  const std::vector<DiffLine> lines = Compare(left, right);
  const std::vector<bool> shown = LinesToShow(lines);
  std::string text = "--- expected\n+++ got\n";
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (!shown[at]) {
      continue;
    }
    if (at == 0 || !shown[at - 1]) {
      text += "@@\n";
    }
    text += lines[at].mark + std::string(lines[at].text) + '\n';
  }
  return text;
}

// ---- One case ----

// A text that is laid out already must stay as it is.
std::string CheckSecondLayout(
    const Options& options, const Case& test, const Outcome& first, std::size_t worker
) {
  const fs::path again = ScratchFile(worker, ".slate");
  WriteFile(again, first.out);
  const Outcome second = Run(CommandLine(options, test, again), worker);
  fs::remove(again);
  if (second.out == first.out && second.exit_code == 0) {
    return {};
  }
  return "  laid out twice, the text changes again:\n" + UnifiedDiff(first.out, second.out) +
         second.errors;
}

std::string CheckExpected(const Options& options, const Case& test, const std::string& got) {
  const fs::path path = test.expected();
  const std::string expected = ReadFile(path);
  if (fs::exists(path) && expected == got) {
    return {};
  }
  if (options.update) {
    WriteFile(path, got);
    return {};
  }
  return UnifiedDiff(expected, got);
}

Verdict RunCase(const Options& options, const Case& test, std::size_t worker) {
  const Outcome outcome = Run(CommandLine(options, test, test.source), worker);
  std::string report;
  if (test.must_fail() != (outcome.exit_code != 0)) {
    report += "  exit code " + std::to_string(outcome.exit_code) +
              ", but the name starts with fail_ if and only if the code is not 0\n";
  }
  report += CheckExpected(options, test, outcome.Text());
  if (test.area->name == "fmt" && outcome.exit_code == 0) {
    report += CheckSecondLayout(options, test, outcome, worker);
  }
  if (report.empty()) {
    return {};
  }
  return {false, test.source.generic_string() + ' ' + test.language + '\n' + report};
}

// ---- All cases ----

const Area* FindArea(std::string_view name) {
  for (const Area& area : Areas()) {
    if (area.name == name) {
      return &area;
    }
  }
  return nullptr;
}

bool IsCompanion(const fs::path& path) {
  return path.stem().string().find('.') != std::string::npos;
}

void AddCases(const Area& area, const fs::path& source, std::vector<Case>& cases) {
  if (area.languages.empty()) {
    cases.push_back({&area, source});
  }
  for (const std::string& language : area.languages) {
    cases.push_back({&area, source, language});
  }
}

// The cases of an area by name, and what lies about in its folder without a case.
std::vector<Case> CasesOf(const Area& area, std::vector<std::string>& strays) {
  std::vector<Case> cases;
  const fs::path folder = fs::path(kCases) / area.name;
  if (!fs::is_directory(folder)) {
    return cases;
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const fs::path& path = entry.path();
    if (IsCompanion(path)) {
      continue;
    }
    if (path.extension() == ".slate") {
      AddCases(area, path, cases);
    } else if (path.extension() == ".expected" && !fs::exists(fs::path(path).replace_extension(".slate"))) {
      strays.push_back(path.generic_string() + " belongs to no case");
    }
  }
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) {
    return std::tie(a.source, a.language) < std::tie(b.source, b.language);
  });
  return cases;
}

std::vector<Verdict> RunAll(const Options& options, const std::vector<Case>& cases) {
  std::vector<Verdict> verdicts(cases.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&](std::size_t worker) {
    for (std::size_t at = next++; at < cases.size(); at = next++) {
      verdicts[at] = RunCase(options, cases[at], worker);
    }
  };
  std::vector<std::thread> workers;
  workers.reserve(kWorkers);
  for (std::size_t worker = 0; worker < kWorkers; ++worker) {
    workers.emplace_back(work, worker);
  }
  for (std::thread& worker : workers) {
    worker.join();
  }
  return verdicts;
}

// The same everywhere: no colours, the library of this checkout, no zone of the machine.
void SetEnvironment() {
  setenv("NO_COLOR", "1", 1);
  setenv("LC_ALL", "C.UTF-8", 1);
  setenv("TZ", "UTC", 1);
  setenv("SLATE_STDLIB", "stdlib", 1);
}

bool ReadOptions(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--update") {
      options.update = true;
    } else if (options.tool.empty()) {
      options.tool = word;
    } else {
      options.areas.push_back(word);
    }
  }
  return !options.tool.empty() && !options.areas.empty();
}

int Report(
    const std::vector<Case>& cases,
    const std::vector<Verdict>& verdicts,
    const std::vector<std::string>& strays
) {
  std::size_t failed = strays.size();
  for (const std::string& stray : strays) {
    std::printf("%s\n", stray.c_str());
  }
  for (const Verdict& verdict : verdicts) {
    failed += verdict.passed ? 0U : 1U;
    std::fputs(verdict.report.c_str(), stdout);
  }
  std::printf("%zu cases, %zu problems\n", cases.size(), failed);
  return failed == 0 && !cases.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!ReadOptions(argc, argv, options)) {
    std::fputs("usage: golden_test [--update] <slate> <area>...\n", stderr);
    return 2;
  }
  SetEnvironment();
  std::vector<Case> cases;
  std::vector<std::string> strays;
  for (const std::string& name : options.areas) {
    const Area* area = FindArea(name);
    if (area == nullptr) {
      strays.push_back(std::string(kCases) + '/' + name + " is no area of tests/golden_test.cpp");
      continue;
    }
    const std::vector<Case> found = CasesOf(*area, strays);
    cases.insert(cases.end(), found.begin(), found.end());
  }
  return Report(cases, RunAll(options, cases), strays);
}
