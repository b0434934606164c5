#!/bin/sh
# SPDX-License-Identifier: MIT
# Adds the lines that are only claimed, of borders_10m, to borders_50m, generalised; after make_base.sh, which has none there.
#
# usage: tools/make_base_claims.sh     needs ogr2ogr with SpatiaLite or SQLite; prints bytes and SHA-256 for SOURCES.md
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
base=$root/layers/base

for level in 10m 50m; do
	ogr2ogr -f GPKG -update -append "$work/b.gpkg" "$base/borders_$level.fgb" -nln "b$level" 2>/dev/null ||
		ogr2ogr -f GPKG "$work/b.gpkg" "$base/borders_$level.fgb" -nln "b$level"
done
# 0.02 degree: a twentieth of a millimetre at 1:40M; what is shorter than 0.1 degree is a dot there.
ogr2ogr -f GPKG "$work/c.gpkg" "$work/b.gpkg" -simplify 0.02 -nln claims \
	-sql "SELECT * FROM b10m WHERE claim = 1 AND ST_MaxX(geom) - ST_MinX(geom) + ST_MaxY(geom) - ST_MinY(geom) > 0.1"
ogr2ogr -f GPKG -update -append "$work/b.gpkg" "$work/c.gpkg" claims -nln claims
ogr2ogr -f FlatGeobuf "$work/borders_50m.fgb" "$work/b.gpkg" -nln borders_50m -nlt LINESTRING -sql \
	"SELECT class, name, adm0_a, adm0_b, claim, geom FROM b50m WHERE claim IS NOT 1 UNION ALL
	 SELECT class, name, adm0_a, adm0_b, claim, geom FROM claims"
mv "$work/borders_50m.fgb" "$base/borders_50m.fgb"
wc -c "$base/borders_50m.fgb"
sha256sum "$base/borders_50m.fgb"
