#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Insets and the locator: every name is in one map or another, what an inset shows lies in its box, lines cross nothing."""
import csv
import json
import math
import os
import re
import subprocess
import xml.etree.ElementTree as tree

from harness import ROOT, Skip, expect, main, run, write

FACILITIES = os.path.join(ROOT, "layers", "dprk", "facilities.csv")
YONGBYON = "  - { title: Yongbyon, names: [Yongbyon, Radiochemical laboratory, Enrichment plant] }\n"
PYONGYANG = "  - { title: Around Pyongyang, bbox: [125.48, 38.8, 126.15, 39.34] }\n"
SIZES = [("A4", "portrait"), ("A4", "landscape"), ("slide", "landscape"), ("social", "landscape"), ("column", "portrait")]


def document(folder, insets, size="A4", orientation="portrait", data=FACILITIES, more="", name="map"):
    return write(os.path.join(folder, f"{name}.yaml"),
                 f"title: Facilities\ndata:\n  sites: {{ path: {data}, label: name, sort: rank, class: class }}\n"
                 f"view: {{ fit: [sites] }}\npage: {{ size: {size}, orientation: {orientation} }}\n"
                 f"locator: true\n{more}" + (f"insets:\n{insets}" if insets else ""))


def report(folder, *args, expected=0, **more):
    done = run("render", document(folder, *args, **more), "--report", "-")
    expect(done.code == expected, done)
    return (json.loads(done.out) if expected == 0 else None), done.err


def drawn(m):
    return [l for l in m["labels"] if l["data"] and l["state"] != "dropped"]


def overlap(a, b, by=0.0):
    return min(a[2], b[2]) - max(a[0], b[0]) > by and min(a[3], b[3]) - max(a[1], b[1]) > by


def depth(line, box):
    """How far the line's inside comes into the box."""
    most = -1.0
    for k in range(1, 400):
        x = line[0] + (line[2] - line[0]) * k / 400
        y = line[1] + (line[3] - line[1]) * k / 400
        most = max(most, min(x - box[0], box[2] - x, y - box[1], box[3] - y))
    return most


def test_every_name_somewhere(folder):
    with open(FACILITIES, encoding="utf-8") as f:
        ids = {row["id"] for row in csv.DictReader(f) if row["lat"]}
    for size, orientation in SIZES[:4]:
        m, err = report(folder, YONGBYON + PYONGYANG, size, orientation)
        here = {l["id"] for l in drawn(m)}
        there = {l["id"] for i in m["insets"] for l in drawn(i)}
        told = re.findall(r"the name '([^']*)' is not drawn", err)
        lost = ids - here - there
        expect(len(lost) <= len(told), size, orientation, lost, told)
        expect(not here & there, size, here & there)
        expect(m["totals"]["in_inset"] >= 12 and len(there) >= 12, size, m["totals"])
        expect(all(l["reason"].startswith("named in the inset '") for l in m["labels"]
                   if l["data"] and l["id"] in there and not l.get("stack")), size)


def test_nothing_overlaps(folder):
    for size, orientation in SIZES:
        m, _ = report(folder, YONGBYON + PYONGYANG, size, orientation)
        maps = [i for i in m["insets"] if i["drawn"]]
        expect(maps, size, "no inset is drawn")
        for k, i in enumerate(maps):
            f, frame = i["frame"], m["frame"]
            expect(f[0] >= frame[0] - 0.01 and f[1] >= frame[1] - 0.01, size, f)
            expect(f[2] <= frame[2] + 0.01 and f[3] <= frame[3] + 0.01, size, f)
            expect(i["totals"]["overlaps"] == 0 and m["totals"]["overlaps"] == 0, size)
            expect(not any(overlap(f, o["frame"]) for o in maps[:k]), size, "insets lie on each other")
            # Furniture comes with its clearance of 3 points, the insets among it.
            own = [f[0] - 3, f[1] - 3, f[2] + 3, f[3] + 3]
            others = [g for g in m["furniture"] if max(abs(a - b) for a, b in zip(g, own)) > 0.05]
            expect(len(others) == len(m["furniture"]) - 1, size, "the inset is no furniture", f)
            expect(not any(overlap(f, g, 0.1) for g in others), size, f, others)
            for l in drawn(m):
                expect(not overlap(l["box"], f), size, l["text"], "lies under an inset")
            for l in drawn(i):
                b = l["box"]
                expect(b[0] >= f[0] and b[1] >= f[1] and b[2] <= f[2] and b[3] <= f[3], size, l["text"], b, f)
            for line in i.get("lines", []):
                shown = [min(i["shows"][0::2]), min(i["shows"][1::2]), max(i["shows"][0::2]), max(i["shows"][1::2])]
                # A box that is turned on the main map is a little smaller than what holds it.
                expect(depth(line, shown) < 3, size, i["title"], line, "crosses", shown)
                for box in [f] + [o["frame"] for o in maps if o is not i]:
                    expect(depth(line, box) < 0.05, size, i["title"], line, "crosses", box)
                for l in drawn(m):
                    expect(depth(line, l["box"]) < 0.6, size, l["text"], "is crossed by a line of", i["title"])


