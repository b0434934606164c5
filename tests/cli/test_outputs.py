#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Formats of pixels and what goes with them: palettes, world files, GeoTIFF, dates, transparent paper, progress."""
import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
import xml.etree.ElementTree as ET
import zlib

from harness import CARTOUCHE, ROOT, Skip, expect, main, read, run, write

SVG = "{http://www.w3.org/2000/svg}"
MAP = "{https://cartouche.example/ns}map"
DAY = 1567641600  # 2019-09-05
DOC = """title: "Förde & <Ufer>"
subtitle: Sites
author: A. Smith
keywords: ports, Förde
as_of: 2019-09-05
data: { sites: { path: sites.csv, label: name, class: type } }
page: { size: 480x400 }
"""


def document(folder, more="", name="map.yaml"):
    return write(os.path.join(folder, name), DOC + more)


def render(folder, *args, code=0, env=None, **more):
    r = run("render", *args, "-q", cwd=folder, env=env, **more)
    expect(r.code == code, args, r)
    return r


def info(path):
    r = run("-json", path, program="gdalinfo", env={"GDAL_PAM_ENABLED": "YES"})
    expect(r.code == 0, path, r)
    return json.loads(r.out)


def chunks(png):
    data, at = read(png), 8
    expect(data[:8] == b"\x89PNG\r\n\x1a\n", png)
    while at < len(data):
        n, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + n]
        expect(zlib.crc32(kind + body) == struct.unpack(">I", data[at + 8 + n:at + 12 + n])[0], png, kind)
        yield kind.decode(), body
        at += 12 + n


def pixels(path, folder):
    """Rows of bytes r, g, b, a as GDAL reads them."""
    raw = os.path.join(folder, "raw.bin")
    bands = len(info(path)["bands"])
    expand = ["-expand", "rgba"] if bands == 1 else []
    r = run("-q", "-of", "ENVI", "-co", "INTERLEAVE=BIP", *expand, path, raw, program="gdal_translate")
    expect(r.code == 0, path, r)
    return read(raw), 4 if bands == 1 else bands


# ---- Formats


def formats_are_what_they_are(folder):
    doc = document(folder)
    render(folder, doc, *(x for e in ("png", "jpg", "jpeg", "webp", "tif", "tiff") for x in ("-o", f"m.{e}")))
    for e, driver in (("png", "PNG"), ("jpg", "JPEG"), ("jpeg", "JPEG"), ("webp", "WEBP"), ("tif", "GTiff"), ("tiff", "GTiff")):
        i = info(os.path.join(folder, f"m.{e}"))
        expect(i["driverShortName"] == driver and i["size"] == [480, 400] and len(i["bands"]) in (3, 4), e, i)
    want = pixels(os.path.join(folder, "m.png"), folder)[0]
    for e in ("webp", "tif"):
        got, bands = pixels(os.path.join(folder, f"m.{e}"), folder)
        if bands == 4:
            got = b"".join(got[i:i + 3] for i in range(0, len(got), 4))
        expect(got == want, e, "has other pixels than the png")
    got = pixels(os.path.join(folder, "m.jpg"), folder)[0]
    off = sum(abs(a - b) for a, b in zip(want, got)) / len(want)
    expect(0 < off < 2, "jpeg is off by", off)
    small = render(folder, doc, "-o", "-", "--format", "jpeg", "--quality", "30").out
    expect(small[:3] == b"\xff\xd8\xff" and len(small) < 0.6 * os.path.getsize(os.path.join(folder, "m.jpg")), len(small))
    lossy = render(folder, doc, "-o", "-", "--format", "webp", "--quality", "60").out
    expect(lossy[:4] == b"RIFF" and b"VP8 " in lossy[:64] and b"VP8L" in read(os.path.join(folder, "m.webp"))[:64])


