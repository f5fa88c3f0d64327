// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>

#include <fmt/format.h>

#include "cli/bundle.h"
#include "cli/child_process.h"
#include "cli/commands/commands.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/findings.h"
#include "runtime/plan/json.h"
#include "runtime/readers/sha256.h"

namespace slate::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigits = 64;

struct ManifestEntry {
  std::string hash;
  std::string path;
};

// Paths of a bundle stay in it.
bool StaysInside(const std::string& text) {
  const fs::path path(text);
  return !text.empty() && path.is_relative() &&
         std::find(path.begin(), path.end(), "..") == path.end();
}

std::optional<std::vector<ManifestEntry>> ReadManifest(const std::string& text) {
  std::vector<ManifestEntry> entries;
  if (!text.starts_with("slate bundle 1\ntool ")) {
    return std::nullopt;
  }
  std::size_t at = text.find('\n', text.find('\n') + 1);
  while (at != std::string::npos && at + 1 < text.size()) {
    const std::size_t end = std::min(text.find('\n', at + 1), text.size());
    const std::string line = text.substr(at + 1, end - at - 1);
    const bool whole = line.size() > kDigits + 2 && line.substr(kDigits, 2) == "  " &&
                       StaysInside(line.substr(kDigits + 2));
    if (!whole) {
      return std::nullopt;
    }
    entries.push_back({line.substr(0, kDigits), line.substr(kDigits + 2)});
    at = end == text.size() ? std::string::npos : end;
  }
  return entries;
}

class Verification {
 public:
  Verification(const Arguments& arguments, std::string folder)
      : arguments_(arguments), folder_(std::move(folder)) {}

  int Run() {
    const Result<std::string> manifest = ReadWholeFile(PathOf(std::string(kManifest)));
    const auto entries = manifest ? ReadManifest(*manifest) : std::nullopt;
    if (!entries) {
      Report(
          kNoBundle,
          std::string(kManifest),
          manifest ? "no manifest of a bundle" : manifest.error().message
      );
      return Finish();
    }
    CheckFiles(*entries);
    FindForeign();
    CheckSignature();
    if (session_.sink.has_errors()) {
      return Finish();
    }
    return SettleAgain(*entries);
  }

 private:
  std::string PathOf(const std::string& path) const { return (fs::path(folder_) / path).string(); }

  void Report(const diag::Kind& kind, const std::string& path, std::string message) {
    session_.sink.Report(kind, diag::DataPlace{.path = PathOf(path)}, std::move(message));
  }

  int Finish() {
    SayFindings(session_);
    return kFindings;
  }

  void CheckFiles(const std::vector<ManifestEntry>& entries) {
    for (const ManifestEntry& entry : entries) {
      Result<std::string> bytes = ReadWholeFile(PathOf(entry.path));
      if (!bytes) {
        Report(kBundleFileMissing, entry.path, bytes.error().message);
        continue;
      }
      readers::Sha256 hash;
      hash.Add(*bytes);
      if (const std::string found = hash.Finish(); found != entry.hash) {
        Report(
            kBundleFileChanged,
            entry.path,
            fmt::format("its SHA-256 is {}, the manifest has {}", found, entry.hash)
        );
      }
      files_[entry.path] = std::move(bytes).value();
    }
  }

  void FindForeign() {
    std::vector<std::string> foreign;
    std::error_code failed;
    fs::recursive_directory_iterator at(folder_, failed);
    for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
      const std::string path = at->path().lexically_relative(folder_).generic_string();
      const bool known = files_.contains(path) || path == kManifest || path == kSignature;
      if (!known && !(at->is_directory(failed) && path == kTextFolder)) {
        foreign.push_back(path);
      }
    }
    std::sort(foreign.begin(), foreign.end());
    for (const std::string& path : foreign) {
      Report(kBundleFileForeign, path, "the manifest does not know it");
    }
  }

  void CheckSignature() {
    const std::optional<std::string> key = arguments_.ValueOf("public-key");
    const std::string signature = PathOf(std::string(kSignature));
    if (!key) {
      if (IsFile(signature)) {
        Complain("the bundle is signed; --public-key FILE checks the signature");
      }
      return;
    }
    if (!IsFile(signature)) {
      Report(kBundleSignature, std::string(kSignature), "the bundle is not signed");
      return;
    }
    if (!HasProgram("minisign")) {
      Report(
          kBundleSignature,
          std::string(kSignature),
          "minisign, which checks signatures, is not installed: apt-get install minisign"
      );
      return;
    }
    const Result<std::string> checked = RunChild(
        {"minisign", "-V", "-p", *key, "-m", PathOf(std::string(kManifest)), "-x", signature}
    );
    if (!checked) {
      Report(kBundleSignature, std::string(kSignature), checked.error().message);
    }
  }

  int SettleAgain(const std::vector<ManifestEntry>& entries) {
    const Arguments decided = AskedAgain({}, folder_);
    Arguments again = decided;
    again.operands = {folder_};
    for (const std::string_view option : {"settings", "tzdata"}) {
      if (const std::optional<std::string> named = arguments_.ValueOf(option)) {
        again.options[std::string(option)] = {*named};
      }
    }
    Settling settling(again, RejectsTo::kNowhere);
    if (const int code = settling.Run(); code != kClean) {
      return code;
    }
    for (const BundleFile& file : BundleFiles(decided, settling)) {
      const auto known = files_.find(file.path);
      if (known == files_.end()) {
        Report(kBundleDiffers, file.path, "settled again there is this file too");
      } else if (known->second != file.bytes) {
        ReportDifference(file, known->second);
      }
      if (session_.sink.has_errors()) {
        return Finish();
      }
    }
    Print(fmt::format("{} files as written, and as settled again\n", entries.size()));
    return kClean;
  }

  void ReportDifference(const BundleFile& now, const std::string& before) {
    const auto [a, b] =
        std::mismatch(before.begin(), before.end(), now.bytes.begin(), now.bytes.end());
    const auto line = static_cast<std::uint64_t>(std::count(before.begin(), a, '\n')) + 1;
    const auto line_at = [](const std::string& text, std::string::const_iterator at) {
      const auto place = static_cast<std::size_t>(at - text.begin());
      const std::size_t start = place == 0 ? 0 : text.rfind('\n', place - 1) + 1;
      return text.substr(start, std::min(text.find('\n', place), text.size()) - start);
    };
    session_.sink.Report(
        kBundleDiffers,
        diag::DataPlace{.path = PathOf(now.path), .line = line},
        fmt::format(
            "settled again it is `{}`, the bundle has `{}`",
            line_at(now.bytes, b),
            line_at(before, a)
        )
    );
  }

  const Arguments& arguments_;
  std::string folder_;
  Session session_;
  std::map<std::string, std::string> files_;
};

}  // namespace

int RunVerify(const Arguments& arguments) {
  if (arguments.operands.empty()) {
    return Refuse("say which bundle: slate verify FOLDER");
  }
  return Verification(arguments, arguments.operands.front()).Run();
}

}  // namespace slate::cli
