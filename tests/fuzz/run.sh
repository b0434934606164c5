#!/bin/bash
# SPDX-License-Identifier: MIT
# Fuzzes every parser for FUZZ_SECONDS (20), from seeds in the tree; what is found is left in $B/found.
set -u
cd "$(dirname "$0")/../.."
B=${B:-build/fuzz}
seconds=${FUZZ_SECONDS:-20}
failed=0
mkdir -p "$B/found"
for program in "$B"/fuzz_*; do
  case $program in *.d | *.log) continue ;; esac
  name=$(basename "$program")
  mkdir -p "$B/corpus/$name"
  seeds=()
  [ -d "tests/fuzz/seeds/$name" ] && seeds=("tests/fuzz/seeds/$name")
  words=()
  [ -f "tests/fuzz/$name.dict" ] && words=("-dict=tests/fuzz/$name.dict")
  if ASAN_OPTIONS=detect_leaks=0 "$program" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=1024 \
    "${words[@]}" -artifact_prefix="$B/found/$name-" "$B/corpus/$name" "${seeds[@]}" >"$B/$name.log" 2>&1; then
    printf '%-20s ok, %s\n' "$name" "$(grep -oE 'Done [0-9]+ runs' "$B/$name.log")"
  else
    tail -40 "$B/$name.log"
    printf '%-20s FAILED, see %s\n' "$name" "$B/$name.log"
    failed=1
  fi
done
exit $failed
