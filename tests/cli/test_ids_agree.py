#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A file's features are called the same by manifests and by catalogues; and what a catalogue has taken in comes out to the letter."""
import csv
import json
import os
import sqlite3

from harness import ROOT, Skip, expect, main, read, run, write

FILES = {
    "ids": "Facility ID,site,id,lat,lon\nx,Alpha,1, 39.1,127.1\nx,Beta, 02 ,39.2,127.2\ny,Gamma,007,39.3,127.3\n",
    "numbers": "uuid,title,lat,lon\n1,Alpha,39.1,127.1\n2,Beta,39.2,127.2\n30,Gamma,39.3,127.3\n",
    "names": "kind,city,Facility_Name,lat,lon\nport,Nampo,Alpha,39.1,127.1\nport,Nampo,Beta,39.2,127.2\n",
    "korean": "종류,시설명,lat,lon\n항구,남포항,39.1,127.1\n항구,원산항,39.2,127.2\n",
    "vessels": "country_id,vessel,lat,lon\n1,Chon Ma San,39.1,127.1\n1,Yu Jong,39.2,127.2\n",
}


def told(folder, path, stem):
    """Ids and names by a manifest and by a catalogue; of rows without ids a catalogue's are made of their names."""
    r = run("render", path, "-o", f"{stem}.svg", "--manifest", f"{stem}.json", "--title", "t", cwd=folder)
    expect(r.code == 0, path, r)
    r = run("catalog", "import", path, "--into", f"{stem}.gpkg", "--recorded", "2020-01-01", "-q", cwd=folder)
    expect(r.code == 0, path, r)
    manifest = json.loads(read(f"{folder}/{stem}.json"))["features"]
    db = sqlite3.connect(f"{folder}/{stem}.gpkg")
    ids = [t for (t,) in db.execute("SELECT id FROM ct_feature ORDER BY n")]
    settings = dict(db.execute("SELECT key, value FROM ct_catalog"))
    names = None
    if "name.features" in settings:
        names = [t for (t,) in db.execute(f'SELECT "{settings["name.features"]}" FROM features_history ORDER BY fid')]
    db.close()
    return manifest, ids, "id.features" in settings, names


def agree(folder, path, stem):
    manifest, ids, by_column, names = told(folder, path, stem)
    if by_column:
        expect(sorted(f["id"] for f in manifest) == sorted(ids), stem, manifest[:3], ids[:3])
    if names and not by_column:
        expect(sorted(f["name"] or "" for f in manifest) == sorted(t or "" for t in names), stem, manifest[:3], names[:3])
    return by_column, names


def own_files(folder):
    for stem, text in FILES.items():
        write(f"{folder}/{stem}.csv", text)
        by_column, names = agree(folder, f"{stem}.csv", stem)
        expect(by_column == (stem in ("ids", "numbers")), stem, by_column)
        expect(names, stem)
    expect(told(folder, "ids.csv", "again")[1] == ["1", "02", "007"], "ids are not as written")


def shared_files(folder):
    data = f"{ROOT}/../shared/data"
    paths = [f"{data}/{p}" for p in ("facilities/facilities.csv", "launches/launches.csv", "nuclear-tests/nuclear_tests.csv",
                                     "sts/transfers.csv")]
    for top, _, files in os.walk(data):
        paths += [f"{top}/{f}" for f in sorted(files) if f.endswith(".csv") and os.path.getsize(f"{top}/{f}") < 300000]
    done, seen = 0, set()
    for path in paths:
        if done >= 5 or path in seen or not os.path.exists(path):
            continue
        seen.add(path)
        if run("check", path, "-q").code == 0:
            agree(folder, path, f"s{len(seen)}")
            done += 1
    if not done:
        raise Skip("../shared/data is not there")


HARD = """id,count,code,version,mass,big,neg,plus,blank,flag,text,lat,lon
007,1,007,1.10,1e5,9007199254740993,-0,+5,,true,"a ""b"", c",39.1,127.1
1e5,2,0123,1.20,2E5,123456789012345678901,0,+6," ",false,"  x ",39.20,127.2
1.10,30,12,1.30,3,5,-1,7,x,true,"line
break",39.3,127.3
"""


