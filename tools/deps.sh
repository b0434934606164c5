#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what building, testing and linting Cartouche need, when something is missing (Debian, Ubuntu).
set -eu

# One list. Names are Debian's.
build='gcc libc6-dev make pkg-config libgdal-dev libcairo2-dev libpango1.0-dev libfontconfig-dev libproj-dev
  libsqlite3-dev libssl-dev libfyaml-dev librsvg2-dev libspng-dev libdeflate-dev libjpeg-dev libwebp-dev libicu-dev'
tests='libcmocka-dev libasan8 libubsan1 python3 gdal-bin proj-bin proj-data geographiclib-tools poppler-utils
  librsvg2-bin mupdf-tools valgrind jq strace'
lint='clang clang-format clang-tidy cppcheck'
wanted="$build $tests $lint"
# The fonts of the style specification's render cases, where those are.
[ ! -d ../shared/maplibre/fixtures ] || wanted="$wanted fonts-open-sans fonts-noto-cjk-extra"

say() { printf 'deps: %s\n' "$*"; }

missing() {
  for p in $wanted; do
    dpkg-query -W -f '${Status}\n' "$p" 2>/dev/null | grep -q '^install ok installed$' || printf '%s ' "$p"
  done
}

if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
  say 'this system has no apt; install these (Debian names) by hand, then run make:' >&2
  for p in $wanted; do printf '  %s\n' "$p" >&2; done
  exit 1
fi

need=$(missing)
if [ -z "$need" ]; then
  say 'all there'
  exit 0
fi
sudo=
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    say "not root and no sudo; as root, run: apt-get install $need" >&2
    exit 1
  fi
  sudo=sudo
fi
say "installing $need"
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $need >/dev/null
need=$(missing)
if [ -n "$need" ]; then
  say "still missing: $need" >&2
  exit 1
fi
say 'done'
