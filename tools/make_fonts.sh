#!/bin/sh
# Rebuild styles/fonts/ from the Debian and npm packages it comes from.
#
#   tools/make_fonts.sh            rebuild
#   tools/make_fonts.sh --check    rebuild in a scratch folder and compare
#
# Wants: apt-get, dpkg-deb, npm, python3 with fontTools (Debian: fonttools).
# Inputs are pinned by version and SHA-256. Whole files are copied byte for
# byte; the subsets keep their upstream `head` dates, so two runs with the same
# fontTools (4.38.0 here) give the same bytes. Set CARTOUCHE_FONT_CACHE to a
# folder to keep the downloads.
set -eu
export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=1700000000
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
out=$root/styles/fonts
py=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cache=${CARTOUCHE_FONT_CACHE:-$work/cache}
mkdir -p "$cache" "$work/src"

want() { # file sha256 command...
	f=$1 sum=$2; shift 2
	[ -f "$cache/$f" ] || (cd "$cache" && "$@" >/dev/null)
	echo "$sum  $cache/$f" | sha256sum -c --quiet - || {
		echo "make_fonts: $f is not the pinned file" >&2; exit 1; }
}
want fonts-noto-core_20201225-1_all.deb \
	58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba \
	apt-get -qq download fonts-noto-core=20201225-1
want 'fonts-noto-cjk_1%3a20220127+repack1-1_all.deb' \
	4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502 \
	apt-get -qq download fonts-noto-cjk=1:20220127+repack1-1
want source-sans-3.52.0.tgz \
	49cf78ddd79b436591ee696785222b54ff28102922e3d3df297fe382d7fdfa88 \
	npm pack --silent source-sans@3.52.0

for d in "$cache"/fonts-noto-core_*.deb "$cache"/fonts-noto-cjk_*.deb; do
	dpkg-deb -x "$d" "$work/src"
done
tar -xzf "$cache/source-sans-3.52.0.tgz" -C "$work/src"

if [ "${1-}" = --check ]; then
	"$py" "$here/make_fonts.py" "$work/src" "$work/out"
	diff -r "$work/out" "$out" && echo "styles/fonts is as built"
else
	"$py" "$here/make_fonts.py" "$work/src" "$out"
fi
