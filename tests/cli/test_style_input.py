#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Styles with sprites and names from the command: relative paths, bearing, what is missing, fonts, PDF and PNG alike."""
import json
import math
import os
import shutil
import struct
import subprocess
import zlib

from harness import Skip, expect, main, read, run, write
from test_tiles import differing, pixels

RED, BLUE, GREEN, WHITE, BLACK = (255, 0, 0), (0, 0, 255), (0, 255, 0), (255, 255, 255), (0, 0, 0)
SIDE, MIDDLE = 200, 100
OPEN_SANS = "/usr/share/fonts/truetype/open-sans/OpenSans-Bold.ttf"
# Degrees of longitude a style pixel at zoom 0: the world is 512 wide.
DEG_PX = 360 / 512
# A bundled family: the machine's fonts make no difference.
FONT = {"text-font": ["Source Sans 3 Regular"]}


def png(path, columns, h):
    """An image whose columns have those colours, written as PNG's specification says."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    row = b"\0" + b"".join(bytes(c) + b"\xff" for c in columns)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    write(path, b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", len(columns), h, 8, 6, 0, 0, 0)) +
          chunk(b"IDAT", zlib.compress(row * h)) + chunk(b"IEND", b""))


def sprite(base, columns, h, **more):
    png(base + ".png", columns, h)
    write(base + ".json", json.dumps({"a": {"x": 0, "y": 0, "width": len(columns), "height": h, **more}}))


def feature(kind, coordinates, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def style(path, features, layout, paint=None, **root):
    """A style of one symbol layer."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    source = {"type": "geojson", "data": {"type": "FeatureCollection", "features": features}}
    return write(path, json.dumps({
        "version": 8, "center": [0, 0], "zoom": 0, **root, "sources": {"s": source},
        "layers": [{"id": "bg", "type": "background", "paint": {"background-color": "#fff"}},
                   {"id": "names", "type": "symbol", "source": "s", "layout": layout, "paint": paint or {}}]}))


def draw(path, *options, out=None, size=SIDE):
    """Rendered from another folder: paths are the style's."""
    out = out or path[:-5] + ".png"
    r = run("render", path, "--bare", "--size", f"{size}x{size}", "-o", out, *options, cwd="/")
    expect(r.code == 0, r)
    return (pixels(out) if out.endswith(".png") else None), r


def near(a, b):
    return max(abs(x - y) for x, y in zip(a, b)) <= 40


def shows(picture, x, y, color, *about):
    got = picture[2][y][x]
    expect(near(got, color), f"{x},{y} is {got}, not {color}", *about)


CENTER = feature("Point", [0, 0])


def relative_sprite(folder):
    sprite(f"{folder}/deep/img/s", [RED] * 8 + [BLUE] * 8, 16)
    path = style(f"{folder}/deep/style.json", [CENTER], {"icon-image": "a"}, sprite="img/s")
    picture, r = draw(path)
    expect(r.err == "", r)
    shows(picture, MIDDLE - 6, MIDDLE, RED)
    shows(picture, MIDDLE + 5, MIDDLE, BLUE)
    shows(picture, MIDDLE - 10, MIDDLE, WHITE)
    expect(run("check", path).code == 0, run("check", path))


def finer_sprite(folder):
    """--ratio 2 takes the @2x files, at the same size."""
    sprite(f"{folder}/s", [RED] * 16, 16)
    sprite(f"{folder}/s@2x", [BLUE] * 32, 32, pixelRatio=2)
    path = style(f"{folder}/style.json", [CENTER], {"icon-image": "a"}, sprite="s")
    picture, _ = draw(path)
    shows(picture, MIDDLE, MIDDLE, RED)
    picture, _ = draw(path, "--ratio", "2", out=f"{folder}/fine.png")
    expect(picture[0] == 2 * SIDE, picture[0])
    shows(picture, 2 * MIDDLE - 14, 2 * MIDDLE, BLUE)
    shows(picture, 2 * MIDDLE - 18, 2 * MIDDLE, WHITE)


