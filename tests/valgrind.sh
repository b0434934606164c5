#!/bin/bash
# SPDX-License-Identifier: MIT
# A small render and a refused one under memcheck: no invalid access, no leak of ours.
set -u
cd "$(dirname "$0")/.."
B=${B:-build}
out=$B/valgrind
rm -rf "$out"
mkdir -p "$out"
printf 'name,type,lat,lon,date\nYongbyon,nuclear,39.797,125.755,2019-04-02\nNampo,port,38.717,125.383,2018\nX,port,95,1,\n' \
  >"$out/sites.csv"
printf 'titel: x\n' >"$out/bad.yaml"
passed=0 failed=0
run() {
  local wanted=$1
  shift
  G_SLICE=always-malloc valgrind --quiet --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite \
    --suppressions=tests/valgrind.supp --log-file="$out/log" "$B/cartouche" "$@" >/dev/null 2>&1
  local code=$?
  if [ $code = "$wanted" ]; then
    passed=$((passed + 1))
  else
    echo "cartouche $*: exit $code"
    cat "$out/log"
    failed=$((failed + 1))
  fi
}
run 0 render "$out/sites.csv" -o "$out/o.png" -o "$out/o.pdf" --size 400x300
run 0 init "$out/sites.csv" -o "$out/doc.yaml"
run 0 check "$out/sites.csv"
run 1 render "$out/bad.yaml" -o "$out/p.png"
run 0 styles
echo "$passed passed, $failed failed"
[ $failed = 0 ]