def files_say_what_they_are(folder):
    doc = document(folder)
    render(folder, doc, "-o", "m.png", "-o", "m.jpg", "-o", "m.webp", "-o", "m.tif", "--size", "60x50mm", "--dpi", "254")
    text = {b.split(b"\0", 1)[0].decode(): b.rsplit(b"\0", 1)[1].decode()
            for k, b in chunks(os.path.join(folder, "m.png")) if k in ("tEXt", "iTXt")}
    want = {"Title": "Förde & <Ufer>", "Author": "A. Smith", "Description": "Sites", "Keywords": "ports, Förde",
            "Creation Time": "2019-09-05"}
    expect(want.items() <= text.items() and text["Software"].startswith("Cartouche"), text)
    phys = dict(chunks(os.path.join(folder, "m.png")))["pHYs"]
    expect(struct.unpack(">IIB", phys) == (10000, 10000, 1), phys)
    for e in ("jpg", "webp"):
        data = read(os.path.join(folder, f"m.{e}"))
        for words in ("Förde & <Ufer>\0", "Förde &amp; &lt;Ufer&gt;</rdf:li>", "<rdf:li>ports</rdf:li><rdf:li>Förde</rdf:li>",
                      "2019:09:05 00:00:00\0", "A. Smith\0", "<xmp:CreateDate>2019-09-05T00:00:00Z<"):
            expect(words.encode() in data, e, "lacks", words)
        packet = data[data.index(b"<x:xmpmeta"):data.index(b"</x:xmpmeta>") + 12]
        ET.fromstring(packet.decode())
    jfif = read(os.path.join(folder, "m.jpg"))[:20]
    expect(jfif[6:10] == b"JFIF" and jfif[13] == 1 and struct.unpack(">HH", jfif[14:18]) == (254, 254), jfif)
    exif = info(os.path.join(folder, "m.jpg"))["metadata"][""]
    expect(exif["EXIF_XResolution"].startswith("(254") and exif["EXIF_Artist"] == "A. Smith", exif)
    tags = info(os.path.join(folder, "m.tif"))["metadata"][""]
    expect(tags["TIFFTAG_XRESOLUTION"] == "254" and tags["TIFFTAG_DOCUMENTNAME"] == "Förde & <Ufer>" and
           tags["TIFFTAG_ARTIST"] == "A. Smith" and tags["TIFFTAG_DATETIME"] == "2019:09:05 00:00:00", tags)


def same_bytes_wherever(folder):
    doc = document(folder)
    for fmt, more in (("png", ["--png8"]), ("jpeg", []), ("webp", []), ("webp", ["--quality", "70"]), ("tif", [])):
        first = render(folder, doc, "-o", "-", "--format", fmt, *more).out
        out = os.path.join(folder, "again." + fmt)
        render(folder, doc, "-o", out, *more, env={"TZ": "Asia/Pyongyang", "LC_ALL": "de_DE.UTF-8", "GDAL_NUM_THREADS": "2"})
        expect(first == read(out), fmt, more, len(first), os.path.getsize(out))


def few_colours(folder):
    doc = document(folder)
    render(folder, doc, "-o", "full.png")
    render(folder, doc, "-o", "few.png", "--png8")
    full, few = os.path.join(folder, "full.png"), os.path.join(folder, "few.png")
    parts = dict(chunks(few))
    expect(parts["IHDR"][8:10] == b"\x08\x03" and len(parts["PLTE"]) <= 768 and "tRNS" not in parts, parts["IHDR"])
    expect(os.path.getsize(few) < 0.6 * os.path.getsize(full), os.path.getsize(few), os.path.getsize(full))
    want, got = pixels(full, folder)[0], pixels(few, folder)[0]
    got = b"".join(got[i:i + 3] for i in range(0, len(got), 4))
    same = sum(want[i:i + 3] == got[i:i + 3] for i in range(0, len(want), 3)) / (len(want) / 3)
    far = max(abs(a - b) for a, b in zip(want, got))
    expect(same > 0.9 and far < 64, "same:", same, "farthest:", far)


