#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vector tiles written by GDAL's MVT driver: drawn as the data they were made from, without seams."""
import json
import os
import shutil
import sqlite3
import struct
import subprocess
import tempfile
import zlib

from harness import ROOT, Skip, expect, main, read, run, write

MADE = []
BASE = os.path.join(ROOT, "layers", "base")
LAND = {"id": "land", "type": "fill", "source-layer": "countries",
        "paint": {"fill-color": "#884400", "fill-opacity": 0.5, "fill-outline-color": "#400000"}}
BORDERS = {"id": "borders", "type": "line", "source-layer": "countries",
           "paint": {"line-color": "#0000ff", "line-width": 2, "line-opacity": 0.5}}
RIVERS = {"id": "rivers", "type": "line", "source-layer": "rivers", "layout": {"line-cap": "round"},
          "paint": {"line-color": "#00aaff", "line-width": 8, "line-opacity": 0.5}}
PLACES = {"id": "places", "type": "circle", "source-layer": "places",
          "filter": [">=", ["get", "pop"], 1000000],
          "paint": {"circle-radius": ["interpolate", ["linear"], ["get", "pop"], 1e6, 3, 1e7, 9],
                    "circle-color": "#c00000", "circle-opacity": 0.6}}


def ogr(*args):
    if not shutil.which("ogr2ogr"):
        raise Skip("no ogr2ogr")
    done = subprocess.run(["ogr2ogr", *args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    expect(done.returncode == 0, args, done.stdout)


def make(folder):
    """w.gpkg and, of the same layers, w.mbtiles and the folder w of single tiles."""
    if not MADE:
        MADE.append(tempfile.TemporaryDirectory(prefix="cartouche-test-"))
        make_anew(MADE[0].name)
    shutil.copytree(MADE[0].name, folder, dirs_exist_ok=True)


def make_anew(folder):
    gpkg = f"{folder}/w.gpkg"
    for layer, of in (("countries", "countries_110m"), ("rivers", "rivers_50m"), ("places", "places_10m")):
        kind = {"countries": "PROMOTE_TO_MULTI", "rivers": "LINESTRING", "places": "POINT"}[layer]
        sql = f"select name, {'pop' if layer == 'places' else 'name as n2'}, geometry from {of}"
        ogr("-f", "GPKG", "-update", "-append", gpkg, f"{BASE}/{of}.fgb", "-nln", layer, "-nlt", kind,
            "-dialect", "sqlite", "-sql", sql)
    options = ["-dsco", "MINZOOM=0", "-dsco", "MAXZOOM=3", "-dsco", "MAX_SIZE=5000000", "-dsco", "MAX_FEATURES=200000"]
    ogr("-f", "MVT", f"{folder}/w.mbtiles", gpkg, *options)
    ogr("-f", "MVT", f"{folder}/w", gpkg, *options)


def style(folder, name, sources, layers):
    return write(f"{folder}/{name}.json", json.dumps({
        "version": 8, "sources": sources,
        "layers": [{"id": "bg", "type": "background", "paint": {"background-color": "#ffffff"}}, *layers]}))


def of(source, *layers):
    return [{**layer, "source": source} for layer in layers]


def pixels(path):
    """Width, height and the rows of an 8-bit RGB or RGBA PNG, as PNG's own specification filters them."""
    data, at, packed = read(path), 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            w, h, depth, color = struct.unpack(">IIBB", body[:10])
        if kind == b"IDAT":
            packed += body
        at += size + 12
    n = {2: 3, 6: 4}[color]
    expect(depth == 8, "depth", depth)
    raw, before, rows = zlib.decompress(packed), bytearray(w * n), []
    for y in range(h):
        filter_, row = raw[y * (w * n + 1)], bytearray(raw[y * (w * n + 1) + 1:(y + 1) * (w * n + 1)])
        for i in range(w * n if filter_ else 0):
            a, b, c = (row[i - n], before[i], before[i - n]) if i >= n else (0, before[i], 0)
            p = a + b - c
            nearest = min(((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c)))[2]
            row[i] = (row[i] + (0, a, b, (a + b) // 2, nearest)[filter_]) & 255
        rows.append([tuple(row[i:i + 3]) for i in range(0, w * n, n)])
        before = row
    return w, h, rows


def draw(folder, path, *options):
    out = path[:-5] + ".png"
    r = run("render", path, "--bare", "--size", "320x240", "-o", out, *options, cwd=folder)
    expect(r.code == 0, r)
    return pixels(out), r


def differing(a, b):
    """Share of pixels of which no neighbour in the other picture is like it."""
    (w, h, p), (_, _, q) = a, b
    bad = 0
    for y in range(1, h - 1):
        for x in range(1, w - 1):
            if p[y][x] == q[y][x]:
                continue
            near = (q[y + dy][x + dx] for dy in (-1, 0, 1) for dx in (-1, 0, 1))
            bad += not any(max(abs(c - d) for c, d in zip(p[y][x], o)) <= 48 for o in near)
    return bad / (w * h)


VIEWS = [("--center", "10,48", "--zoom", "2.7"), ("--center", "10,48", "--zoom", "5"),
         ("--center", "175,60", "--zoom", "1.4"), ("--center", "20,75", "--zoom", "1.2", "--projection", "EPSG:3575")]


def as_the_data(folder):
    make(folder)
    layers = of("s", LAND, BORDERS, RIVERS, PLACES)
    paths = {name: style(folder, name, {"s": {"type": "vector", **source}}, layers)
             for name, source in (("data", {"url": "w.gpkg"}), ("mbtiles", {"url": "mbtiles://w.mbtiles"}),
                                  ("tiles", {"tiles": ["w/{z}/{x}/{y}.pbf"], "maxzoom": 3}))}
    for view in VIEWS:
        data, _ = draw(folder, paths["data"], *view)
        expect(len({c for row in data[2] for c in row}) > 5, "an empty picture", view)
        mbtiles, _ = draw(folder, paths["mbtiles"], *view)
        share = differing(data, mbtiles)
        expect(share < 0.004, f"{share:.4f} of the pixels differ from the data's", view)
        tiles, _ = draw(folder, paths["tiles"], *view)
        expect(tiles == mbtiles, "single tiles are drawn otherwise than an MBTiles", view)


def no_seams(folder):
    """A translucent country whose inside is cut by many tiles has one colour."""
    make(folder)
    path = style(folder, "one", {"s": {"type": "vector", "url": "w.mbtiles"}}, of("s", LAND, BORDERS))
    (w, h, rows), _ = draw(folder, path, "--center", "-100,42", "--zoom", "4.3")
    colors = {c for row in rows for c in row}
    expect(len(colors) == 1 and colors != {(255, 255, 255)}, "seams:", sorted(colors)[:9])


def tilejson_and_gaps(folder):
    make(folder)
    write(f"{folder}/w/t.json", json.dumps({"tilejson": "3.0.0", "tiles": ["{z}/{x}/{y}.pbf"], "maxzoom": 3}))
    path = style(folder, "t", {"s": {"type": "vector", "url": "w/t.json"}}, of("s", LAND))
    whole, _ = draw(folder, path, "--center", "10,48", "--zoom", "3")
    # What is missing is taken out of the tile above.
    for x in os.listdir(f"{folder}/w/3"):
        shutil.rmtree(f"{folder}/w/3/{x}")
    gaps, _ = draw(folder, path, "--center", "10,48", "--zoom", "3")
    expect(differing(whole, gaps) < 0.01, differing(whole, gaps))


def endless(path):
    """An MBTiles whose tiles are a view without end."""
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
    db.executemany("INSERT INTO metadata VALUES (?, ?)", [("minzoom", "0"), ("maxzoom", "9"), ("format", "pbf")])
    db.execute("CREATE VIEW tiles AS WITH RECURSIVE r(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM r) "
               "SELECT i AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'00' AS tile_data FROM r")
    db.commit()
    db.close()


def out_of_reach(folder):
    """Sources that cannot be had are told of, and the rest is drawn."""
    circle = {"type": "circle", "paint": {"circle-radius": 9}}
    sources = {"net": {"type": "vector", "url": "https://tiles.example/tiles.json"},
               "pm": {"type": "vector", "url": "pmtiles://x.pmtiles"},
               "lost": {"type": "vector", "url": "lost.mbtiles"},
               "bad": {"type": "vector", "url": "bad.mbtiles"},
               "endless": {"type": "vector", "url": "endless.mbtiles"},
               "broken": {"type": "geojson", "data": "broken.geojson"},
               "here": {"type": "geojson", "data": "data:application/json,%7B%22type%22:%22Point%22,%22coordinates%22:[0,0]%7D"}}
    write(f"{folder}/bad.mbtiles", "this is no database")
    endless(f"{folder}/endless.mbtiles")
    write(f"{folder}/broken.geojson", '{"type":"FeatureCollection","features":[')
    layers = [{**circle, "id": name, "source": name, **({"source-layer": "x"} if s["type"] == "vector" else {})}
              for name, s in sources.items()]
    picture, r = draw(folder, style(folder, "o", sources, layers))
    expect(picture[2][120][160] == (0, 0, 0), "the source that is there is not drawn")
    for name in ("net", "pm", "lost", "bad", "broken"):
        expect(name in r.err, name, "is not told of:", r.err)
    expect(r.err.count("CT-S320") == 4 and r.err.count("CT-S321") == 1 and r.err.count("CT-S322") >= 1, r.err)
    expect(run("render", f"{folder}/o.json", "--bare", "--strict", "-o", f"{folder}/s.png").code == 1, "--strict")


# As published styles for the OpenMapTiles schema are written: legacy filters, functions, tokens, fonts and a
# sprite on the network.
OPENMAPTILES = {
    "version": 8, "name": "Streets", "center": [10, 48], "zoom": 2.6, "bearing": 0, "pitch": 0,
    "metadata": {"mapbox:type": "template"}, "light": {"anchor": "viewport"},
    "sources": {"openmaptiles": {"type": "vector", "url": "omt.mbtiles",
                                 "attribution": "<a href='https://x.example'>&copy; Somebody</a>"}},
    "sprite": "https://x.example/sprite", "glyphs": "https://x.example/{fontstack}/{range}.pbf",
    "layers": [
        {"id": "background", "type": "background", "paint": {"background-color": "hsl(47, 26%, 88%)"}},
        {"id": "water", "type": "fill", "source": "openmaptiles", "source-layer": "water", "layout": {"visibility": "visible"},
         "filter": ["all", ["==", "$type", "Polygon"], ["!=", "intermittent", 1]], "paint": {"fill-color": "hsl(205, 56%, 73%)"}},
        {"id": "waterway", "type": "line", "source": "openmaptiles", "source-layer": "waterway",
         "filter": ["all", ["==", "$type", "LineString"], ["in", "class", "river", "canal"]],
         "paint": {"line-color": "hsl(205, 56%, 73%)", "line-width": {"base": 1.4, "stops": [[2, 1], [20, 8]]}}},
        {"id": "building-3d", "type": "fill-extrusion", "source": "openmaptiles", "source-layer": "building",
         "paint": {"fill-extrusion-color": "#ccc", "fill-extrusion-height": {"property": "h", "type": "identity"}}},
        {"id": "boundary", "type": "line", "source": "openmaptiles", "source-layer": "boundary",
         "filter": ["all", ["<=", "admin_level", 2], ["==", "$type", "LineString"], ["!has", "claimed_by"]],
         "layout": {"line-cap": "round", "line-join": "round"},
         "paint": {"line-color": "hsl(0, 0%, 60%)", "line-width": {"base": 1.3, "stops": [[3, 1], [22, 15]]},
                   "line-color-transition": {"duration": 300}}},
        {"id": "place", "type": "symbol", "source": "openmaptiles", "source-layer": "place", "minzoom": 2, "maxzoom": 24,
         "filter": ["all", ["==", "$type", "Point"], ["==", "class", "city"], ["<=", "rank", 2]],
         "layout": {"text-field": "{name:latin}\n{name:nonlatin}", "text-font": ["Noto Sans Regular"], "text-max-width": 10,
                    "text-size": {"stops": [[3, 12], [8, 16]]}},
         "paint": {"text-color": "hsl(0, 0%, 10%)", "text-halo-color": "#fff", "text-halo-width": 1}}]}


def make_openmaptiles(folder):
    gpkg = f"{folder}/omt.gpkg"
    for layer, of_, kind, sql in (
            ("water", "lakes_50m", "PROMOTE_TO_MULTI", "'lake' as class, name"),
            ("waterway", "rivers_50m", "LINESTRING", "'river' as class, name"),
            ("boundary", "borders_110m", "PROMOTE_TO_MULTI", "2 as admin_level, 0 as maritime"),
            ("place", "places_10m", "POINT", "'city' as class, name as 'name:latin', scalerank as rank")):
        ogr("-f", "GPKG", "-update", "-append", gpkg, f"{BASE}/{of_}.fgb", "-nln", layer, "-nlt", kind,
            "-dialect", "sqlite", "-sql", f"select {sql}, geometry from {of_}")
    ogr("-f", "MVT", f"{folder}/omt.mbtiles", gpkg, "-dsco", "MINZOOM=2", "-dsco", "MAXZOOM=2")


def published_style(folder):
    make_openmaptiles(folder)
    path = write(f"{folder}/streets.json", json.dumps(OPENMAPTILES))
    r = run("check", path)
    expect(r.code == 0, r)
    r = run("render", path, "--size", "640x480", "-o", f"{folder}/a.png", "-o", f"{folder}/a.pdf", cwd="/")
    expect(r.code == 0 and "error" not in r.err, r)
    expect("'building-3d' (fill-extrusion) is drawn as its footprint" in r.err, r.err)
    _, _, rows = pixels(f"{folder}/a.png")
    colors = {c for row in rows for c in row}
    for wanted in ((233, 230, 216), (148, 193, 225), (153, 153, 153)):
        expect(any(max(abs(a - b) for a, b in zip(c, wanted)) <= 3 for c in colors), wanted, "is not drawn")
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", f"{folder}/a.pdf", "-"], stdout=subprocess.PIPE, text=True).stdout
        for word in ("Streets", "Rome", "© Somebody"):
            expect(word in text, word, "is not on the page:", text)
    again = run("render", path, "--size", "640x480", "-o", f"{folder}/b.png", cwd=folder)
    expect(again.code == 0 and read(f"{folder}/a.png") == read(f"{folder}/b.png"), "not the same bytes again")


def clusters(folder):
    """Four points at one place and one apart: counts and sums as Supercluster's documentation has them."""
    points = [[0, 0], [0.5, 0], [0, 0.5], [0.5, 0.5], [90, 0]]
    data = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"n": i + 1}, "geometry": {"type": "Point", "coordinates": p}}
        for i, p in enumerate(points)]}
    source = {"type": "geojson", "data": data, "cluster": True, "clusterProperties": {"sum": ["+", ["get", "n"]]}}
    layers = [
        {"id": "c", "type": "circle", "source": "s", "filter": ["all", ["==", ["get", "point_count"], 4], ["==", ["get", "sum"], 10]],
         "paint": {"circle-radius": 10, "circle-color": "#ff0000"}},
        {"id": "p", "type": "circle", "source": "s", "filter": ["!", ["has", "point_count"]],
         "paint": {"circle-radius": 10, "circle-color": "#0000ff"}}]
    view = ("--center", "0,0", "--zoom", "0")
    picture, _ = draw(folder, style(folder, "c", {"s": source}, layers), *view)
    expect(picture[2][120][160] == (255, 0, 0), "no cluster:", picture[2][120][160])
    expect(picture[2][120][160 + 128] == (0, 0, 255), "no point:", picture[2][120][160 + 128])
    source["filter"] = ["<", ["get", "n"], 4]
    picture, _ = draw(folder, style(folder, "f", {"s": source}, layers), *view)
    expect(picture[2][120][160] == (255, 255, 255), "the source's filter is not heeded")


if __name__ == "__main__":
    main([as_the_data, no_seams, tilejson_and_gaps, out_of_reach, published_style, clusters])
