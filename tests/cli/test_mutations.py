#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Documents with one value replaced by something else: a map, or one line that says where; never a crash, a hang or half a file.

usage: test_mutations.py [--all [N/M]]     without --all: every 61st case; N/M: the Nth of M shares of all
"""
import copy
import json
import os
import re
import sys

from harness import CARTOUCHE, ROOT, expect, main, read, run, write

SECONDS = 100 if "asan" in CARTOUCHE else 10
SAMPLE = 61
VALUES = [None, "", [], {}, -1, 1e308, "x", True, "long words " * 2000, [[["x", [1, {"a": [2]}]]], [[]]],
          0, float("nan"), 1e-300, "../..", "{name}\x01\u202e\n{", 2 ** 63]

ROWS = """id,name,other,kind,n,km,from,to,bearing,iso,date,metres,flag,link,cite
a,Ash,Alt,red,4,30,a,b,10,PRK,2018-05-01,2000,,https://example.org/a,one
b,Birch,,blue,9,60,b,c,200,KOR,2018-06,50,yes,https://example.org/b,one; two
c,Cedar,Cee,red,1,20,c,a,300,CHN,2019,9000,,mailto:c@example.org,two
d,Elm,,green,1,20,a,c,45,JPN,2019-02-03,0,,,
"""
SITES = "id,name,lat,lon\n" + "".join(
    f"{i},{n},{lat},{lon}\n" for i, n, lat, lon in
    (("a", "Ash", 39.8, 125.7), ("b", "Birch", 41.3, 129.1), ("c", "Cedar", 39.81, 125.72), ("d", "Elm", 38.7, 125.4)))

FURNITURE = {
    "title": "Trees", "subtitle": "Of four kinds", "kicker": "Woods", "note": "A note", "map_number": "No. 7",
    "disclaimer": "No endorsement", "author": "A. Forester", "keywords": "trees, woods", "as_of": "2019-06-01",
    "classification": {"text": "SECRET", "color": "#c00000", "text_color": "white"},
    "logo": {"file": "mark.svg", "height": 8},
    "style": "briefing", "since_edition": {"date": "2019-05-01", "table": True, "heading": "Since May"},
    "time": {"since": 2017, "until": "2019-12"},
    "data": {"trees": {
        "path": "trees.csv", "id": "id", "layer": "trees", "crs": "EPSG:4326", "header_row": 1, "columns": {"name": 2},
        "lat": "lat", "lon": "lon", "where": "n > 0", "date": "date", "styles": "theme",
        "class": {"column": "kind", "values": {"red": {"label": "Red", "color": "#a00", "icon": "square", "size": 1.5}},
                  "other": "hide"},
        "label": ["{name} ({date|date})", "other"], "sort": "n", "heading": "Trees", "stack": {"show": "list", "near": False},
        "precision": "metres", "approx": "flag", "url": "link", "source": {"column": "cite"}, "footnotes": True,
        "color": "#123456", "icon": "circle"}},
    "view": {"fit": ["trees"], "projection": "auto", "rotation": 3, "padding": 6},
    "page": {"template": "house.yaml", "size": "90x70mm", "orientation": "landscape", "dpi": 96, "ratio": 1, "bare": False,
             "background": "#fffff0"},
    "base": {"highlight": "PRK", "labels": True, "admin1": False, "rivers": False, "countries": True,
             "names": ["dual", {"Yellow Sea": False}]},
    "locator": {"extent": [95, 15, 150, 55], "projection": "EPSG:3857", "size": 20},
    "insets": [{"title": "Two", "names": ["Ash", "Cedar"], "fit": ["trees"], "size": [20, 20], "at": "bottom-right", "leader": True,
                "labels": False, "scale_bar": False, "projection": "auto", "rotation": 0, "padding": 2}],
    "legend": {"title": "Legend", "counts": True, "all": True, "at": "auto"},
    "boundaries": "un",
    "graticule": {"every": [2, 1], "labels": True, "lines": True, "format": "dm"},
    "scale_bar": {"unit": ["km", "nm"], "at": 40},
    "north_arrow": True,
    "sources": [{"text": "First", "url": "https://example.org/", "id": "one"}, {"id": "two", "text": "Second"}],
    "labels": {"mode": "auto", "pin": {"Ash": {"side": "left"}, "Birch": {"offset": [4, 3]}}, "hide": ["Elm"],
               "rename": {"Cedar": "Lebanon"}, "priority": ["Birch"]},
    "svg": {"data": ["name", "n"], "pin_widths": True},
    "layers": [{"id": "more", "type": "circle", "source": "trees", "minzoom": 1, "maxzoom": 20, "filter": [">", ["get", "n"], 2],
                "layout": {"visibility": "visible"}, "paint": {"circle-radius": 3, "circle-color": ["get", "color"]},
                "metadata": {"cartouche:legend": {"label": "More", "heading": "Of them", "column": "kind",
                                                  "values": {"red": "Red ones"}}}}]}

DERIVED = {
    "data": {
        "trees": {"path": "trees.csv", "label": "name", "rings": {"radii_km": [20, 50], "label": "{km} km", "legend": "Near"},
                  "sectors": {"from": "bearing", "to": 60, "radius_km": 40, "inner_km": 5, "label": "Seen"},
                  "tracks": {"bearing": "bearing", "distance_km": "km", "label": "Ways",
                             "width": {"column": "n", "range": [0.8, 7], "label": "How much"}},
                  "links": {"from": "from", "to": "to", "places": "sites", "key": "id", "width": "n", "bundle": False, "arrow": True,
                            "label": "Of them"},
                  "uncertainty": {"column": "metres", "label": "About"}},
        "wide": {"path": "trees.csv", "rings": {"column": "km", "label": False},
                 "sectors": {"bearing": "bearing", "width_deg": 30, "radius_km": "km"}, "stack": "fan"},
        "sites": {"path": "sites.csv", "group_by": "name", "size": {"column": "count", "range": [7, 34], "label": "Rows"}},
        "lands": {"path": "trees.csv", "join": {"layer": "countries", "key": "iso_a3", "on": "iso"},
                  "shade": {"column": "n", "breaks": [2, 5], "colors": ["#eee", "#999", "#333"], "label": "Number"}}},
    "view": {"bbox": [123, 37, 131, 43]}, "page": {"size": "400x300"}, "base": {"labels": False}}

ATLAS = {
    "title": "{name}", "subtitle": "{page} of {pages}, {count}",
    "data": {"trees": {"path": "trees.csv", "label": "name", "class": "kind", "url": "https://example.org/{id}"}},
    "atlas": {"over": "trees", "where": "n > 1", "by": "kind", "name": "{kind}", "sort": "n", 
              "index": {"title": "All", "subtitle": "of them"}, "only": True, "padding": 5},
    "view": {"center": [127, 40], "scale": "1:9000000"}, "page": {"size": "A6"}, "sources": ["{cite}"], "base": {"labels": False}}

IMAGERY = {
    "base": {"imagery": "grey.asc", "hillshade": "grey.asc", "credit": "Somebody"}, "view": {"center": [127, 40], "zoom": 5},
    "page": {"size": "300x200"}}

TEMPLATE = {
    "summary": "Of the house", "like": "briefing-a4", "unit": "mm",
    "page": {"size": "A5", "orientation": "landscape", "dpi": 96, "ratio": 1},
    "map": {"share": 0.5, "names": 1, "marks": 1.2, "labels": "near", "trim": True},
    "type": {"title": {"90": 8, "200": 16}, "subtitle": 8, "kicker": 7, "legend": 7, "foot": 6, "small": 6, "classification": 8, "least": 4},
    "space": {"margin": 4, "gap": 2, "inset": 2, "grid": 1}, "title": {"align": "center"},
    "legend": {"at": "beside", "narrow": 100}, "locator": {"share": 0.2, "least": 10, "most": 40},
    "scale_bar": {"most": 40}, "logo": {"height": 8}, "foot": {"columns": "auto"}}

DOCUMENTS = {"furniture": FURNITURE, "derived": DERIVED, "atlas": ATLAS, "imagery": IMAGERY}
# What tables of the documentation have in their first column that is no key of a document.
NO_KEYS = set("un de-facto none as-is dual east-sea briefing-a4 briefing-letter slide column social screen count fan list auto".split()
              + "true 500 range_km 5 [500, 1300] false sql sheet summary suits".split())
PAGES = ("documents", "pages", "insets", "atlas", "graticule", "derived", "boundaries", "bases")


def nodes(value, path=()):
    """Paths of all values."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from nodes(inner, path + (key,))