# ---- Paper


def transparent_paper(folder):
    doc = document(folder)
    render(folder, doc, "--transparent", "-o", "p.png", "-o", "p.webp", "-o", "p.tif", "-o", "p.svg")
    for e in ("png", "webp", "tif"):
        data, bands = pixels(os.path.join(folder, "p." + e), folder)
        middle = 4 * (480 * 200 + 240)
        expect(bands == 4 and data[3] == 0 and data[middle + 3] == 255, e, bands, data[:4], data[middle:middle + 4])
    names = [g.get("id") for g in ET.parse(os.path.join(folder, "p.svg")).getroot().iter(SVG + "g")]
    expect("paper" not in names and "water" in names, names)
    render(folder, doc, "--transparent", "--bare", "--bbox", "150,20,151,21", "-o", "sea.png")
    expect(not any(pixels(os.path.join(folder, "sea.png"), folder)[0][3::4]), "the sea of a bare map shows")
    render(folder, doc, "--transparent", "--png8", "-o", "few.png")
    parts = dict(chunks(os.path.join(folder, "few.png")))
    expect(parts["tRNS"][0] == 0 and len(parts["tRNS"]) < 256, parts["tRNS"])
    write(doc, DOC.replace("page: { size: 480x400 }", "page: { size: 480x400, background: '#ffeedd' }"))
    render(folder, doc, "-o", "tinted.png")
    expect(pixels(os.path.join(folder, "tinted.png"), folder)[0][:3] == b"\xff\xee\xdd")
    r = render(folder, doc, "--background", "mauve-ish", "-o", "x.png", code=1)
    expect("mauve-ish" in r.err and "none or an opaque colour" in r.err, r)
    r = render(folder, doc, "--transparent", "-o", "x.png", "-o", "x.jpg", code=1)
    expect("x.jpg: a jpeg cannot be transparent (expected png, webp, tif, pdf or svg)" in r.err, r)
    expect(not os.path.exists(os.path.join(folder, "x.png")), "a file is left")


# ---- Where pictures lie


def to_crs(crs, lonlat):
    lines = "".join(f"{lon} {lat}\n" for lon, lat in lonlat)
    done = subprocess.run(["cs2cs", "-f", "%.6f", "+proj=longlat +datum=WGS84 +type=crs", "+to", crs], input=lines, text=True,
                          stdout=subprocess.PIPE, check=True)
    return [tuple(float(x) for x in line.split()[:2]) for line in done.stdout.splitlines()]


def apply(m, x, y):
    return m[0] + m[1] * x + m[2] * y, m[3] + m[4] * x + m[5] * y


PLACES = {r[0]: (float(r[3]), float(r[2])) for r in (line.split(",") for line in """Yongbyon,nuclear,39.797,125.755
Punggye-ri,nuclear,41.278,129.087
Chongjin,port,41.767,129.817
Nampo,port,38.717,125.383""".splitlines())}


def marks_of(svg):
    out = {}
    for use in ET.parse(svg).getroot().iter(SVG + "use"):
        title = use.find(SVG + "title")
        if title is not None and title.text in PLACES:
            out[title.text] = (float(use.get("x")), float(use.get("y")))
    return out


