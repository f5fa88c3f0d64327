// SPDX-License-Identifier: Apache-2.0
#include "cli/print_pdf.h"

#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "cli/child_process.h"
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

}  // namespace

Result<std::string> PrintPdf(const std::string& html, std::int64_t made_at) {
  if (!HasProgram(std::string(kTool))) {
    return Error{
        "PDF needs WeasyPrint, which is not installed: `apt-get install weasyprint`, or write "
        "`--format html` and print that from a browser"};
  }
  const ScratchFolder folder;
  const std::string page = folder.File("page.html");
  const std::string pdf = folder.File("page.pdf");
  if (!folder.exists() || WriteWholeFile(page, html)) {
    return Error{"cannot write a temporary file"};
  }
  const Result<std::string> ran = RunChild(
      {std::string(kTool), page, pdf}, {.variables = {fmt::format("SOURCE_DATE_EPOCH={}", made_at)}}
  );
  return ran ? ReadWholeFile(pdf) : Result<std::string>(ran.error());
}

}  // namespace slate::cli
