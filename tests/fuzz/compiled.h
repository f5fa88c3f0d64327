// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "compiler/driver/compile.h"

namespace slate::fuzz {

// A text compiled alone: nothing it uses is found.
struct Compiled {
  source::FileSet files;
  diag::Sink sink;
  driver::Compilation result;

  explicit Compiled(std::string text) {
    driver::Options options{
        .paths = {"a.slate"},
        .modules = {
            .stdlib = "stdlib",
            .read = [text = std::move(text)](const std::string& path) -> Result<std::string> {
              if (path == "a.slate") {
                return text;
              }
              return Error{"no such file"};
            }}};
    options.wants_lint = true;
    result = driver::Compile(options, files, sink);
  }
};

}  // namespace slate::fuzz