def several_sprites(folder):
    """One without an id, one with, and a folder of SVG files. None is a distance field: icon-color changes nothing."""
    sprite(f"{folder}/one", [RED] * 16, 16)
    sprite(f"{folder}/two", [BLUE] * 16, 16)
    os.makedirs(f"{folder}/icons")
    write(f"{folder}/icons/box.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">'
          '<rect width="16" height="16" fill="#0f0"/></svg>')
    path = style(f"{folder}/style.json", [feature("Point", [i * 40 * DEG_PX, 0], icon=name)
                                          for i, name in ((-1, "a"), (0, "second:a"), (1, "mine:box"))],
                 {"icon-image": ["get", "icon"]}, {"icon-color": "#f0f"},
                 sprite=[{"id": "default", "url": "one"}, {"id": "second", "url": "two"}, {"id": "mine", "url": "icons"}])
    picture, r = draw(path)
    expect(r.err == "", r)
    for x, color in ((-40, RED), (0, BLUE), (40, GREEN)):
        shows(picture, MIDDLE + x, MIDDLE, color)


def bearing(folder):
    """A bearing of 90: east is up. What is aligned with the map turns, what is with the page does not."""
    sprite(f"{folder}/s", [RED] * 10 + [BLUE] * 10, 20)
    east = feature("Point", [60 * DEG_PX, 0])
    layout = {"icon-image": "a", "icon-rotation-alignment": "map"}
    picture, _ = draw(style(f"{folder}/map.json", [east], layout, sprite="s", bearing=90))
    shows(picture, MIDDLE, MIDDLE - 60 + 7, RED)
    shows(picture, MIDDLE, MIDDLE - 60 - 7, BLUE)
    layout["icon-rotation-alignment"] = "viewport"
    picture, _ = draw(style(f"{folder}/page.json", [east], layout, sprite="s", bearing=90))
    shows(picture, MIDDLE - 7, MIDDLE - 60, RED)
    shows(picture, MIDDLE + 7, MIDDLE - 60, BLUE)


def codes(r):
    return [line.rsplit("[", 1)[-1].rstrip("]") for line in r.err.splitlines() if line.endswith("]")]


def missing_sprite_and_icon(folder):
    """One line each, and the rest is drawn."""
    places = [feature("Point", [x * DEG_PX, 0], name="Sohae") for x in (-50, 50)]
    path = style(f"{folder}/style.json", places, {"icon-image": "no-such", "text-field": ["get", "name"], "text-size": 20, **FONT},
                 {"text-color": "#000"}, sprite="nowhere/s")
    picture, r = draw(path)
    expect(sorted(codes(r)) == ["CT-D031", "CT-S302"] and len(r.err.splitlines()) == 2, r.err)
    expect("nowhere/s" in r.err and "'no-such'" in r.err, r.err)
    dark = [x for row in picture[2] for x, c in enumerate(row) if near(c, BLACK)]
    expect(min(dark) < 70 and max(dark) > 130, "the names are not drawn:", min(dark, default=0), max(dark, default=0))
    os.unlink(f"{folder}/style.png")
    r = run("render", path, "--bare", "--strict", "-o", f"{folder}/style.png")
    expect(r.code == 1 and not os.path.exists(f"{folder}/style.png"), r)
    path = style(f"{folder}/net.json", [CENTER], {"icon-image": "circle"}, sprite="https://x.example/sprite")
    _, r = draw(path)
    expect(codes(r) == ["CT-S302"] and "network" in r.err, r.err)


def broken_sprites(folder):
    """Each is told of, and never more than a warning."""
    png(f"{folder}/s.png", [RED] * 4, 4)
    for text in ("", "{", "[]", "5", '{"a": 5}', '{"a": {"x": -1, "y": 0, "width": 4, "height": 4}}',
                 '{"a": {"x": 0, "y": 0, "width": 1e99, "height": 4}}', '{"a": ' * 2000):
        write(f"{folder}/s.json", text)
        _, r = draw(style(f"{folder}/style.json", [CENTER], {"icon-image": "a"}, sprite="s"))
        expect("CT-D031" in r.err and "error" not in r.err, text[:40], r.err)
    write(f"{folder}/s.json", "{}")
    write(f"{folder}/s.png", read(f"{folder}/s.png")[:40])
    _, r = draw(style(f"{folder}/style.json", [CENTER], {"icon-image": "a"}, sprite="s"))
    expect("CT-S302" in r.err and "s.png" in r.err, r.err)


