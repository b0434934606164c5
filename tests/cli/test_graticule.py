#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Graticules end to end: labels and ticks of an SVG against cs2cs, the option, what is refused, the same bytes."""
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

from harness import Skip, expect, main, read, run, write

SVG = "{http://www.w3.org/2000/svg}"
SITES = "name,lat,lon\nA,39.8,125.75\nB,40.2,127.1\n"
SCALE, LAT, LON = 2000000, 40, 127
CRS = f"+proj=tmerc +lat_0={LAT} +lon_0={LON} +datum=WGS84 +units=m"
DOCUMENT = f"""data: {{ sites: {{ path: sites.csv, label: name }} }}
view: {{ center: [{LON}, {LAT}], scale: "1:{SCALE}", projection: "{CRS}" }}
page: {{ size: A4 }}
legend: false
graticule: {{ every: 0.5 }}
"""


def document(folder, text=DOCUMENT):
    write(os.path.join(folder, "sites.csv"), SITES)
    return write(os.path.join(folder, "map.yaml"), text)


def draw(folder, path, name, *options):
    out = os.path.join(folder, name)
    r = run("render", path, "-q", "-o", out, *options)
    expect(r.code == 0, r)
    return out


def group(root, name):
    found = [g for g in root.iter(SVG + "g") if name in (g.get("id"), g.get("{http://www.inkscape.org/namespaces/inkscape}label"))]
    expect(len(found) == 1, name, len(found))
    return found[0]


def numbers(text):
    return [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)]


def segments(g):
    """Both ends of the paths of two points: 'M x y l dx dy' or h, v."""
    for p in g.iter(SVG + "path"):
        d = p.get("d")
        m = re.fullmatch(r"M([^lhvLHV]*)([lhv])(.*)", d)
        if not m:
            continue
        x, y = numbers(m[1])
        step = numbers(m[3])
        dx, dy = (step[0], 0) if m[2] == "h" else (0, step[0]) if m[2] == "v" else step[:2]
        yield (x, y), (x + dx, y + dy)


def words(g):
    return ["".join(t.itertext()).replace("\u00a0", " ").strip() for t in g.iter(SVG + "text")]


def cs2cs(points):
    text = "".join(f"{x:.6f} {y:.6f}\n" for x, y in points)
    done = subprocess.run(["cs2cs", "-f", "%.9f", *CRS.split(), "+to", "+proj=longlat", "+datum=WGS84"], input=text.encode(),
                          stdout=subprocess.PIPE, check=True)
    return [tuple(map(float, line.split()[:2])) for line in done.stdout.decode().splitlines()]


def frame_of(root):
    """The frame's outline: the only path of its group."""
    d = next(group(root, "frame").iter(SVG + "path")).get("d")
    xs, ys, x, y = [], [], 0, 0
    for c, args in re.findall(r"([MLHVlhvz])([^MLHVlhvz]*)", d):
        a = numbers(args)
        if c == "M":
            x, y, a = a[0], a[1], a[2:]
        pairs = list(zip(a[::2], a[1::2])) if c in "MlL" else [(n, 0) for n in a] if c == "h" else [(0, n) for n in a]
        for dx, dy in pairs:
            x, y = x + dx, y + dy
            xs.append(x), ys.append(y)
        xs.append(x), ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def ticks_are_where_lines_are(folder):
    if not shutil.which("cs2cs"):
        raise Skip("no cs2cs")
    root = ET.parse(draw(folder, document(folder), "m.svg")).getroot()
    x0, y0, x1, y1 = frame_of(root)
    per_pt = SCALE * 0.0254 / 72
    starts = [a for a, _ in segments(group(root, "graticule-labels"))]
    expect(len(starts) > 20, len(starts))
    for x, y in starts:
        expect(min(abs(x - x0), abs(x - x1), abs(y - y0), abs(y - y1)) < 0.02, "a tick that is not at the frame", x, y)
    places = cs2cs([((x - (x0 + x1) / 2) * per_pt, ((y0 + y1) / 2 - y) * per_pt) for x, y in starts])
    for (x, y), (lon, lat) in zip(starts, places):
        level = min(abs(y - y0), abs(y - y1)) < 0.02
        deg, metres = (lon, 85000) if level else (lat, 111000)
        off = abs(deg * 2 - round(deg * 2)) / 2 * metres / per_pt
        # SVG has hundredths of a point.
        expect(off < 0.02, "a tick off by points", off, lon, lat)


