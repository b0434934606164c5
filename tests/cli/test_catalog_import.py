#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""catalog import: versions, matching, what other programs make of the file."""
import csv
import datetime
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import time

from harness import CARTOUCHE, ROOT, SITES, Skip, expect, main, read, run, write

HEAD = "id,name,kind,lat,lon,date,size\n"
FIRST = HEAD + """a1,Yongbyon,nuclear,39.797,125.755,2019-04-02,5
a2,Punggye-ri,nuclear,41.278,129.087,2018-05,6.5
a3,Nowhere,port,,,2017,7
"""


def load(folder, name, text, day, *more, into="c.gpkg"):
    if text is not None:
        write(f"{folder}/{name}", text)
    r = run("catalog", "import", name, "--into", into, "--recorded", day, "--json", *more, cwd=folder)
    lines = [json.loads(t) for t in r.out.decode().splitlines()]
    summary = lines[-1]["summary"] if r.code == 0 else None
    return r, summary, [d for d in lines if "code" in d]


def rows(folder, sql, path="c.gpkg"):
    db = sqlite3.connect(f"file:{folder}/{path}?mode=ro", uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def whole(folder, path="c.gpkg"):
    """Nothing in the file contradicts anything else."""
    expect(rows(folder, "PRAGMA integrity_check", path) == [("ok",)], "integrity")
    expect(rows(folder, "PRAGMA foreign_key_check", path) == [], "foreign keys")
    for (layer,) in rows(folder, "SELECT substr(key, 7) FROM ct_catalog WHERE key LIKE 'layer.%'", path):
        expect(rows(folder, f"SELECT rtreecheck('rtree_{layer}_history_geom')", path) == [("ok",)], "index")
        n = rows(folder, f"SELECT count(*) FROM {layer}_history WHERE geom NOT NULL", path)
        expect(rows(folder, f"SELECT count(*) FROM rtree_{layer}_history_geom", path) == n, "index's rows")
        chains = {}
        for feature, recorded, until in rows(
                folder, f"SELECT ct_feature, ct_recorded, ct_until FROM {layer}_history ORDER BY ct_feature, "
                "ct_recorded, ct_until IS NULL, ct_until, fid", path):
            chains.setdefault(feature, []).append((recorded, until))
        for feature, chain in chains.items():
            for (_, until), (then, _) in zip(chain, chain[1:]):
                expect(until == then, "history of", feature, chain)
            expect(chain[-1][1] is None, "no last version:", feature, chain)
    expect(read(f"{folder}/{path}")[18:20] == b"\2\2", "no write-ahead log")


def as_of(folder, day, what="f.id, h.size", layer="features"):
    return rows(folder, f"SELECT {what} FROM {layer}_history h JOIN ct_feature f ON f.n = h.ct_feature WHERE "
                f"ct_recorded <= '{day}' AND (ct_until IS NULL OR ct_until > '{day}') AND ct_state = 'there' ORDER BY f.id")


def counts(s, **wanted):
    for k in ("added", "changed", "moved", "removed", "same"):
        expect(s[k] == wanted.get(k, 0), k, "is", s[k], "in", s)


def second_import_changes_nothing(folder):
    r, s, _ = load(folder, "a.csv", FIRST, "2019-09-05")
    counts(s, added=3)
    expect(s["unplaced"] == 1, s)
    before = read(f"{folder}/c.gpkg")
    for day in ("2019-09-05", "2019-12-01", "2021"):
        r, s, _ = load(folder, "a.csv", None, day)
        counts(s, same=3)
        expect(read(f"{folder}/c.gpkg") == before, "bytes have changed")
    expect(sorted(os.listdir(folder)) == ["a.csv", "c.gpkg", "sites.csv"], os.listdir(folder))
    whole(folder)
    # The same import elsewhere gives the same file.
    os.mkdir(f"{folder}/other")
    shutil.copy(f"{folder}/a.csv", f"{folder}/other/a.csv")
    load(f"{folder}/other", "a.csv", None, "2019-09-05")
    expect(read(f"{folder}/other/c.gpkg") == before, "not reproducible")


def what_changes(folder):
    load(folder, "a.csv", FIRST, "2019-09-05")
    second = FIRST.replace("39.797", "39.9").replace("6.5", "8").replace("7\n", "7\na4,New,port,38.5,126.5,,1\n")
    _, s, _ = load(folder, "b.csv", second, "2019-10-01", "--source", "survey")
    counts(s, added=1, changed=1, moved=1, same=1)
    expect(as_of(folder, "2019-09-30") == [("a1", 5), ("a2", 6.5), ("a3", 7)], as_of(folder, "2019-09-30"))
    expect(as_of(folder, "2019-10-01") == [("a1", 5), ("a2", 8), ("a3", 7), ("a4", 1)], "after")
    expect(as_of(folder, "2019-09-04") == [], "before")
    expect(rows(folder, "SELECT source, file, program, rows, added, changed, moved, removed, same FROM ct_import") ==
           [("a.csv", "a.csv", "0.1.0", 3, 3, 0, 0, 0, 0), ("survey", "b.csv", "0.1.0", 4, 1, 1, 1, 0, 1)], "imports")
    expect(rows(folder, "SELECT sha256 FROM ct_import WHERE n = 2") ==
           [(hashlib.sha256(second.encode()).hexdigest(),)], "digest")
    expect(rows(folder, "SELECT ct_happened FROM features_history WHERE ct_recorded = '2019-09-05'") ==
           [("2019-04-02",), ("2018-05-01/2018-05-31",), ("2017-01-01/2017-12-31",)], "happened")
    # The position that a3 gets at last is a move, and so is one less than half a metre none.
    third = second.replace("a3,Nowhere,port,,", "a3,Nowhere,port,37,127").replace("39.9,", "39.900004,")
    _, s, _ = load(folder, "c.csv", third, "2019-11-01")
    counts(s, changed=1, moved=1, same=2)
    whole(folder)


def same_day_twice(folder):
    load(folder, "a.csv", FIRST, "2019-09-05")
    for size in ("5", "6", "5", "9"):
        load(folder, "b.csv", FIRST.replace(",5\n", f",{size}\n"), "2019-09-05")
    expect(as_of(folder, "2019-09-05")[0] == ("a1", 9), as_of(folder, "2019-09-05"))
    expect(len(rows(folder, "SELECT 1 FROM features")) == 3, "view")
    whole(folder)


def backdated(folder):
    one = HEAD + "a1,Yongbyon,nuclear,39.797,125.755,,{}\n"
    load(folder, "a.csv", one.format(5), "2019-09-05")
    load(folder, "b.csv", one.format(6), "2019-11-05")
    _, s, _ = load(folder, "c.csv", one.format(7), "2019-10-05")
    counts(s, changed=1)
    _, s, _ = load(folder, "d.csv", one.format(4), "2019-08-05")
    counts(s, added=1)
    # What later equals it stays.
    _, s, _ = load(folder, "e.csv", one.format(5), "2019-09-01")
    counts(s, changed=1)
    got = [as_of(folder, d, "h.size") for d in ("2019-08-04", "2019-08-05", "2019-09-01", "2019-09-05", "2019-10-05", "2019-11-05")]
    expect(got == [[], [(4,)], [(5,)], [(5,)], [(7,)], [(6,)]], got)
    before = read(f"{folder}/c.gpkg")
    for name, day in (("a", "2019-09-05"), ("b", "2019-11-05"), ("c", "2019-10-05"), ("d", "2019-08-05"), ("e", "2019-09-01")):
        _, s, _ = load(folder, f"{name}.csv", None, day)
        counts(s, same=1)
    expect(read(f"{folder}/c.gpkg") == before, "bytes have changed")
    expect(rows(folder, "SELECT size FROM features") == [(6,)], "view")
    whole(folder)


def complete(folder):
    load(folder, "a.csv", FIRST, "2019-09-05")
    less = FIRST.replace("a2,Punggye-ri,nuclear,41.278,129.087,2018-05,6.5\n", "")
    _, s, _ = load(folder, "b.csv", less, "2019-10-05")
    counts(s, same=2)
    _, s, _ = load(folder, "b.csv", None, "2019-10-05", "--complete")
    counts(s, same=2, removed=1)
    before = read(f"{folder}/c.gpkg")
    _, s, _ = load(folder, "b.csv", None, "2019-10-05", "--complete")
    counts(s, same=2)
    expect(read(f"{folder}/c.gpkg") == before, "bytes have changed")
    expect([i for i, _ in as_of(folder, "2019-10-05")] == ["a1", "a3"], "after")
    expect([i for i, _ in as_of(folder, "2019-10-04")] == ["a1", "a2", "a3"], "before")
    expect(len(rows(folder, "SELECT 1 FROM features")) == 2, "view")
    _, s, _ = load(folder, "a.csv", None, "2019-11-05")
    counts(s, same=2, added=1)
    whole(folder)


def columns(folder):
    load(folder, "a.csv", FIRST, "2019-09-05")
    # A new column, one in another spelling, a number that becomes a text; names of the catalogue's own.
    more = "ID,Name,kind,lat,lon,date,size,owner,fid,ct_hash\n" + "".join(
        line + tail + "\n" for line, tail in zip(FIRST.splitlines()[1:], [",,x,y", ",Kim,x,y", ",,x,y"]))
    more = more.replace("6.5,Kim", "six,Kim")
    _, s, _ = load(folder, "b.csv", more, "2019-10-05")
    counts(s, changed=3)
    expect(as_of(folder, "2019-10-05", "f.id, h.size, h.owner, h.fid_, h.data_ct_hash") ==
           [("a1", "5", None, "x", "y"), ("a2", "six", "Kim", "x", "y"), ("a3", "7", None, "x", "y")],
           as_of(folder, "2019-10-05", "f.id, h.size, h.owner, h.fid_, h.data_ct_hash"))
    expect(as_of(folder, "2019-09-05") == [("a1", "5"), ("a2", "6.5"), ("a3", "7")], "texts of numbers")
    types = dict(rows(folder, "SELECT name, type FROM pragma_table_info('features_history')"))
    expect(types["size"] == "TEXT" and types["lat"] == "REAL", types)
    # Columns that a file lacks have no value; those that came later change no version of before.
    before = read(f"{folder}/c.gpkg")
    _, s, _ = load(folder, "a.csv", None, "2019-09-20")
    counts(s, same=3)
    expect(read(f"{folder}/c.gpkg") == before, "bytes have changed")
    whole(folder)


def by_name(folder):
    first = "name,lat,lon,size\nWonsan,39.161,127.486,1\nNampo,38.717,125.383,2\nTwin,40,126,3\nTwin,40.005,126,3\n,41,127,4\n"
    _, s, found = load(folder, "a.csv", first, "2019-09-05")
    counts(s, added=5)
    expect(any(d["code"] == "CT-C103" for d in found), found)
    expect(rows(folder, "SELECT id FROM ct_feature ORDER BY n") ==
           [("wonsan",), ("nampo",), ("twin",), ("twin-2",), ("unnamed",)], rows(folder, "SELECT id FROM ct_feature"))
    before = read(f"{folder}/c.gpkg")
    _, s, found = load(folder, "a.csv", None, "2019-10-05")
    counts(s, same=5)
    expect(read(f"{folder}/c.gpkg") == before and not [d for d in found if d["code"] in ("CT-C101", "CT-C102")], found)
    # Wonsan in capitals and 500 m off is Wonsan; Nampo 50 km off is another; of two twins nobody knows.
    second = "name,lat,lon,size\nWONSAN,39.1655,127.486,1\nNampo,38.3,125.383,2\nTwin,40.002,126,9\n"
    _, s, found = load(folder, "b.csv", second, "2019-11-05")
    counts(s, moved=1, added=2)
    said = [(d["code"], d["row"]) for d in found if d["code"].startswith("CT-C10")]
    expect(("CT-C101", 2) in said and ("CT-C102", 4) in said and len(said) == 3, said)
    expect("wonsan" in [d["message"] for d in found if d["code"] == "CT-C101"][0], found)
    whole(folder)


def ids_are_unique(folder):
    r, _, _ = load(folder, "a.csv", FIRST.replace("a3,", "a1,"), "2019-09-05", "--id", "id")
    expect(r.code == 1 and "a.csv:4: id 'a1' is that of a.csv:2 as well" in r.err, r)
    expect(not os.path.exists(f"{folder}/c.gpkg"), "something was made")
    write(f"{folder}/b.csv", FIRST)
    r, _, _ = load(folder, "a.csv", FIRST, "2019-09-05", "b.csv")
    expect(r.code == 1 and "id 'a1' is that of a.csv:2 as well" in r.err, r)
    r, _, _ = load(folder, "a.csv", None, "2019-09-05", "--id", "idd")
    expect(r.code == 1 and "no column 'idd' for --id (did you mean 'id'?)" in r.err, r)
    expect(sorted(os.listdir(folder)) == ["a.csv", "b.csv", "sites.csv"], os.listdir(folder))


def lines_and_layers(folder):
    shapes = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": 7, "properties": {"name": "line", "tags": ["a", "b"], "on": True},
         "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}},
        {"type": "Feature", "id": 8, "properties": {"name": "hole", "on": False},
         "geometry": {"type": "MultiPolygon", "coordinates": [
             [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [1, 2], [2, 2], [1, 1]]],
             [[[10, 10], [11, 10], [11, 11], [10, 10]]]]}}]}
    _, s, _ = load(folder, "s.geojson", json.dumps(shapes), "2019-09-05", "--layer", "areas")
    counts(s, added=2)
    _, s, _ = load(folder, "a.csv", FIRST, "2019-09-05", "--layer", "sites")
    counts(s, added=3)
    expect(rows(folder, "SELECT id FROM ct_feature WHERE layer = 'areas'") == [("7",), ("8",)], "ids")
    r, _, _ = load(folder, "a.csv", None, "2019-09-05")
    expect(r.code == 1 and "has 2 layers (choose one with --layer: 'areas', 'sites' ...)" in r.err, r)
    r, _, _ = load(folder, "a.csv", None, "2019-09-05", "--layer", "a b")
    expect(r.code == 1 and "layer 'a b' is no name" in r.err, r)
    whole(folder)
    if not shutil.which("ogr2ogr"):
        raise Skip("no ogr2ogr")
    text = subprocess.run(["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", "c.gpkg", "areas"], cwd=folder, check=True,
                          stdout=subprocess.PIPE).stdout
    got = [f["geometry"] for f in json.loads(text)["features"]]
    expect(got[0] == shapes["features"][0]["geometry"], got[0])
    expect(got[1]["type"] == "MultiPolygon" and [len(p) for p in got[1]["coordinates"]] == [2, 1], got[1])


