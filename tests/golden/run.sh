#!/bin/sh
# SPDX-License-Identifier: MIT
# Renders the golden maps and compares them with the pictures kept beside them.
#
# usage: run.sh [CASE...]     B names the build folder (build)
# A line a case; pictures, differences and an index page in $B/golden; exit status 1 when one differs.
set -u
. "$(dirname "$0")/golden.sh"

compare=$out/compare
if [ ! -x "$compare" ] || [ "$here/compare.c" -nt "$compare" ]; then
  # shellcheck disable=SC2046
  ${CC:-cc} -std=c17 -O2 -Wall -Wextra "$here/compare.c" -o "$compare" $(pkg-config --cflags --libs spng) || exit 1
fi

passed=0 failed=0 rows=
for name in $(cases "$@"); do
  got=$out/$name.png diff=$out/$name.diff.png
  rm -f "$got" "$diff"
  if ! said=$(render "$name" "$got" 2>&1); then
    verdict="does not render: $(printf '%s' "$said" | tail -n 1)" ok=
  elif verdict=$("$compare" "$here/$name/expected.png" "$got" "$diff" 2>&1); then
    ok=1
  else
    ok=
  fi
  if [ "$ok" ]; then
    passed=$((passed + 1))
    echo "ok      $name: $verdict"
  else
    failed=$((failed + 1))
    echo "FAILED  $name: $verdict"
    text=$(printf '%s' "$name: $verdict" | sed 's/&/\&amp;/g; s/</\&lt;/g')
    cp "$here/$name/expected.png" "$out/$name.expected.png" 2>/dev/null
    rows="$rows<h2>$text</h2><p><img src=\"$name.expected.png\" alt=\"expected\"> <img src=\"$name.png\" alt=\"got\">"
    rows="$rows <img src=\"$name.diff.png\" alt=\"difference\"></p>
"
  fi
done

cat >"$out/index.html" <<END
<!doctype html><meta charset="utf-8"><title>Golden maps</title>
<style>body{font:14px sans-serif} img{border:1px solid #999;max-width:32%;vertical-align:top}</style>
<h1>Golden maps: $passed passed, $failed failed</h1>
<p>Expected, got, difference (red: lost, blue: added).</p>
$rows
END
[ $failed -eq 0 ] || echo "see $out/index.html"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
