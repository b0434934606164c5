#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Bad input: one line that says where, exit 1, nothing left behind, nothing damaged. Also with the sanitized command."""
import os
import subprocess
import zipfile

from harness import BUILD, CARTOUCHE, SITES, Skip, expect, main, read, run, write

OLD = b"an older map"
ASAN = os.path.join(BUILD, "asan", "cartouche")
PROGRAMS = [CARTOUCHE] + ([ASAN] if os.path.exists(ASAN) and "CARTOUCHE" not in os.environ else [])


def listing(folder):
    return sorted(os.path.relpath(os.path.join(d, f), folder) for d, _, files in os.walk(folder) for f in files)


def refuse(folder, args, words, verb="render"):
    """Every word stands in the error; files of the folder stay as they are."""
    write(f"{folder}/old.png", OLD)
    before = {f: read(os.path.join(folder, f)) for f in listing(folder)}
    outputs = [["-o", "new.png"], ["-o", "new.pdf"], ["-o", "old.png", "-o", "new.pdf"]] if verb == "render" else [[]]
    for program in PROGRAMS:
        for out in outputs:
            r = run(verb, *args, *out, program=program, cwd=folder)
            expect(r.code == 1, args, "should fail:", r, read(f"{folder}/{args[0]}") if os.path.isfile(f"{folder}/{args[0]}") else "")
            errors = [t for t in r.err.splitlines() if t.startswith("cartouche: ")]
            expect(len(errors) == 1, args, "not one error line:", r)
            expect(r.err.splitlines()[-1] == errors[0], args, "the error is not the last line:", r)
            for w in words:
                expect(w in errors[0], args, f"does not say '{w}':", errors[0])
            after = {f: read(os.path.join(folder, f)) for f in listing(folder)}
            expect(after == before, args, "changed files:", set(after) ^ set(before) or "contents")


def missing_file(folder):
    for name in ("none.csv", "none.yaml", "none.json", "none.gpkg", "no/such/none.csv"):
        refuse(folder, [name], [name])
    refuse(folder, ["sites.csv", "none.csv"], ["none.csv"])
    refuse(folder, ["sites.csv", "--style", "none.json"], ["none.json"])
    refuse(folder, ["sites.csv", "--style", "briefin"], ["briefin"])


def a_folder(folder):
    os.mkdir(f"{folder}/sub")
    os.mkdir(f"{folder}/sub.csv")
    os.mkdir(f"{folder}/sub.yaml")
    for name in ("sub", "sub.csv", "sub.yaml"):
        refuse(folder, [name], [name])


def empty_file(folder):
    for name in ("empty.csv", "empty.yaml", "empty.json", "empty.geojson", "empty.gpkg", "empty.kmz"):
        write(f"{folder}/{name}", b"")
        refuse(folder, [name], [name])
    write(f"{folder}/head.csv", "name,lat,lon\n")
    refuse(folder, ["head.csv"], ["head.csv"])