def ogr_opens_it(folder):
    if not shutil.which("ogrinfo"):
        raise Skip("no ogrinfo")
    lines = ["id,name,lat,lon"] + [f"f{i},n{i},{(i * 37) % 120 - 60}.{i % 10},{(i * 91) % 340 - 170}.{i % 7}" for i in range(3000)]
    load(folder, "a.csv", "\n".join(lines) + "\n", "2019-09-05")
    load(folder, "b.csv", "\n".join(lines[:1] + [x.replace(",n", ",m") for x in lines[1:500]]) + "\n", "2019-10-05")
    whole(folder)

    def info(*args):
        done = subprocess.run(["ogrinfo", "-ro", *args], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        expect(done.returncode == 0 and not done.stderr, done.stderr)
        return done.stdout
    text = info("-al", "-so", "c.gpkg")
    parts = {p.split("\n")[0]: p for p in text.split("Layer name: ")[1:]}
    for layer, n in (("features", 3000), ("features_history", 3499)):
        expect(f"Feature Count: {n}\n" in parts[layer] and "Geometry: Point" in parts[layer], parts[layer])
        expect("FID Column = fid" in parts[layer] and "Geometry Column = geom" in parts[layer], parts[layer])
        # What the index finds is what looking at each finds.
        found = info("c.gpkg", layer, "-spat", "-20", "-10", "40.5", "30.25").count("OGRFeature(")
        scan = rows(folder, f"SELECT count(*) FROM {layer} WHERE lon BETWEEN -20 AND 40.5 AND lat BETWEEN -10 AND 30.25")
        expect(found == scan[0][0] > 100, layer, found, scan)
    # Another program's change keeps the index as well: its triggers are the standard's.
    done = subprocess.run(["ogrinfo", "c.gpkg", "-sql", "DELETE FROM features_history WHERE fid = 3400"], cwd=folder,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    expect(done.returncode == 0, done.stderr)
    expect(rows(folder, "SELECT count(*) FROM rtree_features_history_geom") == [(3498,)], "trigger")


def qgis_opens_it(folder):
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import qgis.core"], stderr=subprocess.DEVNULL).returncode:
        raise Skip("no python3-qgis")
    load(folder, "a.csv", FIRST, "2019-09-05")
    code = ("from qgis.core import *\nQgsApplication.setPrefixPath('/usr', True)\na = QgsApplication([], False); a.initQgis()\n"
            "for n in ('features', 'features_history'):\n"
            " l = QgsVectorLayer('c.gpkg|layername=' + n, n, 'ogr')\n"
            " print(l.isValid(), l.featureCount(), l.wkbType() == QgsWkbTypes.Point, len(list(l.getFeatures("
            "QgsRectangle(125, 39, 126, 40)))))\n")
    done = subprocess.run([python, "-c", code], cwd=folder, stdout=subprocess.PIPE, text=True,
                          env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    expect(done.stdout.splitlines() == ["True 3 True 1"] * 2, done.stdout)


def wrong_files(folder):
    write(f"{folder}/a.csv", FIRST)
    run("check", "a.csv", "-o", "plain.gpkg", cwd=folder)
    db = sqlite3.connect(f"{folder}/other.gpkg")
    db.execute("CREATE TABLE t (x)")
    db.commit()
    db.close()
    write(f"{folder}/text.gpkg", "this is a text " * 100)
    write(f"{folder}/empty.gpkg", "")
    load(folder, "a.csv", None, "2019-09-05", into="newer.gpkg")
    db = sqlite3.connect(f"{folder}/newer.gpkg")
    db.execute("UPDATE ct_catalog SET value = '3' WHERE key = 'schema'")
    db.commit()
    db.close()
    load(folder, "a.csv", None, "2019-09-05", into="damaged.gpkg")
    data = bytearray(read(f"{folder}/damaged.gpkg"))
    data[4096:] = bytes(b ^ 0x5a for b in data[4096:])
    write(f"{folder}/damaged.gpkg", bytes(data))
    write(f"{folder}/cut.gpkg", bytes(read(f"{folder}/newer.gpkg")[:20000]))
    for name, wanted in (("plain", "is a GeoPackage, but no catalogue"), ("other", "is an SQLite file, but no GeoPackage"),
                         ("text", "is no GeoPackage"), ("empty", "is empty"), ("newer", "was made by a newer Cartouche"),
                         ("damaged", "is damaged"), ("cut", "is damaged")):
        before = read(f"{folder}/{name}.gpkg")
        r, _, _ = load(folder, "a.csv", None, "2019-10-05", into=f"{name}.gpkg")
        lines = [json.loads(t) for t in r.err.splitlines()]
        expect(r.code == 1 and len(lines) == 1 and f"{name}.gpkg: " in lines[0]["message"] and wanted in lines[0]["message"], r)
        expect(read(f"{folder}/{name}.gpkg") == before, name, "has changed")


def locked(folder):
    load(folder, "a.csv", FIRST, "2019-09-05")
    db = sqlite3.connect(f"{folder}/c.gpkg", isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    start = time.monotonic()
    r, _, _ = load(folder, "b.csv", FIRST.replace("6.5", "7"), "2019-10-05")
    expect(r.code == 1 and "c.gpkg: is locked by another program" in r.err, r)
    expect(4 < time.monotonic() - start < 60, "waited", time.monotonic() - start)
    db.execute("ROLLBACK")
    # A reader keeps its view and stops nobody.
    db.execute("BEGIN")
    expect(db.execute("SELECT count(*) FROM features_history").fetchone() == (3,), "before")
    _, s, _ = load(folder, "b.csv", None, "2019-10-05")
    counts(s, changed=1, same=2)
    expect(db.execute("SELECT count(*) FROM features_history").fetchone() == (3,), "the reader's view moved")
    db.execute("COMMIT")
    expect(db.execute("SELECT count(*) FROM features_history").fetchone() == (4,), "after")
    db.close()
    whole(folder)


def refusals(folder):
    r, _, _ = load(folder, "a.csv", FIRST, "2019-09-05", "--refuse-unplaced")
    expect(r.code == 1 and "1 of its 3 rows have no position, and --refuse-unplaced is set" in r.err, r)
    r, _, _ = load(folder, "a.csv", None, "2019-09-05", "--strict")
    expect(r.code == 1 and "--strict is set: nothing imported" in r.err, r)
    for day in ("yesterday", "2019-13-01"):
        r, _, _ = load(folder, "a.csv", None, day)
        expect(r.code == 2 and "is not a date" in r.err, r)
    expect(not os.path.exists(f"{folder}/c.gpkg"), "something was made")
    for args, wanted in (((), "'catalog' needs one of its commands"), (("improt",), "did you mean 'catalog import'"),
                         (("import",), "needs a FILE"), (("import", "a.csv"), "--into"),
                         (("import", "a.csv", "--into", "c.csv", "--recorded", "2019"), "GeoPackage")):
        r = run("catalog", *args, cwd=folder)
        expect(r.code == 2 and wanted in r.err, args, r)
    r = run("catalog", "import", "a.csv", "--into", "c.gpkg", cwd=folder)
    today = datetime.datetime.now(datetime.timezone.utc)
    days = [(today - datetime.timedelta(minutes=m)).strftime("; recorded %Y-%m-%d").encode() for m in (0, 5)]
    expect(r.code == 0 and any(d in r.out for d in days), "today is assumed, and told", r)


def real_data(folder):
    shared = os.path.join(ROOT, "..", "shared", "data")
    files = {f"{shared}/facilities/dprk_facilities.csv": "facilities", f"{shared}/facilities/dprk_facility_coordinates.csv": "coordinates",
             f"{shared}/launches/dprk_missile_launches_1984_2026.csv": "launches", f"{shared}/launches/cns_missile_test_database_2023-04.csv": "cns"}
    if not all(map(os.path.exists, files)):
        raise Skip("no shared data")
    for path, layer in files.items():
        with open(path, encoding="latin-1", newline="") as f:
            n = sum(1 for _ in csv.DictReader(f))
        r, s, _ = load(folder, path, None, "2019-09-05", "--layer", layer)
        expect(r.code == 0 and s["added"] == n, path, n, s, r)
        before = read(f"{folder}/c.gpkg")
        r, s, found = load(folder, path, None, "2019-10-05", "--layer", layer)
        expect(s["same"] == n and read(f"{folder}/c.gpkg") == before, path, s)
        expect(not [d for d in found if d["code"] in ("CT-C101", "CT-C102")], found[:3])
    whole(folder)


if __name__ == "__main__":
    main([second_import_changes_nothing, what_changes, same_day_twice, backdated, complete, columns, by_name, ids_are_unique,
          lines_and_layers, ogr_opens_it, qgis_opens_it, wrong_files, locked, refusals, real_data])