def replaced(document, path, value):
    out = copy.deepcopy(document)
    at = out
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return out


def as_yaml(document):
    return re.sub(r"\bNaN\b", ".nan", json.dumps(document, indent=1))


def set_up(folder):
    rows, sites = ROWS.splitlines(), SITES.splitlines()
    write(f"{folder}/trees.csv", "\n".join(a + "," + ",".join(b.split(",")[2:]) for a, b in zip(rows, sites)) + "\n")
    write(f"{folder}/sites.csv", SITES)
    write(f"{folder}/mark.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><circle cx="2" cy="2" r="2"/></svg>')
    write(f"{folder}/grey.asc", "ncols 4\nnrows 3\nxllcorner 125\nyllcorner 38\ncellsize 1\n" + "1 20 300 40\n5 60 700 8\n9 10 11 1200\n")
    write(f"{folder}/house.yaml", as_yaml(TEMPLATE))


def cases():
    for name, document in DOCUMENTS.items():
        for path in nodes(document):
            for value in VALUES:
                yield name, path, value
    for path in nodes(TEMPLATE):
        for value in VALUES:
            yield "template", path, value


def listing(folder):
    return sorted(os.listdir(folder))


# The line of the document, or the file that cannot be read, or what concerns the page as a whole.
PLACE = re.compile(r"cartouche: (?:(?:map|house)\.yaml:\d+:|(?:trees|sites)\.csv:|grey\.asc:|no rows are left|nothing |.*: no such file$)")


def as_told(value):
    """Words of a path, a CRS or a theme by which it is found in the document."""
    text = json.dumps(value) if not isinstance(value, str) else value
    return [f"'{text[:30]}", f"cartouche: {text[:30]}"] if isinstance(value, str) and text else [f"'{text}'", f": {text}:", f"{text}: no such"]


def try_one(folder, name, path, value):
    template = name == "template"
    if template:
        write(f"{folder}/house.yaml", as_yaml(replaced(TEMPLATE, path, value)))
    write(f"{folder}/map.yaml", as_yaml(FURNITURE if template else replaced(DOCUMENTS[name], path, value)))
    before = listing(folder)
    out = "out.pdf" if name == "atlas" else "out.svg"
    about = f"{name}: {'.'.join(map(str, path))} = {str(value)[:40]!r}:"
    # Of the processor, so that a machine with other work to do does not count.
    r = run("-c", f'ulimit -t {SECONDS}; exec "$0" render map.yaml -o {out}', CARTOUCHE, cwd=folder, timeout=300, program="/bin/sh")
    expect(r.code in (0, 1), about, r)
    errors = [t for t in r.err.splitlines() if t.startswith("cartouche: ")]
    if r.code == 0:
        expect(not errors, about, "an error, but exit 0:", r)
        data = read(f"{folder}/{out}")
        expect(data.rstrip().endswith((b"</svg>", b"%%EOF")), about, "half a file")
        os.remove(f"{folder}/{out}")
    else:
        expect(len(errors) == 1 and r.err.splitlines()[-1] == errors[0], about, "not one error line at the end:", r)
        expect(len(errors[0]) < 1100, about, "a long error:", errors[0][:1200])
        expect(PLACE.match(errors[0]) or any(w in errors[0] for w in as_told(value)), about, "does not say where:", errors[0])
    expect(listing(folder) == before, about, "left behind:", set(listing(folder)) ^ set(before))
    if template:
        write(f"{folder}/house.yaml", as_yaml(TEMPLATE))


def unchanged_documents_render(folder):
    set_up(folder)
    for name, document in DOCUMENTS.items():
        write(f"{folder}/map.yaml", as_yaml(document))
        r = run("render", "map.yaml", "-o", "out.pdf", cwd=folder)
        expect(r.code == 0, name, r)


def documented_keys_are_tried(folder):
    keys = {str(k) for d in [*DOCUMENTS.values(), TEMPLATE] for p in nodes(d) for k in p}
    for page in PAGES:
        text = read(os.path.join(ROOT, "docs", page + ".md")).decode()
        for row in re.findall(r"^\| (`[^|]*?) \|", text, flags=re.M):
            for key in re.findall(r"`([^`]*)`", row):
                expect(key in keys or key in NO_KEYS or not re.fullmatch(r"\w+", key), page, "has a key that no document here has:", key)


def changed_documents_render_or_say_where(folder):
    set_up(folder)
    every = list(cases())
    share = sys.argv[2].split("/") if len(sys.argv) > 2 else ("1", "1")
    chosen = every[int(share[0]) - 1::int(share[1])] if "--all" in sys.argv else every[::SAMPLE]
    wrong = 0
    for case in chosen:
        try:
            try_one(folder, *case)
        except Exception as fault:
            wrong += 1
            print(fault, flush=True)
            for file in set(listing(folder)) - {"trees.csv", "sites.csv", "mark.svg", "grey.asc", "house.yaml"}:
                os.remove(f"{folder}/{file}")
            write(f"{folder}/house.yaml", as_yaml(TEMPLATE))
    print(f"{len(chosen)} of {len(every)} cases")
    expect(not wrong, f"{wrong} cases")


if __name__ == "__main__":
    main([unchanged_documents_render, documented_keys_are_tried, changed_documents_render_or_say_where])