def binary_junk(folder):
    junk = bytes((i * 7919 + i // 3) % 256 for i in range(5000))
    for name in ("junk.csv", "junk.yaml", "junk.json", "junk.gpkg", "junk.shp", "junk.fgb", "junk.kmz", "junk.xlsx", "junk"):
        write(f"{folder}/{name}", junk)
        refuse(folder, [name], [name])


def cut_short(folder):
    subprocess.run(["ogr2ogr", "-f", "FlatGeobuf", f"{folder}/sites.fgb", f"{folder}/sites.csv", "-oo", "X_POSSIBLE_NAMES=lon",
                    "-oo", "Y_POSSIBLE_NAMES=lat"], check=True, stderr=subprocess.DEVNULL)
    whole = read(f"{folder}/sites.fgb")
    os.remove(f"{folder}/sites.fgb")
    write(f"{folder}/cut.fgb", whole[:len(whole) // 2])
    refuse(folder, ["cut.fgb"], ["cut.fgb"])
    write(f"{folder}/cut.geojson", '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Po')
    refuse(folder, ["cut.geojson"], ["cut.geojson"])


def without_coordinates(folder):
    write(f"{folder}/people.csv", "name,age\nAda,36\nAlan,41\n")
    refuse(folder, ["people.csv"], ["people.csv"])
    write(f"{folder}/unknown.csv", "name,lat,lon\nA,Unknown,NA\nB,,\n")
    refuse(folder, ["unknown.csv"], ["unknown.csv"])


def unknown_crs(folder):
    for crs in ("EPSG:999999", "+proj=nosuch", "nonsense"):
        write(f"{folder}/doc.yaml", f"data:\n  sites: sites.csv\nview: {{ projection: '{crs}' }}\n")
        refuse(folder, ["doc.yaml"], [crs])
    r = run("render", "sites.csv", "--projection", "EPSG:999999", "-o", "new.png", cwd=folder)
    expect(r.code in (1, 2) and "EPSG:999999" in r.err and not os.path.exists(f"{folder}/new.png"), r)


def unknown_column_in_where(folder):
    refuse(folder, ["sites.csv", "--where", "kind = 'port'"], ["kind", "sites.csv"])
    refuse(folder, ["sites.csv", "--where", "type ="], ["sites.csv"])
    write(f"{folder}/doc.yaml", "data:\n  sites: { path: sites.csv, where: \"kind = 'port'\" }\n")
    refuse(folder, ["doc.yaml"], ["kind"])


def nothing_left_by_where(folder):
    r = run("render", "sites.csv", "--where", "type = 'moon base'", "-o", "new.png", cwd=folder)
    expect(r.code in (0, 1) and r.err, "says nothing:", r)


def malformed_documents(folder):
    cases = {
        "a.yaml": ("title: x\ndata: [1, 2\npage: {\n", "a.yaml:"),
        "b.yaml": ("title: x\n\tdata: y\n", "b.yaml:"),
        "c.json": ('{"title": "x",\n "data": {"a": }}', "c.json:2"),
        "d.json": ('{"version": 8, "layers": [}', "d.json:1"),
        "e.yaml": ("title: x\ntitle: y\ndata: { a: sites.csv }\n", "e.yaml:2"),
        "f.yaml": ("- just\n- a list\n", "f.yaml"),
        "g.yaml": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "g.yaml"),
        "h.yaml": ("[" * 100000, "h.yaml"),
        "i.yaml": ("data: { s: sites.csv }\nview: { zoom: .inf }\n", "i.yaml"),
        "j.yaml": ("data: { s: sites.csv }\npage: { size: 99999999x99999999 }\n", "99999999"),
    }
    for name, (text, word) in cases.items():
        write(f"{folder}/{name}", text)
        refuse(folder, [name], [word])


def unknown_keys(folder):
    for text, words in (("titel: x\ndata: { s: sites.csv }\n", ["doc.yaml:1", "titel", "title"]),
                        ("data: { s: { path: sites.csv, wher: \"1\" } }\n", ["doc.yaml:1", "wher", "where"]),
                        ("data: { s: sites.csv }\nview: { projektion: auto }\n", ["doc.yaml:2", "projektion", "projection"]),
                        ("data: { s: sites.csv }\npage:\n  siez: A4\n", ["doc.yaml:3", "siez", "size"])):
        write(f"{folder}/doc.yaml", text)
        refuse(folder, ["doc.yaml"], words)


def wrong_types_in_documents(folder):
    for text, words in (("data: { s: sites.csv }\nview: { zoom: far }\n", ["doc.yaml:2", "zoom"]),
                        ("data: { s: sites.csv }\npage: { orientation: up }\n", ["doc.yaml:2", "orientation"]),
                        ("data: { s: none.csv }\n", ["none.csv"]),
                        ("data: { s: sites.csv }\nstyle: none.json\n", ["none.json"]),
                        ("data: 7\n", ["doc.yaml:1"])):
        write(f"{folder}/doc.yaml", text)
        refuse(folder, ["doc.yaml"], words)


def network_is_refused(folder):
    for url in ("/vsicurl/http://127.0.0.1:9/x.csv", "http://127.0.0.1:9/x.geojson", "/vsis3/bucket/x.csv",
                "WFS:http://127.0.0.1:9/", "PG:host=127.0.0.1", "/vsizip//vsicurl/http://127.0.0.1:9/x.zip"):
        refuse(folder, [url], ["network"])


def zip_bomb(folder):
    with zipfile.ZipFile(f"{folder}/bomb.kmz", "w", zipfile.ZIP_DEFLATED) as z:
        with z.open("doc.kml", "w", force_zip64=True) as f:
            f.write(b"<kml><Document>")
            for _ in range(300):
                f.write(b" " * (1 << 20))
    for program in PROGRAMS[:1]:
        r = run("render", "bomb.kmz", "-o", "new.png", cwd=folder, program=program)
        expect(r.code == 1 and r.err and not os.path.exists(f"{folder}/new.png"), r)


def huge_fields_and_headers(folder):
    write(f"{folder}/wide.csv", ",".join(f"c{i}" for i in range(100000)) + "\n" + "1," * 99999 + "1\n")
    refuse(folder, ["wide.csv"], ["wide.csv"])
    write(f"{folder}/nul.csv", b"name,lat,lon\nA\0B,39,125\n\0,40,126\n")
    for program in PROGRAMS:
        r = run("render", "nul.csv", "-o", "n.png", "--size=400x300", cwd=folder, program=program)
        expect(r.code in (0, 1), r)


def numbers_at_the_edge(folder):
    rows = ["nan,1", "1,nan", "inf,1", "1e308,1e308", "-91,0", "90,180", "-90,-180", "0,360", "39,125"]
    write(f"{folder}/edge.csv", "lat,lon\n" + "\n".join(rows) + "\n")
    for program in PROGRAMS:
        r = run("render", "edge.csv", "-o", "n.png", "--size=400x300", cwd=folder, program=program)
        expect(r.code == 0 and "edge.csv:2" in r.err, r)
    for args in (["--bbox", "131,43,124,37"], ["--bbox", "124,37,124,37"], ["--center", "500,0"], ["--center", "0,91"],
                 ["--zoom", "99", "--center", "0,0"], ["--scale", "1:0"], ["--dpi", "1e9"], ["--size", "0x0"],
                 ["--size", "1000000x1000000"], ["--ratio", "0"]):
        for program in PROGRAMS:
            r = run("render", "sites.csv", "-o", "x.png", *args, program=program, cwd=folder)
            expect(r.code in (0, 1, 2), args, r)
            expect(r.code == 0 or r.err.count("cartouche: ") >= 1, args, r)
            expect(r.code != 0 or os.path.exists(f"{folder}/x.png"), args, r)
            if os.path.exists(f"{folder}/x.png"):
                os.remove(f"{folder}/x.png")


def output_folder(folder):
    for out in ("none/o.png", "sites.csv/o.png"):
        r = run("render", "sites.csv", "-o", out, cwd=folder)
        expect(r.code == 1 and r.err.count("\n") == 1 and out.split("/", maxsplit=1)[0] in r.err, out, r)
    os.mkdir(f"{folder}/d.png")
    r = run("render", "sites.csv", "-o", "d.png", cwd=folder)
    expect(r.code == 1 and "d.png" in r.err and not os.listdir(f"{folder}/d.png"), r)
    r = run("init", "sites.csv", "-o", "none/doc.yaml", cwd=folder)
    expect(r.code == 1 and "none/doc.yaml" in r.err, r)
    expect(listing(folder) == ["sites.csv"], listing(folder))


class Tmpfs:
    """A small file system of its own; needs root and leave to mount."""
    def __init__(self, path, options):
        self.path = path
        os.mkdir(path)
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", path],
                                               stderr=subprocess.DEVNULL).returncode:
            raise Skip("cannot mount a tmpfs")

    def __enter__(self):
        return self

    def remount(self, options):
        subprocess.run(["mount", "-o", f"remount,{options}", self.path], check=True)

    def __exit__(self, *_):
        subprocess.run(["umount", self.path], check=True)


def read_only_folder(folder):
    with Tmpfs(f"{folder}/ro", "size=1m") as disk:
        write(f"{folder}/ro/old.png", OLD)
        disk.remount("ro")
        for name in ("old.png", "new.png"):
            r = run("render", "sites.csv", "-o", f"ro/{name}", cwd=folder)
            expect(r.code == 1 and r.err.splitlines()[-1].startswith(f"cartouche: ro/{name}"), r)
        expect(os.listdir(f"{folder}/ro") == ["old.png"] and read(f"{folder}/ro/old.png") == OLD, "damaged")


def disk_full(folder):
    with Tmpfs(f"{folder}/small", "size=16k"):
        write(f"{folder}/small/old.png", OLD)
        for name in ("old.png", "new.png", "new.pdf"):
            r = run("render", "sites.csv", "-o", f"small/{name}", cwd=folder)
            expect(r.code == 1 and f"small/{name}" in r.err.splitlines()[-1], r)
            expect("space" in r.err, r)
            expect(os.listdir(f"{folder}/small") == ["old.png"], "left", os.listdir(f"{folder}/small"))
        expect(read(f"{folder}/small/old.png") == OLD, "damaged")
        write(f"{folder}/small/fill", b"x" * 12288)
        r = run("init", "sites.csv", "-o", "small/doc.yaml", cwd=folder)
        expect(r.code == 1 and "space" in r.err and sorted(os.listdir(f"{folder}/small")) == ["fill", "old.png"], r)


def one_output_fails(folder):
    """What cannot be written is known before the work starts: no output of that run appears."""
    r = run("render", "sites.csv", "-o", "good.png", "-o", "none/bad.png", cwd=folder)
    expect(r.code == 1 and listing(folder) == ["sites.csv"], r, listing(folder))


def odd_names(folder):
    for name in ("with space.csv", "quote'\".csv", "녕변.csv", "per%20cent.csv", "a:b.csv", "-dash.csv"):
        write(f"{folder}/{name}", SITES)
        r = run("render", "-o", "p.png", "--size=400x300", "--", name, cwd=folder)
        expect(r.code == 0, name, r)
    write(f"{folder}/line\nbreak.csv", "a,b\n1,2\n")
    r = run("render", "line\nbreak.csv", "-o", "q.png", cwd=folder)
    expect(r.code == 1 and r.err.count("\n") == 1, r)


if __name__ == "__main__":
    main([missing_file, a_folder, empty_file, binary_junk, cut_short, without_coordinates, unknown_crs,
          unknown_column_in_where, nothing_left_by_where, malformed_documents, unknown_keys, wrong_types_in_documents,
          network_is_refused, zip_bomb, huge_fields_and_headers, numbers_at_the_edge, output_folder, read_only_folder,
          disk_full, one_output_fails, odd_names])
