#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""KML and KMZ as archives, and rows that bring their own look: read whole, drawn and explained as they say."""
import json
import re
import shutil
import subprocess
import zipfile

from harness import Skip, expect, main, run, write

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">'


def place(name, lon, lat, more=""):
    return f"<Placemark><name>{name}</name>{more}<Point><coordinates>{lon},{lat}</coordinates></Point></Placemark>"


def kmz(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in files.items():
            z.writestr(name, text)
    return path


def rows(path, *args):
    r = run("check", path, *args)
    m = re.search(r"(\d+) rows?: (\d+) placed, (\d+) approximate, (\d+) not placed", r.err + r.out.decode())
    expect(m, r)
    return [int(x) for x in m.groups()], r.err + r.out.decode()


def only_links(folder):
    """A file that merely points elsewhere says where to."""
    write(f"{folder}/l.kml", f"{HEAD}<Document><NetworkLink><Link><href>https://x.example/a.kml</href></Link></NetworkLink>"
                             "</Document></kml>")
    r = run("check", f"{folder}/l.kml")
    expect(r.code == 1 and b"only links to files elsewhere: 'https://x.example/a.kml'" in r.out, r)


def archive_of_several(folder):
    """Styles and further placemarks in other files of the archive; a link among them is no link elsewhere."""
    path = kmz(f"{folder}/several.kmz", {
        "files/extra.kml": f"{HEAD}<Document><name>Extra</name><Folder><name>F</name>{place('b', 126, 38)}</Folder>"
                           f"{place('c', 127, 38)}</Document></kml>",
        "doc.kml": f"{HEAD}<Document><name>Main</name><NetworkLink><Link><href>files/extra.kml</href></Link></NetworkLink>"
                   f"{place('a', 125, 38, '<styleUrl>styles/s.kml#red</styleUrl>')}</Document></kml>",
        "styles/s.kml": f'{HEAD}<Document><Style id="red"><IconStyle><color>ff0000ff</color></IconStyle></Style></Document></kml>',
    })
    counts, said = rows(path)
    expect(counts == [3, 3, 0, 0] and "CT-D181" not in said and "CT-D182" not in said, counts, said)
    # Files are told apart by the names of their documents.
    for layer, n in (("Main", 1), ("Extra", 2), ("Extra / F", 1)):
        write(f"{folder}/layer.yaml", f"data:\n  d: {{ path: several.kmz, layer: '{layer}' }}\n")
        counts, said = rows(f"{folder}/layer.yaml")
        expect(counts[0] == n, layer, counts, said)


def odd_archives(folder):
    text = f"{HEAD}{place('a', 125, 38)}</kml>"
    counts, said = rows(kmz(f"{folder}/other.kmz", {"readme.txt": "x", "My map.kml": text}))
    expect(counts == [1, 1, 0, 0], said)
    shutil.copy(f"{folder}/other.kmz", f"{folder}/renamed.kml")
    expect(rows(f"{folder}/renamed.kml")[0] == [1, 1, 0, 0], "an archive called .kml")
    write(f"{folder}/plain.kmz", text)
    expect(rows(f"{folder}/plain.kmz")[0] == [1, 1, 0, 0], "a text called .kmz")
    r = run("check", kmz(f"{folder}/none.kmz", {"readme.txt": "x"}))
    expect(r.code == 1 and "no KML file in the archive" in r.err + r.out.decode(), r)
    kmz(f"{folder}/cut.kmz", {"doc.kml": f"{HEAD}<Document>{place('a', 1, 2)}"})
    r = run("check", f"{folder}/cut.kmz")
    expect(r.code == 1 and "doc.kml" in r.err + r.out.decode(), r)


def encodings(folder):
    text = f"<?xml version='1.0' encoding='%s'?><kml>{place('Порт Ü', 125, 38)}</kml>"
    for encoding, declared in (("utf-16", "UTF-16"), ("utf-8-sig", "UTF-8"), ("windows-1251", "windows-1251")):
        name = "Порт" if "1251" in encoding else "Порт Ü"
        data = (text % declared).replace("Порт Ü", name).encode(encoding)
        write(f"{folder}/e.kml", data)
        write(f"{folder}/e.yaml", f"data:\n  d: {{ path: e.kml, where: \"Name = '{name}'\" }}\n")
        counts, said = rows(f"{folder}/e.yaml")
        expect(counts == [1, 1, 0, 0], encoding, counts, said)


def of_gdal(folder):
    """What ogr2ogr makes of a table comes back whole, from KML and from KMZ."""
    if not shutil.which("ogr2ogr"):
        raise Skip("no ogr2ogr")
    for name in ("o.kml", "o.kmz"):
        subprocess.run(["ogr2ogr", "-f", "LIBKML", f"{folder}/{name}", f"{folder}/sites.csv", "-oo", "X_POSSIBLE_NAMES=lon",
                        "-oo", "Y_POSSIBLE_NAMES=lat"], check=True, stderr=subprocess.DEVNULL)
        write(f"{folder}/o.yaml", f"data:\n  d: {{ path: {name}, where: \"type = 'port'\" }}\n")
        expect(rows(f"{folder}/{name}")[0] == [10, 10, 0, 0], name)
        expect(rows(f"{folder}/o.yaml")[0][0] == 4, name)


STYLED = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"name": n, "kind": k, **p}, "geometry": g} for n, k, p, g in (
        ("a", "port", {"marker-color": "#00ff00", "marker-symbol": "harbor"}, {"type": "Point", "coordinates": [125, 38]}),
        ("b", "port", {"marker-color": "#00ff00", "marker-symbol": "harbor"}, {"type": "Point", "coordinates": [126, 38]}),
        ("c", "mine", {"marker-color": "ff00ff"}, {"type": "Point", "coordinates": [126.5, 38.8]}),
        ("d", "zone", {"fill": "#0000ff", "fill-opacity": 1, "stroke-opacity": 0},
         {"type": "Polygon", "coordinates": [[[125, 38.4], [126, 38.4], [126, 39], [125, 39], [125, 38.4]]]}))]}


