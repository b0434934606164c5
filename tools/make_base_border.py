# SPDX-License-Identifier: MIT
"""Tells what kind of boundary a border line is, from the nearest boundary line of Natural Earth."""
from collections import Counter

from shapely.geometry import LineString, Point
from shapely.strtree import STRtree

from make_base_fgb import lines, read

FIELDS = [("class", str), ("name", str), ("adm0_a", str), ("adm0_b", str), ("claim", int)]
CLASSES = [("International", "international"), ("Disputed", "disputed"), ("Indefinite", "indefinite"),
           ("Indeterminant", "indefinite"), ("Line of control", "ceasefire"), ("Lease", "lease"),
           ("Overlay", "other"), ("ForgetMagics", "disputed")]
# Borders that the boundary lines lack: the two countries, a box, and the class.
KNOWN = [({"RUS", "UKR"}, (32, 45.5, 36, 46.6), "disputed")]
SHORT = 0.15        # degrees: a run of another class shorter than this is taken for noise


def class_of(featurecla):
    """The class for a featurecla of Natural Earth."""
    return next((c for start, c in CLASSES if featurecla.startswith(start)), "other")


def known(a, b, line):
    """The class that KNOWN gives a border between two countries, or None."""
    for pair, (west, south, east, north), kind in KNOWN:
        x, y = line.coords[len(line.coords) // 2]
        if {a, b} == pair and west < x < east and south < y < north:
            return kind
    return None


class Kinds:
    """Boundary lines with their class and name, found by nearness."""

    def __init__(self, path, reach):
        self.reach = reach
        self.segments, self.kinds = [], {}
        for geometry, row in read(path):
            kind = (class_of(row["featurecla"]), row.get("name") or None)
            for part in lines(geometry):
                self.add(part, kind)
        self.tree = STRtree(self.segments)

    def add(self, line, kind):
        """Keeps a line as short runs, each with its kind."""
        coords = list(line.coords)
        for i in range(0, len(coords) - 1, 8):
            run = LineString(coords[i:i + 9])
            self.segments.append(run)
            self.kinds[id(run)] = kind

    def near(self, x, y):
        """The kind of the nearest line within reach, or None."""
        point = Point(x, y)
        found = [(run.distance(point), self.kinds[id(run)][0], self.kinds[id(run)][1] or "")
                 for run in self.tree.query(point.buffer(self.reach))]
        found = [f for f in found if f[0] <= self.reach]
        if not found:
            return None
        _, kind, name = min(found)
        return kind, name or None

    def split(self, line):
        """The line cut into runs of one kind each, as (line, (class, name))."""
        coords = list(line.coords)
        kinds = [self.near((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(coords, coords[1:])]
        kinds = settled(filled(kinds), coords)
        out, start = [], 0
        for i in range(1, len(kinds) + 1):
            if i == len(kinds) or kinds[i] != kinds[start]:
                out.append((LineString(coords[start:i + 1]), kinds[start]))
                start = i
        return out


def filled(kinds):
    """Kinds with the gaps taken from the commonest kind of the line."""
    common = Counter(k for k in kinds if k).most_common(1)
    return [k or (common[0][0] if common else ("international", None)) for k in kinds]


def settled(kinds, coords):
    """Kinds with short runs given to the run before them, or after them at the start."""
    lengths = [((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5 for a, b in zip(coords, coords[1:])]
    runs = []
    for kind, length in zip(kinds, lengths):
        if runs and runs[-1][0] == kind:
            runs[-1][1] += length
            runs[-1][2] += 1
        else:
            runs.append([kind, length, 1])
    total = sum(lengths)
    long_runs = [r for r in runs if r[1] >= min(SHORT, total / 2)] or [max(runs, key=lambda r: r[1])]
    out, last = [], long_runs[0][0]
    for kind, length, count in runs:
        last = kind if length >= min(SHORT, total / 2) else last
        out += [last] * count
    return out