def back_to_the_letter(folder):
    write(f"{folder}/hard.csv", HARD)
    expect(run("catalog", "import", "hard.csv", "--into", "c.gpkg", "--recorded", "2020-01-01", "-q", cwd=folder).code == 0)
    expect(run("catalog", "export", "c.gpkg", "-o", "out.csv", cwd=folder).code == 0)
    with open(f"{folder}/hard.csv", newline="") as f:
        given = list(csv.reader(f))
    with open(f"{folder}/out.csv", newline="") as f:
        got = [row[:len(given[0])] for row in csv.reader(f)]
    expect(got == given, got)
    db = sqlite3.connect(f"{folder}/c.gpkg")
    types = {name: kind for _, name, kind, *_ in db.execute("PRAGMA table_info(features_history)")}
    expect([types[c] for c in ("count", "version", "mass", "big", "code")] == ["INTEGER", "REAL", "REAL", "TEXT", "TEXT"], types)
    expect(db.execute("SELECT typeof(count), count / 2 FROM features_history").fetchall()[0] == ("integer", 0), "integers")
    db.close()
    # To a condition numbers are numbers, whatever the column is.
    write(f"{folder}/half.yaml", "title: t\ndata:\n  s: { path: c.gpkg, where: \"count / 4 = 0.5\" }\n")
    r = run("check", "half.yaml", cwd=folder)
    expect(b"; 1 row: " in r.out if isinstance(r.out, bytes) else "; 1 row: " in r.out, r)
    # Fractions, and a text, come into columns of whole numbers.
    write(f"{folder}/more.csv", HARD.splitlines()[0] + "\nnew,2.50,a,1.1,many,7,-2,8,y,false,z,39.4,127.4\n")
    expect(run("catalog", "import", "more.csv", "--into", "c.gpkg", "--recorded", "2020-02-01", "-q", cwd=folder).code == 0)
    expect(run("catalog", "export", "c.gpkg", "-o", "out.csv", cwd=folder).code == 0)
    with open(f"{folder}/out.csv", newline="") as f:
        got = {row["id"]: row for row in csv.DictReader(f)}
    want = {row[0]: dict(zip(given[0], row)) for row in given[1:]}
    want["new"] = {"count": "2.50", "mass": "many"}
    for key, row in want.items():
        for column, text in row.items():
            expect(got[key][column] == text, key, column, got[key][column], text)
    r = run("catalog", "import", "hard.csv", "--into", "c.gpkg", "--recorded", "2020-03-01", cwd=folder)
    expect(b" 3 the same" in r.out if isinstance(r.out, bytes) else " 3 the same" in r.out, r)


def damage(folder, sql):
    write(f"{folder}/bad.gpkg", read(f"{folder}/c.gpkg"))
    db = sqlite3.connect(f"{folder}/bad.gpkg")
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f'DROP TRIGGER "{name}"')
    db.executescript(sql)
    for _, made in triggers:
        db.execute(made)
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def seals(folder):
    """Damage to what no version's digest covers is found; catalogues of schema 1, which had no seals, go on."""
    write(f"{folder}/hard.csv", HARD)
    expect(run("catalog", "import", "hard.csv", "--into", "c.gpkg", "--recorded", "2020-01-01", "-q", cwd=folder).code == 0)
    for sql in ("UPDATE features_history SET ct_row = 99 WHERE fid = 1", "UPDATE ct_import SET source = 'x'",
                "UPDATE features_history SET ct_spelling = replace(ct_spelling, '1.10', '1.100')"):
        damage(folder, sql)
        r = run("catalog", "export", "bad.gpkg", "-o", "out.csv", cwd=folder)
        expect(r.code == 1 and "is not what was recorded" in str(r.err), sql, r)
    damage(folder, "ALTER TABLE features_history DROP COLUMN ct_seal; ALTER TABLE features_history DROP COLUMN ct_spelling;"
           "ALTER TABLE ct_import DROP COLUMN seal; UPDATE ct_catalog SET value = '1' WHERE key = 'schema'")
    expect(run("catalog", "export", "bad.gpkg", "-o", "out.csv", cwd=folder).code == 0)
    write(f"{folder}/more.csv", HARD.splitlines()[0] + "\nnew,2.50,a,1.1,many,7,-2,8,y,false,z,39.4,127.4\n")
    r = run("catalog", "import", "hard.csv", "more.csv", "--into", "bad.gpkg", "--recorded", "2020-02-01", cwd=folder)
    expect("1 added, 0 changed, 0 moved, 0 removed, 3 the same" in str(r.out), r)
    expect(run("catalog", "export", "bad.gpkg", "-o", "out.csv", cwd=folder).code == 0)
    db = sqlite3.connect(f"{folder}/bad.gpkg")
    expect(db.execute("SELECT value FROM ct_catalog WHERE key = 'schema'").fetchone() == ("2",), "schema")
    expect(db.execute("SELECT sum(seal IS NULL), count(*) FROM ct_import").fetchone() == (1, 3), "seals")
    db.close()


if __name__ == "__main__":
    main([own_files, shared_files, back_to_the_letter, seals])
