#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a render says it has read and shows: every file that it opens is told, and maps of equal content are equal.

CT_EDITS=N tries so many edits of the data of every map (default 2)."""
import csv
import io
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile

from harness import BUILD, ROOT, Skip, expect, main, read, write

TELL = os.path.join(BUILD, "tests", "test_job_reads")
EDITS = int(os.environ.get("CT_EDITS", "2"))


def tell(document, output, *more, prefix=()):
    """Reads by path, content, whether it is unchanged, and what failed."""
    if not os.path.exists(TELL):
        raise Skip("build/tests/test_job_reads is not built")
    done = subprocess.run([*prefix, TELL, ROOT, document, output, *more], capture_output=True, text=True, timeout=300,
                          check=False)
    reads, said = {}, {}
    for line in done.stdout.splitlines():
        word, rest = line.split(" ", 1)
        if word == "read":
            kind, digest, path = rest.split(" ", 2)
            reads[os.path.normpath(path)] = (kind, digest)
        else:
            said[word] = rest
    return reads, said


# ---- Reads

# What libraries look at on their own: their settings, the loader's, time zones; all of it belongs to the machine.
OF_LIBRARIES = ("/lib", "/usr/lib", "/etc", "/proc", "/sys", "/dev", "/usr/share/proj", "/usr/share/gdal", "/usr/share/zoneinfo",
                "/usr/share/locale", "/usr/share/icu", "/usr/share/mime", "/usr/share/glib-2.0")
CALL = re.compile(r'\b(open|openat|access|faccessat2?|stat|lstat|newfstatat)\((?:AT_FDCWD, |\d+, )?"([^"]+)"([^\n]*)')


def looked_at(folder, document, output):
    """Files that the system calls of a render name, and those that could be opened."""
    log = os.path.join(folder, "strace.txt")
    reads, said = tell(document, output, prefix=(
        "strace", "-f", "-o", log, "-e", "trace=open,openat,access,faccessat,faccessat2,stat,lstat,newfstatat"))
    expect("failed" not in said, document, said)
    named, opened = set(), set()
    with open(log, encoding="utf-8", errors="replace") as f:
        for line in f:
            call = CALL.search(line)
            if not call:
                continue
            path = os.path.normpath(os.path.join(os.getcwd(), call[2]))
            if path.startswith(OF_LIBRARIES) or os.path.dirname(path) == os.path.dirname(output):
                continue
            if path.startswith(os.path.expanduser("~/.")) or "/.local/share/proj" in path:
                continue
            named.add(path)
            if call[1] in ("open", "openat") and " = -1" not in call[3] and "O_DIRECTORY" not in call[3]:
                opened.add(path)
    return reads, named, opened


def check_reads(folder, document):
    out = os.path.join(folder, "out")
    os.makedirs(out, exist_ok=True)
    reads, named, opened = looked_at(folder, document, os.path.join(out, "map.png"))
    missed = sorted(p for p in opened if p not in reads and os.path.isfile(p))
    expect(not missed, document, "opened and not told:", missed)
    # What was looked for in vain and decides on something would have been opened.
    absent = sorted(p for p in named if p not in reads and not os.path.lexists(p) and not is_trial(p, reads))
    expect(not absent, document, "looked for in vain and not told:", absent)
    for path in reads:
        expect(path in named or not os.path.lexists(path) or reads[path][0] == "data", document, "told and not looked at:", path)
    return reads


def is_trial(path, reads):
    """Names that no driver takes anything from when they are there: GDAL asks what kind of path it has."""
    return path.startswith("/vsi") or any(path.startswith(p + "/") for p in reads)


def needs_strace():
    if not shutil.which("strace"):
        raise Skip("strace is not installed")
    done = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    if done.returncode:
        raise Skip("strace may not trace here")


DOCUMENT = """title: Sites
data:
  sites: {{ path: {path} }}
view: {{ bbox: [124, 37, 131, 43] }}
page: {{ size: "600x450px" }}
"""


def every_file_of_a_document(folder):
    needs_strace()
    write(os.path.join(folder, "logo.svg"),
          '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>')
    write(os.path.join(folder, "page.yaml"), "like: screen\n")
    theme = read(os.path.join(ROOT, "styles", "briefing.json")).decode()
    write(os.path.join(folder, "theme.json"), theme.replace("Source Sans 3 Semibold", "No Such Font Semibold", 1))
    document = write(os.path.join(folder, "map.yaml"), f"""title: Sites
