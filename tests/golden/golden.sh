# SPDX-License-Identifier: MIT
# What run.sh and update.sh share: where things are, and how a case is rendered. Sourced by both.

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${B:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
out=$build/golden
mkdir -p "$out"

# The cases named, or all.
cases() {
  if [ $# -gt 0 ]; then
    printf '%s\n' "$@"
  else
    for folder in "$here"/*/; do basename "$folder"; done
  fi
}

# Renders a case to a file. Its `run` holds the arguments, one line, relative to its own folder.
render() {
  (cd "$here/$1" && target=$2 && eval "set -- $(cat run)" && "$build/cartouche" "$@" -o "$target")
}
