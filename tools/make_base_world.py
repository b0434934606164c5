# SPDX-License-Identifier: MIT
"""Land, coast, countries and borders at 110m, 50m and 10m: one topology, so that their edges coincide."""
import os

from shapely.geometry import MultiPolygon

import make_base_border as border
from make_base_country import FIELDS, Countries, label_point
from make_base_cut import bundles, merged, pieces, tiles, unframed
from make_base_fgb import lines, read, write
from make_base_topo import Topology

MAGICS = "/usr/share/magics"
WORLD_MAP = "/usr/share/qgis/resources/data/world_map.gpkg"
TILE = {"110m": 0, "50m": 20, "10m": 10}            # degrees
CELL = {"110m": 45, "50m": 10, "10m": 3}            # degrees, for bundles of short coast lines
THIN = {"110m": 0, "50m": 0, "10m": 0.0018}         # degrees of simplification: 0.08 mm at 1:2.5M
REACH = {"110m": 0.5, "50m": 0.15, "10m": 0.05}     # degrees between a border and its line in Natural Earth
STALE = ("Former USSR", "Ceasefire Line 1994", "Ukrainian claim")    # front lines that no longer exist


def natural_earth(level, name):
    """Path of a Natural Earth shapefile."""
    return os.path.join(MAGICS, level, "ne_%s_%s.shp" % (level, name))


def boundary_lines(level):
    """Path of the Natural Earth boundary lines."""
    return natural_earth(level, "admin_0_boundary_lines_land")


def topology(npm, level):
    """The countries and land of one level."""
    exact = [natural_earth(level, "land"), boundary_lines(level)]
    return Topology(os.path.join(npm, "world-atlas", "countries-%s.json" % level), exact, THIN[level])


def country_rows(topo, countries):
    """Rows of (multipolygon parts, attributes) for each country of a topology."""
    rows = []
    for rings_list, geometry in topo.features("countries"):
        shapes = topo.polygons(rings_list)
        row = countries.attributes(geometry.get("id"), geometry["properties"]["name"])
        if not shapes:
            print("dropped, smaller than the grid of the source: %s" % row["name"])
            row["labelrank"] = None
            rows.append((shapes, row))
            continue
        row["labelrank"] = countries.rank(row, shapes)
        row.update(label_point(shapes))
        rows.append((shapes, row))
    return rows


def border_rows(topo, codes, kinds):
    """Rows of (line, attributes) for each arc that two countries share."""
    rows = []
    for arc, owners in sorted(topo.owners("countries").items()):
        if len(owners) < 2:
            continue
        a, b = sorted(codes[o] for o in sorted(owners))[:2]
        for line in topo.lines(arc):
            rows += [(part, {"class": border.known(a, b, part) or kind, "name": name, "adm0_a": a, "adm0_b": b})
                     for part, (kind, name) in kinds.split(line)]
    return rows


def zone_rows():
    """Edges of zones, such as the Korean Demilitarized Zone, that are no borders but belong on a detailed map."""
    found = read(boundary_lines("10m"), where="featurecla = 'Overlay limit' AND name <> 'Cyprus U.N. Buffer Zone'")
    return [(part, {"class": "other", "name": row["name"], "adm0_a": row["adm0_a3_l"]})
            for geometry, row in found for part in lines(geometry)]


def claim_rows(borders):
    """Lines that a country claims and that differ from the borders drawn."""
    drawn = [(line, line.buffer(0.06)) for line, _ in borders]
    rows = []
    for geometry, row in read(WORLD_MAP, "disputed_borders"):
        if row["name"].startswith(STALE):
            continue
        for part in lines(geometry):
            for _, near in drawn:
                part = part.difference(near) if part.intersects(near) else part
            rows += [(p, {"class": "disputed", "name": row["name"], "adm0_a": row["adm0_a3_l"], "claim": 1})
                     for p in lines(part) if p.length > 0.3]
    return rows


def coast(topo):
    """Shore lines: the arcs of the land, joined, without the frame of the source."""
    return merged([part for arc in sorted(topo.owners("land")) for line in topo.lines(arc) for part in unframed(line)])


def write_level(npm, out, level, countries):
    """The four files of one level; gives back its countries and borders."""
    topo = topology(npm, level)
    path = lambda name: os.path.join(out, "%s_%s.fgb" % (name, level))
    land = [p for rings_list, _ in topo.features("land") for p in topo.polygons(rings_list)]
    write(path("land"), "polygon", [], [(t, {}) for t in tiles(land, TILE[level])])
    write(path("coast"), "lines", [], [(b, {}) for b in bundles(coast(topo), CELL[level])])
    rows = country_rows(topo, countries)
    write(path("countries"), "polygon", FIELDS, [(MultiPolygon(shapes), row) for shapes, row in rows])
    codes = [row["adm0_a3"] for _, row in rows]
    borders = border_rows(topo, codes, border.Kinds(boundary_lines(level), REACH[level]))
    extra = zone_rows() + claim_rows(borders) if level == "10m" else []
    cut = [(piece, row) for line, row in borders + extra for piece in pieces(line)]
    write(path("borders"), "line", border.FIELDS, cut)
    return rows, borders


def make(npm, scratch, out):
    """All levels."""
    countries = Countries(npm)
    for level in ("110m", "50m", "10m"):
        write_level(npm, out, level, countries)
