#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Editions on the map: weekly ones whose marks are what an independent diff says, and what goes wrong.

CT_WEEKS=N makes so many of them (default 26)."""
import csv
import json
import os
import re
import shutil

from edition_marks import marks
from harness import ROOT, expect, main, read, run, write

COLUMNS = ["id", "name", "class", "status", "lat", "lon"]
DOC = """title: Sites
data: {{ sites: {{ path: sites.csv, id: id, label: name, class: class }} }}
page: {{ size: 360x260, bare: true }}
view: {{ bbox: [123, 37, 131, 43] }}
base: {{ labels: false, rivers: false, admin1: false }}
svg: {{ data: [id, edition] }}
{more}"""
WEEKS = int(os.environ.get("CT_WEEKS", "26"))
STATES = ["planned", "building", "operating", "closed"]


class Dice:
    """Numbers that are the same everywhere (Numerical Recipes' generator)."""

    def __init__(self, seed):
        self.x = seed

    def __call__(self, n):
        self.x = (self.x * 1664525 + 1013904223) % (1 << 32)
        return (self.x >> 8) % n


def save(folder, rows):
    with open(f"{folder}/sites.csv", "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, COLUMNS, lineterminator="\n")
        out.writeheader()
        out.writerows(rows.values())


def a_site(dice, number):
    return {"id": f"s{number}", "name": f"Site {number}", "class": ["plant", "port", "base"][dice(3)], "status": STATES[dice(4)],
            "lat": f"{37.5 + dice(5000) / 1000:.3f}", "lon": f"{123.5 + dice(7000) / 1000:.3f}"}


def a_week_later(rows, dice, number):
    rows = {k: dict(v) for k, v in rows.items()}
    for _ in range(dice(3)):
        number += 1
        rows[f"s{number}"] = a_site(dice, number)
    names = list(rows)
    for _ in range(dice(3)):
        row = rows[names[dice(len(names))]]
        row["status"] = STATES[dice(4)]
    if dice(2):
        row = rows[names[dice(len(names))]]
        row["lat"] = f"{37.5 + dice(5000) / 1000:.3f}"
    if dice(3) == 0 and len(rows) > 6:
        del rows[names[dice(len(names))]]
    return rows, number


def diff(old, new):
    """What has become of ids, without the program's help."""
    out = {"new": set(new) - set(old), "removed": set(old) - set(new), "changed": set(), "moved": set()}
    for k in set(old) & set(new):
        if float(old[k]["lat"]) != float(new[k]["lat"]) or float(old[k]["lon"]) != float(new[k]["lon"]):
            out["moved"].add(k)
        elif any(old[k][c] != new[k][c] for c in COLUMNS):
            out["changed"].add(k)
    return out


def weekly(folder):
    dice, rows = Dice(20190829), {}
    for number in range(1, 13):
        rows[f"s{number}"] = a_site(dice, number)
    save(folder, rows)
    write(f"{folder}/doc.yaml", DOC.format(more=""))
    r = run("render", "doc.yaml", "-o", "map.svg", "--manifest", "last.json", cwd=folder)
    expect(r.code == 0, "the first edition renders", r)
    seen = dict.fromkeys(("new", "changed", "moved", "removed"), 0)
    write(f"{folder}/doc.yaml", DOC.format(more="since_edition: last.json\n"))
    for week in range(1, WEEKS + 1):
        old, (rows, number) = rows, a_week_later(rows, dice, number)
        save(folder, rows)
        r = run("render", "doc.yaml", "-o", "map.svg", "--manifest", "next.json", cwd=folder)
        expect(r.code == 0, f"week {week} renders", r)
        drawn, told = marks(read(f"{folder}/map.svg").decode())
        want = diff(old, rows)
        expect(drawn == want, f"week {week}: what is marked is what an independent diff says", (drawn, want))
        expect({k: told[k] for k in want} == want, f"week {week}: so says the column", (told, want))
        expect(told["same"] == set(rows) - set().union(*want.values()), f"week {week}: the others are as they were", told)
        ids = {f["id"] for f in json.loads(read(f"{folder}/next.json"))["features"]}
        expect(ids == set(rows), f"week {week}: what is gone is not among the next edition's features", ids)
        os.replace(f"{folder}/next.json", f"{folder}/last.json")
        for k in seen:
            seen[k] += len(want[k])
    expect(all(n > 5 for n in seen.values()), "there are some of every kind", seen)


def editions(folder):
    """A folder with a map, and the manifest of what it was."""
    shutil.copytree(os.path.join(ROOT, "tests/golden/edition"), folder, dirs_exist_ok=True)


def table(folder):
    editions(folder)
    r = run("render", "doc.yaml", "-o", "a.svg", "-o", "b.svg", cwd=folder)
    svg = read(f"{folder}/a.svg").decode()
    expect(r.code == 0 and svg == read(f"{folder}/b.svg").decode(), "renders", r)
    for words in ("Since 29 Aug 2019", "2 new, 1 changed, 1 moved, 1 removed", "Hazel", "operating"):
        expect(words in svg.replace("\u00a0", " "), f"the page says '{words}'")
    r = run("render", "doc.yaml", "--since-edition", "last.json", "-o", "c.svg", cwd=folder)
    expect(r.code == 0 and read(f"{folder}/c.svg").decode() == svg, "the option keeps what the document says of the table", r)
    plain = read(f"{folder}/doc.yaml").decode().replace("since_edition: { manifest: last.json, table: true }\n", "")
    write(f"{folder}/plain.yaml", plain)
    r = run("render", "plain.yaml", "-o", "d.svg", cwd=folder)
    expect(r.code == 0 and "Since" not in read(f"{folder}/d.svg").decode(), "nothing is marked unasked", r)


def by_column(folder):
    editions(folder)
    doc = read(f"{folder}/doc.yaml").decode().replace("class: class", "class: edition")
    write(f"{folder}/doc.yaml", doc)
    r = run("render", "doc.yaml", "-o", "a.svg", cwd=folder)
    expect(r.code == 0, "classes may go by the column 'edition'", r)
    write(f"{folder}/doc.yaml", doc.replace("since_edition: { manifest: last.json, table: true }\n", ""))
    r = run("render", "doc.yaml", "-o", "a.svg", cwd=folder)
    expect(r.code == 1 and "no column 'edition'" in r.err, "which there is only with an earlier edition", r)


def grouped(folder):
    editions(folder)
    doc = read(f"{folder}/doc.yaml").decode()
    write(f"{folder}/doc.yaml", doc.replace("class: class", "group_by: class, size: count") + "svg: { data: [class, edition, count] }\n")
    r = run("render", "doc.yaml", "-o", "a.svg", cwd=folder)
    svg = read(f"{folder}/a.svg").decode()
    expect(r.code == 0, "renders", r)
    groups = dict(re.findall(r'<use id="sites-bubble-\d+" data-class="(\w+)" data-edition="(\w+)"', svg))
    expect(groups == {"plant": "changed", "port": "changed", "base": "changed"}, "groups have changed where a row has", groups)
    counts = dict(re.findall(r'data-class="(\w+)" data-edition="\w+" data-count="(\d+)"', svg))
    expect(counts == {"plant": "3", "port": "2", "base": "2"}, "what is gone does not count", counts)


def faults(folder):
    editions(folder)
    whole = read(f"{folder}/last.json")
    for name, text, words in (("empty", b"", "last.json"), ("cut", whole[: len(whole) // 2], "last.json"), ("other", b"{}", "no manifest"),
                              ("edited", whole.replace(b"operating", b"abandoned", 1), "hash")):
        write(f"{folder}/last.json", text)
        r = run("render", "doc.yaml", "-o", "a.png", cwd=folder)
        expect(r.code == 1 and words in r.err and not os.path.exists(f"{folder}/a.png"), f"{name}: an error, and no map", r)
        r = run("check", "doc.yaml", cwd=folder)
        expect(r.code == 1 and b"CT-E101" in r.out + r.err.encode(), f"{name}: check tells", r)
    os.unlink(f"{folder}/last.json")
    r = run("render", "doc.yaml", "-o", "a.png", cwd=folder)
    expect(r.code == 1 and "last.json" in r.err, "a manifest that is not there", r)
    write(f"{folder}/last.json", whole)
    doc = read(f"{folder}/doc.yaml").decode()
    write(f"{folder}/doc.yaml", doc.replace("id: id", "id: name"))
    r = run("render", "doc.yaml", "-o", "a.png", cwd=folder)
    expect(r.code == 0 and "CT-E102" in r.err and "alder" in r.err and "Alder works" in r.err, "ids that have nothing in common", r)
    write(f"{folder}/doc.yaml", doc.replace("{ manifest: last.json, table: true }", "2019-08-29"))
    r = run("render", "doc.yaml", "-o", "a.png", cwd=folder)
    expect(r.code == 0 and "CT-E103" in r.err, "a date without a catalogue", r)
    for wrong in ("soon", "{ table: true }", "{ manifest: last.json, date: 2019 }", "{ manifest: last.json, tabel: true }"):
        write(f"{folder}/doc.yaml", doc.replace("{ manifest: last.json, table: true }", wrong))
        r = run("render", "doc.yaml", "-o", "a.png", cwd=folder)
        expect(r.code == 1 and "doc.yaml:4:" in r.err, f"'since_edition: {wrong}' is refused with its place", r)


def short_moves(folder):
    editions(folder)
    rows = read(f"{folder}/sites.csv").decode()
    write(f"{folder}/sites.csv", rows.replace("39.60,127.35", "39.953,126.952"))
    r = run("render", "doc.yaml", "-o", "a.svg", cwd=folder)
    svg = read(f"{folder}/a.svg").decode()
    expect(r.code == 0 and "sites-moved-from" not in svg, "an old place under its mark is not drawn", r)
    way = re.search(r'id="sites-move-\d+" d="M[-0-9.]+[ ,]?[-0-9.]+l([-0-9.]+?)[ ,]?(-[0-9.]+)"', svg)
    expect(way, "an arrow from the south is")
    expect(3 < sum(float(x) ** 2 for x in way.groups()) ** 0.5 < 9, "a short one", way.groups())


def room(folder):
    editions(folder)
    doc = read(f"{folder}/doc.yaml").decode()
    write(f"{folder}/doc.yaml", doc.replace("900x760", "200x150"))
    r = run("render", "doc.yaml", "-o", "a.png", cwd=folder)
    expect(r.code == 0 and "CT-E150" in r.err and "5 changes" in r.err, "a table that has no room is told of", r)
    rows = [f"x{i},Name of some length {i},base,operating,{38.7 + i * 0.02:.2f},{125.5 + i * 0.02:.2f}\n" for i in range(40)]
    write(f"{folder}/doc.yaml", doc.replace("900x760", "420x330"))
    write(f"{folder}/sites.csv", "id,name,class,status,lat,lon\n" + "".join(rows))
    r = run("render", "doc.yaml", "-o", "a.svg", cwd=folder)
    expect("CT-L401" in r.err and not any(name in r.err for name in ("'Gorse base'", "'Birch works'")),
           "names of what is gone are no loss", r)


def atlas(folder):
    editions(folder)
    doc = read(f"{folder}/doc.yaml").decode()
    write(f"{folder}/doc.yaml", doc + "atlas: { over: sites, name: '{id}', scale: '1:500000' }\n")
    r = run("render", "doc.yaml", "-o", "page-{name}.svg", cwd=folder)
    expect(r.code == 0, "renders", r)
    for page, words, others in (("hazel", "1 new", ("Fir yard", "Elm base")), ("fir", "1 changed", ("Hazel works", "Gorse base")),
                                ("alder", "no changes", ("Fir yard", "Hazel works"))):
        svg = read(f"{folder}/page-{page}.svg").decode().replace("\u00a0", " ").replace("\u2002", " ")
        expect(words in svg and not any(o in svg for o in others), f"the page of {page} tells of its own changes", words)


def shapes(folder):
    ring = [[126, 39], [127, 39], [127, 40], [126, 39]]
    forms = {"a": ("Polygon", [ring]), "b": ("Polygon", [[[x + 2, y] for x, y in ring]]),
             "c": ("LineString", [[126, 41], [128, 41.5]]), "d": ("Point", [125, 39])}
    for name, ids in (("then", "abcd"), ("now", "ad")):
        rows = [{"type": "Feature", "properties": {"id": k}, "geometry": dict(zip(("type", "coordinates"), forms[k]))} for k in ids]
        write(f"{folder}/{name}.geojson", json.dumps({"type": "FeatureCollection", "features": rows}))
    for name, day in (("then", "2019-08-29"), ("now", "2019-09-05")):
        r = run("catalog", "import", f"{name}.geojson", "--into", "c.gpkg", "--id", "id", "--complete", "--recorded", day, cwd=folder)
        expect(r.code == 0, f"{name} is imported", r)
    write(f"{folder}/doc.yaml", "title: Zones\nas_of: 2019-09-05\nsince_edition: 2019-08-29\ndata: { zones: { path: c.gpkg } }\n"
          "page: { size: 600x400 }\nsvg: { data: [id] }\n")
    r = run("render", "doc.yaml", "-o", "a.svg", cwd=folder)
    svg = read(f"{folder}/a.svg").decode()
    gone = dict(re.findall(r'<path [^>]*?id="zones-removed-(area|line)-\d+"[^>]*? data-id="(\w+)"', svg))
    expect(r.code == 0 and gone == {"area": "b", "line": "c"}, "what is gone has its shape", (gone, r))
    expect("zones-removed-cross" not in svg, "and no cross")


def links(folder):
    write(f"{folder}/ports.csv", "id,lat,lon\na,38.7,125.4\nb,35.1,129\nc,31.2,121.8\nd,43.1,131.9\n")
    doc = ("title: Voyages\ndata:\n  ports: { path: ports.csv, id: id }\n"
           "  voyages: { path: voyages.csv, id: id, links: { from: from, to: to, places: ports, width: calls } }\n"
           "page: { size: 600x400 }\nsvg: { data: [id, edition] }\n")
    write(f"{folder}/doc.yaml", doc)
    write(f"{folder}/voyages.csv", "id,from,to,calls\n1,a,b,2\n2,a,c,3\n3,c,a,1\n4,b,d,2\n5,a,b,1\n6,d,x,1\n")
    r = run("render", "doc.yaml", "-o", "a.svg", "--manifest", "last.json", cwd=folder)
    expect(r.code == 0 and "-link-" in read(f"{folder}/a.svg").decode(), "the first edition", r)
    # 1 and 5 are one link, of which one has changed; 4 and 6 have gone; 7 and 8 are new, 8 beside another way.
    write(f"{folder}/voyages.csv", "id,from,to,calls\n1,a,b,2\n2,a,c,3\n3,c,a,1\n5,a,b,4\n7,d,a,1\n8,d,c,1\n")
    write(f"{folder}/doc.yaml", doc + "since_edition: last.json\n")
    r = run("render", "doc.yaml", "-o", "a.svg", cwd=folder)
    svg = read(f"{folder}/a.svg").decode()
    expect(r.code == 0 and "CT-D301" not in r.err, "what is gone needs no places", r)
    drawn = set()
    for tag in re.findall(r"<path [^>]*>", svg):
        at = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        name = re.match(r"voyages-(\w+-link)-\d+", at.get("id", ""))
        if name:
            drawn.add((name[1], at["data-id"], at["data-edition"]))
    expect(drawn == {("new-link", "7", "new"), ("new-link", "8", "new"), ("changed-link", "1", "changed"), ("removed-link", "4", "removed")},
           "lines along what is new and changed, dashes where a link was", drawn)
    shown = set(re.findall(r'<path [^>]*?id="voyages-link-\d+"[^>]*? data-id="(\d)"', svg))
    expect(shown == {"1", "2", "3", "7", "8"}, "links that are gone are none", shown)


main([weekly, table, by_column, grouped, faults, short_moves, room, atlas, shapes, links])
