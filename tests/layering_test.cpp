// SPDX-License-Identifier: Apache-2.0

// Reads the sources as text and holds them to ARCHITECTURE.md: who may include whom, no binary
// floating point, one file that knows ANTLR, a licence line, files of a readable size.
//
// usage: layering_test <root of the project>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;

// A layer sees itself, its `sees`, and all that those see.
struct Layer {
  std::string_view folder;
  std::vector<std::string_view> sees;
};

const std::vector<Layer>& Layers() {
  static const std::vector<Layer> layers = {
      // Leaves: both the compiler and the runtime stand on them.
      {"runtime/base", {}},
      {"runtime/diag", {"runtime/base"}},
      {"runtime/findings", {"runtime/diag"}},
      {"runtime/exact", {"runtime/base"}},
      {"runtime/spans", {"runtime/exact"}},
      {"runtime/calendar", {"runtime/spans", "runtime/diag"}},
      {"runtime/plan", {"runtime/calendar"}},
      // Words of the contract and of the report, in every language.
      {"runtime/speech", {"runtime/plan"}},
      // The rest of the runtime knows a plan and nothing of where it came from.
      {"runtime/data", {"runtime/plan"}},
      {"runtime/settings", {"runtime/data"}},
      {"runtime/readers", {"runtime/settings"}},
      {"runtime/parquet", {"runtime/readers"}},
      {"runtime/evaluate", {"runtime/readers"}},
      {"runtime/ledger", {"runtime/evaluate"}},
      {"runtime/report", {"runtime/evaluate", "runtime/speech"}},
      // The compiler ends at the plan.
      {"compiler/diag", {"runtime/diag"}},
      {"compiler/ast", {"compiler/diag", "runtime/exact"}},
      {"compiler/types", {"compiler/diag", "runtime/plan"}},
      {"compiler/syntax", {"compiler/ast"}},
      // Resolving reads the modules that a text uses, so it calls the parser.
      {"compiler/resolve", {"compiler/syntax", "compiler/types"}},
      {"compiler/check", {"compiler/resolve"}},
      {"compiler/analysis", {"compiler/diag", "runtime/plan"}},
      {"compiler/lint", {"compiler/check", "compiler/analysis"}},
      {"compiler/fmt", {"compiler/syntax"}},
      {"compiler/diff", {"compiler/check", "compiler/analysis"}},
      {"compiler/emit", {"compiler/diff", "runtime/calendar", "runtime/speech"}},
      {"compiler/levels", {"compiler/diff"}},
      {"compiler/driver",
       {"compiler/syntax",
        "compiler/check",
        "compiler/levels",
        "compiler/lint",
        "compiler/fmt",
        "compiler/diff",
        "compiler/emit"}},
      // The programs see everything.
      {"cli", {"compiler/driver", "runtime/report", "runtime/findings", "runtime/ledger"}},
      {"lsp", {"compiler/driver", "runtime/report"}},
      {"bench", {"cli"}},
      {"tests", {"cli", "lsp", "bench"}},
  };
  return layers;
}

constexpr std::size_t kLongestFile = 600;
constexpr std::string_view kFolderThatMayKnowAntlr = "compiler/syntax/";
constexpr std::string_view kLicenceLine = "SPDX-License-Identifier: Apache-2.0";

// One file as the rules look at it. `code` is the text with comments and quoted text blanked out.
struct Source {
  std::string path;
  std::string text;
  std::string code;
};

class Problems {
 public:
  void Add(std::string_view path, std::size_t line, std::string_view sentence) {
    lines_.push_back(
        std::string(path) + ':' + std::to_string(line) + ": " + std::string(sentence) + '\n'
    );
  }
  std::size_t Print() {
    std::sort(lines_.begin(), lines_.end());
    for (const std::string& line : lines_) {
      std::fputs(line.c_str(), stdout);
    }
    return lines_.size();
  }

 private:
  std::vector<std::string> lines_;
};

bool IsWordByte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool StartsAt(std::string_view text, std::size_t at, std::string_view what) {
  return text.substr(at, what.size()) == what;
}

// The end of what starts at `at` if that is a comment or a literal, else `at`.
std::size_t EndOfRawText(std::string_view text, std::size_t at) {
  const std::size_t open = text.find('(', at);
  if (open == std::string_view::npos) {
    return text.size();
  }
  const std::string close = ')' + std::string(text.substr(at + 2, open - at - 2)) + '"';
  const std::size_t end = text.find(close, open);
  return end == std::string_view::npos ? text.size() : end + close.size();
}

