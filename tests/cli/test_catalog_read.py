#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""catalog: documents, log, diff and export over a catalogue; files that are none, that are locked, being written or read-only."""
import json
import os
import shutil
import sqlite3
import subprocess

from harness import CARTOUCHE, Skip, expect, main, read, run, write

MARCH = """id,name,kind,lat,lon,date
k1,Alpha Port,port,39.8,125.75,2018-02-01
k2,Beta Field,airfield,40.2,126.9,2018-02-20
k3,Gamma,port,38.7,125.4,
"""
JUNE = """id,name,kind,lat,lon,date
k1,Alpha Port,port,39.81,125.77,2018-02-01
k2,Beta Field,base,40.2,126.9,2018-02-20
k4,Delta,base,41.7,129.8,2018-05-05
"""


def catalogue(folder, name="c.gpkg"):
    write(f"{folder}/march.csv", MARCH)
    write(f"{folder}/june.csv", JUNE)
    for file, day in (("march.csv", "2018-03-01"), ("june.csv", "2018-06-15")):
        r = run("catalog", "import", file, "--into", name, "--id", "id", "--recorded", day, "--complete", "--source",
                "Panel", "-q", cwd=folder)
        expect(r.code == 0, r)
    return f"{folder}/{name}"


def names(folder, *options, doc=None):
    """What of the rows the SVG names."""
    if doc:
        write(f"{folder}/doc.yaml", doc)
    r = run("render", "doc.yaml" if doc else "c.gpkg", "-o", "out.svg", "--size", "600x400", *options, cwd=folder)
    expect(r.code == 0, r)
    text = read(f"{folder}/out.svg").decode()
    return {n for n in ("Alpha Port", "Beta Field", "Gamma", "Delta") if n in text}, r.err


def documents(folder):
    catalogue(folder)
    doc = "title: x\nas_of: %s\ndata: { sites: { path: c.gpkg, label: name%s } }\nlocator: false\n"
    march, june = {"Alpha Port", "Beta Field", "Gamma"}, {"Alpha Port", "Beta Field", "Delta"}
    expect(names(folder, doc=doc % ("2018-06-14", ""))[0] == march)
    expect(names(folder, doc=doc % ("2018-06-15", ""))[0] == june)
    expect(names(folder, doc=doc % ("2018-06", ""))[0] == june, "of a month its last day")
    expect(names(folder, doc=doc % ("2019-01-01", ", as_of: 2018-04-01"))[0] == march, "the entry's own")
    expect(names(folder, "--as-of", "2018-05", doc=doc % ("2019-01-01", ""))[0] == march, "the option's")
    expect(names(folder, doc=doc % ("2019-01-01", ", date: date, where: \"kind = 'base'\""))[0] == {"Beta Field", "Delta"})
    # `date` judges by when it happened, as of everywhere, beside what was known.
    expect(names(folder, doc=doc % ("2018-02-10", ", date: date, as_of: 2018-04-01"))[0] == {"Alpha Port", "Gamma"})
    expect(names(folder)[0] == june, "a plain catalogue is what is current")
    expect(names(folder, "--as-of", "2018-04-01")[0] == march)
    shown, said = names(folder, doc=doc % ("2018-01-01", ""))
    expect(not shown and "CT-C201" in said and "2018-03-01" in said, "before the first import:", shown, said)


def wrong_documents(folder):
    catalogue(folder)
    for entry, why in (("path: sites.csv, as_of: 2018-01-01", "goes with catalogues"),
                       ("path: c.gpkg, layer: ships", "no layer 'ships' (the catalogue has 'features')"),
                       ("path: c.gpkg, where: \"colour = 1\"", "no such column: colour"),
                       ("path: c.gpkg, as_of: soon", "'soon' is not a date"),
                       ("path: c.gpkg, lat: y, lon: x", "does not go with it")):
        write(f"{folder}/doc.yaml", f"data: {{ sites: {{ {entry} }} }}\n")
        r = run("render", "doc.yaml", "-o", "out.png", cwd=folder)
        expect(r.code == 1 and why in r.err and r.err.count("\n") == 1, entry, r)
        expect(not os.path.exists(f"{folder}/out.png"))


