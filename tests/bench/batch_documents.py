# SPDX-License-Identifier: MIT
"""Briefing documents for the batch benchmarks: countries and regions of one table of places, one theme, one base.

write(folder, n) makes folder/sites.csv and n documents, the same ones every time. Documents name the rows that they show, so that
the ones that a changed row concerns can be counted without the program (shown_by).
"""
import csv
import os
import random
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PLACES = os.path.join(ROOT, "layers", "base", "places_10m.fgb")
CLASSES = ("nuclear", "missile", "port")
FEWEST, MOST = 10, 90
# Windows of degrees, west to east and south to north: as wide as countries and as wide as regions.
WINDOWS = ((8, 6), (16, 12), (30, 20))

HEAD = """title: {title}
subtitle: {subtitle}
as_of: {as_of}
style: briefing
data:
  sites:
    path: sites.csv
    where: "{where}"
    heading: Sites
    label: name
    sort: rank
    class:
      column: class
      values:
        nuclear: {{ label: Nuclear, icon: circle, color: "#D55E00" }}
        missile: {{ label: Missile, icon: triangle, color: "#0072B2" }}
        port: {{ label: Port, icon: square, color: "#007D5C" }}
view: {{ fit: [sites], projection: auto, padding: 8 }}
page: {{ size: 1600x1200px }}
locator: true
legend: {{ counts: true }}
sources: [ "GeoNames, made-up classes" ]
note: Boundaries and names shown do not imply endorsement.
"""


def places():
    """Rows of the base layer of places: name, country, lon, lat, the largest first."""
    text = subprocess.run(["ogr2ogr", "-f", "CSV", "/vsistdout/", PLACES, "-lco", "GEOMETRY=AS_XY", "-select",
                           "name,iso_a2,pop,geonameid"], check=True, capture_output=True, text=True).stdout
    rows = [r for r in csv.DictReader(text.splitlines()) if r["name"] and r["iso_a2"]]
    rows.sort(key=lambda r: (-int(r["pop"] or 0), int(r["geonameid"] or 0), r["name"]))
    return rows


def sites():
    dice = random.Random(7)
    return [{"id": f"s{k}", "name": r["name"], "country": r["iso_a2"], "class": dice.choice(CLASSES), "rank": 1 + k * 3 // 7000,
             "status": dice.choice(("seen", "reported")), "lon": f"{float(r['X']):.4f}", "lat": f"{float(r['Y']):.4f}"}
            for k, r in enumerate(places())]


def write_sites(folder, rows):
    path = os.path.join(folder, "sites.csv")
    with open(path + ".new", "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    os.replace(path + ".new", path)


def choices(rows):
    """(title, where, ids) of countries and windows with as many rows as a briefing has, without end."""
    by_country = {}
    for r in rows:
        by_country.setdefault(r["country"], []).append(r["id"])
    for code, ids in sorted(by_country.items()):
        if FEWEST <= len(ids) <= MOST:
            yield f"Sites in {code}", f"country = '{code}'", ids
    dice = random.Random(19)
    while True:
        w, h = dice.choice(WINDOWS)
        centre = dice.choice(rows)
        west, south = round(float(centre["lon"]) - w / 2, 1), round(float(centre["lat"]) - h / 2, 1)
        if not (-178 < west < 178 - w and -55 < south < 70 - h):
            continue
        ids = [r["id"] for r in rows if west <= float(r["lon"]) <= west + w and south <= float(r["lat"]) <= south + h]
        if FEWEST <= len(ids) <= MOST:
            where = (f"CAST(lon AS float) >= {west} AND CAST(lon AS float) <= {round(west + w, 1)} AND "
                     f"CAST(lat AS float) >= {south} AND CAST(lat AS float) <= {round(south + h, 1)}")
            yield f"Sites around {centre['name']}", where, ids


def write(folder, n):
    """Returns the rows, and by document's path the ids of the rows that it shows."""
    os.makedirs(folder, exist_ok=True)
    rows = sites()
    write_sites(folder, rows)
    shown = {}
    for k, (title, where, ids) in zip(range(n), choices(rows)):
        path = os.path.join(folder, f"brief-{k:04}.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(HEAD.format(title='"' + title.replace('"', "'") + '"', where=where, as_of="2026-08-20",
                                subtitle=f"Briefing {k + 1}. {len(ids)} sites by class"))
        shown[path] = ids
    return rows, shown
