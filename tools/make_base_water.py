# SPDX-License-Identifier: MIT
"""Lakes from GSHHG and rivers from Natural Earth and GSHHG."""
import csv
import os

from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.strtree import STRtree

from make_base_country import area_km2
from make_base_cut import merged, pieces
from make_base_fgb import lines, polygons, read, write
from make_base_gshhg import WINDOW, dump
from make_base_world import natural_earth

HERE = os.path.dirname(os.path.abspath(__file__))
WORLD = (-180, -90, 180, 90)
# Layer level: GSHHG resolution, window, least area in square kilometres.
LAKES = {"50m": ("i", WORLD, 600), "10m": ("h", WORLD, 120), "h": ("h", WINDOW["h"], 0), "f": ("f", WINDOW["f"], 0)}
LAKE_FIELDS = [("name", str), ("area_km2", float), ("scalerank", int)]
RIVER_FIELDS = [("name", str), ("name_alt", str), ("featurecla", str), ("scalerank", int)]
LAKE_RANKS = [60000, 20000, 5000, 2000, 600, 200, 40, 5, 0.5]     # least area for scalerank 0, 1, 2 ...
# GSHHG river level: (featurecla, scalerank)
RIVER_LEVELS = {0: ("River", 4), 1: ("River", 5), 2: ("River", 7), 3: ("River", 9), 4: ("River", 10),
                5: ("Intermittent river", 9), 6: ("Intermittent river", 10), 7: ("Intermittent river", 11),
                8: ("Canal", 9), 9: ("Canal", 10), 10: ("Canal", 11)}
THIN = 0.002        # degrees of simplification for the lakes and rivers of the world at 10m
SEA = 300000        # square kilometres from which a lake, the Caspian Sea, is part of the coast instead
MARGIN = 3          # degrees round a window, so that lakes on its edge are whole before they are cut


def named_points(file):
    """Hand-placed names, as (point, name)."""
    with open(os.path.join(HERE, file), encoding="utf-8", newline="") as table:
        return [(Point(float(row["lon"]), float(row["lat"])), row["name"]) for row in csv.DictReader(table)]


def rings(found, level):
    """Closed rings of one GSHHG level as polygons."""
    joined = merged([line for line, of in found if of == level])
    return [Polygon(line.coords) for line in joined if line.is_ring and len(line.coords) > 3]


def lake_shapes(resolution, window, least):
    """Lakes with their islands cut out."""
    west, south, east, north = window
    wide = (max(west - MARGIN, -180), max(south - MARGIN, -90), min(east + MARGIN, 180), min(north + MARGIN, 90))
    found = dump(resolution, wide, ["-A%g/2/3" % least, "-W2", "-W3"])
    islands = rings(found, 3)
    tree, out = STRtree(islands), []
    for lake in rings(found, 2):
        holes = [i for i in tree.query(lake) if lake.contains(i.representative_point())]
        holes.sort(key=lambda i: i.bounds)
        out.append(Polygon(lake.exterior.coords, [i.exterior.coords for i in holes]))
    return sorted(out, key=lambda p: p.bounds)


def lake_rows(level, names):
    """Rows of (multipolygon, attributes) for the lakes of one level."""
    resolution, window, least = LAKES[level]
    rows, frame = [], box(*window)
    for lake in lake_shapes(resolution, window, least):
        area = area_km2(lake)
        if area < least or area > SEA or not lake.intersects(frame):
            continue
        hit = sorted(name for point, name in names if lake.distance(point) < 0.02)
        rank = next((i for i, limit in enumerate(LAKE_RANKS) if area >= limit), len(LAKE_RANKS))
        row = {"name": hit[0] if hit else None, "area_km2": round(area, 2), "scalerank": rank}
        part = lake.simplify(THIN) if level in ("50m", "10m") else lake.buffer(0).intersection(frame)
        rows.append((MultiPolygon(polygons(part)), row))
    return rows


def natural_rivers(level):
    """Rows of (line, attributes) for the rivers of Natural Earth."""
    rows = []
    for geometry, row in read(natural_earth(level, "rivers_lake_centerlines")):
        out = {"name": spelled(row["name"]), "name_alt": spelled(row.get("name_alt")),
               "featurecla": row["featurecla"], "scalerank": int(row["scalerank"])}
        for line in merged(lines(geometry)):
            line = line.simplify(THIN, False) if level == "10m" else line
            rows += [(piece, out) for piece in pieces(line)]
    return rows


def spelled(name):
    """A name with the apostrophes that the source lost."""
    return name.replace("?", "'") if name else None


def detailed_rivers(level, names):
    """Rows of (line, attributes) for the rivers of GSHHG in a window, named from Natural Earth and by hand."""
    known = [(line, row["name"]) for line, row in natural_rivers("10m") if row["name"]]
    frame, rows = box(*WINDOW[level]), []
    found = dump(level, WINDOW[level], ["-Ia"])
    for kind in sorted(RIVER_LEVELS):
        featurecla, rank = RIVER_LEVELS[kind]
        for line in merged([line for line, of in found if of == kind]):
            for part in lines(line.intersection(frame)):
                row = {"name": river_name(part, known, names), "featurecla": featurecla, "scalerank": rank}
                rows += [(piece, row) for piece in pieces(part)]
    return rows


def river_name(line, known, names):
    """Name of the river a line belongs to: from a point put on it, else from a named line along most of it."""
    hit = sorted((line.distance(point), name) for point, name in names)
    if hit and hit[0][0] < 0.015:
        return hit[0][1]
    near = sorted({name for other, name in known
                   if other.distance(line) < 0.02 and line.difference(other.buffer(0.04)).length < line.length * 0.3})
    return near[0] if near else None


def make(npm, scratch, out):
    """All lakes and rivers."""
    names = named_points("make_base_lakes.csv")
    for level in LAKES:
        write(os.path.join(out, "lakes_%s.fgb" % level), "polygon", LAKE_FIELDS, lake_rows(level, names))
    for level in ("50m", "10m"):
        write(os.path.join(out, "rivers_%s.fgb" % level), "line", RIVER_FIELDS, natural_rivers(level))
    rows = detailed_rivers("f", named_points("make_base_rivers.csv"))
    write(os.path.join(out, "rivers_f.fgb"), "line", RIVER_FIELDS, rows)