def metres(a, b):
    """On the sphere: good to half a percent."""
    p, q, d = math.radians(a[1]), math.radians(b[1]), math.radians(b[0] - a[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(d / 2) ** 2
    return 2 * 6371008.8 * math.asin(math.sqrt(h))


def test_true_to_scale_and_in_the_box(folder):
    with open(FACILITIES, encoding="utf-8") as f:
        at = {row["id"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(f) if row["lat"]}
    m, _ = report(folder, YONGBYON + PYONGYANG)
    main_points = {l["id"]: l["point"] for l in m["labels"] if l["data"]}
    for i in m["insets"]:
        points = {l["id"]: l["point"] for l in drawn(i)}
        ids = sorted(points)
        for a, b in [(a, b) for a in ids for b in ids if a < b]:
            true = metres(at[a], at[b])
            if true < 1500:
                continue
            on_page = math.dist(points[a], points[b]) * i["scale"] * 0.0254 / 72
            expect(abs(on_page / true - 1) < 0.01, i["title"], a, b, on_page, true)
        x0, x1 = min(i["shows"][0::2]), max(i["shows"][0::2])
        y0, y1 = min(i["shows"][1::2]), max(i["shows"][1::2])
        for k in ids:
            if k in main_points:
                x, y = main_points[k]
                expect(x0 - 0.5 <= x <= x1 + 0.5 and y0 - 0.5 <= y <= y1 + 0.5, i["title"], k, (x, y), i["shows"])


def test_corners_are_taken(folder):
    for at, left, top in [("top-left", 1, 1), ("top-right", 0, 1), ("bottom-left", 1, 0), ("bottom-right", 0, 0)]:
        m, _ = report(folder, f"  - {{ title: Y, names: Yongbyon, at: {at}, size: [40, 30] }}\n")
        f, frame = m["insets"][0]["frame"], m["frame"]
        expect(abs(f[0] - frame[0]) < 0.02 if left else abs(f[2] - frame[2]) < 0.02, at, f, frame)
        expect(abs(f[1] - frame[1]) < 0.02 if top else abs(f[3] - frame[3]) < 0.02, at, f, frame)
        expect(abs((f[2] - f[0]) - 40 * 72 / 25.4) < 0.8 and abs((f[3] - f[1]) - 30 * 72 / 25.4) < 0.8, at, f)


def test_no_room(folder):
    many = "".join(f"  - {{ title: N{i}, bbox: [12{i}.1, 39, 12{i}.9, 40], size: 0.6 }}\n" for i in range(4, 9))
    m, err = report(folder, many)
    gone = [i["title"] for i in m["insets"] if not i["drawn"]]
    expect(gone and all(f"the inset '{t}' is not drawn: there is no room" in err for t in gone), gone, err)
    expect(len(re.findall("CT-G301", err)) == len(gone), err)
    out = os.path.join(folder, "x.pdf")
    done = run("render", document(folder, many), "--strict", "-o", out)
    expect(done.code == 1 and not os.path.exists(out), done)


def test_wrong_words(folder):
    cases = [("  - { title: X }\n", "an inset must say what it shows"),
             ("  - { names: A, att: top-left }\n", "did you mean 'at'?"),
             ("  - { names: A, at: top-lef }\n", "did you mean 'top-left'?"),
             ("  - { names: A, size: 3 }\n", "0.1 to 0.7"),
             ("  - { names: A, size: [1, 20] }\n", "expected 12 to 1000"),
             ("  - { fit: [sits] }\n", "'fit' names 'sits', which is not in 'data'"),
             ("  - { bbox: [3, 5, 4, 2] }\n", "expected south < north"),
             ("  - 7\n", "must be a mapping"),
             ("  - { bbox: [1, 2, 3, 4], projection: EPSG:0 }\n", "inset 1: ")]
    for insets, message in cases:
        done = run("render", document(folder, insets), "-o", os.path.join(folder, "x.png"))
        expect(done.code == 1 and message in done.err and re.search(r"map\.yaml:8", done.err), insets, done)
        expect(not os.path.exists(os.path.join(folder, "x.png")), insets)


def test_unknown_names(folder):
    _, err = report(folder, "  - { names: [Yongbyon, Radiochemical laboratry] }\n")
    expect("did you mean 'Radiochemical laboratory'?" in err and "CT-G304" in err, err)
    m, err = report(folder, "  - { title: T, names: [Nowhere at all] }\n")
    expect("CT-G303" in err and not m["insets"][0]["drawn"], err)


def test_editors_words(folder):
    more = "labels: { priority: [Kangson], rename: { Ryokpo: Ryokpo base }, pin: { Sunan: left } }\n"
    m, err = report(folder, PYONGYANG, more=more)
    there = {l["text"] for l in drawn(m["insets"][0])}
    here = {l["text"] for l in drawn(m)}
    expect("Ryokpo base" in there and "CT-L421" not in err, there, err)
    expect("Kangson" in here and "Sunan" in here and "Ryokpo base" not in here, here)
    m, _ = report(folder, PYONGYANG.replace(" }", ", labels: false }"))
    expect(not drawn(m["insets"][0]) and "Kangson" in {l["text"] for l in drawn(m)}, "names of an inset without names")


def test_elsewhere(folder):
    """What the main map does not show has no box and no lines; its classes are in the legend with their number."""
    sites = os.path.join(folder, "far.csv")
    write(sites, "name,class,lat,lon\nA,plant,39.8,125.7\nB,plant,39.2,127.4\nC,relay,13.4,144.8\nD,relay,13.5,144.9\n")
    inset = "  - { title: Far, names: [C, D] }\n"
    path = document(folder, inset, data=sites, more="legend: { counts: true }\n")
    text = open(path, encoding="utf-8").read().replace("sort: rank, ", "").replace("fit: [sites]", "bbox: [124, 38, 131, 43]")
    write(path, text)
    done = run("render", path, "--report", "-")
    m = json.loads(done.out)
    expect(done.code == 0 and "shows" not in m["insets"][0], done)
    expect({l["text"] for l in drawn(m["insets"][0])} == {"C", "D"}, m["insets"][0])
    pdf = os.path.join(folder, "far.pdf")
    expect(run("render", path, "-o", pdf).code == 0, "no pdf")
    try:
        words = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    except FileNotFoundError:
        raise Skip("no pdftotext")
    expect(re.search(r"relay\s+2", words) and re.search(r"plant\s+2", words), words)


def test_svg(folder):
    svg = os.path.join(folder, "x.svg")
    expect(run("render", document(folder, YONGBYON + PYONGYANG), "-o", svg).code == 0, "no svg")
    root = tree.parse(svg).getroot()
    label = "{http://www.inkscape.org/namespaces/inkscape}label"
    names = [e.get(label) for e in root.iter() if e.get(label)]
    expect("inset Yongbyon" in names and "inset Around Pyongyang" in names and "inset-boxes" in names, names)
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    expect(len(ids) == len(set(ids)), "an id stands twice")


def test_same_every_time(folder):
    texts = set()
    for out in ("a.png", "b.svg", "c.pdf"):
        m, _ = report(folder, YONGBYON + PYONGYANG)
        for i in [m] + m["insets"]:
            i["totals"].pop("solve_seconds")
        texts.add(json.dumps(m))
    expect(len(texts) == 1, "reports differ")
    a, b = os.path.join(folder, "a.svg"), os.path.join(folder, "b.svg")
    path = document(folder, YONGBYON + PYONGYANG)
    for out in (a, b):
        expect(run("render", path, "-o", out).code == 0, out)
    expect(open(a, "rb").read() == open(b, "rb").read(), "pictures differ")


def locator(folder, value, more=""):
    svg = os.path.join(folder, "l.svg")
    path = document(folder, "", more=more)
    write(path, open(path, encoding="utf-8").read().replace("locator: true", f"locator: {value}"))
    done = run("render", path, "-o", svg)
    if done.code:
        return done, None
    label = "{http://www.inkscape.org/namespaces/inkscape}label"
    found = [e for e in tree.parse(svg).getroot().iter() if e.get(label) == "locator"]
    return done, found[0] if found else None


def test_locator(folder):
    done, group = locator(folder, "true")
    expect(done.code == 0 and group is not None, done)
    plain = len(list(group.iter()))
    done, group = locator(folder, "{ extent: globe }")
    expect(done.code == 0 and len(list(group.iter())) > plain, "a globe has its grid", done)
    done, group = locator(folder, "{ extent: [95, 15, 150, 55], size: 40, projection: EPSG:3857 }")
    expect(done.code == 0 and group is not None, done)
    for value, message in [("{ extent: world }", "auto, globe"), ("{ extent: [9, 8, 7, 6] }", "south < north"),
                           ("{ extend: auto }", "did you mean 'extent'?"), ("{ projection: '+proj=nope' }", "locator: ")]:
        done, _ = locator(folder, value)
        expect(done.code == 1 and message in done.err, value, done)


if __name__ == "__main__":
    main([test_every_name_somewhere, test_nothing_overlaps, test_true_to_scale_and_in_the_box, test_corners_are_taken,
          test_no_room, test_wrong_words, test_unknown_names, test_editors_words, test_elsewhere, test_svg,
          test_same_every_time, test_locator])
