#!/bin/sh
# SPDX-License-Identifier: MIT
# The benchmark's map with GMT, on its own coast and borders. usage: gmt_map.sh DATADIR POINTS.csv OUT(.png|.pdf)
set -eu
p=$(realpath "$2") o=$(realpath -m "$3") ext=${3##*.}
# Without other formats GMT would write a PDF under that name.
case $ext in png | pdf) ;; *) echo "GMT has no $ext" >&2 && exit 1 ;; esac
w=$(mktemp -d)
trap 'rm -rf "$w"' EXIT
cd "$w"
gmt begin m "$ext" E96
gmt basemap -R60/150/-5.71/52.46 -JM16.67i -B0
gmt coast -Dl -Gwhitesmoke -Slightblue -N1/0.7p,gray50 -N2/0.4p,gray70 -W0.5p,gray50
for t in launch/215/48/31 test/122/1/119 transfer/33/102/172 cyber/26/152/80; do
  awk -F, -v k="${t%%/*}" 'NR > 1 && $4 == k { gsub(/"/, ""); print $2, $3 }' "$p" |
    gmt plot -Sc5p -G"${t#*/}"@20 -W0.5p,white
done
gmt end
mv "m.$ext" "$o"