std::size_t EndOfQuoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  std::size_t end = at + 1;
  while (end < text.size() && text[end] != quote && text[end] != '\n') {
    end += text[end] == '\\' ? 2U : 1U;
  }
  return std::min(end + 1, text.size());
}

std::size_t EndOfHidden(std::string_view text, std::size_t at) {
  if (StartsAt(text, at, "//")) {
    return std::min(text.find('\n', at), text.size());
  }
  if (StartsAt(text, at, "/*")) {
    const std::size_t end = text.find("*/", at + 2);
    return end == std::string_view::npos ? text.size() : end + 2;
  }
  const bool in_word = at > 0 && IsWordByte(text[at - 1]);
  if (StartsAt(text, at, "R\"") && !in_word) {
    return EndOfRawText(text, at);
  }
  // An apostrophe inside a number separates digits.
  if (text[at] == '"' || (text[at] == '\'' && !in_word)) {
    return EndOfQuoted(text, at);
  }
  return at;
}

// Line ends stay, so that line numbers do.
std::string WithoutCommentsAndLiterals(std::string_view text) {
  std::string code;
  code.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = EndOfHidden(text, at);
    if (end == at) {
      code += text[at++];
      continue;
    }
    for (; at < end; ++at) {
      code += text[at] == '\n' ? '\n' : ' ';
    }
  }
  return code;
}

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string ReadFile(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

const Layer* LayerOf(std::string_view path) {
  for (const Layer& layer : Layers()) {
    if (path.size() > layer.folder.size() && StartsAt(path, 0, layer.folder) &&
        path[layer.folder.size()] == '/') {
      return &layer;
    }
  }
  return nullptr;
}

// The table has no circle: a layer sees only layers above it in the text (checked in main).
bool MaySee(const Layer& from, const Layer& to) {
  if (from.folder == to.folder) {
    return true;
  }
  return std::any_of(from.sees.begin(), from.sees.end(), [&](std::string_view folder) {
    const Layer* next = LayerOf(std::string(folder) + '/');
    return next != nullptr && MaySee(*next, to);
  });
}

// The path of `#include "path"` or `#include <path>` with its opening sign; else empty.
std::string_view IncludedBy(std::string_view line) {
  const std::size_t hash = line.find_first_not_of(" \t");
  if (hash == std::string_view::npos || line[hash] != '#') {
    return {};
  }
  const std::size_t word = line.find_first_not_of(" \t", hash + 1);
  if (word == std::string_view::npos || !StartsAt(line, word, "include")) {
    return {};
  }
  const std::size_t open = line.find_first_of("\"<", word);
  const std::size_t close = line.find_first_of("\">", open + 1);
  return close == std::string_view::npos ? std::string_view{} : line.substr(open, close - open);
}

bool IsAntlr(std::string_view include) {
  return include.find("antlr4") != std::string_view::npos ||
         include.find("SlateParser.h") != std::string_view::npos ||
         include.find("SlateLexer.h") != std::string_view::npos;
}

struct Include {
  const Source& source;
  std::size_t line;
  std::string_view path;
};

// The rules about #include lines. Remembers the one file that may know ANTLR.
class IncludeRules {
 public:
  IncludeRules(const fs::path& root, Problems& problems) : root_(root), problems_(problems) {}

  void Check(const Source& source) {
    const std::vector<std::string_view> lines = Lines(source.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string_view path = IncludedBy(lines[i]);
      if (IsAntlr(path)) {
        CheckAntlr({source, i + 1, path});
      } else if (path.substr(0, 1) == "\"") {
        CheckOurs({source, i + 1, path.substr(1)});
      }
    }
  }

 private:
  void CheckOurs(const Include& include) {
    const Layer* from = LayerOf(include.source.path);
    const Layer* to = LayerOf(include.path);
    if (to == nullptr || !fs::exists(root_ / include.path)) {
      Report(include, '"' + std::string(include.path) + "\" is no file of a layer");
    } else if (from != nullptr && !MaySee(*from, *to)) {
      Report(include, std::string(from->folder) + " must not include " + std::string(to->folder));
    }
  }

  // Tests may look at the generated lexer: they compare it with the one by hand.
  void CheckAntlr(const Include& include) {
    const std::string& path = include.source.path;
    if (StartsAt(path, 0, "tests/")) {
      return;
    }
    if (!StartsAt(path, 0, kFolderThatMayKnowAntlr) || fs::path(path).extension() != ".cpp") {
      Report(include, "only one .cpp of compiler/syntax may know ANTLR");
    } else if (!antlr_file_.empty() && antlr_file_ != path) {
      Report(include, "includes ANTLR, as " + antlr_file_ + " already does");
    }
    antlr_file_ = path;
  }

  void Report(const Include& include, std::string_view sentence) {
    problems_.Add(include.source.path, include.line, sentence);
  }

  const fs::path& root_;
  Problems& problems_;
  std::string antlr_file_;
};

bool HasWord(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const bool starts = at == 0 || !IsWordByte(text[at - 1]);
    const std::size_t end = at + word.size();
    if (starts && (end == text.size() || !IsWordByte(text[end]))) {
      return true;
    }
  }
  return false;
}

