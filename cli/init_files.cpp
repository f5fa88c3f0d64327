// SPDX-License-Identifier: Apache-2.0
#include "cli/init_files.h"

#include <array>

namespace slate::cli {

namespace {

constexpr std::string_view kAgreement = R"SLATE(slate 1

use std.availability

/// Hosting of one shop. Everything here is an example: change it to what you agreed on.
agreement hosting "Hosting of a shop" {
  version  "1.0"
  provider host "Host GmbH"
  customer owner "Owner Ltd."
  term     2026-01-01 .. 2026-12-31
  zone     "Europe/Berlin"
  currency EUR
  period   month

  /// Every outage of the period; a time without one was good.
  input outage { from, to: instant  planned: bool } complete

  /// The fee of a month, from slate.toml.
  given fee: money

  /// Planned work is announced and does not count, up to four hours a month.
  objective uptime "Availability" {
    let work = spans(outage where planned) in period upto 4h per period
    measure availability(spans(outage) except work, period)
    target  >= 99.9%
    credit  fee * ladder { < target: 10%, < 99%: 25%, < 95%: 50% }
  }

  settle {
    sum of uptime
    cap   50% * fee per period
    round half_up to 0.01 EUR
  }
}

example "an hour down in April is the first row" of hosting {
  period 2026-04
  given fee = 1_000 EUR
  data outage { planned: false } 2026-04-12T10:00 for 1h
  expect uptime.value = 100% - 1h / 720h, settlement = 100.00 EUR
}

example "planned work does not count for four hours" of hosting {
  period 2026-04
  given fee = 1_000 EUR
  data outage { planned: true } 2026-04-12T01:00 for 4h
  expect uptime.value = 100%, settlement = 0 EUR
}
)SLATE";

constexpr std::string_view kSettings =
    R"SLATE(# Where the data of the agreement lie, and which findings are wanted.
agreement = ["agreement.slate"]

[given]
fee = "1_000 EUR"

[input.outage]
files = ["data/outages.csv"]

[input.outage.columns]
from = { column = "began", time = "iso" }
to = { column = "ended", time = "iso" }
planned = { column = "planned", values = { yes = true, no = false } }

# [check]
# falling-credit = "error"        # a code or a name: "error", "warning", "remark", "off"
# baseline = "slate-baseline.json"  # made by `slate check --write-baseline`
)SLATE";

constexpr std::string_view kOutages = R"SLATE(began,ended,planned
2026-01-14T03:00:00+01:00,2026-01-14T05:30:00+01:00,yes
2026-01-20T09:12:00+01:00,2026-01-20T09:58:00+01:00,no
2026-02-03T22:40:00+01:00,2026-02-04T07:05:00+01:00,no
)SLATE";

constexpr std::string_view kWorkflow =
    R"SLATE(# Every push and pull request: the texts are checked, their examples hold, the sample data settle.
# The runner must have `slate`: install it in a step before, or name an image that has it in `container`.
name: slate
on: [push, pull_request]

permissions:
  contents: read

jobs:
  slate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Is slate there?
        run: command -v slate || { echo "::error::install slate in a step before this one"; exit 1; }
      - name: Check
        run: slate check --format github
      - name: Examples
        run: slate test
      - name: Layout
        run: slate fmt --check
      - name: Settle
        run: slate run --period 2026-01 --period 2026-02
      - name: Summary
        if: always()
        run: slate check --format markdown >> "$GITHUB_STEP_SUMMARY"
)SLATE";

constexpr std::string_view kPreCommit =
    R"SLATE(# `pre-commit install` once; then every commit has checked, laid out texts.
repos:
  - repo: local
    hooks:
      - id: slate-fmt
        name: slate fmt
        entry: slate fmt
        language: system
        files: \.slate$
      - id: slate-check
        name: slate check
        entry: slate check
        language: system
        files: \.slate$
)SLATE";

}  // namespace

std::span<const InitFile> InitFiles() {
  static constexpr std::array kFiles = {
      InitFile{"agreement.slate", kAgreement},
      InitFile{"slate.toml", kSettings},
      InitFile{"data/outages.csv", kOutages},
      InitFile{".github/workflows/slate.yml", kWorkflow},
      InitFile{".pre-commit-config.yaml", kPreCommit},
  };
  return kFiles;
}

}  // namespace slate::cli