def labels_name_their_lines(folder):
    root = ET.parse(draw(folder, document(folder), "m.svg")).getroot()
    said = words(group(root, "graticule-labels"))
    expect("40°00′ N" in said and "127°30′ E" in said, said)
    expect(len(said) == len([w for w in said if re.fullmatch(r"\d+°[03]0′ [NE]", w)]), said)
    expect(list(group(root, "graticule").iter(SVG + "path")), "no lines")


def the_option(folder):
    path = document(folder, DOCUMENT.replace("graticule: { every: 0.5 }\n", ""))
    plain = read(draw(folder, path, "a.svg"))
    expect(b"graticule" not in plain)
    root = ET.parse(draw(folder, path, "b.svg", "--graticule", "1")).getroot()
    expect("40° N" in words(group(root, "graticule-labels")))
    root = ET.parse(draw(folder, path, "c.svg", "--graticule", "auto")).getroot()
    expect(len(words(group(root, "graticule-labels"))) >= 6)
    expect(read(draw(folder, path, "d.svg", "--graticule", "false")) == plain)
    bare = ET.parse(draw(folder, path, "e.svg", "--graticule", "1", "--bare")).getroot()
    expect(list(group(bare, "graticule").iter(SVG + "path")), "no lines on a bare map")
    expect(b"graticule-labels" not in read(os.path.join(folder, "e.svg")))
    r = run("render", path, "--graticule", "often", "-o", os.path.join(folder, "f.svg"))
    expect(r.code == 2 and "'graticule' must be" in r.err, r)


def a_map_keeps_its_frame_without(folder):
    """Room for labels is taken only where there are labels."""
    path = document(folder, DOCUMENT.replace("every: 0.5", "every: 0.5, labels: false"))
    with_lines = frame_of(ET.parse(draw(folder, path, "a.svg")).getroot())
    path = document(folder, DOCUMENT.replace("graticule: { every: 0.5 }\n", ""))
    without = frame_of(ET.parse(draw(folder, path, "b.svg")).getroot())
    expect(with_lines == without, with_lines, without)


def too_many(folder):
    path = document(folder, DOCUMENT.replace("every: 0.5", "every: 0.005"))
    r = run("render", path, "-o", os.path.join(folder, "a.png"))
    expect(r.code == 1 and "would fill the map" in r.err, r)
    expect(not os.path.exists(os.path.join(folder, "a.png")))


def bars_and_arrows(folder):
    path = document(folder, DOCUMENT + "scale_bar: { unit: [km, mi], at: 60 }\nnorth_arrow: true\n")
    out = os.path.join(folder, "a.svg")
    r = run("render", path, "-o", out)
    expect(r.code == 0 and "CT-G201" in r.err and r.err.count("CT-G201") == 1, r)
    root = ET.parse(out).getroot()
    said = words(group(root, "scale-bar"))
    expect(any(w.endswith("km") for w in said) and any(w.endswith("mi") for w in said), said)
    expect(words(group(root, "north-arrow")) == ["N"])
    polar = DOCUMENT.replace(f"center: [{LON}, {LAT}]", "center: [0, 90]").replace(f"1:{SCALE}", "1:40000000")
    polar = polar.replace(CRS, "+proj=stere +lat_0=90").replace("every: 0.5", "every: 30")
    r = run("render", document(folder, polar + "north_arrow: true\n"), "-o", out)
    expect(r.code == 0 and "CT-G202" in r.err, r)


main([ticks_are_where_lines_are, labels_name_their_lines, the_option, a_map_keeps_its_frame_without, too_many,
      bars_and_arrows])
