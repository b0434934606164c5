# SPDX-License-Identifier: MIT
"""Reads TopoJSON and gives its quantised vertices back the precision of the shapefiles it was made from."""
import json
from collections import defaultdict

from shapely.geometry import LineString

from make_base_cut import cut_line, ring_polygon
from make_base_fgb import read, snap


def vertices(geometry):
    """Every coordinate pair of a geometry."""
    if hasattr(geometry, "geoms"):
        for part in geometry.geoms:
            yield from vertices(part)
    elif geometry.geom_type == "Polygon":
        for ring in (geometry.exterior, *geometry.interiors):
            yield from ring.coords
    else:
        yield from geometry.coords


def thinned(arc, tolerance):
    """The arc simplified; its ends stay, so that arcs still meet. Rings and jumps over 180 degrees stay whole."""
    jumps = any(abs(a[0] - b[0]) > 180 for a, b in zip(arc, arc[1:]))
    if not tolerance or len(arc) < 12 or jumps:
        return arc
    return list(LineString(arc).simplify(tolerance, False).coords)


class Topology:
    """Arcs of a TopoJSON file, decoded to degrees, and its objects as lists of rings of arc numbers."""

    def __init__(self, path, exact=(), thin=0):
        with open(path, encoding="utf-8") as file:
            self.data = json.load(file)
        self.scale = self.data["transform"]["scale"]
        self.origin = self.data["transform"]["translate"]
        self.exact = self.exact_vertices(exact)
        self.arcs = [thinned(self.decoded(arc), thin) for arc in self.data["arcs"]]

    def cell(self, x, y):
        """The quantised position of a point."""
        return (round((x - self.origin[0]) / self.scale[0]), round((y - self.origin[1]) / self.scale[1]))

    def degrees(self, cell):
        """The centre of a quantised position."""
        return cell[0] * self.scale[0] + self.origin[0], cell[1] * self.scale[1] + self.origin[1]

    def exact_vertices(self, paths):
        """For each quantised position, the vertex of the original files nearest to it."""
        near = defaultdict(set)
        for path in paths:
            for geometry, _ in read(path):
                for x, y in vertices(geometry):
                    near[self.cell(x, y)].add((x, y))
        return {c: min(points, key=lambda p: self.distance(c, p)) for c, points in near.items()}

    def distance(self, cell, point):
        """Squared distance from a quantised position, with the point itself to break ties."""
        x, y = self.degrees(cell)
        return (point[0] - x) ** 2 + (point[1] - y) ** 2, point

    def decoded(self, arc):
        """The vertices of one arc in degrees, repeated ones left out."""
        x = y = 0
        out = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            px, py = self.exact.get((x, y)) or self.degrees((x, y))
            point = snap(min(max(px, -180), 180), py)
            if not out or out[-1] != point:
                out.append(point)
        return out

    def ring(self, numbers):
        """The vertices of a ring of arc numbers; ~n is arc n backwards."""
        out = []
        for n in numbers:
            arc = self.arcs[n] if n >= 0 else self.arcs[~n][::-1]
            out += arc[1:] if out and out[-1] == arc[0] else arc
        return out

    def features(self, name):
        """The geometries of an object, as (list of polygons as lists of rings of arc numbers, geometry)."""
        for geometry in self.data["objects"][name]["geometries"]:
            arcs = geometry.get("arcs", [])
            yield (arcs if geometry["type"] == "MultiPolygon" else [arcs]), geometry

    def polygons(self, rings_list):
        """Polygons in degrees, cut at 180 degrees."""
        out = []
        for rings in rings_list:
            decoded = [r for r in map(self.ring, rings) if len(r) > 3]
            if decoded and len(self.ring(rings[0])) > 3:
                out += ring_polygon(decoded)
        return out

    def lines(self, number):
        """One arc as lines, cut at 180 degrees."""
        return cut_line(self.arcs[number]) if len(self.arcs[number]) > 1 else []

    def owners(self, name):
        """For each arc, the set of positions in the object of the geometries that use it."""
        out = defaultdict(set)
        for position, (rings_list, _) in enumerate(self.features(name)):
            for rings in rings_list:
                for ring in rings:
                    for n in ring:
                        out[n if n >= 0 else ~n].add(position)
        return out
