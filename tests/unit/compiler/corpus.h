// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace slate {

struct CorpusFile {
  std::string path;
  std::string text;
};

// The texts that the front half of the compiler must read without a finding: tests/corpus and, in a
// checkout beside the shared folder, the worked cases. Tests run in the root of the project.
inline std::vector<CorpusFile> Corpus() {
  std::vector<CorpusFile> files;
  const auto add = [&](const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    files.push_back({path.string(), {std::istreambuf_iterator<char>(stream), {}}});
  };
  for (const auto& entry : std::filesystem::directory_iterator("tests/corpus")) {
    if (entry.path().extension() == ".slate") {
      add(entry.path());
    }
  }
  if (const std::filesystem::path cases = "../shared/conformance/encodings.slate";
      std::filesystem::exists(cases)) {
    add(cases);
  }
  return files;
}

}  // namespace slate
