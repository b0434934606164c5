# SPDX-License-Identifier: MIT
"""The sets that are labelled: seeded points on a page, real names, the files in which each program takes them."""
import csv
import io
import json
import math
import os
import random
import struct
import subprocess

WIDTH, HEIGHT = 842, 595  # A4 landscape, points
MARK_PT = 2.5 * 72 / 25.4
TEXT_PT = 8
GAP_PT = 0.8  # between mark and text, for all
ASCENT, DESCENT = 800, 280  # of a label's box, thousandths of the text's size, for all
M_PER_PT = 1000
EARTH_M = 6378137
FONT = "fonts/SourceSans3-Regular.otf"
BLUE = 200  # of the colours that tell labels apart whose letters a program draws as outlines; red and green count
MARGIN_PT = 12  # no point lies nearer to the page's edge
SIZES = (50, 100, 200, 500, 1000)
LARGE = (2000, 5000, 10000)
AIMED_AT, SEEDS = 200, 5  # clustered: as many sets of it, for what is aimed at
KINDS = ("uniform", "clustered")


def eight_places(r):
    """Sides of the mark (x: 1 right, -1 left; y: 1 below, -1 above) and shifts in points, r from its centre."""
    return [(sx, sy, sx * r, sy * r) for sx, sy in ((1, -1), (1, 0), (1, 1), (-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1))]


def many_places(r, em):
    """The eight, then slid along the mark's sides, close by and then 0.7 em farther off: much as Cartouche looks."""
    out = eight_places(r)
    for off in (0, 0.7 * em):
        for t in (0, -0.35, 0.35, -0.7, 0.7, -1.1, 1.1):
            # A program's list does not know how long the text is: above and below it slides by ems.
            out += [(sx, 0, sx * (r + off), t * em) for sx in (1, -1)]
            out += [(0, sy, 2.2 * t * em, sy * (r + off)) for sy in (-1, 1)]
    return [p for k, p in enumerate(out) if p not in out[:k]]


def names_of(base):
    """Names of populated places in Latin letters, each once, shuffled."""
    text = subprocess.run(["ogr2ogr", "-f", "CSV", "/vsistdout/", os.path.join(base, "places_10m.fgb"), "-select", "name"],
                          check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    rows = csv.reader(io.StringIO(text))
    next(rows)
    # Signs that a program might take for its own, or that a PDF's text cannot give back, are left out.
    names = sorted({r[0] for r in rows if r and all(c.isalpha() and ord(c) < 0x180 or c in " -'" for c in r[0])})
    names = [n for n in names if 3 <= len(n) <= 24 and n == n.strip()]
    random.Random(5).shuffle(names)
    return names


def normal(rnd):
    return math.sqrt(-2 * math.log(1 - rnd.random())) * math.cos(2 * math.pi * rnd.random())


def page_of(n):
    """A4, or as much larger that no more than a thousand points share that much."""
    k = math.sqrt(max(1, n / 1000))
    return round(WIDTH * k), round(HEIGHT * k)


def points(n, kind, seed):
    """n points of the page: anywhere, or in clusters of 25 with a standard deviation of 30 points."""
    rnd = random.Random(f"{kind} {n} {seed}")
    width, height = page_of(n)
    left, right, low, high = MARGIN_PT, width - MARGIN_PT, MARGIN_PT, height - MARGIN_PT
    anywhere = lambda: (left + rnd.random() * (right - left), low + rnd.random() * (high - low))
    centres = [anywhere() for _ in range(max(1, n // 25))]
    seen, out = set(), []
    while len(out) < n:
        x, y = anywhere()
        if kind == "clustered":
            cx, cy = centres[len(out) % len(centres)]
            x, y = cx + 30 * normal(rnd), cy + 30 * normal(rnd)
        cell = (round(x), round(y))
        if left <= x <= right and low <= y <= high and cell not in seen:
            seen.add(cell)
            out.append((round(x, 3), round(y, 3)))
    return out


def to_lonlat(x, y, page=(WIDTH, HEIGHT)):
    mx, my = (x - page[0] / 2) * M_PER_PT, (page[1] / 2 - y) * M_PER_PT
    return math.degrees(mx / EARTH_M), math.degrees(2 * math.atan(math.exp(my / EARTH_M)) - math.pi / 2)


def write_geojson(path, features, crs=None):
    doc = {"type": "FeatureCollection"}
    if crs:
        doc["crs"] = {"type": "name", "properties": {"name": crs}}
    doc["features"] = [{"type": "Feature", "properties": p, "geometry": {"type": "Point", "coordinates": xy}}
                       for p, xy in features]
    with open(path, "w", encoding="utf-8") as f:
        json.dump(doc, f, ensure_ascii=False)


def write_font(source, path):
    """The font with the height that every program shall give a line of text: that of Cartouche's own boxes."""
    with open(source, "rb") as f:
        data = bytearray(f.read())
    for i in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, at, _ = struct.unpack_from(">4sIII", data, 12 + 16 * i)
        if tag == b"hhea":
            struct.pack_into(">hhh", data, at + 4, ASCENT, -DESCENT, 0)
        elif tag == b"OS/2":
            struct.pack_into(">hhhHH", data, at + 68, ASCENT, -DESCENT, 0, ASCENT, DESCENT)
    with open(path, "wb") as f:
        f.write(data)


def listed():
    """Name, number, kind and seed of the sets that all programs label."""
    for kind in KINDS:
        for n in SIZES:
            yield f"{kind}-{n}", n, kind, 0
    for seed in range(1, SEEDS):
        yield f"clustered-{AIMED_AT}-{seed}", AIMED_AT, "clustered", seed


def make(folder, name, n, kind, names, seed=0):
    """Writes NAME.json (the set), NAME.geojson (degrees) and NAME-3857.geojson (metres); returns the set."""
    page = page_of(n)
    width, height = page
    rows = [{"name": names[i % len(names)], "x": x, "y": y} for i, (x, y) in enumerate(points(n, kind, seed))]
    base = os.path.join(folder, name)
    prop = lambda i, r: {"i": i, "name": r["name"], "rank": i + 1, "color": f"#{i >> 8:02x}{i & 255:02x}{BLUE:02x}"}
    write_geojson(base + ".geojson", [(prop(i, r), [round(v, 9) for v in to_lonlat(r["x"], r["y"], page)])
                                      for i, r in enumerate(rows)])
    write_geojson(base + "-3857.geojson", [(prop(i, r), [(r["x"] - width / 2) * M_PER_PT, (height / 2 - r["y"]) * M_PER_PT])
                                           for i, r in enumerate(rows)], "urn:ogc:def:crs:EPSG::3857")
    out = {"name": name, "width": width, "height": height, "mark_pt": MARK_PT, "text_pt": TEXT_PT, "gap_pt": GAP_PT,
           "m_per_pt": M_PER_PT, "blue": BLUE, "font": os.path.join(folder, FONT), "rows": rows,
           "places": {"8": eight_places(MARK_PT / 2 + GAP_PT), "many": many_places(MARK_PT / 2 + GAP_PT, TEXT_PT)},
           "bbox": [*to_lonlat(0, height, page), *to_lonlat(width, 0, page)], "lonlat": base + ".geojson", "metres": base + "-3857.geojson"}
    with open(base + ".json", "w", encoding="utf-8") as f:
        json.dump(out, f, ensure_ascii=False)
    return out