def priorities(folder):
    """symbol-sort-key: the lower wins; without one the first; with viewport-y the lower on the page."""
    places = [feature("Point", [0, y * DEG_PX], key=key, icon=icon)
              for y, key, icon in ((3, 2, "a"), (-3, 1, "second:a"))]
    sprite(f"{folder}/one", [RED] * 30, 30)
    sprite(f"{folder}/two", [BLUE] * 30, 30)
    both = [{"id": "default", "url": "one"}, {"id": "second", "url": "two"}]
    for more, color in (({}, RED), ({"symbol-sort-key": ["get", "key"]}, BLUE), ({"symbol-sort-key": 1}, RED),
                        ({"symbol-z-order": "viewport-y"}, BLUE)):
        picture, _ = draw(style(f"{folder}/style.json", places, {"icon-image": ["get", "icon"], **more}, sprite=both))
        shows(picture, MIDDLE, MIDDLE, color, more)
    # Overlapping ones: the higher key, or the lower on the page, lies on top.
    for more, color in (({"symbol-sort-key": ["get", "key"]}, RED), ({}, BLUE), ({"symbol-z-order": "source"}, BLUE)):
        layout = {"icon-image": ["get", "icon"], "icon-allow-overlap": True, **more}
        picture, _ = draw(style(f"{folder}/style.json", places, layout, sprite=both))
        shows(picture, MIDDLE, MIDDLE, color, more)


def themes_that_say_little(folder):
    """Marks without a size are of size 1; marks may be circles, or nothing but their role."""
    import batch_help
    theme = batch_help.style()
    mark = theme["layers"][1]
    expect(mark["layout"]["icon-size"] == 1, "the theme's marks have another size")
    role, circle = {"cartouche:role": "mark"}, {"circle-radius": 9, "circle-color": "#0000ff"}
    looks = {"whole": mark, "no_size": {**mark, "layout": {k: v for k, v in mark["layout"].items() if k != "icon-size"}},
             "circle": {"id": "m", "type": "circle", "source": "data", "metadata": role, "paint": circle},
             "bare": {"id": "m", "type": "symbol", "source": "data", "metadata": role}}
    drawn = {}
    for name, layer in looks.items():
        write(f"{folder}/{name}.json", json.dumps({**theme, "layers": [theme["layers"][0], layer]}))
        write(f"{folder}/{name}.yaml", f"title: T\nstyle: {name}.json\ndata: {{ sites: {{ path: one.csv }} }}\n"
              "view: { center: [127, 40], zoom: 4 }\npage: { size: 200x200, bare: true }\n")
        write(f"{folder}/one.csv", "lon,lat\n127,40\n")
        r = run("render", f"{folder}/{name}.yaml", "-o", f"{folder}/{name}.png")
        expect(r.code == 0, name, r)
        drawn[name] = pixels(f"{folder}/{name}.png")
    expect(drawn["no_size"] == drawn["whole"], "a mark without a size is of another size than 1")
    shows(drawn["circle"], MIDDLE, MIDDLE, BLUE)
    shows(drawn["bare"], MIDDLE, MIDDLE, BLACK)


def fonts(folder):
    if not os.path.exists(OPEN_SANS):
        raise Skip("fonts-open-sans is not installed")
    os.makedirs(f"{folder}/fonts/deep")
    # Given folders come before the machine's, which has it too.
    shutil.copy(OPEN_SANS, f"{folder}/fonts/deep/OpenSans-Bold.ttf")
    path = style(f"{folder}/style.json", [feature("Point", [0, 0], name="Hamburg")],
                 {"text-field": ["get", "name"], "text-font": ["Open Sans Bold"], "text-size": 30})
    picture, r = draw(path, "--fonts", f"{folder}/fonts")
    expect(codes(r) == ["CT-T304"] and f"{folder}/fonts/deep" in r.err, r.err)
    dark = [x for row in picture[2] for x, c in enumerate(row) if near(c, BLACK)]
    # Its letters are wider than those of the bundled family.
    other = style(f"{folder}/other.json", [feature("Point", [0, 0], name="Hamburg")],
                  {"text-field": ["get", "name"], "text-font": ["No Such Sans Bold"], "text-size": 30})
    plain, r = draw(other)
    expect(codes(r) == ["CT-T301"], r.err)
    narrow = [x for row in plain[2] for x, c in enumerate(row) if near(c, BLACK)]
    expect(max(dark) - min(dark) > max(narrow) - min(narrow) + 8, "not another font:", min(dark), max(dark))
    expect(run("render", path, "--bare", "--fonts", f"{folder}/none", "-o", f"{folder}/x.png").code in (0, 1), "--fonts")