def pictures_know_where_they_lie(folder):
    """From a mark's place on the page, by each file's own word, to where cs2cs has it: within a tenth of a pixel."""
    doc = document(folder, "view: { fit: [sites], rotation: 20, projection: '+proj=lcc +lat_1=38 +lat_2=42 +lon_0=127' }\n")
    render(folder, doc, "--world-file", *(x for e in ("svg", "png", "jpg", "webp", "tif") for x in ("-o", f"w.{e}")))
    svg = os.path.join(folder, "w.svg")
    marks = marks_of(svg)
    expect(set(marks) == set(PLACES), marks)
    told = ET.parse(svg).getroot().find(f".//{MAP}")
    crs, affine = told.get("crs"), [float(x) for x in told.get("to-crs").split()]
    frame = [float(x) for x in told.get("frame").split()]
    want = dict(zip(PLACES, to_crs(crs, PLACES.values())))
    unit = abs(complex(affine[1], affine[4]))
    for name, (x, y) in marks.items():
        expect(frame[0] <= x <= frame[0] + frame[2] and frame[1] <= y <= frame[1] + frame[3], name, x, y, frame)
        got = apply(affine, x, y)
        expect(abs(complex(*got) - complex(*want[name])) < 0.05 * unit, "svg:", name, got, want[name], unit)
    for e in ("png", "jpg", "webp", "tif"):
        i = info(os.path.join(folder, f"w.{e}"))
        gt, wkt = i["geoTransform"], i["coordinateSystem"]["wkt"]
        expect("Lambert Conic Conformal" in wkt and gt[2] != 0 and gt[4] != 0, e, gt, wkt)
        for name, (x, y) in marks.items():
            got = apply(gt, x * 96 / 72, y * 96 / 72)
            expect(abs(complex(*got) - complex(*want[name])) < 0.05 * unit, e, name, got, want[name])
    # World files alone, as programs read them that know nothing of the other file.
    for e in ("pgw", "jgw", "wpw", "tfw"):
        a, d, b, ee, c, f = (float(x) for x in read(os.path.join(folder, "w." + e)).split())
        x, y = marks["Nampo"]
        px, py = x * 96 / 72 - 0.5, y * 96 / 72 - 0.5
        got = (a * px + b * py + c, d * px + ee * py + f)
        expect(abs(complex(*got) - complex(*want["Nampo"])) < 0.05 * unit, e, got, want["Nampo"])


def what_cannot_be_said_is_refused(folder):
    doc = document(folder)
    old = write(os.path.join(folder, "e.tif"), "old")
    r = render(folder, doc, "--projection", "+proj=bertin1953", "-o", "e.png", "-o", "e.tif", code=1)
    expect("cannot say the projection '+proj=bertin1953'" in r.err and read(old) == b"old", r)
    expect(not os.path.exists(os.path.join(folder, "e.png")), "one of the files is there")
    for args, words in ((["--png8", "-o", "x.svg"], "--png8 is of png"), (["--quality", "50", "-o", "x.png"], "--quality is of"),
                        (["--world-file", "-o", "x.pdf"], "--world-file goes with a file of pixels"),
                        (["--bare", "--size", "20000x100", "-o", "x.webp"], "webp of 20000 x 100 pixels cannot be made")):
        r = render(folder, doc, *args, code=1)
        expect(words in r.err, args, r)
    r = render(folder, doc, "--quality", "0", "-o", "x.jpg", code=2)
    expect("'0' (expected 1 to 100)" in r.err, r)
    # Neither picture nor world file, when one of them cannot stand where it is to.
    os.mkdir(os.path.join(folder, "y.pgw"))
    r = render(folder, doc, "--world-file", "-o", "y.png", code=1)
    expect("y.pgw: is a folder" in r.err, r)
    os.symlink("/dev/full", os.path.join(folder, "x.pgw"))
    r = render(folder, doc, "--world-file", "-o", "x.png", code=1)
    expect("x.pgw: cannot write: No space left on device" in r.err, r)
    left = sorted(f for f in os.listdir(folder) if f[0] in ".exy")
    expect(left == ["e.tif", "x.pgw", "y.pgw"], left)


# ---- SVG


