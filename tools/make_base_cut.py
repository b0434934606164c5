# SPDX-License-Identifier: MIT
"""Cuts geometry for quick reading: polygons into overlapping tiles, lines into short pieces, both at 180 degrees."""
from math import floor

from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon, box
from shapely.affinity import translate
from shapely.ops import linemerge
from shapely.prepared import prep
from shapely.strtree import STRtree
from shapely.validation import make_valid

from make_base_fgb import lines, polygons

OVERLAP = 1e-4      # degrees by which neighbouring tiles overlap, so that antialiased fills show no seam
BUNDLE = 150        # lines with fewer vertices share a feature with others nearby
PIECE = 1000        # most vertices in one piece of line


def pieces(line, most=PIECE):
    """The line in runs of at most `most` vertices, neighbours sharing one."""
    coords = list(line.coords)
    return [LineString(coords[i:i + most]) for i in range(0, len(coords) - 1, most - 1)]


def bundles(found, size):
    """Lines as multilines: long ones in pieces, short ones together by size-degree cell to save overhead."""
    cells, out = {}, []
    for line in found:
        if len(line.coords) > BUNDLE:
            out += [MultiLineString([p]) for p in pieces(line)]
        else:
            west, south, _, _ = line.bounds
            cells.setdefault((floor(west / size), floor(south / size)), []).append(line)
    return out + [MultiLineString(cells[c]) for c in sorted(cells)]


def merged(parts):
    """Lines joined where exactly two meet end to end."""
    parts = [p for p in parts if p.length > 0]
    return lines(linemerge(parts)) if parts else []


def tiles(shapes, size):
    """One multipolygon for each size-degree tile that the polygons touch; size 0 leaves them uncut."""
    if not size:
        return [MultiPolygon([p]) for p in shapes]
    tree, cells = STRtree(shapes), []
    for x in range(floor(-180 / size), floor(180 / size)):
        for y in range(floor(-90 / size), floor(90 / size) + 1):
            cells.append(tile(tree, x * size, y * size, size))
    return [MultiPolygon(c) for c in cells if c]


def tile(tree, west, south, size):
    """The polygons of one tile."""
    frame = box(max(west - OVERLAP, -180), max(south - OVERLAP, -90),
                min(west + size + OVERLAP, 180), min(south + size + OVERLAP, 90))
    inside, whole = prep(frame), []
    near = sorted(tree.query(frame), key=lambda p: p.bounds)
    for shape in near:
        if inside.contains(shape):
            whole.append(shape)
        elif inside.intersects(shape):
            whole += polygons(shape.intersection(frame))
    return whole


def unwrapped(coords):
    """Coordinates made continuous: every step is shorter than 180 degrees, longitudes may leave -180..180."""
    out, turn = [coords[0]], 0
    for (x0, _), (x1, y1) in zip(coords, coords[1:]):
        turn += -360 if x1 - x0 > 180 else 360 if x1 - x0 < -180 else 0
        out.append((x1 + turn, y1))
    return out


def beside(hole, outer):
    """The hole in the same turn of the earth as its outer ring."""
    west, east = min(x for x, _ in outer), max(x for x, _ in outer)
    turn = next((t for t in (0, 360, -360) if west <= hole[0][0] + t <= east), 0)
    return [(x + turn, y) for x, y in hole]


def ring_polygon(rings):
    """A polygon from rings that may cross 180 degrees or go round the south pole, cut at 180 degrees."""
    outer = unwrapped(rings[0])
    if abs(outer[-1][0] - outer[0][0]) > 180:
        outer = outer + [(outer[-1][0], -90), (outer[0][0], -90), outer[0]]
    holes = [beside(unwrapped(r), outer) for r in rings[1:]]
    shape = Polygon(outer, holes)
    if not shape.is_valid:
        shape = make_valid(shape)
    return [p for k in (-1, 0, 1) for p in world(shape, k)]


def world(shape, turn):
    """The part of an unwrapped polygon that lies in one turn of the earth, moved back to -180..180."""
    west, _, east, _ = shape.bounds
    if turn == 0 and west >= -180 and east <= 180:
        return polygons(shape)
    part = shape.intersection(box(-180 + 360 * turn, -90, 180 + 360 * turn, 90))
    return polygons(translate(part, -360 * turn))


def framed(a, b):
    """Whether a segment lies on the 180 degree meridian or at the south pole, where there is no shore."""
    return (abs(a[0]) > 179.999 and abs(b[0]) > 179.999) or (a[1] < -89.5 and b[1] < -89.5)


def unframed(line):
    """The line without the segments that only close polygons at the edge of the world."""
    out, run = [], []
    coords = list(line.coords)
    for a, b in zip(coords, coords[1:]):
        if framed(a, b):
            out, run = out + [run], []
        else:
            run = (run or [a]) + [b]
    return [LineString(r) for r in out + [run] if len(r) > 1]


def cut_line(coords):
    """Lines from coordinates that may cross 180 degrees, cut there without a stroke along the meridian."""
    out, run = [], [coords[0]]
    for (x0, y0), (x1, y1) in zip(coords, coords[1:]):
        if abs(x1 - x0) > 180:
            side = 180 if x0 > 0 else -180
            part = (side - x0) / (x1 + 2 * side - x0) if x1 + 2 * side != x0 else 0
            y = y0 + (y1 - y0) * part
            out.append(run + [(side, y)])
            run = [(-side, y)]
        run.append((x1, y1))
    return [LineString(r) for r in out + [run] if len(r) > 1]
