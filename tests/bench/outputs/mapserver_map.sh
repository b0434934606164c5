#!/bin/sh
# SPDX-License-Identifier: MIT
# The benchmark's map with MapServer. usage: mapserver_map.sh DATADIR POINTS(.shp|.gpkg) OUT(.png|.pdf|.svg)
set -eu
d=$(realpath "$1") p=$(realpath "$2") o=$(realpath -m "$3")
case $p in
  *.shp) src="DATA \"$p\"" ;;
  *) src="CONNECTIONTYPE OGR CONNECTION \"$p\" DATA \"incidents\"" ;;
esac
ext=${o##*.}
case $ext in
  pdf) driver=CAIRO/PDF mime=application/pdf mode= ;;
  svg) driver=CAIRO/SVG mime=image/svg+xml mode= ;;
  *) driver=AGG/PNG mime=image/png mode='IMAGEMODE RGB' ;;
esac
m=$(mktemp --suffix=.map)
trap 'rm -f "$m" "$m.conf"' EXIT
class() {
  echo "CLASS EXPRESSION \"$1\" STYLE SYMBOL \"dot\" SIZE 5 COLOR \"$2\" OUTLINECOLOR \"#ffffff\" OUTLINEWIDTH 0.5 OPACITY 80 END END"
}
cat >"$m" <<M
MAP
 SIZE 1600 1200 EXTENT 6679169 -637000 16697923 6877065 UNITS METERS MAXSIZE 8192
 PROJECTION "init=epsg:3857" END
 IMAGECOLOR "#cfe3f0"
 OUTPUTFORMAT NAME out DRIVER $driver MIMETYPE '$mime' $mode EXTENSION "$ext" END IMAGETYPE out
 SYMBOL NAME "dot" TYPE ELLIPSE FILLED TRUE POINTS 1 1 END END
 LAYER NAME c TYPE POLYGON STATUS DEFAULT DATA "$d/countries.shp" PROJECTION "init=epsg:4326" END
  CLASS STYLE COLOR "#f4f1ea" END STYLE OUTLINECOLOR "#888888" WIDTH 0.7 END END END
 LAYER NAME s TYPE LINE STATUS DEFAULT DATA "$d/states.shp" PROJECTION "init=epsg:4326" END
  CLASS STYLE COLOR "#bbbbbb" WIDTH 0.4 END END END
 LAYER NAME p TYPE POINT STATUS DEFAULT $src PROJECTION "init=epsg:4326" END CLASSITEM "type"
  $(class launch '#d7301f')
  $(class test '#7a0177')
  $(class transfer '#2166ac')
  $(class cyber '#1a9850')
 END
END
M
printf 'CONFIG\nEND\n' >"$m.conf"
MAPSERVER_CONFIG_FILE=$m.conf map2img -m "$m" -o "$o"