def columns_on_request(folder):
    write(os.path.join(folder, "two.csv"), "name,Name,lat,lon,Größe (m)\nA & B,\"x \"\"y\"\"\",39,126,12.5\nC,,40,127,\n")
    doc = write(os.path.join(folder, "two.yaml"), "data: { two: { path: two.csv, label: name } }\n"
                "svg: { data: [name, Name, Größe (m)] }\n")
    render(folder, doc, "-o", "two.svg")
    uses = [u for u in ET.parse(os.path.join(folder, "two.svg")).getroot().iter(SVG + "use") if u.get("data-name")]
    uses.sort(key=lambda u: u.get("id"))
    expect(len(uses) == 2 and uses[0].get("id") == "two-mark-1", [u.attrib for u in uses])
    expect(uses[0].get("data-name") == "A & B" and uses[0].get("data-name-2") == 'x "y"' and
           uses[0].get("data-größe__m_") == "12.5" and uses[0].find(SVG + "title").text == "A & B", uses[0].attrib)
    expect(uses[1].get("data-name-2") in (None, "") and uses[1].get("data-größe__m_") in (None, ""), uses[1].attrib)
    text = {t.get("id"): t for t in ET.parse(os.path.join(folder, "two.svg")).getroot().iter(SVG + "text")}["two-mark-1-name"]
    expect(text.get("data-name") == "A & B", text.attrib)
    render(folder, document(folder), "--svg-data", "type", "-o", "t.svg")
    kinds = [e.get("data-type") for e in ET.parse(os.path.join(folder, "t.svg")).getroot().iter() if e.get("data-type")]
    expect(set(kinds) == {"nuclear", "launch", "airfield", "port"}, kinds)
    r = run("render", document(folder), "--svg-data", "typ", "-o", os.path.join(folder, "t.svg"))
    expect(r.code == 0 and "no data has the column 'typ'" in r.err and "CT-W101" in r.err and "name, type" in r.err, r)
    render(folder, document(folder), "--svg-data", "typ", "--strict", "-o", "t2.svg", code=1)


def areas_and_lines_are_elements(folder):
    golden = os.path.join(ROOT, "tests", "golden", "areas", "doc.yaml")
    render(folder, golden, "--svg-data", "kind,name", "-o", os.path.join(folder, "a.svg"))
    root = ET.parse(os.path.join(folder, "a.svg")).getroot()
    areas = [e for e in root.iter(SVG + "path") if (e.get("id") or "").startswith("areas-area-") and e.get("data-kind")]
    names = {e.find(SVG + "title").text for e in areas}
    expect({"A", "B", "C"} <= names and all(e.get("data-name") == e.find(SVG + "title").text for e in areas), names)
    shaded = os.path.join(ROOT, "tests", "golden", "world-shaded", "doc.yaml")
    render(folder, shaded, "--svg-data", "attacks", "-o", os.path.join(folder, "s.svg"))
    told = [int(float(e.get("data-attacks"))) for e in ET.parse(os.path.join(folder, "s.svg")).getroot().iter(SVG + "path")
            if e.get("data-attacks")]
    expect(len(told) > 5 and max(told) == 10, told)


def widths_are_pinned_on_request(folder):
    doc = document(folder)
    render(folder, doc, "-o", "plain.svg")
    render(folder, doc, "--pin-widths", "-o", "pinned.svg")
    expect(b"textLength" not in read(os.path.join(folder, "plain.svg")))
    texts = list(ET.parse(os.path.join(folder, "pinned.svg")).getroot().iter(SVG + "text"))
    expect(texts and sum(t.get("textLength") is not None for t in texts) > 5)


# ---- The command


