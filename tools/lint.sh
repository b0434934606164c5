#!/bin/bash
# SPDX-License-Identifier: MIT
# `make lint`: layout, house rules, generated themes, headers that stand alone, exported names, cppcheck, clang-tidy.
set -u
cd "$(dirname "$0")/.."
B=${B:-build}
out=$B/lint
jobs=$(nproc 2>/dev/null || echo 2)
mkdir -p "$out"
failed=0
step() {
  local name=$1 start=$SECONDS
  shift
  if "$@" >"$out/log" 2>&1; then
    printf '%-12s ok (%d s)\n' "$name" $((SECONDS - start))
  else
    cat "$out/log"
    printf '%-12s FAILED\n' "$name"
    failed=1
  fi
}

mapfile -t sources < <(find src include tests -name '*.[ch]' | LC_ALL=C sort)
mapfile -t library < <(find src -name '*.c' | LC_ALL=C sort)
packages=$(sed -n "s/^PKGS = //p" Makefile)
# shellcheck disable=SC2046,SC2086
flags="-std=c17 -D_GNU_SOURCE -Isrc -Iinclude -Isrc/cli $(pkg-config --cflags $packages | sed 's/-I/-isystem /g')"
warnings='-Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla -Werror'

layout() { printf '%s\0' "${sources[@]}" | xargs -0 clang-format --dry-run -Werror; }

one_header() { printf '#include "%s"\n' "$1" | ${CC:-cc} $flags $warnings -x c -fsyntax-only -; }
headers() {
  local bad=0
  for h in include/cartouche.h $(find src -name '*.h' | LC_ALL=C sort); do
    one_header "${h#src/}" >/dev/null 2>"$out/header" || { cat "$out/header"; echo "$h does not compile alone"; bad=1; }
  done
  printf '#include "cartouche.h"\nint main() { return ct_version() == 0; }\n' >"$out/cpp.cc"
  "${CXX:-c++}" -Wall -Wextra -Werror -Iinclude -fsyntax-only "$out/cpp.cc" || bad=1
  return $bad
}

# The shared library shows what cartouche.h declares and nothing else.
exported() {
  make B="$B" "$B/libcartouche.so" >/dev/null || return 1
  nm -D --defined-only "$B/libcartouche.so" | awk '{print $3}' | LC_ALL=C sort >"$out/exported"
  grep -oE '\bct_[a-z_]+\(' include/cartouche.h | tr -d '(' | grep -v '_fn$' | LC_ALL=C sort -u >"$out/declared"
  diff "$out/declared" "$out/exported"
}

# Compiled with warnings as errors, by both compilers.
warn() {
  export flags warnings
  printf '%s\0' "${library[@]}" | xargs -0 -P "$jobs" -n 8 sh -c '
    for f; do clang $flags $warnings -fsyntax-only "$f" || exit 1
      cc $flags $warnings -O2 -c "$f" -o /dev/null || exit 1; done' sh
}

# Results are kept for files that, with all headers and rules, have not changed.
tidy() {
  local common
  common=$(cat .clang-tidy $(find src include -name '*.h' | LC_ALL=C sort) | sha256sum)
  export flags out common
  printf '%s\0' "${library[@]}" | xargs -0 -P "$jobs" -n 1 sh -c '
    key=$(printf "%s" "$common" | cat - "$1" | sha256sum | cut -c1-24)
    test -e "$out/tidy-$key" && exit 0
    clang-tidy --quiet "$1" -- $flags 2>/dev/null && touch "$out/tidy-$key"' sh
}

check_with_cppcheck() {
  mkdir -p "$out/cppcheck"
  cppcheck --quiet --std=c11 --language=c --error-exitcode=1 --enable=warning,performance,portability -j "$jobs" \
    --cppcheck-build-dir="$out/cppcheck" --inline-suppr --suppress=missingIncludeSystem -D_GNU_SOURCE -Isrc -Iinclude \
    -Isrc/cli --suppressions-list=tools/cppcheck.supp --library=gnu src
}

step layout layout
step rules python3 tools/lint.py
step themes python3 tools/make_themes.py --check
step headers headers
step warnings warn
step exported exported
step cppcheck check_with_cppcheck
step clang-tidy tidy
exit $failed