def init_and_check(folder):
    catalogue(folder)
    r = run("init", "c.gpkg", cwd=folder)
    expect(r.code == 0 and b"as_of: 2018-06-15" in r.out and b"ct_" not in r.out, r)
    write(f"{folder}/doc.yaml", r.out)
    expect(names(folder, doc=r.out.decode())[0] == {"Alpha Port", "Beta Field", "Delta"})
    r = run("check", "c.gpkg", cwd=folder)
    expect(r.code == 0 and b"3 rows: 3 placed" in r.out, r)
    r = run("check", "c.gpkg", "--as-of", "2018-01", cwd=folder)
    expect(b"CT-C201" in r.out and b"0 rows" in r.out, r)


def log(folder):
    catalogue(folder)
    r = run("catalog", "log", "c.gpkg", "k1", cwd=folder)
    text = r.out.decode()
    expect(r.code == 0 and "2018-03-01  added    Alpha Port, " in text and "row 2 of june.csv; source: Panel" in text, r)
    expect("2018-06-15  moved    2.0 km NE" in text, text)
    r = run("catalog", "log", "c.gpkg", "k3", "--json", cwd=folder)
    lines = [json.loads(t) for t in r.out.decode().splitlines()]
    expect([(v["recorded"], v["change"], v["row"]) for v in lines] ==
           [("2018-03-01", "added", 4), ("2018-06-15", "removed", None)], lines)
    r = run("catalog", "log", "c.gpkg", "k9", cwd=folder)
    expect(r.code == 1 and "no feature has the id 'k9'" in r.err, r)
    expect(run("catalog", "log", "c.gpkg", cwd=folder).code == 2)


def diff(folder):
    catalogue(folder)
    r = run("catalog", "diff", "c.gpkg", "--from", "2018-03", "--exit-code", cwd=folder)
    text = r.out.decode().splitlines()
    expect(r.code == 1 and text[-1] == "1 added, 1 moved, 1 changed, 1 removed", r)
    expect("  ~ Beta Field (k2)  kind: airfield -> base" in text, text)
    for args, code in ((("--from", "2018-06-15", "--exit-code"), 0), (("--from", "2018-03"), 0),
                       (("--from", "soon", "--exit-code"), 2), ((), 2), (("--from", "2019", "--to", "2018"), 2)):
        expect(run("catalog", "diff", "c.gpkg", *args, cwd=folder).code == code, args)


def export(folder):
    path = catalogue(folder)
    before = read(path)
    r = run("catalog", "export", "c.gpkg", "-o", "c.gpkg", cwd=folder)
    expect(r.code == 1 and "is not overwritten" in r.err and read(path) == before, r)
    r = run("catalog", "export", "c.gpkg", "--as-of", "2018-03-01", "-o", "x.csv", "-o", "x.geojson", "-o", "x.gpkg",
            cwd=folder)
    expect(r.code == 0, r)
    ids = [f["id"] for f in json.loads(read(f"{folder}/x.geojson"))["features"]]
    expect(ids == ["k1", "k2", "k3"], ids)
    expect(read(f"{folder}/x.csv").decode().splitlines()[3].startswith("k3,Gamma,port,38.7,125.4,"))
    # What was exported says what was imported.
    r = run("catalog", "import", "march.csv", "--into", "again.gpkg", "--id", "id", "--recorded", "2018-03-01", "-q",
            cwd=folder)
    run("catalog", "export", "again.gpkg", "-o", "y.csv", cwd=folder)
    expect(read(f"{folder}/x.csv") == read(f"{folder}/y.csv"))


def export_goes_back(folder):
    """A table that was exported, and read again, changes nothing; not by way of a geographic program either."""
    path = catalogue(folder)
    r = run("catalog", "export", "c.gpkg", "-o", "x.csv", "-o", "x.geojson", "-o", "x.gpkg", cwd=folder)
    expect(r.code == 0 and read(f"{folder}/x.csv").splitlines()[0] == b"id,name,kind,lat,lon,date", r)
    before = read(path)
    for name in ("x.csv", "x.geojson", "x.gpkg"):
        r = run("catalog", "import", name, "--into", "c.gpkg", "--recorded", "2019-01-01", "--complete", cwd=folder)
        expect(r.code == 0 and b"0 added, 0 changed, 0 moved, 0 removed, 3 the same" in r.out, name, r)
        expect(read(path) == before, name, "changed the file")
    text = read(f"{folder}/x.geojson").decode()
    write(f"{folder}/x.geojson", text.replace("[125.77", "[125.78"))
    r = run("catalog", "import", "x.geojson", "--into", "c.gpkg", "--recorded", "2019-01-01", cwd=folder)
    expect(r.code == 0 and b"0 added, 0 changed, 1 moved, 0 removed, 2 the same" in r.out, r)
    r = run("catalog", "export", "c.gpkg", "-o", "x.shp", cwd=folder)
    expect(r.code == 2 and "'x.shp' is no table (expected .csv, .geojson or .gpkg)" in r.err, r)


