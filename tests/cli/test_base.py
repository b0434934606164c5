#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The base map of documents from the command: rasters where cs2cs says they lie, boundaries and names by policy."""
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import Skip, expect, main, read, run, write
from test_raster import unpack

ROWS = "name,lat,lon,kind\nA,34.1,74.8,x\nB,34.2,77.6,y\n"


def need(*programs):
    for p in programs:
        if not shutil.which(p):
            raise Skip(f"no {p} on this machine")


def texts(path):
    """The words of an SVG, in one line."""
    found = re.findall(r"<text[^>]*>(.*?)</text>", read(path).decode("utf-8"), flags=re.S)
    return " ".join(" ".join(re.sub(r"<[^>]*>", " ", t) for t in found).replace("\u00a0", " ").split())


def document(folder, text, name="doc.yaml"):
    return write(os.path.join(folder, name), text)


def geotiff(folder, name, w, h, pixel, crs, corners, *more):
    """An RGB GeoTIFF of pixel(x, y); corners: west, north, east, south in its CRS."""
    ppm = os.path.join(folder, "raw.ppm")
    write(ppm, b"P6 %d %d 255\n" % (w, h) + b"".join(bytes(pixel(x, y)) for y in range(h) for x in range(w)))
    out = os.path.join(folder, name)
    done = subprocess.run(["gdal_translate", "-q", "-a_srs", crs, "-a_ullr", *map(str, corners), *more, ppm, out],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    expect(done.returncode == 0, "gdal_translate:", done.stdout)
    return out


def cs2cs(points, source, target):
    lines = "".join(f"{x} {y}\n" for x, y in points)
    done = subprocess.run(["cs2cs", "-f", "%.6f", source, "+to", *target.split()], input=lines.encode(),
                          stdout=subprocess.PIPE, check=True)
    return [tuple(map(float, line.split()[:2])) for line in done.stdout.decode().splitlines()]


def centre_of(rows, x, y, reach):
    """The centre of what is bright around a place."""
    total = sx = sy = 0
    for j in range(max(0, int(y) - reach), min(len(rows), int(y) + reach + 1)):
        for i in range(max(0, int(x) - reach), min(len(rows[0]), int(x) + reach + 1)):
            v = max(0, rows[j][i][0] - 40)
            total, sx, sy = total + v, sx + v * (i + 0.5), sy + v * (j + 0.5)
    return (sx / total, sy / total) if total else None


def rasters_lie_where_cs2cs_says(folder):
    """Bright squares in an image in UTM come out within half a pixel of their places, in three projections."""
    need("gdal_translate", "cs2cs")
    step, west, north, n = 400, 300000, 3500000, 500  # 200 km in the sea south of Japan
    spots = [(x, y) for x in range(60, n, 95) for y in range(60, n, 95)]
    lit = {(x + i, y + j) for x, y in spots for i in range(-3, 3) for j in range(-3, 3)}
    geotiff(folder, "image.tif", n, n, lambda x, y: (255, 255, 255) if (x, y) in lit else (0, 0, 0), "EPSG:32653",
            (west, north, west + n * step, north - n * step))
    places = [(west + x * step, north - y * step) for x, y in spots]
    lon, lat, scale, size = 133.9, 30.7, 900000, 900
    for projection in (f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84", "EPSG:32653",
                       "+proj=ortho +lat_0=25 +lon_0=120 +datum=WGS84"):
        document(folder, f"""
base: {{ imagery: image.tif, labels: false, rivers: false, admin1: false }}
boundaries: none
view: {{ center: [{lon}, {lat}], scale: "1:{scale}", projection: "{projection}" }}
page: {{ size: {size}x{size}, bare: true }}
""")
        done = run("render", f"{folder}/doc.yaml", "-o", f"{folder}/a.png", "-o", f"{folder}/a.pdf")
        expect(done.code == 0, done)
        rows = unpack(read(f"{folder}/a.png"))[2]
        target = projection if projection.startswith("+") else "EPSG:32653"
        (cx, cy), = cs2cs([(lat, lon)], "EPSG:4326", target)
        on_map = cs2cs(places, "EPSG:32653", target) if target != "EPSG:32653" else places
        # A pixel is 1/96 inch.
        found = []
        for x, y in on_map:
            px = size / 2 + (x - cx) / (scale * 0.0254 / 96)
            py = size / 2 - (y - cy) / (scale * 0.0254 / 96)
            if 20 < px < size - 20 and 20 < py < size - 20:
                got = centre_of(rows, px, py, 12)
                expect(got, projection, "nothing bright at", px, py)
                found.append((px, py, got[0] - px, got[1] - py))
        expect(len(found) >= 9, projection, "only", len(found), "spots in the frame")
        # Of projections that are not true to scale at the centre the ratio is measured first.
        ratio = sum((x + dx - size / 2) * (x - size / 2) + (y + dy - size / 2) * (y - size / 2) for x, y, dx, dy in found)
        ratio /= sum((x - size / 2) ** 2 + (y - size / 2) ** 2 for x, y, _, _ in found)
        if "laea" in projection:
            expect(abs(ratio - 1) < 2e-4, projection, "is drawn at", ratio, "times its scale")
        worst = max(max(abs(x + dx - size / 2 - (x - size / 2) * ratio), abs(y + dy - size / 2 - (y - size / 2) * ratio))
                    for x, y, dx, dy in found)
        expect(worst < 0.5, projection, "is off by", worst, "pixels")


def kinds_of_files(folder):
    """JPEG with a world file, cloud-optimised GeoTIFF; whom to credit, from the file or the document."""
    need("gdal_translate")
    geotiff(folder, "a.tif", 80, 60, lambda x, y: (x * 3, y * 4, 90), "EPSG:4326", (124, 43, 132, 37), "-mo",
            "TIFFTAG_COPYRIGHT=The Survey 2026")
    for form, name in (("COG", "b.tif"), ("JPEG", "c.jpg")):
        more = ["-co", "WORLDFILE=YES"] if form == "JPEG" else []
        subprocess.run(["gdal_translate", "-q", "-of", form, *more, f"{folder}/a.tif", f"{folder}/{name}"], check=True)
    if os.path.exists(f"{folder}/c.jpg.aux.xml"):
        os.remove(f"{folder}/c.jpg.aux.xml")  # the world file alone
    for name, credit, said in (("a.tif", "", "The Survey 2026"), ("b.tif", "", "The Survey 2026"), ("c.jpg", "", None),
                               ("a.tif", ", credit: Somebody else", "Somebody else")):
        document(folder, f"title: T\nbase: {{ imagery: {name}{credit} }}\npage: {{ size: column }}\n")
        done = run("render", f"{folder}/doc.yaml", "--strict", "-o", f"{folder}/a.svg")
        expect(done.code == 0, name, done)
        words = texts(f"{folder}/a.svg")
        expect(said is None or said in words, name, words)
        expect(said != "Somebody else" or "Survey" not in words, words)
        expect(b"<image" in read(f"{folder}/a.svg"), name, "no picture in it")


def rasters_that_cannot_be_had(folder):
    """Stop the map, with the place in the document."""
    write(f"{folder}/plain.pgm", b"P5 2 2 255\n1234")
    for key, value, message in (("imagery", "no.tif", "doc.yaml:2:18: 'imagery': .*no.tif: no such file"),
                                ("hillshade", "sites.csv", "doc.yaml:2:21: 'hillshade': .*cannot be read as a raster"),
                                ("imagery", "plain.pgm", "no georeference"),
                                ("imagery", "https://x.example/a.tif", "needs --allow-network")):
        document(folder, f"data: {{ s: sites.csv }}\nbase: {{ {key}: '{value}' }}\n".replace("'no.tif'", "no.tif"))
        done = run("render", f"{folder}/doc.yaml", "-o", f"{folder}/a.png")
        expect(done.code == 1 and re.search(message, done.err), value, done)
        expect(not os.path.exists(f"{folder}/a.png"), value, "a map is there")


def wrong_words(folder):
    for text, message in (("boundaries: unn", "doc.yaml:2:13: unknown boundaries 'unn' (did you mean 'un'?)"),
                          ("boundaries: [1]", "'boundaries' must be un, de-facto, none or as-is"),
                          ("base: { names: xx }", "doc.yaml:2:16: no set of names 'xx' (expected un, dual, east-sea"),
                          ("base: { names: { A: [1] } }", "the name for 'A' must be a text"),
                          ("base: { names: 3 }", "'names' must be a set of names"),
                          ("base: { credit: me }", "'credit' needs 'imagery' or 'hillshade'"),
                          ("base: { image: a.tif }", "unknown key 'image'"),
                          ("legend: { al: true }", "unknown key 'al'")):
        document(folder, f"data: {{ s: sites.csv }}\n{text}\n")
        done = run("render", f"{folder}/doc.yaml", "-o", f"{folder}/a.png")
        expect(done.code == 1 and message in done.err, text, done)


def draw_svg(folder, text):
    write(f"{folder}/rows.csv", ROWS)
    document(folder, "title: T\ndata: { rows: { path: rows.csv, class: kind } }\n" + text)
    done = run("render", f"{folder}/doc.yaml", "--strict", "-o", f"{folder}/a.svg")
    expect(done.code == 0, text, done)
    return texts(f"{folder}/a.svg")


def boundaries_by_policy(folder):
    """Lines that are in the frame are in the legend, others are not; notes only where they belong."""
    kashmir, japan = "view: { bbox: [70, 28, 84, 38] }\n", "view: { bbox: [137, 34, 141, 37] }\n"
    words = draw_svg(folder, "boundaries: un\n" + kashmir)
    for wanted in ("Line of Control, approximate", "Undetermined boundary", "after United Nations practice",
                   "dotted line in Jammu and Kashmir"):
        expect(wanted in words, wanted, "is not in", words)
    expect("Armistice" not in words and "Sudan" not in words, words)
    words = draw_svg(folder, "boundaries: un\n" + japan)
    expect("after United Nations practice" in words, words)
    for other in ("Line of Control", "Undetermined", "Jammu"):
        expect(other not in words, other, "is in", words)
    words = draw_svg(folder, "boundaries: de-facto\n" + kashmir)
    expect("who governs" in words and "Line of Control" not in words and "Disputed" not in words, words)
    words = draw_svg(folder, kashmir)
    expect("Disputed boundary" in words and "United Nations" not in words and "governs" not in words, words)
    words = draw_svg(folder, "boundaries: none\n" + kashmir)
    svg = read(f"{folder}/a.svg").decode()
    expect("PAKISTAN" not in words and "border" not in svg and "admin1" not in svg, words)
    words = draw_svg(folder, "boundaries: none\nbase: { countries: true }\n" + kashmir)
    expect("PAKISTAN" in words, words)


def names_by_policy(folder):
    view = "view: { bbox: [124, 33, 140, 43] }\n"
    cases = (("", ["Sea of Japan", "NORTH KOREA"], ["East Sea"]),
             ("base: { names: dual }\n", ["Sea of Japan (East Sea)", "NORTH KOREA"], []),
             ("base: { names: east-sea }\n", ["East Sea (Sea of Japan)"], []),
             ("boundaries: un\n", ["Sea of Japan", "DEMOCRATIC PEOPLE’S REPUBLIC OF KOREA"], ["East Sea", "NORTH"]),
             ("boundaries: un\nbase: { names: { Sea of Japan: The sea } }\n", ["The sea", "REPUBLIC OF KOREA"], ["Sea of"]),
             ("base: { names: [east-sea, { Sea of Japan: false }] }\n", ["NORTH KOREA"], ["Sea of Japan", "East Sea"]))
    for text, wanted, unwanted in cases:
        words = draw_svg(folder, text + view)
        for w in wanted:
            expect(w in words, text, w, "is not in", words)
        for w in unwanted:
            expect(w not in words, text, w, "is in", words)


def legend_of_all(folder):
    """A class that is not in the frame has an entry only when all are asked for; rows and base lines are counted."""
    far = "data: { rows: { path: rows.csv, class: { column: kind, values: { x: { label: Ex }, y: { label: Why }, z: { label: Zed } } } } }\n"
    write(f"{folder}/rows.csv", ROWS)
    for legend, wanted, unwanted in (("{ counts: true }", ["Ex 1"], ["Why", "Zed"]),
                                     ("{ counts: true, all: true }", ["Ex 1", "Why 0", "Zed 0"], [])):
        document(folder, f"title: T\n{far}legend: {legend}\nbase: {{ labels: false }}\nview: {{ bbox: [74, 33, 76, 35] }}\n")
        done = run("render", f"{folder}/doc.yaml", "--strict", "-o", f"{folder}/a.svg")
        expect(done.code == 0, done)
        words = texts(f"{folder}/a.svg")
        for w in wanted:
            expect(w in words, legend, w, "is not in", words)
        for w in unwanted:
            expect(w not in words, legend, w, "is in", words)


def no_empty_legend(folder):
    """Nothing drawn, no legend: neither a panel nor a heading."""
    write(f"{folder}/rows.csv", ROWS)
    document(folder, "title: T\nlegend: { title: The legend }\ndata: { rows: { path: rows.csv, class: kind } }\n"
                     "view: { bbox: [-60, -30, -50, -20] }\n")
    done = run("render", f"{folder}/doc.yaml", "-o", f"{folder}/a.svg")
    expect(done.code == 0, done)
    svg = read(f"{folder}/a.svg").decode()
    expect("The legend" not in svg and 'legend"' not in svg, "there is a legend")


if __name__ == "__main__":
    main([rasters_lie_where_cs2cs_says, kinds_of_files, rasters_that_cannot_be_had, wrong_words, boundaries_by_policy,
          names_by_policy, legend_of_all, no_empty_legend])