void CheckExactness(const Source& source, Problems& problems) {
  if (!StartsAt(source.path, 0, "compiler/") && !StartsAt(source.path, 0, "runtime/")) {
    return;
  }
  const std::vector<std::string_view> lines = Lines(source.code);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (HasWord(lines[i], "float") || HasWord(lines[i], "double")) {
      problems.Add(source.path, i + 1, "binary floating point; use slate::exact");
    }
  }
}

void CheckShape(const Source& source, Problems& problems) {
  const std::vector<std::string_view> lines = Lines(source.text);
  const std::size_t top = std::min<std::size_t>(lines.size(), 2);
  const bool licensed =
      std::any_of(lines.begin(), lines.begin() + static_cast<long>(top), [](std::string_view line) {
        return line.find(kLicenceLine) != std::string_view::npos;
      });
  if (!licensed) {
    problems.Add(source.path, 1, "no licence line on top: " + std::string(kLicenceLine));
  }
  if (!source.code.empty() && lines.size() > kLongestFile) {
    problems.Add(source.path, lines.size(), "longer than 600 lines");
  }
  if (!source.code.empty() && LayerOf(source.path) == nullptr) {
    problems.Add(source.path, 1, "in no layer of the table in tests/layering_test.cpp");
  }
}

bool IsCpp(const fs::path& path) {
  return path.extension() == ".h" || path.extension() == ".cpp";
}

bool IsLicensed(const fs::path& path) {
  static const std::vector<std::string_view> extensions = {".cmake", ".g4", ".py", ".sh"};
  const std::string extension = path.extension();
  return path.filename() == "CMakeLists.txt" ||
         std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

Source ReadSource(const fs::path& root, const fs::path& path) {
  std::string text = ReadFile(path);
  std::string code = IsCpp(path) ? WithoutCommentsAndLiterals(text) : std::string{};
  return {fs::relative(path, root).generic_string(), std::move(text), std::move(code)};
}

void AddSources(const fs::path& root, const fs::path& folder, std::vector<Source>& sources) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && (IsCpp(entry.path()) || IsLicensed(entry.path()))) {
      sources.push_back(ReadSource(root, entry.path()));
    }
  }
}

std::vector<Source> ReadSources(const fs::path& root) {
  std::vector<Source> sources;
  for (const std::string_view folder :
       {"bench",
        "cli",
        "cmake",
        "compiler",
        "examples",
        "grammar",
        "lsp",
        "runtime",
        "stdlib",
        "tests"}) {
    if (fs::is_directory(root / folder)) {
      AddSources(root, root / folder, sources);
    }
  }
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) {
    return a.path < b.path;
  });
  return sources;
}

bool StandsBefore(std::string_view folder, const Layer& layer) {
  const Layer* seen = LayerOf(std::string(folder) + '/');
  return seen != nullptr && seen - Layers().data() < &layer - Layers().data();
}

void CheckTable(Problems& problems) {
  for (const Layer& layer : Layers()) {
    if (!std::all_of(layer.sees.begin(), layer.sees.end(), [&](std::string_view folder) {
          return StandsBefore(folder, layer);
        })) {
      problems.Add(layer.folder, 1, "sees a layer that does not stand before it in the table");
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: layering_test <root of the project>\n", stderr);
    return 2;
  }
  const fs::path root = argv[1];
  Problems problems;
  CheckTable(problems);
  const std::vector<Source> sources = ReadSources(root);
  IncludeRules include_rules(root, problems);
  for (const Source& source : sources) {
    include_rules.Check(source);
    CheckExactness(source, problems);
    CheckShape(source, problems);
  }
  const std::size_t count = problems.Print();
  std::printf("%zu files read, %zu problems\n", sources.size(), count);
  return count == 0 && !sources.empty() ? 0 : 1;
}
