#!/bin/sh
# Contact sheet of our own icons at 15, 30 and 120 px, and reversed at 30 px.
#   tools/make_icons_sheet.sh OUT.png [FOLDER...]
# Wants rsvg-convert (Debian: librsvg2-bin). `make_icons.py` draws the icons.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
out=${1:?usage: make_icons_sheet.sh OUT.png [FOLDER...]}
shift
[ $# -gt 0 ] || set -- "$root/styles/icons/shapes" "$root/styles/icons/cartouche"
svg=$(mktemp)
trap 'rm -f "$svg"' EXIT
i=0 cols=6 cw=210 ch=150
for f in $(for d; do ls "$d"/*.svg; done); do
	x=$((i % cols * cw)) y=$((i / cols * ch))
	inner=$(sed -e 's/<?xml[^>]*>//' -e 's/<svg[^>]*>//' -e 's/<\/svg>//' "$f")
	put() { # x y size
		echo "<svg x='$1' y='$2' width='$3' height='$3' viewBox='0 0 15 15'>$inner</svg>"
	}
	put $((x + 8)) $((y + 8)) 120
	put $((x + 140)) $((y + 8)) 30
	put $((x + 180)) $((y + 16)) 15
	echo "<rect x='$((x + 136))' y='$((y + 50))' width='38' height='38' fill='#345'/><g fill='#fff'>"
	put $((x + 140)) $((y + 54)) 30
	echo "</g><g fill='#c40'>"
	put $((x + 180)) $((y + 62)) 15
	echo "</g><text x='$((x + 8))' y='$((y + 143))' font-family='Source Sans 3,sans-serif' font-size='12'>$(basename "$f" .svg)</text>"
	i=$((i + 1))
done > "$svg.body"
h=$(((i + cols - 1) / cols * ch))
{
	echo "<svg xmlns='http://www.w3.org/2000/svg' width='$((cols * cw))' height='$h'><rect width='100%' height='100%' fill='#fff'/>"
	cat "$svg.body"
	echo "</svg>"
} > "$svg"
rm -f "$svg.body"
rsvg-convert -f png -o "$out" "$svg"
echo "$out: $i icons"
