# SPDX-License-Identifier: MIT
"""Land, coast, countries and borders of a window from GSHHG, at resolutions h and f."""
import os
import subprocess
from collections import defaultdict

from shapely.geometry import LineString, Point, box
from shapely.ops import nearest_points, polygonize, unary_union
from shapely.strtree import STRtree

import make_base_border as border
from make_base_country import FIELDS, label_point
from make_base_cut import bundles, merged, pieces, tiles
from make_base_fgb import lines, polygons, read, snap, write
from make_base_world import boundary_lines

WINDOW = {"h": (95, 0, 150, 60), "f": (117, 31, 135, 44.5)}      # west, south, east, north
TILE = {"h": 5, "f": 2}     # degrees
THIN = {"h": 0, "f": 0.00025}    # degrees of simplification: 0.1 mm at 1:250 000
GAP = 0.12                  # degrees a border line may fall short of the line it should meet
OVER = 1e-5                 # degrees a joining line goes too far, so that it surely crosses
FAR = 0.15                  # degrees from any border of GSHHG at which one of Natural Earth counts as missing
KEEP_OUT = "--GMT_HISTORY=false"    # else gmt leaves a file in the working directory
LAND = ["-A0/0/1", "-W1"]   # the shore of the sea, no lakes


def dump(level, window, options):
    """Lines that `gmt coast` gives for a window, with the level each is tagged with."""
    west, south, east, north = window
    region = "-R%g/%g/%g/%g" % (west, east, south, north)
    text = subprocess.run(["gmt", "coast", "-D" + level, region, "-M", "--FORMAT_FLOAT_OUT=%.9g", KEEP_OUT, *options],
                          check=True, capture_output=True, text=True).stdout
    out = []
    for block in text.split(">")[1:]:
        head, _, body = block.partition("\n")
        coords = [snap(*map(float, row.split()[:2])) for row in body.splitlines() if row and row[0] != "#"]
        coords = coords[:1] + [b for a, b in zip(coords, coords[1:]) if a != b]
        if len(coords) > 1:
            out.append((LineString(coords), int(head.rsplit("Level", 1)[1])))
    return out


def inside(level, found):
    """Dumped lines joined, simplified and cut to the frame of a level."""
    frame = box(*WINDOW[level])
    joined = [line.simplify(THIN[level]) for line in merged([line for line, _ in found])]
    return merged([p for line in joined for p in lines(line.intersection(frame))])


def joined_ends(borders, shore):
    """Border lines with their loose ends carried on to the nearest shore or border within GAP."""
    targets = STRtree(shore + borders)
    out = list(borders)
    for line in borders:
        if not line.is_ring:
            out += bridge(line.coords[0], line.coords[1], line, targets)
            out += bridge(line.coords[-1], line.coords[-2], line, targets)
    return out


def bridge(end, before, line, targets):
    """The short line, a little too long, that joins a loose end to what it should meet, if any."""
    tip = Point(end)
    near = [t for t in targets.query(tip.buffer(GAP)) if t is not line]
    found = sorted(((t.distance(tip), t.bounds, t) for t in near), key=lambda f: f[:2])
    if not found or found[0][0] > GAP:
        return []
    to = nearest_points(found[0][2], tip)[0]
    if found[0][0] > OVER:
        part = 1 + OVER / found[0][0]
        return [LineString([end, (end[0] + (to.x - end[0]) * part, end[1] + (to.y - end[1]) * part)])]
    part = OVER / Point(before).distance(tip)
    return [LineString([end, (end[0] + (end[0] - before[0]) * part, end[1] + (end[1] - before[1]) * part)])]


def added_borders(borders, frame):
    """Borders with the lines of Natural Earth that GSHHG lacks, such as that of East Timor."""
    drawn = unary_union([line.buffer(FAR) for line in borders])
    where = "featurecla NOT LIKE 'Overlay%'"
    found = [p for g, _ in read(boundary_lines("10m"), where=where) for p in lines(g.intersection(frame))]
    missing = [part for line in merged(found) for part in lines(line.difference(drawn))]
    return borders + [part for part in missing if part.length > 4 * FAR]


