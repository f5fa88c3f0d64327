// SPDX-License-Identifier: Apache-2.0
#include "cli/print_pdf.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/files.h"

namespace slate::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTool = "weasyprint";

// A folder of this call alone, gone at its end.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code failed;
    std::string name = (fs::temp_directory_path(failed) / "slate-XXXXXX").string();
    path_ = mkdtemp(name.data()) == nullptr ? std::string() : name;
  }
  ~ScratchFolder() {
    std::error_code failed;
    fs::remove_all(path_, failed);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  bool exists() const { return !path_.empty(); }
  std::string File(std::string_view name) const { return fmt::format("{}/{}", path_, name); }

 private:
  std::string path_;
};

// The environment with the second that is to stand in the document.
std::vector<std::string> EnvironmentAt(std::int64_t made_at) {
  constexpr std::string_view kName = "SOURCE_DATE_EPOCH=";
  std::vector<std::string> variables{fmt::format("{}{}", kName, made_at)};
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (std::string_view(*variable).substr(0, kName.size()) != kName) {
      variables.emplace_back(*variable);
    }
  }
  return variables;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

// The exit code, or the reason why it did not run.
Result<int> Run(std::vector<std::string> words, std::int64_t made_at, const std::string& messages) {
  std::vector<std::string> variables = EnvironmentAt(made_at);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, messages.c_str(), kFlags, 0600);
  pid_t child = 0;
  const int failed = posix_spawnp(
      &child,
      words[0].c_str(),
      &actions,
      nullptr,
      Pointers(words).data(),
      Pointers(variables).data()
  );
  posix_spawn_file_actions_destroy(&actions);
  if (failed == ENOENT) {
    return Error{
        "PDF needs WeasyPrint, which is not installed: `apt-get install weasyprint`, or write "
        "`--format html` and print that from a browser"};
  }
  int status = 0;
  if (failed != 0 || waitpid(child, &status, 0) != child) {
    return Error{fmt::format("cannot run {}", kTool)};
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Result<std::string> PrintPdf(const std::string& html, std::int64_t made_at) {
  const ScratchFolder folder;
  const std::string page = folder.File("page.html");
  const std::string pdf = folder.File("page.pdf");
  if (!folder.exists() || WriteWholeFile(page, html)) {
    return Error{"cannot write a temporary file"};
  }
  const std::string messages = folder.File("messages");
  const Result<int> code = Run({std::string(kTool), page, pdf}, made_at, messages);
  if (!code) {
    return code.error();
  }
  Result<std::string> bytes = ReadWholeFile(pdf);
  if (*code != 0 || !bytes) {
    const Result<std::string> said = ReadWholeFile(messages);
    return Error{fmt::format("{} failed: {}", kTool, said ? *said : "it says nothing")};
  }
  return bytes;
}

}  // namespace slate::cli
