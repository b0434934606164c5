#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`labels:` in documents, --labels, and --report judged by tools/check_labels.py."""
import copy
import glob
import json
import os
import random
import re
import struct
import subprocess
import sys
import zlib

from harness import ROOT, expect, main, read, run, write

CHECKER = os.path.join(ROOT, "tools", "check_labels.py")
SCRIPTS = """id,name,lat,lon
a,서울특별시,37.5,127
b,القاهرة,30.0,31.2
c,กรุงเทพมหานคร,13.7,100.5
d,東京,35.7,139.7
e,Москва,55.7,37.6
f,ירושלים,31.8,35.2
g,दिल्ली,28.6,77.2
h,"São Tomé (first, second)",0.3,6.7
i,Yongbyon / 녕변,39.8,125.8
j,The March 17th  Power Plant,39.0,125.9
"""
DOCUMENT = "title: Sites\ndata: { sites: { path: sites.csv, label: name } }\n"


def judge(pdf, report, *options):
    done = subprocess.run([sys.executable, CHECKER, *options, pdf, report], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def render(folder, source, *options, strict=False):
    """The report of a picture that is judged by its own words."""
    pdf, report = os.path.join(folder, "out.pdf"), os.path.join(folder, "out.json")
    r = run("render", source, "-o", pdf, "--report", report, *options, cwd=folder)
    expect(r.code == 0, r)
    with open(report, encoding="utf-8") as f:
        return json.load(f), r


def render_and_judge(folder, source, *options, judging=()):
    report, r = render(folder, source, *options)
    code, said = judge(os.path.join(folder, "out.pdf"), os.path.join(folder, "out.json"), *judging)
    expect(code == 0, source, said)
    return report


def document(folder, labels, page="{ size: A5 }"):
    return write(os.path.join(folder, "map.yaml"), f"{DOCUMENT}page: {page}\nlabels: {labels}\n")


def named(report, text):
    return [x for x in report["labels"] if x["text"] == text]


# ---- What the report says, against the page

def maps_are_as_reported(folder):
    maps = sorted(glob.glob(os.path.join(ROOT, "maps", "*.yaml")))
    expect(len(maps) >= 6, "where are the maps?")
    for m in maps:
        report = render_and_judge(folder, m)
        expect(report["totals"]["wanted"] >= 5, m, report["totals"])


def heaps(folder, n, spread):
    """Made-up names in a few heaps, some of two lines."""
    rng = random.Random(n)
    first = ["Ash", "Brook", "Clay", "Dun", "Elm", "Fern", "Glen", "Holm", "Ivy", "Kirk", "Long", "Mill", "North"]
    last = ["ford", "bury", "ton", " Creek", " Airfield", "-on-Sea", " Test Site No. 2", "wick", " power station"]
    heap = [(rng.uniform(38, 41), rng.uniform(125, 129)) for _ in range(6)]
    rows = ["site_id,name,lat,lon"]
    for i in range(n):
        lat, lon = heap[i % 6]
        rows.append(f"S-{i:03},{rng.choice(first)}{rng.choice(last)},"
                    f"{rng.gauss(lat, spread):.5f},{rng.gauss(lon, spread):.5f}")
    return write(os.path.join(folder, f"heaps{n}.csv"), "\n".join(rows) + "\n")


def new_data_are_as_reported(folder):
    write(os.path.join(folder, "scripts.csv"), SCRIPTS)
    report = render_and_judge(folder, "scripts.csv", "--labels", "near")
    expect({"서울특별시", "東京", "Москва"} <= {x["text"] for x in report["labels"] if x["state"] != "dropped"}, report)
    expect(named(report, "東京")[0]["id"] == "d", named(report, "東京"))
    for n, spread, options in ((60, 0.3, ()), (200, 0.25, ("--labels", "near")), (120, 0.05, ("--size", "column")),
                               (40, 0.4, ("--size", "A6", "--projection", "EPSG:3857"))):
        report = render_and_judge(folder, heaps(folder, n, spread), *options)
        mine = [x for x in report["labels"] if x["data"]]
        expect(len(mine) >= n * 0.9, len(mine), mine[:2])
        expect(all(x["id"] == f"S-{x['row'] - 2:03}" for x in mine), mine[:2])


def turned_and_spaced(folder):
    write(os.path.join(folder, "turned.yaml"), DOCUMENT.replace(", label: name", "") + """layers:
  - id: turned
    type: symbol
    source: sites
    layout: { text-field: [get, name], text-size: 11, text-rotate: 30, text-anchor: left, text-offset: [0.8, 0] }
  - id: spaced
    type: symbol
    source: sites
    layout: { text-field: [upcase, [get, type]], text-size: 9, text-letter-spacing: 0.3, text-anchor: right,
      text-offset: [-1.2, 0] }
""")
    report = render_and_judge(folder, "turned.yaml")
    expect(any("turned" in x for x in report["labels"]), "nothing is turned")
    expect(any(x["text"] == "PORT" and x["state"] == "placed" for x in report["labels"]), report["labels"])


def styles_have_reports(folder):
    points = [{"type": "Feature", "id": i, "properties": {"n": f"Point {i}"},
               "geometry": {"type": "Point", "coordinates": [i * 0.4, i % 3]}} for i in range(20)]
    layer = {"id": "names", "type": "symbol", "source": "points", "layout": {"text-field": ["get", "n"],
             "text-font": ["Noto Sans Regular"]}}
    style = {"version": 8, "center": [4, 1], "zoom": 4, "sources": {"points": {"type": "geojson", "data": {
             "type": "FeatureCollection", "features": points}}}, "layers": [layer]}
    write(os.path.join(folder, "style.json"), json.dumps(style))
    report = render_and_judge(folder, "style.json", "--size", "A5")
    expect(report["totals"]["wanted"] == 20 and report["totals"]["dropped"] > 0, report["totals"])
    expect(named(report, "Point 7")[0]["id"] == "7", named(report, "Point 7"))
    expect(all(x["reason"] for x in report["labels"] if x["state"] == "dropped"), report["labels"])
    layer["layout"]["text-allow-overlap"] = True
    write(os.path.join(folder, "style.json"), json.dumps(style))
    report, _ = render(folder, "style.json", "--size", "A5")
    expect(report["totals"]["dropped"] == 0 and report["totals"]["overlaps"] > 0, report["totals"])
    expect(judge(f"{folder}/out.pdf", f"{folder}/out.json")[0] == 1, "overlaps are none?")
    code, said = judge(f"{folder}/out.pdf", f"{folder}/out.json", "--overlaps")
    expect(code == 0, said)


def badges_are_as_reported(folder):
    """Numbers that count marks are told of, also where the marks have no names; others are found."""
    places = "".join(f"{name},{39 + k},{126 + k}\n" for k in range(3) for name in ("Alder", "Birch", "Cedar"))
    write(os.path.join(folder, "same.csv"), "name,lat,lon\n" + places)
    for more in ("label: name, stack: list", "label: name, stack: count", "stack: count"):
        write(os.path.join(folder, "same.yaml"), f"title: T\ndata: {{ d: {{ path: same.csv, {more} }} }}\n")
        report = render_and_judge(folder, "same.yaml")
        expect(len(report["badges"]) == 3, more, report["badges"])
    write(os.path.join(folder, "lie.json"), json.dumps(dict(report, badges=report["badges"][1:])))
    code, said = judge(f"{folder}/out.pdf", f"{folder}/lie.json")
    expect(code == 1 and "'3' at" in said, "a number that is no badge is not found:", said)


def shared_names_are_as_reported(folder):
    """A place whose marks look different is named once, and every row is told of."""
    rows = "".join(f"{name},{kind},{lat},{lon}\n" for name, lat, lon in (("Alder Port", 39, 126), ("Birch", 40, 127))
                   for kind in ("navy", "army", "army", "air"))
    write(os.path.join(folder, "kinds.csv"), "name,kind,lat,lon\n" + rows)
    for mode, labels in (("count", "near"), ("count", "numbers"), ("fan", "near")):
        write(os.path.join(folder, "kinds.yaml"), "title: T\ndata: { d: { path: kinds.csv, label: name, class: kind, "
              f"stack: {mode} }} }}\nlabels: {labels}\n")
        report = render_and_judge(folder, "kinds.yaml")
        mine = [x for x in report["labels"] if x["data"]]
        expect(sorted(x["row"] for x in mine) == list(range(2, 10)), mode, labels, mine)
        expect(len({tuple(x["box"]) for x in mine}) == 2, mode, labels, mine)


def wrong_reports_are_found(folder):
    """Every lie that a report could tell."""
    report, _ = render(folder, document(folder, "near"))
    pdf, path = os.path.join(folder, "out.pdf"), os.path.join(folder, "lie.json")
    at = next(i for i, x in enumerate(report["labels"]) if x["text"] == "Sunchon")

    def told(change):
        lie = copy.deepcopy(report)
        change(lie, lie["labels"][at])
        write(path, json.dumps(lie))
        return judge(pdf, path)

    def shift(lie, x):
        x["box"] = [v + 3 for v in x["box"]]

    def grow(lie, x):
        x["box"][2] += 1

    def drop(lie, x):
        x.update(state="dropped", reason="no free place")
        lie["totals"]["placed"] -= 1
        lie["totals"]["dropped"] += 1

    def leave_out(lie, x):
        lie["labels"].pop(at)

    def rename(lie, x):
        x["text"] = "Sunchom"

    def double(lie, x):
        lie["labels"].append(dict(x, text="Sunchon"))

    def count(lie, x):
        lie["totals"]["moved"] += 1

    def far(lie, x):
        lie["totals"]["mean_displacement_pt"] += 0.1

    def cross(lie, x):
        b = x["box"]
        lie["labels"][(at + 1) % len(lie["labels"])]["leader"] = [[b[0] - 9, b[1] + 3], [b[2] + 9, b[1] + 3]]

    expect(told(lambda lie, x: None)[0] == 0, told(lambda lie, x: None)[1])
    for change in (shift, grow, drop, leave_out, rename, double, count, far, cross):
        code, said = told(change)
        expect(code == 1, change.__name__, "is not found:", said)
    write(path, "{}")
    expect(judge(pdf, path)[0] == 2, "an empty report")


def same_places_in_every_format(folder):
    doc = document(folder, "auto", "{ size: 150x110mm }")
    reports = []
    for name, options in (("a.png", ("--dpi", "96")), ("b.png", ("--dpi", "300")), ("c.pdf", ())):
        r = run("render", doc, "-o", name, "--report", "-", *options, cwd=folder)
        expect(r.code == 0, r)
        reports.append(re.sub(rb'"solve_seconds":[0-9.e-]+', b"", r.out))
    expect(len(reports[0]) > 1000 and reports[0] == reports[1] == reports[2], "placements differ by format")
    report = json.loads(reports[0].replace(b",}", b"}"))
    mine = [x for x in report["labels"] if x["data"] and x["state"] != "dropped"]
    expect(len(mine) >= 8, mine)
    for name, dpi in (("a.png", 96), ("b.png", 300)):
        for x in mine:
            expect(dark(f"{folder}/{name}", x["box"], dpi) > 0.04, name, "has no ink where it should have:", x)
    # With its name hidden, the place is blank.
    gone = next(x for x in mine if x["text"] == "Punggye-ri")
    doc = document(folder, "{ hide: [Punggye-ri] }", "{ size: 150x110mm }")
    expect(run("render", doc, "-o", "d.png", "--dpi", "96", cwd=folder).code == 0, "render")
    expect(dark(f"{folder}/d.png", gone["box"], 96) < 0.01, "its ink is still there")


def pixels(path):
    """Width, bytes a pixel, rows of a PNG."""
    data = read(path)
    w, h, _, colour = struct.unpack(">IIBB", data[16:26])
    size, at, packed = {0: 1, 2: 3, 6: 4}[colour], 8, b""
    while at < len(data):
        n, kind = struct.unpack(">I4s", data[at:at + 8])
        packed += data[at + 8:at + 8 + n] if kind == b"IDAT" else b""
        at += 12 + n
    raw, rows, stride = zlib.decompress(packed), [], w * size
    above = bytearray(stride)
    for y in range(h):
        how, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for i in range(stride if how else 0):
            left, up = line[i - size] if i >= size else 0, above[i]
            corner = above[i - size] if i >= size else 0
            if how == 4:
                p = left + up - corner
                guess = min((left, up, corner), key=lambda v, p=p: abs(p - v))
            else:
                guess = (0, left, up, (left + up) // 2)[how]
            line[i] = (line[i] + guess) & 255
        rows.append(line)
        above = line
    return w, size, rows


PICTURES = {}


def dark(path, box, dpi):
    """Share of dark pixels in a box of page points."""
    if path not in PICTURES:
        PICTURES[path] = pixels(path)
    _, size, rows = PICTURES[path]
    x0, y0, x1, y1 = (round(v * dpi / 72) for v in box)
    values = [max(row[x * size:x * size + min(size, 3)]) for row in rows[y0:y1] for x in range(x0, x1)]
    return sum(v < 110 for v in values) / max(len(values), 1)


# ---- What an editor says

def names_are_hidden_and_changed(folder):
    doc = document(folder, """
  hide: [nampo, "Korea  Bay"]
  rename: { Yongbyon: Nyongbyon, "North Korea": "D. P. R. Korea", Wonsan: "Wŏn\\nsan" }""")
    report, r = render(folder, doc)
    expect("CT-L421" not in r.err, r)
    hidden = named(report, "Nampo")[0]
    expect(hidden["state"] == "dropped" and hidden["reason"] == "hidden by the document", hidden)
    expect(hidden["box"] is None and hidden["point"], hidden)
    new = named(report, "Nyongbyon")[0]
    expect(new["was"] == "Yongbyon" and new["state"] != "dropped" and new["data"], new)
    expect(not named(report, "Yongbyon") or not named(report, "Yongbyon")[0]["data"], "the old name is still there")
    # In capitals, as the theme has it; the break stays.
    expect(named(report, "D. P. R. KOREA")[0]["was"] == "NORTH KOREA", [x["text"] for x in report["labels"]])
    expect(named(report, "Wŏn\nsan"), [x["text"] for x in report["labels"]])
    words = subprocess.run(["pdftotext", f"{folder}/out.pdf", "-"], stdout=subprocess.PIPE, check=True).stdout.decode()
    expect("Nyongbyon" in words and "Nampo" not in words, words)
    code, said = judge(f"{folder}/out.pdf", f"{folder}/out.json")
    expect(code == 0, said)


def names_may_change_places(folder):
    report, _ = render(folder, document(folder, "{ rename: { Wonsan: Nampo, Nampo: Wonsan } }"))
    pairs = {(x["was"], x["text"]) for x in report["labels"] if "was" in x}
    expect(pairs == {("Wonsan", "Nampo"), ("Nampo", "Wonsan")}, pairs)


def unknown_names_are_told(folder):
    doc = document(folder, """
  mode: near
  pin: { Yongbyong: left }
  hide: [Atlantis]
  priority: [Wonsan, sohai]""")
    report, r = render(folder, doc)
    told = [t for t in r.err.splitlines() if "CT-L421" in t]
    expect(len(told) == 3, r)
    expect(any(t.startswith(doc + ":7: ") and "'Atlantis' under 'hide'" in t and "--report" in t for t in told), told)
    expect(any(t.startswith(doc + ":6: ") and "did you mean 'Yongbyon'?" in t for t in told), told)
    expect(any(t.startswith(doc + ":8: ") and "did you mean 'Sohae'?" in t for t in told), told)
    strict = run("render", doc, "-o", "s.pdf", "--report", "s.json", "--strict", cwd=folder)
    expect(strict.code == 1 and not os.path.exists(f"{folder}/s.json"), strict)
    write(f"{folder}/sites.csv", read(f"{folder}/sites.csv").decode() + "Wonsan,airfield,40.5,126.9,2019-01-01\n")
    _, r = render(folder, document(folder, "{ rename: { Wonsan: Other } }"))
    expect("'Wonsan' under 'rename' is the name of 2 labels" in r.err and "CT-L422" in r.err, r)


def pins_are_obeyed(folder):
    sides = {"Yongbyon": "left", "Wonsan": "below", "Chongjin": "above-left", "Sohae": "right"}
    report, r = render(folder, document(folder, "{ pin: %s }" % json.dumps(sides)))
    expect("CT-L421" not in r.err, r)
    for name, side in sides.items():
        x = next(x for x in named(report, name) if x["data"])
        expect(x["box"], "a pinned name is not drawn:", x)
        (px, py), (x0, y0, x1, y1) = x["point"], x["box"]
        expect("left" not in side or x1 <= px, side, x)
        expect("right" not in side or x0 >= px, side, x)
        expect("above" not in side or y1 <= py + 1, side, x)
        expect("below" not in side or y0 >= py - 1, side, x)
    # Far from its mark it has a leader; by its new name or its old one.
    for name in ("Nampo", "Namp'o"):
        doc = document(folder, '{ pin: { "%s": { offset: [-14, -6] } }, rename: { Nampo: "Namp\'o" } }' % name)
        report = render_and_judge(folder, doc)
        x = named(report, "Namp'o")[0]
        (px, py), (x0, y0, x1, y1) = x["point"], x["box"]
        expect(x["state"] == "leader" and abs(px - x1 - 14 * 72 / 25.4) < 3 and y1 < py, x)


def pins_that_cannot_be_are_told(folder):
    report, r = render(folder, document(folder, "{ pin: { Sohae: { offset: [-400, 0] }, Nampo: { offset: [-14, 8] } } }"),
                       "--size", "A5")
    x = named(report, "Nampo")[0]
    expect(x["reason"] == "pinned where the furniture is" and x["box"], x)
    expect("CT-L405" in r.err and "'Nampo' stands elsewhere than asked" in r.err, r)
    expect(named(report, "Sohae")[0]["box"], "a pin beyond the page is as near as can be")


# ---- Modes and usage

def modes(folder):
    crowd = heaps(folder, 60, 0.02)
    report, _ = render(folder, crowd, "--labels", "near")
    expect(report["totals"]["leader"] == 0 and report["totals"]["dropped"] > 0, report["totals"])
    report, _ = render(folder, crowd, "--labels=auto")
    expect(report["totals"]["leader"] > 0, report["totals"])
    # The option is stronger than the document's word, and leaves what else it says.
    report, _ = render(folder, document(folder, "{ mode: auto, hide: [Nampo] }"), "--labels", "near")
    expect(named(report, "Nampo")[0]["state"] == "dropped" and report["totals"]["leader"] == 0, report["totals"])
    r = run("render", crowd, "-o", "x.pdf", "--labels", "leader", cwd=folder)
    expect(r.code == 2 and "--labels: unknown mode of labels 'leader' (did you mean 'leaders'?)" in r.err, r)
    expect(b"labels:\n  mode: near\n" in run("init", "sites.csv", "--labels", "near", cwd=folder).out, "init")


def nameless_data_are_told_of(folder):
    doc = write(os.path.join(folder, "nameless.yaml"), "title: T\ndata: { sites: sites.csv }\nlabels: numbers\n")
    _, r = render(folder, doc)
    expect("CT-L404" in r.err and "label: COLUMN" in r.err, r)
    _, r = render(folder, document(folder, "numbers"))
    expect("CT-L404" not in r.err, r)


def sizes_of_the_legend_are_of_the_data(folder):
    """No sample circles for sizes that are far from any drawn."""
    rows = "".join(f"{5 + k * 0.35},{40 + k},{120 + k}\n" for k in range(5))
    write(os.path.join(folder, "quakes.csv"), "mag,lat,lon\n" + rows)
    doc = write(os.path.join(folder, "quakes.yaml"),
                "title: T\ndata: { quakes: { path: quakes.csv, size: mag } }\npage: { size: A5 }\n")
    render(folder, doc)
    done = subprocess.run(["pdftotext", "-layout", f"{folder}/out.pdf", "-"], capture_output=True, text=True)
    legend = done.stdout[done.stdout.index("mag"):].split()
    expect("5" in legend and "6" in legend and "1" not in legend and "2" not in legend, legend)


def report_usage(folder):
    r = run("render", "sites.csv", "--report", "alone.json", cwd=folder)
    expect(r.code == 0 and json.loads(read(f"{folder}/alone.json"))["totals"]["wanted"] >= 10, r)
    r = run("render", "sites.csv", "--report", "-", cwd=folder)
    report = json.loads(r.out)
    expect(r.code == 0 and [round(v) for v in report["page"]] == [842, 595], r)
    lines = [x for x in report["labels"] if x["data"]]
    expect(len(lines) == 10 and {x["row"] for x in lines} == set(range(2, 12)), lines)
    expect(all(x["file"] == "sites.csv" and x["id"] == str(x["row"]) for x in lines), lines)
    layers = {x["layer"]: x for x in report["layers"]}
    expect(layers["sites-mark"]["wanted"] == 10 and layers["sites-mark"]["data"], layers)
    for args, words in ((("-o", "-", "--format", "pdf", "--report", "-"), "standard output"),
                        (("-o", "a.json", "--format", "pdf", "--report", "a.json"), "same file"),
                        (("--report", ""), "file name"), (("--report",), "needs a value")):
        r = run("render", "sites.csv", *args, cwd=folder)
        expect(r.code == 2 and words in r.err and not r.out, args, r)
    r = run("check", "sites.csv", "--report", "x.json", cwd=folder)
    expect(r.code == 2 and "does not go with 'check'" in r.err, r)
    r = run("render", "sites.csv", "-o", "n.pdf", "--report", "none/x.json", cwd=folder)
    expect(r.code == 1 and "none" in r.err and not os.path.exists(f"{folder}/n.pdf"), r)
    write(f"{folder}/old.json", "old")
    r = run("render", "sites.csv", "--where", "nothing = 1", "--report", "old.json", cwd=folder)
    expect(r.code == 1 and read(f"{folder}/old.json") == b"old", r)
    left = [f for f in os.listdir(folder) if f not in ("sites.csv", "alone.json", "old.json")]
    expect(not left, "left behind:", left)


if __name__ == "__main__":
    main([maps_are_as_reported, new_data_are_as_reported, turned_and_spaced, styles_have_reports,
          badges_are_as_reported, shared_names_are_as_reported,
          wrong_reports_are_found, same_places_in_every_format, names_are_hidden_and_changed, names_may_change_places,
          unknown_names_are_told, pins_are_obeyed, pins_that_cannot_be_are_told, modes, report_usage,
          nameless_data_are_told_of, sizes_of_the_legend_are_of_the_data])