def no_catalogues(folder):
    path = catalogue(folder)
    write(f"{folder}/text.gpkg", "id,name\n")
    write(f"{folder}/empty.gpkg", "")
    db = sqlite3.connect(f"{folder}/plain.gpkg")
    db.execute("CREATE TABLE t (a)")
    db.commit()
    db.close()
    run("catalog", "export", "c.gpkg", "-o", "table.gpkg", cwd=folder)
    write(f"{folder}/cut.gpkg", read(path)[:20000])
    shutil.copy(path, f"{folder}/newer.gpkg")
    db = sqlite3.connect(f"{folder}/newer.gpkg")
    db.execute("UPDATE ct_catalog SET value = '3' WHERE key = 'schema'")
    db.commit()
    db.close()
    for name, why in (("text", "no GeoPackage"), ("empty", "is empty"), ("plain", "no GeoPackage"), ("none", "o such file"),
                      ("table", "but no catalogue"), ("cut", "damaged"), ("newer", "newer Cartouche")):
        for verb in (("log", f"{name}.gpkg", "k1"), ("diff", f"{name}.gpkg", "--from", "2018"),
                     ("export", f"{name}.gpkg", "-o", "out.csv")):
            r = run("catalog", *verb, cwd=folder)
            expect(r.code == 1 and why in r.err and r.err.count("\n") == 1, name, verb[0], r)
    for name in ("cut", "newer"):
        r = run("render", f"{name}.gpkg", "-o", "out.png", cwd=folder)
        expect(r.code == 1 and not os.path.exists(f"{folder}/out.png"), name, r)


def being_written(folder):
    path = catalogue(folder)
    files = set(os.listdir(folder))
    expect(names(folder)[0] == {"Alpha Port", "Beta Field", "Delta"})
    expect(set(os.listdir(folder)) - files == {"out.svg"}, "readers leave traces:", os.listdir(folder))
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    db.execute("DELETE FROM ct_feature")
    expect(names(folder)[0] == {"Alpha Port", "Beta Field", "Delta"}, "what is not committed is not there")
    db.execute("ROLLBACK")
    db.close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("BEGIN EXCLUSIVE")
    r = run("render", "c.gpkg", "-o", "out.png", cwd=folder)
    expect(r.code == 1 and "is locked by another program" in r.err and r.err.count("\n") == 1, r)
    db.execute("ROLLBACK")
    db.close()


def read_only(folder):
    """As somebody who may write neither the file nor its folder, with and without a log beside it."""
    if os.geteuid() != 0:
        raise Skip("only root can become somebody else")
    path = catalogue(folder)
    locked = f"{folder}/locked"
    os.mkdir(locked)
    shutil.copy(path, f"{locked}/still.gpkg")
    # A reader of the state before keeps what is imported now in the log.
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN")
    db.execute("SELECT count(*) FROM ct_import").fetchone()
    write(f"{folder}/more.csv", "id,name,lat,lon\nk3,Gamma Point,12,13\n")
    r = run("catalog", "import", "more.csv", "--into", "c.gpkg", "--source", "Survey", "--recorded", "2019-09-05", cwd=folder)
    expect(r.code == 0, r)
    for end in ("", "-wal"):
        shutil.copy(path + end, f"{locked}/logged.gpkg{end}")
    db.close()
    os.chmod(folder, 0o755)
    os.chmod(locked, 0o555)
    for name, source in (("still", "Panel"), ("logged", "Survey")):
        done = subprocess.run([CARTOUCHE, "catalog", "log", f"{locked}/{name}.gpkg", "k3"], user=65534, group=65534,
                              cwd="/", capture_output=True, check=False, timeout=120)
        if done.returncode and b"ermission denied" in done.stderr + done.stdout:
            raise Skip("the program is in a folder that is not for everybody")
        expect(done.returncode == 0 and f"source: {source}".encode() in done.stdout, name, done)
        expect((b"Survey" in done.stdout) == (name == "logged"), name, done)
    expect(sorted(os.listdir(locked)) == ["logged.gpkg", "logged.gpkg-wal", "still.gpkg"], os.listdir(locked))


if __name__ == "__main__":
    main([documents, wrong_documents, init_and_check, log, diff, export, export_goes_back, no_catalogues,
           being_written, read_only])
