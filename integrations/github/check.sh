#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# What the action does: findings at their lines, as SARIF and in the summary, who gains by a change and
# what it comes to in money, then the examples. What the workflow says comes in by the environment, so
# that none of it is read as code.
set -uo pipefail

find_tool() {
  if [[ -n ${SLATE:-} ]]; then
    echo "$SLATE"
  elif command -v slate >/dev/null; then
    command -v slate
  else
    local source
    source=$(cd "$GITHUB_ACTION_PATH/../.." && pwd) || return 1
    "$source/dev" build >&2 && echo "$source/build/bin/slate"
  fi
}

tool=$(find_tool) || {
  echo "::error::slate could not be built"
  exit 2
}
read -ra paths <<<"${SLATE_PATHS:-}"
read -ra arguments <<<"${SLATE_ARGUMENTS:-}"
sarif=${RUNNER_TEMP:-/tmp}/slate.sarif
comment=${RUNNER_TEMP:-/tmp}/slate.md
printf 'sarif-file=%s\ncomment-file=%s\n' "$sarif" "$comment" >>"$GITHUB_OUTPUT"

# Who gains since the base, in the comment.
compare() {
  local options=(--format markdown)
  if [[ -n ${SLATE_FAIL_ON:-} ]]; then options+=(--fail-on "$SLATE_FAIL_ON"); fi
  if [[ ${SLATE_DATA:-false} == true ]]; then options+=(--data); fi
  printf '\n## Who gains since %s\n\n' "${SLATE_BASE//[^A-Za-z0-9_.\/-]/}"
  "$tool" diff "${options[@]}" "$SLATE_BASE" -- "${paths[@]}"
}

"$tool" check --format github "${arguments[@]}" "${paths[@]}"
code=$?
if ((code > 1)); then exit "$code"; fi
"$tool" check --format sarif "${arguments[@]}" "${paths[@]}" >"$sarif"
"$tool" check --format markdown "${arguments[@]}" "${paths[@]}" >"$comment"
if [[ -n ${SLATE_BASE:-} ]]; then
  compare >>"$comment"
  compared=$?
  if ((compared > code)); then code=$compared; fi
fi
cat "$comment" >>"$GITHUB_STEP_SUMMARY"
if [[ ${SLATE_RUN_TESTS:-true} == true ]]; then
  "$tool" test "${paths[@]}"
  tested=$?
  if ((tested > code)); then code=$tested; fi
fi
exit "$code"