def names_on_lines(folder):
    """A style with straight and bent names, level text with a line break, and an icon."""
    bend = [[-80 + i * 4, 30 * math.sin(i / 40 * math.pi)] for i in range(41)]
    features = [feature("LineString", bend, name="Korea Bay"),
                feature("LineString", [[-80, -30], [80, -50]], name="Tumen River"),
                feature("Point", [0, -10], name="Yongbyon Nuclear\nScientific Center")]
    style(f"{folder}/style.json", features, {})
    s = json.loads(read(f"{folder}/style.json"))
    common = {"id": "x", "type": "symbol", "source": "s", "paint": {"text-halo-color": "#ff8", "text-halo-width": 1}}
    s["layers"][1:] = [
        {**common, "id": "lines", "filter": ["==", ["geometry-type"], "LineString"],
         "layout": {"symbol-placement": "line-center", "text-field": ["get", "name"], "text-size": 18, **FONT}},
        {**common, "id": "points", "filter": ["==", ["geometry-type"], "Point"],
         "layout": {"text-field": ["get", "name"], "text-size": 14, "text-max-width": 30, **FONT}}]
    return write(f"{folder}/style.json", json.dumps(s))


def pdf_and_png_agree(folder):
    path = names_on_lines(folder)
    picture, r = draw(path, size=320)
    expect(r.err == "", r)
    draw(path, out=f"{folder}/a.pdf", size=320)
    if not shutil.which("pdftoppm"):
        raise Skip("no pdftoppm")
    subprocess.run(["pdftoppm", "-r", "96", "-png", "-singlefile", f"{folder}/a.pdf", f"{folder}/b"], check=True)
    other = pixels(f"{folder}/b.png")
    expect(other[:2] == picture[:2], other[:2], picture[:2])
    share = differing(picture, other)
    expect(share < 0.004, f"{share:.4f} of the pixels differ")
    inked = sum(not near(c, WHITE) for row in picture[2] for c in row) / (320 * 320)
    expect(inked > 0.02, "hardly anything is drawn:", inked)


def names_are_text(folder):
    if not shutil.which("pdftotext"):
        raise Skip("no pdftotext")
    draw(names_on_lines(folder), out=f"{folder}/a.pdf", size=320)
    text = subprocess.run(["pdftotext", "-raw", f"{folder}/a.pdf", "-"], stdout=subprocess.PIPE, text=True).stdout
    letters = "".join(text.split())
    # Letters that are set one by one come out in their order, though not always as one word.
    for name in ("KoreaBay", "TumenRiver", "YongbyonNuclear", "ScientificCenter"):
        expect(name in letters, name, "is not text:", repr(text))
    fonts_used = subprocess.run(["pdffonts", f"{folder}/a.pdf"], stdout=subprocess.PIPE, text=True).stdout
    expect("SourceSans" in fonts_used, fonts_used)


def misshapen_styles(folder):
    """Every member of a style replaced by what it must not be: an error in one line, never a crash."""
    good = {"version": 8, "center": [0, 0], "zoom": 1, "sprite": "x", "metadata": {"cartouche:page": {"paper": "red"}},
            "sources": {"a": {"type": "geojson", "data": {"type": "Point", "coordinates": [0, 0]}},
                        "v": {"type": "vector", "tiles": ["t/{z}/{x}/{y}.pbf"]}, "r": {"type": "raster", "url": "r"}},
            "layers": [{"id": "c", "type": "circle", "source": "a", "paint": {"circle-radius": 3}},
                       {"id": "t", "type": "symbol", "source": "a", "layout": {"text-field": "x"}},
                       {"id": "r", "type": "raster", "source": "r"}]}

    def places(value, path=()):
        yield path
        for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
            yield from places(value[key], path + (key,))

    def replaced(path, by):
        copy = json.loads(json.dumps(good))
        at = copy
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = by
        return copy

    cases = [(path, by) for path in places(good) if path for by in (8, [1], {"type": 8}, None)]
    for path, by in cases:
        file = write(f"{folder}/bad.json", json.dumps(replaced(path, by)))
        r = run("render", file, "--bare", "--size", "40x40", "-q", "-o", f"{folder}/bad.png")
        expect(r.code in (0, 1), path, by, r)
        expect(r.code == 0 or r.err.count("cartouche: ") == 1, path, by, r)


if __name__ == "__main__":
    main([misshapen_styles, relative_sprite, finer_sprite, several_sprites, bearing, missing_sprite_and_icon, broken_sprites, priorities,
          themes_that_say_little, fonts, pdf_and_png_agree, names_are_text])