def the_environment_gives_the_date(folder):
    doc = document(folder)
    env = {"SOURCE_DATE_EPOCH": str(DAY + 86400 + 3661)}
    render(folder, doc, *(x for e in ("png", "pdf", "svg", "jpg", "tif") for x in ("-o", f"d.{e}")), env=env)
    text = [b for k, b in chunks(os.path.join(folder, "d.png")) if k == "tEXt" and b.startswith(b"Creation Time")]
    expect(text == [b"Creation Time\x002019-09-06T01:01:01Z"], text)
    expect(b"<dc:date>2019-09-06T01:01:01Z</dc:date>" in read(os.path.join(folder, "d.svg")))
    expect(b"2019:09:06 01:01:01\0" in read(os.path.join(folder, "d.jpg")))
    pdf = subprocess.run(["pdfinfo", "-isodates", os.path.join(folder, "d.pdf")], stdout=subprocess.PIPE, check=True, text=True)
    expect("CreationDate:    2019-09-06" in pdf.stdout, pdf.stdout)
    expect(info(os.path.join(folder, "d.tif"))["metadata"][""]["TIFFTAG_DATETIME"] == "2019:09:06 01:01:01")
    for bad in ("yesterday", "-1", "1e9", "999999999999999"):
        r = render(folder, doc, "-o", "e.png", env={"SOURCE_DATE_EPOCH": bad}, code=1)
        expect(f"SOURCE_DATE_EPOCH is '{bad}'" in r.err and not os.path.exists(os.path.join(folder, "e.png")), r)
    # Without it the document's day, and nothing of today.
    render(folder, doc, "-o", "f.svg", env={"SOURCE_DATE_EPOCH": ""})
    expect(b"<dc:date>2019-09-05</dc:date>" in read(os.path.join(folder, "f.svg")))


def on_a_terminal(args, cwd, **env):
    """What a terminal of 100 columns gets to see."""
    try:
        master, slave = pty.openpty()
    except OSError as e:
        raise Skip(f"no terminal to be had here ({e})") from e
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    p = subprocess.Popen([CARTOUCHE, *args], cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=slave,
                         env={**os.environ, "TERM": "xterm", **env})
    os.close(slave)
    seen, start = b"", time.time()
    while time.time() - start < 110:
        ready, _, _ = select.select([master], [], [], 0.2)
        try:
            got = os.read(master, 65536) if ready else b""
        except OSError:
            break
        if ready and not got:
            break
        seen += got
    os.close(master)
    p.stdout.read()
    expect(p.wait() == 0, seen)
    return seen.decode()


def shown(seen):
    """The lines that are left on the screen."""
    lines = []
    for line in seen.split("\n"):
        line = line.rstrip("\r")
        out = ""
        for part in line.split("\r"):
            out = part.replace("\x1b[K", "") if "\x1b[K" in part else part + out[len(part):]
        lines.append(out)
    return [line for line in lines if line.strip()]


def long_work_has_a_bar(folder):
    doc = document(folder)
    long = ["render", doc, "--size", "5000x5000", "-o", "big.webp"]
    seen = on_a_terminal(long, folder)
    bars = re.findall(r"\r(\w+) +\[([#.]+)\] +(\d+) %", seen)
    expect(len(bars) > 3 and {b[0] for b in bars} <= {"data", "layers", "labels", "writing"}, bars[:5])
    shares = [int(b[2]) for b in bars]
    expect(shares == sorted(shares) and shares[-1] <= 100, shares)
    expect(all(len(b[1]) == len(bars[0][1]) for b in bars) and not any("%" in line for line in shown(seen)), shown(seen))
    for args, env in ((long + ["-q"], {}), (long + ["--json"], {}), (long, {"TERM": "dumb"})):
        expect("%" not in on_a_terminal(args, folder, **env), args, env)
    for _ in range(5):  # on a busy machine nothing is quick
        start = time.time()
        quick = on_a_terminal(["render", doc, "--size", "200x160", "--bare", "-o", "small.png"], folder)
        if time.time() - start < 0.9:
            expect("[#" not in quick and "[." not in quick, quick)
            break
    r = render(folder, *long[1:])
    expect("%" not in r.err, r)


main([formats_are_what_they_are, files_say_what_they_are, same_bytes_wherever, few_colours, transparent_paper,
      pictures_know_where_they_lie, what_cannot_be_said_is_refused, columns_on_request, areas_and_lines_are_elements,
      widths_are_pinned_on_request, the_environment_gives_the_date, long_work_has_a_bar])