def pixels(folder, *args):
    """How many pixels of a bare map have each colour."""
    r = run("render", *args, "-o", f"{folder}/p.png", "--bare", "--size=400x300", cwd=folder)
    expect(r.code == 0, r)
    import struct
    import zlib
    data = open(f"{folder}/p.png", "rb").read()
    at, idat, head = 8, b"", None
    while at < len(data):
        n, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + n]
        head = struct.unpack(">IIBBBBB", body) if kind == b"IHDR" else head
        idat += body if kind == b"IDAT" else b""
        at += 12 + n
    w, h, depth, color = head[:4]
    expect(depth == 8 and color in (2, 6), head)
    step, raw, before, counts = (3 if color == 2 else 4), zlib.decompress(idat), None, {}
    for y in range(h):
        kind, row = raw[y * (w * step + 1)], bytearray(raw[y * (w * step + 1) + 1:(y + 1) * (w * step + 1)])
        before = before or bytearray(w * step)
        for i in range(w * step):
            a, b, c = (row[i - step] if i >= step else 0), before[i], (before[i - step] if i >= step else 0)
            p = a + b - c
            near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            row[i] = (row[i] + (0, a, b, (a + b) // 2, near)[kind]) & 255
        for x in range(w):
            rgb = tuple(row[x * step:x * step + 3])
            counts[rgb] = counts.get(rgb, 0) + 1
        before = row
    return counts, r


def own_looks(folder):
    write(f"{folder}/s.geojson", json.dumps(STYLED))
    write(f"{folder}/theme.yaml", "data:\n  s: { path: s.geojson, styles: theme }\n")
    write(f"{folder}/class.yaml", "data:\n  s: { path: s.geojson, class: kind }\n")
    own = {(0, 255, 0), (255, 0, 255), (0, 0, 255)}
    seen, _ = pixels(folder, "s.geojson")
    expect(all(seen.get(c, 0) > 10 for c in own) and seen[(0, 0, 255)] > 3000, sorted(seen.items(), key=lambda x: -x[1])[:9])
    for doc in ("theme.yaml", "class.yaml"):
        seen, _ = pixels(folder, doc)
        expect(not any(c in seen for c in own), doc)
    r = run("init", "s.geojson", cwd=folder)
    expect(b"styles: own" in r.out and b"class:" not in r.out, r)


def what_is_refused(folder):
    write(f"{folder}/s.geojson", json.dumps(STYLED))
    for entry, words in (("styles: mine", "'styles' must be own or theme"),
                         ("styles: own, class: kind", "'styles: own' and 'class' exclude each other")):
        write(f"{folder}/d.yaml", f"data:\n  s: {{ path: s.geojson, {entry} }}\n")
        r = run("render", "d.yaml", "-o", "x.png", cwd=folder)
        expect(r.code == 1 and "d.yaml:2" in r.err and words in r.err, r)
    write(f"{folder}/d.yaml", "data:\n  s: { path: sites.csv, styles: own }\n")
    r = run("render", "d.yaml", "-o", "x.png", "--size=300x200", cwd=folder)
    expect(r.code == 0 and "CT-D184" in r.err, r)
    write(f"{folder}/d.yaml", "data:\n  s: { path: sites.csv, sql: SELECT 1 }\n")
    r = run("render", "d.yaml", "-o", "x.png", cwd=folder)
    expect(r.code == 1 and "databases only" in r.err, r)


def passwords_are_not_shown(folder):
    for path in ("PG:host=127.0.0.1 port=9 user=u password=geheim", "postgresql://u:geheim@127.0.0.1:9/x",
                 "PG:host=127.0.0.1 port=9 password='ge;heim'", "MySQL:db,user=u,password=geheim,host=127.0.0.1,port=9"):
        for args in ((), ("--allow-network",)):
            r = run("check", path, *args, cwd=folder)
            said = r.err + r.out.decode()
            expect(r.code == 1 and "heim" not in said and "***" in said, r)


if __name__ == "__main__":
    main([archive_of_several, only_links, odd_archives, encodings, of_gdal, own_looks, what_is_refused, passwords_are_not_shown])
