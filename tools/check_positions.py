#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Counts the places of marks, rings and tracks in an SVG anew, with cs2cs and GeodSolve alone.

usage: check_positions.py SVG DATA.csv [--marks GROUP] [--rings GROUP:RADIUS_COLUMN_M]
                          [--tracks GROUP:BEARING_COLUMN:DISTANCE_COLUMN_KM] [--lon COLUMN] [--lat COLUMN] [--heads]

A mark's id ends with the number of its row, from 1. Rings and tracks have none: each must fit some row. With --heads arrowheads must stand where a track ends.
Prints what is off by more than a mark's 0.05 px or a curve's 0.25 px (of 96 an inch); exit 1 when there is any,
2 when nothing could be checked.
"""
import argparse
import csv
import math
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
MAP = "{https://cartouche.example/ns}map"
PX = 0.75  # points
MARK_PX, CURVE_PX = 0.05, 0.25


def tool(command, lines):
    done = subprocess.run(command, input="".join(f"{line}\n" for line in lines), capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]}: {done.stderr.strip()}")
    return [[float(x) if x != "*" else math.inf for x in line.split()[:3]] for line in done.stdout.splitlines()]


class Ground:
    """The map's CRS and the way from the page to it, as the SVG tells."""

    def __init__(self, element):
        self.crs = element.get("crs")
        self.frame = [float(v) for v in element.get("frame").split()]
        self.a = [float(v) for v in element.get("to-crs").split()]
        wkt = subprocess.run(["projinfo", "-q", "-o", "WKT2:2019", self.crs], capture_output=True, text=True).stdout
        axes = re.findall(r'AXIS\["[^"]*",(\w+)', wkt)
        # The page has east first, whatever the authority says.
        self.swapped = axes[:2] == ["north", "east"]
        self.m_per_px = math.sqrt(abs(self.a[1] * self.a[5] - self.a[2] * self.a[4])) * PX

    def pages(self, lonlats):
        """Page points of places, by cs2cs."""
        a, det, out = self.a, self.a[1] * self.a[5] - self.a[2] * self.a[4], []
        command = ["cs2cs", "-f", "%.9f", "OGC:CRS84", "+to", self.crs]
        for x, y, *_ in tool(command, (f"{lon!r} {lat!r}" for lon, lat in lonlats)):
            x, y = (y, x) if self.swapped else (x, y)
            x, y = x - a[0], y - a[3]
            out.append(((x * a[5] - y * a[2]) / det, (y * a[1] - x * a[4]) / det))
        return out

    def places(self, points):
        """Lon, lat of page points, by cs2cs."""
        a, lines = self.a, []
        for x, y in points:
            e, n = a[0] + x * a[1] + y * a[2], a[3] + x * a[4] + y * a[5]
            lines.append(f"{n!r} {e!r}" if self.swapped else f"{e!r} {n!r}")
        return [v[:2] for v in tool(["cs2cs", "-f", "%.12f", self.crs, "+to", "OGC:CRS84"], lines)]

    def inside(self, p):
        x, y, w, h = self.frame
        return x < p[0] < x + w and y < p[1] < y + h


def subpaths(d):
    """The parts of a path of straight lines, in whatever commands they are written."""
    parts, x, y, command, numbers = [], 0.0, 0.0, "M", []
    tokens = re.findall(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?", d)
    need = {"M": 2, "L": 2, "H": 1, "V": 1}
    for t in tokens:
        if t.isalpha():
            command = t
            if t in "zZ" and parts and parts[-1]:
                x, y = parts[-1][0]
                parts[-1].append((x, y))
                parts.append([])
            continue
        numbers.append(float(t))
        kind, relative = command.upper(), command.islower()
        if len(numbers) < need[kind]:
            continue
        if kind == "H":
            x = numbers[0] + (x if relative else 0)
        elif kind == "V":
            y = numbers[0] + (y if relative else 0)
        else:
            x, y = numbers[0] + (x if relative else 0), numbers[1] + (y if relative else 0)
        if kind == "M":
            parts.append([])
            command = "l" if relative else "L"
        numbers = []
        if not parts:
            parts.append([])
        parts[-1].append((x, y))
    return [p for p in parts if len(p) > 1]


def with_middles(part):
    out = []
    for p, q in zip(part, part[1:]):
        out += [p, ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)]
    return out + [part[-1]]


def group(root, name):
    for g in root.iter(SVG + "g"):
        if g.get("{http://www.inkscape.org/namespaces/inkscape}label") == name or g.get("id") == name:
            return g
    sys.exit(f"no layer '{name}'")


