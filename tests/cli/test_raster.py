#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Layers of pixels from the command: sources that cannot be had, hostile ones, the same bytes whatever goes with them."""
import json
import os
import struct
import zlib

from harness import ROOT, expect, main, read, run, write


def png(w, h, pixel):
    """A picture of pixel(x, y) -> (r, g, b, a), written by hand."""
    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(w)) for y in range(h))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", w, h, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def unpack(data):
    """Width, height and rows of (r, g, b) of a PNG that cartouche wrote."""
    w, h, depth, kind = struct.unpack(">IIBB", data[16:26])
    n = {2: 3, 6: 4}[kind]
    body, at = b"", 8
    while at < len(data):
        size = struct.unpack(">I", data[at:at + 4])[0]
        if data[at + 4:at + 8] == b"IDAT":
            body += data[at + 8:at + 8 + size]
        at += 12 + size
    raw, rows, above = zlib.decompress(body), [], bytes(w * n)
    for y in range(h):
        line = bytearray(raw[y * (w * n + 1) + 1:(y + 1) * (w * n + 1)])
        for i in range(len(line)):
            left, up = line[i - n] if i >= n else 0, above[i]
            corner = above[i - n] if i >= n else 0
            p = left + up - corner
            paeth = min((abs(p - left), 0, left), (abs(p - up), 1, up), (abs(p - corner), 2, corner))[2]
            line[i] = (line[i] + (0, left, up, (left + up) // 2, paeth)[raw[y * (w * n + 1)]]) & 255
        rows.append([tuple(line[x * n:x * n + 3]) for x in range(w)])
        above = bytes(line)
    return w, h, rows


def style(folder, sources, layers):
    land = {"type": "Polygon", "coordinates": [[[-60, -40], [60, -40], [60, 0], [-60, 0], [-60, -40]]]}
    sources["land"] = {"type": "geojson", "data": land}
    layers = [{"id": "paper", "type": "background", "paint": {"background-color": "#fff"}}, *layers,
              {"id": "land", "type": "fill", "source": "land", "paint": {"fill-color": "#0a0", "fill-antialias": False}}]
    return write(f"{folder}/style.json", json.dumps({"version": 8, "sources": sources, "layers": layers}))


def draw(folder, *more):
    return run("render", f"{folder}/style.json", "--bare", "--size", "200x200", "--zoom", "0", "--center", "0,0",
               "-o", f"{folder}/a.png", *more)


def raster(name="r", kind="raster"):
    return {"id": name, "type": kind, "source": name}


def sources_that_cannot_be_had(folder):
    """Each is one warning; the other layers are drawn."""
    cases = [({"type": "raster", "tiles": ["https://tiles.example/{z}/{x}/{y}.png"]}, "needs --allow-network"),
             ({"type": "raster", "url": "https://tiles.example/tiles.json"}, "needs --allow-network"),
             ({"type": "raster", "url": "pmtiles://world.pmtiles"}, "PMTiles are not read"),
             ({"type": "raster", "url": "no.tif"}, "no.tif: no such file"),
             ({"type": "raster", "url": "no.mbtiles"}, "no.mbtiles: no such file"),
             ({"type": "raster", "url": "sites.csv"}, "cannot be read as a raster"),
             ({"type": "raster", "tiles": ["{z}-{x}-{y}.png"]}, "CT-S312"),
             ({"type": "raster", "tiles": ["sites.csv"]}, "CT-S311"),
             ({"type": "image", "url": "no.png", "coordinates": [[0, 1], [1, 1], [1, 0], [0, 0]]}, "no such file")]
    for source, message in cases:
        style(folder, {"r": source}, [raster()])
        done = draw(folder)
        expect(done.code == 0 and message in done.err and done.err.count("[CT-S31") == 1, source, done)
        expect(unpack(read(f"{folder}/a.png"))[2][110][100] == (0, 170, 0), source, "the land is not drawn")
        expect(draw(folder, "--strict").code == 1, source, "passes --strict")


def tiles_fill_the_map(folder):
    """Four tiles of one colour each, by a template beside the style; a fifth stands in for what is missing."""
    colors = {(0, 0): (200, 0, 0, 255), (1, 0): (0, 0, 200, 255), (0, 1): (200, 200, 0, 255)}
    for (x, y), color in colors.items():
        os.makedirs(f"{folder}/t/1/{x}", exist_ok=True)
        write(f"{folder}/t/1/{x}/{y}.png", png(4, 4, lambda i, j: color))
    os.makedirs(f"{folder}/t/0/0")
    write(f"{folder}/t/0/0/0.png", png(4, 4, lambda i, j: (90, 90, 90, 255)))
    style(folder, {"r": {"type": "raster", "tiles": ["t/{z}/{x}/{y}.png"], "tileSize": 256}}, [])
    text = read(f"{folder}/style.json").decode().replace('"layers": [', '"layers": [' )
    document = json.loads(text)
    document["layers"] = [document["layers"][0], raster()]
    write(f"{folder}/style.json", json.dumps(document))
    done = draw(folder)
    expect(done.code == 0, done)
    rows = unpack(read(f"{folder}/a.png"))[2]
    got = [rows[50][50], rows[50][150], rows[150][50], rows[150][150]]
    expect(got == [(200, 0, 0), (0, 0, 200), (200, 200, 0), (90, 90, 90)], got)


def hostile_sources(folder):
    """Neither crash nor hang, whatever the numbers say."""
    write(f"{folder}/t.png", png(3, 2, lambda i, j: (1, 2, 3, 99)))
    write(f"{folder}/cut.png", png(64, 64, lambda i, j: (i, j, 3, 255))[:200])
    write(f"{folder}/huge.asc", "ncols 2000000000\nnrows 2000000000\nxllcorner 0\nyllcorner 0\ncellsize 1e-8\n1 2 3\n")
    write(f"{folder}/nan.asc", "ncols 2\nnrows 2\nxllcorner nan\nyllcorner 0\ncellsize 1\nNODATA_value nan\n1 nan\n1e39 -1e39\n")
    zero = [[0, 0]] * 4
    cases = [("raster", {"type": "raster", "tiles": ["t.png"], "tileSize": 1, "maxzoom": 30}),
             ("raster", {"type": "raster", "tiles": ["t.png"], "tileSize": 1e-9}),
             ("raster", {"type": "raster", "tiles": ["{}{{z}{x"], "minzoom": -5, "maxzoom": 1e9}),
             ("raster", {"type": "raster", "tiles": ["t.png"], "bounds": [500, 90, -500, -90]}),
             ("raster", {"type": "raster", "tiles": ["cut.png"]}),
             ("raster", {"type": "image", "url": "t.png", "coordinates": zero}),
             ("raster", {"type": "image", "url": "t.png", "coordinates": [[0, 1e300], [-1e300, 1], [1, 0], [0, 0]]}),
             ("raster", {"type": "raster", "url": "huge.asc"}),
             ("hillshade", {"type": "raster-dem", "url": "huge.asc"}),
             ("hillshade", {"type": "raster-dem", "url": "nan.asc"}),
             ("hillshade", {"type": "raster-dem", "tiles": ["t.png"], "tileSize": 1, "encoding": "custom", "redFactor": 1e308}),
             ("hillshade", {"type": "raster-dem", "tiles": ["t.png"]})]
    for kind, source in cases:
        style(folder, {"r": source}, [raster(kind=kind)])
        done = draw(folder)
        expect(done.code in (0, 1) and "anitizer" not in done.err and "runtime error" not in done.err, kind, source, done)


def same_bytes_alone_and_together(folder):
    """Heights, colours and a heatmap; a PNG is the same with a PDF beside it, from any folder."""
    rows = "\n".join(" ".join(str((i * 7 + j * j) % 50 * 20) for i in range(30)) for j in range(30))
    write(f"{folder}/dem.asc", f"ncols 30\nnrows 30\nxllcorner -50\nyllcorner -30\ncellsize 2\n{rows}\n")
    write(f"{folder}/t.png", png(8, 8, lambda i, j: (i * 30, j * 30, 99, 255)))
    style(folder, {"r": {"type": "raster", "tiles": ["t.png"]}, "d": {"type": "raster-dem", "url": "dem.asc"}},
          [raster(), raster("d", "hillshade"), {"id": "h", "type": "heatmap", "source": "land"}])
    outputs = []
    for k, more in enumerate(([], ["-o", f"{folder}/b.pdf"])):
        done = run("render", f"{folder}/style.json", "--bbox", "-70,-50,70,50", "--size", "300x200", "-o",
                   f"{folder}/{k}.png", *more, cwd=folder if k else ROOT)
        expect(done.code == 0, done)
        outputs.append(read(f"{folder}/{k}.png"))
    expect(outputs[0] == outputs[1], "the PNG differs with a PDF beside it")
    alone = run("render", f"{folder}/style.json", "--bbox", "-70,-50,70,50", "--size", "300x200", "-o", f"{folder}/c.pdf")
    expect(alone.code == 0 and read(f"{folder}/b.pdf") == read(f"{folder}/c.pdf"), "the PDF differs with a PNG beside it")


def heatmap_keeps_its_place_on_paper(folder):
    """A heatmap comes out over the fill that follows it in pictures of so many pixels only."""
    spot = {"type": "Point", "coordinates": [0, -20]}
    style(folder, {"spot": {"type": "geojson", "data": spot}}, [{"id": "h", "type": "heatmap", "source": "spot"}])
    seen = []
    for size in ("200x200", "50x50mm"):
        done = run("render", f"{folder}/style.json", "--bare", "--size", size, "--zoom", "0", "--center", "0,-20",
                   "--dpi", "96", "-o", f"{folder}/a.png")
        expect(done.code == 0, done)
        w, h, rows = unpack(read(f"{folder}/a.png"))
        seen.append(rows[h // 2][w // 2])
    expect(seen[0] != (0, 170, 0) and seen[1] == (0, 170, 0), seen)


if __name__ == "__main__":
    main([sources_that_cannot_be_had, tiles_fill_the_map, hostile_sources, same_bytes_alone_and_together,
          heatmap_keeps_its_place_on_paper])