logo: logo.svg
style: theme.json
boundaries: un
data:
  sites: {{ path: sites.csv, label: name, class: {{ column: type }} }}
page: {{ size: "600x450px", template: page.yaml }}
locator: true
""")
    reads = check_reads(folder, document)
    kinds = {kind for kind, _ in reads.values()}
    expect({"document", "template", "theme", "icon", "font", "data", "base"} <= kinds, kinds)
    here = os.path.normpath(folder)
    for name, kind in (("map.yaml", "document"), ("page.yaml", "template"), ("theme.json", "theme"), ("logo.svg", "icon"),
                       ("sites.csv", "data")):
        expect(reads[os.path.join(here, name)][0] == kind, name, reads.get(os.path.join(here, name)))
    expect(reads[os.path.join(ROOT, "layers", "policies.json")][0] == "base")


def geojson():
    features = [f'{{"type":"Feature","properties":{{"name":"P{i}"}},"geometry":{{"type":"Point","coordinates":[{125 + i},39]}}}}'
                for i in range(4)]
    return '{"type":"FeatureCollection","features":[' + ",".join(features) + "]}"


def convert(folder, source, name, *options):
    if not shutil.which("ogr2ogr"):
        raise Skip("ogr2ogr is not installed")
    path = os.path.join(folder, name)
    subprocess.run(["ogr2ogr", *options, path, source], check=True, capture_output=True)
    return path


def every_file_of_datasets(folder):
    needs_strace()
    source = write(os.path.join(folder, "points.geojson"), geojson())
    made = [source, convert(folder, source, "points.shp", "-lco", "ENCODING=UTF-8"), convert(folder, source, "points.gpkg"),
            convert(folder, source, "points.kml"), convert(folder, source, "points.fgb"),
            convert(folder, source, "points.gml", "-f", "GML"), convert(folder, source, "points.tab", "-f", "MapInfo File"),
            write(os.path.join(folder, "table.csv"), "name,lat,lon\nA,39,125\nB,39,127\n")]
    made.append(convert(folder, made[-1], "table.ods"))
    made.append(convert(folder, made[-2], "table.xlsx"))
    with zipfile.ZipFile(os.path.join(folder, "points.zip"), "w") as z:
        z.write(source, "points.geojson")
    made.append(os.path.join(folder, "points.zip"))
    made.append("/vsizip/" + os.path.join(folder, "points.zip") + "/points.geojson")
    for path in made:
        document = write(os.path.join(folder, "map.yaml"), DOCUMENT.format(path=path))
        reads = check_reads(folder, document)
        if path.endswith(".shp"):
            beside = {p: reads.get(os.path.join(folder, "points" + p), ("", ""))[1] for p in (".dbf", ".shx", ".prj", ".cpg", ".qix")}
            expect(all(len(beside[p]) == 64 for p in (".dbf", ".shx", ".prj", ".cpg")), beside)
            expect(beside[".qix"] == "absent", beside)
        if path.endswith(".gpkg"):
            expect(reads[path + "-wal"][1] == "absent", path)


def tiles_of(folder, png):
    for x in range(2):
        for y in range(2):
            os.makedirs(os.path.join(folder, "tiles", "1", str(x)), exist_ok=True)
            write(os.path.join(folder, "tiles", "1", str(x), f"{y}.png"), png)
    db = sqlite3.connect(os.path.join(folder, "tiles.mbtiles"))
    db.execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)")
    db.execute("CREATE TABLE metadata (name, value)")
    db.execute("INSERT INTO metadata VALUES ('format', 'png')")
    for x in range(2):
        for y in range(2):
            db.execute("INSERT INTO tiles VALUES (1, ?, ?, ?)", (x, y, png))
    db.commit()
    db.close()


def every_file_of_a_style(folder):
    needs_strace()
    out = os.path.join(folder, "made")
    os.makedirs(out)
    first = write(os.path.join(folder, "first.yaml"), DOCUMENT.format(path="sites.csv"))
    tell(first, os.path.join(out, "a.png"))
    png = read(os.path.join(out, "a.png"))
    tiles_of(folder, png)
    write(os.path.join(folder, "points.geojson"), geojson())
    write(os.path.join(folder, "picture.png"), png)
    write(os.path.join(folder, "sprite.png"), png)
    write(os.path.join(folder, "sprite.json"), '{"dot":{"x":0,"y":0,"width":8,"height":8,"pixelRatio":1}}')
    style = write(os.path.join(folder, "style.json"), """{"version": 8, "sprite": "sprite", "center": [127, 39], "zoom": 2,
 "sources": {
  "tiles": {"type": "raster", "tiles": ["tiles/{z}/{x}/{y}.png"], "minzoom": 1, "maxzoom": 1},
  "packed": {"type": "raster", "url": "tiles.mbtiles", "minzoom": 1, "maxzoom": 1},
  "image": {"type": "image", "url": "picture.png", "coordinates": [[120, 45], [135, 45], [135, 30], [120, 30]]},
  "points": {"type": "geojson", "data": "points.geojson"}},
 "layers": [
  {"id": "t", "type": "raster", "source": "tiles"}, {"id": "p", "type": "raster", "source": "packed"},
  {"id": "i", "type": "raster", "source": "image"},
  {"id": "s", "type": "symbol", "source": "points", "layout": {"icon-image": "dot", "text-field": "{name}"}}]}""")
    reads = check_reads(folder, style)
    for name in ("tiles/1/1/0.png", "tiles.mbtiles", "picture.png", "points.geojson", "sprite.json", "sprite.png"):
        expect(len(reads.get(os.path.join(folder, name), ("", ""))[1]) == 64, name, reads.get(os.path.join(folder, name)))


def standard_input_is_never_the_same(folder):
    out = os.path.join(folder, "out")
    os.makedirs(out)
    done = subprocess.run([TELL, ROOT, "-", os.path.join(out, "a.png")], input=read(os.path.join(folder, "sites.csv")),
                          capture_output=True, check=False)
    expect(b"read data changed -\n" in done.stdout, done.stdout[-500:])


# ---- Content

def stops_at_what_is_expected(folder):
    document = write(os.path.join(folder, "map.yaml"), DOCUMENT.format(path="sites.csv"))
    out = os.path.join(folder, "a.png")
    _, first = tell(document, out, "")
    expect(len(first["content"]) == 64 and first["unchanged"] == "0", first)
    os.remove(out)
    _, again = tell(document, out, first["content"])
    expect(again == {"content": first["content"], "given": first["given"], "unchanged": "1"}, again)
    expect(not os.path.exists(out) and not [n for n in os.listdir(folder) if n.endswith(".tmp")], os.listdir(folder))
    _, other = tell(document, out, first["content"], "title=Other")
    expect(other["unchanged"] == "0" and other["content"] != first["content"] and os.path.exists(out), other)
    os.remove(out)
    _, strict = tell(document, out, first["content"], "dpi=192")
    expect(strict["unchanged"] == "0" and os.path.exists(out), strict)


# Rows in and far outside the frame 124..131, 37..43.
def rows(rng, n=40):
    kinds = ["alpha", "beta", "gamma", "delta"]
    out = []
    for i in range(n):
        inside = i % 2 == 0
        lon = rng.uniform(124.5, 130.5) if inside else rng.uniform(100, 118)
        lat = rng.uniform(37.5, 42.5) if inside else rng.uniform(20, 33)
        if i % 8 == 0 and i:
            lon, lat = float(out[0]["lon"]), float(out[0]["lat"])
        out.append({"id": str(i), "name": f"Place {i}", "type": kinds[i % 3], "lat": f"{lat:.4f}", "lon": f"{lon:.4f}",
                    "date": f"201{i % 9}-0{1 + i % 9}-11", "n": str(rng.randrange(1, 90)), "who": f"Source {i % 4}",
                    "to": f"Place {(i * 7 + 3 * (i % 4)) % n}", "rank": str(i % 5), "country": ["PRK", "KOR", "CHN", "VNM"][i % 4],
                    "wide": str(rng.choice(["", "20000", "90000"]))})
    return out


def text_of(table):
    s = io.StringIO()
    w = csv.DictWriter(s, list(table[0]), lineterminator="\n")
    w.writeheader()
    w.writerows(table)
    return s.getvalue()


def put(folder, table):
    write(os.path.join(folder, "sites.csv"), text_of(table))
    features = [{"type": "Feature", "properties": {k: v for k, v in r.items() if k not in ("lat", "lon")},
                 "geometry": {"type": "Point", "coordinates": [float(r["lon"]), float(r["lat"])]}} for r in table]
    write(os.path.join(folder, "sites.geojson"), json.dumps({"type": "FeatureCollection", "features": features}))


def is_outside(row):
    return not (122 < float(row["lon"]) < 133 and 35 < float(row["lat"]) < 45)


def edit(rng, table):
    """Another table, and whether only rows outside the frame are concerned."""
    table = [dict(r) for r in table]
    at = rng.randrange(len(table))
    row = table[at]
    outside = is_outside(row)
    kind = rng.randrange(7)
    if kind == 0:
        column = rng.choice(["name", "type", "n", "who", "to", "rank", "date", "wide"])
        row[column] = {"name": "Renamed", "type": "delta", "n": "77", "who": "Source 9", "to": "Place 3", "rank": "0",
                       "date": "2001-01-01", "wide": "50000"}[column]
    elif kind == 1:
        row["lon"], row["lat"] = f"{rng.uniform(124.5, 130.5):.4f}", f"{rng.uniform(37.5, 42.5):.4f}"
        outside = False
    elif kind == 2:
        row["lon"], row["lat"] = f"{rng.uniform(100, 118):.4f}", f"{rng.uniform(20, 33):.4f}"
    elif kind == 3:
        table.insert(at, {**row, "id": "900", "name": "Added"})
    elif kind == 4:
        del table[at]
    elif kind == 5:
        to = rng.randrange(len(table))
        outside = outside and is_outside(table[to])
        table[at], table[to] = table[to], table[at]
    else:
        row["lon"] = f"{float(row['lon']) + 0.01:.4f}"
    return table, outside


STYLE = """{"version": 8, "center": [127, 40], "zoom": 4.5, "sources": {
 "sites": {"type": "geojson", "data": "sites.geojson"},
 "heaps": {"type": "geojson", "data": "sites.geojson", "cluster": true, "clusterRadius": 60}},
 "layers": [{"id": "heat", "type": "heatmap", "source": "sites"},
  {"id": "heap", "type": "circle", "source": "heaps", "paint": {"circle-radius": ["+", 4, ["coalesce", ["get", "point_count"], 0]]}},
  {"id": "name", "type": "symbol", "source": "sites", "layout": {"text-field": "{name}", "text-size": 11}}]}"""

PAGE = 'page: { size: "600x450px" }\n'
FIXED = "view: { bbox: [124, 37, 131, 43] }\n" + PAGE
# Each has a view that stays, unless it says otherwise, and the share of edits outside its frame that must leave it alone.
MAPS = {
    "plain": ("data: { sites: { path: sites.csv, label: name } }\n" + FIXED, 0.9),
    "classes": ("data: { sites: { path: sites.csv, label: name, class: { column: type, values: { alpha: {}, beta: {}, gamma: {} } }, "
                "sort: rank } }\nlegend: { counts: true }\n" + FIXED, 0.9),
    "seen classes": ("data: { sites: { path: sites.csv, label: name, class: { column: type } } }\n" + FIXED, 0.5),
    "sizes": ("data: { sites: { path: sites.csv, size: { column: n } } }\n" + FIXED, 0.4),
    "sources": ("data: { sites: { path: sites.csv, label: name, source: { column: who }, footnotes: true } }\nsources: [ Own ]\n" + FIXED, 0.5),
    "stacks": ("data: { sites: { path: sites.csv, label: name, stack: list } }\n" + FIXED, 0.9),
    "numbers": ("data: { sites: { path: sites.csv, label: name } }\nlabels: numbers\n" + FIXED, 0.6),
    "groups": ("data: { sites: { path: sites.csv, group_by: type, label: \"{type} {count}\" } }\n" + FIXED, 0),
    "uncertain": ("data: { sites: { path: sites.csv, label: name, uncertainty: wide } }\n" + FIXED, 0.8),
    "links": ("data: { sites: { path: sites.csv, label: name, links: { from: name, to: to, places: sites } } }\n" + FIXED, 0),
    "shaded": ("data: { sites: { path: sites.csv, join: { layer: countries, on: country, key: iso_a3 }, shade: { column: n } } }\n"
               + FIXED, 0),
    "window": ("data: { sites: { path: sites.csv, label: name, date: date } }\ntime: { since: 2013 }\n" + FIXED, 0.9),
    "all classes": ("data: { sites: { path: sites.csv, class: { column: type } } }\nlegend: { all: true }\n" + FIXED, 0),
    "inset": ("data: { sites: { path: sites.csv, label: name } }\ninsets: [ { title: Part, bbox: [126, 38, 128, 40] } ]\n" + FIXED, 0.9),
    "style": (STYLE, 0),
    "fitted": ("data: { sites: { path: sites.csv, label: name } }\nview: { fit: [sites] }\n" + PAGE, 0),
    "atlas": ("title: \"{name}\"\ndata: { sites: { path: sites.csv, label: name } }\natlas: { over: sites, where: \"rank = '1'\", "
              "scale: 2000000 }\n" + PAGE, 0),
}


def later(folder, name):
    """What is no data of the document: files are held against the ones of the last time, whatever is in them."""
    return read(os.path.join(folder, "sites.geojson")) if name == "style" else b""


def try_map(folder, name, count, formats=("png",)):
    document, least = MAPS[name]
    rng = random.Random(name)
    first = rows(rng)
    path = write(os.path.join(folder, "map.json" if document.startswith("{") else "map.yaml"), document)
    outside = kept = 0
    for ending in (("pdf",) if name == "atlas" else formats):
        out = os.path.join(folder, "map." + ending)
        put(folder, first)
        _, said = tell(path, out, "")
        expect("failed" not in said and len(said["content"]) == 64, name, said)
        known = {said["content"]: read(out)}
        given = {(said["given"], later(folder, name)): said["content"]}
        last = said["content"]
        table = first
        for i in range(count):
            # Some edits go on from the last one, and some pictures come back.
            other, off = edit(rng, table)
            put(folder, other)
            if os.path.exists(out):
                os.remove(out)
            _, said = tell(path, out, "")
            expect("failed" not in said, name, said)
            made = read(out)
            had = known.setdefault(said["content"], made)
            if had != made:
                write(os.path.join("/tmp", "content-was." + ending), had)
                write(os.path.join("/tmp", "content-is." + ending), made)
            expect(had == made, name, ending, f"edit {i}: content {said['content']} has two pictures")
            # What it is made from decides on what it shows, with the files that are read later.
            expect(len(said["given"]) == 64, name, said)
            shows = given.setdefault((said["given"], later(folder, name)), said["content"])
            expect(shows == said["content"], name, ending, f"edit {i}: given {said['given']} has two contents")
            outside += off
            kept += off and said["content"] == last
            if rng.random() < 0.5:
                table, last = other, said["content"]
    if ending == "png" and outside >= 5:
        expect(kept >= least * outside, name, f"{kept} of {outside} edits outside the frame leave the content alone")
    return outside, kept


def equal_content_is_an_equal_map(folder):
    for name in MAPS:
        outside, kept = try_map(folder, name, EDITS)
        if EDITS > 2:
            print(f"{name}: {EDITS} edits, {outside} outside the frame, {kept} of these leave the content alone", flush=True)


def equal_content_is_an_equal_drawing(folder):
    for name in ("classes", "links"):
        try_map(folder, name, EDITS, ("svg", "pdf"))


if __name__ == "__main__":
    sys.exit(main([every_file_of_a_document, every_file_of_datasets, every_file_of_a_style,
                   standard_input_is_never_the_same, stops_at_what_is_expected, equal_content_is_an_equal_map,
                   equal_content_is_an_equal_drawing]))