def faces(level, window, shore, borders):
    """Pieces of land between shore, borders and frame."""
    frame = box(*window)
    found = list(polygonize(unary_union([frame.boundary] + shore + borders)))
    found.sort(key=lambda p: p.bounds)
    points = [f.representative_point() for f in found]
    text = "".join("%.9f %.9f %d\n" % (p.x, p.y, i) for i, p in enumerate(points))
    kept = subprocess.run(["gmt", "select", "-D" + level, "-A0/0/1", "-Ns/k", KEEP_OUT], input=text, check=True,
                          capture_output=True, text=True).stdout
    return [found[int(row.split()[2])] for row in kept.splitlines() if row]


class Atlas:
    """Finds the country of a piece of land in the countries of a coarser level."""

    def __init__(self, path):
        self.rows, self.owner, parts = {}, {}, []
        for geometry, row in read(path):
            self.rows[row["adm0_a3"]] = row
            for part in polygons(geometry):
                self.owner[id(part)] = row["adm0_a3"]
                parts.append(part)
        self.parts = parts
        self.tree = STRtree(parts)

    def of(self, face):
        """Code of the country that covers most of a face, else of the nearest one."""
        cover = defaultdict(float)
        for part in self.tree.query(face):
            cover[self.owner[id(part)]] += part.intersection(face).area
        best = max(sorted(cover), key=cover.get) if cover else None
        if best and cover[best] > 0:
            self.doubt(face, cover, best)
            return best
        centre = face.representative_point()
        near = self.tree.query(centre.buffer(1.0)) or self.parts
        return min((p.distance(face), self.owner[id(p)]) for p in near)[1]

    @staticmethod
    def doubt(face, cover, best):
        """Reports a face that a missing border leaves in two countries."""
        for other, area in sorted(cover.items()):
            if other != best and area > 0.05:
                print("  %s takes %.2f square degrees of %s at %.1f,%.1f"
                      % (best, area, other, *face.representative_point().coords[0]))


def by_country(found, atlas):
    """One shape a country."""
    groups = defaultdict(list)
    for face in found:
        groups[atlas.of(face)].append(face)
    return {code: unary_union(group) for code, group in sorted(groups.items())}


def shared_lines(shapes):
    """Lines along which two countries touch, as (code, code, line)."""
    codes = sorted(shapes)
    for i, a in enumerate(codes):
        for b in codes[i + 1:]:
            if shapes[a].intersects(shapes[b]):
                touch = shapes[a].boundary.intersection(shapes[b].boundary)
                for line in merged(lines(touch)):
                    yield a, b, line


def border_rows(shapes, kinds):
    """Rows of (line, attributes) for the borders between the shapes."""
    rows = []
    for a, b, line in shared_lines(shapes):
        for part, (kind, name) in kinds.split(line):
            row = {"class": kind, "name": name, "adm0_a": a, "adm0_b": b}
            rows += [(piece, row) for piece in pieces(part)]
    return rows


def country_rows(shapes, atlas):
    """Rows of (multipolygon, attributes), with label points inside the window."""
    rows = []
    for code, shape in shapes.items():
        row = dict(atlas.rows[code])
        row.update(label_point(polygons(shape)))
        rows.append((shape, row))
    return rows


def write_level(out, level):
    """The four files of one level."""
    window = WINDOW[level]
    path = lambda name: os.path.join(out, "%s_%s.fgb" % (name, level))
    shore = inside(level, dump(level, window, LAND))
    borders = inside(level, dump(level, window, ["-N1"]))
    borders = added_borders(borders, box(*window))
    atlas = Atlas(os.path.join(out, "countries_10m.fgb"))
    shapes = by_country(faces(level, window, shore, joined_ends(borders, shore)), atlas)
    write(path("coast"), "lines", [], [(b, {}) for b in bundles(shore, TILE[level] / 4)])
    land = polygons(unary_union(list(shapes.values())))
    write(path("land"), "polygon", [], [(t, {}) for t in tiles(land, TILE[level])])
    write(path("countries"), "polygon", FIELDS, country_rows(shapes, atlas))
    write(path("borders"), "line", border.FIELDS, border_rows(shapes, border.Kinds(boundary_lines("10m"), 0.1)))


def make(npm, scratch, out):
    """Both levels."""
    for level in ("h", "f"):
        write_level(out, level)