def check_marks(root, ground, name, rows):
    """Lines about marks, and how many there were."""
    found = []
    for use in group(root, name).iter(SVG + "use"):
        m = re.fullmatch(re.escape(name) + r"-(\d+)", use.get("id") or "")
        if m:
            found.append((int(m.group(1)), float(use.get("x", 0)), float(use.get("y", 0))))
    bad, known = [], [f for f in found if 1 <= f[0] <= len(rows) and rows[f[0] - 1]]
    bad += [f"{name}-{f[0]}: there is no such row" for f in found if f not in known]
    for (n, x, y), (px, py) in zip(known, ground.pages([rows[f[0] - 1][:2] for f in known])):
        off = math.hypot(x - px, y - py) / PX
        if not off <= MARK_PX:
            bad.append(f"{name}-{n}: stands at {x:g},{y:g}, {off:.3f} px from {px:.3f},{py:.3f}")
    return bad, len(found)


def inverse(pairs):
    """Azimuth at the first place and metres between pairs of lon, lat."""
    lines = (f"{a[1]!r} {a[0]!r} {b[1]!r} {b[0]!r}" for a, b in pairs)
    return [(v[0], v[2]) for v in tool(["GeodSolve", "-i", "-p", "6"], lines)]


def off_ring(row, answers, head=False):
    return math.inf if head else max((abs(s - row[2]) for _, s in answers), default=0)


def off_track(row, answers, head=False):
    if head:  # an arrowhead's tip is where its track ends
        return min(math.hypot(s - row[3], s * math.radians((azimuth - row[2] + 180) % 360 - 180))
                   for azimuth, s in answers) if answers else 0
    worst = 0
    for azimuth, s in answers:
        aside = abs(s * math.sin(math.radians(azimuth - row[2]))) if s < 1e6 else 6371e3 * abs(
            math.sin(s / 6371e3) * math.sin(math.radians(azimuth - row[2])))
        back = math.cos(math.radians(azimuth - row[2])) < 0 and s > 1
        worst = max(worst, aside, s - row[3], s if back else 0)
    return worst


def check_curves(root, ground, name, rows, off, with_heads=True):
    """Lines about the parts of a layer's paths that fit no row, and how many parts there were."""
    heads, parts = [], []
    for path in group(root, name).iter(SVG + "path"):
        for part in subpaths(path.get("d", "")):
            head = len(part) <= 6 and part[0] == part[-1]
            points = [p for p in (part if head else with_middles(part)) if ground.inside(p)]
            if points and (with_heads or not head):
                heads.append(head)
                parts.append(points)
    # All of them at once: programs take longer to start than to count.
    places, known = iter(ground.places([p for part in parts for p in part])), [row for row in rows if row]
    parts_at = [[next(places) for _ in part] for part in parts]
    # Ends at the map's seam or rim may be rounded over it, a few; more of them are no such ends.
    strays = [sum(math.isinf(p[0]) for p in part) for part in parts_at]
    parts_at = [[p for p in part if not math.isinf(p[0])] for part in parts_at]
    answers = iter(inverse([(row, p) for part in parts_at for row in known for p in part]))
    bad = []
    for part, at, head, stray in zip(parts, parts_at, heads, strays):
        least = min((off(row, [next(answers) for _ in at], head) for row in known), default=math.inf)
        if at and stray > 4:
            least = math.inf
        if not least <= CURVE_PX * ground.m_per_px:
            bad.append(f"{name}: the part from {part[0][0]:g},{part[0][1]:g} is {least:.0f} m "
                       f"({least / ground.m_per_px:.2f} px) off the nearest that any row has")
    return bad, len(parts)


def numbers(row, columns):
    try:
        return [float(row[c]) for c in columns]
    except (KeyError, ValueError):
        return None


def main():
    args = argparse.ArgumentParser(usage=__doc__)
    args.add_argument("svg")
    args.add_argument("data")
    for option in ("--marks", "--rings", "--tracks"):
        args.add_argument(option, action="append", default=[])
    args.add_argument("--heads", action="store_true")
    args.add_argument("--lon", default="lon")
    args.add_argument("--lat", default="lat")
    a = args.parse_args()
    root = ET.parse(a.svg).getroot()
    element = root.find(f".//{MAP}")
    if element is None:
        print(f"{a.svg}: does not tell where its map lies")
        return 2
    ground = Ground(element)
    with open(a.data, encoding="utf-8-sig", newline="") as f:
        table = list(csv.DictReader(f))
    bad, n = [], 0
    for name in a.marks:
        found = check_marks(root, ground, name, [numbers(r, [a.lon, a.lat]) for r in table])
        bad, n = bad + found[0], n + found[1]
    for text in a.rings:
        name, column = text.split(":")
        found = check_curves(root, ground, name, [numbers(r, [a.lon, a.lat, column]) for r in table], off_ring)
        bad, n = bad + found[0], n + found[1]
    for text in a.tracks:
        name, bearing, distance = text.split(":")
        rows = [numbers(r, [a.lon, a.lat, bearing, distance]) for r in table]
        found = check_curves(root, ground, name, [r and r[:3] + [1000 * r[3]] for r in rows], off_track, a.heads)
        bad, n = bad + found[0], n + found[1]
    for line in bad:
        print(line)
    print(f"{n} checked, {len(bad)} off")
    return 2 if n == 0 else 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
