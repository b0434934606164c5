#!/bin/sh
# SPDX-License-Identifier: MIT
# Renews the expected pictures. Look at each before it is committed: a golden map is one somebody found right.
#
# usage: update.sh [CASE...]     B names the build folder (build)
set -eu
. "$(dirname "$0")/golden.sh"
for name in $(cases "$@"); do
  new=$out/$name.new.png
  render "$name" "$new"
  if cmp -s "$new" "$here/$name/expected.png"; then
    rm "$new"
    echo "same    $name"
  else
    mv "$new" "$here/$name/expected.png"
    echo "renewed $name"
  fi
done
